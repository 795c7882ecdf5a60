"""Conflicts of interest: who does not vote on a question, said on their phone or at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.errors import InvalidText, NotAllowed, VoteClosed
from workshop.messages import LIMITS, Recorded, Recuse
from workshop.room.store import Row
from workshop.texts import clean

if TYPE_CHECKING:
    from workshop.room.session import Session


async def recuse(session: Session, who: str, message: Recuse, channel: str) -> Recorded:
    """Somebody says so on their own phone; only the facilitator can take it back."""
    row = _row(session, who, message.question, True, message.reason, message.key)
    await record(session, [row])
    return Recorded(message.key, row[1]["at"])


def barring(session: Session, who: str, question: str, recused: bool, reason: str | None) -> Row:
    """The row with which the desk says it."""
    return _row(session, who, question, recused, reason, None)


async def record(session: Session, rows: list[Row]) -> None:
    """Write it; until it stands, no ballot of this person on this question is taken."""
    said = rows[0][1]
    pair = (said["participant"], said["question"])
    session.recusing.add(pair)
    try:
        await session.writer.put(*rows)
    finally:
        session.recusing.discard(pair)
    session.changed("crowd")
    session.changed(f"mine:{pair[0]}")


def _row(session: Session, who: str, question: str, recused: bool, reason: str | None, key: str | None) -> Row:
    """NotAllowed for a question nobody knows, VoteClosed for one that is being closed."""
    state = session.state
    shown = (state.scene["question"] or {}).get("id")
    if not question or question not in {shown, *(round.question for round in state.rounds.values())}:
        raise NotAllowed("question", text="errors.no_such_round")
    if state.open and state.open.question == question and state.open.id in session.closing:
        raise VoteClosed(state.open.id, at=session.now())
    text = clean(reason or "") or None
    if text and len(text) > LIMITS["reason_characters"]:
        raise InvalidText(reasons=["too_long"], limit=LIMITS["reason_characters"])
    return session.row("recusal", key=key, participant=who, question=question, recused=recused, reason=text)
