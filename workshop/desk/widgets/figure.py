"""A figure in the notebook, drawn by the wall's own chart: risks, rhythm, rules, an imported conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import figures, texts
from workshop.desk import asked, labelling, results, scenarios, weighing
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
        self._drawn_for: object = None
        super().__init__(w, f"figure {about}", {}, lang=w.lang, chart_texts=phone_texts(w.lang))

    def _show(self) -> None:
        now = _rests_on(self.w, self.about)
        if now is None or now != self._drawn_for:
            self.chart = dict(_drawn(self.w, self.about))
            self._drawn_for = now


def _rests_on(w: Workshop, about: str) -> object:
    """What a chart of the rhythm hangs on, since twenty thousand draws at every answer are too many; None: all."""
    if about not in (*OF_THE_RHYTHM, "surprise"):
        return None
    guesses = w.guesses() if about == "surprise" else []
    return (w.facts.get("rhythm"), scenarios.adopted(w.record(scenarios.PLAN)), guesses)


def _rhythm(name: str) -> Callable[[Workshop], Mapping[str, Any]]:
    """A chart of the rhythm as it stands, about the plan that was adopted if there is one."""

    def draw(w: Workshop) -> Mapping[str, Any]:
        return _charts(w, name).get(name, {})

    return draw


def _charts(w: Workshop, *names: str) -> Mapping[str, Mapping[str, Any]]:
    import numpy as np

    from workshop.desk import pictured

    adopted, basis = scenarios.adopted(w.record()), w.basis
    plan = adopted.option if adopted else None
    rng, marks = np.random.default_rng(scenarios.SEED), labelling.dated(w.content)
    return pictured.charts(basis, w.labels, plan, rng=rng, only=names, marks=marks)


def _surprise(w: Workshop) -> Mapping[str, Any]:
    """From what everybody guessed alone to what the model finds; nothing before both."""
    from workshop.desk import pictured

    guesses, bars = w.guesses(), _charts(w, "rhythm", "load")
    plans = {row["id"]: row for row in bars.get("load", {"rows": ()})["rows"]}
    plan = plans.get(bars.get("rhythm", {}).get("focus"))
    if plan is None or not guesses:
        return {}
    return pictured.surprise(guesses, plan["load"], plan["label"], plan["range"])


def _values(w: Workshop) -> Mapping[str, Any]:
    """What each channel is worth to whom, without names; nothing before points were shared."""
    record = w.record(asked.VALUE)
    round = asked.latest(record, asked.VALUE)
    return asked.chart(record, round) if round else {}


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


OF_THE_RHYTHM = ("rhythm", "load", "people", "hours", "response", "replies", "weeks", "sensitivity")
CHARTS: Mapping[str, Callable[[Workshop], Mapping[str, Any]]] = {
    "matrix": _matrix,
    "risks": _risks,
    "surprise": _surprise,
    "values": _values,
    **{name: _rhythm(name) for name in OF_THE_RHYTHM},
}
