"""This runs the room and JupyterLab of one data folder: started together, watched, stopped in order."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from workshop.starter import lab
from workshop.starter.install import HERE, PYTHON
from workshop.starter.machine import free_port
from workshop.starter.notebooks import copy_notebooks, sign
from workshop.starter.words import Halt, Passed, tell

LAB_PATIENCE, STOP_PATIENCE = 90.0, 10.0
CRASHES, CRASHES_WITHIN = 5, 60.0


class House:
    """This is one running workshop; `stop` leaves nothing behind, however far `start` came."""

    def __init__(self, data: Path, port: int, lang: str) -> None:
        self.data, self.port, self.lang = data, port, lang
        self.token, self.lab_port = secrets.token_hex(16), free_port()
        self.env = lab.environment(data, self.token, lang)
        self.logs = {name: data / ".jupyter" / f"{name}.log" for name in ("lab", "room")}
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.crashes: list[float] = []

    def start(self) -> dict[str, Any]:
        """Start both at once; what the room said about itself, when both answer."""
        for log in self.logs.values():
            log.unlink(missing_ok=True)
        notebooks = self.data / "notebooks"
        copied, kept = copy_notebooks(HERE / "notebooks" / self.lang, notebooks)
        if kept:
            tell("kept", self.lang, names=", ".join(kept))
        lab.write_settings(self.lang)
        lab.add_extension()
        self._open_room()
        self._open("lab", lab.command(notebooks, self.lab_port))
        sign(copied, self.env)
        said = self._hear_room()
        self._await_lab()
        return said

    @property
    def page(self) -> str:
        first = lab.first_page(self.data / "notebooks")
        return f"http://127.0.0.1:{self.lab_port}{first}?reset&token={self.token}"

    def watch(self) -> None:
        """Stay until Ctrl-C; bring a fallen room back, for its data are safe."""
        while True:
            time.sleep(0.3)
            if self._fallen("lab"):
                raise Halt("lab_died", 1, path=self.logs["lab"])
            if self._fallen("room"):
                self._reopen_room()

    def stop(self) -> None:
        for name in ("lab", "room"):
            if name in self.children:
                end(self.children[name])

    def _open(self, name: str, command: list[str], out: int | None = None) -> None:
        self.children[name] = child(command, self.env, self.logs[name], out)

    def _fallen(self, name: str) -> bool:
        return self.children[name].poll() is not None

    def _open_room(self) -> None:
        command = [str(PYTHON), "-m", "workshop", "serve", "--lang", self.lang]
        command += ["--data", str(self.data), "--port", str(self.port)]
        self._open("room", command, subprocess.PIPE)

    def _hear_room(self) -> dict[str, Any]:
        """What the room prints when its ports accept, and what it keeps for us; its own sentence if it ends."""
        room = self.children["room"]
        line = room.stdout.readline() if room.stdout else b""
        if line:
            return {**json.loads(line), **json.loads((self.data / "room.json").read_text("utf-8"))}
        code, words = room.wait(), self.logs["room"].read_text("utf-8", "replace").strip()
        raise Passed(words.splitlines()[-1] if words else f"room: {code}", code if code in (2, 3) else 1)

    def _reopen_room(self) -> None:
        now = time.monotonic()
        self.crashes = [at for at in self.crashes if at > now - CRASHES_WITHIN] + [now]
        if len(self.crashes) > CRASHES:
            raise Halt("room_died", 1, path=self.logs["room"])
        self._open_room()
        self._hear_room()
        tell("room_back", self.lang)

    def _await_lab(self) -> None:
        limit = time.monotonic() + LAB_PATIENCE
        while not lab.answers(self.lab_port, self.token):
            if self._fallen("lab") or time.monotonic() > limit:
                raise Halt("lab_slow", 1, path=self.logs["lab"])
            time.sleep(0.05)


def child(command: list[str], env: dict[str, str], log: Path, out: int | None) -> subprocess.Popen[bytes]:
    """A process in a group of its own, so that Ctrl-C reaches only us and we end it in order."""
    with open(log, "ab") as said:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said if out is None else out,
            stderr=said,
            env=env,
            cwd=HERE,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # Windows
            start_new_session=sys.platform != "win32",
        )


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a child to stop; after a while, make it and its group."""
    if process.poll() is not None:
        return
    process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))
    try:
        process.wait(STOP_PATIENCE)
    except subprocess.TimeoutExpired:
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True)
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
