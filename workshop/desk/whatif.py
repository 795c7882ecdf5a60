"""What if: a rhythm under the facilitator's hands, as plain data that nobody else sees until it is kept.

A draft is the rhythm file (see `workshop.methods.rhythm.basis`) with every number in its place, the posts a week on
the sliders, and what was put aside. Each change gives a new draft; what cannot be read raises InputError and
changes nothing. A path names one number: "facebook.minutes", "people.0.hours", "approval.share", "posts.facebook".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from workshop import texts
from workshop.desk.entries import CHANNEL, HOUSE, PERSON, POSTS, Entry, heard
from workshop.errors import InputError
from workshop.model import Plan

Data = dict[str, Any]
OWN = {"value": 10, "half": 3.0, "minutes": 30.0, "max_posts": 7}  # where a channel of one's own begins
NOW = "now:"  # the plan on the sliders; no scenario can be called so


@dataclass(frozen=True, slots=True)
class Draft:
    """The rhythm file being changed, the posts on the sliders, and channels put aside with all their numbers."""

    data: Data
    posts: Mapping[str, float]
    aside: Mapping[str, Data] = field(default_factory=dict)

    @property
    def channels(self) -> Mapping[str, Data]:
        return self.data["channels"]  # type: ignore[no-any-return]

    @property
    def people(self) -> list[Data]:
        return self.data["people"]  # type: ignore[no-any-return]


def opened(data: Mapping[str, Any], posts: Mapping[str, float], before: Draft | None = None) -> Draft:
    """A draft of this rhythm file with these posts on the sliders; what was put aside in `before` stays aside."""
    own: Data = deepcopy(dict(data))
    overhead = own.pop("overhead_hours", 0.0)
    own["overhead"] = overhead if isinstance(overhead, Mapping) else {"coordination": overhead}
    own |= {key: dict(own.get(key) or {}) for key in ("overhead", "approval", "promise", "plans", "ranges", "names")}
    for channel in own["channels"].values():
        _filled(channel, CHANNEL)
    own["people"] = own.get("people") or [{"hours": 0.0}]
    for person in own["people"]:
        _filled(person, PERSON)
    for path, entry in HOUSE.items():
        place, name = _parent(own, path)
        place.setdefault(name, _copy(entry.start))
    aside = {name: one for name, one in before.aside.items() if name not in own["channels"]} if before else {}
    if before:
        own["names"] = {name: one for name, one in before.data["names"].items() if name in aside} | own["names"]
    return Draft(own, {name: float(posts.get(name, 0)) for name in own["channels"]}, aside)


def merged(draft: Draft, before: Mapping[str, Any], data: Mapping[str, Any]) -> Draft:
    """The draft over what others kept meanwhile: what was changed here since `before` stays, all else is theirs."""
    was, found, ours = opened(before, {}), opened(data, draft.posts, draft), differences(draft, before)
    if len(draft.people) != len(was.people):
        found.data["people"] = deepcopy(draft.people)
    for name in draft.channels:
        if name not in found.channels and any(path.startswith(f"{name}.") for path in ours):
            found = _brought(found, draft, name)
    for name in was.channels:
        if name not in draft.channels and name in found.channels and len(found.channels) > 1:
            found = unused(found, name)
    for path in ours:
        with suppress(KeyError, IndexError):  # of a channel or a person that went
            found = placed(found, path, deepcopy(value(draft, path)))
    return replace(found, aside={**found.aside, **{k: one for k, one in draft.aside.items() if k in found.aside}})


def _brought(draft: Draft, own: Draft, name: str) -> Draft:
    """The draft with a channel of another draft: its numbers, their ranges, its name, its posts."""
    data = deepcopy(draft.data)
    data["channels"][name] = deepcopy(own.channels[name])
    data["ranges"] |= {path: ends for path, ends in own.data["ranges"].items() if path.startswith(f"{name}.")}
    data["names"] |= {id: label for id, label in own.data["names"].items() if id == name}
    return replace(draft, data=data, posts={**draft.posts, name: own.posts[name]})


def played(draft: Draft, posts: Mapping[str, float]) -> Draft:
    """The draft with another plan on the sliders."""
    return replace(draft, posts={name: float(posts.get(name, 0)) for name in draft.channels})


def _filled(place: Data, entries: Mapping[str, Entry]) -> None:
    for name, entry in entries.items():
        place.setdefault(name, _copy(entry.start))


def _copy(start: Any) -> Any:
    return list(start) if isinstance(start, tuple) else start


# ---- one number ----------------------------------------------------------------------------------


def paths(draft: Draft) -> Iterator[str]:
    """Every number of the draft, by its path: channels, then people, then the house."""
    for name in draft.channels:
        yield f"posts.{name}"
        yield from (f"{name}.{one}" for one in CHANNEL)
    for number in range(len(draft.people)):
        yield from (f"people.{number}.{one}" for one in PERSON)
    yield from HOUSE


def assumed(draft: Draft) -> Iterator[str]:
    """The same without the posts on the sliders: a plan is no assumption."""
    return (path for path in paths(draft) if not path.startswith("posts."))


def entry(path: str) -> Entry:
    """What may be entered at this path; KeyError for a path that names nothing."""
    if path in HOUSE:
        return HOUSE[path]
    first, *rest = path.split(".")
    if first == "posts":
        return POSTS
    return PERSON[rest[1]] if first == "people" else CHANNEL[rest[0]]


def value(draft: Draft, path: str) -> Any:
    """What stands at this path."""
    first, _, rest = path.partition(".")
    if first == "posts":
        return draft.posts[rest]
    place, name = _parent(draft.data, path)
    return place[name]


def changed(draft: Draft, path: str, said: Any, lang: str) -> Draft:
    """The draft with what somebody entered at `path`; InputError says what cannot be read."""
    return placed(draft, path, heard(entry(path), said, lang, draft.channels))


def placed(draft: Draft, path: str, given: Any) -> Draft:
    """The draft with this value, as a rhythm file holds it, at `path`."""
    first, _, rest = path.partition(".")
    if first == "posts":
        return replace(draft, posts={**draft.posts, rest: given})
    data = deepcopy(draft.data)
    place, name = _parent(data, path)
    place[name] = given
    if path in data["ranges"] and given is not None:
        low, _, high = data["ranges"][path]
        data["ranges"][path] = [min(low, given), given, max(high, given)]
    return replace(draft, data=data)


def _parent(data: Data, path: str) -> tuple[Data, str]:
    first, *rest = path.split(".")
    if first == "people":
        return data["people"][int(rest[0])], rest[1]
    if path in HOUSE:
        return (data[first], rest[0]) if rest else (data, first)
    return data["channels"][first], rest[0]


# ---- more and fewer ------------------------------------------------------------------------------


def used(
    draft: Draft, name: str, start: Mapping[str, Any], posts: float, ranges: Mapping[str, list[float]] | None = None
) -> Draft:
    """The draft with this channel: with the numbers it had when it was put aside, else those of `start`."""
    data, back = deepcopy(draft.data), deepcopy(draft.aside.get(name))
    if back is None:
        back = {**start, "posts": posts, "ranges": dict(ranges or {})}
    often, known = back.pop("posts"), back.pop("ranges")
    _filled(back, CHANNEL)
    data["channels"][name] = back
    data["ranges"] |= known
    aside = {one: numbers for one, numbers in draft.aside.items() if one != name}
    return Draft(data, {**draft.posts, name: often}, aside)


def invented(draft: Draft, name: str, label: str) -> Draft:
    """The draft with a channel of one's own, called so in every language."""
    found = used(draft, name, OWN, 1.0)
    found.data["names"][name] = dict.fromkeys(texts.LANGS, label)
    return found


def unused(draft: Draft, name: str) -> Draft:
    """The draft without this channel, its numbers put aside; InputError if it is the last."""
    if len(draft.channels) < 2:
        raise InputError(text="desk.explorer_last")
    data = deepcopy(draft.data)
    channel = data["channels"].pop(name)
    kept_ranges = {path: data["ranges"].pop(path) for path in list(data["ranges"]) if path.startswith(f"{name}.")}
    data["keep"] = [one for one in data["keep"] if one != name]
    for person in data["people"]:
        person["holds"] = [one for one in person["holds"] if one != name]
    posts = {one: n for one, n in draft.posts.items() if one != name}
    return Draft(data, posts, {**draft.aside, name: {**channel, "posts": draft.posts[name], "ranges": kept_ranges}})


def person_added(draft: Draft) -> Draft:
    """The draft with one more person, away and interrupted like the last one."""
    data = deepcopy(draft.data)
    new = {"hours": 4.0, **({k: data["people"][-1][k] for k in ("absence", "focus")} if data["people"] else {})}
    _filled(new, PERSON)
    data["people"].append(new)
    return replace(draft, data=data)


def person_gone(draft: Draft, number: int) -> Draft:
    """The draft without this person; InputError if nobody is left."""
    if len(draft.people) < 2:
        raise InputError(text="desk.explorer_nobody")
    data = deepcopy(draft.data)
    del data["people"][number]
    return replace(draft, data=data)


def identifier(name: str, taken: Iterable[str]) -> str:
    """An id for a channel of one's own: its letters and digits, made unlike those already there."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30] or "channel"
    known, count, found = {*taken, "people", "posts", *(path.split(".")[0] for path in HOUSE)}, 2, base
    while found in known:
        found, count = f"{base}_{count}", count + 1
    return found


# ---- to and from the rhythm file -----------------------------------------------------------------


def kept(draft: Draft) -> Data:
    """The rhythm file as it may be kept: without what is empty, and nothing about channels that are put aside."""
    data = deepcopy(draft.data)
    for channel in data["channels"].values():
        _emptied(channel, CHANNEL)
    for person in data["people"]:
        _emptied(person, PERSON)
    _emptied(data, HOUSE)
    _emptied(data["promise"], ("within", "share"))
    if len(data["promise"]) < 2:
        del data["promise"]
    data["overhead_hours"] = data.pop("overhead")
    data["plans"] = {name: _of(plan, draft) for name, plan in data["plans"].items()}
    data["names"] = {name: one for name, one in data["names"].items() if name in (*data["channels"], *data["plans"])}
    return data


def _emptied(place: Data, names: Iterable[str]) -> None:
    """Take out what somebody left empty; nought is a number."""
    for name in names:
        if name in place and (place[name] is None or place[name] in ("", [])):
            del place[name]


def plans(draft: Draft) -> dict[str, Plan]:
    """The plans to compare: that on the sliders as NOW, unless it is one that has a name, then those with names."""
    named = {name: Plan(name, _of(plan, draft)) for name, plan in draft.data["plans"].items()}
    return named if current(draft) != NOW else {NOW: Plan(NOW, dict(draft.posts)), **named}


def current(draft: Draft) -> str:
    """The plan on the sliders: the first with a name that says the same, else NOW."""
    here = _open(draft.posts)
    return next((name for name, plan in draft.data["plans"].items() if _open(_of(plan, draft)) == here), NOW)


def _open(plan: Mapping[str, float]) -> dict[str, float]:
    return {name: posts for name, posts in plan.items() if posts}


def _of(plan: Mapping[str, float], draft: Draft) -> dict[str, float]:
    return {name: posts for name, posts in plan.items() if name in draft.channels}


def differences(draft: Draft, data: Mapping[str, Any]) -> list[str]:
    """Paths of the numbers that differ from this rhythm file; a new channel or person counts with all of them."""
    there, here = ({path: value(one, path) for path in assumed(one)} for one in (opened(data, {}), draft))
    return [path for path in {**there, **here} if there.get(path, ...) != here.get(path, ...)]
