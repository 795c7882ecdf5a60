"""Phones and desks for tests: real sockets, one word at a time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from rooms import Room
from websockets.asyncio.client import ClientConnection, connect

from workshop import messages
from workshop.desk.client import Client

ROLE = "volunteers"
OPTIONS = [{"id": id, "label": {"fr": id.upper(), "en": id.upper()}} for id in ("a", "b", "c")]


class Phone:
    """This is one phone. `token` and `who` are those it was given."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket, self.token, self.who, self.name = socket, "", "", ""

    async def say(self, type: str, **fields: Any) -> None:
        await self.socket.send(json.dumps({"type": type, **fields}))

    async def hear(self, *kinds: str, key: str | None = None) -> dict[str, Any]:
        """The next message of these kinds (about `key` if given), within ten seconds."""
        async with asyncio.timeout(10):
            while True:
                said: dict[str, Any] = json.loads(await self.socket.recv())
                if said["type"] in kinds and key in (None, said.get("key")):
                    return said

    async def answer(self, type: str, *, key: str, **fields: Any) -> dict[str, Any]:
        """What the room says to this message: Recorded or error."""
        await self.say(type, key=key, **fields)
        return await self.hear("Recorded", "error", key=key)

    async def vote(self, round: str, choice: Any, key: str, **more: Any) -> dict[str, Any]:
        return await self.answer("CastBallot", key=key, round=round, choice=choice, **more)

    async def join(self, **fields: Any) -> dict[str, Any]:
        """Joined, or the error."""
        await self.say("Join", **fields)
        said = await self.hear("Joined", "error")
        if said["type"] == "Joined":
            self.token, self.who, self.name = said["token"], said["participant"], said["name"]
        return said

    async def alive(self) -> bool:
        await self.say("Ping")
        return (await self.hear("Pong"))["type"] == "Pong"


def address(room: Room, path: str = "ws") -> str:
    return f"ws://127.0.0.1:{room.port}/{path}"


@asynccontextmanager
async def socket(room: Room, path: str = "ws", **options: Any) -> AsyncIterator[Phone]:
    """A socket that has not joined."""
    async with connect(address(room, path), proxy=None, compression=None, **options) as opened:
        yield Phone(opened)


@asynccontextmanager
async def phone(room: Room, name: str = "Ada", **fields: Any) -> AsyncIterator[Phone]:
    """Somebody who has joined, by QR unless told otherwise, or by the token kept from before."""
    async with socket(room) as opened:
        secret = room.kept["join"].split("#s=")[1]
        await opened.join(**{"secret": secret, "name": name, "role": ROLE, "lang": "en", **fields})
        yield opened


@contextmanager
def desk(room: Room) -> Iterator[Client]:
    client = Client(room.data, "en")
    client.start()
    try:
        yield client
    finally:
        client.stop()


def opened(client: Client, rule: str = "plurality", kind: str = "ballot", **more: Any) -> str:
    """The id of a round now open."""
    given = {"options": OPTIONS if kind == "ballot" else [], "prompt": {"fr": "Q ?", "en": "Q?"}, "question": "q"}
    return str(client.ask(messages.OpenRound, kind=kind, rule=rule, **{**given, **more})["id"])


def closed(client: Client, round: str) -> dict[str, Any]:
    return dict(client.ask(messages.CloseRound, round=round))


def record(client: Client) -> dict[str, Any]:
    return dict(client.ask(messages.ReadRecord))
