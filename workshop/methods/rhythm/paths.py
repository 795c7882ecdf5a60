"""Every number of a basis by its path ("facebook.half", "people.0.hours", "approval.minutes"): read and replaced.

A path that a channel of that name answers is the channel's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from workshop.methods.rhythm.nouns import Basis, Channel, Habits, Person, Promise

OPTIMISM = "optimism"  # what the minutes of every post are multiplied by: people promise too little time
HABITS = {
    "approval.share": "approval_share",
    "approval.minutes": "approval_minutes",
    "approval.delay": "approval_delay",
    "overhead.coordination": "overhead",
    "overhead.training": "training",
    "overhead.support": "support",
}
WHOLE = {"every": "every", "holders": "holders", "most_load": "most_load", "cost_per_hour": "cost", "shape": "shape"}
_OF_A_CHANNEL = tuple(f.name for f in fields(Channel) if f.name != "name")
_OF_A_PERSON = ("hours", "absence", "focus", "daily_minutes")


def numbers(basis: Basis) -> dict[str, float]:
    """Every number of the basis by its path; those that are not set are left out."""
    found: dict[str, Any] = {OPTIMISM: 1.0}
    found |= {path: getattr(basis, name) for path, name in WHOLE.items()}
    found |= {path: getattr(basis.habits, name) for path, name in HABITS.items()}
    if basis.promise is not None:
        found |= {"promise.within": basis.promise.within, "promise.share": basis.promise.share}
    for i, person in enumerate(basis.people):
        found |= {f"people.{i}.{name}": getattr(person, name) for name in _OF_A_PERSON}
    for channel in basis.channels:
        found |= {f"{channel.name}.{name}": getattr(channel, name) for name in _OF_A_CHANNEL}
    return {path: value for path, value in found.items() if value is not None}


def supposing(basis: Basis, values: Mapping[str, Any]) -> Basis:
    """The basis with other numbers (or arrays, one value a draw) at these paths, unchecked.

    KeyError names a path that the basis does not have.
    """
    left = dict(values)
    channels = tuple(_channel(one, left) for one in basis.channels)
    people = tuple(_person(i, one, left) for i, one in enumerate(basis.people))
    habits: Habits = replace(basis.habits, **{name: left.pop(path) for path, name in HABITS.items() if path in left})
    rest: dict[str, Any] = {name: left.pop(path) for path, name in WHOLE.items() if path in left}
    promise = _promise(basis.promise, left)
    if (times := left.pop(OPTIMISM, None)) is not None:
        channels = tuple(replace(one, minutes=one.minutes * times) for one in channels)
    if left:
        raise KeyError(min(left))
    return replace(basis, channels=channels, people=people, habits=habits, promise=promise, **rest)


def _channel(one: Channel, left: dict[str, Any]) -> Channel:
    paths = {name: f"{one.name}.{name}" for name in _OF_A_CHANNEL}
    return replace(one, **{name: left.pop(path) for name, path in paths.items() if path in left})


def _person(i: int, one: Person, left: dict[str, Any]) -> Person:
    paths = {name: f"people.{i}.{name}" for name in _OF_A_PERSON}
    return replace(one, **{name: left.pop(path) for name, path in paths.items() if path in left})


def _promise(given: Promise | None, left: dict[str, Any]) -> Promise | None:
    names = ("within", "share")
    changed: dict[str, Any] = {name: left.pop(f"promise.{name}") for name in names if f"promise.{name}" in left}
    return replace(given or Promise(24, 0), **changed) if changed else given
