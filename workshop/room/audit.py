"""What is on the disk proves itself: its rows fold into a state, its journal chains, its closed rounds add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop.errors import Damaged
from workshop.model import Role
from workshop.room import hands
from workshop.room.journal import ZERO, ballots_digest, digest, link
from workshop.room.state import State
from workshop.room.store import Row


def folded(rows: Iterable[Row], roles: Mapping[str, Role], file: str) -> State:
    """The state these rows make; Damaged names the first thing that does not fit."""
    state = State(roles)
    try:
        for row in rows:
            state.apply(row)
        if state.seq and not state.workshop:
            raise Damaged(file=file, problem="workshop")
        broken = _chain(state) or _rounds(state)
    except (LookupError, ValueError, TypeError, AttributeError) as cause:
        raise Damaged(file=file, problem=type(cause).__name__) from cause
    if broken:
        raise Damaged(file=file, problem=broken)
    return state


def _chain(state: State) -> str:
    """The first journal entry that does not follow from the one before, or differs from what it commits to."""
    head = ZERO
    for entry in state.journal:
        seq, payload = entry["seq"], state.payloads.get(entry["seq"])
        head = link(head, seq=seq, at=entry["at"], act=entry["act"], digest=entry["digest"])
        if payload is None or digest(payload["body"], bytes.fromhex(payload["salt"])) != entry["digest"]:
            return f"journal {seq}"
        if entry["hash"] != head:
            return f"journal {seq}"
    return ""


def _rounds(state: State) -> str:
    """The first closed round whose ballots are not those of its closing."""
    told = {}
    for entry in state.journal:
        if entry["act"] == "close":
            body = state.payloads[entry["seq"]]["body"]
            told[body["round"]] = (body["ballots"], body["digest"])
    for id, round in state.rounds.items():
        if not state.ballots.get(id, {}).keys() <= state.people.keys():
            return f"round {id}"
        cast = hands.ballots(state, round)
        found = (len(cast), ballots_digest((ballot.participant, ballot.choice) for ballot in cast))
        if round.state != "open" and told.get(id) != found:
            return f"round {id}"
    return ""
