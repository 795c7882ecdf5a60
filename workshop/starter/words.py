"""This says one sentence to the person who starts the workshop, in their language, from `sayings.json`."""

from __future__ import annotations

import json
import locale
import os
from pathlib import Path

SAYINGS: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "sayings.json").read_text("utf-8"))


class Halt(Exception):
    """This ends the start with one sentence of the sayings and an exit code."""

    def __init__(self, key: str, code: int, **facts: object) -> None:
        super().__init__(key)
        self.key, self.code, self.facts = key, code, facts

    def sentence(self, lang: str) -> str:
        return say(self.key, lang, **self.facts)


class Passed(Halt):
    """This passes on the sentence of a child that ended by itself."""

    def sentence(self, lang: str) -> str:
        return self.key


def say(key: str, lang: str, **facts: object) -> str:
    return SAYINGS[key][lang].format(**facts)


def tell(key: str, lang: str, **facts: object) -> None:
    print(say(key, lang, **facts), flush=True)


def own_language() -> str:
    """The language of this computer: French, or else English."""
    names = [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        names.append(locale.getlocale()[0] or "")
    except (locale.Error, ValueError):
        names.append("")  # a locale this computer does not have says nothing about the language
    return "fr" if next(filter(None, names), "").lower().startswith("fr") else "en"
