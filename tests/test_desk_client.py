"""The desk's line to the room: verbs, refusals as errors, callbacks on the loop, and coming back."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import nbclient
import nbformat
import pytest
from desks import wait_for
from phones import OPTIONS, closed, desk, opened, phone, record
from rooms import Room

from workshop import messages, texts
from workshop.desk.client import Client
from workshop.desk.launch import running
from workshop.desk.papers import whole
from workshop.errors import BadMessage, ExportError, InvalidRound, NoRoom, NotAllowed, RoundNotOpen, RoundOpen

KEY = "0123456789abcdef"


def test_a_refusal_is_raised_as_its_own_error_with_the_rooms_sentence(room: Room) -> None:
    with desk(room) as client:
        with pytest.raises(RoundNotOpen) as closing:
            client.ask(messages.CloseRound, round="r9")
        opened(client)
        with pytest.raises(RoundOpen) as opening:
            opened(client)
        with pytest.raises(NotAllowed):
            client.ask(messages.HandOut, participant="nobody")
        assert str(closing.value) == closing.value.said == "This activity is not open."
        assert "“Q?”" in opening.value.said


def test_every_reason_of_a_refused_round_comes_back(room: Room) -> None:
    with desk(room) as client, pytest.raises(InvalidRound) as problem:
        opened(client, "by_magic", options=OPTIONS[:1], minutes=-1)
    assert set(problem.value.reasons) == {"unknown_rule", "options", "minutes"}
    assert "2 to 200 options" in str(problem.value)


def test_broken_words_of_the_desk_are_refused_and_the_line_stays(room: Room) -> None:
    with desk(room) as client:
        for fields in (
            {"kind": 7, "rule": "dots", "prompt": {}},
            {"kind": "ballot", "rule": "dots", "prompt": {"fr": "Q"}, "options": [{"id": "a", "label": "mot"}]},
            {"kind": "ballot", "rule": "dots", "prompt": {"fr": "Q"}, "options": [{}, {}]},
            {"kind": "ballot", "rule": "dots", "prompt": {"fr": "Q"}, "options": [{"id": ["a"], "label": {}}]},
        ):
            with pytest.raises(BadMessage):
                client.ask(messages.OpenRound, **fields)
        with pytest.raises(BadMessage):
            client.ask(messages.Decide, decision={"question": 1})
        with pytest.raises(BadMessage):
            client.ask(messages.Note, act="x", payload={"x": "é" * 2_200_000})
        assert record(client)["rounds"] == [] and client.connected


def test_a_killed_room_is_told_and_found_again_when_it_is_back(room: Room) -> None:
    with desk(room) as client:
        opened(client)
        secret = room.kept["secret"]
        room.kill()
        wait_for(lambda: not client.connected)
        begun = time.monotonic()
        with pytest.raises(NoRoom):
            record(client)
        assert time.monotonic() - begun < 1
        room.open()
        wait_for(lambda: client.connected)
        assert room.kept["secret"] != secret and [r["state"] for r in record(client)["rounds"]] == ["open"]


def test_a_word_on_its_way_when_the_room_dies_is_answered(room: Room) -> None:
    with desk(room) as client:
        heard: list[type] = []

        def ask() -> None:
            while not heard:
                try:
                    record(client)
                except NoRoom as problem:
                    heard.append(type(problem))

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.2)
        room.kill()
        asking.join(10)
        assert heard == [NoRoom]


def test_no_room_is_said_at_once(tmp_path: Path, room: Room) -> None:
    with pytest.raises(NoRoom):
        Client(tmp_path).start()
    room.kill()
    begun = time.monotonic()
    with pytest.raises(NoRoom):
        Client(room.data).start()
    assert time.monotonic() - begun < 2 and (room.data / "room.json").exists() and not running(room.data)


async def test_changes_are_told_on_the_loop_that_asked(room: Room) -> None:
    with desk(room) as client:
        here, told = threading.current_thread(), asyncio.Event()
        threads = []

        def changed() -> None:
            threads.append(threading.current_thread())
            told.set()

        end = client.on_change(changed)
        async with phone(room), asyncio.timeout(5):
            await told.wait()
            while not (client.state and client.state.crowd.present):
                await asyncio.sleep(0.02)
        assert set(threads) == {here}
        end()
        count = len(threads)
        await asyncio.to_thread(opened, client)
        await asyncio.sleep(0.5)
        assert len(threads) == count


def test_a_callback_that_fails_does_not_cut_the_line(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    with desk(room) as client:
        client.on_change(lambda: {}["missing"])  # type: ignore[index]
        opened(client)
        wait_for(lambda: "KeyError" in caplog.text)
        assert record(client)["rounds"] and client.connected


async def test_two_desks_at_once_see_the_same_and_their_acts_come_one_by_one(room: Room) -> None:
    with desk(room) as one, desk(room) as two:
        acts = [
            asyncio.to_thread(client.ask, messages.Note, act="pick", payload={"n": n})
            for n in range(20)
            for client in (one, two)
        ]
        await asyncio.gather(*acts)
        tries = (asyncio.to_thread(opened, client) for client in (one, two))
        rounds = await asyncio.gather(*tries, return_exceptions=True)
        assert sorted(type(r).__name__ for r in rounds) == ["RoundOpen", "str"]
        assert record(one) == record(two) and len(record(one)["journal"]) == 41
        wait_for(lambda: one.state == two.state)


async def test_the_desk_speaks_for_somebody_without_a_phone(room: Room) -> None:
    with desk(room) as client:
        who = client.ask(messages.AddPerson, name="Lina", role="volunteers", lang="fr")
        eye = client.ask(messages.AddPerson, name="Eye", role="observer")
        round = opened(client)
        word = messages.CastBallot(KEY, round, "b")
        said = client.ask(messages.SpeakFor, participant=who, what=word)
        assert client.ask(messages.SpeakFor, participant=who, what=word) == said
        with pytest.raises(NotAllowed):
            client.ask(messages.SpeakFor, participant=eye, what=messages.CastBallot(KEY[::-1], round, "b"))
        closed(client, round)
        ballots = record(client)["ballots"]
    assert [(b["participant"], b["choice"], b["channel"]) for b in ballots] == [(who, "b", "desk")]


def test_hanging_up_ends_the_thread_and_can_be_done_twice(room: Room) -> None:
    client = Client(room.data)
    client.start()
    client.stop()
    client.stop()
    assert not [t for t in threading.enumerate() if t is client._thread]
    with pytest.raises(NoRoom):
        record(client)


def test_a_cell_without_a_room_shows_a_sentence_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_DATA", str(tmp_path))
    monkeypatch.setenv("WORKSHOP_LANG", "fr")
    cell = nbformat.v4.new_code_cell("from workshop import Workshop\n\nw = Workshop.attach()")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    with pytest.raises(nbclient.exceptions.CellExecutionError):
        nbclient.NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
    said = notebook.cells[0].outputs[0]["traceback"]
    assert said == [texts.say("errors.no_room", "fr", data=tmp_path)]


@pytest.mark.parametrize("lang", texts.LANGS)
def test_a_document_that_cannot_be_written_is_named_in_one_sentence(tmp_path: Path, lang: str) -> None:
    (tmp_path / "exports").write_bytes(b"a file where the folder should be")
    with pytest.raises(ExportError) as refused:
        whole(tmp_path / "exports" / "policy.pdf", b"%PDF")
    path = tmp_path / "exports" / "policy.pdf"
    assert texts.sentence(refused.value, lang) == texts.say("room.not_written", lang, path=path)
    assert list(tmp_path.iterdir()) == [tmp_path / "exports"]
