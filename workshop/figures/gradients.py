"""Eight gradients of agreement: for to the right, against or letting pass to the left, the mildest in the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import EDGE, INK, ON_RAMP, QUIET, RAMP, SURFACE, WIDTH, area, bare, wrapped, write
from workshop.texts import pick, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Rows = Sequence[Mapping[str, Any]]
LEFT, ENDS, ALONE = 1.85, 0.45, 0.9  # inches: labels, a total at each end, the column without opinion
STRIP, LINE, HEAD, KEY = 0.62, 0.2, 0.32, 0.62


def height(chart: Mapping[str, Any], lang: str) -> float:
    rows = chart["rows"]
    return 1.18 if len(rows) == 1 else HEAD + sum(_heights(rows, lang)) + KEY


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """One strip from opposition to support for one option; for several, strips around a middle."""
    if len(chart["rows"]) == 1:
        _strip(area(figure, 0.05, top + 0.05, WIDTH - 0.1, 1.08), chart["rows"][0]["counts"], lang)
    else:
        _strips(figure, chart["rows"], lang, top)


def _segment(axes: Axes, x: float, y: float, width: float, tall: float, degree: int, count: int) -> None:
    """A box of so many people; degrees 6 to 8 are hatched below, so that sides stay apart in grey."""
    from matplotlib.patches import Rectangle

    colour = RAMP[degree - 1]
    axes.add_patch(Rectangle((x, y - tall / 2), width, tall, facecolor=colour, edgecolor=EDGE, lw=0.8))
    hatched = degree >= 6
    if hatched:
        low = Rectangle((x, y - tall / 2), width, tall * 0.32, facecolor="none", edgecolor=SURFACE, hatch="////", lw=0)
        axes.add_patch(low)
    middle = y + (tall * 0.14 if hatched else 0)
    write(axes, x + width / 2, middle, str(count), ha="center", weight=700, color=ON_RAMP[degree - 1])


def _strip(axes: Axes, counts: Sequence[int], lang: str) -> None:
    """Every ballot on one line, in inches; each degree is named below its box."""
    total = sum(counts)
    bare(axes).set(xlim=(0, WIDTH - 0.1), ylim=(0, 1.08))
    if not total:
        return
    x, boxes = 0.0, []
    for degree in range(8, 0, -1):
        width = (WIDTH - 0.1) * counts[degree - 1] / total
        if width:
            _segment(axes, x + 0.015, 0.82, width - 0.03, 0.46, degree, counts[degree - 1])
            boxes.append((x + width / 2, width, say(f"figure.g{degree}_short", lang)))
        x += width
    _names(axes, boxes)


def _names(axes: Axes, boxes: Sequence[tuple[float, float, str]]) -> None:
    """Words below boxes, on the first of two lines where they fit beside the others, the widest boxes first."""
    taken: list[list[tuple[float, float]]] = [[], []]
    for middle, _, word in sorted(boxes, key=lambda box: -box[1]):
        half = 0.043 * len(word) + 0.06
        at = min(max(middle, half), WIDTH - 0.1 - half)
        row = next((k for k in (0, 1) if all(b <= at - half or a >= at + half for a, b in taken[k])), None)
        if row is None:
            continue
        taken[row].append((at - half, at + half))
        y = 0.42 - 0.24 * row
        if row:
            axes.plot([middle, middle], [0.56, y + 0.1], color=EDGE, lw=0.8, ls="-", zorder=0)
        write(axes, at, y, word, ha="center", color=QUIET, backgroundcolor=SURFACE if row else "none")


def _heights(rows: Rows, lang: str) -> list[float]:
    """Inches of each strip: its label grows downwards."""
    return [max(STRIP, 0.14 + LINE * (1 + wrapped(pick(row["label"], lang), 21).count("\n"))) for row in rows]


def _strips(figure: Figure, rows: Rows, lang: str, top: float) -> None:
    tall = _heights(rows, lang)
    down = HEAD + sum(tall)
    axes = bare(area(figure, 0, top, WIDTH, down))
    left, right = max(row["against"] for row in rows), max(row["for"] for row in rows)
    room = WIDTH - LEFT - 2 * ENDS - ALONE
    person, middle = room / max(left + right, 1), LEFT + ENDS + room * left / max(left + right, 1)
    axes.set(xlim=(0, WIDTH), ylim=(down, 0))
    write(axes, middle - 0.1, 0.14, say("figure.against", lang), ha="right", color=QUIET)
    write(axes, middle + 0.1, 0.14, say("figure.for", lang), color=QUIET)
    write(axes, WIDTH - 0.05, 0.14, say("figure.no_opinion", lang), ha="right", color=QUIET)
    y = HEAD
    for row, high in zip(rows, tall, strict=True):
        write(axes, 0.05, y + high / 2, wrapped(pick(row["label"], lang), 21), weight=700, linespacing=1.2)
        _sides(axes, row, y + high / 2, middle, person)
        y += high
    axes.plot([middle, middle], [0.04, down - 0.02], color=INK, lw=1.2, ls="-")
    _key(area(figure, 0, top + down, WIDTH, KEY), rows, lang)


def _sides(axes: Axes, row: Mapping[str, Any], y: float, middle: float, person: float) -> None:
    """The boxes of one option on both sides of the middle, the totals at the ends, no opinion apart."""
    counts = row["counts"]
    for side, degrees in ((-1, (5, 6, 7, 8)), (1, (3, 2, 1))):
        edge = middle + side * 0.03
        for degree in degrees:
            width = person * counts[degree - 1]
            if width:
                x = edge if side > 0 else edge - width
                _segment(axes, x, y, width - 0.02, -0.42, degree, counts[degree - 1])
                edge += side * width
        total = row["for"] if side > 0 else row["against"]
        write(axes, edge + side * 0.1, y, str(total), ha="left" if side > 0 else "right", weight=700, fontsize=13)
    if row["none"]:
        _segment(axes, WIDTH - 0.55, y, 0.32, -0.32, 4, row["none"])


def _key(axes: Axes, rows: Rows, lang: str) -> None:
    """What each shade means, in words, for the degrees that were used."""
    used = [degree for degree in (8, 7, 6, 5, 3, 2, 1) if any(row["counts"][degree - 1] for row in rows)]
    bare(axes).set(xlim=(0, WIDTH), ylim=(0, KEY))
    words = [wrapped(say(f"figure.g{degree}_short", lang), 12) for degree in used]
    wide = WIDTH / max(len(used), 1)
    for k, (degree, word) in enumerate(zip(used, words, strict=True)):
        _segment(axes, k * wide + 0.05, 0.32, 0.2, 0.3, degree, 0)
        axes.texts[-1].remove()
        write(axes, k * wide + 0.32, 0.32, word, color=QUIET, linespacing=1.15)
