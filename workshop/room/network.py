"""Addresses of this computer, the most likely first, the QR that leads to it, and who holds a port."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any


def addresses() -> list[str]:
    """IPv4 addresses that phones could reach, the likely one first; 127.0.0.1 if there is no network.

    A laptop on a hotspot without internet has no default route, so the interfaces are listed as well.
    """
    found = [a for a in (_routed(), *_listed()) if a]
    unique = [a for a in dict.fromkeys(found) if not ipaddress.ip_address(a).is_loopback]
    return sorted(unique, key=_unlikely) or ["127.0.0.1"]


def _unlikely(address: str) -> int:
    """Private networks first; link-local and container bridges last."""
    ip = ipaddress.ip_address(address)
    if ip.is_link_local:
        return 3
    if address.startswith("172.17."):
        return 2
    return 0 if ip.is_private else 1


def _routed() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # no packet is sent: the kernel only picks a route
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def _listed() -> list[str]:
    try:
        names = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
    except OSError:
        names = []
    return [str(name[4][0]) for name in names] + _interfaces()


def _interfaces() -> list[str]:
    if sys.platform == "win32":  # getaddrinfo lists them all
        return []
    import fcntl
    import struct

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(probe.fileno(), 0x8915, struct.pack("256s", name[:15].encode()))
                found.append(socket.inet_ntoa(answer[20:24]))
            except OSError:
                continue  # this interface has no address
    return found


def qr(text: str) -> dict[str, Any]:
    """A QR code as one SVG path in modules: {"path", "size"}; four quiet modules around."""
    import segno

    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    path = "".join(f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"path": path, "size": len(rows) + 8}


def free_port(start: int) -> int:
    """The first port from `start` that nobody listens on, among a hundred; `start` if there is none."""
    for port in range(start, min(start + 100, 65536)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    return start


def holder(port: int) -> tuple[str, int] | None:
    """Name and process of who listens on `port`; None where the system does not tell."""
    try:
        if Path("/proc/net/tcp").exists():
            return _by_proc(port)
        return _by_netstat(port) if sys.platform == "win32" else _by_lsof(port)
    except (OSError, subprocess.SubprocessError):
        return None


def _by_proc(port: int) -> tuple[str, int] | None:
    tables = [path for path in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")) if path.exists()]
    rows = [row.split() for table in tables for row in table.read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(os.readlink(handle) in sockets for handle in (process / "fd").iterdir()):
                words = (process / "cmdline").read_text(errors="replace").split("\0")
                return " ".join([Path(words[0]).name, *words[1:]]).strip()[:80], int(process.name)
        except OSError:
            continue  # another user's process, or one that has just ended
    return None


def _by_lsof(port: int) -> tuple[str, int] | None:
    found = re.search(r"p(\d+)\nc(.+)", _output("lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-Fpc"))
    return (found[2], int(found[1])) if found else None


def _by_netstat(port: int) -> tuple[str, int] | None:
    found = re.search(rf":{port}\s+\S+\s+LISTENING\s+(\d+)", _output("netstat", "-ano", "-p", "TCP"))
    if not found:
        return None
    name = re.match(r'"([^"]+)"', _output("tasklist", "/FI", f"PID eq {found[1]}", "/FO", "CSV", "/NH"))
    return name[1] if name else "?", int(found[1])


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=5).stdout  # noqa: S603
