"""How often to post, with which hours: a model that can be explained in two minutes and checked by hand.

Everything rests on what the group puts in: value, half-saturation and minutes are estimates; every screen says so.

    entered     what an organisation writes down, checked whole, and back; `paths`: each number by its name
    working     effect, load by part, capacity
    replies     how soon messages are answered; `queueing`: what waits at the end of each day
    optimum     the best plan within some hours, every plan that no other beats
    chances     many possible weeks, and which number matters most
"""

from workshop.methods.rhythm.chances import drawn, tornado
from workshop.methods.rhythm.entered import as_data, basis
from workshop.methods.rhythm.nouns import (
    DAYS,
    PARTS,
    SHAPES,
    Basis,
    Best,
    Channel,
    Curve,
    Drawn,
    Habits,
    Live,
    Person,
    Promise,
    Range,
    Swing,
    Window,
    Worked,
)
from workshop.methods.rhythm.optimum import along, beaten, best, frontier, obstacles, shadow_price
from workshop.methods.rhythm.paths import numbers, supposing
from workshop.methods.rhythm.queueing import Queue, by_day, queue
from workshop.methods.rhythm.replies import WEEK, backlog, live, mean_wait, share_answered, staffed_hours, waits
from workshop.methods.rhythm.working import (
    capacity,
    coverage,
    covered,
    effect,
    fatigue,
    gained,
    hill,
    inbound,
    load,
    marginal,
    overhead,
    parts,
    power,
    reach,
    response,
    trained,
    worked,
)

__all__ = [
    "DAYS",
    "PARTS",
    "SHAPES",
    "WEEK",
    "Basis",
    "Best",
    "Channel",
    "Curve",
    "Drawn",
    "Habits",
    "Live",
    "Person",
    "Promise",
    "Queue",
    "Range",
    "Swing",
    "Window",
    "Worked",
    "along",
    "as_data",
    "backlog",
    "basis",
    "beaten",
    "best",
    "by_day",
    "capacity",
    "coverage",
    "covered",
    "drawn",
    "effect",
    "fatigue",
    "frontier",
    "gained",
    "hill",
    "inbound",
    "live",
    "load",
    "marginal",
    "mean_wait",
    "numbers",
    "obstacles",
    "overhead",
    "parts",
    "power",
    "queue",
    "reach",
    "response",
    "shadow_price",
    "share_answered",
    "staffed_hours",
    "supposing",
    "tornado",
    "trained",
    "waits",
    "worked",
]
