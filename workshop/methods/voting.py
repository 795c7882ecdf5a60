"""Twelve rules, one table: a profile of ballots in, a Result out.

    ballots = profile("approval", [["list", "office"], ["list"], []])
    tally(ballots, "approval", ["list", "office"]).winners        # frozenset({'list'})

Ties are sets and abstentions are not votes cast. `places` is empty where nobody said anything and, for a rule
that adopts, where the proposal is not adopted. Each rule's module says what its `counts` hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from workshop.errors import UnknownRule
from workshop.methods import adopting, choosing, ranked
from workshop.methods.profiles import (
    Poll,
    Profile,
    as_consent,
    as_items,
    as_ranking,
    as_said,
    as_set,
    exactly,
)
from workshop.model import OptionId, Result

__all__ = ["RULES", "profile", "tally"]


def gradients(poll: Poll) -> Result:
    """With a proposal they adopt or not, without one they orient."""
    return adopting.gradients(poll) if poll.proposal else choosing.gradients(poll)


RULES: dict[str, Callable[[Poll], Result]] = {
    "plurality": choosing.plurality,
    "approval": choosing.approval,
    "dots": choosing.dots,
    "gradients": gradients,
    "majority": adopting.majority,
    "supermajority": adopting.supermajority,
    "fist_to_five": adopting.fist_to_five,
    "consent": adopting.consent,
    "ranked": ranked.ranked,
    "irv": ranked.irv,
    "schulze": ranked.schulze,
    "borda": ranked.borda,
}

BALLOTS: dict[str, Callable[[Any], Hashable]] = {
    "approval": as_set,
    "dots": as_items,
    "gradients": as_items,
    "consent": as_consent,
    **dict.fromkeys(("ranked", "irv", "schulze", "borda"), as_ranking),
}


def profile(rule: str, choices: Iterable[Any]) -> dict[Hashable, int]:
    """Choices of the wire, frozen and counted. UnknownRule if there is no such rule."""
    _known(rule)
    return dict(Counter(map(BALLOTS.get(rule, as_said), choices)))


def tally(
    profile: Profile,
    rule: str,
    options: Sequence[OptionId],
    *,
    threshold: float | None = None,
    proposal: OptionId | None = None,
) -> Result:
    """What the rule makes of the profile. UnknownRule if there is no such rule.

    `threshold` replaces two thirds in supermajority and gradients; `proposal` is what adopting is about.
    """
    needed = exactly(threshold) if threshold is not None else None
    return _known(rule)(Poll(rule, profile, tuple(dict.fromkeys(options)), needed, proposal))


def _known(rule: str) -> Callable[[Poll], Result]:
    if rule not in RULES:
        raise UnknownRule(rule)
    return RULES[rule]
