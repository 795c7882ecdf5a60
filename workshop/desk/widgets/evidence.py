"""What a result is weighed with: where ballots came from, other rules, agreement, roles, before and after."""

from __future__ import annotations

from collections.abc import Mapping

from workshop import figures, texts
from workshop.desk import results, weighing
from workshop.desk.widgets.now import Now, View, fold, several, table, text
from workshop.desk.widgets.setting import terms
from workshop.methods import agreement, attention
from workshop.methods.agreement import Spread
from workshop.model import OptionId, Round

CAMPS, CLOSE = -0.1, 0.5  # van der Eijk's A: under it two camps, over it one
ACROSS = 4  # options that fit side by side, each a column that reads from top to bottom
SIDES = ("for", "against", "silent", "yes", "no", "abstain", "remark", "objection", "none")


def came(now: Now, round: Round) -> View:
    """How many answers by which channel, and the rule as it was fixed."""
    counts = results.channels(now.record, round)
    said = ", ".join(f"{count} {now.say(f'channel_{channel}')}" for channel, count in counts.most_common())
    if round.kind == "estimate":
        return text(now, "came_only", text=said or "0")
    return text(now, "came", text=said or "0", fixed=" · ".join(terms(now, round)))


def further(now: Now, round: Round) -> list[View]:
    """What not everybody needs at once, each in its fold; only what this ballot can say."""
    folds = [*other_rules(now, round), *spreads(now, round), *roles(now, round)]
    return [{**several(*folds), "title": now.say("further")}] if folds else []


def moved(now: Now, round: Round) -> list[View]:
    """Before and after the discussion, where the same ballot was cast twice."""
    before = results.before(now.record, round)
    if before is None or round.kind != "ballot":
        return []
    chart = figures.slope_chart((before, now.tally(before)), (round, now.tally(round)))
    return [drawn(now, chart)]


def drawn(now: Now, chart: Mapping[str, object]) -> View:
    finding = chart.get("finding")
    said = now.pick(finding) if isinstance(finding, Mapping) else ""
    return {"kind": "chart", "chart": chart, "finding": said, "lang": now.lang}


def other_rules(now: Now, round: Round) -> list[View]:
    found = weighing.compared(now.record, round)
    if not found:
        return []
    return [fold(now, "other_rules", drawn(now, figures.rules_chart(round, found)))]


def alike(now: Now, round: Round) -> list[View]:
    """Answers that say the same of every option: they count, it is said, and whether the first place is theirs."""
    cast = results.ballots(now.record, round)
    held, options = results.weights(now.record, round, cast), [o.id for o in round.options]
    if round.kind != "ballot" or round.purpose == "adopting":
        return []
    found = attention.alike(round.rule, [b.choice for b in cast], options, weights=held, most=round.most)
    return [text(now, "alike_matters" if found.matters else "alike", count=found.alike)] if found.alike else []


def labels(now: Now, round: Round) -> dict[OptionId, str]:
    return {option.id: now.pick(option.label) for option in round.options}


def spreads(now: Now, round: Round) -> list[View]:
    """How far people agree on each option, in words and in numbers."""
    found = agreement.by_option(now.tally(round))
    names = labels(now, round)
    blocks: list[View] = []
    if found:
        head = [now.say(f"agreement_{c}") for c in ("option", "words", "for", "against", "median", "half", "a", "c")]
        columns = [head, *([names.get(o, o), *_spread(now, round, one)] for o, one in found.items())]
        across = [list(row) for row in zip(*columns, strict=True)] if len(found) <= ACROSS else columns
        blocks.append(table(now.say("agreement"), across[0], across[1:], note=now.say("agreement_note")))
    if (w := weighing.concord(now.record, round)) is not None:
        blocks.append(text(now, "agreement_w", count=texts.number(w, now.lang, 2)))
    blocks += alike(now, round)
    return [fold(now, "agreement", *blocks)] if blocks else []


def _spread(now: Now, round: Round, one: Spread) -> list[str]:
    if one.median is None or one.quartiles is None or one.supporting is None or one.opposing is None:
        return [now.say("agreement_nobody"), "0", "0", "–", "–", "–", "–"]
    steps = agreement.SCALES[round.rule].steps
    low, high = (_step(round, steps, at, now.lang) for at in one.quartiles)
    return [
        now.say(f"agreement_{_words(one)}"),
        str(_people(one.supporting, one.n)),
        str(_people(one.opposing, one.n)),
        _step(round, steps, one.median, now.lang),
        low if low == high else now.say("agreement_between", low=low, high=high),
        "–" if one.agreement is None else texts.number(one.agreement, now.lang, 2),
        "–" if one.consensus is None else texts.number(one.consensus, now.lang, 2),
    ]


def _people(share: float, n: int) -> int:
    """How many of `n` a share is."""
    return int(share * n + 0.5)


def _words(one: Spread) -> str:
    if one.agreement is None or one.agreement > CLOSE:
        return "close"
    return "camps" if one.agreement < CAMPS else "spread"


def _step(round: Round, steps: tuple[str, ...], at: float, lang: str) -> str:
    """A step of the scale as people know it: its sentence for the degrees, else its number; between two, both."""
    known = [steps[min(len(steps), max(1, k)) - 1] for k in sorted({int(at), int(at + 0.999999)})]
    if round.rule != "gradients":
        return "–".join(known)
    return " / ".join(texts.say(f"gradients.g{step}", lang) for step in known)


def roles(now: Now, round: Round) -> list[View]:
    """Role by role, only where no answer of a small group can be worked out."""
    found = weighing.by_role(now.record, round)
    if not found:
        return []
    if any(one.found.hidden for one in found):
        return [fold(now, "by_role", text(now, "by_role_hidden"))]
    names = labels(now, round)
    called = {r["id"]: now.pick(r["label"]) for r in now.record.facts.get("roles", ())} | {
        weighing.HANDS: now.say("by_role_hands")
    }
    return [fold(now, "by_role", *(_roles(now, one, names, called) for one in found), text(now, "by_role_note"))]


def _roles(now: Now, one: weighing.Answers, names: Mapping[str, str], called: Mapping[str, str]) -> View:
    answers = sorted(one.found.total, key=lambda a: (SIDES.index(a) if a in SIDES else -1, a))
    head = [now.say("by_role_roles"), *(_answer(now, a, names) for a in answers)]
    rows = [
        [", ".join(called.get(r, r) for r in group.roles), *(str(group.counts.get(a, 0)) for a in answers)]
        for group in one.found.groups
    ]
    title = names.get(one.option or "", "")
    return table(title or now.say("by_role"), head, rows, title=title)


def _answer(now: Now, answer: str, names: Mapping[str, str]) -> str:
    if answer in SIDES:
        return now.say(f"answer_{answer}")
    return " = ".join(names.get(part, part) for part in answer.split("+"))
