"""Seventeen rules, one table: a profile of ballots in, a Result out.

    ballots = profile("approval", [["list", "office"], ["list"], []])
    tally(ballots, "approval", ["list", "office"]).winners        # frozenset({'list'})

Ties are sets and abstentions are not votes cast. `places` is empty where nobody said anything and, for a rule
that adopts, where the proposal is not adopted. Each rule's module says what its `counts` hold. Very many ballots
are counted as a table (`columns.counted`) by every rule that orders options.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from workshop.errors import InputError, UnknownRule
from workshop.methods import adopting, choosing, grades, ranked, scoring
from workshop.methods.columns import Columns
from workshop.methods.profiles import (
    MOST,
    Poll,
    Profile,
    Unranked,
    Weighed,
    as_consent,
    as_items,
    as_ranking,
    as_said,
    as_set,
    exactly,
)
from workshop.model import OptionId, Result
from workshop.texts import say

__all__ = ["RULES", "profile", "tally"]


def gradients(poll: Poll) -> Result:
    """With a proposal they adopt or not, without one they orient."""
    return adopting.gradients(poll) if poll.proposal else choosing.gradients(poll)


RULES: dict[str, Callable[[Poll], Result]] = {
    "consent": adopting.consent,
    "gradients": gradients,
    "fist_to_five": adopting.fist_to_five,
    "majority": adopting.majority,
    "supermajority": adopting.supermajority,
    "plurality": choosing.plurality,
    "approval": choosing.approval,
    "dots": choosing.dots,
    "score": scoring.score,
    "points": choosing.points,
    "ranked": ranked.ranked,
    "irv": ranked.irv,
    "schulze": ranked.schulze,
    "ranked_pairs": ranked.ranked_pairs,
    "borda": ranked.borda,
    "star": scoring.star,
    "majority_judgment": grades.majority_judgment,
}

BALLOTS: dict[str, Callable[[Any], Hashable]] = {
    "approval": as_set,
    "consent": as_consent,
    **dict.fromkeys(("dots", "points", "gradients", "score", "star", "majority_judgment"), as_items),
    **dict.fromkeys(("ranked", "irv", "schulze", "ranked_pairs", "borda"), as_ranking),
}


def profile(rule: str, choices: Iterable[Any], weights: Sequence[int] | None = None) -> dict[Hashable, int]:
    """Choices of the wire, frozen and counted. UnknownRule if there is no such rule.

    `weights` are positive whole numbers, one for each choice: a ballot of weight 3 counts as three. InputError
    if they are anything else.
    """
    _known(rule)
    ballots = list(map(BALLOTS.get(rule, as_said), choices))
    if weights is None or (len(weights) == len(ballots) and all(weight == 1 for weight in weights)):
        return dict(Counter(ballots))
    return _weighed(ballots, weights)


def tally(
    profile: Profile | Columns,
    rule: str,
    options: Sequence[OptionId],
    *,
    threshold: float | None = None,
    proposal: OptionId | None = None,
    most: int | None = None,
    unranked: Unranked = "last",
) -> Result:
    """What the rule makes of the profile. UnknownRule if there is no such rule.

    `threshold` replaces two thirds in supermajority and gradients; `proposal` is what adopting is about; `most`
    is the top of the scale of scores (5); `unranked="ignore"` compares only what a ballot ranks. Where ballots
    weigh differently, every number of the result is of votes, and `ballots` alone is of ballots.
    """
    needed = exactly(threshold) if threshold is not None else None
    names = tuple(dict.fromkeys(options))
    found = _known(rule)(Poll(rule, profile, names, needed, proposal, most or MOST, unranked))
    if isinstance(profile, Weighed):
        return replace(found, ballots=profile.ballots, votes=found.ballots)
    return found


def _weighed(ballots: Sequence[Hashable], weights: Sequence[int]) -> Weighed:
    if len(ballots) != len(weights) or any(type(weight) is not int or weight < 1 for weight in weights):
        raise InputError(say("counting.weights", "en"), text="counting.weights")
    votes: Counter[Hashable] = Counter()
    for ballot, weight in zip(ballots, weights, strict=True):
        votes[ballot] += weight
    return Weighed(votes, len(ballots))


def _known(rule: str) -> Callable[[Poll], Result]:
    if rule not in RULES:
        raise UnknownRule(rule)
    return RULES[rule]
