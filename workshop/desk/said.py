"""What somebody said of a decision, as the room takes it: clean texts, ISO dates, a single thing as a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from workshop import texts
from workshop.errors import InputError
from workshop.model import Action, Dissent, Text


def cleaned(text: Any) -> Any:
    """What somebody typed, as it is kept; None for nothing."""
    if isinstance(text, Mapping):
        return {lang: texts.clean(str(words)) for lang, words in text.items()}
    return texts.clean(text) or None if isinstance(text, str) else None


def wired(fields: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The fields of a decision as the room takes them."""
    words = {name: cleaned(fields.get(name)) for name in ("wording", "rationale", "owner", "outcome")}
    return {
        **words,
        "parameters": {name: texts.clean(str(value)) for name, value in (fields.get("parameters") or {}).items()},
        "dissent": [_dissent(one, lang) for one in _each(fields.get("dissent"))],
        "review_on": day(fields.get("review_on")),
        "due": day(fields.get("due")),
        "conditions": [said for one in _each(fields.get("conditions")) if (said := _words(one, "conditions", lang))],
        "lost": {o: said for o, why in (fields.get("lost") or {}).items() if (said := texts.clean(why))},
        "risks": _each(fields.get("risks")),
        "actions": [_action(one, lang) for one in _each(fields.get("actions"))],
    }


def in_both(said: str | Text) -> dict[str, str]:
    found: dict[str, str] = cleaned(said if isinstance(said, Mapping) else dict.fromkeys(texts.LANGS, said))
    return found


def day(when: date | str | None) -> str | None:
    return when.isoformat() if isinstance(when, date) else when or None


def _each(said: Any) -> list[Any]:
    """What was said one by one; a single text is one thing, not its letters."""
    return [said] if isinstance(said, str | Mapping) else list(said or ())


def _words(said: Any, field: str, lang: str) -> str:
    """What somebody typed into this field of a decision; InputError names it where that is no text."""
    if not isinstance(said, str):
        raise InputError(texts.say("errors.bad_fact", lang, fact=field))
    return texts.clean(said)


def _action(one: str | Mapping[str, Any] | Action, lang: str) -> dict[str, Any]:
    if isinstance(one, Action):
        return {"what": one.what, "owner": one.owner, "due": day(one.due)}
    said = one if isinstance(one, Mapping) else {"what": one}
    return {
        "what": _words(said.get("what"), "actions", lang),
        "owner": cleaned(said.get("owner")),
        "due": day(said.get("due")),
    }


def _dissent(one: str | Mapping[str, Any] | Dissent, lang: str) -> dict[str, Any]:
    if isinstance(one, Dissent):
        return msgspec.to_builtins(one)  # type: ignore[no-any-return]
    said = one if isinstance(one, Mapping) else {"text": one}
    words = _words(said.get("text"), "dissent", lang)
    return {"text": words, **{k: said.get(k) for k in ("who", "role")}, "lang": said.get("lang", lang)}
