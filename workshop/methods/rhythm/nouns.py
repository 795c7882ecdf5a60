"""What a rhythm rests on: channels, people, habits; hours are a week's, effect is in points of a hundred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import exp
from typing import TYPE_CHECKING, Any, Literal

from workshop.model import Plan, Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

Curve = Literal["exponential", "hill", "power"]
Window = tuple[float, float]  # staffed, in hours of a week that begins on Monday at 0 and returns
Range = tuple[float, float, float]  # lowest, likely, highest
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHAPES: Mapping[Curve, float] = {"exponential": 1.0, "hill": 1.0, "power": 0.3}  # beta likely on Facebook and X
PARTS = ("production", "approval", "reply", "moderation", "presence", "overhead")


@dataclass(frozen=True, slots=True)
class Channel:
    """One place where the organisation speaks. `inbound` is messages per 1,000 followers a month."""

    name: str
    value: float  # points when saturated
    half: float  # posts a week that give half of the value
    minutes: float  # to make one post
    followers: float = 0
    inbound: float = 0.0
    comments: float = 0.0  # for each post
    reply_share: float = 0.0
    reply_minutes: float = 0.0
    read_minutes: float = 0.5  # for each message or comment
    fixed_hours: float = 0.25  # to keep the channel open
    max_posts: int = 10
    step: float = 1.0  # posts a week are planned in multiples of this: a monthly letter is 0.25
    tolerance: float | None = None  # posts a week beyond which people tire
    tired: float = 0.0  # points lost by each post beyond


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with hours for this: `absence` is the share of weeks away, `focus` what interruptions leave."""

    hours: float
    absence: float = 0.0
    focus: float = 1.0
    name: str = ""
    holds: frozenset[str] = frozenset()  # channels they are trained for; empty: all
    daily_minutes: float | None = None  # never more than this on a working day
    away: tuple[tuple[date, date], ...] = ()  # first and last day of each leave


@dataclass(frozen=True, slots=True)
class Habits:
    """What the organisation adds to every post and every week."""

    approval_share: float = 0.25
    approval_minutes: float = 10.0
    overhead: float = 0.0  # strategy and coordination, hours a week
    support: float = 0.0  # technical support, hours a week: a line of its own
    training: float = 0.0  # hours a week
    approval_delay: float = 0.0  # hours a post waits for its second reader


@dataclass(frozen=True, slots=True)
class Promise:
    """This share of messages is answered within so many hours."""

    within: float
    share: float


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that a rhythm rests on, as an organisation entered it, and the plans it compares.

    `ranges` holds lowest, likely and highest of a number by its path ("facebook.half", "approval.minutes").
    Who holds a channel is judged only where people are named at all.
    """

    channels: tuple[Channel, ...]
    people: tuple[Person, ...]
    habits: Habits = Habits()
    staffed: tuple[Window, ...] = ()
    plans: Mapping[str, Plan] = field(default_factory=dict)
    every: float = 0.0  # messages are read every so many staffed hours; 0: at once
    promise: Promise | None = None
    holders: int = 1  # trained people that an open channel needs
    keep: frozenset[str] = frozenset()  # channels that must stay open
    most_load: float = 1.0  # share of the capacity that a plan may take
    cost: float | None = None  # of an hour, in local currency
    curve: Curve = "exponential"
    shape: float | None = None  # steepness of Hill's curve, or beta of the power curve; None: what SHAPES says
    irregular: bool = False  # weeks without anybody harm: effect times the share of weeks covered
    ranges: Mapping[str, Range] = field(default_factory=dict)
    names: Mapping[str, Text] = field(default_factory=dict)  # of channels and plans whose id is not what people read


@dataclass(frozen=True, slots=True)
class Best:
    """The plan with the most effect for its hours."""

    plan: Plan
    hours: float
    effect: float


@dataclass(frozen=True, slots=True)
class Worked:
    """What one plan wins and costs in a week; `by_channel` holds each channel's parts, without the overhead."""

    effect: float  # points
    load: float  # hours
    utilisation: float  # load through capacity; infinite where nobody has hours
    parts: Mapping[str, float]  # hours by PARTS; their sum is the load
    by_channel: Mapping[str, Mapping[str, float]]
    cost_year: float | None  # in local currency, if an hour has a price
    inbound: float  # messages and comments


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What a plan takes and wins in many possible weeks: hours and points, one of each a draw."""

    load: NDArray[Any]
    effect: NDArray[Any]
    p10: float  # hours that one week in ten stays below
    p50: float
    p90: float
    over: float  # share of the weeks in which the load exceeds the capacity
    gain: Range  # points: P10, P50, P90


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one uncertain number moves the answer: `low` is the answer at `low_input`, all else as it is likely."""

    path: str
    low: float
    high: float
    low_input: float
    high_input: float


@dataclass(frozen=True, slots=True)
class Live:
    """A desk that answers at once, at its best: attention is instant and whoever writes is patient (Erlang, 1917)."""

    busy: float  # share of each person's time
    erlang: float  # chance of having to wait
    wait: float  # hours, on average over all; infinite where more comes in than can be answered
    rate: float  # at which waits end, an hour

    def within(self, hours: float) -> float:
        """Share of messages taken up within so many hours."""
        return 1 - self.erlang * exp(-self.rate * hours)
