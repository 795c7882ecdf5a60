"""Grades of majority judgment: a strip an option, worst to best; a line at half of the ballots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import EDGE, INK, ON_RAMP, QUIET, RAMP, SURFACE, WIDTH, area, bare, wrapped, write
from workshop.texts import pick, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT, RIGHT, HEAD, ROW, LETTERS, KEY = 2.1, 1.35, 0.3, 0.56, 0.19, 0.55  # inches
SHADES = (7, 6, 5, 2, 1, 0)  # of the ramp, for grades 0 to 5: the worst and the best are the strongest
HATCHED = frozenset({0, 1, 2})


def height(chart: Mapping[str, Any], lang: str) -> float:
    return HEAD + sum(_tall(row, lang) for row in chart["rows"]) + KEY


def _label(row: Mapping[str, Any], lang: str) -> str:
    return wrapped(pick(row["label"], lang), 24)


def _tall(row: Mapping[str, Any], lang: str) -> float:
    return max(ROW, 0.14 + LETTERS * (1 + _label(row, lang).count("\n")))


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Every strip is as long as all ballots; the grade under the line is the option's, written behind."""
    down = height(chart, lang) - KEY
    axes = bare(area(figure, 0, top, WIDTH, down))
    axes.set(xlim=(0, WIDTH), ylim=(down, 0))
    wide = WIDTH - LEFT - RIGHT
    y = HEAD
    for row in chart["rows"]:
        tall, weight = _tall(row, lang), 700 if row["first"] else 400
        write(axes, LEFT - 0.12, y + tall / 2, _label(row, lang), ha="right", linespacing=1.0, weight=weight)
        _strip(axes, row, y + tall / 2, wide)
        write(axes, WIDTH - RIGHT + 0.12, y + tall / 2, pick(row["grade"], lang), weight=weight)
        y += tall
    middle = LEFT + wide / 2
    axes.plot([middle, middle], [HEAD - 0.04, y], color=INK, lw=2, ls="-", zorder=5)
    write(axes, middle, 0.12, say("figure.grade_half", lang), ha="center", color=QUIET)
    _key(area(figure, 0, top + down, WIDTH, KEY), lang)


def _strip(axes: Axes, row: Mapping[str, Any], y: float, wide: float) -> None:
    x, total = LEFT, max(sum(row["counts"]), 1)
    for grade, count in enumerate(row["counts"]):
        width = wide * count / total
        if count:
            _box(axes, (x, y - 0.18, width, 0.36), grade, str(count))
        x += width


def _box(axes: Axes, place: tuple[float, float, float, float], grade: int, words: str) -> None:
    """A grade; the lower three are hatched below, so that the halves of the scale stay apart in grey."""
    from matplotlib.patches import Rectangle

    x, y, width, tall = place
    axes.add_artist(Rectangle((x, y), width, tall, facecolor=RAMP[SHADES[grade]], edgecolor=EDGE, lw=0.8))
    if grade in HATCHED:
        low = Rectangle(
            (x, y + tall * 0.7), width, tall * 0.3, facecolor="none", edgecolor=SURFACE, hatch="////", lw=0
        )
        axes.add_artist(low)
    if words and width > 0.1 * len(words):
        shade = RAMP[SHADES[grade]]
        ground = {"facecolor": shade, "edgecolor": "none", "pad": 1}
        middle = y + tall * (0.36 if grade in HATCHED else 0.5)
        style = {"color": ON_RAMP[SHADES[grade]], "bbox": ground, "zorder": 6}
        write(axes, x + width / 2, middle, words, ha="center", weight=700, **style)


def _key(axes: Axes, lang: str) -> None:
    bare(axes).set(xlim=(0, WIDTH), ylim=(KEY, 0))
    wide = WIDTH / len(SHADES)
    for grade in range(len(SHADES)):
        _box(axes, (grade * wide + 0.05, 0.15, 0.2, 0.28), grade, "")
        write(axes, grade * wide + 0.32, 0.29, say(f"grades.g{grade}", lang), color=QUIET)
