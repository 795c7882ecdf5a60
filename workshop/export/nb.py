"""The two formats as nbconvert exporters: for `jupyter nbconvert --to policy_pdf` and JupyterLab's export menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from nbconvert.exporters import Exporter
from traitlets import default

from workshop.export import to_html, to_pdf


class _PolicyExporter(Exporter):  # type: ignore[misc]
    """This hands the notebook over; what is left out of a document is decided there, not by preprocessors."""

    extension: ClassVar[str]
    convert: ClassVar[Callable[[Mapping[str, Any]], bytes]]

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return self.extension

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """This returns the document and what nbconvert needs to name its file."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        if "title" not in nb.metadata and resources.get("metadata", {}).get("name"):
            nb.metadata["fallback_title"] = resources["metadata"]["name"]
        return type(self).convert(nb), resources


class PolicyHTMLExporter(_PolicyExporter):
    extension = ".html"
    export_from_notebook = "Policy (HTML)"
    output_mimetype = "text/html"

    @staticmethod
    def convert(nb: Mapping[str, Any]) -> str:  # type: ignore[override]
        return to_html(nb).decode()


class PolicyPDFExporter(_PolicyExporter):
    extension = ".pdf"
    export_from_notebook = "Policy (PDF)"
    output_mimetype = "application/pdf"

    @staticmethod
    def convert(nb: Mapping[str, Any]) -> bytes:
        return to_pdf(nb)
