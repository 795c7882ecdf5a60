"""What a hostile phone, a careless facilitator or a clock set back may do: the workshop goes on, and says so."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from model_room import Time, seated
from rooms import Room

from workshop import agenda, messages
from workshop.desk import Workshop, lineage, results, timetable
from workshop.errors import BadCode, BadMessage, InvalidDecision, NotJoined, RoundOpen, WorkshopError
from workshop.messages import LIMITS, CastBallot, Leave, WriteIdea
from workshop.model import Idea, Option, Record, Round
from workshop.policy.book import Book
from workshop.room import fates, views
from workshop.texts import sentence

Q = "spokesperson"
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


async def test_an_idea_that_was_voted_on_stays_so_when_it_is_merged_and_goes_no_further_when_set_aside(
    tmp_path: Path,
) -> None:
    async with seated(tmp_path, Time()) as table:
        ada, state = (await table.join()).participant, table.session.state
        round = await table.open("ideas", "ideas")
        said = [await table.session.said(ada, WriteIdea(f"{n}" * 9, round, f"Idée {n}")) for n in range(3)]
        ids = [str(one.idea) for one in said]
        await table.ask(messages.CloseRound)
        await table.ask(messages.RevealRound, round=round, finding={"fr": "3"})
        both = {id: {"id": id, "label": {"fr": id, "en": id}} for id in ids}
        await table.vote(ada, await table.open("dots", options=[both[id] for id in ids[:2]]), {ids[0]: 2}, "voted")
        await table.ask(messages.CloseRound)
        merged = await table.ask(messages.MergeIdeas, ideas=ids[1:], text="Ensemble")
        assert [fates.became(state, state.ideas[id])["fate"] for id in ids] == ["voted", "voted", "merged"]
        await table.ask(messages.Moderate, idea=merged, reason="Déjà décidé.")
        assert fates.became(state, state.ideas[ids[1]])["fate"] == "aside"


async def test_a_round_in_which_nobody_voted_is_no_new_vote(tmp_path: Path) -> None:
    async with seated(tmp_path, Time()) as table:
        ada = (await table.join()).participant
        changed = {
            "question": "q",
            "option": "a",
            "status": "adopted",
            "why": "w",
            "by": "Ada",
            "change": "substantive",
        }
        await table.ask(messages.Decide, decision={**changed, "option": "b"})
        await table.open("majority")
        await table.ask(messages.CloseRound)
        with pytest.raises(InvalidDecision) as refused:
            await table.ask(messages.Decide, decision=changed)
        assert refused.value.reasons == ("vote_needed",)
        await table.vote(ada, await table.open("majority"), "yes", "newvote")
        await table.ask(messages.CloseRound)
        assert (await table.ask(messages.Decide, decision=changed))["option"] == "a"


def test_with_the_clock_set_back_the_part_begun_last_is_on() -> None:
    plan = agenda.load().agendas["two_hours"]
    kept: dict[str, Any] | None = None
    for part, at in (("two_open", 9000.0), ("two_image", 5400.0), ("two_open", 5500.0)):
        kept = timetable.begun(plan, kept, part, at)
        current = timetable.timetable(plan, json.loads(json.dumps(kept)), at).current
        assert current is not None
        assert current.part.id == part


async def test_a_one_time_code_whose_answer_was_lost_lets_the_same_phone_in_again_and_no_other(
    tmp_path: Path,
) -> None:
    async with seated(tmp_path, Time()) as table:
        ada, key = await table.join(), "a" * 32
        handed = await table.ask(messages.HandOut, participant=ada.participant)
        twice = [table.join(handout=handed, key=key) for _ in range(2)]
        assert {(one.participant, one.token) for one in await asyncio.gather(*twice)} == {(ada.participant, key)}
        assert (await table.join(handout=handed, key=key)).participant == ada.participant
        with pytest.raises(BadCode):
            await table.join(handout=handed, key="b" * 32)
        with pytest.raises(NotJoined):
            await table.join(token=ada.token)


# ---- a careless facilitator ----------------------------------------------------------------------


@pytest.fixture
def w(room: Room) -> Iterator[Workshop]:
    """The desk of a new workshop."""
    desk = Workshop.attach(room.data, lang="en")
    yield desk
    desk.detach()


MISTAKES: dict[str, Any] = {
    "status": lambda w: w.decide(Q, "list", status="perhaps"),
    "dissent": lambda w: w.decide(Q, "list", dissent=[{}]),
    "actions": lambda w: w.decide(Q, "list", actions=[3]),
    "conditions": lambda w: w.decide(Q, "list", conditions=[3]),
    "ghosts": lambda w: w.decide(Q, "list", risks="ghosts"),
    "who": lambda w: (w.decide(Q, "list"), w.amend(Q, by=None, why=None)),
    "say who": lambda w: w.accept_risk(next(iter(w.content.risks)), by=None),
    "wind": lambda w: w.open(Q, wind=3),
    "minutes": lambda w: w.open(Q, minutes="5"),
    "weights": lambda w: w.open(Q, weights={"volunteers": 1.5}),
    "the question has no text": lambda w: w.open(Q, title={}),
    "due": lambda w: w.park("Later", due="one day"),
    "what to keep": lambda w: w.park(None),
    "author will read": lambda w: w.set_aside("i1", None),
    "by": lambda w: w.prioritise(Q, by="colour"),
    "number of sheets": lambda w: w.sheets(Q, 1.5),
    "counts": lambda w: (w.open(Q, "majority"), w.count_hands({"yes": 1.5}, people=3)),
    "channel": lambda w: w.add_person("Ada", "volunteers", channel="owl"),
    "SetFacts": lambda w: w.set(mascot=object()),
}


@pytest.mark.parametrize("named", MISTAKES)
def test_a_mistake_at_the_desk_is_named_in_a_sentence(w: Workshop, named: str) -> None:
    with pytest.raises(WorkshopError) as refused:
        MISTAKES[named](w)
    said = sentence(refused.value, "en")
    assert named in said
    assert "device" not in said


def test_one_condition_in_words_is_one_condition(w: Workshop) -> None:
    decision = w.decide(Q, "list", conditions="Budget granted", actions="Write to all", dissent="Too slow")
    assert decision.conditions == ("Budget granted",)
    assert [one.what for one in decision.actions] == ["Write to all"]
    assert [one.text for one in decision.dissent] == ["Too slow"]


def test_of_a_list_with_items_of_its_own_the_questions_of_the_bank_are_settled(w: Workshop) -> None:
    who = w.add_person("Ada", "volunteers")
    items = [Option(id, dict.fromkeys(("fr", "en"), id)) for id in ("ours", Q)]
    round = w.open("first", kind="consent_list", options=items, title="All at once")
    w.speak(who, CastBallot("k" * 12, round.id, []))
    w.close()
    w.open("second", kind="consent_list", options=items, title="And again")
    with pytest.raises(RoundOpen):
        w.settle_list()
    w.close()
    w.open("third", kind="consent_list", options=items, title="Once more")
    w.speak(who, CastBallot("l" * 12, "r3", []))
    w.close()
    assert [one.question for one in w.settle_list()] == [Q]
