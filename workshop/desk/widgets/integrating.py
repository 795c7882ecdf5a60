"""Objections into the text: what was held against it, the words proposed, and the second ballot on what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workshop import texts
from workshop.desk.widgets.now import Now, View, field, filled, form, text
from workshop.methods.redline import redline
from workshop.model import Ballot, Option, Round


def objecting(now: Now, round: Round) -> Iterator[Ballot]:
    """The ballots of a round that object, in an order that tells nothing."""
    for ballot in now.record.ballots:
        if ballot.round == round.id and isinstance(ballot.choice, Mapping) and "objection" in ballot.choice:
            yield ballot


def objections(now: Now, round: Round) -> list[dict[str, str]]:
    """Reason and proposed wording of each, without names: what wall and phones show."""
    return [
        {"text": str(b.choice["objection"]), "wording": str(b.choice.get("wording", "")), "lang": b.lang}
        for b in objecting(now, round)
    ]


def proposed(round: Round) -> Option:
    """The proposal of an adopting round, as it was put to the vote (perhaps amended)."""
    return next((one for one in round.options if one.id == round.proposal), round.options[0])


def integrate(now: Now, round: Round) -> list[View]:
    """Objections with their words to take over, the text to amend, and what changes, as it is being typed."""
    said, old = objections(now, round), filled(proposed(round), now.lang)
    typed = str(now.said.get("wording", old))
    turn = now.said.get("turn", 0)
    words = field(now, "wording", "textarea", key="amended", hint=True, rows=6, value=typed, turn=turn)
    other = field(now, "wording_other", "textarea", key="amended_other", hint=True, value="")
    change = {
        "kind": "redline",
        "title": now.say("redline"),
        "of": "wording",
        "before": old,
        "pieces": [list(piece) for piece in redline(old, typed)],
    }
    items = [_item(now, k, one) for k, one in enumerate(said, 1)]
    return [*_listed(now, items), text(now, "failed_once"), form([words]), change, form([other])]


def held(now: Now, round: Round) -> list[View]:
    """The objections that remain."""
    return _listed(now, objections(now, round))


def _listed(now: Now, items: Sequence[Mapping[str, Any]]) -> list[View]:
    words = {"reason": now.say("objection"), "wording": now.say("objection_wording")}
    block = {"kind": "objections", "title": now.say("objections"), "items": [*items], **words}
    return [block] if items else []


def _item(now: Now, number: int, said: Mapping[str, str]) -> dict[str, Any]:
    if not said["wording"]:
        return dict(said)
    take = {"act": "take", "key": number, "label": now.say("take"), "name": now.say("take_of", count=number)}
    return {**said, **take, "values": {"of": "wording", "words": said["wording"]}}


def amended(now: Now, last: Round, values: Mapping[str, Any]) -> dict[str, Any]:
    """The second ballot on the text as amended, as `Workshop.open` takes it: what changed, and why, goes along."""
    option = proposed(last)
    old = {lang: filled(option, lang) for lang in texts.LANGS}
    new, before = _both(now, old, values)
    shape = {"options": [Option(option.id, option.label, new, option.stance)], "reason": now.say("failed_once")}
    kept = {"threshold": last.threshold, "quorum": last.quorum, "weights": dict(last.weights), "aim": dict(last.aim)}
    if new == old:
        return {**shape, **kept}
    pieces = {lang: [list(piece) for piece in redline(before[lang], new[lang])] for lang in texts.LANGS}
    return {**shape, **kept, "before": before, "redline": pieces, "objections": objections(now, last)}


def _both(now: Now, old: Mapping[str, str], values: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The new text and the old one it is compared with, by language; one language's text stands for both."""
    words = texts.clean(str(values.get("wording", "")))
    other = texts.clean(str(values.get("wording_other", "")))
    if not words or words == old[now.lang]:
        words = old[now.lang]
        if not other:
            return dict(old), dict(old)
    second = next(lang for lang in texts.LANGS if lang != now.lang)
    if other:
        return {now.lang: words, second: other}, dict(old)
    return dict.fromkeys(texts.LANGS, words), dict.fromkeys(texts.LANGS, old[now.lang])


def dissents(now: Now, last: Round) -> list[dict[str, str]]:
    """What still stands after the last ballot, in its authors' words; a name only where its author ticked it."""
    people = {p.id: p for p in now.record.participants}
    rows = []
    for ballot in objecting(now, last):
        who = people.get(ballot.participant) if ballot.choice.get("named") else None
        named = {"who": who.name, "role": who.role} if who else {"who": "", "role": ""}
        rows.append({"text": str(ballot.choice["objection"]), **named, "lang": ballot.lang})
    return rows
