"""What people enter for a rhythm, number by number: its bounds, how it is written, and how it is read.

What cannot be read raises InputError in a sentence; nothing is rounded, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workshop import texts
from workshop.errors import InputError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CURVES = ("exponential", "hill", "power")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that people enter: a number between two others unless `kind` says otherwise.

    People read and type `scale` times what is kept: a share is said in percent.
    """

    kind: str = "number"  # or check, choice, checks, text, windows, spans
    least: float = 0.0
    most: float = 1_000_000.0
    step: float = 1.0
    scale: float = 1.0
    whole: bool = False
    optional: bool = False
    start: Any = 0.0  # where a file says nothing
    choices: tuple[str, ...] = ()


def _share(start: float | None = 0.0, optional: bool = False) -> Entry:
    return Entry(most=1.0, step=1, scale=100, start=start, optional=optional)


POSTS = Entry(most=500)
CHANNEL: Mapping[str, Entry] = {
    "minutes": Entry(most=10_000, step=5),
    "followers": Entry(most=1e9, step=100, whole=True, start=0),
    "value": Entry(most=1000),
    "half": Entry(least=0.01, most=500, step=0.25, start=1.0),
    "inbound": Entry(most=10_000),
    "comments": Entry(most=10_000, step=0.1),
    "reply_share": _share(),
    "reply_minutes": Entry(most=1000, step=0.5),
    "read_minutes": Entry(most=1000, step=0.1),
    "fixed_hours": Entry(most=168, step=0.25),
    "max_posts": Entry(least=0, most=500, whole=True, start=10),
    "step": Entry(least=0.01, most=50, step=0.25, start=1.0),
    "tolerance": Entry(most=500, optional=True, start=None),
    "tired": Entry(most=100, step=0.1),
}
PERSON: Mapping[str, Entry] = {
    "name": Entry("text", start=""),
    "hours": Entry(most=168, step=0.5),
    "absence": _share(),
    "focus": _share(1.0),
    "daily_minutes": Entry(most=1440, step=15, optional=True, start=None),
    "holds": Entry("checks", start=()),
    "away": Entry("spans", start=()),
}
HOUSE: Mapping[str, Entry] = {
    "approval.share": _share(0.25),
    "approval.minutes": Entry(most=1000, start=10.0),
    "approval.delay": Entry(most=1000),
    "overhead.coordination": Entry(most=168, step=0.25),
    "overhead.training": Entry(most=168, step=0.25),
    "overhead.support": Entry(most=168, step=0.25),
    "staffed": Entry("windows", start=()),
    "every": Entry(most=168, step=0.5),
    "promise.within": Entry(least=0.25, most=168, optional=True, start=None),
    "promise.share": _share(None, optional=True),
    "holders": Entry(least=1, most=50, whole=True, start=1),
    "keep": Entry("checks", start=()),
    "most_load": Entry(least=0.01, most=2.0, step=5, scale=100, start=1.0),
    "cost_per_hour": Entry(most=100_000, step=0.5, optional=True, start=None),
    "curve": Entry("choice", start="exponential", choices=CURVES),
    "shape": Entry(least=-5, most=20, step=0.05, optional=True, start=None),
    "irregular": Entry("check", start=False),
}


# ---- what was typed ------------------------------------------------------------------------------


def heard(entry: Entry, said: Any, lang: str, channels: Iterable[str]) -> Any:
    """What was entered, as the rhythm file holds it; InputError if it cannot be that."""
    if entry.kind == "check":
        return bool(said)
    if entry.kind == "choice":
        return said if said in entry.choices else entry.start
    if entry.kind == "checks":
        return [one for one in channels if one in said]
    if entry.kind == "text":
        return texts.clean(str(said))[:60]
    if entry.kind == "windows":
        return [_window(one, lang) for one in said if one.get("days") or one.get("from") or one.get("to")]
    if entry.kind == "spans":
        return [_span(one, lang) for one in said if one.get("from") or one.get("to")]
    return _bounded(entry, str(said), lang)


def _bounded(entry: Entry, said: str, lang: str) -> float | int | None:
    if entry.optional and not said.strip():
        return None
    found = number(said, lang) / entry.scale
    if not entry.least <= found <= entry.most:
        bounds = {"least": shown(entry, entry.least, lang), "most": shown(entry, entry.most, lang)}
        raise InputError(texts.say("desk.explorer_bounds", lang, **bounds))
    if not entry.whole:
        return found
    if found != int(found):
        raise InputError(texts.say("desk.explorer_whole", lang, text=said))
    return int(found)


def number(said: str, lang: str) -> float:
    """A number as people write it, with a point or a comma; spaces within are forgiven."""
    plain = re.sub(r"[\s\u00a0\u202f%]", "", said).replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain) or len(plain) > 15:
        raise InputError(texts.say("desk.bad_number", lang, text=said))
    return float(plain)


def shown(entry: Entry, value: float | None, lang: str) -> str:
    """A number as it stands in its field: percent of a share, at most four decimals, the language's comma."""
    if value is None:
        return ""
    plain = f"{round(value * entry.scale, 4):.4f}".rstrip("0").rstrip(".")
    return plain.replace(".", ",") if lang == "fr" else plain


def _window(one: Mapping[str, Any], lang: str) -> dict[str, Any]:
    days = [day for day in DAYS if day in (one.get("days") or ())]
    start, end = str(one.get("from", "")), str(one.get("to", ""))
    if (
        not days
        or not _TIME.fullmatch(start)
        or not _TIME.fullmatch(end)
        or start.zfill(5) in (end.zfill(5), "24:00")
    ):
        raise InputError(texts.say("desk.explorer_window", lang))
    return {"days": days, "from": start.zfill(5), "to": end.zfill(5)}


def _span(one: Mapping[str, Any], lang: str) -> list[str]:
    try:
        first, last = date.fromisoformat(str(one.get("from"))), date.fromisoformat(str(one.get("to")))
    except ValueError as cause:
        raise InputError(texts.say("desk.explorer_span", lang)) from cause
    if last < first:
        raise InputError(texts.say("desk.explorer_span", lang))
    return [first.isoformat(), last.isoformat()]
