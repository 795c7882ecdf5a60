"""Who is in the room: people come, late or on time, leave early, hold somebody's proxy, or answer from afar."""

from __future__ import annotations

from workshop import messages
from workshop.model import Round
from workshop.rehearse.play import Choose, Play

LATE = 2  # parts of the agenda before those who come late are there


async def arrive(play: Play, number: int) -> None:
    """Before a part of the agenda: everybody at the first, those who come late a little later."""
    late = play.crowd.late
    coming = [v for v in play.crowd.voices if v not in late] if number == 0 else late if number == LATE else []
    for voice in coming:
        await voice.join(play.room, play.desk)
        play.here.append(voice)
    if number == 0:
        await _introduced(play)


async def _introduced(play: Play) -> None:
    """How many answer by hand, and who answers for whom."""
    if play.crowd.hands:
        await play.do(play.desk.set, hands=len(play.crowd.hands))
    for voice in play.here:
        if voice.holder:
            await play.do(play.desk.mandate, voice.id, voice.holder.id)


async def depart(play: Play) -> None:
    """Those who cannot stay say so and go."""
    for voice in play.crowd.leaving:
        if voice in play.here:
            await voice.leave()
            play.here.remove(voice)


async def from_afar(play: Play, round: Round, choose: Choose) -> None:
    """Somebody whose proxy is held answers the open round themselves, on a phone elsewhere: their own word stands."""
    who = next((v for v in play.voters(round.question) if v.holder), None)
    if who is None:
        return
    await who.join(play.room, play.desk, await play.do(play.desk.hand_out, who.id))
    await who.say(messages.CastBallot, round=round.id, choice=choose(who, round), lang=who.lang)
    await who.leave()
