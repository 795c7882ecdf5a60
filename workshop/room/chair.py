"""What the desk may do: open, close and reveal rounds, move the scene, record decisions. Every act is journalled."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import msgspec

from workshop.errors import BadMessage, NotAllowed, RoundNotOpen, RoundOpen, WorkshopError
from workshop.messages import (
    LIMITS,
    AddPerson,
    CloseRound,
    Decide,
    DeskMessage,
    GroupIdeas,
    HandOut,
    Hello,
    Note,
    OpenRound,
    Ping,
    ReadRecord,
    RevealRound,
    SetClock,
    SetFacts,
    SetPresence,
    SetScene,
    SetTime,
    SpeakFor,
)
from workshop.model import STAGES, Decision, Round
from workshop.room import views
from workshop.room.ballots import RULES
from workshop.room.clock import Clock
from workshop.room.journal import ballots_digest, canonical, digest, link
from workshop.room.names import code, token_hash
from workshop.room.rehearsal import Rehearsal
from workshop.room.session import Session
from workshop.room.store import Row

KINDS = ("ideas", "ballot", "estimate", "consent", "consent_list")
_LOCKED = frozenset({"code", "secret", "started_at", "scene", "rehearsal"})


class Chair:
    """This is the facilitator's side of a session; one act at a time."""

    def __init__(self, session: Session, rehearsal: Rehearsal | None = None) -> None:
        self.session, self.rehearsal = session, rehearsal
        self._turn = asyncio.Lock()
        self._verbs: dict[type, Callable[[Any], Coroutine[Any, Any, Any]]] = {
            OpenRound: self._open,
            CloseRound: self._close,
            RevealRound: self._reveal,
            SetClock: self._clock,
            SetScene: self._scene,
            SetFacts: self._facts,
            GroupIdeas: self._group,
            Decide: self._decide,
            SetPresence: self._presence,
            AddPerson: self._add,
            HandOut: self._hand_out,
            Note: self._note,
            SetTime: self._time,
        }

    async def told(self, message: DeskMessage) -> Any:
        """The answer to a desk message; a WorkshopError says why not."""
        if isinstance(message, ReadRecord):
            return views.record(self.session.state, message.question)
        if isinstance(message, SpeakFor):
            if message.participant not in self.session.state.people:
                raise NotAllowed("participant")
            return await self.session.said(message.participant, message.what, "desk")
        if isinstance(message, Hello | Ping):
            return None
        async with self._turn:
            return await self._verbs[type(message)](message)

    # ---- the journal ---------------------------------------------------------------------------

    def _entry(self, act: str, payload: dict[str, Any]) -> list[Row]:
        """The two rows of a journal entry: the link of the chain, and what it commits to."""
        session = self.session
        salt = session.chance(16)
        committed = digest(payload, salt)
        name, row = session.row("journal", act=act, digest=committed)
        row["hash"] = link(session.state.head, seq=row["seq"], at=row["at"], act=act, digest=committed)
        body = {key: row[key] for key in ("workshop", "seq", "at")}
        return [(name, row), ("payload", {**body, "salt": salt.hex(), "body": canonical(payload)})]

    async def _put(self, rows: Iterable[Row], *changed: str) -> None:
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
        _fit(message, spec, id)
        entry = self._entry("open", {"round": id, **spec})
        row = session.row("round", id=id, spec=json.dumps(spec, ensure_ascii=False))
        stage = {"ideas": "collect"}.get(message.kind, "vote")
        scene = session.row("fact", key="scene", value=json.dumps({"stage": stage, "clear": False}))
        await session.writer.put(row, scene, *entry)
        session.clock = Clock(message.minutes * 60, session.monotonic()) if message.minutes else None
        session.changed("scene")
        return self._round(id)

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
            cast = state.ballots.get(id, {})
            found = ballots_digest((who, ballot.choice) for who, ballot in cast.items())
            ideas = sum(i.round == id and not i.withdrawn for i in state.ideas.values())
            detail = {
                "present": present,
                "entitled": entitled,
                "ballots": len(cast),
                "changed": state.cast[id] - len(cast),
                "ideas": ideas,
                "digest": found,
                "by": by,
            }
            entry = self._entry("close", {"round": id, **detail})
            await session.writer.put(session.row("turn", round=id, state="closed", detail=json.dumps(detail)), *entry)
        finally:
            session.closing.discard(id)
        session.clock = None
        session.changed("scene")
        return self._round(id)

    async def close_if_over(self) -> None:
        """Close the open round if it was to close by itself and its time is over."""
        async with self._turn:
            round, clock = self.session.state.open, self.session.clock
            if round and clock and round.close_by_itself and clock.remaining(self.session.monotonic()) <= 0:
                await self.close(round.id, "clock")

    async def _reveal(self, message: RevealRound) -> dict[str, Any]:
        session = self.session
        round = session.state.rounds.get(message.round)
        if round is None or round.state == "open":
            raise RoundNotOpen(message.round)
        detail = {"finding": message.finding, "chart": message.chart}
        turn = session.row("turn", round=round.id, state="revealed", detail=json.dumps(detail, ensure_ascii=False))
        stage = "group" if round.kind == "ideas" else "discuss"
        scene = session.row("fact", key="scene", value=json.dumps({"stage": stage, "clear": False}))
        entry = self._entry("reveal", {"round": round.id, "finding": message.finding})
        await self._put([turn, scene, *entry], "scene")
        return self._round(round.id)

    async def _clock(self, message: SetClock) -> float | None:
        session, state = self.session, self.session.state
        if state.open is None or message.round not in ("", state.open.id):
            raise RoundNotOpen(message.round)
        now = session.monotonic()
        clock = session.clock or Clock(0.0, now)
        if math.isfinite(message.add) and abs(message.add) <= 86_400:
            clock.add(message.add)
        if message.paused is not None:
            clock.pause(message.paused, now)
        session.clock = clock
        await session.writer.put(self.clock_row())
        session.changed("scene")
        return clock.remaining(now)

    def clock_row(self) -> Row:
        """The clock of the open round as it stands, for a restart."""
        session, clock, round = self.session, self.session.clock, self.session.state.open
        assert clock and round
        detail = {"left": clock.remaining(session.monotonic()), "paused": clock.since is None}
        return session.row("turn", round=round.id, state="clock", detail=json.dumps(detail))

    def _round(self, id: str) -> dict[str, Any]:
        found: dict[str, Any] = msgspec.to_builtins(self.session.state.rounds[id])
        return found

    # ---- everything else -----------------------------------------------------------------------

    async def _scene(self, message: SetScene) -> None:
        session = self.session
        if message.stage not in STAGES:
            raise BadMessage("stage")
        shown = session.state.rounds.get(session.state.shown or "")
        question = (message.question or {}).get("id")
        clear = session.state.open is None and (shown is None or shown.question != question or message.stage == "ask")
        value: dict[str, Any] = {"stage": message.stage, "question": message.question, "clear": clear}
        if message.agenda is not None:
            value["agenda"] = message.agenda
        await self._put([session.row("fact", key="scene", value=json.dumps(value, ensure_ascii=False))], "scene")

    async def _facts(self, message: SetFacts) -> None:
        session = self.session
        facts = {key: value for key, value in message.facts.items() if key not in _LOCKED}
        rows = [session.row("fact", key=k, value=json.dumps(v, ensure_ascii=False)) for k, v in facts.items()]
        await self._put([*rows, *self._entry("facts", facts)], "facts", "scene", "crowd")

    async def _group(self, message: GroupIdeas) -> None:
        session, state = self.session, self.session.state
        unknown = [id for id in message.themes if id not in state.ideas]
        if unknown:
            raise NotAllowed(f"idea {unknown[0][:40]}")
        rows = [session.row("theme", idea=id, theme=theme) for id, theme in message.themes.items()]
        await self._put([*rows, *self._entry("group", {"round": message.round, "themes": message.themes})], "crowd")

    async def _decide(self, message: Decide) -> dict[str, Any]:
        session, state = self.session, self.session.state
        id = f"d{len(state.decisions) + 1}"
        earlier = [d for d in state.decisions if d.question == message.decision.get("question")]
        body = {**message.decision, "supersedes": earlier[-1].id if earlier else None}
        try:
            msgspec.convert({**body, "id": id, "at": session.now()}, Decision)
        except msgspec.ValidationError as cause:
            raise BadMessage(str(cause)[:200]) from cause
        rows = [session.row("decision", id=id, body=json.dumps(body, ensure_ascii=False))]
        moves = state.scene["stage"] != "decide"
        if moves:
            rows.append(session.row("fact", key="scene", value=json.dumps({"stage": "decide"})))
        await self._put([*rows, *self._entry("decide", {"decision": id, **body})], "scene" if moves else "crowd")
        decided: dict[str, Any] = msgspec.to_builtins(state.decisions[-1])
        return decided

    async def _presence(self, message: SetPresence) -> None:
        self._known(message.participant)
        row = self.session.row("presence", participant=message.participant, present=message.present, by="facilitator")
        payload = {"participant": message.participant, "present": message.present}
        await self._put([row, *self._entry("presence", payload)], "crowd")

    async def _add(self, message: AddPerson) -> str:
        who, _ = await self.session.admit(message.name, message.role, message.lang, "desk")
        await self._put(self._entry("add_person", {"participant": who}), "crowd")
        return who

    async def _hand_out(self, message: HandOut) -> str:
        self._known(message.participant)
        handed = code(self.session.chance, 8)
        row = self.session.row("token", participant=message.participant, hash=token_hash(handed), kind="handout")
        await self._put([row, *self._entry("hand_out", {"participant": message.participant})])
        return handed

    async def _note(self, message: Note) -> None:
        await self._put(self._entry(message.act[:40], message.payload))

    async def _time(self, message: SetTime) -> None:
        if self.rehearsal is None:
            raise NotAllowed("time")
        self.rehearsal.now = message.now

    def _known(self, who: str) -> None:
        if who not in self.session.state.people:
            raise NotAllowed("participant")


def _fit(message: OpenRound, spec: dict[str, Any], id: str) -> None:
    """Refuse a round that phones could not show: its kind, rule, options and numbers."""
    faults: list[str] = []
    ids = [option.get("id") for option in message.options]
    if message.kind not in KINDS or (message.kind == "ballot" and message.rule not in RULES):
        faults.append("unknown_rule")
    if len(ids) > LIMITS["options"] or (message.kind in ("ballot", "consent_list") and not ids):
        faults.append("options")
    if len(set(map(str, ids))) != len(ids) or not all(isinstance(i, str) and i for i in ids):
        faults.append("twice")
    if any(not str(text).strip() for option in message.options for text in option.get("label", {"": ""}).values()):
        faults.append("empty")
    if message.proposal is not None and message.proposal not in ids:
        faults.append("unknown_option")
    if message.minutes is not None and not 0 < message.minutes <= 1440:
        faults.append("minutes")
    if message.threshold is not None and not 0 < message.threshold <= 1:
        faults.append("threshold")
    try:
        msgspec.convert({**spec, "id": id}, Round)
    except (msgspec.ValidationError, WorkshopError) as cause:
        faults.append(str(cause)[:120])
    if faults:
        raise BadMessage(", ".join(faults))
