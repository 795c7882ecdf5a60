"""A notebook into one plain tree.

    document(notebook) -> Document

Our own documents say in each cell's metadata what it is (`metadata.workshop.part`); any other notebook is read
by its Markdown and its outputs. Input is left out unless a cell is tagged "show"; cells tagged "facilitator"
never appear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from workshop.errors import ExportError
from workshop.export.markdown import blocks, readable
from workshop.export.outputs import from_outputs, given_table, joined
from workshop.export.tree import (
    Block,
    Brief,
    Code,
    Contents,
    Document,
    Entry,
    Facts,
    Heading,
    Items,
    Meta,
    Paragraph,
    Part,
    Rule,
    Run,
    Runs,
    Step,
    Table,
    Trail,
    words,
)
from workshop.texts import LANGS, both, day, say

_Reader = Callable[[tuple[Block, ...], Mapping[str, Any]], tuple[Block, ...]]
FORCES = ("must", "should", "may")
CHANGES = ("removed", "added")
FILE = "file_name"  # where the exporters leave the name of the file, the title of last resort
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.?\s+(?:·\s+)?(.+)", re.DOTALL)


def document(notebook: Mapping[str, Any]) -> Document:
    """What `notebook` says. Raises ExportError("notebook") when it is not a notebook."""
    try:
        told = notebook["metadata"]
        about = _mapping(told.get("workshop"))
        lang = about["lang"] if about.get("lang") in LANGS else LANGS[0]
        found = [block for cell in notebook["cells"] for block in _cell(cell, lang)]
    except (KeyError, TypeError, AttributeError) as cause:
        raise ExportError("notebook", reasons=(type(cause).__name__,)) from cause
    title, found = _titled(about.get("title") or told.get("title"), found)
    meta = _meta(about, title or readable(str(told.get(FILE, ""))) or say("export.untitled", lang), lang)
    facts = _facts_given(about)
    opening = facts if facts and not any(isinstance(block, Facts) for block in found[:2]) else ()
    return Document(meta, _with_contents((*opening, *_levelled(_badged(found)))))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _meta(about: Mapping[str, Any], title: str, lang: str) -> Meta:
    when = _date(about.get("date"))
    said = {key: readable(str(about.get(key) or "")) for key in ("subtitle", "organisation", "footer")}
    version = readable(str(about.get("version") or ""))
    second = say("export.version", lang, version=version) if version else day(when, lang) if when else ""
    said["footer"] = said["footer"] or ", ".join(filter(None, (title, second)))
    return Meta(lang, title, date=when, rehearsal=bool(about.get("rehearsal")), **said)


def _date(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _facts_given(about: Mapping[str, Any]) -> tuple[Facts, ...]:
    pairs = tuple(((Run(readable(str(k))),), (Run(readable(str(v))),)) for k, v in about.get("facts") or ())
    return (Facts(pairs),) if pairs else ()


def _cell(cell: Mapping[str, Any], lang: str) -> tuple[Block, ...]:
    """What one cell says, whatever its kind."""
    metadata = _mapping(cell.get("metadata"))
    tags, about = metadata.get("tags", ()), _mapping(metadata.get("workshop"))
    if "facilitator" in tags or cell["cell_type"] == "raw":
        return ()
    if cell["cell_type"] == "markdown":
        found = blocks(joined(cell["source"]))
        return _PARTS.get(str(about.get("part")), _as_it_is)(found, about)
    shown = (Code(readable(joined(cell["source"]))),) if "show" in tags else ()
    return shown + from_outputs(cell.get("outputs", ()), lang, about)


def _as_it_is(found: tuple[Block, ...], about: Mapping[str, Any]) -> tuple[Block, ...]:
    return found


def _of_role(found: tuple[Block, ...], about: Mapping[str, Any]) -> tuple[Block, ...]:
    """Headings stay outside, so that outlines and levels see them."""
    heads = tuple(block for block in found if isinstance(block, Heading))
    rest = tuple(block for block in found if not isinstance(block, Heading))
    force = about.get("force") if about.get("force") in FORCES else ""
    return (*heads, Part(str(about["part"]), rest, force or "")) if rest else heads


def _per_table(make: Callable[[Table], Block]) -> _Reader:
    def part(found: tuple[Block, ...], about: Mapping[str, Any]) -> tuple[Block, ...]:
        return tuple(make(block) if isinstance(block, Table) else block for block in found)

    return part


def _trail(table: Table) -> Trail:
    return Trail(tuple(Step(*(*row, (), (), ())[:3]) for row in table.rows))


def _facts(table: Table) -> Facts:
    rows = (table.header, *table.rows) if any(table.header) else table.rows
    return Facts(tuple((row[0], row[1] if len(row) > 1 else ()) for row in rows))


def _captioned(found: tuple[Block, ...], about: Mapping[str, Any]) -> tuple[Block, ...]:
    caption = readable(str(about.get("caption", "")))
    given = given_table(about.get("table"))
    if given and not found:
        return (replace(given, caption=given.caption or caption),)
    return tuple(replace(b, caption=caption) if isinstance(b, Table) else b for b in found)


def _brief(found: tuple[Block, ...], about: Mapping[str, Any]) -> tuple[Block, ...]:
    """A list becomes the brief; how firm each rule is stands in `forces`, or as its last bold word."""
    forces = list(about.get("forces") or ())
    return tuple(_brief_of(block, forces) if isinstance(block, Items) else block for block in found)


def _brief_of(block: Items, forces: list[str]) -> Brief:
    rules = [_rule(item[0].runs) for item in block.items if item and isinstance(item[0], Paragraph)]
    if len(forces) == len(rules):
        rules = [replace(r, force=f if f in FORCES else "") for r, f in zip(rules, forces, strict=True)]
    return Brief(tuple(rules))


def _rule(runs: Runs) -> Rule:
    *rest, last = _badges(runs) or (Run(""),)
    if not last.force or not rest:
        return Rule(runs)
    return Rule((*rest[:-1], replace(rest[-1], text=rest[-1].text.rstrip(" \u00a0"))), last.force)


def _badges(runs: Runs) -> Runs:
    """How firm a rule is, said in bold in our own words, is drawn as a badge."""
    labels = {label: force for force in FORCES for label in both(f"export.{force}").values()}
    return tuple(replace(r, force=labels.get(r.text, "")) if r.strong else r for r in runs)


def _note(found: tuple[Block, ...], about: Mapping[str, Any]) -> tuple[Block, ...]:
    badged = (replace(b, runs=_badges(b.runs)) if isinstance(b, Paragraph) else b for b in found)
    return _of_role(tuple(badged), about)


def _redline(found: tuple[Block, ...], about: Mapping[str, Any]) -> tuple[Block, ...]:
    """Pieces say what went and what came; without them the Markdown is read as it is."""
    pieces = about.get("pieces")
    if not isinstance(pieces, list) or not pieces:
        return _of_role(found, about)
    runs = (Run(_piece(str(text)), change=kind if kind in CHANGES else "") for kind, text in pieces)
    return (Part("redline", (Paragraph(tuple(runs)),)),)


def _piece(text: str) -> str:
    """Readable, and the spaces at its ends stay: its neighbours begin there."""
    return readable(f".{text}.")[1:-1]


_PARTS: dict[str, _Reader] = {
    "redline": _redline,
    "brief": _brief,
    "clause": _of_role,
    "decision": _of_role,
    "note": _note,
    "dissent": _of_role,
    "undecided": _of_role,
    "strained": _of_role,
    "trail": _per_table(_trail),
    "facts": _per_table(_facts),
    "table": _captioned,
}


def _titled(given: Any, found: list[Block]) -> tuple[str, list[Block]]:
    """The title, and the blocks without it: the first heading of level 1 is the title unless one is given."""
    first = next((b for b in found if isinstance(b, Heading) and b.level == 1), None)
    title = readable(str(given or "")) or (words(first.runs) if first else "")
    if first and words(first.runs) == " ".join(title.split()):
        found = [b for b in found if b is not first]
    return title, found


def _badged(found: Iterable[Block]) -> list[Block]:
    """How firm a clause is stands beside the heading right before it, if there is one."""
    out: list[Block] = []
    for block in found:
        if isinstance(block, Part) and block.force and out and isinstance(out[-1], Heading):
            out[-1] = replace(out[-1], force=block.force)
            block = replace(block, force="")
        out.append(block)
    return out


def _levelled(found: Iterable[Block]) -> list[Block]:
    """Headings below the title: none of level 1, none skipped, none deeper than 4, each with an id."""
    out = list(found)
    shift = 1 if any(isinstance(b, Heading) and b.level == 1 for b in out) else 0
    last = 1
    for k, block in enumerate(out):
        if isinstance(block, Heading):
            last = min(max(block.level + shift, 2), last + 1, 4)
            out[k] = replace(block, level=last, id=f"h{k}")
    return out


def _with_contents(found: tuple[Block, ...]) -> tuple[Block, ...]:
    """A document of four sections or more lists them, after the brief or before the first section."""
    brief = next((k + 1 for k, b in enumerate(found) if isinstance(b, Brief)), 0)
    heads = [(k, b) for k, b in enumerate(found) if k >= brief and isinstance(b, Heading) and b.level == 2]
    if len(heads) < 4:
        return found
    at = brief or heads[0][0]
    return (*found[:at], Contents(tuple(_entry(head) for _, head in heads)), *found[at:])


def _entry(head: Heading) -> Entry:
    text = words(head.runs)
    numbered = _NUMBERED.fullmatch(text)
    return Entry(head.id, *(numbered.groups() if numbered else ("", text)))
