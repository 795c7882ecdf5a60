"""Who is here and who may vote: the arithmetic of quorum and turnout.

Present are those on the list and those who answer by hand. Entitled are, for the question shown: voters who are
present, voters represented (their holder is present, or they are represented at the desk from afar), voters whose
answer counts in the round shown though they have left, and those who answer by hand; without whoever has recused
themselves. So there are never more ballots than people entitled.
"""

from __future__ import annotations

from typing import Any

from workshop.model import Ballot, Participant
from workshop.room import hands
from workshop.room.state import State


def present(state: State) -> int:
    """How many count for the quorum."""
    return sum(p.present for p in state.people.values()) + hands.present(state, state.shown)


def voters(state: State) -> list[Participant]:
    """The people of the list who may vote on the question shown."""
    shown = state.rounds.get(state.shown or "")
    out = state.recused(shown.question if shown else None)
    represented = _represented(state)
    return [
        p
        for p in state.people.values()
        if (p.present or p.id in represented) and p.id not in out and state.votes(p.id)
    ]


def entitled(state: State) -> int:
    """How many may vote on the question shown, hands included."""
    return len(voters(state)) + hands.present(state, state.shown)


def _represented(state: State) -> set[str]:
    """Who is not in the room and may still be heard in it."""
    held = {one for one, by in state.holders.items() if by and state.people[by].present}
    at_the_desk = {one for one in state.afar if not state.holders.get(one)}
    return held | at_the_desk | set(state.ballots.get(state.shown or "", {}))


def people(state: State) -> list[dict[str, Any]]:
    """The list as the desk sees it: who came and left when, who holds whose proxy, who does not vote on what."""
    left = {one.participant: one.at for one in state.attendance if not one.present}
    out: dict[str, list[str]] = {}
    for question, barred in state.barred.items():
        for who in barred:
            out.setdefault(who, []).append(question)
    return [
        {
            "id": p.id,
            "name": p.name,
            "role": p.role,
            "present": p.present,
            "channel": p.channel,
            "joined_at": None if p.id in state.afar else p.joined_at,
            "left_at": None if p.present else left.get(p.id),
            "holder": state.holders.get(p.id),
            "recused": sorted(out.get(p.id, [])),
        }
        for p in state.people.values()
    ]


def said(state: State, who: str) -> dict[str, Any]:
    """For this person's own phone: how their answer came, for whom they may answer, whether they are recused.

    What a principal answered themselves is theirs alone: their holder hears only that they did.
    """
    shown = state.rounds.get(state.shown or "")
    cast = state.ballots.get(shown.id, {}) if shown else {}
    own = cast.get(who)
    question = shown.question if shown else (state.scene["question"] or {}).get("id")
    return {
        "principals": [_principal(state.people[one], cast.get(one)) for one in state.principals(who)],
        "recused": who in state.recused(question),
        "channel": own.channel if own else "",
        "by": state.people[own.by].name if own and own.by else "",
    }


def _principal(person: Participant, ballot: Ballot | None) -> dict[str, Any]:
    view: dict[str, Any] = {"id": person.id, "name": person.name, "choice": None, "reason": None, "at": None}
    if ballot is None:
        return view | {"own": False}
    if ballot.channel == "proxy":
        view |= {"choice": ballot.choice, "reason": ballot.reason}
    return view | {"at": ballot.at, "own": ballot.channel != "proxy"}


def concerned(state: State) -> set[str]:
    """Whose phone must hear more than the scene when it changes: holders, and those recused from its question."""
    question = (state.scene["question"] or {}).get("id")
    shown = state.rounds.get(state.shown or "")
    return {by for by in state.holders.values() if by} | {
        *state.recused(question),
        *(state.recused(shown.question) if shown else ()),
    }
