"""Adopted clauses that no longer fit, in words: every number they promise against what there is today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import ceil, floor, isfinite
from typing import TYPE_CHECKING

from workshop import texts
from workshop.agenda import Content
from workshop.model import Decision, Option, QuestionId, Record, Strain, Text

if TYPE_CHECKING:
    from workshop.methods.rhythm import Basis
    from workshop.methods.rhythm.strain import Promised, Short

QUESTIONS: tuple[QuestionId, ...] = ("plan", "frequency", "resourcing", "response_time", "succession")
PERCENT = ("answered", "replies")  # told as so many of a hundred messages
OFTEN = ("closed", "outside")  # posts a week
COUNTED = ("trained", "rota", "holders", "deputy")  # people: none and one have words of their own


def strained(record: Record, content: Content, basis: Basis, labels: Mapping[str, Text]) -> list[Strain]:
    """One strain for each adopted clause that no longer fits, in the order of `QUESTIONS`."""
    from workshop.methods.rhythm import strain

    found = strain.strains(basis, promises(record, content))
    return [_strain(question, list(some), labels) for question, some in groupby(found, key=lambda one: one.question)]


def promises(record: Record, content: Content) -> dict[QuestionId, Promised]:
    """The adopted clauses whose numbers can be checked, each with its option and its numbers."""
    from workshop.methods.rhythm.strain import Promised

    last = {d.question: d for d in record.decisions}
    found = {}
    for question in QUESTIONS:
        decision = last.get(question)
        if decision and decision.status == "adopted" and decision.option:
            found[question] = Promised(decision.option, numbers(decision, content))
    return found


def numbers(decision: Decision, content: Content) -> dict[str, float]:
    """The numbers of a decision, over the defaults of its option; what is no number is left out."""
    asked = content.questions.get(decision.question)
    option = next((o for o in asked.options if o.id == decision.option), None) if asked else None
    given = {**_defaults(option), **decision.parameters}
    return {name: value for name, said in given.items() if (value := _number(said)) is not None}


def _defaults(option: Option | None) -> dict[str, str]:
    return {p.name: str(p.default) for p in option.parameters} if option else {}


def _number(said: str) -> float | None:
    try:
        found = float(said.replace("\u00a0", "").replace("\u202f", "").replace(",", "."))
    except ValueError:
        return None
    return found if isfinite(found) else None


# ---- in words ------------------------------------------------------------------------------------


def _strain(question: QuestionId, some: Sequence[Short], labels: Mapping[str, Text]) -> Strain:
    said = {lang: " ".join(_said(one, labels, lang) for one in some) for lang in texts.LANGS}
    return Strain(question, said, some[0].takes, some[0].has)


def _said(one: Short, labels: Mapping[str, Text], lang: str) -> str:
    label = texts.pick(labels.get(one.channel, {lang: one.channel}), lang)
    takes, has = shown(one, lang)
    key = f"strain.{one.why}"
    if one.why in COUNTED and one.has < 2:
        key += "_none" if one.has < 1 else "_one"
    return texts.say(key, lang, takes=takes, has=has, channel=label)


def shown(one: Short, lang: str) -> tuple[str, str]:
    """Both numbers as people read them elsewhere; never alike: then up for what is taken, down for what there is."""
    scale, unit = (100, 1) if one.why in PERCENT else (1, 100 if one.why in OFTEN else 10)
    takes, has = round(scale * one.takes * unit) / unit, round(scale * one.has * unit) / unit
    if takes == has:
        takes, has = ceil(scale * one.takes * unit - 1e-6) / unit, floor(scale * one.has * unit + 1e-6) / unit
    return texts.number(takes, lang, 2), texts.number(has, lang, 2)
