"""A decision is never edited: it is amended, with who, why, and a new vote where more than its wording changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import results
from workshop.desk.widgets.now import Now, View, button, field, filled, form, text
from workshop.errors import InputError
from workshop.methods.redline import redline
from workshop.model import Decision, Option, Question

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


def stands(now: Now) -> bool:
    """Whether a decision stands that can only be amended: a parked question is simply decided later."""
    return now.decision is not None and now.decision.status != "parked"


def voted(now: Now) -> bool:
    """Whether a ballot was closed since the decision: the new one may change everything."""
    last = now.ballots[-1] if now.ballots else None
    return bool(last and now.decision and last.state in results.COUNTED and last.opened_at > now.decision.at)


def chain(now: Now) -> list[View]:
    """Every decision of the question with who changed it, when and why, the latest last."""
    every = [d for d in now.record.decisions if d.question == now.subject.id]
    items = [{"text": amended(now, one)} for one in every if one.by]
    return [{"kind": "lines", "title": now.say("amendments"), "items": items}] if items else []


def amended(now: Now, one: Decision) -> str:
    """One amendment in words."""
    facts = {"who": one.by, "why": one.why, "kind": now.say(f"amend_{one.change or 'minor'}").lower()}
    return now.say("amended_by", time=moment(one.at, now.lang), **facts)


def moment(at: float, lang: str) -> str:
    """The day and the hour."""
    return f"{texts.day(date.fromtimestamp(at), lang)}, {texts.clock(at, lang)}"


def signed(now: Now, change: str = "substantive") -> View:
    """Who amends and why; after a new vote everything may change."""
    last = now.ballots[-1] if now.ballots else None
    why = (last.reason or "") if last and voted(now) else ""
    fields = [
        field(now, "by", "text", key="amend_by"),
        field(now, "why", "textarea", key="amend_why", hint=True, rows=2, value=why),
    ]
    return form(fields, now.say(f"amend_{change}"))


def view(now: Now, follow: View, more: View) -> View:
    """Minor or substantive first; then the words that may change, or the text of a new vote."""
    change = str(now.said.get("change", "minor"))
    options = [{"id": one, "label": now.say(f"change_{one}")} for one in ("minor", "substantive")]
    kind = form([field(now, "change", "radio", key="amend_change", options=options, value=change, act="choose")])
    quiet = [button(now, "leave", "quiet_leave")]
    if change == "minor":
        body = [form(_words(now)), follow, more]
        return {"blocks": [kind, signed(now, change), *body], "go": button(now, "record", "go_amend"), "quiet": quiet}
    return {"blocks": [kind, signed(now), *_anew(now)], "go": button(now, "anew", "go_anew"), "quiet": quiet}


def _words(now: Now) -> list[dict[str, Any]]:
    old = now.decision
    assert old is not None
    said = {key: getattr(old, key) or "" for key in ("wording", "outcome", "rationale")}
    value = {key: words if isinstance(words, str) else now.pick(words) for key, words in said.items()}
    return [
        field(now, "wording", "textarea", hint=True, value=value["wording"]),
        field(now, "outcome", "textarea", hint=True, rows=2, value=value["outcome"]),
        field(now, "rationale", "textarea", value=value["rationale"]),
    ]


def _anew(now: Now) -> list[View]:
    """The text to vote on, and what it changes in the one that stands."""
    option, old = standing_text(now)
    typed = str(now.said.get("wording", old[now.lang]))
    choices = [{"id": one.id, "label": now.pick(one.label)} for one in _question(now).options]
    fields = [
        field(now, "option", "select", options=choices, value=option.id, act="choose", wide=True),
        field(now, "wording", "textarea", key="amended", hint=True, value=typed, turn=option.id),
    ]
    stood = _stood(now, option, old)[now.lang]
    before = {"of": "wording", "before": stood, "pieces": [list(piece) for piece in redline(stood, typed)]}
    return [text(now, "vote_first"), form(fields), {"kind": "redline", "title": now.say("redline"), **before}]


def _question(now: Now) -> Question:
    assert now.subject.question is not None
    return now.subject.question


def standing_text(now: Now) -> tuple[Option, dict[str, str]]:
    """The option that a new vote is about, and the text that stands or that the option would bring."""
    old, question = now.decision, _question(now)
    chosen = str(now.said.get("option") or (old.option if old else "") or question.balanced.id)
    option = question.option(chosen)
    if old and old.wording and old.option == chosen and not question.open:
        words = old.wording
        return option, dict.fromkeys(texts.LANGS, words) if isinstance(words, str) else dict(words)
    given = old.parameters if old and old.option == chosen else {}
    return option, {lang: filled(option, lang, given) for lang in texts.LANGS}


def _stood(now: Now, option: Option, text: dict[str, str]) -> dict[str, str]:
    """What the new text is compared with: of a plan that stands, what was decided; its numbers may differ today."""
    old = now.decision
    if _question(now).open and old and old.option == option.id and isinstance(old.wording, Mapping):
        return dict(old.wording)
    return text


def in_every_language(now: Now, words: str) -> str | dict[str, str]:
    """The text as it was voted or stood before, in every language, where nobody changed what is shown of it.

    What the room typed itself says the same in every language, and stays what it is: words.
    """
    old = [now.decision.wording] if now.decision else []
    proposed = [now.ballots[-1].options] if now.ballots and now.ballots[-1].purpose == "adopting" else []
    for known in (*old, *(option.clause for options in proposed for option in options)):
        if not words or not isinstance(known, Mapping) or len({*known.values()}) == 1:
            continue
        if texts.clean(now.pick(known)) == words:
            return dict(known)
    return words


def signing(now: Now, values: Mapping[str, Any]) -> dict[str, str]:
    """Who and why, as `Workshop.amend` takes them; InputError if either is missing."""
    said = {key: texts.clean(str(values.get(key, ""))) for key in ("by", "why")}
    if not all(said.values()):
        raise InputError(now.say("amend_needs"))
    return said


def anew(w: Workshop, now: Now, values: Mapping[str, Any]) -> None:
    """Open the vote that a substantive change needs, on the text as it would be."""
    option, old = standing_text(now)
    why = signing(now, values)["why"]
    words = texts.clean(str(values.get("wording", "")))
    new = old if not words or words == old[now.lang] else dict.fromkeys(texts.LANGS, words)
    stood = _stood(now, option, old)
    before = stood if new == old else dict.fromkeys(texts.LANGS, stood[now.lang])
    pieces = {lang: [list(piece) for piece in redline(before[lang], new[lang])] for lang in texts.LANGS}
    changed: dict[str, Any] = {} if new == before else {"before": before, "redline": pieces}
    options = [Option(option.id, option.label, new, option.stance)]
    w.open(now.subject.id, proposal=option.id, options=options, minutes=5, reason=why, **changed)
