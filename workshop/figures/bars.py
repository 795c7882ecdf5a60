"""Bars with the label before them and the number behind; the first place is filled, the others pale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import ACCENT, EDGE, QUIET, RAMP, WARN, WIDTH, area, bare, wrapped, write
from workshop.texts import number, pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEFT, ROW, LINE = 2.35, 0.46, 0.2  # inches


def height(chart: Mapping[str, Any], lang: str) -> float:
    return sum(_heights(chart, lang)) + (0.3 if chart["threshold"] else 0.05)


def _heights(chart: Mapping[str, Any], lang: str) -> list[float]:
    return [max(ROW, 0.14 + LINE * (1 + _label(row, lang).count("\n"))) for row in chart["rows"]]


def _label(row: Mapping[str, Any], lang: str) -> str:
    return wrapped(pick(row["label"], lang), 28)


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """One bar a row; a threshold is the one strong vertical."""
    from matplotlib.patches import Rectangle

    tall = _heights(chart, lang)
    down = height(chart, lang)
    axes = bare(area(figure, 0, top, WIDTH, down))
    axes.set(xlim=(0, WIDTH), ylim=(down, 0))
    behind = 3.3 if any(row["note"] for row in chart["rows"]) else 1.7
    scale = (WIDTH - LEFT - behind) / max(chart["max"], 1e-9)
    y = 0.0
    for row, high in zip(chart["rows"], tall, strict=True):
        at = y + high / 2
        colour = ACCENT if row["first"] else RAMP[2]
        box = Rectangle((LEFT, at - 0.13), row["value"] * scale, 0.26, facecolor=colour, edgecolor=EDGE, lw=0.8)
        axes.add_artist(box)
        write(
            axes,
            LEFT - 0.12,
            at,
            _label(row, lang),
            ha="right",
            linespacing=1.0,
            weight=700 if row["first"] else 400,
        )
        said = write(axes, LEFT + row["value"] * scale + 0.1, at, _value(row, chart, lang), weight=700)
        if row["note"]:
            after = said.get_window_extent().transformed(axes.transData.inverted()).x1
            write(axes, after + 0.12, at, wrapped(pick(row["note"], lang), 26), color=QUIET)
        y += high
    if chart["threshold"]:
        x = LEFT + chart["threshold"]["at"] * scale
        axes.plot([x, x], [0, y], color=WARN, lw=2.5, ls="-")
        write(axes, x, y + 0.15, pick(chart["threshold"]["label"], lang), ha="center", color=WARN, weight=700)


def _value(row: Mapping[str, Any], chart: Mapping[str, Any], lang: str) -> str:
    """The number; its unit stands beside the first one only."""
    said = number(row["value"], lang, chart.get("digits", 1))
    return f"{said} {pick(chart['unit'], lang)}" if chart["unit"] and row is chart["rows"][0] else said
