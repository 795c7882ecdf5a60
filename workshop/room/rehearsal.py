"""A rehearsal's time and chance: both given, so that the same seed and date make the same documents."""

from __future__ import annotations

import random


class Rehearsal:
    """This stands for the clock and for chance. Tokens are guessable then: a rehearsal listens on loopback only."""

    def __init__(self, seed: int, now: float) -> None:
        self.now = now
        self.chance = random.Random(seed).randbytes  # noqa: S311 - invented people only
