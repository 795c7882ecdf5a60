"""The policy as a notebook: status, rules in brief, chapters of clauses with their trail, what waits, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from workshop.agenda import Content
from workshop.model import Clause, Decision, Dissent, Picture, Record, Result, Round, RoundId, Strain
from workshop.policy import cells, matrices
from workshop.policy.book import Book
from workshop.policy.cells import Cell
from workshop.policy.clauses import force, is_advice, written
from workshop.policy.rhythm import PLAN, Rhythm, asked, assumed, cited, strained, strained_fact

Pictures = Mapping[str, Picture]
BRIEF = 6  # rules on the first page
DRAWN = ("replies",)  # pictures of the adopted plan; the minutes have the others


def policy_notebook(
    record: Record,
    content: Content,
    lang: str,
    *,
    results: Mapping[RoundId, Result],
    pictures: Pictures,
    today: date,
    rhythm: Rhythm | None = None,
    strains: Sequence[Strain] = (),
) -> dict[str, Any]:
    """The policy of a record, as a notebook (plain data).

    `pictures` by round id, and "replies" of the adopted plan; those it lacks are left out. `strains` are
    the clauses whose numbers no longer fit.
    """
    book = Book(record, content, lang, results)
    shown = Shown(pictures, rhythm, {one.question: one for one in strains})
    return cells.notebook(_cells(book, written(book), shown), about(book, "policy", today))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a policy shows beside its clauses."""

    pictures: Pictures
    rhythm: Rhythm | None = None
    strains: Mapping[str, Strain] = field(default_factory=dict)


def about(book: Book, document: str, today: date) -> dict[str, Any]:
    """What an exporter says once about the whole document."""
    facts = book.record.facts
    title = book.fact("title") if document == "policy" else ""
    return {
        "document": document,
        "lang": book.lang,
        "title": title or book.say(document),
        "subtitle": book.say("lead"),
        "organisation": book.fact("organisation"),
        "date": today.isoformat(),
        "version": book.fact("version") or "1.0",
        "rehearsal": bool(facts.get("rehearsal")),
        "footer": "",
    }


def _cells(book: Book, found: Sequence[Clause], shown: Shown) -> Iterator[Cell]:
    yield cells.facts([*_status(book), *strained_fact(book, shown.strains.values())])
    if book.record.facts.get("rehearsal"):
        yield cells.text(book.say("rehearsal"), part="note")
    yield from _brief(book, found)
    by_number = {clause.question: clause for clause in found}
    for chapter, (section, questions) in enumerate(book.sections, 1):
        yield cells.heading(2, book.say("section", number=chapter, title=book.pick(section.title)))
        yield from _section(book, [by_number[q.id] for q in questions], shown)
    yield from _unsettled(book, found)
    yield from _sources(book, found, cited(book, shown.rhythm))
    yield cells.text(book.say("legal"), part="note")


def _status(book: Book) -> list[tuple[str, str]]:
    adopted = [d for d in book.decisions.values() if d.status == "adopted"]
    reviews = [d.review_on for d in adopted if d.review_on]
    review = _date_fact(book, "review_on") or min(reviews, default=None)
    last = max((d.at for d in adopted), default=None)
    return [
        (book.say("adopted_on"), book.day(last) if last else book.say("not_yet")),
        (book.say("review_before"), book.day(review) if review else book.say("to_set")),
        (book.say("responsible"), _responsible(book) or book.say("to_name")),
        (book.say("legal_review"), book.fact("legal_review") or book.say("not_yet")),
    ]


def _date_fact(book: Book, key: str) -> date | None:
    value = book.record.facts.get(key)
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _responsible(book: Book) -> str:
    """Who holds the policy: as notebook 0 says, else whoever takes care of the question on ownership."""
    ownership = book.decisions.get("ownership")
    return book.role(book.fact("responsible") or (ownership.owner or "" if ownership else ""))


def _brief(book: Book, found: Sequence[Clause]) -> Iterator[Cell]:
    """The rules that the room talked about, one sentence each; then how to read the rest."""
    yield cells.heading(2, book.say("brief"))
    rules = [(_first(clause.text, book.lang), clause.force or "") for clause in _leading(book, found)]
    yield cells.brief(rules) if rules else cells.text(book.say("brief_none"))
    yield cells.markdown("note", book.say("how"))
    if is_advice(book):
        yield cells.markdown("note", book.say("how_advice"))


def _leading(book: Book, found: Sequence[Clause]) -> list[Clause]:
    """Adopted rules, those the room compared answers to first, those of the consent list last; then in order."""
    rules = [c for c in found if c.status == "adopted" and c.force in ("must", "should")]
    kept = sorted(rules, key=lambda clause: (_talked(book, clause), clause.force != "must"))[:BRIEF]
    return [c for c in rules if c in kept]


def _talked(book: Book, clause: Clause) -> int:
    """0: answers were compared; 1: a ballot of its own; 2: no ballot, or the consent list alone."""
    rounds = book.rounds(clause.question)
    if any(r.purpose == "indicative" for r in rounds):
        return 0
    return 1 if any(r.purpose == "adopting" for r in rounds) else 2


def _first(text: str, lang: str) -> str:
    """The first sentence that says how firm the rule is, else the first sentence."""
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    firm = force(text, lang)
    return next((s for s in sentences if force(s, lang) == firm), sentences[0])


def _section(book: Book, found: Sequence[Clause], shown: Shown) -> Iterator[Cell]:
    """Clauses in order; those that follow each other undecided share one box, and their tables come after it."""
    for undecided, run in groupby(found, key=lambda clause: clause.status == "undecided"):
        some = list(run)
        if undecided:
            yield _undecided(book, some)
        for clause in some:
            yield from matrices.of(book, clause.question) if undecided else _clause(book, clause, shown)


def _undecided(book: Book, run: Sequence[Clause]) -> Cell:
    lines = [book.say("clause", number=f"**{c.number}**", title=cells.flat(c.text)) for c in run]
    said = [book.say("undecided"), *(f"- {line}" for line in lines)]
    return cells.markdown("undecided", "\n".join([said[0], "", *said[1:]]), questions=[c.question for c in run])


def _clause(book: Book, clause: Clause, shown: Shown) -> Iterator[Cell]:
    yield cells.heading(3, book.say("clause", number=clause.number, title=clause.title))
    if clause.status == "adopted":
        yield cells.text(clause.text, part="clause", force=clause.force, status="adopted", question=clause.question)
    else:
        yield _waiting(book, clause)
    yield from strained(book, shown.strains.get(clause.question))
    plan = shown.rhythm if clause.question == PLAN and clause.status == "adopted" else None
    if plan:
        yield from asked(book, plan)
        yield from (cells.figure(shown.pictures[name]) for name in DRAWN if name in shown.pictures)
    yield from matrices.of(book, clause.question)
    if clause.trail:
        yield cells.heading(4, book.say("trail"))
        yield cells.table(_steps(book, clause), part="trail")
    yield from assumed(book, plan) if plan else ()
    if drawn := telling(book.rounds(clause.question), shown.pictures, compared=False):
        yield cells.heading(4, book.say("said"))
        yield cells.figure(shown.pictures[drawn.id])
    if clause.dissent:
        yield cells.heading(4, book.say("disagreed"))
        yield from dissents(book, clause.dissent)


def _waiting(book: Book, clause: Clause) -> Cell:
    """A parked or refused question: what was asked, why it waits, who takes it up."""
    decision = book.decisions[clause.question]
    said = [book.say(clause.status, prompt=cells.literal(clause.text))]
    if decision.rationale:
        said.append(book.say("because", text=cells.literal(decision.rationale)))
    if taken := taken_up(book, decision):
        said.append(cells.literal(taken))
    return cells.markdown("undecided", "\n\n".join(said), status=clause.status, questions=[clause.question])


def taken_up(book: Book, decision: Decision) -> str:
    """Who takes a parked question up, and before when."""
    owner = book.role(decision.owner) if decision.owner else ""
    if owner and decision.review_on:
        return book.say("taken_up", owner=owner, day=book.day(decision.review_on))
    if owner:
        return book.say("taken_up_by", owner=owner)
    return book.say("taken_up_on", day=book.day(decision.review_on)) if decision.review_on else ""


def _steps(book: Book, clause: Clause) -> list[list[str]]:
    head = [book.say("kind"), book.say("content"), book.say("number_head")]
    return [head, *([step.kind, step.text, step.number] for step in clause.trail)]


def telling(rounds: Sequence[Round], pictures: Pictures, *, compared: bool) -> Round | None:
    """The ballot whose picture says most: the latest degrees of agreement, or where options were compared."""
    drawn = [r for r in rounds if r.id in pictures and r.kind not in ("consent", "consent_list")]
    first = "purpose" if compared else "rule"
    worth = [r for r in drawn if getattr(r, first) in ("gradients", "indicative")] or [
        r for r in drawn if r.purpose == "indicative"
    ]
    return max(worth or drawn, key=lambda r: r.opened_at, default=None)


def dissents(book: Book, dissent: Sequence[Dissent]) -> Iterator[Cell]:
    """What people still hold against it, in their own words; a name only if they gave it."""
    for one in dissent:
        who = one.who or book.say("one_person")
        named = book.say("person_role", who=who, role=book.role(one.role)) if one.role else who
        yield cells.text(book.say("dissent", who=named, text=one.text), part="dissent")


def _unsettled(book: Book, found: Sequence[Clause]) -> Iterator[Cell]:
    yield cells.heading(2, book.say("unsettled"))
    waiting = [c for c in found if c.status != "adopted"]
    if not waiting:
        yield cells.text(book.say("unsettled_none"))
        return
    yield cells.table(
        [
            [book.say("number_head"), book.say("question_head"), book.say("state_head"), book.say("owner_head")],
            *([c.number, c.title, book.say(f"state_{c.status}"), _taker(book, c)] for c in waiting),
        ]
    )


def _taker(book: Book, clause: Clause) -> str:
    decision = book.decisions.get(clause.question)
    parts = [book.role(decision.owner)] if decision and decision.owner else []
    if decision and decision.review_on:
        parts.append(book.day(decision.review_on))
    return ", ".join(parts)


def _sources(book: Book, found: Sequence[Clause], assumed: Iterable[str]) -> Iterator[Cell]:
    """The sources that the trails cite, and those of assumptions, by their numbers."""
    cited = {number for clause in found for step in clause.trail for number in step.number.split()} | {*assumed}
    listed = [s for s in book.content.sources.values() if book.number(s) in cited]
    if listed:
        yield cells.heading(2, book.say("sources"))
        head = [book.say("number_head"), book.say("sources_head"), book.say("year_head")]
        yield cells.table([head, *([book.number(s), book.pick(s.title), book.year(s.year)] for s in listed)])
