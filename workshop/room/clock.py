"""The clock of an open round: it shows, and closes only if so chosen; a pause or a restart stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Clock:
    """Seconds left at a monotonic moment; `since` is None while it stands still."""

    left: float
    since: float | None

    def remaining(self, now: float) -> float:
        """Seconds left; negative when the time is over (the round stays open)."""
        return self.left - (now - self.since if self.since is not None else 0.0)

    def add(self, seconds: float) -> None:
        """Give more time (or less)."""
        self.left += seconds

    def pause(self, paused: bool, now: float) -> None:
        """Stop, or run again."""
        self.left = self.remaining(now)
        self.since = None if paused else now


def resumed(minutes: float | None, note: Mapping[str, Any] | None, now: float) -> Clock | None:
    """The clock of a round that was open when the room stopped: as it was last noted, else from its beginning.

    The time in which the room was not there does not count, whatever the computer's clock says.
    """
    if note:
        return Clock(float(note["left"]), None if note["paused"] else now)
    return Clock(minutes * 60, now) if minutes else None
