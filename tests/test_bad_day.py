"""What a hostile phone, a careless facilitator or a clock set back may do: the workshop goes on, and says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from model_room import Time, seated

from workshop import agenda, messages
from workshop.desk import lineage, results, timetable
from workshop.errors import BadMessage
from workshop.messages import LIMITS, Leave, WriteIdea
from workshop.model import Idea, Record, Round
from workshop.policy.book import Book
from workshop.room import fates, views
from workshop.texts import sentence

QUESTION = {"id": "q", "prompt": {"fr": "Q", "en": "Q"}}


@pytest.mark.parametrize(
    ("scene", "named"),
    [
        ({"question": {"id": {"a": 1}, "prompt": {}}}, "question"),
        ({"question": {"id": "q"}}, "question"),
        ({"question": {"id": "q", "prompt": 7}}, "question"),
        ({"question": QUESTION, "agenda": [{"title": "Ouverture", "state": "now"}]}, "agenda"),
        ({"question": QUESTION, "stage": "somewhere"}, "stage"),
    ],
)
async def test_a_scene_that_pages_could_not_show_is_named_and_nothing_is_recorded(
    tmp_path: Path, scene: dict[str, Any], named: str
) -> None:
    async with seated(tmp_path, Time()) as table:
        ada = await table.join()
        before = table.session.state.scene
        with pytest.raises(BadMessage) as refused:
            await table.ask(messages.SetScene, **{"stage": "ask", **scene})
        assert f"“{named}”" in sentence(refused.value, "en")
        assert table.session.state.scene == before
        assert views.mine(table.session.state, ada.participant).recused is False


async def test_who_answers_and_leaves_is_among_those_entitled_so_that_no_turnout_is_above_all(tmp_path: Path) -> None:
    async with seated(tmp_path, Time()) as table:
        people = [await table.join(name) for name in ("Ada", "Bo", "Chi")]
        round = await table.open()
        for n, one in enumerate(people):
            await table.vote(one.participant, round, "a", f"leaving{n}")
        for one in people[:2]:
            await table.session.said(one.participant, Leave())
        closed = await table.ask(messages.CloseRound)
        assert (closed["present"], closed["entitled"]) == (1, 3)


@pytest.mark.parametrize("by", ["idea", "theme"])
def test_whatever_people_write_their_ideas_and_themes_can_be_voted_on(by: str) -> None:
    words = ["x", "x", "x (2)", "x", "x (2) (2)", "é" * 196 + "a", "é" * 196 + "b", "y" * 200, "y" * 200, "=1+1"]
    ideas = tuple(
        Idea(f"i{n}", "r1", said, "fr", "p", 0.0, theme=said[:200]) for n, said in enumerate([*words, *["z"] * 180])
    )
    round = Round("r1", "ideas", "ideas", {"fr": "Q"}, question="q", state="closed")
    record = Record({}, (), (round,), ideas, (), (), ())
    labels = [one.label["fr"] for one in lineage.options(record, "q", by, "fr")]
    assert len(set(labels)) == len(labels) == len(set(words) | {"z"} if by == "theme" else ideas)
    assert max(map(len, labels)) <= LIMITS["label_characters"]


async def test_with_the_clock_set_back_votes_decisions_and_fates_stay_in_their_order(tmp_path: Path) -> None:
    time = Time()
    async with seated(tmp_path, time) as table:
        ada = (await table.join()).participant
        said = await table.session.said(ada, WriteIdea("k" * 12, await table.open("ideas", "ideas"), "Une liste"))
        await table.ask(messages.CloseRound)
        for n in range(2):
            round = await table.open(question="purpose")
            await table.vote(ada, round, "a", f"clock{n}")
            await table.ask(messages.CloseRound)
            time.wall -= 7200
        for question in ("q", "purpose"):
            await table.ask(messages.Decide, decision={"question": question, "option": "a", "status": "adopted"})
        idea = table.session.state.ideas[said.idea]
        assert fates.became(table.session.state, idea)["fate"] == "adopted"
        record = msgspec.convert(json.loads(json.dumps(await table.record())), Record)
        first, second = record.rounds[1:]
        assert results.before(record, second) == first
        assert Book(record, agenda.load(), "fr", {}).rounds_until(record.decisions[1]) == [first, second]
        later = await table.open(question="purpose")
        record = msgspec.convert(json.loads(json.dumps(await table.record())), Record)
        assert later not in [r.id for r in Book(record, agenda.load(), "fr", {}).rounds_until(record.decisions[1])]


def test_with_the_clock_set_back_the_part_begun_last_is_on() -> None:
    plan = agenda.load().agendas["two_hours"]
    kept: dict[str, Any] | None = None
    for part, at in (("two_open", 9000.0), ("two_image", 5400.0), ("two_open", 5500.0)):
        kept = timetable.begun(plan, kept, part, at)
        current = timetable.timetable(plan, json.loads(json.dumps(kept)), at).current
        assert current is not None
        assert current.part.id == part
