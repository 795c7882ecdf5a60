"""What the desk may do: open, close and reveal rounds, move the scene, record decisions. Every act is journalled."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec

from workshop.errors import BadMessage, NotAllowed, RoundNotOpen, RoundOpen
from workshop.messages import (
    CloseRound,
    DeskMessage,
    Hello,
    Note,
    OpenRound,
    Ping,
    ReadRecord,
    RevealRound,
    SetClock,
    SetFacts,
    SetScene,
    SetStep,
    SetTime,
    SpeakFor,
)
from workshop.room import checks, curating, hands, pacing, views
from workshop.room.clock import Clock
from workshop.room.journal import ballots_digest, canonical, digest, fingerprint, link
from workshop.room.people import People
from workshop.room.register import Register
from workshop.room.rehearsal import Rehearsal
from workshop.room.session import Session
from workshop.room.store import Row

SET = 30.0  # seconds between the computer's clock and real time that are no mere correction
_LOCKED = frozenset({"code", "secret", "started_at", "scene", "rehearsal"})
_ITS_OWN = frozenset({"open", "close", "decide"})  # acts from which the room reads what happened


class Chair:
    """This is the facilitator's side of a session; one act at a time."""

    def __init__(self, session: Session, rehearsal: Rehearsal | None = None) -> None:
        self.session, self.rehearsal = session, rehearsal
        self._turn = asyncio.Lock()
        self._offset = session.now() - session.monotonic()
        self._people = People(self)
        self._verbs: dict[type, Callable[[Any], Coroutine[Any, Any, Any]]] = {
            OpenRound: self._open,
            CloseRound: self._close,
            RevealRound: self._reveal,
            SetClock: self._clock,
            SetScene: self._scene,
            SetFacts: self._facts,
            Note: self._note,
            SetTime: self._time,
            SetStep: partial(pacing.step, self),
            **{kind: partial(verb, self) for kind, verb in curating.VERBS.items()},
            **self._people.verbs,
            **Register(self).verbs,
        }

    async def told(self, message: DeskMessage) -> Any:
        """The answer to a desk message; a WorkshopError says why not."""
        if isinstance(message, ReadRecord):
            return views.record(self.session.state, message.question)
        if isinstance(message, SpeakFor):
            channel = self._people.speaking(message)
            return await self.session.said(message.participant, message.what, channel)
        if isinstance(message, Hello | Ping):
            return None
        async with self._turn:
            return await self._verbs[type(message)](message)

    # ---- the journal ---------------------------------------------------------------------------

    def entry(self, act: str, payload: dict[str, Any]) -> list[Row]:
        """The two rows of a journal entry: the link of the chain, and what it commits to."""
        session = self.session
        salt = session.chance(16)
        committed = digest(payload, salt)
        name, row = session.row("journal", act=act, digest=committed)
        row["hash"] = link(session.state.head, seq=row["seq"], at=row["at"], act=act, digest=committed)
        body = {key: row[key] for key in ("workshop", "seq", "at")}
        return [(name, row), ("payload", {**body, "salt": salt.hex(), "body": canonical(payload)})]

    async def put(self, rows: Iterable[Row], *changed: str) -> None:
        await self.session.writer.put(*rows)
        for what in changed:
            self.session.changed(what)

    # ---- rounds --------------------------------------------------------------------------------

    async def _open(self, message: OpenRound) -> dict[str, Any]:
        session, state = self.session, self.session.state
        if state.open:
            raise RoundOpen(title=state.open.prompt)
        id = f"r{len(state.rounds) + 1}"
        spec = {k: v for k, v in msgspec.to_builtins(message).items() if k not in ("id", "type")}
        spec["number"] = 1 + sum(
            r.question == message.question and r.kind == message.kind for r in state.rounds.values()
        )
        round = checks.opening(message, spec, id, state.roles.keys() | state.people.keys())
        entry = self.entry("open", {"round": id, **spec, "chart": message.chart and fingerprint(message.chart)})
        row = session.row("round", id=id, spec=json.dumps(spec, ensure_ascii=False))
        stage = {"ideas": "collect"}.get(message.kind, "vote")
        scene = session.row("fact", key="scene", value=json.dumps({"stage": stage, "clear": False}))
        await session.writer.put(row, scene, *pacing.rows(session, round, 0), *entry)
        session.clock = pacing.clock(round, 0, session.monotonic())
        session.changed("step" if round.steps else "scene")
        return self.round(id)

    async def _close(self, message: CloseRound) -> dict[str, Any]:
        return await self.close(message.round, "facilitator")

    async def close(self, id: str, by: str) -> dict[str, Any]:
        """Close the round: what was accepted before counts, what comes after does not."""
        session, state = self.session, self.session.state
        round = state.rounds.get(id) if id else state.open
        if round is None or round.state != "open":
            raise RoundNotOpen(id)
        id = round.id
        session.closing.add(id)
        try:
            await session.writer.drained()
            present, entitled = session.voters()
            cast = hands.ballots(state, round)
            found = ballots_digest((ballot.participant, ballot.choice) for ballot in cast)
            ideas = sum(i.round == id and not i.withdrawn for i in state.ideas.values())
            detail = {
                "present": present,
                "entitled": entitled,
                "ballots": len(cast),
                "changed": state.cast[id] - len(state.ballots.get(id, {})),
                "ideas": ideas,
                "hands": hands.counted(state, id),
                "digest": found,
                "by": by,
            }
            entry = self.entry("close", {"round": id, **detail})
            await session.writer.put(session.row("turn", round=id, state="closed", detail=json.dumps(detail)), *entry)
        finally:
            session.closing.discard(id)
        session.clock = None
        session.changed("scene")
        return self.round(id)

    async def close_if_over(self) -> None:
        """Move the open round on, or close it after its last step, if it was to by itself and its time is over."""
        async with self._turn:
            session = self.session
            round, clock = session.state.open, session.clock
            if round and clock and round.close_by_itself and clock.remaining(session.monotonic()) <= 0:
                if pacing.last(round):
                    await self.close(round.id, "clock")
                else:
                    await pacing.move(session, round, round.step + 1)

    async def _reveal(self, message: RevealRound) -> dict[str, Any]:
        session = self.session
        round = session.state.rounds.get(message.round)
        if round is None or round.state == "open":
            raise RoundNotOpen(message.round)
        if session.state.open:
            raise RoundOpen(title=session.state.open.prompt)
        detail = {"finding": message.finding, "chart": message.chart}
        turn = session.row("turn", round=round.id, state="revealed", detail=json.dumps(detail, ensure_ascii=False))
        stage = "group" if round.kind == "ideas" else "discuss"
        scene = session.row("fact", key="scene", value=json.dumps({"stage": stage, "clear": False}))
        entry = self.entry("reveal", {"round": round.id, "finding": message.finding})
        await self.put([turn, scene, *entry], "scene")
        return self.round(round.id)

    async def _clock(self, message: SetClock) -> float | None:
        session, state = self.session, self.session.state
        if state.open is None or message.round not in ("", state.open.id):
            raise RoundNotOpen(message.round)
        now = session.monotonic()
        clock = replace(session.clock) if session.clock else Clock(0.0, now)
        if math.isfinite(message.add) and abs(message.add) <= 86_400:
            clock.add(message.add)
        if message.paused is not None:
            clock.pause(message.paused, now)
        await session.writer.put(self._clock_row(state.open.id, clock))
        session.clock = clock
        session.changed("scene")
        return clock.remaining(now)

    def _clock_row(self, round: str, clock: Clock) -> Row:
        detail = {"left": clock.remaining(self.session.monotonic()), "paused": clock.since is None}
        return self.session.row("turn", round=round, state="clock", detail=json.dumps(detail))

    async def note_clock(self) -> None:
        """Keep the clock of the open round as it stands, so that a restart stops it."""
        async with self._turn:
            clock, round = self.session.clock, self.session.state.open
            if clock and round and not self.rehearsal:
                await self.session.writer.put(self._clock_row(round.id, clock))

    async def notice_time(self) -> None:
        """Write into the journal that the computer's clock was set, or that it slept; deadlines do not follow it."""
        async with self._turn:
            drift = self.session.now() - self.session.monotonic() - self._offset
            if abs(drift) >= SET:
                self._offset += drift
                await self.put(self.entry("clock_changed", {"seconds": round(drift)}))

    def round(self, id: str) -> dict[str, Any]:
        """The round as the desk is told of it."""
        found: dict[str, Any] = msgspec.to_builtins(self.session.state.rounds[id])
        return found

    # ---- everything else -----------------------------------------------------------------------

    async def _scene(self, message: SetScene) -> None:
        session = self.session
        checks.scene(message)
        shown = session.state.rounds.get(session.state.shown or "")
        question = (message.question or {}).get("id")
        clear = session.state.open is None and (shown is None or shown.question != question or message.stage == "ask")
        value: dict[str, Any] = {"stage": message.stage, "question": message.question, "clear": clear}
        if message.agenda is not None:
            value["agenda"] = message.agenda
        await self.put([session.row("fact", key="scene", value=json.dumps(value, ensure_ascii=False))], "scene")

    async def _facts(self, message: SetFacts) -> None:
        session = self.session
        facts = checks.facts({key: value for key, value in message.facts.items() if key not in _LOCKED})
        rows = [session.row("fact", key=k, value=json.dumps(v, ensure_ascii=False)) for k, v in facts.items()]
        await self.put([*rows, *self.entry("facts", facts)], "facts", "scene", "crowd")

    async def _note(self, message: Note) -> None:
        if message.act in _ITS_OWN:
            raise BadMessage("act")
        await self.put(self.entry(message.act[:40], message.payload))

    async def _time(self, message: SetTime) -> None:
        if self.rehearsal is None:
            raise NotAllowed("time")
        self.rehearsal.now = message.now
