"""How what was voted becomes a decision: the form that records it, and the decision once recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workshop import texts
from workshop.desk.widgets import consent
from workshop.desk.widgets.closing import quote
from workshop.desk.widgets.integrating import proposed
from workshop.desk.widgets.now import Now, View, button, field, filled, form
from workshop.model import Decision, Option, Question

STATES = ("adopted", "parked", "refused")


def decide(now: Now) -> View:
    if now.subject.about == "list":
        return consent.after(now)
    if now.decision and not now.correcting:
        return decided(now, now.decision)
    quiet = [button(now, "back", "quiet_back")] if now.ballots else []
    return {"blocks": writing(now), "go": button(now, "record", "go_record"), "quiet": quiet}


def decided(now: Now, decision: Decision) -> View:
    """The decision in words, and the way to correct it."""
    question = now.subject.question
    label = now.pick(question.option(decision.option).label) if question and decision.option else ""
    lines = [" · ".join(filter(None, [now.say(f"status_{decision.status}"), label])), decision.rationale]
    if decision.owner:
        lines.append(now.say("decided_owner", text=decision.owner))
    if decision.review_on:
        lines.append(now.say("decided_review", text=texts.day(decision.review_on, now.lang)))
    block = {"kind": "lines", "title": now.say("decided"), "items": [{"text": one} for one in lines if one]}
    quiet = [button(now, "correct", "quiet_correct")]
    return {"blocks": [block], "go": button(now, "finish", "go_next"), "quiet": quiet}


def writing(now: Now) -> list[View]:
    """Every field of a decision, prefilled from the last ballot or from the decision that is corrected."""
    question, old = now.subject.question, now.decision
    assert isinstance(question, Question)
    adopted, chosen, amended = standing(now)
    chosen = str(now.said.get("option", (old.option or "") if old else chosen))
    option = question.option(chosen) if chosen else None
    status = old.status if old else "parked" if adopted is False else "adopted"
    review = old.review_on if old and old.review_on else next_year(now.today)
    wording = old.wording if old and isinstance(old.wording, str) else amended
    states = [{"id": one, "label": now.say(f"status_{one}")} for one in STATES]
    fields = [
        field(now, "status", "radio", options=states, value=status),
        field(now, "option", "select", options=_options(now, question), value=chosen, act="choose", wide=True),
        *parameters(now, option, old.parameters if old else {}),
        field(now, "wording", "textarea", hint=True, value=wording),
        field(now, "rationale", "textarea", value=(old and old.rationale) or ""),
        field(now, "owner", "text", value=(old and old.owner) or ""),
        field(now, "review_on", "date", value=review.isoformat()),
        dissent(now),
    ]
    clause = [quote(now, now.say("clause"), option)] if option else []
    return [*clause, form(fields)]


def _options(now: Now, question: Question) -> list[dict[str, str]]:
    none = {"id": "", "label": now.say("option_none")}
    return [none, *({"id": one.id, "label": now.pick(one.label)} for one in question.options)]


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
            "hint": now.pick(words.sources[one.source].title),
            "value": str(given.get(one.name, one.default)),
        }
        for one in (option.parameters if option else ())
    ]


def dissent(now: Now) -> dict[str, Any]:
    """A row for each person who still holds something against it."""
    labels = [(role["id"], now.pick(role["label"])) for role in now.record.facts.get("roles", [])]
    roles = [{"id": id, "label": label} for id, label in [("", "–"), *labels]]
    columns = [
        {"name": "text", "label": now.say("dissent_text")},
        {"name": "role", "label": now.say("dissent_role"), "options": roles},
        {"name": "who", "label": now.say("dissent_who")},
    ]
    old = now.decision
    rows = [{"text": d.text, "role": d.role or "", "who": d.who or ""} for d in old.dissent] if old else []
    return field(now, "dissent", "rows", hint=True, columns=columns, add=now.say("dissent_add"), value=rows)


def next_year(today: str) -> date:
    """The same day a year later; 28 February for the 29th."""
    day = date.fromisoformat(today)
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
