"""How people write ideas: the steps of a format with their clock, and the statements to begin from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from workshop import texts
from workshop.agenda import Content
from workshop.agenda import Sequence as Part
from workshop.model import Format, Step, Text

FORMATS: tuple[str, ...] = get_args(Format)
LEAST = 15  # seconds of a step, however short the whole


def steps(content: Content, format: str, part: Part | None = None, minutes: float | None = None) -> tuple[Step, ...]:
    """The steps of a format: as long as the agenda's part gives them, else as its method does.

    With `minutes` the whole lasts that long, each step keeping its share, to five seconds.
    """
    found = content.methods[format].steps
    if part is not None and part.method == format:
        found = tuple(replace(one, seconds=s) for one, s in zip(found, part.seconds, strict=True))
    if minutes is None:
        return found
    share = 60 * minutes / sum(one.seconds for one in found)
    return tuple(replace(one, seconds=max(LEAST, 5 * round(one.seconds * share / 5))) for one in found)


def lasting(steps: Iterable[Step]) -> float:
    """Minutes of all these steps."""
    return sum(one.seconds for one in steps) / 60


def usual(part: Part | None) -> str:
    """The format that the agenda's part asks for, else silent writing."""
    return part.method if part is not None and part.method in FORMATS else "silent_writing"


def statements(lines: str | Iterable[str | Text], known: Iterable[Text], lang: str) -> list[dict[str, str]]:
    """Starter statements, one a line, in every language: those of the data keep their own wording in each."""
    same = {texts.pick(one, lang): dict(one) for one in known}
    every = (_in_every(one, same) for one in (lines.split("\n") if isinstance(lines, str) else lines))
    return [one for one in every if any(one.values())]


def _in_every(said: str | Text, known: Mapping[str, dict[str, str]]) -> dict[str, str]:
    if isinstance(said, Mapping):
        return dict(said)
    words = texts.clean(said)
    return known.get(words, dict.fromkeys(texts.LANGS, words))


def wire(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """The steps as the room gets them."""
    return [{"id": one.id, "seconds": one.seconds, "do": dict(one.do)} for one in steps]
