"""How much one can keep up: everybody guesses alone, shares points, and the room votes on named plans."""

from __future__ import annotations

from typing import Any

from workshop import texts
from workshop.desk import scenarios
from workshop.desk.asked import HOURS
from workshop.model import Round
from workshop.rehearse import answers, concluding
from workshop.rehearse.people import Voice
from workshop.rehearse.play import Play


async def planned(play: Play) -> None:
    """The guess first, then what everything rests on, the worth of channels, the plans, and the vote on them."""
    await _asked(play, await play.do(play.desk.guess, HOURS, minutes=3), answers.hours)
    data = {**play.sample.rhythm, "plans": {}, "names": _channels(play)}
    await play.do(play.desk.rest_on, data, by=play.role("communications"))
    await _asked(play, await play.do(play.desk.share_points, minutes=3), _points(play))
    worth = {f"{channel}.value": round(points, 1) for channel, points in (await play.do(play.desk.values)).items()}
    await play.do(play.desk.assume, worth, by=texts.say("asking.by_room", play.desk.lang))
    for plan in play.sample.plans:
        await play.do(play.desk.scenario, dict(plan.name), plan.posts, by=play.role("communications"))
    asked = (await play.do(play.desk.bank)).questions[scenarios.PLAN]
    await concluding.plans(play, asked)


def _channels(play: Play) -> dict[str, Any]:
    """What the sample calls its channels."""
    rhythm = play.sample.rhythm
    return {id: label for id, label in rhythm.get("names", {}).items() if id in rhythm["channels"]}


async def _asked(play: Play, round: Round, choose: Any) -> None:
    """Everybody answers alone; then all answers are shown, without names."""
    await play.answered(round, choose)
    await play.closed(2)


def _points(play: Play) -> Any:
    worth = {id: float(one["value"]) for id, one in play.sample.rhythm["channels"].items()}

    def choose(voice: Voice, round: Round) -> dict[str, int]:
        return answers.points(voice, worth, round)

    return choose
