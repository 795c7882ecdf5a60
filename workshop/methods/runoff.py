"""This is the instant run-off, with its ties shown."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.methods.duels import Ballots, Preferences
from workshop.model import OptionId

Votes = Mapping[OptionId, int]
Options = frozenset[OptionId]

FORKS = 8  # among more options than these, a tie for last that matters is a tie of all who are still in


class Runoff:
    """Counts of first preferences; each time, who has fewest goes out, until somebody has more than half.

    A ballot whose first rank is shared by several who are still in is exhausted at that point and stays so.
    Options that tie for last go out together if all their ballots could not lift one of them past the next.
    Otherwise each of them may be the one that goes out, and whoever wins in any of these ways shares the
    first place (parallel universes: Conitzer, Rognlie and Xia, 2009).
    """

    def __init__(self, held: Preferences) -> None:
        self._held = held
        self._known: dict[tuple[Options, Ballots], Options] = {}

    def first(self, left: Options) -> Options:
        """Who wins among these options; several are a tie."""
        return self._winners(left, self._naming(left))

    def counts(self, left: Options) -> tuple[Votes, ...]:
        """First preferences at each count, up to the winner or to a tie for last that matters."""
        return self._run(left, self._naming(left))[0]

    def _naming(self, left: Options) -> Ballots:
        live = 0
        for o in left:
            live |= self._held.ranked[o]
        return live

    def _winners(self, left: Options, live: Ballots) -> Options:
        key = (left, live)
        if key not in self._known:
            counts, live = self._run(left, live)
            self._known[key] = self._end(counts[-1], live)
        return self._known[key]

    def _end(self, votes: Votes, live: Ballots) -> Options:
        standing = frozenset(votes)
        if _won(votes):
            return frozenset(o for o in votes if votes[o] == max(votes.values()))
        if len(standing) > FORKS:
            return standing
        return frozenset().union(*(self._winners(standing - {o}, live) for o in _last(votes)))

    def _run(self, left: Options, live: Ballots) -> tuple[tuple[Votes, ...], Ballots]:
        counts: list[Votes] = []
        while True:
            votes, live = self._count(left, live)
            counts.append(votes)
            last = _last(votes)
            if _won(votes) or not _harmless(votes, last):
                return tuple(counts), live
            left -= last

    def _count(self, left: Options, live: Ballots) -> tuple[Votes, Ballots]:
        votes, heard = {}, 0
        for o in sorted(left):
            top, over = live & self._held.ranked[o], self._held.over[o]
            for other in left:
                if other is not o:
                    top &= over[other]
            votes[o] = self._held.votes(top)
            heard |= top
        return votes, heard


def _won(votes: Votes) -> bool:
    """Somebody has more than half, or no ballot is left to tell options apart."""
    return 2 * max(votes.values()) > sum(votes.values()) or not any(votes.values())


def _last(votes: Votes) -> Options:
    fewest = min(votes.values())
    return frozenset(o for o, n in votes.items() if n == fewest)


def _harmless(votes: Votes, last: Options) -> bool:
    """Those in last place can go out together: even joined they stay below the next."""
    others = [n for o, n in votes.items() if o not in last]
    return bool(others) and sum(votes[o] for o in last) < min(others)
