"""How often: messages a participant, and codes typed at the door in fair turns."""

from __future__ import annotations

import math
from collections import defaultdict, deque

from workshop.errors import TooFast
from workshop.messages import LIMITS

KEPT_BACK = 20  # tries a minute that no single address can use up


class Bucket:
    """This lets `burst` messages through at once and `rate` a second after that."""

    __slots__ = ("_left", "_rate", "_since", "_size")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._size, self._left, self._since = rate, burst, burst, 0.0

    def take(self, now: float) -> None:
        """Take one; TooFast says how many seconds to wait. `now` is monotonic seconds."""
        self._left = min(self._size, self._left + (now - self._since) * self._rate)
        self._since = now
        if self._left < 1:
            raise TooFast(seconds=math.ceil((1 - self._left) / self._rate))
        self._left -= 1


def talking() -> Bucket:
    """The bucket of one participant."""
    return Bucket(LIMITS["messages_per_10_s"] / 10, LIMITS["burst"])


class Door:
    """This counts typed codes, right or wrong: so many a minute for the whole room, shared fairly by address."""

    def __init__(self, tries: int = LIMITS["code_tries_per_minute"]) -> None:
        self._tries = tries
        self._recent: deque[tuple[float, str]] = deque()
        self._by: dict[str, int] = defaultdict(int)

    def knock(self, address: str, now: float) -> None:
        """Count one try from `address`; TooFast when its turn, or the room's, is used up."""
        while self._recent and self._recent[0][0] <= now - 60:
            _, past = self._recent.popleft()
            self._by[past] -= 1
            if not self._by[past]:
                del self._by[past]
        others = len(self._by.keys() - {address}) + 1
        share = max(self._tries // 20, (self._tries - KEPT_BACK) // others)
        if len(self._recent) >= self._tries or self._by.get(address, 0) >= share:
            raise TooFast(seconds=math.ceil(60 - (now - self._recent[0][0])))
        self._recent.append((now, address))
        self._by[address] += 1
