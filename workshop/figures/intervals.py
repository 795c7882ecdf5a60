"""Risks on one axis of days, each ten times the last: median, half of the answers, eight in ten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import ACCENT, EDGE, INK, QUIET, RAMP, SURFACE, WARN, WIDTH, area, wrapped, write
from workshop.figures.words import amount
from workshop.texts import pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Row = Mapping[str, Any]
PLACE, LEFT, RIGHT, HEAD, FOOT = 0.3, 3.45, 0.2, 0.08, 0.55  # inches
ROW, TWICE, LETTERS, LONG = 0.36, 0.46, 0.19, 38
STEPS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300)


def height(chart: Mapping[str, Any], lang: str) -> float:
    return HEAD + sum(_heights(chart, lang)) + FOOT


def _heights(chart: Mapping[str, Any], lang: str) -> list[float]:
    return [
        max(TWICE if row["before"] else ROW, 0.14 + LETTERS * (1 + _label(row, chart, lang).count("\n")))
        for row in chart["rows"]
    ]


def _label(row: Row, chart: Mapping[str, Any], lang: str) -> str:
    name = wrapped(pick(row["label"], lang), LONG)
    return f"{name}\n({pick(chart['words']['veto'], lang)})" if row["veto"] else name


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """A line a risk; those who share a place have one number and a bracket."""
    tall = _heights(chart, lang)
    down = HEAD + sum(tall)
    axes = area(figure, LEFT, top, WIDTH - LEFT - RIGHT, down)
    names = area(figure, 0, top, LEFT - 0.12, down)
    names.set_axis_off()
    names.set(xlim=(0, LEFT - 0.12), ylim=(down, 0))
    low, high = chart["ends"]
    axes.set(xscale="log", xlim=(low, high), ylim=(down, 0), yticks=[])
    axes.grid(True, axis="x")
    shown = _steps(low, high)
    axes.set_xticks(shown, [pick(chart["words"]["days"], lang).replace("{count}", amount(n, lang)) for n in shown])
    axes.minorticks_off()
    axes.set_xlabel(pick(chart["unit"], lang))
    for row, y in _placed(chart["rows"], tall):
        bold = 700 if row["veto"] or row["place"] == 1 else 400
        write(names, LEFT - 0.12, y, _label(row, chart, lang), ha="right", linespacing=1.0, weight=bold)
        _risk(axes, row, y, chart, lang)
    _places(names, chart["rows"], tall)


def _steps(low: float, high: float) -> list[float]:
    """What the axis names: tens, and threes where there are few."""
    tens, inside = ([n for n in steps if low <= n <= high] for steps in (STEPS[::2], STEPS))
    return tens if len(tens) > 2 else inside


def _placed(rows: Sequence[Row], tall: Sequence[float]) -> Iterator[tuple[Row, float]]:
    y = HEAD
    for row, high in zip(rows, tall, strict=True):
        yield row, y + high / 2
        y += high


def _places(axes: Axes, rows: Sequence[Row], tall: Sequence[float]) -> None:
    """The number of a place beside its first risk; a line along those who share it."""
    ends: dict[int, list[float]] = {}
    for row, y in _placed(rows, tall):
        if row["place"] is not None:
            ends.setdefault(row["place"], []).append(y)
    for place, ys in ends.items():
        write(axes, 0.08, ys[0], str(place), weight=700)
        if len(ys) > 1:
            axes.plot([PLACE] * 2, [ys[0] - 0.1, ys[-1] + 0.1], color=EDGE, lw=2.2, ls="-")


def _risk(axes: Axes, row: Row, y: float, chart: Mapping[str, Any], lang: str) -> None:
    if row["expected"] is None:
        write(axes, axes.get_xlim()[0] * 1.1, y, pick(chart["words"]["unscored"], lang), color=QUIET)
        return
    if row["before"]:
        _interval(axes, row["before"], y + 0.12, (EDGE, RAMP[2]), 1.2, 4)
        axes.plot(
            [_on(axes, row["before"]["expected"])], [y + 0.12], "o", ms=6, color=SURFACE, mec=EDGE, mew=1.2, zorder=4
        )
        y -= 0.06
    _interval(axes, row, y, (EDGE, RAMP[1]), 1.6, 7)
    mark, colour, size = ("D", WARN, 8.5) if row["veto"] else ("o", ACCENT, 10.0)
    axes.plot([_on(axes, row["expected"])], [y], mark, ms=size, color=colour, mec=SURFACE, mew=1.5, zorder=5, ls="")
    if row["flagged"]:
        _apart(axes, row, y, pick(chart["words"]["apart"], lang))


def _interval(axes: Axes, row: Row, y: float, colours: tuple[str, str], thin: float, thick: float) -> None:
    for ends, colour, wide in (("days_wide", colours[0], thin), ("days_range", colours[1], thick)):
        axes.plot([_on(axes, v) for v in row[ends]], [y, y], color=colour, lw=wide, ls="-", solid_capstyle="butt")


def _on(axes: Axes, days: float) -> float:
    """A number that the axis can show: nothing at all stands at its beginning."""
    return max(days, float(axes.get_xlim()[0]))


def _apart(axes: Axes, row: Row, y: float, word: str) -> None:
    """The word above the thin line, at the end where there is room."""
    low, high = axes.get_xlim()
    start = row["days_wide"][0] / low < high / row["days_wide"][1]
    at = row["days_wide"][1 if start else 0]
    write(axes, _on(axes, at), y - 0.11, word, ha="right" if start else "left", fontsize=9, weight=700, color=INK)
