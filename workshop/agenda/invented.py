"""The sample workshop: what synthetic participants say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workshop.model import QuestionId, Text


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    lang: Literal["fr", "en"]


@dataclass(frozen=True, slots=True)
class SampleIdea:
    """What somebody wrote about a question or in a sequence (`about` is its id)."""

    about: str
    text: Text


@dataclass(frozen=True, slots=True)
class SampleDissent:
    role: str
    text: Text


@dataclass(frozen=True, slots=True)
class SampleDecision:
    """What the room concludes if `option` wins; `owner` is a role, `review` months from the workshop."""

    option: str
    rationale: Text
    owner: str
    review: int
    dissent: tuple[SampleDissent, ...] = ()
    parameters: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleObjection:
    """A reasoned objection to the balanced option; `wording` is the whole clause as amended."""

    question: QuestionId
    harm: Text
    wording: Text


@dataclass(frozen=True, slots=True)
class SampleRisk:
    """Where the room's scores of a risk gather, 1 to 5."""

    likelihood: float
    impact: float


@dataclass(frozen=True, slots=True)
class SampleChannel:
    """One channel of the worked example: effect points at saturation, posts a week that give half of them."""

    platform: str
    effect: float
    half: float
    minutes_per_post: float
    followers: int
    inbound_per_1000: float  # messages a month
    inbound_per_post: float
    reply_share: float
    minutes_per_reply: float
    minutes_to_read: float
    presence_hours: float
    most_posts: int


@dataclass(frozen=True, slots=True)
class SamplePlan:
    name: Text
    posts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SampleRhythm:
    """Channels, people and plans of the rhythm; hours are a week's."""

    channels: tuple[SampleChannel, ...]
    plans: tuple[SamplePlan, ...]
    people_hours: tuple[float, ...]
    absence: float
    focus: float
    overhead_hours: float
    approval_share: float
    approval_minutes: float


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented organisation in workshop: the rehearsal draws on it and on its seed alone."""

    title: Text
    organisation: Text
    facts: Mapping[str, Any]
    participants: tuple[Person, ...]
    roles: Mapping[str, float]  # how often a role is drawn where the names run out
    rhythm: SampleRhythm
    risks: Mapping[str, SampleRisk]
    ideas: tuple[SampleIdea, ...]
    leanings: Mapping[QuestionId, Mapping[str, float]]  # weight of each option in a first ballot
    support: Mapping[QuestionId, float]  # share that accepts the proposal when it is adopted, where it is contested
    parked: tuple[QuestionId, ...]  # fails twice, and is parked
    objections: tuple[SampleObjection, ...]
    decisions: Mapping[QuestionId, SampleDecision]
