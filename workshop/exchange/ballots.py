"""This room's reader of ranked ballots from real elections.

    read_ballots(path)       either of the two, told apart by their content
    counted rankings         CSV with the columns count,ranking:  12,Ann > Bea = Cid   (only ranked options named)
    Debian tally sheets      lines such as  V: 1-23  with one character for each option

Unranked options are simply absent; the rules take them as last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop.exchange.sheets import Row, read_sheet, text_of, unusable
from workshop.model import OptionId

Ranking = tuple[frozenset[OptionId], ...]

_OPTION = re.compile(r"[ /|\\]*Option +([0-9]+) *-*>: *(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Ballots:
    """What a file holds: the options in the order they are first named, and how often each ranking was cast."""

    options: tuple[OptionId, ...]
    profile: dict[Ranking, int]


def read_ballots(path: Path) -> Ballots:
    """The ballots of a file. InputError says what is wrong with it, and where."""
    sheet = re.search(r"^V: ", text_of(path), re.MULTILINE)
    found = _tally_sheet(path) if sheet else _counted(path)
    if not found.profile:
        raise unusable("no_ballots", path)
    return found


def _counted(path: Path) -> Ballots:
    profile: Counter[Ranking] = Counter()
    options: dict[OptionId, None] = {}
    for row in read_sheet(path, ("count", "ranking")).rows:
        ranks = [[name.strip() for name in rank.split("=")] for rank in row.cells["ranking"].split(">")]
        names = [] if ranks == [[""]] else [name for rank in ranks for name in rank]
        _check(row, names)
        options.update(dict.fromkeys(names))
        profile[tuple(map(frozenset, ranks)) if names else ()] += row.whole("count")
    return Ballots(tuple(options), dict(profile))


def _check(row: Row, names: list[OptionId]) -> None:
    if "" in names:
        raise row.wrong("no_name", value=row.cells["ranking"])
    if twice := [name for name in names if names.count(name) > 1]:
        raise row.wrong("twice", value=twice[0])
    if row.whole("count") < 1:
        raise row.wrong("number", value=row.cells["count"], column="count")


def _tally_sheet(path: Path) -> Ballots:
    lines = text_of(path).splitlines()
    options = tuple(found[2] for line in lines if (found := _OPTION.fullmatch(line)))
    return Ballots(options, dict(Counter(_votes(path, lines, options))))


def _votes(path: Path, lines: list[str], options: tuple[OptionId, ...]) -> Iterator[Ranking]:
    for number, line in enumerate(lines, start=1):
        if line.startswith("V: "):
            marks = line.split()[1]
            if len(marks) != len(options):
                raise unusable("width", path, line=number, found=len(marks), expected=len(options))
            levels = sorted(set(marks) - {"-"})
            yield tuple(frozenset(o for o, m in zip(options, marks, strict=True) if m == level) for level in levels)
