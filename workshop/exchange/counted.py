"""This reads ballots in CSV, separated by commas, semicolons or tabs.

count,ranking          12,Ann > Bea = Cid      rankings; only ranked options are named, nothing is a blank ballot
Ann,Bea,Cid            5,0,                    scores, a ballot a row; an empty cell is an option not scored
count,Ann,Bea,Cid      12,5,0,                 the same, counted
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from workshop.exchange.lines import (
    OPTIONS,
    Ballots,
    Ranking,
    Refusal,
    Scores,
    Wrong,
    delimiter,
    gather,
    named,
    once,
    records,
    refusing,
    times,
)
from workshop.model import OptionId

_SCORE = re.compile(r"([0-9]{1,9})(\.0*)?", re.ASCII)


def read_csv(path: Path, lines: Sequence[bytes], least: int, most: int) -> Ballots:
    """The rankings or scores of a CSV file; scores are whole numbers from `least` to `most`."""
    first = next(line for line in lines if line.strip())
    found = records(lines, delimiter(first.decode("utf-8", "replace")))
    line, header = next(found)
    if isinstance(header, Wrong):
        raise refusing(path, Refusal(line, header.reason)) from header
    columns = [name.strip() for name in header]
    if "ranking" in (folded := [name.casefold() for name in columns]):
        return _rankings(found, folded)
    options = named(path, [name for name in columns if name != "count"], line)
    at = columns.index("count") if "count" in columns else None
    profile, refused = gather(found, _scores(options, at, least, most))
    return Ballots("scores", options, profile, refused)


def is_ranking(first: bytes) -> bool:
    """Whether this header is that of counted rankings."""
    header = first.decode("utf-8", "replace")
    return "ranking" in [name.strip(' "').casefold() for name in header.split(delimiter(header))]


def _rankings(found: Iterable[tuple[int, list[str] | Wrong]], columns: list[str]) -> Ballots:
    options: dict[OptionId, None] = {}
    known: dict[str, frozenset[OptionId]] = {}
    ranking, count = columns.index("ranking"), columns.index("count") if "count" in columns else None

    def read(cells: list[str]) -> tuple[Ranking, int]:
        _wide(cells, len(columns))
        cast, text = 1 if count is None else times(cells[count]), cells[ranking]
        ranks = text.split(">") if text.strip() else []
        if not all(rank in known for rank in ranks):
            _meet(text, ranks, options, known)
        ballot = tuple([known[rank] for rank in ranks])
        once([name for rank in ballot for name in rank])
        return ballot, cast

    profile, refused = gather(found, read)
    return Ballots("rankings", tuple(options), profile, refused)


def _meet(
    text: str, ranks: Sequence[str], options: dict[OptionId, None], known: dict[str, frozenset[OptionId]]
) -> None:
    """Take in ranks that were not written so before, and their options, if all of the ranking is right."""
    tied = [[name.strip() for name in rank.split("=")] for rank in ranks]
    names = [name for rank in tied for name in rank]
    if "" in names:
        raise Wrong("no_name", value=text)
    once(names)
    if len(options.keys() | set(names)) > OPTIONS:
        raise Wrong("many_options", most=OPTIONS)
    options.update(dict.fromkeys(names))
    known.update(zip(ranks, map(frozenset, tied), strict=True))


def _scores(
    options: tuple[OptionId, ...], at: int | None, least: int, most: int
) -> Callable[[list[str]], tuple[Scores, int]]:
    """How to read a row of scores whose count, if any, stands in column `at`."""
    width = len(options) + (at is not None)
    known: list[dict[str, tuple[OptionId, int] | None]] = [{} for _ in options]

    def score(column: int, cell: str) -> tuple[OptionId, int] | None:
        found = _SCORE.fullmatch(cell.strip())
        if cell.strip() and not (found and least <= int(found[1]) <= most):
            raise Wrong("score", value=cell, least=least, most=most)
        return known[column].setdefault(cell, (options[column], int(found[1])) if found else None)

    def read(cells: list[str]) -> tuple[Scores, int]:
        _wide(cells, width)
        cast = 1 if at is None else times(cells.pop(at))
        given = [known[k][cell] if cell in known[k] else score(k, cell) for k, cell in enumerate(cells)]
        return tuple([pair for pair in given if pair]), cast

    return read


def _wide(cells: Sequence[str], width: int) -> None:
    if len(cells) != width:
        raise Wrong("width", found=len(cells), expected=width)
