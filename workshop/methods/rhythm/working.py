"""What plans win and cost: effect, load by part, capacity.

Effect is in points of a hundred shared between channels; hours are per week. Everything rests on what the group
puts in: value, half-saturation and minutes are estimates, and every screen says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp2, pow

from workshop.methods.rhythm.nouns import Channel, Habits, Person
from workshop.model import Plan


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
