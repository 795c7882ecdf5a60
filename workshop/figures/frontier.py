"""The best effect within reach for each number of hours, the plans people named, and the hours we have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import ACCENT, EDGE, INK, LINE, QUIET, SURFACE, WARN, WIDTH, area, drawable
from workshop.texts import number, pick, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

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
    placed: list[tuple[float, float]] = []
    for plan in chart["plans"]:
        _plan(axes, plan, lang, placed)


def _ends(chart: Mapping[str, Any]) -> tuple[float, float]:
    """Where both axes end: room beyond the largest number."""
    across = [h for h, _ in chart["line"]] + [p.get("range", (0, p["hours"]))[1] for p in chart["plans"]]
    upwards = [e for _, e in chart["line"]] + [p["effect"] for p in chart["plans"]]
    return max([*across, chart["capacity"]]) * 1.06, max(upwards) * 1.14


def _ticks(axes: Axes, hours: float, capacity: float, lang: str) -> None:
    """Round hours, but none under the words of our own."""
    step = next((s for s in (1, 2, 5, 10, 20, 50) if hours / s <= 8), 100)
    at = [t for t in range(0, int(hours) + 1, step) if t == 0 or abs(t - capacity) > hours * 0.07]
    axes.set_xticks(at, [f"{t}\u00a0h" if t else "0" for t in at])
    axes.set_xlabel(say("figure.hours", lang))
    ours = say("figure.capacity", lang, hours=number(capacity, lang))
    axes.annotate(
        ours, (capacity, 0), (0, -13), textcoords="offset points", ha="center", color=WARN, weight=700, va="center"
    )


def _best(axes: Axes, chart: Mapping[str, Any], lang: str) -> None:
    """The name of the line beside it, above, where there is room for it."""
    hours, effect = max((p for p in chart["line"] if p[0] <= 0.62 * axes.get_xlim()[1]), default=chart["line"][0])
    axes.annotate(
        say("figure.reachable", lang), (hours, effect), (-14, 18), textcoords="offset points",
        ha="right", va="bottom", color=ACCENT, weight=700, bbox=BACK,
    )  # fmt: skip


def _plan(axes: Axes, plan: Mapping[str, Any], lang: str, placed: list[tuple[float, float]]) -> None:
    """Solid dot: fits; hollow: does not. Its name and hours below it, or above where another is near."""
    at = (plan["hours"], plan["effect"])
    if plan.get("range"):
        axes.plot(plan["range"], [at[1]] * 2, color=EDGE, lw=2.5, ls="-")
    axes.plot(*at, "o", ms=10, mec=INK, mfc=INK if plan["fits"] else SURFACE, mew=2, zorder=4, ls="")
    wide, high = axes.get_xlim()[1], axes.get_ylim()[1]
    near = any(abs(at[0] - x) < wide * 0.2 and 0 <= y - at[1] < high * 0.12 for x, y in placed)
    below = near or not any(abs(at[0] - x) < wide * 0.2 and 0 <= at[1] - y < high * 0.12 for x, y in placed)
    name = drawable(pick(plan["name"], lang))
    axes.annotate(
        f"{name}  {number(plan['hours'], lang)}\u00a0h", at, (0, -18 if below else 18), textcoords="offset points",
        ha="center", va="center", weight=700, bbox=BACK, zorder=5,
    )  # fmt: skip
    placed.append(at)
