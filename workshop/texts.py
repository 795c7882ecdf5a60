"""One sentence of the interface in the reader's language, from `data/texts.yaml`; the phones get the same table.

    say("errors.vote_closed", "fr", time="14 h 05")      # the sentence, facts filled in
    both("stage.vote")                                   # {"fr": "Voter", "en": "Vote"}

A third language is data only: a third key in each mapping of the file and in `LANGS` nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from workshop.errors import DataError, WorkshopError
from workshop.model import Text

DATA = Path(__file__).resolve().parent.parent / "data"
LANGS = ("fr", "en")

# C0 but line feed and tab, C1, bidirectional controls, zero-width and other invisible controls, non-characters
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
    "|[\\U0001fffe\\U0001ffff\\U0002fffe\\U0002ffff]|[\U000e0000-\U000e007f]"
)
_PLACE = re.compile(r"\{([a-z_]+)\}")
# JupyterLab looks for formulas in what Markdown has shown: a sign alone in its element opens none
_ALONE = {sign: f"<span>&#{ord(sign)};</span>" for sign in "$\\"}
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~^$=:&@/\"'])")
_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """All sentences: dotted key → {language: sentence}."""
    import yaml

    path = DATA / "texts.yaml"
    flat: dict[str, Mapping[str, str]] = {}

    def walk(node: Any, key: str) -> None:
        if not isinstance(node, dict):
            raise DataError(path, 1, key, "a mapping was expected")
        if set(LANGS) <= set(node) and all(isinstance(v, str) for v in node.values()):
            flat[key] = dict(node)
            return
        for name, child in node.items():
            walk(child, f"{key}.{name}" if key else str(name))

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    walk(yaml.load(path.read_text("utf-8"), loader), "")  # noqa: S506 - a safe loader, the fast one
    return flat


def both(key: str) -> Text:
    """This sentence in every language; KeyError names a key that is not in the table."""
    return table()[key]


def say(key: str, lang: str, **facts: object) -> str:
    """This sentence in `lang`, its {places} filled with `facts` (never by str.format: facts are not code)."""
    return fill(pick(table()[key], lang), facts)


def pick(text: Text, lang: str) -> str:
    """The wording in `lang`, else in the first language there is."""
    return text.get(lang) or next(iter(text.values()), "")


def fill(sentence: str, facts: Mapping[str, object]) -> str:
    """`sentence` with each {place} that `facts` knows replaced, once; unknown places stay as they are."""
    return _PLACE.sub(lambda m: str(facts[m[1]]) if m[1] in facts else m[0], sentence)


def section(name: str, lang: str | None = None) -> dict[str, Any]:
    """The sentences whose key begins with `name.`, without that beginning; all languages unless `lang`."""
    start = name + "."
    found = {k[len(start) :]: v for k, v in table().items() if k.startswith(start)}
    return {k: pick(v, lang) for k, v in found.items()} if lang else {k: dict(v) for k, v in found.items()}


def sentence(error: WorkshopError, lang: str) -> str:
    """What happened, that nothing was recorded, what to do: the room's own words, else those of `errors.<code>`."""
    if error.said:
        return error.said
    lang = lang if lang in LANGS else LANGS[0]
    facts = {k: pick(v, lang) if isinstance(v, Mapping) else v for k, v in error.facts.items()}
    if "at" in facts:
        facts["time"] = clock(float(str(facts["at"])), lang)
    known = table()
    reasons = (say(f"reasons.{r}", lang, **facts) if f"reasons.{r}" in known else r for r in error.reasons)
    facts |= {"reasons": ", ".join(reasons), "subject": error.subject}
    key = str(facts.get("text", f"errors.{error.code}"))
    return say(key, lang, **facts) if key in known else str(error)


def clean(text: str) -> str:
    """What a person typed, as we keep it: NFC, no control or invisible direction characters, ends trimmed.

    One rule for every store and every document. Lone surrogates raise ValueError: they are not text.
    """
    text.encode("utf-8")
    return _UNWANTED.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def markdown(text: str) -> str:
    """`text` so that Markdown shows it literally, on one paragraph a line; `unalone` for our own parser."""
    return "  \n".join(_MARKS.sub(_escaped, line.strip()) for line in clean(text).split("\n"))


def unalone(source: str) -> str:
    """Markdown with the signs that `markdown` put alone in an element as plain escapes again."""
    for sign, element in _ALONE.items():
        source = source.replace(element, "\\" + sign)
    return source


def _escaped(found: re.Match[str]) -> str:
    return _ALONE.get(found[1], "\\" + found[1])


def day(when: date, lang: str) -> str:
    """'22 novembre 2026' or '22 November 2026'."""
    first = "1er" if lang == "fr" and when.day == 1 else str(when.day)
    return f"{first} {_MONTHS[lang][when.month - 1]} {when.year}"


def clock(at: float, lang: str) -> str:
    """'10 h 32' or '10:32', local time of this computer."""
    when = datetime.fromtimestamp(at)
    return f"{when.hour}\u00a0h\u00a0{when.minute:02d}" if lang == "fr" else f"{when.hour}:{when.minute:02d}"


def number(value: float, lang: str, digits: int = 1) -> str:
    """A number as the language writes it, at most `digits` decimals, no trailing zero."""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", "\u00a0").replace(".", ",") if lang == "fr" else text
