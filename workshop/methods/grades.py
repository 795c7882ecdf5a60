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
Runs = tuple[tuple[int, int], ...]  # (up to where, grade)
Halves = tuple[Runs, Runs]  # the lower half from its best grade down, the upper half from its worst grade up


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
    halves = {o: _halves(g, middles[o], scores.cast) for o, g in grades.items()}
    inside = (repeated(same, lambda left: _highest({o: halves[o] for o in left})) for same in found.places)
    return replace(found, places=tuple(chain.from_iterable(inside)))


def _complete(scores: Scores) -> Mapping[OptionId, Grades]:
    """One grade from every ballot that grades anything: the lowest where it leaves the option out."""
    blank = scores.columns.ballots - scores.cast
    return {
        o: {n: c.get(n, 0) + (c.get(-1, 0) - blank if n == 0 else 0) for n in range(scores.most + 1)}
        for o, c in scores.seen.items()
    }


def _middle(grades: Grades, ballots: int) -> int:
    """The majority grade of so many."""
    reached = 0
    for grade, k in grades.items():
        reached += k
        if 2 * reached >= ballots > 0:
            return grade
    return 0


def _halves(grades: Grades, middle: int, ballots: int) -> Halves:
    """The grades, without the majority grade if they are odd, from the middle outwards on both sides."""
    half, odd = divmod(ballots, 2)
    low: list[tuple[int, int]] = []
    high: list[tuple[int, int]] = []
    seen = 0
    for grade, given in grades.items():
        k = given - (odd and grade == middle)
        if k and seen < half:
            low.append((half - seen, grade))
        seen += k
        if k and seen > half:
            high.append((seen - half, grade))
    return tuple(reversed(low)), tuple(high)


def _highest(left: Mapping[OptionId, Halves]) -> frozenset[OptionId]:
    """Whose majority value is highest among options with the same majority grade.

    Taking majority grades out one by one goes down the lower half and up the upper half by turns, so these are
    compared in pairs; pairs that are alike are passed over together.
    """
    at = 0
    while len(left) > 1 and all(low and low[-1][0] > at for low, _ in left.values()):
        runs = {o: [next(run for run in side if run[0] > at) for side in halves] for o, halves in left.items()}
        pairs = {o: (low[1], high[1]) for o, (low, high) in runs.items()}
        best = max(pairs.values())
        left = {o: halves for o, halves in left.items() if pairs[o] == best}
        at = min(end for o in left for end, _ in runs[o])
    return frozenset(left)
