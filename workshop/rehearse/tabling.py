"""Where the room stands between two goods, asked before the questions it touches; and its tables, filled in."""

from __future__ import annotations

from workshop.agenda import Scale
from workshop.agenda import Sequence as Part
from workshop.model import Round
from workshop.rehearse.people import Voice
from workshop.rehearse.play import Play

TOP = 10


async def placed(play: Play, part: Part) -> None:
    """Each scale is asked once, before the first part that holds a question it touches."""
    asked = {round.question for round in (await play.do(play.desk.record, "")).rounds}
    for scale in play.content.scales.values():
        if scale.id not in asked and {feed.question for feed in scale.feeds} & {*part.questions}:
            await _asked(play, scale)


async def _asked(play: Play, scale: Scale) -> None:
    round: Round = await play.do(play.desk.guess, scale.id, minutes=2)
    await play.answered(round, _place)
    await play.closed(1)


def _place(voice: Voice, _round: Round) -> float:
    """Most lean to the careful end; some do not."""
    return round(TOP * voice.chance.betavariate(2, 3))


async def filled(play: Play, part: Part) -> None:
    """What the room writes in a table, right after the question whose clause it belongs to."""
    tables = [t for t in play.content.tables.values() if t.question in part.questions and t.id in play.sample.tables]
    for table in tables:
        for row, cells in play.sample.tables[table.id].items():
            said = {column: play.pick(words) for column, words in cells.items()}
            await play.do(play.desk.add_row, table.id, row, by=play.role("communications"), cells=said)
