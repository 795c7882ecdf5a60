"""Dates as schedulers and platforms write them; whether day or month comes first is found out from the whole file.

Strict on purpose: a general parser fills in what is missing from today's date, and a wrong date is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Literal

from workshop.exchange.networks import plain

Order = Literal["dmy", "mdy"]
_TIME = (
    r"(?P<hour>\d{1,2})(?:[:hH.]|\s[hH]\s)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[aApP]\.?[mM]\.?)?"
)
_AT = rf"{_TIME}(?:\s*(?:Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}}))?"
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})(?:[T\s,]+{_AT})?")
_NUMBERS = re.compile(rf"(?P<a>\d{{1,2}})[/.-](?P<b>\d{{1,2}})[/.-](?P<year>\d{{4}}|\d{{2}})(?:[\s,àT]+{_AT})?")
_CLOCK = re.compile(_TIME)
_WORD = re.compile(r"(?:(?P<a>\d{1,2})\s)?(?P<month>[a-z]{3,10})(?:\s(?P<b>\d{1,2}))?\s(?P<year>\d{4})")
YEARS = range(1990, 2100)  # in which something may have been published
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janv janvier",
            "feb february fev fevr fevrier",
            "mar march mars",
            "apr april avr avril",
            "may mai",
            "jun june juin",
            "jul july juil juillet",
            "aug august aout",
            "sep sept september septembre",
            "oct october octobre",
            "nov november novembre",
            "dec december decembre",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]* ")


def order_of(cells: Iterable[str]) -> Order | None:
    """Whether these dates put the day or the month first; None where both would do, and differ."""
    seen = {"dmy": 0, "mdy": 0}
    unsure = False
    for cell in cells:
        if (found := _NUMBERS.fullmatch(cell.strip())) is None:
            continue
        a, b = int(found["a"]), int(found["b"])
        seen["dmy"] += a > 12 >= b
        seen["mdy"] += b > 12 >= a
        unsure = unsure or (a != b and a <= 12 and b <= 12)
    if seen["dmy"] != seen["mdy"]:
        return "dmy" if seen["dmy"] > seen["mdy"] else "mdy"
    return None if unsure or seen["dmy"] else "dmy"


def moment(cell: str, clock: str = "", order: Order = "dmy") -> datetime | None:
    """The date and time that a cell says, with the time of another cell if it has none; None if it says neither.

    The hour is kept as it is written: zones are not turned into each other.
    """
    text = cell.replace("\u00a0", " ").replace("\u202f", " ").strip()
    found = _iso(text) or _numbers(text, order) or _words(text)
    if found is None or not clock.strip():
        return found
    added = _CLOCK.match(clock.strip())
    hour = _time(added) if added else None
    return datetime.combine(found.date(), hour) if hour is not None else found


def _iso(text: str) -> datetime | None:
    found = _ISO.fullmatch(text)
    return _made(int(found["year"]), int(found["a"]), int(found["b"]), found) if found else None


def _numbers(text: str, order: Order) -> datetime | None:
    if (found := _NUMBERS.fullmatch(text)) is None:
        return None
    year, first, second = int(found["year"]), int(found["a"]), int(found["b"])
    day, month = (first, second) if order == "dmy" else (second, first)
    return _made(year + 2000 if year < 100 else year, month, day, found)


def _words(text: str) -> datetime | None:
    """'Fri, Jun 5, 2026', 'Apr 5, 2024 6:15 PM', '1er mars 2026 à 18 h 05'."""
    clock = _CLOCK.search(text)
    bare = re.sub(r"\b(\d+)(?:er|st|nd|rd|th)\b", r"\1", plain(text[: clock.start()] if clock else text))
    bare = re.sub(r"\s(?:a|at)$", "", bare)
    found = _WORD.fullmatch(bare) or _WORD.fullmatch(_WEEKDAY.sub("", bare, count=1))
    if found is None or (month := _MONTHS.get(found["month"])) is None or bool(found["a"]) == bool(found["b"]):
        return None
    return _made(int(found["year"]), month, int(found["a"] or found["b"]), clock)


def _made(year: int, month: int, day: int, clock: re.Match[str] | None) -> datetime | None:
    try:
        at = datetime(year, month, day)
    except ValueError:
        return None
    if year not in YEARS:
        return None
    if clock is None or clock["hour"] is None:
        return at
    hour = _time(clock)
    return datetime.combine(at.date(), hour) if hour is not None else None


def _time(found: re.Match[str]) -> time | None:
    """Twelve hours twice a day, or twenty-four; None if there is no such time."""
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
