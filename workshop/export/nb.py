"""Both formats as nbconvert exporters: `jupyter nbconvert --to policy_pdf`, and JupyterLab's export menu."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import default

from workshop.export import to_html, to_pdf
from workshop.export.document import FILE


class _PolicyExporter(Exporter):
    """This hands the notebook over; what is left out of a document is decided there, not by preprocessors."""

    extension = ""

    @default("default_preprocessors")
    def _default_preprocessors(self) -> list[str]:
        """Those that `--execute`, `--clear-output` and tags need: each costs a copy and a validation."""
        names = ("TagRemovePreprocessor", "ExecutePreprocessor", "ClearOutputPreprocessor")
        return [f"nbconvert.preprocessors.{name}" for name in names]

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return self.extension

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """The document, and what nbconvert needs to name its file."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        nb.metadata[FILE] = resources.get("metadata", {}).get("name", "")
        return self.convert(nb), resources

    @abstractmethod
    def convert(self, nb: Any) -> str | bytes:
        """The document itself."""


class PolicyHTMLExporter(_PolicyExporter):
    """This writes one self-contained page."""

    extension = ".html"
    export_from_notebook = "Policy (HTML)"
    output_mimetype = "text/html"

    def convert(self, nb: Any) -> str:
        """A page of text: nbconvert writes text as UTF-8."""
        return to_html(nb).decode()


class PolicyPDFExporter(_PolicyExporter):
    """This writes a tagged PDF."""

    extension = ".pdf"
    export_from_notebook = "Policy (PDF)"
    output_mimetype = "application/pdf"

    def convert(self, nb: Any) -> bytes:
        """The bytes of the PDF."""
        return to_pdf(nb)
