"""The room's process and its sockets: starting, stopping, coming back, and what a hostile network can try."""

from __future__ import annotations

import asyncio
import json
import os
import socket as plain
import sqlite3
import subprocess
import sys
import time as real
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from phones import Phone, closed, desk, opened, phone, record, socket
from rooms import Room, open_room
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from workshop import messages
from workshop.room import network

KEY = "0123456789abcdef"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """One room for the tests that leave no trace in it: the command as people type it."""
    with open_room(tmp_path_factory.mktemp("house"), cold=True) as running:
        yield running


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """What is on the disk, read by a stranger."""
    with sqlite3.connect(folder / "workshop.db") as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY seq")]
    connection.close()
    return found


# ---- the process -----------------------------------------------------------------------------------


def refused_start(data: Path, *more: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "workshop", "serve", "--data", str(data), "--host", "127.0.0.1", *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stderr


def test_a_second_room_on_a_folder_is_refused_by_name_and_process(house: Room) -> None:
    code, said = refused_start(house.data, "--port", "0")
    assert code == 3 and house.data.name in said and str(house.said["pid"]) in said and said.count("\n") == 1


def test_a_busy_port_is_refused_naming_who_holds_it(house: Room, tmp_path: Path) -> None:
    code, said = refused_start(tmp_path / "other", "--port", str(house.port))
    assert code == 3 and str(house.port) in said and said.count("\n") == 1
    assert f"(process {house.said['pid']})" in said


def test_a_port_nobody_holds_has_no_holder() -> None:
    with plain.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert network.holder(probe.getsockname()[1]) is None


def test_an_address_of_another_computer_is_not_called_a_busy_port(tmp_path: Path) -> None:
    code, said = refused_start(tmp_path, "--port", "0", "--host", "192.0.2.1")
    assert code == 2 and "192.0.2.1" in said and said.count("\n") == 1


def test_a_port_that_is_none_and_a_folder_that_is_none_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for more in ((tmp_path / "a", "--port", "99999"), (tmp_path / "file", "--port", "0")):
        code, said = refused_start(*more)
        assert code == 2 and said.count("\n") == 1


def test_a_newer_schema_is_refused_and_untouched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "workshop.db") as connection:
        connection.execute("PRAGMA user_version=99")
        connection.execute("CREATE TABLE ballot (x)")
    connection.close()
    before = (tmp_path / "workshop.db").read_bytes()
    code, said = refused_start(tmp_path, "--port", "0")
    assert code == 3 and "newer" in said and (tmp_path / "workshop.db").read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "workshop.db").write_bytes(b"not a database at all" * 400)
    code, said = refused_start(tmp_path, "--port", "0", "--lang", "fr")
    assert code == 3 and "workshop.db est abîmé" in said and "Traceback" not in said


def test_room_json_is_for_its_owner_only_and_goes_on_a_clean_stop(room: Room) -> None:
    assert (room.data / "room.json").stat().st_mode & 0o777 == 0o600
    assert len(room.kept["secret"]) == 64 and room.kept["secret"] not in json.dumps(room.said)
    assert room.close() == 0
    assert not (room.data / "room.json").exists()


async def test_a_restart_changes_nothing(room: Room) -> None:
    with desk(room) as client:
        round = opened(client, minutes=10)
        async with phone(room) as ada:
            await ada.vote(round, "a", KEY)
        before, secret = (room.code, room.kept["join"]), room.kept["secret"]
        room.kill()
        room.open()
        assert (room.code, room.kept["join"]) == before and room.kept["secret"] != secret
        async with socket(room) as back:
            assert (await back.join(token=ada.token))["participant"] == ada.who
            scene, mine = await back.hear("Scene"), await back.hear("Mine")
            assert (scene["round"]["id"], scene["round"]["state"], mine["choice"]) == (round, "open", "a")
            assert 590 < scene["round"]["remaining"] <= 600
            assert (await back.vote(round, "a", KEY))["type"] == "Recorded"
        await _until(lambda: client.connected)
        closed(client, round)
        assert [(b["participant"], b["choice"]) for b in record(client)["ballots"]] == [(ada.who, "a")]


async def _until(true: Any, seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)


# ---- over the wire ---------------------------------------------------------------------------------


async def test_two_tabs_show_the_same_within_two_seconds(room: Room) -> None:
    with desk(room) as client:
        round = opened(client)
        async with phone(room) as one, socket(room) as two:
            await two.join(token=one.token)
            for tab, choice in ((one, "a"), (two, "b"), (one, "c")):
                await tab.say("CastBallot", key=f"{KEY}{choice}", round=round, choice=choice)
            shown = await asyncio.gather(_last_shown(one), _last_shown(two))
        closed(client, round)
        (ballot,) = record(client)["ballots"]
    assert shown == [ballot["choice"]] * 2


async def _last_shown(tab: Phone) -> Any:
    """The choice on this tab's screen after two seconds."""
    choice = None
    try:
        async with asyncio.timeout(2):
            while True:
                choice = (await tab.hear("Mine"))["choice"]
    except TimeoutError:
        return choice


async def test_the_same_key_from_two_sockets_is_one_ballot(room: Room) -> None:
    with desk(room) as client:
        round = opened(client)
        async with phone(room) as one, socket(room) as two:
            await two.join(token=one.token)
            said = await asyncio.gather(one.vote(round, "a", KEY), two.vote(round, "a", KEY))
        assert said[0] == said[1]
    assert len(rows(room.data, "ballot")) == 1


async def test_closing_reaches_everybody_and_a_late_ballot_is_told_so(room: Room) -> None:
    with desk(room) as client:
        round = opened(client)
        async with phone(room) as ada:
            await asyncio.to_thread(closed, client, round)
            said = await ada.vote(round, "a", KEY)
    assert (said["code"], said["retryable"]) == ("vote_closed", False)
    assert "Voting closed at" in said["message"] and "was not counted" in said["message"]


async def test_a_participant_who_talks_too_fast_is_slowed_whatever_the_number_of_sockets(house: Room) -> None:
    async with phone(house) as one, socket(house) as two, phone(house, "Bob") as bob:
        await two.join(token=one.token)
        for tab in (one, two) * 10:
            await tab.say("Ping")
        answers = [await tab.hear("Pong", "error") for tab in (one, two) * 10]
        slowed = [a for a in answers if a["type"] == "error"]
        assert slowed and {(a["code"], a["retryable"]) for a in slowed} == {("too_fast", True)}
        assert all(a["seconds"] >= 1 for a in slowed) and await bob.alive()


async def test_garbage_counts_as_talk(house: Room) -> None:
    async with phone(house) as ada:
        for _ in range(20):
            await ada.socket.send("{")
        codes = [(await ada.hear("error"))["code"] for _ in range(20)]
    assert codes[:10] == ["bad_message"] * 10 and "too_fast" in codes


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://[::1", "https://127.0.0.1:1", "x"])
async def test_a_foreign_page_cannot_open_a_socket(house: Room, origin: str) -> None:
    for path in ("ws", "wall/ws"):
        with pytest.raises(InvalidStatus) as refused:
            async with socket(house, path, additional_headers={"Origin": origin}):
                pass
        assert refused.value.response.status_code == 403


async def test_our_own_page_and_no_page_may_open_a_socket(house: Room) -> None:
    async with socket(house, additional_headers={"Origin": house.url.rstrip("/")}) as own, socket(house) as none:
        assert await own.alive() and await none.alive()


async def test_the_desk_wants_its_secret_and_none_of_the_webs_pages(house: Room) -> None:
    address = house.kept["desk"].replace("http", "ws")
    for hello in (
        '{"type":"Hello","secret":"x"}',
        '{"type":"Hello","secret":"é"}',
        '{"type":"Ping"}',
        "x",
        "[" * 9999,
    ):
        async with connect(address, proxy=None) as line:
            await line.send(hello)
            assert json.loads(await line.recv())["code"] in ("not_allowed", "bad_message")
            with pytest.raises(ConnectionClosed):
                await line.recv()
    for origin in ("http://evil.example", house.url.rstrip("/"), address):
        with pytest.raises(InvalidStatus):
            async with connect(address, proxy=None, additional_headers={"Origin": origin}):
                pass


async def test_the_desks_words_mean_nothing_on_the_phones_port(house: Room) -> None:
    async with phone(house) as ada:
        for word in (
            {"type": "Hello", "secret": house.kept["secret"]},
            {"type": "OpenRound", "id": 1, "kind": "ideas", "rule": "ideas", "prompt": {}},
            {"type": "ReadRecord", "id": 1},
        ):
            await ada.socket.send(json.dumps(word))
            assert (await ada.hear("error", "Done"))["code"] == "bad_message"


async def test_a_moved_identity_leaves_the_old_phone(house: Room) -> None:
    with desk(house) as client:
        async with phone(house) as old, socket(house) as new:
            handed = client.ask(messages.HandOut, participant=old.who)
            assert (await new.join(handout=handed))["participant"] == old.who
            with pytest.raises(ConnectionClosed) as over:
                await old.hear("nothing")
            assert over.value.rcvd and over.value.rcvd.code == 4001


def get(url: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=10) as answer:
            return answer.status, _low(answer.headers), answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, _low(refused.headers), refused.read()


def _low(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@pytest.mark.shows("JOI6")
def test_pages_come_with_their_guards(house: Room) -> None:
    code, headers, _ = get(house.url)
    assert code == 200 and "default-src 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert not {"set-cookie", "server"} & set(headers)


@pytest.mark.parametrize(
    "path",
    [
        "../room.json",
        "static/../../serve.py",
        "static/%2e%2e/%2e%2e/serve.py",
        "static/..%2f..%2fserve.py",
        "%2e%2e/room.json",
        "static//etc/passwd",
        "room.json",
        "workshop.db",
        "static/",
        "static/index.html%00.css",
        "static/..\\..\\serve.py",
    ],
)
def test_only_pages_are_served(house: Room, path: str) -> None:
    with plain.create_connection(("127.0.0.1", house.port), timeout=10) as line:
        line.sendall(f"GET /{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    assert answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400")) and house.code.encode() not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_pages_are_only_read(house: Room, method: str) -> None:
    assert get(house.url, method)[0] == 405


async def test_nothing_foreign_is_kept_or_logged(room: Room) -> None:
    cookie = "_xsrf=c4n4ry; username-127-0-0-1-8888=c4n4ry"
    request = urllib.request.Request(f"{room.url}?t=c4n4ry", headers={"Cookie": cookie, "User-Agent": "c4n4ry"})
    urllib.request.urlopen(request).close()
    async with socket(room, additional_headers={"Cookie": cookie}) as line:
        await line.join(name="c4n4ry", code="WRONGX")
        await line.socket.send("c4n4ry {")
        await line.hear("error")
    assert room.process
    room.process.terminate()
    assert room.process.communicate(timeout=20) == ("", "")
    assert b"c4n4ry" not in b"".join(path.read_bytes() for path in room.data.iterdir())


# ---- many, slow and full ---------------------------------------------------------------------------


async def test_three_hundred_phones_drop_and_come_back_at_once(room: Room) -> None:
    with desk(room) as client:
        tokens = await asyncio.gather(*(_token(room, f"P{n}") for n in range(300)))
        round = opened(client)
        for turn in range(2):
            begun = real.monotonic()
            back = [_back(room, token, round, f"{KEY}{turn}x{n}") for n, token in enumerate(tokens)]
            heard = await asyncio.gather(*back)
            assert real.monotonic() - begun < 10
            assert {said["type"] for said, _ in heard} == {"Recorded"} and max(size for _, size in heard) <= 20_000
        closed(client, round)
        assert len(record(client)["ballots"]) == 300
    assert len(rows(room.data, "ballot")) == 600


async def _token(room: Room, name: str) -> str:
    async with phone(room, name) as one:
        return one.token


async def _back(room: Room, token: str, round: str, key: str) -> tuple[dict[str, Any], int]:
    async with socket(room) as one:
        await one.say("Join", token=token)
        size = 0
        for _ in range(3):  # Joined, Scene, Mine
            size += len(await one.socket.recv())
        return await one.vote(round, "a", key), size


async def test_phones_that_stop_reading_are_let_go_and_hold_up_nobody(room: Room) -> None:
    with desk(room) as client:
        stuck = [await _stuck(room, n) for n in range(10)]
        clause = {"fr": "x" * 20_000, "en": "x" * 20_000}
        long = [{"id": id, "label": {"fr": id, "en": id}, "clause": clause} for id in "abc"]
        async with phone(room, "Ada") as ada, phone(room, "Bob") as bob:
            slowest = 0.0
            for n in range(14):
                round = await asyncio.to_thread(opened, client, options=long, question=f"q{n}")
                begun = real.monotonic()
                assert (await (ada, bob)[n % 2].vote(round, "a", f"{KEY}{n}"))["type"] == "Recorded"
                slowest = max(slowest, real.monotonic() - begun)
                await asyncio.to_thread(closed, client, round)
            assert slowest < 2
            await _until(lambda: bool(client.state and client.state.crowd.connected == 2), 15)
        for line in stuck:
            line.close()


async def _stuck(room: Room, n: int) -> plain.socket:
    """Somebody who joined and then never reads again."""
    line = plain.socket()
    line.setsockopt(plain.SOL_SOCKET, plain.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", room.port))
    line.sendall(
        b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    word = {"type": "Join", "secret": room.kept["join"].split("#s=")[1], "name": f"S{n}", "role": "volunteers"}
    body = json.dumps(word).encode()
    line.sendall(bytes([0x81, 0x80 | 126, *len(body).to_bytes(2, "big"), 0, 0, 0, 0]) + body)
    await asyncio.sleep(0.05)
    return line


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


async def test_a_full_disk_refuses_loses_nothing_and_goes_on_when_there_is_space(small_disk: Path) -> None:
    with open_room(small_disk) as room, desk(room) as client:
        round = opened(client, "ideas", "ideas")
        async with phone(room) as ada:
            acked = [await _idea(ada, round, 0)]
            ballast = small_disk / "ballast"
            _fill(ballast)
            for n in range(1, 9):
                acked.append(await _idea(ada, round, n))
            full = [said for said in acked if said["type"] == "error"]
            assert full and {(s["code"], s["retryable"]) for s in full} == {("storage_full", True)}
            assert len(record(client)["participants"]) == 1  # reading goes on
            ballast.unlink()
            await asyncio.sleep(3)
            for said in full:
                acked.append(await _idea(ada, round, int(said["key"].rsplit("n", 1)[1])))
        kept = {said["key"] for said in acked if said["type"] == "Recorded"}
        assert len(kept) == 9
        closed(client, round)
        assert len(record(client)["ideas"]) == 9


async def _idea(ada: Any, round: str, n: int) -> dict[str, Any]:
    said = await ada.answer("WriteIdea", key=f"{KEY}n{n}", round=round, text=f"{n}" + "\U0001f600" * 1990)
    return dict(said)


def _fill(path: Path) -> None:
    with open(path, "wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            return
