"""Risks on their two scales, one above the other: never multiplied, opinions always shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import ACCENT, EDGE, QUIET, RAMP, SURFACE, WIDTH, area, wrapped, write
from workshop.texts import pick, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT, HEAD, ROW, LETTERS, FOOT = 2.55, 0.15, 0.34, 0.34, 0.2, 0.82  # inches


def height(chart: Mapping[str, Any], lang: str) -> float:
    return 2 * (HEAD + sum(_heights(chart["rows"], lang)) + FOOT)


def _heights(rows: Sequence[Mapping[str, Any]], lang: str) -> list[float]:
    return [max(ROW, 0.1 + LETTERS * (1 + _label(row, lang).count("\n"))) for row in rows]


def _label(row: Mapping[str, Any], lang: str) -> str:
    """The name, and whether opinions are far apart."""
    name = wrapped(pick(row["label"], lang), 30)
    return f"{name}\n({say('figure.apart', lang)})" if row["flagged"] else name


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Likelihood above, impact below; words and bands under each scale."""
    tall = _heights(chart["rows"], lang)
    for k, scale in enumerate(("likelihood", "impact")):
        start = top + k * (HEAD + sum(tall) + FOOT)
        axes = area(figure, LEFT, start + HEAD, WIDTH - LEFT - RIGHT, sum(tall))
        _scale(axes, scale, lang, sum(tall))
        y = 0.0
        for row, high in zip(chart["rows"], tall, strict=True):
            _risk(axes, row, scale, k, y + high / 2, lang)
            y += high


def _scale(axes: Axes, scale: str, lang: str, down: float) -> None:
    axes.set(xlim=(0.5, 5.5), ylim=(down, 0), yticks=[])
    axes.grid(True, axis="x")
    axes.set_xticks(range(1, 6), [_band(scale, score, lang) for score in range(1, 6)], fontsize=10, linespacing=1.0)
    axes.text(0, 1 + 0.1 / down, say(f"figure.{scale}", lang), transform=axes.transAxes, weight=700, color="#17232a")


def _band(scale: str, score: int, lang: str) -> str:
    """The word, and below it the band that it stands for."""
    word, _, band = say(f"{scale}.{score}", lang).partition(" (")
    return f"{wrapped(word, 14)}\n{wrapped('(' + band, 15)}"


def _risk(axes: Axes, row: Mapping[str, Any], scale: str, which: int, y: float, lang: str) -> None:
    """Lowest to highest as a line, each person a small dot, the median the large one."""
    write(axes, 0.42, y, _label(row, lang), ha="right", linespacing=1.0, weight=700 if row["flagged"] else 400)
    middle, ends = row[scale], row[f"{scale}_range"]
    if middle is None or not ends:
        write(axes, 0.7, y, say("figure.unscored", lang), color=QUIET)
        return
    axes.plot(ends, [y, y], color=RAMP[1], lw=2.4, ls="-")
    _people(axes, [pair[which] for pair in row["scores"]], y)
    axes.plot([middle], [y], "o", ms=10, color=ACCENT, mec=SURFACE, mew=1.5, zorder=4)


def _people(axes: Axes, scores: Sequence[int], y: float) -> None:
    """As many small dots as people above each score."""
    for score, people in Counter(scores).items():
        step = min(0.09, 0.8 / people)
        xs = [score + step * (k - (people - 1) / 2) for k in range(people)]
        axes.plot(xs, [y - 0.1] * people, "o", ms=3.6, color=EDGE, mec=SURFACE, mew=0.4, zorder=3, ls="")
