"""Talks to the room: one WebSocket in one background thread, verbs that return when the room has answered.

    client = Client(folder)
    client.ask(messages.CloseRound, round="r3")     # the room's value, or its refusal as an error
    client.state                                    # the latest DeskState
    client.on_change(callback)                      # called on the loop that was running when it was given

The connection comes back by itself, also after the room was restarted (its address is read again).
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import logging
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from workshop import errors, texts
from workshop.errors import BadMessage, InputError, NoRoom, WorkshopError
from workshop.messages import LIMITS, DeskState, Done, Hello, Problem, decode_room, encode

log = logging.getLogger("workshop.desk")
PATIENCE = 20.0  # seconds a verb waits for its answer
RETRY = 0.5
Told = Callable[[], None]


class Client:
    """This is the desk's end of the wire. `connected` is False while the room is away."""

    def __init__(self, folder: Path, lang: str = "fr") -> None:
        self.folder, self.lang = folder.resolve(), lang
        self.state: DeskState | None = None
        self.connected = False
        self._ids = itertools.count(1)
        self._waiting: dict[int, Future[Any]] = {}
        self._listeners: dict[int, tuple[Told, asyncio.AbstractEventLoop | None]] = {}
        self._first = threading.Event()
        self._socket: Any = None
        self._over = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="desk", daemon=True)

    def start(self) -> None:
        """Connect; NoRoom if no room of this folder answers."""
        try:
            self.room()
        except NoRoom:
            self._loop.close()
            raise
        self._thread.start()
        if not self._first.wait(PATIENCE) or not self.connected:
            self.stop()
            raise NoRoom(data=str(self.folder))

    def room(self) -> dict[str, Any]:
        """What `room.json` says of the running room; NoRoom if it is not there."""
        try:
            found: dict[str, Any] = json.loads((self.folder / "room.json").read_text("utf-8"))
        except (OSError, ValueError) as cause:
            raise NoRoom(data=str(self.folder)) from cause
        return found

    def ask(self, kind: Any, /, **fields: Any) -> Any:
        """The room's answer to one message; its refusal is raised as the error it is."""
        id = next(self._ids)
        try:
            raw = encode(kind(id=id, **fields))
        except TypeError as cause:  # a word or a value that no message has
            named = re.search(r"'(\w+)'", str(cause))
            said = texts.say("errors.bad_fact", self.lang, fact=named[1] if named else kind.__name__)
            raise InputError(said) from cause
        answer = self._waiting[id] = Future[Any]()
        try:
            self._loop.call_soon_threadsafe(self._send, id, raw)
            return answer.result(PATIENCE)
        except (TimeoutError, RuntimeError) as cause:  # no answer, or hung up already
            raise NoRoom(data=str(self.folder)) from cause
        finally:
            self._waiting.pop(id, None)

    def on_change(self, callback: Told) -> Callable[[], None]:
        """Call back after every change, on the running loop if there is one; what returns ends it."""
        loop = None
        with contextlib.suppress(RuntimeError):  # none is running: a plain script
            loop = asyncio.get_running_loop()
        number = next(self._ids)
        self._listeners[number] = (callback, loop)
        return lambda: void(self._listeners.pop(number, None))

    def stop(self) -> None:
        """Hang up; twice is once."""
        if self._over:
            return
        self._over = True
        with contextlib.suppress(RuntimeError):  # its loop is closed already
            self._loop.call_soon_threadsafe(lambda: [task.cancel() for task in asyncio.all_tasks(self._loop)])
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(5)

    # ---- in the thread -------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._stay())
        self._loop.close()

    async def _stay(self) -> None:
        while not self._over:
            try:
                await self._listen()
            except (OSError, NoRoom, WorkshopError, TimeoutError):
                self._first.set()
            except Exception as problem:  # websockets' own: closed or refused; say so and try again
                if type(problem).__module__.split(".")[0] != "websockets":
                    raise
            finally:
                self._gone()
            await asyncio.sleep(RETRY)

    async def _listen(self) -> None:
        from websockets.asyncio.client import connect

        room = self.room()
        address = room["desk"].replace("http", "ws", 1) + "/"
        async with connect(address, max_size=None, compression=None, proxy=None) as socket:
            await socket.send(encode(Hello(room["secret"], self.lang)).decode())
            async for raw in socket:
                self._hear(decode_room(raw), socket)

    def _hear(self, message: Any, socket: Any) -> None:
        if isinstance(message, DeskState):
            self.state, self._socket, self.connected = message, socket, True
            self._first.set()
            self._tell()
        elif isinstance(message, Done):
            self._settle(message.id, message.value, None)
        elif isinstance(message, Problem):
            self._settle(message.id or 0, None, as_error(message))

    def _settle(self, id: int, value: Any, problem: WorkshopError | None) -> None:
        answer = self._waiting.get(id)
        if answer is None or answer.done():
            return
        if problem:
            answer.set_exception(problem)
        else:
            answer.set_result(value)

    def _send(self, id: int, raw: bytes) -> None:
        if len(raw) > LIMITS["desk_message_bytes"]:
            self._settle(id, None, BadMessage("too_long"))
            return
        if not self.connected:
            self._settle(id, None, NoRoom(data=str(self.folder)))
            return
        self._loop.create_task(self._said(id, raw))

    async def _said(self, id: int, raw: bytes) -> None:
        try:
            await self._socket.send(raw, text=True)
        except Exception:  # the connection broke under our hands: the one who asked must hear of it
            self._settle(id, None, NoRoom(data=str(self.folder)))

    def _gone(self) -> None:
        was, self.connected = self.connected, False
        for id in list(self._waiting):
            self._settle(id, None, NoRoom(data=str(self.folder)))
        if was:
            self._tell()

    def _tell(self) -> None:
        for callback, loop in list(self._listeners.values()):
            if loop is None:
                try:
                    callback()
                except Exception as problem:  # a listener's mistake does not cut the line to the room
                    log.error("a callback failed: %s: %s", type(problem).__name__, problem)
            elif not loop.is_closed():
                loop.call_soon_threadsafe(callback)


def void(_: object) -> None:
    """Nothing."""


def as_error(problem: Problem) -> WorkshopError:
    """The error that the room's refusal stands for, with the room's sentence."""
    kinds = {kind.code: kind for kind in vars(errors).values() if _is_error(kind)}
    error: WorkshopError = kinds.get(problem.code, WorkshopError)()
    error.reasons, error.said = tuple(problem.reasons), problem.message
    error.args = (problem.message,)
    return error


def _is_error(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, WorkshopError) and "code" in vars(kind) and kind.code != "data"
