"""Formats: who sits where at each step, what a step leaves room for, whose turn it is, whoever leaves."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_room import Table, Time, seated
from phones import desk, opened, phone
from rooms import Room

from workshop import messages
from workshop.errors import BadMessage, InvalidRound, NotAllowed, StorageFull, VoteClosed
from workshop.room import seats, tables, views
from workshop.texts import sentence

MIX = random.Random(7).shuffle


@pytest.fixture
def time() -> Time:
    return Time()


def steps(*ids: str, seconds: int = 60) -> list[dict[str, Any]]:
    return [{"id": id, "seconds": seconds, "do": {"fr": f"Faire {id}.", "en": f"Do {id}."}} for id in ids]


FOURS = {"format": "one_two_four_all", "steps": steps("alone", "pairs", "fours", "all")}
PASSES = {"format": "brainwriting", "steps": steps(*(f"pass{n}" for n in range(1, 7)), seconds=300)}
ROBIN = {"format": "round_robin", "steps": steps("write", "round")}


async def opened_with(table: Table, people: int, **format: Any) -> tuple[list[str], str]:
    found = [(await table.join(f"P{n}")).participant for n in range(people)]
    return found, await table.open("ideas", "ideas", **format)


async def wrote(table: Table, who: str, round: str, text: str) -> str:
    key = f"key{len(table.session.state.receipts):09}"
    return str((await table.session.said(who, messages.WriteIdea(key, round, text))).idea)


async def step(table: Table, **fields: Any) -> None:
    await table.ask(messages.SetStep, **fields)


def mine(table: Table, who: str) -> messages.Mine:
    return views.mine(table.session.state, who)


def shown(table: Table) -> dict[str, Any]:
    session = table.session
    return views.scene(session.state, session.clock, session.monotonic(), 1).round or {}


# ---- seats, without a room ---------------------------------------------------------------------------

PEOPLE = st.integers(1, 40).map(lambda n: [f"p{i}" for i in range(n)])


@given(PEOPLE, st.sampled_from([2, 4]))
def test_nobody_is_alone_in_a_pair_or_a_four(people: list[str], size: int) -> None:
    groups = seats.grouped(people, size)
    assert [who for group in groups for who in group] == people
    assert all(1 < len(group) <= size + 1 for group in groups) or len(people) == 1


@given(PEOPLE)
def test_the_fours_are_made_of_whole_pairs(people: list[str]) -> None:
    fours = seats.grouped(people, 4)
    assert all(any(set(pair) <= set(four) for four in fours) for pair in seats.grouped(people, 2))


@given(PEOPLE)
def test_each_sheet_is_in_each_hand_once_before_it_comes_back(people: list[str]) -> None:
    table = seats.seated("brainwriting", (0, "pass1"), None, people, MIX)
    sizes = [len(group) for group in table["groups"]]
    assert max(sizes) <= 6 and max(sizes) - min(sizes) <= 1
    for group in table["groups"]:
        held = [[seats.sheet({**table, "step": step}, who) for who in group] for step in range(len(group))]
        assert all(len(set(at)) == len(group) for at in held)
        assert all(len({at[seat] for at in held}) == len(group) for seat in range(len(group)))


@given(PEOPLE, st.sets(st.integers(0, 39)), st.integers(0, 8), st.sampled_from(["one_two_four_all", "brainwriting"]))
def test_whoever_is_here_has_one_seat_at_the_next_step(
    people: list[str], gone: set[int], new: int, format: str
) -> None:
    before = seats.seated(format, (0, "alone"), None, people, MIX)
    here = [who for n, who in enumerate(people) if n not in gone] + [f"new{n}" for n in range(new)]
    after = seats.seated(format, (1, "pairs"), before, here, MIX)
    assert len(set(after["ring"])) == len(after["ring"]) and set(here) <= set(after["ring"])
    if format == "brainwriting":  # where the sheets are depends on the seats: nobody who stays is moved
        was, now = _places(before), _places(after)
        assert now.keys() == set(after["ring"]) and all(now[who] == was[who] for who in was if who in here)
    else:
        assert set(after["ring"]) == set(here)


def _places(table: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {who: (g, seat) for g, group in enumerate(table["groups"]) for seat, who in enumerate(group)}


# ---- opening -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "given"),
    [
        ("format", {"format": "by_magic", "steps": steps("write")}),
        ("format", {"kind": "estimate", "rule": "estimate", **FOURS}),
        ("steps", {"format": "round_robin"}),
        ("steps", {"steps": steps("write")}),
        ("steps", {"format": "round_robin", "steps": steps(*(f"s{n}" for n in range(13)))}),
        ("steps", {"format": "round_robin", "steps": steps("write", "write")}),
        ("steps", {"format": "round_robin", "steps": steps("write", "")}),
        ("steps", {"format": "round_robin", "steps": steps("write", seconds=4)}),
        ("steps", {"format": "round_robin", "steps": steps("write", seconds=7201)}),
        ("steps", {"format": "round_robin", "steps": [{"id": "write", "seconds": 60, "do": {"fr": "x" * 301}}]}),
        ("starters", {"starters": [{"fr": "x" * 301}]}),
        ("starters", {"starters": [{"fr": " "}]}),
        ("starters", {"starters": [{}]}),
        ("starters", {"starters": [{"fr": "Une phrase"}] * 21}),
        ("ideas_only", {"kind": "estimate", "rule": "estimate", "starters": [{"fr": "Une phrase"}]}),
        ("ideas_only", {"kind": "estimate", "rule": "estimate", "suggest": True}),
        ("minutes", {"close_by_itself": True}),
    ],
)
async def test_a_format_that_phones_could_not_follow_is_refused_in_a_sentence(
    data_dir: Path, time: Time, reason: str, given: dict[str, Any]
) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(InvalidRound) as problem:
            await table.open(**{"kind": "ideas", "rule": "ideas", **given})
        assert reason in problem.value.reasons and "{" not in sentence(problem.value, "fr")
        assert table.session.state.rounds == {}


async def test_steps_starters_and_suggestions_are_shown_where_they_say_something(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round = await table.open("ideas", "ideas")
        assert not {"format", "steps", "step", "starters", "suggest", "speaker", "shared"} & shown(table).keys()
        await table.ask(messages.CloseRound, round=round)
        starters = [{"fr": "On répond le samedi", "en": "We answer on Saturdays"}]
        await table.open("ideas", "ideas", starters=starters, suggest=True, **ROBIN)
        told = shown(table)
        assert (told["format"], told["step"], told["starters"], told["suggest"]) == ("round_robin", 0, starters, True)
        assert told["steps"] == ROBIN["steps"] and told["remaining"] == 60 and "speaker" not in told


# ---- steps and their clocks --------------------------------------------------------------------------


@pytest.mark.shows("BRA5")
async def test_each_step_has_its_own_clock_that_can_be_stopped_and_given_more(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        _, round = await opened_with(table, 2, **FOURS)
        time.later(50)
        await table.ask(messages.SetClock, round=round, add=30, paused=True)
        time.later(500)
        assert (shown(table)["remaining"], shown(table)["paused"]) == (40, True)
        await step(table)
        assert (shown(table)["step"], shown(table)["remaining"], shown(table)["paused"]) == (1, 60, False)
        time.later(1000)
        await table.chair.close_if_over()
        assert (shown(table)["step"], shown(table)["state"]) == (1, "open")  # nothing moves by itself unless chosen


async def test_steps_follow_by_themselves_and_the_last_one_closes_also_after_a_restart(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        _, round = await opened_with(table, 3, close_by_itself=True, **FOURS)
        for expected in (0, 1):
            assert shown(table)["step"] == expected
            time.later(60)
            await table.chair.close_if_over()
        time.later(20)
        await table.chair.note_clock()
    time.real = 5.0
    async with seated(data_dir, time) as table:
        assert (shown(table)["step"], shown(table)["remaining"]) == (2, 40)
        found = []
        for _ in range(4):
            time.later(40)
            await table.chair.close_if_over()
            found.append((table.session.state.rounds[round].step, table.session.state.rounds[round].state))
        assert found == [(3, "open"), (3, "open"), (3, "closed"), (3, "closed")]


async def test_a_room_that_dies_right_after_a_move_comes_back_at_that_step_with_its_whole_clock(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        people, _ = await opened_with(table, 5, **FOURS)
        time.later(59)
        await step(table, step=2)
        before = table.session.state
    async with seated(data_dir, time) as table:
        assert (shown(table)["step"], shown(table)["remaining"]) == (2, 60)
        assert table.session.state.tables == before.tables and table.session.state.ideas == before.ideas
        assert [mine(table, who).group for who in people] == [views.mine(before, who).group for who in people]


async def test_a_step_that_is_not_there_is_refused(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        _, round = await opened_with(table, 2, **ROBIN)
        for fields, reason in (
            ({"step": 2}, "last_step"),
            ({"step": -1}, "last_step"),
            ({"speaker": True}, "nobody_speaks"),
        ):
            with pytest.raises(NotAllowed) as problem:
                await step(table, **fields)
            assert problem.value.reasons == (reason,) and "{" not in sentence(problem.value, "fr")
        await table.ask(messages.CloseRound, round=round)
        await table.open("ideas", "ideas")
        with pytest.raises(NotAllowed) as problem:
            await step(table)
        assert problem.value.reasons == ("no_steps",)


async def test_a_move_that_the_disk_refuses_changes_nothing(data_dir: Path, time: Time) -> None:
    def full(_: Any) -> None:
        raise StorageFull(problem="full")

    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 2, **FOURS)
        keep, table.store.append = table.store.append, full
        with pytest.raises(StorageFull):
            await step(table)
        table.store.append = keep
        assert shown(table)["step"] == 0 and await wrote(table, people[0], round, "une idée")
        await step(table)
        assert shown(table)["step"] == 1


# ---- 1-2-4-All ---------------------------------------------------------------------------------------


async def test_who_works_together_is_told_to_each_and_to_nobody_else(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, _ = await opened_with(table, 9, **FOURS)
        names = {who: table.session.state.people[who].name for who in people}
        sizes = [sorted(len(mine(table, who).group) for who in people)]
        for _ in range(2):
            table.told.clear()
            await step(table)
            assert table.told == ["step"]
            sizes.append(sorted(len(mine(table, who).group) for who in people))
        assert sizes == [[0] * 9, [1] * 6 + [2] * 3, [3] * 4 + [4] * 5]
        for who in people:
            others = [one for one in people if names[one] in mine(table, who).group]
            assert all(names[who] in mine(table, one).group for one in others)
        assert not any(name in str(shown(table)) for name in names.values())


@pytest.mark.shows("BRA5")
async def test_a_table_of_four_keeps_one_idea(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 8, **FOURS)
        await wrote(table, people[0], round, "seule")
        await step(table, step=2)
        first = await wrote(table, people[0], round, "Répondre le samedi matin")
        ring = table.session.state.tables[round]["groups"]
        (own,) = [group for group in ring if people[0] in group]
        other = next(who for who in own if who != people[0])
        with pytest.raises(NotAllowed) as problem:
            await wrote(table, other, round, "Répondre le dimanche")
        assert "Répondre le samedi matin" in sentence(problem.value, "fr")
        assert [i["text"] for i in mine(table, other).sheet] == ["Répondre le samedi matin"]
        assert mine(table, people[0]).sheet == []
        (far,) = [group for group in ring if people[0] not in group]
        await wrote(table, far[0], round, "d’une autre table")
        await table.session.said(people[0], messages.WithdrawIdea("withdraw1", first))
        await wrote(table, other, round, "Répondre le dimanche")


async def test_of_a_table_that_writes_all_at_once_one_idea_is_kept(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 4, **FOURS)
        await step(table, step=2)
        tries = await asyncio.gather(
            *(
                table.session.said(who, messages.WriteIdea(f"atonce{n:04}", round, f"idée {n}"))
                for n, who in enumerate(people)
            ),
            return_exceptions=True,
        )
        assert sorted(type(one).__name__ for one in tries) == ["NotAllowed"] * 3 + ["Recorded"]
        assert len(table.session.state.ideas) == 1


async def test_when_all_listen_the_tables_ideas_are_shown_and_no_other(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 8, **FOURS)
        await wrote(table, people[0], round, "c4n4ry")
        await step(table, step=2)
        groups = table.session.state.tables[round]["groups"]
        kept = [await wrote(table, group[0], round, f"table {n}") for n, group in enumerate(groups)]
        assert "shared" not in shown(table) and (await table.record())["ideas"] == []
        await step(table)
        assert [i["text"] for i in shown(table)["shared"]] == ["table 0", "table 1"]
        assert [i["id"] for i in (await table.record())["ideas"]] == kept
        table.told.clear()
        await table.ask(messages.Moderate, idea=kept[0], reason="nomme une absente")
        assert "scene" in table.told and [i["text"] for i in shown(table)["shared"]] == ["table 1"]


# ---- 6-3-5 -------------------------------------------------------------------------------------------


@pytest.mark.shows("BRA5")
async def test_a_sheet_passes_on_with_what_stands_on_it(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 3, **PASSES)
        order = table.session.state.tables[round]["ring"]
        assert sorted(order) == sorted(people) and all(len(mine(table, who).group) == 2 for who in people)
        for turn in range(3):
            for who in order:
                await wrote(table, who, round, f"{order.index(who)}:{turn}")
            if turn < 2:
                await step(table)
        read = {who: [i["text"] for i in mine(table, who).sheet] for who in order}
        assert read == {order[0]: ["1:0", "2:1"], order[1]: ["2:0", "0:1"], order[2]: ["0:0", "1:1"]}
        await step(table)  # the sheet is back: it holds one's own words too
        assert [i["text"] for i in mine(table, order[0]).sheet] == ["0:0", "1:1", "2:2"]
        table.told.clear()
        await table.session.said(order[1], messages.WithdrawIdea("withdraw1", _named(table, "1:1")))
        await table.ask(messages.Moderate, idea=_named(table, "2:2"), reason="nomme une absente")
        assert {f"mine:{who}" for who in order} <= set(table.told) and "scene" not in table.told
        assert [i["text"] for i in mine(table, order[0]).sheet] == ["0:0"]


def _named(table: Table, text: str) -> str:
    return next(idea.id for idea in table.session.state.ideas.values() if idea.text == text)


async def test_three_ideas_a_step_and_no_more(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (who,), round = await opened_with(table, 1, **PASSES)
        tries = await asyncio.gather(
            *(table.session.said(who, messages.WriteIdea(f"atonce{n:04}", round, f"idée {n}")) for n in range(5)),
            return_exceptions=True,
        )
        refused = [one for one in tries if isinstance(one, NotAllowed)]
        assert len(refused) == 2 and "3" in sentence(refused[0], "fr") and "{" not in sentence(refused[0], "en")
        await table.session.said(who, messages.WithdrawIdea("withdraw1", "i1"))
        await wrote(table, who, round, "encore une")
        with pytest.raises(NotAllowed):
            await wrote(table, who, round, "une de trop")
        await step(table)
        assert await wrote(table, who, round, "à l’étape suivante")


async def test_who_leaves_keeps_the_sheets_going_and_who_comes_takes_the_empty_seat(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        _, round = await opened_with(table, 3, **PASSES)
        order = table.session.state.tables[round]["ring"]
        await wrote(table, order[0], round, "premier")
        await table.session.said(order[1], messages.Leave())
        late = (await table.join("Late")).participant
        assert mine(table, late).group == [] and mine(table, late).sheet == []
        await wrote(table, late, round, "sans feuille")  # nothing is lost, it is on no sheet
        await step(table)
        assert table.session.state.tables[round]["ring"] == [order[0], late, order[2]]
        assert [i["text"] for i in mine(table, late).sheet] == ["premier"]
        assert await wrote(table, late, round, "ajout") and sorted(mine(table, late).group) == sorted(
            table.session.state.people[who].name for who in (order[0], order[2])
        )


# ---- round robin -------------------------------------------------------------------------------------


async def share(table: Table, who: str, round: str, idea: str = "", key: str = "") -> Any:
    key = key or f"share{len(table.session.state.receipts):07}"
    return await table.session.said(who, messages.ShareIdea(key, round, idea))


@pytest.mark.shows("BRA5")
async def test_each_reads_or_passes_in_turn_until_all_have_passed(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 3, **ROBIN)
        ideas = {who: [await wrote(table, who, round, f"{who} {n}") for n in range(2)] for who in people}
        await step(table)
        a, b, c = table.session.state.tables[round]["ring"]
        names = {who: table.session.state.people[who].name for who in people}
        assert shown(table)["speaker"] == names[a] and [mine(table, who).turn for who in (a, b, c)] == [
            True, False, False,
        ]  # fmt: skip
        await share(table, a, round, ideas[a][1])
        await share(table, b, round)
        await share(table, c, round, ideas[c][0])
        assert [i["text"] for i in shown(table)["shared"]] == [f"{a} 1", f"{c} 0"]
        await share(table, a, round, ideas[a][0])
        assert shown(table)["speaker"] == names[c]  # who passed is not asked again
        await share(table, c, round)
        await share(table, a, round)
        assert shown(table)["speaker"] is None and not any(mine(table, who).turn for who in people)
        with pytest.raises(NotAllowed):
            await share(table, b, round, ideas[b][0])
        assert [i["id"] for i in (await table.record())["ideas"]] == sorted([*ideas[a], ideas[c][0]])
        assert "author" not in str(shown(table)["shared"])
    async with seated(data_dir, time) as table:
        assert shown(table)["speaker"] is None and len(shown(table)["shared"]) == 3


async def test_a_turn_is_taken_once_however_often_it_is_sent(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 2, **ROBIN)
        ideas = {who: [await wrote(table, who, round, f"{who} {n}") for n in range(2)] for who in people}
        await step(table)
        a, b = table.session.state.tables[round]["ring"]
        same = await asyncio.gather(*(share(table, a, round, ideas[a][0], "samesame") for _ in range(5)))
        assert same.count(same[0]) == 5 and same[0].idea == ideas[a][0]
        both = await asyncio.gather(
            share(table, b, round, ideas[b][0], "first001"),
            share(table, b, round, ideas[b][1], "second01"),
            return_exceptions=True,
        )
        assert [type(one).__name__ for one in both] == ["Recorded", "NotAllowed"]
        assert table.session.state.tables[round]["read"] == [ideas[a][0], ideas[b][0]]


async def test_only_ones_own_idea_that_stands_and_was_not_read_can_be_read_out(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 2, **ROBIN)
        first = {who: await wrote(table, who, round, who) for who in people}
        aside = {who: await wrote(table, who, round, f"{who} aside") for who in people}
        gone = {who: await wrote(table, who, round, f"{who} gone") for who in people}
        await step(table)
        a, b = table.session.state.tables[round]["ring"]
        await table.ask(messages.Moderate, idea=aside[a], reason="nomme une absente")
        await table.session.said(a, messages.WithdrawIdea("withdraw1", gone[a]))
        for idea in (first[b], aside[a], gone[a], "i99", "<script>", "é" * 3000):
            with pytest.raises(NotAllowed) as problem:
                await share(table, a, round, idea)
            assert "{" not in sentence(problem.value, "fr")
        await share(table, a, round, first[a])
        await share(table, b, round)
        with pytest.raises(NotAllowed) as problem:
            await share(table, a, round, first[a])
        assert "déjà été lue" in sentence(problem.value, "fr")
        assert shown(table)["speaker"] == table.session.state.people[a].name
        await table.ask(messages.CloseRound, round=round)
        with pytest.raises(VoteClosed):
            await share(table, a, round)


async def test_the_turn_of_who_leaves_or_is_skipped_goes_by(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        _, round = await opened_with(table, 3, **ROBIN)
        state = table.session.state
        await step(table)
        a, b, c = state.tables[round]["ring"]
        await table.session.said(a, messages.Leave())
        assert tables.speaker(state, round) == b
        await table.ask(messages.SetPresence, participant=a, present=True)
        assert tables.speaker(state, round) == a
        await step(table, speaker=True)
        assert tables.speaker(state, round) == b
        await table.ask(messages.SetPresence, participant=b, present=False)
        late = (await table.join("Late")).participant
        await share(table, c, round)
        assert tables.speaker(state, round) == a  # a skipped turn comes again; who came late has no seat yet
        await step(table, speaker=True)
        assert tables.speaker(state, round) is None  # nobody else is left
        await table.ask(messages.SetPresence, participant=b, present=True)
        assert state.tables[round]["passed"] == [c, a]
        await step(table, step=1)
        assert late in state.tables[round]["ring"] and state.tables[round]["passed"] == []


async def test_an_idea_that_was_read_out_is_shown_as_its_author_corrects_it(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (who,), round = await opened_with(table, 1, **ROBIN)
        idea = await wrote(table, who, round, "samdi")
        await step(table)
        await share(table, who, round, idea)
        table.told.clear()
        await table.session.said(who, messages.EditIdea("editedit1", idea, "samedi"))
        assert "scene" in table.told and [i["text"] for i in shown(table)["shared"]] == ["samedi"]
        await table.session.said(who, messages.WithdrawIdea("withdraw1", idea))
        assert "shared" not in shown(table)


async def test_somebody_without_a_phone_reads_through_the_desk(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who = await table.ask(messages.AddPerson, name="Yvon", role="volunteers")
        round = await table.open("ideas", "ideas", **ROBIN)
        write = messages.WriteIdea("yvonwrite", round, "à voix haute")
        idea = (await table.ask(messages.SpeakFor, participant=who, what=write)).idea
        await step(table)
        await table.ask(messages.SpeakFor, participant=who, what=messages.ShareIdea("yvonreads", round, idea))
        assert [i["text"] for i in shown(table)["shared"]] == ["à voix haute"]


async def test_a_long_round_shows_the_latest_ideas(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (who,), round = await opened_with(table, 1, **ROBIN)
        ideas = [await wrote(table, who, round, f"idée {n}") for n in range(30)]
        await step(table)
        for idea in ideas:
            await share(table, who, round, idea)
        assert [i["text"] for i in shown(table)["shared"]] == [f"idée {n}" for n in range(10, 30)]


async def test_a_message_of_a_format_that_is_no_message_is_refused(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, round = await opened_with(table, 1, **ROBIN)
        with pytest.raises(BadMessage):
            await share(table, people[0], round, key="short")


# ---- over real sockets -------------------------------------------------------------------------------


async def test_each_phone_is_shown_its_company_and_its_turn_when_the_step_changes(room: Room) -> None:
    async with phone(room, "Ada") as ada, phone(room, "Bob") as bob:
        people = {ada.who: ada, bob.who: bob}
        with desk(room) as client:
            round = opened(
                client, "ideas", "ideas", format="one_two_four_all", steps=steps("alone", "pairs", "round")
            )
            for one in people.values():
                await until(one, lambda said: said["round"] == round)
            client.ask(messages.SetStep, step=1)
            assert (await until(ada, lambda said: said["group"]))["group"] == ["Bob"]
            assert (await until(bob, lambda said: said["group"]))["group"] == ["Ada"]
            client.ask(messages.SetStep, step=2)
            turns = {who: (await until(one, lambda said: not said["group"]))["turn"] for who, one in people.items()}
            first, second = sorted(people, key=lambda who: not turns[who])
            assert [turns[first], turns[second]] == [True, False]
            await people[first].say("Leave")
            await until(people[second], lambda said: said["turn"])
            await people[second].answer("ShareIdea", key="passpass1", round=round, idea="")
            client.ask(messages.SetPresence, participant=first, present=True)
            await until(people[first], lambda said: said["turn"])


async def until(one: Any, fits: Any) -> dict[str, Any]:
    """The next Mine of this phone that fits."""
    while True:
        said = await one.hear("Mine")
        if fits(said):
            return dict(said)
