"""This counts the same ballots under other rules, to show whether the winner depends on the rule.

    results = under_other_rules("ranked", choices, ["a", "b", "c"])     # {"ranked": Result, "plurality": Result, …}
    depends(results)                                                    # True: another rule, another winner

The first result is that of the rule the ballots were cast under, the others follow in the order of `RULES`. What
people would have said under another rule nobody knows: this is an illustration, never a second count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from workshop.methods.profiles import MOST
from workshop.methods.voting import RULES, profile, tally
from workshop.model import RANKED, SCORED, OptionId, Result

Reading = Callable[[Any], Any]  # a choice under one rule -> the choice it stands for under another


def under_other_rules(
    rule: str,
    choices: Iterable[Any],
    options: Sequence[OptionId],
    *,
    weights: Sequence[int] | None = None,
    most: int | None = None,
) -> dict[str, Result]:
    """The result of the ballots under their own rule, then under every rule that they can be read for.

    Rankings give a single choice (the first rank; a shared one is blank) and every count of rankings. Scores from
    0 to `most` give every count of scores, approval from half of the scale up, and rankings with ties, a score of
    nothing being unranked. Gradients give approval of degrees 1 to 3, scores (8 less the degree, of 7) and
    rankings with ties; an option that a ballot leaves out is as degree 4. Other ballots say nothing under other
    rules. UnknownRule if there is no such rule.
    """
    said = list(choices)
    top = 7 if rule == "gradients" else most or MOST
    results = {rule: _counted(rule, said, options, weights, most)}
    readings = _readings(rule, options, top)
    for other in RULES:
        if other != rule and other in readings:
            results[other] = _counted(other, list(map(readings[other], said)), options, weights, top)
    return results


def depends(results: Mapping[str, Result]) -> bool:
    """The rules do not all put the same options first."""
    return len({result.winners for result in results.values()}) > 1


def _counted(
    rule: str, choices: list[Any], options: Sequence[OptionId], weights: Sequence[int] | None, most: int | None
) -> Result:
    return tally(profile(rule, choices, weights), rule, options, most=most)


def _readings(rule: str, options: Sequence[OptionId], top: int) -> Mapping[str, Reading]:
    if rule in RANKED:
        return {**dict.fromkeys(RANKED, _same), "plurality": _single}
    if rule in SCORED:
        return _by_scores(_same, lambda scores: [o for o, n in scores.items() if 2 * n >= top])
    if rule == "gradients":
        return _by_scores(
            lambda degrees: {o: 8 - degrees.get(o, 4) for o in options},
            lambda degrees: [o for o, degree in degrees.items() if degree <= 3],
        )
    return {}


def _by_scores(scores: Reading, approved: Reading) -> Mapping[str, Reading]:
    """How ballots with a number for each option are read."""

    def ranking(choice: Any) -> list[list[OptionId]]:
        return ranks(scores(choice))

    return {
        **dict.fromkeys(SCORED, scores),
        **dict.fromkeys(RANKED, ranking),
        "approval": approved,
        "plurality": lambda choice: _single(ranking(choice)),
    }


def ranks(scores: Mapping[OptionId, int]) -> list[list[OptionId]]:
    """The ranking that scores make: equal scores share a rank; none and 0 are unranked."""
    levels = sorted({n for n in scores.values() if n > 0}, reverse=True)
    return [[o for o, n in scores.items() if n == level] for level in levels]


def _single(ranking: Sequence[Sequence[OptionId]]) -> OptionId:
    """The first rank if one option has it alone; otherwise nobody's name."""
    first: Sequence[OptionId] = next(iter(ranking), ())
    return first[0] if len(first) == 1 else ""


def _same(choice: Any) -> Any:
    return choice
