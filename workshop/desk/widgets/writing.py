"""Writing ideas: the format chosen before, its steps while it runs, and the vote that orders what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import formats, lineage, results
from workshop.desk.widgets import evidence, setting, themes
from workshop.desk.widgets.now import Now, View, button, field, form, text
from workshop.model import Round, Step

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

Values = Mapping[str, Any]
ORDERS = ("dots", "points", "ranked")
CLOCK: dict[str, Any] = {"min": 1, "max": 240, "step": 1}


# ---- before ------------------------------------------------------------------------------------------


def fields(now: Now) -> list[dict[str, Any]]:
    """What is chosen before people write."""
    part = now.subject.sequence
    known = part.starters if part else ()
    lines = "\n".join(now.pick(one) for one in known)
    rows = min(8, max(3, len(known)))
    return [
        field(now, "format", "select", hint=True, options=_formats(now), value=formats.usual(part)),
        field(now, "collect_minutes", "number", hint=True, value="", **CLOCK),
        field(now, "starters", "textarea", hint=True, value=lines, rows=rows),
        field(now, "suggest", "checkbox", hint=True, value=False),
        field(now, "by_itself", "checkbox", hint=True, value=False),
    ]


def _formats(now: Now) -> list[dict[str, str]]:
    """The formats with the minutes they take here."""
    found = []
    for one in formats.FORMATS:
        lasts = formats.lasting(formats.steps(now.content, one, now.subject.sequence))
        name = now.pick(now.content.methods[one].name)
        label = now.say("format_lasts", name=name, minutes=texts.number(lasts, now.lang))
        found.append({"id": one, "label": label})
    return found


def before(now: Now) -> View:
    """The Ask step of an ideas prompt."""
    return {"blocks": [form(fields(now))], "go": button(now, "collect", "go_ask_ideas")}


# ---- while people write --------------------------------------------------------------------------------


def collecting(now: Now, clock: list[dict[str, str]]) -> View:
    """Step n of m and its sentence; the ideas themselves stay private."""
    round = now.rounds[-1]
    hold = button(now, "hold", "quiet_hold")
    if not round.steps:
        return {"go": button(now, "close", "go_collect"), "quiet": [hold, *clock]}
    live = _live(now, round)
    at = round.step
    last = at == len(round.steps) - 1
    go = (
        button(now, "close", "go_collect") if last else button(now, "step", "go_step", step=_name(now, round, at + 1))
    )
    early = [] if last else [button(now, "close", "quiet_close")]
    speaker, shared = str(live.get("speaker") or ""), live.get("shared")
    turn = [{"kind": "turn", "label": now.say("turn"), "name": speaker}] if speaker else []
    skip = [button(now, "speaker", "quiet_speaker")] if speaker else []
    heard = [_heard(now, round)] if shared else []
    words = now.say("step_of", n=at + 1, total=len(round.steps), name=_name(now, round, at))
    return {
        "key": f"collect-{len(now.rounds)}-{at}",
        "say": now.say("aloud", text=now.pick(round.steps[at].do)),
        "announce": words,
        "blocks": [{"kind": "text", "title": words, "text": now.say("step_private")}, *turn, *heard],
        "go": go,
        "quiet": [*skip, *early, hold, *clock],
    }


def _live(now: Now, round: Round) -> Mapping[str, Any]:
    """The round as it was pushed last; nothing if the push is of another."""
    shown = now.state.scene.round or {}
    return shown if shown.get("id") == round.id else {}


def _name(now: Now, round: Round, at: int) -> str:
    step: Step = round.steps[at]
    return now.say(f"step_{'pass' if step.id.startswith('pass') else step.id}")


def _heard(now: Now, round: Round) -> View:
    """What everybody heard while the round is open, which can be set aside at once: the record has no other."""
    said = [one for one in now.record.ideas if one.round == round.id and not one.withdrawn]
    items = [{"id": one.id, "text": one.text, "aside": one.aside} for one in said]
    return {"kind": "heard", "title": now.say("heard"), "items": items}


def held(now: Now) -> bool:
    """Was the writing closed without showing the ideas?"""
    last = now.rounds[-1] if now.rounds else None
    return last is not None and last.kind == "ideas" and last.state == "closed"


def unseen(now: Now) -> View:
    """The editor of themes while only the facilitator reads the ideas: what must not be shown is set aside first."""
    found = lineage.of(now.record, now.subject.id)
    shown = themes.block(now, found) if found else text(now, "ideas_none")
    return {"blocks": [text(now, "ideas_held"), shown], "go": button(now, "reveal", "go_reveal_ideas")}


# ---- the order of what was written -----------------------------------------------------------------------


def ordering(now: Now, clock: list[dict[str, str]]) -> View | None:
    """The Group step while people vote on its themes or ideas; None when they do not."""
    last = now.rounds[-1] if now.rounds else None
    if last is None or not results.orders(last):
        return None
    if last.state == "open":
        fixed = text(now, "order_open", rule=texts.say(f"rules.{last.rule}", now.lang))
        return {"counts": True, "blocks": [fixed], "go": button(now, "close", "go_vote"), "quiet": clock}
    if last.state == "closed":
        return {"blocks": [text(now, "closed_not_shown")], "go": button(now, "reveal", "go_reveal"), "quiet": []}
    return None


def ordered(now: Now) -> list[View]:
    """What the last vote on themes or ideas put first."""
    last = next((one for one in reversed(now.rounds) if results.orders(one)), None)
    if last is None or last.state == "open":
        return []
    drawn = now.chart(last)
    chart = {"kind": "chart", "chart": drawn, "finding": now.pick(drawn.get("finding", {})), "lang": now.lang}
    return [chart, *evidence.alike(now, last)]


def order_fields(now: Now, themed: bool) -> View:
    """The vote on themes or ideas, before it opens."""
    by = [{"id": one, "label": now.say(f"order_by_{one}")} for one in (("theme", "idea") if themed else ("idea",))]
    rules = [{"id": one, "label": texts.say(f"rules.{one}", now.lang)} for one in ORDERS]
    asked = [
        field(now, "order_by", "select", options=by, value=by[0]["id"]),
        field(now, "order_rule", "select", hint=True, options=rules, value="dots"),
        field(now, "order_minutes", "number", key="minutes", value="3", **CLOCK),
    ]
    return {**button(now, "order", "quiet_order"), "fields": asked}


# ---- what the buttons do -----------------------------------------------------------------------------------


def _here(w: Workshop, now: Now) -> None:
    if not now.here:
        w.scene("ask", {"id": now.subject.id, "prompt": dict(now.subject.prompt)})


def collect(w: Workshop, now: Now, values: Values) -> None:
    """Open the writing of ideas in the format chosen."""
    minutes = setting.minutes_of(now, {"minutes": values.get("collect_minutes", "")})
    _here(w, now)
    w.collect(
        now.subject.id,
        str(values.get("format") or "") or None,
        minutes=minutes,
        suggest=bool(values.get("suggest")),
        starters=values.get("starters"),
        close_by_itself=bool(values.get("by_itself")),
        title=now.subject.prompt,
    )


def step(w: Workshop, _now: Now, _values: Values) -> None:
    w.step()


def speaker(w: Workshop, _now: Now, _values: Values) -> None:
    w.next_speaker()


def order(w: Workshop, now: Now, values: Values) -> None:
    """Open the vote that puts themes or ideas in an order."""
    minutes = setting.minutes_of(now, {"minutes": values.get("order_minutes", "")})
    _here(w, now)
    rule, by = str(values.get("order_rule") or "dots"), str(values.get("order_by") or "theme")
    w.prioritise(now.subject.id, rule, by=by, minutes=minutes)


def wall(w: Workshop, now: Now, _values: Values) -> None:
    """Show the ideas again, now under their themes."""
    w.reveal(next(one.id for one in reversed(now.rounds) if one.kind == "ideas"))


ACTS: Mapping[str, Callable[[Workshop, Now, Values], themes.Said | None]] = {
    act.__name__: act for act in (collect, step, speaker, order, wall)
}
