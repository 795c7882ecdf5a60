"""What became of somebody's ideas and requests: the furthest each came, from what the room knows.

private < shown < grouped < merged < voted < parked, refused or adopted. What was set aside or withdrawn says so, and
an idea that went into others came as far as the furthest of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workshop.messages import Fates
from workshop.model import Decision, Idea, Matter, Option, Round
from workshop.room import lineage, tables
from workshop.room.state import State

THEME = "theme:"  # how the ids of options begin that are themes
ORDER = ("aside", "private", "shown", "grouped", "merged", "voted", "parked", "refused", "adopted")
Fate = dict[str, Any]


def told(state: State, who: str) -> Fates:
    """What became of the ideas and requests of this participant."""
    ideas = [{**_said(idea), **_asked(state, idea), **became(state, idea)} for idea in _own(state, who)]
    return Fates(ideas, [_request(m) for m in state.matters.values() if m.author == who])


def _own(state: State, who: str) -> list[Idea]:
    return [state.ideas[id] for id in state.authored.get(who, ())]


def _said(idea: Idea) -> Fate:
    return {"id": idea.id, "text": idea.text, "lang": idea.lang, "at": idea.at}


def _asked(state: State, idea: Idea) -> Fate:
    return {"prompt": dict(state.rounds[idea.round].prompt)}


def _request(matter: Matter) -> Fate:
    kept = {"id": matter.id, "text": matter.text, "lang": matter.lang, "at": matter.at, "state": matter.state}
    return kept | ({"answer": matter.answer} if matter.answer else {})


def became(state: State, idea: Idea) -> Fate:
    """The fate of an idea, with what explains it: theme, reason, clause, question, what it went into."""
    if idea.withdrawn:
        return {"fate": "withdrawn"}
    if not idea.into:
        return _alone(state, idea)
    ends = lineage.ends(state.ideas, idea.id)
    found = max((_alone(state, end) for end in ends), key=_rank)
    if found["fate"] != "aside":  # what was voted on before it went into another was voted on
        found = max(found, _alone(state, idea), key=_rank)
    if lineage.merged(state.ideas, idea.id) and found["fate"] != "aside" and _rank(found) < ORDER.index("merged"):
        found = {**found, "fate": "merged"}
    return {**found, "into": [{"text": end.text, "lang": end.lang} for end in ends]}


def _rank(fate: Fate) -> int:
    return ORDER.index(fate["fate"])


def _alone(state: State, idea: Idea) -> Fate:
    """How far an idea came that nothing was made of."""
    if idea.aside is not None:
        return {"fate": "aside", "reason": idea.aside}
    theme: Fate = {"theme": idea.theme} if idea.theme else {}
    round = state.rounds[idea.round]
    votes = list(_votes(state, round, idea))
    settled = _settled(state, idea, {idea.id, *(option.id for _, option in votes)})
    if settled:
        return {**theme, **settled}
    if votes:
        return {**theme, "fate": "voted", "question": dict(votes[-1][0].prompt)}
    if round.id in state.results:
        return {**theme, "fate": "grouped" if theme else "shown"}
    return {"fate": "shown" if idea.id in tables.heard(state, round.id) else "private"}


def _votes(state: State, asked: Round, idea: Idea) -> Iterator[tuple[Round, Option]]:
    """The closed rounds of the same question where the idea, or its theme, was an option."""
    for round in state.rounds.values():
        if round.question == asked.question and round.state != "open" and round.kind != "ideas":
            yield from ((round, option) for option in round.options if _is(option, idea))


def _is(option: Option, idea: Idea) -> bool:
    if option.id.startswith(THEME):
        return idea.theme is not None and idea.theme in (*option.label.values(), *option.clause.values())
    return option.id == idea.id


def _settled(state: State, idea: Idea, names: set[str]) -> Fate:
    """What the standing decision of the question means for an older idea that went by these names."""
    question = state.rounds[idea.round].question
    later = state.decisions[state.concluded[idea.id] :]
    decision = next((d for d in reversed(later) if question and d.question == question), None)
    if decision is None:
        return {}
    about = _about(state, decision)
    if lost := next((name for name in decision.lost if name in names), None):
        return {"fate": "voted", "reason": decision.lost[lost], **about}
    option = decision.option or ""
    if (option.startswith(THEME) or option in state.ideas) and option not in names:
        return {}
    reason = {"reason": decision.rationale} if decision.rationale and decision.status != "adopted" else {}
    clause = {"clause": decision.clause} if decision.clause else {}
    return {"fate": decision.status, **reason, **clause, **about}


def _about(state: State, decision: Decision) -> Fate:
    round = state.rounds.get(decision.round or "")
    return {"question": dict(round.prompt)} if round else {}
