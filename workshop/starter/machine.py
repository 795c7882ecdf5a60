"""This looks at the computer before anything is started: Python, disk, and why a file refused."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sys
from pathlib import Path

from workshop.starter.words import Halt, say

PYTHONS = ((3, 11), (3, 14))


def check_python(version: tuple[int, ...] = sys.version_info[:3], bits: int = sys.maxsize) -> None:
    if not PYTHONS[0] <= tuple(version[:2]) <= PYTHONS[1] or bits < 2**32:
        raise Halt("python", 2, version=".".join(map(str, version)))


def check_space(folder: Path, mib: int) -> None:
    if shutil.disk_usage(folder).free < mib << 20:
        raise Halt("disk", 2, path=folder, mib=mib)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def why_file_failed(cause: OSError, lang: str, folder: Path) -> str:
    """The sentence for a file or folder that refused."""
    where = cause.filename or folder
    if cause.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return say("disk", lang, path=where, mib=50)
    if cause.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say("readonly", lang, path=where)
    return say("file", lang, path=where, detail=cause.strerror or cause)


def is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
