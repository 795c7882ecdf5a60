"""The same ballots under other rules: a line a rule, a column an option, the place in each; winners are circled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import ACCENT, LINE, QUIET, SURFACE, TINT, WIDTH, area, bare, wrapped, write
from workshop.texts import pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEFT, LETTERS, ROW = 2.75, 0.19, 0.46  # inches


def height(chart: Mapping[str, Any], lang: str) -> float:
    return _head(chart, lang) + sum(_tall(row, chart, lang) for row in chart["rows"]) + 0.05


def _wide(chart: Mapping[str, Any]) -> float:
    return min((WIDTH - LEFT) / max(len(chart["columns"]), 1), 1.8)


def _option(column: Mapping[str, Any], chart: Mapping[str, Any], lang: str) -> str:
    return wrapped(pick(column["label"], lang), max(5, int(_wide(chart) * 11)))


def _head(chart: Mapping[str, Any], lang: str) -> float:
    return 0.2 + LETTERS * max((1 + _option(c, chart, lang).count("\n") for c in chart["columns"]), default=1)


def _rule(row: Mapping[str, Any], chart: Mapping[str, Any], lang: str) -> str:
    name = wrapped(pick(row["label"], lang), 32)
    return f"{name}\n({pick(chart['words']['fixed'], lang)})" if row["fixed"] else name


def _tall(row: Mapping[str, Any], chart: Mapping[str, Any], lang: str) -> float:
    return max(ROW, 0.14 + LETTERS * (1 + _rule(row, chart, lang).count("\n")))


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """The rule fixed beforehand has a tinted ground and says so."""
    from matplotlib.patches import Rectangle

    down = height(chart, lang)
    axes = bare(area(figure, 0, top, WIDTH, down))
    axes.set(xlim=(0, WIDTH), ylim=(down, 0))
    y, wide = _head(chart, lang), _wide(chart)
    middles = [LEFT + wide * (k + 0.5) for k in range(len(chart["columns"]))]
    for x, column in zip(middles, chart["columns"], strict=True):
        write(axes, x, y - 0.08, _option(column, chart, lang), ha="center", va="bottom", linespacing=1.0, weight=700)
    for row in chart["rows"]:
        tall = _tall(row, chart, lang)
        if row["fixed"]:
            axes.add_artist(Rectangle((0, y), WIDTH, tall, facecolor=TINT, lw=0))
        axes.plot([0, WIDTH], [y, y], color=LINE, lw=0.8, ls="-")
        weight = 700 if row["fixed"] else 400
        write(axes, 0.06, y + tall / 2, _rule(row, chart, lang), linespacing=1.0, weight=weight)
        for x, column in zip(middles, chart["columns"], strict=True):
            _place(axes, x, y + tall / 2, row["places"].get(column["id"]))
        y += tall


def _place(axes: Any, x: float, y: float, place: int | None) -> None:
    if place == 1:
        axes.plot([x], [y], "o", ms=21, color=ACCENT, mec=ACCENT, ls="")
    style = {"color": SURFACE, "weight": 700} if place == 1 else {"color": QUIET}
    write(axes, x, y, "–" if place is None else str(place), ha="center", **style)
