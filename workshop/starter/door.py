"""This is the door of `start.py`: arguments in, a running workshop, and one sentence if it cannot be."""

from __future__ import annotations

import argparse
import io
import os
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workshop.starter.checks import soak, test
from workshop.starter.house import House
from workshop.starter.install import HERE, LOCK, PYTHON, install
from workshop.starter.machine import check_python, check_space, why_file_failed
from workshop.starter.words import Halt, own_language, tell

DATA_MIB = 50
DRAW_QR = "import segno, sys; segno.make(sys.stdin.read()).terminal(compact=True)"
ENDS = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, n)]


def run(options: argparse.Namespace) -> int:
    """Start the workshop and stay with it until Ctrl-C."""
    data, lang = Path(options.data).expanduser().resolve(), options.lang
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_space(data, DATA_MIB)
    on_end(interrupt)
    install(lang, LOCK)
    tell("starting", lang)
    house = House(data, options.port, lang)
    try:
        greet(house, house.start(), options.browser)
        house.watch()
    except KeyboardInterrupt:
        print()
    finally:
        on_end(signal.SIG_IGN)
        house.stop()
    tell("stopped", lang)
    return 0


def on_end(act: Callable[..., None] | signal.Handlers) -> None:
    for number in ENDS:
        signal.signal(number, act)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def greet(house: House, said: dict[str, Any], browser: bool) -> None:
    """Open notebook 0 and say how to join."""
    if browser and has_screen():
        webbrowser.open(house.page)
    address = said.get("join", said["phones"])
    print(flush=True)
    subprocess.run([str(PYTHON), "-c", DRAW_QR], input=address, env=house.env, encoding="utf-8")
    tell("join", house.lang, url=said["phones"], code=said["code"])
    others = [url for url in said.get("addresses", ()) if url != said["phones"]]
    if others:
        tell("also", house.lang, urls=", ".join(others))
    tell("wall", house.lang, url=f"{said['wall']}#k={said['wall_key']}" if "wall_key" in said else said["wall"])
    tell("ready", house.lang, url=house.page, data=house.data)


def has_screen() -> bool:
    own = os.name == "nt" or sys.platform == "darwin"
    return own or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def read_arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py", epilog="Also: start.py test, start.py soak.")
    folder = os.environ.get("WORKSHOP_DATA") or str(HERE / "workshops" / "current")
    parser.add_argument("--lang", choices=("fr", "en"), default=own_language())
    parser.add_argument("--data", default=folder, help="where this workshop is kept (workshops/current)")
    parser.add_argument("--port", type=int, default=8000, help="the phones' port (8000)")
    parser.add_argument("--no-browser", dest="browser", action="store_false")
    options = parser.parse_args(words)
    if not 0 < options.port < 65536:
        parser.error("--port: 1-65535")
    return options


def main(words: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console may know fewer letters
            stream.reconfigure(encoding="utf-8", errors="replace")
    lang = own_language()
    try:
        check_python()
        if words[:1] in (["test"], ["soak"]):
            return {"test": test, "soak": soak}[words[0]](lang, words[1:])
        options = read_arguments(words)
        lang = options.lang
        return run(options)
    except Halt as told:
        print(told.sentence(lang), file=sys.stderr)
        return told.code
    except OSError as cause:
        print(why_file_failed(cause, lang, HERE), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        tell("stopped", lang)
        return 0
