"""The rhythm that was adopted, on paper: what it asks and gives, under which assumptions, and what no longer fits.

Everything here comes in worked out: this room reads no model and draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workshop import texts
from workshop.model import QuestionId, Strain, Text
from workshop.policy import cells, inputs, matrices
from workshop.policy.book import Book
from workshop.policy.cells import Cell

PLAN: QuestionId = "plan"
PARTS = ("production", "approval", "reply", "moderation", "presence", "strategy", "training", "support")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from: a source of the content, or somebody who set it."""

    source: str = ""
    year: str = ""
    grade: str = ""
    confidence: str = ""
    by: str = ""
    at: date | None = None
    was: Any = None


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number that a rhythm rests on, by its path; a value is a number, words, or a list of a rhythm file."""

    path: str
    value: Any
    origin: Origin = Origin()
    ends: tuple[float, float] | None = None  # from the lowest to the highest that the room thinks possible
    became: Any = None  # what it is now, where it has changed since `day`


@dataclass(frozen=True, slots=True)
class Posting:
    """One channel of a plan: posts a week in numbers and in words, and the hours they take."""

    channel: Text
    posts: float
    often: Text
    hours: float


@dataclass(frozen=True, slots=True)
class Answers:
    """What the staffed hours allow: this share within so many hours, beside what is promised."""

    within: float
    share: float
    promised: float | None
    wait: float  # hours, on average


@dataclass(frozen=True, slots=True)
class Compared:
    """One scenario beside the others; hours a week, effect in points, `over` weeks of a hundred."""

    name: Text
    effect: float
    hours: float
    over: int | None
    cost: float | None = None
    beaten: Text = field(default_factory=dict)  # by which plan, if any
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Rhythm:
    """This is a rhythm in plain numbers, under the assumptions of `day`. Hours are a week's.

    `since` are numbers that have changed after that day, each with its value then and its origin of today.
    """

    day: date
    capacity: float
    posts: tuple[Posting, ...] = ()  # of the plan that was adopted; empty while none is
    parts: Mapping[str, float] = field(default_factory=dict)
    over: int | None = None  # of a hundred weeks
    answers: Answers | None = None
    holders: int = 1
    covered: float = 1.0  # share of weeks in which somebody trained is there
    cost: float | None = None  # a year
    assumptions: tuple[Assumption, ...] = ()
    since: tuple[Assumption, ...] = ()
    names: Mapping[str, Text] = field(default_factory=dict)  # of channels, as the group calls them
    plans: tuple[Compared, ...] = ()
    week: tuple[tuple[str, ...], ...] = ()  # a typical week, header row first, in the language of the document

    @property
    def load(self) -> float:
        return sum(self.parts.values())


# ---- the plan ------------------------------------------------------------------------------------


def asked(book: Book, rhythm: Rhythm) -> Iterator[Cell]:
    """What the adopted plan asks each week, where the hours go, and what that gives."""
    if not rhythm.posts:
        return
    yield cells.heading(4, book.say("weekly"))
    head = [book.say(f"{key}_head") for key in ("outlet", "posts", "often", "work")]
    rows = [[book.pick(p.channel), _number(book, p.posts, 2), book.pick(p.often), _number(book, p.hours)]
            for p in rhythm.posts]  # fmt: skip
    yield cells.table([head, *rows], book.say("weekly_caption"))
    taken = [[book.say(f"part_{name}"), _number(book, rhythm.parts[name])] for name in PARTS if name in rhythm.parts]
    total = [book.say("part_total"), _number(book, rhythm.load)]
    yield cells.table([[book.say("work_of_head"), book.say("work_head")], *taken, total], book.say("parts_caption"))
    yield cells.table(
        [[book.say("gives_head"), book.say("so_head")], *gives(book, rhythm)], book.say("gives_caption")
    )
    yield from _week(book, rhythm)


def _week(book: Book, rhythm: Rhythm) -> Iterator[Cell]:
    """A day a row, in as many tables as the channels need."""
    if not rhythm.week:
        return
    (first, *channels), *days = rhythm.week
    parts = matrices.parts(range(1, len(channels) + 1))
    for number, part in enumerate(parts, 1):
        caption = book.say("week_caption")
        told = {"caption": caption, "number": number, "count": len(parts)}
        rows = [[day[0], *(day[k] for k in part)] for day in days]
        head = [first, *(rhythm.week[0][k] for k in part)]
        yield cells.table([head, *rows], book.say("week_part", **told) if len(parts) > 1 else caption)


def gives(book: Book, rhythm: Rhythm) -> Iterator[list[str]]:
    """Load against capacity, replies against the promise, cover, cost: each in words with its doubt."""
    used = rhythm.load / rhythm.capacity if rhythm.capacity else 0.0
    said = {"load": _hours(book, rhythm.load), "capacity": _hours(book, rhythm.capacity)}
    yield [book.say("g_load"), book.say("load_line", **said, percent=inputs.percent(book, used))]
    if rhythm.over is not None:
        yield [book.say("g_doubt"), book.counted("over_line", rhythm.over)]
    if rhythm.answers:
        yield [book.say("g_answers"), _answers(book, rhythm.answers)]
    weeks = {"holders": book.counted("holders", rhythm.holders), "weeks": _hundred(rhythm.covered)}
    yield [book.say("g_cover"), book.say("cover_line", **weeks)]
    if rhythm.cost is not None:
        yield [book.say("g_cost"), book.say("cost_line", cost=_number(book, rhythm.cost, 0))]


def _answers(book: Book, answers: Answers) -> str:
    """'76 messages sur 100 en 24 heures (90 promis) ; attente moyenne : 15,2 h.'"""
    said = {
        "within": book.counted("in_hours", round(answers.within)),
        "share": _hundred(answers.share),
        "wait": _hours(book, answers.wait),
    }
    if answers.promised is None:
        return book.say("answers_line", **said)
    return book.say("answers_promised", **said, promised=_hundred(answers.promised))


# ---- under which assumptions ---------------------------------------------------------------------


def assumed(book: Book, rhythm: Rhythm) -> Iterator[Cell]:
    """Every number with its source, year and grade, or who set it; then what has changed since."""
    if not rhythm.assumptions:
        return
    yield cells.heading(4, book.say("assumed", day=book.day(rhythm.day)))
    yield cells.text(book.say("assumed_both_ways"))
    head = [book.say(f"{key}_head") for key in ("input", "value", "origin", "source")]
    yield cells.table([head, *_grouped(book, rhythm)], book.say("assumed_caption"))
    if changed := [*_changed(book, rhythm)]:
        head = [book.say(f"{key}_head") for key in ("input", "then", "today", "origin")]
        yield cells.table([head, *changed], book.say("since_caption"))


def cited(book: Book, rhythm: Rhythm | None) -> set[str]:
    """The numbers of the sources that the assumptions cite."""
    return {number for one in (rhythm.assumptions if rhythm else ()) if (number := _source(book, one.origin))}


def _grouped(book: Book, rhythm: Rhythm) -> list[list[str]]:
    """One row for the numbers of one kind that come from one place; settings that change nothing are left out."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for one in rhythm.assumptions:
        what = inputs.named(one.path, rhythm.names, book)
        if what is not None and not inputs.neutral(what.kind, one.value):
            key = (what.kind, origin(book, one.origin), _source(book, one.origin))
            rows.setdefault(key, []).append(_of(book, what, one, rhythm.names))
    ordered = sorted(rows, key=lambda key: inputs.order(key[0]))
    joined = {key: book.say("semicolon").join(rows[key]) for key in ordered}
    return [[texts.say(f"inputs.{key[0]}", book.lang), joined[key], *key[1:]] for key in ordered]


def _of(book: Book, what: inputs.Input, one: Assumption, names: Mapping[str, Text]) -> str:
    """'Facebook : 6 (de 3 à 14), c’était 5'."""
    value = inputs.said(book, what.kind, one.value, names)
    if one.ends:
        low, high = (inputs.said(book, what.kind, end, names) for end in one.ends)
        value = book.say("between", value=value, low=low, high=high)
    was = inputs.said(book, what.kind, one.origin.was, names) if one.origin.was is not None else ""
    if was and was != inputs.said(book, what.kind, one.value, names):
        value = book.say("was", value=value, was=was)
    return book.say("value_of", of=book.pick(what.of), value=value) if what.of else value


def _changed(book: Book, rhythm: Rhythm) -> Iterator[list[str]]:
    for one in rhythm.since:
        if (what := inputs.named(one.path, rhythm.names, book)) is not None:
            then, now = (inputs.said(book, what.kind, value, rhythm.names) for value in (one.value, one.became))
            if then != now:
                yield [called(book, what), then, now, origin(book, one.origin)]


def called(book: Book, what: inputs.Input) -> str:
    """What a number is, and whose: 'Facebook : minutes pour une publication'."""
    label = texts.say(f"inputs.{what.kind}", book.lang)
    return book.say("value_of", of=book.pick(what.of), value=label[:1].lower() + label[1:]) if what.of else label


def origin(book: Book, origin: Origin) -> str:
    """'jugement, 2026, confiance faible', or 'fixé par la direction, le 22 novembre 2026'."""
    if origin.by and origin.at:
        return book.say("set_by_on", by=origin.by, day=book.day(origin.at))
    if origin.by:
        return book.say("set_by", by=origin.by)
    if not origin.source:
        return book.say("origin_none")
    grade = {"B*": "quoted"}.get(origin.grade, origin.grade.lower())
    words = [book.say(f"grade_{grade}"), book.year(origin.year)]
    sure = origin.confidence.replace(", ", "_")
    words += [book.say(f"confidence_{sure}")] if sure else []
    return ", ".join(filter(None, words))


def _source(book: Book, origin: Origin) -> str:
    known = book.content.sources.get(origin.source)
    return book.number(known) if known and not origin.by else ""


# ---- what no longer fits -------------------------------------------------------------------------


def strained(book: Book, strain: Strain | None) -> Iterator[Cell]:
    """The box on a clause that the hours of today no longer allow."""
    if strain is not None:
        words = book.say("strained", text=cells.literal(book.pick(strain.said)))
        yield cells.markdown("strained", words, question=strain.question)


def strained_fact(book: Book, strains: Iterable[Strain]) -> list[tuple[str, str]]:
    """A fact for the first page: which clauses can no longer be afforded."""
    order = [*book.clauses]
    found = sorted((one.question for one in strains), key=lambda q: order.index(q) if q in order else len(order))
    numbers = [book.clauses.get(question, question) for question in found]
    return [(book.say("strained_head"), ", ".join(numbers))] if numbers else []


# ---- numbers -------------------------------------------------------------------------------------


def _number(book: Book, value: float, digits: int = 1) -> str:
    return texts.number(value, book.lang, digits)


def _hours(book: Book, hours: float) -> str:
    return book.say("h", hours=_number(book, hours))


def _hundred(share: float) -> int:
    return round(100 * share)
