"""What a group makes of a risk: medians, ranges and disagreement in banded words, and its place by expected effort.

    order(scores(["leak", "slip"], [{"leak": {"likelihood": 2, "impact": 5}, "slip": None}, …]))

Scores 1-5 are never multiplied; `effort` multiplies the midpoints of their bands, for each person's own answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Any, Literal

from workshop.methods.agreement import consensus, median, quartiles
from workshop.methods.concordance import alpha
from workshop.methods.effort import days, middle, places
from workshop.model import RiskScore, Text
from workshop.texts import LANGS, both, say

Choice = Mapping[str, Any] | None
Axis = Literal["likelihood", "impact"]


@dataclass(frozen=True, slots=True)
class Veto:
    """Which risks bypass the ranking and come first, however rare: those with so grave an impact.

    `people` is how many must judge it that grave; None is half of those who answered (the median).
    """

    impact: int = 5
    people: int | None = None

    def holds(self, impacts: Sequence[int]) -> bool:
        """Whether these answers put a risk before all ranking."""
        if self.people is None:
            return (median(impacts) or 0) >= self.impact
        return sum(impact >= self.impact for impact in impacts) >= self.people


GRAVEST = Veto()


@dataclass(frozen=True, slots=True)
class Moved:
    """What a second round changed about one risk; None where a round has no answers."""

    risk: str
    likelihood: float | None  # steps that the median moved, up is more likely
    impact: float | None
    days: float | None  # expected days a year, after less before
    spread: float | None  # steps that the middle half of both scales grew by; below 0 opinions came closer

    @property
    def settled(self) -> bool:
        """Whether another round would bring nothing: medians stand still and opinions come no closer."""
        return (self.likelihood, self.impact) == (0, 0) and self.spread is not None and self.spread >= 0


def score(risk: str, choices: Sequence[Choice], veto: Veto | None = GRAVEST) -> RiskScore:
    """The group's view of one risk; a choice of None is "I do not know" and is counted apart."""
    own = [days(c) for c in choices if c is not None]
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
        expected=median(own),
        days_range=middle(own, 0.5),
        days_wide=middle(own, 0.8),
        veto=veto is not None and veto.holds(severe),
    )


def scores(
    risks: Iterable[str], choices: Iterable[Mapping[str, Choice]], veto: Veto | None = GRAVEST
) -> tuple[RiskScore, ...]:
    """The group's view of each risk of one screen; a risk that a person left out is neither score nor unknown."""
    said = list(choices)
    return tuple(score(risk, [choice[risk] for choice in said if risk in choice], veto) for risk in risks)


def order(scores: Iterable[RiskScore]) -> tuple[RiskScore, ...]:
    """Risks with their places: those under the veto first, by expected days, without a place; then the ranking.

    Risks whose middle halves of answers overlap with that of the first of a place share it (`effort.places`).
    Within a place they stand by expected days; risks nobody scored come last, in the given order.
    """
    known = tuple(scores)
    ranked = {s.risk: (s.expected, s.days_range) for s in known if s.expected is not None and s.days_range}
    place = {
        risk: k
        for k, tied in enumerate(
            places({s.risk: ranked[s.risk] for s in known if s.risk in ranked and not s.veto}), 1
        )
        for risk in tied
    }
    return tuple(sorted((replace(s, place=place.get(s.risk)) for s in known), key=lambda s: s.rank))


def moved(before: RiskScore, after: RiskScore) -> Moved:
    """How far a second round moved the medians of one risk, and whether opinions came closer."""
    return Moved(
        risk=after.risk,
        likelihood=_less(after.likelihood, before.likelihood),
        impact=_less(after.impact, before.impact),
        days=_less(after.expected, before.expected),
        spread=_less(_widths(after), _widths(before)),
    )


def _less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else after - before


def _widths(score: RiskScore) -> float | None:
    """Steps between the quartiles, of both scales together."""
    ends = [quartiles(column) for column in zip(*score.scores, strict=True)]
    return sum(high - low for low, high in filter(None, ends)) if ends else None


def reliability(choices: Sequence[Mapping[str, Choice]], axis: Axis) -> float | None:
    """Krippendorff's ordinal alpha over the risks of one screen: whether people judge alike (`concordance.alpha`)."""
    risks = sorted(set().union(*choices))
    said = ([choice.get(risk) for risk in risks] for choice in choices)
    return alpha([[one[axis] if one else None for one in row] for row in said])


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
