"""Messages that wait, day by day, where a team answers in the hours that its posts leave (no queue of callers)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop.methods.rhythm.replies import WEEK, backlog, closed
from workshop.methods.rhythm.working import capacity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop.methods.rhythm.nouns import Basis, Window, Worked

DAY = 24.0
SETTLED = 12  # weeks after which the days of one week are those of the next, unless it grows


@dataclass(frozen=True, slots=True)
class Queue:
    """A week of messages and comments: how many arrive, hours they take and hours there are for them.

    `left` is how many wait at the end of each day, Monday first; `grows` is how many more wait after each week.
    """

    arriving: float
    takes: float  # hours a week to read and answer all
    has: float  # hours a week that posts and coordination leave
    left: tuple[float, ...]
    grows: float


def queue(basis: Basis, worked: Worked) -> Queue:
    """The messages of a week under a plan already worked out. Raises EmptySchedule if nothing is staffed.

    They arrive evenly; the hours left for them lie evenly in the staffed hours, and are used up or given back.
    """
    takes = worked.parts["reply"] + worked.parts["moderation"]
    has = max(0.0, capacity(basis.people) - (worked.load - takes))
    days = by_day(basis.staffed)
    each = takes / worked.inbound if worked.inbound else 0.0
    handled = [has / each * day / sum(days) if each else worked.inbound for day in days]
    arriving = [worked.inbound / len(days)] * len(days)
    grows = max(0.0, worked.inbound - sum(handled))
    weeks = backlog(arriving * SETTLED, handled * SETTLED)
    return Queue(worked.inbound, takes, has, tuple(weeks[: len(days)] if grows else weeks[-len(days) :]), grows)


def by_day(staffed: Sequence[Window]) -> list[float]:
    """Staffed hours of each day, Monday first; overlaps counted once. Raises EmptySchedule."""
    gaps = [(start + back, end + back) for start, end in closed(staffed) for back in (-WEEK, 0.0)]
    days = [(DAY * day, DAY * (day + 1)) for day in range(7)]
    return [DAY - sum(max(0.0, min(e, end) - max(s, start)) for s, e in gaps) for start, end in days]
