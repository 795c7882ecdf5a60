"""The same ballots under other rules: what each rule that can read them makes of them.

    under_other_rules("irv", [[["a"], ["b"]], …], ["a", "b", "c"])      {"plurality": Result, "irv": Result, …}

Only what people said is counted: a ranking gives its first place to plurality, scores give their order to the
rules that rank. Nothing is guessed: where several are first, plurality and the run-off take the ballot as blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.methods.voting import profile, tally
from workshop.model import RANKED, SCORED, OptionId, Result

RANKINGS = ("plurality", "irv", "ranked", "schulze", "ranked_pairs", "borda")
SCORES = ("score", "star", "majority_judgment")


def under_other_rules(
    rule: str,
    choices: Sequence[Any],
    options: Sequence[OptionId],
    *,
    weights: Sequence[int] | None = None,
    most: int | None = None,
) -> dict[str, Result]:
    """One result a rule, that of `rule` included; only the rule's own for ballots that no other rule can read."""
    if rule in SCORED:
        found = {name: _counted(name, choices, options, weights, most) for name in SCORES}
        ranked = [_by_score(choice) for choice in choices]
        return found | {name: _counted(name, ranked, options, weights) for name in RANKINGS[1:-1]}
    if rule in RANKED:
        return {name: _counted(name, choices, options, weights) for name in RANKINGS}
    return {rule: _counted(rule, choices, options, weights, most)}


def _counted(
    rule: str,
    choices: Sequence[Any],
    options: Sequence[OptionId],
    weights: Sequence[int] | None,
    most: int | None = None,
) -> Result:
    said = [_first(choice) for choice in choices] if rule == "plurality" else choices
    return tally(profile(rule, said, weights), rule, options, most=most)


def _first(ranking: Sequence[Sequence[OptionId]]) -> OptionId:
    """The one option that a ranking puts first; blank if there are several or none."""
    return ranking[0][0] if ranking and len(ranking[0]) == 1 else ""


def _by_score(choice: Mapping[OptionId, int]) -> list[list[OptionId]]:
    """Options from the highest score to the lowest; 0 is not ranked."""
    levels = sorted({n for n in choice.values() if n > 0}, reverse=True)
    return [[option for option, n in choice.items() if n == level] for level in levels]
