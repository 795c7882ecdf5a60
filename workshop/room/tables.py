"""What the tables of a format mean now: whose turn it is, what was heard, with whom and on which sheet one works."""

from __future__ import annotations

from typing import Any

from workshop.model import Idea, Round
from workshop.room import seats
from workshop.room.state import State

SHOWN = 20  # of the ideas heard, the latest


def speaker(state: State, round: str) -> str | None:
    """Whose turn it is to read an idea out; None if all who are here have passed, or nobody reads at this step."""
    table = state.tables.get(round)
    return seats.speaking(table, lambda who: state.people[who].present) if table else None


def heard(state: State, round: str) -> list[str]:
    """Ideas that everybody has heard before they are revealed: read out in turn, or of a table once all listen."""
    table = state.tables.get(round)
    if table is None:
        return []
    asked = state.rounds[round]
    if asked.format == "one_two_four_all" and asked.steps[table["step"]].id == "all":
        return [idea.id for idea in state.ideas.values() if idea.round == round and idea.step == "fours"]
    return list(table["read"])


def scene(state: State, round: Round) -> dict[str, Any]:
    """What everybody sees of the format of a round: the speaker's name at a step in turns, the latest ideas heard."""
    found: dict[str, Any] = {}
    if round.state == "open" and round.steps and round.steps[round.step].id == "round":
        who = speaker(state, round.id)
        found["speaker"] = state.people[who].name if who else None
    said = [idea for id in heard(state, round.id) if (idea := state.ideas[id]).live]
    if said:
        found["shared"] = [_text(idea) for idea in said[-SHOWN:]]
    return found


def mine(state: State, round: Round, who: str) -> dict[str, Any]:
    """What only this person sees of the format of an open round: their company, their turn, the sheet in hand."""
    table = state.tables.get(round.id)
    if table is None or round.state != "open":
        return {}
    others = [state.people[one] for one in seats.company(table, who) if one != who]
    return {
        "group": [person.name for person in others if person.present],
        "turn": speaker(state, round.id) == who,
        "sheet": [_text(idea) for idea in _in_hand(state, round, table, who)],
    }


def _in_hand(state: State, round: Round, table: dict[str, Any], who: str) -> list[Idea]:
    """What stood on the sheet when it came into hand; at a table of four, the idea another wrote for it."""
    step = round.steps[round.step].id
    if round.format == "brainwriting":
        sheet = seats.sheet(table, who)
        ideas = [state.ideas[id] for id in state.sheets.get((round.id, sheet or ""), ())]
        return [idea for idea in ideas if idea.live and (idea.author, idea.step) != (who, step)]
    if round.format == "one_two_four_all" and step == "fours":
        others = [one for one in seats.company(table, who) if one != who]
        ideas = [state.ideas[id] for one in others for id in state.authored.get(one, ())]
        return [idea for idea in ideas if idea.live and (idea.round, idea.step) == (round.id, step)]
    return []


def _text(idea: Idea) -> dict[str, Any]:
    return {"text": idea.text, "lang": idea.lang}
