"""The rhythm as the desk keeps it: what was entered, what each plan costs, and the picture of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from workshop import figures
from workshop.model import Plan, Text

if TYPE_CHECKING:
    from workshop.methods.rhythm import Channel, Habits, Person


def worked_out(
    channels: Sequence[Channel],
    team: Sequence[Person],
    habits: Habits,
    plans: Sequence[tuple[Text, Mapping[str, float]]],
) -> dict[str, Any]:
    """Inputs, capacity (hours a week) and, for each plan, hours and effect; `chart` draws the frontier."""
    from workshop.methods import rhythm

    basis = rhythm.Basis(tuple(channels), tuple(team), habits)
    available = rhythm.capacity(team)
    line = [(best.hours, best.effect) for best in rhythm.frontier(basis)]
    named = []
    for name, posts in plans:
        plan = Plan(name["en"], posts)
        hours, effect = rhythm.load(channels, plan, habits), rhythm.reach(channels, plan)
        named.append({"name": dict(name), "posts": dict(posts), "hours": hours, "effect": effect})
    return {
        "channels": [asdict(channel) for channel in channels],
        "team": [asdict(person) for person in team],
        "habits": asdict(habits),
        "capacity": available,
        "plans": named,
        "chart": figures.frontier_chart(line, named, available),
    }
