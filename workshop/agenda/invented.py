"""The sample workshop: what synthetic participants say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workshop.model import Change, QuestionId, Remedy, Text

First = Literal["gradients", "approval", "ranked", "score", "majority_judgment"]  # ballots a rehearsal can cast


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    role: str
    lang: Literal["fr", "en"]


@dataclass(frozen=True, slots=True)
class SampleTreatment:
    """What the room does about a risk: a role, months from the workshop, the question whose clause treats it."""

    remedy: Remedy
    owner: str
    due: int
    question: QuestionId
    note: Text


@dataclass(frozen=True, slots=True)
class SampleOwnRisk:
    """The risk that an idea would become: where its scores would gather, and what would be done about it."""

    name: Text
    likelihood: float
    impact: float
    questions: tuple[QuestionId, ...]
    treatment: SampleTreatment


@dataclass(frozen=True, slots=True)
class SampleIdea:
    """What somebody wrote about a question or in a sequence (`about` is its id).

    `theme`: where people put it. `same`: what those share who mean the same. `step`: of 1-2-4-All, where it is the
    idea of two or of a table. `aside`: why it is set aside, `back` if by mistake. `split`: what it becomes.
    """

    about: str
    text: Text
    theme: str | None = None
    same: str | None = None
    step: Literal["alone", "pairs", "fours"] = "alone"
    aside: Text = field(default_factory=dict)
    back: bool = False
    split: tuple[Text, ...] = ()
    risk: SampleOwnRisk | None = None


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """A request to talk about something else, and what becomes of it."""

    text: Text
    state: Literal["taken", "kept", "answered"]
    answer: Text
    owner: str | None = None
    due: int | None = None


@dataclass(frozen=True, slots=True)
class SampleDissent:
    role: str
    text: Text


@dataclass(frozen=True, slots=True)
class SampleAction:
    """What a role does, until so many months from the workshop."""

    what: Text
    owner: str
    due: int


@dataclass(frozen=True, slots=True)
class SampleDecision:
    """What the room concludes if `option` wins; `owner` is a role, `review` and `due` months from the workshop."""

    option: str
    rationale: Text
    owner: str
    review: int
    dissent: tuple[SampleDissent, ...] = ()
    parameters: Mapping[str, str | int | float] = field(default_factory=dict)
    outcome: Text = field(default_factory=dict)
    due: int | None = None
    conditions: tuple[Text, ...] = ()
    lost: Mapping[str, Text] = field(default_factory=dict)  # option -> why it was not kept
    risks: tuple[str, ...] = ()
    actions: tuple[SampleAction, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleAmendment:
    """What is changed in a decision when the draft is read: by a role, and after another ballot if substantive."""

    question: QuestionId
    change: Change
    by: str
    why: Text
    rationale: Text = field(default_factory=dict)
    parameters: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleRemains:
    """What is still held against an amended clause, other words for it; why and with whom the question is parked."""

    harm: Text
    wording: Text
    parked: Text
    owner: str
    review: int


@dataclass(frozen=True, slots=True)
class SampleObjection:
    """A reasoned objection to the balanced option; `wording` is the whole clause as amended."""

    question: QuestionId
    harm: Text
    wording: Text
    remains: SampleRemains | None = None


@dataclass(frozen=True, slots=True)
class SampleRecusal:
    """Somebody of this role does not vote on a question, and why."""

    question: QuestionId
    role: str
    reason: Text


@dataclass(frozen=True, slots=True)
class SampleReasons:
    """Why somebody scored a risk higher, or lower, than the others."""

    high: Text
    low: Text


@dataclass(frozen=True, slots=True)
class SampleAcceptance:
    """Who signs for a risk (a role), and why."""

    risk: str
    by: str
    why: Text


@dataclass(frozen=True, slots=True)
class SampleWays:
    """How many of a hundred people answer by each way, come late or leave early; the others have phones."""

    paper: float
    kiosk: float
    hands: float
    proxy: float
    late: float
    leaves: float


@dataclass(frozen=True, slots=True)
class SampleRisk:
    """Where the room's scores of a risk gather, 1 to 5."""

    likelihood: float
    impact: float


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """A named plan, posts a week by channel, and the weight it has in the first ballot."""

    id: str
    name: Text
    posts: Mapping[str, float]
    leaning: float


@dataclass(frozen=True, slots=True)
class Sample:
    """An invented organisation in workshop: the rehearsal draws on it and on its seed alone."""

    title: Text
    organisation: Text
    facts: Mapping[str, Any]
    participants: tuple[Person, ...]
    roles: Mapping[str, float]  # how often a role is drawn where the names run out
    ways: SampleWays
    recusals: tuple[SampleRecusal, ...]
    rhythm: Mapping[str, Any]  # a rhythm file, without a schema here
    plans: tuple[SamplePlan, ...]
    risks: Mapping[str, SampleRisk]
    reasons: Mapping[str, SampleReasons]
    treatments: Mapping[str, SampleTreatment]
    acceptances: tuple[SampleAcceptance, ...]
    themes: Mapping[str, Text]
    prompts: Mapping[str, Text]  # what is asked where ideas are gathered within another part
    requests: tuple[SampleRequest, ...]
    ideas: tuple[SampleIdea, ...]
    leanings: Mapping[QuestionId, Mapping[str, float]]  # weight of each option in a first ballot
    rules: Mapping[QuestionId, First]  # of the first ballot, where it is not the question's own
    again: tuple[QuestionId, ...]  # whose first ballot is cast again after the discussion
    support: Mapping[QuestionId, float]  # share that accepts the proposal when it is adopted, where it is contested
    parked: tuple[QuestionId, ...]  # fails twice, and is parked
    objections: tuple[SampleObjection, ...]
    decisions: Mapping[QuestionId, SampleDecision]
    amendments: tuple[SampleAmendment, ...]
    tables: Mapping[str, Mapping[str, Mapping[str, Text]]]  # words by table, suggested row and column
    plan: SampleDecision  # what the room concludes about its plans; `option` is one of `plans`
