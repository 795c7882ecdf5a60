"""A rhythm as an organisation writes it down (names and numbers), checked whole, and back.

One shape for a file, for what is kept with a workshop and for the sample. Nothing is partly accepted: every problem
is said at once, in one InputError whose sentence a person understands (`rhythm.unusable`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from workshop.methods.rhythm.checking import Checking, Number
from workshop.methods.rhythm.nouns import DAYS, SHAPES, Basis, Channel, Habits, Person, Promise, Range, Window
from workshop.methods.rhythm.paths import numbers
from workshop.model import Plan, Text

ANY, SHARE, WEEK = Number(0, 1e9), Number(0, 1), Number(0, 168)
CHANNEL = {
    "value": Number(0, 1e6),
    "half": Number(0, 1e4, above=True),
    "minutes": Number(0, 1e5),
    "followers": Number(0, 1e10),
    "inbound": Number(0, 1e6),
    "comments": Number(0, 1e6),
    "reply_share": SHARE,
    "reply_minutes": Number(0, 1e4),
    "read_minutes": Number(0, 1e4),
    "fixed_hours": WEEK,
    "max_posts": Number(0, 1000, whole=True),
    "step": Number(0.01, 1000),
    "tolerance": Number(0, 1e4),
    "tired": Number(0, 1e6),
}
LEFT_OUT = {"value": 0.0, "half": 1.0, "minutes": 0.0, "read_minutes": 0.0, "fixed_hours": 0.0}
PERSON = {"hours": WEEK, "absence": SHARE, "focus": SHARE, "daily_minutes": Number(0, 1440)}
APPROVAL = {"share": SHARE, "minutes": Number(0, 1e4), "delay": Number(0, 1e4)}
OVERHEAD = {"coordination": WEEK, "training": WEEK, "support": WEEK}
PROMISE = {"within": Number(0, 1e4), "share": SHARE}
WHOLE = {
    "every": WEEK,
    "holders": Number(1, 200, whole=True),
    "most_load": Number(0, 10, above=True),
    "cost_per_hour": ANY,
}
SHAPE = {"hill": Number(0, 20, above=True), "power": Number(-5, 0.99)}
TOP = (
    *("channels", "people", "overhead_hours", "approval", "staffed", "plans"),
    *("promise", "keep", "curve", "shape", "irregular", "ranges", "names"),
    *WHOLE,
)
MOST = {"channels": 40, "people": 200, "plans": 100, "staffed": 200, "away": 100}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])", re.ASCII)


def basis(data: Mapping[str, Any], file: str = "") -> Basis:
    """What these names and numbers say; InputError with every problem at once, naming the `file` if there is one.

    Needed: `channels`, each with value, half and minutes; all else may be left out and then takes no hours.
    Numbers are hours, minutes, posts a week, shares from 0 to 1; times of day are texts like "09:00".
    """
    check = Checking()
    top = check.mapping(data, "", TOP, needed=("channels",))
    channels = _channels(check, top["channels"]) if "channels" in top else ()
    known = [c.name for c in channels]
    curve = check.choice(top.get("curve", "exponential"), "curve", tuple(SHAPES))
    found = Basis(
        channels=channels,
        people=_people(check, top.get("people", []), known),
        habits=_habits(check, top),
        staffed=_staffed(check, top.get("staffed", [])),
        plans=_plans(check, top.get("plans", {}), known),
        promise=_promise(check, top.get("promise")),
        keep=frozenset(check.names(top.get("keep", []), "keep", known)),
        curve=curve,
        shape=check.number(top.get("shape"), "shape", SHAPE[curve]) if curve in SHAPE and "shape" in top else None,
        irregular=check.truth(top.get("irregular", False), "irregular"),
        **_plain(check, top),
    )
    found = replace(found, ranges=_ranges(check, top.get("ranges", {}), found), names=_names(check, top, found))
    check.settle(file)
    return found


def as_data(basis: Basis) -> dict[str, Any]:
    """The basis as `basis()` reads it: plain mappings, lists, texts and numbers, ready for JSON and YAML."""
    habits = basis.habits
    told: dict[str, Any] = {
        "channels": {c.name: _bare(c, CHANNEL) for c in basis.channels},
        "people": [_person_data(p) for p in basis.people],
        "overhead_hours": {"coordination": habits.overhead, "training": habits.training, "support": habits.support},
        "approval": {
            "share": habits.approval_share,
            "minutes": habits.approval_minutes,
            "delay": habits.approval_delay,
        },
        "staffed": _staffed_data(basis.staffed),
        "plans": {name: dict(plan.posts) for name, plan in basis.plans.items()},
        "every": basis.every,
        "holders": basis.holders,
        "keep": [c.name for c in basis.channels if c.name in basis.keep],
        "most_load": basis.most_load,
        "curve": basis.curve,
        "irregular": basis.irregular,
        "ranges": {path: list(three) for path, three in basis.ranges.items()},
        "names": {name: dict(label) for name, label in basis.names.items()},
    }
    if basis.promise is not None:
        told["promise"] = {"within": basis.promise.within, "share": basis.promise.share}
    if basis.cost is not None:
        told["cost_per_hour"] = basis.cost
    if basis.shape is not None:
        told["shape"] = basis.shape
    return told


# ---- each part -------------------------------------------------------------------------------------


def _channels(check: Checking, given: Any) -> tuple[Channel, ...]:
    found = []
    for name, row in check.items(given, "channels", MOST["channels"], empty=False):
        where = f"channels.{name}"
        values = check.numbers(
            check.mapping(row, where, CHANNEL, needed=("value", "half", "minutes")), where, CHANNEL
        )
        found.append(Channel(name, **LEFT_OUT | values))
        if found[-1].max_posts / found[-1].step > 1000:
            check.wrong("levels", where=where)
    return tuple(found)


def _people(check: Checking, given: Any, known: list[str]) -> tuple[Person, ...]:
    found = []
    for i, one in enumerate(check.rows(given, "people", MOST["people"])):
        where = f"people.{i}"
        if isinstance(one, list | tuple):  # hours, absence, focus in this order
            one = dict(zip(PERSON, one, strict=False))
        row = check.mapping(one, where, (*PERSON, "name", "holds", "away"), needed=("hours",))
        holds = frozenset(check.names(row.get("holds", []), f"{where}.holds", known))
        name = check.text(row.get("name", ""), f"{where}.name")
        away = _away(check, row.get("away", []), f"{where}.away")
        values = {"hours": 0.0} | check.numbers(row, where, PERSON)
        found.append(Person(**values, name=name, holds=holds, away=away))
    return tuple(found)


def _away(check: Checking, given: Any, where: str) -> tuple[tuple[date, date], ...]:
    found = []
    for i, pair in enumerate(check.rows(given, where, MOST["away"])):
        days = [check.day(day) for day in pair] if isinstance(pair, list | tuple) else []
        if len(days) != 2 or None in days or days[0] > days[1]:
            check.wrong("away", where=f"{where}.{i}")
        else:
            found.append((days[0], days[1]))
    return tuple(found)


def _habits(check: Checking, top: Mapping[str, Any]) -> Habits:
    given = top.get("overhead_hours", 0)
    if not isinstance(given, Mapping):
        given = {"coordination": check.number(given, "overhead_hours", WEEK)}
    hours = check.numbers(check.mapping(given, "overhead_hours", OVERHEAD), "overhead_hours", OVERHEAD)
    approval = check.numbers(check.mapping(top.get("approval", {}), "approval", APPROVAL), "approval", APPROVAL)
    return Habits(
        approval_share=approval.get("share", 0.0),
        approval_minutes=approval.get("minutes", 0.0),
        approval_delay=approval.get("delay", 0.0),
        overhead=hours.get("coordination", 0.0),
        training=hours.get("training", 0.0),
        support=hours.get("support", 0.0),
    )


def _staffed(check: Checking, given: Any) -> tuple[Window, ...]:
    """Windows in hours of the week; one that ends before it begins runs on into the next day."""
    found: set[Window] = set()
    for i, one in enumerate(check.rows(given, "staffed", MOST["staffed"])):
        where = f"staffed.{i}"
        keys = ("days", "from", "to")
        row = check.mapping(one, where, keys, needed=keys)
        days = check.days(row.get("days", []), f"{where}.days", DAYS) if "days" in row else []
        start, end = (_hour(check, row[key], f"{where}.{key}") if key in row else None for key in keys[1:])
        if start is None or end is None:
            continue
        if start == end or start == 24:
            check.wrong("no_time", where=where)
        found |= {(24 * day + start, 24 * day + end + (24 if end < start else 0)) for day in days}
    return tuple(sorted(found))


def _hour(check: Checking, given: Any, where: str) -> float | None:
    """Hours since midnight of a text like 09:00, up to 24:00."""
    match = _CLOCK.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None or (hour := int(match[1]) + int(match[2]) / 60) > 24:
        check.wrong("clock", where=where, found=given)
        return None
    return hour


def _plans(check: Checking, given: Any, known: list[str]) -> dict[str, Plan]:
    limits = dict.fromkeys(known, Number(0, 1e4))
    found = {}
    for name, row in check.items(given, "plans", MOST["plans"]):
        where = f"plans.{name}"
        found[name] = Plan(name, check.numbers(check.mapping(row, where, known, kind="channel"), where, limits))
    return found


def _promise(check: Checking, given: Any) -> Promise | None:
    if given is None:
        return None
    values = check.numbers(check.mapping(given, "promise", PROMISE, needed=tuple(PROMISE)), "promise", PROMISE)
    return Promise(values.get("within", 0.0), values.get("share", 0.0))


def _plain(check: Checking, top: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = check.numbers({k: top[k] for k in WHOLE if k in top}, "", WHOLE)
    return {{"cost_per_hour": "cost"}.get(name, name): value for name, value in values.items()}


def _ranges(check: Checking, given: Any, found: Basis) -> dict[str, Range]:
    """Lowest, likely, highest of numbers that this basis has; the likely one is always the number itself."""
    told = {}
    known = numbers(found)
    for path, three in check.items(given, "ranges", 1000):
        where = f"ranges.{path}"
        if path not in known:
            check.unknown(path, "ranges", known)
        elif isinstance(three, list | tuple) and len(three) == 3:
            low, likely, high = (check.number(one, where, limits_of(path)) for one in three)
            told[path] = (min(low, known[path]), known[path], max(high, known[path]))
            if not low <= likely <= high:
                check.wrong("order", where=where)
        else:
            check.wrong("three", where=where)
    return told


def limits_of(path: str) -> Number:
    """What a number at this path may be."""
    head, _, last = path.rpartition(".")
    tables = {"approval": APPROVAL, "overhead": OVERHEAD, "promise": PROMISE, "": WHOLE}
    table = PERSON if re.fullmatch(r"people\.\d+", head) else tables.get(head, CHANNEL)
    return (CHANNEL if last not in table else table).get(last, ANY)


def _names(check: Checking, top: Mapping[str, Any], found: Basis) -> dict[str, Text]:
    known = [*(c.name for c in found.channels), *found.plans]
    rows = check.items(top.get("names", {}), "names", 200)
    for name, _ in rows:
        if name not in known:
            check.unknown(name, "names", known)
    return {name: check.label(row, f"names.{name}") for name, row in rows}


# ---- and back --------------------------------------------------------------------------------------


def _bare(one: Channel | Person, keys: Mapping[str, Number]) -> dict[str, Any]:
    """Its numbers by the names of the file, without those that are not set."""
    given = {f.name: getattr(one, f.name) for f in fields(one)}
    return {name: given[name] for name in keys if given[name] is not None}


def _person_data(person: Person) -> dict[str, Any]:
    told = _bare(person, PERSON)
    if person.name:
        told["name"] = person.name
    if person.holds:
        told["holds"] = sorted(person.holds)
    if person.away:
        told["away"] = [[first.isoformat(), last.isoformat()] for first, last in person.away]
    return told


def _staffed_data(staffed: tuple[Window, ...]) -> list[dict[str, Any]]:
    """Days with the same times together."""
    days: dict[tuple[float, float], list[str]] = {}
    for start, end in (piece for window in staffed for piece in _by_day(*window)):
        day = int(start // 24)
        days.setdefault((start - 24 * day, end - 24 * day), []).append(DAYS[day % 7])
    return [{"days": names, "from": _clock(start), "to": _clock(end)} for (start, end), names in days.items()]


def _by_day(start: float, end: float) -> list[Window]:
    """A window as it can be written: one as long as a day or longer ends at each midnight."""
    if end - start < 24:
        return [(start, end)]
    midnight = 24 * (start // 24 + 1)
    return [(start, midnight), *(_by_day(midnight, end) if end > midnight else [])]


def _clock(hour: float) -> str:
    minutes = round(60 * (hour if hour <= 24 else hour - 24))
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
