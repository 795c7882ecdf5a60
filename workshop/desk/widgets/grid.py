"""Sheets of paper typed in: one row a sheet, each recorded as soon as it is complete."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk import typed
from workshop.desk.widgets.live import Follower, Values, module, sentence
from workshop.errors import InputError, WorkshopError
from workshop.messages import CastBallot, EditIdea, WithdrawIdea, WriteIdea
from workshop.model import Record, Round

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

NARROW = 6  # cells that still fit beside each other
LONG = {"text", "lines"}


@dataclass(slots=True)
class Pile:
    """The sheets typed in for one round: what is in their cells, from which row, and under which keys it was said."""

    cells: dict[int, dict[str, Any]] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    ideas: dict[int, list[tuple[str, str]]] = field(default_factory=dict)  # id and text, line by line
    said: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    def key(self, number: int, line: int, content: str) -> str:
        """One key for one wording: sent again, it is the same answer; changed, it is a new one."""
        kept = self.said.get((number, line))
        if kept is None or kept[0] != content:
            kept = self.said[number, line] = (content, secrets.token_hex(16))
        return kept[1]


class GridWidget(Follower):
    """A table for the round that is open; a wrong row says why in its place, and is corrected until closing."""

    _esm = module("grid")
    ask: Any = traitlets.Dict().tag(sync=True)
    sheets: Any = traitlets.List().tag(sync=True)
    told: Any = traitlets.Dict().tag(sync=True)
    roles: Any = traitlets.List().tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)

    def __init__(self, w: Workshop, *, name: str = "grid") -> None:
        self._round: Round | None = None
        super().__init__(w, name, {"row": self._row}, lang=w.lang)

    # ---- what is open --------------------------------------------------------------------------

    def _show(self) -> None:
        state = self.w.client.state
        assert state is not None
        shown = state.scene.round
        open = shown is not None and shown["state"] == "open"
        if open and shown and (self._round is None or self._round.id != shown["id"]):
            record = self.w.record("")
            self._begin(next(r for r in record.rounds if r.id == shown["id"]), record)
        self.ask = {**self.ask, "open": open and shown is not None and shown["id"] == self.ask.get("id")}

    def _begin(self, round: Round, record: Record) -> None:
        """A new round: its cells, and a row for every sheet known from before."""
        self._round, cells = round, typed.cells(round, self.lang)
        voting = round.kind != "ideas"
        known = record.facts.get("roles") or []
        with self.hold_sync():
            self.roles = [
                {"id": r["id"], "label": texts.pick(r["label"], self.lang)}
                for r in known
                if r.get("votes", True) or not voting
            ]
            self.sheets, self.told = self._known(record), {}
            wide = len(cells) > NARROW or any(one["type"] in LONG for one in cells)
            title = texts.say("desk.grid_title", self.lang, title=texts.pick(round.prompt, self.lang))
            self.ask = {"id": round.id, "title": title, "cells": cells, "wide": wide, "open": True}

    def _known(self, record: Record) -> list[dict[str, Any]]:
        people = {one.id: one for one in record.participants}
        pile = self._pile
        rows = []
        for number, who in sorted((int(n), who) for n, who in (record.facts.get("sheets") or {}).items()):
            row: dict[str, Any] = {
                "row": f"s{number}",
                "number": number,
                "name": people[who].name,
                "role": people[who].role,
            }
            pile.rows[number] = row["row"] if number in pile.cells else pile.rows.get(number, "")
            rows.append({**row, "cells": pile.cells.get(number, {}), "recorded": number in pile.cells})
        return rows

    @property
    def _pile(self) -> Pile:
        assert self._round is not None
        pile: Pile = self.w.typed.setdefault(self._round.id, Pile())
        return pile

    # ---- what is typed -------------------------------------------------------------------------

    def _row(self, values: Values) -> None:
        """Record one row; what is wrong with it is said in the row."""
        try:
            number = self._record(values)
        except WorkshopError as problem:
            self._tell(values, "wrong", sentence(problem, self.lang))
        else:
            self._tell(values, "recorded", texts.say("desk.grid_recorded", self.lang, number=number))

    def _tell(self, values: Values, state: str, text: str) -> None:
        row = {"state": state, "text": text, "serial": values.get("serial")}
        self.told = {**self.told, str(values["row"]): row}

    def _record(self, values: Values) -> int:
        if self._round is None:
            raise InputError(texts.say("desk.grid_none", self.lang))
        number, cells, row = self._number(values), dict(values.get("cells") or {}), str(values["row"])
        pile = self._pile
        if pile.rows.get(number) not in (None, "", row):
            raise InputError(texts.say("desk.grid_twice", self.lang, number=number))
        choice = typed.choice(self._round, cells, self.lang)
        who = self.w.sheet_of(number, str(values.get("name") or ""), str(values.get("role") or ""))
        if self._round.kind == "ideas":
            self._write(who, number, choice)
        else:
            key = pile.key(number, 0, repr(choice))
            self.w.speak(who, CastBallot(key, self._round.id, choice, lang=self.lang), channel="paper")
        pile.cells[number], pile.rows[number] = cells, row
        return number

    def _number(self, values: Values) -> int:
        said = str(values.get("number", "")).strip()
        if not (said.isascii() and said.isdigit() and 0 < int(said) < 10_000):
            raise InputError(texts.say("desk.grid_which", self.lang))
        return int(said)

    def _write(self, who: str, number: int, lines: list[str]) -> None:
        """The lines of a sheet as ideas: new ones are written, changed ones edited, those gone withdrawn."""
        assert self._round is not None
        pile, round = self._pile, self._round.id
        kept = pile.ideas.setdefault(number, [])
        for line, text in enumerate(lines):
            key = pile.key(number, line, text)
            if line >= len(kept):
                said = self.w.speak(who, WriteIdea(key, round, text, self.lang), channel="paper")
                kept.append((str(said.idea), text))
            elif kept[line][1] != text:
                self.w.speak(who, EditIdea(key, kept[line][0], text, self.lang), channel="paper")
                kept[line] = (kept[line][0], text)
        while len(kept) > len(lines):
            line = len(kept) - 1
            self.w.speak(who, WithdrawIdea(pile.key(number, line, ""), kept[line][0]), channel="paper")
            kept.pop()
