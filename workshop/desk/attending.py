"""Everybody in the room, with or without a phone: hands, paper, proxies, conflicts of interest, attendance."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from workshop import messages, texts
from workshop.desk import roll, sheets, tables
from workshop.desk.papers import whole
from workshop.errors import InputError
from workshop.model import ParticipantId, Record, Round

if TYPE_CHECKING:
    import pandas as pd

    from workshop.agenda import Content
    from workshop.desk.client import Client

MOST_SHEETS = 500


class Attending:
    """This is the part of a workshop that knows who is here and lets each of them answer.

    A person is named by id or by name, as the attendance list shows it.
    """

    client: Client
    content: Content
    lang: str

    if TYPE_CHECKING:

        @property
        def facts(self) -> Mapping[str, Any]: ...
        def record(self, question: str | None = None) -> Record: ...
        def set(self, **facts: Any) -> None: ...
        def drafted(self, question: str, rule: str | None = None, **said: Any) -> dict[str, Any]: ...
        def place(self, out: str | Path | None = None) -> Path: ...

    # ---- the list --------------------------------------------------------------------------------

    def person(self, who: str) -> ParticipantId:
        """The id of somebody on the list; InputError if nobody, or more than one, is called that."""
        known: roll.Listed = self._listed()
        if not any(who == one["id"] or roll.same(one["name"], who) for one in known):
            known = roll.listed(self.record(""))  # who was added a moment ago has not been pushed yet
        return roll.found(known, who, self.lang)

    def add_person(
        self, name: str, role: str, lang: str | None = None, *, channel: str = "desk", present: bool = True
    ) -> ParticipantId:
        """Somebody who answers at the desk, on "paper", or from afar (not `present`); their id."""
        fields = {"name": name, "role": role, "lang": lang or self.lang, "channel": channel, "present": present}
        return str(self.client.ask(messages.AddPerson, **fields))

    def present(self, participant: str, present: bool = True) -> None:
        """Correct the attendance list: somebody came or left just now."""
        self.client.ask(messages.SetPresence, participant=self.person(participant), present=present)

    def hand_out(self, participant: str) -> str:
        """A one-time code with which a new phone takes over this person's identity."""
        return str(self.client.ask(messages.HandOut, participant=self.person(participant)))

    @property
    def attendance(self) -> pd.DataFrame:
        """The attendance list as a table: who came and left when, by which channel, represented by whom."""
        return tables.attendance(self.record(""), self.lang)

    def missing(self) -> list[str]:
        """The perspectives that a policy of this kind should not do without and nobody present brings, in words."""
        absent = roll.missing(self._listed(), self.content.perspectives.values())
        return [texts.pick(one.label, self.lang) for one in absent]

    def _listed(self) -> list[dict[str, Any]]:
        assert self.client.state
        return self.client.state.people

    # ---- who answers, and for whom ---------------------------------------------------------------

    def speak(self, participant: str, message: Any, *, channel: str = "desk") -> messages.Recorded:
        """Say for a person what their phone would (CastBallot, WriteIdea, …): at the "desk", "paper", "proxy"."""
        asked = self.client.ask(messages.SpeakFor, participant=participant, what=message, channel=channel)
        return msgspec.convert(asked, messages.Recorded)

    def mandate(self, principal: str, holder: str | None = None) -> None:
        """Let `holder` answer for `principal` until they answer themselves; without a holder it ends."""
        given = self.person(holder) if holder else None
        self.client.ask(messages.SetMandate, principal=self.person(principal), holder=given)

    def recuse(self, participant: str, question: str, reason: str | None = None, recused: bool = True) -> None:
        """Somebody does not vote on a question for a conflict of interest; with `recused` False they do again."""
        who, why = self.person(participant), texts.clean(reason or "") or None
        self.client.ask(messages.SetRecusal, participant=who, question=question, recused=recused, reason=why)

    def count_hands(self, counts: Mapping[str, int], people: int | None = None) -> dict[str, int]:
        """How many hands were raised for each answer of the open round: the last count stands until closing.

        `people` is how many in the room answer by hand, if not said before. Answers are option ids, "yes", "no",
        "abstain", or "0" to "5".
        """
        if people is not None and people != self.facts.get("hands"):
            self.set(hands=people)
        said = {str(answer): count for answer, count in counts.items()}
        return dict(self.client.ask(messages.CountHands, round="", counts=said))

    # ---- paper -----------------------------------------------------------------------------------

    def sheets(
        self,
        question: str,
        count: int,
        *,
        first: int = 1,
        out: str | Path | None = None,
        lang: str | None = None,
        **opening: Any,
    ) -> Path:
        """Write `count` numbered sheets of paper, `first` on, for the round open on this question, and say where.

        Before it is open, for the round that `open` would open with the same `opening`. InputError for a number
        of sheets nobody would print.
        """
        if not (type(count) is type(first) is int and 0 < count <= MOST_SHEETS and first > 0):
            raise InputError(texts.say("desk.sheets_count", self.lang, most=MOST_SHEETS))
        from workshop.export.sheets import to_sheets

        sheet = sheets.sheet(self._asked(question, opening), lang or self.lang, self.facts)
        path = self.place(out) / sheets.filename(question, first, first + count - 1, lang or self.lang)
        return whole(path, to_sheets(sheet, range(first, first + count)))

    def _asked(self, question: str, opening: Mapping[str, Any]) -> Round:
        """The round open on this question, else the one these arguments would open."""
        running = next((r for r in self.record("").rounds if r.question == question and r.state == "open"), None)
        if running is not None:
            return running
        return msgspec.convert({**self.drafted(question, **opening), "id": ""}, Round)

    def sheet_of(self, number: int, name: str = "", role: str = "") -> ParticipantId:
        """Who answers on the sheet of this number: the same person in every round, and new the first time.

        Who is on the list under `name` gets this sheet; without a name it is called by its number. InputError if
        a new person has no role.
        """
        record = self.record("")
        known: dict[str, str] = dict(record.facts.get("sheets") or {})
        if (who := known.get(str(number))) is not None:
            return who
        called = texts.clean(name) or texts.say("paper.number", self.lang, number=number)
        listed = [one.id for one in record.participants if roll.same(one.name, called)]
        if not listed and not role:
            raise InputError(texts.say("desk.sheet_role", self.lang))
        who = listed[0] if len(listed) == 1 else self.add_person(called, role, channel="paper")
        self.set(sheets={**known, str(number): who})
        return who
