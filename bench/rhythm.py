"""How long the optimum and its doubt take, beside brute force and a spreadsheet-like loop in the same run.

    python bench/rhythm.py [--turns 3] [--json]

The frontier of 40 capacities of the sample organisation (5 channels, 43,659 plans): ours by integer programming
(`along`) and by merging channel by channel (`frontier`); brute force, every plan in numpy once and looked up for each
capacity; a spreadsheet, a row of pandas a plan, its formulas worked out row by row, filtered and sorted for each
capacity. All four must name the same effects. Then two channels more (5.3 million plans), without the spreadsheet;
then twelve, which no enumeration can hold: one optimum, 40 of them, the whole frontier; and 20,000 draws of a plan
with five and with twelve channels. Times are milliseconds of CPU, the quickest of so many turns (the spreadsheet has
one); ratios are through `frontier`, what a slider asks, and through `along`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path
from time import process_time
from typing import Any

from workshop.exchange.rhythms import read_rhythm
from workshop.methods import rhythm
from workshop.methods.rhythm import Basis, Channel, Habits, Person

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample" / "rhythm.yaml"
CAPACITIES, DRAWS, SEED = 40, 20_000, 20261122
LIMITS = {"twelve.best": 1000.0, "twelve.along": 2000.0, "twelve.drawn": 100.0}  # milliseconds asked for


def twelve() -> Basis:
    """Twelve channels of a large organisation, every input uncertain."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    channels = tuple(
        Channel(
            f"c{i}",
            value=float(chance.uniform(2, 20)),
            half=float(chance.uniform(0.5, 14)),
            minutes=float(chance.uniform(10, 200)),
            followers=float(chance.integers(100, 9000)),
            inbound=float(chance.uniform(1, 20)),
            comments=float(chance.uniform(0, 3)),
            reply_share=0.4,
            reply_minutes=6,
            max_posts=int(chance.integers(12, 25)),
        )
        for i in range(12)
    )
    spread = {
        f"{c.name}.{k}": (v / 2, v, 2 * v)
        for c in channels
        for k, v in (("minutes", c.minutes), ("half", c.half), ("inbound", c.inbound))
    }
    people = (Person(14, 0.1577, 0.85), Person(30, 0.1577, 0.85))
    return Basis(channels, people, Habits(0.25, 10, 2.3), ranges=spread)


def capacities(most: float) -> list[float]:
    """Forty numbers of hours from 3 to the most."""
    return [3 + (most - 3) * k / (CAPACITIES - 1) for k in range(CAPACITIES)]


# ---- four ways to the same frontier ---------------------------------------------------------------


def by_programme(basis: Basis, hours: Sequence[float]) -> list[float]:
    """Integer programming, once a capacity."""
    return [one.effect for one in rhythm.along(basis, hours) if one]


def by_merging(basis: Basis, hours: Sequence[float]) -> list[float]:
    """All plans that no other beats, looked up for each capacity."""
    line = rhythm.frontier(basis, max(hours))
    return [max(one.effect for one in line if one.hours <= limit + 1e-9) for limit in hours]


def by_force(basis: Basis, hours: Sequence[float]) -> list[float]:
    """Hours and effect of every plan in two tables of numpy."""
    import numpy as np

    taken, won = np.zeros(1), np.zeros(1)
    for channel in basis.channels:
        plans = range(channel.max_posts + 1)
        each = [sum(rhythm.parts(channel, n, basis.habits).values()) for n in plans]
        taken = np.add.outer(taken, each).ravel()
        won = np.add.outer(won, [rhythm.effect(channel, n) for n in plans]).ravel()
    taken = taken + rhythm.overhead(basis.habits)
    return [float(won[taken <= limit + 1e-9].max()) for limit in hours]


def by_spreadsheet(basis: Basis, hours: Sequence[float]) -> list[float]:
    """A row a plan, formulas row by row, filtered and sorted for each capacity."""
    import pandas as pd

    names = [c.name for c in basis.channels]
    sheet = pd.DataFrame(list(product(*(range(c.max_posts + 1) for c in basis.channels))), columns=names)
    cells = []
    for row in sheet.itertuples(index=False):
        taken, won = rhythm.overhead(basis.habits), 0.0
        for channel, n in zip(basis.channels, row, strict=True):
            if n:
                coming = channel.inbound * channel.followers / 1000 * 12 / 52 + channel.comments * n
                answering = coming * (channel.reply_share * channel.reply_minutes + channel.read_minutes)
                making = n * (channel.minutes + basis.habits.approval_share * basis.habits.approval_minutes)
                taken += (making + answering) / 60 + channel.fixed_hours
                won += channel.value * (1 - 2 ** (-n / channel.half))
        cells.append((taken, won))
    sheet[["hours", "effect"]] = cells
    best = (sheet[sheet.hours <= limit + 1e-9].sort_values("effect", ascending=False) for limit in hours)
    return [float(one.effect.iloc[0]) for one in best]


WAYS: dict[str, Callable[[Basis, Sequence[float]], list[float]]] = {
    "along": by_programme,
    "frontier": by_merging,
    "brute force": by_force,
    "spreadsheet": by_spreadsheet,
}


# ---- measured -------------------------------------------------------------------------------------


def clock(ask: Callable[[], Any], turns: int) -> float:
    """Milliseconds of CPU, the quickest of some turns."""
    spent = []
    for _ in range(turns):
        began = process_time()
        ask()
        spent.append(1000 * (process_time() - began))
    return min(spent)


def sample(more: int) -> Basis:
    """The sample, with so many channels more."""
    basis = rhythm.basis(read_rhythm(SAMPLE))
    twins = (replace(basis.channels[0], name=f"more{k}", value=12 + k, minutes=37 + k, half=5) for k in range(more))
    return replace(basis, channels=(*basis.channels, *twins))


def compared(basis: Basis, ways: Sequence[str], turns: int) -> dict[str, float]:
    """These ways to the frontier of 40 capacities, after they have been seen to agree."""
    hours = capacities(40)
    answers = {name: WAYS[name](basis, hours) for name in ways}
    for name, effects in answers.items():
        if any(abs(a - b) > 1e-6 for a, b in zip(effects, answers["along"], strict=True)):
            raise SystemExit(f"{name} disagrees")
    return {
        name: clock(lambda name=name: WAYS[name](basis, hours), 1 if name == "spreadsheet" else turns)
        for name in ways
    }


def many_channels(turns: int) -> dict[str, float]:
    """What only the package can answer: twelve channels, and draws."""
    import numpy as np

    basis = twelve()
    five = sample(0)
    plan = rhythm.frontier(basis)[-1].plan
    asks: dict[str, Callable[[], Any]] = {
        "twelve.best": lambda: rhythm.best(basis),
        "twelve.along": lambda: rhythm.along(basis, capacities(60)),
        "twelve.frontier": lambda: rhythm.frontier(basis),
        "twelve.frontier to 60 h": lambda: rhythm.frontier(basis, 60),
        "twelve.drawn": lambda: rhythm.drawn(basis, plan, np.random.default_rng(SEED), DRAWS),
        "five.best": lambda: rhythm.best(five),
        "five.drawn": lambda: rhythm.drawn(five, five.plans["sober"], np.random.default_rng(SEED), DRAWS),
        "five.tornado": lambda: rhythm.tornado(five, five.plans["sober"]),
        "five.worked": lambda: rhythm.worked(five, five.plans["sober"]),
    }
    return {name: clock(ask, turns) for name, ask in asks.items()}


def main() -> None:
    """Print two tables, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    tables = {
        "5 channels": compared(sample(0), list(WAYS), asked.turns),
        "7 channels": compared(sample(2), ("along", "frontier", "brute force"), 1),
    }
    alone = many_channels(asked.turns)
    if asked.json:
        print(json.dumps({**tables, "alone": alone}))
        return
    for head, ways in tables.items():
        print(f"{f'{head}, 40 capacities':<28}{'ms':>10}{'× frontier':>12}{'× along':>10}")
        for name, spent in ways.items():
            print(f"{name:<28}{spent:>10,.1f}{spent / ways['frontier']:>12,.1f}{spent / ways['along']:>10,.2f}")
        print()
    print(f"{f'alone, {prod(c.max_posts + 1 for c in twelve().channels):.1e} plans':<28}{'ms':>10}{'at most':>10}")
    for name, spent in alone.items():
        most = LIMITS.get(name)
        print(f"{name:<28}{spent:>10,.1f}{f'{most:,.0f}' if most else '':>10}")


if __name__ == "__main__":
    main()
