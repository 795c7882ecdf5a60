"""The minutes as a notebook: who was there, what was decided and how, what waits, ideas, risks, rhythm, rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from workshop.agenda import Content
from workshop.model import Record, Result, RiskScore, RoundId, Strain
from workshop.policy import cells, pace
from workshop.policy.book import Book
from workshop.policy.cells import Cell
from workshop.policy.concluded import Tables, decisions, in_words
from workshop.policy.digests import digest
from workshop.policy.draft import Pictures, Shown, about, dissents, taken_up
from workshop.policy.gathered import ideas, matters, orders
from workshop.policy.hazards import risks
from workshop.policy.meeting import presence
from workshop.policy.rhythm import Rhythm, strained_fact
from workshop.policy.tables import activities


def minutes_notebook(
    record: Record,
    content: Content,
    lang: str,
    *,
    results: Mapping[RoundId, Result],
    risk_scores: Mapping[str, RiskScore],
    pictures: Pictures,
    today: date,
    roles: Tables | None = None,
    rhythm: Rhythm | None = None,
    strains: Sequence[Strain] = (),
) -> dict[str, Any]:
    """The minutes of a record, as a notebook (plain data).

    `pictures` by round id, by "shift <question>" and "rules <round>", "risks" ("risks 2", …), "matrix", "surprise",
    and the names of `pace.DRAWN`; `roles` are tables of how groups of roles answered, by round id, with the header
    alone where nothing may be shown.
    """
    book = Book(record, content, lang, results)
    told = {
        **about(book, "minutes", today),
        "subtitle": _when(book, today),
        "version": "",
        "footer": book.say("minutes_footer", day=book.day(_started(book) or today)),
    }
    shown = Shown(pictures, rhythm, {one.question: one for one in strains})
    return cells.notebook(_cells(book, risk_scores, shown, roles or {}), told)


def _cells(book: Book, risk_scores: Mapping[str, RiskScore], shown: Shown, roles: Tables) -> Iterator[Cell]:
    yield cells.facts([*_status(book), *strained_fact(book, shown.strains.values())])
    if book.record.facts.get("rehearsal"):
        yield cells.text(book.say("rehearsal"), part="note")
    yield from presence(book)
    yield from _agenda(book)
    yield from decisions(book, shown.pictures, roles)
    yield from _waiting(book)
    yield from matters(book)
    yield from orders(book)
    yield from ideas(book)
    yield from risks(book, risk_scores, shown.pictures)
    yield from pace.between(book, shown.pictures)
    yield from pace.rhythm(book, shown.pictures, shown.rhythm, [*shown.strains.values()])
    yield cells.heading(2, book.say("rounds"))
    yield cells.table(activities(book), book.say("rounds_caption"))
    yield from _journal(book)


# ---- when and who --------------------------------------------------------------------------------


def _started(book: Book) -> float | None:
    first = min((r.opened_at for r in book.record.rounds), default=None)
    return book.record.facts.get("started_at") or first


def _when(book: Book, today: date) -> str:
    """The day, and from the first act to the last where they are of that day."""
    start = _started(book)
    ends = [r.closed_at for r in book.record.rounds if r.closed_at] + [d.at for d in book.record.decisions]
    if not start or not ends:
        return book.say("minutes_lead_day", day=book.day(start or today))
    hours = {"from": book.clock(start), "to": book.clock(max(ends))}
    return book.say("minutes_lead", day=book.day(start), **hours)


def _status(book: Book) -> list[tuple[str, str]]:
    status = Counter(d.status for d in book.decisions.values())
    quorum = _quorum(book)
    kept = book.counted("adopted_count", status["adopted"])
    others = book.counted("other_count", status["parked"] + status["refused"])
    present = sum(p.present for p in book.people) + int(book.record.facts.get("hands") or 0)
    return [
        (book.say("present_head"), str(present)),
        (book.say("quorum_head"), book.say("quorum_at_least", count=quorum) if quorum else book.say("quorum_none")),
        (book.say("decisions_head"), f"{kept}, {others}"),
    ]


def _quorum(book: Book) -> int | None:
    return book.record.facts.get("quorum") or max((r.quorum or 0 for r in book.record.rounds), default=0) or None


def _agenda(book: Book) -> Iterator[Cell]:
    yield cells.heading(2, book.say("agenda"))
    agenda = book.content.agendas.get(str(book.record.facts.get("agenda", "")))
    if agenda is None:
        yield cells.text(book.say("agenda_free"))
        return
    yield cells.text(book.say("agenda_line", title=book.pick(agenda.title), minutes=agenda.minutes))
    rows = [[book.pick(s.title), str(s.minutes)] for s in agenda.sequences]
    yield cells.table([[book.say("part_head"), book.say("minutes_head")], *rows], book.say("agenda_caption"))


# ---- what waits ----------------------------------------------------------------------------------


def _waiting(book: Book) -> Iterator[Cell]:
    """Parked and refused, with owner and date."""
    waiting = [d for d in book.decisions.values() if d.status != "adopted"]
    if waiting:
        yield cells.heading(2, book.say("parked_head"))
    for decision in waiting:
        yield cells.heading(3, book.title(decision.question))
        said = book.say(decision.status, prompt=cells.literal(book.pick(book.questions[decision.question].prompt)))
        yield cells.markdown("text", said, question=decision.question, number=book.number(decision))
        if decision.outcome:
            yield cells.text(book.pick(decision.outcome))
        if decision.rationale:
            yield cells.text(book.say("because", text=decision.rationale))
        if taken := taken_up(book, decision):
            yield cells.text(taken)
        for round in book.rounds(decision.question):
            if round.id in book.results and round.kind != "consent_list":
                yield cells.text(in_words(book, round, digest(book, round, decision.option)), part="note")
        yield from dissents(book, decision.dissent)


# ---- journal -------------------------------------------------------------------------------------


def _journal(book: Book) -> Iterator[Cell]:
    yield cells.heading(2, book.say("journal"))
    line = book.say("journal_line", count=len(book.record.journal), head=book.record.head)
    yield cells.markdown("text", line)
    yield cells.text(book.say("journal_note"), part="note")
