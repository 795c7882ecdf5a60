"""The form of the explorer as plain data: what `explorer.js` draws, from a draft; no widget, no room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop import texts
from workshop.desk import entries, whatif
from workshop.desk.entries import CURVES, DAYS, Entry, shown
from workshop.desk.whatif import Draft
from workshop.model import Text

Spec = dict[str, Any]
FEW = ("minutes", "followers", "value")
REST = (
    "half",
    "inbound",
    "comments",
    "reply_share",
    "reply_minutes",
    "read_minutes",
    "fixed_hours",
    "max_posts",
    "step",
    "tolerance",
    "tired",
)
HOUSE = {
    "replies": ("staffed", "every", "promise.within", "promise.share"),
    "work": (
        "approval.share",
        "approval.minutes",
        "approval.delay",
        "overhead.coordination",
        "overhead.support",
        "overhead.training",
    ),
    "rules": ("keep", "holders", "most_load"),
    "model": ("cost_per_hour", "curve", "shape", "irregular"),
}


def form(draft: Draft, labels: Mapping[str, Text], others: Sequence[str], lang: str) -> dict[str, Any]:
    """Everything that can be set: channels in use and those that could be, people, the house."""
    return {
        "channels": [_channel(draft, name, labels, lang) for name in draft.channels],
        "others": [{"id": name, "label": called(labels, name, lang)} for name in others],
        "people": [_person(draft, number, labels, lang) for number in range(len(draft.people))],
        "house": [
            {"title": texts.say(f"desk.explorer_house_{group}", lang)}
            | {"fields": [_field(draft, path, "", labels, lang) for path in paths]}
            for group, paths in HOUSE.items()
        ],
    }


def called(labels: Mapping[str, Text], name: str, lang: str) -> str:
    """What a channel or a plan is called."""
    return texts.pick(labels[name], lang) if name in labels else name


def person(draft: Draft, number: int, lang: str) -> str:
    """What a person is called: by name, else by number."""
    return str(draft.people[number]["name"]) or texts.say("desk.explorer_person", lang, number=number + 1)


def label(path: str, lang: str) -> str:
    """What the number at this path is: 'minutes a post'."""
    first, *rest = path.split(".")
    name = path.replace(".", "_") if path in entries.HOUSE else "posts" if first == "posts" else rest[-1]
    return texts.say(f"desk.explorer_{name}", lang)


def named(draft: Draft, path: str, labels: Mapping[str, Text], lang: str) -> str:
    """The same with whose it is, without how to fill it in: 'Facebook, minutes a post'."""
    first, *rest = path.split(".")
    if path in entries.HOUSE:
        return label(path, lang).partition(" (")[0]
    whose = person(draft, int(rest[0]), lang) if first == "people" else ""
    whose = whose or called(labels, rest[0] if first == "posts" else first, lang)
    return f"{whose}, {label(path, lang)}".partition(" (")[0]


def _channel(draft: Draft, name: str, labels: Mapping[str, Text], lang: str) -> dict[str, Any]:
    said = called(labels, name, lang)
    return {
        "id": name,
        "label": said,
        "slider": _slider(draft, f"posts.{name}", labels, lang),
        "fields": [_field(draft, f"{name}.{one}", said, labels, lang) for one in FEW],
        "more": [_field(draft, f"{name}.{one}", said, labels, lang) for one in REST],
    }


def _person(draft: Draft, number: int, labels: Mapping[str, Text], lang: str) -> dict[str, Any]:
    said, path = person(draft, number, lang), f"people.{number}"
    few, rest = ("name", "absence"), ("focus", "daily_minutes", "holds", "away")
    return {
        "number": number,
        "label": said,
        "slider": _slider(draft, f"{path}.hours", labels, lang),
        "fields": [_field(draft, f"{path}.{one}", said, labels, lang) for one in few],
        "more": [_field(draft, f"{path}.{one}", said, labels, lang) for one in rest],
    }


def _slider(draft: Draft, path: str, labels: Mapping[str, Text], lang: str) -> Spec:
    """A number with a slider beside its field: as far as the most posts a week, or forty hours."""
    now = float(whatif.value(draft, path))
    channel = draft.channels[path.partition(".")[2]] if path.startswith("posts.") else {}
    step, most = float(channel.get("step", 0.5)), float(channel.get("max_posts", 40))
    spec = _field(draft, path, "", labels, lang)
    return {**spec, "kind": "slider", "at": now, "low": 0, "high": max(most, now), "step": min(step, most)}


def _field(draft: Draft, path: str, whose: str, labels: Mapping[str, Text], lang: str) -> Spec:
    entry, value = whatif.entry(path), whatif.value(draft, path)
    short = label(path, lang)
    spec: Spec = {"path": path, "kind": entry.kind, "label": short, "name": f"{whose}, {short}" if whose else short}
    if path.startswith(("posts.", "people.")):
        spec["name"] = named(draft, path, labels, lang)
    return spec | _KINDS[entry.kind](entry, value, draft, labels, lang)


def _number(entry: Entry, value: Any, draft: Draft, labels: Mapping[str, Text], lang: str) -> Spec:
    return {"text": shown(entry, value, lang)}


def _plain(entry: Entry, value: Any, draft: Draft, labels: Mapping[str, Text], lang: str) -> Spec:
    return {"text": value}


def _choice(entry: Entry, value: Any, draft: Draft, labels: Mapping[str, Text], lang: str) -> Spec:
    options = [{"id": one, "label": texts.say(f"desk.explorer_curve_{one}", lang)} for one in CURVES]
    return {"text": value, "options": options}


def _checks(entry: Entry, value: Any, draft: Draft, labels: Mapping[str, Text], lang: str) -> Spec:
    options = [{"id": one, "label": called(labels, one, lang)} for one in draft.channels]
    return {"text": list(value), "options": options}


def _windows(entry: Entry, value: Any, draft: Draft, labels: Mapping[str, Text], lang: str) -> Spec:
    days = [{"id": day, "label": texts.say(f"desk.explorer_{day}", lang)} for day in DAYS]
    return {"text": [dict(one) for one in value], "days": days}


def _spans(entry: Entry, value: Any, draft: Draft, labels: Mapping[str, Text], lang: str) -> Spec:
    return {"text": [{"from": str(first), "to": str(last)} for first, last in value]}


_KINDS = {
    "number": _number,
    "text": _plain,
    "check": _plain,
    "choice": _choice,
    "checks": _checks,
    "windows": _windows,
    "spans": _spans,
}
