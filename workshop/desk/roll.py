"""The attendance list, as the room tells it to the desk: finding people in it, and whose voice it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workshop import texts
from workshop.agenda.nouns import Perspective
from workshop.errors import InputError
from workshop.model import Record

Listed = Sequence[Mapping[str, Any]]


def same(one: str, other: str) -> bool:
    """Whether two people would say these are the same name."""
    return " ".join(one.casefold().split()) == " ".join(texts.clean(other).casefold().split())


def listed(record: Record) -> Listed:
    """The list as the record has it."""
    return [{"id": p.id, "name": p.name, "role": p.role, "present": p.present} for p in record.participants]


def found(listed: Listed, who: str, lang: str) -> str:
    """The id of who has this id or name; InputError if nobody or more than one has."""
    ids = [one["id"] for one in listed if one["id"] == who] or [one["id"] for one in listed if same(one["name"], who)]
    if len(ids) != 1:
        raise InputError(texts.say("desk.nobody_called" if not ids else "desk.several_called", lang, name=who))
    return str(ids[0])


def missing(listed: Listed, perspectives: Iterable[Perspective]) -> list[Perspective]:
    """The perspectives that nobody present brings."""
    roles = {one["role"] for one in listed if one["present"]}
    return [one for one in perspectives if not roles & set(one.roles)]


def missing_words(listed: Listed, perspectives: Iterable[Perspective], lang: str) -> str:
    """Who is missing, as a sentence."""
    names = [texts.pick(one.label, lang) for one in missing(listed, perspectives)]
    if not names:
        return texts.say("desk.room_missing_none", lang)
    return texts.say("desk.room_missing", lang, names=texts.say("desk.room_semicolon", lang).join(names))


def quorum_words(present: int, quorum: object, lang: str) -> str:
    """How many are here of how many are needed; nothing where no quorum is set."""
    if not isinstance(quorum, int) or not quorum:
        return ""
    return texts.say("desk.room_quorum_met" if present >= quorum else "desk.room_quorum_short", lang,
                     present=present, quorum=quorum)  # fmt: skip
