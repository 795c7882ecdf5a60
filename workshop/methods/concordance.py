"""How far people agree over many things at once: Kendall's W for rankings, Krippendorff's alpha for scores."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from workshop.model import OptionId

Level = Literal["nominal", "ordinal", "interval"]
Coincidences = Mapping[tuple[float, float], float]


def positions(choice: Iterable[Iterable[OptionId]], options: Sequence[OptionId]) -> list[float]:
    """The rank of each option on one ballot, best 1; equals share the middle of their ranks, unranked are last."""
    found: dict[OptionId, float] = {}
    for rank in [*choice, options]:
        fresh = [option for option in rank if option in options and option not in found]
        found |= dict.fromkeys(fresh, len(found) + (len(fresh) + 1) / 2)
    return [found[option] for option in options]


def kendall_w(rankings: Sequence[Sequence[float]]) -> float | None:
    """Kendall's coefficient of concordance, from 0 (no common order) to 1 (one order); a row is one person's ranks.

    Kendall and Babington Smith (1939), with the correction for ties of Kendall (1948): 12 S / (m²(n³ - n) - m T),
    T the sum of t³ - t over every person's groups of t equals. None for fewer than two people or two options, or
    if nobody tells any options apart. Raises ValueError if rows differ in length.
    """
    people, things = len(rankings), len(rankings[0]) if rankings else 0
    totals = [sum(column) for column in zip(*rankings, strict=True)]
    if people < 2 or things < 2:
        return None
    mean = sum(totals) / things
    around = sum((total - mean) ** 2 for total in totals)
    equal = sum(t**3 - t for row in rankings for t in Counter(row).values())
    most = people**2 * (things**3 - things) - people * equal
    return 12 * around / most if most else None


def alpha(rows: Sequence[Sequence[float | None]], level: Level = "ordinal") -> float | None:
    """Krippendorff's alpha: 1 is full agreement, 0 what chance would give, below 0 systematic disagreement.

    A row is one person, a column one thing; None is a missing score. Krippendorff (2011), Computing
    Krippendorff's Alpha-Reliability. None if no thing has two scores, or if all those scores are one value:
    nothing then tells agreement from chance. Raises ValueError if rows differ in length.
    """
    seen = _coincidences(rows)
    margins: defaultdict[float, float] = defaultdict(float)
    for (value, _), weight in seen.items():
        margins[value] += weight
    total, apart = sum(margins.values()), _DISTANCES[level](margins)
    expected = sum(margins[a] * margins[b] * apart(a, b) for a in margins for b in margins)
    observed = sum(weight * apart(a, b) for (a, b), weight in seen.items())
    return 1 - (total - 1) * observed / expected if expected else None


def _coincidences(rows: Sequence[Sequence[float | None]]) -> Coincidences:
    """How often each pair of values was given to one thing; a thing with m scores weighs m."""
    seen: defaultdict[tuple[float, float], float] = defaultdict(float)
    for column in zip(*rows, strict=True):
        values = Counter(value for value in column if value is not None)
        scores = sum(values.values())
        for a, b in ((a, b) for a in values for b in values if scores > 1):
            seen[a, b] += values[a] * (values[b] - (a == b)) / (scores - 1)
    return seen


def _ordinal(margins: Mapping[float, float]) -> Callable[[float, float], float]:
    """Values are as far apart as there are scores between them, each end counting half."""

    def apart(a: float, b: float) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(n for value, n in margins.items() if low <= value <= high)
        return float((between - (margins[low] + margins[high]) / 2) ** 2)

    return apart


_DISTANCES: Mapping[Level, Callable[[Mapping[float, float]], Callable[[float, float], float]]] = {
    "nominal": lambda margins: lambda a, b: float(a != b),
    "ordinal": _ordinal,
    "interval": lambda margins: lambda a, b: (a - b) ** 2,
}
