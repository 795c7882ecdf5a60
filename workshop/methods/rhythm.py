"""How often to post, with which hours: a model that can be explained in two minutes and checked by hand.

Effect is in points of a hundred shared between channels; hours are per week. Everything rests on what the group
puts in: value, half-saturation and minutes are estimates, and every screen says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp2, pow, prod
from typing import Any

from workshop.errors import EmptySchedule, InputError
from workshop.model import Plan
from workshop.texts import say

WEEK = 168.0
Window = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Channel:
    """One place where the organisation speaks. `inbound` is messages per 1,000 followers a month."""

    name: str
    value: float  # points when saturated
    half: float  # posts a week that give half of the value
    minutes: float  # to make one post
    followers: int = 0
    inbound: float = 0.0
    comments: float = 0.0  # for each post
    reply_share: float = 0.0
    reply_minutes: float = 0.0
    read_minutes: float = 0.5  # for each message or comment
    fixed_hours: float = 0.25  # to keep the channel open
    max_posts: int = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with hours for this: `absence` is the share of weeks away, `focus` what interruptions leave."""

    hours: float
    absence: float = 0.0
    focus: float = 1.0


@dataclass(frozen=True, slots=True)
class Habits:
    """What the organisation adds to every post and every week."""

    approval_share: float = 0.25
    approval_minutes: float = 10.0
    overhead: float = 0.0  # coordination and training, hours a week


@dataclass(frozen=True, slots=True)
class Best:
    """The plan with the most effect for its hours."""

    plan: Plan
    hours: float
    effect: float


def effect(channel: Channel, posts: float) -> float:
    """Points won by this many posts a week: half of the value at `half`, three quarters at twice that."""
    return channel.value * (1 - exp2(-posts / channel.half))


def hill(channel: Channel, posts: float, steepness: float = 1.0) -> float:
    """The same by a curve with a heavier tail (Hill, 1910), to see how much the answer hangs on the curve."""
    raised = pow(posts, steepness)
    return channel.value * raised / (raised + pow(channel.half, steepness))


def marginal(channel: Channel, post: int) -> float:
    """Points won by the `post`-th post of the week alone."""
    return effect(channel, post) - effect(channel, post - 1)


def inbound(channel: Channel, posts: float) -> float:
    """Messages and comments that arrive in a week."""
    return channel.inbound * channel.followers / 1000 * 12 / 52 + channel.comments * posts


def parts(channel: Channel, posts: float, habits: Habits) -> dict[str, float]:
    """Hours a week that an open channel takes, by kind of work; a channel without posts is closed and takes none."""
    if posts <= 0:
        return dict.fromkeys(("production", "approval", "reply", "moderation", "presence"), 0.0)
    arriving = inbound(channel, posts)
    return {
        "production": posts * channel.minutes / 60,
        "approval": posts * habits.approval_share * habits.approval_minutes / 60,
        "reply": arriving * channel.reply_share * channel.reply_minutes / 60,
        "moderation": arriving * channel.read_minutes / 60,
        "presence": channel.fixed_hours,
    }


def load(channels: Sequence[Channel], plan: Plan, habits: Habits) -> float:
    """Hours a week that a plan takes, overhead included."""
    taken = (sum(parts(c, plan.posts.get(c.name, 0), habits).values()) for c in channels)
    return habits.overhead + sum(taken)


def reach(channels: Sequence[Channel], plan: Plan) -> float:
    """Points that a plan wins over all channels."""
    return sum(effect(c, plan.posts.get(c.name, 0)) for c in channels)


def capacity(team: Sequence[Person]) -> float:
    """Hours a week that people really have."""
    return sum(p.hours * (1 - p.absence) * p.focus for p in team)


def coverage(absence: float, people: int) -> float:
    """The share of weeks in which at least one of so many trained people is there."""
    return 1 - pow(absence, people)


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


def best(channels: Sequence[Channel], capacity: float, habits: Habits) -> Best | None:
    """The plan of whole posts with most effect within these hours; None if not even silence fits.

    Of plans with the same effect, the one with fewer hours.
    """
    fits = [one for one in frontier(channels, habits) if one.hours <= capacity]
    return fits[-1] if fits else None


def frontier(channels: Sequence[Channel], habits: Habits) -> tuple[Best, ...]:
    """Every plan that no other plan beats on both hours and effect, by hours: all are enumerated.

    InputError beyond two million plans: up to about five channels are meant.
    """
    import numpy as np

    sizes = [c.max_posts + 1 for c in channels]
    if prod(sizes) > 2_000_000:
        facts: dict[str, Any] = {"text": "plans.too_many", "count": prod(sizes)}
        raise InputError(say("plans.too_many", "en", **facts), **facts)
    hours = np.full(sizes, habits.overhead)
    effects = np.zeros(sizes)
    for axis, channel in enumerate(channels):
        shape = [-1 if i == axis else 1 for i in range(len(channels))]
        posts = range(channel.max_posts + 1)
        hours = hours + np.reshape([sum(parts(channel, n, habits).values()) for n in posts], shape)
        effects = effects + np.reshape([effect(channel, n) for n in posts], shape)
    order = np.lexsort((-effects.ravel(), hours.ravel()))
    ahead = np.maximum.accumulate(effects.ravel()[order])
    kept = order[np.concatenate(([True], ahead[1:] > ahead[:-1]))]
    plans = zip(*np.unravel_index(kept, sizes), strict=True)
    return tuple(
        Best(_plan(channels, posts), float(h), float(e))
        for posts, h, e in zip(plans, hours.ravel()[kept], effects.ravel()[kept], strict=True)
    )


def _plan(channels: Sequence[Channel], posts: Sequence[int]) -> Plan:
    return Plan("", {c.name: int(n) for c, n in zip(channels, posts, strict=True)})


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
