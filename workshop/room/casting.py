"""How a ballot is taken: whose word it is, who says it, and which word stands where there are several.

Somebody's own word (phone, tablet, at the desk) is not replaced by their paper sheet, nor either of these by a proxy.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workshop.errors import NotAllowed
from workshop.messages import CastBallot, Recorded
from workshop.model import Round
from workshop.room import mandates
from workshop.room.ballots import fitted

if TYPE_CHECKING:
    from workshop.room.session import Session

HERE = frozenset({"phone", "kiosk", "desk"})  # who speaks through these is in the room
_LIGHT = {"proxy": 0, "paper": 1}
_OWN = 2


async def cast(session: Session, who: str, message: CastBallot, channel: str) -> Recorded:
    """`who` answers the open round, for themselves or for somebody whose proxy they hold."""
    round = session.open_for(message.round, lambda r: r.kind != "ideas")
    voter = message.principal or who
    if voter != who:
        mandates.held(session.state, principal=voter, holder=who)
    _may(session, round, who, voter)
    weight = _weight(session, round, voter, "proxy" if voter != who else channel)
    choice = json.dumps(fitted(round, message.choice), ensure_ascii=False)
    reason = session.text(message.reason, "reason_characters") if message.reason else None
    rows = session.here(who) if channel in HERE else []
    if voter != who:
        rows.append(session.row("spoken", key=message.key, by=who))
        channel = "proxy"
    row = session.row(
        "ballot",
        key=message.key,
        round=round.id,
        participant=voter,
        choice=choice,
        reason=reason,
        lang=message.lang[:8],
        channel=channel,
    )
    voices = session.voicing.setdefault((round.id, voter), [])
    voices.append(weight)
    try:
        await session.writer.put(*rows, row)
    finally:
        voices.remove(weight)
        if not voices:
            session.voicing.pop((round.id, voter), None)
    for other in {who, voter, session.state.holders.get(voter)} if voter != who else {session.state.holders.get(who)}:
        if other:
            session.changed(f"mine:{other}")
    return Recorded(message.key, row[1]["at"])


def _may(session: Session, round: Round, who: str, voter: str) -> None:
    """Refuse observers, and whoever does not vote on this question: neither for themselves nor for others.

    Who is barred by a conflict of interest may not vote for others either (as GmbHG, section 47, paragraph 4).
    """
    if not session.state.votes(voter):
        raise NotAllowed("observer", text="errors.observer")
    out = session.state.recused(round.question)
    if any(one in out or (one, round.question) in session.recusing for one in (who, voter)):
        raise NotAllowed("recused", text="errors.recused")


def _weight(session: Session, round: Round, voter: str, channel: str) -> int:
    """What this word weighs; NotAllowed if a heavier one stands or is being written."""
    weight = _LIGHT.get(channel, _OWN)
    kept = session.state.ballots.get(round.id, {}).get(voter)
    said = [*session.voicing.get((round.id, voter), ()), _LIGHT.get(kept.channel, _OWN) if kept else 0]
    if weight < max(said):
        raise NotAllowed("own", text="errors.own_word", name=session.state.people[voter].name)
    return weight
