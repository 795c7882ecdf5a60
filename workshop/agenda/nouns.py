"""What `data/` holds: the content of a workshop, frozen. A field without a default is required in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workshop.model import Question, QuestionId, Risk, Role, Section, Step, Text

Activity = Literal["ideas", "group", "estimate", "ballot", "consent", "discuss", "decide", "break"]


@dataclass(frozen=True, slots=True)
class Method:
    """How people work, step by step. `rule` "question": the question's own; None: nothing is decided."""

    id: str
    activity: Activity
    source: str
    name: Text
    why: Text
    steps: tuple[Step, ...]
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What to do when it goes wrong."""

    id: str
    sign: Text
    do: Text


@dataclass(frozen=True, slots=True)
class Sequence:
    """A part of an agenda: 60 · minutes = times · sum(seconds)."""

    id: str
    minutes: int
    notebook: int
    activity: Activity
    title: Text
    method: str
    times: int
    seconds: tuple[int, ...]
    answers: Text
    outcome: Text
    say: Text
    questions: tuple[QuestionId, ...] = ()
    risks: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    starters: tuple[Text, ...] = ()  # statements to begin from, when ideas are collected
    takes_rest: bool = False  # holds every question that no other sequence of its agenda holds


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    minutes: int
    sequences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """A whole workshop: every question stands in it exactly once."""

    id: str
    minutes: int
    title: Text
    choose_when: Text
    before: Text
    sequences: tuple[Sequence, ...]
    parts: tuple[Part, ...] = ()
    annexes_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A notebook of the series."""

    number: int
    title: Text


@dataclass(frozen=True, slots=True)
class Word:
    """An id and how people say it."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Perspective:
    """Whose voice should not be missing, and the roles that bring it."""

    id: str
    roles: tuple[str, ...]
    label: Text


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    title: Text
    grade: str
    read: str
    year: str = ""  # "" is not known, ~2012 is about 2012
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that says where it comes from; low, likely, high is a PERT range."""

    source: str
    grade: str
    confidence: str
    year: str = ""
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    value: float | None = None
    value_high: float | None = None
    plus_per_issue: float | None = None
    unit: str = ""
    item: str = ""
    share: float | None = None
    within_hours: float | None = None
    edition: str = ""
    bracketed_by: str = ""
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Platform:
    id: str
    name: str
    kind: str
    posts: Quantity
    minutes_per_post: tuple[Quantity, ...]
    half_saturation: Quantity
    fatigue: Quantity
    inbound: Quantity
    netiquette: tuple[Text, ...]
    confidence: str
    confidence_note: Text
    recommended: tuple[Quantity, ...] = ()
    observed: tuple[Quantity, ...] = ()
    inbound_observed: tuple[Quantity, ...] = ()
    half_life: tuple[Quantity, ...] = ()
    reply_expectation: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A field whose start is the parameter of a clause."""

    question: QuestionId
    parameter: str


@dataclass(frozen=True, slots=True)
class AnnexField:
    """What the workshop fills in an annex."""

    name: str
    type: str
    who: str
    required: bool
    label: Text
    default: str | int | float | None = None
    source: str = ""
    takes: Taken | None = None
    count: int | None = None
    choices: tuple[Any, ...] = ()
    columns: tuple[Mapping[str, Any], ...] = ()
    platform_notes: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    id: str
    default: bool
    text: Text


@dataclass(frozen=True, slots=True)
class Switch:
    """When the room has chosen this option, these blocks are shown or hidden; hide wins."""

    question: QuestionId
    option: str
    do: Literal["show", "hide"]
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    id: str
    audience: Literal["public", "internal", "restricted"]
    title: Text
    aim: Text
    fields: tuple[AnnexField, ...] = ()
    blocks: tuple[Block, ...] = ()
    decisions: tuple[Switch, ...] = ()
    requirements: tuple[str, ...] = ()
    local_placeholders: tuple[str, ...] = ()
    note: Text = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question of the bank whose options the room makes itself."""

    id: QuestionId
    section: str
    title: Text
    prompt: Text
    notebook: int
    rule: str
    indicative: str
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A question that a scale sheds light on: the option nearest to each end, and the one between."""

    question: QuestionId
    low: str
    middle: str
    high: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the room stands between two goods. It decides nothing."""

    id: str
    prompt: Text
    low: Text
    high: Text
    feeds: tuple[Feed, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row that a table suggests; `mark` is how it is ticked to begin with."""

    id: str
    label: Text
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table that the room fills in: rows of its own, a column a channel, and `columns` beside them.

    `row` heads the column of names, `down` the same where rows are printed as columns; `mark`, if any, is a flag of a
    row. `cells` are words to begin from; with `netiquette` also those of each platform.
    """

    id: str
    question: QuestionId
    title: Text
    aim: Text
    row: Text
    down: Text
    rows: tuple[Line, ...]
    cells: tuple[Text, ...]
    columns: tuple[Word, ...] = ()
    mark: Text = field(default_factory=dict)
    netiquette: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """Everything we wrote for a workshop; mappings keep the order of the files."""

    sections: tuple[Section, ...]
    questions: Mapping[QuestionId, Question]
    open: Mapping[QuestionId, Question]  # without options: the room makes them
    scales: Mapping[str, Scale]
    tables: Mapping[str, Matrix]
    parameters: Mapping[str, Word]  # what a form calls a number of a clause
    units: Mapping[str, Word]  # what it is counted in
    risks: Mapping[str, Risk]
    roles: Mapping[str, Role]
    perspectives: Mapping[str, Perspective]
    notebooks: Mapping[int, Text]
    methods: Mapping[str, Method]
    troubles: Mapping[str, Trouble]
    agendas: Mapping[str, Agenda]
    sources: Mapping[str, Source]
    platforms: Mapping[str, Platform]
    shared: Mapping[str, Quantity]
    ladder: tuple[Quantity, ...]  # hours a week by stage, of a dated source
    replies: tuple[Quantity, ...]
    annexes: Mapping[str, Annex]
    placeholders: Mapping[str, Text]
