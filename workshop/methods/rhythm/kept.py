"""Promise against reality: what was published, week by week, beside what a clause promised.

The measures are plain and can be checked by hand; their bounds are conventions of ours, named here:

- a week keeps its promise with at most a fifth less or more than promised, rounded away from it (3: from 2 to 4);
- a channel keeps it in at least eight weeks out of ten, with at least eight tenths of the posts in all;
- less than one post a week is judged over the whole time: eight tenths of the posts, and no gap;
- a gap is a silence longer than twice the promised interval and a weekend;
- a burst is a day with three posts or more and more than twice a working day's share of the promise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Literal

from workshop.methods.rhythm.calendar import exact, monday
from workshop.methods.rhythm.nouns import Promise

SLACK, ENOUGH = Fraction(1, 5), Fraction(4, 5)
WEEKEND, WORKING_DAYS, BURST = 2, 5, 3
Why = Literal["short", "little", "over", "gap"]


@dataclass(frozen=True, slots=True)
class Published:
    """One post that was made: `replied` is how many minutes its messages waited for an answer, where known."""

    at: datetime
    channel: str
    replied: float | None = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a clause promises of a channel: so many posts a week; a week keeps it from `low` to `high` posts, all
    weeks together with a mean of at least `least`."""

    channel: str
    posts: Fraction
    low: int
    high: int | None  # None: no ceiling
    least: Fraction


@dataclass(frozen=True, slots=True)
class Period:
    """Whole weeks from a Monday. `sure` is whether the first and the last are known whole: a file may begin and end
    in their middle, and they count only where they reach the promise."""

    first: date
    weeks: int
    sure: bool = False

    @property
    def last(self) -> date:
        """The last Sunday."""
        return self.first + timedelta(days=7 * self.weeks - 1)


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence: `days` from the post before to the post after, or to the end of the period."""

    days: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Burst:
    """A day with more posts than people bear."""

    day: date
    posts: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A channel against its pledge. `counts` are posts of each week; `judged` how many weeks were judged, `short`
    and `over` how many of them had too few and too many. `why` says what was not kept: empty means kept."""

    pledge: Pledge
    counts: tuple[int, ...]
    judged: int
    short: int
    over: int
    mean: float  # posts a week, over the weeks judged
    covered: float  # share of the weeks judged with a post, or of the stretches that should have one
    silence: Gap | None  # the longest
    gaps: tuple[Gap, ...]
    bursts: tuple[Burst, ...]
    why: tuple[Why, ...]

    @property
    def kept(self) -> bool | None:
        """Whether the promise was kept; None where the time is too short to say."""
        return None if not self.judged else not self.why


@dataclass(frozen=True, slots=True)
class Replies:
    """Waiting times against the promise: share within it, median and nine in ten, in hours."""

    count: int
    share: float
    median: float
    nine: float
    promise: Promise

    @property
    def kept(self) -> bool:
        """Whether enough were answered in time."""
        return self.share >= self.promise.share


def pledge(channel: str, posts: float) -> Pledge:
    """The pledge of so many posts a week, a fifth less or more allowed."""
    promised = exact(posts)
    low = floor(promised * (1 - SLACK))
    return Pledge(
        channel, promised, max(low, 1) if promised >= 1 else low, ceil(promised * (1 + SLACK)), promised * ENOUGH
    )


def between(channel: str, low: float, high: float | None) -> Pledge:
    """The pledge of a clause that names its own range; without a ceiling if `high` is None."""
    middle = (exact(low) + exact(high)) / 2 if high is not None else exact(low)
    return Pledge(channel, middle, floor(low), None if high is None else ceil(high), exact(low))


def period(days: Sequence[date], start: date | None = None, end: date | None = None) -> Period:
    """The weeks from the first day to the last; those of `start` and `end` where given, whole weeks inside them.

    ValueError if there is no day, or not one whole week from `start` to `end`.
    """
    if start is None or end is None:
        first, last = monday(start or min(days)), monday(end or max(days))
        return Period(first, (last - first).days // 7 + 1)
    first = monday(start + timedelta(days=6))
    weeks = (end + timedelta(days=1) - first).days // 7
    if weeks < 1:
        raise ValueError("no whole week")
    return Period(first, weeks, sure=True)


def judged(pledge: Pledge, days: Sequence[date], over: Period) -> Kept:
    """What was published on these days beside its pledge."""
    inside = sorted(day for day in days if over.first <= day <= over.last)
    counts = [0] * over.weeks
    for day in inside:
        counts[(day - over.first).days // 7] += 1
    silences = _silences(inside, over)
    gaps = tuple(gap for gap in silences if gap.days > _bearable(pledge))
    bursts = tuple(Burst(day, n) for day, n in sorted(Counter(inside).items()) if n > _day_limit(pledge))
    measured = _weekly(pledge, counts, over) if pledge.posts >= 1 else _seldom(pledge, counts, gaps)
    return Kept(pledge, tuple(counts), *measured[:-1], silence(inside, over), gaps, bursts, measured[-1])


def silence(days: Sequence[date], over: Period) -> Gap | None:
    """The longest time without a post in this period; None if one post is all there is and the edges are not sure."""
    inside = sorted(day for day in days if over.first <= day <= over.last)
    return max(_silences(inside, over), key=_length, default=None)


def answered(minutes: Sequence[float], promise: Promise) -> Replies | None:
    """Waiting times beside a promise; None if there are none. Quantiles are the smallest time that reaches them."""
    if not minutes:
        return None
    hours = sorted(one / 60 for one in minutes)
    within = sum(one <= promise.within for one in hours)
    return Replies(len(hours), within / len(hours), _quantile(hours, 0.5), _quantile(hours, 0.9), promise)


Measured = tuple[int, int, int, float, float, tuple[Why, ...]]


def _weekly(pledge: Pledge, counts: Sequence[int], over: Period) -> Measured:
    """Week by week: the edges of a file count only where they reach the promise."""
    weeks = list(counts)
    if not over.sure:
        weeks = weeks[1:] if weeks and weeks[0] < pledge.low else weeks
        weeks = weeks[:-1] if weeks and weeks[-1] < pledge.low else weeks
    if not weeks:
        return 0, 0, 0, 0.0, 0.0, ()
    short = sum(n < pledge.low for n in weeks)
    above = sum(pledge.high is not None and n > pledge.high for n in weeks)
    mean = Fraction(sum(weeks), len(weeks))
    why: list[Why] = []
    if short > len(weeks) * (1 - ENOUGH):
        why.append("short")
    elif mean < pledge.least:
        why.append("little")
    if above > len(weeks) * (1 - ENOUGH):
        why.append("over")
    return len(weeks), short, above, float(mean), sum(n > 0 for n in weeks) / len(weeks), tuple(why)


def _seldom(pledge: Pledge, counts: Sequence[int], gaps: Sequence[Gap]) -> Measured:
    """Less than a post a week: over the whole time, in stretches that should hold one post each."""
    every = ceil(1 / pledge.posts) if pledge.posts else len(counts) + 1
    stretches = [sum(counts[k : k + every]) for k in range(0, len(counts) - every + 1, every)]
    if not stretches:
        return 0, 0, 0, 0.0, 0.0, ()
    total, wanted = sum(counts), pledge.posts * len(counts)
    why: list[Why] = []
    if total < floor(pledge.least * len(counts)):
        why.append("little")
    elif gaps:
        why.append("gap")
    if pledge.high is not None and total > ceil(wanted * (1 + SLACK)) + 1:
        why.append("over")
    covered = sum(n > 0 for n in stretches) / len(stretches)
    short = sum(n == 0 for n in stretches)
    return len(counts), short, sum(n > 1 for n in stretches), total / len(counts), covered, tuple(why)


def _silences(days: Sequence[date], over: Period) -> list[Gap]:
    """From each post to the next; the edges of the period too, where they are known or nothing was published."""
    marks = list(dict.fromkeys(days))
    if over.sure or not marks:
        marks = [over.first - timedelta(days=1), *marks, over.last + timedelta(days=1)]
    return [Gap((after - before).days, before, after) for before, after in pairwise(marks)]


def _length(gap: Gap) -> int:
    return gap.days


def _bearable(pledge: Pledge) -> float:
    return WEEKEND + float(2 * 7 / pledge.posts) if pledge.posts else float("inf")


def _day_limit(pledge: Pledge) -> int:
    return max(BURST - 1, 2 * ceil(pledge.posts / WORKING_DAYS))


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[max(0, ceil(share * len(ordered) - 1e-9) - 1)]
