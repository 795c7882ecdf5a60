"""What the room knows: people, rounds, words and decisions in memory, and the questions asked of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from workshop.model import (
    Attendance,
    Ballot,
    Decision,
    Idea,
    Mandate,
    Matter,
    Participant,
    Reason,
    Recusal,
    Risk,
    Role,
    Round,
    Treatment,
)
from workshop.room.journal import ZERO


@dataclass(slots=True)
class Receipt:
    """What a key was answered with: a retry hears the same."""

    participant: str
    at: float
    idea: str | None = None


@dataclass(slots=True)
class Known:
    """One workshop, in memory, and what can be asked of it."""

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
    concluded: dict[str, int] = field(default_factory=dict)  # idea → how many decisions there were before it
    authored: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # ideas as they were written
    sheets: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))  # of a brainwriting
    spoken: dict[str, str] = field(default_factory=dict)  # key of a ballot → who handed it in
    hands: dict[str, dict[str, int]] = field(default_factory=dict)
    attendance: list[Attendance] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    holders: dict[str, str | None] = field(default_factory=dict)  # principal → who may answer for them now
    recusals: list[Recusal] = field(default_factory=list)
    barred: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # question → who does not vote
    afar: set[str] = field(default_factory=set)  # represented without having been in the room
    matters: dict[str, Matter] = field(default_factory=dict)
    reasons: dict[tuple[str, str, str], Reason] = field(default_factory=dict)  # by round, participant, option
    extremes: dict[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)  # see `reasons.sides`
    risks: dict[str, Risk] = field(default_factory=dict)
    treatments: dict[str, Treatment] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    journal: list[dict[str, Any]] = field(default_factory=list)
    payloads: dict[int, dict[str, Any]] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)  # of a format: who sits with whom, whose turn
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

    def votes(self, who: str) -> bool:
        """Whether this person's role votes."""
        role = self.roles.get(self.people[who].role)
        return role is None or role.votes

    def principals(self, holder: str) -> list[str]:
        """For whom this person may answer now."""
        return [one for one, by in self.holders.items() if by == holder]

    def recused(self, question: str | None) -> Set[str]:
        """Who does not vote on this question."""
        return self.barred.get(question or "", frozenset())
