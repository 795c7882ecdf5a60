"""One room a data folder: the lock file says who holds it, by name and process."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from typing import IO

from workshop.errors import Locked


class FolderLock:
    """This holds `room.lock` for as long as the process lives; Locked names the other holder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "room.lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take it, or raise Locked."""
        file = open(self._path, "a+", encoding="utf-8")  # noqa: SIM115 - held open on purpose
        try:
            _lock(file)
        except OSError as cause:
            file.seek(0)
            holder = _read(file.read())
            file.close()
            raise Locked(name=holder.get("name", "?"), pid=holder.get("pid", "?")) from cause
        file.truncate(0)
        name = f"{self._path.parent.name} ({platform.node() or 'localhost'})"
        file.write(json.dumps({"name": name, "pid": os.getpid()}))
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go."""
        if self._file:
            self._file.close()
            self._file = None


def _read(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _lock(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(1 << 30)  # a byte far behind the text, so that others can read who holds it
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
