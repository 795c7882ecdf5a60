"""Risks on a stage: which to estimate, what a round says, why opinions differ, and the second round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import hazards, results
from workshop.desk.widgets.evidence import came, drawn
from workshop.desk.widgets.now import Now, View, button, field, fold, form, minutes, text
from workshop.errors import InputError
from workshop.model import Option, Risk, Round

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

GROUPS = ("own", "reputation", "legal", "security", "people", "operations", "crisis")


def ask(now: Now) -> View:
    """Which risks go on the phones: those of the agenda and the room's own are ticked, any other may be."""
    known = results.catalogue(now.record, now.content)
    ticked = [*(o.id for o in now.subject.options), *(r.id for r in now.record.risks)]
    options = [_choice(now, risk) for risk in sorted(known.values(), key=lambda r: GROUPS.index(r.group))]
    search = now.say("risks_search")
    picked = field(now, "risks", "checks", key="risks_pick", hint=True, options=options, value=ticked, search=search)
    return {"blocks": [form([picked, minutes(now)])], "go": button(now, "vote", "go_ask_risks")}


def _choice(now: Now, risk: Risk) -> dict[str, str]:
    said = {"label": now.pick(risk.name), "hint": now.pick(risk.description)}
    return {"id": risk.id, "group": now.say(f"risk_group_{risk.group}"), **said}


def discuss(now: Now, last: Round) -> View:
    """The spread without names and the reasons of both ends; then the second round, then what moved."""
    risks = results.catalogue(now.record, now.content)
    first = len(now.ballots) < 2
    blocks = [drawn(now, hazards.chart(now.record, now.content, last)), came(now, last), *reasons(now, last, risks)]
    blocks += [fold(now, "matrix", text(now, "matrix_note"), drawn(now, hazards.matrix(now.record, last)))]
    blocks += alike(now, last)
    done, again = button(now, "finish", "go_next"), button(now, "again", "go_second_estimate")
    if first:
        return {"blocks": [*blocks, form([*ranges(now, last, risks), minutes(now)])], "go": again, "quiet": [done]}
    return {"blocks": blocks, "go": done, "quiet": [again]}


def reasons(now: Now, last: Round, risks: Mapping[str, Risk]) -> list[View]:
    """Reasons given from phones, without names, risk by risk."""
    given = [one for one in now.rounds if one.kind == "estimate"]
    items = [
        {"text": now.say(f"reason_{one.side}", risk=now.pick(risks[risk].name), text=one.text)}
        for round in given
        for risk, said in hazards.reasons(now.record, round).items()
        if risk in risks
        for one in said
    ]
    if items:
        return [{"kind": "lines", "title": now.say("reasons"), "items": items}]
    return [text(now, "reasons_none")] if last == given[0] else []


def ranges(now: Now, last: Round, risks: Mapping[str, Risk]) -> list[dict[str, Any]]:
    """Which risks are asked again with four numbers each: the first few, unless the facilitator says otherwise."""
    order = [score.risk for score in hazards.ordered(now.record, last) if score.risk in risks]
    if len(order) < 2:
        return []
    options = [{"id": risk, "label": now.pick(risks[risk].name)} for risk in order]
    return [field(now, "ranges", "checks", hint=True, options=options, value=order[: hazards.TOP])]


def alike(now: Now, last: Round) -> list[View]:
    """Whether people judge alike over all risks; nothing where nobody can tell."""
    found = hazards.reliability(now.record, last)
    said = {axis: texts.number(value, now.lang, 2) for axis, value in found.items() if value is not None}
    return [fold(now, "agreement", text(now, "agreement_alpha", **said))] if len(said) == 2 else []


# ---- what the buttons do -------------------------------------------------------------------------


def estimate(w: Workshop, now: Now, values: Mapping[str, Any], minutes: float | None) -> None:
    """Open the first estimate of the risks ticked, or of the stage's single risk."""
    if now.subject.id in now.content.risks:
        w.open(now.subject.id, kind="estimate", minutes=minutes)
        return
    standing = [o.id for o in now.subject.options]
    wanted = list(values.get("risks", standing))
    if not wanted:
        raise InputError(now.say("risks_none"))
    options = _options(results.catalogue(now.record, now.content), wanted)
    w.open(now.subject.id, kind="estimate", minutes=minutes, options=options, title=now.subject.prompt)


def second(w: Workshop, now: Now, values: Mapping[str, Any], minutes: float | None) -> None:
    """The same risks once more; some with four numbers each."""
    last = now.ballots[-1]
    ranges = [risk for risk in values.get("ranges", ()) if risk in {o.id for o in last.options}]
    reason = now.say("second_estimate")
    several = {"options": last.options, "title": now.subject.prompt} if last.options else {}
    w.open(now.subject.id, kind="estimate", minutes=minutes, reason=reason, ranges=ranges, **several)  # type: ignore[arg-type]


def _options(risks: Mapping[str, Risk], wanted: Iterable[str]) -> list[Option]:
    return [Option(id, risks[id].name, risks[id].description) for id in wanted if id in risks]


# ---- an idea becomes a risk ----------------------------------------------------------------------


def own(now: Now) -> View:
    """A form that makes a risk of an idea that somebody wrote, or of none; those made stand above it."""
    rounds = {one.id for one in now.rounds}
    ideas = [one for one in now.record.ideas if one.round in rounds and one.live]
    options = [{"id": "", "label": now.say("own_none")}, *({"id": i.id, "label": i.text[:200]} for i in ideas)]
    made = [{"text": now.pick(risk.name), "note": now.pick(risk.description)} for risk in now.record.risks]
    chosen = next((i for i in ideas if i.id == now.said.get("idea")), None)
    turn = chosen.id if chosen else ""
    words = {"value": chosen.text[:120] if chosen else "", "turn": turn}
    fields = [
        field(now, "idea", "select", key="own_idea", options=options, act="choose", wide=True),
        field(now, "risk_name", "text", key="own_name", hint=True, wide=True, **words),
        field(
            now, "risk_description", "textarea", key="own_description", value=chosen.text if chosen else "", turn=turn
        ),
        field(now, "risk_name_other", "text", key="own_name_other", value=""),
        field(now, "risk_description_other", "text", key="own_description_other", value=""),
    ]
    listed = [{"kind": "lines", "title": now.say("own_made"), "items": made}] if made else []
    press = {"kind": "press", "buttons": [button(now, "make_risk", "own_make")]}
    return fold(now, "own_risks", *listed, form(fields), press, open=bool(ideas))


def make_risk(w: Workshop, now: Now, values: Mapping[str, Any]) -> None:
    """Add the risk as the form says it; the other language takes the same words where it was left empty."""
    said = {key: texts.clean(str(values.get(f"risk_{key}", ""))) for key in ("name", "description")}
    if not said["name"]:
        raise InputError(now.say("own_name_missing"))
    other = {key: texts.clean(str(values.get(f"risk_{key}_other", ""))) or words for key, words in said.items()}
    second = next(lang for lang in texts.LANGS if lang != now.lang)
    name, description = ({now.lang: said[key], second: other[key]} for key in ("name", "description"))
    w.add_risk(name, description)
