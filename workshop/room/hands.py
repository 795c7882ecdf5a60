"""Hands raised in the room: counted by the facilitator, and as many ballots as there were hands."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.errors import InvalidBallot
from workshop.model import BY_HAND, Ballot, Round
from workshop.room.state import State

MOST = 5_000
YES_NO = ("yes", "no", "abstain")


def answers(round: Round) -> dict[str, str | int]:
    """What hands may answer in this round, as it is counted and as a ballot says it; nothing if not by hand."""
    if round.kind != "ballot" or round.rule not in BY_HAND:
        return {}
    if round.rule == "plurality":
        return {option.id: option.id for option in round.options}
    if round.rule == "fist_to_five":
        return {str(fingers): fingers for fingers in range(6)}
    return {answer: answer for answer in YES_NO}


def fit(round: Round, counts: Mapping[str, int], present: int) -> None:
    """InvalidBallot with every reason why these counts cannot stand."""
    known, faults = answers(round), []
    if not known:
        faults.append("not_by_hand")
    elif set(counts) - set(known):
        faults.append("unknown_option")
    if any(count < 0 for count in counts.values()):
        faults.append("out_of_range")
    if sum(counts.values()) > present:
        faults.append("too_many_hands")
    if faults:
        raise InvalidBallot(round.question or round.id, reasons=faults, hands=present)


def present(state: State, round: str | None = None) -> int:
    """How many in the room answer by hand: as the facts say, never fewer than were counted."""
    return max(int(state.facts.get("hands") or 0), counted(state, round))


def counted(state: State, round: str | None) -> int:
    """How many hands were raised in this round."""
    return sum(state.hands.get(round or "", {}).values())


def raised(state: State, round: Round) -> list[Ballot]:
    """The hands of this round as ballots of "hand1", "hand2", …, in the order of its answers."""
    counts, at = state.hands.get(round.id, {}), round.closed_at or 0.0
    said = [choice for answer, choice in answers(round).items() for _ in range(counts.get(answer, 0))]
    return [Ballot(round.id, f"hand{n}", choice, at, "hands") for n, choice in enumerate(said, 1)]


def ballots(state: State, round: Round) -> list[Ballot]:
    """Every ballot that counts in this round: those cast and those raised."""
    return [*state.ballots.get(round.id, {}).values(), *raised(state, round)]
