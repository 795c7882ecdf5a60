"""This room's reader of ballots that were cast elsewhere.

    sift(path)               what can be counted, and the lines that cannot, each with its reason
    read_ballots(path)       the same of a file that must be right throughout

The format is told by the content: CSV of counted rankings or of scores (`counted`), Debian tally sheets
(`tallysheet`), PrefLib orders (`preflib`). Options not ranked or not scored are simply absent from a ballot.
"""

from __future__ import annotations

from pathlib import Path

from workshop.exchange.counted import is_ranking, read_csv
from workshop.exchange.lines import Ballots, Refusal, lines_of, refusing
from workshop.exchange.preflib import is_preflib, read_preflib
from workshop.exchange.sheets import unusable
from workshop.exchange.tallysheet import is_tally_sheet, read_tally_sheet

__all__ = ["Ballots", "Refusal", "read_ballots", "sift"]


def sift(path: Path, least: int = 0, most: int = 5) -> Ballots:
    """The ballots of a file and its refused lines; scores are whole numbers from `least` to `most`.

    InputError if the file as a whole cannot be used.
    """
    lines = lines_of(path)
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise unusable("no_ballots", path)
    if is_preflib(path, lines):
        found = read_preflib(path, lines)
    elif not is_ranking(first) and is_tally_sheet(lines):
        found = read_tally_sheet(path, lines)
    else:
        found = read_csv(path, lines, least, most)
    if not found.profile and not found.refused:
        raise unusable("no_ballots", path)
    return found


def read_ballots(path: Path, least: int = 0, most: int = 5) -> Ballots:
    """The ballots of a file that is right throughout. InputError names its first wrong line otherwise."""
    found = sift(path, least, most)
    if found.refused:
        raise refusing(path, found.refused[0])
    return found
