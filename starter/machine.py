"""This looks at the computer before anything is started: Python, disk, port, and why a file refused."""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from starter.words import Halt, say

PYTHONS = ((3, 11), (3, 14))


def check_python(version: tuple = sys.version_info[:3], bits: int = sys.maxsize) -> None:
    if not PYTHONS[0] <= tuple(version[:2]) <= PYTHONS[1] or bits < 2**32:
        raise Halt("python", 2, version=".".join(map(str, version)))


def check_space(folder: Path, mib: int) -> None:
    if shutil.disk_usage(folder).free < mib << 20:
        raise Halt("disk", 2, path=folder, mib=mib)


def check_port(port: int, lang: str) -> None:
    """Refuse a busy port, naming who holds it where the system tells."""
    with socket.socket() as probe:
        if os.name != "nt":  # on Windows this option would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except PermissionError as cause:
            raise Halt("low_port", 2, port=port) from cause
        except OSError as cause:
            who = holder(port)
            by = say("by", lang, name=who[0], pid=who[1]) if who else ""
            raise Halt("port", 3, port=port, holder=by, other=free_port(port + 1)) from cause


def free_port(start: int = 0) -> int:
    """A port nobody listens on: the first from `start`, or any."""
    for port in range(start, min(start + 100, 65536)) if start else ():
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def holder(port: int) -> tuple | None:
    """(name, process) of who listens on `port`, or None where the system does not tell."""
    try:
        if Path("/proc/net/tcp").exists():
            return _holder_by_proc(port)
        return _holder_by_netstat(port) if os.name == "nt" else _holder_by_lsof(port)
    except (OSError, subprocess.SubprocessError):
        return None


def _holder_by_proc(port: int) -> tuple | None:
    tables = [path for path in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if path.exists()]
    rows = [row.split() for table in tables for row in table.read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(os.readlink(handle) in sockets for handle in (process / "fd").iterdir()):
                words = (process / "cmdline").read_text().split("\0")
                return " ".join([Path(words[0]).name, *words[1:]]).strip()[:80], int(process.name)
        except OSError:
            continue  # another user's process, or one that has just ended
    return None


def _holder_by_lsof(port: int) -> tuple | None:
    found = re.search(r"p(\d+)\nc(.+)", _output("lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-Fpc"))
    return (found[2], int(found[1])) if found else None


def _holder_by_netstat(port: int) -> tuple | None:
    found = re.search(rf":{port}\s+\S+\s+LISTENING\s+(\d+)", _output("netstat", "-ano", "-p", "TCP"))
    if not found:
        return None
    name = re.match(r'"([^"]+)"', _output("tasklist", "/FI", f"PID eq {found[1]}", "/FO", "CSV", "/NH"))
    return (name[1] if name else "?", int(found[1]))


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=5).stdout


def why_file_failed(cause: OSError, lang: str, folder: Path) -> str:
    """The sentence for a file or folder that refused."""
    where = cause.filename or folder
    if cause.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return say("disk", lang, path=where, mib=50)
    if cause.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say("readonly", lang, path=where)
    return say("file", lang, path=where, detail=cause.strerror or cause)


def is_root() -> bool:
    return getattr(os, "geteuid", lambda: 1)() == 0
