"""What a rhythm rests on: channels, people, habits; hours are a week's, effect is in points of a hundred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from workshop.model import Plan

Curve = Literal["exponential", "hill", "power"]
Window = tuple[float, float]  # staffed, in hours of a week that begins on Monday at 0 and returns
Range = tuple[float, float, float]  # lowest, likely, highest
PARTS = ("production", "approval", "reply", "moderation", "presence", "overhead")


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
    overhead: float = 0.0  # strategy, coordination and training, hours a week
    support: float = 0.0  # technical support, hours a week: a line of its own
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
    shape: float = 1.0  # steepness of Hill's curve, or beta of the power curve
    irregular: bool = False  # weeks without anybody harm: effect times the share of weeks covered
    ranges: Mapping[str, Range] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Best:
    """The plan with the most effect for its hours."""

    plan: Plan
    hours: float
    effect: float
