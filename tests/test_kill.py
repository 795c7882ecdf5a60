"""`kill -9` of the room at any moment: every acknowledged ballot is there exactly once."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from phones import Phone, closed, desk, opened, record
from rooms import ROOT, Room
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from workshop import messages

HANDS = 20  # people who answer by hand
NURSERY = """
import json, os, signal, sys
from pathlib import Path
from workshop import agenda, texts
from workshop.room import serve
agenda.load(), texts.table()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    if os.fork() == 0:
        serve(Path(sys.argv[1]), "127.0.0.1", int(line), lambda said: print(json.dumps(said), flush=True))
        os._exit(0)
"""


class Nursery:
    """This starts the same room again and again, each its own process, without waiting for Python to load."""

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.room = Room(data)

    async def open(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{self.room.port}\n")
        self.process.stdin.flush()
        async with asyncio.timeout(10):
            self.room.said = json.loads(await asyncio.to_thread(self.process.stdout.readline))
        self.room.port = int(self.room.url.rstrip("/").rsplit(":", 1)[1])

    def kill(self) -> None:
        """Return when it is gone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.room.said["pid"], signal.SIGKILL)
            while True:
                os.kill(self.room.said["pid"], 0)
                time.sleep(0.001)

    def close(self) -> None:
        if self.room.said:
            self.kill()
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def nursery(data_dir: Path) -> Iterator[Nursery]:
    found = Nursery(data_dir)
    try:
        yield found
    finally:
        found.close()


class Voter:
    """This votes again and again; every word is kept here until the room has acknowledged it."""

    says = "CastBallot"

    def __init__(self, name: str, seed: int) -> None:
        self.name, self.token, self.who, self.principal = name, "", "", ""
        self.chance = random.Random(f"{name} {seed}")
        self.unsent: dict[str, Any] | None = None
        self.acked: list[dict[str, Any]] = []
        self.receipts: dict[str, float] = {}
        self.resent, self.over = 0, False

    def word(self) -> dict[str, Any]:
        for_them = {"principal": self.principal} if self.principal and self.chance.random() < 0.4 else {}
        return {"choice": self.chance.choice("abc"), **for_them}

    async def vote(self, room: Room, round: str) -> None:
        """Until the line breaks: what was not acknowledged goes first, with the same key."""
        with contextlib.suppress(OSError, WebSocketException, TimeoutError):
            async with connect(f"ws://127.0.0.1:{room.port}/ws", proxy=None, compression=None) as socket:
                line = Phone(socket)
                await line.join(**self._who(room))
                self.token, self.who = line.token, line.who
                while self.unsent or not self.over:
                    await self._one(line, round)

    def _who(self, room: Room) -> dict[str, str]:
        if self.token:
            return {"token": self.token}
        return {"secret": room.kept["join"].split("#s=")[1], "name": self.name, "role": "volunteers"}

    async def _one(self, line: Phone, round: str) -> None:
        self.resent += self.unsent is not None
        if self.unsent is None:
            key = self.chance.randbytes(16).hex()
            self.unsent = {"key": key, "round": round, **self.word()}
        said = await line.answer(self.says, **self.unsent)
        if said["type"] == "error":
            assert said["code"] == "too_fast", said
            return await asyncio.sleep(0.5)
        assert self.receipts.setdefault(said["key"], said["at"]) == said["at"]
        self.acked.append(self.unsent)
        self.unsent = None
        if not self.over and self.chance.random() < 0.3:  # a retry of what is acknowledged already hears the same
            self.unsent = self.acked.pop()
        await asyncio.sleep(self.chance.random() * 0.2)


async def killed(nursery: Nursery, kills: int, clients: int, seed: int) -> list[Voter]:
    """Clients vote in one round while its room is killed so many times; then each finishes its last word.

    After the first turn some of them answer for somebody else as well, and hands are counted again and again.
    """
    chance = random.Random(seed)
    voters = [Voter(f"V{n}", seed) for n in range(clients)]
    await nursery.open()
    with desk(nursery.room) as client:
        client.ask(messages.SetFacts, facts={"hands": HANDS})
        round = opened(client)
    for turn in range(kills + 1):
        if turn == 1:
            represented(nursery, voters[::5])
        if turn % 10 == 1:
            with desk(nursery.room) as client:
                client.ask(messages.CountHands, round=round, counts={"a": turn % HANDS, "c": 1})
        voting = [asyncio.create_task(voter.vote(nursery.room, round)) for voter in voters]
        while turn == 0 and not all(voter.who for voter in voters):  # a mandate names its holder
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5 if turn == 0 else chance.uniform(0.02, 0.3))
        if turn < kills:
            nursery.kill()
            await nursery.open()
        for voter in voters:
            voter.over = turn == kills
        await asyncio.gather(*voting)
    return voters


def represented(nursery: Nursery, holders: list[Voter]) -> None:
    """Each of these answers from now on for somebody who is not here."""
    with desk(nursery.room) as client:
        for holder in holders:
            afar = {"name": f"For {holder.name}", "role": "volunteers", "channel": "proxy", "present": False}
            holder.principal = client.ask(messages.AddPerson, **afar)
            client.ask(messages.SetMandate, principal=holder.principal, holder=holder.who)


def checked(nursery: Nursery, voters: list[Voter]) -> None:
    """acks == rows == roll == totals."""
    acked = Counter(ballot["key"] for voter in voters for ballot in voter.acked)
    last = {b.get("principal", voter.who): b["choice"] for voter in voters for b in voter.acked}
    with sqlite3.connect(nursery.room.data / "workshop.db") as connection:
        kept = connection.execute("SELECT key, participant FROM ballot").fetchall()
        spoken = dict(connection.execute("SELECT key, by FROM spoken").fetchall())
        counted = json.loads(connection.execute("SELECT counts FROM hands ORDER BY seq DESC").fetchone()[0])
    connection.close()
    assert Counter(key for key, _ in kept) == acked and set(acked.values()) == {1}
    assert {who for _, who in kept} == set(last)
    assert spoken == {b["key"]: voter.who for voter in voters for b in voter.acked if "principal" in b}
    with desk(nursery.room) as client:
        shut = closed(client, "r1")
        found = record(client)
    assert {b["participant"]: b["choice"] for b in found["ballots"] if b["channel"] != "hands"} == last
    assert Counter(b["choice"] for b in found["ballots"] if b["channel"] == "hands") == Counter(counted)
    represented = {voter.principal for voter in voters if voter.principal}
    assert {b["participant"] for b in found["ballots"] if b["channel"] == "proxy"} == represented & set(last)
    assert len(represented & set(last)) > len(voters) // 10
    assert shut["entitled"] == len(last) + HANDS
    assert found["journal"][-1]["payload"]["ballots"] == len(last) + sum(counted.values()) == len(found["ballots"])


async def test_fifty_kills_while_fifty_vote_lose_nothing_and_double_nothing(nursery: Nursery) -> None:
    voters = await killed(nursery, kills=50, clients=50, seed=1)
    assert sum(voter.resent for voter in voters) > 200  # the kills did hit words on their way
    checked(nursery, voters)


@pytest.mark.soak
async def test_a_thousand_kills_while_two_hundred_vote_lose_nothing_and_double_nothing(nursery: Nursery) -> None:
    voters = await killed(nursery, kills=1000, clients=200, seed=2)
    checked(nursery, voters)


class Writer(Voter):
    """This writes ideas instead, each unlike any other."""

    says = "WriteIdea"

    def word(self) -> dict[str, Any]:
        return {"text": f"idée {self.name} {len(self.acked)} {self.chance.random()}"}


async def test_kills_in_the_middle_of_steps_and_merges_lose_no_idea_no_author_and_no_place(nursery: Nursery) -> None:
    writers, chance = [Writer(f"W{n}", n) for n in range(8)], random.Random(3)
    await nursery.open()
    steps = [{"id": id, "seconds": 60, "do": {"fr": id}} for id in ("alone", "pairs", "round")]
    with desk(nursery.room) as client:
        round = opened(client, "ideas", "ideas", format="one_two_four_all", steps=steps)
    for turn in range(9):
        writing = [asyncio.create_task(writer.vote(nursery.room, round)) for writer in writers]
        await asyncio.sleep(chance.uniform(0.1, 0.4))
        with desk(nursery.room) as client:
            moved = await asyncio.to_thread(client.ask, messages.SetStep, step=turn % 3)
        nursery.kill()
        await nursery.open()
        for writer in writers:
            writer.over = turn == 8
        await asyncio.gather(*writing)
        with desk(nursery.room) as client:
            assert record(client)["rounds"][0]["step"] == moved["step"] == turn % 3
    last = [asyncio.create_task(writer.vote(nursery.room, round)) for writer in writers]
    await asyncio.gather(*last)
    acked = Counter(said["text"] for writer in writers for said in writer.acked)
    with desk(nursery.room) as client:
        closed(client, round)
        written = record(client)["ideas"]
    assert Counter(idea["text"] for idea in written) == acked and set(acked.values()) == {1}
    whose = {said["text"]: writer.who for writer in writers for said in writer.acked}
    assert all(idea["author"] == whose[idea["text"]] for idea in written)
    await merged(nursery, [idea["id"] for idea in written], chance)


async def merged(nursery: Nursery, ideas: list[str], chance: random.Random) -> None:
    """Merge two by two, the room killed while it may be writing: each merge is there whole, or not at all."""
    for n in range(0, min(len(ideas), 12), 2):
        with desk(nursery.room) as client:
            asking = asyncio.create_task(
                asyncio.to_thread(client.ask, messages.MergeIdeas, ideas=ideas[n : n + 2], text="ensemble")
            )
            await asyncio.sleep(chance.uniform(0, 0.02))
            nursery.kill()
            said = (await asyncio.gather(asking, return_exceptions=True))[0]
        await nursery.open()
        with desk(nursery.room) as client:
            found = {idea["id"]: idea for idea in record(client)["ideas"]}
            acts = [entry["act"] for entry in record(client)["journal"]]
        made = [idea for idea in found.values() if idea["parents"]]
        assert acts.count("merge") == len(made) and all(found[id]["text"] for id in ideas)
        assert all(found[parent]["into"] == [idea["id"]] for idea in made for parent in idea["parents"])
        assert isinstance(said, Exception) or said in found
