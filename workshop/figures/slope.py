"""Before and after a discussion: one strong line, the option that moved most; the rest dashed and grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import ACCENT, EDGE, INK, QUIET, SURFACE, WIDTH, area, bare, wrapped, write
from workshop.texts import number, pick

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BEFORE, AFTER, HIGH, FOOT, LINE = 1.0, 4.3, 3.0, 0.45, 0.19  # inches


def height(chart: Mapping[str, Any], lang: str) -> float:
    return _room(chart, lang) + FOOT


def _room(chart: Mapping[str, Any], lang: str) -> float:
    return max(HIGH, sum(_tall(row, lang) for row in chart["rows"]) + 0.4)


def _label(row: Mapping[str, Any], lang: str) -> str:
    return wrapped(pick(row["label"], lang), 36)


def _tall(row: Mapping[str, Any], lang: str) -> float:
    return 0.12 + LINE * (1 + _label(row, lang).count("\n"))


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Heights are shares; numbers are what people count; names stand apart where lines meet."""
    room = _room(chart, lang)
    axes = bare(area(figure, 0, top, WIDTH, room + FOOT))
    axes.set(xlim=(0, WIDTH), ylim=(room + FOOT, 0))
    rows, most = chart["rows"], max([*(max(row["at"]) for row in chart["rows"]), 1e-9])
    ys = [[0.25 + (room - 0.5) * (1 - row["at"][k] / most) for row in rows] for k in (0, 1)]
    firsts = apart(ys[0], [0.22] * len(rows), room)
    lasts = apart(ys[1], [_tall(row, lang) for row in rows], room)
    for k, row in enumerate(rows):
        colour, weight = (ACCENT, 700) if row["strong"] else (EDGE, 400)
        ends, strong = [ys[0][k], ys[1][k]], row["strong"]
        dashes = "-" if strong else (0, (4, 2))
        axes.plot([BEFORE, AFTER], ends, color=colour, lw=4 if strong else 2, ls=dashes, zorder=3 if strong else 2)
        axes.plot([BEFORE, AFTER], ends, "o", ms=9, color=colour, mec=SURFACE, mew=1.5, ls="", zorder=4)
        write(axes, BEFORE - 0.16, firsts[k], number(row["before"], lang, 2), ha="right", weight=weight)
        write(axes, AFTER + 0.16, lasts[k], number(row["after"], lang, 2), weight=weight)
        write(axes, AFTER + 0.6, lasts[k], _label(row, lang), weight=weight, linespacing=1.0, color=INK)
    for x, key in ((BEFORE, "before"), (AFTER, "after")):
        write(axes, x, room + 0.2, pick(chart["words"][key], lang), ha="center", color=QUIET)


def apart(wanted: Sequence[float], tall: Sequence[float], room: float) -> list[float]:
    """Middles as near as can be to those wanted, so that no two names of these heights meet."""
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    found, edge, limit = list(wanted), 0.0, room - 0.02
    for k in order:
        found[k] = max(found[k], edge + tall[k] / 2)
        edge = found[k] + tall[k] / 2
    for k in reversed(order):
        found[k] = min(found[k], limit - tall[k] / 2)
        limit = found[k] - tall[k] / 2
    return found
