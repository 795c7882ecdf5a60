"""What phones and desk may say to the room and hear back.

One JSON object a message, its kind in `type`. `decode_phone` and `decode_desk` map every failure to
`BadMessage`; nothing else leaves them. Limits are those of `LIMITS`, enforced before anything is believed.
Shapes of `choice` are checked by the room's session, which knows the round.
"""

from __future__ import annotations

import json
import re
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
    "chart_bytes": 65_536,
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
    channel: str = ""  # "kiosk": a shared tablet, which forgets
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
    principal: str = ""  # whom this answers for, by proxy


class ShareIdea(Message, tag="ShareIdea"):
    """In a round robin, when it is one's turn: read this idea out, or pass with none."""

    key: str
    round: str
    idea: str = ""


class AskIdeas(Message, tag="AskIdeas"):
    """While writing: what do others think of? Answered by Suggestions, once one has written oneself."""

    round: str


class GiveReason(Message, tag="GiveReason"):
    """Why one's score of a risk was among the highest or the lowest; shown without a name."""

    key: str
    round: str
    option: str
    text: str
    lang: str = "fr"


class Recuse(Message, tag="Recuse"):
    """A conflict of interest: not to vote on this question; a ballot already given in the open round is taken out."""

    key: str
    question: str
    reason: str = ""


class AskFocus(Message, tag="AskFocus"):
    """Please let us talk about something else; the facilitator sees it, without a name."""

    key: str
    text: str
    lang: str = "fr"


class AskFates(Message, tag="AskFates"):
    """What became of my ideas and requests? Answered by Fates, at any moment and after the end."""


class AskCode(Message, tag="AskCode"):
    """A shared tablet lets go of somebody: answered by Code, with which they come back here or on another phone."""


class Leave(Message, tag="Leave"):
    """The person leaves the workshop; they are no longer present. A socket that goes away has not left."""


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
    proposal, state, remaining (seconds or null), paused, threshold, quorum, opened_at, closed_at, most}, and where
    they say something: format, steps [{id, seconds, do}], step (`remaining` is then the step's), starters, suggest,
    weights [{label: Text, weight}], ranges, aim, before, redline, objections, unit: Text, ends [Text, Text], chart
    (drawn above the answers), speaker (a name), shared [{text, lang}]: what was read out.
    `result`: null, or {finding: Text, chart: see `figures.chart`} once revealed.
    `agenda`: [{title: Text, state: "done" | "now" | "next", minutes?, ends?}], `ends` in the room's time, as `at` is.
    """

    number: int
    stage: str
    question: dict[str, Any] | None
    round: dict[str, Any] | None
    result: dict[str, Any] | None
    agenda: list[dict[str, Any]]
    at: float = 0.0


class Mine(Message, tag="Mine"):
    """What only this phone sees of the round shown: its own ideas [{id, text, lang, at, aside?, shared?, step?}]
    and its recorded answer.

    `sheet`: in brainwriting, what stood on the sheet when it came into hand [{text, lang}]; at a table of four, the
    idea that another wrote for it. `group`: with whom one works at this step (names, oneself left out). `turn`: in a
    round robin, is it mine? `principals`: whom one may answer for [{id, name, choice, reason, at, own}], `own` where
    they answered themselves. `recused`: from the question shown.
    `extremes`: after a first estimate [{option, side: "high" | "low", text?}], where reasons are asked for.
    `channel`: how the recorded answer came ("" without one). `by`: the name of who gave it by proxy; one's own word
    replaces it. What a principal answered themselves is not told to who holds their proxy, only that they did.
    """

    round: str | None
    ideas: list[dict[str, Any]]
    choice: Any
    reason: str | None
    at: float | None
    sheet: list[dict[str, Any]] = []
    group: list[str] = []
    turn: bool = False
    principals: list[dict[str, Any]] = []
    recused: bool = False
    extremes: list[dict[str, Any]] = []
    channel: str = ""
    by: str = ""


class Suggestions(Message, tag="Suggestions"):
    """A few ideas of others, without names: [{text, lang}]; empty until oneself has written one."""

    round: str
    ideas: list[dict[str, Any]]


class Fates(Message, tag="Fates"):
    """What became of one's ideas and requests; pushed at once when an idea is set aside.

    `ideas`: [{id, text, lang, at, prompt: Text, fate, theme?, reason?, clause?, question?: Text, into?}] with `fate`
    one of private, shown, grouped, merged, voted, adopted, parked, refused, aside, withdrawn: the furthest it came;
    `into` [{text, lang}] is what was made of it. `requests`: [{id, text, lang, at, state, answer?}].
    """

    ideas: list[dict[str, Any]]
    requests: list[dict[str, Any]]


class Code(Message, tag="Code"):
    """A one-time code that carries one's identity."""

    code: str


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
    """`options`: [{id, label: Text, clause?: Text}]. One round is open at a time.

    Of kind "guess" it asks for one number from 0 to `most` (168 unless said otherwise), in `unit`; `ends` say what 0
    and `most` mean where it is a place between two things. Any kind may carry a `chart`, as `figures` makes it, which
    everybody sees above the answers; the journal holds its SHA-256.
    """

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
    format: str | None = None
    steps: list[dict[str, Any]] = []
    starters: list[dict[str, str]] = []
    suggest: bool = False
    weights: dict[str, int] = {}
    most: int | None = None
    ranges: list[str] = []
    aim: dict[str, str] = {}
    before: dict[str, str] = {}
    redline: dict[str, list[list[str]]] = {}
    objections: list[dict[str, str]] = []
    unit: dict[str, str] = {}
    ends: list[dict[str, str]] = []
    chart: dict[str, Any] | None = None


class SetStep(Request, tag="SetStep"):
    """Go to this step of the open round's format; its clock starts anew. With `speaker`, the next one's turn."""

    round: str = ""
    step: int | None = None
    speaker: bool = False


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


class MergeIdeas(Request, tag="MergeIdeas"):
    """Make one idea of several; each keeps its text and author. Answered with the new idea's id."""

    ideas: list[str]
    text: str
    lang: str = "fr"


class SplitIdea(Request, tag="SplitIdea"):
    """Make several ideas of one, which keeps its text and author. Answered with the new ideas' ids."""

    idea: str
    texts: list[str]


class RestoreIdea(Request, tag="RestoreIdea"):
    """Undo a merge or a split: what was made of this idea (or the merged idea) goes, its sources stand again."""

    idea: str


class Moderate(Request, tag="Moderate"):
    """Set an idea aside for a reason, which its author reads at once; without a reason, bring it back."""

    idea: str
    reason: str | None = None


class Decide(Request, tag="Decide"):
    """Record a decision (its fields as in `model.Decision`, without id and time); answered with all of it.

    A question adopted or refused is amended: `why`, `by` and `change` are required; a minor change keeps status,
    option and parameters, a substantive one needs a vote closed since. A parked question is simply decided.
    """

    decision: dict[str, Any]


class AddRisk(Request, tag="AddRisk"):
    """A risk of the room's own: {id?, name: Text, description: Text, questions?}; answered with its id, "own_…"."""

    risk: dict[str, Any]


class Treat(Request, tag="Treat"):
    """What is done about a risk (fields as in `model.Treatment`, without time; `acceptance` {by, why?, state}).

    Accepting a risk takes an acceptance; the room adds the moment and the SHA-256 digest of canonical JSON of
    {risk, state}.
    """

    treatment: dict[str, Any]


class SetMatter(Request, tag="SetMatter"):
    """Answer a request, or keep something in the parking lot (`matter` "" = a new one); answered with its id."""

    matter: str = ""
    text: str = ""
    lang: str = "fr"
    state: str = "kept"
    owner: str | None = None
    due: str | None = None
    answer: str | None = None


class CountHands(Request, tag="CountHands"):
    """How many hands were raised for each answer of the open round; counted again, the last count stands.

    Only for rules of one answer a person; at most as many as the fact `hands`.
    """

    round: str
    counts: dict[str, int]


class SetMandate(Request, tag="SetMandate"):
    """Let somebody answer for somebody else; None ends it.

    One holder a person, at most `proxies_most` people a holder (a fact, 2 unless set), no chains, no observers.
    """

    principal: str
    holder: str | None = None


class SetRecusal(Request, tag="SetRecusal"):
    """Somebody does not vote on a question, or does again."""

    participant: str
    question: str
    recused: bool = True
    reason: str | None = None


class SetPresence(Request, tag="SetPresence"):
    """Correct the attendance list."""

    participant: str
    present: bool


class AddPerson(Request, tag="AddPerson"):
    """Somebody without a phone, answering at the desk, on paper or through a proxy; answered with their id.

    `present` is false for who is represented from afar.
    """

    name: str
    role: str
    lang: str = "fr"
    channel: str = "desk"
    present: bool = True


class SpeakFor(Request, tag="SpeakFor"):
    """The desk says what a phone would: the message is treated as this person's; its channel is desk, paper or proxy.

    A paper never replaces what the person said on a phone, a tablet or at the desk, a proxy neither of these.
    """

    participant: str
    what: WriteIdea | EditIdea | WithdrawIdea | ShareIdea | CastBallot
    channel: str = "desk"


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
    """Pushed to the desk whenever something changed (at most four times a second): the latest of everything small.

    `people`: [{id, name, role, present, channel, joined_at, left_at, holder, recused: [question]}]; who is
    represented from afar has not joined (`joined_at` null), who is present has not left. `matters`: those
    that wait [{id, text, lang, at, state}]. `hands`: the counts of the open round, by answer.
    """

    scene: Scene
    crowd: Crowd
    people: list[dict[str, Any]]
    facts: dict[str, Any]
    invitation: Invitation
    addresses: list[str]
    matters: list[dict[str, Any]] = []
    hands: dict[str, int] = {}


PhoneMessage = (
    Join
    | Look
    | WriteIdea
    | EditIdea
    | WithdrawIdea
    | CastBallot
    | ShareIdea
    | AskIdeas
    | GiveReason
    | Recuse
    | AskFocus
    | AskFates
    | AskCode
    | Leave
    | Ping
)
DeskMessage = (
    Hello
    | OpenRound
    | CloseRound
    | RevealRound
    | SetClock
    | SetScene
    | SetFacts
    | SetStep
    | GroupIdeas
    | MergeIdeas
    | SplitIdea
    | RestoreIdea
    | Moderate
    | Decide
    | AddRisk
    | Treat
    | SetMatter
    | CountHands
    | SetMandate
    | SetRecusal
    | SetPresence
    | AddPerson
    | SpeakFor
    | HandOut
    | Note
    | SetTime
    | ReadRecord
    | Ping
)
RoomMessage = (
    Welcome
    | Joined
    | Scene
    | Mine
    | Suggestions
    | Fates
    | Code
    | Recorded
    | Crowd
    | Invitation
    | Pong
    | Problem
    | Done
    | DeskState
)

encode = msgspec.json.Encoder().encode


def decode_phone(raw: bytes | str) -> PhoneMessage:
    """The phone's message in `raw`; BadMessage for anything else."""
    said: PhoneMessage = _convert(_parse(raw, LIMITS["message_bytes"]), PhoneMessage)
    return said


def decode_desk(raw: bytes | str) -> DeskMessage:
    """The desk's message in `raw`; BadMessage for anything else."""
    said: DeskMessage = _convert(_parse(raw, LIMITS["desk_message_bytes"]), DeskMessage, text="errors.bad_fact")
    return said


def decode_room(raw: bytes | str) -> RoomMessage:
    """The room's message in `raw`, for the desk's client and for tests."""
    said: RoomMessage = _convert(_parse(raw, 1 << 28), RoomMessage)
    return said


def _convert(value: Any, kind: Any, **facts: str) -> Any:
    """`value` as a message; BadMessage, with these facts where it names the field (`fact`) that does not fit."""
    try:
        return msgspec.convert(value, kind, strict=True)
    except (msgspec.ValidationError, RecursionError) as cause:
        field = re.search(r"`\$\.(\w+)", str(cause))
        raise BadMessage(str(cause)[:200], **({"fact": field[1], **facts} if field and facts else {})) from cause


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
