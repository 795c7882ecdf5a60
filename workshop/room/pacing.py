"""The steps of a format: who sits where at each, its own clock, and whose turn it is; each move is kept."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

from workshop.errors import NotAllowed, RoundNotOpen
from workshop.messages import SetStep
from workshop.model import Round
from workshop.room import seats, tables
from workshop.room.clock import Clock
from workshop.room.session import Session
from workshop.room.store import Row

if TYPE_CHECKING:
    from workshop.room.chair import Chair


def clock(round: Round, number: int, now: float) -> Clock | None:
    """The clock of this step, or of a round without steps that has one."""
    seconds = round.steps[number].seconds if round.steps else (round.minutes or 0) * 60
    return Clock(seconds, now) if seconds else None


def rows(session: Session, round: Round, number: int) -> list[Row]:
    """What the disk keeps of a move to this step: the table, and a clock that starts anew; nothing without steps."""
    if not round.steps or round.format is None:
        return []
    state, step = session.state, round.steps[number]
    here = [person.id for person in state.people.values() if person.present]
    shuffle = random.Random(session.chance(16)).shuffle  # noqa: S311 - who sits beside whom
    table = seats.seated(round.format, (number, step.id), state.tables.get(round.id), here, shuffle)
    clock = {"left": step.seconds, "paused": False}
    return [
        session.row("turn", round=round.id, state="step", detail=json.dumps(table)),
        session.row("turn", round=round.id, state="clock", detail=json.dumps(clock)),
    ]


async def step(chair: Chair, message: SetStep) -> dict[str, Any]:
    """Move the open round to another step, or its round robin to the next speaker."""
    round = chair.session.state.open
    if round is None or message.round not in ("", round.id):
        raise RoundNotOpen(message.round)
    if not round.steps:
        raise NotAllowed("step", text="errors.not_possible", reasons=["no_steps"])
    if message.speaker:
        await _next_speaker(chair.session, round)
    else:
        await move(chair.session, round, round.step + 1 if message.step is None else message.step)
    return chair.round(round.id)


async def move(session: Session, round: Round, number: int) -> None:
    """Go to this step: everybody sits down again, the clock starts anew, and each phone is shown what is theirs."""
    if not 0 <= number < len(round.steps):
        raise NotAllowed("step", text="errors.not_possible", reasons=["last_step"])
    gathering = session.gathering
    gathering.moving.add(round.id)
    try:
        async with gathering.turn:
            await session.writer.drained()
            await session.writer.put(*rows(session, round, number))
    finally:
        gathering.moving.discard(round.id)
    session.clock = clock(round, number, session.monotonic())
    session.changed("step")


async def _next_speaker(session: Session, round: Round) -> None:
    """The turn of whoever was to speak goes by."""
    async with session.gathering.turn:
        who = tables.speaker(session.state, round.id)
        if who is None:
            raise NotAllowed("turn", text="errors.not_possible", reasons=["nobody_speaks"])
        people = session.state.people
        table = seats.skipped(session.state.tables[round.id], who, lambda one: people[one].present)
        await session.writer.put(session.row("turn", round=round.id, state="step", detail=json.dumps(table)))
    session.changed("scene")


def last(round: Round) -> bool:
    """Whether nothing follows the step at which this round is."""
    return round.step + 1 >= len(round.steps)
