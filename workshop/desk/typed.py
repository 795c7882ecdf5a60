"""What is typed in from a sheet of paper: the cells a round asks for, and the answer they make.

A cell is {name, label, type: "select" | "number" | "check" | "text", …} as the grid draws it; what was typed is
{name: text, or true for a tick}. Whether an answer fits the round is the room's to say; here it is only read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from workshop import texts
from workshop.desk import asked
from workshop.errors import InputError
from workshop.model import RANKED, SCORED, Round

Cell = dict[str, Any]
Typed = Mapping[str, Any]
ANSWER, UNKNOWN = "answer", "unknown"
PARTS = ("likelihood", "impact")
_REAL = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)


def cells(round: Round, lang: str) -> list[Cell]:
    """One cell for each place on the sheet where somebody may have written."""
    return _KINDS[_kind(round)][0](round, lang)


def choice(round: Round, typed: Typed, lang: str) -> Any:
    """The answer that these cells make, as a ballot says it; of ideas, the texts. InputError says what is missing."""
    return _KINDS[_kind(round)][1](round, typed, lang)


def _kind(round: Round) -> str:
    if round.kind != "ballot":
        return round.kind
    if round.rule == "gradients" and round.purpose == "adopting":
        return "degree"
    return next((name for name, rules in _ALIKE.items() if round.rule in rules), round.rule)


# ---- cells -----------------------------------------------------------------------------------------


def _select(name: str, label: str, options: list[tuple[str, str]], **more: Any) -> Cell:
    listed = [{"id": "", "label": ""}, *({"id": id, "label": text} for id, text in options)]
    return {"name": name, "label": label, "type": "select", "options": listed, **more}


def _numbered(prefix: str, low: int, high: int, lang: str) -> list[tuple[str, str]]:
    """Answers on a scale, each beginning with the digit that chooses it from the keyboard."""
    return [(str(n), f"{n} · {texts.say(f'{prefix}{n}', lang)}") for n in range(low, high + 1)]


def _one(options: Callable[[Round, str], list[tuple[str, str]]]) -> Callable[[Round, str], list[Cell]]:
    return lambda round, lang: [_select(ANSWER, texts.say("desk.grid_answer", lang), options(round, lang))]


def _each(**more: Any) -> Callable[[Round, str], list[Cell]]:
    """The same cell for every option."""
    return lambda round, lang: [{"name": o.id, "label": texts.pick(o.label, lang), **more} for o in round.options]


def _degrees(prefix: str, low: int, high: int) -> Callable[[Round, str], list[Cell]]:
    return lambda round, lang: [
        _select(o.id, texts.pick(o.label, lang), _numbered(prefix, low, high, lang)) for o in round.options
    ]


def _labels(round: Round, lang: str) -> list[tuple[str, str]]:
    return [(o.id, texts.pick(o.label, lang)) for o in round.options]


def _yes_no(_round: Round, lang: str) -> list[tuple[str, str]]:
    return [(one, texts.say(f"answers.{one}", lang)) for one in ("yes", "no", "abstain")]


def _consent(_round: Round, lang: str) -> list[Cell]:
    answers = [(one, texts.say(f"phone.consent_{key}", lang)) for one, key in _CONSENT.items()]
    return [
        _select(ANSWER, texts.say("desk.grid_answer", lang), answers),
        {"name": "reason", "label": texts.say("desk.grid_reason", lang), "type": "text"},
        {"name": "wording", "label": texts.say("paper.wording", lang), "type": "text"},
        {"name": "named", "label": texts.say("paper.named", lang), "type": "check"},
    ]


def _estimates(round: Round, lang: str) -> list[Cell]:
    asked = _labels(round, lang) or [("", texts.pick(round.prompt, lang))]
    return [
        _select(
            f"{part}:{id}",
            texts.say(f"desk.grid_{part}", lang),
            _numbered(f"{part}.", 1, 5, lang),
            group=label,
        )
        for id, label in asked
        for part in PARTS
    ]


def _guess(round: Round, lang: str) -> list[Cell]:
    """A number, or a tick for who does not know."""
    unknown = {"name": UNKNOWN, "label": texts.say("asking.not_known", lang), "type": "check"}
    return [{"name": ANSWER, "label": asked.measure(round, lang), "type": "number", "max": 12}, unknown]


def _ideas(_round: Round, lang: str) -> list[Cell]:
    return [{"name": ANSWER, "label": texts.say("paper.how_ideas", lang), "type": "lines"}]


# ---- answers ---------------------------------------------------------------------------------------


def _text(typed: Typed, name: str) -> str:
    return texts.clean(str(typed.get(name) or ""))


def _chosen(_round: Round, typed: Typed, lang: str) -> str:
    if not (said := _text(typed, ANSWER)):
        raise InputError(texts.say("desk.grid_no_answer", lang))
    return said


def _ticked(round: Round, typed: Typed, _lang: str) -> list[str]:
    return [o.id for o in round.options if typed.get(o.id)]


def _number(said: str, lang: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise InputError(texts.say("desk.grid_number_wanted", lang, text=said[:40]))
    return int(said)


def _numbers(round: Round, typed: Typed, lang: str) -> dict[str, int]:
    """The numbers written, by option; what was left empty is left out."""
    return {o.id: _number(said, lang) for o in round.options if (said := _text(typed, o.id))}


def _ranks(round: Round, typed: Typed, lang: str) -> list[list[str]]:
    """The options in the order of their numbers; those with the same number share a place."""
    places: dict[int, list[str]] = {}
    for option, place in _numbers(round, typed, lang).items():
        places.setdefault(place, []).append(option)
    return [places[place] for place in sorted(places)]


def _degree(round: Round, typed: Typed, lang: str) -> dict[str, int]:
    about = round.proposal or round.options[0].id
    return {about: _number(_chosen(round, typed, lang), lang)}


def _consented(round: Round, typed: Typed, lang: str) -> Any:
    said, reason = _chosen(round, typed, lang), _text(typed, "reason")
    if said == "remark":
        return {"remark": reason}
    if said == "objection":
        named = {"named": True} if typed.get("named") else {}
        return {"objection": reason, "wording": _text(typed, "wording"), **named}
    return said


def _estimated(round: Round, typed: Typed, lang: str) -> Any:
    """Likelihood and impact of each risk; null for a risk that was left empty."""
    if not round.options:
        return _score("", typed, lang)
    return {o.id: _score(o.id, typed, lang) for o in round.options}


def _score(id: str, typed: Typed, lang: str) -> dict[str, int] | None:
    said = {part: _text(typed, f"{part}:{id}") for part in PARTS}
    if not any(said.values()):
        return None
    if not all(said.values()):
        raise InputError(texts.say("desk.grid_half", lang))
    return {part: _number(one, lang) for part, one in said.items()}


def _guessed(round: Round, typed: Typed, lang: str) -> float | None:
    """The number as people write it, with a point or a comma; None where they do not know."""
    if typed.get(UNKNOWN) and not _text(typed, ANSWER):
        return None
    said = _chosen(round, typed, lang)
    if not _REAL.fullmatch(plain := "".join(said.split())):
        raise InputError(texts.say("desk.bad_number", lang, text=said[:40]))
    return float(plain.replace(",", "."))


def _lines(_round: Round, typed: Typed, lang: str) -> list[str]:
    lines = [said for one in str(typed.get(ANSWER) or "").split("\n") if (said := texts.clean(one))]
    if not lines:
        raise InputError(texts.say("desk.grid_no_idea", lang))
    return lines


def _finger(round: Round, typed: Typed, lang: str) -> int:
    return _number(_chosen(round, typed, lang), lang)


def _fingers(_round: Round, lang: str) -> list[tuple[str, str]]:
    return _numbered("phone.fist_", 0, 5, lang)[::-1]


_CONSENT = {"yes": "yes", "remark": "remark", "objection": "no"}
_ALIKE: Mapping[str, frozenset[str]] = {
    "majority": frozenset({"majority", "supermajority"}),
    "shared": frozenset({"dots", "points"}),
    "score": SCORED - {"majority_judgment"},
    "ranked": RANKED,
}
_Made = tuple[Callable[[Round, str], list[Cell]], Callable[[Round, Typed, str], Any]]
_KINDS: Mapping[str, _Made] = {
    "ideas": (_ideas, _lines),
    "estimate": (_estimates, _estimated),
    "guess": (_guess, _guessed),
    "consent_list": (_each(type="check"), _ticked),
    "consent": (_consent, _consented),
    "plurality": (_one(_labels), _chosen),
    "approval": (_each(type="check"), _ticked),
    "majority": (_one(_yes_no), _chosen),
    "fist_to_five": (_one(_fingers), _finger),
    "gradients": (_degrees("gradients.g", 1, 8), _numbers),
    "degree": (_one(lambda _round, lang: _numbered("gradients.g", 1, 8, lang)), _degree),
    "shared": (_each(type="number"), _numbers),
    "score": (_each(type="number"), _numbers),
    "majority_judgment": (_degrees("grades.g", 0, 5), _numbers),
    "ranked": (_each(type="number"), _ranks),
}
