"""What plans win and cost: effect, load by part, capacity.

Effect is in points of a hundred shared between channels; hours are per week. Everything rests on what the group
puts in: value, half-saturation and minutes are estimates, and every screen says so. Numbers of a channel may be
arrays, one value a draw; the arithmetic is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from math import inf
from operator import mul

from workshop.methods.rhythm.nouns import PARTS, SHAPES, Basis, Channel, Habits, Person, Worked
from workshop.model import Plan

WEEKS, MONTHS, WORKDAYS = 52, 12, 5


# ---- what posts win -------------------------------------------------------------------------------


def effect(channel: Channel, posts: float) -> float:
    """Points won by this many posts a week: half of the value at `half`, three quarters at twice that.

    The negative exponential in its half-life form, `A (1 - 2^(-f/h))`: each post wins less than the one before.
    """
    return channel.value * (1 - _raised(2.0, -posts / channel.half))


def hill(channel: Channel, posts: float, steepness: float = 1.0) -> float:
    """The same by a curve with a heavier tail (Hill, 1910), to see how much the answer hangs on the curve.

    Above a steepness of 1 the first posts win little: the curve is S-shaped.
    """
    raised = _raised(posts / channel.half, steepness)
    return channel.value * raised / (1 + raised)


def power(channel: Channel, posts: float, beta: float = SHAPES["power"]) -> float:
    """The same where each post's own yield changes as `f^-beta`: half of the value at `half`, and no ceiling.

    With beta below 0 each post wins more than the one before; at 0 all win the same.
    """
    return channel.value / 2 * _raised(posts / channel.half, 1 - beta)


def response(channel: Channel, posts: float, basis: Basis | None = None) -> float:
    """Points won by this many posts a week on the curve of the basis (without one: the negative exponential).

    Less what tires people beyond their tolerance, times the share of weeks that somebody covers if irregular
    posting harms. May fall below 0 where posts tire more than they win.
    """
    if basis is None:
        return effect(channel, posts) - fatigue(channel, posts)
    shape = SHAPES[basis.curve] if basis.shape is None else basis.shape
    if basis.curve == "exponential":
        won = effect(channel, posts)
    else:
        won = (hill if basis.curve == "hill" else power)(channel, posts, shape)
    regular = covered(basis, channel.name) if basis.irregular else 1.0
    return (won - fatigue(channel, posts)) * regular


def fatigue(channel: Channel, posts: float) -> float:
    """Points lost by posting beyond what people tolerate."""
    if channel.tolerance is None:
        return 0.0
    return channel.tired * (posts - channel.tolerance) * (posts > channel.tolerance)


def _raised(base: float, exponent: float) -> float:
    found: float = base**exponent
    return found


def marginal(channel: Channel, post: int) -> float:
    """Points won by the `post`-th post of the week alone."""
    return effect(channel, post) - effect(channel, post - 1)


def reach(channels: Sequence[Channel], plan: Plan) -> float:
    """Points that a plan wins over all channels."""
    return sum(effect(c, plan.posts.get(c.name, 0)) for c in channels)


# ---- what posts take ------------------------------------------------------------------------------


def inbound(channel: Channel, posts: float) -> float:
    """Messages and comments that arrive in a week."""
    return channel.inbound * channel.followers / 1000 * MONTHS / WEEKS + channel.comments * posts


def parts(channel: Channel, posts: float, habits: Habits) -> dict[str, float]:
    """Hours a week that an open channel takes, by kind of work; a channel without posts is closed and takes none."""
    return kept_open(channel, posts, habits) if posts > 0 else dict.fromkeys(PARTS[:-1], 0.0)


def kept_open(channel: Channel, posts: float, habits: Habits) -> dict[str, float]:
    """Hours a week that an open channel takes, by kind of work, however few its posts."""
    arriving = inbound(channel, posts)
    return {
        "production": posts * channel.minutes / 60,
        "approval": posts * habits.approval_share * habits.approval_minutes / 60,
        "reply": arriving * channel.reply_share * channel.reply_minutes / 60,
        "moderation": arriving * channel.read_minutes / 60,
        "presence": channel.fixed_hours,
    }


def overhead(habits: Habits) -> float:
    """Hours a week before the first post: strategy and coordination, training, technical support."""
    return habits.overhead + habits.training + habits.support


def load(channels: Sequence[Channel], plan: Plan, habits: Habits) -> float:
    """Hours a week that a plan takes, overhead included."""
    taken = (sum(parts(c, plan.posts.get(c.name, 0), habits).values()) for c in channels)
    return overhead(habits) + sum(taken)


def worked(basis: Basis, plan: Plan) -> Worked:
    """What this plan wins and costs; channels that the basis does not know count for nothing."""
    posts = {c.name: plan.posts.get(c.name, 0) for c in basis.channels}
    by_channel = {c.name: parts(c, posts[c.name], basis.habits) for c in basis.channels}
    kinds = {kind: sum((taken[kind] for taken in by_channel.values()), 0.0) for kind in PARTS[:-1]}
    total = load(basis.channels, plan, basis.habits)
    available = capacity(basis.people)
    return Worked(
        effect=gained(basis, posts),
        load=total,
        utilisation=total / available if available > 0 else inf,
        parts=kinds | {"overhead": overhead(basis.habits)},
        by_channel=by_channel,
        cost_year=None if basis.cost is None else total * WEEKS * basis.cost,
        inbound=sum(inbound(c, posts[c.name]) for c in basis.channels if posts[c.name] > 0),
    )


def gained(basis: Basis, posts: Mapping[str, float]) -> float:
    """Points that these posts win on the curve of the basis; a closed channel wins none."""
    taken = ((c, posts.get(c.name, 0)) for c in basis.channels)
    return sum((response(c, n, basis) for c, n in taken if n > 0), 0.0)


# ---- who there is ---------------------------------------------------------------------------------


def capacity(team: Sequence[Person]) -> float:
    """Hours a week that people really have: allotted, within their daily limit, less absence and interruptions."""
    return sum((allotted(p) * (1 - p.absence) * p.focus for p in team), 0.0)


def allotted(person: Person) -> float:
    """Hours a week, at most the daily limit on each of five working days."""
    if person.daily_minutes is None:
        return person.hours
    most = person.daily_minutes / 60 * WORKDAYS
    return person.hours * (person.hours <= most) + most * (person.hours > most)


def coverage(absence: float, people: int) -> float:
    """The share of weeks in which at least one of so many trained people is there, each away on their own."""
    return 1 - absence**people


def trained(basis: Basis, channel: str) -> tuple[Person, ...]:
    """Who can hold this channel: whoever names it, and whoever names none."""
    return tuple(p for p in basis.people if not p.holds or channel in p.holds)


def covered(basis: Basis, channel: str) -> float:
    """The share of weeks in which somebody trained for this channel is there; 1 where no people are named."""
    if not basis.people:
        return 1.0
    return 1 - reduce(mul, (p.absence for p in trained(basis, channel)), 1.0)
