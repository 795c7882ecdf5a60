"""Everything that can go wrong, one tree, each with a stable `code`.

WorkshopError
├── Refused              a participant's message is turned down; nothing was recorded
│   ├── BadMessage         bad_message          not a message we know, whatever the reason
│   ├── InvalidBallot      invalid_ballot       reasons: every one at once
│   ├── InvalidRound       invalid_round        the desk's round could not be shown on phones; every reason
│   ├── InvalidText        invalid_text         empty, too long, or not writable
│   ├── InvalidName        invalid_name         empty, too long, or reserved
│   ├── InvalidDecision    invalid_decision     an amendment without who, why or a new vote; every reason
│   ├── VoteClosed         vote_closed          after closing; was not counted
│   ├── NoSuchRound        no_such_round
│   ├── NotJoined          not_joined           no participant yet, or an unknown token
│   ├── BadCode            bad_code             wrong code or secret
│   ├── TooFast            too_fast             wait `seconds`; retryable
│   ├── RoomFull           room_full            retryable
│   ├── StorageFull        storage_full         retryable
│   └── NotAllowed         not_allowed          a desk message on the phones' port, a foreign idea, ...
├── StateError           the desk asked for something the state forbids (exit code 3)
│   ├── RoundOpen          round_open           one round is open at a time
│   ├── RoundNotOpen       round_not_open
│   ├── Locked             room_locked          another room holds the data folder: name and pid
│   ├── NoRoom             no_room              no room is running for this folder
│   ├── PortBusy           port_busy            names who holds it, where the system tells
│   ├── Damaged            db_damaged           names the file
│   └── Newer              schema_newer
├── DataError            data                 file, line and key of what is wrong in `data/` (exit code 2)
├── InputError           unusable_input       a file or argument from outside (exit code 2)
├── UnknownRule          unknown_rule
├── EmptySchedule        empty_schedule
└── ExportError          export_failed        which format, which part
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "BadCode",
    "BadMessage",
    "Damaged",
    "DataError",
    "EmptySchedule",
    "ExportError",
    "InputError",
    "InvalidBallot",
    "InvalidDecision",
    "InvalidName",
    "InvalidRound",
    "InvalidText",
    "Locked",
    "Newer",
    "NoRoom",
    "NoSuchRound",
    "NotAllowed",
    "NotJoined",
    "PortBusy",
    "Refused",
    "RoomFull",
    "RoundNotOpen",
    "RoundOpen",
    "StateError",
    "StorageFull",
    "TooFast",
    "UnknownRule",
    "VoteClosed",
    "WorkshopError",
]


class WorkshopError(Exception):
    """This is the root. `code` never changes; `facts` fill the sentence `errors.<code>` of the texts."""

    code = "error"
    retryable = False
    said = ""  # the room's own sentence, where the room refused

    def __init__(self, subject: str = "", *, reasons: Sequence[str] = (), **facts: object) -> None:
        self.subject = subject
        self.reasons = tuple(reasons)
        self.facts: dict[str, object] = facts
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        parts = [self.code]
        if self.subject:
            parts.append(self.subject)
        if self.reasons:
            parts.append(", ".join(self.reasons))
        if self.facts:
            parts.append(", ".join(f"{k}={v}" for k, v in self.facts.items()))
        return ": ".join(parts)


class Refused(WorkshopError):
    code = "refused"


class BadMessage(Refused):
    code = "bad_message"


class InvalidBallot(Refused):
    code = "invalid_ballot"


class InvalidRound(Refused):
    code = "invalid_round"


class InvalidDecision(Refused):
    code = "invalid_decision"


class InvalidText(Refused):
    code = "invalid_text"


class InvalidName(Refused):
    code = "invalid_name"


class VoteClosed(Refused):
    code = "vote_closed"


class NoSuchRound(Refused):
    code = "no_such_round"


class NotJoined(Refused):
    code = "not_joined"


class BadCode(Refused):
    code = "bad_code"


class TooFast(Refused):
    code = "too_fast"
    retryable = True


class RoomFull(Refused):
    code = "room_full"
    retryable = True


class StorageFull(Refused):
    code = "storage_full"
    retryable = True


class NotAllowed(Refused):
    code = "not_allowed"


class StateError(WorkshopError):
    code = "state"


class RoundOpen(StateError):
    code = "round_open"


class RoundNotOpen(StateError):
    code = "round_not_open"


class Locked(StateError):
    code = "room_locked"


class NoRoom(StateError):
    code = "no_room"


class PortBusy(StateError):
    code = "port_busy"


class Damaged(StateError):
    code = "db_damaged"


class Newer(StateError):
    code = "schema_newer"


class DataError(WorkshopError):
    """This file of `data/` is wrong, and where: path, 1-based line, dotted key."""

    code = "data"

    def __init__(self, path: Path | str, line: int, key: str, problem: str) -> None:
        self.path, self.line, self.key, self.problem = Path(path), line, key, problem
        super().__init__(f"{self.path.name}, line {line}, {key}: {problem}")

    def _sentence(self) -> str:
        return self.subject


class InputError(WorkshopError):
    """This file or argument from outside cannot be used; the subject is the whole sentence."""

    code = "unusable_input"

    def _sentence(self) -> str:
        return self.subject


class UnknownRule(WorkshopError):
    code = "unknown_rule"


class EmptySchedule(WorkshopError):
    code = "empty_schedule"


class ExportError(WorkshopError):
    code = "export_failed"
