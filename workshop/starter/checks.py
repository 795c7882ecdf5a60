"""This runs what shows that the workshop works: lint, types, tests; and the long ones."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from workshop.starter.install import HERE, LOCK, PYTHON, TESTS_LOCK, install
from workshop.starter.machine import is_root
from workshop.starter.words import Halt, tell

LINT = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER_APPS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\nwith sync_playwright() as p: print(p.chromium.executable_path)"
)


def test(lang: str, arguments: list[str]) -> int:
    """Lint, types and all tests, those in a browser beside the others; with pytest arguments, those tests only."""
    if arguments:
        return _run(lang, {"pytest": ["pytest", *arguments]}, {})
    return _run(lang, LINT | {"pytest": ["pytest", "--half", "rest"]}, {}, beside=["pytest", "--half", "browser"])


def soak(lang: str, words: list[str]) -> int:
    """The long checks (marked `soak`): random kills, for so many minutes."""
    parser = argparse.ArgumentParser(prog="start.py soak")
    parser.add_argument("minutes", nargs="?", type=float, default=10.0)
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--db", default="")
    chosen, more = parser.parse_known_args(words)
    env = {"SOAK_MINUTES": str(chosen.minutes), "SOAK_DEEP": "1" if chosen.deep else "", "SOAK_DB": chosen.db}
    return _run(lang, {"pytest": ["pytest", "-m", "soak", *more]}, env)


def _run(lang: str, checks: dict[str, list[str]], more: dict[str, str], beside: list[str] | None = None) -> int:
    """Run these checks one after the other, and `beside` at the same time; what `beside` says comes at the end."""
    install(lang, LOCK, TESTS_LOCK)
    env = {**os.environ, **more, "PYTHONUTF8": "1"}
    browser = find_browser(lang)
    if browser:
        env["CHROMIUM"] = browser
    with tempfile.TemporaryFile() as said:
        other = _start(beside, env, said) if beside else None
        wrong = [name for name, words in checks.items() if not _passes(name, words, env)]
        if other and beside:
            code = other.wait()
            print(f"— {' '.join(beside)}", flush=True)
            said.seek(0)
            shutil.copyfileobj(said, sys.stdout.buffer)
            sys.stdout.flush()
            wrong += [" ".join(beside)] if code else []
    if wrong:
        tell("failed", lang, names=", ".join(wrong))
    return 1 if wrong else 0


def _start(words: list[str], env: dict[str, str], said: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([str(PYTHON), "-m", *words], cwd=HERE, env=env, stdout=said, stderr=said)


def _passes(name: str, words: list[str], env: dict[str, str]) -> bool:
    print(f"— {name}", flush=True)
    return subprocess.run([str(PYTHON), "-m", *words], cwd=HERE, env=env).returncode == 0


def find_browser(lang: str) -> str:
    """A Chromium for the tests: the system's, or one installed now; on CI a missing one is a failure."""
    found = system_browser()
    if not found and shutil.which("apt-get") and is_root():
        subprocess.run(["apt-get", "update", "-qq"])
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
        found = system_browser()
    elif not found:
        subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"])
        found = playwright_browser()
    if not found and os.environ.get("CI"):
        raise Halt("no_browser", 1)
    if not found:
        tell("no_browser", lang)
    return found


def system_browser() -> str:
    chosen = os.environ.get("CHROMIUM", "")
    found = [chosen] if chosen else [shutil.which(name) or "" for name in BROWSERS]
    return next((path for path in (*found, *BROWSER_APPS) if path and Path(path).exists()), "")


def playwright_browser() -> str:
    asked = subprocess.run([str(PYTHON), "-c", ASK_PLAYWRIGHT], capture_output=True, text=True)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else ""
