"""Who listens: phones, walls and desks, each shown what is theirs; nobody who stops reading holds up the others."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from typing import Any

from starlette.websockets import WebSocket

from workshop.messages import LIMITS, Crowd, DeskState, Invitation, Message, Scene, encode
from workshop.room import views
from workshop.room.session import Session
from workshop.room.throttle import Bucket, talking

log = logging.getLogger("workshop.room")
SLOW = 10.0  # seconds a listener may take for one message
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
        return views.scene(session.state, session.clock, session.monotonic(), self.number)

    def crowd(self) -> Crowd:
        """The counts now."""
        connected = len({listener.who for listener in self.phones if listener.who})
        return views.crowd(self.session.state, connected)

    def desk_state(self) -> DeskState:
        """The latest of everything small, for the desk."""
        state = self.session.state
        people = [
            {"id": p.id, "name": p.name, "role": p.role, "present": p.present, "channel": p.channel}
            for p in state.people.values()
        ]
        roles = [{"id": r.id, "label": dict(r.label), "votes": r.votes} for r in state.roles.values()]
        facts = {**state.facts, "roles": roles}
        return DeskState(self.scene(), self.crowd(), people, facts, self.invitation, self.addresses)

    def changed(self, what: str) -> None:
        """Something changed: push it to those whom it concerns."""
        if what == "scene":
            self.number += 1
            self._push(packed(self.scene()), self.phones, self.walls)
        elif what == "facts":
            self._push(packed(views.welcome(self.session.state)), self.phones, self.walls)
        elif what.startswith("person:"):
            self._push_mine(what[7:])
        elif what.startswith("moved:"):
            for listener in list(self.by.get(what[6:], ())):
                listener.drop(4001)
        if self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(SOON, self._counts)

    def _push(self, text: str, *groups: dict[Listener, None]) -> None:
        for group in groups:
            for listener in list(group):
                listener.send(text)

    def _push_mine(self, who: str) -> None:
        theirs = self.by.get(who, ())
        if len(theirs) > 1:
            text = packed(views.mine(self.session.state, who))
            for listener in list(theirs):
                listener.send(text)

    def _counts(self) -> None:
        self._soon = None
        if self.walls:
            self._push(packed(self.crowd()), self.walls)
        if self.desks:
            self._push(packed(self.desk_state()), self.desks)
