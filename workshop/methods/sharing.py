"""Points that everybody shared alone, made into one worth for each option: swing weights.

    medians["facebook"] = median over people of the points they gave it, 0 where they gave none
    values["facebook"]  = 100 * medians["facebook"] / sum(medians)

Each person compares swings: what it is worth to bring an option from its worst state to its best (von Winterfeldt and
Edwards, 1986, Decision Analysis and Behavioral Research, chapter 8). By the median nobody moves the whole alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from workshop.methods.agreement import median, quartiles
from workshop.model import OptionId

Points = Mapping[OptionId, float]


@dataclass(frozen=True, slots=True)
class Shared:
    """What a group made of its points: `values` add up to 100, in the order of the ballot."""

    people: int  # who gave at least one point
    values: Mapping[OptionId, float]
    medians: Mapping[OptionId, float]  # as given, before they are brought to 100
    halves: Mapping[OptionId, tuple[float, float]]  # where the middle half of the answers lies
    apart: float  # of 100 points, how many one person would have to move to agree with `values`, on average
    averaged: bool  # every median is 0: `values` are means


def shared(
    ballots: Sequence[Points], options: Sequence[OptionId], weights: Sequence[int] | None = None
) -> Shared | None:
    """The worth of each option; None if nobody gave a point. A ballot of weight 3 counts as three people's."""
    given = [
        [float(ballot.get(option, 0)) for option in options]
        for ballot, weight in zip(ballots, weights or [1] * len(ballots), strict=True)
        for _ in range(weight)
        if any(ballot.get(option, 0) for option in options)
    ]
    if not given:
        return None
    columns = list(zip(*given, strict=True))
    medians = [median(column) or 0.0 for column in columns]
    averaged = not any(medians)
    values = _of_hundred([fmean(column) for column in columns] if averaged else medians)
    return Shared(
        people=sum(any(ballot.get(option, 0) for option in options) for ballot in ballots),
        values=dict(zip(options, values, strict=True)),
        medians=dict(zip(options, medians, strict=True)),
        halves={option: quartiles(column) or (0.0, 0.0) for option, column in zip(options, columns, strict=True)},
        apart=fmean(_moved(_of_hundred(one), values) for one in given),
        averaged=averaged,
    )


def _of_hundred(points: Sequence[float]) -> list[float]:
    whole = sum(points)
    return [100 * one / whole for one in points]


def _moved(one: Sequence[float], other: Sequence[float]) -> float:
    """Points to move from one sharing to the other: half of the differences, since each move makes two."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / 2
