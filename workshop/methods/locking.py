"""This is ranked pairs: won duels are locked in, the most votes first, unless they would close a circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from workshop.methods.duels import Duels
from workshop.methods.profiles import Places, repeated
from workshop.model import OptionId


@dataclass(frozen=True, slots=True)
class Locked:
    """`below[o]` are the options under o by the duels locked in; `settled`: the ballot paper chose among equals."""

    below: dict[OptionId, frozenset[OptionId]]
    settled: bool

    def places(self) -> Places:
        """First who stands under nobody, then who does when these are gone.

        Nothing is locked above the first, so taking them out changes no other lock: this is the rule repeated.
        """
        return repeated(self.below, self._top)

    def _top(self, left: frozenset[OptionId]) -> frozenset[OptionId]:
        return left.difference(*(self.below[o] for o in left))


def lock(pairs: Duels, options: Sequence[OptionId]) -> Locked:
    """Ranked pairs by winning votes (Tideman, 1987); a drawn duel locks nothing.

    Of duels won with equally many votes, the one whose winner stands first on the ballot paper is locked first:
    one order, no search over all of them (Zavist and Tideman, 1989, take the order from a ballot instead).
    """
    below: dict[OptionId, frozenset[OptionId]] = {o: frozenset() for o in options}
    won = [(pairs.above[o][x], o, x) for o in options for x in pairs.beaten[o]]
    settled = False
    for _, equal in groupby(sorted(won, key=lambda duel: -duel[0]), key=lambda duel: duel[0]):
        before = dict(below)
        for _, winner, loser in equal:
            if winner not in below[loser]:
                _put(below, winner, loser)
            elif winner not in before[loser]:
                settled = True
    return Locked(below, settled)


def _put(below: dict[OptionId, frozenset[OptionId]], winner: OptionId, loser: OptionId) -> None:
    """The loser and all under it come under the winner and all above it."""
    added = below[loser] | {loser}
    for o, under in below.items():
        if o == winner or winner in under:
            below[o] = under | added
