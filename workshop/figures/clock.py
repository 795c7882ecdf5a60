"""The week of messages, an hour a square: when we read, how long the rest waits, and how many are read in time."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any

from workshop.figures.scaled import quiet
from workshop.figures.sheet import ACCENT, EDGE, INK, RAMP, SURFACE, WARN, WIDTH, area, bare, wrapped, write
from workshop.texts import number, pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DAY, LEFT, CELL, ROW, HEAD = 24, 1.02, 0.153, 0.4, 0.55  # hours, inches
SIDE, SHARE, LINE = LEFT + DAY * CELL + 0.35, 0.3, 0.2  # inches
WITHIN, BEYOND = RAMP[2], RAMP[5]
LATE = {"facecolor": BEYOND, "edgecolor": SURFACE, "hatch": "////", "lw": 0}


def height(chart: Mapping[str, Any], lang: str) -> float:
    return max(HEAD + 7 * ROW + 0.15, _side(chart, lang))


def _keys(chart: Mapping[str, Any], lang: str) -> list[tuple[str, Any, str]]:
    """Swatches and their words, wrapped."""
    words = chart["words"]
    styles = [("read", {"facecolor": ACCENT, "lw": 0}), ("in_time", {"facecolor": WITHIN, "lw": 0}), ("late", LATE)]
    shown = styles if chart["waits"] else []
    return [(key, style, wrapped(pick(words[key], lang), 36)) for key, style in shown]


def _side(chart: Mapping[str, Any], lang: str) -> float:
    """Inches that the words at the right take."""
    lines = [words.count("\n") for _, _, words in _keys(chart, lang)]
    after = [wrapped(pick(chart["words"][key], lang), 40) for key in ("promise", "mean") if key in chart["words"]]
    told = sum(0.12 + LINE * (1 + words.count("\n")) for words in after)
    return 0.1 + sum(0.28 + LINE * n for n in lines) + 0.4 + SHARE * len(chart["shares"]) + told


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Days downwards, hours across; beside, messages of a hundred by how soon."""
    down = height(chart, lang)
    axes = bare(area(figure, 0, top, WIDTH, down))
    axes.set(xlim=(0, WIDTH), ylim=(down, 0))
    quiet(axes, 0, 0.12, pick(chart["words"]["axis"], lang), fontsize=10)
    for hour in (0, 6, 12, 18, 24):
        quiet(axes, LEFT + hour * CELL, 0.38, f"{hour}\u00a0h", ha="center", fontsize=10)
    for day in range(7):
        _day(axes, chart, day, lang)
    _beside(axes, chart, lang)


def _limit(chart: Mapping[str, Any]) -> float:
    """Hours beyond which a wait is long: what is promised, else a day."""
    return float(chart["promise"]["within"] if chart["promise"] else DAY)


def _day(axes: Axes, chart: Mapping[str, Any], day: int, lang: str) -> None:
    """One day: what waits within the limit is pale, what waits longer is hatched, when we read is dark."""
    from matplotlib.patches import Rectangle

    y, tall, waits = HEAD + day * ROW, ROW - 0.08, chart["waits"][day * DAY : day * DAY + DAY]
    write(axes, LEFT - 0.1, y + tall / 2, pick(chart["days"][day], lang), ha="right")
    for late, first, last in _runs([wait > _limit(chart) for wait in waits]):
        style: dict[str, Any] = LATE if late else {"facecolor": WITHIN, "lw": 0}
        axes.add_patch(Rectangle((LEFT + first * CELL, y), (last - first) * CELL, tall, **style))
    reading = [_clipped(window, day) for window in chart["staffed"]]
    for start, end in reading:
        if start < end:
            axes.add_patch(Rectangle((LEFT + start * CELL, y), (end - start) * CELL, tall, facecolor=ACCENT, lw=0))
    axes.add_patch(Rectangle((LEFT, y), DAY * CELL, tall, facecolor="none", edgecolor=EDGE, lw=0.8))
    _longest(axes, waits, sorted(one for one in reading if one[0] < one[1]), y + tall / 2, lang)


def _clipped(window: tuple[float, float], day: int) -> tuple[float, float]:
    """The part of a window that lies in this day, in its hours; a window may run past the end of the week."""
    start, end = (at - day * DAY for at in window)
    if end > DAY * 7 - day * DAY and start - DAY * 7 < 0 < end - DAY * 7:
        return 0.0, min(end - DAY * 7, DAY)
    return max(start, 0.0), min(end, DAY)


def _runs(late: list[bool]) -> list[tuple[bool, int, int]]:
    """Hours that follow one another and wait alike: (late, first, end)."""
    runs: list[tuple[bool, int, int]] = []
    for hour, one in enumerate(late):
        if runs and runs[-1][0] == one:
            runs[-1] = (one, runs[-1][1], hour + 1)
        else:
            runs.append((one, hour, hour + 1))
    return runs


def _longest(axes: Axes, waits: list[float], reading: list[tuple[float, float]], y: float, lang: str) -> None:
    """How long the first message of each unread stretch of the day waits, where there is room for it."""
    start = 0.0
    for begin, end in [*reading, (float(DAY), float(DAY))]:
        first = waits[min(ceil(start), DAY - 1)] if waits else 0.0
        if begin - start >= 4 and first >= 0.5:
            said = f"{number(first, lang, 0)}\u00a0h"
            back = {"facecolor": SURFACE, "edgecolor": "none", "pad": 1.2}
            write(axes, LEFT + start * CELL + 0.07, y, said, fontsize=9.5, weight=700, bbox=back, zorder=4)
        start = end


def _beside(axes: Axes, chart: Mapping[str, Any], lang: str) -> None:
    """What the squares mean, the shares, the promise, and the mean wait."""
    from matplotlib.patches import Rectangle

    y = 0.05
    for _, style, words in _keys(chart, lang):
        axes.add_patch(Rectangle((SIDE, y), 0.2, 0.2, **style))
        axes.add_patch(Rectangle((SIDE, y), 0.2, 0.2, facecolor="none", edgecolor=EDGE, lw=0.8))
        write(axes, SIDE + 0.3, y + 0.1 + LINE / 2 * words.count("\n"), words, fontsize=10, linespacing=1.0)
        y += 0.28 + LINE * words.count("\n")
    if chart["shares"]:
        write(axes, SIDE, y + 0.2, pick(chart["words"]["shares"], lang), weight=700)
    y += 0.4
    for row in chart["shares"]:
        _share(axes, chart, row, y + SHARE / 2, lang)
        y += SHARE
    for key in ("promise", "mean"):
        if key in chart["words"]:
            words = wrapped(pick(chart["words"][key], lang), 40)
            tall = LINE * (1 + words.count("\n"))
            colour, weight = (WARN, 700) if key == "promise" else (INK, 400)
            write(axes, SIDE, y + 0.08 + tall / 2, words, color=colour, weight=weight, fontsize=10, linespacing=1.0)
            y += 0.12 + tall


def _share(axes: Axes, chart: Mapping[str, Any], row: Mapping[str, Any], y: float, lang: str) -> None:
    """A bar to a hundred; that of the promise is strong and carries its mark."""
    from matplotlib.patches import Rectangle

    left, wide, promise = SIDE + 1.15, WIDTH - SIDE - 1.15 - 0.95, chart["promise"]
    strong = promise is not None and row["within"] == promise["within"]
    weight = 700 if strong else 400
    write(axes, left - 0.08, y, pick(row["label"], lang), ha="right", weight=weight, fontsize=10)
    axes.add_patch(Rectangle((left, y - 0.08), wide, 0.16, facecolor=SURFACE, edgecolor=EDGE, lw=0.8))
    axes.add_patch(
        Rectangle((left, y - 0.08), wide * row["share"], 0.16, facecolor=ACCENT if strong else RAMP[1], lw=0)
    )
    write(axes, left + wide + 0.08, y, pick(row["said"], lang), weight=weight, fontsize=10)
    if strong:
        x = left + wide * promise["share"]
        axes.plot([x, x], [y - 0.13, y + 0.13], color=WARN, lw=2.5, ls="-")
