"""The best effect within reach for each number of hours, the plans people named, and the hours we have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workshop.figures import naming
from workshop.figures.sheet import ACCENT, EDGE, INK, LINE, QUIET, SURFACE, WARN, WIDTH, area, bare, wrapped, write
from workshop.figures.words import line
from workshop.texts import fill, number, pick, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

Plan = Mapping[str, Any]
BACK = {"facecolor": SURFACE, "edgecolor": "none", "pad": 1}
HIGH, FOOT, LANE = 3.3, 0.62, 0.2  # inches
LETTERS = 28  # of a name, on a line
MOST, LONG = 6, 120  # plans, and letters of their names, that find room beside their dots
LINE_HIGH, BELOW = 0.21, 100  # inches and letters of a line under the drawing


def height(chart: Mapping[str, Any], lang: str) -> float:
    listed = sum(0.08 + LINE_HIGH * (1 + one.count("\n")) for one in _listed(chart, lang))
    return 0.15 + _lanes(chart) + HIGH + FOOT + listed


def _numbered(chart: Mapping[str, Any], lang: str) -> bool:
    """Whether dots carry numbers, and the names stand below: where names are too many or too long."""
    names = [pick(plan["name"], lang) for plan in chart["plans"]]
    return len(names) > MOST or sum(len(name) for name in names) > LONG


def _listed(chart: Mapping[str, Any], lang: str) -> list[str]:
    """The lines below the drawing: each plan with its number; none where names have room beside their dots."""
    if not _numbered(chart, lang):
        return []
    said = [_words(chart, plan, lang, " · ") for plan in chart["plans"]]
    return [wrapped(one, BELOW) for one in said]


def _lanes(chart: Mapping[str, Any]) -> float:
    """Inches above for the dated marks, each on a line of its own."""
    return LANE * len(chart["marks"])


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Hours across, effect upwards; beyond our hours the ground is hatched."""
    axes = area(figure, 0.75, top + 0.15 + _lanes(chart), WIDTH - 1.0, HIGH)
    hours, effect = _ends(chart)
    capacity = chart["capacity"]
    axes.set(xlim=(0, hours), ylim=(0, effect), ylabel=say("figure.effect", lang))
    axes.axvspan(capacity, hours, facecolor="none", edgecolor=LINE, hatch="//", lw=0)
    axes.axvline(capacity, color=WARN, lw=2.5, ls="-")
    _marks(axes, chart, lang)
    _ticks(axes, hours, capacity, lang)
    taken: list[Bbox] = []
    if chart["line"]:
        axes.plot(*zip(*chart["line"], strict=True), color=ACCENT, ls="-", lw=3)
        taken.append(_best(axes, chart, lang))
    for plan in chart["plans"]:
        _plan(axes, plan)
    listed = _listed(chart, lang)
    words = [str(k) for k, _ in enumerate(listed, 1)] or [_words(chart, plan, lang) for plan in chart["plans"]]
    _names(axes, chart, words, taken)
    _below(figure, top + 0.15 + _lanes(chart) + HIGH + FOOT, listed)


def _ends(chart: Mapping[str, Any]) -> tuple[float, float]:
    """Where both axes end: room beyond the largest number."""
    across = [h for h, _ in chart["line"]] + [(p.get("range") or (0, p["hours"]))[1] for p in chart["plans"]]
    across += [mark["hours"] for mark in chart["marks"]] + [plan["hours"] for plan in chart["plans"]]
    upwards = [e for _, e in chart["line"]] + [p["effect"] for p in chart["plans"]]
    return max([*across, chart["capacity"], 1.0]) * 1.06, max([*upwards, 1.0]) * 1.18


def _ticks(axes: Axes, hours: float, capacity: float, lang: str) -> None:
    """Round hours, but none under the words of our own."""
    high = axes.get_ylim()[1]
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if hours / s <= 8), 1000)
    at = [t for t in range(0, int(hours) + 1, step) if abs(t - capacity) > hours * 0.09]
    axes.set_xticks(at, [f"{number(t, lang)}\u00a0h" if t else "0" for t in at])
    axes.set_xlabel(say("figure.hours", lang))
    axes.set_yticks(axes.get_yticks(), [number(t, lang) for t in axes.get_yticks()])
    axes.set_ylim(0, high)
    axes.annotate(
        say("figure.capacity", lang, hours=number(capacity, lang)), (capacity, 0), (0, -13),
        textcoords="offset points", ha="center", color=WARN, weight=700, va="center",
    )  # fmt: skip


def _marks(axes: Axes, chart: Mapping[str, Any], lang: str) -> None:
    """Dated figures of sources: a dotted line up to words of their own above the drawing."""
    high, wide = axes.get_ylim()[1], axes.get_xlim()[1]
    for k, mark in enumerate(reversed(chart["marks"])):
        up = 10 + 14.4 * k
        axes.axvline(mark["hours"], color=EDGE, ls=(0, (2, 2)), lw=1, zorder=1)
        axes.annotate(
            "", (mark["hours"], high), (0, up), textcoords="offset points", annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": EDGE, "lw": 1, "ls": (0, (2, 2)), "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
        side = "right" if mark["hours"] > 0.6 * wide else "left"
        axes.annotate(
            pick(mark["label"], lang), (mark["hours"], high), (-4 if side == "right" else 4, up - 2),
            textcoords="offset points", ha=side, va="center", fontsize=10, color=QUIET, annotation_clip=False,
            bbox={**BACK, "pad": 0.3},
        )  # fmt: skip


def _best(axes: Axes, chart: Mapping[str, Any], lang: str) -> Bbox:
    """The name of the line, above it, on the side of our hours where there is more room; the place it takes."""
    wide, capacity = axes.get_xlim()[1], chart["capacity"]
    limit = 0.9 * capacity if capacity > 0.4 * wide else 0.72 * wide
    at = max((p for p in chart["line"] if p[0] <= limit), default=chart["line"][0])
    label = axes.annotate(
        say("figure.reachable", lang), at, (-14, 14), textcoords="offset points", ha="right", va="bottom",
        color=ACCENT, weight=700, bbox=BACK, linespacing=1.0, zorder=3,
    )  # fmt: skip
    if label.get_window_extent().x0 < axes.get_window_extent().x0:
        label.set(ha="left", x=4)
    return label.get_window_extent()


def _plan(axes: Axes, plan: Plan) -> None:
    """Solid dot: fits; hollow: does not. Dotted upwards: what as many hours could win."""
    at = (plan["hours"], plan["effect"])
    if plan.get("range"):
        axes.plot(plan["range"], [at[1]] * 2, color=EDGE, lw=2.5, ls="-")
    if plan.get("gain"):
        axes.plot([at[0]] * 2, [at[1], at[1] + plan["gain"]], color=INK, lw=1.3, ls=(0, (1.5, 2)), zorder=3)
    axes.plot(*at, "o", ms=10, mec=INK, mfc=INK if plan["fits"] else SURFACE, mew=2, zorder=4, ls="", clip_on=False)


def _words(chart: Mapping[str, Any], plan: Plan, lang: str, apart: str = "") -> str:
    """Name, hours, and how many are too many; what the main one could gain. On lines of their own, or set `apart`."""
    said = [pick(plan["said"], lang)]
    if plan["id"] == chart["focus"] and plan["gain"]:
        said.append(fill(pick(chart["words"]["gain"], lang), {"count": number(plan["gain"], lang)}))
    if apart:
        return apart.join([line(pick(plan["name"], lang)), *said])
    name = wrapped(pick(plan["name"], lang), LETTERS)
    alone = "\n" not in name and len(name) + len(said[0]) <= LETTERS
    return "\n".join([f"{name}  {said[0]}", *said[1:]] if alone else [name, *said])


def _below(figure: Figure, top: float, listed: Sequence[str]) -> None:
    """The plans by their numbers."""
    if not listed:
        return
    high = [0.08 + LINE_HIGH * (1 + one.count("\n")) for one in listed]
    axes = bare(area(figure, 0, top, WIDTH, sum(high)))
    axes.set(xlim=(0, WIDTH), ylim=(sum(high), 0))
    y = 0.0
    for k, (words, tall) in enumerate(zip(listed, high, strict=True), 1):
        write(axes, 0.3, y + tall / 2, str(k), weight=700, ha="right")
        write(axes, 0.45, y + tall / 2, words, linespacing=1.0)
        y += tall


def _names(axes: Axes, chart: Mapping[str, Any], words: Sequence[str], taken: Sequence[Bbox]) -> None:
    """Each plan's name and hours (or its number) beside its dot, where they hide least."""
    figure, plans = axes.get_figure(root=True), chart["plans"]
    if figure is None or not plans:
        return
    scale = 72 / figure.dpi  # points a pixel
    dots = [(x * scale, y * scale) for x, y in axes.transData.transform([(p["hours"], p["effect"]) for p in plans])]
    sizes = [_size(axes, one, scale) for one in words]
    found = naming.beside(dots, sizes, _page(axes, chart, taken, scale))
    for plan, said, size, offset in zip(plans, words, sizes, found, strict=True):
        _label(axes, plan, said, size, offset)


def _size(axes: Axes, words: str, scale: float) -> tuple[float, float]:
    """How wide and high these words are."""
    label = axes.text(0, 0, words, weight=700, linespacing=1.0)
    box = label.get_window_extent()
    label.remove()
    return box.width * scale + 2, box.height * scale + 2


def _label(axes: Axes, plan: Plan, words: str, size: tuple[float, float], offset: naming.Offset) -> None:
    """The name where it was placed; a thin line leads to it from a dot that is far."""
    across, up, end = offset
    up += (size[1] / 2 - 6) * (1 if up > 0 else -1 if up < 0 else 0)
    line: dict[str, Any] = {}
    if naming.is_far(offset):
        line["arrowprops"] = {"arrowstyle": "-", "color": EDGE, "lw": 0.8, "shrinkB": 6}
    axes.annotate(
        words, (plan["hours"], plan["effect"]), (across, up), textcoords="offset points", ha=end, va="center",
        weight=700, bbox=BACK, zorder=5, linespacing=1.0, annotation_clip=False, **line,
    )  # fmt: skip


def _page(axes: Axes, chart: Mapping[str, Any], taken: Sequence[Bbox], scale: float) -> naming.Page:
    """What names should not hide: the line most of all, then our hours and the ranges of plans."""
    import numpy as np

    points = [(*at, 4.0) for at in _on_the_line(chart)]
    points += [(chart["capacity"], y, 2.0) for y in _steps(0, axes.get_ylim()[1], 60)]
    for plan in chart["plans"]:
        start, end = plan.get("range") or (plan["hours"], plan["hours"])
        points += [(hours, plan["effect"], 2.0) for hours in _steps(start, end, 20)]
        best = plan["effect"] + (plan["gain"] or 0)
        points += [(plan["hours"], effect, 1.0) for effect in _steps(plan["effect"], best, 10)]
    known = np.array(points)
    known[:, :2] = axes.transData.transform(known[:, :2]) * scale
    frame = axes.get_window_extent()
    edge = (frame.x0 * scale, frame.y0 * scale, frame.x1 * scale + 14, frame.y1 * scale)
    return naming.Page(known, tuple((b.x0 * scale, b.y0 * scale, b.x1 * scale, b.y1 * scale) for b in taken), edge)


def _on_the_line(chart: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Two hundred points of the best reachable line."""
    import numpy as np

    if not chart["line"]:
        return []
    hours, effect = zip(*chart["line"], strict=True)
    at = np.linspace(hours[0], hours[-1], 200)
    return list(zip(at.tolist(), np.interp(at, hours, effect).tolist(), strict=True))


def _steps(start: float, end: float, count: int) -> list[float]:
    return [start + (end - start) * k / (count - 1) for k in range(count)]
