"""Expected effort of a risk, in days of work a year: how likely, times how many days, for each person's own answer.

Bands stand for their midpoints, so that the two numbers may be multiplied; ordinal scores may not (Cox, 2008).
Four-point answers (lowest, highest, best guess, how sure) are those of the IDEA protocol (Hemming and others, 2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshop.methods.agreement import median, quantile

LIKELIHOOD = (0.025, 0.125, 0.35, 0.65, 0.9)  # of happening within a year
IMPACT = (0.25, 2.0, 10.0, 60.0, 250.0)  # days of work if it happens
LEVELS = (1.0, 5.0, 30.0)  # days: where a cell of the matrix takes the next colour
SURE = 80.0  # per cent: intervals of different people are made comparable at this level
CERTAIN = 100.0

Choice = Mapping[str, Any]
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Guess:
    """One number as one person or the group sees it: low and high hold it in eight cases of ten."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class Guesses:
    """The group's four-point answers about one risk: medians of each number; days from the lowest to the highest
    of both, which is wider than eight cases in ten."""

    n: int
    likelihood: Guess  # 0..1
    impact: Guess  # days
    days: Guess


def days(choice: Choice) -> float:
    """Expected days of work a year in one person's answer: from its best guesses if it has any, else from bands."""
    if ranged := choice.get("range"):
        return float(ranged["likelihood"][2] / 100 * ranged["impact"][2])
    return expected(choice["likelihood"], choice["impact"])


def expected(likelihood: int, impact: int) -> float:
    """Expected days of work a year from the midpoints of two bands 1-5."""
    return LIKELIHOOD[likelihood - 1] * IMPACT[impact - 1]


def level(likelihood: int, impact: int) -> int:
    """The colour of a cell of the matrix, 0-3: under 1 day, under 5, under 30, and 30 or more."""
    return sum(expected(likelihood, impact) >= edge for edge in LEVELS)


def cells() -> tuple[tuple[tuple[float, int], ...], ...]:
    """Days and level of every cell of the matrix: for each impact 1-5, each likelihood 1-5."""
    return tuple(tuple((expected(a, b), level(a, b)) for a in range(1, 6)) for b in range(1, 6))


def middle(values: Sequence[float], share: float) -> Ends | None:
    """Where this share of the answers lies, the same number left out on both sides; None for no values."""
    low, high = (quantile(values, at) for at in ((1 - share) / 2, (1 + share) / 2))
    return None if low is None or high is None else (low, high)


def standard(four: Sequence[float], most: float = float("inf")) -> Guess:
    """A person's four numbers (low, high, best, sure in per cent) with the interval that fits 80 %.

    Each side is stretched or shrunk in proportion, best - (best - low) 80 / sure, never under 0 nor over `most`
    (Hemming and others, 2018, Methods in Ecology and Evolution 9: 169-180, linear extrapolation).
    """
    low, high, best, sure = four
    by = SURE / sure
    return Guess(max(0.0, best - (best - low) * by), float(best), min(most, best + (high - best) * by))


def guesses(choices: Iterable[Choice | None]) -> Guesses | None:
    """What the group's four-point answers say together; None if nobody gave any."""
    given = [choice["range"] for choice in choices if choice and choice.get("range")]
    if not given:
        return None
    percent = _together(standard(one["likelihood"], CERTAIN) for one in given)
    likely = Guess(percent.low / 100, percent.best / 100, percent.high / 100)
    severe = _together(standard(one["impact"]) for one in given)
    product = Guess(likely.low * severe.low, likely.best * severe.best, likely.high * severe.high)
    return Guesses(len(given), likely, severe, product)


def _together(all_of: Iterable[Guess]) -> Guess:
    """The median of each number; lowest, best and highest keep their order, since each person's do."""
    lows, bests, highs = zip(*((one.low, one.best, one.high) for one in all_of), strict=True)
    return Guess(*(median(column) or 0.0 for column in (lows, bests, highs)))


def places(intervals: Mapping[str, tuple[float, Ends]]) -> tuple[frozenset[str], ...]:
    """Risks in places by their median, most days first; `intervals` gives each its median and where it may lie.

    A risk takes a later place only if its interval lies wholly below that of the first of the place, the one with
    the highest median: whoever may be as high as the first is tied with it. Ties do not spread from one to the next.
    """
    left = sorted(intervals, key=lambda risk: (-intervals[risk][0], -intervals[risk][1][1]))
    found = []
    while left:
        floor = intervals[left[0]][1][0]
        found.append(frozenset(risk for risk in left if intervals[risk][1][1] >= floor))
        left = [risk for risk in left if risk not in found[-1]]
    return tuple(found)
