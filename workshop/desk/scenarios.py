"""Named plans as options of a question: each in words, with its numbers, under the assumptions it was voted with."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING, Any

from workshop import figures, texts
from workshop.agenda import Content
from workshop.desk import assumptions
from workshop.desk.entries import number
from workshop.errors import InputError
from workshop.model import Decision, Option, Question, Record, Round, Text

if TYPE_CHECKING:
    import pandas as pd

    from workshop.methods.rhythm import Basis, Worked

PLAN = "plan"  # the open question whose options are the plans
LEAST, MOST = 2, 8  # plans that a room can compare
SEED = 20261122  # of the draws: the same plans give the same weeks
APART = ("on", "digest")  # of a plan's parameters: no numbers
WITHIN = 24.0  # hours of a reply promise where nobody made one


# ---- one plan in words and in numbers ------------------------------------------------------------


def clause(basis: Basis, labels: Mapping[str, Text], name: str) -> Text:
    """The plan as the clause it would become: posts in words, hours, replies, trained people."""
    posts = {id: often for id, often in basis.plans[name].posts.items() if often > 0}
    return {lang: " ".join(_sentences(basis, labels, posts, name, lang)) for lang in texts.LANGS}


def _sentences(
    basis: Basis, labels: Mapping[str, Text], posts: Mapping[str, float], name: str, lang: str
) -> Iterable[str]:
    said = numbers(basis, name)
    rhythm = [_channel(texts.pick(labels[id], lang), often, lang) for id, often in posts.items()]
    if not rhythm:
        yield texts.say("room.plan_silent", lang)
    else:
        yield texts.say("room.plan_posts", lang, posts=texts.say("room.plan_and", lang).join(rhythm))
    hours = {key: texts.number(float(said[key]), lang) for key in ("hours", "capacity")}
    yield texts.say("room.plan_hours", lang, **hours)
    if "share" in said:
        within = texts.number(float(said["within"]), lang)
        yield texts.say("room.plan_replies", lang, share=said["share"], within=within)
    if rhythm:
        holders = int(said["holders"])
        yield texts.say("room.plan_holders" if holders > 1 else "room.plan_holder", lang, count=holders)


def _channel(label: str, posts: float, lang: str) -> str:
    """'Facebook, six posts a week', with the number where the words are about it."""
    said, exact = figures.frequency(posts, lang), texts.number(posts, lang, 2)
    key = (
        "room.plan_about" if said.startswith(texts.say("figure.often_about", lang, often="")) else "room.plan_channel"
    )
    return texts.say(key, lang, channel=label, often=said, count=exact)


def numbers(basis: Basis, name: str) -> dict[str, str]:
    """What the plan takes and promises, as text: posts.<channel>, hours, capacity, budget, within, share, holders.

    `hours` and `capacity` are a week's, to a tenth; `budget` is what people are allotted for it, leave and
    interruptions included, in whole hours; `share` is the percent of messages answered within `within` hours.
    """
    from workshop.methods import rhythm

    plan, there = basis.plans[name], rhythm.capacity(basis.people)
    load = rhythm.worked(basis, plan).load
    found = {f"posts.{id}": _plain(posts) for id, posts in plan.posts.items() if posts > 0}
    found |= {"hours": f"{load:.1f}", "capacity": f"{there:.1f}"}
    if there:
        found["budget"] = str(-int(-load * sum(p.hours for p in basis.people) / there // 1))
    if basis.staffed:
        within = basis.promise.within if basis.promise else WITHIN
        share = rhythm.share_answered(basis.staffed, within, basis.every)
        found |= {"within": _plain(within), "share": str(floor(100 * share + 1e-9))}
    return found | {"holders": str(basis.holders)}


def _plain(value: float) -> str:
    return f"{value:g}"


def readable(said: Mapping[str, Any], lang: str) -> dict[str, str]:
    """The numbers of a plan as somebody wrote them ("3,5", "76 %"), as they are kept; InputError for what is none."""
    return {name: str(one) if name in APART else _readable(str(one), lang) for name, one in said.items()}


def _readable(said: str, lang: str) -> str:
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", said, re.ASCII):
        return said
    if (found := number(said, lang)) < 0:
        raise InputError(texts.say("desk.bad_number", lang, text=said))
    return _plain(found)


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON of what a plan rests on, names and plans left out: 64 hexadecimal digits."""
    resting = {key: value for key, value in data.items() if key not in ("plans", "names")}
    told = json.dumps(resting, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def identifier(name: str, taken: Iterable[str]) -> str:
    """An id for a plan called so, not one of those taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    start = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or PLAN
    known, found, n = set(taken), start, 2
    while found in known:
        found, n = f"{start}_{n}", n + 1
    return found


# ---- the question --------------------------------------------------------------------------------


def question(
    content: Content, record: Record, basis: Basis, labels: Mapping[str, Text], *, afresh: bool = False
) -> Question:
    """The question on plans with its options: those put to the vote while one goes on, else the plans of today.

    The option of a decision that stands is always among them.
    """
    asked = content.open[PLAN]
    round = None if afresh else voted(record)
    options = list(round.options) if round else [option(basis, labels, name) for name in basis.plans]
    decision = standing(record)
    if decision and decision.option and decision.option not in {o.id for o in options}:
        options.append(_gone(record, decision, labels))
    return replace(asked, options=tuple(options))


def option(basis: Basis, labels: Mapping[str, Text], name: str) -> Option:
    """One plan as an option."""
    return Option(name, labels[name], clause(basis, labels, name))


def _gone(record: Record, decision: Decision, labels: Mapping[str, Text]) -> Option:
    """The plan that was decided, as it was: today there is none of that name."""
    id = str(decision.option)
    for round in reversed(ballots(record)):
        for one in round.options:
            if one.id == id:
                return Option(id, one.label, one.clause)
    words = decision.wording or {}
    said = words if isinstance(words, Mapping) else dict.fromkeys(texts.LANGS, words)
    return Option(id, labels.get(id, dict.fromkeys(texts.LANGS, id)), said)


def ballots(record: Record) -> list[Round]:
    """The ballots on plans, oldest first."""
    return [r for r in record.rounds if r.question == PLAN and r.purpose in ("indicative", "adopting")]


def standing(record: Record) -> Decision | None:
    """The last decision on plans."""
    return next((d for d in reversed(record.decisions) if d.question == PLAN), None)


def adopted(record: Record) -> Decision | None:
    """The plan that stands, if one was adopted."""
    last = standing(record)
    return last if last and last.status == "adopted" and last.option else None


def voted(record: Record) -> Round | None:
    """The ballot that fixed what the vote going on is about: the last that compared plans since the decision."""
    last = standing(record)
    since = [r for r in ballots(record) if last is None or last.status == "parked" or r.opened_at > last.at]
    compared = [r for r in since if r.purpose == "indicative"]
    return compared[-1] if compared else since[0] if since else None


def resting(record: Record, content: Content, decision: Decision | None = None) -> Mapping[str, Any] | None:
    """The facts on rhythm ({basis, origins}) under which the vote going on was opened, or that decision was taken.

    They are in the journal, which nobody rewrites; None where nothing had been kept.
    """
    moment = len(record.journal)
    if decision is None:
        round = voted(record)
    else:
        moment = _acted(record, "decide", "decision", decision.id, moment)
        round = _fixed(record, decision)
    if round is not None:
        moment = _acted(record, "open", "round", round.id, moment)
    for entry in reversed(record.journal[:moment]):
        if entry.act == "facts" and isinstance(kept := entry.payload.get("rhythm"), Mapping):
            if "basis" in kept:
                return kept
            old = assumptions.former(kept, content)
            return {"basis": old, "origins": {}} if old else None
    return None


def _fixed(record: Record, decision: Decision) -> Round | None:
    """The ballot that fixed what this decision is about."""
    asked = ballots(record)
    last = next((n for n, r in enumerate(asked) if r.id == decision.round), None)
    if last is None:
        return None
    before = [d.at for d in record.decisions if d.question == PLAN and d.at < decision.at and d.status != "parked"]
    since = [r for r in asked[: last + 1] if not before or r.opened_at > before[-1]] or [asked[last]]
    compared = [r for r in since if r.purpose == "indicative"]
    return compared[-1] if compared else since[0]


def _acted(record: Record, act: str, key: str, id: str, otherwise: int) -> int:
    """The place in the journal where this was done."""
    found = (n for n, e in enumerate(record.journal) if e.act == act and e.payload.get(key) == id)
    return next(found, otherwise)


def enough(options: Iterable[Option], lang: str, *, one: bool = False) -> None:
    """InputError where there are too few plans to choose among, or more than a room can compare; `one` may do."""
    count = len(list(options))
    if not (1 if one else LEAST) <= count <= MOST:
        key = "desk.plans_few" if count < LEAST else "desk.plans_many"
        raise InputError(texts.say(key, lang, count=count, least=LEAST, most=MOST))


# ---- beside each other ---------------------------------------------------------------------------


def table(basis: Basis, labels: Mapping[str, Text], lang: str) -> pd.DataFrame:
    """One plan a row; `over` is weeks of 100, `answered` a share within 24 hours, `beaten_by` another plan."""
    import numpy as np
    import pandas as pd

    from workshop.methods import rhythm

    worked = {id: rhythm.worked(basis, plan) for id, plan in basis.plans.items()}
    answered = rhythm.share_answered(basis.staffed, WITHIN, basis.every) if basis.staffed else None
    rows = [
        {
            "plan": id,
            "name": texts.pick(labels[id], lang),
            "posts": dict(basis.plans[id].posts),
            "effect": one.effect,
            "hours": one.load,
            "utilisation": one.utilisation,
            "over": round(100 * rhythm.drawn(basis, basis.plans[id], np.random.default_rng(SEED)).over),
            "answered": answered,
            "cost": one.cost_year,
            "beaten_by": beaten(id, worked),
        }
        for id, one in worked.items()
    ]
    columns = ["plan", "name", "posts", "effect", "hours", "utilisation", "over", "answered", "cost", "beaten_by"]
    return pd.DataFrame(rows, columns=pd.Index(columns, name="#"))


def drawn(basis: Basis, labels: Mapping[str, Text], content: Content) -> dict[str, Any]:
    """The frontier with every named plan, as everybody looks at it while choosing."""
    import numpy as np

    from workshop.desk.labelling import dated
    from workshop.desk.pictured import charts

    chance = np.random.default_rng(SEED)
    return charts(basis, labels, rng=chance, only={"rhythm"}, marks=dated(content))["rhythm"]


def beaten(id: str, worked: Mapping[str, Worked]) -> str | None:
    """Another plan with no more hours and no less effect, and better in one of them; the one with the most effect."""
    own = worked[id]
    better = [
        other
        for other, one in worked.items()
        if one.load <= own.load and one.effect >= own.effect and (one.load, one.effect) != (own.load, own.effect)
    ]
    return max(better, key=lambda other: worked[other].effect, default=None)
