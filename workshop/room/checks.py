"""What the desk may put on the disk: rounds that phones can show, facts that pages can say; every reason at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import msgspec

from workshop.errors import BadMessage, InvalidRound
from workshop.messages import LIMITS, OpenRound
from workshop.model import Role, Round
from workshop.room.ballots import RULES

KINDS = ("ideas", "ballot", "estimate", "consent", "consent_list")
YES_NO = frozenset({"majority", "supermajority", "fist_to_five", "consent"})


class _Facts(msgspec.Struct):
    title: dict[str, str] = {}
    organisation: str = ""
    retention: date = date.max
    rehearsal: bool = False
    roles: list[Role] = []
    quorum: int | None = None


def facts(told: dict[str, Any]) -> dict[str, Any]:
    """These facts, if pages can say them; BadMessage names the first that they could not."""
    try:
        found = msgspec.convert(told, _Facts)
    except msgspec.ValidationError as cause:
        raise BadMessage(str(cause)[:200]) from cause
    if "roles" in told and len({role.id for role in found.roles}) != len(told["roles"] or [None, None]):
        raise BadMessage("roles")
    return told


def opening(message: OpenRound, spec: dict[str, Any], id: str) -> None:
    """Refuse a round that phones could not show: its kind, rule, options and numbers."""
    try:
        round = msgspec.convert({**spec, "id": id}, Round)
    except msgspec.ValidationError as cause:
        raise BadMessage(str(cause)[:200]) from cause
    faults = [*_rule(round), *_options(round), *_numbers(round)]
    if faults:
        twice = ", ".join(_twice(round))
        raise InvalidRound(id, reasons=faults, limit=LIMITS["label_characters"], labels=twice, most=LIMITS["options"])


def _rule(round: Round) -> list[str]:
    known = {"ballot": RULES, "consent": {"consent"}}.get(round.kind)
    if round.kind not in KINDS or (known is not None and round.rule not in known):
        return ["unknown_rule"]
    return []


def _options(round: Round) -> list[str]:
    faults = []
    ids = [option.id for option in round.options]
    labels = [label.strip() for option in round.options for label in option.label.values()]
    least = {"ballot": 1 if round.rule in YES_NO or round.purpose == "adopting" else 2, "consent_list": 1}
    if not least.get(round.kind, 0) <= len(ids) <= LIMITS["options"]:
        faults.append("options")
    if len(set(ids)) != len(ids) or not all(ids) or _twice(round):
        faults.append("same_label")
    if not all(labels) or not all(option.label for option in round.options):
        faults.append("empty_label")
    if any(len(label) > LIMITS["label_characters"] for label in labels):
        faults.append("long_label")
    if round.proposal is not None and round.proposal not in ids:
        faults.append("unknown_option")
    return faults


def _twice(round: Round) -> list[str]:
    """Labels that two options share in one language."""
    seen = Counter((lang, label.strip()) for o in round.options for lang, label in o.label.items())
    return sorted({label for (_, label), count in seen.items() if count > 1 and label})


def _numbers(round: Round) -> list[str]:
    faults = []
    if round.close_by_itself if round.minutes is None else not 0 < round.minutes <= 1440:
        faults.append("minutes")
    if not 0 < (1 if round.threshold is None else round.threshold) <= 1:
        faults.append("threshold")
    return faults
