"""Risks in two hidden rounds with reasons between them, then what is done about each, and who signs."""

from __future__ import annotations

from typing import Any

from workshop import messages, texts
from workshop.agenda import Sequence as Part
from workshop.desk import hazards
from workshop.model import Option, Round
from workshop.rehearse import answers, gathering
from workshop.rehearse.people import Voice
from workshop.rehearse.play import Play

SPREAD = (1.2, 0.5)  # the second round, after the reasons, is closer together
TOP = 3  # risks with four numbers in the second round
Said = dict[str, dict[Voice, answers.Score | None]]


async def estimated(play: Play, part: Part) -> None:
    """The risks of a part and those the room added: estimated, explained, estimated again, treated."""
    await gathering.more_risks(play, part)
    known = {id: play.content.risks[id] for id in part.risks}
    options = [Option(id, risk.name, risk.description) for id, risk in known.items()]
    options += [Option(id, idea.risk.name, idea.text) for id, idea in play.own.items() if idea.risk]
    opening: dict[str, Any] = {"kind": "estimate", "title": part.title, "options": options}
    said: Said = {option.id: {} for option in options}
    _, first = await play.vote(part.id, _choose(play, SPREAD[0], said), **opening)
    await _explained(play, first, said)
    top = [score.risk for score in hazards.ordered(await play.do(play.desk.record, part.id), first)][:TOP]
    opening |= {"ranges": top, "reason": texts.say("desk.second_estimate", play.desk.lang)}
    await play.vote(part.id, _choose(play, SPREAD[1], said), **opening)
    await _treated(play, [option.id for option in options])


def _choose(play: Play, spread: float, said: Said) -> Any:
    """Each risk scored around where the sample has it; what everybody says is kept in `said`."""

    def choose(voice: Voice, round: Round) -> dict[str, Any]:
        for option in round.options:
            own = play.own.get(option.id)
            about = own.risk if own and own.risk else play.sample.risks[option.id]
            drawn = {"likelihood": about.likelihood, "impact": about.impact}
            said[option.id][voice] = answers.score(voice, drawn, spread, option.id in round.ranges)
        return {option.id: said[option.id][voice] for option in round.options}

    return choose


async def _explained(play: Play, round: Round, said: Said) -> None:
    """Those who are furthest from the others say why, on their phones."""
    for risk, scores in said.items():
        why = play.sample.reasons.get(risk)
        for voice, side in zip(answers.apart(scores), ("high", "low"), strict=True):
            if why and voice:
                text = texts.pick(getattr(why, side), voice.lang)
                await voice.say(messages.GiveReason, round=round.id, option=risk, text=text, lang=voice.lang)
    await play.later(2)


async def _treated(play: Play, risks: list[str]) -> None:
    """What is done about each, by whom, until when, and in which clause."""
    for risk in risks:
        own = play.own.get(risk)
        about = own.risk.treatment if own and own.risk else play.sample.treatments.get(risk)
        if about:
            fields = {"owner": play.role(about.owner), "due": play.due(about.due), "note": play.pick(about.note)}
            await play.do(play.desk.treat, risk, about.remedy, question=about.question, **fields)


async def accepted(play: Play) -> None:
    """Somebody signs for the risks that stay."""
    treated = {one.risk for one in (await play.do(play.desk.record, "")).treatments}
    for one in play.sample.acceptances:
        if one.risk in treated:
            name = next((v.name for v in play.here if v.role == one.by), play.role(one.by))
            await play.do(play.desk.accept_risk, one.risk, by=name, why=play.pick(one.why))
