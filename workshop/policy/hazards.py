"""The risks: what the room made of them, in their order, the reasons given, what is done about each and what not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workshop.model import Acceptance, Picture, RiskScore, Treatment
from workshop.policy import cells
from workshop.policy.book import Book
from workshop.policy.cells import Cell
from workshop.policy.tables import scores


def risks(book: Book, risk_scores: Mapping[str, RiskScore], pictures: Mapping[str, Picture]) -> Iterator[Cell]:
    """Figure, table, reasons, register, and what lacks what."""
    known = sorted((s for id, s in risk_scores.items() if id in book.risks_known), key=lambda s: s.rank)
    if not known and not book.record.treatments:
        return
    yield cells.heading(2, book.say("risks"))
    if known:
        yield cells.text(book.say("risks_line"))
        for name in sorted(n for n in pictures if n.split()[0] == "risks"):
            yield cells.figure(pictures[name])
        yield cells.table(scores(book, known), book.say("risks_caption"))
        yield from _shown(pictures, "matrix")
    yield from _reasons(book)
    yield from _register(book, risk_scores)
    yield from _uncovered(book, known)


def _shown(pictures: Mapping[str, Picture], name: str) -> Iterator[Cell]:
    if name in pictures:
        yield cells.figure(pictures[name])


def _reasons(book: Book) -> Iterator[Cell]:
    """Why the highest and the lowest judged so, between the two rounds; never who."""
    said = [one for one in book.record.reasons if one.option in book.risks_known]
    if said:
        head = [book.say(f"{key}_head") for key in ("risk", "side", "reason")]
        rows = [[book.pick(book.risks_known[r.option].name), book.say(f"side_{r.side}"), r.text] for r in said]
        yield cells.heading(3, book.say("reasons"))
        yield cells.table([head, *sorted(rows)], book.say("reasons_caption"))


# ---- what is done about them ---------------------------------------------------------------------


def _register(book: Book, risk_scores: Mapping[str, RiskScore]) -> Iterator[Cell]:
    treated = [t for t in book.record.treatments if t.risk in book.risks_known]
    if not treated:
        return
    order = {id: score.rank for id, score in risk_scores.items()}
    last = (True, True, 0, 0.0)
    treated.sort(key=lambda t: (order.get(t.risk, last), t.risk))
    yield cells.heading(3, book.say("register"))
    head = [book.say(f"{key}_head") for key in ("number", "risk", "remedy", "clause", "owner", "due_by")]
    yield cells.table([head, *(_treatment(book, t) for t in treated)], book.say("register_caption"))
    for one in treated:
        if one.acceptance:
            yield from _accepted(book, one, one.acceptance)


def _treatment(book: Book, treatment: Treatment) -> list[str]:
    risk = book.risks_known[treatment.risk]
    remedy = book.say(f"remedy_{treatment.remedy}")
    return [
        book.number(risk),
        book.pick(risk.name),
        book.say("remedy_note", remedy=remedy, note=treatment.note) if treatment.note else remedy,
        book.clauses.get(treatment.question or "", ""),
        book.role(treatment.owner) if treatment.owner else book.say("to_name"),
        book.day(treatment.due) if treatment.due else "",
    ]


def _accepted(book: Book, treatment: Treatment, acceptance: Acceptance) -> Iterator[Cell]:
    """Who accepted the risk, when, why, and the fingerprint of what they saw."""
    risk = book.risks_known[treatment.risk]
    said = book.say(
        "accepted",
        risk=f"{book.number(risk)} {book.pick(risk.name)}",
        who=book.role(acceptance.by),
        day=book.day(acceptance.at),
        time=book.clock(acceptance.at),
        digest=acceptance.digest[:16],
    )
    yield cells.text(book.say("accepted_why", said=said, why=acceptance.why) if acceptance.why else said)


# ---- what lacks what -----------------------------------------------------------------------------


def _uncovered(book: Book, known: Sequence[RiskScore]) -> Iterator[Cell]:
    """Scored risks that no clause treats, and adopted clauses that treat no risk of the catalogue."""
    adopted = {q for q, d in book.decisions.items() if d.status == "adopted"}
    treated = {t.risk for t in book.record.treatments if t.question in adopted}
    treated |= {risk for q in adopted for risk in book.decisions[q].risks}
    scored = [book.risks_known[score.risk] for score in known]
    bare = [risk for risk in scored if risk.id not in treated and not adopted.intersection(risk.questions)]
    idle = [q for q in book.clauses if q in adopted and not book.risks(q) and not book.decisions[q].risks]
    if known:
        yield cells.heading(3, book.say("coverage"))
        named = (f"{book.number(risk)} {book.pick(risk.name)}" for risk in bare)
        yield cells.text(_or_none(book, "uncovered", list(named)))
        yield cells.text(_or_none(book, "riskless", [f"{book.clauses[q]} {book.title(q)}" for q in idle]))


def _or_none(book: Book, key: str, names: list[str]) -> str:
    if not names:
        return book.say(f"{key}_none")
    return book.counted(key, len(names), names=book.say("semicolon").join(names))
