"""A whole agenda, part by part, against its own clock."""

from __future__ import annotations

from typing import Any

from workshop.agenda import Agenda
from workshop.agenda import Sequence as Part
from workshop.desk import timetable
from workshop.rehearse import arriving, concluding, gathering, hazards, planning, tabling
from workshop.rehearse.play import Play

PLANNED = 2  # guesses and plans take as long as so many questions
MINUTES = 16.0  # of ours for a question, from its first ballot to the decision


async def run(play: Play, plan: Agenda) -> None:
    """Every part of the agenda, in order; each ends when it is to, or a little late."""
    kept: dict[str, Any] | None = None
    before: Part | None = None
    for number, part in enumerate(plan.sequences):
        play.progress(number, len(plan.sequences), play.pick(part.title))
        await arriving.arrive(play, number)
        kept = timetable.begun(plan, kept, part.id, play.now)
        await play.do(play.desk.set, timetable=kept)
        shown = timetable.wire(timetable.timetable(plan, kept, play.now))
        await play.do(play.desk.scene, "ask", None, agenda=shown)
        ends, play.pace = play.now + 60 * part.minutes, _pace(part)
        await _part(play, part, before)
        await play.until(ends)
        before = part
    play.progress(len(plan.sequences), len(plan.sequences), "")


def _pace(part: Part) -> float:
    """How fast our minutes pass, so that a part with many questions fits into its time."""
    own = PLANNED if part.method == "plan_choice" else 0
    return part.minutes / (MINUTES * max(1, 4 if part.takes_rest else len(part.questions) + own))


async def _part(play: Play, part: Part, before: Part | None) -> None:
    if part.activity == "ideas":
        await gathering.gather(play, part)
    if part.activity == "group" and before:
        await gathering.group(play, before.id)
    if part.method == "idea_two_rounds":
        await hazards.estimated(play, part)
    if not part.takes_rest:
        await tabling.placed(play, part)
    if part.method == "plan_choice":
        await planning.planned(play)
    if part.activity == "ballot":
        await gathering.request(play)
    await (_rest(play, part) if part.takes_rest else _questions(play, part))
    await tabling.filled(play, part)
    if part.method == "redline":
        await concluding.amendments(play)
    if part.method == "closing":
        await hazards.accepted(play)


async def _questions(play: Play, part: Part) -> None:
    for id in part.questions:
        await concluding.question(play, play.question(id), part)


async def _rest(play: Play, part: Part) -> None:
    await arriving.depart(play)
    await concluding.listed(play, part)
