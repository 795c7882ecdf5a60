"""Who listens: phones, walls and desks, each shown what is theirs; nobody who stops reading holds up the others."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from typing import Any

import msgspec
from starlette.websockets import WebSocket

from workshop.messages import LIMITS, Crowd, DeskState, Invitation, Message, Scene, encode
from workshop.room import attendance, fates, tables, views
from workshop.room.session import Session
from workshop.room.throttle import Bucket, talking

log = logging.getLogger("workshop.room")
SLOW = 10.0  # seconds a listener may take for one message
WAITING = 100  # requests shown to the desk at once, the latest
SOON = 0.25  # seconds between two counts shown to walls and desks


def packed(message: Message) -> str:
    """The message as it goes over the wire."""
    return encode(message).decode()


class Listener:
    """This is one socket. `who` is a participant once joined."""

    __slots__ = ("_gone", "_most", "_queue", "_queued", "_reader", "_task", "socket", "who")

    def __init__(self, socket: WebSocket, most: int = LIMITS["queued_bytes"]) -> None:
        self.socket, self.who, self._most = socket, "", most
        self._queue: deque[str] = deque()
        self._queued = 0
        self._task: asyncio.Task[None] | None = None
        self._reader = asyncio.current_task()
        self._gone = False

    def send(self, text: str) -> None:
        """Send when the socket takes it; a listener that does not read is let go."""
        if self._gone:
            return
        self._queue.append(text)
        self._queued += len(text)
        if self._queued > self._most:
            self.drop()
        elif self._task is None:
            self._task = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        try:
            while self._queue:
                text = self._queue.popleft()
                async with asyncio.timeout(SLOW):
                    await self.socket.send_text(text)
                self._queued -= len(text)
        except Exception as problem:  # the socket is gone or stuck
            log.debug("a listener was let go: %s", type(problem).__name__)
            self.drop()
        finally:
            self._task = None

    def drop(self, code: int = 1013) -> None:
        """Let go: say so if the socket takes it, stop hearing, keep nothing for it."""
        if not self._gone:
            self._gone = True
            self.who = ""
            self._queue.clear()
            _keep(asyncio.create_task(self._close(code)))

    async def _close(self, code: int) -> None:
        try:
            async with asyncio.timeout(1):
                await self.socket.close(code)
        except Exception as problem:
            log.debug("closing a listener: %s", type(problem).__name__)
            if self._reader:
                self._reader.cancel("let go")


_tasks: set[asyncio.Task[Any]] = set()


def _keep(task: asyncio.Task[Any]) -> None:
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


class Hub:
    """This pushes what changed: the scene at once, counts a few times a second."""

    def __init__(self) -> None:
        self.phones: dict[Listener, None] = {}
        self.walls: dict[Listener, None] = {}
        self.desks: dict[Listener, None] = {}
        self.buckets: dict[str, Bucket] = defaultdict(talking)  # one a participant, however many sockets
        self.by: dict[str, dict[Listener, None]] = defaultdict(dict)  # the sockets of each participant
        self.number = 0
        self.invitation = Invitation("", "", {})
        self.addresses: list[str] = []
        self._session: Session | None = None
        self._speaker: str | None = None
        self._soon: asyncio.TimerHandle | None = None

    def know(self, listener: Listener, who: str) -> None:
        """This listener is that participant from now on."""
        listener.who = who
        self.by[who][listener] = None

    def leave(self, listener: Listener, who: str) -> None:
        """This listener is gone."""
        self.by[who].pop(listener, None)
        if not self.by[who]:
            del self.by[who]

    def attend(self, session: Session) -> None:
        """Show this session from now on."""
        self._session = session

    @property
    def session(self) -> Session:
        """The session shown."""
        assert self._session is not None
        return self._session

    def scene(self) -> Scene:
        """What everybody sees now."""
        session = self.session
        shown = views.scene(session.state, session.clock, session.monotonic(), self.number)
        return msgspec.structs.replace(shown, at=session.now())

    def crowd(self) -> Crowd:
        """The counts now."""
        connected = len({listener.who for listener in self.phones if listener.who})
        return views.crowd(self.session.state, connected)

    def desk_state(self) -> DeskState:
        """The latest of everything small, for the desk."""
        state = self.session.state
        roles = [{"id": r.id, "label": dict(r.label), "votes": r.votes} for r in state.roles.values()]
        facts = {**state.facts, "roles": roles}
        matters = [
            {"id": m.id, "text": m.text, "lang": m.lang, "at": m.at, "state": m.state}
            for m in state.matters.values()
            if m.state in ("waiting", "taken")
        ][-WAITING:]
        counted = dict(state.hands.get(state.open.id, {})) if state.open else {}
        now, people = (self.scene(), self.crowd()), attendance.people(state)
        return DeskState(*now, people, facts, self.invitation, self.addresses, matters, counted)

    def changed(self, what: str) -> None:
        """Something changed: push it to those whom it concerns."""
        if what in ("scene", "step"):
            self._push_scene()
            if what == "step":  # with whom one works, and on which sheet, is for each phone alone
                for who in list(self.by):
                    self._push_mine(who, 1)
        elif what == "facts":
            self._push(packed(views.welcome(self.session.state)), self.phones, self.walls)
        elif what.startswith("person:"):
            self._push_mine(what[7:], 2)
        elif what.startswith("mine:"):
            self._push_mine(what[5:], 1)
        elif what.startswith("fates:"):
            who = what[6:]
            self._push(packed(fates.told(self.session.state, who)), self.by.get(who, {}))
        elif what.startswith("moved:"):
            for listener in list(self.by.get(what[6:], ())):
                listener.drop(4001)
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(SOON, self._counts)

    def _push(self, text: str, *groups: dict[Listener, None]) -> None:
        for group in groups:
            for listener in list(group):
                listener.send(text)

    def _push_scene(self) -> None:
        """Show the scene, and to those between whom the turn passes that it did."""
        self.number += 1
        self._push(packed(self.scene()), self.phones, self.walls)
        before, self._speaker = self._speaker, self._speaking()
        turned = {before, self._speaker} - {None} if before != self._speaker else set()
        for who in turned | (views.concerned(self.session.state) & self.by.keys()):
            self._push_mine(str(who), 1)

    def _speaking(self) -> str | None:
        """Whose turn it is to read an idea out."""
        open = self.session.state.open
        return tables.speaker(self.session.state, open.id) if open else None

    def _push_mine(self, who: str, least: int) -> None:
        """Show somebody what is theirs, if they have at least so many sockets."""
        theirs = self.by.get(who, {})
        if len(theirs) >= least:
            self._push(packed(views.mine(self.session.state, who)), theirs)

    def _counts(self) -> None:
        self._soon = None
        if self._speaking() != self._speaker:  # whose turn it was has left
            self._push_scene()
        if self.walls:
            self._push(packed(self.crowd()), self.walls)
        if self.desks:
            self._push(packed(self.desk_state()), self.desks)
