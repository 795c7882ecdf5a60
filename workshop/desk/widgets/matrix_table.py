"""A table filled in together in the notebook: rows added and named, cells typed, each saved as soon as it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.agenda import Matrix
from workshop.desk.filling import suggested
from workshop.desk.widgets.frame import Frame
from workshop.desk.widgets.live import Follower, Values, module
from workshop.errors import InputError
from workshop.model import Text
from workshop.policy import matrices, scales

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class MatrixTable(Follower):
    """Topics by channel, or audiences by platform; it follows the room, and never takes away what is being typed."""

    _esm = module("matrix_table")
    view: Any = traitlets.Dict().tag(sync=True)
    told: Any = traitlets.Dict().tag(sync=True)  # what was saved last: {n, text}

    def __init__(self, w: Workshop, matrix: Matrix) -> None:
        self._matrix = matrix
        acts = {"cell": self._cell, "add": self._add, "name": self._name, "drop": self._drop}
        super().__init__(w, f"table {matrix.id}", acts)

    # ---- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        facts, matrix, lang = self.w.facts, self._matrix, self.w.lang
        rows = matrices.rows(facts, matrix.id)
        columns = matrices.columns(facts, self.w.content, matrix)
        taken = {row["id"] for row in rows}
        self.view = {
            "lang": lang,
            "title": self._pick(matrix.title),
            "aim": self._pick(matrix.aim),
            "row": self._pick(matrix.row),
            "mark": self._pick(matrix.mark) if matrix.mark else "",
            "columns": [{"id": id, "label": self._pick(label)} for id, label in columns.items()],
            "rows": [self._row(row) for row in rows],
            "ideas": [self._pick(one.label) for one in matrix.rows if one.id not in taken],
            "cells": {id: [self._pick(t) for t in suggested(matrix, self.w.content, id)] for id in columns},
        }

    def _row(self, row: matrices.Row) -> dict[str, Any]:
        facts = {"who": row.get("by") or "", "time": texts.clock(row["at"], self.w.lang)}
        said = self._say("table_by" if facts["who"] else "table_at", **facts)
        cells = {id: self._pick(text) for id, text in row["cells"].items()}
        return {
            "id": row["id"],
            "name": self._pick(row["name"]),
            "mark": bool(row.get("mark")),
            "cells": cells,
            "said": said,
        }

    def _pick(self, text: Text | str) -> str:
        return text if isinstance(text, str) else texts.pick(text, self.w.lang)

    def _say(self, key: str, **facts: object) -> str:
        return texts.say(f"desk.{key}", self.w.lang, **facts)

    # ---- what is typed ---------------------------------------------------------------------------

    def _tell(self, key: str, **facts: object) -> None:
        """Show what is kept now, and say what was done."""
        self._show()
        self.told = {"n": self.told.get("n", 0) + 1, "text": self._say(key, **facts)}

    def _cell(self, values: Values) -> None:
        row, column, text = (str(values[key]) for key in ("row", "column", "text"))
        self.w.write_cell(self._matrix.id, row, column, text, by=_by(values))
        self._tell("table_saved")

    def _add(self, values: Values) -> None:
        label = str(values.get("label", ""))
        self.w.add_row(self._matrix.id, label, by=_by(values))
        self._tell("table_added", name=texts.clean(label))

    def _name(self, values: Values) -> None:
        row, label, mark = str(values["row"]), str(values["label"]), bool(values["mark"])
        self.w.name_row(self._matrix.id, row, label, mark=mark, by=_by(values))
        self._tell("table_saved")

    def _drop(self, values: Values) -> None:
        self.w.drop_row(self._matrix.id, str(values["row"]))
        self._tell("table_dropped")


def _by(values: Values) -> str:
    return str(values.get("by", ""))


def scale(w: Workshop, name: str) -> Frame:
    """Where the room stands on a scale, and the nearest option of each question that it feeds, as words."""
    known = w.content.scales
    if name not in known:
        raise InputError(texts.say("desk.scale_unknown", w.lang, name=name, known=", ".join(known)))
    found = scales.standing(w.record(), known[name])
    title = f"**{texts.pick(known[name].prompt, w.lang)}**"
    if found is None:
        return Frame([title, "", texts.say("desk.scale_none", w.lang)])
    _, *rows = scales.table([found], w.content, w.lang)
    lines = [texts.say("frame.line", w.lang, title=title, status=option) for title, option in rows]
    note = texts.say("desk.scale_note", w.lang)
    return Frame([title, "", *map(texts.markdown, scales.stands(found, w.lang)), "", *lines, "", note])
