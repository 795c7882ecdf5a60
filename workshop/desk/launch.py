"""Finding the room of a folder, or starting one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from workshop.errors import NoRoom

STARTED = 30.0  # seconds


def folder(given: str | Path | None) -> Path:
    """The workshop's folder: the argument, else WORKSHOP_DATA, else workshops/current."""
    return Path(given or os.environ.get("WORKSHOP_DATA") or "workshops/current").expanduser().resolve()


def running(data: Path) -> bool:
    """Whether a room of this folder says that it is there."""
    return (data / "room.json").exists()


def start_room(data: Path) -> None:
    """Start a room on its own and wait until it answers; NoRoom with its own sentence if it does not."""
    data.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "workshop",
        "serve",
        "--data",
        str(data),
        "--port",
        os.environ.get("WORKSHOP_PORT", "8000"),
    ]
    room = subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert room.stdout and room.stderr
    if not room.stdout.readline():
        raise NoRoom(room.stderr.read().strip() or str(data), data=str(data))
