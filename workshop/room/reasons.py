"""Why scores of a risk differ: after a first estimate is revealed, those at its ends are asked, and nobody is named.

At an end is who scored likelihood or impact two steps or more from the median; where the quartiles are two steps
apart, also who gave the highest or the lowest score (discussion in the IDEA protocol: Hemming and others, 2018).
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop.errors import NotAllowed
from workshop.messages import GiveReason, Recorded
from workshop.room.state import State

if TYPE_CHECKING:
    from workshop.room.session import Session

FAR = 2  # steps of the scale
Sides = Mapping[str, Mapping[str, str]]  # participant → option → "high" or "low"


def sides(state: State, round: str) -> Sides:
    """Who is asked for reasons about what, once this estimate is revealed; nobody before."""
    known = state.rounds.get(round)
    if known is None or known.kind != "estimate" or round not in state.results:
        return {}
    if (found := state.extremes.get(round)) is None:
        found = state.extremes[round] = _sides(state, round)
    return found


def asked(state: State, round: str | None, who: str) -> list[dict[str, Any]]:
    """What this person is asked, with the reasons they gave: [{option, side, text?}]."""
    found = []
    for option, side in sides(state, round or "").get(who, {}).items():
        given = state.reasons.get((round or "", who, option))
        found.append({"option": option, "side": side} | ({"text": given.text} if given else {}))
    return found


async def give(session: Session, who: str, message: GiveReason, channel: str) -> Recorded:
    """Keep a reason; the last one of a person about a risk counts."""
    side = sides(session.state, message.round).get(who, {}).get(message.option)
    if side is None:
        raise NotAllowed("reason", text="errors.no_reason_asked")
    text = session.text(message.text, "reason_characters")
    body = {"option": message.option, "side": side, "text": text, "lang": message.lang[:8]}
    row = session.row(
        "reason",
        key=message.key,
        round=message.round,
        participant=who,
        body=json.dumps(body, ensure_ascii=False),
    )
    await session.writer.put(row)
    session.changed("crowd")
    return Recorded(message.key, row[1]["at"])


def _sides(state: State, round: str) -> Sides:
    scored: dict[str, dict[str, Mapping[str, int]]] = {}  # option → participant → score
    known = state.rounds[round]
    for who, ballot in state.ballots.get(round, {}).items():
        said = ballot.choice if known.options else {known.question or round: ballot.choice}
        for option, score in said.items():
            if score is not None:
                scored.setdefault(option, {})[who] = score
    found: dict[str, dict[str, str]] = {}
    for option, scores in scored.items():
        for scale in ("impact", "likelihood"):  # likelihood speaks last where the two disagree
            for who, side in _ends({who: score[scale] for who, score in scores.items()}).items():
                found.setdefault(who, {})[option] = side
    return found


def _ends(scores: Mapping[str, int]) -> dict[str, str]:
    """Who is at an end of these scores."""
    values = sorted(scores.values())
    if len(values) < 2:
        return {}
    middle = statistics.median(values)
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    low, high = middle - FAR, middle + FAR
    if third - first >= FAR:
        low, high = max(low, values[0]), min(high, values[-1])
    above = {who: "high" for who, n in scores.items() if n >= high and n > middle}
    return above | {who: "low" for who, n in scores.items() if n <= low and n < middle}
