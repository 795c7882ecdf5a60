"""What a picture of the explorer does not draw, in a few sentences beneath it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from workshop import texts
from workshop.errors import EmptySchedule

if TYPE_CHECKING:
    from workshop.methods.rhythm import Basis, Worked

LEAST = 0.05  # points below which a number reads 0
ONE = 0.5  # a message, or a minute, that is not rounded away
WHOLE = ("count", "least", "minutes")


def beneath(look: str, basis: Basis, worked: Worked, lang: str) -> list[str]:
    """Sentences about what is looked at; none for most pictures."""
    found = _ABOUT[look](basis, worked) if look in _ABOUT else iter(())
    return [texts.say(f"desk.beneath_{key}", lang, **_read(facts, lang)) for key, facts in found]


Found = Iterator[tuple[str, Mapping[str, float]]]


def _read(facts: Mapping[str, float], lang: str) -> dict[str, str]:
    """Numbers as people read them: messages and minutes are whole."""
    return {name: texts.number(value, lang, 0 if name in WHOLE else 1) for name, value in facts.items()}


def _price(basis: Basis, worked: Worked) -> Found:
    from workshop.methods import rhythm

    if (points := rhythm.shadow_price(basis)) >= LEAST:
        yield "price", {"points": points}


def _replies(basis: Basis, worked: Worked) -> Found:
    """What comes in, what is left at the end of a day, and a desk that answers at once as the best case."""
    from workshop.methods import rhythm

    if worked.inbound < ONE:
        return
    try:
        queue = rhythm.queue(basis, worked)
    except EmptySchedule:
        return
    yield "inbound", {"count": queue.arriving, "takes": queue.takes, "has": queue.has}
    if queue.grows >= ONE:
        yield "grows", {"count": queue.grows}
    else:
        key = "stays" if min(queue.left) >= ONE else "empties" if max(queue.left) >= ONE else "none"
        yield key, {"count": max(queue.left), "least": min(queue.left)}
    minutes = 60 * queue.takes / queue.arriving
    desk = rhythm.live(queue.arriving / rhythm.WEEK, minutes, 1)
    if desk.busy < 1:
        wait = 60 * desk.wait
        yield "live" if wait >= 1 + ONE else "live_now", {"minutes": wait, "each": minutes}


_ABOUT: Mapping[str, Callable[[Basis, Worked], Found]] = {"rhythm": _price, "replies": _replies}
