"""How sure a plan is: many possible weeks drawn from what people think possible, and which number matters most.

Chance comes in as a generator. What people estimate is drawn from their range (PERT); where they gave none for
half-saturation it is anything from half to double; what comes in varies from week to week (lognormal, median 1).
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Any, Literal

from workshop.methods.rhythm.nouns import Basis, Drawn, Range, Swing
from workshop.methods.rhythm.paths import numbers, supposing
from workshop.methods.rhythm.working import capacity, gained, load
from workshop.model import Plan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGMA = 0.6  # of the logarithm of what comes in
FEW, MANY = exp(-1.645 * SIGMA), exp(1.645 * SIGMA)  # nine weeks in ten lie between: 0.37 and 2.7


def drawn(basis: Basis, plan: Plan, rng: np.random.Generator, draws: int = 20_000) -> Drawn:
    """Hours and points of a plan in so many possible weeks; `over` is the share that exceeds the capacity."""
    import numpy as np

    supposed = supposing(basis, _inputs(basis, plan, rng, draws))
    hours = np.zeros(draws) + load(supposed.channels, plan, supposed.habits)
    points = np.zeros(draws) + gained(supposed, plan.posts)
    low, middle, high = np.quantile(hours, (0.1, 0.5, 0.9)).tolist()
    gain = np.quantile(points, (0.1, 0.5, 0.9)).tolist()
    over = float(np.mean(hours > capacity(supposed.people)))
    return Drawn(hours, points, low, middle, high, over, (gain[0], gain[1], gain[2]))


def pert(rng: np.random.Generator, three: Range, draws: int) -> NDArray[Any]:
    """Draws between lowest and highest, most near the likely: a beta of weight 4 (Malcolm and others, 1959)."""
    import numpy as np

    low, likely, high = three
    if high <= low:
        return np.full(draws, low)
    width = high - low
    return low + width * rng.beta(1 + 4 * (likely - low) / width, 1 + 4 * (high - likely) / width, draws)


def _inputs(basis: Basis, plan: Plan, rng: np.random.Generator, draws: int) -> dict[str, NDArray[Any]]:
    """Draws of every uncertain number by its path, in the order of the basis; closed channels are left out."""
    closed = {c.name for c in basis.channels if plan.posts.get(c.name, 0) <= 0}
    known = numbers(basis)
    found = {path: pert(rng, three, draws) for path, three in basis.ranges.items() if _open(path, closed)}
    for channel in basis.channels:
        if channel.name in closed:
            continue
        half, coming = f"{channel.name}.half", f"{channel.name}.inbound"
        if half not in found:
            found[half] = channel.half * 2.0 ** rng.uniform(-1, 1, draws)
        found[coming] = found.get(coming, known[coming]) * rng.lognormal(0, SIGMA, draws)
    return found


def _open(path: str, closed: set[str]) -> bool:
    return path.rpartition(".")[0] not in closed


def tornado(basis: Basis, plan: Plan, of: Literal["load", "effect"] = "load") -> tuple[Swing, ...]:
    """What each uncertain number alone does to the hours or the points of a plan, the widest first."""
    found = []
    for path, (low, high) in _ends(basis, plan).items():
        at_low, at_high = (_answer(supposing(basis, {path: value}), plan, of) for value in (low, high))
        if at_low != at_high:
            found.append(Swing(path, at_low, at_high, low, high))
    return tuple(sorted(found, key=lambda one: (-abs(one.high - one.low), one.path)))


def _answer(basis: Basis, plan: Plan, of: str) -> float:
    return load(basis.channels, plan, basis.habits) if of == "load" else gained(basis, plan.posts)


def _ends(basis: Basis, plan: Plan) -> dict[str, tuple[float, float]]:
    """Lowest and highest of every uncertain number: as people said, else as `drawn` takes them."""
    found = {}
    for channel in basis.channels:
        if plan.posts.get(channel.name, 0) > 0:
            found[f"{channel.name}.half"] = (channel.half / 2, channel.half * 2)
            found[f"{channel.name}.inbound"] = (channel.inbound * FEW, channel.inbound * MANY)
    return found | {path: (low, high) for path, (low, _, high) in basis.ranges.items()}
