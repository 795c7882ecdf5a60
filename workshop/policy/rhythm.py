"""The rhythm that was adopted, on paper: what it asks and gives, under which assumptions, and what no longer fits.

Everything here comes in worked out: this room reads no model and draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workshop import texts
from workshop.model import QuestionId, Text
from workshop.policy import cells
from workshop.policy.book import Book
from workshop.policy.cells import Cell
from workshop.policy.checks import Strain

Rows = Sequence[Sequence[str]]
Value = float | Text
PLAN: QuestionId = "plan"
PARTS = ("production", "approval", "reply", "moderation", "presence", "overhead")
SHARES = frozenset({"absence", "focus", "reply_share", "share", "most_load"})  # kinds of numbers printed in percent


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from: a source of the content, or somebody who set it."""

    source: str = ""
    year: str = ""
    grade: str = ""
    confidence: str = ""
    by: str = ""
    at: date | None = None
    was: Value | None = None


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number that a rhythm rests on: `kind` is a key of `inputs`, `of` a channel or a person."""

    kind: str
    of: Text
    value: Value
    origin: Origin = Origin()
    ends: tuple[float, float] | None = None  # from the lowest to the highest that the room thinks possible


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
    """This is a rhythm in plain numbers, under the assumptions of `day`. Hours are a week's."""

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
    plans: tuple[Compared, ...] = ()

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
    rows = [[book.pick(p.channel), _number(book, p.posts, 2), book.pick(p.often), _hours(book, p.hours)]
            for p in rhythm.posts]  # fmt: skip
    yield cells.table([head, *rows], book.say("weekly_caption"))
    taken = [[book.say(f"part_{name}"), _hours(book, rhythm.parts[name])] for name in PARTS if name in rhythm.parts]
    total = [book.say("part_total"), _hours(book, rhythm.load)]
    yield cells.table([[book.say("work_of_head"), book.say("work_head")], *taken, total], book.say("parts_caption"))
    yield cells.table(
        [[book.say("gives_head"), book.say("so_head")], *gives(book, rhythm)], book.say("gives_caption")
    )


def gives(book: Book, rhythm: Rhythm) -> Iterator[list[str]]:
    """Load against capacity, replies against the promise, cover, cost: each in words with its doubt."""
    used = rhythm.load / rhythm.capacity if rhythm.capacity else 0.0
    said = {"load": _hours(book, rhythm.load), "capacity": _hours(book, rhythm.capacity)}
    yield [book.say("g_load"), book.say("load_line", **said, percent=_percent(book, used))]
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
    """Every number with its source, year and grade, or who set it; and how far such numbers can be trusted."""
    if not rhythm.assumptions:
        return
    yield cells.heading(4, book.say("assumed", day=book.day(rhythm.day)))
    yield cells.text(book.say("assumed_both_ways"))
    head = [book.say(f"{key}_head") for key in ("input", "value", "origin", "source")]
    yield cells.table([head, *_grouped(book, rhythm.assumptions)], book.say("assumed_caption"))


def cited(book: Book, rhythm: Rhythm | None) -> set[str]:
    """The numbers of the sources that the assumptions cite."""
    return {number for one in (rhythm.assumptions if rhythm else ()) if (number := _source(book, one.origin))}


def _grouped(book: Book, assumptions: Iterable[Assumption]) -> Iterator[list[str]]:
    """One row for the numbers of one kind that come from one place."""
    rows: dict[tuple[str, str, str], list[Assumption]] = {}
    for one in assumptions:
        rows.setdefault((one.kind, _origin(book, one), _source(book, one.origin)), []).append(one)
    for (kind, origin, source), some in rows.items():
        values = book.say("semicolon").join(_of(book, one) for one in some)
        yield [texts.say(f"inputs.{kind}", book.lang), values, origin, source]


def _of(book: Book, one: Assumption) -> str:
    value = said(book, one.kind, one.value)
    if one.ends:
        low, high = (said(book, one.kind, end) for end in one.ends)
        value = book.say("between", value=value, low=low, high=high)
    return book.say("value_of", of=book.pick(one.of), value=value) if one.of else value


def said(book: Book, kind: str, value: Value) -> str:
    """A value as people read it: shares in percent, words as they are."""
    if isinstance(value, Mapping):
        return book.pick(value)
    return _percent(book, value) if kind in SHARES else _number(book, value, 2)


def _origin(book: Book, one: Assumption) -> str:
    """'jugement, 2026, confiance faible', or 'fixé par la direction le 22 novembre 2026 (était 14)'."""
    origin = one.origin
    if origin.by:
        when = book.day(origin.at) if origin.at else ""
        told = book.say("set_by_on", by=origin.by, day=when) if when else book.say("set_by", by=origin.by)
        return told if origin.was is None else book.say("was", said=told, was=said(book, one.kind, origin.was))
    if not origin.source:
        return book.say("origin_none")
    grade = {"B*": "quoted"}.get(origin.grade, origin.grade.lower())
    words = [book.say(f"grade_{grade}"), book.year(origin.year)]
    words += [book.say(f"confidence_{origin.confidence}")] if origin.confidence else []
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
    numbers = [book.clauses.get(one.question, one.question) for one in strains]
    return [(book.say("strained_head"), ", ".join(numbers))] if numbers else []


# ---- numbers -------------------------------------------------------------------------------------


def _number(book: Book, value: float, digits: int = 1) -> str:
    return texts.number(value, book.lang, digits)


def _hours(book: Book, hours: float) -> str:
    return book.say("h", hours=_number(book, hours))


def _percent(book: Book, share: float) -> str:
    return book.say("percent", percent=_number(book, 100 * share, 0))


def _hundred(share: float) -> int:
    return round(100 * share)
