"""The few sums that figures need, from the counts of a result."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.model import OptionId, Result

FOR, NONE, AGAINST = ("1", "2", "3"), ("4",), ("5", "6", "7", "8")
SUMS, MEANS = frozenset({"dots", "points"}), frozenset({"score", "star"})
SHARES = frozenset(
    {"gradients", "plurality", "approval", "majority", "supermajority", "fist_to_five", "consent"}
)  # numbers that count people
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
    """What the bar of an option shows: voices, points, mean score, first choices."""
    if result.rule == "borda":
        cast = result.voices - result.abstentions
        return round(result.support[option] * cast * (len(result.counts) - 1), 1)
    counts = result.counts.get(option, {})
    if result.rule in SUMS:
        return _sum(counts)
    if result.rule in MEANS:
        return round(_sum(counts) / max(sum(counts.values()), 1), 2)
    return counts["yes"] if "yes" in counts else counts.get("1", 0)


def _sum(counts: Counts) -> int:
    return sum(int(number) * ballots for number, ballots in counts.items() if number != "unscored")


def most(result: Result) -> int:
    """The top of the scale of scores."""
    return max((int(n) for counts in result.counts.values() for n in counts if n != "unscored"), default=5)


def backing(result: Result, option: OptionId) -> float:
    """How much an option is supported: people where answers are people's, else what its bar shows."""
    counts = result.counts.get(option, {})
    if result.rule == "gradients":
        return share_for(counts)[0]
    if result.rule == "fist_to_five":
        return sum(counts.get(fingers, 0) for fingers in ("3", "4", "5"))
    if result.rule == "consent":
        return sum(counts.values()) - objections(counts)
    return value(result, option)


def grades(counts: Counts) -> list[int]:
    """How many gave each grade, worst first; no grade is the worst."""
    found = [counts.get(str(grade), 0) for grade in range(6)]
    return [found[0] + counts.get("unscored", 0), *found[1:]]


def majority_grade(counts: Counts) -> int:
    """The best grade that a majority gives at least: of two in the middle, the lower (Balinski and Laraki, 2011)."""
    given, reached = grades(counts), 0
    for grade, people in enumerate(given):
        reached += people
        if reached and 2 * reached >= sum(given):
            return grade
    return 0
