"""A chart as a picture for a document: drawing, words and table from the same values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.figures import (
    bars,
    bullet,
    clock,
    frontier,
    gradients,
    grading,
    intervals,
    matrix,
    promised,
    response,
    ruling,
    slope,
    stacked,
    strips,
    tables,
    tornado,
    weeks,
)
from workshop.figures.sheet import QUIET, from_left, headline, paper, png, sheet, svg, title_height, wrapped
from workshop.model import Picture
from workshop.texts import pick

KINDS: Mapping[str, Any] = {
    "gradients": gradients,
    "grades": grading,
    "bars": bars,
    "risks": intervals,
    "matrix": matrix,
    "slope": slope,
    "rules": ruling,
    "frontier": frontier,
    "bullet": bullet,
    "hours": stacked,
    "response": response,
    "clock": clock,
    "weeks": weeks,
    "tornado": tornado,
    "strips": strips,
    "kept": promised,
}


def picture(chart: Mapping[str, Any], lang: str, *, titled: bool = False) -> Picture:
    """The drawing of a chart in one language, the same bytes every time.

    The finding is the picture's title; it is drawn above only if `titled`, since a document prints it as text.
    """
    kind = KINDS[chart["kind"]]
    title = pick(chart.get("finding", {}), lang)
    note = pick(chart.get("note", {}), lang)
    rows = tables.table(chart, lang)
    with paper():
        head = title_height(title) if titled and title else 0.0
        foot = _foot(note)
        figure = sheet(head + kind.height(chart, lang) + foot)
        if head:
            headline(figure, title)
        kind.draw(figure, chart, lang, head)
        if foot:
            figure.text(
                0.008, 0.06 / figure.get_size_inches()[1], from_left(wrapped(note, 105)), fontsize=10.5, color=QUIET
            )
        return Picture(svg(figure, title), png(figure), tables.words(chart, lang), title, _frozen(rows))


def _foot(note: str) -> float:
    """Inches for the quiet line that says how to read it."""
    return 0.12 + 0.19 * len(wrapped(note, 105).split("\n")) if note else 0.0


def _frozen(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)
