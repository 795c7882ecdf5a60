"""The facilitator's one object.

w = Workshop.attach()
w.open("spokesperson", minutes=5)
w.close(); w.reveal()
w.decide("spokesperson", "list", owner="Communications")
w.export()
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from workshop import agenda, figures, messages, texts
from workshop.desk import asked, hazards, imports, launch, lineage, results, scenarios
from workshop.desk.asking import Asking
from workshop.desk.attending import Attending
from workshop.desk.client import Client
from workshop.desk.concluding import Concluding
from workshop.desk.filling import Filling
from workshop.desk.gathering import Gathering
from workshop.desk.imports import Imported
from workshop.desk.notebook import plain_refusals
from workshop.desk.opening import Opening
from workshop.desk.planning import Planning
from workshop.desk.reading import Reading
from workshop.desk.said import cleaned
from workshop.desk.showing import Showing
from workshop.errors import InputError, RoundNotOpen, RoundOpen
from workshop.model import Option, Question, Record, Result, Round, Text


class Workshop(Asking, Attending, Concluding, Filling, Gathering, Planning, Reading, Showing):
    """This is a workshop seen from the desk: verbs that return when the room has answered."""

    _attached: ClassVar[dict[Path, Workshop]] = {}

    def __init__(self, client: Client, content: agenda.Content, lang: str) -> None:
        self.client, self.content, self.lang = client, content, lang
        self.shown: dict[str, Any] = {}  # widgets by name, so that a cell run again closes the old one
        self.typed: dict[str, Any] = {}  # sheets of paper typed in, by round

    @classmethod
    def attach(cls, data: str | Path | None = None, *, start: bool = False, lang: str | None = None) -> Workshop:
        """The workshop of `data` (else WORKSHOP_DATA, else workshops/current), its room running.

        With `start` a room is started if there is none; otherwise NoRoom says what to do.
        """
        folder = launch.folder(data)
        plain_refusals(lang or os.environ.get("WORKSHOP_LANG", "fr"))
        if (found := cls._attached.get(folder)) is not None and found.client.connected:
            return found
        if start and not launch.running(folder):
            launch.start_room(folder)
        client = Client(folder, lang or os.environ.get("WORKSHOP_LANG", "fr"))
        client.start()
        assert client.state
        spoken = lang or os.environ.get("WORKSHOP_LANG") or str(client.state.facts.get("lang", "fr"))
        workshop = cls._attached[folder] = cls(client, agenda.load(), spoken)
        return workshop

    def __repr__(self) -> str:
        state = self.client.state
        assert state
        here = texts.say("room.attached", self.lang, code=state.invitation.code, count=state.crowd.present)
        return here if self.client.connected else texts.say("errors.no_room", self.lang, data=self.client.folder)

    def detach(self) -> None:
        """Hang up; the room goes on."""
        self._attached.pop(self.client.folder, None)
        self.client.stop()

    # ---- rounds --------------------------------------------------------------------------------

    def open(
        self,
        question: str,
        rule: str | None = None,
        *,
        kind: str = "ballot",
        minutes: float | None = None,
        close_by_itself: bool = False,
        threshold: float | None = None,
        quorum: int | None = None,
        secret: bool = False,
        title: str | Text | None = None,
        proposal: str | None = None,
        options: Sequence[Option] | None = None,
        reason: str | None = None,
        afresh: bool = False,
        **more: Any,
    ) -> Round:
        """Open a round on every phone; RoundOpen if another is open.

        A ballot on a question with more than two options is indicative until it has a proposal; then it adopts.
        With `afresh` it is indicative again.
        `title` replaces the prompt (ideas need one unless `question` is of the bank); `options` those of the bank.
        `more` are further fields of `messages.OpenRound`: weights, most, ranges, aim, before, … For ideas a `format`
        brings its steps, as long as the agenda says; with them `starters` and `suggest`.
        """
        if secret:
            raise InputError(texts.say("room.no_secret", self.lang))
        fields = self.drafted(
            question,
            rule,
            kind=kind,
            minutes=minutes,
            close_by_itself=close_by_itself,
            threshold=threshold,
            quorum=quorum,
            title=title,
            proposal=proposal,
            options=options,
            reason=reason,
            afresh=afresh,
            **more,
        )
        return self._round(self.client.ask(messages.OpenRound, **fields))

    def drafted(self, question: str, rule: str | None = None, **said: Any) -> dict[str, Any]:
        """The fields of the round that `open` would open with the same arguments."""
        if said.get("kind", "ballot") == "ballot" and (usual := self.usual(question)):
            said = {**usual, **{k: v for k, v in said.items() if v is not None and k != "kind"}}
            rule = rule or said.pop("rule", None)
        record = self.record(question)
        kind, quorum, afresh = said.pop("kind", "ballot"), said.pop("quorum", None), said.pop("afresh", False)
        opening = Opening(self.bank(record, afresh=afresh), self.lang, question, said.pop("options", None))
        known = None if afresh else results.proposal(record, question)
        shape = opening.shape(kind, rule, said.pop("proposal", None) or known, self.unsettled(record=record))
        prompt, minutes = opening.prompt(said.pop("title", None)), said.pop("minutes", None)
        fields = {"kind": kind, "question": question, "prompt": prompt, "quorum": quorum or self.facts.get("quorum")}
        if question == scenarios.PLAN and kind in ("ballot", "consent"):
            said = {"chart": self.plans_drawn(record, shape.get("proposal"), afresh=afresh), **said}
        return {**fields, **shape, **self.formatted(question, minutes, said)}

    def close(self) -> Round:
        """Close the open round; RoundNotOpen if there is none."""
        return self._round(self.client.ask(messages.CloseRound))

    def reveal(self, round: str = "") -> Result | None:
        """Show everybody the result of the round just closed, or of this one; None for ideas, estimates and guesses.

        Ideas may be revealed again, now under their themes.
        """
        closed = [r for r in self.record("").rounds if r.state in results.COUNTED and round in ("", r.id)]
        if not closed:
            raise RoundNotOpen(round)
        found, finding, chart = self._found(self.record(closed[-1].question), closed[-1])
        self.client.ask(messages.RevealRound, round=closed[-1].id, finding=dict(finding), chart=chart)
        return found

    def _found(self, record: Record, round: Round) -> tuple[Result | None, Text, dict[str, Any] | None]:
        if round.kind == "ideas":
            count = sum(i.round == round.id and i.live for i in record.ideas)
            key = "room.idea" if count == 1 else "room.ideas"
            finding = {lang: texts.say(key, lang, count=count) for lang in texts.LANGS}
            return None, finding, {"kind": "ideas", "rows": lineage.shown(record, round.id)}
        if round.kind == "estimate":
            chart = hazards.chart(record, self.content, round)
            return None, chart["finding"], chart
        found = None if round.kind == "guess" else results.result(record, round)
        if found is None or asked.drawn(round):
            chart = asked.chart(record, round)
            return found, chart["finding"], chart
        return found, figures.finding(round, found), figures.chart(round, found)

    def pick(self, question: str, option: str) -> None:
        """The facilitator settles a tie: this option becomes the proposal, and the journal says so."""
        self.note("pick", question=question, option=option)

    def tally(self, question: str) -> Result:
        """The result of the last closed ballot of this question; RoundOpen while people still answer."""
        record = self.record(question)
        if any(r.question == question and r.state == "open" for r in record.rounds):
            raise RoundOpen(title=Opening(self.content, self.lang, question).prompt(question)[self.lang])
        round = results.latest(record, question)
        if round is None or round.kind == "estimate":
            raise RoundNotOpen(question)
        return results.result(record, round)

    def results(self) -> Mapping[str, Result]:
        """The results of all closed ballots by round."""
        return results.results(self.record())

    def unsettled(self, tier: int | None = None, *, record: Record | None = None) -> list[Question]:
        """The questions without a decision, those of one tier if given."""
        settled = {d.question for d in (record or self.record("")).decisions}
        return [
            q for q in self.content.questions.values() if q.id not in settled and (tier is None or q.tier == tier)
        ]

    def add_time(self, seconds: float) -> None:
        """Give the open round more time on its clock."""
        self.client.ask(messages.SetClock, add=seconds)

    def pause(self, paused: bool = True) -> None:
        """Stop the clock of the open round, or let it run again."""
        self.client.ask(messages.SetClock, paused=paused)

    def _round(self, value: Any) -> Round:
        return msgspec.convert(value, Round)

    # ---- facts and scene ----------------------------------------------------------------------

    @property
    def facts(self) -> Mapping[str, Any]:
        """The workshop's facts: title, organisation, retention, roles, quorum, …"""
        assert self.client.state
        return self.client.state.facts

    def set(self, **facts: Any) -> None:
        """Set facts of the workshop: organisation, title, retention, quorum, roles, agenda, …"""
        self.client.ask(messages.SetFacts, facts=facts)

    def scene(self, stage: str, question: Mapping[str, Any] | str | None = None, agenda: Any = None) -> None:
        """Move everybody to a stage of a question (its id, or {id, prompt}), or to the lobby with None."""
        shown = question
        if isinstance(question, str):
            shown = {"id": question, "prompt": Opening(self.content, self.lang, question).prompt()}
        self.client.ask(messages.SetScene, stage=stage, question=shown, agenda=agenda)

    def group(self, themes: Mapping[str, str | None]) -> None:
        """Put ideas into themes; earlier groupings are kept, the latest counts."""
        self.client.ask(messages.GroupIdeas, round="", themes={k: cleaned(v) for k, v in themes.items()})

    def note(self, act: str, **payload: Any) -> None:
        """One more act for the journal."""
        self.client.ask(messages.Note, act=act, payload=payload)

    # ---- what is brought in -----------------------------------------------------------------------

    def bring_in(self, folder: str | Path) -> Imported:
        """Keep a Polis export with the workshop; the journal says what was brought in."""
        kept, digests = imports.keep(Path(folder), self.client.folder)
        self.note("import", kind="polis", name=kept.name, files=digests)
        return kept
