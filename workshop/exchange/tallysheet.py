"""This reads the tally sheets of Debian votes, in UTF-8 or ISO-8859-1.

  Option 1--------->: Ann
/  Option 2-------->: Bea
|/
V: 1- 	1d7ba886e62a2cf64379a5c8f8032cc2      one mark an option, 1 is best, - is not ranked
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from workshop.exchange.lines import Ballots, Ranking, Wrong, gather, named, old_text
from workshop.model import OptionId

_OPTION = re.compile(r"[ \t/|\\]*Option +([0-9]+) *-*>: *(.+?)\s*", re.ASCII)
_MARKS = re.compile(r"[-0-9A-Za-z]*", re.ASCII)


def is_tally_sheet(lines: Sequence[bytes]) -> bool:
    """Whether there are lines of votes."""
    return any(line.startswith(b"V: ") for line in lines)


def read_tally_sheet(path: Path, lines: Sequence[bytes]) -> Ballots:
    """The rankings of a tally sheet; lines that are neither an option nor a vote are its explanations."""
    texts = old_text(lines)
    found = [(number, option[2]) for number, text in enumerate(texts, 1) if (option := _OPTION.fullmatch(text))]
    options = named(path, [name for _, name in found], found[-1][0] if found else 1)
    votes = ((number, text) for number, text in enumerate(texts, 1) if text.startswith("V: "))
    profile, refused = gather(votes, lambda text: (_vote(text, options), 1))
    return Ballots("rankings", options, profile, refused)


def _vote(text: str, options: tuple[OptionId, ...]) -> Ranking:
    marks = next(iter(text[3:].split()), "")
    if not _MARKS.fullmatch(marks):
        raise Wrong("marks", value=marks)
    if len(marks) != len(options):
        raise Wrong("width", found=len(marks), expected=len(options))
    levels = sorted(set(marks) - {"-"})
    return tuple(frozenset(o for o, m in zip(options, marks, strict=True) if m == level) for level in levels)
