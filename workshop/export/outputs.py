"""Outputs of a code cell into blocks: tables as rows of text, pictures with their words, the rest as text."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

from workshop.export.markdown import blocks, readable, table
from workshop.export.tree import Block, Code, Figure, Run, Runs, Table
from workshop.texts import say

_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_WIDGET = "application/vnd.jupyter.widget-view+json"


def from_outputs(outputs: Iterable[Mapping[str, Any]], lang: str, about: Mapping[str, Any]) -> tuple[Block, ...]:
    """What these outputs show; `about` is the cell's own metadata (alt, title, caption, table)."""
    return tuple(block for output in outputs for block in _output(output, lang, about))


def _output(output: Mapping[str, Any], lang: str, about: Mapping[str, Any]) -> tuple[Block, ...]:
    kind = output.get("output_type")
    if kind == "stream":
        return _text(output.get("text", ""))
    if kind == "error":
        return _text(f"{output.get('ename', '')}: {output.get('evalue', '')}")
    data = output.get("data", {})
    if "image/svg+xml" in data or "image/png" in data:
        return (figure(data, lang, about),)
    if _WIDGET in data:
        return ()
    if "text/html" in data and (found := rows_of(joined(data["text/html"]))):
        return (table(found[0], found[1:], readable(str(about.get("caption", "")))),)
    if "text/markdown" in data:
        return blocks(joined(data["text/markdown"]))
    return _text(data.get("text/plain", ""))


def joined(text: Any) -> str:
    """Notebooks may keep a text as a list of lines."""
    return "".join(text) if isinstance(text, list) else str(text)


def _text(text: Any) -> tuple[Block, ...]:
    shown = readable(_ANSI.sub("", joined(text)))
    return (Code(shown),) if shown else ()


def figure(data: Mapping[str, Any], lang: str, about: Mapping[str, Any]) -> Figure:
    """A figure; without a description it says so in words."""
    said = about.get("alt") or _described(joined(data.get("text/plain", "")))
    return Figure(
        alt=readable(str(said or "")) or say("export.no_alt", lang),
        title=readable(str(about.get("title", ""))),
        svg=joined(data.get("image/svg+xml", "")),
        png=_bytes(joined(data.get("image/png", ""))),
        table=given_table(about.get("table")),
    )


def _described(text: str) -> str:
    """A text beside a picture is its description, unless it is the name of an object."""
    return "" if text.startswith("<") else text


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return b""


def given_table(data: Any) -> Table | None:
    """A table given as data: {"caption", "header": [...], "rows": [[...]]}, or its rows, the header first."""
    if isinstance(data, list | tuple) and data:
        data = {"header": data[0], "rows": data[1:]}
    if not isinstance(data, Mapping) or not data.get("header"):
        return None
    rows = tuple(tuple(map(_cell, row)) for row in data.get("rows", ()))
    return table(tuple(map(_cell, data["header"])), rows, readable(str(data.get("caption", ""))))


def _cell(value: Any) -> Runs:
    text = readable(str(value))
    return (Run(text),) if text else ()


def rows_of(html: str) -> tuple[tuple[Runs, ...], ...]:
    """The rows of the first table in `html` as text; nothing else of the HTML is kept."""
    reader = _Rows()
    reader.feed(html)
    reader.close()
    return tuple(tuple(_cell(" ".join(cell.split())) for cell in row) for row in reader.rows if row)


class _Rows(HTMLParser):
    """This keeps the text of cells; styles and scripts are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._skipping = ""
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._skipping = tag
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows = self.rows or [[]]
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipping:
            self._skipping = ""
        elif tag in ("td", "th", "tr", "table"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell and not self._skipping and self.rows[-1]:
            self.rows[-1][-1] += data
