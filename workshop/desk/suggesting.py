"""What the adopted plan says of other clauses: their numbers to begin with, and where these come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from math import ceil, floor

from workshop import texts
from workshop.methods.rhythm.strain import posts_of
from workshop.model import Decision, Option, Parameter, Question, QuestionId

SOURCE = "plan:"  # before the day on which the plan was adopted, in the place of a source
EASY = 85  # percent of the capacity, where the plan takes less
BUDGET = "hours_per_week"  # what the hours of a plan cost, leave and interruptions included
A_DAY = 8  # working hours of a day of the clock
Numbers = Mapping[str, float]


def planned(question: Question, plan: Decision) -> Question:
    """The question with the numbers that this adopted plan suggests, each with the plan as its source."""
    suggest = SUGGESTED.get(question.id)
    if suggest is None:
        return question
    numbers = _numbers(plan)
    said, day = suggest(numbers), plan.parameters.get("on") or date.fromtimestamp(plan.at).isoformat()
    return replace(question, options=tuple(_filled(o, said, day) for o in question.options))


def _numbers(plan: Decision) -> Numbers:
    found = {}
    for name, said in plan.parameters.items():
        try:
            found[name] = float(said)
        except ValueError:  # a date, a digest
            continue
    return found


def _filled(option: Option, said: Numbers, day: str) -> Option:
    known = (_from_plan(p, said[p.name], day) if p.name in said else p for p in option.parameters)
    return replace(option, parameters=tuple(known))


def _from_plan(parameter: Parameter, value: float, day: str) -> Parameter:
    return replace(parameter, default=value, source=f"{SOURCE}{day}")


def origin(parameter: Parameter, lang: str) -> str | None:
    """'from the plan adopted on 22 November 2026', for a number that comes from there; None for a real source."""
    if not parameter.source.startswith(SOURCE):
        return None
    day = texts.day(date.fromisoformat(parameter.source.removeprefix(SOURCE)), lang)
    return texts.say("desk.from_plan_budget" if parameter.name == BUDGET else "desk.from_plan", lang, day=day)


def defaults(option: Option) -> dict[str, str]:
    """The numbers of an option that come from the adopted plan."""
    return {p.name: str(p.default) for p in option.parameters if p.source.startswith(SOURCE)}


def _frequency(numbers: Numbers) -> Numbers:
    """From the least to the most on an open channel, and the share of the capacity that the plan takes."""
    posts = posts_of(numbers)
    if not posts:
        return {}
    rarest, most = min(posts.values()), ceil(max(posts.values()))
    least = floor(rarest) if rarest >= 1 else round(rarest, 2)
    taken = 100 * numbers["hours"] / numbers["capacity"] if numbers.get("capacity") else EASY
    said: dict[str, float] = {"posts_per_week_min": least, "posts_per_week_max": most}
    said["load_percent"] = max(EASY, 5 * ceil(taken / 5 - 1e-9))
    return said | ({"posts_per_week": least} if rarest >= 1 else {})


def _resourcing(numbers: Numbers) -> Numbers:
    """The hours to write into the budget, leave and interruptions included."""
    return {BUDGET: ceil(numbers["budget"])} if "budget" in numbers else {}


def _response_time(numbers: Numbers) -> Numbers:
    """The same promise in working hours and working days, kept in at least the share that the plan keeps."""
    if "within" not in numbers:
        return {}
    days = max(2, ceil(numbers["within"] / 24))
    hours = max(1, ceil(numbers["within"] * A_DAY / 24))
    said = {"message_hours": hours, "comment_hours": 2 * hours, "email_days": days, "reply_days": days}
    return said | ({"target_percent": floor(numbers["share"])} if "share" in numbers else {})


def _succession(numbers: Numbers) -> Numbers:
    """As many people as the plan wants trained, where that makes a rota."""
    holders = int(numbers.get("holders", 0))
    return {"holders": holders} if holders > 1 else {}


SUGGESTED: Mapping[QuestionId, Callable[[Numbers], Numbers]] = {
    "frequency": _frequency,
    "resourcing": _resourcing,
    "response_time": _response_time,
    "succession": _succession,
}
