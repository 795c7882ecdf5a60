"""A desk with people at it, for the tests of verbs and widgets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from rooms import Room

from workshop.desk import Workshop
from workshop.desk.widgets import Stage
from workshop.messages import CastBallot

Q = "spokesperson"


@contextmanager
def desk_of(room: Room, *names: str) -> Iterator[Workshop]:
    """The desk of a new workshop with these people in it."""
    desk = Workshop.attach(room.data, lang="fr")
    desk.people_ids = [desk.add_person(name, "volunteers") for name in names]
    wait_for(lambda: desk.client.state.crowd.present == len(names))
    try:
        yield desk
    finally:
        desk.detach()


@pytest.fixture
def w(room: Room) -> Iterator[Workshop]:
    """The desk of a new workshop with three people in it."""
    with desk_of(room, "Ada", "Bo", "Chi") as desk:
        yield desk


def press(stage: Stage, act: str, **values: Any) -> dict[str, Any]:
    """What the browser does when somebody presses a button; the view after it."""
    stage.board._told(stage.board, {"act": act, "values": values}, [])
    return stage.board.view


def cast(w: Workshop, choices: list[Any], reason: str | None = None) -> None:
    """One answer a person to the round that is open."""
    open_ = next(r for r in w.record().rounds if r.state == "open")
    for number, (who, choice) in enumerate(zip(w.people_ids, choices, strict=False)):
        w.speak(who, CastBallot(f"{open_.id}key{number:08d}", open_.id, choice, reason))


def texts_of(view: dict[str, Any]) -> str:
    return repr(view["blocks"])


def wait_for(true: Any, seconds: float = 10) -> None:
    """Until it is true; what the room pushes arrives when it arrives."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)


async def until(true: Any, seconds: float = 10) -> None:
    """The same, for what arrives on the loop."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit
        await asyncio.sleep(0.02)
