"""The record as tables for a notebook."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.agenda import Content
from workshop.desk import lineage, results
from workshop.model import RANKED, SCORED, Decision, Option, Record, RiskScore, Round

if TYPE_CHECKING:
    import pandas as pd

ONE_EACH = frozenset({"plurality", *RANKED})  # written as a ranking
MARKED = frozenset({"approval", "gradients", "dots", "points", *SCORED})  # written as a number an option


def _frame(rows: list[dict[str, Any]], columns: str) -> pd.DataFrame:
    import pandas as pd

    corner = "#"  # a table whose first heading is empty says nothing there to a screen reader
    return pd.DataFrame(rows, columns=pd.Index(columns.split(), name=corner))


def _time(at: float) -> datetime:
    return datetime.fromtimestamp(at).replace(microsecond=0)


def ideas(record: Record, question: str | None) -> pd.DataFrame:
    """One idea a row: theme, what it was made of and went into, why it was set aside, its place; no author."""
    rounds, places = {r.id: r.question for r in record.rounds}, lineage.ordered(record, question)
    rows = [
        {
            "idea": i.id,
            "question": rounds[i.round],
            "text": i.text,
            "lang": i.lang,
            "theme": i.theme,
            "place": places.get(i.id),
            "made_of": i.parents,
            "into": i.into,
            "aside": i.aside,
            "round": i.round,
            "at": _time(i.at),
        }
        for i in record.ideas
        if not i.withdrawn and (question is None or rounds[i.round] == question)
    ]
    return _frame(rows, "idea question text lang theme place made_of into aside round at")


def matters(record: Record) -> pd.DataFrame:
    """One request or parked item a row; no author."""
    rows = [
        {"matter": m.id, "text": m.text, "state": m.state, "answer": m.answer, "owner": m.owner, "due": m.due}
        | {"asked": m.author is not None, "at": _time(m.at)}
        for m in record.matters
    ]
    return _frame(rows, "matter text state answer owner due asked at")


def decisions(record: Record, content: Content, lang: str) -> pd.DataFrame:
    """One decision a row, the latest last."""
    rows = []
    for d in record.decisions:
        question = content.questions.get(d.question)
        chosen = next((o for o in question.options if o.id == d.option), None) if question else None
        rows.append(
            {
                "decision": d.id,
                "question": d.question,
                "title": texts.pick(question.title, lang) if question else d.question,
                "option": texts.pick(chosen.label, lang) if chosen else d.option,
                "status": d.status,
                "owner": d.owner,
                "review_on": d.review_on,
                "dissent": len(d.dissent),
                "at": _time(d.at),
            }
        )
    return _frame(rows, "decision question title option status owner review_on dissent at")


def register(record: Record, content: Content, lang: str) -> pd.DataFrame:
    """One question a row: the decision that stands, in full."""
    standing = {d.question: d for d in record.decisions}
    rounds = {r.id: r for r in record.rounds}
    rows = []
    for d in standing.values():
        question = content.questions.get(d.question)
        chosen = next((o for o in question.options if o.id == d.option), None) if question else None
        round = rounds.get(d.round or "")
        rows.append(
            {
                "clause": d.clause,
                "question": d.question,
                "status": d.status,
                "option": texts.pick(chosen.label, lang) if chosen else None,
                "text": exact(d, chosen, lang),
                "outcome": d.outcome if isinstance(d.outcome, str) else texts.pick(d.outcome or {}, lang),
                "rule": texts.say(f"rules.{round.rule}", lang) if round and round.kind != "consent_list" else None,
                "rationale": d.rationale,
                "conditions": list(d.conditions),
                "lost": dict(d.lost),
                "dissent": [one.text for one in d.dissent],
                "owner": d.owner,
                "due": d.due,
                "review_on": d.review_on,
                "risks": list(d.risks),
                "actions": [one.what for one in d.actions],
                "amended": sum(one.question == d.question for one in record.decisions) - 1,
                "at": _time(d.at),
            }
        )
    columns = "clause question status option text outcome rule rationale conditions lost dissent owner due"
    return _frame(rows, f"{columns} review_on risks actions amended at")


def exact(decision: Decision, chosen: Option | None, lang: str) -> str | None:
    """The exact text: the room's own wording, else the clause with its parameters."""
    if decision.wording:
        return decision.wording if isinstance(decision.wording, str) else texts.pick(decision.wording, lang)
    if chosen is None:
        return None
    values = {p.name: p.default for p in chosen.parameters} | dict(decision.parameters)
    return texts.fill(texts.pick(chosen.clause, lang), values)


def people(record: Record, content: Content, lang: str) -> pd.DataFrame:
    """One participant a row: name, role, present, channel, joined."""
    labels = {role["id"]: texts.pick(role["label"], lang) for role in record.facts["roles"]}
    rows = [
        {
            "name": p.name,
            "role": labels.get(p.role, p.role),
            "present": p.present,
            "channel": p.channel,
            "joined": _time(p.joined_at),
        }
        for p in record.participants
    ]
    return _frame(rows, "name role present channel joined")


def attendance(record: Record, lang: str) -> pd.DataFrame:
    """One person a row: when they first came and left for good, by which channel, and who answers for them."""
    labels = {role["id"]: texts.pick(role["label"], lang) for role in record.facts["roles"]}
    names = {p.id: p.name for p in record.participants}
    holders = {one.principal: one.holder for one in record.mandates}
    rows = []
    for p in record.participants:
        own = [one for one in record.attendance if one.participant == p.id]
        rows.append(
            {
                "name": p.name,
                "role": labels.get(p.role, p.role),
                "arrived": next((_time(one.at) for one in own if one.present), None),
                "left": _time(own[-1].at) if own and not own[-1].present else None,
                "channel": texts.say(f"desk.channel_{p.channel}", lang),
                "represented_by": names.get(holders.get(p.id) or ""),
            }
        )
    return _frame(rows, "name role arrived left channel represented_by")


def risks(scores: dict[str, RiskScore], content: Content, lang: str) -> pd.DataFrame:
    """One scored risk a row: medians with their bands, ranges, how many, whether opinions are far apart."""
    rows = [
        {
            "risk": s.risk,
            "name": texts.pick(content.risks[s.risk].name, lang) if s.risk in content.risks else s.risk,
            "likelihood": texts.pick(s.likelihood_words, lang),
            "impact": texts.pick(s.impact_words, lang),
            "range_likelihood": s.likelihood_range,
            "range_impact": s.impact_range,
            "answers": s.n,
            "talk": s.flagged,
        }
        for s in scores.values()
    ]
    return _frame(rows, "risk name likelihood impact range_likelihood range_impact answers talk")


def ballots(record: Record, round: Round) -> pd.DataFrame:
    """One answer of a closed ballot a row, with how many votes it has; no name, and no order that tells one.

    As CSV it is a file that `python -m workshop tally` counts: rankings (`A > B = C`) or numbers by option.
    """
    import pandas as pd

    cast = results.ballots(record, round)
    votes = results.weights(record, round, cast) or [1] * len(cast)
    options = [one.id for one in round.options]
    columns = ["ranking"] if round.rule in ONE_EACH else options
    found: Counter[tuple[Any, ...]] = Counter()
    for ballot, weight in zip(cast, votes, strict=True):
        found[_written(round.rule, ballot.choice, options)] += weight
    rows = sorted(([n, *answer] for answer, n in found.items()), key=lambda row: (-row[0], str(row)))
    return pd.DataFrame(rows, columns=["count", *columns], dtype=object)


def guessed(record: Record, round: Round) -> pd.DataFrame:
    """One number of a closed guess a row, lowest first, with how many said it; None is "I do not know"; no name."""
    import pandas as pd

    found = Counter(ballot.choice for ballot in results.ballots(record, round))
    rows = sorted(([n, number] for number, n in found.items()), key=lambda row: (row[1] is None, row[1] or 0))
    return pd.DataFrame(rows, columns=["count", "number"], dtype=object)


def _written(rule: str, choice: Any, options: list[str]) -> tuple[Any, ...]:
    """An answer as cells of a file of ballots."""
    if rule in ONE_EACH:
        ranks = [[choice]] if rule == "plurality" else choice
        return (" > ".join(" = ".join(o for o in options if o in rank) for rank in ranks),)
    if rule == "approval":
        return tuple(int(o in choice) for o in options)
    return tuple(choice.get(o) for o in options)


def journal(record: Record) -> pd.DataFrame:
    """One act of the facilitator a row, with its hash."""
    rows = [
        {"seq": e.seq, "at": _time(e.at), "act": e.act, "payload": dict(e.payload), "hash": e.hash}
        for e in record.journal
    ]
    return _frame(rows, "seq at act payload hash")


def platforms(content: Content, lang: str) -> pd.DataFrame:
    """One platform a row: posts a week to start from, posts that give half of the effect, minutes, and how sure."""
    rows = [
        {
            "name": p.name,
            "posts": p.posts.likely,
            "half": p.half_saturation.likely,
            "minutes": next((m.likely or m.value for m in p.minutes_per_post), None),
            "inbound": p.inbound.likely or p.inbound.value,
            "source": p.posts.source,
            "year": p.posts.year,
            "confidence": p.confidence,
            "note": texts.pick(p.confidence_note, lang),
        }
        for p in content.platforms.values()
    ]
    return _frame(rows, "name posts half minutes inbound source year confidence note")
