"""The best effect within reach for each number of hours, the plans people named, and the hours we have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import ACCENT, EDGE, INK, LINE, SURFACE, WARN, WIDTH, area, drawable
from workshop.texts import number, pick, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

Place = tuple[int, int, str]
PLACES: tuple[
    Place, ...
] = (  # points right and up of the dot, and which end of the name is there; the far ones get a thin line
    *((13, 0, "left"), (8, -19, "right"), (-8, -19, "left"), (0, -19, "center"), (-13, 0, "right")),
    *((0, 19, "center"), (26, -36, "left"), (-26, -36, "right"), (26, -56, "left"), (-26, 36, "right")),
)
BACK = {"facecolor": SURFACE, "edgecolor": "none", "pad": 1}


def height(chart: Mapping[str, Any], lang: str) -> float:
    return 3.9


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Hours across, effect upwards; beyond our hours the ground is hatched."""
    axes = area(figure, 0.75, top + 0.15, WIDTH - 1.0, 3.2)
    hours, effect = _ends(chart)
    capacity = chart["capacity"]
    axes.set(xlim=(0, hours), ylim=(0, effect), ylabel=say("figure.effect", lang))
    axes.axvspan(capacity, hours, facecolor="none", edgecolor=LINE, hatch="//", lw=0)
    axes.axvline(capacity, color=WARN, lw=2.5, ls="-")
    axes.plot(*zip(*chart["line"], strict=True), color=ACCENT, ls="-", lw=3)
    _ticks(axes, hours, capacity, lang)
    _best(axes, chart, lang)
    taken: list[Bbox] = []
    for plan in chart["plans"]:
        _plan(axes, plan, lang)
    for plan in sorted(chart["plans"], key=lambda plan: -plan["effect"]):
        _name(axes, chart, plan, lang, taken)


def _ends(chart: Mapping[str, Any]) -> tuple[float, float]:
    """Where both axes end: room beyond the largest number."""
    across = [h for h, _ in chart["line"]] + [p.get("range", (0, p["hours"]))[1] for p in chart["plans"]]
    upwards = [e for _, e in chart["line"]] + [p["effect"] for p in chart["plans"]]
    return max([*across, chart["capacity"]]) * 1.06, max(upwards) * 1.18


def _ticks(axes: Axes, hours: float, capacity: float, lang: str) -> None:
    """Round hours, but none under the words of our own."""
    step = next((s for s in (1, 2, 5, 10, 20, 50) if hours / s <= 8), 100)
    at = [t for t in range(0, int(hours) + 1, step) if t == 0 or abs(t - capacity) > hours * 0.07]
    axes.set_xticks(at, [f"{t}\u00a0h" if t else "0" for t in at])
    axes.set_xlabel(say("figure.hours", lang))
    ours = say("figure.capacity", lang, hours=number(capacity, lang))
    axes.annotate(
        ours,
        (capacity, 0),
        (0, -13),
        textcoords="offset points",
        ha="center",
        color=WARN,
        weight=700,
        va="center",
    )


def _best(axes: Axes, chart: Mapping[str, Any], lang: str) -> None:
    """The name of the line, above it, on the side of our hours where there is more room."""
    wide, capacity = axes.get_xlim()[1], chart["capacity"]
    limit = 0.9 * capacity if capacity > 0.4 * wide else 0.72 * wide
    at = max((p for p in chart["line"] if p[0] <= limit), default=chart["line"][0])
    axes.annotate(
        say("figure.reachable", lang), at, (-14, 14), textcoords="offset points", ha="right", va="bottom",
        color=ACCENT, weight=700, bbox=BACK, linespacing=1.0,
    )  # fmt: skip


def _plan(axes: Axes, plan: Mapping[str, Any], lang: str) -> None:
    """Solid dot: fits; hollow: does not."""
    at = (plan["hours"], plan["effect"])
    if plan.get("range"):
        axes.plot(plan["range"], [at[1]] * 2, color=EDGE, lw=2.5, ls="-")
    axes.plot(*at, "o", ms=10, mec=INK, mfc=INK if plan["fits"] else SURFACE, mew=2, zorder=4, ls="")


def _name(axes: Axes, chart: Mapping[str, Any], plan: Mapping[str, Any], lang: str, taken: list[Bbox]) -> None:
    """The plan's name and hours at the place beside its dot that covers least."""
    words = f"{drawable(pick(plan['name'], lang))}  {number(plan['hours'], lang)}\u00a0h"
    tries = []
    for k, place in enumerate(PLACES):
        label = _label(axes, plan, words, place)
        box = label.get_window_extent()
        label.remove()
        tries.append((_covered(axes, chart, box, taken) + abs(place[1]) / 4, k, place, box))
    _, _, place, box = min(tries)
    taken.append(box)
    if abs(place[1]) > 30:
        line = {"arrowstyle": "-", "color": EDGE, "lw": 0.8, "shrinkB": 6}
        _label(axes, plan, words, place, arrowprops=line)
    else:
        _label(axes, plan, words, place)


def _label(axes: Axes, plan: Mapping[str, Any], words: str, place: Place, **more: Any) -> Annotation:
    across, up, end = place
    return axes.annotate(
        words, (plan["hours"], plan["effect"]), (across, up), textcoords="offset points", ha=end, va="center",
        weight=700, bbox=BACK, zorder=5, **more,
    )  # fmt: skip


def _covered(axes: Axes, chart: Mapping[str, Any], box: Bbox, taken: Sequence[Bbox]) -> float:
    """How much a label here would hide: dots, names, the line, our hours, or itself at the edge."""
    import numpy as np

    hours = np.linspace(0, chart["line"][-1][0], 200)
    line = np.interp(hours, [float(h) for h, _ in chart["line"]], [float(e) for _, e in chart["line"]])
    points = [
        *zip(hours, line, strict=True),
        *((chart["capacity"], y) for y in np.linspace(0, axes.get_ylim()[1], 60)),
    ]
    dots = [(p["hours"], p["effect"]) for p in chart["plans"]]
    hidden = sum(box.contains(*axes.transData.transform(point)) for point in points)
    dotted = sum(box.padded(7).contains(*axes.transData.transform(dot)) for dot in dots)
    edge = axes.get_window_extent()
    outside = box.x1 > edge.x1 + 8 or box.x0 < edge.x0 or box.y0 < edge.y0
    return float(hidden + 100 * dotted + 60 * sum(box.overlaps(other) for other in taken) + 80 * outside)
