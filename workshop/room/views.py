"""What each side is shown: the scene (everybody), mine (one phone), the crowd (counts), the record (the desk)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec

from workshop import __version__
from workshop.messages import Crowd, Mine, Scene, Welcome
from workshop.model import Participant, Round
from workshop.room.ballots import DOTS
from workshop.room.clock import Clock
from workshop.room.state import State


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
        _round(shown, clock, now) if shown else None,
        state.results.get(shown.id) if shown and shown.state != "open" else None,
        state.scene["agenda"],
    )


def _round(round: Round, clock: Clock | None, now: float) -> dict[str, Any]:
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
        "dots": DOTS,
    }


def round_(seconds: float) -> float:
    """Seconds as shown: tenths."""
    return round(seconds, 1)


def mine(state: State, who: str) -> Mine:
    """What this participant said in the round on the screens."""
    shown = state.shown
    ballot = state.ballots[shown].get(who) if shown and shown in state.ballots else None
    ideas = [
        {"id": i.id, "text": i.text, "lang": i.lang, "at": i.at}
        for i in state.ideas.values()
        if i.author == who and i.round == shown and not i.withdrawn
    ]
    if ballot is None:
        return Mine(shown, ideas, None, None, None)
    return Mine(shown, ideas, ballot.choice, ballot.reason, ballot.at)


def entitled(state: State) -> list[Participant]:
    """Those present who may vote."""
    roles = state.roles
    return [p for p in state.people.values() if p.present and (p.role not in roles or roles[p.role].votes)]


def crowd(state: State, connected: int) -> Crowd:
    """How many are here and have answered the round on the screens, by role; never what."""
    shown = state.rounds.get(state.shown or "")
    ideas = [i for i in state.ideas.values() if shown and i.round == shown.id and not i.withdrawn]
    answered: set[str] = {i.author for i in ideas}
    if shown and shown.kind != "ideas":
        answered = set(state.ballots.get(shown.id, {}))
    voters = entitled(state)
    roles: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for person in voters:
        roles[person.role][1] += 1
        roles[person.role][0] += person.id in answered
    present = sum(p.present for p in state.people.values())
    return Crowd(present, len(voters), len(answered), len(ideas), dict(roles), connected)


def record(state: State, question: str | None = None) -> Mapping[str, Any]:
    """Everything for the desk, but the ballots of a round that is open (or of other questions, if one is named)."""
    hidden = {r.id for r in state.rounds.values() if r.state == "open" or question not in (None, r.question)}
    cast = [b for id_, some in state.ballots.items() if id_ not in hidden for b in some.values()]
    ballots = sorted(cast, key=lambda b: (b.round, b.participant))  # the order of arrival is nobody's business
    private = state.open.id if state.open and state.open.kind == "ideas" else None
    ideas = [i for i in state.ideas.values() if i.round != private]
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
