"""A real room for a test: its own process, its own data folder, any port."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# The same command, its imports done before it is wanted: a test does not wait for Python to load.
LOADED = """
import json, sys
import workshop.room
from workshop import agenda, texts
from workshop.cli import main
agenda.load(), texts.table()
sys.exit(main(json.loads(sys.stdin.readline() or "[]")))
"""
OWN = {key: value for key, value in os.environ.items() if not key.startswith("WORKSHOP")}


class Spare:
    """This keeps one process loaded ahead."""

    def __init__(self) -> None:
        self._next: subprocess.Popen[str] | None = None
        atexit.register(self.close)

    def take(self, arguments: list[str]) -> subprocess.Popen[str]:
        """The loaded process, told what to do."""
        process = self._next if self._next and self._next.poll() is None else start([sys.executable, "-c", LOADED])
        self._next = None
        assert process.stdin
        process.stdin.write(json.dumps(arguments) + "\n")
        process.stdin.flush()
        return process

    def load(self) -> None:
        """Have one ready for the next test."""
        self._next = self._next or start([sys.executable, "-c", LOADED])

    def close(self) -> None:
        if self._next:
            self._next.kill()
            self._next.communicate()


def start(command: list[str]) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=OWN, cwd=ROOT)


SPARE = Spare()


class Room:
    """This is `python -m workshop serve` on `data`; `kill` and `open` again as often as a test likes.

    With `cold` it is that very command, else a process that has loaded what the command loads.
    """

    def __init__(self, data: Path, lang: str = "fr", cold: bool = False) -> None:
        self.data, self.lang, self.port, self.cold = data, lang, 0, cold
        self.said: dict[str, Any] = {}
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """The phones' address, ending in a slash."""
        return str(self.said["phones"])

    @property
    def code(self) -> str:
        return str(self.said["code"])

    @property
    def kept(self) -> dict[str, Any]:
        """`room.json`: the desk's address and secret, the QR's address."""
        return dict(json.loads((self.data / "room.json").read_text("utf-8")))

    def open(self, port: int | None = None) -> Room:
        """Start it (again: on the port it had) and wait until both ports accept."""
        words = ["serve", "--lang", self.lang, "--data", str(self.data), "--host", "127.0.0.1"]
        words += ["--port", str(self.port if port is None else port)]
        self.process = start([sys.executable, "-m", "workshop", *words]) if self.cold else SPARE.take(words)
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise RuntimeError(f"the room ended with {self.process.returncode}: {self.process.communicate()[1]}")
        self.said = json.loads(line)
        self.port = int(self.url.rstrip("/").rsplit(":", 1)[1])
        SPARE.load()
        return self

    def kill(self) -> None:
        """Without a word, as when the battery dies."""
        self._end(signal.SIGKILL)

    def close(self) -> int:
        """As Ctrl-C does it; the exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.communicate(timeout=20)
        return self.process.returncode


@contextmanager
def open_room(data: Path, lang: str = "fr", port: int = 0, cold: bool = False) -> Iterator[Room]:
    """A room until the end of the `with`, whatever happened in it."""
    room = Room(data, lang, cold)
    try:
        yield room.open(port)
    finally:
        room.kill()
