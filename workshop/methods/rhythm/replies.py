"""How soon messages are answered: office hours decide, not queues (Turnella; CCPlanning).

Messages arrive evenly over the 168-hour week, which begins on Monday at 0 and returns. Staffed windows are
(start, end) in hours of that week; they may overlap, run over midnight and past the end of the week.
`every`: messages are read every so many staffed hours, beginning at no particular minute; each waits for the next
reading, half of that on average and all of it at worst. 0: they are read as they come.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from workshop.errors import EmptySchedule
from workshop.methods.rhythm.nouns import Live, Window

WEEK = 168


def share_answered(staffed: Sequence[Window], within: float, every: float = 0.0) -> float:
    """Share of messages answered within `within` hours when staff read only in `staffed` windows.

    (staffed hours + sum of min(gap, within)) / 168, the mean of that over the last `every` hours.
    Exact, no simulation. Raises EmptySchedule if nothing is staffed.
    """
    gaps = [end - start for start, end in closed(staffed)]
    if every <= 0:
        return (WEEK - sum(gaps) + sum(min(gap, within) for gap in gaps)) / WEEK
    return (_answered_until(gaps, within) - _answered_until(gaps, within - every)) / every


def _answered_until(gaps: Sequence[float], hours: float) -> float:
    """The share answered within t, summed over t from 0 to `hours`."""
    if hours <= 0:
        return 0.0
    at_once = (WEEK - sum(gaps)) * hours
    return (at_once + sum(min(gap, hours) ** 2 / 2 + gap * max(0.0, hours - gap) for gap in gaps)) / WEEK


def mean_wait(staffed: Sequence[Window], every: float = 0.0) -> float:
    """Hours until somebody reads, on average over the week: the sum of gap² / (2 × 168), and half of `every`."""
    return sum((end - start) ** 2 for start, end in closed(staffed)) / (2 * WEEK) + every / 2


def waits(staffed: Sequence[Window], every: float = 0.0) -> list[float]:
    """Hours that a message waits on average, for each of the 168 hours of the week in which it may arrive."""
    gaps = [(s + back, e + back) for s, e in closed(staffed) for back in (-WEEK, 0)]
    return [every / 2 + sum(_waited(gap, hour) for gap in gaps) for hour in range(WEEK)]


def _waited(gap: Window, hour: int) -> float:
    """Hours waited by what arrives within one hour of the week, as far as that hour lies in the gap."""
    begin, end = max(gap[0], hour), min(gap[1], hour + 1)
    return ((gap[1] - begin) ** 2 - (gap[1] - end) ** 2) / 2 if end > begin else 0.0


def staffed_hours(staffed: Sequence[Window]) -> float:
    """Hours a week in which somebody reads, overlaps counted once."""
    return WEEK - sum(end - start for start, end in closed(staffed))


def closed(staffed: Sequence[Window]) -> list[Window]:
    """The gaps between staffed windows around the week; one may run past its end. Raises EmptySchedule."""
    spans = sorted((start % WEEK, start % WEEK + end - start) for start, end in staffed if end > start)
    if not spans:
        raise EmptySchedule()
    reached, gaps = max(end for _, end in spans) - WEEK, []
    for start, end in (*spans, (spans[0][0] + WEEK, spans[0][0] + WEEK)):
        gaps.append((reached, start))
        reached = max(reached, end)
    around = gaps[1:] if gaps[0][0] < 0 else gaps[:-1]  # the first and the last are the same gap
    return [(start, end) for start, end in around if end > start]


def backlog(arriving: Sequence[float], handled: Sequence[float], start: float = 0.0) -> list[float]:
    """Messages left at the end of each day: what was left, and arrived, less what that day's hours can handle."""
    left, days = start, []
    for more, fewer in zip(arriving, handled, strict=True):
        left = max(0.0, left + more - fewer)
        days.append(left)
    return days


def live(arriving: float, minutes: float, people: int) -> Live:
    """A desk of so many people that answers at once: messages an hour, minutes each (M/M/c; Erlang, 1917).

    A best case: attention is instant and whoever writes is patient. Erlang C comes from the recurrence of Erlang B,
    which neither overflows nor cancels. At full load or above nobody is served in time: the wait is infinite.
    """
    offered = arriving * minutes / 60
    if offered <= 0:
        return Live(0.0, 0.0, 0.0, 0.0)
    busy = offered / people if people > 0 else inf
    if busy >= 1:
        return Live(busy, 1.0, inf, 0.0)
    blocked = 1.0
    for one in range(1, people + 1):
        blocked = offered * blocked / (one + offered * blocked)
    waiting = blocked / (1 - busy * (1 - blocked))
    rate = people * 60 / minutes - arriving
    return Live(busy, waiting, waiting / rate, rate)
