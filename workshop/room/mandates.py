"""Who may answer for whom: one holder a person, a few people a holder, no chains."""

from __future__ import annotations

from workshop.errors import NotAllowed
from workshop.room.state import State

MOST = 2  # people one may answer for, unless the workshop's facts say otherwise


def held(state: State, *, principal: str, holder: str) -> None:
    """NotAllowed unless `holder` may answer for `principal` now."""
    if state.holders.get(principal) != holder:
        raise NotAllowed("mandate", text="errors.no_mandate")


def fit(state: State, principal: str, holder: str | None) -> None:
    """NotAllowed, with the reason, if this mandate cannot be given."""
    if holder is None:
        return
    most = int(state.facts.get("proxies_most", MOST))
    name, by = state.people[principal].name, state.people[holder].name
    others = [one for one in state.principals(holder) if one != principal]
    faults = {
        "mandate_self": principal == holder,
        "mandate_observer": not (state.votes(principal) and state.votes(holder)),
        "mandate_chain": bool(state.holders.get(holder) or state.principals(principal)),
        "mandate_most": len(others) >= most,
    }
    for fault, found in faults.items():
        if found:
            raise NotAllowed(fault, text=f"errors.{fault}", name=name, holder=by, most=most)
