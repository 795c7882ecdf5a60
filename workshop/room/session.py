"""The one door: applies what was said, or refuses with every reason.

Phones speak through `join` and `said`, the desk through `chair.py`. Every change is rows given to the writer;
what returns from here is on the disk. Time and chance come in as arguments.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable, Coroutine
from typing import Any

from workshop.errors import (
    BadCode,
    BadMessage,
    InvalidName,
    InvalidText,
    NoSuchRound,
    NotAllowed,
    NotJoined,
    RoomFull,
    VoteClosed,
)
from workshop.messages import (
    LIMITS,
    CastBallot,
    EditIdea,
    Join,
    Joined,
    Leave,
    PhoneMessage,
    Ping,
    Pong,
    Recorded,
    WithdrawIdea,
    WriteIdea,
)
from workshop.model import Idea, Round
from workshop.room import views
from workshop.room.ballots import fitted
from workshop.room.clock import Clock
from workshop.room.names import fitting, same_code, token_hash
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
        self._ideas = max((int(id[1:]) for id in state.ideas), default=0)
        self._answers: dict[type, Callable[[str, Any, str], Coroutine[Any, Any, Recorded]]] = {
            CastBallot: self._cast,
            WriteIdea: self._write,
            EditIdea: self._edit,
            WithdrawIdea: self._withdraw,
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
        if message.token:
            return await self._back(message.token)
        if message.handout:
            self._door.knock(address, self.monotonic())
            return await self._moved(message)
        if message.secret:
            if not hmac.compare_digest(message.secret.encode(), self.state.secret.encode()):
                raise BadCode()
        else:
            self._door.knock(address, self.monotonic())
            if not hmac.compare_digest(same_code(message.code).encode(), self.state.code.encode()):
                raise BadCode()
        return await self._enter_once(message) if message.key else await self._enter(message)

    async def _enter_once(self, message: Join) -> Joined:
        """A join whose answer was lost is sent again: the same person, also while the first is being written."""
        _fit_key(message.key, least=32)
        while message.key in self._arriving:
            await self.writer.drained()
        if token_hash(message.key) in self.state.tokens:
            return await self._back(message.key)
        self._arriving.add(message.key)
        try:
            return await self._enter(message)
        finally:
            self._arriving.discard(message.key)

    async def _enter(self, message: Join) -> Joined:
        if len(self.state.people) >= LIMITS["sockets"] * 4:
            raise RoomFull()
        token = message.key or self.chance(16).hex()
        who, name = await self.admit(message.name, message.role, message.lang, "phone", token)
        return Joined(token, who, name, message.role)

    async def admit(self, name: str, role: str, lang: str, channel: str, token: str = "") -> tuple[str, str]:
        """A new participant, known to their phone by `token`: their id and the name they are shown by."""
        known = fitting(name, [*self._entering, *(p.name for p in self.state.people.values())])
        if role not in self.state.roles:
            raise InvalidName(reasons=["unknown_role"])
        who = "p" + self.chance(6).hex()
        lang = lang if lang in LANGS else LANGS[0]
        rows = [self.row("person", id=who, name=known, role=role, lang=lang, channel=channel)]
        if token:
            rows.append(self.row("token", participant=who, hash=token_hash(token), kind="token"))
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
        token = self.chance(16).hex()
        self._moving.add(who)
        try:
            await self.writer.put(self.row("token", participant=who, hash=token_hash(token), kind="moved"))
        finally:
            self._moving.discard(who)
        self.changed(f"moved:{who}")
        person = self.state.people[who]
        return Joined(token, who, person.name, person.role)

    # ---- answers -------------------------------------------------------------------------------

    async def said(self, who: str, message: PhoneMessage, channel: str = "phone") -> Recorded | Pong:
        """The answer to a participant's message; Refused if nothing was recorded."""
        if isinstance(message, Ping):
            return Pong()
        if isinstance(message, Join):
            raise BadMessage("already_joined")
        if isinstance(message, Leave):
            await self.writer.put(self.row("presence", participant=who, present=False, by="phone"))
            self.changed("crowd")
            return Pong()
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
        task = asyncio.ensure_future(self._answers[type(message)](who, message, channel))
        self._pending[key] = task
        task.add_done_callback(lambda _: self._pending.pop(key, None))
        recorded = await asyncio.shield(task)
        self.changed("crowd")
        self.changed(f"person:{who}")
        return recorded

    async def _cast(self, who: str, message: CastBallot, channel: str) -> Recorded:
        round = self._open_for(message.round, lambda r: r.kind != "ideas")
        role = self.state.roles.get(self.state.people[who].role)
        if role and not role.votes:
            raise NotAllowed("observer")
        choice = fitted(round, message.choice)
        reason = self._text(message.reason, "reason_characters") if message.reason else None
        row = self.row(
            "ballot",
            key=message.key,
            round=round.id,
            participant=who,
            choice=json.dumps(choice, ensure_ascii=False),
            reason=reason,
            lang=message.lang[:8],
            channel=channel,
        )
        await self.writer.put(*self._here(who), row)
        return Recorded(message.key, row[1]["at"])

    async def _write(self, who: str, message: WriteIdea, channel: str) -> Recorded:
        round = self._open_for(message.round, lambda r: r.kind == "ideas")
        if len(self.state.ideas) >= LIMITS["ideas_per_workshop"]:
            raise RoomFull()
        text = self._text(message.text, "idea_characters")
        self._ideas += 1
        row = self._idea_row(message, f"i{self._ideas}", round.id, who, text, channel, "wrote")
        await self.writer.put(*self._here(who), row)
        return Recorded(message.key, row[1]["at"], row[1]["id"])

    async def _edit(self, who: str, message: EditIdea, channel: str) -> Recorded:
        idea = self._own(who, message.idea)
        text = self._text(message.text, "idea_characters")
        row = self._idea_row(message, idea.id, idea.round, who, text, channel, "edited")
        await self.writer.put(row)
        return Recorded(message.key, row[1]["at"], idea.id)

    async def _withdraw(self, who: str, message: WithdrawIdea, channel: str) -> Recorded:
        idea = self._own(who, message.idea)
        row = self._idea_row(message, idea.id, idea.round, who, "", channel, "withdrew")
        await self.writer.put(row)
        return Recorded(message.key, row[1]["at"], idea.id)

    def _idea_row(self, message: Any, id: str, round: str, who: str, text: str, channel: str, act: str) -> Row:
        lang = getattr(message, "lang", "fr")[:8]
        return self.row(
            "idea",
            key=message.key,
            id=id,
            round=round,
            participant=who,
            text=text,
            lang=lang,
            act=act,
            channel=channel,
        )

    def _here(self, who: str) -> list[Row]:
        """Who answers is present, whatever the list said."""
        if self.state.people[who].present:
            return []
        return [self.row("presence", participant=who, present=True, by="answer")]

    def _open_for(self, id: str, fits: Callable[[Round], bool]) -> Round:
        round = self.state.rounds.get(id)
        if round is None or not fits(round):
            raise NoSuchRound(id[:40])
        if round.state != "open" or id in self.closing:
            raise VoteClosed(id, at=round.closed_at or self.now())
        return round

    def _own(self, who: str, id: str) -> Idea:
        idea = self.state.ideas.get(id)
        if idea is None or idea.author != who or idea.withdrawn:
            raise NotAllowed("idea")
        self._open_for(idea.round, lambda r: r.kind == "ideas")
        return idea

    def _text(self, text: str, limit: str) -> str:
        kept = clean(text)
        if not kept:
            raise InvalidText(reasons=["empty"])
        if len(kept) > LIMITS[limit]:
            raise InvalidText(reasons=["too_long"], limit=LIMITS[limit])
        return kept

    def voters(self) -> tuple[int, int]:
        """How many are present, and how many of them may vote."""
        present = sum(p.present for p in self.state.people.values())
        return present, len(views.entitled(self.state))


def _fit_key(key: str, least: int = 8) -> None:
    if not least <= len(key) <= 64 or not (key.isascii() and key.isalnum()):
        raise BadMessage("key")
