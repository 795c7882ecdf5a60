"""These rules count rankings: ranked (Condorcet, else instant run-off), irv, schulze, borda.

A ranking names options in ranks, best first; unranked means last. `counts` hold for every option how many
ballots put it at each rank ("1", "2", …) and how many left it "unranked". Support, unless said otherwise, is
the share that prefers the option in its hardest duel: above a half, it beats every other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain

from workshop.methods.duels import Duels, duels
from workshop.methods.profiles import Poll, Ranking, repeated
from workshop.methods.runoff import Runoff
from workshop.model import OptionId, Result

Rankings = Mapping[Ranking, int]
First = Callable[[frozenset[OptionId]], frozenset[OptionId]]


def ranked(poll: Poll) -> Result:
    """First is who beats every other in a duel (Condorcet, 1785); if nobody does, instant run-off decides."""
    rankings, pairs = _read(poll)
    runoff, everybody = Runoff(rankings), frozenset(poll.options)
    found = _result(poll, rankings, pairs, lambda left: pairs.champions(left) or runoff.first(left))
    if not found.places or pairs.champions(everybody):
        return found
    return replace(found, eliminations=runoff.counts(everybody))


def irv(poll: Poll) -> Result:
    """Instant run-off (Ware, 1871): who is first on fewest ballots goes out, until one has more than half.

    Support is the option's share of the last count it took part in; exhausted ballots are abstentions.
    """
    rankings, pairs = _read(poll)
    runoff = Runoff(rankings)
    found = _result(poll, rankings, pairs, runoff.first)
    if not found.places:
        return found
    counts = runoff.counts(frozenset(poll.options))
    last = {o: votes for votes in counts for o in votes}
    support = {o: votes[o] / max(1, sum(votes.values())) for o, votes in last.items()}
    heard = sum(counts[-1].values())
    return replace(found, eliminations=counts, support=support, abstentions=poll.ballots - heard)


def schulze(poll: Poll) -> Result:
    """Whose strongest paths of won duels are not weaker than those back, by winning votes (Schulze, 2011)."""
    rankings, pairs = _read(poll)
    return _result(poll, rankings, pairs, pairs.strongest)


def borda(poll: Poll) -> Result:
    """One point for each option below on a ballot, half a point for each held equal (Borda, 1784).

    Support is the points as a share of the most that an option could have.
    """
    rankings, pairs = _read(poll)
    cast = sum(rankings.values())

    def first(left: frozenset[OptionId]) -> frozenset[OptionId]:
        points = pairs.points(left, cast)
        return frozenset(o for o in left if points[o] == max(points.values()))

    most = max(1, 2 * cast * (len(poll.options) - 1))
    points = pairs.points(poll.options, cast)
    found = _result(poll, rankings, pairs, first)
    return replace(found, support={o: n / most for o, n in points.items()}) if len(points) > 1 else found


def _read(poll: Poll) -> tuple[Rankings, Duels]:
    """The rankings that say something, with only the options of the round, and their duels."""
    options = frozenset(poll.options)
    rankings: Counter[Ranking] = Counter()
    for ballot, n in poll.profile.items():
        if kept := tuple(rank & options for rank in ballot if rank & options):
            rankings[kept] += n
    return rankings, duels(rankings, poll.options)


def _result(poll: Poll, rankings: Rankings, pairs: Duels, first: First) -> Result:
    cast = sum(rankings.values())
    result = Result(
        rule=poll.rule,
        places=repeated(poll.options, first) if cast else (),
        support={o: pairs.hardest(o) if cast else 0.0 for o in poll.options},
        counts=_positions(poll, rankings),
        ballots=poll.ballots,
        abstentions=poll.ballots - cast,
        why=() if cast else ("no_votes",),
        pairwise=pairs.table(),
    )
    return result


def _positions(poll: Poll, rankings: Rankings) -> Mapping[OptionId, Mapping[str, int]]:
    """How many ballots put each option at each rank."""
    seen: dict[OptionId, Counter[str]] = {o: Counter() for o in poll.options}
    for ranking, n in rankings.items():
        for rank, tied in enumerate(ranking, start=1):
            for option in tied:
                seen[option][str(rank)] += n
        for option in seen.keys() - set(chain.from_iterable(ranking)):
            seen[option]["unranked"] += n
    scale = [str(rank) for rank in range(1, len(poll.options) + 1)] + ["unranked"]
    return {o: {rank: c[rank] for rank in scale} for o, c in seen.items()}
