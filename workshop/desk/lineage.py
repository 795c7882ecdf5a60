"""Where ideas came from and where they stand: who said them, what they are made of, their place after a vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workshop import texts
from workshop.desk import results
from workshop.model import Idea, IdeaId, Option, ParticipantId, Record, Result, Round, RoundId

LABEL = 200  # characters of an option's label that the phones take
THEME = "theme:"


def of(record: Record, question: str) -> list[Idea]:
    """The ideas of a question's rounds, in the order they came, but those withdrawn or undone."""
    rounds = {one.id for one in record.rounds if one.question == question and one.kind == "ideas"}
    return [one for one in record.ideas if one.round in rounds and not one.withdrawn]


def on_screen(record: Record, round: RoundId) -> bool:
    """Is everybody looking at what this round brought? Nothing was opened or shown since, nor the question left."""
    asked = (record.facts["scene"]["question"] or {}).get("id")
    shown = next((one for one in reversed(record.journal) if one.act in ("open", "reveal")), None)
    here = any(one.id == round and one.question == asked for one in record.rounds)
    return here and shown is not None and (shown.act, shown.payload["round"]) == ("reveal", round)


def roots(ideas: Mapping[IdeaId, Idea], idea: IdeaId) -> list[Idea]:
    """What people wrote that this idea is made of: itself, if nobody merged or split it."""
    here = ideas[idea]
    return [root for parent in here.parents for root in roots(ideas, parent)] if here.parents else [here]


def voices(ideas: Mapping[IdeaId, Idea], idea: IdeaId) -> frozenset[ParticipantId]:
    """The people who said it, each counted once."""
    return frozenset(one.author for one in roots(ideas, idea))


def shown(record: Record, round: RoundId) -> list[dict[str, Any]]:
    """The ideas of a round as everybody may see them; sorted, so that the order tells nothing.

    `times` is how many people said it, as often as it was merged.
    """
    every = {one.id: one for one in record.ideas}
    kept = sorted((one for one in record.ideas if one.round == round and one.live), key=lambda i: i.text.casefold())
    return [
        {"text": one.text, "lang": one.lang, "theme": one.theme, "times": len(voices(every, one.id))} for one in kept
    ]


def options(record: Record, question: str, by: str, lang: str) -> list[Option]:
    """The themes (`by` "theme") or the ideas that stand, as options of a ballot: ids that say what was voted on."""
    live = [one for one in of(record, question) if one.live]
    taken: dict[str, int] = {}
    if by == "theme":
        names = dict.fromkeys(one.theme for one in live if one.theme)
        return [_option(f"{THEME}{n}", str(name), taken) for n, name in enumerate(names, 1)]
    return [_option(one.id, one.text, taken) for one in live]


def _option(id: str, text: str, taken: dict[str, int]) -> Option:
    """An option whose label the phones take: short, and unlike every other, whatever people wrote."""
    short = text if len(text) <= LABEL - 6 else text[: LABEL - 7].rsplit(" ", 1)[0] + "…"
    label, n = short, taken.get(short, 0)
    while label in taken:
        n += 1
        label = f"{short} ({n})"
    taken |= {short: max(n, 1), label: 1}
    whole = dict.fromkeys(texts.LANGS, text) if short != text else {}
    return Option(id, dict.fromkeys(texts.LANGS, label), whole)


def ordered(record: Record, question: str | None = None) -> dict[IdeaId, int]:
    """The place of each idea after the last vote that ordered its question's ideas or themes: 1 is first, ties share.

    An idea has the place of its theme where themes were voted on.
    """
    places: dict[IdeaId, int] = {}
    for round in record.rounds:
        if results.orders(round) and round.state in results.COUNTED and question in (None, round.question):
            places |= _places(record, round, results.result(record, round))
    return places


def _places(record: Record, round: Round, result: Result) -> dict[IdeaId, int]:
    standing = ranks(result)
    themes = [o for o in round.options if o.id.startswith(THEME)]
    names = {texts.pick(o.clause or o.label, "fr"): o.id for o in themes}
    found = {}
    for idea in of(record, round.question or ""):
        option = idea.id if idea.id in standing else names.get(idea.theme or "")
        if option in standing:
            found[idea.id] = standing[option]
    return found


def ranks(result: Result) -> dict[str, int]:
    """The place of each option: 1 is first, those who tie share it."""
    return {option: place for place, tied in enumerate(result.places, 1) for option in tied}


def standing(ideas: Mapping[IdeaId, Idea], pairs: Iterable[tuple[IdeaId, IdeaId]]) -> list[tuple[IdeaId, IdeaId]]:
    """Pairs of ideas as they stand after merging: each idea is what it went into; those now one are left out."""
    followed = ((_now(ideas, a), _now(ideas, b)) for a, b in pairs)
    kept = ((a, b) for a, b in followed if a and b and a != b)
    return list(dict.fromkeys((a, b) for a, b in kept if ideas[a].live and ideas[b].live))


def _now(ideas: Mapping[IdeaId, Idea], id: IdeaId) -> IdeaId | None:
    """What an idea has become: itself, or the one idea it went into; None if it was split or is gone."""
    one = ideas.get(id)
    if one is None or len(one.into) > 1:
        return None
    return _now(ideas, one.into[0]) if one.into else id
