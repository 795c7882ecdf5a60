"""What a rhythm rests on, number by number: where each comes from, what changed, and the way there by its path.

A path names one number of the rhythm file: "facebook.half", "people.0.hours", "approval.minutes", "every".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workshop import texts
from workshop.agenda import Content, Platform, Quantity
from workshop.errors import InputError

Data = dict[str, Any]
Origins = dict[str, dict[str, Any]]
FIRST = ("facebook", "instagram", "newsletter")  # open to begin with; the room changes it
GROUPS = {"approval": "approval", "promise": "promise", "overhead": "overhead_hours"}  # path -> key of the file
APART = ("channels", "people", "plans", "names", "ranges", *GROUPS.values())
OURS = {"source": "judgement", "year": "2026", "grade": "judgement", "confidence": "weak"}
WEEK = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00"}]
SLOW = 1.0  # posts a week below which a channel is planned in quarters: a monthly letter


def starting(content: Content) -> tuple[Data, Origins]:
    """The rhythm file that a room starts from, and where each of its numbers comes from."""
    shared = content.shared
    many = len(FIRST)
    channels = {id: channel(content.platforms[id], content) for id in FIRST}
    for n, numbers in enumerate(channels.values()):
        numbers["value"] = 100 // many + (n < 100 % many)  # a hundred points, shared evenly
    away, focus = likely(shared["absence_share"]), likely(shared["focus_share"])
    ends = (shared["hours_to_start"].high, shared["hours_to_start"].low)
    training = round(likely(shared["training_hours_per_person_year"]) * len(ends) / 52, 4)
    data: Data = {
        "channels": channels,
        "people": [{"hours": hours, "absence": away, "focus": focus} for hours in ends],
        "overhead_hours": {"coordination": likely(shared["coordination_hours"]), "training": training, "support": 0},
        "approval": {"share": likely(shared["approval_share"]), "minutes": likely(shared["approval_minutes"])},
        "staffed": WEEK,
        "ranges": dict(ranges(content, FIRST)),
    }
    return data, {path: origin for path in flat(data) if (origin := source(content, path))}


def channel(platform: Platform, content: Content) -> Data:
    """The numbers a channel starts with; its worth and its followers are for the room to say."""
    shared, answered = content.shared, "share_deserving_reply"
    if platform.kind == "mail":
        answered = "newsletter_replies_deserving_reply"
    issue = platform.inbound.plus_per_issue
    found: Data = {
        "value": 20,
        "half": likely(platform.half_saturation),
        "minutes": likely(platform.minutes_per_post[0]),
        "followers": int(likely(shared["followers_to_start"])),
        "inbound": likely(platform.inbound),
        "comments": likely(shared["comments_per_post"]) if issue is None else issue,
        "reply_share": likely(shared[answered]),
        "reply_minutes": likely(shared["minutes_per_reply"]),
        "read_minutes": likely(shared["minutes_to_read_one"]),
        "fixed_hours": likely(shared["fixed_hours_per_channel"]),
        "max_posts": max(1, round(2 * (platform.posts.high or 1))),
    }
    return found | ({"step": 0.25} if (platform.posts.likely or 1) < SLOW else {})


def likely(quantity: Quantity) -> float:
    """The number to start from: the likely one, else the only one, else the middle of its range."""
    for known in (quantity.likely, quantity.value):
        if known is not None:
            return known
    return ((quantity.low or 0.0) + (quantity.high or 0.0)) / 2


def ranges(content: Content, channels: Iterable[str]) -> Iterable[tuple[str, list[float]]]:
    """Lowest, likely and highest of what the data knows a range of, by path."""
    for id in channels:
        platform = content.platforms[id]
        known = {
            "half": platform.half_saturation,
            "minutes": platform.minutes_per_post[0],
            "inbound": platform.inbound,
        }
        for name, quantity in known.items():
            if quantity.low is not None and quantity.high is not None:
                yield f"{id}.{name}", [quantity.low, likely(quantity), quantity.high]
    for path, key in (("approval.minutes", "approval_minutes"), ("optimism", "optimism_multiplier")):
        asked = content.shared[key]
        yield path, [asked.low or 0.0, likely(asked), asked.high or 0.0]


# ---- where a number comes from -------------------------------------------------------------------


def source(content: Content, path: str) -> dict[str, Any]:
    """The source, year, grade and confidence of the number that the data has at this path; {} if it has none."""
    of, _, name = path.removeprefix("ranges.").partition(".")
    quantity = None
    if of in content.platforms:
        quantity = _of_channel(content.platforms[of], name, content)
    elif name or of == "optimism":
        quantity = content.shared.get(_SHARED.get(f"{of}.{name.rpartition('.')[2]}", ""))
    if quantity is None:
        return dict(OURS) if of in content.platforms or of in (*GROUPS, "people", "staffed") else {}
    return {key: getattr(quantity, key) for key in OURS}


_SHARED = {
    "people.absence": "absence_share",
    "people.focus": "focus_share",
    "people.hours": "hours_to_start",
    "approval.share": "approval_share",
    "approval.minutes": "approval_minutes",
    "overhead.coordination": "coordination_hours",
    "overhead.training": "training_hours_per_person_year",
    "optimism.": "optimism_multiplier",
}
_CHANNEL = {
    "followers": "followers_to_start",
    "comments": "comments_per_post",
    "reply_share": "share_deserving_reply",
    "reply_minutes": "minutes_per_reply",
    "read_minutes": "minutes_to_read_one",
    "fixed_hours": "fixed_hours_per_channel",
}


def _of_channel(platform: Platform, name: str, content: Content) -> Quantity | None:
    own = {
        "half": platform.half_saturation,
        "minutes": platform.minutes_per_post[0],
        "inbound": platform.inbound,
        "max_posts": platform.posts,
        "step": platform.posts,
    }
    if platform.kind == "mail":
        own |= {"comments": platform.inbound, "reply_share": content.shared["newsletter_replies_deserving_reply"]}
    return own.get(name) or content.shared.get(_CHANNEL.get(name, ""))


def origins(
    content: Content, before: Mapping[str, Any], after: Mapping[str, Any], known: Origins, mark: Data
) -> Origins:
    """Where each number of `after` comes from: as it was known, or from whoever changed it (`mark`: by and at).

    A channel that is opened with the numbers of the data brings their sources.
    """
    old, found = flat(before), {}
    for path, value in flat(after).items():
        of = path.removeprefix("ranges.").partition(".")[0]
        if path in old and old[path] == value:
            origin = known.get(path) or source(content, path)
        elif path not in old and _as_shipped(content, of, path, value):
            origin = source(content, path)
        else:
            origin = {**mark, "was": old.get(path)}
        if origin:
            found[path] = origin
    return found


def _as_shipped(content: Content, of: str, path: str, value: Any) -> bool:
    """Whether the data itself has this number for a channel that is new here."""
    if of not in content.platforms:
        return False
    if path.startswith("ranges."):
        return bool(dict(ranges(content, [of])).get(path.removeprefix("ranges.")) == value)
    return bool(channel(content.platforms[of], content).get(path.partition(".")[2]) == value)


# ---- numbers by their paths ----------------------------------------------------------------------


def flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """Every number of a rhythm file by its path; plans and names are no assumptions."""
    found = {f"{id}.{name}": value for id, one in data.get("channels", {}).items() for name, value in one.items()}
    for n, person in enumerate(data.get("people", ())):
        found |= {f"people.{n}.{name}": value for name, value in person.items()}
    for start, key in GROUPS.items():
        group = data.get(key)
        if isinstance(group, Mapping):
            found |= {f"{start}.{name}": value for name, value in group.items()}
        elif group is not None:
            found[f"{start}.coordination" if start == "overhead" else start] = group
    found |= {f"ranges.{path}": [*ends] for path, ends in data.get("ranges", {}).items()}
    return found | {key: value for key, value in data.items() if key not in APART}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Data]:
    """What differs, path by path: {path, was, now}, None where there was or is nothing.

    A range whose ends stay is no change: its likely number is told by the path of the number itself.
    """
    old, new = flat(before), flat(after)
    paths = [*old, *(path for path in new if path not in old)]
    return [
        {"path": p, "was": old.get(p), "now": new.get(p)}
        for p in paths
        if _ends(p, old.get(p)) != _ends(p, new.get(p))
    ]


def _ends(path: str, value: Any) -> Any:
    return [value[0], value[-1]] if path.startswith("ranges.") and value else value


def placed(data: Mapping[str, Any], path: str, value: Any, lang: str) -> Data:
    """The rhythm file with this number at its path, None to take it out; InputError where there is no such place."""
    found: Data = copied(data)
    of, _, name = path.partition(".")
    if of == "people":
        number, _, name = name.partition(".")
        place = _nth(found.setdefault("people", []), number, path, lang)
    elif of == "ranges":
        place = found.setdefault("ranges", {})
    elif of in found["channels"]:
        place = found["channels"][of]
    elif of in GROUPS:
        place = _group(found, of)
    else:
        place, name = found, path
    if not name or (place is found and "." in name):
        raise InputError(texts.say("desk.no_assumption", lang, path=path))
    place[name] = value
    if value is None:
        del place[name]
    return found


def ambiguous(channel: Any) -> bool:
    """Whether paths could not tell this channel's numbers from others."""
    return "." in str(channel) or channel in (*GROUPS, "people", "posts", "ranges")


def _nth(people: list[Data], number: str, path: str, lang: str) -> Data:
    """This person, or a new one just after the last."""
    if not number.isascii() or not number.isdigit() or int(number) > len(people):
        raise InputError(texts.say("desk.no_assumption", lang, path=path))
    if int(number) == len(people):
        people.append({})
    return people[int(number)]


def _group(data: Data, of: str) -> Data:
    group = data.setdefault(GROUPS[of], {})
    if not isinstance(group, dict):
        group = data[GROUPS[of]] = {"coordination": group}
    return group


def copied(value: Any) -> Any:
    """Plain values of our own, as JSON would bring them back."""
    if isinstance(value, Mapping):
        return {str(key): copied(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [copied(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)]
    return value


# ---- what was kept before ------------------------------------------------------------------------


def former(kept: Mapping[str, Any], content: Content) -> Data | None:
    """What a workshop kept before rhythm files were: channels, hours, habits and plans; None if it cannot be read."""
    from workshop.methods import rhythm

    try:
        return rhythm.as_data(rhythm.basis(_former(kept, content)))
    except (InputError, AttributeError, KeyError, TypeError):
        return None


def _former(kept: Mapping[str, Any], content: Content) -> Data:
    ids = {platform.name: id for id, platform in content.platforms.items()}
    named = {str(one["name"]): one for one in kept.get("channels", ())}
    habits, plans, names = kept.get("habits") or {}, {}, {}
    for n, plan in enumerate(kept.get("plans", ()), 1):
        plans[f"plan_{n}"] = {ids.get(name, name): posts for name, posts in plan["posts"].items() if name in named}
        names[f"plan_{n}"] = dict(plan["name"])
    known = (
        "value half minutes followers inbound comments reply_share reply_minutes read_minutes fixed_hours max_posts"
    )
    team = [{key: one[key] for key in ("hours", "absence", "focus") if key in one} for one in kept.get("team", ())]
    return {
        "channels": {
            ids.get(name, name): {key: one[key] for key in known.split() if key in one} for name, one in named.items()
        },
        "people": team,
        "overhead_hours": habits.get("overhead", 0.0),
        "approval": {
            "share": habits.get("approval_share", 0.25),
            "minutes": habits.get("approval_minutes", 10.0),
        },
        "staffed": WEEK,
        "plans": plans,
        "names": names,
    }
