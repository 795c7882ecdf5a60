"""How far apart people are about one thing, on an ordered scale; over many things: `concordance`.

Every number is None where it has no meaning: nobody answered, or the scale has a single step.
Polis' group-informed consensus needs groups of people and stands with their files: `exchange.polis.consensus`.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

from workshop.model import OptionId, Result


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers of a rule in order, those that support and those that oppose; what is not on it has no side."""

    steps: tuple[str, ...]
    supporting: frozenset[str]
    opposing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the answers about one option lie on its scale; steps count from 1, in the order of the scale."""

    n: int  # people with an opinion
    median: float | None
    quartiles: tuple[float, float] | None
    supporting: float | None  # share of those with an opinion, 0..1
    opposing: float | None
    within_one: int  # people at most one step from the median
    agreement: float | None  # van der Eijk's A, -1..1
    consensus: float | None  # Tastle and Wierman's, 0..1

    @property
    def iqr(self) -> float | None:
        """Steps between the quartiles, where the middle half of the people is."""
        return self.quartiles[1] - self.quartiles[0] if self.quartiles else None


def _scale(steps: str, supporting: str, opposing: str) -> Scale:
    return Scale(tuple(steps.split()), frozenset(supporting.split()), frozenset(opposing.split()))


_FIVE = _scale("0 1 2 3 4 5", "3 4 5", "0 1 2")
SCALES: Mapping[str, Scale] = {
    "gradients": _scale("1 2 3 5 6 7 8", "1 2 3", "5 6 7 8"),  # 4 is no opinion
    "fist_to_five": _FIVE,
    "score": _FIVE,
    "star": _FIVE,
}


def by_option(result: Result) -> Mapping[OptionId, Spread]:
    """The spread of each option; empty for a rule whose answers have no order of their own."""
    scale = SCALES.get(result.rule)
    if scale is None:
        return {}
    return {option: spread(counts, scale) for option, counts in result.counts.items()}


def near(result: Result) -> Mapping[OptionId, tuple[int, int]]:
    """For each option, how many are at most one step from the median, of how many with an opinion."""
    return {option: (one.within_one, one.n) for option, one in by_option(result).items()}


def spread(counts: Mapping[str, int], scale: Scale) -> Spread:
    """Where the people stand who gave these answers; answers that are not on the scale are left out."""
    on = [counts.get(step, 0) for step in scale.steps]
    steps = [k for k, people in enumerate(on, start=1) for _ in range(people)]
    n, middle = len(steps), median(steps)
    return Spread(
        n=n,
        median=middle,
        quartiles=quartiles(steps),
        supporting=_share(counts, scale.supporting, n),
        opposing=_share(counts, scale.opposing, n),
        within_one=sum(abs(step - middle) <= 1 for step in steps) if middle is not None else 0,
        agreement=agreement(on),
        consensus=consensus(steps, 1, len(on)),
    )


def _share(counts: Mapping[str, int], answers: frozenset[str], n: int) -> float | None:
    return sum(counts.get(answer, 0) for answer in answers) / n if n else None


def median(values: Sequence[float]) -> float | None:
    """The middle value, or the middle of the two middle ones; None for no values."""
    return statistics.median(values) if values else None


def quartiles(values: Sequence[float]) -> tuple[float, float] | None:
    """First and third quartile, interpolated (Hyndman and Fan, 1996, type 7); None for no values."""
    if len(values) < 2:
        return (float(values[0]), float(values[0])) if values else None
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return first, third


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value below which this share of the values lies, interpolated (Hyndman and Fan, 1996, type 7)."""
    if not values:
        return None
    ordered, at = sorted(values), share * (len(values) - 1)
    below = min(int(at), len(values) - 1)
    above = min(below + 1, len(values) - 1)
    return float(ordered[below] + (at - below) * (ordered[above] - ordered[below]))


def consensus(values: Sequence[float], low: float = 1, high: float = 5) -> float | None:
    """Consensus from 0 (half at each end) to 1 (all the same); None for no values or a scale of one step.

    Tastle and Wierman (2007): 1 + sum of p_i log2(1 - |x_i - mean| / (high - low)).
    """
    if not values or low == high:
        return None
    mean = statistics.fmean(values)
    terms = (log2(1 - abs(x - mean) / (high - low)) for x in values)
    return min(1.0, max(0.0, 1 + statistics.fmean(terms)))


def agreement(counts: Sequence[int]) -> float | None:
    """Agreement on an ordered scale, from -1 (half at each end) through 0 (even) to 1 (one answer); None for nobody.

    Van der Eijk's A (2001): the distribution is peeled into layers of equal height; each layer weighs its size.
    """
    left, total, found = list(counts), sum(counts), 0.0
    while any(left):
        height = min(n for n in left if n)
        pattern = [n > 0 for n in left]
        found += _layer(pattern) * height * sum(pattern) / total
        left = [n - height if n else 0 for n in left]
    return found if total else None


def _layer(pattern: Sequence[bool]) -> float:
    """A of one layer: unimodality of its triples, less the more of the scale it covers (van der Eijk, 2001)."""
    size, used = len(pattern), sum(pattern)
    if used == size or size < 2:
        return 0.0 if size > 1 else 1.0
    if used == 1:
        return 1.0
    triples = list(combinations(pattern, 3))
    rising = sum(t in ((True, True, False), (False, True, True)) for t in triples)
    broken = sum(t == (True, False, True) for t in triples)
    unimodality = ((size - 2) * rising - (size - 1) * broken) / ((size - 2) * (rising + broken))
    return unimodality * (1 - (used - 1) / (size - 1))
