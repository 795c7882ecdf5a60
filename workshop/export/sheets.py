"""Ballots on paper as PDF: one page a sheet, in large type, each with its number.

A sheet says what is asked and leaves room for a pen; what it asks is plain data. Set by Typst like documents: the
template is constant, the text comes as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop.errors import ExportError
from workshop.export.glyphs import printable
from workshop.export.pdf import compiled
from workshop.export.tree import plain
from workshop.texts import section

_TEMPLATE = Path(__file__).parent / "templates" / "sheet.typ"


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick, one a line: (label, what it means)."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A box a line in which to write a number: (label, what it means)."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One box to tick a line, under one of several columns; `legend` says what the columns mean.

    With `split` there are two such scales side by side, the second from this column on.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    legend: tuple[str, ...] = ()
    split: int = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Room to write, this many lines."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """This is one sheet: what is asked, about which text, how to answer and be counted, and where to write."""

    lang: str
    title: str
    organisation: str
    prompt: str
    text: str
    how: str
    rule: str
    blocks: tuple[Ticks | Numbers | Matrix | Lines, ...]


def to_sheets(sheet: Sheet, numbers: Sequence[int]) -> bytes:
    """One page a number, the same sheet on each. Raises ExportError("pdf") when it cannot be set."""
    import typst

    with TemporaryDirectory() as root:
        data = {"sheet": plain(sheet, printable), "numbers": list(numbers), "texts": section("paper", sheet.lang)}
        (Path(root) / "doc.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        try:
            return compiled(_TEMPLATE, root)
        except typst.TypstError as cause:
            raise ExportError("pdf", part="document") from cause
