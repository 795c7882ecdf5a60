"""What the numbers of a rhythm are called, and the dated figures of sources that stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk.entries import CHANNEL, HOUSE, PERSON
from workshop.figures.words import told
from workshop.model import Text

if TYPE_CHECKING:
    from workshop.agenda import Content
    from workshop.agenda.nouns import Quantity
    from workshop.methods.rhythm import Basis


@dataclass(frozen=True)
class Marks:
    """Dated figures of sources: hours a week, and posts a week of channels."""

    hours: tuple[Mapping[str, Any], ...] = ()  # {"hours", "label"}
    posts: tuple[Mapping[str, Any], ...] = ()  # {"id", "at", "to", "label"}


def dated(content: Content, source: str = "source 000") -> Marks:
    """The figures of this source for each platform, and the ladder of effort, with the year each is of."""
    ladder = [{"hours": one.value, "label": _label("mark_ladder", one, hours=one.value)} for one in content.ladder]
    posts = [
        {"id": id, "at": one.low or one.high, "to": one.high, "label": _label("mark_norm", one, name=platform.name)}
        for id, platform in content.platforms.items()
        for one in platform.recommended
        if one.source == source
    ]
    return Marks(tuple(ladder), tuple(posts))


def _label(key: str, one: Quantity, **facts: Any) -> dict[str, str]:
    """'Facebook: one a day is already frequent (document 000, about 2012)'."""
    year = told("mark_about", year=one.year[1:]) if one.year.startswith("~") else one.year
    return told(key, what=one.note, year=year, **facts)


def person(basis: Basis, k: int) -> Text:
    """What the person of this place is called."""
    name = basis.people[k].name
    return dict.fromkeys(texts.LANGS, name) if name else told("input_person", count=k + 1)


def assumption(basis: Basis, labels: Mapping[str, Text], path: str) -> Text:
    """What people call the number of this path: 'Facebook: minutes a post'."""
    owner, _, what = path.rpartition(".")
    if path == "optimism":
        return told("input_optimism")
    channels = {channel.name for channel in basis.channels}
    if owner in channels:
        name = labels.get(owner) or basis.names.get(owner) or dict.fromkeys(texts.LANGS, owner)
    elif owner.startswith("people."):
        name = person(basis, int(owner.split(".")[1]))
    else:
        return texts.both(f"desk.explorer_{path.replace('.', '_')}")
    return told("input_of", name=name, what=texts.both(f"desk.explorer_{what}"))


def scale(path: str) -> float:
    """People read a share in percent."""
    what = path.rpartition(".")[2]
    entry = HOUSE.get(path) or CHANNEL.get(what) or PERSON.get(what)
    return entry.scale if entry else 1.0
