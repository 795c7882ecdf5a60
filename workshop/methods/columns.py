"""This is the table of ballots that rules count: an option a row, a ballot a column.

    counted("schulze", [[1, 2, 0], [2, 1, 3]], ["a", "b", "c"])     # two ballots; the first leaves c unranked

A cell is a rank from 1 (0: unranked), a number (-1: none given) or a mark (1, 0). Everything is whole numbers,
so every count is exact, whatever the size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from workshop.errors import InputError
from workshop.methods.profiles import Poll, Ranking
from workshop.model import OptionId
from workshop.texts import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

SMALL = 1 << 16  # a span of numbers that is counted by one slot each
BLOCK = 1 << 22  # so many cells are worked on at once


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """`values[o, b]` is what ballot `b` says of option `o`; it was cast `counts[b]` times (None: once each)."""

    options: tuple[OptionId, ...]
    values: NDArray[np.integer[Any]]
    counts: NDArray[np.int64] | None = None

    @property
    def ballots(self) -> int:
        return int(self.values.shape[1] if self.counts is None else self.counts.sum())

    def among(self, options: Sequence[OptionId]) -> Columns:
        """The rows of these options, in this order. KeyError if there is none of that name."""
        if tuple(options) == self.options:
            return self
        row = {o: i for i, o in enumerate(self.options)}
        return replace(self, options=tuple(options), values=self.values[[row[o] for o in options]])

    def votes(self, which: NDArray[np.bool_]) -> int:
        """How many ballots these are."""
        import numpy as np

        return int(np.count_nonzero(which) if self.counts is None else self.counts[which].sum())

    def speaking(self, what: NDArray[np.bool_]) -> int:
        """How many ballots have this of any option."""
        import numpy as np

        return self.votes(np.any(what, axis=0))

    def histogram(self) -> Mapping[OptionId, Mapping[int, int]]:
        """For each option, how many ballots gave it each number between the lowest and the highest."""
        import numpy as np

        low, high = _ends(self.values)
        if high - low < SMALL:
            seen = [self._seen(rows, low, high - low + 1) for rows in blocks(self.values, self.values.shape[1])]
            return dict(zip(self.options, chain.from_iterable(seen), strict=True))
        levels, at = np.unique(self.values, return_inverse=True)
        named = Columns(self.options, at.reshape(self.values.shape), self.counts).histogram()
        return {o: {int(levels[k]): n for k, n in found.items()} for o, found in named.items()}

    def _seen(self, rows: NDArray[np.integer[Any]], low: int, span: int) -> list[Mapping[int, int]]:
        """Each row has its own slots, one a number, and all are counted in one go."""
        import numpy as np

        slots = np.arange(len(rows))[:, None] * span - low
        at = (rows + slots).ravel()
        if self.counts is None:
            found = np.bincount(at, minlength=len(rows) * span)
        else:
            found = np.zeros(len(rows) * span, dtype=np.int64)
            np.add.at(found, at, np.tile(self.counts, len(rows)))
        numbers = range(low, low + span)
        return [dict(zip(numbers, row, strict=True)) for row in found.reshape(-1, span).tolist()]


def blocks(rows: NDArray[Any], width: int) -> Iterator[NDArray[Any]]:
    """So many rows at a time as are quick for few ballots and small in memory for many."""
    step = max(1, BLOCK // max(1, width))
    return (rows[k : k + step] for k in range(0, len(rows), step))


def counted(table: ArrayLike, options: Sequence[OptionId], counts: ArrayLike | None = None) -> Columns:
    """A table with one ballot a row and one option a column, ready to be counted.

    `counts` says how often each row was cast. InputError unless all are whole numbers in the right shape.
    """
    import numpy as np

    values = np.asarray(table)
    if values.ndim != 2 or values.shape[1] != len(options) or values.dtype.kind not in "iu":
        raise _unusable("table", count=len(options))
    return Columns(tuple(options), _packed(values), None if counts is None else _whole(counts, len(values)))


def rankings(poll: Poll) -> Columns:
    """The ranks that ballots give to the options of the round; a rank without any of them is closed up."""
    column = {o: i for i, o in enumerate(poll.options)}

    def row(ranking: Ranking) -> list[int]:
        ranks, rank = [0] * len(column), 1
        for tied in ranking:
            named = False
            for o in tied:
                if o in column:
                    ranks[column[o]], named = rank, True
            rank += named
        return ranks

    return _table(poll, row)


def numbers(poll: Poll) -> Columns:
    """The numbers that ballots give to the options of the round."""

    def row(ballot: Iterable[tuple[OptionId, int]]) -> list[int]:
        given = dict(ballot)
        return [given.get(o, -1) for o in poll.options]

    return _table(poll, row)


def marks(poll: Poll, names: Callable[[Any], frozenset[OptionId]]) -> Columns:
    """Which options of the round each ballot names."""

    def row(ballot: Any) -> list[int]:
        named = names(ballot)
        return [int(o in named) for o in poll.options]

    return _table(poll, row)


def _table(poll: Poll, row: Callable[[Any], list[int]]) -> Columns:
    import numpy as np

    if not isinstance(poll.profile, Mapping):
        return poll.profile.among(poll.options)
    shape = len(poll.profile), len(poll.options)
    cells = chain.from_iterable(map(row, poll.profile))
    values = np.fromiter(cells, dtype=np.int64, count=shape[0] * shape[1]).reshape(shape)
    often = list(poll.profile.values())
    counts = None if set(often) <= {1} else np.array(often, dtype=np.int64)
    return Columns(poll.options, _packed(values), counts)


def _packed(values: NDArray[Any]) -> NDArray[np.integer[Any]]:
    """Options as rows, in the narrowest type that holds the numbers: a million ballots stay in the cache."""
    import numpy as np

    low, high = _ends(values)
    kind = np.min_scalar_type(high) if low >= 0 else np.result_type(np.min_scalar_type(-high - 1), np.int8)
    return np.ascontiguousarray(values.astype(kind).T)


def _ends(values: NDArray[Any]) -> tuple[int, int]:
    return (int(values.min()), int(values.max())) if values.size else (0, 0)


def _whole(counts: ArrayLike, ballots: int) -> NDArray[np.int64]:
    import numpy as np

    found = np.asarray(counts)
    if found.shape != (ballots,) or found.dtype.kind not in "iu" or (ballots and found.min() < 1):
        raise _unusable("weights")
    return found.astype(np.int64)


def _unusable(key: str, **facts: Any) -> InputError:
    return InputError(say(f"counting.{key}", "en", **facts), text=f"counting.{key}", **facts)
