"""How a ballot is cast, chosen before it opens: rule, threshold, quorum, scale, weights, minutes; then fixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workshop import texts
from workshop.desk.widgets.now import Now, View, field, filled, fold, form, minutes, several, text
from workshop.errors import InputError
from workshop.model import ADOPTING, INDICATIVE, Question, Round

SHARES = {"half": 0.5, "two_thirds": 0.6667, "three_quarters": 0.75, "four_fifths": 0.8, "all": 1.0}
SHARED = ("supermajority", "gradients")  # rules with a threshold of their own
MOST = {"dots": (5, 20), "points": (100, 1000), "score": (5, 10)}  # what a person has, and the most it may be
UNWEIGHED = ("consent", "fist_to_five")  # one voice is enough to stop: weights would say nothing


def first(now: Now) -> View:
    """The first ballot of a question: it orients, unless there are only two options."""
    question = now.subject.question
    assert isinstance(question, Question)
    if not question.compares:
        return adopting(now)
    rule = str(now.said.get("rule") or question.indicative)
    fields = [_rule(now, INDICATIVE, rule), minutes(now), *_most(now, rule), _quorum(now)]
    return several(form(fields, now.say("setup")), *_weights(now, rule))


def adopting(now: Now) -> View:
    """The ballot that adopts a proposal or does not."""
    question = now.subject.question
    assert isinstance(question, Question)
    rule = str(now.said.get("rule") or question.rule)
    rule = rule if rule in ADOPTING else "majority"
    fields = [_rule(now, ADOPTING, rule), minutes(now), *_threshold(now, rule), _quorum(now), *_aim(now, rule)]
    return several(form(fields, now.say("setup")), *_weights(now, rule))


def _rule(now: Now, among: Iterable[str], chosen: str) -> dict[str, Any]:
    rules = [rule for rule in texts.section("rules") if rule in frozenset(among)]
    options = [{"id": rule, "label": texts.say(f"rules.{rule}", now.lang)} for rule in rules]
    return field(now, "rule", "select", hint=True, options=options, value=chosen, act="choose")


def _most(now: Now, rule: str) -> list[dict[str, Any]]:
    if rule not in MOST:
        return []
    usual, top = MOST[rule]
    return [field(now, "most", "number", key=f"most_{rule}", min=2, max=top, step=1, value=str(usual), turn=rule)]


def _threshold(now: Now, rule: str) -> list[dict[str, Any]]:
    if rule not in SHARED:
        return []
    options = [{"id": name, "label": now.say(f"share_{name}")} for name in SHARES]
    return [field(now, "threshold", "select", hint=True, options=options, value="two_thirds")]


def _quorum(now: Now) -> dict[str, Any]:
    agreed = now.record.facts.get("quorum") or ""
    return field(now, "quorum", "number", hint=True, min=1, max=10_000, step=1, value=str(agreed))


def _aim(now: Now, rule: str) -> list[dict[str, Any]]:
    return [field(now, "aim", "textarea", hint=True, value=now.pick(aim(now)))] if rule == "consent" else []


def aim(now: Now) -> Mapping[str, str]:
    """What an objection is tied to: the purpose the room adopted, else a sentence of ours."""
    purpose = now.content.questions.get("purpose")
    decided = next((d for d in reversed(now.record.decisions) if d.question == "purpose"), None)
    if purpose and decided and decided.status == "adopted" and decided.option:
        option = purpose.option(decided.option)
        return {lang: filled(option, lang, decided.parameters) for lang in texts.LANGS}
    return texts.both("desk.aim_default")


def _weights(now: Now, rule: str) -> list[View]:
    """One whole number a role; who is here decides which roles there are."""
    if rule in UNWEIGHED:
        return []
    here = {p.role for p in now.record.participants}
    roles = [r for r in now.record.facts.get("roles", ()) if r.get("votes", True) and r["id"] in here]
    number = {"type": "number", "min": 1, "max": 100, "step": 1, "value": "1"}
    fields = [{"name": f"weight.{r['id']}", "label": now.pick(r["label"]), **number} for r in roles]
    return [fold(now, "weights", text(now, "weights_hint"), form(fields))] if len(fields) > 1 else []


def chosen(now: Now, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, as `Workshop.open` takes it."""
    said: dict[str, Any] = {"minutes": minutes_of(now, values)}
    if (share := values.get("threshold")) in SHARES and values.get("rule") in SHARED:
        said["threshold"] = SHARES[str(share)]
    if quorum := _whole(now, values.get("quorum")):
        said["quorum"] = quorum
    if values.get("rule") in MOST and (most := _whole(now, values.get("most"))):
        said["most"] = most
    weights = {k.removeprefix("weight."): _whole(now, v) or 1 for k, v in values.items() if k.startswith("weight.")}
    if values.get("rule") not in UNWEIGHED and set(weights.values()) - {1}:
        said["weights"] = weights
    if values.get("rule") == "consent":
        said["aim"] = both_ways(texts.clean(str(values.get("aim", ""))), aim(now), now.lang)
    return said


def both_ways(typed: str, known: Mapping[str, str], lang: str) -> dict[str, str]:
    """What was typed, for everybody; our own words in every language where they were left as they are."""
    if not typed or typed == texts.pick(known, lang):
        return dict(known)
    return dict.fromkeys(texts.LANGS, typed)


def minutes_of(now: Now, values: Mapping[str, Any]) -> float | None:
    """The minutes typed; InputError if they are no number."""
    said = str(values.get("minutes", "")).replace(",", ".").strip()
    try:
        return float(said) if said else None
    except ValueError as cause:
        raise InputError(now.say("bad_minutes", text=said)) from cause


def _whole(now: Now, typed: Any) -> int | None:
    said = str(typed or "").strip()
    if said and not (said.isascii() and said.isdigit()):
        raise InputError(now.say("bad_whole", text=said))
    return int(said) if said else None


def fixed(now: Now, round: Round) -> View:
    """How this ballot counts, as it was fixed before opening."""
    return {"kind": "text", "text": now.say("fixed", text=" · ".join(terms(now, round)))}


def terms(now: Now, round: Round) -> list[str]:
    """Rule, threshold, scale, quorum and weights of a round, each in words."""
    said = [texts.say(f"rules.{round.rule}", now.lang)]
    if round.threshold is not None and round.rule in SHARED:
        names = {share: name for name, share in SHARES.items()}
        known = names.get(round.threshold)
        share = now.say(f"share_{known}") if known else texts.number(100 * round.threshold, now.lang, 0) + "\u00a0%"
        said.append(now.say("terms_threshold", text=share))
    if round.most is not None and round.rule in MOST:
        said.append(now.say(f"terms_{round.rule}", count=round.most))
    if round.quorum:
        said.append(now.say("terms_quorum", count=round.quorum))
    if round.weights:
        said.append(now.say("terms_weights", text=", ".join(_weighed(now, round))))
    return said


def _weighed(now: Now, round: Round) -> list[str]:
    labels = {r["id"]: now.pick(r["label"]) for r in now.record.facts.get("roles", ())}
    labels |= {p.id: p.name for p in now.record.participants}
    return [f"{labels.get(who, who)} {weight}" for who, weight in round.weights.items()]
