"""What sources say of each channel, with their dates: posts advised and measured, and minutes to make one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workshop import texts
from workshop.agenda import Platform, Quantity
from workshop.desk.planning import spoken
from workshop.desk.widgets.frame import Frame
from workshop.desk.widgets.origin import OURS

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

HEADS = ("channel", "advised", "measured", "minutes")


def norms(w: Workshop) -> Frame:
    """One channel a row; every figure with its source, year and grade. They disagree, and that is the lesson."""
    rows = [_row(platform, w.lang) for platform in w.content.platforms.values()]
    heads = [texts.say(f"desk.norms_{name}", w.lang) for name in HEADS]
    table = [heads, ["---"] * len(heads), *rows]
    return Frame([*("| " + " | ".join(row) + " |" for row in table), "", texts.say("desk.norms_note", w.lang)])


def _row(platform: Platform, lang: str) -> list[str]:
    measured = (one for one in platform.observed if one.unit == "posts_per_week")
    cells = (platform.recommended, measured, platform.minutes_per_post[:1])
    return [texts.markdown(texts.pick(spoken(platform.name), lang)), *(_cell(several, lang) for several in cells)]


def _cell(several: Iterable[Quantity], lang: str) -> str:
    return "<br>".join(_one(quantity, lang) for quantity in several) or "–"


def _one(quantity: Quantity, lang: str) -> str:
    """'7 to 14 (Hootsuite-23, 2023, grade B)'."""
    facts = {name: texts.markdown(getattr(quantity, name)) for name in ("source", "year", "grade")}
    key = "judged" if quantity.source in OURS else "sourced" if quantity.year else "undated"
    return texts.say(f"desk.norms_{key}", lang, value=_value(quantity, lang), **facts)


def _value(quantity: Quantity, lang: str) -> str:
    low, high = quantity.low, quantity.high
    if quantity.value is not None:
        low, high = quantity.value, quantity.value_high
    said = {name: texts.number(value, lang, 2) for name, value in (("low", low), ("high", high)) if value is not None}
    if said.keys() == {"high"}:
        return texts.say("desk.norms_most", lang, **said)
    if said.keys() == {"low"} or low == high:
        return said["low"]
    return texts.say("desk.explorer_span_of", lang, **said)
