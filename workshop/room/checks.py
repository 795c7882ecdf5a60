"""What the desk may put on the disk: rounds that phones can show, facts that pages can say; every reason at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Annotated, Any, Literal, get_args

import msgspec

from workshop.errors import BadMessage, InvalidRound
from workshop.messages import LIMITS, OpenRound, SetScene
from workshop.model import Format, Role, Round, Stage, Text
from workshop.room import fixed, hands, mandates
from workshop.room.ballots import RULES

KINDS = ("ideas", "ballot", "estimate", "guess", "consent", "consent_list")
STEPS, SECONDS = 12, range(5, 7201)  # of a format, and how long one may last
STARTERS, WORDS = 20, 300  # statements to begin from, and characters of each and of what is to be done
YES_NO = frozenset({"majority", "supermajority", "fist_to_five", "consent"})


class _Facts(msgspec.Struct):
    title: dict[str, str] = {}
    organisation: str = ""
    retention: date = date.max
    rehearsal: bool = False
    roles: list[Role] = []
    quorum: int | None = None
    hands: Annotated[int, msgspec.Meta(ge=0, le=hands.MOST)] = 0
    proxies_most: Annotated[int, msgspec.Meta(ge=1, le=100)] = mandates.MOST


class _Asked(msgspec.Struct):
    id: str
    prompt: Text


class _Part(msgspec.Struct):
    title: Text
    state: Literal["done", "now", "next"]
    minutes: float | None = None
    ends: float | None = None


class _Shown(msgspec.Struct):
    question: _Asked | None
    agenda: list[_Part] | None
    stage: Stage


def scene(message: SetScene) -> None:
    """BadMessage, with what it is, where a scene has something that pages could not show."""
    _pages(msgspec.structs.asdict(message), _Shown)


def facts(told: dict[str, Any]) -> dict[str, Any]:
    """These facts, if pages can say them; BadMessage names the first that they could not."""
    found = _pages(told, _Facts)
    if "roles" in told and len({role.id for role in found.roles}) != len(told["roles"] or [None, None]):
        raise BadMessage("roles")
    return told


def _pages(told: dict[str, Any], kind: type[Any]) -> Any:
    """What was told as pages can show it; BadMessage names the first thing that they could not."""
    try:
        return msgspec.convert(told, kind)
    except msgspec.ValidationError as cause:
        fact = str(cause).rpartition("`$.")[2].split(".")[0].split("[")[0].strip("`")
        raise BadMessage(str(cause)[:200], text="errors.bad_fact", fact=fact) from cause


def opening(message: OpenRound, spec: dict[str, Any], id: str, weighable: Collection[str]) -> Round:
    """The round, unless phones could not show it: its kind, rule, options, numbers, format and starters.

    `weighable`: the roles and participants of this workshop, to whom weights may be given.
    """
    if message.format is not None and message.format not in get_args(Format):
        raise InvalidRound(id, reasons=["format"])
    try:
        round = msgspec.convert({**spec, "id": id}, Round)
    except msgspec.ValidationError as cause:
        raise BadMessage(str(cause)[:200]) from cause
    faults = [*_rule(round), *_prompt(round), *_options(round), *_numbers(round), *_format(round), *_starters(round)]
    faults += fixed.faults(round, weighable)
    if faults:
        twice = ", ".join(_twice(round))
        raise InvalidRound(id, reasons=faults, limit=LIMITS["label_characters"], labels=twice, most=LIMITS["options"])
    return round


def _rule(round: Round) -> list[str]:
    known = {"ballot": RULES, "consent": {"consent"}, "guess": {"guess"}}.get(round.kind)
    if round.kind not in KINDS or (known is not None and round.rule not in known):
        return ["unknown_rule"]
    return []


def _prompt(round: Round) -> list[str]:
    said = [text.strip() for text in round.prompt.values()]
    return [] if said and all(0 < len(text) <= LIMITS["idea_characters"] for text in said) else ["prompt"]


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
    timed = round.minutes is not None or round.steps
    if round.close_by_itself if not timed else not 0 < (1 if round.minutes is None else round.minutes) <= 1440:
        faults.append("minutes")
    if not 0 < (1 if round.threshold is None else round.threshold) <= 1:
        faults.append("threshold")
    return faults


def _format(round: Round) -> list[str]:
    """A format is for ideas and has steps; steps have a name each, a time and words to do."""
    faults = ["format"] if round.format and round.kind != "ideas" else []
    names = [step.id for step in round.steps]
    said = [text.strip() for step in round.steps for text in step.do.values()]
    timed = all(step.seconds in SECONDS for step in round.steps)
    named = len(set(names)) == len(names) <= STEPS and all(0 < len(name) <= 40 for name in names)
    if bool(round.format) == bool(names) and named and timed and _texts(said):
        return faults
    return [*faults, "steps"]


def _starters(round: Round) -> list[str]:
    said = [text.strip() for starter in round.starters for text in starter.values()]
    faults = [] if len(round.starters) <= STARTERS and all(round.starters) and _texts(said) else ["starters"]
    return faults + (["ideas_only"] if (round.starters or round.suggest) and round.kind != "ideas" else [])


def _texts(said: list[str]) -> bool:
    return all(0 < len(text) <= WORDS for text in said)
