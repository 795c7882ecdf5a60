"""A real room for a test: its own process, its own data folder, any port."""

from __future__ import annotations

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
OWN = {key: value for key, value in os.environ.items() if not key.startswith("WORKSHOP")}


class Room:
    """This is `python -m workshop serve` on `data`; `kill` and `open` again as often as a test likes."""

    def __init__(self, data: Path, lang: str = "fr") -> None:
        self.data, self.lang, self.port = data, lang, 0
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
        command = [sys.executable, "-m", "workshop", "serve", "--lang", self.lang, "--data", str(self.data)]
        command += ["--host", "127.0.0.1", "--port", str(self.port if port is None else port)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=OWN, cwd=ROOT
        )
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise RuntimeError(f"the room ended with {self.process.returncode}: {self.process.communicate()[1]}")
        self.said = json.loads(line)
        self.port = int(self.url.rstrip("/").rsplit(":", 1)[1])
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
def open_room(data: Path, lang: str = "fr", port: int = 0) -> Iterator[Room]:
    """A room until the end of the `with`, whatever happened in it."""
    room = Room(data, lang)
    try:
        yield room.open(port)
    finally:
        room.kill()
