"""Eight gradients of agreement: for to the right, against or letting pass to the left, mildest in the middle."""

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
STRIP, LINE, HEAD, KEY, BELOW = 0.62, 0.2, 0.32, 0.62, 0.24
FULL = WIDTH - 0.1


def height(chart: Mapping[str, Any], lang: str) -> float:
    rows = chart["rows"]
    if len(rows) > 1:
        return HEAD + sum(_heights(rows, lang)) + KEY
    return 0.6 + BELOW * (1 + max((row for _, _, row in _places(_boxes(rows[0]["counts"], lang))), default=0))


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """One strip from opposition to support for one option; for several, strips around a middle."""
    if len(chart["rows"]) == 1:
        axes = area(figure, 0.05, top, FULL, height(chart, lang))
        _strip(axes, chart["rows"][0]["counts"], lang, height(chart, lang))
    else:
        _strips(figure, chart["rows"], lang, top)


def _segment(axes: Axes, x: float, y: float, width: float, tall: float, degree: int, count: int) -> None:
    """A box of so many people; degrees 6 to 8 are hatched below, so that sides stay apart in grey."""
    from matplotlib.patches import Rectangle

    colour = RAMP[degree - 1]
    axes.add_artist(Rectangle((x, y - tall / 2), width, tall, facecolor=colour, edgecolor=EDGE, lw=0.8))
    hatched = degree >= 6
    if hatched:
        low = Rectangle(
            (x, y - tall / 2), width, tall * 0.32, facecolor="none", edgecolor=SURFACE, hatch="////", lw=0
        )
        axes.add_artist(low)
    middle = y + (tall * 0.14 if hatched else 0)
    write(axes, x + width / 2, middle, str(count), ha="center", weight=700, color=ON_RAMP[degree - 1])


def _boxes(counts: Sequence[int], lang: str) -> list[tuple[int, float, float, str]]:
    """Degree, left edge, width (inches) and word of each degree somebody chose, opposition first."""
    total, x, boxes = sum(counts), 0.0, []
    for degree in range(8, 0, -1):
        if count := counts[degree - 1]:
            boxes.append((degree, x, FULL * count / total, say(f"figure.g{degree}_short", lang)))
            x += FULL * count / total
    return boxes


def _places(boxes: Sequence[tuple[int, float, float, str]]) -> list[tuple[int, float, int]]:
    """Degree, middle and line of each word: the first line with room, widest boxes first."""
    taken: list[tuple[int, float, float]] = []
    places = []
    for degree, x, width, word in sorted(boxes, key=lambda box: -box[2]):
        half = 0.045 * len(word) + 0.06
        at = min(max(x + width / 2, half), FULL - half)
        row = next(k for k in range(8) if all(r != k or b <= at - half or a >= at + half for r, a, b in taken))
        taken.append((row, at - half, at + half))
        places.append((degree, at, row))
    return places


def _strip(axes: Axes, counts: Sequence[int], lang: str, down: float) -> None:
    """Every ballot on one line; each degree is named below its box."""
    bare(axes).set(xlim=(0, FULL), ylim=(down, 0))
    boxes = {box[0]: box for box in _boxes(counts, lang)}
    for degree, at, row in sorted(_places(list(boxes.values())), key=lambda place: -place[2]):
        _, x, width, word = boxes[degree]
        _segment(axes, x + 0.015, 0.28, width - 0.03, -0.46, degree, counts[degree - 1])
        y = 0.66 + BELOW * row
        if row:
            axes.plot([x + width / 2] * 2, [0.54, y - 0.08], color=EDGE, lw=0.8, ls="-", zorder=0)
        write(
            axes,
            at,
            y,
            word,
            ha="center",
            color=QUIET,
            bbox={"facecolor": SURFACE, "edgecolor": "none", "pad": 0.5},
        )


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
        write(axes, 0.05, y + high / 2, wrapped(pick(row["label"], lang), 21), weight=700, linespacing=1.0)
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
        write(axes, k * wide + 0.32, 0.32, word, color=QUIET, linespacing=1.0)
