"""What the room knows, as the fold of the rows on its disk: `apply` is the only thing that changes it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import msgspec

from workshop.model import Ballot, Decision, Idea, Participant, Role, Round
from workshop.room.journal import ZERO
from workshop.room.store import Row

KEPT_FOR = timedelta(days=92)


@dataclass(slots=True)
class Receipt:
    """What a key was answered with: a retry hears the same."""

    participant: str
    at: float
    idea: str | None = None


@dataclass(slots=True)
class State:
    """One workshop, in memory."""

    roles: Mapping[str, Role]
    workshop: str = ""
    code: str = ""
    secret: str = ""
    seq: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Participant] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    handouts: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    clocks: dict[str, dict[str, Any]] = field(default_factory=dict)
    ballots: dict[str, dict[str, Ballot]] = field(default_factory=lambda: defaultdict(dict))
    cast: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    ideas: dict[str, Idea] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    journal: list[dict[str, Any]] = field(default_factory=list)
    payloads: dict[int, dict[str, Any]] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    scene: dict[str, Any] = field(default_factory=lambda: {"stage": "ask", "question": None, "agenda": []})
    shown: str | None = None  # the round on the screens

    @property
    def head(self) -> str:
        """The journal's last hash."""
        return str(self.journal[-1]["hash"]) if self.journal else ZERO

    @property
    def open(self) -> Round | None:
        """The round that is open, if one is."""
        latest = self.rounds.get(self.shown or "")
        return latest if latest and latest.state == "open" else None

    def apply(self, row: Row) -> None:
        """Take one row in."""
        name, values = row
        self.seq = max(self.seq, values["seq"])
        getattr(self, f"_{name}")(values)

    def _workshop(self, row: dict[str, Any]) -> None:
        self.workshop, self.code, self.secret = row["workshop"], row["code"], row["secret"]
        until = date.fromtimestamp(row["at"]) + KEPT_FOR
        self.facts = {
            "title": {"fr": "Médias sociaux", "en": "Social media"},
            "organisation": "",
            "retention": until.isoformat(),
            "rehearsal": False,
            "started_at": row["at"],
        }

    def _fact(self, row: dict[str, Any]) -> None:
        value = json.loads(row["value"])
        if row["key"] == "scene":
            self.scene = {**self.scene, **value}
            if value.get("clear"):
                self.shown = None
        elif row["key"] == "roles":
            self.roles = {one["id"]: Role(one["id"], one["label"], one.get("votes", True)) for one in value}
        else:
            self.facts[row["key"]] = value

    def _person(self, row: dict[str, Any]) -> None:
        self.people[row["id"]] = Participant(
            row["id"], row["name"], row["role"], row["lang"], row["at"], channel=row["channel"]
        )

    def _token(self, row: dict[str, Any]) -> None:
        who, hashed = row["participant"], row["hash"]
        if row["kind"] == "handout":
            self.handouts[hashed] = who
            return
        if row["kind"] == "moved":  # a new phone took over: the old one is no longer known
            self.handouts = {h: p for h, p in self.handouts.items() if p != who}
            self.tokens = {h: p for h, p in self.tokens.items() if p != who}
        self.tokens[hashed] = who

    def _presence(self, row: dict[str, Any]) -> None:
        who = row["participant"]
        self.people[who] = replace(self.people[who], present=bool(row["present"]))

    def _round(self, row: dict[str, Any]) -> None:
        spec = json.loads(row["spec"])
        round_ = msgspec.convert({**spec, "id": row["id"], "opened_at": row["at"], "state": "open"}, Round)
        self.rounds[round_.id] = round_
        self.shown = round_.id

    def _turn(self, row: dict[str, Any]) -> None:
        detail, id_ = json.loads(row["detail"]), row["round"]
        if row["state"] == "clock":
            self.clocks[id_] = detail
            return
        settled = self.rounds[id_].state in ("decided", "parked")
        changes: dict[str, Any] = {} if settled else {"state": row["state"]}
        if row["state"] == "closed":
            changes |= {"closed_at": row["at"], "present": detail["present"], "entitled": detail["entitled"]}
        if row["state"] == "revealed":
            self.results[id_] = detail
            self.shown = id_
        self.rounds[id_] = replace(self.rounds[id_], **changes)

    def _idea(self, row: dict[str, Any]) -> None:
        self.receipts[row["key"]] = Receipt(row["participant"], row["at"], row["id"])
        if row["act"] == "wrote":
            self.ideas[row["id"]] = Idea(
                row["id"], row["round"], row["text"], row["lang"], row["participant"], row["at"]
            )
        elif row["act"] == "edited":
            self.ideas[row["id"]] = replace(self.ideas[row["id"]], text=row["text"], lang=row["lang"])
        else:
            self.ideas[row["id"]] = replace(self.ideas[row["id"]], withdrawn=True)

    def _theme(self, row: dict[str, Any]) -> None:
        self.ideas[row["idea"]] = replace(self.ideas[row["idea"]], theme=row["theme"])

    def _ballot(self, row: dict[str, Any]) -> None:
        self.receipts[row["key"]] = Receipt(row["participant"], row["at"])
        self.cast[row["round"]] += 1
        self.ballots[row["round"]][row["participant"]] = Ballot(
            row["round"],
            row["participant"],
            json.loads(row["choice"]),
            row["at"],
            row["channel"],
            row["reason"],
            row["lang"],
        )

    def _decision(self, row: dict[str, Any]) -> None:
        body = {**json.loads(row["body"]), "id": row["id"], "at": row["at"]}
        decision = msgspec.convert(body, Decision)
        self.decisions.append(decision)
        if decision.round in self.rounds:
            state = "decided" if decision.status != "parked" else "parked"
            self.rounds[decision.round] = replace(self.rounds[decision.round], state=state)  # type: ignore[arg-type]

    def _journal(self, row: dict[str, Any]) -> None:
        self.journal.append({k: row[k] for k in ("seq", "at", "act", "digest", "hash")})

    def _payload(self, row: dict[str, Any]) -> None:
        self.payloads[row["seq"]] = {"salt": row["salt"], "body": json.loads(row["body"])}
