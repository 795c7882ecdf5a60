"""The agenda with time left: what is done, what is on, what comes, when it ends, and what could be shortened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk.timetable import Cut, Piece, Timetable
from workshop.desk.widgets.live import Follower, Values, module

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class AgendaWidget(Follower):
    """This shows the parts of the agenda against the clock; one press begins a part, one shortens what comes."""

    _esm = module("agenda")
    table = traitlets.Dict().tag(sync=True)
    told = traitlets.Unicode("").tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)

    def __init__(self, w: Workshop) -> None:
        acts = {"start": self._start, "shorten": self._shorten, "tick": lambda _values: self._show()}
        super().__init__(w, "agenda", acts, lang=w.lang)

    def _heard(self) -> None:
        """Only what touches the plan is worth a new table."""
        if not self.w.client.connected or self.link or self._kept != self._plan():
            super()._heard()

    def _plan(self) -> tuple[Any, Any]:
        return self.w.facts.get("timetable"), self.w.facts.get("agenda")

    def _show(self) -> None:
        self._kept = self._plan()
        self.table = shown(self.w.timetable, self.w.shortenings(), self._lang)

    def _start(self, values: Values) -> None:
        table = self.w.start_part(str(values["part"]))
        self.table = shown(table, self.w.shortenings(), self._lang)
        self.told = self.table["on"]

    def _shorten(self, _values: Values) -> None:
        cuts = self.w.shortenings()
        table = self.w.shorten(cuts)
        self.table = shown(table, self.w.shortenings(), self._lang)
        self.told = texts.say("desk.agenda_shortened", self._lang, count=sum(one.won for one in cuts))


def shown(table: Timetable, cuts: Sequence[Cut], lang: str) -> dict[str, Any]:
    """The timetable in words; `left` are seconds of the part that is on, which the screen counts down."""
    on = table.current
    names = {one.part.id: texts.pick(one.part.title, lang) for one in table.pieces}
    words = {"name": names[on.part.id], "minutes": on.part.minutes} if on else {}
    return {
        "on": texts.say("desk.agenda_on" if on else "desk.agenda_off", lang, **words),
        "left": round(on.ends - table.now) if on and on.ends else None,
        "whole": _whole(table, lang),
        "parts": [_part(one, lang) for one in table.pieces],
        "cuts": [_cut(one, names, lang) for one in cuts],
        "cuts_title": _late(table, cuts, lang) if cuts else "",
    }


def _whole(table: Timetable, lang: str) -> str:
    """When the whole ends, against when it was to end."""
    if table.ends is None or table.planned is None:
        total = sum(one.part.minutes for one in table.pieces)
        return texts.say("desk.agenda_total", lang, count=total)
    times = {"ends": texts.clock(table.ends, lang), "planned": texts.clock(table.planned, lang)}
    return texts.say("desk.agenda_ends", lang, left=max(0, round((table.ends - table.now) / 60)), **times)


def _part(piece: Piece, lang: str) -> dict[str, Any]:
    """One part: its name, its state in words, its minutes and when it ends."""
    part = piece.part
    moved = piece.state == "next" and not part.minutes
    note = (
        texts.say("desk.agenda_moved", lang) if moved else texts.say("desk.agenda_minutes", lang, count=part.minutes)
    )
    ends = (
        texts.say("desk.agenda_until", lang, time=texts.clock(piece.ends, lang)) if piece.ends and not moved else ""
    )
    return {
        "id": part.id,
        "title": texts.pick(part.title, lang),
        "state": piece.state,
        "words": texts.say(f"desk.agenda_{piece.state}", lang),
        "note": " · ".join(filter(None, [note, _notebook(piece, lang), ends])),
        "start": piece.state == "next" and not moved,
        "back": piece.state == "done",
    }


def _notebook(piece: Piece, lang: str) -> str:
    """Where it is led from; a break is led from nowhere."""
    part = piece.part
    return "" if part.activity == "break" else texts.say("desk.agenda_notebook", lang, number=part.notebook)


def _late(table: Timetable, cuts: Sequence[Cut], lang: str) -> str:
    late, won = round(table.late), sum(one.won for one in cuts)
    return texts.say("desk.agenda_late", lang, late=late, won=won)


def _cut(cut: Cut, names: dict[str, str], lang: str) -> str:
    if cut.moved:
        key = "desk.agenda_move_one" if len(cut.moved) == 1 else "desk.agenda_move"
        return texts.say(key, lang, name=names[cut.part], won=cut.won, count=len(cut.moved))
    return texts.say("desk.agenda_cut", lang, name=names[cut.part], minutes=cut.minutes, won=cut.won)
