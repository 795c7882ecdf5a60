"""The nouns, frozen.

Texts written by us are mappings `{"fr": …, "en": …}` (`Text`); texts written by participants are `str`
with the language beside them. Times are seconds since 1970 in UTC (`float`), dates `datetime.date`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Lang = Literal["fr", "en"]
Text = Mapping[str, str]
QuestionId = str
OptionId = str
RoundId = str
ParticipantId = str
IdeaId = str
DecisionId = str

Kind = Literal["ideas", "ballot", "estimate", "guess", "consent", "consent_list"]
Channel = Literal["phone", "kiosk", "desk", "paper", "hands", "proxy"]
Format = Literal["silent_writing", "one_two_four_all", "brainwriting", "round_robin"]
State = Literal["draft", "open", "closed", "revealed", "decided", "parked"]
Stage = Literal["ask", "collect", "group", "vote", "discuss", "decide"]
Purpose = Literal["indicative", "adopting", "list", "none"]
Status = Literal["adopted", "parked", "refused"]
Force = Literal["must", "should", "may"]
Change = Literal["minor", "substantive"]
Remedy = Literal["avoid", "reduce", "share", "accept"]
Pieces = tuple[tuple[str, str], ...]  # of a redline: ("same" | "removed" | "added", text)

STAGES: tuple[Stage, ...] = ("ask", "collect", "group", "vote", "discuss", "decide")
RANKED = frozenset({"ranked", "irv", "schulze", "ranked_pairs", "borda"})
SCORED = frozenset({"score", "star", "majority_judgment"})
INDICATIVE = frozenset({"gradients", "approval", "dots", "points", "plurality"}) | RANKED | SCORED
ADOPTING = frozenset({"majority", "supermajority", "fist_to_five", "gradients", "consent"})
BY_HAND = frozenset({"plurality", "majority", "supermajority", "fist_to_five"})  # one answer a person


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or word that a clause leaves open: `{name}` in its text."""

    name: str
    unit: str
    default: str | int | float
    source: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way to answer a question, and the clause it would become."""

    id: OptionId
    label: Text
    clause: Text = field(default_factory=dict)
    stance: str = ""
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the room settles. `indicative` finds the proposal, `rule` adopts it; the facilitator may change both
    before opening. `notebook` (1 to 6) is where it is asked."""

    id: QuestionId
    tier: int
    section: str
    prompt: Text
    rule: str
    options: tuple[Option, ...]
    topic: str = ""
    title: Text = field(default_factory=dict)
    origins: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    notebook: int = 0
    indicative: str = "gradients"
    note: Text = field(default_factory=dict)
    open: bool = False  # its options are the room's own

    @property
    def compares(self) -> bool:
        """Whether its options are put in an order first: more than two of them, or the room's own."""
        return self.open or len(self.options) > 2

    def option(self, option: OptionId) -> Option:
        """This option of the question; KeyError if it has none of that name."""
        for one in self.options:
            if one.id == option:
                return one
        raise KeyError(option)

    @property
    def balanced(self) -> Option:
        """The middle option, which stands by consent where nobody objects."""
        return next((o for o in self.options if o.stance == "balanced"), self.options[0])


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the policy."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Role:
    """What people are in the organisation, as they choose it on joining."""

    id: str
    label: Text
    votes: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a format or of a method: how long, and what people do meanwhile."""

    id: str
    seconds: int
    do: Text


@dataclass(frozen=True, slots=True)
class Round:
    """One opened activity: ideas, ballot, estimate, guess, consent or the consent list. Locked once open.

    `weights` maps roles and participants to whole numbers, the participant's own before the role's. `most` is the
    top of a scale of scores, the largest number one may guess, or how many dots or points a person has. `before`,
    `redline` and `objections` belong to a text amended after objections: what it said, what changed, and why,
    without names.
    """

    id: RoundId
    kind: Kind
    rule: str
    prompt: Text
    options: tuple[Option, ...] = ()
    question: QuestionId | None = None
    number: int = 1
    purpose: Purpose = "none"
    proposal: OptionId | None = None
    minutes: float | None = None
    close_by_itself: bool = False
    threshold: float | None = None
    quorum: int | None = None
    reason: str | None = None
    state: State = "open"
    opened_at: float = 0.0
    closed_at: float | None = None
    present: int | None = None
    entitled: int | None = None
    format: Format | None = None
    steps: tuple[Step, ...] = ()
    step: int = 0
    starters: tuple[Text, ...] = ()
    suggest: bool = False
    weights: Mapping[str, int] = field(default_factory=dict)
    most: int | None = None
    ranges: tuple[OptionId, ...] = ()  # risks whose likelihood and impact are also asked as four numbers
    aim: Text = field(default_factory=dict)  # what an objection must be tied to
    before: Text = field(default_factory=dict)
    redline: Mapping[str, Pieces] = field(default_factory=dict)  # by language
    objections: tuple[Mapping[str, str], ...] = ()  # text, wording, lang
    unit: Text = field(default_factory=dict)  # of the number guessed
    ends: tuple[Text, ...] = ()  # what 0 and `most` mean, where the number is a place between two things
    chart: Mapping[str, Any] | None = None  # what to look at while answering, as `figures` makes it


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who joined; `present` is joined and not left, as the facilitator may correct it."""

    id: ParticipantId
    name: str
    role: str
    lang: str
    joined_at: float
    present: bool = True
    channel: str = "phone"


@dataclass(frozen=True, slots=True)
class Idea:
    """What somebody wrote. Merging and splitting make new ideas: `parents` are what they came from, `into` what an
    idea went into; nothing loses its text or its author. `aside` is why it was set aside. The author of a merged
    idea is "": ask for those of its parents.
    """

    id: IdeaId
    round: RoundId
    text: str
    lang: str
    author: ParticipantId
    at: float
    theme: str | None = None
    withdrawn: bool = False
    parents: tuple[IdeaId, ...] = ()
    into: tuple[IdeaId, ...] = ()
    aside: str | None = None
    step: str | None = None  # of the format, when it was written
    shared: bool = False  # read out in a round robin
    channel: str = "phone"

    @property
    def live(self) -> bool:
        """It stands for itself: not withdrawn, not set aside, not gone into another."""
        return not (self.withdrawn or self.aside is not None or self.into)


@dataclass(frozen=True, slots=True)
class Ballot:
    """The last word of one participant in one round. `choice` has the shape of INTERFACES: "Choices on the wire"."""

    round: RoundId
    participant: ParticipantId
    choice: Any
    at: float
    channel: str = "phone"
    reason: str | None = None
    lang: str = "fr"
    by: ParticipantId | None = None  # who handed it in, where it was not the person


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule made of the ballots of one round."""

    rule: str
    places: tuple[frozenset[OptionId], ...]  # places[0] may hold several: the room decides
    support: Mapping[OptionId, float]  # share of those with an opinion, 0..1
    counts: Mapping[OptionId, Mapping[str, int]]  # option -> answer as text -> how many ballots
    ballots: int
    abstentions: int = 0  # blank, "abstain", "no opinion" throughout, or exhausted before the last round
    adopted: bool | None = None  # None: the rule orders, it does not adopt
    why: tuple[str, ...] = ()  # codes: below_threshold opposed low_score objection no_votes no_quorum
    threshold: float | None = None
    pairwise: Mapping[OptionId, Mapping[OptionId, int]] | None = None
    eliminations: tuple[Mapping[OptionId, int], ...] = ()  # irv: first preferences of each count
    exhausted: int | None = None  # ballots that named nobody left before the last count; None: not a run-off
    tie_break: tuple[OptionId, ...] = ()  # the order of the ballot paper, where it settled equal duels
    votes: int | None = None  # the sum of weights, where ballots weigh differently
    present: int | None = None
    entitled: int | None = None
    quorum: int | None = None

    @property
    def winners(self) -> frozenset[OptionId]:
        """The first place: more than one is a tie, none is an empty vote."""
        return self.places[0] if self.places else frozenset()

    @property
    def voices(self) -> int:
        """What the counts add up to: votes where ballots weigh differently, else ballots."""
        return self.ballots if self.votes is None else self.votes

    @property
    def turnout(self) -> float | None:
        """Ballots over those present and entitled to vote; None if nobody counted them."""
        return self.ballots / self.entitled if self.entitled else None


@dataclass(frozen=True, slots=True)
class Dissent:
    """What somebody still holds against a decision, in their words; `who` only with their consent."""

    text: str
    who: str | None = None
    role: str | None = None
    lang: str = "fr"


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody will do, until when."""

    what: str
    owner: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What people concluded about a question; a different noun from what a rule computed.

    Never edited: a later one supersedes it, and says who amended it (`by`), when (`at`), why, and whether the change
    is minor (typing) or substantive (after a new vote). `outcome` is the sentence with which the question closed.
    """

    id: DecisionId
    question: QuestionId
    option: OptionId | None
    status: Status
    at: float
    round: RoundId | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    wording: Text | str | None = None
    rationale: str | None = None
    dissent: tuple[Dissent, ...] = ()
    owner: str | None = None
    review_on: date | None = None
    supersedes: DecisionId | None = None
    outcome: Text | str | None = None
    clause: str | None = None  # its number in the policy
    due: date | None = None
    conditions: tuple[str, ...] = ()
    lost: Mapping[OptionId, str] = field(default_factory=dict)  # options that lost, and why
    risks: tuple[str, ...] = ()  # those it treats
    actions: tuple[Action, ...] = ()
    change: Change | None = None
    why: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Strain:
    """An adopted clause whose numbers no longer fit what the workshop rests on today: more taken than there is."""

    question: QuestionId
    said: Text  # the whole sentence, with both numbers
    takes: float
    has: float


@dataclass(frozen=True, slots=True)
class Risk:
    id: str
    group: str
    name: Text
    description: Text
    mitigation: Text
    questions: tuple[QuestionId, ...] = ()
    sources: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskScore:
    """What the group made of one risk: medians, range and disagreement on the banded 1-5 scales."""

    risk: str
    n: int
    likelihood: float | None
    likelihood_range: tuple[int, int] | None
    impact: float | None
    impact_range: tuple[int, int] | None
    consensus_likelihood: float | None  # Tastle-Wierman 0..1
    consensus_impact: float | None
    flagged: bool  # the spread is wide enough to be talked about
    unknown: int = 0
    likelihood_words: Text = field(default_factory=dict)
    impact_words: Text = field(default_factory=dict)
    scores: tuple[tuple[int, int], ...] = ()
    expected: float | None = None  # days of work a year, median of each person's own
    days_range: tuple[float, float] | None = None  # half of the answers
    days_wide: tuple[float, float] | None = None  # eight answers in ten
    veto: bool = False  # a rare catastrophe: first, whatever its likelihood
    place: int | None = None  # in the order by expected days; several may share one

    @property
    def rank(self) -> tuple[bool, bool, int, float]:
        """What to sort by: vetoes first, then places, within a place by expected days; unscored last."""
        return (not self.veto, self.expected is None, self.place or 0, -(self.expected or 0.0))


@dataclass(frozen=True, slots=True)
class Plan:
    """Posts per week on each channel."""

    name: str
    posts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure ready for a document: the same drawing twice, and its words."""

    svg: str
    png: bytes
    alt: str
    title: str
    table: tuple[tuple[str, ...], ...] = ()  # header row first: the numbers behind the drawing


@dataclass(frozen=True, slots=True)
class Trail:
    """Why a clause reads as it does: decision, objection, result, ideas, risks, source; each with its number."""

    kind: str
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    number: str
    question: QuestionId
    title: str
    text: str
    force: Force | None
    status: str  # adopted, parked, refused, undecided
    trail: tuple[Trail, ...] = ()
    dissent: tuple[Dissent, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of the facilitator in the journal, chained by hash."""

    seq: int
    at: float
    act: str
    payload: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody came (`present`) or left; by "join", "phone", "answer" or "facilitator"."""

    participant: ParticipantId
    at: float
    present: bool
    by: str


@dataclass(frozen=True, slots=True)
class Recusal:
    """Somebody does not vote on a question for a conflict of interest, or does again."""

    participant: ParticipantId
    question: QuestionId
    at: float
    recused: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """`holder` may answer for `principal` until they do so themselves; None ends it."""

    principal: ParticipantId
    holder: ParticipantId | None
    at: float


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to come back to: a request from a phone to change the focus, or an item of the parking lot.

    state: waiting, taken (talked about now), kept (in the parking lot), answered, dropped.
    """

    id: str
    text: str
    lang: str
    at: float
    author: ParticipantId | None = None
    state: str = "waiting"
    owner: str | None = None
    due: date | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody scored a risk higher or lower than the others; shown without a name."""

    round: RoundId
    option: OptionId
    participant: ParticipantId
    side: Literal["high", "low"]
    text: str
    lang: str
    at: float


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody accepts a risk as it stood at that moment: `state` is what they saw, `digest` its SHA-256."""

    by: str
    at: float
    state: Mapping[str, Any]
    digest: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done about a risk: the latest of a risk counts."""

    risk: str
    remedy: Remedy
    at: float
    owner: str | None = None
    due: date | None = None
    question: QuestionId | None = None  # whose clause treats it
    note: str | None = None
    acceptance: Acceptance | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything said in one workshop, as the desk reads it: what documents are written from.

    Ballots of a round that is still open are not in it. `facts` holds organisation, title, languages,
    `retention` (ISO date), `rehearsal` (bool), `started_at`, and whatever notebook 0 set.
    """

    facts: Mapping[str, Any]
    participants: tuple[Participant, ...]
    rounds: tuple[Round, ...]
    ideas: tuple[Idea, ...]
    ballots: tuple[Ballot, ...]
    decisions: tuple[Decision, ...]
    journal: tuple[Entry, ...]
    attendance: tuple[Attendance, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    matters: tuple[Matter, ...] = ()
    reasons: tuple[Reason, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    risks: tuple[Risk, ...] = ()  # those the room added to the catalogue

    @property
    def head(self) -> str:
        """The journal's last hash: 64 hexadecimal digits, zeros for an empty journal."""
        return self.journal[-1].hash if self.journal else "0" * 64
