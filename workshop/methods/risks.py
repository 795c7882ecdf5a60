"""What a group makes of a risk: medians, ranges and disagreement, in banded words. Scores are never multiplied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor

from workshop.methods.agreement import consensus, median, quartiles
from workshop.model import RiskScore, Text
from workshop.texts import LANGS, both, say

Choice = Mapping[str, int] | None


def score(risk: str, choices: Sequence[Choice]) -> RiskScore:
    """The group's view of one risk; a choice of None is "I do not know" and is counted apart."""
    scores = tuple((c["likelihood"], c["impact"]) for c in choices if c is not None)
    likely, severe = ([pair[axis] for pair in scores] for axis in (0, 1))
    return RiskScore(
        risk=risk,
        n=len(scores),
        likelihood=median(likely),
        likelihood_range=_range(likely),
        impact=median(severe),
        impact_range=_range(severe),
        consensus_likelihood=consensus(likely),
        consensus_impact=consensus(severe),
        flagged=apart(likely) or apart(severe),
        unknown=len(choices) - len(scores),
        likelihood_words=words("likelihood", median(likely)),
        impact_words=words("impact", median(severe)),
        scores=scores,
    )


def scores(risks: Iterable[str], choices: Iterable[Mapping[str, Choice]]) -> tuple[RiskScore, ...]:
    """The group's view of each risk of one screen; a risk that a person left out is neither score nor unknown."""
    said = list(choices)
    return tuple(score(risk, [choice[risk] for choice in said if risk in choice]) for risk in risks)


def order(scores: Iterable[RiskScore]) -> tuple[RiskScore, ...]:
    """By median impact, then by median likelihood, highest first; risks nobody scored come last.

    An order for reading, not a ranking: ordinal scores have no product (Cox, 2008). Ties keep the given order.
    """
    return tuple(sorted(scores, key=lambda s: (-(s.impact or 0), -(s.likelihood or 0))))


def apart(values: Sequence[int]) -> bool:
    """Worth talking about: quartiles two steps apart, or somebody three from the median (Delphi practice)."""
    ends, middle = quartiles(values), median(values)
    if ends is None or middle is None:
        return False
    return ends[1] - ends[0] >= 2 or any(abs(v - middle) >= 3 for v in values)


def words(scale: str, value: float | None) -> Text:
    """The band of a median with its numbers, in every language; between two bands, both are named."""
    if value is None:
        return {}
    low, high = both(f"{scale}.{floor(value)}"), both(f"{scale}.{ceil(value)}")
    if low is high:
        return dict(low)
    return {lang: say("bands.between", lang, low=low[lang], high=high[lang]) for lang in LANGS}


def _range(values: Sequence[int]) -> tuple[int, int] | None:
    return (min(values), max(values)) if values else None
