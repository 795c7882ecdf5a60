"""A figure in the notebook, drawn by the wall's own chart: risks, rhythm or an imported conversation, as recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk.widgets.ballot import phone_texts
from workshop.desk.widgets.live import Live, listen, module, replace
from workshop.errors import InputError

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class FigureWidget(Live):
    """One chart, as picture and as table; a sentence while there is nothing to draw."""

    _esm = module("figure", phone=True)
    chart = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)
    chart_texts = traitlets.Dict().tag(sync=True)

    def __init__(self, w: Workshop, about: str) -> None:
        if about not in CHARTS and about not in w.imports:
            raise InputError(texts.say("desk.unknown_figure", w.lang, name=about))
        self.w, self.about, self._seen = w, about, None
        super().__init__(w.lang, {}, lang=w.lang, chart_texts=phone_texts(w.lang))
        self._show()
        self._leave = listen(w, lambda: self.guarded(self._heard))
        replace(w, f"figure {about}", self)

    def close(self) -> None:
        """Stop listening, then close."""
        self._leave()
        super().close()

    def _heard(self) -> None:
        if self.w.client.connected:
            self._show()

    def _show(self) -> None:
        drawn = CHARTS[self.about](self.w) if self.about in CHARTS else self.w.imported(self.about).chart
        self.chart = dict(drawn)


def _rhythm(w: Workshop) -> Mapping[str, Any]:
    kept = w.facts.get("rhythm")
    return kept["chart"] if kept else {}


def _risks(w: Workshop) -> Mapping[str, Any]:
    chart = w.risk_chart()
    return chart if chart["rows"] else {}


CHARTS = {"rhythm": _rhythm, "risks": _risks}
