"""Load against capacity, a row for a plan or a person: what is over is hatched, and said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.figures.scaled import breadth, ground, heights, middles, names, quiet, rule, ticks, whiskers
from workshop.figures.sheet import ACCENT, EDGE, INK, LINE, SURFACE, TINT, WARN, drawable, write
from workshop.texts import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Row = Mapping[str, Any]
ROW, BAR, HEAD, FOOT = 0.52, 0.24, 0.34, 0.55  # inches


def height(chart: Mapping[str, Any], lang: str) -> float:
    return HEAD + sum(heights(chart["rows"], lang, ROW)) + FOOT


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """A bar a row over two bands (at ease, full); the capacity is the one strong vertical."""
    rows, one = chart["rows"], chart["capacity"]
    tall = heights(rows, lang, ROW)
    down, ys = HEAD + sum(tall), list(middles(tall, HEAD))
    far = max([1.0, *(max(row["load"], row["capacity"], *(row["range"] or ())) for row in rows)])
    spoken = max([breadth(figure, drawable(pick(row["said"], lang)), weight=700) for row in rows], default=0)
    axes = ground(figure, top, down, far * 1.02, right=spoken + 0.3)
    names(figure, rows, ys, top, down, lang)
    if one is not None and rows:
        _bands(axes, one, HEAD - 0.3, down, chart["easy"])
        _heads(axes, chart, one, lang)
    for row, y, high in zip(rows, ys, tall, strict=True):
        if one is None:
            _bands(axes, row["capacity"], y - high / 2 + 0.06, y + high / 2 - 0.06, chart["easy"])
        _bar(figure, axes, row, y, lang)
    if one is None:
        _key(axes, chart, lang)
    ticks(axes, lang, pick(chart["words"]["axis"], lang))


def _bands(axes: Axes, capacity: float, y0: float, y1: float, easy: float) -> None:
    from matplotlib.patches import Rectangle

    for start, end, colour in ((0, easy * capacity, TINT), (easy * capacity, capacity, LINE)):
        axes.add_patch(Rectangle((start, y0), end - start, y1 - y0, facecolor=colour, lw=0, zorder=0))
    rule(axes, capacity, y0, y1, WARN, zorder=4)


def _key(axes: Axes, chart: Mapping[str, Any], lang: str) -> None:
    """Where everybody has hours of their own: a swatch for what is easy, a stroke for the hours, and their words."""
    from matplotlib.patches import Rectangle

    inch = axes.get_xlim()[1] * axes.get_figure().dpi / axes.get_window_extent().width  # type: ignore[union-attr]
    axes.add_patch(Rectangle((0, 0.04), 0.25 * inch, 0.18, facecolor=TINT, edgecolor=EDGE, lw=0.6))
    easy = quiet(axes, 0.33 * inch, 0.14, pick(chart["words"]["easy"], lang))
    after = easy.get_window_extent().transformed(axes.transData.inverted()).x1 + 0.3 * inch
    rule(axes, after, 0.03, 0.24, WARN)
    quiet(axes, after + 0.1 * inch, 0.14, pick(chart["words"]["ours"], lang))


def _heads(axes: Axes, chart: Mapping[str, Any], capacity: float, lang: str) -> None:
    """The two words above the bands, where there is room for them."""
    near, far = axes.get_xlim()
    room = axes.get_window_extent().width * chart["easy"] * capacity / (far - near)
    easy = quiet(axes, chart["easy"] * capacity, 0.16, pick(chart["words"]["easy"], lang) + " ", ha="right")
    if easy.get_window_extent().width > room:
        easy.remove()
    beyond = capacity > 0.75 * far
    shift = (far - near) * 0.01 * (-1 if beyond else 1)
    ours = write(axes, capacity + shift, 0.16, pick(chart["words"]["ours"], lang), color=WARN, weight=700)
    if beyond:
        ours.set_x(capacity + (far - near) * 0.01)


def _bar(figure: Figure, axes: Axes, row: Row, y: float, lang: str) -> None:
    from matplotlib.patches import Rectangle

    inside = min(row["load"], row["capacity"])
    axes.add_patch(Rectangle((0, y - BAR / 2), inside, BAR, facecolor=ACCENT, lw=0, zorder=2))
    if row["over"]:
        style: dict[str, Any] = {"facecolor": SURFACE, "edgecolor": ACCENT, "hatch": "////", "lw": 1.4, "zorder": 3}
        axes.add_patch(Rectangle((row["capacity"], y - BAR / 2), row["over"], BAR, **style))
    if row["range"]:
        whiskers(axes, row["range"], y)
    end = max(row["load"], (row["range"] or [0, 0])[1])
    inch = axes.get_xlim()[1] / (axes.get_window_extent().width / figure.dpi)
    if end <= row["capacity"] < end + (0.15 + breadth(figure, drawable(pick(row["said"], lang)), weight=700)) * inch:
        end = row["capacity"]  # never across the line of our hours
    axes.annotate(
        drawable(pick(row["said"], lang)), (end, y), (8, 0), textcoords="offset points", va="center",
        weight=700, color=INK, zorder=6, annotation_clip=False,
        bbox={"facecolor": SURFACE, "edgecolor": "none", "pad": 1.2},
    )  # fmt: skip
