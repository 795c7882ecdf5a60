"""This reads the orders of PrefLib: .soc, .soi, .toc and .toi (Mattei and Walsh, 2013, ADT, pp. 259-270).

# ALTERNATIVE NAME 1: Ann      the header of today; before 2022 it was the number of options, then 1,Ann …, then
# ALTERNATIVE NAME 2: Bea      a line of totals
12: 1,{2,3}                    twelve ballots, 2 and 3 held equal; before 2022 it was 12,1,{2,3}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from workshop.exchange.lines import Ballots, Ranking, Wrong, gather, named, old_text, once, times
from workshop.exchange.sheets import unusable
from workshop.model import OptionId

ENDINGS = {".soc", ".soi", ".toc", ".toi"}

_NAME = re.compile(r"# *ALTERNATIVE NAME ([0-9]{1,9}) *: *(.*?)\s*", re.ASCII)
_RANK = re.compile(r"\{([0-9, ]*)\}|([0-9]+)", re.ASCII)
_ORDER = re.compile(r"(\{[0-9, ]*\}|[0-9]+)(,(\{[0-9, ]*\}|[0-9]+))*", re.ASCII)

Names = dict[str, OptionId]
Numbered = list[tuple[int, str]]


def is_preflib(path: Path, lines: Sequence[bytes]) -> bool:
    """Whether it is called so, or begins so."""
    return path.suffix.lower() in ENDINGS or any(line.startswith(b"# ALTERNATIVE NAME") for line in lines[:1000])


def read_preflib(path: Path, lines: Sequence[bytes]) -> Ballots:
    """The rankings of a PrefLib file."""
    texts = [(number, text) for number, text in enumerate(old_text(lines), 1) if text.strip()]
    today = any(text.startswith("#") for _, text in texts)
    names, orders = _today(texts) if today else _before(path, texts)
    named(path, list(names.values()))
    profile, refused = gather(_split(orders, ":" if today else ","), lambda order: _ballot(*order, names))
    return Ballots("rankings", tuple(names.values()), profile, refused)


def _today(texts: Numbered) -> tuple[Names, Numbered]:
    found = [name for _, text in texts if (name := _NAME.fullmatch(text))]
    return {str(int(name[1])): name[2] for name in found}, [t for t in texts if not t[1].startswith("#")]


def _before(path: Path, texts: Numbered) -> tuple[Names, Numbered]:
    first = texts[0][1].strip()
    count = int(first) if re.fullmatch("[0-9]{1,4}", first, re.ASCII) else 0
    listed = [text.partition(",") for _, text in texts[1 : count + 1]]
    if not count or [number.strip() for number, _, _ in listed] != [str(n) for n in range(1, count + 1)]:
        raise unusable("no_options", path, line=texts[0][0])
    return {number.strip(): name.strip() for number, _, name in listed}, texts[count + 2 :]


def _split(texts: Iterable[tuple[int, str]], sign: str) -> Iterator[tuple[int, tuple[str, str]]]:
    for number, text in texts:
        count, _, order = text.partition(sign)
        yield number, (count, re.sub(r"\s", "", order))


def _ballot(count: str, order: str, names: Names) -> tuple[Ranking, int]:
    cast = times(count)
    if order and not _ORDER.fullmatch(order):
        raise Wrong("order", value=order)
    ranks = [(tied or alone).split(",") for tied, alone in _RANK.findall(order)]
    if unknown := [n for rank in ranks for n in rank if n and n not in names]:
        raise Wrong("no_option", value=unknown[0])
    named_so = [[names[n] for n in rank if n] for rank in ranks]
    once([name for rank in named_so for name in rank])
    return tuple(frozenset(rank) for rank in named_so if rank), cast
