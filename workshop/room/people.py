"""What the desk does about people: who is here, who answers without a phone, by hand, for others or not at all.

A phone that goes away has not left: batteries die, screens lock. Somebody leaves by saying so, or when the
facilitator corrects the list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from workshop.errors import BadMessage, NotAllowed, RoundNotOpen
from workshop.messages import AddPerson, CountHands, HandOut, SetMandate, SetPresence, SetRecusal, SpeakFor
from workshop.room import hands, mandates, recusals

if TYPE_CHECKING:
    from workshop.room.chair import Chair

AT_THE_DESK = ("desk", "paper", "proxy")


class People:
    """This is the chair's hand for people; `verbs` are the messages it answers."""

    def __init__(self, chair: Chair) -> None:
        self._chair, self._session = chair, chair.session
        self.verbs: dict[type, Callable[[Any], Coroutine[Any, Any, Any]]] = {
            AddPerson: self._add,
            SetPresence: self._presence,
            HandOut: self._hand_out,
            SetMandate: self._mandate,
            SetRecusal: self._recusal,
            CountHands: self._hands,
        }

    async def _add(self, message: AddPerson) -> str:
        session = self._session
        who, _ = await session.admit(
            message.name, message.role, message.lang, _channel(message.channel), afar=not message.present
        )
        await self._chair.put(self._chair.entry("add_person", {"participant": who}), "crowd")
        return who

    async def _presence(self, message: SetPresence) -> None:
        self._known(message.participant)
        by, present = "facilitator", message.present
        row = self._session.row("presence", participant=message.participant, present=present, by=by)
        payload = {"participant": message.participant, "present": present}
        await self._chair.put([row, *self._chair.entry("presence", payload)], "crowd")

    async def _hand_out(self, message: HandOut) -> str:
        self._known(message.participant)
        handed, row = self._session.handed(message.participant)
        await self._chair.put([row, *self._chair.entry("hand_out", {"participant": message.participant})])
        return handed

    async def _mandate(self, message: SetMandate) -> None:
        state, session, holder = self._session.state, self._session, message.holder
        self._known(message.principal, *([holder] if holder else []))
        mandates.fit(state, message.principal, holder or None)
        before = state.holders.get(message.principal)
        payload = {"principal": message.principal, "holder": holder or None}
        row = session.row("mandate", **payload)
        await self._chair.put([row, *self._chair.entry("mandate", payload)], "crowd")
        for who in {before, holder, message.principal} - {None, ""}:
            session.changed(f"mine:{who}")

    async def _recusal(self, message: SetRecusal) -> None:
        self._known(message.participant)
        row = recusals.barring(self._session, message.participant, message.question, message.recused, message.reason)
        payload = {key: row[1][key] for key in ("participant", "question", "recused", "reason")}
        await recusals.record(self._session, [row, *self._chair.entry("recusal", payload)])

    async def _hands(self, message: CountHands) -> dict[str, int]:
        """The count of each answer is told to nobody but the desk until the round closes: the journal has the sum."""
        state, session = self._session.state, self._session
        if state.open is None or message.round not in ("", state.open.id):
            raise RoundNotOpen(message.round)
        hands.fit(state.open, message.counts, int(state.facts.get("hands") or 0))
        row = session.row("hands", round=state.open.id, counts=json.dumps(message.counts, ensure_ascii=False))
        payload = {"round": state.open.id, "hands": sum(message.counts.values())}
        await self._chair.put([row, *self._chair.entry("count_hands", payload)], "crowd")
        return dict(message.counts)

    def speaking(self, message: SpeakFor) -> str:
        """Through which channel the desk speaks for this person; whom nobody saw speaks from afar."""
        self._known(message.participant)
        channel = _channel(message.channel)
        return "proxy" if channel == "desk" and message.participant in self._session.state.afar else channel

    def _known(self, *people: str) -> None:
        if not set(people) <= self._session.state.people.keys():
            raise NotAllowed("participant")


def _channel(channel: str) -> str:
    if channel not in AT_THE_DESK:
        raise BadMessage("channel", text="errors.bad_fact", fact="channel")
    return channel
