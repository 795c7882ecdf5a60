"""People with and without a phone: proxies, paper, tablets, conflicts of interest, who came and who left."""

from __future__ import annotations

import asyncio
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from model_room import START, Table, Time, seated
from phones import desk, opened, phone, record, socket
from rooms import Room

from workshop import messages
from workshop.errors import BadCode, BadMessage, InvalidText, NotAllowed, VoteClosed
from workshop.room import attendance, views
from workshop.texts import sentence

KEY = "0123456789abcdef"


@pytest.fixture
def time() -> Time:
    return Time()


async def people(table: Table, *names: str) -> list[str]:
    return [(await table.join(name)).participant for name in names]


async def answer(table: Table, who: str, round: str, choice: Any, key: str, principal: str = "") -> Any:
    message = messages.CastBallot(key.ljust(8, "0"), round, choice, principal=principal)
    return await table.session.said(who, message)


async def speak(table: Table, who: str, round: str, choice: Any, key: str, channel: str = "desk") -> Any:
    what = messages.CastBallot(key.ljust(8, "0"), round, choice)
    return await table.ask(messages.SpeakFor, participant=who, what=what, channel=channel)


def standing(table: Table, round: str) -> dict[str, tuple[Any, str, str | None]]:
    cast = table.session.state.ballots.get(round, {})
    return {who: (ballot.choice, ballot.channel, ballot.by) for who, ballot in cast.items()}


async def refused(act: Any, text: str) -> None:
    with pytest.raises(NotAllowed) as problem:
        await act
    assert problem.value.facts.get("text") == text
    for lang in ("fr", "en"):
        assert "{" not in sentence(problem.value, lang)


# ---- proxies -----------------------------------------------------------------------------------------


async def test_a_holder_answers_for_a_principal_who_sees_by_whom_and_may_change_it(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        awa, bo = await people(table, "Awa", "Bo")
        await table.ask(messages.SetMandate, principal=awa, holder=bo)
        round = await table.open()
        table.told.clear()
        said = await answer(table, bo, round, "a", KEY, principal=awa)
        assert standing(table, round) == {awa: ("a", "proxy", bo)}
        assert {f"mine:{awa}", f"mine:{bo}"} <= set(table.told)
        assert await answer(table, bo, round, "a", KEY, principal=awa) == said  # a retry hears the same
        mine = views.mine(table.session.state, awa)
        assert (mine.choice, mine.channel, mine.by) == ("a", "proxy", "Bo")
        assert views.mine(table.session.state, bo).principals == [
            {"id": awa, "name": "Awa", "choice": "a", "reason": None, "at": START, "own": False}
        ]
        await answer(table, awa, round, "b", "ownword0")
        assert standing(table, round) == {awa: ("b", "phone", None)}
        assert views.mine(table.session.state, awa).by == ""
        await refused(answer(table, bo, round, "c", "proxy002", principal=awa), "errors.own_word")
        (seen,) = views.mine(table.session.state, bo).principals
        assert (seen["own"], seen["choice"], seen["reason"]) == (True, None, None)  # theirs alone
    async with seated(data_dir, time) as table:  # on the disk as well
        assert await answer(table, bo, round, "a", KEY, principal=awa) == said
        assert standing(table, round) == {awa: ("b", "phone", None)}


async def test_the_key_of_a_holders_message_is_the_holders(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        awa, bo = await people(table, "Awa", "Bo")
        await table.ask(messages.SetMandate, principal=awa, holder=bo)
        round = await table.open()
        await answer(table, bo, round, "a", KEY, principal=awa)
        with pytest.raises(BadMessage):
            await answer(table, awa, round, "b", KEY)
        assert standing(table, round) == {awa: ("a", "proxy", bo)}


@pytest.mark.parametrize(
    ("text", "principal", "holder"),
    [
        ("mandate_self", "A", "A"),
        ("mandate_observer", "O", "A"),
        ("mandate_observer", "A", "O"),
        ("mandate_chain", "D", "A"),  # A gave theirs to B
        ("mandate_chain", "B", "D"),  # B holds that of A
        ("mandate_most", "E", "B"),
    ],
)
async def test_a_mandate_that_cannot_be_is_refused_in_a_sentence(
    data_dir: Path, time: Time, text: str, principal: str, holder: str
) -> None:
    async with seated(data_dir, time) as table:
        known = dict(zip("ABCDE", await people(table, *"ABCDE"), strict=True))
        known["O"] = (await table.join("O", "observer")).participant
        for one in "AC":
            await table.ask(messages.SetMandate, principal=known[one], holder=known["B"])
        before = dict(table.session.state.holders)
        await refused(
            table.ask(messages.SetMandate, principal=known[principal], holder=known[holder]), f"errors.{text}"
        )
        assert table.session.state.holders == before


async def test_a_mandate_ends_moves_and_is_limited_by_the_facts(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        awa, bo, chi, dia = await people(table, "Awa", "Bo", "Chi", "Dia")
        await table.ask(messages.SetFacts, facts={"proxies_most": 1})
        await table.ask(messages.SetMandate, principal=awa, holder=bo)
        await table.ask(messages.SetMandate, principal=awa, holder=bo)  # the same again is one
        await refused(table.ask(messages.SetMandate, principal=chi, holder=bo), "errors.mandate_most")
        await table.ask(messages.SetMandate, principal=awa, holder=dia)
        round = await table.open()
        await refused(answer(table, bo, round, "a", KEY, principal=awa), "errors.no_mandate")
        await answer(table, dia, round, "a", KEY, principal=awa)
        await table.ask(messages.SetMandate, principal=awa, holder=None)
        await refused(answer(table, dia, round, "b", f"{KEY}2", principal=awa), "errors.no_mandate")
        assert standing(table, round) == {awa: ("a", "proxy", dia)}
        assert [m["holder"] for m in (await table.record())["mandates"]] == [bo, bo, dia, None]
        with pytest.raises(NotAllowed):
            await table.ask(messages.SetMandate, principal=awa, holder="p404")
        with pytest.raises(NotAllowed):
            await answer(table, dia, round, "b", f"{KEY}3", principal="p404")


async def test_a_word_never_replaces_a_weightier_one(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        awa, bo = await people(table, "Awa", "Bo")
        await table.ask(messages.SetMandate, principal=awa, holder=bo)
        weight = {"proxy": 0, "paper": 1, "desk": 2, "phone": 2}
        for turn, (first, second) in enumerate(permutations(weight, 2)):
            round = await table.open(question=f"q{turn}")

            async def said(channel: str, choice: str, round: str = round, turn: int = turn) -> Any:
                key = f"{channel}{turn}xx"
                if channel == "phone":
                    return await answer(table, awa, round, choice, key)
                return await speak(table, awa, round, choice, key, channel)

            await said(first, "a")
            if weight[second] < weight[first]:
                await refused(said(second, "b"), "errors.own_word")
                assert standing(table, round)[awa] == ("a", first, None)
            else:
                await said(second, "b")
                assert standing(table, round)[awa] == ("b", second, None)
            await table.ask(messages.CloseRound)


async def test_two_proxies_and_the_principal_at_once_leave_the_principals_word(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        awa, bo = await people(table, "Awa", "Bo")
        await table.ask(messages.SetMandate, principal=awa, holder=bo)
        for turn, order in enumerate(permutations(range(3))):
            round = await table.open(question=f"q{turn}")
            acts = [
                answer(table, awa, round, "a", f"own{turn}xxxx"),
                answer(table, bo, round, "b", f"proxy{turn}xx", principal=awa),
                speak(table, awa, round, "c", f"desk{turn}xxx", "proxy"),
            ]
            said = await asyncio.gather(*(acts[n] for n in order), return_exceptions=True)
            assert standing(table, round) == {awa: ("a", "phone", None)}
            recorded = [one for one in said if isinstance(one, messages.Recorded)]
            assert table.session.state.cast[round] == len(recorded)
            assert all(isinstance(one, NotAllowed) for one in said if one not in recorded)
            await table.ask(messages.CloseRound)


async def test_a_proxy_counts_once_in_who_may_vote(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        awa, bo, _ = await people(table, "Awa", "Bo", "Chi")
        await table.ask(messages.SetMandate, principal=awa, holder=bo)
        assert table.session.voters() == (3, 3)
        await table.ask(messages.SetPresence, participant=awa, present=False)
        assert table.session.voters() == (2, 3)  # represented: entitled, not present
        round = await table.open()
        await answer(table, bo, round, "a", KEY, principal=awa)
        assert not table.session.state.people[awa].present  # a proxy's word brings nobody into the room
        await table.session.said(bo, messages.Leave())
        crowd = views.crowd(table.session.state, 0)
        assert (crowd.present, crowd.entitled, crowd.answered) == (1, 2, 1)
        assert crowd.roles == {"volunteers": [1, 2]}
        await table.ask(messages.CloseRound)
        await table.open()
        assert table.session.voters() == (1, 1)  # nobody here may answer for Awa now


async def test_who_is_represented_from_afar_never_came_and_is_heard_through_the_desk(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        await people(table, "Awa")
        far = await table.ask(messages.AddPerson, name="Far", role="field", channel="proxy", present=False)
        assert table.session.voters() == (1, 2)
        row = next(one for one in attendance.people(table.session.state) if one["id"] == far)
        assert (row["joined_at"], row["left_at"], row["present"], row["channel"]) == (None, None, False, "proxy")
        assert far not in {one["participant"] for one in (await table.record())["attendance"]}
        round = await table.open()
        await speak(table, far, round, "a", KEY)
        assert standing(table, round) == {far: ("a", "proxy", None)}
        assert views.mine(table.session.state, far).channel == "proxy"
        shut = await table.ask(messages.CloseRound)
        assert (shut["present"], shut["entitled"]) == (1, 2)
        await table.ask(messages.SetPresence, participant=far, present=True)  # and then they come
        row = next(one for one in attendance.people(table.session.state) if one["id"] == far)
        assert row["joined_at"] and table.session.voters() == (2, 2)
    async with seated(data_dir, time) as table:
        assert table.session.voters() == (2, 2)


async def test_paper_is_typed_back_after_its_writer_has_left(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        yvon = await table.ask(messages.AddPerson, name="Yvon", role="field", channel="paper")
        round = await table.open()
        await table.ask(messages.SetPresence, participant=yvon, present=False)
        await speak(table, yvon, round, "a", KEY, "paper")
        await speak(table, yvon, round, "b", f"{KEY}2", "paper")  # a slip of the typist
        shut = await table.ask(messages.CloseRound)
        assert standing(table, round) == {yvon: ("b", "paper", None)}
        assert (shut["present"], shut["entitled"]) == (0, 1)
        for broken in ("phone", "kiosk", "hands", ""):
            with pytest.raises(BadMessage):
                await speak(table, yvon, round, "a", f"{KEY}3", broken)
            with pytest.raises(BadMessage):
                await table.ask(messages.AddPerson, name="Z", role="field", channel=broken)


# ---- conflicts of interest -----------------------------------------------------------------------------


async def test_who_recuses_themselves_is_taken_out_and_not_entitled(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        awa, bo, _ = await people(table, "Awa", "Bo", "Chi")
        round = await table.open()
        await answer(table, awa, round, "a", KEY)
        said = await table.session.said(awa, recuse := messages.Recuse("recuse00", "q", " Mon conjoint "))
        assert await table.session.said(awa, recuse) == said and f"mine:{awa}" in table.told
        await refused(answer(table, awa, round, "a", f"{KEY}2"), "errors.recused")
        assert views.mine(table.session.state, awa).recused and not views.mine(table.session.state, bo).recused
        assert table.session.voters() == (3, 2)  # who stays in the room still counts for the quorum
        await answer(table, bo, round, "b", f"{KEY}3")
        shut = await table.ask(messages.CloseRound)
        assert (shut["present"], shut["entitled"]) == (3, 2)
        found = await table.record()
        assert [b["participant"] for b in found["ballots"]] == [bo]
        assert [(r["participant"], r["question"], r["reason"]) for r in found["recusals"]] == [
            (awa, "q", "Mon conjoint")
        ]
        other = await table.open(question="other")
        await answer(table, awa, other, "a", f"{KEY}4")
        assert table.session.voters() == (3, 3)
    async with seated(data_dir, time) as table:
        assert table.session.state.recused("q") == {awa}


async def test_a_recusal_is_taken_back_at_the_desk_and_the_journal_has_both(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (awa,) = await people(table, "Awa")
        round = await table.open()
        await table.ask(messages.SetRecusal, participant=awa, question="q", reason="Parent")
        await refused(answer(table, awa, round, "a", KEY), "errors.recused")
        await table.ask(messages.SetRecusal, participant=awa, question="q", recused=False)
        await answer(table, awa, round, "a", KEY)
        acts = [(e["act"], e["payload"].get("recused")) for e in (await table.record())["journal"]]
        assert acts[-2:] == [("recusal", True), ("recusal", False)]


async def test_a_conflict_of_interest_bars_from_voting_for_others_and_being_voted_for(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        awa, bo = await people(table, "Awa", "Bo")
        await table.ask(messages.SetMandate, principal=awa, holder=bo)
        round = await table.open()
        await table.ask(messages.SetRecusal, participant=bo, question="q")
        await refused(answer(table, bo, round, "a", KEY, principal=awa), "errors.recused")
        await answer(table, awa, round, "a", f"{KEY}2")
        await table.ask(messages.SetRecusal, participant=awa, question="q")
        await refused(speak(table, awa, round, "a", f"{KEY}3", "proxy"), "errors.recused")
        assert standing(table, round) == {} and table.session.voters() == (2, 0)


async def test_only_a_question_that_was_asked_can_be_left(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (awa,) = await people(table, "Awa")
        for question in ("", "q", "nobody_asked"):
            with pytest.raises(NotAllowed):
                await table.session.said(awa, messages.Recuse("recuse00", question))
        await table.ask(messages.SetScene, stage="ask", question={"id": "q", "prompt": {"fr": "Q"}})
        with pytest.raises(InvalidText):
            await table.session.said(awa, messages.Recuse("recuse00", "q", "x" * 2001))
        await table.session.said(awa, messages.Recuse("recuse00", "q"))
        assert views.mine(table.session.state, awa).recused


async def test_a_recusal_that_races_with_closing_leaves_a_file_that_adds_up(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (awa,) = await people(table, "Awa")
        for turn in range(30):
            round, question = await table.open(question=f"q{turn}"), f"q{turn}"
            await answer(table, awa, round, "a", f"{KEY}{turn}")

            async def later(act: Any, steps: int) -> Any:
                for _ in range(steps):
                    await asyncio.sleep(0)
                return await act

            said = await asyncio.gather(
                later(table.ask(messages.CloseRound, round=round), 1 + turn % 7),
                later(table.session.said(awa, messages.Recuse(f"recuse{turn}xx", question)), turn % 5),
                later(answer(table, awa, round, "b", f"again{turn}xx"), turn % 3),
                return_exceptions=True,
            )
            assert isinstance(said[1], messages.Recorded | VoteClosed)
            assert (awa in table.session.state.recused(question)) == isinstance(said[1], messages.Recorded)
            assert isinstance(said[2], messages.Recorded | VoteClosed | NotAllowed)
    async with seated(data_dir, time) as table:  # every closed round is proved on opening
        assert len(table.session.state.rounds) == 30


async def test_a_ballot_behind_a_recusal_on_its_way_is_refused(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (awa,) = await people(table, "Awa")
        round = await table.open()
        said = await asyncio.gather(
            table.session.said(awa, messages.Recuse("recuse00", "q")),
            answer(table, awa, round, "a", KEY),
            return_exceptions=True,
        )
        assert [type(one) for one in said] == [messages.Recorded, NotAllowed] and standing(table, round) == {}


# ---- shared tablets --------------------------------------------------------------------------------------


async def test_a_tablet_says_so_on_every_ballot_and_hands_its_people_out(room: Room) -> None:
    with desk(room) as client:
        round = opened(client)
        async with phone(room, "Awa", channel="kiosk") as tablet:
            await tablet.vote(round, "a", "awaawaaw1")
            awa = tablet.who
            await tablet.say("AskCode")
            code = (await tablet.hear("Code", "error"))["code"]
        async with phone(room, "Bo") as bo:
            await bo.vote(round, "b", "bobobobo1")
            await bo.say("AskCode")
            handed = (await bo.hear("Code"))["code"]
            async with socket(room) as tablet:  # Bo's code, typed on the tablet
                assert (await tablet.join(handout=handed, channel="kiosk"))["name"] == "Bo"
                await tablet.vote(round, "c", "bobobobo2")
        async with socket(room) as own:  # Awa's code, typed on a phone of her own
            assert (await own.join(handout=code))["participant"] == awa
            await own.hear("Mine")
            await own.vote(round, "b", "awaawaaw2")
        client.ask(messages.CloseRound)
        found = record(client)
        assert {b["participant"]: (b["choice"], b["channel"]) for b in found["ballots"]} == {
            awa: ("b", "phone"),
            bo.who: ("c", "kiosk"),
        }
        assert {p["name"]: p["channel"] for p in found["participants"]} == {"Awa": "kiosk", "Bo": "phone"}


async def test_a_code_is_good_once_and_only_the_latest(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (awa,) = await people(table, "Awa")
        said: list[Any] = [await table.session.said(awa, messages.AskCode()) for _ in range(2)]
        codes = [one.code for one in said]
        with pytest.raises(BadCode):
            await table.join(handout=codes[0])
        assert (await table.join(handout=codes[1])).participant == awa
        with pytest.raises(BadCode):
            await table.join(handout=codes[1])
        with pytest.raises(BadMessage):
            await table.join("Z", channel="phone", secret=table.session.state.secret)


# ---- who came, who left -----------------------------------------------------------------------------------


async def test_the_list_has_times_of_arrival_and_departure_and_the_facilitator_corrects_it(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        awa, bo = await people(table, "Awa", "Bo")
        time.later(600)
        await table.session.said(awa, messages.Leave())
        time.later(600)
        await table.ask(messages.SetPresence, participant=bo, present=False)
        await table.ask(messages.SetMandate, principal=bo, holder=awa)
        await table.ask(messages.SetScene, stage="ask", question={"id": "q", "prompt": {"fr": "Q"}})
        await table.ask(messages.SetRecusal, participant=awa, question="q")
        seen = {one["id"]: one for one in attendance.people(table.session.state)}
        assert (seen[awa]["joined_at"], seen[awa]["left_at"]) == (START, START + 600)
        assert (seen[bo]["left_at"], seen[bo]["holder"], seen[awa]["recused"]) == (START + 1200, awa, ["q"])
        await table.ask(messages.SetPresence, participant=awa, present=True)
        assert {one["id"]: one["left_at"] for one in attendance.people(table.session.state)}[awa] is None
        times = [(one["participant"], one["present"], one["by"]) for one in (await table.record())["attendance"]]
        assert times == [
            (awa, True, "join"),
            (bo, True, "join"),
            (awa, False, "phone"),
            (bo, False, "facilitator"),
            (awa, True, "facilitator"),
        ]


async def test_a_socket_that_goes_away_has_not_left(room: Room) -> None:
    with desk(room) as client:
        async with phone(room, "Awa") as awa:
            assert await awa.alive()
        async with phone(room, "Bo") as bo:
            await bo.say("Leave")
            await bo.hear("Pong")
        people = {p["id"]: p["present"] for p in record(client)["participants"]}
        assert people == {awa.who: True, bo.who: False}


async def test_a_phone_hears_at_once_for_whom_it_answers_and_when_its_question_is_closed_to_it(room: Room) -> None:
    with desk(room) as client:
        async with phone(room, "Awa") as awa, phone(room, "Bo") as bo:
            for line in (awa, bo):
                await line.hear("Mine")
            client.ask(messages.SetMandate, principal=awa.who, holder=bo.who)
            assert [one["name"] for one in (await bo.hear("Mine"))["principals"]] == ["Awa"]
            round = opened(client)
            (principal,) = (await bo.hear("Mine"))["principals"]
            assert (principal["choice"], principal["own"]) == (None, False)
            await bo.vote(round, "a", "proxyprox", principal=awa.who)
            while (mine := await awa.hear("Mine"))["choice"] != "a":
                pass
            assert (mine["channel"], mine["by"]) == ("proxy", "Bo")
            client.ask(messages.SetRecusal, participant=awa.who, question="q")
            while not (mine := await awa.hear("Mine"))["recused"]:
                pass
            assert mine["choice"] is None
