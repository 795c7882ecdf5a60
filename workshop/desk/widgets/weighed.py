"""What the plan on the sliders comes to: numbers, one sentence with its doubt, and the plans beside each other.

Plain data from a basis; chance comes in as a generator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop import figures, texts
from workshop.desk.memory import Memory
from workshop.desk.whatif import NOW
from workshop.desk.widgets.sliders import called
from workshop.errors import EmptySchedule
from workshop.model import Plan, Text

if TYPE_CHECKING:
    import numpy as np

    from workshop.methods.rhythm import Basis, Best, Worked

DAY = 24.0  # hours within which answers are compared
TIGHT = 10  # weeks over in a hundred from which a plan is said to hold on paper only
COLUMNS = ("plan", "effect", "hours", "load", "over", "answered", "cost", "beaten", "acts")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One plan under today's numbers; `over` is weeks in a hundred, `answered` a share or None without hours."""

    posts: Mapping[str, float]
    worked: Worked
    capacity: float
    over: int
    answered: float | None
    better: Best | None = None


def weighed(basis: Basis, plan: Plan, memory: Memory, rng: np.random.Generator, draws: int) -> Weighed:
    """A plan under the numbers of this basis, worked out; chance, for so many draws, comes from `rng`."""
    from workshop.methods import rhythm

    worked = rhythm.worked(basis, plan)
    over = round(100 * memory.drawn(basis, plan, rng, draws).over)
    better = memory.better(basis, worked.load, worked.effect)
    return Weighed(plan.posts, worked, rhythm.capacity(basis.people), over, answered(basis), better)


def answered(basis: Basis) -> float | None:
    """Share of messages answered within a day, whatever is posted; None where no hours are stated."""
    from workshop.methods import rhythm

    try:
        return rhythm.share_answered(basis.staffed, DAY, basis.every)
    except EmptySchedule:
        return None


# ---- in words ------------------------------------------------------------------------------------


def finding(found: Weighed, lang: str) -> str:
    """What is found, with its doubt: hours asked of hours there, and how often it runs over."""
    load, there = found.worked.load, found.capacity
    facts = {"load": load, "capacity": there, "extra": load - there}
    numbers = {name: texts.number(value, lang) for name, value in facts.items()}
    return say(_state(found) if any(found.posts.values()) else "none", lang, over=found.over, **numbers)


def gain(found: Weighed, lang: str) -> str:
    """What another mix would do with as many hours; "" where it would do no better."""
    if not found.better or found.better.effect - found.worked.effect < 0.05:
        return ""
    return say("gain", lang, effect=texts.number(found.better.effect, lang))


def promise(basis: Basis, lang: str) -> str:
    """That the promise of replies is not kept, in numbers; "" where it is, or where none was made."""
    from workshop.methods import rhythm

    if basis.promise is None or not basis.staffed:
        return ""
    kept = rhythm.share_answered(basis.staffed, basis.promise.within, basis.every)
    if kept >= basis.promise.share - 1e-9:
        return ""
    facts = {"share": 100 * kept, "promised": 100 * basis.promise.share, "within": basis.promise.within}
    return say("promise", lang, **{name: texts.number(value, lang, 0) for name, value in facts.items()})


def say(key: str, lang: str, **facts: Any) -> str:
    return texts.say(f"desk.explorer_found_{key}", lang, **facts)


def _state(found: Weighed) -> str:
    """How the plan stands: over our hours, tight, easy, or never over in the weeks drawn."""
    if found.worked.load > found.capacity:
        return "over"
    if found.over >= TIGHT:
        return "tight"
    return {0: "never", 1: "easy_one"}.get(found.over, "easy")


def sums(basis: Basis, found: Weighed, lang: str) -> list[dict[str, str]]:
    """The numbers that stand large: hours, effect, weeks over, answers, cost."""
    worth = texts.number(sum(channel.value for channel in basis.channels), lang)
    state = {"over": "bad", "tight": "warn"}.get(_state(found), "")
    rows = [
        (f"{texts.number(found.worked.load, lang)}\u00a0h", "load", {"capacity": texts.number(found.capacity, lang)}),
        (texts.number(found.worked.effect, lang), "effect", {"worth": worth}),
        (str(found.over), "over", {}),
    ]
    if found.answered is not None:
        rows.append((percent(found.answered, lang), "answered", {}))
    if found.worked.cost_year is not None:
        rows.append((texts.number(found.worked.cost_year, lang, 0), "cost", {}))
    return [
        {"id": key, "number": number, "words": texts.say(f"desk.explorer_sum_{key}", lang, **facts)}
        | {"state": state if key in ("load", "over") else ""}
        for number, key, facts in rows
    ]


def percent(share: float, lang: str) -> str:
    """'76 %' or '76%'."""
    return texts.say("desk.explorer_percent", lang, count=texts.number(100 * share, lang, 0))


def often(basis: Basis, posts: Mapping[str, float], found: Weighed, lang: str) -> dict[str, str]:
    """Beside each slider, in words: how often one posts and the hours it takes; the hours that are really there."""
    from workshop.methods import rhythm

    told = {}
    for name, count in posts.items():
        taken = texts.number(sum(found.worked.by_channel.get(name, {}).values()), lang)
        told[f"posts.{name}"] = texts.say(
            "desk.explorer_often", lang, often=figures.frequency(count, lang), hours=taken
        )
    for number, person in enumerate(basis.people):
        real = texts.number(rhythm.capacity([person]), lang)
        told[f"people.{number}.hours"] = texts.say("desk.explorer_really", lang, hours=real)
    return told


# ---- plans beside each other ---------------------------------------------------------------------


def table(plans: Mapping[str, Weighed], current: str, labels: Mapping[str, Text], lang: str) -> dict[str, Any]:
    """The plans as rows of words; which one is on the sliders is said."""
    heads = [texts.say(f"desk.explorer_column_{name}", lang) for name in COLUMNS]
    rows = []
    for id, one in plans.items():
        name = called(labels, id, lang)
        shown = texts.say("desk.explorer_on_sliders", lang, name=name) if id == current != NOW else name
        rows.append(
            {"id": id, "name": name, "cells": [shown, *_cells(one, labels, lang)]}
            | {"now": id == current, "named": id != NOW}
        )
    return {"heads": heads, "rows": rows}


def _cells(found: Weighed, labels: Mapping[str, Text], lang: str) -> list[str]:
    unknown, cost = texts.say("desk.explorer_unknown", lang), found.worked.cost_year
    return [
        texts.number(found.worked.effect, lang),
        texts.number(found.worked.load, lang),
        percent(found.worked.utilisation, lang) if found.capacity else unknown,
        str(found.over),
        unknown if found.answered is None else percent(found.answered, lang),
        unknown if cost is None else texts.number(cost, lang, 0),
        better(found.better, labels, lang),
    ]


def better(found: Best | None, labels: Mapping[str, Text], lang: str) -> str:
    """The plan that beats one, in words."""
    if found is None:
        return texts.say("desk.explorer_unbeaten", lang)
    posts = [
        f"{called(labels, name, lang)}\u00a0{texts.number(n, lang, 2)}" for name, n in found.plan.posts.items() if n
    ]
    facts = {"effect": texts.number(found.effect, lang), "hours": texts.number(found.hours, lang)}
    silence = texts.say("desk.explorer_silence", lang)
    return texts.say("desk.explorer_beaten", lang, posts=", ".join(posts) or silence, **facts)
