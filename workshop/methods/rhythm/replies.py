"""How soon messages are answered: office hours decide, not queues (Turnella; CCPlanning)."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.errors import EmptySchedule
from workshop.methods.rhythm.nouns import Window

WEEK = 168.0


def share_answered(staffed: Sequence[Window], within: float) -> float:
    """Share of messages answered within `within` hours when staff read only in `staffed` windows.

    Windows are (start, end) in hours of a week that begins at 0 and returns. Messages arrive evenly over the
    168-hour week. Exact, no simulation. Raises EmptySchedule if nothing is staffed.
    """
    gaps = _gaps(staffed)
    return (WEEK - sum(gaps) + sum(min(gap, within) for gap in gaps)) / WEEK


def mean_wait(staffed: Sequence[Window]) -> float:
    """Hours until the first staffed moment, on average over the week: the sum of gap² / (2 × 168)."""
    return sum(gap**2 for gap in _gaps(staffed)) / (2 * WEEK)


def _gaps(staffed: Sequence[Window]) -> list[float]:
    """Hours between staffed windows, around the week."""
    starts = sorted((start % WEEK, end - start) for start, end in staffed if end > start)
    if not starts:
        raise EmptySchedule()
    gaps, reached = [], max(start + length for start, length in starts) - WEEK
    for start, length in starts:
        gaps.append(start - reached)
        reached = max(reached, start + length)
    return [gap for gap in gaps if gap > 0]
