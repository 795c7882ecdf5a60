"""One plain tree between notebooks and formats: after this, text is data for ever.

A renderer walks it; it never sees Markdown, HTML or a notebook. Every value is frozen; `plain()` makes it
JSON-able.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """This is a stretch of text in one style; a line feed is a line break; `force` draws it as a badge.

    `change` is "removed" or "added" in a redline.
    """

    text: str
    strong: bool = False
    emph: bool = False
    code: bool = False
    href: str = ""
    force: str = ""
    change: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """This opens a part of the document; levels run from 2 to 4, the title being the only level 1."""

    level: int
    runs: Runs
    id: str = ""
    force: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Items:
    """This is a list; each item is a sequence of blocks."""

    ordered: bool
    start: int
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """These are rows of text under one header row; `numeric` says which columns line up at the right."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    caption: str = ""
    numeric: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """This is a picture with its text in words: `alt` is never empty. SVG where there is one, else PNG."""

    alt: str
    title: str = ""
    svg: str = ""
    png: bytes = b""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    pairs: tuple[tuple[Runs, Runs], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """This is one line of the brief: what is asked, and how firmly (must, should, may or nothing)."""

    runs: Runs
    force: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """This is one dot of the thread: decision, objection, result, ideas, risks or source, with its number."""

    kind: Runs
    runs: Runs
    ref: Runs


@dataclass(frozen=True, slots=True)
class Trail:
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """These blocks are read in one `role`: clause, decision, redline, note, dissent, undecided or strained."""

    role: str
    blocks: tuple[Block, ...]
    force: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Contents:
    entries: tuple[Entry, ...]


Block = Heading | Paragraph | Items | Quote | Code | Table | Figure | Facts | Brief | Trail | Part | Contents


@dataclass(frozen=True, slots=True)
class Meta:
    """This is what is said once about the whole document."""

    lang: str
    title: str
    subtitle: str = ""
    organisation: str = ""
    date: date | None = None
    footer: str = ""
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    meta: Meta
    blocks: tuple[Block, ...]


def words(runs: Runs) -> str:
    """The text of `runs` without its style, breaks as spaces."""
    return " ".join("".join(run.text for run in runs).split())


def figures(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    """Every figure, in reading order, however deep."""
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Quote | Part):
            yield from figures(block.blocks)
        elif isinstance(block, Items):
            for item in block.items:
                yield from figures(item)


def plain(node: Any, text: Callable[[str], str] = str) -> Any:
    """`node` as JSON-able data, each of its texts through `text`.

    A dataclass becomes a mapping, its name under `is`; what is drawn from a file (svg, png) is left out.
    """
    if isinstance(node, str):
        return text(node)
    if isinstance(node, tuple):
        return [plain(child, text) for child in node]
    if isinstance(node, date):
        return node.isoformat()
    kind: type = type(node)
    names = _names(kind)
    if not names:
        return node
    return {"is": type(node).__name__.lower()} | {name: plain(getattr(node, name), text) for name in names}


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that are data; none for any other type."""
    found = (f.name for f in fields(kind)) if is_dataclass(kind) else ()
    return tuple(name for name in found if name not in ("svg", "png"))
