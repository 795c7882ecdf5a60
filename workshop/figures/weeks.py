"""A hundred weeks in ten rows: those that run over are hatched, and counted in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import ACCENT, EDGE, SURFACE, WARN, WIDTH, area, bare, write
from workshop.texts import pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CELL, GAP, LEFT, HEAD = 0.3, 0.05, 0.15, 0.1  # inches


def height(chart: Mapping[str, Any], lang: str) -> float:
    return HEAD + 10 * CELL + 0.1


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Weeks in time first, row by row; the two counts stand beside."""
    from matplotlib.patches import Rectangle

    down = height(chart, lang)
    axes = bare(area(figure, 0, top, WIDTH, down))
    axes.set(xlim=(0, WIDTH), ylim=(down, 0))
    inside = chart["of"] - chart["over"]
    for k in range(chart["of"]):
        at = (LEFT + k % 10 * CELL, HEAD + k // 10 * CELL)
        style: dict[str, Any] = {"facecolor": ACCENT, "edgecolor": EDGE, "lw": 0.8}
        if k >= inside:
            style = {"facecolor": SURFACE, "edgecolor": WARN, "hatch": "////", "lw": 1.2}
        axes.add_patch(Rectangle(at, CELL - GAP, CELL - GAP, **style))
    x, words = LEFT + 10 * CELL + 0.3, chart["words"]
    for count, key, middle in ((inside, "in", inside / 2), (chart["over"], "over", inside + chart["over"] / 2)):
        if count:
            y = min(max(HEAD + middle / 10 * CELL, 0.35), down - 0.35)
            number = write(axes, x, y, str(count), fontsize=26, weight=700, color=ACCENT if key == "in" else WARN)
            after = number.get_window_extent().transformed(axes.transData.inverted()).x1
            write(axes, after + 0.12, y + 0.03, pick(words[key], lang), fontsize=13)
