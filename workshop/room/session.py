"""The one door: applies what was said, or refuses with every reason.

Phones speak through `join` and `said`, the desk through `chair.py`. Every change is rows given to the writer;
what returns from here is on the disk. Time and chance come in as arguments.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from workshop.errors import (
    BadCode,
    BadMessage,
    InvalidName,
    InvalidText,
    NoSuchRound,
    NotJoined,
    RoomFull,
    VoteClosed,
)
from workshop.messages import (
    LIMITS,
    AskCode,
    AskFates,
    AskIdeas,
    CastBallot,
    Code,
    GiveReason,
    Join,
    Joined,
    Leave,
    Message,
    PhoneMessage,
    Ping,
    Pong,
    Recorded,
    Recuse,
)
from workshop.model import Round
from workshop.room import attendance, casting, fates, reasons, recusals
from workshop.room.clock import Clock
from workshop.room.gathering import Gathering
from workshop.room.names import code, fitting, same_code, token_hash
from workshop.room.state import State
from workshop.room.store import Row
from workshop.room.throttle import Door
from workshop.room.writer import Writer
from workshop.texts import LANGS, clean

Changed = Callable[[str], None]


class Session:
    """This applies messages to one workshop. `changed("scene" | "crowd" | "person:<id>")` tells who must be shown."""

    def __init__(
        self,
        state: State,
        writer: Writer,
        *,
        now: Callable[[], float],
        monotonic: Callable[[], float],
        chance: Callable[[int], bytes],
        changed: Changed,
    ) -> None:
        self.state, self.writer = state, writer
        self.now, self.monotonic, self.chance, self.changed = now, monotonic, chance, changed
        self.clock: Clock | None = None
        self.closing: set[str] = set()
        self._door = Door()
        self._entering: set[str] = set()
        self._arriving: set[str] = set()
        self._moving: set[str] = set()
        self._pending: dict[str, asyncio.Task[Recorded]] = {}
        self.voicing: dict[tuple[str, str], list[int]] = {}  # ballots being written: round, voter → what they weigh
        self.recusing: set[tuple[str, str]] = set()  # recusals being written: participant, question
        self.gathering = Gathering(self)
        self.answers: dict[type, Callable[[str, Any, str], Coroutine[Any, Any, Recorded]]] = {
            CastBallot: partial(casting.cast, self),
            GiveReason: partial(reasons.give, self),
            Recuse: partial(recusals.recuse, self),
            **self.gathering.answers,
        }

    # ---- rows ----------------------------------------------------------------------------------

    def row(self, table: str, **values: Any) -> Row:
        """One row of the next number, at this moment."""
        self.state.seq += 1
        head = {"workshop": self.state.workshop, "seq": self.state.seq, "at": float(self.now())}
        return table, head | values

    # ---- people --------------------------------------------------------------------------------

    async def join(self, message: Join, address: str) -> Joined:
        """Let somebody in, or back in; `address` takes part in the fair turns of typed codes."""
        if message.channel not in ("", "kiosk"):
            raise BadMessage("channel")
        if message.token:
            return await self._back(message.token)
        if message.handout:
            self._door.knock(address, self.monotonic())
            return await self._once_in(message, self._moved)
        if message.secret:
            if not hmac.compare_digest(message.secret.encode(), self.state.secret.encode()):
                raise BadCode()
        else:
            self._door.knock(address, self.monotonic())
            if not hmac.compare_digest(same_code(message.code).encode(), self.state.code.encode()):
                raise BadCode()
        return await self._once_in(message, self._enter)

    async def _once_in(self, message: Join, enter: Callable[[Join], Coroutine[Any, Any, Joined]]) -> Joined:
        """A join whose answer was lost is sent again: the same person, also while the first is being written."""
        if not message.key:
            return await enter(message)
        _fit_key(message.key, least=32)
        while message.key in self._arriving:
            await self.writer.drained()
        if token_hash(message.key) in self.state.tokens:
            return await self._back(message.key)
        self._arriving.add(message.key)
        try:
            return await enter(message)
        finally:
            self._arriving.discard(message.key)

    async def _enter(self, message: Join) -> Joined:
        if len(self.state.people) >= LIMITS["sockets"] * 4:
            raise RoomFull()
        token = message.key or self.chance(16).hex()
        channel = message.channel or "phone"
        who, name = await self.admit(message.name, message.role, message.lang, channel, token)
        return Joined(token, who, name, message.role)

    async def admit(
        self, name: str, role: str, lang: str, channel: str, token: str = "", *, afar: bool = False
    ) -> tuple[str, str]:
        """A new participant, known to their phone by `token`: their id and the name they are shown by.

        Who is represented from `afar` is on the list without being present.
        """
        known = fitting(name, [*self._entering, *(p.name for p in self.state.people.values())])
        if role not in self.state.roles:
            raise InvalidName(reasons=["unknown_role"])
        who = "p" + self.chance(6).hex()
        lang = lang if lang in LANGS else LANGS[0]
        rows = [self.row("person", id=who, name=known, role=role, lang=lang, channel=channel)]
        if token:
            rows.append(self.row("token", participant=who, hash=token_hash(token), kind="token"))
        if afar:
            rows.append(self.row("presence", participant=who, present=False, by="afar"))
        self._entering.add(known)
        try:
            await self.writer.put(*rows)
        finally:
            self._entering.discard(known)
        self.changed("crowd")
        return who, known

    async def _back(self, token: str) -> Joined:
        who = self.state.tokens.get(token_hash(token))
        if who is None:
            raise NotJoined()
        if not self.state.people[who].present:
            await self.writer.put(self.row("presence", participant=who, present=True, by="phone"))
            self.changed("crowd")
        person = self.state.people[who]
        return Joined(token, who, person.name, person.role)

    async def _moved(self, message: Join) -> Joined:
        who = self.state.handouts.get(token_hash(same_code(message.handout)))
        if who is None or who in self._moving:
            raise BadCode()
        token = message.key or self.chance(16).hex()
        self._moving.add(who)
        try:
            await self.writer.put(self.row("token", participant=who, hash=token_hash(token), kind="moved"))
        finally:
            self._moving.discard(who)
        self.changed(f"moved:{who}")
        person = self.state.people[who]
        return Joined(token, who, person.name, person.role)

    def handed(self, who: str) -> tuple[str, Row]:
        """A one-time code that carries this person's identity to another phone, and its row."""
        handed = code(self.chance, 8)
        return handed, self.row("token", participant=who, hash=token_hash(handed), kind="handout")

    # ---- answers -------------------------------------------------------------------------------

    async def said(self, who: str, message: PhoneMessage, channel: str = "phone") -> Message:
        """The answer to a participant's message; Refused if nothing was recorded."""
        if isinstance(message, Ping):
            return Pong()
        if isinstance(message, Join):
            raise BadMessage("already_joined")
        if isinstance(message, Leave):
            await self.writer.put(self.row("presence", participant=who, present=False, by="phone"))
            self.changed("crowd")
            return Pong()
        if isinstance(message, AskIdeas):
            return self.gathering.suggestions(who, message)
        if isinstance(message, AskFates):
            return fates.told(self.state, who)
        if isinstance(message, AskCode):
            handed, row = self.handed(who)
            await self.writer.put(row)
            return Code(handed)
        return await self._once(who, message, channel)

    async def _once(self, who: str, message: Any, channel: str) -> Recorded:
        """A key is answered once: a retry hears the same, also while the first is still being written."""
        key = message.key
        _fit_key(key)
        while (writing := self._pending.get(key)) is not None:
            await asyncio.wait([writing])
        if (receipt := self.state.receipts.get(key)) is not None:
            if receipt.participant != who:
                raise BadMessage("key")
            return Recorded(key, receipt.at, receipt.idea)
        task = asyncio.ensure_future(self.answers[type(message)](who, message, channel))
        self._pending[key] = task
        task.add_done_callback(lambda _: self._pending.pop(key, None))
        recorded = await asyncio.shield(task)
        self.changed("crowd")
        self.changed(f"person:{who}")
        return recorded

    def here(self, who: str) -> list[Row]:
        """Who answers is present, whatever the list said."""
        if self.state.people[who].present:
            return []
        return [self.row("presence", participant=who, present=True, by="answer")]

    def open_for(self, id: str, fits: Callable[[Round], bool]) -> Round:
        """The round of this id, if it fits and is open; NoSuchRound or VoteClosed."""
        round = self.state.rounds.get(id)
        if round is None or not fits(round):
            raise NoSuchRound(id[:40])
        if round.state != "open" or id in self.closing:
            raise VoteClosed(id, at=round.closed_at or self.now())
        return round

    def text(self, text: str, limit: str) -> str:
        """The text as it is kept; InvalidText if it is empty or longer than `limit`."""
        kept = clean(text)
        if not kept:
            raise InvalidText(reasons=["empty"])
        if len(kept) > LIMITS[limit]:
            raise InvalidText(reasons=["too_long"], limit=LIMITS[limit])
        return kept

    def voters(self) -> tuple[int, int]:
        """How many are present, and how many of them may vote."""
        return attendance.present(self.state), attendance.entitled(self.state)


def _fit_key(key: str, least: int = 8) -> None:
    if not least <= len(key) <= 64 or not (key.isascii() and key.isalnum()):
        raise BadMessage("key")
