"""One number from everybody, and a chart above the answers of any round: on a real database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from model_room import OPTIONS, Table, Time, seated

from workshop import messages
from workshop.errors import BadMessage, InvalidBallot, InvalidRound, NotAllowed, VoteClosed
from workshop.messages import LIMITS, decode_desk, decode_phone, decode_room
from workshop.room import views
from workshop.room.hub import Hub, packed
from workshop.room.journal import fingerprint
from workshop.texts import sentence

GUESS: dict[str, Any] = {"kind": "guess", "question": "hours"}
UNIT = {"fr": "heures par semaine", "en": "hours a week"}
ENDS = [{"fr": "vie privée", "en": "privacy"}, {"fr": "vitesse", "en": "speed"}]
CHART: dict[str, Any] = {
    "kind": "frontier",
    "finding": {"fr": "Une heure de plus apporte 2,3 points", "en": "One more hour brings 2.3 points"},
    "line": [[4.0, 0.0], [8.0, 22.9]],
    "plans": [{"id": "sober", "name": {"fr": "Sobre", "en": "Sober"}, "hours": 16.9, "effect": 52.2}],
}
KEY = "0123456789abcdef"


@pytest.fixture
def time() -> Time:
    return Time()


def shown(table: Table) -> dict[str, Any]:
    found = views.scene(table.session.state, None, 0.0, 1).round
    assert found
    return found


# ---- one number ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kept"),
    [(15, "15"), (15.0, "15"), (15.5, "15.5"), (0, "0"), (168, "168"), (0.07, "0.07"), (None, "null")],
)
async def test_a_guess_is_kept_to_the_hundredth_and_whole_numbers_whole(
    data_dir: Path, time: Time, said: Any, kept: str
) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open("guess", **GUESS)
        await table.vote(who, round, said, KEY)
        assert json.dumps(table.session.state.ballots[round][who].choice) == kept


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        (True, ("wrong_shape",)),
        ("15", ("wrong_shape",)),
        ([15], ("wrong_shape",)),
        ({"hours": 15}, ("wrong_shape",)),
        (float("nan"), ("wrong_shape",)),
        (float("inf"), ("wrong_shape",)),
        (-1, ("out_of_range",)),
        (168.01, ("out_of_range",)),
        (15.125, ("decimals",)),
        (-0.001, ("decimals", "out_of_range")),
        (1e300, ("out_of_range",)),
    ],
)
async def test_every_fault_of_a_guess_is_told_at_once_and_nothing_is_kept(
    data_dir: Path, time: Time, said: Any, reasons: tuple[str, ...]
) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open("guess", **GUESS)
        with pytest.raises(InvalidBallot) as problem:
            await table.vote(who, round, said, KEY)
        assert problem.value.reasons == reasons and not table.session.state.ballots[round]
        assert all("{" not in sentence(problem.value, lang) for lang in ("fr", "en"))


@pytest.mark.parametrize("number", ["NaN", "1e400", "-Infinity", "99999999999999999999", "1.5.5"])
def test_what_is_no_number_does_not_come_in(number: str) -> None:
    raw = f'{{"type":"CastBallot","key":"{KEY}","round":"r1","choice":{number}}}'
    with pytest.raises(BadMessage):
        decode_phone(raw)


async def test_the_last_guess_counts_and_one_after_closing_does_not(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open("guess", **GUESS)
        for n, hours in enumerate((8, 12.5)):
            await table.vote(who, round, hours, f"{KEY}{n}")
        closed = await table.ask(messages.CloseRound)
        with pytest.raises(VoteClosed):
            await table.vote(who, round, 20, f"{KEY}x")
        assert [ballot["choice"] for ballot in (await table.record())["ballots"]] == [12.5]
        assert (closed["state"], closed["entitled"]) == ("closed", 1)


async def test_the_largest_number_is_the_rounds_own(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open("guess", **GUESS, most=10)
        assert shown(table)["most"] == 10
        with pytest.raises(InvalidBallot):
            await table.vote(who, round, 10.5, KEY)
        await table.vote(who, round, 10, f"{KEY}b")


async def test_observers_do_not_guess_and_hands_are_not_counted(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        eye, round = (await table.join("Eye", "observer")).participant, await table.open("guess", **GUESS)
        with pytest.raises(NotAllowed):
            await table.vote(eye, round, 8, KEY)
        await table.ask(messages.SetFacts, facts={"hands": 3})
        with pytest.raises(InvalidBallot) as problem:
            await table.ask(messages.CountHands, round=round, counts={"8": 3})
        assert problem.value.reasons == ("not_by_hand",)


async def test_a_proxy_and_a_sheet_of_paper_guess_too(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        awa, bo, cy = [(await table.join(name)).participant for name in ("Awa", "Bo", "Cy")]
        await table.ask(messages.SetMandate, principal=bo, holder=awa)
        round = await table.open("guess", **GUESS)
        await table.session.said(awa, messages.CastBallot(f"{KEY}a", round, 6.5, principal=bo))
        paper = messages.CastBallot(f"{KEY}b", round, None)
        await table.ask(messages.SpeakFor, participant=cy, what=paper, channel="paper")
        await table.ask(messages.CloseRound)
        found = {b["participant"]: (b["choice"], b["channel"]) for b in (await table.record())["ballots"]}
        assert found == {bo: (6.5, "proxy"), cy: (None, "paper")}


async def test_i_do_not_know_is_an_answer_and_silence_is_none(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        awa, bo = [(await table.join(name)).participant for name in ("Awa", "Bo")]
        await table.vote(awa, await table.open("guess", **GUESS), None, KEY)
        mine = [views.mine(table.session.state, who) for who in (awa, bo)]
        assert [(one.choice, one.at is None) for one in mine] == [(None, False), (None, True)]
        assert views.crowd(table.session.state, 2).answered == 1


# ---- how it is asked -------------------------------------------------------------------------------


async def test_the_scene_says_unit_ends_and_chart_and_nothing_where_nothing_was(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        told = {"unit": UNIT, "ends": ENDS, "chart": CHART}
        await table.open("guess", **GUESS, ends=ENDS)
        assert shown(table)["ends"] == ENDS and "unit" not in shown(table)
        await table.ask(messages.CloseRound)
        round = await table.open("guess", **GUESS, **told)
        assert {key: shown(table)[key] for key in told} == told
        await table.ask(messages.CloseRound)
        await table.open("guess", **GUESS)
        assert not told.keys() & shown(table).keys() and shown(table)["number"] == 3
        kept = next(one for one in (await table.record())["rounds"] if one["id"] == round)
        assert json.loads(json.dumps({key: kept[key] for key in told})) == told


@pytest.mark.parametrize(
    ("reason", "rule", "given"),
    [
        ("guess_options", "guess", {**GUESS, "options": OPTIONS}),
        ("unknown_rule", "points", GUESS),
        ("scale", "guess", {**GUESS, "most": 0}),
        ("scale", "guess", {**GUESS, "most": 100_001}),
        ("weights", "guess", {**GUESS, "weights": {"volunteers": 2}}),
        ("ranges", "guess", {**GUESS, "ranges": ["hours"]}),
        ("unit", "guess", {**GUESS, "unit": {"fr": " "}}),
        ("unit", "guess", {**GUESS, "unit": {"tlh": "rep"}}),
        ("unit", "guess", {**GUESS, "unit": {"fr": "x" * 81}}),
        ("unit", "guess", {**GUESS, "ends": ENDS[:1]}),
        ("unit", "guess", {**GUESS, "ends": [*ENDS, {"fr": "x"}]}),
        ("unit", "guess", {**GUESS, "ends": [{}, {"fr": "x"}]}),
        ("unit", "plurality", {"unit": UNIT}),
        ("unit", "plurality", {"ends": ENDS}),
        ("chart", "plurality", {"chart": {}}),
        ("chart", "plurality", {"chart": {"finding": {"fr": "x"}}}),
        ("chart", "plurality", {"chart": {"kind": "bars"}}),
        ("chart", "plurality", {"chart": {"kind": 3, "finding": {"fr": "x"}}}),
        ("chart", "plurality", {"chart": {**CHART, "kind": "k" * 41}}),
        ("chart", "plurality", {"chart": {**CHART, "line": [[[[[[[[1]]]]]]]]}}),
        ("chart_size", "plurality", {"chart": {**CHART, "line": [["é" * 33_000]]}}),
    ],
)
async def test_a_round_is_not_opened_with_what_phones_could_not_show(
    data_dir: Path, time: Time, reason: str, rule: str, given: dict[str, Any]
) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(InvalidRound) as problem:
            await table.open(rule, **given)
        assert problem.value.reasons == (reason,) and not table.session.state.rounds
        assert all("{" not in sentence(problem.value, lang) for lang in ("fr", "en"))


async def test_every_reason_against_a_round_is_told_at_once(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(InvalidRound) as problem:
            await table.open("guess", **GUESS, most=0, unit={"fr": ""}, chart={"kind": ""}, options=OPTIONS)
        assert set(problem.value.reasons) == {"scale", "unit", "chart", "guess_options"}


@pytest.mark.parametrize("kind", ["ideas", "ballot", "estimate", "guess", "consent_list"])
async def test_a_chart_stands_above_any_round_and_the_journal_holds_its_digest(
    data_dir: Path, time: Time, kind: str
) -> None:
    async with seated(data_dir, time) as table:
        rule = {"ballot": "plurality", "consent_list": "approval"}.get(kind, kind)
        options = OPTIONS if kind in ("ballot", "consent_list") else []
        await table.open(rule, kind, chart=CHART, options=options)
        assert shown(table)["chart"] == CHART
        entry = next(e for e in (await table.record())["journal"] if e["act"] == "open")
        assert entry["payload"]["chart"] == fingerprint(CHART)


async def test_a_chart_of_the_largest_size_and_depth_reaches_everybody(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        deep: Any = 1
        for _ in range(7):
            deep = [deep]
        chart = {**CHART, "note": {"fr": "x" * 60_000}, "line": deep}
        said = {"type": "OpenRound", "id": 1, "rule": "guess", "prompt": {"fr": "Q"}, **GUESS, "chart": chart}
        await table.chair.told(decode_desk(json.dumps(said)))
        hub = Hub()
        hub.attend(table.session)
        told = [hub.scene(), hub.desk_state(), messages.Done(1, await table.record())]
        assert [type(decode_room(packed(one))) for one in told] == [type(one) for one in told]
        assert len(packed(hub.scene())) < LIMITS["queued_bytes"]


async def test_guess_and_chart_are_there_after_a_restart(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        who, round = (await table.join()).participant, await table.open("guess", **GUESS, unit=UNIT, chart=CHART)
        await table.vote(who, round, 12.25, KEY)
    async with seated(data_dir, time) as table:
        assert table.session.state.ballots[round][who].choice == 12.25
        assert (shown(table)["unit"], shown(table)["chart"]) == (UNIT, CHART)
