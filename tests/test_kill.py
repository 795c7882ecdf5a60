"""`kill -9` of the room while people vote: what was acknowledged is there exactly once.

Fifty times here; `start.py soak MINUTES` goes on for as long as it is told.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from phones import ROLE, Phone, desk, opened, socket
from rooms import Room, open_room
from websockets.exceptions import WebSocketException

VOTERS, PAUSE = 50, 0.35  # seconds between two ballots of one person: below the room's limit on talking
LOST = (OSError, WebSocketException, TimeoutError)
Acknowledged = dict[str, tuple[str, str]]  # the phone's key → who, choice


class Voter:
    """This is a person whose phone keeps a ballot until it is acknowledged, whatever happens to the room."""

    def __init__(self, room: Room, round: str, number: int, chance: random.Random) -> None:
        self.room, self.round, self.chance = room, round, chance
        self.name, self.token, self.sent, self.number = f"Voter {number}", "", 0, number
        self.waiting: tuple[str, str] | None = None
        self.acknowledged: Acknowledged = {}

    async def vote(self, over: asyncio.Event) -> None:
        """Vote and vote again; after a loss come back by the token and send the same ballot again."""
        while not over.is_set():
            with suppress(*LOST):
                async with socket(self.room) as phone:
                    await self.enter(phone)
                    while not over.is_set():
                        await self.cast(phone)
                        await asyncio.sleep(PAUSE * (0.5 + self.chance.random()))
            await asyncio.sleep(0.05)

    async def enter(self, phone: Phone) -> None:
        known = {"token": self.token} if self.token else {"secret": self.room.kept["join"].split("#s=")[1]}
        said = await phone.join(**known, name=self.name, role=ROLE, lang="en")
        assert said["type"] == "Joined", said
        self.token = said["token"]

    async def cast(self, phone: Phone) -> None:
        if self.waiting is None:
            self.sent += 1
            self.waiting = f"{self.number:04x}{self.sent:012x}", self.chance.choice("abc")
        key, choice = self.waiting
        said = await phone.vote(self.round, choice, key)
        if said["type"] == "Recorded":
            self.acknowledged[key] = phone.who, choice
            self.waiting = None
        else:
            assert said["retryable"], said


async def killed_again_and_again(room: Room, go_on: Callable[[int], bool], chance: random.Random) -> Acknowledged:
    """Everything the phones were told is recorded, while the room is killed as long as `go_on(kills)`."""
    with desk(room) as client:
        round = opened(client)
    voters = [Voter(room, round, number, chance) for number in range(VOTERS)]
    over, kills = asyncio.Event(), 0
    async with asyncio.TaskGroup() as tasks:
        for voter in voters:
            tasks.create_task(voter.vote(over))
        while go_on(kills):
            await asyncio.sleep(0.1 + chance.random())
            room.kill()
            await asyncio.to_thread(room.open)
            kills += 1
        before = _total(voters)
        async with asyncio.timeout(30):  # phones come back by themselves, every one
            while any(voter.waiting for voter in voters) or _total(voters) < before + VOTERS:
                await asyncio.sleep(0.01)
        over.set()
    return {key: told for voter in voters for key, told in voter.acknowledged.items()}


def _total(voters: list[Voter]) -> int:
    return sum(len(voter.acknowledged) for voter in voters)


def kept(data: Path) -> dict[str, list[tuple[str, str]]]:
    """The ballots on the disk: key → every row that has it."""
    found: dict[str, list[tuple[str, str]]] = {}
    base = sqlite3.connect(data / "workshop.db")
    for key, who, choice in base.execute("select key, participant, choice from ballot"):
        found.setdefault(key, []).append((who, choice.strip('"')))
    base.close()
    return found


async def survive(data: Path, go_on: Callable[[int], bool], chance: random.Random) -> tuple[int, int]:
    """(acknowledged, people) after the kills; every acknowledged ballot stood there exactly once."""
    with open_room(data) as room:
        acknowledged = await killed_again_and_again(room, go_on, chance)
        with desk(room) as client:
            assert client.state
            people = client.state.crowd.present
    rows = kept(data)
    wrong = {key: rows.get(key, []) for key, told in acknowledged.items() if rows.get(key) != [told]}
    assert wrong == {}
    assert [key for key, each in rows.items() if len(each) > 1] == []
    return len(acknowledged), people


async def test_fifty_kills_lose_nothing_and_count_nothing_twice(data_dir):
    acknowledged, people = await survive(data_dir, lambda kills: kills < 50, random.Random(20261122))
    assert acknowledged > 50 * VOTERS / 2
    assert people == VOTERS


@pytest.mark.soak
async def test_kills_for_as_long_as_told_lose_nothing(data_dir):
    until = time.monotonic() + 60 * float(os.environ.get("SOAK_MINUTES", "1"))
    acknowledged, people = await survive(data_dir, lambda kills: time.monotonic() < until, random.Random())
    assert acknowledged > 0
    assert people == VOTERS
