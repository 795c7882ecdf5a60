"""Synthetic participants, how each of them answers, and the real room they sit in."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from workshop import messages
from workshop.agenda import Sample
from workshop.desk import Workshop
from workshop.errors import InputError

LETTERS = "BCDEFGHIJKLMNOPQRSTUVWXYZ"
PAUSE = 0.2  # seconds until somebody whom the room finds too fast tries again
Way = Literal["phone", "kiosk", "paper", "proxy"]


@dataclass(slots=True, eq=False)
class Voice:
    """One synthetic participant: who they are, how they answer, how far they differ from the room (−1 to 1).

    `holder` is who answers for somebody who is not there.
    """

    name: str
    role: str
    lang: str
    bent: float
    chance: random.Random
    way: Way = "phone"
    id: str = ""
    holder: Voice | None = None
    desk: Workshop | None = None
    socket: Any = None
    listening: asyncio.Task[None] | None = None
    answers: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    sent: int = 0

    async def join(self, room: Mapping[str, Any], desk: Workshop, handout: str = "") -> None:
        """Come in: by the code on a phone or a shared tablet, else onto the list of who answers at the desk."""
        self.desk = desk
        if self.way in ("paper", "proxy") and not handout:
            self.id = await asyncio.to_thread(
                desk.add_person, self.name, self.role, self.lang, channel=self.way, present=self.way == "paper"
            )
            return
        from websockets.asyncio.client import connect

        self.socket = await connect(room["phones"].replace("http", "ws", 1) + "ws", compression=None, proxy=None)
        self.listening = asyncio.create_task(self._listen())
        channel = "kiosk" if self.way == "kiosk" else ""
        who = {"handout": handout} if handout else {"secret": _secret(room), "name": self.name, "role": self.role}
        await self._send(messages.Join(lang=self.lang, channel=channel, **who))
        self.id = (await self._heard("Joined"))["participant"]

    async def leave(self) -> None:
        """Say so, and hang up."""
        await self._send(messages.Leave())
        await self._heard("Pong")
        await self.close()

    async def close(self) -> None:
        """Hang up; the room keeps who was here."""
        if self.socket and self.listening:
            await self.socket.close()
            self.listening.cancel()
            self.socket = None

    async def say(self, kind: Any, **fields: Any) -> str | None:
        """Say it and wait until it is recorded; the id of a new idea. InputError if the room refuses."""
        self.sent += 1
        key = f"{random.Random(f'{self.name} {self.sent}').getrandbits(128):032x}"  # noqa: S311 - no secret
        message = kind(key=key, **fields)
        if self.socket is None and self.desk:
            return (await asyncio.to_thread(self.desk.speak, self.id, message, channel=self.way)).idea
        while True:
            await self._send(message)
            if (answer := await self._heard("Recorded"))["type"] == "Recorded":
                return answer.get("idea")
            await asyncio.sleep(PAUSE)

    async def peek(self, round: str) -> None:
        """Look at a few ideas of others while writing."""
        await self._send(messages.AskIdeas(round=round))
        await self._heard("Suggestions")

    async def _listen(self) -> None:
        """Read everything the room says; keep what answers us."""
        async for raw in self.socket:
            if '"type":"Scene"' not in raw[:20]:
                self.answers.put_nowait(json.loads(raw))

    async def _send(self, message: messages.Message) -> None:
        await self.socket.send(messages.encode(message).decode())

    async def _heard(self, kind: str) -> dict[str, Any]:
        """The next message of this kind, or a refusal after which one may try again; InputError if one may not."""
        while True:
            message = await asyncio.wait_for(self.answers.get(), 30)
            if message["type"] == "error" and not message["retryable"]:
                raise InputError(f"{self.name}: {message['message']}")
            if message["type"] in (kind, "error"):
                return message


def _secret(room: Mapping[str, Any]) -> str:
    found = json.loads((Path(room["data"]) / "room.json").read_text("utf-8"))
    return str(found["join"]).split("#s=")[1]


@contextmanager
def room(data: Path, seed: int, now: float) -> Iterator[Mapping[str, Any]]:
    """A real room of its own on loopback; its addresses."""
    command = [sys.executable, "-m", "workshop", "serve", "--data", str(data), "--host", "127.0.0.1", "--port", "0"]
    command += ["--rehearsal", str(seed), "--now", str(now)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        line = process.stdout.readline() if process.stdout else ""
        try:
            if not line:
                raise InputError((process.stderr.read() if process.stderr else "").strip())
            yield json.loads(line)
        finally:
            process.terminate()


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody of a rehearsal: who has a name, who raises a hand, who comes late, who leaves early."""

    voices: list[Voice]
    hands: list[Voice]
    late: list[Voice]
    leaving: list[Voice]


def crowd(sample: Sample, count: int, seed: int, votes: Mapping[str, bool]) -> Crowd:
    """So many participants: the sample's people first, then their names again with a letter.

    How many answer on paper, on a tablet, by hand or through somebody else is the sample's share of `count`.
    """
    chance, ways = random.Random(seed), sample.ways  # noqa: S311 - invented people
    raised, paper, kiosk, proxy, late, leaves = (
        int(count * share / 100) for share in (ways.hands, ways.paper, ways.kiosk, ways.proxy, ways.late, ways.leaves)
    )
    voices = [_voice(sample, n, seed, chance) for n in range(count - raised)]
    hands = [_voice(sample, n, seed, chance) for n in range(count - raised, count)]
    drawn = chance.sample([voice for voice in voices if votes[voice.role]], paper + kiosk + 2 * proxy + late + leaves)
    for way, n in (("paper", paper), ("kiosk", kiosk), ("proxy", proxy)):
        for voice in drawn[:n]:
            voice.way = way  # type: ignore[assignment]
            voice.holder = drawn[-1 - drawn.index(voice)] if way == "proxy" else None
        drawn = drawn[n:]
    return Crowd(voices, hands, drawn[:late], drawn[late : late + leaves])


def _voice(sample: Sample, n: int, seed: int, chance: random.Random) -> Voice:
    person, again = sample.participants[n % len(sample.participants)], n // len(sample.participants)
    name = person.name if not again else f"{person.name} {LETTERS[(again - 1) % len(LETTERS)]}"
    own = random.Random(f"{seed} {n}")  # noqa: S311
    return Voice(name, person.role, person.lang, max(-1.0, min(1.0, chance.gauss(0, 0.5))), own)
