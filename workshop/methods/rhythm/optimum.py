"""The plan with the most effect within some hours, and every plan that no other beats."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from workshop.errors import InputError
from workshop.methods.rhythm.nouns import Best, Channel, Habits
from workshop.methods.rhythm.working import effect, parts
from workshop.model import Plan
from workshop.texts import say


def best(channels: Sequence[Channel], capacity: float, habits: Habits) -> Best | None:
    """The plan of whole posts with most effect within these hours; None if not even silence fits.

    Of plans with the same effect, the one with fewer hours.
    """
    fits = [one for one in frontier(channels, habits) if one.hours <= capacity]
    return fits[-1] if fits else None


def frontier(channels: Sequence[Channel], habits: Habits) -> tuple[Best, ...]:
    """Every plan that no other plan beats on both hours and effect, by hours: all are enumerated.

    InputError beyond two million plans: up to about five channels are meant.
    """
    import numpy as np

    sizes = [c.max_posts + 1 for c in channels]
    if prod(sizes) > 2_000_000:
        facts: dict[str, Any] = {"text": "plans.too_many", "count": prod(sizes)}
        raise InputError(say("plans.too_many", "en", **facts), **facts)
    hours = np.full(sizes, habits.overhead)
    effects = np.zeros(sizes)
    for axis, channel in enumerate(channels):
        shape = [-1 if i == axis else 1 for i in range(len(channels))]
        posts = range(channel.max_posts + 1)
        hours = hours + np.reshape([sum(parts(channel, n, habits).values()) for n in posts], shape)
        effects = effects + np.reshape([effect(channel, n) for n in posts], shape)
    order = np.lexsort((-effects.ravel(), hours.ravel()))
    ahead = np.maximum.accumulate(effects.ravel()[order])
    kept = order[np.concatenate(([True], ahead[1:] > ahead[:-1]))]
    plans = zip(*np.unravel_index(kept, sizes), strict=True)
    return tuple(
        Best(_plan(channels, posts), float(h), float(e))
        for posts, h, e in zip(plans, hours.ravel()[kept], effects.ravel()[kept], strict=True)
    )


def _plan(channels: Sequence[Channel], posts: Sequence[int]) -> Plan:
    return Plan("", {c.name: int(n) for c, n in zip(channels, posts, strict=True)})
