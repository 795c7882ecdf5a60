"""Every answer as a dot on one line, without names; the median is a thick stroke with its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.figures.scaled import LEFT, LETTERS, LINE, ground, middles, name, names, quiet, rule, ticks
from workshop.figures.sheet import ACCENT, QUIET, SURFACE, WARN, drawable
from workshop.figures.sheet import LINE as HAIR
from workshop.texts import number, pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Row = Mapping[str, Any]
DOT, ROW, HEAD, FOOT, MOST = 0.11, 0.62, 0.3, 0.55, 9  # inches; dots above one another before they are pressed


def height(chart: Mapping[str, Any], lang: str) -> float:
    return HEAD + sum(_heights(chart, lang)) + FOOT + (0.3 if chart["ends"] else 0)


def _heights(chart: Mapping[str, Any], lang: str) -> list[float]:
    """A row is as tall as its highest pile of equal answers, or as its name."""
    return [
        max(ROW, 0.48 + DOT * _pile(row, chart["most"]), 0.16 + LINE * (1 + name(row, lang).count("\n")))
        for row in chart["rows"]
    ]


def _pile(row: Row, most: float) -> int:
    return min(max(Counter(_bins(row, most)).values(), default=1), MOST)


def _bins(row: Row, most: float) -> list[float]:
    """Answers that would touch share a place: a fiftieth of the axis."""
    wide = most / 50
    return [round(value / wide) * wide for value in row["values"]]


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Dots pile up where answers are the same; a number to compare with is the one strong vertical."""
    rows, most = chart["rows"], chart["most"]
    tall = _heights(chart, lang)
    down, ys = HEAD + sum(tall), list(middles(tall, HEAD))
    alone = len(rows) == 1
    left = 0.3 if alone else LEFT
    axes = ground(figure, top, down, most * 1.03, left=left, right=0.3, near=-0.03 * most)
    if not alone:
        names(figure, rows, ys, top, down, lang, letters=LETTERS)
    for row, y, high in zip(rows, ys, tall, strict=True):
        _answers(axes, chart, row, y + high / 2 - 0.12, lang)
    if chart["mark"]:
        _mark(axes, chart["mark"], down, lang)
    ticks(axes, lang, pick(chart["unit"], lang))
    if chart["ends"]:
        _ends(axes, chart, lang)


def _answers(axes: Axes, chart: Mapping[str, Any], row: Row, foot: float, lang: str) -> None:
    most = chart["most"]
    axes.plot([0, most], [foot + 0.05] * 2, color=HAIR, lw=1, ls="-", zorder=0)
    if row["median"] is None:
        quiet(axes, 0, foot - 0.08, pick(chart["words"]["none"], lang))
        return
    piled: Counter[float] = Counter()
    bins = _bins(row, most)
    press = min(1.0, MOST / max(Counter(bins).values(), default=1))
    for value, at in zip(row["values"], bins, strict=True):
        axes.plot(
            [value], [foot - DOT * press * piled[at]], "o", ms=7, color=ACCENT, mec=SURFACE, mew=0.8, ls="", zorder=3
        )
        piled[at] += 1
    high = foot - DOT * press * max([n for at, n in piled.items() if abs(at - row["median"]) <= most / 25], default=1)
    rule(axes, row["median"], foot + 0.1, high - 0.02, QUIET, lw=4, zorder=2, alpha=1)
    axes.annotate(
        number(row["median"], lang, 2), (row["median"], high - 0.02), (0, 7), textcoords="offset points",
        ha="center", va="center", weight=700, zorder=5,
        bbox={"facecolor": SURFACE, "edgecolor": "none", "pad": 0.6},
    )  # fmt: skip


def _mark(axes: Axes, mark: Mapping[str, Any], down: float, lang: str) -> None:
    """A number to compare with, named above."""
    rule(axes, mark["value"], HEAD - 0.08, down, WARN, zorder=4)
    side = "right" if mark["value"] > 0.6 * axes.get_xlim()[1] else "left"
    axes.annotate(
        drawable(pick(mark["label"], lang)), (mark["value"], 0.1), (0, 0), textcoords="offset points",
        ha=side, va="center", color=WARN, weight=700, annotation_clip=False,
    )  # fmt: skip


def _ends(axes: Axes, chart: Mapping[str, Any], lang: str) -> None:
    """What the two ends of the scale mean, under them."""
    for x, end, side in ((0.0, chart["ends"][0], "left"), (chart["most"], chart["ends"][1], "right")):
        axes.annotate(
            drawable(pick(end, lang)), (x, axes.get_ylim()[0]), (0, -52), textcoords="offset points",
            ha=side, va="center", weight=700, annotation_clip=False,
        )  # fmt: skip
