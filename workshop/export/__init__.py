"""Documents carried out of the workshop: a notebook in, bytes out; the caller writes them.

    to_html(notebook) -> bytes        one page, no script, nothing loaded
    to_pdf(notebook) -> bytes         PDF/UA-1 and PDF/A-2a, the same bytes for the same notebook

The nbconvert exporters load nbconvert (a second and a half), so only when they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop.export.nb import PolicyHTMLExporter, PolicyPDFExporter

__all__ = ["PolicyHTMLExporter", "PolicyPDFExporter", "to_html", "to_pdf"]


def to_html(notebook: Mapping[str, Any]) -> bytes:
    """`notebook` as one self-contained HTML page. Raises ExportError."""
    from workshop.export.document import document
    from workshop.export.html import render

    return render(document(notebook))


def to_pdf(notebook: Mapping[str, Any]) -> bytes:
    """`notebook` as a tagged PDF. Raises ExportError."""
    from workshop.export.document import document
    from workshop.export.pdf import render

    return render(document(notebook))


def __getattr__(name: str) -> Any:
    if name in ("PolicyHTMLExporter", "PolicyPDFExporter"):
        from workshop.export import nb

        return getattr(nb, name)
    raise AttributeError(f"module 'workshop.export' has no attribute {name!r}")
