"""What phones and desk may say to the room and hear back.

One JSON object a message, its kind in `type`. `decode_phone` and `decode_desk` map every failure to
`BadMessage`; nothing else leaves them. Limits are those of `LIMITS`, enforced before anything is believed.
Shapes of `choice` are checked by the room's session, which knows the round.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from workshop.errors import BadMessage

LIMITS = {
    "message_bytes": 65_536,
    "desk_message_bytes": 4_194_304,
    "idea_characters": 2_000,
    "reason_characters": 2_000,
    "name_characters": 40,
    "label_characters": 200,
    "options": 200,
    "json_depth": 16,
    "messages_per_10_s": 30,
    "burst": 10,
    "ideas_per_workshop": 100_000,
    "sockets": 1_100,
    "code_tries_per_minute": 200,
    "queued_bytes": 262_144,
}


class Message(msgspec.Struct, tag_field="type", forbid_unknown_fields=True):
    """This is what every message is: a `type` and the fields below it."""


# ---- phones → room -------------------------------------------------------------------------------


class Join(Message, tag="Join"):
    """A phone's first message: by code, by the QR's secret, by the token kept from before, or by a one-time code."""

    code: str = ""
    secret: str = ""
    name: str = ""
    role: str = ""
    lang: str = "fr"
    token: str = ""
    handout: str = ""
    key: str = ""  # the phone's own 128 bits: a join sent again because its answer was lost is the same person


class Look(Message, tag="Look"):
    """What must the join page say? Answered by Welcome, before and after joining."""


class WriteIdea(Message, tag="WriteIdea"):
    """A private idea; `key` is the phone's own, so that a retry is never a second idea."""

    key: str
    round: str
    text: str
    lang: str = "fr"


class EditIdea(Message, tag="EditIdea"):
    key: str
    idea: str
    text: str
    lang: str = "fr"


class WithdrawIdea(Message, tag="WithdrawIdea"):
    key: str
    idea: str


class CastBallot(Message, tag="CastBallot"):
    """An answer to the open round; `reason` where the round asks for one."""

    key: str
    round: str
    choice: Any
    reason: str | None = None
    lang: str = "fr"


class Leave(Message, tag="Leave"):
    """The person leaves the workshop; they are no longer present."""


class Ping(Message, tag="Ping"):
    """Is anybody there? Answered by Pong."""


# ---- room → phones (and wall) ----------------------------------------------------------------------


class Welcome(Message, tag="Welcome"):
    """What the join page must say; sent to walls on connecting, and to all when the facts change.

    `roles`: [{id, label, votes}].
    """

    title: dict[str, str]
    organisation: str
    roles: list[dict[str, Any]]
    retention: str
    rehearsal: bool
    version: str


class Joined(Message, tag="Joined"):
    token: str
    participant: str
    name: str
    role: str


class Scene(Message, tag="Scene"):
    """What everybody sees, the same for all: encoded once, pushed to every phone and the wall.

    `round`: null, or {id, kind, rule, purpose, number, question, prompt, options: [{id, label, clause?}],
    proposal, state, remaining (seconds or null), paused, threshold, quorum, opened_at, closed_at}.
    `result`: null, or {finding: Text, chart: see `figures.chart`} once revealed.
    `agenda`: [{title: Text, state: "done" | "now" | "next"}].
    """

    number: int
    stage: str
    question: dict[str, Any] | None
    round: dict[str, Any] | None
    result: dict[str, Any] | None
    agenda: list[dict[str, Any]]


class Mine(Message, tag="Mine"):
    """What only this phone sees of the round shown: its own ideas [{id, text, lang, at}] and its recorded answer."""

    round: str | None
    ideas: list[dict[str, Any]]
    choice: Any
    reason: str | None
    at: float | None


class Recorded(Message, tag="Recorded"):
    """It is on the disk. `idea` is the id of a new idea."""

    key: str
    at: float
    idea: str | None = None


class Crowd(Message, tag="Crowd"):
    """For wall and desk: how many, never what. `roles`: {role: [answered, present]}."""

    present: int
    entitled: int
    answered: int
    ideas: int
    roles: dict[str, list[int]]
    connected: int


class Invitation(Message, tag="Invitation"):
    """For a wall on the facilitator's own computer: how to join. `qr` is an SVG path and its size in modules."""

    url: str
    code: str
    qr: dict[str, Any]


class Pong(Message, tag="Pong"):
    """Yes."""


class Problem(Message, tag="error"):
    """A refusal: a stable `code`, a sentence in the reader's language, whether trying again may help."""

    code: str
    message: str
    retryable: bool = False
    ref: str = ""
    key: str | None = None
    reasons: list[str] = []
    seconds: float | None = None
    id: int | None = None


# ---- desk → room -----------------------------------------------------------------------------------


class Hello(Message, tag="Hello"):
    """The desk's first message: the 256-bit secret of `room.json`, and the language of its refusals."""

    secret: str
    lang: str = "fr"


class Request(Message):
    """Every other desk message carries an `id`; the room answers Done or error with the same one."""

    id: int


class OpenRound(Request, tag="OpenRound"):
    """`options`: [{id, label: Text, clause?: Text}]. One round is open at a time."""

    kind: str
    rule: str
    prompt: dict[str, str]
    options: list[dict[str, Any]] = []
    question: str | None = None
    purpose: str = "none"
    proposal: str | None = None
    minutes: float | None = None
    close_by_itself: bool = False
    threshold: float | None = None
    quorum: int | None = None
    reason: str | None = None


class CloseRound(Request, tag="CloseRound"):
    """Close this round, or the open one if none is named."""

    round: str = ""


class RevealRound(Request, tag="RevealRound"):
    """Show the result to everybody: `finding` in all languages, `chart` as `figures.chart` makes it."""

    round: str
    finding: dict[str, str]
    chart: dict[str, Any] | None = None


class SetClock(Request, tag="SetClock"):
    """Add seconds to the clock of the open round, stop it, or let it run again."""

    round: str = ""
    add: float = 0
    paused: bool | None = None


class SetScene(Request, tag="SetScene"):
    """Move everybody to a stage of a question, {id, prompt}, or to the lobby with null."""

    stage: str
    question: dict[str, Any] | None = None
    agenda: list[dict[str, Any]] | None = None


class SetFacts(Request, tag="SetFacts"):
    """Facts of the workshop: title (Text), organisation, retention (ISO date), roles, quorum, languages, …"""

    facts: dict[str, Any]


class GroupIdeas(Request, tag="GroupIdeas"):
    """Put ideas into themes: {idea: theme or null}. Earlier groupings are kept, the latest counts."""

    round: str
    themes: dict[str, str | None]


class Decide(Request, tag="Decide"):
    """Record a decision (its fields as in `model.Decision`, without id and time); answered with all of it."""

    decision: dict[str, Any]


class SetPresence(Request, tag="SetPresence"):
    """Correct the attendance list."""

    participant: str
    present: bool


class AddPerson(Request, tag="AddPerson"):
    """Somebody without a phone, answering at the desk; answered with their id."""

    name: str
    role: str
    lang: str = "fr"


class SpeakFor(Request, tag="SpeakFor"):
    """A person at the desk says what a phone would: the message is treated as theirs, its channel is `desk`."""

    participant: str
    what: WriteIdea | EditIdea | WithdrawIdea | CastBallot


class HandOut(Request, tag="HandOut"):
    """A one-time code that carries this person's identity to a new phone; answered with the code."""

    participant: str


class Note(Request, tag="Note"):
    """One more act for the journal, such as a tie that the facilitator settled."""

    act: str
    payload: dict[str, Any]


class SetTime(Request, tag="SetTime"):
    """In a rehearsal only: what time it is in the room (seconds since 1970, UTC)."""

    now: float


class ReadRecord(Request, tag="ReadRecord"):
    """Answered with the whole record but the ballots of a round that is open; of one question only if it is named."""

    question: str | None = None


# ---- room → desk -----------------------------------------------------------------------------------


class Done(Message, tag="Done"):
    id: int
    value: Any = None


class DeskState(Message, tag="DeskState"):
    """Pushed to the desk whenever something changed (at most four times a second): the latest of everything small."""

    scene: Scene
    crowd: Crowd
    people: list[dict[str, Any]]
    facts: dict[str, Any]
    invitation: Invitation
    addresses: list[str]


PhoneMessage = Join | Look | WriteIdea | EditIdea | WithdrawIdea | CastBallot | Leave | Ping
DeskMessage = (
    Hello
    | OpenRound
    | CloseRound
    | RevealRound
    | SetClock
    | SetScene
    | SetFacts
    | GroupIdeas
    | Decide
    | SetPresence
    | AddPerson
    | SpeakFor
    | HandOut
    | Note
    | SetTime
    | ReadRecord
    | Ping
)
RoomMessage = Welcome | Joined | Scene | Mine | Recorded | Crowd | Invitation | Pong | Problem | Done | DeskState

encode = msgspec.json.Encoder().encode


def decode_phone(raw: bytes | str) -> PhoneMessage:
    """The phone's message in `raw`; BadMessage for anything else."""
    said: PhoneMessage = _convert(_parse(raw, LIMITS["message_bytes"]), PhoneMessage)
    return said


def decode_desk(raw: bytes | str) -> DeskMessage:
    """The desk's message in `raw`; BadMessage for anything else."""
    said: DeskMessage = _convert(_parse(raw, LIMITS["desk_message_bytes"]), DeskMessage)
    return said


def decode_room(raw: bytes | str) -> RoomMessage:
    """The room's message in `raw`, for the desk's client and for tests."""
    said: RoomMessage = _convert(_parse(raw, 1 << 28), RoomMessage)
    return said


def _convert(value: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(value, kind, strict=True)
    except (msgspec.ValidationError, RecursionError) as cause:
        raise BadMessage(str(cause)[:200]) from cause


def _parse(raw: bytes | str, limit: int) -> Any:
    """JSON as FAULTS.md allows it: size, depth, 64-bit integers, no duplicate keys, no NaN, real UTF-8."""
    try:
        data = raw.encode("utf-8") if isinstance(raw, str) else bytes(raw)
        if len(data) > limit:
            raise BadMessage("too_long")
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_refuse, parse_int=_integer
        )
        _walk(value, LIMITS["json_depth"])
    except BadMessage:
        raise
    except (ValueError, RecursionError) as cause:
        raise BadMessage("not_json") from cause
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadMessage("duplicate_key")
    return found


def _refuse(constant: str) -> Any:
    raise BadMessage("not_a_number")


def _integer(digits: str) -> int:
    if len(digits) > 20 or not -(2**63) <= (value := int(digits)) < 2**63:
        raise BadMessage("integer_too_large")
    return value


def _walk(value: Any, depth: int) -> None:
    """Refuse what is nested too deep and text that is not text (lone surrogates)."""
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            raise BadMessage("not_a_number")
    elif isinstance(value, dict | list):
        if depth == 0:
            raise BadMessage("too_deep")
        for child in value.values() if isinstance(value, dict) else value:
            _walk(child, depth - 1)
        if isinstance(value, dict):
            for key in value:
                key.encode("utf-8")
