"""Sentences in every language at once, and numbers of people as people say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from workshop.model import Text
from workshop.texts import LANGS, both, fill, number, pick, say

Fact = Text | str | float  # what a sentence may hold


def told(key: str, **facts: Fact) -> dict[str, str]:
    """The sentence `figure.key` in every language; a fact may itself be a text in every language, or a number."""
    return {lang: say(f"figure.{key}", lang, **_facts(facts, lang)) for lang in LANGS}


def grade_name(grade: int) -> dict[str, str]:
    """The name of a grade of the majority judgment, 0 (worst) to 5, in every language."""
    return dict(both(f"grades.g{grade}"))


def _facts(facts: Mapping[str, Fact], lang: str) -> dict[str, str]:
    return {name: _one(value, lang) for name, value in facts.items()}


def _one(value: Fact, lang: str) -> str:
    if isinstance(value, str):
        return value
    return number(value, lang) if isinstance(value, int | float) else pick(value, lang)


def counted(key: str, count: float, **facts: Fact) -> dict[str, str]:
    """`key_one` for one (in French for anything under two), `key` for several."""
    one, several = told(f"{key}_one", count=count, **facts), told(key, count=count, **facts)
    return {lang: (one if count == 1 or (count < 2 and lang == "fr") else several)[lang] for lang in LANGS}


def amounts(value: float) -> dict[str, str]:
    """A number of days in every language (`amount`)."""
    return {lang: amount(value, lang) for lang in LANGS}


def amount(value: float, lang: str) -> str:
    """A number of days with the digits that mean something: '0,09', '3,5', '21'; halves go up, as in browsers."""
    return number(value * (1 + 1e-12), lang, 2 if value < 1 else 1 if value < 10 else 0)


def decimals(value: float) -> dict[str, str]:
    """A mean with two decimals at most, in every language."""
    return {lang: number(value, lang, 2) for lang in LANGS}


def quoted(text: Text) -> dict[str, str]:
    """The text between the quotation marks of each language, on one line."""
    return {lang: fill(both("figure.quoted")[lang], {"text": line(pick(text, lang))}) for lang in LANGS}


def listed(texts: Sequence[Text]) -> dict[str, str]:
    """'« a », « b » et « c »'."""
    return together([quoted(text) for text in texts])


def together(texts: Sequence[Text]) -> dict[str, str]:
    """'a, b et c'."""
    return {lang: _listed([pick(text, lang) for text in texts], lang) for lang in LANGS}


def _listed(words: Sequence[str], lang: str) -> str:
    return say("figure.and", lang).join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def out_of(count: float, total: int) -> dict[str, str]:
    """'17 sur 23'; from a hundred ballots on, with the percentage."""
    if total < 100:
        return told("of", count=count, total=total)
    return told("of_many", count=count, total=total, percent=round(100 * count / total))


def sentences(parts: Iterable[Text | None]) -> dict[str, str]:
    """The sentences one after the other."""
    said = [part for part in parts if part]
    return {lang: " ".join(pick(part, lang) for part in said) for lang in LANGS}


def begun(text: Text) -> dict[str, str]:
    """The text with its first letter as a sentence begins."""
    return {lang: text[lang][:1].upper() + text[lang][1:] for lang in LANGS}


def line(text: str) -> str:
    """The text on one line; spaces that do not break stay."""
    return " ".join(re.split(r"[ \t\n]+", text))
