"""What the buttons of a stage do, each by the workshop's own verbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk.concluding import concluded
from workshop.desk.widgets import amending, consent, estimating, integrating
from workshop.desk.widgets.now import Now, stage
from workshop.desk.widgets.setting import chosen, minutes_of
from workshop.errors import InputError
from workshop.model import Change, Round

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

Values = Mapping[str, Any]


def show(w: Workshop, now: Now, at: str) -> None:
    """Everybody looks at this subject."""
    w.scene(at, {"id": now.subject.id, "prompt": dict(now.subject.prompt)})


def _opening(w: Workshop, now: Now) -> None:
    if not now.here:
        show(w, now, "ask")


def vote(w: Workshop, now: Now, values: Values) -> None:
    """Open the first ballot, the estimate, the list or the trial."""
    _opening(w, now)
    subject, minutes = now.subject, minutes_of(now, values)
    if subject.about == "question":
        w.open(subject.id, values.get("rule"), afresh=True, **chosen(now, values))
    elif subject.about == "risks":
        estimating.estimate(w, now, values, minutes)
    elif subject.about == "list":
        w.open(subject.id, kind="consent_list", minutes=minutes, options=consent.items(now), title=subject.prompt)
    else:
        rule = "consent" if subject.about == "whole" else "plurality"
        w.open(subject.id, rule, minutes=minutes, options=subject.options, title=subject.prompt)


def close(w: Workshop, _now: Now, _values: Values) -> None:
    w.close()
    w.reveal()


def hold(w: Workshop, _now: Now, _values: Values) -> None:
    """Close without showing: the facilitator reads first."""
    w.close()


def reveal(w: Workshop, _now: Now, _values: Values) -> None:
    w.reveal()


def propose(w: Workshop, now: Now, values: Values) -> None:
    """The first place goes to the adopting ballot; a tie needs the facilitator's pick, which is recorded."""
    winners = now.tally(now.ballots[-1]).winners
    first = next(iter(winners)) if len(winners) == 1 else values.get("proposal")
    if not first:
        raise InputError(now.say("choose_first"))
    if len(winners) != 1:
        w.pick(now.subject.id, first)
    _opening(w, now)
    w.open(now.subject.id, values.get("rule"), proposal=first, **chosen(now, values))


def again(w: Workshop, now: Now, values: Values) -> None:
    """Once more: the amended proposal, or the second estimate."""
    last = now.ballots[-1]
    _opening(w, now)
    if now.subject.about == "risks":
        estimating.second(w, now, values, minutes_of(now, values))
        return
    changed = integrating.amended(now, last, values)
    w.open(now.subject.id, last.rule, proposal=integrating.proposed(last).id, minutes=last.minutes, **changed)


def revote(w: Workshop, now: Now, _values: Values) -> None:
    """The same first ballot again, after the discussion: before and after are drawn together."""
    last = now.ballots[-1]
    _opening(w, now)
    w.open(
        now.subject.id, last.rule, afresh=True, minutes=last.minutes, reason=now.say("revoted"), **_as_before(last)
    )


def _as_before(last: Round) -> dict[str, Any]:
    """What was fixed for the ballot that is cast again."""
    fixed = {"threshold": last.threshold, "quorum": last.quorum, "weights": dict(last.weights), "aim": dict(last.aim)}
    return fixed | ({} if last.most is None else {"most": last.most})


def repeat(w: Workshop, now: Now, values: Values) -> None:
    """A new round of the same ballot, with its reason; the first stays."""
    reason = texts.clean(str(values.get("reason", "")))
    if not reason:
        raise InputError(now.say("reason_missing"))
    last: Round = now.ballots[-1]
    _opening(w, now)
    adopting = last.purpose == "adopting"
    more: dict[str, Any] = {"proposal": last.proposal, "options": last.options} if adopting else {"afresh": True}
    w.open(now.subject.id, last.rule, minutes=last.minutes, reason=reason, **more, **_as_before(last))


def record(w: Workshop, now: Now, values: Values) -> None:
    """Record the decision as the form says it; one that stands is amended."""
    fields = _decided(now, values)
    if not now.here:
        show(w, now, "decide")
    if amending.stands(now):
        change: Change = "substantive" if amending.voted(now) else "minor"
        if change == "minor":
            fields = {name: fields[name] for name in fields if name not in ("status", "option", "parameters", "lost")}
        w.amend(now.subject.id, **amending.signing(now, values), change=change, **fields)
    else:
        w.decide(now.subject.id, fields.pop("option"), **fields)


def _decided(now: Now, values: Values) -> dict[str, Any]:
    """The fields of the form as `Workshop.decide` takes them; InputError says what is missing."""
    status, option = str(values.get("status") or "adopted"), values.get("option") or None
    said = {name: texts.clean(str(values.get(name, ""))) for name in ("wording", "outcome", "rationale", "owner")}
    review = _day(now, str(values.get("review_on", "")))
    minor = amending.stands(now) and not amending.voted(now)
    if status == "adopted" and not (option or said["wording"] or minor):
        raise InputError(now.say("option_missing"))
    if not said["outcome"] and "outcome" in values:
        raise InputError(now.say("outcome_missing"))
    if status == "parked" and not (said["owner"] and review):
        raise InputError(now.say("park_needs"))
    chosen = next((o for o in (now.subject.question.options if now.subject.question else ()) if o.id == option), None)
    ours = concluded(status, chosen)
    outcome = ours if said["outcome"] == now.pick(ours) else said["outcome"]
    return {
        **said,
        "wording": amending.in_every_language(now, said["wording"]),
        "outcome": outcome or None,
        "status": status,
        "option": option,
        "parameters": _starting(values, "parameter."),
        "lost": _starting(values, "lost."),
        "review_on": review,
        "due": _day(now, str(values.get("due", ""))),
        "conditions": str(values.get("conditions", "")).splitlines(),
        "risks": list(values.get("risks", ())),
        "actions": _actions(now, values),
        "dissent": _dissent(now, values),
    }


def _starting(values: Values, start: str) -> dict[str, str]:
    """The fields whose names begin with `start`, by what follows."""
    return {name.removeprefix(start): str(said) for name, said in values.items() if name.startswith(start)}


def _actions(now: Now, values: Values) -> list[dict[str, Any]]:
    rows = [row for row in values.get("actions") or () if texts.clean(str(row.get("what", "")))]
    return [{**row, "due": _day(now, str(row.get("due", "")))} for row in rows]


def _dissent(now: Now, values: Values) -> list[dict[str, Any]]:
    """The rows that say something; what somebody wrote on a phone keeps its language."""
    rows = [row for row in values.get("dissent") or () if texts.clean(str(row.get("text", "")))]
    known = integrating.dissents(now, now.ballots[-1]) if now.ballots else []
    langs = {texts.clean(one["text"]): one["lang"] for one in known}
    return [
        {"text": row["text"], "who": row.get("who") or None, "role": row.get("role") or None}
        | {"lang": langs.get(texts.clean(str(row["text"])), now.lang)}
        for row in rows
    ]


def anew(w: Workshop, now: Now, values: Values) -> None:
    """The vote that a substantive amendment needs."""
    _opening(w, now)
    amending.anew(w, now, values)


def make_risk(w: Workshop, now: Now, values: Values) -> None:
    estimating.make_risk(w, now, values)


def adopt_list(w: Workshop, _now: Now, _values: Values) -> None:
    w.settle_list()


def add(w: Workshop, _now: Now, _values: Values) -> None:
    w.add_time(120)


def pause(w: Workshop, _now: Now, _values: Values) -> None:
    w.pause(True)


def resume(w: Workshop, _now: Now, _values: Values) -> None:
    w.pause(False)


def present(w: Workshop, now: Now, _values: Values) -> None:
    show(w, now, stage(now))


def decide(w: Workshop, now: Now, _values: Values) -> None:
    show(w, now, "decide")


def back(w: Workshop, now: Now, _values: Values) -> None:
    show(w, now, "discuss")


def finish(w: Workshop, now: Now, _values: Values) -> None:
    """Back to the lobby, so that the next question starts from nothing."""
    if now.here:
        w.scene("ask", None)


def _day(now: Now, said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as cause:
        raise InputError(now.say("bad_date", text=said)) from cause


ACTS: Mapping[str, Callable[[Workshop, Now, Values], None]] = {
    act.__name__: act
    for act in (
        vote, close, hold, reveal, propose, again, revote, repeat, make_risk, record, anew, adopt_list,
        add, pause, resume, present, decide, back, finish,
    )
}  # fmt: skip
