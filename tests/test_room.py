"""The room: what it promises to phones and desk, on a real database and over real sockets."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import shutil
import sqlite3
import time as real
from pathlib import Path
from typing import Any

import pytest
from model_room import OPTIONS, START, Time, seated

from workshop import messages
from workshop.errors import (
    BadCode,
    BadMessage,
    Damaged,
    InvalidBallot,
    InvalidName,
    InvalidRound,
    NotAllowed,
    NotJoined,
    RoundOpen,
    StorageFull,
    TooFast,
    VoteClosed,
    WorkshopError,
)
from workshop.room.names import fitting
from workshop.room.throttle import Bucket, Door, talking
from workshop.texts import sentence

KEY = "0123456789abcdef"


@pytest.fixture
def time() -> Time:
    return Time()


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """What is on the disk, read by a stranger."""
    with sqlite3.connect(folder / "workshop.db") as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY seq")]
    connection.close()
    return found


# ---- one ballot, however it comes ------------------------------------------------------------------


async def test_the_same_key_five_times_is_one_ballot_and_one_receipt(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open()
        said = []
        for _ in range(5):
            said.append(await table.vote(who, round, "a", KEY))
            time.later(3)
        assert said.count(said[0]) == len(said) and table.session.state.cast[round] == 1
    assert len(rows(data_dir, "ballot")) == 1


async def test_the_same_key_fifty_times_at_once_is_one_ballot(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open()
        said = await asyncio.gather(*(table.vote(who, round, "a", KEY) for _ in range(50)))
        assert said.count(said[0]) == len(said) and table.session.state.cast[round] == 1
    assert len(rows(data_dir, "ballot")) == 1


async def test_a_retry_after_a_refused_write_is_one_ballot(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open()
        keep, table.store.append = table.store.append, _full
        said = await asyncio.gather(*(table.vote(who, round, "a", KEY) for _ in range(6)), return_exceptions=True)
        assert {type(one) for one in said} == {StorageFull} and not table.session.state.cast[round]
        table.store.append = keep
        said = await asyncio.gather(*(table.vote(who, round, "a", KEY) for _ in range(6)))
        assert said.count(said[0]) == len(said) and table.session.state.cast[round] == 1


def _full(_: Any) -> None:
    raise StorageFull(problem="full")


async def test_one_bad_row_fails_nobody_else(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round = await table.open()
        people = [(await table.join(f"P{n}")).participant for n in range(6)]
        bad = table.session.row("ballot", key=None, round=round)
        said = await asyncio.gather(
            table.session.writer.put(table.session.row("theme", idea="none", theme="x")),
            *(table.vote(who, round, "a", f"{KEY}{who}") for who in people[:3]),
            table.session.writer.put(bad),
            *(table.vote(who, round, "b", f"{KEY}{who}") for who in people[3:]),
            return_exceptions=True,
        )
        problems = [one for one in said if isinstance(one, Exception)]
        assert [type(one) for one in problems] == [WorkshopError, WorkshopError] and KEY not in str(problems)
        assert len(table.session.state.ballots[round]) == 6


@pytest.mark.shows("JOI10")
async def test_a_receipt_outlives_the_room(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open()
        first = await table.vote(who, round, "a", KEY)
    time.later(60)
    async with seated(data_dir, time) as table:
        assert await table.vote(who, round, "a", KEY) == first
        assert table.session.state.cast[round] == 1


async def test_the_key_of_somebody_else_is_refused(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        ada, bob, round = (await table.join()).participant, (await table.join("Bob")).participant, await table.open()
        await table.vote(ada, round, "a", KEY)
        with pytest.raises(BadMessage):
            await table.vote(bob, round, "a", KEY)
        assert list(table.session.state.ballots[round]) == [ada]


@pytest.mark.shows("VOT4")
async def test_the_last_ballot_counts_and_all_are_kept(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open()
        for n, choice in enumerate("abca"):
            await table.vote(who, round, choice, f"{KEY}{n}")
        await table.ask(messages.CloseRound, round=round)
        (ballot,) = (await table.record())["ballots"]
        payload = json.loads(rows(data_dir, "payload")[-1]["body"])
        assert (ballot["choice"], payload["ballots"], payload["changed"]) == ("a", 1, 3)
    assert [json.loads(row["choice"]) for row in rows(data_dir, "ballot")] == list("abca")


async def test_every_fault_of_a_ballot_is_told_at_once(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open("dots")
        with pytest.raises(InvalidBallot) as problem:
            await table.vote(who, round, {"a": 9, "zzz": 1, "b": "x"}, KEY)
        assert problem.value.reasons == ("out_of_range", "unknown_option", "wrong_shape")
        assert not table.session.state.ballots[round]


async def test_a_reason_over_the_limit_is_told_with_the_limit(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who = (await table.join()).participant
        round = await table.open("consent", options=OPTIONS[:1], proposal="a", purpose="adopting")
        with pytest.raises(InvalidBallot) as problem:
            await table.vote(who, round, {"objection": "x" * 2001, "wording": ""}, KEY)
        assert problem.value.reasons == ("too_long", "wording_missing")
        assert "2000" in sentence(problem.value, "en") and "{" not in sentence(problem.value, "fr")


async def test_after_closing_a_ballot_is_not_counted_and_the_sentence_says_since_when(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open()
        await table.ask(messages.CloseRound, round=round)
        time.later(1)
        with pytest.raises(VoteClosed) as problem:
            await table.vote(who, round, "a", KEY)
        at = real.localtime(START)
        assert (
            sentence(problem.value, "en")
            == f"Voting closed at {at.tm_hour}:{at.tm_min:02d}. Your answer was not counted."
        )
        assert (await table.record())["ballots"] == [] and not table.session.state.receipts


async def test_a_ballot_that_races_with_the_closing_is_counted_or_refused_never_both(
    data_dir: Path, time: Time
) -> None:
    chance = random.Random(5)
    async with seated(data_dir, time) as table:
        people = [(await table.join(f"P{n}")).participant for n in range(8)]
        for turn in range(40):
            round = await table.open(question=f"q{turn}")
            acts: list[Any] = [table.vote(who, round, "a", f"{KEY}{turn}x{who}") for who in people]
            acts.insert(chance.randrange(9), table.ask(messages.CloseRound, round=round))

            async def at_some_time(act: Any, steps: int) -> Any:
                for _ in range(steps):
                    await asyncio.sleep(0)
                return await act

            said = await asyncio.gather(
                *(at_some_time(act, chance.randrange(12)) for act in acts), return_exceptions=True
            )
            acked = [one for one in said if isinstance(one, messages.Recorded)]
            refused = [one for one in said if isinstance(one, VoteClosed)]
            counted = [b for b in (await table.record())["ballots"] if b["round"] == round]
            assert len(acked) == len(counted) == table.session.state.cast[round]
            assert len(acked) + len(refused) == len(people)


async def test_an_idea_is_edited_and_withdrawn_by_its_author_until_closing(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        ada, bob = (await table.join()).participant, (await table.join("Bob")).participant
        round = await table.open("ideas", "ideas")
        said = await table.session.said(ada, messages.WriteIdea("aaaaaaaa", round, "une"))
        id = said.idea
        await table.session.said(ada, messages.EditIdea("bbbbbbbb", id, "une autre"))
        with pytest.raises(NotAllowed):
            await table.session.said(bob, messages.WithdrawIdea("cccccccc", id))
        await table.ask(messages.CloseRound, round=round)
        with pytest.raises(VoteClosed):
            await table.session.said(ada, messages.WithdrawIdea("dddddddd", id))
        assert [(i["text"], i["withdrawn"]) for i in (await table.record())["ideas"]] == [("une autre", False)]


async def test_an_idea_number_is_never_given_twice_even_after_a_failed_write_and_a_restart(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        ada, round = (await table.join()).participant, await table.open("ideas", "ideas")
        keep, table.store.append = table.store.append, _full
        with pytest.raises(StorageFull):
            await table.session.said(ada, messages.WriteIdea("aaaaaaaa", round, "perdue"))
        table.store.append = keep
        await table.session.said(ada, messages.WriteIdea("bbbbbbbb", round, "une"))
    async with seated(data_dir, time) as table:
        await table.session.said(ada, messages.WriteIdea("cccccccc", round, "deux"))
        assert sorted(i.text for i in table.session.state.ideas.values()) == ["deux", "une"]


# ---- what stays private ----------------------------------------------------------------------------


@pytest.mark.shows("BRA1", "VOT3")
async def test_the_record_holds_nothing_of_an_open_round(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        ada = (await table.join()).participant
        rules = {"ideas": "ideas", "ballot": "plurality", "estimate": "estimate", "guess": "guess"}
        for kind, rule in rules.items():
            round = await table.open(rule, kind)
            if kind == "ideas":
                await table.session.said(ada, messages.WriteIdea("ideaideaidea", round, "c4n4ry"))
            else:
                choice = {"ballot": "a", "estimate": {"likelihood": 3, "impact": 4}, "guess": 15.5}[kind]
                said = messages.CastBallot(f"ballot{kind}", round, choice, "c4n4ry")
                await table.session.said(ada, said)
            found = await table.record()
            assert not [x for x in (*found["ideas"], *found["ballots"]) if x["round"] == round]
            await table.ask(messages.SetScene, stage="discuss")
            assert not [b for b in (await table.record())["ballots"] if b["round"] == round]
            await table.ask(messages.CloseRound, round=round)
            assert "c4n4ry" in json.dumps((await table.record()), default=str)


@pytest.mark.shows("JOI3")
async def test_an_observer_may_not_vote_and_is_not_entitled(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        ada, eye = (await table.join()).participant, (await table.join("Eye", "observer")).participant
        round = await table.open()
        with pytest.raises(NotAllowed):
            await table.vote(eye, round, "a", KEY)
        await table.vote(ada, round, "a", KEY)
        shut = await table.ask(messages.CloseRound, round=round)
        assert (shut["present"], shut["entitled"]) == (2, 1)


async def test_present_is_joined_and_not_left_as_the_facilitator_corrects_it(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people = [(await table.join(f"P{n}")).participant for n in range(4)]
        round = await table.open()
        await table.session.said(people[0], messages.Leave())
        await table.session.said(people[1], messages.Leave())
        await table.vote(people[1], round, "a", KEY)  # who answers is here
        await table.ask(messages.SetPresence, participant=people[2], present=False)
        shut = await table.ask(messages.CloseRound, round=round)
        assert (shut["present"], shut["entitled"]) == (2, 2)
        await table.ask(messages.SetPresence, participant=people[3], present=False)
        assert table.session.state.rounds[round].present == 2


# ---- rounds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "given"),
    [
        ("options", {"options": OPTIONS[:1]}),
        ("options", {"options": []}),
        ("options", {"options": [{"id": f"o{n}", "label": {"fr": f"o{n}"}} for n in range(201)]}),
        ("same_label", {"options": [OPTIONS[0], OPTIONS[0]]}),
        ("same_label", {"options": [{"id": "x", "label": {"fr": "Même"}}, {"id": "y", "label": {"fr": " Même "}}]}),
        ("empty_label", {"options": [OPTIONS[0], {"id": "x", "label": {"fr": " "}}]}),
        ("empty_label", {"options": [OPTIONS[0], {"id": "x", "label": {}}]}),
        ("long_label", {"options": [OPTIONS[0], {"id": "x", "label": {"fr": "é" * 201}}]}),
        ("unknown_rule", {"rule": "by_magic"}),
        ("unknown_rule", {"kind": "consent", "options": OPTIONS}),
        ("unknown_option", {"proposal": "zzz"}),
        ("minutes", {"minutes": 0}),
        ("minutes", {"minutes": 1e9}),
        ("minutes", {"close_by_itself": True}),
        ("threshold", {"threshold": 1.5}),
    ],
)
async def test_a_round_that_phones_could_not_show_is_refused_in_a_sentence(
    data_dir: Path, time: Time, reason: str, given: dict[str, Any]
) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(InvalidRound) as problem:
            await table.open(**given)
        assert reason in problem.value.reasons and "{" not in sentence(problem.value, "fr")
        assert table.session.state.rounds == {}


async def test_two_hundred_options_are_not_too_many_and_duplicates_are_named(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        many = [{"id": f"o{n}", "label": {"fr": f"o{n}"}} for n in range(200)]
        with pytest.raises(InvalidRound) as problem:
            await table.open(options=[*many[:-1], {"id": "x", "label": {"fr": "o7"}}])
        assert "(o7)" in sentence(problem.value, "fr")
        assert await table.open(options=many) == "r1"


@pytest.mark.parametrize(
    "facts",
    [
        {"roles": 7},
        {"roles": [{"id": "x"}]},
        {"roles": None},
        {"title": "mot"},
        {"retention": "demain"},
        {"quorum": "x"},
    ],
)
async def test_facts_that_pages_could_not_say_are_refused_and_harm_nobody(
    data_dir: Path, time: Time, facts: dict[str, Any]
) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(BadMessage):
            await table.ask(messages.SetFacts, facts=facts)
        await table.ask(messages.SetFacts, facts={"organisation": "Aube"})
    async with seated(data_dir, time) as table:
        assert table.session.state.facts["organisation"] == "Aube"


async def test_one_round_at_a_time_and_nothing_is_decided_or_revealed_while_it_is_open(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        first = await table.open()
        await table.ask(messages.CloseRound, round=first)
        second = await table.open()
        for kind, fields in (
            (messages.OpenRound, {"kind": "ballot", "rule": "dots", "prompt": {}, "options": OPTIONS}),
            (messages.RevealRound, {"round": first, "finding": {}}),
            (messages.Decide, {"decision": {"question": "q", "option": "a", "status": "adopted", "round": second}}),
        ):
            with pytest.raises(RoundOpen):
                await table.ask(kind, **fields)
        assert table.session.state.rounds[second].state == "open"


async def test_a_question_opened_again_is_a_new_round_with_its_reason_and_the_first_stays(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        ada, first = (await table.join()).participant, await table.open()
        await table.vote(ada, first, "a", KEY)
        await table.ask(messages.CloseRound, round=first)
        second = await table.open(reason="mal compris")
        await table.ask(messages.CloseRound, round=second)
        found = await table.record()
        assert [(r["id"], r["number"], r["reason"]) for r in found["rounds"]] == [
            ("r1", 1, None),
            ("r2", 2, "mal compris"),
        ]
        assert [b["round"] for b in found["ballots"]] == [first]


# ---- time ------------------------------------------------------------------------------------------


async def test_a_round_closes_by_itself_after_five_real_minutes_whatever_the_clock_is_set_to(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        round = await table.open(minutes=5, close_by_itself=True)
        time.wall -= 3600
        await table.chair.notice_time()
        await table.chair.notice_time()
        time.later(299)
        await table.chair.close_if_over()
        assert table.session.state.rounds[round].state == "open"
        time.later(1)
        await table.chair.close_if_over()
        assert table.session.state.rounds[round].state == "closed"
        journal = (await table.record())["journal"]
        assert [e["act"] for e in journal] == ["open", "clock_changed", "close"]
        assert journal[1]["payload"] == {"seconds": -3600} and journal[1]["at"] < journal[0]["at"]


async def test_a_clock_never_closes_a_round_unless_so_chosen(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round = await table.open(minutes=5)
        time.later(3600)
        await table.chair.close_if_over()
        assert table.session.state.rounds[round].state == "open"


async def test_a_pause_and_a_restart_stop_the_clock(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round = await table.open(minutes=5, close_by_itself=True)
        time.later(60)
        await table.ask(messages.SetClock, round=round, paused=True)
        time.later(600)
        await table.ask(messages.SetClock, round=round, paused=False, add=30)
        time.later(30)
        await table.chair.note_clock()
    time.later(86_400)
    time.real = 3.0  # another day, another monotonic clock
    async with seated(data_dir, time) as table:
        assert table.session.clock and table.session.clock.remaining(time.real) == pytest.approx(240)
        time.later(241)
        await table.chair.close_if_over()
        assert table.session.state.rounds[round].state == "closed"


async def test_a_paused_clock_is_still_paused_after_a_restart(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round = await table.open(minutes=5)
        await table.ask(messages.SetClock, round=round, paused=True)
    async with seated(data_dir, time) as table:
        time.later(1000)
        assert table.session.clock and table.session.clock.remaining(time.real) == 300


# ---- names, codes, tokens --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Facilitator",
        "Fаcilitаtor",
        " facilitator  ",
        "FaciIitator",
        "Facil\u200bitator",
        "ΑDΜΙΝ",
        "Adrnin",
        "Fąčilitator",
    ],
)
def test_a_name_that_looks_like_the_facilitators_is_refused(name: str) -> None:
    with pytest.raises(InvalidName) as problem:
        fitting(name, [])
    assert problem.value.reasons == ("reserved",)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u3164", "\u2800\u00ad", "\u0301"])
def test_a_name_that_shows_nothing_is_refused(name: str) -> None:
    with pytest.raises(InvalidName) as problem:
        fitting(name, [])
    assert problem.value.reasons == ("empty",)


@pytest.mark.parametrize("again", ["Ida", "ida ", "Іda", "I\u200bda", "Ìda", "lda"])
def test_a_confusable_name_gets_a_number(again: str) -> None:
    assert fitting(again, ["Ida"]).endswith(" (2)")
    assert fitting(again, ["Ida", "Ida (2)"]).endswith(" (3)")


def test_names_that_differ_stay_as_they_are() -> None:
    names: list[str] = []
    for name in ("Mia", "Lia", "Łukasz", "李明", "محمد", "Ο Γιώργος", "Юля", "🎉", "Anne-Marie", "O’Neill"):
        names.append(fitting(name, names))
        assert names[-1] == name


def test_a_name_has_forty_graphemes_at_most() -> None:
    assert fitting("👩‍🚀" * 40, []) and fitting("é" * 40, [])
    for name in ("👩‍🚀" * 41, "é" * 41, "a" + "\u0301" * 400):
        with pytest.raises(InvalidName) as problem:
            fitting(name, [])
        assert problem.value.reasons == ("too_long",)


async def test_people_who_join_at_the_same_moment_under_one_name_are_told_apart(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        names = [joined.name for joined in await asyncio.gather(*(table.join("Ada") for _ in range(5)))]
        assert sorted(names) == ["Ada", "Ada (2)", "Ada (3)", "Ada (4)", "Ada (5)"]


async def test_a_typed_code_is_forgiving_and_a_wrong_one_is_not_the_code(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        table.session.state.code = "K0PM1Q"
        for typed in ("K0PM1Q", "k0pm1q", " k0p-m1q ", "KOPMIQ", "kopmlq"):
            await table.join(code=typed)
        for wrong in ("K0PM1", "K0PM1QQ", "", "é" * 6, "ЖЖЖЖЖЖ"):
            with pytest.raises(BadCode):
                await table.join(code=wrong)


@pytest.mark.parametrize("secret", ["x", "é", "0" * 32, "\U0001f600" * 40])
async def test_a_wrong_secret_is_refused_whatever_its_letters(data_dir: Path, time: Time, secret: str) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(BadCode):
            await table.join(secret=secret)
        with pytest.raises(NotJoined):
            await table.join(token=secret)


async def test_a_storage_that_is_full_leaves_no_ghost_behind(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        keep, table.store.append = table.store.append, _full
        with pytest.raises(StorageFull):
            await table.join()
        table.store.append = keep
        assert table.session.state.people == {} and (await table.join()).name == "Ada"


def test_codes_are_tried_two_hundred_times_a_minute_in_fair_turns() -> None:
    door = Door()
    greedy = _knocks(door, "10.0.0.66", 10.0, 500)
    assert greedy == 180
    assert _knocks(door, "10.0.0.1", 10.5, 3) == 3  # another address still has its turn
    assert greedy + 3 + sum(_knocks(door, f"10.0.1.{n}", 11.0, 5) for n in range(60)) == 200
    with pytest.raises(TooFast) as problem:
        door.knock("10.0.0.2", 12.0)
    assert problem.value.facts["seconds"] == 58
    assert _knocks(door, "10.0.0.2", 75.0, 3) == 3


def test_a_participant_has_a_burst_of_ten_then_thirty_in_ten_seconds() -> None:
    bucket = talking()
    assert sum(_taken(bucket, 50.0) for _ in range(40)) == 10
    assert sum(_taken(bucket, 50.0 + n / 10) for n in range(1, 101)) == 30


def _taken(bucket: Bucket, now: float) -> bool:
    try:
        bucket.take(now)
    except TooFast:
        return False
    return True


def _knocks(door: Door, address: str, now: float, times: int) -> int:
    heard = 0
    for _ in range(times):
        try:
            door.knock(address, now)
        except TooFast:
            continue
        heard += 1
    return heard


async def test_the_qr_is_never_throttled(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        for _ in range(300):
            with pytest.raises((BadCode, TooFast)):
                await table.join(code="WRONGX")
        assert (await table.join()).name == "Ada"


async def test_a_handed_out_code_moves_an_identity_once(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        old = await table.join()
        round = await table.open()
        await table.vote(old.participant, round, "a", KEY)
        handed = await table.ask(messages.HandOut, participant=old.participant)
        tries = await asyncio.gather(*(table.join(handout=handed.lower()) for _ in range(4)), return_exceptions=True)
        new = [one for one in tries if isinstance(one, messages.Joined)]
        assert [one.participant for one in new] == [old.participant]
        for gone in ({"token": old.token}, {"handout": handed}):
            with pytest.raises((NotJoined, BadCode)):
                await table.join(**gone)
        assert (await table.join(token=new[0].token)).name == "Ada"
        assert f"moved:{old.participant}" in table.told


async def test_tokens_are_kept_only_as_hashes(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        joined = await table.join()
        handed = await table.ask(messages.HandOut, participant=joined.participant)
    kept = b"".join(path.read_bytes() for path in data_dir.iterdir())
    assert joined.token.encode() not in kept and handed.encode() not in kept


# ---- the journal -----------------------------------------------------------------------------------


@pytest.mark.shows("VOT7")
async def test_the_journal_can_be_recomputed_by_a_stranger(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people = [(await table.join(f"P{n}")).participant for n in range(5)]
        for turn in range(3):
            round = await table.open(question=f"q{turn}")
            for who in people:
                await table.vote(who, round, "abc"[turn], f"{KEY}{turn}{who}")
            await table.ask(messages.CloseRound, round=round)
            await table.ask(messages.RevealRound, round=round, finding={"fr": "é"})
        head = (await table.record())["journal"][-1]["hash"]
    found = b"\0" * 32
    payloads = {row["seq"]: row for row in rows(data_dir, "payload")}
    for entry in rows(data_dir, "journal"):
        payload = payloads[entry["seq"]]
        digest = hashlib.sha256(bytes.fromhex(payload["salt"]) + payload["body"].encode()).hexdigest()
        text = f'{{"act":"{entry["act"]}","at":{round_half(entry["at"])},"digest":"{digest}","seq":{entry["seq"]}}}'
        found = hashlib.sha256(found + text.encode()).digest()
    assert found.hex() == head


def round_half(at: float) -> int:
    return round(at * 1000)


@pytest.mark.shows("VOT7")
async def test_the_digest_of_a_round_is_that_of_its_ballots(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people = sorted([(await table.join(f"P{n}")).participant for n in range(3)])
        round = await table.open("gradients")
        for who in people:
            await table.vote(who, round, {"b": 2, "a": 1}, f"{KEY}{who}")
        await table.ask(messages.CloseRound, round=round)
        told = (await table.record())["journal"][-1]["payload"]["digest"]
    lines = "".join(f'{who} {{"a":1,"b":2}}\n' for who in people)
    assert told == hashlib.sha256(lines.encode()).hexdigest()


# ---- damage ----------------------------------------------------------------------------------------


async def _voted(folder: Path) -> dict[str, int]:
    """A workshop with two closed rounds and one open, everything in the main file; its totals."""
    async with seated(folder, Time()) as table:
        people = [(await table.join(f"P{n}")).participant for n in range(12)]
        for turn in range(3):
            round = await table.open(question=f"q{turn}")
            for n, who in enumerate(people):
                await table.vote(who, round, "abc"[(n + turn) % 3], f"{KEY}{turn}{who}")
            if turn < 2:
                await table.ask(messages.CloseRound, round=round)
        return _totals(table.session.state.ballots)


def _totals(ballots: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for round, cast in ballots.items():
        for ballot in cast.values():
            found[f"{round} {ballot.choice}"] = found.get(f"{round} {ballot.choice}", 0) + 1
    return found


async def test_a_damaged_file_is_refused_or_right_and_never_written_to(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    right, chance, refused = await _voted(whole), random.Random(11), list[str]()
    body = (whole / "workshop.db").read_bytes()
    for n in range(80):
        folder = tmp_path / str(n)
        folder.mkdir()
        hurt = bytearray(body)
        if n % 4 == 3:
            del hurt[chance.randrange(1, len(hurt)) :]
        else:
            hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
        (folder / "workshop.db").write_bytes(hurt)
        try:
            async with seated(folder, Time()) as table:
                assert _totals(table.session.state.ballots) == right
        except Damaged as problem:
            refused.append(sentence(problem, "fr"))
            assert (folder / "workshop.db").read_bytes() == bytes(hurt)
            assert [*folder.iterdir()] == [folder / "workshop.db"]
        shutil.rmtree(folder)
    assert len(refused) >= 20  # at the very least every file that was cut
    assert all("workshop.db est abîmé" in said for said in refused)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ballot SET choice='\"c\"' WHERE seq=(SELECT min(seq) FROM ballot)",
        "UPDATE ballot SET participant=(SELECT max(participant) FROM ballot) WHERE seq=(SELECT max(seq) FROM ballot)",
        "DELETE FROM ballot WHERE round='r1' AND seq=(SELECT max(seq) FROM ballot WHERE round='r1')",
        "DELETE FROM journal WHERE seq=(SELECT max(seq) FROM journal WHERE act='close')",
        "DELETE FROM payload WHERE seq=(SELECT min(seq) FROM payload)",
        "DELETE FROM workshop",
        "DELETE FROM person",
        "UPDATE turn SET round='r9'",
    ],
)
async def test_a_changed_row_keeps_the_room_shut(data_dir: Path, time: Time, change: str) -> None:
    await _voted(data_dir)
    with sqlite3.connect(data_dir / "workshop.db") as connection:
        connection.execute(change)
    connection.close()
    with pytest.raises(Damaged):
        async with seated(data_dir, time):
            pass


async def test_a_join_sent_again_because_its_answer_was_lost_is_the_same_person(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        session = table.session
        join = messages.Join(code=session.state.code, name="Awa", role="field", key="5c" * 16)
        first, again = await asyncio.gather(session.join(join, "a"), session.join(join, "a"))
        assert first == again == await session.join(join, "a")
        assert [person.name for person in session.state.people.values()] == ["Awa"]
