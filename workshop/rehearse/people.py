"""Synthetic participants and the real room they sit in."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workshop import messages
from workshop.agenda import Sample
from workshop.errors import InputError

LETTERS = "BCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(slots=True)
class Voice:
    """One synthetic participant: who they are, and how far they differ from the room (−1 to 1)."""

    name: str
    role: str
    lang: str
    bent: float
    chance: random.Random
    socket: Any = None
    answers: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    sent: int = 0

    async def listen(self) -> None:
        """Read everything the room says; keep what answers us."""
        async for raw in self.socket:
            if '"type":"Scene"' not in raw[:20]:
                self.answers.put_nowait(json.loads(raw))

    async def hear(self, *kinds: str) -> dict[str, Any]:
        """The next message of one of these kinds; InputError if the room refuses."""
        while True:
            message = await asyncio.wait_for(self.answers.get(), 30)
            if message["type"] in kinds:
                return message
            if message["type"] == "error" and not message["retryable"]:
                raise InputError(f"{self.name}: {message['message']}")

    async def say(self, kind: type[messages.Message], **fields: Any) -> None:
        """Say it and wait until it is recorded."""
        self.sent += 1
        key = f"{random.Random(f'{self.name} {self.sent}').getrandbits(128):032x}"  # noqa: S311 - no secret
        await self.socket.send(messages.encode(kind(key=key, **fields)).decode())
        await self.hear("Recorded")


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


@asynccontextmanager
async def seated(voices: Sequence[Voice], room: Mapping[str, Any]) -> AsyncIterator[None]:
    """Everybody joins, one after the other, by the code, and listens."""
    from websockets.asyncio.client import connect

    secret = json.loads((Path(room["data"]) / "room.json").read_text("utf-8"))["join"].split("#s=")[1]
    tasks = []
    try:
        for voice in voices:
            voice.socket = await connect(room["phones"].replace("http", "ws", 1) + "ws", compression=None, proxy=None)
            tasks.append(asyncio.create_task(voice.listen()))
            join = messages.Join(secret=secret, name=voice.name, role=voice.role, lang=voice.lang)
            await voice.socket.send(messages.encode(join).decode())
            await voice.hear("Joined")
        yield
    finally:
        for voice in voices:
            if voice.socket:
                await voice.socket.close()
        for task in tasks:
            task.cancel()


def voices(sample: Sample, count: int, seed: int) -> list[Voice]:
    """So many participants: the sample's people first, then their names again with a letter."""
    chance = random.Random(seed)  # noqa: S311 - invented people
    found = []
    for n in range(count):
        person = sample.participants[n % len(sample.participants)]
        again = n // len(sample.participants)
        name = person.name if not again else f"{person.name} {LETTERS[(again - 1) % len(LETTERS)]}"
        own = random.Random(f"{seed} {n}")  # noqa: S311
        found.append(Voice(name, person.role, person.lang, max(-1.0, min(1.0, chance.gauss(0, 0.5))), own))
    return found
