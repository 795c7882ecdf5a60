"""What phones say about ideas and requests: write, change, withdraw, read out in turn, look at some of others'."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from workshop.errors import NotAllowed, RoomFull
from workshop.messages import (
    LIMITS,
    AskFocus,
    AskIdeas,
    EditIdea,
    Recorded,
    ShareIdea,
    Suggestions,
    WithdrawIdea,
    WriteIdea,
)
from workshop.model import Idea, Round
from workshop.room import seats, tables
from workshop.room.store import Row

if TYPE_CHECKING:
    from workshop.room.session import Session

SUGGESTED = 3  # ideas of others shown at once
QUOTED = 160  # characters of an idea in a refusal
Answer = Callable[[str, Any, str], Coroutine[Any, Any, Recorded]]


class Gathering:
    """This is the phones' side of ideas; whoever moves a round to another step holds `turn` and names it `moving`."""

    def __init__(self, session: Session) -> None:
        self.session, self.state = session, session.state
        self.turn = asyncio.Lock()
        self.moving: set[str] = set()
        self._drawn: dict[
            tuple[str, str], tuple[int, list[str]]
        ] = {}  # by round and person: own ideas then, and which
        self._coming: dict[str, tuple[str, str, str]] = {}  # on its way to the disk: round, author, text
        self._count = max((int(id[1:]) for id in session.state.ideas), default=0)
        self._requests = len(session.state.matters)
        self.answers: dict[type, Answer] = {
            WriteIdea: self._write,
            EditIdea: self._edit,
            WithdrawIdea: self._withdraw,
            ShareIdea: self._share,
            AskFocus: self._ask_focus,
        }

    def idea_id(self) -> str:
        """The id of one more idea; RoomFull if there are too many."""
        if len(self.state.ideas) >= LIMITS["ideas_per_workshop"]:
            raise RoomFull()
        self._count += 1
        return f"i{self._count}"

    def matter_id(self) -> str:
        """The id of one more request or item of the parking lot."""
        self._requests += 1
        return f"m{self._requests}"

    def suggestions(self, who: str, message: AskIdeas) -> Suggestions:
        """A few ideas of others, drawn by chance, for who has written one in an open round that suggests.

        Asking again brings the same until one has written another idea: nobody can collect what all others write.
        """
        round = self.state.rounds.get(message.round)
        if round is None or round.state != "open" or not round.suggest:
            return Suggestions(message.round[:40], [])
        live = {idea.id: idea for idea in self.state.ideas.values() if idea.round == round.id and idea.live}
        own = sum(idea.author == who for idea in live.values())
        written, drawn = self._drawn.get((round.id, who), (0, []))
        if own > written or len(drawn) < SUGGESTED:
            others = [id for id, idea in live.items() if idea.author != who]
            drawn = random.Random(self.session.chance(8)).sample(others, min(SUGGESTED, len(others)))  # noqa: S311
            self._drawn[round.id, who] = (own, drawn)
        shown = [live[id] for id in drawn if id in live]
        return Suggestions(round.id, [{"text": idea.text, "lang": idea.lang} for idea in shown] if own else [])

    # ---- one's own ideas -----------------------------------------------------------------------

    async def _write(self, who: str, message: WriteIdea, channel: str) -> Recorded:
        while message.round in self.moving:
            await self.session.writer.drained()
        round = self.session.open_for(message.round, lambda r: r.kind == "ideas")
        text = self.session.text(message.text, "idea_characters")
        self._room_for(round, who)
        id = self.idea_id()
        row = self._row(message, id, round.id, who, text, channel, "wrote")
        self._coming[id] = (round.id, who, text)
        try:
            await self.session.writer.put(*self.session.here(who), row)
        finally:
            del self._coming[id]
        if round.format == "one_two_four_all":
            self.shown(id)
        return Recorded(message.key, row[1]["at"], id)

    def _room_for(self, round: Round, who: str) -> None:
        """Refuse what a format leaves no room for: a fourth idea on a sheet, a second one of a table of four."""
        if round.format == "brainwriting":
            if len(self._written(round, [who])) >= seats.IDEAS:
                raise NotAllowed("sheet", text="errors.sheet_full", most=seats.IDEAS)
        elif round.format == "one_two_four_all" and round.steps[round.step].id == "fours":
            table = seats.company(self.state.tables[round.id], who)
            if kept := self._written(round, table):
                quoted = kept[0] if len(kept[0]) <= QUOTED else kept[0][:QUOTED].rstrip() + "…"
                raise NotAllowed("table", text="errors.table_has_one", idea=quoted)

    def _written(self, round: Round, people: list[str]) -> list[str]:
        """What these people have written at this step and let stand, or are writing."""
        step = round.steps[round.step].id
        own = (self.state.ideas[id] for who in people for id in self.state.authored.get(who, ()))
        kept = [idea.text for idea in own if idea.round == round.id and idea.step == step and idea.live]
        coming = [one for id, one in self._coming.items() if id not in self.state.ideas]
        return kept + [text for id, who, text in coming if id == round.id and who in people]

    async def _edit(self, who: str, message: EditIdea, channel: str) -> Recorded:
        """Other words for one's own idea; one that was set aside stays so until the facilitator looks again."""
        idea = self._own(who, message.idea)
        text = self.session.text(message.text, "idea_characters")
        row = self._row(message, idea.id, idea.round, who, text, channel, "edited")
        await self.session.writer.put(row)
        self.shown(idea.id)
        return Recorded(message.key, row[1]["at"], idea.id)

    async def _withdraw(self, who: str, message: WithdrawIdea, channel: str) -> Recorded:
        idea = self._own(who, message.idea)
        row = self._row(message, idea.id, idea.round, who, "", channel, "withdrew")
        await self.session.writer.put(row)
        self.shown(idea.id)
        return Recorded(message.key, row[1]["at"], idea.id)

    def _own(self, who: str, id: str) -> Idea:
        idea = self.state.ideas.get(id)
        if idea is None or idea.author != who or idea.withdrawn:
            raise NotAllowed("idea")
        self.session.open_for(idea.round, lambda r: r.kind == "ideas")
        return idea

    def shown(self, id: str) -> None:
        """Whoever sees this idea while people write is shown it as it is now: everybody, or those at one's table."""
        idea = self.state.ideas[id]
        round, table = self.state.rounds[idea.round], self.state.tables.get(idea.round)
        if id in tables.heard(self.state, round.id):
            self.session.changed("scene")
        elif table and (idea.step == "fours" or round.format == "brainwriting"):
            for who in seats.company(table, idea.author):
                self.session.changed(f"mine:{who}")

    def _row(self, message: Any, id: str, round: str, who: str, text: str, channel: str, act: str) -> Row:
        return self.session.row(
            "idea",
            key=message.key,
            id=id,
            round=round,
            participant=who,
            text=text,
            lang=getattr(message, "lang", "fr")[:8],
            act=act,
            channel=channel,
        )

    # ---- in turn -------------------------------------------------------------------------------

    async def _share(self, who: str, message: ShareIdea, channel: str) -> Recorded:
        async with self.turn:
            round = self.session.open_for(message.round, lambda r: r.kind == "ideas")
            if tables.speaker(self.state, round.id) != who:
                raise NotAllowed("turn", text="errors.not_your_turn")
            if message.idea:
                self._readable(who, round.id, message.idea)
            table = seats.turned(self.state.tables[round.id], who, message.idea)
            body = {"participant": who, "round": round.id, "idea": message.idea, "table": table}
            row = self.session.row(
                "curation", key=message.key, act="shared", body=json.dumps(body, ensure_ascii=False)
            )
            await self.session.writer.put(row)
        self.session.changed("scene")
        self.session.changed(f"mine:{who}")
        return Recorded(message.key, row[1]["at"], message.idea)

    def _readable(self, who: str, round: str, id: str) -> None:
        idea = self._own(who, id)
        if idea.round != round:
            raise NotAllowed("idea")
        if idea.aside is not None:
            raise NotAllowed("idea", text="errors.set_aside", reason=idea.aside)
        if idea.shared:
            raise NotAllowed("idea", text="errors.already_read")

    # ---- requests ------------------------------------------------------------------------------

    async def _ask_focus(self, who: str, message: AskFocus, channel: str) -> Recorded:
        text = self.session.text(message.text, "reason_characters")
        body = {"text": text, "lang": message.lang[:8], "author": who, "state": "waiting"}
        row = self.session.row(
            "matter", key=message.key, id=self.matter_id(), body=json.dumps(body, ensure_ascii=False)
        )
        await self.session.writer.put(row)
        return Recorded(message.key, row[1]["at"])
