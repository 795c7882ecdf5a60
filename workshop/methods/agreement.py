"""How far apart people are: order statistics and indices of agreement on an ordered scale."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from math import log2


def median(values: Sequence[float]) -> float | None:
    """The middle value, or the middle of the two middle ones; None for no values."""
    return statistics.median(values) if values else None


def quartiles(values: Sequence[float]) -> tuple[float, float] | None:
    """First and third quartile, interpolated (Hyndman and Fan, 1996, type 7); None for no values."""
    if len(values) < 2:
        return (float(values[0]), float(values[0])) if values else None
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    return first, third


def consensus(values: Sequence[float], low: float = 1, high: float = 5) -> float | None:
    """Consensus from 0 (half at each end) to 1 (all the same); None for no values.

    Tastle and Wierman (2007): 1 + sum of p_i log2(1 - |x_i - mean| / (high - low)).
    """
    if not values:
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
    triples = [
        (pattern[i], pattern[j], pattern[k])
        for i in range(size)
        for j in range(i + 1, size)
        for k in range(j + 1, size)
    ]
    rising = sum(t in ((True, True, False), (False, True, True)) for t in triples)
    broken = sum(t == (True, False, True) for t in triples)
    unimodality = ((size - 2) * rising - (size - 1) * broken) / ((size - 2) * (rising + broken))
    return unimodality * (1 - (used - 1) / (size - 1))
