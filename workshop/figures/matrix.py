"""Five by five: how likely, how grave; the ground says how many days, each dot is one answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import INK, RAMP, SURFACE, TINT, WIDTH, area, wrapped, write
from workshop.figures.words import amount
from workshop.texts import pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEFT, HEAD, CELL, FOOT = 1.75, 0.3, 0.86, 0.75  # inches
GROUND = (TINT, *RAMP[4:7])  # fewest days to most


def height(chart: Mapping[str, Any], lang: str) -> float:
    return HEAD + 5 * CELL + FOOT


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Rows from the gravest down; words with their bands on both sides."""
    from matplotlib.patches import Rectangle

    axes = area(figure, LEFT, top + HEAD, WIDTH - LEFT - 0.1, 5 * CELL)
    axes.set(xlim=(0.5, 5.5), ylim=(0.5, 5.5), yticks=[])
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
    for row in chart["rows"]:
        y = int(row["id"])
        name = _band(pick(row["label"], lang), 18)
        write(axes, 0.45, y, name, ha="right", linespacing=1.0, fontsize=10)
        for k, (days, level) in enumerate(zip(row["days"], row["levels"], strict=True)):
            cell = (k + 0.51, y - 0.49)
            axes.add_artist(Rectangle(cell, 0.98, 0.98, facecolor=GROUND[level], edgecolor=SURFACE, lw=1.5))
            said = pick(chart["words"]["days"], lang).replace("{count}", amount(days, lang))
            colour = SURFACE if level == 3 else INK
            write(axes, k + 0.56, y + 0.38, said, fontsize=9, color=colour, weight=400, zorder=2)
    axes.set_xticks(range(1, 6), [_band(pick(c, lang), 16) for c in chart["columns"]], fontsize=10, linespacing=1.0)
    axes.tick_params(length=0)
    _dots(axes, chart)
    up, across = (pick(chart["words"][key], lang) for key in ("impact", "likelihood"))
    down = figure.get_size_inches()[1]
    figure.text(0.01, 1 - (top + 0.2) / down, up, weight=700)
    axes.set_xlabel(across, weight=700, color=INK, loc="left")


def _dots(axes: Any, chart: Mapping[str, Any]) -> None:
    """Smaller where there are very many, so that each stays one dot."""
    if not chart["points"]:
        return
    most = max(count for row in chart["rows"] for count in row["counts"])
    size = max(1.6, min(6.5, 30 / most**0.5))
    xs, ys = zip(*chart["points"], strict=True)
    axes.plot(xs, ys, "o", ms=size, color=INK, mec=SURFACE, mew=min(0.8, size / 6), ls="", zorder=3)


def _band(words: str, letters: int) -> str:
    """The word, and below it the band that it stands for."""
    word, _, band = words.partition(" (")
    return f"{wrapped(word, letters)}\n{wrapped('(' + band, letters)}" if band else wrapped(word, letters)
