"""These are the duels between options: how many ballots hold one above another, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop.methods.profiles import Ranking
from workshop.model import OptionId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Duels:
    """`above[i, j]` is how many ballots hold option i above option j; equals are neither."""

    options: tuple[OptionId, ...]
    above: NDArray[np.int64]

    def table(self) -> Mapping[OptionId, Mapping[OptionId, int]]:
        """The duels by name: option → other → ballots that prefer the option."""
        rows = zip(self.options, self.above.tolist(), strict=True)
        return {o: {x: n for x, n in zip(self.options, row, strict=True) if x != o} for o, row in rows}

    def champions(self, left: Iterable[OptionId]) -> frozenset[OptionId]:
        """Who beats every other of these (Condorcet, 1785): one option, or nobody."""
        import numpy as np

        names, above = self._among(left)
        beaten = np.sum(above > above.T, axis=1)
        return frozenset(o for o, n in zip(names, beaten.tolist(), strict=True) if n == len(names) - 1)

    def strongest(self, left: Iterable[OptionId]) -> frozenset[OptionId]:
        """Whose strongest path to each other is at least as strong as the path back (Schulze, 2011).

        A path is as strong as its weakest duel; a won duel is as strong as its winning votes.
        """
        import numpy as np

        names, above = self._among(left)
        paths = np.where(above > above.T, above, 0)
        for middle in range(len(names)):
            paths = np.maximum(paths, np.minimum(paths[:, [middle]], paths[[middle], :]))
        return frozenset(
            o for o, ahead in zip(names, np.all(paths >= paths.T, axis=1).tolist(), strict=True) if ahead
        )

    def points(self, left: Iterable[OptionId], ballots: int) -> Mapping[OptionId, int]:
        """Twice the Borda points (1784): one for each option below on a ballot, a half for each equal."""
        names, above = self._among(left)
        rivals = len(names) - 1
        doubled = above.sum(axis=1) - above.sum(axis=0) + ballots * rivals
        return {o: int(n) for o, n in zip(names, doubled, strict=True)}

    def hardest(self, option: OptionId) -> float:
        """The share of those with a preference that the option has in the duel where it has least."""
        i = self.options.index(option)
        pairs = [(int(w), int(w + v)) for w, v in zip(self.above[i], self.above[:, i], strict=True) if w + v]
        return min((won / cast for won, cast in pairs), default=1.0)

    def _among(self, left: Iterable[OptionId]) -> tuple[list[OptionId], NDArray[np.int64]]:
        kept = set(left)
        at = [i for i, o in enumerate(self.options) if o in kept]
        return [self.options[i] for i in at], self.above[at][:, at]


def duels(rankings: Mapping[Ranking, int], options: Sequence[OptionId]) -> Duels:
    """Every pair of options counted over the ballots; unranked is below every rank."""
    import numpy as np

    column = {o: i for i, o in enumerate(options)}
    ranks = np.full((len(rankings), len(options)), np.iinfo(np.int32).max, dtype=np.int32)
    for row, ranking in enumerate(rankings):
        for rank, tied in enumerate(ranking):
            ranks[row, [column[o] for o in tied]] = rank
    counts = np.fromiter(rankings.values(), dtype=np.int64, count=len(rankings))
    above = [counts @ (ranks[:, [i]] < ranks) for i in range(len(options))]
    return Duels(tuple(options), np.array(above, dtype=np.int64).reshape(len(options), len(options)))
