"""A question from its first ballot to a decision: discussion, adoption, objections, amendments, the consent list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workshop import messages, texts
from workshop.agenda import Sequence as Part
from workshop.agenda.invented import SampleAmendment, SampleDecision, SampleObjection
from workshop.desk import weighing
from workshop.desk.opening import filled, item
from workshop.methods.redline import redline
from workshop.model import Option, Question, Round, Text
from workshop.rehearse import answers, arriving, gathering
from workshop.rehearse.people import Voice
from workshop.rehearse.play import Play

PULLED = 6  # items that the room takes off the consent list, at most
# shares that accept a proposal: where the sample says nothing, where it parks the question, at a second ballot
ACCEPTED, CONTESTED, AGAIN = 0.93, 0.35, 0.96


@dataclass(frozen=True, slots=True)
class Settled:
    """How a question ended: the option put to adoption, whether it was adopted, its words if they were amended."""

    option: str | None
    adopted: bool
    wording: Text | None = None
    dissent: list[dict[str, Any]] = field(default_factory=list)


async def question(play: Play, asked: Question, part: Part) -> None:
    """Everything about one question, in the way of its part of the agenda."""
    await play.do(play.desk.scene, "ask", asked.id)
    rule, method = play.content.methods[part.method].rule, part.method
    if method != "quick_ballot" and rule != "consent":
        await _first(play, asked, play.sample.leanings[asked.id])
    await gathering.about(play, asked.id, part)
    await _recused(play, asked)
    if asked.id in play.sample.again and method != "quick_ballot":
        await _again(play, asked)
    if rule == "consent" or (asked.rule == "consent" and method != "quick_ballot"):
        settled = await _consent(play, asked)
    else:
        settled = await _adopted(play, asked, "fist_to_five" if method == "quick_ballot" else None)
    await _concluded(play, asked, settled, play.sample.decisions[asked.id])


# ---- ballots -----------------------------------------------------------------------------------


async def plans(play: Play, asked: Question) -> None:
    """The question on plans: compared, then adopted with its numbers."""
    await play.do(play.desk.scene, "ask", {"id": asked.id, "prompt": dict(asked.prompt)})
    await _first(play, asked, {plan.id: plan.leaning for plan in play.sample.plans})
    await _concluded(play, asked, await _adopted(play, asked, None), play.sample.plan)


async def _first(play: Play, asked: Question, weights: Mapping[str, float]) -> None:
    """The indicative ballot; a tie is settled by the facilitator."""
    rule = play.sample.rules.get(asked.id)
    result, _ = await play.vote(
        asked.id, lambda voice, round: answers.leaning(voice, asked, weights, round), rule=rule
    )
    await _picked(play, asked, result)


async def _again(play: Play, asked: Question) -> None:
    """The same ballot once more; somebody whose proxy is held answers from afar, and that stands."""
    record = await play.do(play.desk.record, asked.id)
    first = next(r for r in reversed(record.rounds) if r.question == asked.id and r.purpose == "indicative")
    before = {b.participant: b.choice for b in record.ballots if b.round == first.id}
    weights, middle = play.sample.leanings[asked.id], asked.balanced.id

    def choose(voice: Voice, round: Round) -> Any:
        if (said := before.get(voice.id)) and round.rule == "gradients":
            return answers.nearer(voice, said, middle)
        return answers.leaning(voice, asked, weights, round)

    opening = {"afresh": True, "reason": texts.say("desk.revoted", play.desk.lang)}
    round = await play.do(play.desk.open, asked.id, first.rule, minutes=3, **opening)
    await play.answered(round, choose)
    await arriving.from_afar(play, round, choose)
    await _picked(play, asked, await play.closed(2))


async def _picked(play: Play, asked: Question, result: Any) -> None:
    if len(result.winners) > 1:
        settled = asked.balanced.id if asked.balanced.id in result.winners else sorted(result.winners)[0]
        await play.do(play.desk.pick, asked.id, settled)


async def _adopted(play: Play, asked: Question, rule: str | None) -> Settled:
    """The adopting ballot, and a second one if it fails."""
    parked = asked.id in play.sample.parked
    share = CONTESTED if parked else play.sample.support.get(asked.id, ACCEPTED)
    result, round = await play.vote(asked.id, answers.adopting(share), rule=rule)
    if not result.adopted:
        again = answers.adopting(CONTESTED if parked else AGAIN)
        reason = texts.say("desk.failed_once", play.desk.lang)
        result, round = await play.vote(asked.id, again, rule=round.rule, proposal=round.proposal, reason=reason)
    return Settled(round.proposal, bool(result.adopted))


# ---- objections --------------------------------------------------------------------------------


async def _consent(play: Play, asked: Question) -> Settled:
    """A consent round; objections go into the text once, and the new text is asked; what remains is dissent."""
    held = next((o for o in play.sample.objections if o.question == asked.id), None)
    voters = play.voters(asked.id)
    objector = voters[len(asked.id) % len(voters)]
    aim = await _aim(play)

    def first(voice: Voice, round: Round) -> Any:
        if not held or voice is not objector or round.proposal != asked.balanced.id:
            return "yes"
        return {"objection": _in(held.harm, voice), "wording": _in(held.wording, voice)}

    result, round = await play.vote(asked.id, first, surely=objector, kind="consent", aim=aim)
    if result.adopted or not held:
        return Settled(round.proposal, bool(result.adopted))

    def second(voice: Voice, _: Round) -> Any:
        if not held.remains or voice is not objector:
            return "yes"
        said = (_in(held.remains.harm, voice), _in(held.remains.wording, voice))
        return {"objection": said[0], "wording": said[1], "named": True}

    again = {"kind": "consent", "aim": aim, **_integrated(play, round, held, objector.lang)}
    result, round = await play.vote(asked.id, second, surely=objector, **again)
    dissent = await _remaining(play, round)
    return Settled(round.proposal, bool(result.adopted), dict(held.wording), dissent)


def _integrated(play: Play, last: Round, held: SampleObjection, lang: str) -> dict[str, Any]:
    """The second round on the amended text: what it said, what changed, and why, without a name."""
    old, new = last.options[0], dict(held.wording)
    said = {"text": texts.pick(held.harm, lang), "wording": texts.pick(held.wording, lang), "lang": lang}
    return {
        "options": [Option(old.id, old.label, new, old.stance)],
        "proposal": old.id,
        "reason": texts.say("desk.failed_once", play.desk.lang),
        "before": dict(old.clause),
        "redline": {key: [list(piece) for piece in redline(old.clause[key], new[key])] for key in texts.LANGS},
        "objections": [said],
    }


async def _remaining(play: Play, round: Round) -> list[dict[str, Any]]:
    """What is still objected, in its authors' words; a name only where they ticked it."""
    record = await play.do(play.desk.record, round.question)
    people = {p.id: p for p in record.participants}
    found = []
    for ballot in record.ballots:
        if ballot.round == round.id and isinstance(ballot.choice, Mapping) and "objection" in ballot.choice:
            who = people[ballot.participant] if ballot.choice.get("named") else None
            named = {"who": who.name, "role": play.role(who.role)} if who else {}
            found.append({"text": ballot.choice["objection"], "lang": ballot.lang, **named})
    return found


async def _aim(play: Play) -> dict[str, str]:
    """What an objection is tied to: the purpose adopted, else a sentence of ours."""
    purpose = play.question("purpose")
    for decision in reversed((await play.do(play.desk.record, purpose.id)).decisions):
        if (decision.question, decision.status) == (purpose.id, "adopted") and decision.option:
            return dict(filled(purpose.option(decision.option)).clause)
    return dict(texts.both("desk.aim_default"))


def _in(text: Text, voice: Voice) -> str:
    return texts.pick(text, voice.lang)


async def _recused(play: Play, asked: Question) -> None:
    """Who has a conflict of interest says so on their phone, and does not vote."""
    for one in play.sample.recusals:
        who = next((v for v in play.phones() if v.role == one.role), None)
        if one.question == asked.id and who:
            await who.say(messages.Recuse, question=asked.id, reason=_in(one.reason, who))
            play.recused.add((who, asked.id))


# ---- what is concluded -------------------------------------------------------------------------


async def _concluded(play: Play, asked: Question, settled: Settled, said: SampleDecision) -> None:
    """The decision as the facilitator reads it out: the sample's words where the room chose as it did."""
    same, names = said.option == settled.option, []
    if settled.option:
        names = [p.name for p in asked.option(settled.option).parameters]
    remains = [o.remains for o in play.sample.objections if o.question == asked.id and o.remains]
    parked = None if settled.adopted or not remains else remains[0]
    fits = same and asked.id not in play.sample.parked if settled.adopted else True
    why = parked.parked if parked else said.rationale if fits else {}
    more = await _in_full(play, asked, said) if same and settled.adopted else {}
    dissent = [{"text": play.pick(d.text), "role": play.role(d.role), "lang": play.desk.lang} for d in said.dissent]
    await play.do(
        play.desk.decide,
        asked.id,
        settled.option,
        status="adopted" if settled.adopted else "parked",
        parameters={k: v for k, v in said.parameters.items() if k in names},
        wording=settled.wording if settled.adopted else None,
        rationale=play.pick(why) or None,
        dissent=[*(dissent if same else ()), *settled.dissent],
        owner=play.role((parked or said).owner),
        review_on=play.due((parked or said).review),
        **more,
    )
    await play.later(2)


async def _in_full(play: Play, asked: Question, said: SampleDecision) -> dict[str, Any]:
    """Outcome, conditions, risks, actions, and what lost: why, and how it stood in the first ballot."""
    record = await play.do(play.desk.record, asked.id)
    stood = weighing.lost(record, asked, said.option, play.desk.lang)
    lost = {o: f"{play.pick(said.lost[o]) if o in said.lost else ''} {stood.get(o, '')}".strip() for o in said.lost}
    actions = [{"what": play.pick(a.what), "owner": play.role(a.owner), "due": play.due(a.due)} for a in said.actions]
    return {
        "outcome": dict(said.outcome) or None,
        "due": play.due(said.due),
        "conditions": [play.pick(condition) for condition in said.conditions],
        "lost": {**stood, **lost},
        "risks": said.risks,
        "actions": actions,
    }


async def listed(play: Play, part: Part) -> None:
    """The consent list: what nobody pulls out stands; what is pulled out is talked about."""
    left = [asked for asked in await play.do(play.desk.unsettled) if asked.id in part.questions]
    objected = [id for id in sorted(o.question for o in play.sample.objections) if id in {q.id for q in left}]
    pullers = dict(zip(objected[:PULLED], play.phones(), strict=False))

    def choose(voice: Voice, round: Round) -> list[str]:
        return [option.id for option in round.options if pullers.get(option.id) is voice]

    opening: dict[str, Any] = {
        "kind": "consent_list",
        "title": part.title,
        "options": [item(asked) for asked in left],
    }
    result, _ = await play.vote(part.id, choose, **opening)
    await play.do(play.desk.settle_list, {asked.id: _standing(play, asked) for asked in left})
    for id in [id for id, counts in result.counts.items() if counts["objection"]]:
        asked = play.question(id)
        await _concluded(play, asked, await _consent(play, asked), play.sample.decisions[id])


def _standing(play: Play, asked: Question) -> dict[str, Any]:
    """Who takes care of an item of the list, when it is looked at again, and its numbers."""
    said = play.sample.decisions[asked.id]
    names = {p.name for p in asked.balanced.parameters}
    numbers = {k: v for k, v in said.parameters.items() if k in names}
    return {"owner": play.role(said.owner), "review_on": play.due(said.review), "parameters": numbers}


async def amendments(play: Play) -> None:
    """What is changed when the draft is read: a minor change at once, a substantive one after another ballot."""
    adopted = {d.question: d for d in (await play.do(play.desk.record, "")).decisions if d.status == "adopted"}
    for one in play.sample.amendments:
        decision = adopted.get(one.question)
        if decision and decision.option == play.sample.decisions[one.question].option:
            fields = (
                await _voted(play, one) if one.change == "substantive" else {"rationale": play.pick(one.rationale)}
            )
            said = {"by": play.role(one.by), "why": play.pick(one.why), "change": one.change}
            if fields:
                await play.do(play.desk.amend, one.question, **said, **fields)


async def _voted(play: Play, one: SampleAmendment) -> dict[str, Any]:
    """The ballot on the changed numbers of a clause; nothing if it fails."""
    decision = play.sample.decisions[one.question]
    old = play.question(one.question).option(decision.option)
    before, after = (_clause(old, numbers) for numbers in (decision.parameters, one.parameters))
    pieces = {lang: [list(piece) for piece in redline(before[lang], after[lang])] for lang in texts.LANGS}
    result, _ = await play.vote(
        one.question,
        answers.adopting(1.0),
        proposal=old.id,
        options=[Option(old.id, old.label, after, old.stance)],
        reason=play.pick(one.why),
        before=before,
        redline=pieces,
    )
    return {"parameters": dict(one.parameters), "rationale": play.pick(one.rationale)} if result.adopted else {}


def _clause(option: Option, numbers: Mapping[str, Any]) -> dict[str, str]:
    """The clause with these numbers, and the defaults for the others."""
    values = {p.name: numbers.get(p.name, p.default) for p in option.parameters}
    return {lang: texts.fill(text, values) for lang, text in option.clause.items()}
