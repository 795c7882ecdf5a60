"""How many points some hours could buy at most, and which choices cannot be part of the best plan.

Give an hour a price: each channel then takes the posts whose points, less the price of their hours, are most. For
any price those points and the price of all hours are an upper bound (Everett, 1963); at the best price it is that of
the linear relaxation. A choice that loses more against its channel's best than the bound exceeds a known plan can be
left out (Ingargiola and Korsh, 1973).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 1e-9  # hours and points that differ by less are equal
CAUTION = 1e-6  # points that a choice must lose beyond the bound before it is left out
HALVINGS = 80


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """What one channel may do: posts a week, and the hours and points of each choice; the first is to stay closed."""

    channel: str
    posts: NDArray[Any]
    hours: NDArray[Any]
    points: NDArray[Any]
    stays: bool  # must be open


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """The levels of all channels as tables, one row a channel; what a channel does not have takes endless hours."""

    hours: NDArray[Any]
    points: NDArray[Any]

    @classmethod
    def of(cls, levels: Sequence[Levels]) -> Choices:
        """These channels; one that stays may not be closed."""
        import numpy as np

        shape = len(levels), max((len(lv.posts) for lv in levels), default=1)
        hours, points = np.full(shape, np.inf), np.full(shape, -np.inf)
        for row, lv in enumerate(levels):
            hours[row, : len(lv.posts)], points[row, : len(lv.posts)] = lv.hours, lv.points
            if lv.stays:
                hours[row, 0], points[row, 0] = np.inf, -np.inf
        return cls(hours, points)

    def total(self, table: NDArray[Any], chosen: NDArray[Any]) -> float:
        """The sum of a table over one choice a channel."""
        return float(table[range(len(chosen)), chosen].sum())

    def net(self, price: float) -> NDArray[Any]:
        """Points of every choice less the price of its hours."""
        import numpy as np

        return self.points - price * np.where(np.isfinite(self.hours), self.hours, 0.0)

    def price(self, room: float) -> float:
        """Points that an hour is worth at the margin of this room; 0 where all that is wanted fits."""
        low, high = 0.0, 1e-3
        if self._wanted(low) <= room:
            return 0.0
        while self._wanted(high) > room and high < 1e12:
            low, high = high, high * 16
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if self._wanted(middle) <= room else (middle, high)
            if high - low <= 1e-13 * high:
                break
        return high

    def _wanted(self, price: float) -> float:
        """Hours that channels would take at this price."""
        return self.total(self.hours, self.net(price).argmax(axis=1))

    def bound(self, room: float) -> float:
        """Points that no plan within this room exceeds: the linear relaxation."""
        price = self.price(room)
        return float(self.net(price).max(axis=1).sum()) + price * room

    def filled(self, room: float) -> NDArray[Any]:
        """A good plan within this room: what is wanted at its price, then the best change that still fits."""
        import numpy as np

        rows = np.arange(len(self.points))
        chosen = self.net(self.price(room)).argmax(axis=1)
        if self.total(self.hours, chosen) > room:  # only where the least already fills the room
            chosen = self.hours.argmin(axis=1)
        while True:
            more = self.hours - self.hours[rows, chosen][:, None] <= room - self.total(self.hours, chosen)
            gain = np.where(more, self.points - self.points[rows, chosen][:, None], 0.0)
            row, level = divmod(int(gain.argmax()), gain.shape[1])
            if gain[row, level] <= NEAR:
                return np.asarray(chosen)
            chosen[row] = level

    def open_to(self, room: float, points: float) -> tuple[NDArray[Any], NDArray[Any]]:
        """Rows and columns of the choices that a plan of at least so many points may hold."""
        import numpy as np

        price = self.price(room)
        net = self.net(price)
        best = net.max(axis=1)
        spare = float(best.sum()) + price * room - points + CAUTION
        rows, columns = np.nonzero((best[:, None] - net <= spare) & np.isfinite(self.points))
        return rows, columns
