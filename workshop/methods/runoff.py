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
        self._ran: dict[tuple[Options, Ballots], tuple[tuple[Votes, ...], Ballots]] = {}

    def first(self, left: Options) -> Options:
        """Who wins among these options; several are a tie."""
        return self._winners(left, self._held.everybody)

    def counts(self, left: Options) -> tuple[Votes, ...]:
        """First preferences at each count, up to the winner or to a tie for last that matters."""
        return self._run(left, self._held.everybody)[0]

    def _winners(self, left: Options, live: Ballots) -> Options:
        key = (left, live)
        if key not in self._known:
            self._known[key] = self._end(*self._run(left, live))
        return self._known[key]

    def _end(self, counts: tuple[Votes, ...], live: Ballots) -> Options:
        votes = counts[-1]
        standing, most = frozenset(votes), max(votes.values())
        if _won(votes):
            return frozenset(o for o in votes if votes[o] == most)
        if len(standing) > FORKS:
            return standing
        return frozenset().union(*(self._winners(standing - {o}, live) for o in _last(votes)))

    def _run(self, left: Options, live: Ballots) -> tuple[tuple[Votes, ...], Ballots]:
        """The counts and the ballots that are still heard after them."""
        key = (left, live)
        if key not in self._ran:
            self._ran[key] = self._counted(sorted(left), live)
        return self._ran[key]

    def _counted(self, left: list[OptionId], live: Ballots) -> tuple[tuple[Votes, ...], Ballots]:
        counts: list[Votes] = []
        while True:
            votes, live = self._count(left, live)
            counts.append(votes)
            last = _last(votes)
            if _won(votes) or (len(last) > 1 and not _harmless(votes, last)):
                return tuple(counts), live
            left = [o for o in left if o not in last]

    def _count(self, left: list[OptionId], live: Ballots) -> tuple[Votes, Ballots]:
        votes, heard, over, count = {}, 0, self._held.over, self._held.votes
        for o in left:
            top, above = live, over[o]
            for other in left:
                top &= above[other]
            votes[o] = count(top)
            heard |= top
        return votes, heard


def _won(votes: Votes) -> bool:
    """Somebody has more than half, or no ballot is left to tell options apart."""
    most = max(votes.values())
    return 2 * most > sum(votes.values()) or not most


def _last(votes: Votes) -> list[OptionId]:
    fewest = min(votes.values())
    return [o for o, n in votes.items() if n == fewest]


def _harmless(votes: Votes, last: list[OptionId]) -> bool:
    """Those in last place can go out together: even joined they stay below the next."""
    others = [n for o, n in votes.items() if o not in last]
    return bool(others) and len(last) * min(votes.values()) < min(others)
