"""How often to post, with which hours: a model that can be explained in two minutes and checked by hand.

Everything rests on what the group puts in: value, half-saturation and minutes are estimates; every screen says so.
"""

from workshop.methods.rhythm.nouns import (
    PARTS,
    Basis,
    Best,
    Channel,
    Curve,
    Habits,
    Person,
    Promise,
    Range,
    Window,
)
from workshop.methods.rhythm.optimum import best, frontier
from workshop.methods.rhythm.replies import mean_wait, share_answered
from workshop.methods.rhythm.working import (
    capacity,
    coverage,
    effect,
    hill,
    inbound,
    load,
    marginal,
    parts,
    reach,
)

__all__ = [
    "PARTS",
    "Basis",
    "Best",
    "Channel",
    "Curve",
    "Habits",
    "Person",
    "Promise",
    "Range",
    "Window",
    "best",
    "capacity",
    "coverage",
    "effect",
    "frontier",
    "hill",
    "inbound",
    "load",
    "marginal",
    "mean_wait",
    "parts",
    "reach",
    "share_answered",
]
