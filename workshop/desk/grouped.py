"""How each role answered, as rows for the minutes: groups of at least five people, or nothing at all."""

from __future__ import annotations

from collections.abc import Mapping

from workshop import texts
from workshop.desk import results, weighing
from workshop.desk.weighing import Answers
from workshop.model import Record, Round

Rows = list[list[str]]


def tables(record: Record, lang: str) -> Mapping[str, Rows]:
    """For each question the rows of its last closed ballot, header first; only the header where nothing is shown."""
    last = {r.question: r for r in record.rounds if r.state in results.COUNTED and r.kind in ("ballot", "consent")}
    return {round.id: _rows(record, round, lang) for round in last.values() if round.question}


def _rows(record: Record, round: Round, lang: str) -> Rows:
    """One group a row, one answer a column, for the option that the ballot was about or that came first."""
    shown = _about(record, round)
    groups = shown.found.groups if shown else ()
    answers = [a for a in shown.found.total if a != "none"] if shown else []
    if shown and "none" in shown.found.total:
        answers.append("none")
    head = [_say("roles", lang), _say("people", lang), *(_word(round, a, lang) for a in answers)]
    names = {r["id"]: texts.pick(r["label"], lang) for r in record.facts.get("roles", ())}
    names[weighing.HANDS] = _say("hands", lang)
    rows = [
        [", ".join(names.get(r, r) for r in g.roles), str(g.n), *(str(g.counts.get(a, 0)) for a in answers)]
        for g in groups
    ]
    return [head, *rows]


def _about(record: Record, round: Round) -> Answers | None:
    found = weighing.by_role(record, round)
    wanted = {None, round.proposal, *results.result(record, round).winners}
    return next((one for one in found if one.option in wanted), None)


def _say(key: str, lang: str) -> str:
    return texts.say(f"groups.{key}", lang)


def _word(round: Round, answer: str, lang: str) -> str:
    """The answer as people say it: a side, a word of the ballot, or the option's label."""
    labels = {o.id: texts.pick(o.label, lang) for o in round.options}
    for key in (f"groups.{answer}", f"answers.{answer}"):
        if key in texts.table():
            return texts.say(key, lang)
    return " = ".join(labels.get(part, part) for part in answer.split("+"))
