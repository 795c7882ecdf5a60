"""Who does what: the hours of a plan among the people trained for each channel, so that nobody is filled first."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.methods.rhythm.nouns import Basis
from workshop.methods.rhythm.working import capacity, trained, worked
from workshop.model import Plan


def split(basis: Basis, plan: Plan) -> tuple[tuple[float, ...], float]:
    """Hours a week of each person, in their order, and the hours that nobody is trained for.

    Channels with the fewest trained people are given out first, each so that the fullest of them ends as little
    full as can be (water filling); strategy, coordination and support come last and fall to everybody.
    """
    done, found = [0.0] * len(basis.people), worked(basis, plan)
    has = [capacity([person]) for person in basis.people]
    work = [(_holders(basis, name), sum(parts.values())) for name, parts in found.by_channel.items()]
    work = [*sorted(work, key=lambda one: len(one[0])), (list(range(len(done))), found.parts["overhead"])]
    for holders, hours in work:
        shares = _poured([done[k] for k in holders], [has[k] for k in holders], hours)
        for who, more in zip(holders, shares, strict=True):
            done[who] += more
    return tuple(done), sum(hours for holders, hours in work if not holders)


def _holders(basis: Basis, channel: str) -> list[int]:
    return [k for k, person in enumerate(basis.people) if person in trained(basis, channel)]


def _poured(done: Sequence[float], has: Sequence[float], hours: float) -> list[float]:
    """`hours` more work on top of what each has done, up to a common share of the time each has."""
    open_ = [k for k, time in enumerate(has) if time > 0]
    if not open_:
        return [hours / len(done) for _ in done]
    full = sorted(open_, key=lambda k: done[k] / has[k])
    for count in range(len(full), 0, -1):
        some = full[:count]
        level = (hours + sum(done[k] for k in some)) / sum(has[k] for k in some)
        if level >= done[some[-1]] / has[some[-1]]:
            return [max(level * has[k] - done[k], 0.0) if k in some else 0.0 for k in range(len(done))]
    return [0.0] * len(done)
