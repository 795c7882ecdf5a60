"""This is how CSV files come in and go out: checked line by line on reading, whole or not at all on writing.

Every problem is an InputError whose sentence names the file, the line and what is wrong. Its `facts["text"]` is
the key of that sentence, so that `say(fault.facts["text"], lang, **fault.facts)` tells it in another language.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workshop.errors import InputError
from workshop.texts import clean, say

_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r]")


def unusable(text: str, path: Path, **facts: Any) -> InputError:
    """The error whose sentence is `files.<text>`."""
    shown = {k: short(v) if isinstance(v, str) else v for k, v in facts.items()}
    known: dict[str, Any] = {"text": f"files.{text}", "file": path.name, **shown}
    return InputError(say(f"files.{text}", "en", **known), **known)


@dataclass(frozen=True, slots=True)
class Row:
    """One record: where it stands in its file and its cells by column."""

    path: Path
    line: int
    cells: dict[str, str]

    def whole(self, column: str) -> int:
        """The whole number in this cell."""
        if not _WHOLE.fullmatch(cell := self.cells[column].strip()):
            raise self.wrong("number", value=self.cells[column], column=column)
        return int(cell)

    def wrong(self, text: str, **facts: Any) -> InputError:
        """What is wrong here, in a sentence."""
        return unusable(text, self.path, line=self.line, **facts)


@dataclass(frozen=True, slots=True)
class Sheet:
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def text_of(path: Path) -> str:
    """The text of a file; with or without a byte order mark."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as cause:
        raise unusable("missing", path) from cause
    except UnicodeDecodeError as cause:
        raise unusable("not_text", path) from cause
    except OSError as cause:
        raise unusable("unreadable", path, problem=cause.strerror or type(cause).__name__) from cause
    if "\0" in text:
        raise unusable("not_text", path)
    return text


def read_sheet(path: Path, needed: Iterable[str]) -> Sheet:
    """A CSV file with a header: all rows as wide as it, the columns needed among them, none twice."""
    lines = _records(path)
    columns = tuple(next(lines, (1, []))[1])
    for column in needed:
        if column not in columns:
            raise unusable("no_column", path, column=column)
    for column in columns:
        if columns.count(column) > 1:
            raise unusable("twice", path, line=1, value=column)
    return Sheet(columns, tuple(_row(path, line, columns, cells) for line, cells in lines))


def read_pairs(path: Path) -> dict[str, str]:
    """A CSV file of two columns without a header, as a mapping."""
    pairs = {}
    for line, cells in _records(path):
        pairs.update(_row(path, line, ("key", "value"), cells).cells and {cells[0]: cells[1]})
    return pairs


def write_sheet(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """The rows as CSV at `path`, complete or not at all; no text in it can be taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([literal(cell) for cell in row] for row in rows)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(buffer.getvalue(), "utf-8", newline="")
        return part.replace(path)
    except OSError as cause:
        with suppress(OSError):
            part.unlink()
        raise unusable("unwritable", path, problem=cause.strerror or type(cause).__name__) from cause


def literal(cell: str) -> str:
    """The cell as a spreadsheet shows it and never runs it: a leading ' where text looks like a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not empty, with the line it begins on."""
    reader = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as cause:
        raise unusable("not_csv", path, line=line, problem=str(cause)) from cause


def _row(path: Path, line: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    if len(cells) != len(columns):
        raise unusable("width", path, line=line, found=len(cells), expected=len(columns))
    return Row(path, line, dict(zip(columns, cells, strict=True)))


def short(value: str) -> str:
    """What somebody wrote, as a sentence quotes it: on one line, at most 60 characters."""
    shown = " ".join(clean(value.encode("utf-8", "replace").decode()).split())
    return shown if len(shown) <= 60 else shown[:59] + "…"
