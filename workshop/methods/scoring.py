"""These rules count scores from 0 to the top of the scale (5, unless `most` says otherwise): score, star.

An option that a ballot leaves out has 0 from it (Equal Vote Coalition, STAR, 2014); a ballot that scores nothing
is blank. `counts` hold for every option how many ballots gave each score and how many that scored another left
it "unscored". Support is the mean score as a share of the top.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from workshop.errors import InputError
from workshop.methods.choosing import Counts, ordering
from workshop.methods.columns import Columns, numbers
from workshop.methods.profiles import Places, Poll, ordered, repeated, share
from workshop.model import OptionId, Result
from workshop.texts import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Options = frozenset[OptionId]


@dataclass(frozen=True)
class Scores:
    """The scores of one round: `seen[option][n]` ballots gave it n; -1 stands for none given."""

    columns: Columns
    seen: Mapping[OptionId, Mapping[int, int]]
    most: int
    cast: int

    @cached_property
    def sums(self) -> Mapping[OptionId, int]:
        """All scores of an option together."""
        return {o: sum(n * k for n, k in c.items() if n > 0) for o, c in self.seen.items()}

    @cached_property
    def order(self) -> Places:
        """Options by their sums."""
        return ordered(self.sums, self.sums.__getitem__)

    @cached_property
    def tops(self) -> Mapping[OptionId, int]:
        """How many ballots gave an option the top of the scale."""
        return {o: c.get(self.most, 0) for o, c in self.seen.items()}

    @cached_property
    def rows(self) -> Mapping[OptionId, NDArray[np.integer[Any]]]:
        """What each ballot gives an option; none is 0."""
        return dict(zip(self.columns.options, self.columns.values.clip(min=0), strict=True))

    def prefer(self, one: OptionId, other: OptionId) -> int:
        """How many ballots score the one above the other."""
        return self.columns.votes(self.rows[one] > self.rows[other])

    def counts(self) -> Counts:
        """How many ballots gave each option each score, in words."""
        scale, blank = range(self.most + 1), self.columns.ballots - self.cast
        return {
            o: {**{str(n): c.get(n, 0) for n in scale}, "unscored": c.get(-1, 0) - blank}
            for o, c in self.seen.items()
        }


def score(poll: Poll) -> Result:
    """The option with the highest sum of scores comes first (Smith, 2000, range voting)."""
    scores = read(poll)
    return ordering(poll, scores.counts(), _means(scores), scores.cast, scores.sums.__getitem__)


def star(poll: Poll) -> Result:
    """Score, then automatic run-off: of the two highest sums, the one that more ballots score higher.

    Ties as the official protocol settles them (Equal Vote Coalition, STAR ties): for a seat in the run-off, by
    duels among those tied, who lost most goes out, again and again, then by top scores; in the run-off by the
    sum, then by top scores. What is left is a tie, never chance: whoever wins in any of the ways shares the
    place. `pairwise` holds the run-off, where two options alone were in it.
    """
    scores = read(poll)
    found = ordering(poll, scores.counts(), _means(scores), scores.cast, scores.sums.__getitem__)
    if not scores.cast:
        return found
    places = repeated(poll.options, lambda left: _winners(scores, left))
    sure, rest = _finalists(scores, frozenset(poll.options))
    return replace(found, places=places, pairwise=None if rest or len(sure) < 2 else _duel(scores, sure))


def read(poll: Poll) -> Scores:
    """The scores of a round. InputError if one is off the scale."""
    columns = numbers(poll)
    seen = columns.histogram()
    if any(n > poll.most for c in seen.values() for n in c):
        raise InputError(say("counting.scale", "en", most=poll.most), text="counting.scale", most=poll.most)
    return Scores(columns, seen, poll.most, columns.speaking(columns.values >= 0))


def _means(scores: Scores) -> Mapping[OptionId, Fraction]:
    return {o: share(n, scores.most * scores.cast) for o, n in scores.sums.items()}


def _winners(scores: Scores, left: Options) -> Options:
    """Who wins in any run-off that can be; an option alone wins."""
    sure, rest = _finalists(scores, left)
    pairs = [sure.union(more) for more in combinations(sorted(rest), min(2, len(left)) - len(sure))]
    return frozenset().union(*(_best(scores, pair) for pair in pairs))


def _finalists(scores: Scores, left: Options) -> tuple[Options, Options]:
    """Those who are in the run-off of two for sure, and those still tied for what seats are left."""
    orders: tuple[Callable[[Options], Places], ...] = (
        lambda tied: tuple(place & tied for place in scores.order),
        lambda tied: _by_duels(scores, tied),
        lambda tied: ordered(tied, scores.tops.__getitem__),
    )
    sure, rest = frozenset[OptionId](), left
    for order in orders:
        for place in order(rest):
            if len(sure | place) > 2:
                rest = place
                break
            sure |= place
            if len(sure) == min(2, len(left)):
                return sure, frozenset()
    return sure, rest


def _by_duels(scores: Scores, tied: Options) -> Places:
    """In the order in which they stayed: each time, those who lost most duels among the rest go out."""
    lost_to = {o: {x for x in tied if scores.prefer(x, o) > scores.prefer(o, x)} for o in tied}
    gone: list[Options] = []
    left = tied
    while left:
        lost = {o: len(lost_to[o] & left) for o in left}
        gone.append(frozenset(o for o in left if lost[o] == max(lost.values())))
        left -= gone[-1]
    return tuple(reversed(gone))


def _best(scores: Scores, pair: Options) -> Options:
    if len(pair) < 2:
        return pair
    one, other = sorted(pair)
    ahead = (
        scores.prefer(one, other) - scores.prefer(other, one)
        or scores.sums[one] - scores.sums[other]
        or scores.tops[one] - scores.tops[other]
    )
    return frozenset({one if ahead > 0 else other}) if ahead else pair


def _duel(scores: Scores, pair: Options) -> Mapping[OptionId, Mapping[OptionId, int]]:
    return {o: {x: scores.prefer(o, x) for x in sorted(pair) if x != o} for o in sorted(pair)}
