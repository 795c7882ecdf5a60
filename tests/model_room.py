"""A room without sockets: session, chair and a real database, with time and chance in the test's hands."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from workshop import agenda, messages
from workshop.room.audit import folded
from workshop.room.chair import Chair
from workshop.room.clock import resumed
from workshop.room.serve import founded
from workshop.room.session import Session
from workshop.room.store import Store
from workshop.room.writer import Writer

START = 1_800_000_000.0
ROLE = "volunteers"
OPTIONS = [{"id": id, "label": {"fr": id.upper(), "en": id.upper()}} for id in ("a", "b", "c")]


@dataclass
class Time:
    """This is both clocks: the computer's, which may be set, and the one that only runs."""

    wall: float = START
    real: float = 100.0

    def later(self, seconds: float) -> None:
        self.wall += seconds
        self.real += seconds


@dataclass
class Table:
    """This is a session with its facilitator."""

    session: Session
    chair: Chair
    store: Store
    told: list[str]
    _ids: Any = field(default_factory=lambda: count(1))

    async def ask(self, kind: Any, /, **fields: Any) -> Any:
        return await self.chair.told(kind(id=next(self._ids), **fields))

    async def open(self, rule: str = "plurality", kind: str = "ballot", **more: Any) -> str:
        given = {"options": OPTIONS if kind == "ballot" else [], "prompt": {"fr": "Q", "en": "Q"}, "question": "q"}
        return str((await self.ask(messages.OpenRound, kind=kind, rule=rule, **{**given, **more}))["id"])

    async def join(self, name: str = "Ada", role: str = ROLE, **key: str) -> messages.Joined:
        key = key or {"secret": self.session.state.secret}
        return await self.session.join(messages.Join(name=name, role=role, **key), "192.0.2.7")

    async def vote(self, who: str, round: str, choice: Any, key: str) -> Any:
        return await self.session.said(who, messages.CastBallot(key.ljust(8, "0"), round, choice))

    async def record(self) -> dict[str, Any]:
        return dict(await self.ask(messages.ReadRecord))


@asynccontextmanager
async def seated(folder: Path, time: Time, seed: int = 1) -> AsyncIterator[Table]:
    """The room of `folder`, opened as `serve` opens it."""
    store, roles = Store(f"sqlite:///{folder / 'workshop.db'}"), agenda.load().roles
    store.open(lambda rows: folded(rows, roles, store.file))
    state, told = folded(store.read(), roles, store.file), list[str]()
    session = Session(
        state,
        Writer(store, state.apply),
        now=lambda: time.wall,
        monotonic=lambda: time.real,
        chance=random.Random(f"{seed} {state.seq}").randbytes,
        changed=told.append,
    )
    session.writer.start()
    if not state.workshop:
        await founded(session, False)
    if round := state.open:
        session.clock = resumed(round.minutes, state.clocks.get(round.id), time.real)
    try:
        yield Table(session, Chair(session), store, told)
    finally:
        await session.writer.stop()
        store.close()
