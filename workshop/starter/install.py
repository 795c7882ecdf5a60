"""This makes `.venv` as the hashed locks say, once, and tells how far it is."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

from workshop.starter.machine import check_space
from workshop.starter.words import Halt, say, tell

HERE = Path(__file__).resolve().parents[2]
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK, TESTS_LOCK = HERE / "requirements.txt", HERE / "tests" / "requirements.txt"
NEEDED_MIB = 1500
GOT = ("Collecting ", "Processing ", "Ignoring ", "Requirement already satisfied")  # one a package
NO_NETWORK = r"NewConnectionError|NameResolution|Temporary failure|ConnectTimeout|Read timed out|ProxyError"


def install(lang: str, *locks: Path) -> None:
    """Install what `locks` name, then the project itself last, so that its entry points exist."""
    for lock in locks:
        stamp = VENV / f".installed-{lock.parent.name if lock.parent != HERE else 'run'}"
        if not (PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == wanted(lock)):
            _install_lock(lang, lock)
            stamp.write_text(wanted(lock), "utf-8")
    stamp = VENV / ".installed-project"
    here = f"{HERE} {digest((HERE / 'pyproject.toml').read_bytes())}"
    if not (stamp.exists() and stamp.read_text("utf-8") == here):
        pip(lang, "--no-deps", "--no-build-isolation", "-e", str(HERE))
        stamp.write_text(here, "utf-8")


def wanted(lock: Path) -> str:
    return f"{digest(lock.read_bytes())} {sys.version_info[0]}.{sys.version_info[1]}"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _install_lock(lang: str, lock: Path) -> None:
    check_space(HERE, NEEDED_MIB)
    began, total = time.monotonic(), len(re.findall(r"^[\w.-]+==", lock.read_text("utf-8"), re.M))
    tell("first", lang, total=total)
    make_venv()
    wheels = HERE / "wheels"
    source = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else ["--retries", "2"]
    # --no-deps: the lock names everything, and a pip before 23.3 leaves its pins where one asks for extras
    pip(lang, "--require-hashes", "--no-deps", "--only-binary", ":all:", *source, "-r", str(lock), total=total)
    tell("installed", lang, seconds=round(time.monotonic() - began))


def make_venv(folder: Path = VENV) -> None:
    """Make the environment, unless there is one of this very Python."""
    config, python = folder / "pyvenv.cfg", folder / PYTHON.relative_to(VENV)
    said = config.read_text("utf-8") if config.exists() and python.exists() else ""
    found = re.search(r"^version\w* = (\d+)\.(\d+)", said, re.M)
    whole = [*folder.glob("lib/python*/site-packages/pip"), *folder.glob("Lib/site-packages/pip")]
    if found and whole and (int(found[1]), int(found[2])) == sys.version_info[:2]:
        return
    try:
        import ensurepip  # noqa: F401  Debian takes it away and leaves venv
        import venv

        venv.EnvBuilder(with_pip=True, clear=folder.exists(), symlinks=os.name != "nt").create(folder)
    except (ImportError, subprocess.CalledProcessError) as cause:
        raise Halt("venv", 2) from cause


def pip(lang: str, *arguments: str, total: int = 0) -> None:
    """Run pip in `.venv`; its words go to a log, ours say how far it is."""
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", "--no-warn-script-location", *arguments]
    with open(VENV / "install.log", "a", encoding="utf-8") as log, _listen(command) as process:
        try:
            said = _follow(process, log, lang, total)
        except KeyboardInterrupt:
            process.terminate()
            raise
    if process.returncode:
        raise why_pip_failed(said)


def _follow(process: subprocess.Popen[str], log: TextIO, lang: str, total: int) -> str:
    """Everything pip says, counted while it says it."""
    said, done = [], 0
    for line in process.stdout or ():
        log.write(line)
        said.append(line)
        if line.startswith(GOT):
            done += 1
            count(lang, done, total)
        elif total and line.startswith("Installing collected packages"):
            if done < total:
                count(lang, total, total)
            tell("unpacking", lang)
    return "".join(said)


def _listen(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    )


def count(lang: str, done: int, total: int) -> None:
    """Say how many packages are here: in place on a terminal, else every 25."""
    if total and sys.stdout.isatty():
        ending = "\n" if done >= total else ""
        print("\r" + say("counting", lang, done=min(done, total), total=total), end=ending, flush=True)
    elif total and (done % 25 == 0 or done == total):
        tell("counting", lang, done=done, total=total)


def why_pip_failed(log: str) -> Halt:
    """The sentence for what pip said."""
    errors = [line for line in log.splitlines() if line.startswith("ERROR")] or log.strip().splitlines()[-1:]
    detail = errors[0][:300] if errors else "pip"
    if "No space left" in log or "Errno 28" in log:
        return Halt("disk", 2, path=HERE, mib=NEEDED_MIB)
    if "DO NOT MATCH THE HASHES" in log:
        return Halt("hashes", 1, detail=detail)
    if "Permission denied" in log or "Read-only file system" in log:
        return Halt("readonly", 2, path=HERE)
    if re.search(NO_NETWORK, log):
        return Halt("network", 2)
    if "No matching distribution" in log and (HERE / "wheels").is_dir():
        return Halt("wheels", 2, detail=detail)
    return Halt("install", 1, detail=detail, path=VENV / "install.log")
