"""What became of each idea: the furthest it came, and where that was nowhere, why."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.model import Decision, Idea, Result, Round
from workshop.policy.book import Book

COUNTED = ("closed", "revealed", "decided", "parked")


@dataclass(frozen=True, slots=True)
class Fate:
    """This is what became of an idea, in words; `led` says whether it led anywhere."""

    words: str
    led: bool


def fate(book: Book, idea: Idea) -> Fate:
    """Set aside, gone into others, decided, put in an order, or still waiting."""
    if idea.aside is not None:
        return Fate(book.say("fate_aside", reason=idea.aside), False)
    if children := [book.by_idea[one] for one in idea.into]:
        return _gone_into(book, children)
    if (decision := _decision(book, idea)) is not None:
        return _decided(book, decision)
    if (voted := _voted(book, idea)) is not None:
        return Fate(voted, True)
    waits = book.say("fate_waits_theme", theme=idea.theme) if idea.theme else book.say("fate_waits")
    return Fate(waits, False)


def _gone_into(book: Book, children: list[Idea]) -> Fate:
    """A merged idea fares as the one it went into; a split one led to each of its parts."""
    numbers = ", ".join(book.number(child) for child in children)
    if len(children) > 1:
        return Fate(book.say("fate_split", numbers=numbers), True)
    then = fate(book, children[0])
    return Fate(book.say("fate_merged", number=numbers, then=then.words), then.led)


def _decision(book: Book, idea: Idea) -> Decision | None:
    round = book.round(idea.round)
    return book.decisions.get(round.question or "") if round else None


def _decided(book: Book, decision: Decision) -> Fate:
    number, clause = book.number(decision), book.clauses.get(decision.question, "")
    key = f"fate_{decision.status}"
    return Fate(book.say(key, number=number, clause=clause), decision.status != "refused")


def _voted(book: Book, idea: Idea) -> str | None:
    """Its place, or its theme's, in the last ballot that put it in an order."""
    for round in reversed(book.record.rounds):
        result = book.results.get(round.id)
        if result is None or not result.places:
            continue
        for option in round.options:
            own = option.id == idea.id
            if own or (
                option.id.startswith("theme") and idea.theme in (*option.label.values(), *option.clause.values())
            ):
                return _placed(book, round, result, option.id, own)
    return None


def _placed(book: Book, round: Round, result: Result, option: str, own: bool) -> str:
    place = next((k for k, tied in enumerate(result.places, 1) if option in tied), len(result.places))
    key = "fate_voted" if own else "fate_voted_theme"
    return book.say(key, place=place, total=len(round.options), number=book.number(round))
