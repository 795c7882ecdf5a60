"""The few sums that figures need, from the counts of a result."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.model import OptionId, Result

FOR, NONE, AGAINST = ("1", "2", "3"), ("4",), ("5", "6", "7", "8")
SUMS = frozenset({"dots", "points", "score", "star"})
Counts = Mapping[str, int]


def share_for(counts: Counts) -> tuple[int, int, int]:
    """How many support, are against or let it pass, have no opinion, from the eight degrees."""
    pro, contra, none = (sum(counts.get(degree, 0) for degree in side) for side in (FOR, AGAINST, NONE))
    return pro, contra, none


def people(result: Result) -> Counts:
    """The answers to a ballot about one proposal."""
    return next(iter(result.counts.values()), {})


def objections(counts: Counts) -> int:
    return counts.get("objection", 0) + counts.get("no", 0)


def value(result: Result, option: OptionId) -> float:
    """What the bar of an option shows: voices, points, first choices, or who grades it as high as the best."""
    if result.rule == "borda":
        cast = (result.votes or result.ballots) - result.abstentions
        return round(result.support[option] * cast * (len(result.counts) - 1), 1)
    counts = result.counts.get(option, {})
    if result.rule == "majority_judgment":
        return round(result.support[option] * ((result.votes or result.ballots) - result.abstentions))
    if result.rule in SUMS:
        return sum(int(number) * ballots for number, ballots in counts.items() if number != "unscored")
    return counts["yes"] if "yes" in counts else counts.get("1", 0)
