"""The tree as one self-contained HTML page: no script, nothing loaded, and a policy that forbids both."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from workshop.export.tree import (
    Block,
    Brief,
    Code,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    Items,
    Paragraph,
    Part,
    Quote,
    Run,
    Runs,
    Table,
    Trail,
)
from workshop.texts import say

FONTS = Path(__file__).parent.parent / "vendor" / "fonts"
SHEET = Path(__file__).parent / "templates" / "document.css"
_FACES = (
    ("normal", "atkinson-hyperlegible-next-latin-wght-normal.woff2"),
    ("italic", "atkinson-hyperlegible-next-latin-wght-italic.woff2"),
)


def render(doc: Document) -> bytes:
    """`doc` as HTML, UTF-8."""
    meta = doc.meta
    style, policy = _style(meta.lang, meta.rehearsal)
    lead = " ".join(filter(None, (f"{meta.organisation}." if meta.organisation else "", meta.subtitle)))
    rehearsal = f'<p class="rehearsal">{_say("rehearsal", meta.lang)}</p>' if meta.rehearsal else ""
    page = (
        f'<!doctype html>\n<html lang="{meta.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(meta.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header><a class="skip" href="#text">{_say("skip", meta.lang)}</a>{rehearsal}</header>\n'
        f'<div class="sheet">\n<main id="text">\n<h1>{escape(meta.title)}</h1>\n'
        f"{_p(lead, 'lead')}{_all(doc.blocks, meta.lang)}</main>\n"
        f'<footer class="foot">{escape(meta.footer)}</footer>\n</div>\n</body>\n</html>\n'
    )
    return page.encode()


@cache
def _style(lang: str, rehearsal: bool) -> tuple[str, str]:
    """The style sheet with its fonts and printed margins inside, and the policy that allows exactly this one."""
    faces = "".join(
        f"@font-face{{font-family:Hyper;font-style:{style};font-weight:200 800;"
        f"src:url(data:font/woff2;base64,{_base64((FONTS / name).read_bytes())}) format('woff2')}}"
        for style, name in _FACES
    )
    pages = f'@bottom-right{{content:counter(page) " {say("export.of", lang)} " counter(pages)}}'
    above = f'@top-center{{content:"{say("export.rehearsal", lang)}";color:#7d4a00}}' if rehearsal else ""
    style = f"\n{faces}{SHEET.read_text('utf-8')}@page{{{pages}{above}}}"
    digest = _base64(hashlib.sha256(style.encode()).digest())
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:"
    return style, policy + "; base-uri 'none'; form-action 'none'"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _say(key: str, lang: str) -> str:
    return escape(say(f"export.{key}", lang))


def _p(text: str, role: str) -> str:
    return f'<p class="{role}">{escape(text)}</p>\n' if text else ""


def _all(blocks: tuple[Block, ...], lang: str) -> str:
    return "".join(_BLOCKS[type(block)](block, lang) for block in blocks)


def _inline(runs: Runs, lang: str) -> str:
    """Runs as escaped text; one link around neighbours with one address."""
    out = []
    for href, group in groupby(runs, key=lambda run: run.href):
        inner = "".join(_run(run, lang) for run in group)
        out.append(f'<a href="{escape(href)}" rel="noreferrer">{inner}</a>' if href else inner)
    return "".join(out)


def _run(run: Run, lang: str) -> str:
    if run.force:
        return f'<span class="badge {run.force}">{escape(run.text)}</span>'
    text = escape(run.text).replace("\n", "<br>")
    if run.change:
        return _changed(run.change, text, lang)
    for is_set, tag in ((run.code, "code"), (run.emph, "em"), (run.strong, "strong")):
        text = f"<{tag}>{text}</{tag}>" if is_set else text
    return text


def _changed(change: str, text: str, lang: str) -> str:
    """Struck through or underlined, and said to who does not see it."""
    tag = "del" if change == "removed" else "ins"
    return f'<{tag}><span class="said">{_say(change, lang)}</span>{text}</{tag}>'


def _badge(force: str, lang: str) -> str:
    return f' <span class="badge {force}">{_say(force, lang)}</span>' if force else ""


def _heading(b: Heading, lang: str) -> str:
    return f'<h{b.level} id="{b.id}">{_inline(b.runs, lang)}{_badge(b.force, lang)}</h{b.level}>\n'


def _paragraph(b: Paragraph, lang: str) -> str:
    return f"<p>{_inline(b.runs, lang)}</p>\n"


def _items(b: Items, lang: str) -> str:
    tag, start = ("ol", f' start="{b.start}"' if b.start != 1 else "") if b.ordered else ("ul", "")
    return f"<{tag}{start}>{''.join(f'<li>{_item(i, lang)}</li>' for i in b.items)}</{tag}>\n"


def _item(blocks: tuple[Block, ...], lang: str) -> str:
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return _inline(blocks[0].runs, lang)
    return _all(blocks, lang)


def _quote(b: Quote, lang: str) -> str:
    return f"<blockquote>{_all(b.blocks, lang)}</blockquote>\n"


def _code(b: Code, lang: str) -> str:
    return f"<pre><code>{escape(b.text)}</code></pre>\n"


def _table(b: Table, lang: str) -> str:
    caption = f"<caption>{escape(b.caption)}</caption>" if b.caption else ""
    kinds = [' class="n"' if numeric else "" for numeric in b.numeric]
    head = "".join(
        f'<th scope="col"{kind}>{_inline(cell, lang)}</th>' if cell else "<td></td>"
        for cell, kind in zip(b.header, kinds, strict=True)
    )
    body = "".join(f"<tr>{_row(row, kinds, lang)}</tr>" for row in b.rows)
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>\n"


def _row(row: tuple[Runs, ...], kinds: list[str], lang: str) -> str:
    """The first cell names its row, unless it is empty or the only one."""
    cells = [f"<td{kind}>{_inline(cell, lang)}</td>" for cell, kind in zip(row, kinds, strict=True)]
    if len(row) > 1 and row[0]:
        cells[0] = f'<th scope="row"{kinds[0]}>{_inline(row[0], lang)}</th>'
    return "".join(cells)


def _figure(b: Figure, lang: str) -> str:
    kind, data = ("svg+xml", b.svg.encode()) if b.svg else ("png", b.png)
    title = f"<figcaption>{escape(b.title)}</figcaption>" if b.title else ""
    image = f'<img alt="{escape(b.alt)}" src="data:image/{kind};base64,{_base64(data)}">'
    return f"<figure>{title}{image}</figure>\n" + (_table(b.table, lang) if b.table else "")


def _facts(b: Facts, lang: str) -> str:
    pairs = "".join(f"<div><dt>{_inline(k, lang)}</dt><dd>{_inline(v, lang)}</dd></div>" for k, v in b.pairs)
    return f'<dl class="facts">{pairs}</dl>\n'


def _brief(b: Brief, lang: str) -> str:
    rules = "".join(f"<li><span>{_inline(r.runs, lang)}</span>{_badge(r.force, lang)}</li>" for r in b.rules)
    return f'<ol class="rules">{rules}</ol>\n'


def _trail(b: Trail, lang: str) -> str:
    said = ((_inline(s.kind, lang), _inline(s.runs, lang), _inline(s.ref, lang)) for s in b.steps)
    steps = "".join(
        f'<li><b>{kind}</b> <span>{text}</span> <span class="ref">{ref}</span></li>' for kind, text, ref in said
    )
    return f'<ol class="trail">{steps}</ol>\n'


def _part(b: Part, lang: str) -> str:
    badge = f"<p>{_badge(b.force, lang)}</p>" if b.force else ""
    return f'<div class="{b.role}">{badge}{_all(b.blocks, lang)}</div>\n'


def _contents(b: Contents, lang: str) -> str:
    entries = "".join(
        f'<li><a href="#{e.id}">{f"<b>{escape(e.number)}</b>" if e.number else ""}'
        f"<span>{escape(e.title)}</span></a></li>"
        for e in b.entries
    )
    title = f'<h2 id="contents">{_say("contents", lang)}</h2>'
    return f'<nav aria-labelledby="contents">{title}<ol class="toc">{entries}</ol></nav>\n'


_BLOCKS: dict[type, Callable[[Any, str], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Quote: _quote,
    Code: _code,
    Table: _table,
    Figure: _figure,
    Facts: _facts,
    Brief: _brief,
    Trail: _trail,
    Part: _part,
    Contents: _contents,
}
