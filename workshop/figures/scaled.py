"""Rows below one another on one axis: names at the left that wrap and grow, a number line under all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import EDGE, INK, QUIET, WIDTH, area, wrapped, write
from workshop.texts import number, pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Row = Mapping[str, Any]
LEFT, LINE, LETTERS = 2.3, 0.19, 25  # inches, inches, letters of a name on a line
STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def name(row: Row, lang: str, letters: int = LETTERS) -> str:
    return wrapped(pick(row["label"], lang), letters)


def heights(rows: Sequence[Row], lang: str, least: float, letters: int = LETTERS) -> list[float]:
    """Inches that each row takes: more where its name wraps."""
    return [max(least, 0.16 + LINE * (1 + name(row, lang, letters).count("\n"))) for row in rows]


def middles(tall: Sequence[float], head: float) -> Iterator[float]:
    """Where the middle of each row is, in inches below the top."""
    y = head
    for high in tall:
        yield y + high / 2
        y += high


def ground(
    figure: Figure, top: float, down: float, far: float, *, left: float = LEFT, right: float = 0.2, near: float = 0.0
) -> Axes:
    """An axis from `near` to `far` that runs down the rows; y is in inches."""
    axes = area(figure, left, top, WIDTH - left - right, down)
    axes.set(xlim=(near, far), ylim=(down, 0), yticks=[])
    axes.grid(False)
    return axes


def names(
    figure: Figure, rows: Sequence[Row], ys: Sequence[float], top: float, down: float, lang: str,
    *, left: float = LEFT, letters: int = LETTERS,
) -> None:  # fmt: skip
    """The names of the rows, ending where the axis begins."""
    axes = area(figure, 0, top, left, down)
    axes.set_axis_off()
    axes.set(xlim=(0, left), ylim=(down, 0))
    for row, y in zip(rows, ys, strict=True):
        write(axes, left - 0.1, y, name(row, lang, letters), ha="right", linespacing=1.0)


def ticks(axes: Axes, lang: str, label: str, *, avoid: float | None = None, many: int = 7) -> None:
    """Round numbers under the axis, none where `avoid` stands, and what they count."""
    near, far = axes.get_xlim()
    step = next((s for s in STEPS if (far - near) / s <= many), STEPS[-1])
    at = [k * step for k in range(ceil(near / step), int(far / step) + 1)]
    shown = [t for t in at if avoid is None or abs(t - avoid) > (far - near) * 0.09]
    axes.set_xticks(shown, [number(t, lang) for t in shown])
    axes.set_xlabel(label)


def breadth(figure: Figure, text: str, **style: Any) -> float:
    """Inches that this text is wide."""
    drawn = figure.text(0, 0, text, **style)
    wide = float(drawn.get_window_extent().width) / figure.dpi
    drawn.remove()
    return wide


def rule(axes: Axes, x: float, y0: float, y1: float, colour: str = EDGE, **style: Any) -> None:
    """A vertical at `x`."""
    axes.plot([x, x], [y0, y1], **{"color": colour, "lw": 2.5, "ls": "-", "solid_capstyle": "butt", **style})


def whiskers(axes: Axes, ends: Sequence[float], y: float) -> None:
    """The line of eight cases in ten, with its two ends."""
    axes.plot(ends, [y, y], color=INK, lw=1.8, ls="-", solid_capstyle="butt", zorder=5)
    for end in ends:
        axes.plot([end, end], [y - 0.06, y + 0.06], color=INK, lw=1.8, ls="-", solid_capstyle="butt", zorder=5)


def quiet(axes: Axes, x: float, y: float, text: str, **style: Any) -> Any:
    """Words that step back."""
    return write(axes, x, y, text, **{"color": QUIET, **style})
