"""What each channel wins as posts grow: a line and its doubt, the plan as a dot, the next post in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workshop.figures.scaled import quiet, ticks
from workshop.figures.sheet import EDGE, INK, QUIET, SURFACE, WIDTH, area, bare, wrapped, write
from workshop.figures.slope import apart
from workshop.texts import number, pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Row = Mapping[str, Any]
COLOURS = ("#0b5865", "#d17993", "#5e071d", "#8f7a40", "#7454ae")
DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (7, 2, 1.5, 2)), (0, (1.5, 1.5)), (0, (9, 2, 1.5, 2, 1.5, 2)))
LEFT, RIGHT, HIGH, FOOT, LANE, LINE = 0.7, 2.55, 3.4, 0.55, 0.38, 0.185  # inches


def height(chart: Mapping[str, Any], lang: str) -> float:
    return _lanes(chart) + _room(chart, lang) + FOOT


def _lanes(chart: Mapping[str, Any]) -> float:
    """Inches for the dated figures of sources, one a line, above the curves."""
    return 0.1 + LANE * len(chart["marks"])


def _room(chart: Mapping[str, Any], lang: str) -> float:
    return max(HIGH, sum(_tall(row, lang) for row in chart["rows"]) + 0.2)


def _words(row: Row, lang: str) -> tuple[str, str]:
    return wrapped(pick(row["label"], lang), 26), wrapped(pick(row["next_said"], lang), 30)


def _tall(row: Row, lang: str) -> float:
    return 0.14 + LINE * sum(1 + text.count("\n") for text in _words(row, lang))


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Posts a week across, points upwards; each channel has its own dash, so that grey tells them apart."""
    room, lanes, rows = _room(chart, lang), _lanes(chart), chart["rows"]
    axes = area(figure, LEFT, top + lanes, WIDTH - LEFT - RIGHT, room)
    axes.set(
        xlim=(0, chart["most"]), ylim=(0, max(chart["top"], 1e-6) * 1.06), ylabel=pick(chart["words"]["effect"], lang)
    )
    for k in range(len(rows)):
        _curve(axes, rows[k], k)
    for row in rows:
        _now(axes, row)
    ticks(axes, lang, pick(chart["words"]["axis"], lang), many=8)
    axes.set_yticks(axes.get_yticks(), [number(t, lang) for t in axes.get_yticks()])
    axes.set_ylim(0, max(chart["top"], 1e-6) * 1.06)
    _named(figure, axes, rows, (top + lanes, room), lang)
    _marks(figure, axes, chart, (top, lanes), lang)


def _curve(axes: Axes, row: Row, k: int) -> None:
    if row["band"]:
        posts, low, high = zip(*row["band"], strict=True)
        axes.fill_between(posts, low, high, color=COLOURS[k], alpha=0.16, lw=0)
    axes.plot(*zip(*row["line"], strict=True), color=COLOURS[k], ls=DASHES[k], lw=2.6, zorder=3)


def _now(axes: Axes, row: Row) -> None:
    """The plan on the curve, and the step up to what one more would win."""
    step = [row["now"], row["now"] + row["step"], row["now"] + row["step"]]
    axes.plot(step, [row["effect"], row["effect"], row["effect"] + row["next"]], color=INK, lw=1.2, ls="-", zorder=4)
    axes.plot(
        [row["now"]], [row["effect"]], "o", ms=8, color=INK, mec=SURFACE, mew=1.4, ls="", zorder=5, clip_on=False
    )


def _named(figure: Figure, axes: Axes, rows: Sequence[Row], place: tuple[float, float], lang: str) -> None:
    """Name and next post at the right of each line, apart from one another, with a thin line to its end."""
    top, room = place
    if not rows:
        return
    side = bare(area(figure, WIDTH - RIGHT, top, RIGHT, room))
    side.set(xlim=(0, RIGHT), ylim=(room, 0))
    most, high = axes.get_xlim()[1], axes.get_ylim()[1]
    ends = [row["line"][-1] for row in rows]
    wanted = [room * (1 - effect / high) for _, effect in ends]
    tall = [_tall(row, lang) for row in rows]
    for k, (row, y) in enumerate(zip(rows, apart(wanted, tall, room), strict=True)):
        label, said = _words(row, lang)
        lines = 1 + label.count("\n")
        first = y - tall[k] / 2 + 0.07 + LINE * lines / 2
        write(side, 0.42, first, label, weight=700, linespacing=1.0)
        write(side, 0.42, y + LINE * lines / 2, said, color=QUIET, fontsize=10, linespacing=1.0)
        side.plot([0.14, 0.36], [first, first], color=COLOURS[k], ls=DASHES[k], lw=2.6)
        gap = (ends[k][0] / most - 1) * (WIDTH - LEFT - RIGHT)
        side.plot([gap, 0.12], [wanted[k], first], color=EDGE, ls=(0, (1, 2)), lw=1, clip_on=False)


def _marks(figure: Figure, axes: Axes, chart: Mapping[str, Any], place: tuple[float, float], lang: str) -> None:
    """Dated figures of sources above the curves: words, under them a lozenge for a number or a bar for a range."""
    top, lanes = place
    lane = bare(area(figure, LEFT, top, WIDTH - LEFT, lanes))
    most, wide = axes.get_xlim()[1], WIDTH - LEFT
    inches = (WIDTH - LEFT - RIGHT) / most
    lane.set(xlim=(0, wide), ylim=(lanes, 0))
    for k, mark in enumerate(chart["marks"]):
        y, start = LANE * k + 0.28, min(mark["at"], most) * inches
        end = min(mark["to"] or mark["at"], most) * inches
        said = quiet(lane, start, LANE * k + 0.1, pick(mark["label"], lang), fontsize=10)
        box = said.get_window_extent().transformed(lane.transData.inverted())
        said.set_x(max(min(start, wide - box.width), 0))
        lane.plot([start, end], [y, y], color=INK, lw=3, ls="-", solid_capstyle="butt")
        lane.plot([start, end], [y, y], "D", ms=5, color=INK, ls="")
        for x in (start, end):
            axes.axvline(x / inches, color=EDGE, ls=(0, (2, 2)), lw=1, zorder=1)
