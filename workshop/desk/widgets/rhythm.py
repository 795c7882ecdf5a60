"""Our channels and our hours: what the room enters, worked out into a frontier and kept with the workshop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.agenda import Content, Platform
from workshop.desk.widgets.live import Live, Values, module, replace
from workshop.errors import InputError
from workshop.methods.rhythm import Basis, Channel, Habits, Person, best
from workshop.model import Text

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

FIRST = ("facebook", "instagram", "newsletter")  # ticked to begin with; the room changes it
NUMBERS = ("posts", "minutes", "followers", "value")


class RhythmWidget(Live):
    """A row a channel (used, posts now, minutes a post, followers, worth), the team's hours, one button."""

    _esm = module("rhythm")
    rows: Any = traitlets.List().tag(sync=True)
    columns: Any = traitlets.List().tag(sync=True)
    fields: Any = traitlets.List().tag(sync=True)
    done = traitlets.Unicode("").tag(sync=True)

    def __init__(self, w: Workshop) -> None:
        self.w = w
        kept = w.facts.get("rhythm") or {}
        columns = [{"id": name, "label": texts.say(f"desk.rhythm_{name}", w.lang)} for name in NUMBERS]
        super().__init__(w.lang, {"work_out": self._work_out}, columns=columns)
        self.rows = rows(w.content, kept)
        hours = [person["hours"] for person in kept.get("team", [])] or [12, 4]
        said = " + ".join(texts.number(one, w.lang) for one in hours)
        words = {"label": texts.say("desk.rhythm_team", w.lang), "hint": texts.say("desk.rhythm_team_hint", w.lang)}
        self.fields = [{"name": "team", "type": "text", "value": said, "wide": True, **words}]
        replace(w, "rhythm", self)

    def _work_out(self, values: Values) -> None:
        channels, posts = read(values, self.rows, self.w.lang)
        team = [Person(hours) for hours in hours_of(str(values.get("team", "")), self.w.lang)]
        habits = Habits()
        named: list[tuple[Text, Mapping[str, float]]] = [(texts.both("desk.rhythm_today"), posts)]
        if (found := best(Basis(tuple(channels), tuple(team), habits))) is not None:
            named.append((texts.both("desk.rhythm_best"), found.plan.posts))
        chart = self.w.rhythm(channels, team, habits, named)
        self.done = texts.pick(chart["finding"], self.w.lang)


def rows(content: Content, kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row a platform: what was kept, else the benchmarks of the data."""
    used = {one["name"]: one for one in kept.get("channels", [])}
    today: Mapping[str, float] = next((plan["posts"] for plan in kept.get("plans", [])), {})
    found = []
    for platform in content.platforms.values():
        row = _benchmarks(platform)
        if (own := used.get(platform.name)) is not None:
            row |= {"posts": today.get(platform.name, 0.0), **{k: own[k] for k in ("minutes", "followers", "value")}}
        row |= {name: f"{float(row[name]):g}" for name in NUMBERS}
        found.append(row | {"used": own is not None if kept else platform.id in FIRST})
    return found


def _benchmarks(platform: Platform) -> dict[str, Any]:
    """Where the room starts from; worth and followers are ours to guess, and the room's to correct."""
    made = next((one.likely or one.value for one in platform.minutes_per_post), None)
    return {
        "id": platform.id,
        "name": platform.name,
        "posts": platform.posts.likely or 1.0,
        "minutes": made or 30.0,
        "followers": 500,
        "value": 20.0,
        "half": platform.half_saturation.likely or 1.0,
        "inbound": platform.inbound.likely or platform.inbound.value or 0.0,
    }


def read(values: Values, rows: list[dict[str, Any]], lang: str) -> tuple[list[Channel], dict[str, float]]:
    """The channels ticked and their posts now; InputError for a number that is none, or for no channel at all."""
    channels, posts = [], {}
    for row in rows:
        if not values.get(f"{row['id']}.used"):
            continue
        numbers = {name: number(str(values.get(f"{row['id']}.{name}", "")), lang) for name in NUMBERS}
        channels.append(_channel(row, numbers))
        posts[row["name"]] = numbers["posts"]
    if not channels:
        raise InputError(texts.say("desk.rhythm_nothing", lang))
    return channels, posts


def _channel(row: Mapping[str, Any], numbers: Mapping[str, float]) -> Channel:
    followers = int(numbers["followers"])
    return Channel(row["name"], numbers["value"], row["half"], numbers["minutes"], followers, row["inbound"])


def number(said: str, lang: str) -> float:
    """A number as people write it, with a point or a comma."""
    try:
        found = float(said.replace(",", ".").replace("\u00a0", "").strip())
    except ValueError as cause:
        raise InputError(texts.say("desk.bad_number", lang, text=said)) from cause
    if not 0 <= found < 1e9:
        raise InputError(texts.say("desk.bad_number", lang, text=said))
    return found


def hours_of(said: str, lang: str) -> list[float]:
    """'12 + 4' as hours for each person."""
    return [number(one, lang) for one in said.replace(";", "+").split("+") if one.strip()]
