"""Each decision in full: its text, how it was taken, what the room said, what changed, what lost, what remains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from workshop import texts
from workshop.model import Ballot, Decision, Picture, Result, Round, RoundId
from workshop.policy import cells
from workshop.policy.book import Book, objection
from workshop.policy.cells import Cell
from workshop.policy.clauses import wording
from workshop.policy.digests import digest
from workshop.policy.draft import Pictures, dissents, telling
from workshop.policy.tables import counts

Tables = Mapping[RoundId, Sequence[Sequence[str]]]
YES_NO = frozenset({"majority", "supermajority", "consent"})  # rules whose counts are said in one line


def decisions(book: Book, pictures: Pictures, roles: Tables) -> Iterator[Cell]:
    """Decisions one by one; those that nobody took out of a consent list together."""
    yield cells.heading(2, book.say("decisions"))
    if not book.record.decisions:
        yield cells.text(book.say("decisions_none"))
    if any(len(rows) == 1 for rows in roles.values()):
        yield cells.text(book.say("roles_hidden"), part="note")
    together = [d for d in book.record.decisions if _plain(book, d)]
    for decision in book.record.decisions:
        if decision not in together and decision.status == "adopted":
            yield from _decision(book, decision, pictures, roles)
    if together:
        yield cells.heading(3, book.say("by_list_head"))
        yield cells.text(book.say("by_list_line"))
        yield cells.table(_together(book, together), book.say("by_list_caption"))


def _plain(book: Book, decision: Decision) -> bool:
    """Adopted on a consent list with the option's own text, nothing said against it, and not replaced since."""
    round = book.round(decision.round)
    listed = round is not None and round.kind == "consent_list"
    said = decision.dissent or decision.wording or decision.supersedes or book.replaced(decision.id)
    return listed and decision.status == "adopted" and not said


def _together(book: Book, together: Iterable[Decision]) -> list[list[str]]:
    head = [book.say(f"{key}_head") for key in ("number", "question", "answer", "owner")]
    return [head, *([book.number(d), book.title(d.question), _answer(book, d), owner(book, d)] for d in together)]


def _answer(book: Book, decision: Decision) -> str:
    options = book.questions[decision.question].options
    return next((book.pick(o.label) for o in options if o.id == decision.option), "")


def owner(book: Book, decision: Decision) -> str:
    """Who takes care of it."""
    return book.role(decision.owner) if decision.owner else book.say("to_name")


def _decision(book: Book, decision: Decision, pictures: Pictures, roles: Tables) -> Iterator[Cell]:
    number = book.number(decision).removeprefix("D")
    yield cells.heading(3, book.say("decision", number=number, title=book.title(decision.question)))
    question = book.questions[decision.question]
    yield cells.text(wording(book, question, decision), part="decision", question=question.id)
    yield from _amended(book, decision)
    yield cells.facts(_how(book, decision))
    if later := book.replaced(decision.id):  # which tells all that was said, and what has changed since
        yield cells.text(book.say("not_kept", number=number, other=book.number(later)), part="note")
        return
    yield from _paragraph(book, "outcome", book.pick(decision.outcome))
    yield from _paragraph(book, "why", decision.rationale)
    yield from _said(book, decision, pictures)
    yield from _by_role(book, decision, roles)
    yield from _changed(book, decision)
    yield from _lost(book, decision)
    yield from _to_do(book, decision)
    if decision.dissent:
        yield cells.heading(4, book.say("dissent_head"))
        yield from dissents(book, decision.dissent)


def _paragraph(book: Book, key: str, words: str | None) -> Iterator[Cell]:
    if words:
        yield cells.heading(4, book.say(key))
        yield cells.text(words)


def _amended(book: Book, decision: Decision) -> Iterator[Cell]:
    """An amendment says what it replaces, who made it, when, why, and of which kind it is."""
    if decision.supersedes not in book.numbers:
        return
    about = {
        "number": book.numbers[decision.supersedes or ""],
        "who": book.role(decision.by) if decision.by else book.say("one_person"),
        "when": book.day(decision.at),
        "kind": book.say(f"change_{decision.change or 'substantive'}"),
    }
    yield cells.text(book.say("amended", **about), part="note")
    if decision.why:
        yield cells.text(book.say("because", text=decision.why), part="note")


def _how(book: Book, decision: Decision) -> list[tuple[str, str]]:
    """The rule fixed beforehand, who was there, who takes care of it, until when."""
    round, result = book.round(decision.round), book.results.get(decision.round or "")
    review = book.day(decision.review_on) if decision.review_on else book.say("to_set")
    return [
        (book.say("rule_head"), rule(book, round)),
        *([(book.say("turnout_head"), _turnout(book, result))] if result else []),
        (book.say("owner_head"), owner(book, decision)),
        *([(book.say("due_head"), book.day(decision.due))] if decision.due else []),
        (book.say("review_head"), review),
    ]


def rule(book: Book, round: Round | None) -> str:
    """'Majorité simple, seuil de 60 %, quorum de 12, bulletins pondérés'."""
    if round is None:
        return book.say("by_talk").removeprefix(", ")
    parts = [way(book, round)]
    if round.threshold:
        parts.append(book.say("threshold", percent=texts.number(100 * round.threshold, book.lang, 0)))
    if round.quorum:
        parts.append(book.say("quorum_of", count=round.quorum))
    if round.weights:
        said = (book.say("weight", who=_weighed(book, who), count=n) for who, n in round.weights.items())
        parts.append(book.say("weights", weights=", ".join(said)))
    return ", ".join(parts)


def _weighed(book: Book, who: str) -> str:
    """A role by its name; a person by theirs only where names are given."""
    person = next((p for p in book.people if p.id == who), None)
    if person is None:
        return book.role(who)
    return person.name if book.record.facts.get("minutes_names") else book.say("one_person")


def way(book: Book, round: Round) -> str:
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


# ---- what the room said --------------------------------------------------------------------------


def _said(book: Book, decision: Decision, pictures: Pictures) -> Iterator[Cell]:
    """Every ballot on the question, in order: in words, as counts where words do not hold them; one picture."""
    voted = [r for r in book.rounds_until(decision) if r.id in book.results]
    if not voted:
        return
    yield cells.heading(4, book.say("said"))
    drawn = telling(voted, pictures, compared=True)
    for round in voted:
        about = decision.question if round.kind == "consent_list" else decision.option
        yield cells.text(in_words(book, round, digest(book, round, about)))
        if round is drawn:
            yield cells.figure(pictures[round.id])
        if round.kind not in ("consent", "consent_list") and round.rule not in YES_NO:
            yield cells.table(counts(book, round), book.say("counts_caption", number=book.number(round)))
        yield from _drawn(pictures, f"rules {round.id}")
    yield from _drawn(pictures, f"shift {decision.question}")


def _by_role(book: Book, decision: Decision, roles: Tables) -> Iterator[Cell]:
    """How each group of roles answered in the ballot that decided, where that gives nobody away."""
    rows = roles.get(decision.round or "", ())
    if len(rows) > 1:
        yield cells.table(rows, book.say("roles_caption", number=book.numbers[decision.round or ""]))


def _drawn(pictures: Mapping[str, Picture], name: str) -> Iterator[Cell]:
    if name in pictures:
        yield cells.figure(pictures[name])


def in_words(book: Book, round: Round, words: str) -> str:
    """'V4 · Majorité simple : 14 oui, 7 non, sur 23 bulletins (22 téléphones, 1 au poste d’animation).'"""
    came = Counter(b.channel for b in book.record.ballots if b.round == round.id)
    channels = ", ".join(book.counted(f"came_{name}", n) for name, n in sorted(came.items(), key=lambda c: -c[1]))
    line = book.say("round_line", number=book.number(round), rule=way(book, round), digest=words)
    return f"{line} ({channels})." if channels else f"{line}."


# ---- objections and what they changed ------------------------------------------------------------


def _changed(book: Book, decision: Decision) -> Iterator[Cell]:
    """Each objection with the wording it proposed and its effect; then what changed in the text, word by word."""
    asked = book.rounds_until(decision)
    raised = [b for b in book.objections(decision.question) if b.round in {r.id for r in asked}]
    if raised:
        yield cells.heading(4, book.say("objections"))
        head = [book.say(f"{key}_head") for key in ("number", "objection", "proposed", "effect")]
        yield cells.table([head, *(_objected(book, b) for b in raised)], book.say("objections_caption"))
    for round in asked:
        if pieces := round.redline.get(book.lang):
            yield cells.heading(4, book.say("redline", number=book.number(round)))
            yield cells.redline(pieces)


def _objected(book: Book, ballot: Ballot) -> list[str]:
    return [book.number(ballot), objection(ballot), str(ballot.choice.get("wording", "")), _effect(book, ballot)]


def _effect(book: Book, ballot: Ballot) -> str:
    """Lifted after the change, maintained, or not answered again; without another round it stands as dissent."""
    last = _asked_again(book, ballot)
    if last is None:
        return book.say("effect_stands")
    again = next((b for b in book.record.ballots if (b.round, b.participant) == (last, ballot.participant)), None)
    key = "effect_silent" if again is None else "effect_kept" if objection(again) else "effect_lifted"
    return book.say(key, number=book.numbers[last])


def _asked_again(book: Book, ballot: Ballot) -> RoundId | None:
    """The last consent round on the same question after this ballot's own."""
    ids = [r.id for r in book.record.rounds]
    round = book.record.rounds[ids.index(ballot.round)]
    later = book.record.rounds[ids.index(ballot.round) + 1 :]
    asked = [r.id for r in later if (r.question, r.rule) == (round.question, "consent") and r.id in book.results]
    return asked[-1] if asked else None


# ---- what lost, what is to be done ---------------------------------------------------------------


def _lost(book: Book, decision: Decision) -> Iterator[Cell]:
    """The other options of the question: why each lost, else what it received where they were compared."""
    question = book.questions[decision.question]
    others = [o for o in question.options if o.id != decision.option]
    compared = [r for r in book.rounds(question.id) if r.purpose == "indicative" and r.id in book.results]
    if not others or not (compared or decision.lost):
        return
    received = {o.id: digest(book, compared[-1], o.id) for o in others} if compared else {}
    rows = [[book.pick(o.label), decision.lost.get(o.id) or received.get(o.id, "")] for o in others]
    yield cells.heading(4, book.say("lost"))
    yield cells.table([[book.say("option_head"), book.say("lost_head")], *rows], book.say("lost_caption"))


def _to_do(book: Book, decision: Decision) -> Iterator[Cell]:
    """Conditions, risks treated, actions."""
    if decision.conditions:
        yield cells.heading(4, book.say("conditions"))
        yield cells.items(decision.conditions)
    treated = [book.risks_known[risk] for risk in decision.risks if risk in book.risks_known]
    if treated:
        named = book.say("semicolon").join(f"{book.number(risk)} {book.pick(risk.name)}" for risk in treated)
        yield cells.text(book.say("treats", risks=named))
    if decision.actions:
        head = [book.say(f"{key}_head") for key in ("action", "owner", "due_by")]
        rows = [[a.what, book.role(a.owner or ""), book.day(a.due) if a.due else ""] for a in decision.actions]
        yield cells.table([head, *rows], book.say("actions_caption"))
