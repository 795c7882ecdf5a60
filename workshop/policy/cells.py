"""Cells of a document as plain data: readable Markdown, and in the metadata what each part is.

Whatever people typed goes through `literal`, so that it reads as they wrote it and never as Markdown.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workshop import texts
from workshop.model import Picture

Cell = dict[str, Any]
Rows = Sequence[Sequence[str]]
# One line that no Markdown could read otherwise: no mark, no link, no list or heading at its beginning.
_PLAIN = re.compile(
    r"(?!\d+[.)]|[-:])(?:[^\W_]|[ \u00a0’«»“”,;?!%()–—…·°-]|\.(?=[\s\u00a0»”)]|$|\d)|:(?=[\s\u00a0]|$|\d))*"
)


def literal(text: str) -> str:
    """The text as Markdown that shows exactly it; left as it is where nothing in it could be a mark."""
    kept = texts.clean(text)
    return kept if _PLAIN.fullmatch(kept) else texts.markdown(kept)


def flat(text: str) -> str:
    """`literal` on one line, for headings and tables."""
    return literal(re.sub(r"[\n\t]+", " ", texts.clean(text)))


def markdown(part: str, source: str, **about: Any) -> Cell:
    """A Markdown cell that says which part of the document it is."""
    said = {"part": part, **about}
    return {"cell_type": "markdown", "metadata": {"workshop": said}, "source": source}


def heading(level: int, text: str) -> Cell:
    return markdown("heading", f"{'#' * level} {flat(text)}", level=level)


def text(words: str, part: str = "text", **about: Any) -> Cell:
    """A paragraph of somebody's words."""
    return markdown(part, literal(words), **about)


def items(lines: Iterable[str], part: str = "text") -> Cell:
    """A list of somebody's sentences."""
    return markdown(part, "\n".join(f"- {flat(line)}" for line in lines))


def redline(pieces: Iterable[Sequence[str]]) -> Cell:
    """What a text lost and gained: struck through and bold as Markdown, exact in the metadata."""
    marks = {"removed": "~~", "added": "**"}
    told = [[str(kind), str(text)] for kind, text in pieces]
    return markdown("redline", "".join(_marked(text, marks.get(kind, "")) for kind, text in told), pieces=told)


def _marked(text: str, mark: str) -> str:
    """The mark close to the words, the spaces outside."""
    core = text.strip()
    if not core:
        return text
    start = len(text) - len(text.lstrip())
    return f"{text[:start]}{mark}{flat(core)}{mark}{text[start + len(core) :]}"


def table(rows: Rows, caption: str = "", part: str = "table") -> Cell:
    """A table, its header row first."""
    return markdown(part, grid(rows), **({"caption": caption} if caption else {}))


def grid(rows: Rows) -> str:
    """Rows as a Markdown table, the first as its head; columns of numbers line up at the right."""
    numeric = [_numeric(column) for column in zip(*rows[1:], strict=True)] or [False] * len(rows[0])
    rule = "|".join("---:" if n else "---" for n in numeric)
    lines = [" | ".join(flat(cell) for cell in row) for row in rows]
    return "\n".join([f"| {lines[0]} |", f"|{rule}|", *(f"| {line} |" for line in lines[1:])])


def _numeric(column: Iterable[str]) -> bool:
    return all(re.fullmatch(r"[\d\s.,\u00a0]+", cell) for cell in column)


def facts(pairs: Rows) -> Cell:
    """Labels and values, shown side by side; the head of the table is empty."""
    return table([["", ""], *pairs], part="facts")


def brief(rules: Sequence[tuple[str, str]]) -> Cell:
    """Rules in one sentence each, with how firm each is."""
    lines = [f"{k}. {flat(words)}" for k, (words, _) in enumerate(rules, 1)]
    return markdown("brief", "\n".join(lines), forces=[force for _, force in rules])


def figure(picture: Picture) -> Cell:
    """A picture as the output of a cell without code, with its words."""
    image = {
        "image/png": base64.b64encode(picture.png).decode("ascii"),
        "image/svg+xml": picture.svg,
        "text/plain": picture.alt,
    }
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"workshop": {"part": "figure", "alt": picture.alt, "title": picture.title}},
        "outputs": [{"data": image, "metadata": {}, "output_type": "display_data"}],
        "source": "",
    }


def notebook(cells: Iterable[Cell], about: Mapping[str, Any]) -> dict[str, Any]:
    """A notebook (format 4.5) with the same cell ids every time."""
    name = about["document"]
    return {
        "cells": [{**cell, "id": f"{name}-{k:04d}"} for k, cell in enumerate(cells, 1)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "workshop": dict(about),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
