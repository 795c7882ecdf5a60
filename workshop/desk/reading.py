"""Reading a workshop: its record, tables, charts and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from workshop import figures, messages, texts
from workshop.agenda import Content
from workshop.desk import hazards, imports, results, tables, weighing
from workshop.desk.client import Client
from workshop.desk.imports import Imported
from workshop.desk.papers import Papers
from workshop.errors import InputError, RoundNotOpen
from workshop.model import Record, Result, Round

if TYPE_CHECKING:
    import pandas as pd


class Reading:
    """This is the half of a workshop that changes nothing."""

    client: Client
    content: Content
    lang: str

    if TYPE_CHECKING:

        def bank(self, record: Record | None = None, *, afresh: bool = False) -> Content: ...

    def record(self, question: str | None = None) -> Record:
        """Everything said so far, but the ballots of a round that is open; ballots of one question only if named."""
        return msgspec.convert(self.client.ask(messages.ReadRecord, question=question), Record)

    def ideas(self, question: str | None = None) -> pd.DataFrame:
        """Ideas as a table, those of one question if given; an open round's stay private."""
        return tables.ideas(self.record(), question)

    @property
    def decisions(self) -> pd.DataFrame:
        """All decisions as a table."""
        record = self.record()
        return tables.decisions(record, self.bank(record), self.lang)

    @property
    def people(self) -> pd.DataFrame:
        """The attendance list as a table."""
        return tables.people(self.record(), self.content, self.lang)

    @property
    def risks(self) -> pd.DataFrame:
        """The scored risks as a table."""
        return tables.risks(dict(results.scores(self.record())), self.content, self.lang)

    @property
    def platforms(self) -> pd.DataFrame:
        """The platforms of the data as a table, every number with its source."""
        return tables.platforms(self.content, self.lang)

    @property
    def journal(self) -> pd.DataFrame:
        """The facilitator's acts as a table."""
        return tables.journal(self.record())

    def risk_chart(self, only: Iterable[str] | None = None) -> dict[str, Any]:
        """What to draw for the risks scored so far."""
        record = self.record()
        catalogue = results.catalogue(record, self.content)
        scores = results.scores(record)
        wanted = [s for id, s in scores.items() if id in catalogue and (only is None or id in only)]
        return figures.risk_chart(wanted, catalogue)

    def ballots(self, question: str) -> pd.DataFrame:
        """The answers of the last ballot or guess of this question (or of a round, by its id), without names.

        Of a ballot, `to_csv(path, index=False)` makes the file for `python -m workshop tally`. InputError where
        answers are a yes, a no or words: their counts are the whole result.
        """
        record = self.record()
        known = [r for r in record.rounds if question in (r.id, r.question) and r.state in results.COUNTED]
        for round in reversed(known):
            if round.kind == "guess":
                return tables.guessed(record, round)
            if round.kind == "ballot" and round.rule in tables.ONE_EACH | tables.MARKED:
                return tables.ballots(record, round)
        raise InputError(texts.say("room.none_to_count", self.lang, question=question))

    def compare(self, question: str) -> pd.DataFrame:
        """The last ranked or scored ballot of this question under every rule that can read it."""
        round, found = self.under_other_rules(question)
        return weighing.rules_table(found, {o.id: texts.pick(o.label, self.lang) for o in round.options}, self.lang)

    def compare_file(self, path: str | Path, rule: str = "irv") -> pd.DataFrame:
        """Ballots of a file under every rule that can read them."""
        round, found = weighing.of_file(Path(path), rule)
        return weighing.rules_table(found, {o.id: o.id for o in round.options}, self.lang)

    def under_other_rules(self, question: str) -> tuple[Round, Mapping[str, Result]]:
        """The last ballot that several rules can read, and what each makes of it."""
        record = self.record(question)
        closed = [r for r in record.rounds if r.question == question and r.state in results.COUNTED]
        for round in reversed(closed):
            if found := weighing.compared(record, round):
                return round, found
        raise InputError(texts.say("room.one_rule", self.lang, question=question))

    def agreement(self, question: str) -> pd.DataFrame:
        """How far people agree on each option of the last ballot; `attrs["kendall_w"]` for rankings."""
        record, round = self._last(question)
        return weighing.spread_table(record, round, self.lang)

    def by_role(self, question: str) -> pd.DataFrame:
        """Answers by role, without rows where they would give somebody away."""
        record, round = self._last(question)
        return weighing.role_table(record, round, self.lang)

    def shift(self, question: str) -> pd.DataFrame:
        """Support before and after the discussion, where the last ballot was cast twice."""
        record, round = self._last(question)
        before = results.before(record, round)
        return weighing.shift_table(record, before, round, self.lang)

    def _last(self, question: str) -> tuple[Record, Round]:
        record = self.record(question)
        round = results.latest(record, question)
        if round is None:
            raise RoundNotOpen(question)
        return record, round

    @property
    def register(self) -> pd.DataFrame:
        """The decisions that stand, in full, each with how often it was amended."""
        record = self.record()
        return tables.register(record, self.bank(record), self.lang)

    @property
    def risk_register(self) -> pd.DataFrame:
        """Every risk with its place, treatment, owner, clauses and acceptance."""
        return hazards.table(self.record(), self.content, self.lang)

    @property
    def imports(self) -> list[str]:
        """The names of the conversations brought in."""
        return imports.names(self.client.folder)

    def imported(self, name: str) -> Imported:
        """A conversation brought in before: its tables and its chart."""
        return imports.read(self.client.folder, name)

    @property
    def papers(self) -> Papers:
        """The documents of this workshop as it stands."""
        return Papers(self.record(), self.content, self.lang)

    def policy(self, today: date | None = None) -> dict[str, Any]:
        """The policy as a notebook."""
        return self.papers.policy(today or date.today())

    def minutes(self, today: date | None = None) -> dict[str, Any]:
        """The minutes as a notebook."""
        return self.papers.minutes(today or date.today())

    def export(
        self, formats: Sequence[str] = ("html", "pdf"), out: str | Path | None = None, today: date | None = None
    ) -> list[Path]:
        """Write policy and minutes under `out` (default exports/<workshop>/ of the checkout); the files written."""
        return self.papers.write(self.place(out), formats, today or date.today())

    def place(self, out: str | Path | None = None) -> Path:
        """Where files are written: `out`, else exports/<workshop>/ of the checkout."""
        return Path(out) if out else texts.DATA.parent / "exports" / self.client.folder.name
