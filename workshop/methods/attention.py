"""Ballots that answer everything alike: said, counted both ways, never taken out.

Somebody may mean it, so nothing is deleted: the room hears how many there are, and whether the first place would be
another without them (asked for by users of opinion tools, compdemocracy/polis#2025).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshop.methods.voting import profile, tally
from workshop.model import OptionId

LEAST = 4  # below this many options the same answer to all of them says nothing


@dataclass(frozen=True, slots=True)
class Alike:
    """How many ballots of `ballots` answer every option alike, and the first places with and without them."""

    alike: int
    ballots: int
    winners: frozenset[OptionId]
    without: frozenset[OptionId]

    @property
    def matters(self) -> bool:
        """Would the first place be another?"""
        return self.winners != self.without


def answers_alike(choice: Any, options: Sequence[OptionId]) -> bool:
    """Whether one ballot gives each of at least four options the same number, or approves of all of them."""
    if len(options) < LEAST:
        return False
    if isinstance(choice, Mapping):
        return set(choice) >= set(options) and len({choice[o] for o in options}) == 1
    approved = isinstance(choice, list | tuple) and all(isinstance(one, str) for one in choice)
    return approved and set(choice) >= set(options)


def alike(
    rule: str,
    choices: Sequence[Any],
    options: Sequence[OptionId],
    *,
    weights: Sequence[int] | None = None,
    most: int | None = None,
) -> Alike:
    """The ballots of one indicative round, counted with and without those that answer everything alike."""
    kept = [k for k, choice in enumerate(choices) if not answers_alike(choice, options)]
    first, other = (
        _winners(rule, [choices[k] for k in some], options, weights and [weights[k] for k in some], most)
        for some in (range(len(choices)), kept)
    )
    return Alike(len(choices) - len(kept), len(choices), first, other)


def _winners(
    rule: str, choices: Sequence[Any], options: Sequence[OptionId], weights: Sequence[int] | None, most: int | None
) -> frozenset[OptionId]:
    return tally(profile(rule, choices, weights), rule, options, most=most).winners
