"""Addresses of this computer, the most likely first, and the QR that leads to it."""

from __future__ import annotations

import ipaddress
import socket
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
    try:
        import fcntl
        import struct
    except ImportError:  # Windows: getaddrinfo lists them all
        return []
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
