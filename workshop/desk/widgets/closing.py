"""What is said of a result, and the ballot that comes next by the two rounds of a question."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.desk.widgets import estimating, evidence, integrating, setting
from workshop.desk.widgets.now import Now, View, button, field, filled, form, several, text
from workshop.model import Ballot, Option, Question, Round


def discuss(now: Now) -> View:
    """The result, what it is weighed with, the reasons, and what comes next."""
    if not now.ballots:
        return {"blocks": [], "go": button(now, "finish", "go_next")}
    last = now.ballots[-1]
    if last.state == "closed":
        return {"blocks": [text(now, "closed_not_shown")], "go": button(now, "reveal", "go_reveal")}
    if last.kind == "estimate":
        return estimating.discuss(now, last)
    blocks = [chart(now, last), evidence.came(now, last), *evidence.moved(now, last), *voices(now, last)]
    further = evidence.further(now, last)
    if now.subject.about != "question":
        return {"blocks": [*blocks, *further], "go": button(now, "finish", "go_next")}
    body = adopting(now, last) if last.purpose == "adopting" else indicative(now, last)
    quiet = [button(now, "decide", "quiet_decide")] if body["go"]["act"] != "decide" else []
    reason = field(now, "reason", "text", hint=True, wide=True)
    more = {**button(now, "repeat", "quiet_repeat"), "fields": [reason]}
    return {
        "go": body["go"],
        "blocks": [*blocks, *body["blocks"], *further],
        "quiet": [*body.get("quiet", []), *quiet],
        "more": more,
    }


def chart(now: Now, round: Round) -> View:
    return evidence.drawn(now, now.chart(round))


def voices(now: Now, round: Round) -> list[View]:
    """Reasons and remarks of the round, without names; objections stand with the text they change."""
    items = [{"text": line} for b in now.record.ballots if b.round == round.id for line in spoken(now, b)]
    return [{"kind": "lines", "title": now.say("voices"), "items": items}] if items else []


def spoken(now: Now, ballot: Ballot) -> list[str]:
    """What somebody wrote with their answer."""
    lines = [ballot.reason] if ballot.reason else []
    if isinstance(ballot.choice, Mapping) and isinstance(words := ballot.choice.get("remark"), str) and words:
        lines.append(now.say("voice_remark", text=words))
    return lines


def indicative(now: Now, last: Round) -> View:
    """The first place becomes the proposal; a tie is the room's to break."""
    question = now.subject.question
    assert isinstance(question, Question)
    winners = [one for one in question.options if one.id in now.tally(last).winners]
    rule = text(now, "next_rule")
    settings = setting.adopting(now)
    quiet = [button(now, "revote", "quiet_revote")]
    if len(winners) == 1:
        go = button(now, "propose", "go_propose", option=now.pick(winners[0].label))
        return {"blocks": [rule, quote(now, "", winners[0]), settings], "go": go, "quiet": quiet}
    options = [{"id": o.id, "label": now.pick(o.label)} for o in winners or question.options]
    tie = field(now, "proposal", "radio", key="tie", options=options)
    go = button(now, "propose", "go_tie")
    return {"blocks": [several(rule, form([tie])), settings], "go": go, "quiet": quiet}


def quote(now: Now, title: str, option: Option, wording: str = "") -> View:
    """The clause of an option (or the wording it was given), large: it is what people decide about."""
    return {"kind": "quote", "title": title or now.pick(option.label), "text": wording or filled(option, now.lang)}


def tries(now: Now) -> int:
    """How often the proposal was put to the adopting ballot since the last indicative one."""
    purposes = [one.purpose for one in now.ballots]
    return len(purposes) - 1 - max((n for n, p in enumerate(purposes) if p == "indicative"), default=-1)


def adopting(now: Now, last: Round) -> View:
    """Adopted: to the decision. Not adopted: integrate once and vote once more; then park."""
    result = now.tally(last)
    if result.adopted:
        return {"blocks": [text(now, "adopted")], "go": button(now, "decide", "go_decide")}
    why = " ".join(now.say(f"why_{code}") for code in result.why)
    failed = text(now, "failed", why=why)
    if tries(now) > 1:
        held = integrating.held(now, last)
        return {"blocks": [failed, *held, text(now, "failed_twice")], "go": button(now, "decide", "go_park")}
    again = "go_again_consent" if last.rule == "consent" else "go_again"
    return {"blocks": [failed, *integrating.integrate(now, last)], "go": button(now, "again", again)}
