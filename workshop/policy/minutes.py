"""The minutes as a notebook: who was there, what was decided and how, what waits, ideas, risks, rhythm, rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from workshop import texts
from workshop.agenda import Content
from workshop.model import Decision, Picture, Record, Result, RiskScore, Round, RoundId
from workshop.policy import cells
from workshop.policy.book import Book
from workshop.policy.cells import Cell
from workshop.policy.clauses import wording
from workshop.policy.digests import digest
from workshop.policy.draft import Pictures, about, dissents, taken_up, telling
from workshop.policy.tables import activities, counts, ideas, presence, scores

YES_NO = frozenset({"majority", "supermajority", "consent"})  # rules whose counts are said in one line


def minutes_notebook(
    record: Record,
    content: Content,
    lang: str,
    *,
    results: Mapping[RoundId, Result],
    risk_scores: Mapping[str, RiskScore],
    pictures: Pictures,
    today: date,
) -> dict[str, Any]:
    """The minutes of a record, as a notebook (plain data). `pictures` by round id, and "risks" and "rhythm"."""
    book = Book(record, content, lang, results)
    told = {
        **about(book, "minutes", today),
        "subtitle": _when(book, today),
        "version": "",
        "footer": book.say("minutes_footer", day=book.day(_started(book) or today)),
    }
    return cells.notebook(_cells(book, risk_scores, pictures), told)


def _cells(book: Book, risk_scores: Mapping[str, RiskScore], pictures: Pictures) -> Iterator[Cell]:
    yield cells.facts(_status(book))
    if book.record.facts.get("rehearsal"):
        yield cells.text(book.say("rehearsal"), part="note")
    yield from _presence(book)
    yield from _agenda(book)
    yield from _decisions(book, pictures)
    yield from _waiting(book)
    yield from _ideas(book)
    yield from _risks(book, risk_scores, pictures)
    yield from _rhythm(book, pictures)
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
    return [
        (book.say("present_head"), str(sum(p.present for p in book.people))),
        (book.say("quorum_head"), book.say("quorum_at_least", count=quorum) if quorum else book.say("quorum_none")),
        (book.say("decisions_head"), f"{kept}, {others}"),
    ]


def _quorum(book: Book) -> int | None:
    return book.record.facts.get("quorum") or max((r.quorum or 0 for r in book.record.rounds), default=0) or None


def _presence(book: Book) -> Iterator[Cell]:
    """Counts by role; names only where notebook 0 says so."""
    yield cells.heading(2, book.say("here"))
    here = sum(p.present for p in book.people)
    yield cells.text(book.say("here_line", present=here, joined=len(book.people)))
    yield cells.table(presence(book), book.say("here_caption"))
    yield cells.text(book.say("named"), part="note")


def _agenda(book: Book) -> Iterator[Cell]:
    yield cells.heading(2, book.say("agenda"))
    agenda = book.content.agendas.get(str(book.record.facts.get("agenda", "")))
    if agenda is None:
        yield cells.text(book.say("agenda_free"))
        return
    yield cells.text(book.say("agenda_line", title=book.pick(agenda.title), minutes=agenda.minutes))
    rows = [[book.pick(s.title), str(s.minutes)] for s in agenda.sequences]
    yield cells.table([[book.say("part_head"), book.say("minutes_head")], *rows], book.say("agenda_caption"))


# ---- decisions -----------------------------------------------------------------------------------


def _decisions(book: Book, pictures: Pictures) -> Iterator[Cell]:
    """Decisions one by one; those that nobody took out of a consent list together."""
    yield cells.heading(2, book.say("decisions"))
    if not book.record.decisions:
        yield cells.text(book.say("decisions_none"))
    together = [d for d in book.record.decisions if _plain(book, d)]
    for decision in book.record.decisions:
        if decision not in together and decision.status == "adopted":
            yield from _decision(book, decision, pictures)
    if together:
        yield cells.heading(3, book.say("by_list_head"))
        yield cells.text(book.say("by_list_line"))
        yield cells.table(_together(book, together), book.say("by_list_caption"))


def _plain(book: Book, decision: Decision) -> bool:
    """Adopted on a consent list with the option's own text, nothing said against it, and not replaced since."""
    round = book.round(decision.round)
    listed = round is not None and round.kind == "consent_list"
    said = decision.dissent or decision.wording or book.replaced(decision.id)
    return listed and decision.status == "adopted" and not said


def _together(book: Book, together: Iterable[Decision]) -> list[list[str]]:
    head = [book.say(f"{key}_head") for key in ("number", "question", "answer", "owner")]
    return [head, *([book.number(d), book.title(d.question), _answer(book, d), _owner(book, d)] for d in together)]


def _answer(book: Book, decision: Decision) -> str:
    options = book.questions[decision.question].options
    return next((book.pick(o.label) for o in options if o.id == decision.option), "")


def _owner(book: Book, decision: Decision) -> str:
    return book.role(decision.owner) if decision.owner else book.say("to_name")


def _decision(book: Book, decision: Decision, pictures: Pictures) -> Iterator[Cell]:
    number = book.number(decision).removeprefix("D")
    yield cells.heading(3, book.say("decision", number=number, title=book.title(decision.question)))
    question = book.questions[decision.question]
    yield cells.text(wording(book, question, decision), part="decision", question=question.id)
    if later := book.replaced(decision.id):
        yield cells.text(book.say("not_kept", number=number, other=book.number(later)), part="note")
    yield cells.facts(_how(book, decision))
    yield from _said(book, decision, pictures)
    if decision.rationale:
        yield cells.heading(4, book.say("why"))
        yield cells.text(decision.rationale)
    if decision.dissent:
        yield cells.heading(4, book.say("dissent_head"))
        yield from dissents(book, decision.dissent)


def _how(book: Book, decision: Decision) -> list[tuple[str, str]]:
    """The rule fixed beforehand, who was there, who takes care of it, until when."""
    round = book.round(decision.round)
    result = book.results.get(decision.round or "")
    review = book.day(decision.review_on) if decision.review_on else book.say("to_set")
    return [
        (book.say("rule_head"), _rule(book, round)),
        *([(book.say("turnout_head"), _turnout(book, result))] if result else []),
        (book.say("owner_head"), _owner(book, decision)),
        (book.say("review_head"), review),
    ]


def _rule(book: Book, round: Round | None) -> str:
    if round is None:
        return book.say("by_talk").removeprefix(", ")
    parts = [_way(book, round)]
    if round.threshold:
        parts.append(book.say("threshold", percent=texts.number(100 * round.threshold, book.lang, 0)))
    if round.quorum:
        parts.append(book.say("quorum_of", count=round.quorum))
    return ", ".join(parts)


def _way(book: Book, round: Round) -> str:
    """How ballots were cast, by its name: a list is voted by approval, but nobody calls it so."""
    key = "document.kind_round_consent_list" if round.kind == "consent_list" else f"rules.{round.rule}"
    return texts.say(key, book.lang)


def _turnout(book: Book, result: Result) -> str:
    ballots = book.counted("ballots", result.ballots)
    if result.entitled is None or result.present is None:
        return ballots
    if result.present == result.entitled:
        return book.say("turnout_all", ballots=ballots, present=result.present)
    return book.say("turnout_of", present=result.present, ballots=ballots, entitled=result.entitled)


def _said(book: Book, decision: Decision, pictures: Pictures) -> Iterator[Cell]:
    """Every ballot on the question, in order: in words, as counts where words do not hold them; one picture."""
    voted = [r for r in book.rounds(decision.question) if r.id in book.results and r.opened_at <= decision.at]
    if not voted:
        return
    yield cells.heading(4, book.say("said"))
    drawn = telling(voted, pictures, compared=True)
    for round in voted:
        about = decision.question if round.kind == "consent_list" else decision.option
        yield cells.text(_in_words(book, round, digest(book, round, about)))
        if round is drawn:
            yield cells.figure(pictures[round.id])
        if round.kind not in ("consent", "consent_list") and round.rule not in YES_NO:
            yield cells.table(counts(book, round), book.say("counts_caption", number=book.number(round)))


def _in_words(book: Book, round: Round, words: str) -> str:
    """'V4 · Majorité simple : 14 oui, 7 non, sur 23 bulletins (22 téléphones, 1 au poste d’animation).'"""
    came = Counter(b.channel for b in book.record.ballots if b.round == round.id)
    channels = ", ".join(book.counted(f"came_{name}", n) for name, n in sorted(came.items(), reverse=True))
    line = book.say("round_line", number=book.number(round), rule=_way(book, round), digest=words)
    return f"{line} ({channels})." if channels else f"{line}."


def _waiting(book: Book) -> Iterator[Cell]:
    """Parked and refused, with owner and date."""
    waiting = [d for d in book.decisions.values() if d.status != "adopted"]
    if waiting:
        yield cells.heading(2, book.say("parked_head"))
    for decision in waiting:
        yield cells.heading(3, book.title(decision.question))
        said = [book.say(decision.status, prompt=cells.literal(book.pick(book.questions[decision.question].prompt)))]
        yield cells.markdown("text", said[0], question=decision.question, number=book.number(decision))
        if decision.rationale:
            yield cells.text(book.say("because", text=decision.rationale))
        if taken := taken_up(book, decision):
            yield cells.text(taken)
        for round in book.rounds(decision.question):
            if round.id in book.results and round.kind != "consent_list":
                yield cells.text(_in_words(book, round, digest(book, round, decision.option)), part="note")
        yield from dissents(book, decision.dissent)


# ---- ideas, risks, rhythm, journal ---------------------------------------------------------------


def _ideas(book: Book) -> Iterator[Cell]:
    groups = ideas(book)
    if not groups:
        return
    yield cells.heading(2, book.say("ideas"))
    yield cells.text(book.say("ideas_line", count=sum(len(rows) - 1 for _, rows in groups)))
    for caption, rows in groups:
        yield cells.table(rows, caption)


def _risks(book: Book, risk_scores: Mapping[str, RiskScore], pictures: Pictures) -> Iterator[Cell]:
    known = [score for id, score in risk_scores.items() if id in book.content.risks]
    if not known:
        return
    yield cells.heading(2, book.say("risks"))
    yield cells.text(book.say("risks_line"))
    yield from _shown(pictures, "risks")
    yield cells.table(scores(book, known), book.say("risks_caption"))


def _rhythm(book: Book, pictures: Pictures) -> Iterator[Cell]:
    picture = pictures.get("rhythm")
    if picture is None:
        return
    yield cells.heading(2, book.say("rhythm"))
    yield cells.text(book.say("rhythm_line"))
    yield cells.figure(picture)
    if len(picture.table) > 1:
        yield cells.table(picture.table, book.say("plans_caption"))


def _shown(pictures: Mapping[str, Picture], name: str) -> Iterator[Cell]:
    if name in pictures:
        yield cells.figure(pictures[name])


def _journal(book: Book) -> Iterator[Cell]:
    yield cells.heading(2, book.say("journal"))
    line = book.say("journal_line", count=len(book.record.journal), head=book.record.head)
    yield cells.markdown("text", line)
    yield cells.text(book.say("journal_note"), part="note")
