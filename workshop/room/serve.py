"""The process: two ports, one writer, one data folder."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import itertools
import json
import logging
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import uvicorn

from workshop import agenda
from workshop.errors import InputError, PortBusy, WorkshopError
from workshop.messages import LIMITS, Invitation
from workshop.room import desk_port, network, phones
from workshop.room.audit import folded
from workshop.room.chair import Chair
from workshop.room.clock import resumed
from workshop.room.hub import Hub
from workshop.room.lock import FolderLock
from workshop.room.names import code
from workshop.room.rehearsal import Rehearsal
from workshop.room.session import Session
from workshop.room.state import State
from workshop.room.store import SCHEMA, Row, Store
from workshop.room.writer import Writer

log = logging.getLogger("workshop.room")
TICK = 0.2  # seconds between two looks at the clock
BEAT = 50  # ticks between two notes of it on the disk


def serve(
    data: Path,
    host: str,
    port: int,
    ready: Callable[[Mapping[str, Any]], None],
    rehearsal: Rehearsal | None = None,
) -> None:
    """Run the room of `data` until SIGTERM or SIGINT; `ready` hears the addresses when both ports accept.

    With `rehearsal`, time and chance are its own and every document says that it was one.
    """
    lock = FolderLock(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock.take()
    except OSError as cause:
        raise InputError(f"{data}: {cause.strerror or cause}") from cause
    try:
        _raise_files()
        asyncio.run(_Room(data, host, port, rehearsal).run(ready))
    finally:
        lock.release()


class _Room:
    def __init__(self, data: Path, host: str, port: int, rehearsal: Rehearsal | None) -> None:
        self.data, self.host, self.rehearsal = data.resolve(), host, rehearsal
        self.listening = _bound(host, port)
        self.desk = _bound("127.0.0.1", 0)
        self.store = Store(f"sqlite:///{self.data / 'workshop.db'}")
        self.secret = secrets.token_hex(32)

    async def run(self, ready: Callable[[Mapping[str, Any]], None]) -> None:
        self.store.open(self._folded)
        hub, session, chair = self._assembled()
        session.writer.start()
        if not session.state.workshop:
            await founded(session, self.rehearsal is not None)
        if round := session.state.open:
            session.clock = resumed(round.minutes, session.state.clocks.get(round.id), session.monotonic())
        wall_key = hashlib.sha256(f"wall {session.state.secret}".encode()).hexdigest()[:32]
        found = self._addresses(hub, session, wall_key)
        servers = [
            _server(phones.application(hub, wall_key), LIMITS["message_bytes"]),
            _server(desk_port.application(hub, chair, self.secret), LIMITS["desk_message_bytes"]),
        ]
        ticking = asyncio.create_task(_tick(chair))
        started = asyncio.create_task(self._announce(servers, found, ready))
        try:
            with _signals(servers):
                await asyncio.gather(servers[0].serve([self.listening]), servers[1].serve([self.desk]))
        finally:
            for task in (ticking, started):
                task.cancel()
            with contextlib.suppress(WorkshopError):
                await chair.note_clock()
            (self.data / "room.json").unlink(missing_ok=True)
            await session.writer.stop()
            self.store.close()

    def _assembled(self) -> tuple[Hub, Session, Chair]:
        hub, state = Hub(), self._folded(self.store.read())
        played = self.rehearsal
        session = Session(
            state,
            Writer(self.store, state.apply),
            now=(lambda: played.now) if played else time.time,
            monotonic=(lambda: played.now) if played else time.monotonic,
            chance=played.chance if played else secrets.token_bytes,
            changed=hub.changed,
        )
        hub.attend(session)
        return hub, session, Chair(session, played)

    def _folded(self, rows: Iterable[Row]) -> State:
        return folded(rows, agenda.load().roles, self.store.file)

    def _addresses(self, hub: Hub, session: Session, wall_key: str) -> dict[str, Any]:
        port = self.listening.getsockname()[1]
        hosts = network.addresses() if self.host in ("0.0.0.0", "::", "") else [self.host]  # noqa: S104
        urls = [f"http://{host}:{port}/" for host in hosts]
        hub.addresses = urls
        state = session.state
        join = f"{urls[0]}#s={state.secret}"
        hub.invitation = Invitation(urls[0], state.code, network.qr(join))
        desk = f"http://127.0.0.1:{self.desk.getsockname()[1]}"
        return {
            "phones": urls[0],
            "wall": f"{urls[0]}wall",
            "desk": desk,
            "code": state.code,
            "data": str(self.data),
            "pid": os.getpid(),
            "addresses": urls,
            "join": join,
            "wall_key": wall_key,
        }

    async def _announce(
        self, servers: list[uvicorn.Server], found: dict[str, Any], ready: Callable[[Mapping[str, Any]], None]
    ) -> None:
        while not all(server.started for server in servers):
            await asyncio.sleep(0.01)
        private = {**found, "secret": self.secret}
        _private(self.data / "room.json", json.dumps(private))
        ready({key: found[key] for key in found if key not in ("join", "wall_key")})


async def founded(session: Session, rehearsal: bool) -> None:
    """Make the workshop: its id, join code and QR secret; a rehearsal stays one for ever."""
    state = session.state
    state.workshop = "w" + session.chance(6).hex()
    row = session.row("workshop", code=code(session.chance), secret=session.chance(16).hex(), schema=SCHEMA)
    await session.writer.put(row, session.row("fact", key="rehearsal", value=json.dumps(rehearsal)))


async def _tick(chair: Chair) -> None:
    """Close what is to close by itself, note the clock so that a restart stops it, notice when time was set."""
    for beat in itertools.count(1):
        await asyncio.sleep(TICK)
        try:
            await chair.close_if_over()
            if beat % BEAT == 0:
                await chair.note_clock()
                await chair.notice_time()
        except WorkshopError as error:  # a full disk may have room at the next tick
            log.warning("the clock waits: %s", error.code)


def _server(app: Any, most: int) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=most,
        ws_per_message_deflate=False,
        ws_ping_interval=20,
        ws_ping_timeout=30,
        backlog=4096,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    logging.getLogger("uvicorn.error").addFilter(_unspoken)
    server = uvicorn.Server(config)
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]
    return server


def _unspoken(record: logging.LogRecord) -> bool:
    """What phones send is not our error, and is not logged."""
    return not record.getMessage().startswith("Invalid UTF-8")


@contextlib.contextmanager
def _signals(servers: list[uvicorn.Server]) -> Iterator[None]:
    """SIGTERM, SIGINT and, on Windows, Ctrl-Break end both servers."""

    def stop(*_: object) -> None:
        for server in servers:
            server.should_exit = True

    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, name)]
    previous = {number: signal.signal(number, stop) for number in ends}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _bound(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # who stopped reading does not hold memory for a quarter hour
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 30_000)
    try:
        listening.bind((host, port))
        listening.listen(4096)
    except (OSError, OverflowError) as cause:
        listening.close()
        raise _unbound(host, port, cause) from cause
    listening.set_inheritable(False)
    return listening


def _unbound(host: str, port: int, cause: Exception) -> WorkshopError:
    """Why nobody can listen there, naming who holds the port where the system tells."""
    if isinstance(cause, PermissionError):
        return InputError(f"--port {port}", text="errors.port_kept", port=port)
    if isinstance(cause, OSError) and cause.errno == errno.EADDRINUSE:
        name, pid = network.holder(port) or ("", 0)
        text = "errors.port_held" if name else "errors.port_busy"
        return PortBusy(text=text, port=port, name=name, pid=pid, other=network.free_port(port + 1))
    return InputError(f"{host}:{port}: {getattr(cause, 'strerror', None) or cause}")


def _private(path: Path, text: str) -> None:
    """Write a file only its owner can read, whole or not at all."""
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    new.replace(path)


def _raise_files() -> None:
    """Allow as many open sockets as the system lets us."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
