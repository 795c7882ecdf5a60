"""Markdown into blocks, once.

HTML stays text, a picture becomes its words and its address, links go to http, https or mailto only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from workshop.export.tree import Block, Code, Heading, Items, Paragraph, Quote, Run, Runs, Table, words
from workshop.texts import clean, unalone

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"[+\-−]?[\d\s\u00a0.,/]*\d(?:\s?(?:%|h|€))?|[–—-]?")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)


def readable(text: str) -> str:
    """`text` as every document shows it: the rule of `texts.clean`, and no lone surrogate."""
    return clean(_SURROGATE.sub("", text)).replace("\u2028", "\n").replace("\u2029", "\n")


@lru_cache(maxsize=2048)
def blocks(source: str) -> tuple[Block, ...]:
    """What the Markdown `source` says, as blocks; headings keep the level they were written with.

    Remembered: a document is made in several formats, and again after each small change.
    """
    from markdown_it.tree import SyntaxTreeNode

    return _blocks(SyntaxTreeNode(_parser().parse(unalone(readable(source)))).children)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = lambda url: bool(_LINK.fullmatch(url))  # type: ignore[method-assign]
    return parser


def _blocks(nodes: list[SyntaxTreeNode]) -> tuple[Block, ...]:
    return tuple(block for node in nodes if (block := _block(node)) is not None)


def _block(node: SyntaxTreeNode) -> Block | None:
    """This block, or None for a rule between blocks: white space does the grouping."""
    if node.type == "heading":
        return Heading(int(node.tag[1:]), _runs(node))
    if node.type == "paragraph":
        return Paragraph(_runs(node))
    if node.type in ("bullet_list", "ordered_list"):
        items = tuple(_blocks(item.children) for item in node.children)
        return Items(node.type == "ordered_list", int(node.attrs.get("start", 1)), items)
    if node.type == "blockquote":
        return Quote(_blocks(node.children))
    if node.type in ("fence", "code_block"):
        return Code(node.content.rstrip("\n"))
    if node.type == "table":
        return _table(node)
    return None


def _table(node: SyntaxTreeNode) -> Table:
    rows = [tuple(_runs(cell) for cell in row.children) for part in node.children for row in part.children]
    return table(rows[0], tuple(rows[1:]))


def table(header: tuple[Runs, ...], rows: tuple[tuple[Runs, ...], ...], caption: str = "") -> Table:
    """A table whose rows are as long as its header; columns of numbers are known as such, but the first."""
    width = max([len(header), *(len(row) for row in rows)])
    fit = tuple(row + ((),) * (width - len(row)) for row in (header, *rows))
    numeric = tuple(k > 0 and _are_numbers([words(row[k]) for row in fit[1:]]) for k in range(width))
    return Table(fit[0], fit[1:], caption, numeric)


def _are_numbers(column: list[str]) -> bool:
    return any(column) and all(_NUMBER.fullmatch(cell) for cell in column)


def _runs(node: SyntaxTreeNode) -> Runs:
    """The text below `node`; neighbours in one style are one run."""
    found: list[Run] = []
    for run in _below(node, Run("")):
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def _walk(node: SyntaxTreeNode, style: Run) -> Runs:
    if node.type == "text":
        return (replace(style, text=node.content),)
    if node.type == "code_inline":
        return (replace(style, text=node.content, code=True),)
    if node.type in ("softbreak", "hardbreak"):
        return (replace(style, text=" " if node.type == "softbreak" else "\n"),)
    if node.type == "image":
        return (*_below(node, style), replace(style, text=f" ({node.attrs.get('src', '')})"))
    if node.type == "strong":
        style = replace(style, strong=True)
    if node.type == "em":
        style = replace(style, emph=True)
    if node.type == "link":
        style = replace(style, href=str(node.attrs.get("href", "")))
    return _below(node, style)


def _below(node: SyntaxTreeNode, style: Run) -> Runs:
    return tuple(run for child in node.children for run in _walk(child, style))
