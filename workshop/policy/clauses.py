"""Decisions into clauses: adopted with parameters filled, parked or refused with why, undecided as undecided."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workshop import texts
from workshop.agenda import Content
from workshop.model import Clause, Decision, Force, Option, Question, Record, Result, RoundId
from workshop.policy.book import Book
from workshop.policy.trace import trail

# The words of data/questions.yaml: doit / must = mandatory; devrait / should = recommended; peut / may = allowed.
# A negated permission is a prohibition.
WORDS: Mapping[str, Mapping[Force, re.Pattern[str]]] = {
    "fr": {
        "must": re.compile(r"\b(doit|doivent)\b|\bne (peut|peuvent)\b|\bn’(y |en )?(peut|peuvent)\b", re.IGNORECASE),
        "should": re.compile(r"\b(devrait|devraient)\b", re.IGNORECASE),
        "may": re.compile(r"\b(peut|peuvent)\b", re.IGNORECASE),
    },
    "en": {
        "must": re.compile(
            r"\b(must|may not|cannot)\b|\b(no|nobody|nothing|none|neither)\b[^.]*\bmay\b", re.IGNORECASE
        ),
        "should": re.compile(r"\bshould\b", re.IGNORECASE),
        "may": re.compile(r"\bmay\b", re.IGNORECASE),
    },
}
ADVICE = ("status", "guidelines")  # the option that turns what is mandatory into advice


def clauses(record: Record, content: Content, lang: str, results: Mapping[RoundId, Result]) -> list[Clause]:
    """Every question as a clause, numbered by section, in the order of the policy."""
    return written(Book(record, content, lang, results))


def written(book: Book) -> list[Clause]:
    """Every question of the book as a clause."""
    return [_clause(book, book.questions[question], number) for question, number in book.clauses.items()]


def _clause(book: Book, question: Question, number: str) -> Clause:
    decision = book.decisions.get(question.id)
    title = book.title(question.id)
    if decision is None:
        return Clause(number, question.id, title, book.pick(question.prompt), None, "undecided")
    text = wording(book, question, decision) if decision.status == "adopted" else book.pick(question.prompt)
    found = _turned(book, force(text, book.lang)) if decision.status == "adopted" else None
    return Clause(
        number, question.id, title, text, found, decision.status, trail(book, question.id), decision.dissent
    )


def wording(book: Book, question: Question, decision: Decision) -> str:
    """What was adopted: the room's own wording, else the option's clause with its parameters filled."""
    if decision.wording:
        return book.pick(decision.wording)
    option = next((o for o in question.options if o.id == decision.option), None)
    if option is None:
        return book.pick(question.prompt)
    return texts.fill(book.pick(option.clause or option.label), parameters(option, decision, book.lang))


def parameters(option: Option, decision: Decision, lang: str) -> dict[str, str]:
    """What the room filled in, over the defaults of the option."""
    defaults = {p.name: p.default for p in option.parameters}
    chosen = {name: value for name, value in decision.parameters.items() if str(value).strip()}
    return {name: _value(value, lang) for name, value in (defaults | chosen).items()}


def _value(value: str | float, lang: str) -> str:
    return value if isinstance(value, str) else texts.number(value, lang, 2)


def force(text: str, lang: str) -> Force | None:
    """How firm these words are, by the firmest among them; None where they only state something."""
    words = WORDS.get(lang, WORDS["en"])
    return next((name for name, pattern in words.items() if pattern.search(text)), None)


def _turned(book: Book, found: Force | None) -> Force | None:
    """Where the room chose guidelines, "must" guides."""
    return "should" if found == "must" and is_advice(book) else found


def is_advice(book: Book) -> bool:
    """Whether the room chose that the whole policy advises."""
    status = book.decisions.get(ADVICE[0])
    return status is not None and status.status == "adopted" and status.option == ADVICE[1]
