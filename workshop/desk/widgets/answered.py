"""What is drawn of something that everybody answers alone, as plain data: before, open, closed, shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshop import texts
from workshop.desk import asked
from workshop.desk.asked import HOURS, Asked
from workshop.figures.spreading import FEW
from workshop.messages import Crowd
from workshop.methods.sharing import Shared
from workshop.model import Record, Round

View = dict[str, Any]
MINUTES = 3
EMPTY: View = {"lead": "", "items": [], "lines": [], "chart": None, "finding": "", "table": None, "fields": []}
EMPTY |= {"note": "", "counts": False, "go": None, "quiet": [], "again": None}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a view is made of: the question, its rounds so far, and what else is going on."""

    asked: Asked
    rounds: Sequence[Round]
    record: Record
    timed: bool  # a clock runs for the open round
    shared: Shared | None  # of points, what the last round makes
    kept: bool  # these points are the calculator's
    lang: str

    def say(self, key: str, **facts: object) -> str:
        return texts.say(f"asking.{key}", self.lang, **facts)

    def desk(self, key: str, **facts: object) -> str:
        return texts.say(f"desk.{key}", self.lang, **facts)

    def pick(self, text: Mapping[str, str]) -> str:
        return texts.pick(text, self.lang)

    @property
    def busy(self) -> str:
        """What else is open in the room: it has to be closed first."""
        ours = {one.id for one in self.rounds}
        return next((self.pick(r.prompt) for r in self.record.rounds if r.state == "open" and r.id not in ours), "")

    def number(self, value: float) -> str:
        return texts.number(value, self.lang, 1)


def view(seen: Seen) -> View:
    """The whole view."""
    last = seen.rounds[-1] if seen.rounds else None
    state = "before" if last is None else {"open": "open", "closed": "closed"}.get(last.state, "shown")
    body = {"before": _before, "open": _open, "closed": _closed, "shown": _shown}[state](seen)
    return {
        **EMPTY,
        "key": f"{state} {len(seen.rounds)}",
        "lang": seen.lang,
        "title": seen.pick(last.prompt if last else seen.asked.prompt),
        "say": seen.desk("aloud", text=seen.pick(seen.asked.say)) if state in ("before", "open") else "",
        **body,
    }


def live(crowd: Crowd, round: Mapping[str, Any], lang: str) -> View:
    """How many have answered and how long is left; never what was answered."""
    words = texts.say(f"desk.answered{'_one' if crowd.answered == 1 else ''}", lang, total=crowd.entitled)
    remaining = round.get("remaining")
    return {
        "answered": str(crowd.answered),
        "words": words,
        "share": crowd.answered / crowd.entitled if crowd.entitled else 0,
        "remaining": remaining,
        "running": remaining is not None and not round.get("paused"),
        "left": texts.say("desk.left_paused" if round.get("paused") else "desk.left", lang),
    }


def _before(seen: Seen) -> View:
    if seen.busy:
        return {**_what(seen), "lines": [seen.desk("elsewhere", title=seen.busy)]}
    return {**_what(seen), "fields": [_minutes(seen)], "go": _button("ask", seen.say("go_ask"))}


def _what(seen: Seen) -> View:
    """What people will be asked for."""
    one, most = seen.asked, seen.asked.most
    if one.kind == "points":
        return {"lead": seen.say("kind_points", most=most), "items": [seen.pick(o.label) for o in one.options]}
    if one.ends:
        low, high = (seen.pick(end) for end in one.ends)
        items = [seen.say("end_low", text=low), seen.say("end_high", text=high, most=most)]
        return {"lead": seen.say("kind_ends", most=most), "items": items}
    return {"lead": seen.say("kind_guess", most=most)}


def _open(seen: Seen) -> View:
    quiet = [_button("here", seen.say("quiet_here")), _button("grid", seen.desk("quiet_grid"))]
    quiet += [_button("add", seen.desk("quiet_add"))] if seen.timed else []
    return {"counts": True, "go": _button("close", seen.say("go_close")), "quiet": quiet}


def _closed(seen: Seen) -> View:
    if seen.busy:
        return {"lines": [seen.say("waiting"), seen.desk("elsewhere", title=seen.busy)]}
    return {"lines": [seen.say("waiting")], "go": _button("reveal", seen.say("go_show")), "again": _again(seen)}


def _shown(seen: Seen) -> View:
    """The answers, and what comes of them."""
    chart = asked.chart(seen.record, seen.rounds[-1])
    found = {"chart": chart, "finding": seen.pick(chart["finding"]), "note": seen.pick(chart["note"])}
    again = None if seen.busy else _again(seen)
    if seen.asked.kind == "points":
        return {**found, **_worth(seen), "again": again}
    key = "next_hours" if seen.asked.id == HOURS else "next_scale"
    return {**found, "lines": [seen.say(key)], "again": again}


def _worth(seen: Seen) -> View:
    """What each channel is worth by these points, how far apart people are, and the way into the calculator."""
    one = seen.shared
    if one is None:
        return {"lines": [seen.say("nobody")]}
    lines = [seen.say("brought"), seen.say("apart", points=texts.number(one.apart, seen.lang, 0))]
    lines += [seen.say("averaged")] if one.averaged else []
    lines += [seen.say("kept")] if seen.kept else []
    labels = {option.id: seen.pick(option.label) for option in seen.rounds[-1].options}
    head = [seen.say(f"table_{key}") for key in ("channel", "value", "half")]
    order = sorted(one.values, key=lambda id: -one.values[id])
    rows = [[labels[id], seen.number(one.values[id]), _between(seen, one, id)] for id in order]
    table = {"kind": "table", "name": seen.say("table_name"), "head": head, "rows": rows}
    return {"lines": lines, "table": table, "go": None if seen.kept else _button("keep", seen.say("go_keep"))}


def _between(seen: Seen, one: Shared, option: str) -> str:
    """Where half of the answers lie; of fewer than three that would tell who said what."""
    if one.people < FEW:
        return ""
    low, high = one.halves[option]
    return seen.say("table_range", low=seen.number(low), high=seen.number(high))


def _again(seen: Seen) -> View:
    reason = {
        "name": "reason",
        "type": "text",
        "label": seen.say("again_why"),
        "hint": seen.say("again_hint"),
        "wide": True,
    }
    return {"label": seen.say("again"), "fields": [reason, _minutes(seen)], **_button("again", seen.say("go_ask"))}


def _minutes(seen: Seen) -> View:
    kind = {"type": "number", "min": 1, "max": 240, "step": 1}
    return {"name": "minutes", "label": seen.desk("minutes"), "value": str(MINUTES), **kind}


def _button(act: str, label: str) -> View:
    return {"act": act, "button": label}
