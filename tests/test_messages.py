"""What phones may say: everything else is `bad_message`, and the line stays usable."""

from __future__ import annotations

import contextlib
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hostile import STRINGS, SURROGATES
from hypothesis import given, settings
from hypothesis import strategies as st
from phones import desk, opened, phone, record, socket
from rooms import Room, open_room
from websockets.exceptions import ConnectionClosed

from workshop import messages
from workshop.errors import BadMessage, InvalidBallot
from workshop.messages import decode_desk, decode_phone
from workshop.model import Option, Round
from workshop.room.ballots import RULES, fitted
from workshop.texts import clean

PING = b'{"type":"Ping"}'
KEY = "k" * 16


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One room for all of this file: nothing said here may hurt it."""
    with open_room(tmp_path_factory.mktemp("messages")) as running:
        yield running


def refused(raw: bytes | str) -> str:
    with pytest.raises(BadMessage) as problem:
        decode_phone(raw)
    return problem.value.subject


# ---- the decoder -----------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
TAGS = [kind.__struct_config__.tag for kind in messages.PhoneMessage.__args__]
FIELDS = sorted({name for kind in messages.PhoneMessage.__args__ for name in kind.__struct_fields__})


@given(st.binary(max_size=300) | st.text(st.characters(), max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_a_message_or_bad_message(raw: bytes | str) -> None:
    for decode in (decode_phone, decode_desk):
        with contextlib.suppress(BadMessage):
            assert isinstance(decode(raw), messages.Message)


@given(st.sampled_from(TAGS), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_fields_under_a_known_name_are_a_message_or_bad_message(tag: str, fields: dict[str, Any]) -> None:
    raw = json.dumps({"type": tag, **fields})
    try:
        found = decode_phone(raw)
    except BadMessage:
        return
    assert type(found).__name__ == tag
    json.loads(messages.encode(found))


ROUNDS = [
    Round("r1", kind, rule, {"fr": "Q"}, tuple(Option(id, {"fr": id}) for id in options))
    for rule in sorted(RULES)
    for kind, options in (("ballot", "abc"), ("estimate", ""), ("estimate", "ab"), ("consent_list", "ab"))
]
ROUNDS += [Round("r1", "guess", "guess", {"fr": "Q"}), Round("r1", "guess", "guess", {"fr": "Q"}, most=10)]
ROUNDS += [replace(round, ranges=("a", "q"), question="q", most=7) for round in ROUNDS]


FOUR = st.lists(st.integers(-1, 101) | st.floats() | st.booleans(), min_size=3, max_size=5)
SCORE = st.fixed_dictionaries(
    {"likelihood": JSON, "impact": st.integers(0, 6)},
    optional={"range": JSON | st.dictionaries(st.sampled_from(["likelihood", "impact", "x"]), FOUR | JSON)},
)
GUESSES = st.integers() | st.floats() | st.decimals(-1, 169, places=3).map(float)
NEAR = SCORE | st.dictionaries(st.sampled_from("abqz"), SCORE | JSON | st.integers(-1, 8), max_size=4)


@given(st.sampled_from(ROUNDS), JSON | NEAR | GUESSES)
@settings(max_examples=150, deadline=None)
def test_any_choice_fits_its_round_or_is_refused_with_reasons(round: Round, choice: Any) -> None:
    try:
        kept = fitted(round, json.loads(json.dumps(choice, allow_nan=True)))
    except InvalidBallot as problem:
        reasons = problem.reasons
    else:
        reasons = ("none",)
        assert json.loads(json.dumps(kept)) == kept
    assert reasons and list(reasons) == sorted(set(reasons))


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
@settings(max_examples=200, deadline=None)
def test_cleaning_is_one_rule_that_changes_nothing_the_second_time(text: str) -> None:
    try:
        once = clean(text)
    except UnicodeEncodeError:
        assert any("\ud800" <= c <= "\udfff" for c in text)
        return
    assert clean(once) == once
    assert "\0" not in once


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "not_json"),
        (b"\xff\xfe{}", "not_json"),
        (b'{"type":"Ping"} {"type":"Ping"}', "not_json"),
        (b'{"type":"Ping","type":"Ping"}', "duplicate_key"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":{"a":1,"a":2}}', "duplicate_key"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":NaN}', "not_a_number"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":-Infinity}', "not_a_number"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":1e999}', "not_a_number"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":9223372036854775808}', "integer_too_large"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":' + b"9" * 5000 + b"}", "integer_too_large"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":' + b"[" * 15 + b"]" * 15 + b"}", ""),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":' + b"[" * 16 + b"]" * 16 + b"}", "too_deep"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":' + b"[" * 60_000, "not_json"),
        (b'{"type":"CastBallot","key":"\\ud800","round":"r","choice":1}', "not_json"),
        (b'{"type":"CastBallot","key":"k","round":"r","choice":{"\\udfff":1}}', "not_json"),
        (PING + b" " * (65_536 - len(PING)), ""),
        (PING + b" " * (65_537 - len(PING)), "too_long"),
    ],
)
def test_a_limit_is_exact(raw: bytes, why: str) -> None:
    if why:
        assert refused(raw) == why
    else:
        decode_phone(raw)


def test_no_desk_message_is_known_on_the_phones_port() -> None:
    desks = [kind.__struct_config__.tag for kind in messages.DeskMessage.__args__ if kind is not messages.Ping]
    assert all(refused(json.dumps({"type": tag, "id": 1})) for tag in desks)
    assert refused('{"type":"Recorded","key":"k","at":1}') and refused('{"type":"Joined"}')


# ---- a live line -----------------------------------------------------------------------------------


def corpus(seed: int) -> list[str | bytes]:
    """Broken words: cut, doubled, flipped and swapped from good ones, the same every time."""
    chance = random.Random(seed)
    good = [
        '{"type":"CastBallot","key":"0123456789abcdef","round":"r1","choice":["a","b"],"reason":null}',
        '{"type":"WriteIdea","key":"0123456789abcdef","round":"r1","text":"\\u00e9t\\u00e9","lang":"fr"}',
        '{"type":"Join","code":"ABC123","name":"Ada","role":"volunteers"}',
        '{"type":"CastBallot","key":"0123456789abcdef","round":"r1","choice":{"a":3},"principal":"p1"}',
        '{"type":"GiveReason","key":"0123456789abcdef","round":"r1","option":"a","text":"deux fois","lang":"fr"}',
        '{"type":"Recuse","key":"0123456789abcdef","question":"q","reason":"parent"}',
    ]
    found: list[str | bytes] = ["", "null", "[]", "1", '"Ping"', "{}", b"\x00" * 40, b"\xff" * 9, "{" * 5000]
    for _ in range(60):
        raw = bytearray(chance.choice(good).encode())
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(raw))
            act = chance.randrange(4)
            if act == 0:
                del raw[at : at + chance.randint(1, 9)]
            elif act == 1:
                raw[at:at] = raw[at : at + 5]
            else:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            raw = raw or bytearray(b"{")
        found.append(bytes(raw))
    return found


@pytest.mark.parametrize("joined", [False, True])
async def test_broken_words_are_refused_and_the_socket_stays_usable(room: Room, joined: bool) -> None:
    codes = set()
    for at, some in enumerate(corpus(7)[i::8] for i in range(8)):
        async with phone(room, f"Corpus {joined} {at}") if joined else socket(room) as line:
            for raw in some:
                await line.socket.send(raw)
                said = await line.hear("error", "Pong", "Joined")
                codes.add(said.get("code", "none"))
                assert "Traceback" not in said.get("message", "")
            while not (said := await _ping(line)):
                pass
    assert "bad_message" in codes
    known = {"bad_message", "too_fast", "bad_code", "not_joined", "no_such_round", "none", "invalid_name"}
    assert codes <= known | {"not_allowed"}


async def _ping(line: Any) -> bool:
    await line.say("Ping")
    return bool((await line.hear("Pong", "error"))["type"] == "Pong")


async def test_a_frame_of_64_kib_is_heard_and_one_byte_more_closes_the_line(room: Room) -> None:
    async with socket(room) as line:
        await line.socket.send(PING.decode() + " " * (65_536 - len(PING)))
        assert (await line.hear("Pong", "error"))["type"] == "Pong"
        await line.socket.send(PING.decode() + " " * (65_537 - len(PING)))
        with pytest.raises(ConnectionClosed) as over:
            await line.hear("Pong", "error")
    assert over.value.rcvd and over.value.rcvd.code == 1009


async def test_fragments_and_compression_do_not_get_around_the_limit(room: Room) -> None:
    async with socket(room) as line:
        assert line.socket.protocol.extensions == []
        await line.socket.send([" " * 30_000] * 3)
        with pytest.raises(ConnectionClosed) as over:
            await line.hear("Pong", "error")
    assert over.value.rcvd and over.value.rcvd.code == 1009


async def test_bytes_that_are_not_utf_8_close_one_line_and_leave_no_trace(room: Room) -> None:
    async with socket(room) as line:
        await line.socket.send(b"\xff\xfe not text", text=True)
        with pytest.raises(ConnectionClosed):
            await line.hear("Pong", "error")
    async with socket(room) as another:
        assert await another.alive()


async def test_texts_have_exact_limits_and_come_back_as_they_were_cleaned(room: Room) -> None:
    with desk(room) as client:
        round = opened(client, "ideas", "ideas")
        async with phone(room, "Texts") as ada:
            at_limit = await ada.answer("WriteIdea", key="limit" + KEY, round=round, text="\U0001f600" * 2000)
            over = await ada.answer("WriteIdea", key="over" + KEY, round=round, text="é" * 2001)
            empty = await ada.answer("WriteIdea", key="empty" + KEY, round=round, text=" \u200b\n")
        assert at_limit["type"] == "Recorded"
        assert (over["code"], over["reasons"]) == ("invalid_text", ["too_long"]) and "2000" in over["message"]
        assert (empty["code"], empty["reasons"]) == ("invalid_text", ["empty"])
        client.ask(messages.CloseRound, round=round)


async def test_hostile_texts_are_kept_by_one_rule_or_refused(room: Room) -> None:
    kept: dict[str, str] = {}
    with desk(room) as client:
        round = opened(client, "ideas", "ideas")
        names = list(STRINGS)
        for start in range(0, len(names), 8):
            async with phone(room, f"Hostile {start}") as ada:
                for name in names[start : start + 8]:
                    key = f"{name.replace('_', 'x')}{KEY}"
                    said = await ada.answer("WriteIdea", key=key, round=round, text=STRINGS[name])
                    kept[said.get("idea", "") or name] = name
        client.ask(messages.CloseRound, round=round)
        ideas = {i["id"]: i["text"] for i in record(client)["ideas"] if i["round"] == round}
    assert {kept[id]: text for id, text in ideas.items()} == {n: clean(s) for n, s in STRINGS.items() if clean(s)}


async def test_a_lone_surrogate_is_not_text(room: Room) -> None:
    async with phone(room, "Surrogate") as ada:
        for text in SURROGATES.values():
            escaped = "".join(f"\\u{ord(c):04x}" for c in text)
            await ada.socket.send(f'{{"type":"WriteIdea","key":"{KEY}","round":"r1","text":"{escaped}"}}')
            assert (await ada.hear("error", "Recorded"))["code"] == "bad_message"


async def test_a_refusal_is_a_sentence_that_repeats_nothing_of_what_was_said(room: Room) -> None:
    async with phone(room, "Refused", lang="fr") as ada:
        await ada.socket.send('{"type":"CastBallot","canary":"c4n4ry"}')
        said = await ada.hear("error")
    assert "Rien n’a été enregistré" in said["message"] and "c4n4ry" not in json.dumps(said)
    assert set(said) == {"type", "code", "message", "retryable", "ref", "key", "reasons", "seconds", "id"}


def test_nothing_of_this_was_printed_and_the_room_ends_well(room: Room) -> None:
    assert room.process
    room.process.terminate()
    assert room.process.communicate(timeout=20) == ("", "")
    assert room.process.returncode == 0
