"""Tables that a clause rests on: topics by channel, audiences by platform, as the room filled them in.

They are kept in `facts["tables"]`: {table: {"rows": [{"id", "name", "mark", "cells": {column: text}, "by", "at"}]}}.
A name or a cell is what somebody typed, or a text of ours in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from workshop import texts
from workshop.agenda import Content, Matrix
from workshop.model import QuestionId, Text
from workshop.policy import cells
from workshop.policy.book import Book
from workshop.policy.cells import Cell

Row = Mapping[str, Any]
Key = TypeVar("Key")
WIDE, FEW = 4, 3  # columns beside the names that A4 holds; rows that may become columns instead
USUAL = ("facebook", "instagram", "newsletter")  # while no channels are known
SITE = "website"  # always there: sensitive topics go to a page of ours rather than to a network


def rows(facts: Mapping[str, Any], table: str) -> Sequence[Row]:
    """What the room wrote in a table, in order."""
    found: Sequence[Row] = ((facts.get("tables") or {}).get(table) or {}).get("rows") or ()
    return found


def columns(facts: Mapping[str, Any], content: Content, matrix: Matrix) -> dict[str, Text]:
    """The channels we keep and the website, what else the table asks, and whatever still holds words; with labels."""
    kept = facts.get("rhythm") or {}
    basis = kept.get("basis") or {}
    channels = [*(basis.get("channels") or USUAL)]
    own = {one.id: one.label for one in matrix.columns}
    written = [c for row in rows(facts, matrix.id) for c, text in row["cells"].items() if text]
    every = dict.fromkeys([*channels, SITE, *(c for c in written if c not in own), *own])
    return {one: own.get(one) or channel(one, content, basis.get("names") or {}) for one in every}


def channel(id: str, content: Content, names: Mapping[str, Text]) -> Text:
    """The name of a channel in every language: as the group calls it, else as the platform is called."""
    if id in names:
        return names[id]
    known = content.platforms.get(id)
    called = (known.name if known else id).split(" / ")
    return {lang: called[min(k, len(called) - 1)] for k, lang in enumerate(texts.LANGS)}


def of(book: Book, question: QuestionId) -> Iterator[Cell]:
    """The tables that belong to this question, if anybody wrote in them; nothing is cut on A4."""
    for matrix in book.content.tables.values():
        found = rows(book.record.facts, matrix.id)
        if matrix.question == question and found:
            yield cells.heading(4, book.pick(matrix.title))
            yield from _printed(book, matrix, found)


def _printed(book: Book, matrix: Matrix, found: Sequence[Row]) -> Iterator[Cell]:
    """One table where it fits; rows as columns where there are few; else several tables beside each other's rows."""
    labels = columns(book.record.facts, book.content, matrix)
    names = [_name(book, matrix, row) for row in found]
    grid = {id: [book.pick(row["cells"].get(id)) or book.say("to_settle") for row in found] for id in labels}
    heads = {id: book.pick(label) for id, label in labels.items()}
    if len(labels) > WIDE and len(found) <= FEW:
        yield cells.table([[book.pick(matrix.down), *names], *([heads[id], *grid[id]] for id in grid)])
        return
    split = parts([*labels])
    for number, part in enumerate(split, 1):
        head = [book.pick(matrix.row), *(heads[id] for id in part)]
        body = [[name, *(grid[id][k] for id in part)] for k, name in enumerate(names)]
        caption = book.say("table_part", number=number, count=len(split)) if len(split) > 1 else ""
        yield cells.table([head, *body], caption)


def parts(ids: Sequence[Key]) -> list[Sequence[Key]]:
    """Columns in as few tables as hold them, each about as wide as the others."""
    count = -(-len(ids) // WIDE)
    sizes = [len(ids) // count + (k < len(ids) % count) for k in range(count)]
    starts = [sum(sizes[:k]) for k in range(count)]
    return [ids[start : start + size] for start, size in zip(starts, sizes, strict=True)]


def _name(book: Book, matrix: Matrix, row: Row) -> str:
    name = book.pick(row["name"])
    return book.say("marked", name=name, mark=book.pick(matrix.mark).lower()) if row.get("mark") else name
