"""Tables that the room fills in together: topics by channel, audiences by platform. Saved cell by cell, with who."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.agenda import Content, Matrix
from workshop.errors import InputError
from workshop.model import Record, Text
from workshop.policy import matrices

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS, MOST_CELL, MOST_NAME = 60, 600, 120
PATIENCE = 5.0  # seconds until what was kept comes back from the room
Rows = list[dict[str, Any]]


class Filling:
    """This is the part of a workshop that keeps tables. `by` is who says it: a name, a role or a group."""

    content: Content
    lang: str

    if TYPE_CHECKING:

        @property
        def facts(self) -> Mapping[str, Any]: ...
        def record(self, question: str | None = None) -> Record: ...
        def set(self, **facts: Any) -> None: ...

    def matrix(self, name: str) -> Matrix:
        """The table of this name; InputError says which there are."""
        if name not in self.content.tables:
            known = ", ".join(self.content.tables)
            raise InputError(texts.say("desk.table_unknown", self.lang, name=name, known=known))
        return self.content.tables[name]

    def filled(self, name: str) -> pd.DataFrame:
        """The table as it stands: a row a topic or an audience, a column a channel."""
        import pandas as pd

        facts, matrix = self.record("").facts, self.matrix(name)
        heads = matrices.columns(facts, self.content, matrix)
        rows = [
            {texts.pick(heads[id], self.lang): _word(row["cells"].get(id, ""), self.lang) for id in heads}
            for row in matrices.rows(facts, name)
        ]
        names = [_word(row["name"], self.lang) for row in matrices.rows(facts, name)]
        index = pd.Index(names, name=texts.pick(matrix.row, self.lang))
        return pd.DataFrame(rows, index=index, columns=[texts.pick(one, self.lang) for one in heads.values()])

    def add_row(
        self, name: str, label: str, *, mark: bool | None = None, by: str = "", cells: Mapping[str, str] = {}
    ) -> str:
        """One more row, by the id of a suggestion or in words of one's own, with what its cells say; its id."""
        matrix, record = self.matrix(name), self.record("")
        rows = _copied(record.facts, name)
        known = next((one for one in matrix.rows if label in (one.id, *one.label.values())), None)
        words = known.label if known else self._row_name(label)
        self._alone(rows, words, None)
        if len(rows) >= MOST_ROWS:
            raise InputError(texts.say("desk.table_full", self.lang, most=MOST_ROWS))
        taken = {row["id"] for row in rows}
        id = known.id if known and known.id not in taken else _free(taken)
        flag = mark if mark is not None else bool(known and known.mark)
        said = {column: self._cell(record, matrix, column, text) for column, text in cells.items()}
        rows.append({"id": id, "name": words, "mark": flag, "cells": said, **_signed(record, by)})
        self._table_kept(record.facts, name, rows)
        return id

    def write_cell(self, name: str, row: str, column: str, text: str, *, by: str = "") -> None:
        """What a cell says; nothing takes it out."""
        matrix, record = self.matrix(name), self.record("")
        words = self._cell(record, matrix, column, text)
        found = self._table_row(record.facts, name, row)
        found[1]["cells"][column] = words
        found[1].update(_signed(record, by))
        self._table_kept(record.facts, name, found[0])

    def name_row(self, name: str, row: str, label: str, *, mark: bool | None = None, by: str = "") -> None:
        """Another name for a row, and whether it is flagged."""
        record = self.record("")
        rows, found = self._table_row(record.facts, name, row)
        if label != _word(found["name"], self.lang):
            found["name"] = self._row_name(label)
            self._alone(rows, found["name"], row)
        found.update({"mark": found["mark"] if mark is None else mark, **_signed(record, by)})
        self._table_kept(record.facts, name, rows)

    def drop_row(self, name: str, row: str) -> None:
        """Take a row out; the journal keeps what it said."""
        record = self.record("")
        rows, found = self._table_row(record.facts, name, row)
        self._table_kept(record.facts, name, [one for one in rows if one is not found])

    # ---- what is typed ---------------------------------------------------------------------------

    def _table_row(self, facts: Mapping[str, Any], name: str, row: str) -> tuple[Rows, dict[str, Any]]:
        self.matrix(name)
        rows = _copied(facts, name)
        found = next((one for one in rows if one["id"] == row), None)
        if found is None:
            raise InputError(texts.say("desk.table_no_row", self.lang))
        return rows, found

    def _cell(self, record: Record, matrix: Matrix, column: str, text: str) -> Text | str:
        if column not in matrices.columns(record.facts, self.content, matrix):
            raise InputError(texts.say("desk.table_no_column", self.lang, name=column))
        return ours(matrix, self.content, column, self._table_words(text, MOST_CELL))

    def _row_name(self, label: str) -> str:
        if not (words := self._table_words(label, MOST_NAME)):
            raise InputError(texts.say("desk.table_no_name", self.lang))
        return words

    def _table_words(self, text: str, most: int) -> str:
        try:
            words = texts.clean(text)
        except ValueError:
            raise InputError(texts.say("desk.table_not_text", self.lang)) from None
        if len(words) > most:
            raise InputError(texts.say("desk.table_long", self.lang, most=most, count=len(words)))
        return words

    def _alone(self, rows: Rows, words: Text | str, but: str | None) -> None:
        """No two rows of one name."""
        said = _word(words, self.lang).casefold()
        if any(_word(one["name"], self.lang).casefold() == said for one in rows if one["id"] != but):
            raise InputError(texts.say("desk.table_twice", self.lang, name=_word(words, self.lang)))

    def _table_kept(self, facts: Mapping[str, Any], name: str, rows: Rows) -> None:
        """Set the fact, and wait until the room's push has brought it: whoever reads next, reads this."""
        kept = {**(facts.get("tables") or {}), name: {"rows": rows}}
        self.set(tables=kept)
        limit = time.monotonic() + PATIENCE
        while self.facts.get("tables") != kept and time.monotonic() < limit:
            time.sleep(0.01)


def suggested(matrix: Matrix, content: Content, column: str) -> list[Text]:
    """Words to begin a cell from: of the platform first, then those of the table."""
    own = content.platforms[column].netiquette if matrix.netiquette and column in content.platforms else ()
    return [*own, *matrix.cells]


def ours(matrix: Matrix, content: Content, column: str, words: str) -> Text | str:
    """Words of ours keep every language; anything else stays as it was typed."""
    return next((one for one in suggested(matrix, content, column) if words in one.values()), words)


def _copied(facts: Mapping[str, Any], name: str) -> Rows:
    return [{**row, "cells": dict(row["cells"])} for row in matrices.rows(facts, name)]


def _free(taken: set[str]) -> str:
    return next(id for n in range(1, MOST_ROWS + 2) if (id := f"own_{n}") not in taken)


def _signed(record: Record, by: str) -> dict[str, Any]:
    """Who said it, and when: in a rehearsal, whose clock runs ahead of ours, at its last act."""
    at = record.journal[-1].at if record.facts.get("rehearsal") and record.journal else time.time()
    return {"by": texts.clean(by)[:60], "at": at}


def _word(text: Text | str, lang: str) -> str:
    return text if isinstance(text, str) else texts.pick(text, lang)
