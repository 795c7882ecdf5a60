"""This is the table of ballots that rules count: an option a row, a ballot a column.

    counted("schulze", [[1, 2, 0], [2, 1, 3]], ["a", "b", "c"])     # two ballots; the first leaves c unranked

A cell is a rank from 1 (0: unranked), a number (-1: none given) or a mark (1, 0). Everything is whole numbers,
so every count is exact, whatever the size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
            at = self.values if low == 0 else (np.subtract(row, low, dtype=np.intp) for row in self.values)
            return {o: self._seen(range(low, high + 1), row) for o, row in zip(self.options, at, strict=True)}
        split = (np.unique(row, return_inverse=True) for row in self.values)
        return {o: self._seen(levels.tolist(), at) for o, (levels, at) in zip(self.options, split, strict=True)}

    def _seen(self, numbers: Sequence[int], at: NDArray[np.intp]) -> Mapping[int, int]:
        import numpy as np

        if self.counts is None:
            return dict(zip(numbers, np.bincount(at, minlength=len(numbers)).tolist(), strict=True))
        found = np.zeros(len(numbers), dtype=np.int64)
        np.add.at(found, at, self.counts)
        return dict(zip(numbers, found.tolist(), strict=True))


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
