"""Synthetic participants go through an agenda against a real room, over real WebSockets.

What they write, how they lean and what is concluded comes from `data/sample/` and the seed alone. The room keeps
a rehearsal's own time and chance, so the same seed, date, lock and machine make the same documents: people join
and write one after the other (ids follow that order) and vote all at once.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from workshop import agenda, texts
from workshop.desk import Workshop
from workshop.desk.results import scores
from workshop.rehearse.course import run
from workshop.rehearse.people import crowd, room
from workshop.rehearse.play import Play, Progress

__all__ = ["rehearse"]
START_HOUR = 13  # UTC: early in the afternoon


def _quiet(done: int, of: int, what: str) -> None:
    """Show nothing."""


def rehearse(
    out: Path,
    today: date,
    *,
    participants: int = 40,
    plan: str = "two_hours",
    seed: int = 1,
    lang: str = "fr",
    data: Path | None = None,
    progress: Progress = _quiet,
) -> dict[str, Any]:
    """Run a whole rehearsal and write its documents to `out`; what happened, in numbers.

    With `data` the room's folder is kept there, so that notebooks can be tried on it.
    """
    began = time.perf_counter()
    now = datetime(today.year, today.month, today.day, START_HOUR, tzinfo=UTC).timestamp()
    with tempfile.TemporaryDirectory() as scratch:
        folder = data or Path(scratch) / "rehearsal"
        with room(folder, seed, now) as addresses:
            desk = Workshop.attach(folder, lang=lang)
            try:
                play = _play(desk, addresses, participants, seed, today, now, progress)
                asyncio.run(_whole(play, plan))
                files, record = desk.export(("html", "pdf"), out, today), desk.record()
            finally:
                desk.detach()
    return {
        "participants": len(record.participants) + len(play.crowd.hands),
        "ideas": len(record.ideas),
        "ballots": play.ballots,
        "decisions": len({decision.question for decision in record.decisions}),
        "risks": len(scores(record)),
        "seconds": round(time.perf_counter() - began, 2),
        "files": [str(file) for file in files],
    }


def _play(
    desk: Workshop, room: Mapping[str, Any], count: int, seed: int, today: date, now: float, progress: Progress
) -> Play:
    sample = agenda.sample()
    people = crowd(sample, count, seed, {role.id: role.votes for role in desk.content.roles.values()})
    chance = random.Random(seed)  # noqa: S311 - invented people
    return Play(desk, sample, people, room, chance, today, now, progress)


async def _whole(play: Play, plan: str) -> None:
    desk, sample = play.desk, play.sample
    facts = {"title": dict(sample.title), "organisation": texts.pick(sample.organisation, desk.lang), "agenda": plan}
    await play.do(desk.set, **facts)
    try:
        await run(play, desk.content.agendas[plan])
    finally:
        for voice in play.crowd.voices:
            await voice.close()
