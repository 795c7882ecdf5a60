"""This is majority judgment: the option whose middle grade is highest, by the grades around it if several are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from workshop.methods.choosing import ordering
from workshop.methods.profiles import Poll, repeated, share
from workshop.methods.scoring import Scores, read
from workshop.model import OptionId, Result

Grades = Mapping[int, int]  # grade -> how many ballots gave it


def majority_judgment(poll: Poll) -> Result:
    """The highest majority grade wins; among equals, majority grades are taken out one by one until they differ.

    Balinski and Laraki (2011, chapter 1): the majority grade is the best that a majority gives at least; of an
    even number of grades, the lower of the two in the middle. An option that a ballot leaves out has the lowest
    grade from it. Options with the same grades throughout tie. Support is the share of ballots that grade the
    option at least at the best majority grade.
    """
    scores = read(poll)
    grades = _complete(scores)
    middles = {o: _middle(g, scores.cast) for o, g in grades.items()}
    line = max(middles.values(), default=0)
    support = {o: share(sum(k for n, k in g.items() if n >= line), scores.cast) for o, g in grades.items()}
    found = ordering(poll, scores.counts(), support, scores.cast, middles.__getitem__)
    inside = (
        repeated(same, lambda left: _highest({o: grades[o] for o in left}, scores.cast)) for same in found.places
    )
    return replace(found, places=tuple(chain.from_iterable(inside)))


def _complete(scores: Scores) -> Mapping[OptionId, Grades]:
    """One grade from every ballot that grades anything: the lowest where it leaves the option out."""
    blank = scores.columns.ballots - scores.cast
    return {
        o: {n: c.get(n, 0) + (c.get(-1, 0) - blank if n == 0 else 0) for n in range(scores.most + 1)}
        for o, c in scores.seen.items()
    }


def _highest(left: Mapping[OptionId, Grades], ballots: int) -> frozenset[OptionId]:
    """Whose majority value is highest: as many equal grades at a time are taken out as cannot tell them apart."""
    while ballots and len(left) > 1:
        middles = {o: _middle(g, ballots) for o, g in left.items()}
        best = max(middles.values())
        same = {o: g for o, g in left.items() if middles[o] == best}
        out = min(_steady(g, best, ballots) for g in same.values())
        left = {o: {**g, best: g[best] - out} for o, g in same.items()}
        ballots -= out
    return frozenset(left)


def _middle(grades: Grades, ballots: int) -> int:
    """The majority grade of so many."""
    reached = 0
    for grade in sorted(grades):
        reached += grades[grade]
        if 2 * reached >= ballots and reached:
            return grade
    return 0


def _steady(grades: Grades, middle: int, ballots: int) -> int:
    """How often the middle grade can be taken out while it is the middle (the majority gauge, chapter 1)."""
    below = sum(k for n, k in grades.items() if n < middle)
    above = sum(k for n, k in grades.items() if n > middle)
    return min(ballots - 2 * below, ballots - 2 * above + 1)
