"""Finding the room of a folder, or starting one."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from workshop.errors import NoRoom


def folder(given: str | Path | None) -> Path:
    """The workshop's folder: the argument, else WORKSHOP_DATA, else workshops/current."""
    return Path(given or os.environ.get("WORKSHOP_DATA") or "workshops/current").expanduser().resolve()


def running(data: Path) -> bool:
    """Whether the room that `room.json` speaks of answers; a killed one leaves the file behind."""
    try:
        address = urlsplit(json.loads((data / "room.json").read_text("utf-8"))["desk"])
        with socket.create_connection((address.hostname, address.port), timeout=1):
            return True
    except (OSError, ValueError, KeyError):
        return False


def start_room(data: Path, *, port: str = "", host: str = "0.0.0.0") -> subprocess.Popen[str]:  # noqa: S104
    """Start a room on its own and wait until it answers; NoRoom with its own sentence if it does not."""
    data.mkdir(parents=True, exist_ok=True)
    port = port or os.environ.get("WORKSHOP_PORT", "8000")
    command = [sys.executable, "-m", "workshop", "serve", "--data", str(data), "--host", host, "--port", port]
    with open(data / "room.log", "w+", encoding="utf-8") as log:  # a file: a full pipe would stop the room
        room = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
    if not (room.stdout and room.stdout.readline()):
        room.communicate()
        said = (data / "room.log").read_text("utf-8").strip()
        problem = NoRoom(said, data=str(data))
        problem.said = said
        raise problem
    return room


@contextmanager
def borrowed(data: Path) -> Iterator[None]:
    """The folder's room for a while: the running one, or one that nobody else can reach and that ends with us."""
    if running(data):
        yield
        return
    room = start_room(data, port="0", host="127.0.0.1")
    try:
        yield
    finally:
        room.terminate()
        room.communicate()
