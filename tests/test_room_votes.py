"""Ballots of every rule, what is fixed before opening, and hands raised: on a real database."""

from __future__ import annotations

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from model_room import OPTIONS, START, Table, Time, seated

from workshop import messages
from workshop.errors import BadMessage, InvalidBallot, InvalidRound, NotAllowed, RoundNotOpen, VoteClosed
from workshop.model import BY_HAND
from workshop.room import views
from workshop.texts import sentence

KEY = "0123456789abcdef"
LONG = "x" * 2001


@pytest.fixture
def time() -> Time:
    return Time()


async def kept(table: Table, rule: str, choice: Any, **more: Any) -> Any:
    """What the room keeps of this choice."""
    who, round = (await table.join()).participant, await table.open(rule, **more)
    await table.vote(who, round, choice, KEY)
    return table.session.state.ballots[round][who].choice


async def faults(table: Table, rule: str, choice: Any, **more: Any) -> tuple[str, ...]:
    with pytest.raises(InvalidBallot) as problem:
        await kept(table, rule, choice, **more)
    assert not any(table.session.state.ballots.values())
    for lang in ("fr", "en"):
        assert "{" not in sentence(problem.value, lang) and problem.value.code == "invalid_ballot"
    return problem.value.reasons


# ---- shapes ----------------------------------------------------------------------------------------

ESTIMATE = {"kind": "estimate", "options": OPTIONS, "ranges": ["a"]}
FOUR = {"likelihood": [5, 40, 10.5, 80], "impact": [0, 30, 2, 100]}
SCORED = {"likelihood": 2, "impact": 3}
CONSENT: dict[str, Any] = {"kind": "consent", "options": OPTIONS[:1], "proposal": "a", "purpose": "adopting"}


@pytest.mark.parametrize(
    ("rule", "choice", "more"),
    [
        ("score", {"a": 5, "b": 0}, {}),
        ("score", {"a": 10}, {"most": 10}),
        ("star", {"a": 0, "b": 5, "c": 3}, {}),
        ("majority_judgment", {"a": 5, "c": 1}, {}),
        ("points", {"a": 60, "b": 40}, {}),
        ("points", {"a": 1000}, {"most": 1000}),
        ("points", {}, {}),
        ("dots", {"a": 3, "b": 2}, {}),
        ("dots", {"a": 7}, {"most": 8}),
        ("ranked_pairs", [["a"], ["b", "c"]], {}),
        ("estimate", {"a": SCORED | {"range": FOUR}, "b": SCORED, "c": None}, ESTIMATE),
        ("estimate", {"a": SCORED}, ESTIMATE),
        ("consent", {"objection": "trop tôt", "wording": "plus tard", "named": True}, CONSENT),
    ],
)
async def test_a_choice_of_its_shape_is_kept_as_it_was_said(
    data_dir: Path, time: Time, rule: str, choice: Any, more: dict[str, Any]
) -> None:
    async with seated(data_dir, time) as table:
        assert await kept(table, rule, choice, **more) == choice


@pytest.mark.parametrize(
    ("rule", "choice", "more", "reasons"),
    [
        ("score", {"a": 6, "z": 1, "b": True}, {}, ("out_of_range", "unknown_option", "wrong_shape")),
        ("score", {"a": 6}, {"most": 5}, ("out_of_range",)),
        ("score", {}, {}, ("too_few",)),
        ("star", [["a"]], {}, ("wrong_shape",)),
        ("majority_judgment", {"a": 2.5}, {}, ("wrong_shape",)),
        ("points", {"a": 60, "b": 41}, {}, ("too_many",)),
        ("points", {"a": -1, "z": 2}, {}, ("out_of_range", "unknown_option")),
        ("dots", {"a": 3, "b": 3}, {}, ("too_many",)),
        ("ranked_pairs", [["a", "a"], ["z"]], {}, ("twice", "unknown_option")),
        ("estimate", {"b": SCORED | {"range": FOUR}, "z": None}, ESTIMATE, ("unknown_option", "wrong_shape")),
        ("estimate", {"a": SCORED | {"range": {}}}, ESTIMATE, ("wrong_shape",)),
        ("estimate", {"a": {"likelihood": 6, "impact": "x"}}, ESTIMATE, ("out_of_range", "wrong_shape")),
        (
            "estimate",
            {"a": SCORED | {"range": {"likelihood": [50, 40, 45, 49], "impact": [0, 1, True, 60]}}},
            ESTIMATE,
            ("out_of_range", "range_order", "wrong_shape"),
        ),
        (
            "consent",
            {"objection": "", "wording": LONG, "named": "yes"},
            CONSENT,
            ("reason_missing", "too_long", "wrong_shape"),
        ),
    ],
)
async def test_every_fault_of_a_choice_is_told_at_once(
    data_dir: Path, time: Time, rule: str, choice: Any, more: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    async with seated(data_dir, time) as table:
        assert await faults(table, rule, choice, **more) == reasons


async def test_a_range_of_a_single_risk_is_asked_by_its_question(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        single: dict[str, Any] = {"kind": "estimate", "options": [], "question": "rep_slip"}
        choice = SCORED | {"range": {"impact": [0, 9_999.5, 3, 50]}}
        assert await kept(table, "estimate", choice, ranges=["rep_slip"], **single) == choice
        await table.ask(messages.CloseRound)
        who, plain = (await table.join("Bob")).participant, await table.open("estimate", **single)
        with pytest.raises(InvalidBallot):
            await table.vote(who, plain, choice, f"{KEY}b")


async def test_ranges_are_kept_to_the_hundredth_and_whole_numbers_whole(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        said = {"a": SCORED | {"range": {"impact": [0.0, 9.999, 2.5, 60.0]}}}
        found = (await kept(table, "estimate", said, **ESTIMATE))["a"]["range"]
        assert json.dumps(found) == '{"impact": [0, 10, 2.5, 60]}'


# ---- fixed before opening ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "rule", "given"),
    [
        ("scale", "score", {"most": 1}),
        ("scale", "majority_judgment", {"most": 11}),
        ("scale", "points", {"most": 1001}),
        ("scale", "dots", {"most": 51}),
        ("scale", "approval", {"most": 5}),
        ("weights", "approval", {"weights": {"nobody": 2}}),
        ("weights", "approval", {"weights": {"volunteers": 0}}),
        ("weights", "approval", {"weights": {"volunteers": 101}}),
        ("weights", "consent", {**CONSENT, "weights": {"volunteers": 2}}),
        ("ranges", "approval", {"ranges": ["a"]}),
        ("ranges", "estimate", {**ESTIMATE, "ranges": ["z"]}),
        ("ranges", "estimate", {**ESTIMATE, "ranges": ["a", "a"]}),
        ("quorum", "majority", {"quorum": -1}),
        ("quorum", "majority", {"quorum": 5001}),
        ("threshold", "majority", {"threshold": 0.0}),
        ("amended", "consent", {**CONSENT, "redline": {"fr": [["moved", "x"]]}}),
        ("amended", "consent", {**CONSENT, "redline": {"tlh": [["same", "x"]]}}),
        ("amended", "consent", {**CONSENT, "objections": [{"wording": "x"}]}),
        ("amended", "consent", {**CONSENT, "objections": [{"text": "x", "name": "Awa"}]}),
        ("amended", "consent", {**CONSENT, "objections": [{"text": LONG}]}),
        ("too_much", "consent", {**CONSENT, "redline": {"fr": [["same", "é" * 10_001]]}}),
        ("too_much", "consent", {**CONSENT, "objections": [{"text": "x" * 2000}] * 11}),
    ],
)
async def test_a_round_is_not_opened_with_what_cannot_stand(
    data_dir: Path, time: Time, reason: str, rule: str, given: dict[str, Any]
) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(InvalidRound) as problem:
            await table.open(rule, **given)
        assert problem.value.reasons == (reason,) and "{" not in sentence(problem.value, "en")
        assert table.session.state.rounds == {}


async def test_the_scene_says_what_was_fixed_and_nothing_where_nothing_was(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        ada = (await table.join("Ada")).participant
        await table.open("points", weights={"volunteers": 2, ada: 3}, most=10)
        shown = _round(table)
        assert shown["weights"] == [
            {"label": dict(table.session.state.roles["volunteers"].label), "weight": 2},
            {"label": {"fr": "Ada", "en": "Ada"}, "weight": 3},
        ]
        assert shown["most"] == 10
        await table.ask(messages.CloseRound)
        amended: dict[str, Any] = {
            "aim": {"fr": "But"},
            "before": {"fr": "Avant"},
            "redline": {"fr": [["same", "Un "], ["added", "mot"]]},
            "objections": [{"text": "Trop", "wording": "Moins", "lang": "fr"}],
        }
        await table.open("consent", **CONSENT, **amended)
        shown = _round(table)
        assert {key: shown[key] for key in amended} == amended and shown["most"] is None
        await table.ask(messages.CloseRound)
        await table.open()
        fixed = {"weights", "ranges", "aim", "before", "redline", "objections"}
        assert not fixed & _round(table).keys()


def _round(table: Table) -> dict[str, Any]:
    found = views.scene(table.session.state, None, 0.0, 1).round
    assert found and json.dumps(found)
    return found


@pytest.mark.shows("VOT2")
async def test_weights_are_in_the_journal_and_outlive_the_room(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        await table.open(weights={"volunteers": 7})
        assert (await table.record())["journal"][-1]["payload"]["weights"] == {"volunteers": 7}
    async with seated(data_dir, time) as table:
        assert table.session.state.rounds["r1"].weights == {"volunteers": 7}


# ---- change of mind ----------------------------------------------------------------------------------


@pytest.mark.shows("VOT4")
async def test_a_mind_may_change_until_closing_and_a_second_round_keeps_the_first(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, before = (await table.join()).participant, await table.open("score")
        await table.vote(who, before, {"a": 1}, "before00")
        await table.vote(who, before, {"a": 4}, "before01")
        await table.ask(messages.CloseRound)
        after = await table.open("score")
        await table.vote(who, after, {"a": 5}, "after000")
        with pytest.raises(VoteClosed):
            await table.vote(who, before, {"a": 0}, "before02")
        await table.ask(messages.CloseRound)
        found = await table.record()
        assert [(b["round"], b["choice"]) for b in found["ballots"]] == [(before, {"a": 4}), (after, {"a": 5})]
        assert [r["number"] for r in found["rounds"]] == [1, 2]


# ---- hands -------------------------------------------------------------------------------------------

ANSWERS = {"plurality": {"a": 2, "c": 1}, "fist_to_five": {"0": 1, "5": 2}}


@pytest.mark.parametrize("rule", sorted(BY_HAND))
async def test_hands_are_ballots_of_the_record_and_of_the_closing(data_dir: Path, time: Time, rule: str) -> None:
    counts = ANSWERS.get(rule, {"yes": 2, "no": 0, "abstain": 1})
    async with seated(data_dir, time) as table:
        await table.ask(messages.SetFacts, facts={"hands": 9})
        who, round = (await table.join()).participant, await table.open(rule)
        await table.vote(who, round, own := {"plurality": "b", "fist_to_five": 4}.get(rule, "no"), KEY)
        await table.ask(messages.CountHands, round=round, counts={next(iter(counts)): 9})
        await table.ask(messages.CountHands, round=round, counts=counts)
        crowd = views.crowd(table.session.state, 1)
        assert (crowd.present, crowd.entitled, crowd.answered) == (10, 10, 4)
        assert crowd.roles == {"volunteers": [1, 1]}
        time.later(60)
        shut = await table.ask(messages.CloseRound)
        assert (shut["present"], shut["entitled"]) == (10, 10)
        found = await table.record()
        raised = [b for b in found["ballots"] if b["channel"] == "hands"]
        assert [b["participant"] for b in raised] == ["hand1", "hand2", "hand3"]
        assert {str(b["choice"]) for b in raised} == {answer for answer, count in counts.items() if count}
        assert {b["at"] for b in raised} == {START + 60}
        detail = found["journal"][-1]["payload"]
        cast = sorted([(who, own), *((b["participant"], b["choice"]) for b in raised)])
        lines = "".join(f"{one} {json.dumps(choice)}\n" for one, choice in cast)
        assert detail["digest"] == hashlib.sha256(lines.encode()).hexdigest()
        assert (detail["ballots"], detail["hands"], detail["changed"]) == (4, 3, 0)
    async with seated(data_dir, time) as table:  # what was closed is proved again
        assert len((await table.record())["ballots"]) == 4


@pytest.mark.parametrize(
    ("rule", "counts", "reasons"),
    [
        ("majority", {"yes": 3, "maybe": 1}, ("unknown_option", "too_many_hands")),
        ("majority", {"yes": -1}, ("out_of_range",)),
        ("fist_to_five", {"6": 1}, ("unknown_option",)),
        ("gradients", {"a": 1}, ("not_by_hand",)),
        ("ranked", {"a": 9}, ("not_by_hand", "too_many_hands")),
    ],
)
async def test_hands_that_cannot_be_are_refused_with_every_reason(
    data_dir: Path, time: Time, rule: str, counts: dict[str, int], reasons: tuple[str, ...]
) -> None:
    async with seated(data_dir, time) as table:
        await table.ask(messages.SetFacts, facts={"hands": 3})
        round = await table.open(rule)
        with pytest.raises(InvalidBallot) as problem:
            await table.ask(messages.CountHands, round=round, counts=counts)
        assert problem.value.reasons == reasons and "{" not in sentence(problem.value, "fr")
        await table.ask(messages.CloseRound)
        with pytest.raises(RoundNotOpen):
            await table.ask(messages.CountHands, round=round, counts={})
        assert (await table.record())["ballots"] == []


@pytest.mark.parametrize(
    "facts", [{"hands": -1}, {"hands": 5001}, {"hands": 2.5}, {"hands": "x"}, {"proxies_most": 0}]
)
async def test_a_fact_about_people_that_cannot_be_is_named(data_dir: Path, time: Time, facts: dict[str, Any]) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(BadMessage) as problem:
            await table.ask(messages.SetFacts, facts=facts)
        assert f"“{next(iter(facts))}”" in sentence(problem.value, "en")


async def test_hands_that_were_counted_stay_entitled_when_the_fact_shrinks(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        await table.ask(messages.SetFacts, facts={"hands": 5})
        round = await table.open("majority")
        await table.ask(messages.CountHands, round=round, counts={"yes": 5})
        await table.ask(messages.SetFacts, facts={"hands": 1})
        shut = await table.ask(messages.CloseRound)
        assert (shut["present"], shut["entitled"]) == (5, 5)


# ---- tied to the round -------------------------------------------------------------------------------


async def test_a_note_cannot_pretend_to_be_an_act_of_the_room(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        for act in ("open", "close", "decide"):
            with pytest.raises(BadMessage):
                await table.ask(messages.Note, act=act, payload={"round": "r1"})
        await table.ask(messages.Note, act="tie_settled", payload={"question": "q"})
    async with seated(data_dir, time) as table:
        assert [e["act"] for e in (await table.record())["journal"]] == ["tie_settled"]


async def test_observers_write_and_never_vote_and_the_door_says_who_votes(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        eye = (await table.join("Eye", "observer")).participant
        votes = {role["id"]: role["votes"] for role in views.welcome(table.session.state).roles}
        assert (votes["observer"], votes["volunteers"]) == (False, True)
        round = await table.open("ideas", "ideas")
        assert await table.session.said(eye, messages.WriteIdea("ideaidea", round, "Une idée"))
        await table.ask(messages.CloseRound)
        for rule, kind, choice in (("plurality", "ballot", "a"), ("estimate", "estimate", SCORED)):
            round = await table.open(rule, kind)
            with pytest.raises(NotAllowed) as problem:
                await table.vote(eye, round, choice, f"{KEY}{kind}")
            assert "not vote" in sentence(problem.value, "en")
            what = messages.CastBallot(f"desk{kind}", round, choice)
            with pytest.raises(NotAllowed):
                await table.ask(messages.SpeakFor, participant=eye, what=what)
            assert (await table.ask(messages.CloseRound))["entitled"] == 0


async def test_a_thousand_ballots_ask_nothing_of_other_people(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people = [(await table.join(f"P{n}")).participant for n in range(40)]
        round = await table.open("score", weights={"volunteers": 2})
        table.told.clear()
        await asyncio.gather(*(table.vote(who, round, {"a": 3}, f"{KEY}{who}") for who in people))
        assert len(table.told) == 2 * len(people)  # the crowd, and this person's own phones
