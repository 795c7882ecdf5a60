"""This runs the room and JupyterLab of one data folder: started together, watched, stopped in order."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import time
from pathlib import Path

from starter import lab
from starter.install import HERE, PYTHON
from starter.machine import free_port
from starter.notebooks import copy_notebooks, sign
from starter.words import Halt, Passed, tell

LAB_PATIENCE, STOP_PATIENCE = 90.0, 10.0
CRASHES, CRASHES_WITHIN = 5, 60.0


class House:
    """This is one running workshop; `stop` leaves nothing behind, however far `start` came."""

    def __init__(self, data: Path, port: int, lang: str) -> None:
        self.data, self.port, self.lang = data, port, lang
        self.token, self.lab_port = secrets.token_hex(16), free_port()
        self.env = lab.environment(data, self.token, lang)
        self.logs = {name: data / ".jupyter" / f"{name}.log" for name in ("lab", "room")}
        self.room: subprocess.Popen | None = None
        self.lab: subprocess.Popen | None = None
        self.crashes: list = []

    def start(self) -> dict:
        """Start both at once; what the room said about itself, when both answer."""
        for log in self.logs.values():
            log.unlink(missing_ok=True)
        notebooks = self.data / "notebooks"
        copied, kept = copy_notebooks(HERE / "notebooks" / self.lang, notebooks)
        if kept:
            tell("kept", self.lang, names=", ".join(kept))
        lab.write_settings(self.lang)
        self._open_room()
        self.lab = child(lab.command(notebooks, self.lab_port), self.env, self.logs["lab"])
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
            if self.lab.poll() is not None:
                raise Halt("lab_died", 1, path=self.logs["lab"])
            if self.room.poll() is not None:
                self._reopen_room()

    def stop(self) -> None:
        end(self.lab)
        end(self.room)

    def _open_room(self) -> None:
        command = [str(PYTHON), "-m", "workshop", "serve", "--lang", self.lang]
        command += ["--data", str(self.data), "--port", str(self.port)]
        self.room = child(command, self.env, self.logs["room"], stdout=subprocess.PIPE)

    def _hear_room(self) -> dict:
        """What the room prints when its ports accept, and what it keeps for us; its own sentence if it ends."""
        line = self.room.stdout.readline()
        if line:
            return {**json.loads(line), **json.loads((self.data / "room.json").read_text("utf-8"))}
        code, words = self.room.wait(), self.logs["room"].read_text("utf-8", "replace").strip()
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
            if self.lab.poll() is not None or time.monotonic() > limit:
                raise Halt("lab_slow", 1, path=self.logs["lab"])
            time.sleep(0.05)


def child(command: list, env: dict, log: Path, **streams: object) -> subprocess.Popen:
    """A process in a group of its own, so that Ctrl-C reaches only us and we end it in order."""
    group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {}
    with open(log, "ab") as out:
        told = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": out, **group, **streams}
        return subprocess.Popen(command, env=env, cwd=HERE, start_new_session=os.name != "nt", **told)


def end(process: subprocess.Popen | None) -> None:
    """Ask a child to stop; after a while, make it and its group."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGTERM)
    try:
        process.wait(STOP_PATIENCE)
    except subprocess.TimeoutExpired:
        if os.name == "nt":
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True)
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
