"""What each side is shown: the scene (everybody), mine (one phone), the crowd (counts), the record (the desk)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec

from workshop import __version__
from workshop.messages import Crowd, Mine, Scene, Welcome
from workshop.model import Idea, Round, Text
from workshop.room import attendance, hands, reasons, tables
from workshop.room.ballots import most
from workshop.room.clock import Clock
from workshop.room.state import State
from workshop.texts import LANGS


def welcome(state: State) -> Welcome:
    """What the join page must say."""
    roles = [{"id": role.id, "label": dict(role.label), "votes": role.votes} for role in state.roles.values()]
    facts = state.facts
    return Welcome(
        facts["title"],
        facts["organisation"],
        roles,
        facts["retention"],
        bool(facts["rehearsal"]),
        __version__,
    )


def scene(state: State, clock: Clock | None, now: float, number: int) -> Scene:
    """What everybody sees; `now` is monotonic."""
    shown = state.rounds.get(state.shown or "")
    return Scene(
        number,
        state.scene["stage"],
        state.scene["question"],
        _round(state, shown, clock, now) if shown else None,
        state.results.get(shown.id) if shown and shown.state != "open" else None,
        state.scene["agenda"],
    )


def _round(state: State, round: Round, clock: Clock | None, now: float) -> dict[str, Any]:
    options = []
    for option in round.options:
        view: dict[str, Any] = {"id": option.id, "label": dict(option.label)}
        options.append(view | ({"clause": dict(option.clause)} if option.clause else {}))
    return {
        "id": round.id,
        "kind": round.kind,
        "rule": round.rule,
        "purpose": round.purpose,
        "number": round.number,
        "question": round.question,
        "prompt": dict(round.prompt),
        "options": options,
        "proposal": round.proposal,
        "state": round.state,
        "remaining": round_(clock.remaining(now)) if clock and round.state == "open" else None,
        "paused": bool(clock and clock.since is None),
        "threshold": round.threshold,
        "quorum": round.quorum,
        "opened_at": round.opened_at,
        "closed_at": round.closed_at,
        "most": most(round),
        **_format(round),
        **{name: said for name, said in _fixed(state, round).items() if said},
        **tables.scene(state, round),
    }


def _format(round: Round) -> dict[str, Any]:
    """What the writing of ideas is to be like, where it says something."""
    steps = [{"id": step.id, "seconds": step.seconds, "do": dict(step.do)} for step in round.steps]
    told: dict[str, Any] = {"format": round.format, "steps": steps, "step": round.step} if steps else {}
    starters = {"starters": [dict(one) for one in round.starters]} if round.starters else {}
    return told | starters | ({"suggest": True} if round.suggest else {})


def _fixed(state: State, round: Round) -> dict[str, Any]:
    """What was fixed before opening, where it says something."""
    return {
        "weights": [{"label": _weighed(state, one), "weight": weight} for one, weight in round.weights.items()],
        "ranges": list(round.ranges),
        "aim": dict(round.aim),
        "before": dict(round.before),
        "redline": {lang: [list(piece) for piece in pieces] for lang, pieces in round.redline.items()},
        "objections": [dict(one) for one in round.objections],
        "unit": dict(round.unit),
        "ends": [dict(one) for one in round.ends],
        "chart": round.chart,
    }


def _weighed(state: State, one: str) -> Text:
    """A role's label, or somebody's name in every language."""
    if one in state.people:
        return dict.fromkeys(LANGS, state.people[one].name)
    return dict(state.roles[one].label) if one in state.roles else dict.fromkeys(LANGS, one)


def round_(seconds: float) -> float:
    """Seconds as shown: tenths."""
    return round(seconds, 1)


def mine(state: State, who: str) -> Mine:
    """What this participant said in the round on the screens."""
    shown = state.shown
    ballot = state.ballots[shown].get(who) if shown and shown in state.ballots else None
    written = (state.ideas[id] for id in state.authored.get(who, ()))
    ideas = [_idea(idea) for idea in written if idea.round == shown and not idea.withdrawn]
    told: dict[str, Any] = {name: getattr(ballot, name, None) for name in ("choice", "reason", "at")}
    told |= tables.mine(state, state.rounds[shown], who) if shown else {}
    told |= attendance.said(state, who) | {"extremes": reasons.asked(state, shown, who)}
    return Mine(round=shown, ideas=ideas, **told)


def _idea(idea: Idea) -> dict[str, Any]:
    """One's own idea; why it was set aside, whether it was read out and at which step it was written, if so."""
    view = {"id": idea.id, "text": idea.text, "lang": idea.lang, "at": idea.at}
    more = {"aside": idea.aside, "shared": idea.shared or None, "step": idea.step}
    return view | {key: value for key, value in more.items() if value is not None}


def concerned(state: State) -> set[str]:
    """Whose phone must hear more than the scene when it changes."""
    return attendance.concerned(state) | reasons.sides(state, state.shown or "").keys()


def crowd(state: State, connected: int) -> Crowd:
    """How many are here and have answered the round on the screens, by role; never what."""
    shown = state.rounds.get(state.shown or "")
    ideas = [i for i in state.ideas.values() if shown and i.round == shown.id and not (i.withdrawn or i.parents)]
    answered: set[str] = {i.author for i in ideas}
    if shown and shown.kind != "ideas":
        answered = set(state.ballots.get(shown.id, {}))
    roles: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for person in attendance.voters(state):
        roles[person.role][1] += 1
        roles[person.role][0] += person.id in answered
    by_hand = hands.counted(state, state.shown)
    present, entitled = attendance.present(state), attendance.entitled(state)
    return Crowd(present, entitled, len(answered) + by_hand, len(ideas), dict(roles), connected)


def record(state: State, question: str | None = None) -> Mapping[str, Any]:
    """Everything for the desk, but the ballots of a round that is open (or of other questions, if one is named).

    Hands raised are ballots as well.
    """
    hidden = {r.id for r in state.rounds.values() if r.state == "open" or question not in (None, r.question)}
    cast = [b for id_, round in state.rounds.items() if id_ not in hidden for b in hands.ballots(state, round)]
    ballots = sorted(cast, key=lambda b: (b.round, b.participant))  # the order of arrival is nobody's business
    private = state.open.id if state.open and state.open.kind == "ideas" else None
    heard = set(tables.heard(state, private)) if private else set()
    ideas = [i for i in state.ideas.values() if i.round != private or i.id in heard]
    journal = [
        {
            "seq": e["seq"],
            "at": e["at"],
            "act": e["act"],
            "hash": e["hash"],
            "payload": state.payloads[e["seq"]]["body"],
        }
        for e in state.journal
    ]
    roles = [{"id": r.id, "label": dict(r.label), "votes": r.votes} for r in state.roles.values()]
    facts = {**state.facts, "roles": roles, "code": state.code, "scene": state.scene}
    return {
        "facts": facts,
        "participants": msgspec.to_builtins(list(state.people.values())),
        "rounds": msgspec.to_builtins(list(state.rounds.values())),
        "ideas": msgspec.to_builtins(ideas),
        "ballots": msgspec.to_builtins(ballots),
        "decisions": msgspec.to_builtins(state.decisions),
        "journal": journal,
        "attendance": msgspec.to_builtins(state.attendance),
        "recusals": msgspec.to_builtins(state.recusals),
        "mandates": msgspec.to_builtins(state.mandates),
        "matters": msgspec.to_builtins(list(state.matters.values())),
        "reasons": msgspec.to_builtins([r for r in state.reasons.values() if r.round not in hidden]),
        "treatments": msgspec.to_builtins(list(state.treatments.values())),
        "risks": msgspec.to_builtins(list(state.risks.values())),
    }
