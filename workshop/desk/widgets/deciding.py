"""How what was voted becomes a decision: the form that records it, and the decision once recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workshop import texts
from workshop.desk import results, suggesting, weighing
from workshop.desk.concluding import concluded
from workshop.desk.widgets import amending, consent, integrating
from workshop.desk.widgets.closing import quote
from workshop.desk.widgets.integrating import proposed
from workshop.desk.widgets.now import Now, View, button, field, filled, fold, form, strained
from workshop.model import Decision, Option, Question

STATES = ("adopted", "parked", "refused")


def decide(now: Now) -> View:
    if now.subject.about == "list":
        return consent.after(now)
    if now.decision and not now.correcting and not amending.voted(now):
        return decided(now, now.decision)
    if amending.stands(now) and not amending.voted(now):
        return amending.view(now, follow(now), more(now))
    quiet = [button(now, "back", "quiet_back")] if now.ballots else []
    first = [amending.signed(now)] if amending.stands(now) else []
    return {"blocks": [*first, *writing(now)], "go": button(now, "record", "go_record"), "quiet": quiet}


def decided(now: Now, decision: Decision) -> View:
    """The decision in words, the chain of its amendments, and the way to amend it."""
    question = now.subject.question
    label = now.pick(question.option(decision.option).label) if question and decision.option else ""
    outcome = decision.outcome if isinstance(decision.outcome, str) else now.pick(decision.outcome or {})
    lines = [" · ".join(filter(None, [now.say(f"status_{decision.status}"), label])), outcome, decision.rationale]
    if decision.owner:
        lines.append(now.say("decided_owner", text=decision.owner))
    if decision.due:
        lines.append(now.say("decided_due", text=texts.day(decision.due, now.lang)))
    if decision.review_on:
        lines.append(now.say("decided_review", text=texts.day(decision.review_on, now.lang)))
    block = {"kind": "lines", "title": now.say("decided"), "items": [{"text": one} for one in lines if one]}
    quiet = [button(now, "correct", "quiet_correct" if decision.status != "parked" else "quiet_resume_question")]
    return {
        "blocks": [*strained(now), block, *amending.chain(now)],
        "go": button(now, "finish", "go_next"),
        "quiet": quiet,
    }


def writing(now: Now) -> list[View]:
    """Every field of a decision, prefilled from the last ballot or from the decision that is amended."""
    question, old = now.subject.question, now.decision
    assert isinstance(question, Question)
    adopted, voted, amended = standing(now)
    chosen = str(now.said.get("option", voted or (old.option if old else "") or ""))
    option = question.option(chosen) if chosen else None
    usual = "parked" if adopted is False else old.status if old and adopted is None else "adopted"
    status = str(now.said.get("status", usual))
    states = [{"id": one, "label": now.say(f"status_{one}")} for one in STATES]
    kept = old.parameters if old and old.option == chosen else {}
    wording = _wording(now, amended, chosen)
    fields = [
        field(now, "status", "radio", options=states, value=status, act="choose"),
        field(now, "option", "select", options=_options(now, question), value=chosen, act="choose", wide=True),
        *parameters(now, option, kept),
        field(now, "wording", "textarea", hint=True, value=wording),
        outcome(now, status, option),
        field(now, "rationale", "textarea", value=(old and old.rationale) or ""),
    ]
    clause = [quote(now, now.say("clause"), option, wording)] if option else []
    return [*clause, form(fields), follow(now), *lost(now, question, chosen, status), more(now)]


def _options(now: Now, question: Question) -> list[dict[str, str]]:
    none = {"id": "", "label": now.say("option_none")}
    return [none, *({"id": one.id, "label": now.pick(one.label)} for one in question.options)]


def _wording(now: Now, amended: str, chosen: str) -> str:
    """The text as it was amended, else the room's own text of the decision that stands, if it is of this option."""
    old = now.decision
    if amended or not old or not old.wording or old.option != chosen:
        return amended
    if now.subject.question and now.subject.question.open and amending.voted(now):
        return ""  # as it was voted, with the numbers of that day
    return old.wording if isinstance(old.wording, str) else now.pick(old.wording)


def standing(now: Now) -> tuple[bool | None, str, str]:
    """What the last ballot says: adopted or not, the option it was about, and its wording if it was amended."""
    if not now.ballots:
        return None, "", ""
    last = now.ballots[-1]
    result = now.tally(last)
    if last.purpose != "adopting":
        return None, next(iter(result.winners)) if len(result.winners) == 1 else "", ""
    option = proposed(last)
    question = now.subject.question
    said = filled(option, now.lang)
    same = question is not None and said == filled(question.option(option.id), now.lang)
    return result.adopted, option.id, "" if same else said


def parameters(now: Now, option: Option | None, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """One field for each {name} of the clause: its label and unit, its default, and where the default comes from."""
    words = now.content
    return [
        {
            "name": f"parameter.{one.name}",
            "type": "text",
            "label": f"{now.pick(words.parameters[one.name].label)} ({now.pick(words.units[one.unit].label)})",
            "hint": suggesting.origin(one, now.lang) or now.pick(words.sources[one.source].title),
            "value": str(given.get(one.name, one.default)),
        }
        for one in (option.parameters if option else ())
    ]


def outcome(now: Now, status: str, option: Option | None) -> dict[str, Any]:
    """The sentence that closes the question: ours until somebody writes another, which then stays."""
    question = now.subject.question
    ours = {now.pick(concluded(s, o)) for s in STATES for o in (None, *(question.options if question else ()))}
    typed = str(now.said.get("outcome", ""))
    value = typed if typed and typed not in ours else now.pick(concluded(status, option))
    turn = f"{status}-{option.id if option else ''}"
    return field(now, "outcome", "textarea", hint=True, value=value, rows=2, turn=turn)


def follow(now: Now) -> View:
    """Who sees to it, until when, under which conditions, and when it is looked at again."""
    old = now.decision
    review = old.review_on if old and old.review_on else next_year(now.today)
    due = old.due.isoformat() if old and old.due else ""
    conditions = "\n".join(old.conditions) if old else ""
    fields = [
        field(now, "owner", "text", value=(old and old.owner) or ""),
        field(now, "due", "date", value=due),
        field(now, "review_on", "date", value=review.isoformat()),
        field(now, "conditions", "textarea", hint=True, rows=2, value=conditions),
    ]
    return form(fields, now.say("follow"))


def lost(now: Now, question: Question, chosen: str, status: str) -> list[View]:
    """Options that were not kept, each with what the first ballot said of it."""
    if status != "adopted" or not chosen:
        return []
    old = now.decision.lost if now.decision and now.decision.option == chosen else {}
    words = weighing.lost(now.record, question, chosen, now.lang)
    fields = [
        {
            "name": f"lost.{one.id}",
            "type": "text",
            "wide": True,
            "label": now.pick(one.label),
            "value": old.get(one.id, words.get(one.id, "")),
            "turn": chosen,
        }
        for one in question.options
        if one.id != chosen
    ]
    return [fold(now, "lost", form(fields))]


def more(now: Now) -> View:
    """Risks that the decision treats, actions, and what stays in dissent."""
    rows = _dissenting(now)
    body = form([*_risks(now), _actions(now), dissent(now, rows)])
    return fold(now, "more_decided", body, open=bool(rows))


def _risks(now: Now) -> list[dict[str, Any]]:
    known = results.catalogue(now.record, now.content)
    old = now.decision.risks if now.decision else ()
    linked = [r for r in known.values() if now.subject.id in r.questions or r.id in old or r.group == "own"]
    options = [{"id": r.id, "label": now.pick(r.name)} for r in linked]
    ticked = [*old] if now.decision else [r.id for r in linked if now.subject.id in r.questions]
    return [field(now, "risks", "checks", key="risks_treated", options=options, value=ticked)] if linked else []


def _actions(now: Now) -> dict[str, Any]:
    columns = [
        {"name": "what", "label": now.say("action_what")},
        {"name": "owner", "label": now.say("action_owner")},
        {"name": "due", "label": now.say("action_due"), "type": "date"},
    ]
    old = now.decision.actions if now.decision else ()
    rows = [{"what": a.what, "owner": a.owner or "", "due": a.due.isoformat() if a.due else ""} for a in old]
    return field(now, "actions", "rows", columns=columns, add=now.say("action_add"), value=rows)


def _dissenting(now: Now) -> list[dict[str, str]]:
    """What a new ballot left standing, else what the decision has."""
    old = now.decision
    if now.ballots and (old is None or amending.voted(now)):
        return integrating.dissents(now, now.ballots[-1])
    return [{"text": d.text, "role": d.role or "", "who": d.who or ""} for d in old.dissent] if old else []


def dissent(now: Now, rows: list[dict[str, str]]) -> dict[str, Any]:
    """A row for each person who still holds something against it."""
    labels = [(role["id"], now.pick(role["label"])) for role in now.record.facts.get("roles", [])]
    roles = [{"id": id, "label": label} for id, label in [("", "–"), *labels]]
    columns = [
        {"name": "text", "label": now.say("dissent_text")},
        {"name": "role", "label": now.say("dissent_role"), "options": roles},
        {"name": "who", "label": now.say("dissent_who")},
    ]
    return field(now, "dissent", "rows", hint=True, columns=columns, add=now.say("dissent_add"), value=rows)


def next_year(today: str) -> date:
    """The same day a year later; 28 February for the 29th."""
    day = date.fromisoformat(today)
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
