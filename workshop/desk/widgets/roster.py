"""The attendance list as the room widget shows it: by role, with who votes, for whom, and what may be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop import texts

Listed = Sequence[Mapping[str, Any]]


def groups(
    listed: Listed, roles: Sequence[Mapping[str, Any]], question: str | None, lang: str
) -> list[dict[str, Any]]:
    """People by role, roles in their order, people by name; who has a role no longer listed comes last."""
    labels = {one["id"]: texts.pick(one["label"], lang) for one in roles}
    votes = {one["id"]: one.get("votes", True) for one in roles}
    found = []
    for role in dict.fromkeys([*labels, *(p["role"] for p in listed)]):
        people = sorted((p for p in listed if p["role"] == role), key=lambda p: p["name"].casefold())
        if people:
            rows = [_row(p, listed, votes.get(role, True), question, lang) for p in people]
            found.append({"role": labels.get(role, role), "people": rows})
    return found


def _row(person: Mapping[str, Any], listed: Listed, votes: bool, question: str | None, lang: str) -> dict[str, Any]:
    recused = question in person["recused"]
    return {
        **{key: person[key] for key in ("id", "name", "present")},
        "holder": person["holder"] or "",
        "votes": votes,
        "recused": recused,
        "note": " · ".join(_notes(person, listed, votes, recused, lang)),
    }


def _notes(person: Mapping[str, Any], listed: Listed, votes: bool, recused: bool, lang: str) -> list[str]:
    """When they came and left, how they answer, for whom and by whom; what goes without saying is not said."""
    names = {one["id"]: one["name"] for one in listed}
    said = []
    if person["joined_at"] is None:
        said.append(texts.say("desk.roster_afar", lang))
    else:
        said.append(texts.say("desk.roster_came", lang, time=texts.clock(person["joined_at"], lang)))
    if person["left_at"]:
        said.append(texts.say("desk.roster_left", lang, time=texts.clock(person["left_at"], lang)))
    if person["channel"] != "phone" and person["joined_at"] is not None:
        said.append(texts.say(f"desk.channel_{person['channel']}", lang))
    if not votes:
        said.append(texts.say("desk.roster_observes", lang))
    if recused:
        said.append(texts.say("desk.roster_recused", lang))
    if person["holder"]:
        said.append(texts.say("desk.roster_held", lang, name=names.get(person["holder"], "")))
    if principals := [one["name"] for one in listed if one["holder"] == person["id"]]:
        said.append(texts.say("desk.roster_holds", lang, names=", ".join(principals)))
    return said


def holders(listed: Listed, roles: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Who could answer for somebody else: those present who vote."""
    observers = {one["id"] for one in roles if not one.get("votes", True)}
    able = [one for one in listed if one["present"] and one["role"] not in observers]
    return [{"id": one["id"], "label": one["name"]} for one in sorted(able, key=lambda one: one["name"].casefold())]
