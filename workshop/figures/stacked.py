"""Where the hours of each plan go: one stacked bar a plan, its kinds of work named above the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from workshop.figures.scaled import breadth, ground, heights, middles, names, rule, ticks
from workshop.figures.sheet import EDGE, INK, ON_RAMP, RAMP, SURFACE, WARN, drawable, write
from workshop.figures.slope import apart
from workshop.texts import number, pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Row = Mapping[str, Any]
ROW, BAR, HEAD, FOOT = 0.62, 0.38, 0.72, 0.55  # inches


def height(chart: Mapping[str, Any], lang: str) -> float:
    return HEAD + sum(heights(chart["rows"], lang, ROW)) + FOOT


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Parts in their order on every bar; beyond our hours the bar is hatched, and how much is said."""
    rows = chart["rows"]
    tall = heights(rows, lang, ROW)
    down, ys = HEAD + sum(tall), list(middles(tall, HEAD))
    far = max([1.0, chart["capacity"], *(row["total"] for row in rows)])
    spoken = max([breadth(figure, drawable(pick(row["said"], lang)), weight=700) for row in rows], default=0)
    axes = ground(figure, top, down, far * 1.02, right=spoken + 0.3)
    names(figure, rows, ys, top, down, lang)
    if rows:
        _named(figure, axes, chart, ys[0], lang)
    for row, y in zip(rows, ys, strict=True):
        _bar(axes, chart, row, y, lang)
    rule(axes, chart["capacity"], HEAD - 0.12, down, WARN, zorder=5)
    ours = pick(chart["words"]["ours"], lang)
    axes.annotate(
        ours, (chart["capacity"], down), (0, -13), textcoords="offset points", ha="center", va="center",
        color=WARN, weight=700, annotation_clip=False,
    )  # fmt: skip
    ticks(axes, lang, pick(chart["words"]["axis"], lang), avoid=chart["capacity"])


def _edges(row: Row) -> list[float]:
    return [0.0, *accumulate(row["parts"])]


def _named(figure: Figure, axes: Axes, chart: Mapping[str, Any], y: float, lang: str) -> None:
    """The names of the parts above the first bar, each with a line to its piece; a part nobody has is left out."""
    row, edges = chart["rows"][0], _edges(chart["rows"][0])
    used = [k for k in range(len(chart["parts"])) if any(one["parts"][k] for one in chart["rows"])]
    if not used:
        return
    per = axes.get_xlim()[1] / (axes.get_window_extent().width / figure.dpi)  # hours an inch
    words = [drawable(pick(chart["parts"][k]["label"], lang)) for k in used]
    wide = [breadth(figure, word) * per + 0.1 * per for word in words]
    aims = [(edges[k] + edges[k + 1]) / 2 for k in used]
    for k, word, aim, at in zip(used, words, aims, apart(aims, wide, _room(axes, wide)), strict=True):
        write(axes, at, 0.16, word, ha="center")
        if row["parts"][k]:
            axes.plot([at, aim], [0.28, y - BAR / 2], color=EDGE, lw=1, ls="-", zorder=1, clip_on=False)


def _room(axes: Axes, wide: Sequence[float]) -> float:
    """The names may run on beyond the axis, to the right."""
    return max(float(axes.get_xlim()[1]), sum(wide) + 0.02)


def _bar(axes: Axes, chart: Mapping[str, Any], row: Row, y: float, lang: str) -> None:
    from matplotlib.patches import Rectangle

    edges = _edges(row)
    for k, hours in enumerate(row["parts"]):
        if hours:
            _piece(axes, k, (edges[k], hours), y, lang)
    if row["over"]:
        end = row["total"] - row["over"]
        style: dict[str, Any] = {"facecolor": "none", "edgecolor": INK, "hatch": "///", "lw": 0, "zorder": 3}
        axes.add_patch(Rectangle((end, y - BAR / 2), row["over"], BAR, **style))
    axes.annotate(
        drawable(pick(row["said"], lang)), (row["total"], y), (8, 0), textcoords="offset points", va="center",
        weight=700, color=INK, zorder=6, annotation_clip=False,
        bbox={"facecolor": SURFACE, "edgecolor": "none", "pad": 1.2},
    )  # fmt: skip


def _piece(axes: Axes, k: int, piece: tuple[float, float], y: float, lang: str) -> None:
    """One part of a bar; its number where it has room."""
    from matplotlib.patches import Rectangle

    start, hours = piece
    axes.add_patch(Rectangle((start, y - BAR / 2), hours, BAR, facecolor=RAMP[k], edgecolor=EDGE, lw=0.8, zorder=2))
    said = write(axes, start + hours / 2, y, number(hours, lang), ha="center", color=ON_RAMP[k], weight=700, zorder=4)
    said.set_bbox({"facecolor": RAMP[k], "edgecolor": "none", "pad": 1})
    room = axes.get_window_extent().width * hours / axes.get_xlim()[1]
    if said.get_window_extent().width > room - 6:
        said.remove()
