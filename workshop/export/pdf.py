"""The tree as PDF/UA-1 and PDF/A-2a, by Typst in process.

The template is constant, the text comes as JSON, and the only folder Typst can see holds nothing else.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from workshop.errors import ExportError
from workshop.export.glyphs import FONTS, other_fonts, printable
from workshop.export.tree import Document, Figure, figures, plain
from workshop.texts import section

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).parent / "templates" / "document.typ"
_HINTS = ("font", "glyph", "alt", "title", "heading", "image", "svg", "decode", "contrast")


def render(doc: Document) -> bytes:
    """`doc` as PDF. Raises ExportError("pdf", part=…): which part could not be set."""
    import typst

    problem = ""
    for svg in (True, False):  # a drawing that Typst cannot read is tried again as its PNG
        try:
            return _compile(doc, svg=svg)
        except typst.TypstError as cause:
            problem = str(cause)
    raise ExportError("pdf", part=_part_of(problem))


def _part_of(problem: str) -> str:
    return next((hint for hint in _HINTS if hint in problem.lower()), "document")


def _compile(doc: Document, *, svg: bool) -> bytes:
    with TemporaryDirectory() as root:
        _lay_out(doc, Path(root), svg=svg)
        return compiled(_TEMPLATE, root, datetime.combine(doc.meta.date, time(), UTC) if doc.meta.date else 0)


def compiled(template: Path, root: str, when: datetime | int = 0) -> bytes:
    """What `template` makes of the files of `root`, the only folder that it sees; raises TypstError."""
    import typst

    return typst.compile(
        shutil.copy(template, root),
        root=root,
        package_path=root,
        package_cache_path=root,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=when,
    )


@cache
def fonts() -> typst.Fonts:
    """This is our fonts and nothing of the system's."""
    import typst

    paths = [str(FONTS), str(other_fonts())]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def _lay_out(doc: Document, root: Path, *, svg: bool) -> None:
    """The data and the pictures, as the only files Typst can see."""
    data = {"meta": plain(doc.meta, printable), "blocks": plain(doc.blocks, printable)}
    data["texts"] = section("export", doc.meta.lang)
    data["pictures"] = [_picture(f, k, root, svg=svg) for k, f in enumerate(figures(doc.blocks))]
    (root / "doc.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def _picture(figure: Figure, number: int, root: Path, *, svg: bool) -> str:
    """The name of this picture's file; empty where there is no picture to show."""
    use_svg = bool(figure.svg) and (svg or not figure.png)
    data = figure.svg.encode() if use_svg else figure.png
    name = f"{number}.{'svg' if use_svg else 'png'}" if data else ""
    if name:
        (root / name).write_bytes(data)
    return name
