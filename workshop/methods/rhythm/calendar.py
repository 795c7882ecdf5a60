"""A plan as a week: which day and hour each post has, who makes it, and when nobody is there to.

Moments stand in staffed time, in local hours. Nothing is drawn by chance: the same plan gives the same calendar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from workshop.errors import EmptySchedule
from workshop.methods.rhythm.nouns import Basis, Person, Window
from workshop.model import Plan

WEEK, DAY = 168.0, 24.0
STEP = 5  # minutes: the finest that schedulers take
TURNS = tuple(Fraction(k, 14) for k in (7, 5, 9, 3, 11, 1, 13))  # where in its share of the week a post stands
Day = tuple[tuple[int, int], ...]  # staffed minutes of a day, from and to


@dataclass(frozen=True, slots=True)
class Moment:
    """One post: when, where, by whom. `person` is a place in `Basis.people`; None: nobody is there, move or pause.

    `number` counts the posts of a channel in its week from 1, so that (channel, week, number) names a moment
    whatever its hour. `ready` is when the text must be with its second reader.
    """

    day: date
    time: time
    channel: str
    person: int | None
    deputy: bool
    number: int
    ready: datetime | None = None

    @property
    def monday(self) -> date:
        """The first day of its week."""
        return monday(self.day)


@dataclass(frozen=True, slots=True)
class Slot:
    """One post of a typical week: `share` is how many weeks in one have it (0.25: every fourth week)."""

    weekday: int  # Monday is 0
    time: time
    channel: str
    person: int
    number: int
    share: Fraction


@dataclass(frozen=True, slots=True)
class Clash:
    """Holders of a channel who are away together, first to last day; `left` is how many holders remain."""

    channel: str
    people: tuple[int, ...]
    first: date
    last: date
    left: int


def monday(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def week(basis: Basis, plan: Plan) -> tuple[Slot, ...]:
    """A typical week, by day and hour: posts spread evenly over staffed days and hours.

    Two posts of a channel share a day only where it has more posts than there are staffed days. A person without
    any channel of their own holds all. Raises EmptySchedule if nothing is staffed.
    """
    days = _days(basis.staffed)
    staffed = [k for k, one in enumerate(days) if one]
    channels = _open(basis, plan)
    taken: dict[int, set[int]] = {k: set() for k in staffed}
    slots: list[Slot] = []
    for rank, channel in enumerate(channels):
        posts = exact(plan.posts[channel])
        count, phase = ceil(posts), (rank + Fraction(1, 2)) / len(channels)
        on = _spread(count, staffed, taken)
        person = holders(basis, channel)[0]
        for k, weekday in enumerate(on):
            place = on[:k].count(weekday)
            minute = _free(days[weekday], (place + phase) / on.count(weekday), taken[weekday])
            taken[weekday].add(minute)
            share = posts - floor(posts) if k + 1 == count and posts != count else Fraction(1)
            slots.append(Slot(weekday, time(minute // 60, minute % 60), channel, person, k + 1, share))
    return tuple(sorted(slots, key=lambda s: (s.weekday, s.time)))


def moments(basis: Basis, plan: Plan, start: date, weeks: int) -> tuple[Moment, ...]:
    """Every post of so many whole weeks, from the Monday of `start`'s week, by day and hour.

    Over any stretch of weeks a channel has its posts a week times the weeks, rounded down or up: 0.25 is every
    fourth week, counted in weeks since the calendar began, so that the start does not matter. On a leave day of
    the holder the next holder is named, as deputy. Raises EmptySchedule if nothing is staffed.
    """
    slots, first = week(basis, plan), monday(start)
    found = [
        _moment(basis, slot, first + timedelta(days=7 * k + slot.weekday))
        for k in range(weeks)
        for slot in slots
        if _falls(basis, plan, slot, first + timedelta(days=7 * k))
    ]
    return tuple(sorted(found, key=lambda m: (m.day, m.time)))


def clashes(basis: Basis, plan: Plan | None = None) -> tuple[Clash, ...]:
    """Where two or more holders of an open channel are away together, or its only one; by day.

    The rule of a succession is: holder and deputy never away together (EVIDENCE 2.4). Without a plan every channel
    is looked at.
    """
    channels = _open(basis, plan) if plan else [c.name for c in basis.channels]
    found = [clash for channel in channels for clash in _clashes(basis, channel)]
    return tuple(sorted(found, key=lambda c: (c.first, channels.index(c.channel))))


def holders(basis: Basis, channel: str) -> tuple[int, ...]:
    """Who can post on this channel, first the people who hold it by name, then those who hold every channel."""
    named = [k for k, person in enumerate(basis.people) if channel in person.holds]
    return (*named, *(k for k, person in enumerate(basis.people) if not person.holds))


def away(person: Person, day: date) -> bool:
    """Whether this is a leave day of theirs."""
    return any(first <= day <= last for first, last in person.away)


def exact(posts: float) -> Fraction:
    """Posts a week as people mean them: 0.33 is one week in three."""
    return Fraction(posts).limit_denominator(12)


def _open(basis: Basis, plan: Plan) -> list[str]:
    """The channels that a plan posts on, in the order of the basis; those without anybody to post are left out."""
    names = [c.name for c in basis.channels if exact(plan.posts.get(c.name, 0)) > 0]
    return [name for name in names if holders(basis, name)]


def orphans(basis: Basis, plan: Plan) -> tuple[str, ...]:
    """The channels that a plan posts on and that nobody holds, or nobody knows: they have no moments at all."""
    placed = _open(basis, plan)
    return tuple(name for name, posts in plan.posts.items() if exact(posts) > 0 and name not in placed)


def _days(staffed: Sequence[Window]) -> tuple[Day, ...]:
    """Staffed minutes of each day from Monday on; windows over midnight are cut there, those that touch are one."""
    minutes: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for start, end in staffed:
        at, rest = start % WEEK, min(end - start, WEEK)
        while rest > 0:
            day, begins = int(at // DAY), at % DAY
            length = min(rest, DAY - begins)
            minutes[day].append((round(begins * 60), round((begins + length) * 60)))
            at, rest = (at + length) % WEEK, rest - length
    days = tuple(_merged(one) for one in minutes)
    if not any(days):
        raise EmptySchedule()
    return days


def _merged(windows: Sequence[tuple[int, int]]) -> Day:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)


def _spread(count: int, staffed: Sequence[int], taken: Mapping[int, set[int]]) -> list[int]:
    """So many days, evenly over the staffed ones; of the ways to do so, the one that fills the day with most least.

    Of equal ways the one nearest the middle: once a week is Wednesday, three times Monday, Wednesday and Friday.
    """
    ways = [[staffed[floor((k + turn) * len(staffed) / count)] for k in range(count)] for turn in TURNS]
    return min(ways, key=lambda way: max(len(taken[day]) for day in way))


def _free(day: Day, share: Fraction, taken: set[int]) -> int:
    """The minute at this share of a day's staffed time, on a step; where another post has it, the next free one."""
    steps = sorted({minute for start, end in day for minute in range(-(-start // STEP) * STEP, end, STEP)})
    steps = steps or [day[0][0]]
    at = floor(share * len(steps))
    order = steps[at:] + steps[:at]
    return next((minute for minute in order if minute not in taken), order[0])


def _falls(basis: Basis, plan: Plan, slot: Slot, first: date) -> bool:
    """Whether the week that begins on `first` has this slot: whole posts always, the rest as often as its share.

    Channels with the same share take turns, so that a monthly letter and a monthly film are not in one week.
    """
    if slot.share == 1:
        return True
    parts = [name for name in _open(basis, plan) if exact(plan.posts[name]).denominator > 1]
    number = first.toordinal() // 7 + parts.index(slot.channel)
    return floor((number + 1) * slot.share) > floor(number * slot.share)


def _moment(basis: Basis, slot: Slot, day: date) -> Moment:
    ranked = holders(basis, slot.channel)
    person = next((k for k in ranked if not away(basis.people[k], day)), None)
    at = datetime.combine(day, slot.time)
    return Moment(
        day, slot.time, slot.channel, person, person not in (None, ranked[0]), slot.number, _ready(basis, at)
    )


def _ready(basis: Basis, at: datetime) -> datetime | None:
    """When the text must be with its second reader: `approval_delay` hours before, or the end of staffed time then.

    None where nothing is approved first, or at once.
    """
    habits = basis.habits
    if habits.approval_share <= 0 or habits.approval_delay <= 0:
        return None
    days, latest = _days(basis.staffed), at - timedelta(hours=habits.approval_delay)
    for back in range(8):
        day = latest.date() - timedelta(days=back)
        limit = latest.hour * 60 + latest.minute if back == 0 else int(DAY * 60)
        ends = [min(end, limit) for start, end in days[day.weekday()] if start <= limit]
        if ends:
            return datetime.combine(day, time()) + timedelta(minutes=max(ends))
    raise EmptySchedule()


def _clashes(basis: Basis, channel: str) -> list[Clash]:
    """Stretches of days with the same holders away, cut where somebody leaves or returns."""
    ranked = holders(basis, channel)
    leaves = [leave for k in ranked for leave in basis.people[k].away]
    edges = sorted({day for first, last in leaves for day in (first, last + timedelta(days=1))})
    found = []
    for first, after in pairwise(edges):
        gone = tuple(k for k in ranked if away(basis.people[k], first))
        if len(gone) > 1 or (gone and len(gone) == len(ranked)):
            found.append(Clash(channel, gone, first, after - timedelta(days=1), len(ranked) - len(gone)))
    return found
