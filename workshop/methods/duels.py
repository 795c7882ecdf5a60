"""These are the duels between options: who holds one above another, and what follows for all of them.

A set of ballots is one whole number with a bit for each ballot: `&` is "and also", and the number of its ones
is how many they are. A million ballots are compared in a few microseconds, and every count is exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop.methods.columns import Columns
from workshop.methods.profiles import Unranked
from workshop.model import OptionId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Ballots = int  # a set of ballots, a bit each
Table = Mapping[OptionId, Mapping[OptionId, int]]


@dataclass(frozen=True, slots=True)
class Preferences:
    """`ranked[a]` are the ballots that rank option a, `over[a][b]` those of them that hold a above b.

    Unranked is below every rank. `planes[k]` are the ballots whose weight has the bit k; none: each weighs one.
    """

    ranked: Mapping[OptionId, Ballots]
    over: Mapping[OptionId, Mapping[OptionId, Ballots]]
    planes: tuple[Ballots, ...]

    def votes(self, ballots: Ballots) -> int:
        """How many ballots a set holds."""
        if not self.planes:
            return ballots.bit_count()
        return sum((ballots & plane).bit_count() << k for k, plane in enumerate(self.planes))


@dataclass(frozen=True, slots=True)
class Duels:
    """`above[a][b]` is how many ballots hold a above b, `compared[a][b]` how many compare the two at all."""

    above: Table
    compared: Table

    def beats(self, one: OptionId, other: OptionId) -> bool:
        """More hold the one above the other than the other above the one."""
        return self.above[one][other] > self.above[other][one]

    def champions(self, left: Iterable[OptionId]) -> frozenset[OptionId]:
        """Who beats every other of these (Condorcet, 1785): one option, or nobody."""
        left = frozenset(left)
        return frozenset(o for o in left if all(self.beats(o, x) for x in left if x != o))

    def strongest(self, left: Iterable[OptionId]) -> frozenset[OptionId]:
        """Whose strongest path to each other is at least as strong as the path back (Schulze, 2011).

        A path is as strong as its weakest duel; a won duel is as strong as its winning votes. Who beats every
        other needs no paths: nothing leads back.
        """
        import numpy as np

        names = sorted(left)
        if alone := self.champions(names):
            return alone
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
        pairs = [(won, won + self.above[x][option]) for x, won in self.above[option].items()]
        return min((won / cast for won, cast in pairs if cast), default=1.0)


def preferences(columns: Columns) -> Preferences:
    """Every pair of options, by the ballots that tell them apart."""
    import numpy as np

    options, given = columns.options, columns.values
    ranks = np.subtract(given, 1, dtype=given.dtype)  # unsigned: 0, the unranked, turns into the last of all
    over = [_sets(row < ranks) for row in ranks]
    return Preferences(
        ranked=dict(zip(options, _sets(given > 0), strict=True)),
        over={o: dict(zip(options, row, strict=True)) for o, row in zip(options, over, strict=True)},
        planes=_planes(columns.counts),
    )


def duels(held: Preferences, cast: int, unranked: Unranked = "last") -> Duels:
    """The votes in each duel, of `cast` ballots that rank anything.

    `unranked="ignore"`: a ballot takes part in a duel only if it ranks both options.
    """
    options = tuple(held.ranked)
    if unranked == "last":
        above = {o: {x: held.votes(held.over[o][x]) for x in options if x != o} for o in options}
        return Duels(above, {o: dict.fromkeys(options, cast) for o in options})
    both = {o: {x: held.ranked[o] & held.ranked[x] for x in options} for o in options}
    return Duels(
        {o: {x: held.votes(held.over[o][x] & both[o][x]) for x in options if x != o} for o in options},
        {o: {x: held.votes(both[o][x]) for x in options} for o in options},
    )


def _sets(which: NDArray[np.bool_]) -> list[Ballots]:
    """Each row of yes and no as a set of ballots."""
    import numpy as np

    packed = np.packbits(which, axis=-1, bitorder="little")
    width, seen = packed.shape[-1], packed.tobytes()
    return [int.from_bytes(seen[k * width : (k + 1) * width], "little") for k in range(len(packed))]


def _planes(counts: NDArray[Any] | None) -> tuple[Ballots, ...]:
    if counts is None or not counts.size:
        return ()
    return tuple(_sets((counts[None] >> k) & 1 > 0)[0] for k in range(int(counts.max()).bit_length()))
