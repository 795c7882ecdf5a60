"""The rhythm again, by hand: formulas written out and every plan enumerated, to compare the package with."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from workshop.exchange.rhythms import read_rhythm
from workshop.methods.rhythm import Basis, Channel, Habits, Person, basis
from workshop.texts import DATA

FILE = DATA / "sample" / "rhythm.yaml"


def sample(**changed: Any) -> Basis:
    """The invented organisation, with other values of the file where given."""
    return basis(read_rhythm(FILE) | changed)


def points_by_hand(b: Basis, c: Channel, n: float) -> float:
    if n == 0:
        return 0.0
    shape = {"exponential": 0, "hill": 1, "power": 0.3}[b.curve] if b.shape is None else b.shape
    won = {
        "exponential": lambda: c.value - c.value * np.exp(-np.log(2) * n / c.half),
        "hill": lambda: c.value / (1 + (n / c.half) ** -shape),
        "power": lambda: c.value / 2 * n ** (1 - shape) / c.half ** (1 - shape),
    }[b.curve]()
    if c.tolerance is not None:
        won -= c.tired * max(0.0, n - c.tolerance)
    if b.irregular and b.people:
        won *= 1 - np.prod([p.absence for p in b.people if not p.holds or c.name in p.holds])
    return float(won)


def hours_by_hand(b: Basis, c: Channel, n: float) -> float:
    if n == 0:
        return 0.0
    arriving = c.inbound * (c.followers / 1000) * (12 / 52) + c.comments * n
    each = c.minutes + b.habits.approval_share * b.habits.approval_minutes
    return (n * each + arriving * (c.reply_share * c.reply_minutes + c.read_minutes)) / 60 + c.fixed_hours


def every_plan(b: Basis) -> list[tuple[float, float, tuple[float, ...]]]:
    """Hours, points and posts of each plan that the constraints allow, whatever its hours."""
    menus = []
    for c in b.channels:
        holders = sum(not p.holds or c.name in p.holds for p in b.people)
        open_to = [k * c.step for k in range(1, int(c.max_posts / c.step + 1e-9) + 1)]
        if b.people and holders < b.holders:
            open_to = []
        menus.append(([] if c.name in b.keep else [0.0]) + open_to)
    fixed = b.habits.overhead + b.habits.training + b.habits.support
    found = []
    for posts in product(*menus):
        hours = fixed + sum(hours_by_hand(b, c, n) for c, n in zip(b.channels, posts, strict=True))
        points = sum(points_by_hand(b, c, n) for c, n in zip(b.channels, posts, strict=True))
        found.append((hours, points, posts))
    return found


def some(seed: int) -> Basis:
    """A small random rhythm: two to four channels, any curve; now and then tiredness, steps, holders, keeping.

    Hours and points come from wide ranges, so that no two plans are equal but by chance.
    """
    rng = np.random.default_rng(seed)
    names = [f"c{i}" for i in range(rng.integers(2, 5))]
    channels = tuple(
        Channel(
            name,
            value=float(rng.uniform(1, 60)),
            half=float(rng.uniform(0.3, 12)),
            minutes=float(rng.uniform(5, 300)),
            followers=float(rng.integers(0, 20_000)),
            inbound=float(rng.uniform(0, 40)),
            comments=float(rng.uniform(0, 5)),
            reply_share=float(rng.uniform(0, 1)),
            reply_minutes=float(rng.uniform(1, 13)),
            read_minutes=float(rng.uniform(0, 2)),
            fixed_hours=float(rng.uniform(0, 1.5)),
            max_posts=int(rng.integers(1, 8)),
            step=float(rng.choice([1, 1, 1, 0.5])),
            tolerance=float(rng.uniform(0, 5)) if rng.random() < 0.3 else None,
            tired=float(rng.uniform(0, 5)),
        )
        for name in names
    )
    curve = rng.choice(["exponential", "hill", "power"])
    shape = {"exponential": None, "hill": rng.uniform(0.5, 3), "power": rng.uniform(-0.3, 0.8)}[curve]
    people = tuple(
        Person(
            hours=float(rng.uniform(2, 25)),
            absence=float(rng.uniform(0, 0.4)),
            focus=float(rng.uniform(0.5, 1)),
            holds=frozenset(n for n in names if rng.random() < 0.7) if rng.random() < 0.5 else frozenset(),
        )
        for _ in range(rng.integers(0, 4))
    )
    return Basis(
        channels,
        people,
        Habits(float(rng.uniform(0, 1)), float(rng.uniform(0, 30)), float(rng.uniform(0, 3)), 0.2, 0.1),
        holders=int(rng.integers(1, 3)),
        keep=frozenset(n for n in names if rng.random() < 0.15),
        most_load=float(rng.choice([1.0, 1.0, 0.85])),
        curve=str(curve),  # type: ignore[arg-type]
        shape=None if shape is None else float(shape),
        irregular=bool(rng.random() < 0.3),
    )


def written(folder: Path, text: str | bytes, name: str = "rhythm.yaml") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
