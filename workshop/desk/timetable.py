"""The agenda against the clock: which part is on, what is left, when it ends, and what could be shortened.

Pure: the room keeps when parts began, how long they may last now and what moved to the consent list
(fact `timetable`: {agenda, started: {part: at}, minutes: {part: minutes}, moved: [question]}).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Literal

from workshop.agenda import Agenda, Content
from workshop.agenda import Sequence as Part
from workshop.model import QuestionId

LEAST = 5  # minutes: no part goes below
SLACK = 2.0  # minutes late that are not worth a word
State = Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the agenda: when it began (seconds since 1970) and when it is to end as things stand."""

    part: Part
    state: State
    started: float | None
    ends: float | None


@dataclass(frozen=True, slots=True)
class Timetable:
    """The agenda at a moment: when the whole was `planned` to end and when it `ends` now; None before it began."""

    pieces: tuple[Piece, ...]
    now: float
    planned: float | None
    ends: float | None

    @property
    def current(self) -> Piece | None:
        """The part that is on."""
        return next((one for one in self.pieces if one.state == "now"), None)

    @property
    def coming(self) -> list[Part]:
        """The parts to come that still have time."""
        return [one.part for one in self.pieces if one.state == "next" and one.part.minutes]

    @property
    def late(self) -> float:
        """Minutes that the whole would run over; 0 if it would not."""
        return max(0.0, (self.ends - self.planned) / 60) if self.ends and self.planned else 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """A proposal: this part lasts `minutes` from now on, which wins `won`; `moved` go to the consent list."""

    part: str
    minutes: int
    won: int
    moved: tuple[QuestionId, ...] = ()


def written(facts: Mapping[str, Any], content: Content) -> Agenda:
    """The agenda that notebook 0 chose, else the first there is, as the data has it."""
    return content.agendas.get(str(facts.get("agenda")), next(iter(content.agendas.values())))


def agenda_of(facts: Mapping[str, Any], content: Content) -> Agenda:
    """The workshop's agenda as it stands now."""
    return adapted(written(facts, content), facts.get("timetable"))


def part_of(name: str, content: Content, facts: Mapping[str, Any]) -> Part | None:
    """The part of the agenda with this id, or that asks this question; parts of other agendas by their id."""
    agenda = agenda_of(facts, content)
    asked = (one for one in agenda.sequences if name in one.questions and not one.takes_rest)
    named = (one for every in (agenda, *content.agendas.values()) for one in every.sequences if one.id == name)
    return next(asked, next(named, None))


def adapted(agenda: Agenda, kept: Mapping[str, Any] | None) -> Agenda:
    """The agenda as shortened: its parts' minutes, and the questions that moved to the consent list."""
    if not kept or kept.get("agenda") != agenda.id:
        return agenda
    minutes, moved = kept.get("minutes") or {}, tuple(kept.get("moved") or ())
    parts = []
    for one in agenda.sequences:
        own = tuple(q for q in one.questions if q not in moved)
        parts.append(
            replace(
                one, minutes=minutes.get(one.id, one.minutes), questions=(*own, *moved) if one.takes_rest else own
            )
        )
    return replace(agenda, sequences=tuple(parts))


def timetable(agenda: Agenda, kept: Mapping[str, Any] | None, now: float) -> Timetable:
    """Where the (adapted) agenda stands at `now`: the part begun last is on; those before it are done."""
    begun: Mapping[str, float] = (kept or {}).get("started") or {} if (kept or {}).get("agenda") == agenda.id else {}
    on = next(reversed(list(begun)), None)  # the last said, whatever the clock was set to
    place = next((n for n, one in enumerate(agenda.sequences) if one.id == on), -1)
    pieces, end = [], None
    for n, one in enumerate(agenda.sequences):
        state: State = "now" if n == place else "done" if n < place or one.id in begun else "next"
        over = begun[one.id] + 60 * one.minutes if n == place else None
        if over is not None:
            end = max(now, over)
        elif state == "next" and end is not None:
            end += 60 * one.minutes
        pieces.append(Piece(one, state, begun.get(one.id), over if over else end if state == "next" else None))
    planned = min(begun.values()) + 60 * agenda.minutes if begun else None
    return Timetable(tuple(pieces), now, planned, end)


def shortened(table: Timetable, content: Content, decided: Collection[QuestionId] = ()) -> list[Cut]:
    """What to shorten so that the whole ends as planned, the least painful first; all there is if it cannot.

    Questions of the second tier go to the consent list while it is still to come; then the parts with the most room
    give time, never below five minutes, and a vote on a question of the first tier never below its method's minimum.
    """
    need = table.late
    if need <= SLACK:
        return []
    cuts = {}
    for part in _movable(table, content, decided):
        if need <= 0:
            break
        cuts[part.id] = Cut(part.id, 0, part.minutes, tuple(q for q in part.questions if q not in decided))
        need -= part.minutes
    rest = [one for one in table.coming if one.id not in cuts]
    for part in sorted(rest, key=lambda one: least(one, content) - one.minutes):
        won = min(part.minutes - least(part, content), -int(-need // 1))
        if need > 0 and won > 0:
            cuts[part.id] = Cut(part.id, part.minutes - won, won)
            need -= won
    return [cuts[one.id] for one in table.coming if one.id in cuts]


def _movable(table: Timetable, content: Content, decided: Collection[QuestionId]) -> Sequence[Part]:
    """Parts before the consent list whose open questions are all of the second tier, the longest first."""
    coming = table.coming
    end = next((n for n, one in enumerate(coming) if one.takes_rest), 0)
    found = []
    for part in coming[:end]:
        open_ = [q for q in part.questions if q not in decided]
        if open_ and all(content.questions[q].tier > 1 for q in open_):
            found.append(part)
    return sorted(found, key=lambda one: -one.minutes)


def least(part: Part, content: Content) -> int:
    """The fewest minutes of a part: five, and for votes of the first tier what their method asks for."""
    voted = part.activity in ("ballot", "consent") and not part.takes_rest
    if voted and any(content.questions[q].tier == 1 for q in part.questions):
        seconds = part.times * sum(step.seconds for step in content.methods[part.method].steps)
        return min(part.minutes, max(LEAST, -(-seconds // 60)))
    return min(part.minutes, LEAST)


def applied(agenda: Agenda, kept: Mapping[str, Any] | None, cuts: Sequence[Cut]) -> dict[str, Any]:
    """The fact `timetable` after these cuts."""
    old = begun(agenda, kept)
    minutes = {**old["minutes"], **{one.part: one.minutes for one in cuts}}
    return {**old, "minutes": minutes, "moved": [*old["moved"], *(q for one in cuts for q in one.moved)]}


def begun(agenda: Agenda, kept: Mapping[str, Any] | None, part: str | None = None, at: float = 0.0) -> dict[str, Any]:
    """The fact `timetable` of this agenda, with `part` begun at that time.

    Who goes back to a part that had begun finds its clock as it was; what was begun after it is still to come.
    """
    blank: dict[str, Any] = {"agenda": agenda.id, "started": {}, "minutes": {}, "moved": []}
    old = {**blank, **kept} if kept and kept.get("agenda") == agenda.id else blank
    if part is None:
        return old
    earlier = dict(takewhile(lambda one: one[0] != part, old["started"].items()))
    return {**old, "started": {**earlier, part: old["started"].get(part, at)}}


def wire(table: Timetable) -> list[dict[str, Any]]:
    """The agenda as the scene carries it to phones and wall."""
    shown = [one for one in table.pieces if one.part.minutes or one.state != "next"]
    return [
        {"title": dict(one.part.title), "state": one.state, "minutes": one.part.minutes}
        | ({"ends": one.ends} if one.state == "now" and one.ends else {})
        for one in shown
    ]
