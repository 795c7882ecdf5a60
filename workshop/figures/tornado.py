"""Which assumption moves the answer most: a bar an assumption, from one end of its range to the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.figures.scaled import breadth, ground, heights, middles, names, rule, ticks
from workshop.figures.sheet import ACCENT, EDGE, INK, QUIET, RAMP, SURFACE, WARN, drawable
from workshop.texts import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Row = Mapping[str, Any]
ROW, BAR, HEAD, FOOT, LEFT, LETTERS = 0.42, 0.24, 0.34, 0.55, 3.3, 38  # inches; letters


def height(chart: Mapping[str, Any], lang: str) -> float:
    return HEAD + sum(heights(chart["rows"], lang, ROW, LETTERS)) + FOOT


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Pale: the answer at the lowest input; dark: at the highest; both inputs stand at the ends."""
    rows, base, ours = chart["rows"], chart["base"], chart["capacity"]
    tall = heights(rows, lang, ROW, LETTERS)
    down, ys = HEAD + sum(tall), list(middles(tall, HEAD))
    ends = [base, *(row[end] for row in rows for end in ("low", "high"))]
    near, far = min(ends), max(ends)
    if ours is not None and ours < far + 0.6 * (far - near) and ours > near - 0.6 * (far - near):
        near, far = min(near, ours), max(far, ours)
    wide = max(far - near, 0.5)
    spoken = max([breadth(figure, pick(row[k], lang)) for row in rows for k in ("from", "to")], default=0) + 0.12
    room = (WIDE - LEFT - 0.2 - 2 * spoken) / wide
    axes = ground(figure, top, down, far + spoken / room, left=LEFT, near=near - spoken / room)
    names(figure, rows, ys, top, down, lang, left=LEFT, letters=LETTERS)
    for row, y in zip(rows, ys, strict=True):
        _bar(axes, row, base, y, lang)
    _line(axes, base, down, INK, pick(chart["words"]["base"], lang), ours)
    near, far = axes.get_xlim()
    if ours is not None and near <= ours <= far:
        _line(axes, ours, down, WARN, pick(chart["words"]["ours"], lang), base)
    ticks(axes, lang, pick(chart["unit"], lang))


WIDE = 8.0


def _line(axes: Axes, x: float, down: float, colour: str, words: str, other: float | None) -> None:
    """A vertical with its name above, on the side away from the other one."""
    rule(axes, x, HEAD - 0.06, down, colour, lw=2.5 if colour == WARN else 1.4, zorder=4)
    side = "right" if other is not None and other >= x else "left"
    shift = -3 if side == "right" else 3
    axes.annotate(
        words, (x, 0.14), (shift, 0), textcoords="offset points", ha=side, va="center",
        color=colour, weight=700 if colour == WARN else 400, annotation_clip=False,
    )  # fmt: skip


def _bar(axes: Axes, row: Row, base: float, y: float, lang: str) -> None:
    from matplotlib.patches import Rectangle

    for end, colour in (("low", RAMP[2]), ("high", ACCENT)):
        start = min(base, row[end])
        box = Rectangle((start, y - BAR / 2), abs(row[end] - base), BAR, facecolor=colour, edgecolor=EDGE, lw=0.8)
        axes.add_patch(box)
    for end, said in (("low", "from"), ("high", "to")):
        other = row["high" if end == "low" else "low"]
        right = row[end] > other or (row[end] == other and end == "high")
        axes.annotate(
            drawable(pick(row[said], lang)), (row[end], y), (5 if right else -5, 0), textcoords="offset points",
            ha="left" if right else "right", va="center", color=QUIET, annotation_clip=False,
            bbox={"facecolor": SURFACE, "edgecolor": "none", "pad": 0.8}, zorder=6,
        )  # fmt: skip
