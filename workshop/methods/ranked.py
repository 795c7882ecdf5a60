"""These rules count rankings: ranked (Condorcet, else instant run-off), irv, schulze, ranked_pairs, borda.

A ranking names options in ranks, best first. Unranked means last; if it is ignored instead, a ballot takes part
only in duels between options it ranks (Schulze, ranked pairs, the duels of `ranked`), gives Borda points only
among these, and the instant run-off, which never counts the unranked, stays as it is. What nobody then compares
is drawn: such an option loses to nobody.

`counts` hold for every option how many ballots put it at each rank ("1", "2", …) and how many left it
"unranked". Support, unless said otherwise, is the share that prefers the option in its hardest duel: above a
half, it beats every other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from workshop.methods.columns import Columns, rankings
from workshop.methods.duels import Duels, duels, preferences
from workshop.methods.locking import lock
from workshop.methods.profiles import Places, Poll, repeated
from workshop.methods.runoff import Runoff, Votes
from workshop.model import OptionId, Result

Support = Mapping[OptionId, float]
First = Callable[[frozenset[OptionId]], frozenset[OptionId]]


@dataclass(frozen=True, slots=True)
class Rankings:
    """The rankings of one round as these rules need them; `cast` say something."""

    columns: Columns
    pairs: Duels
    cast: int


def ranked(poll: Poll) -> Result:
    """First is who beats every other in a duel (Condorcet, 1785); if nobody does, instant run-off decides."""
    (read, runoff), everybody = _to_run_off(poll), frozenset(poll.options)
    found = _repeating(poll, read, lambda left: read.pairs.champions(left) or runoff.first(left))
    if not found.places or read.pairs.champions(everybody):
        return found
    counts = runoff.counts(everybody)
    return replace(found, eliminations=counts, exhausted=_exhausted(read, counts))


def irv(poll: Poll) -> Result:
    """Instant run-off (Ware, 1871): who is first on fewest ballots goes out, until one has more than half.

    Support is the option's share of the last count it took part in; exhausted ballots are abstentions.
    """
    read, runoff = _to_run_off(poll)
    counts = runoff.counts(frozenset(poll.options)) if read.cast else ()
    last = {o: votes for votes in counts for o in votes}
    support = {o: votes[o] / max(1, sum(votes.values())) for o, votes in last.items()}
    found = _repeating(poll, read, runoff.first, support or dict.fromkeys(poll.options, 0.0))
    gone = _exhausted(read, counts) if counts else 0
    return replace(found, eliminations=counts, exhausted=gone, abstentions=found.abstentions + gone)


def schulze(poll: Poll) -> Result:
    """Whose strongest paths of won duels are not weaker than those back, by winning votes (Schulze, 2011)."""
    read = _read(poll)
    return _repeating(poll, read, read.pairs.strongest)


def ranked_pairs(poll: Poll) -> Result:
    """Won duels in order of winning votes, but for those that would close a circle (Tideman, 1987).

    Where duels are equal, the order of the ballot paper decides; `tie_break` holds it if that mattered.
    """
    read = _read(poll)
    found = lock(read.pairs, poll.options)
    return replace(_result(poll, read, found.places), tie_break=poll.options if found.settled else ())


def borda(poll: Poll) -> Result:
    """One point for each option below on a ballot, half a point for each held equal (Borda, 1784).

    Support is the points as a share of the most that an option could have.
    """
    read = _read(poll)

    def first(left: frozenset[OptionId]) -> frozenset[OptionId]:
        points = read.pairs.points(left)
        most = max(points.values())
        return frozenset(o for o in left if points[o] == most)

    most = 2 * read.cast * (len(poll.options) - 1)
    points = read.pairs.points(poll.options)
    return _repeating(poll, read, first, {o: n / most if most else float(read.cast > 0) for o, n in points.items()})


def _read(poll: Poll) -> Rankings:
    columns = rankings(poll)
    cast = columns.speaking(columns.values > 0)
    return Rankings(columns, duels(columns, cast, poll.unranked), cast)


def _to_run_off(poll: Poll) -> tuple[Rankings, Runoff]:
    columns = rankings(poll)
    held, cast = preferences(columns), columns.speaking(columns.values > 0)
    return Rankings(columns, duels(columns, cast, poll.unranked, held), cast), Runoff(held)


def _repeating(poll: Poll, read: Rankings, first: First, support: Support | None = None) -> Result:
    return _result(poll, read, lambda: repeated(poll.options, first), support)


def _result(poll: Poll, read: Rankings, places: Callable[[], Places], support: Support | None = None) -> Result:
    ballots = read.columns.ballots
    return Result(
        rule=poll.rule,
        places=places() if read.cast else (),
        support=support or {o: read.pairs.hardest(o) if read.cast else 0.0 for o in poll.options},
        counts=_positions(read),
        ballots=ballots,
        abstentions=ballots - read.cast,
        why=() if read.cast else ("no_votes",),
        pairwise=read.pairs.above,
    )


def _exhausted(read: Rankings, counts: tuple[Votes, ...]) -> int:
    """How many ballots named somebody at first, but nobody alone at the last count."""
    return read.cast - sum(counts[-1].values())


def _positions(read: Rankings) -> Mapping[OptionId, Mapping[str, int]]:
    """How many of the ballots cast put each option at each rank."""
    seen, blank = read.columns.histogram(), read.columns.ballots - read.cast
    lowest = max(map(max, seen.values()), default=0)
    ranks = range(1, max(lowest, len(seen)) + 1)
    words = [*map(str, ranks), "unranked"]
    return {
        o: dict(zip(words, [*[c.get(rank, 0) for rank in ranks], c.get(0, 0) - blank], strict=True))
        for o, c in seen.items()
    }
