"""What the numbers of a rhythm are called on paper, by their paths: "facebook.half", "people.0.hours", "every"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from workshop import texts
from workshop.model import Text
from workshop.policy import matrices
from workshop.policy.book import Book

# The name of a path where its last word alone would not say what it is.
NAMES: Mapping[str, str] = {
    "approval.share": "approval_share",
    "approval.minutes": "approval_minutes",
    "approval.delay": "approval_delay",
    "promise.within": "within",
    "promise.share": "promised",
}
SHARES = frozenset({"absence", "focus", "reply_share", "approval_share", "promised", "most_load"})  # in percent
UNSAID = frozenset({"name", "holds", "away"})  # of a person: nobody's name or leave is printed
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUSE = ("approval", "overhead", "promise")
# Settings that change nothing as they are: not printed until somebody sets them.
NEUTRAL: Mapping[str, Any] = {
    "tired": 0,
    "step": 1,
    "approval_delay": 0,
    "support": 0,
    "every": 0,
    "keep": [],
    "most_load": 1,
    "shape": 1,
    "irregular": False,
}


@dataclass(frozen=True, slots=True)
class Input:
    """One number by what it is (a key of `inputs`) and whose: a channel, a person, or nobody's in particular."""

    kind: str
    of: Text


def named(path: str, names: Mapping[str, Text], book: Book) -> Input | None:
    """What the path is about; None where it is not printed."""
    of, _, last = path.partition(".")
    if of == "people":
        number, _, last = last.partition(".")
        person = {book.lang: book.say("person_number", count=int(number) + 1)} if number.isdigit() else {}
        return Input(last, person) if last not in UNSAID and _known(last) else None
    kind = NAMES.get(path, last or of)
    label: Text = {} if of in HOUSE or not last else matrices.channel(of, book.content, names)
    return Input(kind, label) if _known(kind) else None


def neutral(kind: str, value: Any) -> bool:
    """Whether the number changes nothing, or is not there."""
    return value is None or (kind in NEUTRAL and NEUTRAL[kind] == value)


def order(kind: str) -> int:
    """Where a kind of number stands among the others: as in the table of their names."""
    return _places()[kind]


@cache
def _places() -> Mapping[str, int]:
    return {kind: place for place, kind in enumerate(texts.section("inputs"))}


def _known(kind: str) -> bool:
    return f"inputs.{kind}" in texts.table()


def said(book: Book, kind: str, value: Any, names: Mapping[str, Text]) -> str:
    """A value as people read it: shares in percent, windows as hours of days, channels by their names."""
    if value is None or value in ("", []):
        return book.say("input_none")
    if isinstance(value, bool):
        return texts.say(f"inputs.{'is_so' if value else 'is_not'}", book.lang)
    if isinstance(value, int | float):
        return percent(book, value) if kind in SHARES else texts.number(value, book.lang, 2)
    if isinstance(value, str):
        return texts.say(f"inputs.curve_{value}", book.lang) if kind == "curve" else value
    if kind == "staffed":
        return book.say("semicolon").join(_window(book, one) for one in value)
    return ", ".join(book.pick(matrices.channel(str(one), book.content, names)) for one in value)


def _window(book: Book, window: Mapping[str, Any]) -> str:
    """'lundi, mardi, de 9:00 à 17:00'; days that follow each other as from and to."""
    at = [DAYS.index(day) for day in window["days"] if day in DAYS]
    words = [texts.say(f"figure.day_{k}", book.lang) for k in at]
    row = len(at) > 2 and at == [*range(at[0], at[-1] + 1)]
    days = book.say("from_to", low=words[0], high=words[-1]) if row else ", ".join(words)
    return book.say("window", days=days, low=window["from"], high=window["to"])


def percent(book: Book, share: float) -> str:
    return book.say("percent", percent=texts.number(100 * share, book.lang))
