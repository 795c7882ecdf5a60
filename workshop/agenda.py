"""Reads `data/` into frozen values, or says what is wrong, with file, line and key.

    content = load()                          # cached for the default folder
    content.questions["spokesperson"].option("list").clause["fr"]

The dataclasses are the schema: a field without a default is required, an unknown key is refused, a `Text`
must have every language, a list must not hold one id twice. `REFERENCES` says which keys point where.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import yaml

from workshop.errors import DataError
from workshop.model import ADOPTING, INDICATIVE, Question, QuestionId, Risk, Role, Section, Text
from workshop.texts import DATA, LANGS

Activity = Literal["ideas", "group", "estimate", "ballot", "consent", "discuss", "decide", "break"]
References = tuple[tuple[str, str, str], ...]  # file, key (* every item, @ every key of a mapping), ids it may name
Problems = Iterator[tuple[str, "Wrong"]]
At = tuple[str | int, ...]  # where in a file: ("questions", 3, "options", 1, "clause", "en")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    seconds: int
    do: Text


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
class Content:
    """Everything we wrote for a workshop; mappings keep the order of the files."""

    sections: tuple[Section, ...]
    questions: Mapping[QuestionId, Question]
    risks: Mapping[str, Risk]
    roles: Mapping[str, Role]
    notebooks: Mapping[int, Text]
    methods: Mapping[str, Method]
    troubles: Mapping[str, Trouble]
    agendas: Mapping[str, Agenda]
    sources: Mapping[str, Source]
    platforms: Mapping[str, Platform]
    shared: Mapping[str, Quantity]
    replies: tuple[Quantity, ...]
    annexes: Mapping[str, Annex]
    placeholders: Mapping[str, Text]


# ---- the sample workshop: what synthetic participants say ------------------------------------------


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


# file -> key of the file -> what stands there
FILES: Mapping[str, Mapping[str, Any]] = {
    "sources": {"readings": tuple[Word, ...], "sources": tuple[Source, ...]},
    "roles": {"roles": tuple[Role, ...]},
    "questions": {"sections": tuple[Section, ...], "questions": tuple[Question, ...]},
    "risks": {"risks": tuple[Risk, ...]},
    "annexes": {
        "functions": tuple[Word, ...],
        "placeholders": tuple[Word, ...],
        "annexes": tuple[Annex, ...],
    },
    "agendas": {
        "notebooks": tuple[Chapter, ...],
        "methods": tuple[Method, ...],
        "troubles": tuple[Trouble, ...],
        "agendas": tuple[Agenda, ...],
    },
    "platforms": {
        "reply_expectation": tuple[Quantity, ...],
        "shared": Mapping[str, Quantity],
        "platforms": tuple[Platform, ...],
    },
}
SAMPLE: Mapping[str, tuple[str, ...]] = {
    "workshop": ("title", "organisation", "facts", "participants", "roles", "rhythm", "risks"),
    "ideas": ("ideas",),
    "ballots": ("leanings", "support", "parked", "objections"),
    "decisions": ("decisions",),
}
REFERENCES: References = (
    ("sources", "sources.*.read", "readings"),
    ("questions", "questions.*.section", "sections"),
    ("questions", "questions.*.rule", "adopting"),
    ("questions", "questions.*.indicative", "indicative"),
    ("questions", "questions.*.notebook", "notebooks"),
    ("questions", "questions.*.origins.*", "sources"),
    ("questions", "questions.*.options.*.parameters.*.source", "sources"),
    ("risks", "risks.*.questions.*", "questions"),
    ("risks", "risks.*.sources.*", "sources"),
    ("agendas", "methods.*.source", "sources"),
    ("agendas", "methods.*.rule", "rules"),
    ("agendas", "agendas.*.annexes_after.*", "annexes"),
    ("agendas", "agendas.*.sequences.*.method", "methods"),
    ("agendas", "agendas.*.sequences.*.notebook", "notebooks"),
    ("agendas", "agendas.*.sequences.*.questions.*", "questions"),
    ("agendas", "agendas.*.sequences.*.risks.*", "risks"),
    ("agendas", "agendas.*.sequences.*.troubles.*", "troubles"),
    ("agendas", "agendas.*.sequences.*.annexes.*", "annexes"),
    ("platforms", "reply_expectation.*.source", "sources"),
    ("platforms", "shared.*.source", "sources"),
    *(
        ("platforms", f"platforms.*.{k}.source", "sources")
        for k in ("posts", "half_saturation", "fatigue", "inbound")
    ),
    *(
        ("platforms", f"platforms.*.{k}.*.source", "sources")
        for k in (
            "minutes_per_post",
            "recommended",
            "observed",
            "inbound_observed",
            "half_life",
            "reply_expectation",
        )
    ),
    ("annexes", "annexes.*.fields.*.who", "people"),
    ("annexes", "annexes.*.fields.*.source", "sources"),
    ("annexes", "annexes.*.fields.*.takes.question", "questions"),
    ("annexes", "annexes.*.decisions.*.question", "questions"),
)


SAMPLE_REFERENCES: References = (
    ("workshop", "participants.*.role", "roles"),
    ("workshop", "roles.@", "roles"),
    ("workshop", "risks.@", "risks"),
    ("workshop", "rhythm.channels.*.platform", "platforms"),
    ("workshop", "rhythm.plans.*.posts.@", "platforms"),
    ("ideas", "ideas.*.about", "topics"),
    ("ballots", "leanings.@", "questions"),
    ("ballots", "support.@", "questions"),
    ("ballots", "parked.*", "questions"),
    ("ballots", "objections.*.question", "questions"),
    ("decisions", "decisions.@", "questions"),
    ("decisions", "decisions.*.owner", "roles"),
    ("decisions", "decisions.*.dissent.*.role", "roles"),
)


class Wrong(Exception):
    """This value, at this place of its file, is not what is expected."""

    def __init__(self, at: At, problem: str) -> None:
        self.at, self.problem = at, problem


# ---- one value ------------------------------------------------------------------------------------


def read(value: Any, hint: Any, at: At = ()) -> Any:
    """`value` as the type `hint` says, frozen; Wrong if it is not."""
    if hint == Text:
        return _text(value, at)
    if hint is Any:
        return _anything(value, at)
    if is_dataclass(hint):
        return _object(value, cast(type, hint), at)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _list(value, inner[0], at)
    if origin is Mapping or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return {k: read(v, inner[1], (*at, k)) for k, v in _expect(value, dict, at).items()}
    if origin is Literal:
        return value if value in inner else _wrong(at, f"one of {', '.join(inner)} was expected, not {value!r}")
    kinds = inner if origin in (Union, types.UnionType) else (hint,)
    if value is not None and is_dataclass(kinds[0]):
        return read(value, kinds[0], at)
    return _scalar(value, kinds, at)


def _wrong(at: At, problem: str) -> Any:
    raise Wrong(at, problem)


def _expect(value: Any, kind: type, at: At) -> Any:
    name = "a mapping" if kind is dict else "a list"
    return value if isinstance(value, kind) else _wrong(at, f"{name} was expected")


def _scalar(value: Any, kinds: tuple[type, ...], at: At) -> Any:
    if type(value) in kinds or (type(value) is int and float in kinds):
        return value
    words = " or ".join("nothing" if k is types.NoneType else k.__name__ for k in kinds)
    return _wrong(at, f"{words} was expected, not {value!r}")


def _text(value: Any, at: At) -> Text:
    """A wording in every language, none empty."""
    for lang in LANGS:
        if lang not in _expect(value, dict, at):
            raise Wrong((*at, lang), "this language is missing")
    for lang, wording in value.items():
        if not _scalar(wording, (str,), (*at, lang)).strip():
            raise Wrong((*at, lang), "the wording is empty")
    return cast(Text, value)


def _anything(value: Any, at: At) -> Any:
    """A value without a schema: a mapping that has one language must have them all."""
    if isinstance(value, dict):
        if set(LANGS) & set(value):
            return _text(value, at)
        return {k: _anything(v, (*at, k)) for k, v in value.items()}
    if isinstance(value, list):
        return tuple(_anything(v, (*at, i)) for i, v in enumerate(value))
    return value


def _list(value: Any, hint: Any, at: At) -> tuple[Any, ...]:
    items = tuple(read(v, hint, (*at, i)) for i, v in enumerate(_expect(value, list, at)))
    seen: set[Any] = set()
    for i, item in enumerate(items):
        for name in ("id", "name", "number"):
            if (key := getattr(item, name, None)) is not None and not isinstance(key, Mapping):
                if key in seen:
                    raise Wrong((*at, i, name), f"{key!r} stands twice")
                seen.add(key)
                break
    return items


@cache
def _schema(cls: type) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    needed = (f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)
    return get_type_hints(cls), tuple(needed)


def _object(value: Any, cls: type, at: At) -> Any:
    hints, needed = _schema(cls)
    return cls(**_keys(value, hints, needed, at))


def _keys(value: Any, hints: Mapping[str, Any], needed: Iterable[str], at: At) -> dict[str, Any]:
    """Each key of the mapping as its hint says; none that is unknown, none missing."""
    for key in _expect(value, dict, at):
        if key not in hints:
            raise Wrong((*at, key), "this key is unknown here")
    for key in needed:
        if key not in value:
            raise Wrong((*at, key), "this key is missing")
    return {key: read(item, hints[key], (*at, key)) for key, item in value.items()}


# ---- one file -------------------------------------------------------------------------------------


class _Loader(yaml.CSafeLoader):
    """The safe loader, which also refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) < len(node.value):
            keys = [key.value for key, _ in node.value]
            twice = next(key for i, (key, _) in enumerate(node.value) if key.value in keys[:i])
            raise yaml.MarkedYAMLError(problem=f"{twice.value!r} stands twice", problem_mark=twice.start_mark)
        return found


def _parse(path: Path, keys: Mapping[str, Any]) -> dict[str, Any]:
    try:
        raw = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506
        return _keys(raw, {"version": str, **keys}, ("version", *keys), ())
    except OSError as cause:
        raise DataError(path, 1, "", f"cannot be read: {cause.strerror}") from cause
    except (UnicodeDecodeError, yaml.YAMLError) as cause:
        mark = getattr(cause, "problem_mark", None)
        raise DataError(path, mark.line + 1 if mark else 1, "", str(getattr(cause, "problem", cause))) from cause
    except Wrong as wrong:
        raise _located(path, wrong) from None


def _located(path: Path, wrong: Wrong) -> DataError:
    """The error with the line of the nearest place that is in the file."""
    node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    line = node.start_mark.line + 1 if node else 1
    for step in wrong.at:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            pair = (node.value[step], node.value[step])
        else:
            pair = None
        if pair is None:
            break
        line, node = pair[0].start_mark.line + 1, pair[1]
    return DataError(path, line, dotted(wrong.at), wrong.problem)


def dotted(at: At) -> str:
    """questions[3].options[1].clause.en"""
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in at).lstrip(".")


# ---- all files together ---------------------------------------------------------------------------


def load(folder: Path | None = None) -> Content:
    """Everything in `folder`, checked; DataError names file, line and key of the first thing wrong."""
    return _ours() if folder is None else _load(Path(folder))


@cache
def _ours() -> Content:
    return _load(DATA)


def _load(folder: Path) -> Content:
    found = {name: _parse(folder / f"{name}.yaml", keys) for name, keys in FILES.items()}
    ids = _ids(found)
    checks = chain(_references(found, ids, REFERENCES), _clauses(found), _agendas(found), _annexes(found))
    for name, wrong in checks:
        raise _located(folder / f"{name}.yaml", wrong)
    every = [q.id for q in found["questions"]["questions"]]
    agendas = tuple(_with_rest(agenda, every) for agenda in found["agendas"]["agendas"])
    return Content(
        sections=found["questions"]["sections"],
        questions=_by_id(found["questions"]["questions"]),
        risks=_by_id(found["risks"]["risks"]),
        roles=_by_id(found["roles"]["roles"]),
        notebooks=types.MappingProxyType({n.number: n.title for n in found["agendas"]["notebooks"]}),
        methods=_by_id(found["agendas"]["methods"]),
        troubles=_by_id(found["agendas"]["troubles"]),
        agendas=_by_id(agendas),
        sources=_by_id(found["sources"]["sources"]),
        platforms=_by_id(found["platforms"]["platforms"]),
        shared=found["platforms"]["shared"],
        replies=found["platforms"]["reply_expectation"],
        annexes=_by_id(found["annexes"]["annexes"]),
        placeholders=types.MappingProxyType({p.id: p.label for p in found["annexes"]["placeholders"]}),
    )


def _by_id(items: tuple[Any, ...]) -> Mapping[str, Any]:
    return types.MappingProxyType({item.id: item for item in items})


def _ids(found: Mapping[str, Mapping[str, Any]]) -> dict[str, frozenset[Any]]:
    """Names that a reference may hold, by the word `REFERENCES` uses."""
    lists = chain.from_iterable(keys.items() for keys in found.values())
    ids = {k: frozenset(getattr(i, "id", None) for i in v) for k, v in lists if isinstance(v, tuple)}
    return ids | {
        "notebooks": frozenset(n.number for n in found["agendas"]["notebooks"]),
        "people": ids["roles"] | ids["functions"],
        "adopting": ADOPTING,
        "indicative": INDICATIVE,
        "rules": ADOPTING | INDICATIVE | {"question"},
    }


def _walk(value: Any, path: tuple[str, ...], at: At = ()) -> Iterator[tuple[At, Any]]:
    """Every value that `path` reaches, * standing for every item; what is empty is left out."""
    if not path:
        if value not in (None, ""):
            yield at, value
        return
    if path[0] == "@":  # the keys of a mapping
        yield from (((*at, key), key) for key in value)
        return
    if path[0] != "*":
        step = value.get(path[0]) if isinstance(value, Mapping) else getattr(value, path[0])
        yield from _walk(step, path[1:], (*at, path[0])) if step is not None else ()
        return
    for key, item in value.items() if isinstance(value, Mapping) else enumerate(value):
        yield from _walk(item, path[1:], (*at, key))


def _references(found: Mapping[str, Any], ids: Mapping[str, frozenset[Any]], table: References) -> Problems:
    for name, path, target in table:
        for at, value in _walk(found[name], tuple(path.split("."))):
            if value not in ids[target]:
                yield name, Wrong(at, f"{value!r} is not one of the {target}")


def _clauses(found: Mapping[str, Any]) -> Problems:
    """Each question has its title, each option its clause, each {name} is declared and in every language."""
    for i, question in enumerate(found["questions"]["questions"]):
        at: At = ("questions", i)
        if not question.title:
            yield "questions", Wrong((*at, "title"), "this key is missing")
        for j, option in enumerate(question.options):
            if not option.clause:
                yield "questions", Wrong((*at, "options", j, "clause"), "this key is missing")
            declared = {p.name for p in option.parameters}
            for lang, clause in option.clause.items():
                if odd := declared ^ set(_PLACE.findall(clause)):
                    place = (*at, "options", j, "clause", lang)
                    yield "questions", Wrong(place, f"{{{min(odd)}}} is not both declared and in the clause")


def _agendas(found: Mapping[str, Any]) -> Problems:
    """The minutes add up, and no question stands twice or nowhere."""
    every = {q.id for q in found["questions"]["questions"]}
    steps = {m.id: len(m.steps) for m in found["agendas"]["methods"]}
    for i, agenda in enumerate(found["agendas"]["agendas"]):
        at: At = ("agendas", i)
        seen: set[str] = set()
        for j, part in enumerate(agenda.sequences):
            here = (*at, "sequences", j)
            if 60 * part.minutes != part.times * sum(part.seconds):
                yield "agendas", Wrong((*here, "seconds"), "60 * minutes is not times * sum(seconds)")
            if len(part.seconds) != steps[part.method]:
                yield "agendas", Wrong((*here, "seconds"), f"{part.method} has {steps[part.method]} steps")
            for k, question in enumerate(part.questions):
                if question in seen:
                    yield (
                        "agendas",
                        Wrong((*here, "questions", k), f"{question!r} stands twice in this agenda"),
                    )
                seen.add(question)
        if sum(part.minutes for part in agenda.sequences) != agenda.minutes:
            yield "agendas", Wrong((*at, "minutes"), "is not the sum of the sequences")
        if seen != every and sum(part.takes_rest for part in agenda.sequences) != 1:
            yield (
                "agendas",
                Wrong((*at, "sequences"), f"{min(every - seen)!r} stands nowhere, and nothing takes the rest"),
            )


def _with_rest(agenda: Agenda, every: list[QuestionId]) -> Agenda:
    held = {question for part in agenda.sequences for question in part.questions}
    rest = tuple(question for question in every if question not in held)
    parts = (replace(s, questions=(*s.questions, *rest)) if s.takes_rest else s for s in agenda.sequences)
    return replace(agenda, sequences=tuple(parts))


def _annexes(found: Mapping[str, Any]) -> Problems:
    """Placeholders of a block are known, and a switch names an option and blocks that exist."""
    common = {p.id for p in found["annexes"]["placeholders"]}
    questions = found["questions"]["questions"]
    options = {q.id: {o.id for o in q.options} for q in questions}
    numbers = {q.id: {p.name for o in q.options for p in o.parameters} for q in questions}
    for i, annex in enumerate(found["annexes"]["annexes"]):
        at: At = ("annexes", i)
        known = common | {f.name for f in annex.fields} | set(annex.local_placeholders)
        for j, one in enumerate(annex.fields):
            if one.takes and one.takes.parameter not in numbers[one.takes.question]:
                place = (*at, "fields", j, "takes", "parameter")
                yield "annexes", Wrong(place, f"{one.takes.parameter!r} is in no clause of the question")
        for j, block in enumerate(annex.blocks):
            for lang, wording in block.text.items():
                if odd := set(_PLACE.findall(wording)) - known:
                    yield "annexes", Wrong((*at, "blocks", j, "text", lang), f"{{{min(odd)}}} is unknown")
        blocks = {block.id for block in annex.blocks}
        for j, switch in enumerate(annex.decisions):
            if switch.option not in options[switch.question]:
                yield "annexes", Wrong((*at, "decisions", j, "option"), f"{switch.option!r} is not an option")
            if odd := set(switch.blocks) - blocks:
                yield "annexes", Wrong((*at, "decisions", j, "blocks"), f"{min(odd)!r} is not a block")


def sample(folder: Path | None = None) -> Sample:
    """The sample workshop in `folder`, checked against the content it speaks about."""
    return _our_sample() if folder is None else _sample(Path(folder))


@cache
def _our_sample() -> Sample:
    return _sample(DATA / "sample")


def _sample(folder: Path) -> Sample:
    content, hints = load(), get_type_hints(Sample)
    found = {name: _parse(folder / f"{name}.yaml", {k: hints[k] for k in keys}) for name, keys in SAMPLE.items()}
    ids = {name: frozenset(getattr(content, name)) for name in ("questions", "risks", "roles", "platforms")}
    sequences = {part.id for agenda in content.agendas.values() for part in agenda.sequences}
    ids["topics"] = ids["questions"] | sequences
    for name, wrong in chain(_references(found, ids, SAMPLE_REFERENCES), _conclusions(found, content)):
        raise _located(folder / f"{name}.yaml", wrong)
    return Sample(**{k: v for keys in found.values() for k, v in keys.items() if k != "version"})


def _conclusions(found: Mapping[str, Any], content: Content) -> Problems:
    """Leanings, decisions and their parameters name what the question has."""
    for name, options in found["ballots"]["leanings"].items():
        if set(options) != {o.id for o in content.questions[name].options}:
            yield "ballots", Wrong(("leanings", name), "does not weigh exactly the options of the question")
    for name, decision in found["decisions"]["decisions"].items():
        options = {o.id: {p.name for p in o.parameters} for o in content.questions[name].options}
        if decision.option not in options:
            yield "decisions", Wrong(("decisions", name, "option"), f"{decision.option!r} is not an option")
        elif odd := set(decision.parameters) - options[decision.option]:
            yield "decisions", Wrong(("decisions", name, "parameters", min(odd)), "is not in the clause")
