"""Names beside dots: near where there is room, else further away with a thin line, so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

Box = tuple[float, float, float, float]  # left, bottom, right, top; everything here is in points of the page
Offset = tuple[float, float, str]  # right and up of the dot, and which end of the name is there
NEAR: tuple[Offset, ...] = (
    *((13, 0, "left"), (-13, 0, "right"), (0, -19, "center"), (0, 19, "center")),
    *((-8, -19, "left"), (8, -19, "right"), (-8, 19, "left"), (8, 19, "right")),
)
FAR: tuple[Offset, ...] = tuple(
    (side * across, up * away, "left" if side > 0 else "right")
    for away in (34, 48, 64, 82, 104, 130)
    for up in (-1, 1)
    for across in (6, 30, 60, 100, 150)
    for side in (1, -1)
)
OFFSETS = (*NEAR, *FAR)
DOT, OVERLAP, OUTSIDE, CROSSED = 100, 80, 400, 12  # what it costs to hide a dot, a name, to leave, to cross


@dataclass(frozen=True, slots=True)
class Page:
    """What names should not hide: points (across, up, what hiding each costs), boxes, and where the page ends."""

    points: NDArray[Any]
    taken: tuple[Box, ...]
    edge: Box


def is_far(offset: Offset) -> bool:
    """Whether a line must lead from the dot to its name."""
    return abs(offset[1]) > 30


def beside(dots: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]], page: Page) -> list[Offset]:
    """Where the name of each dot stands: of a few orders of placing them, the one that costs least."""
    boxes = [[_box(dot, size, offset) for offset in OFFSETS] for dot, size in zip(dots, sizes, strict=True)]
    costs = [
        [_cost(k, box, offset, dots, page) for box, offset in zip(row, OFFSETS, strict=True)]
        for k, row in enumerate(boxes)
    ]
    tried = [_tried(order, boxes, costs, dots, page.taken) for order in _orders(dots)]
    return [OFFSETS[k] for k in min(tried, key=lambda one: one[0])[1]]


def _orders(dots: Sequence[tuple[float, float]]) -> list[list[int]]:
    """From the left, from the right, from below, from above."""
    by = [sorted(range(len(dots)), key=lambda k: (dots[k][axis], k)) for axis in (0, 1)]
    return [order for one in by for order in (one, one[::-1])]


def _box(dot: tuple[float, float], size: tuple[float, float], offset: Offset) -> Box:
    wide, high = size
    across, up, end = offset
    left = dot[0] + across - {"left": 0.0, "center": wide / 2, "right": wide}[end]
    more = (high / 2 - 6) * (1 if up > 0 else -1 if up < 0 else 0)  # names of several lines grow away from the dot
    middle = dot[1] + up + more
    return left, middle - high / 2, left + wide, middle + high / 2


def _cost(k: int, box: Box, offset: Offset, dots: Sequence[tuple[float, float]], page: Page) -> float:
    """What the name hides here, how far it is, whether its line runs over what stands there already."""
    across, up, worth = page.points.T
    hidden = worth[(across > box[0]) & (across < box[2]) & (up > box[1]) & (up < box[3])].sum()
    dotted = sum(box[0] - 7 < x < box[2] + 7 and box[1] - 7 < y < box[3] + 7 for x, y in dots)
    edge = page.edge
    outside = box[0] < edge[0] or box[1] < edge[1] or box[2] > edge[2] or box[3] > edge[3]
    covers = sum(_overlap(box, other) for other in page.taken)
    crossed = sum(_crosses(dots[k], box, other) for other in page.taken) if is_far(offset) else 0
    far = abs(offset[1]) / 3 + abs(offset[0]) / 10 + (8 if is_far(offset) else 0)
    return float(hidden + DOT * dotted + OUTSIDE * outside + OVERLAP * covers + CROSSED * crossed + far)


def _tried(
    order: Sequence[int],
    boxes: Sequence[Sequence[Box]],
    costs: Sequence[Sequence[float]],
    dots: Sequence[tuple[float, float]],
    standing: tuple[Box, ...],
) -> tuple[float, list[int]]:
    """What it costs to place names in this order, and the offset of each."""
    taken: list[tuple[int, Box]] = []
    total, found = 0.0, [0] * len(boxes)
    for k in order:
        tries = []
        for n, (box, cost) in enumerate(zip(boxes[k], costs[k], strict=True)):
            over = sum(_overlap(box, other) for _, other in taken)
            crossed = sum(_crosses(dots[k], box, other) for _, other in taken) if is_far(OFFSETS[n]) else 0
            crossing = sum(_crosses(dots[m], other, box) for m, other in taken if is_far(OFFSETS[found[m]]))
            tries.append((cost + OVERLAP * over + CROSSED * (crossed + crossing), n))
        cost, found[k] = min(tries)
        taken.append((k, boxes[k][found[k]]))
        total += cost
    return total, found


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crosses(dot: tuple[float, float], name: Box, other: Box) -> bool:
    """Whether the line from a dot to its name runs over another name."""
    ends = ((name[0] + name[2]) / 2, (name[1] + name[3]) / 2)
    return any(
        other[0] < dot[0] + (ends[0] - dot[0]) * t / 12 < other[2]
        and other[1] < dot[1] + (ends[1] - dot[1]) * t / 12 < other[3]
        for t in range(1, 12)
    )
