"""What was worked out for the last moves of a slider, so that only what is moved is worked out again."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from workshop.model import Plan

if TYPE_CHECKING:
    import numpy as np

    from workshop.methods.rhythm import Basis, Best, Drawn

MOST = 64  # plans remembered; a slider goes back and forth


class Memory:
    """This remembers possible weeks by plan, and the plans no other beats, while the numbers under them stay.

    Whoever shares one asks with the same chance every time: `rng` stays where it stands.
    """

    def __init__(self) -> None:
        self._numbers: Basis | None = None
        self._weeks: dict[tuple[object, int], Drawn] = {}
        self._lines: dict[bool, tuple[Best, ...]] = {}

    def drawn(self, basis: Basis, plan: Plan, rng: np.random.Generator, draws: int) -> Drawn:
        """Possible weeks of this plan; see `rhythm.drawn`."""
        from workshop.methods import rhythm

        self._about(basis)
        key = (frozenset(plan.posts.items()), draws)
        if key not in self._weeks:
            if len(self._weeks) >= MOST:
                self._weeks.pop(next(iter(self._weeks)))
            self._weeks[key] = rhythm.drawn(basis, plan, deepcopy(rng), draws)
        return self._weeks[key]

    def frontier(self, basis: Basis, *, promised: bool = True) -> tuple[Best, ...]:
        """Every plan that no other beats; without `promised`, as if no reply were promised."""
        from workshop.methods import rhythm

        self._about(basis)
        if promised not in self._lines:
            self._lines[promised] = rhythm.frontier(basis if promised else replace(basis, promise=None))
        return self._lines[promised]

    def better(self, basis: Basis, hours: float, effect: float) -> Best | None:
        """The plan with most effect of those with no more hours and more effect; None if there is none."""
        near = [one for one in self.frontier(basis) if one.hours <= hours + 1e-9]
        return near[-1] if near and near[-1].effect > effect + 1e-9 else None

    def _about(self, basis: Basis) -> None:
        """Forget everything once any number under the plans is another."""
        numbers = replace(basis, plans={}, names={})
        if numbers != self._numbers:
            self._numbers, self._weeks, self._lines = numbers, {}, {}
