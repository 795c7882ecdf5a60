"""These are the duels between options: who holds one above another, and what follows for all of them.

A set of ballots is one whole number with a bit for each ballot: `&` is "and also", and the number of its ones
is how many they are. A million ballots are compared in a few microseconds, and every count is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import prod
from typing import TYPE_CHECKING, Any

from workshop.methods.columns import Columns, blocks
from workshop.methods.profiles import Unranked
from workshop.model import OptionId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Ballots = int  # a set of ballots, a bit each
Table = Mapping[OptionId, Mapping[OptionId, int]]


@dataclass(frozen=True, slots=True)
class Preferences:
    """`over[a][b]` are the ballots that hold option a above b, and `over[a][a]` those that rank a at all.

    Unranked is below every rank. `votes` is how many ballots a set holds, `everybody` all of them.
    """

    over: Mapping[OptionId, Mapping[OptionId, Ballots]]
    everybody: Ballots
    votes: Callable[[Ballots], int]


@dataclass(frozen=True)
class Duels:
    """`above[a][b]` is how many ballots hold a above b, `compared[a][b]` how many compare the two at all."""

    above: Table
    compared: Table

    @cached_property
    def beaten(self) -> Mapping[OptionId, frozenset[OptionId]]:
        """Whom each option beats: more hold it above them than below."""
        above = self.above
        return {o: frozenset([x for x, n in row.items() if n > above[x][o]]) for o, row in above.items()}

    def champions(self, left: frozenset[OptionId]) -> frozenset[OptionId]:
        """Who beats every other of these (Condorcet, 1785): one option, or nobody."""
        return frozenset(o for o in left if len(self.beaten[o] & left) == len(left) - 1)

    def strongest(self, left: frozenset[OptionId]) -> frozenset[OptionId]:
        """Whose strongest path to each other is at least as strong as the path back (Schulze, 2011).

        A path is as strong as its weakest duel; a won duel is as strong as its winning votes. Who beats every
        other needs no paths: nothing leads back.
        """
        import numpy as np

        if alone := self.champions(left):
            return alone
        names = sorted(left)
        above = np.array([[self.above[o].get(x, 0) for x in names] for o in names])
        paths = np.where(above > above.T, above, 0)
        for k in range(len(names)):
            np.maximum(paths, np.minimum(paths[:, k : k + 1], paths[k : k + 1]), out=paths)
        ahead = np.all(paths >= paths.T, axis=1).tolist()
        return frozenset(o for o, stays in zip(names, ahead, strict=True) if stays)

    def points(self, left: Iterable[OptionId]) -> Mapping[OptionId, int]:
        """Twice the Borda points (1784): one for each option below on a ballot, a half for each equal."""
        left = tuple(left)
        return {
            o: sum(self.above[o][x] - self.above[x][o] + self.compared[o][x] for x in left if x != o) for o in left
        }

    def hardest(self, option: OptionId) -> float:
        """The share of those with a preference that the option has in the duel where it has least."""
        duels = ((won, self.above[x][option]) for x, won in self.above[option].items())
        return min([won / (won + lost) for won, lost in duels if won + lost], default=1.0)


def preferences(columns: Columns) -> Preferences:
    """Every pair of options, by the ballots that tell them apart."""
    given, ranks = columns.values, _ranks(columns)
    sets = chain.from_iterable(_sets(rows[:, None] < ranks) for rows in blocks(ranks, ranks.size))
    over = {o: dict(zip(columns.options, sets, strict=False)) for o in columns.options}
    for o, ranked in zip(columns.options, _sets(given > 0), strict=True):
        over[o][o] = ranked
    votes = int.bit_count if columns.counts is None else _weighing(columns.counts)
    return Preferences(over, (1 << given.shape[1]) - 1, votes)


def duels(columns: Columns, cast: int, unranked: Unranked = "last", held: Preferences | None = None) -> Duels:
    """The votes in each duel, of `cast` ballots that rank anything.

    `unranked="ignore"`: a ballot takes part in a duel only if it ranks both options. Where the preferences are
    `held` already, they are counted instead of the ballots.
    """
    ranks, named = _ranks(columns), columns.values > 0
    if unranked == "last":
        above = _held(held) if held else _pairs(columns, ranks, lambda rows: rows[:, None] < ranks)
        return Duels(above, {o: dict.fromkeys(columns.options, cast) for o in columns.options})
    above = _pairs(columns, ranks, lambda rows: (rows[:, None] < ranks) & named)
    return Duels(above, _pairs(columns, named, lambda rows: rows[:, None] & named))


def _ranks(columns: Columns) -> NDArray[np.unsignedinteger[Any]]:
    """Ranks from 0; the unranked come last of all: unsigned, 0 less 1 is the highest number."""
    import numpy as np

    ranks: NDArray[np.unsignedinteger[Any]] = np.subtract(columns.values, 1, dtype=columns.values.dtype)
    return ranks


def _pairs(columns: Columns, rows: NDArray[Any], which: Callable[[NDArray[Any]], NDArray[np.bool_]]) -> Table:
    """How many ballots there are for each pair of options."""
    found: list[list[int]] = []
    for block in blocks(rows, columns.values.size):
        found += _votes(which(block), columns.counts).tolist()
    named = columns.options
    return {o: {x: n for x, n in zip(named, row, strict=True) if x != o} for o, row in zip(named, found, strict=True)}


def _held(held: Preferences) -> Table:
    return {o: {x: held.votes(sets) for x, sets in row.items() if x != o} for o, row in held.over.items()}


def _votes(which: NDArray[np.bool_], counts: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """How many ballots are marked, along the last axis."""
    import numpy as np

    found: NDArray[np.int64]
    if counts is None:
        found = np.bitwise_count(np.packbits(which, axis=-1)).sum(axis=-1, dtype=np.int64)
    else:
        found = which @ counts
    return found


def _sets(which: NDArray[np.bool_]) -> list[Ballots]:
    """Each row of yes and no, along the last axis, as a set of ballots."""
    import numpy as np

    packed = np.packbits(which, axis=-1, bitorder="little")
    width, seen = packed.shape[-1], packed.tobytes()
    if not width:
        return [0] * prod(which.shape[:-1])
    return [int.from_bytes(seen[at : at + width], "little") for at in range(0, len(seen), width)]


def _weighing(counts: NDArray[np.int64]) -> Callable[[Ballots], int]:
    """Counts ballots that were cast so often: one set for each binary digit of the counts."""
    digits = int(counts.max()).bit_length() if counts.size else 0
    planes = [_sets((counts[None] >> k) & 1 > 0)[0] for k in range(digits)]

    def votes(ballots: Ballots) -> int:
        return sum((ballots & plane).bit_count() << k for k, plane in enumerate(planes))

    return votes
