"""A figure in the notebook, drawn by the wall's own chart: risks, rhythm, rules, an imported conversation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import figures, texts
from workshop.desk import results, weighing
from workshop.desk.widgets.ballot import phone_texts
from workshop.desk.widgets.live import Follower, module
from workshop.errors import InputError
from workshop.methods import effort

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class FigureWidget(Follower):
    """One chart, as picture and as table; a sentence while there is nothing to draw."""

    _esm = module("figure", phone=True)
    chart = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)
    chart_texts = traitlets.Dict().tag(sync=True)

    def __init__(self, w: Workshop, about: str) -> None:
        self.about = about
        super().__init__(w, f"figure {about}", {}, lang=w.lang, chart_texts=phone_texts(w.lang))

    def _show(self) -> None:
        self.chart = dict(_drawn(self.w, self.about))


def _rhythm(w: Workshop) -> Mapping[str, Any]:
    kept = w.facts.get("rhythm")
    return kept["chart"] if kept else {}


def _risks(w: Workshop) -> Mapping[str, Any]:
    chart = w.risk_chart()
    return chart if chart["rows"] else {}


def _matrix(w: Workshop) -> Mapping[str, Any]:
    scores = list(results.scores(w.record()).values())
    return figures.matrix_chart(scores, effort.cells()) if scores else {}


def known(w: Workshop, about: str) -> str:
    """`about`, if there is something to draw under this name; InputError if not."""
    if about in CHARTS or about in w.imports or about in w.content.questions or ballots(about):
        return about
    raise InputError(texts.say("desk.unknown_figure", w.lang, name=about))


def ballots(name: str) -> Path | None:
    """The file of ballots called `name`: a path, or one of the sample's."""
    return next((path for path in (Path(name), texts.DATA / "sample" / f"{name}.csv") if path.is_file()), None)


def _drawn(w: Workshop, about: str) -> Mapping[str, Any]:
    if about in CHARTS:
        return CHARTS[about](w)
    if about in w.content.questions:
        return _question(w, about)
    if (path := ballots(about)) is not None:
        return figures.rules_chart(*weighing.of_file(path))
    return w.imported(about).chart


def _question(w: Workshop, question: str) -> Mapping[str, Any]:
    """The same ballots under other rules; nothing before a ballot that several rules can read."""
    try:
        return figures.rules_chart(*w.under_other_rules(question))
    except InputError:
        return {}


CHARTS = {"matrix": _matrix, "rhythm": _rhythm, "risks": _risks}
