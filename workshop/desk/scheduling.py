"""The plan as a calendar in words: a week grid, leave and clashes, and the files people take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import scenarios
from workshop.errors import InputError
from workshop.exchange import schedule
from workshop.exchange.dates import YEARS
from workshop.exchange.networks import network
from workshop.exchange.schedule import Planned
from workshop.methods.rhythm import calendar
from workshop.methods.rhythm.calendar import Moment
from workshop.methods.rhythm.nouns import Basis
from workshop.model import Plan, Record, Text

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

MOST_WEEKS = 53
TOOLS = ("metricool", "buffer", "hootsuite")
ADOPTED = "adopted"  # how the adopted plan is called in the list of plans


@dataclass(frozen=True)
class Calendar:
    """This is a plan over some weeks from a Monday, in one language. `labels` name channels."""

    basis: Basis
    plan: Plan
    labels: Mapping[str, Text]
    start: date
    weeks: int
    lang: str

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Every post. EmptySchedule if nothing is staffed."""
        return calendar.moments(self.basis, self.plan, self.start, self.weeks)

    @property
    def channels(self) -> list[str]:
        """The channels with posts, in the order of the basis."""
        return [c.name for c in self.basis.channels if any(m.channel == c.name for m in self.moments)]

    def say(self, key: str, **facts: object) -> str:
        return texts.say(f"calendar.{key}", self.lang, **facts)

    def label(self, channel: str) -> str:
        return texts.pick(self.labels.get(channel, {}), self.lang) or channel

    def called(self, person: int | None) -> str:
        """The person's name, else "Person 2"; "" for nobody."""
        if person is None:
            return ""
        return self.basis.people[person].name or self.say("somebody", number=person + 1)

    def monday(self, number: int) -> date:
        """The first day of the week of this number, from 0."""
        return calendar.monday(self.start) + timedelta(days=7 * number)

    # ---- one week ------------------------------------------------------------------------------

    def grid(self, number: int) -> list[dict[str, Any]]:
        """The days of a week that are staffed or have posts, each with what every channel has on it."""
        first = self.monday(number)
        days = [first + timedelta(days=k) for k in range(7)]
        there = {m.day for m in self.moments} | {d for d in days if d.weekday() < 5}
        return [
            {"day": self.weekday(day), "cells": [self._cell(day, channel) for channel in self.channels]}
            for day in days
            if day in there
        ]

    def weekday(self, day: date) -> str:
        """'lundi 23 novembre'."""
        return f"{texts.say(f'figure.day_{day.weekday()}', self.lang)} {self._short(day)}"

    def _short(self, day: date) -> str:
        return texts.day(day, self.lang).rsplit(" ", 1)[0]

    def _cell(self, day: date, channel: str) -> list[dict[str, Any]]:
        return [self._post(m) for m in self.moments if m.day == day and m.channel == channel]

    def _post(self, moment: Moment) -> dict[str, Any]:
        who = self.called(moment.person)
        said = self.say("as_deputy", person=who) if moment.deputy else who
        return {
            "time": self.clock(moment),
            "who": said if who else self.say("nobody_long"),
            "absent": not who,
            "ready": self.say("ready_by", when=self._moment(moment.ready)) if moment.ready else "",
        }

    def clock(self, moment: Moment | calendar.Slot) -> str:
        """'10 h 15' or '10:15'."""
        at = moment.time
        return f"{at.hour}\u00a0h\u00a0{at.minute:02d}" if self.lang == "fr" else f"{at:%H:%M}"

    def _moment(self, when: datetime) -> str:
        hour = f"{when.hour}\u00a0h\u00a0{when.minute:02d}" if self.lang == "fr" else f"{when:%H:%M}"
        return f"{self._short(when.date())}, {hour}"

    # ---- what is said beside it -----------------------------------------------------------------

    def told(self) -> list[str]:
        """How many posts, how many by deputies, for how many nobody is there, which channels nobody holds."""
        absent = sum(m.person is None for m in self.moments)
        deputies = sum(m.deputy for m in self.moments)
        said = [self._counted("moments", len(self.moments), weeks=self.weeks)]
        said += [self._counted("deputies", deputies)] if deputies else []
        said += [self._counted("absent", absent)] if absent else []
        return said + [self.say("orphan", channel=self.label(c)) for c in calendar.orphans(self.basis, self.plan)]

    def leaves(self) -> list[str]:
        """Who is away when, of the leave that touches these weeks."""
        first, last = self.monday(0), self.monday(self.weeks) - timedelta(days=1)
        return [
            self._leave(number, start, end)
            for number, person in enumerate(self.basis.people)
            for start, end in person.away
            if start <= last and end >= first
        ]

    def clashes(self) -> list[str]:
        """Holders of a channel away together, whenever: a leave may still be moved. One line for channels alike."""
        together: dict[tuple[Any, ...], list[str]] = {}
        for one in calendar.clashes(self.basis, self.plan):
            together.setdefault((one.people, one.first, one.last, one.left), []).append(self.label(one.channel))
        return [
            self.say(
                "clash",
                channel=", ".join(channels),
                people=", ".join(self.called(k) for k in people),
                first=texts.day(first, self.lang),
                last=texts.day(last, self.lang),
                left=self.say("left_none") if not left else self._counted("left", left),
            )
            for (people, first, last, left), channels in together.items()
        ]

    def _leave(self, number: int, start: date, end: date) -> str:
        said = {"person": self.called(number), "first": texts.day(start, self.lang)}
        return self.say("leave_day", **said) if start == end else self.say("leave", **said, last=self._day(end))

    def _day(self, day: date) -> str:
        return texts.day(day, self.lang)

    def _counted(self, key: str, count: int, **facts: object) -> str:
        return self.say(f"{key}_one" if count == 1 else key, count=count, **facts)

    # ---- to take away ---------------------------------------------------------------------------

    def planned(self) -> list[Planned]:
        """The posts as the files hold them."""
        return [
            Planned(
                f"{m.channel} {m.monday.isoformat()} {m.number}",
                datetime.combine(m.day, m.time),
                self.label(m.channel),
                network(m.channel) or network(self.label(m.channel)) or m.channel,
                self.called(m.person),
                m.deputy,
                m.ready,
            )
            for m in self.moments
        ]

    def files(self, what: str, name: str, made: datetime) -> tuple[dict[str, bytes], str]:
        """Files by name for "ics", "csv" or a scheduler, and a sentence on the posts that are not in them."""
        posts = self.planned()
        if what == "ics":
            return {"calendar.ics": schedule.to_ics(posts, name, made, self.lang)}, ""
        if what == "csv":
            return {"calendar.csv": schedule.to_csv(posts, self.lang)}, ""
        if what not in TOOLS:
            raise InputError(what)
        found = schedule.for_scheduler(what, posts, self.lang)
        out = schedule.left_out(what, posts)
        if not found:
            raise InputError(self.say("nothing_taken"), text="calendar.nothing_taken")
        channels = ", ".join(dict.fromkeys(post.channel for post in out))
        return found, self._counted("left_out", len(out), channels=channels) if out else ""


def rows(basis: Basis, plan: Plan, labels: Mapping[str, Text], lang: str) -> list[list[str]]:
    """A typical week as a table for a document: a header, then a staffed day a row, a channel a column.

    A cell holds hour and person of each post, "one week in four" where it is not every week. Empty if there are no
    posts, or no staffed hours to place them in.
    """
    if not basis.staffed or not any(posts > 0 for posts in plan.posts.values()):
        return []
    slots = calendar.week(basis, plan)
    shown = Calendar(basis, plan, labels, date(2026, 11, 23), 1, lang)
    channels = [c.name for c in basis.channels if any(s.channel == c.name for s in slots)]
    head = [shown.say("day"), *(shown.label(c) for c in channels)]
    days = sorted({slot.weekday for slot in slots})
    return [head, *(_row(shown, slots, day, channels) for day in days)] if slots else []


def _row(shown: Calendar, slots: Sequence[calendar.Slot], day: int, channels: Sequence[str]) -> list[str]:
    cells = [[_slot(shown, s) for s in slots if (s.weekday, s.channel) == (day, channel)] for channel in channels]
    return [texts.say(f"figure.day_{day}", shown.lang), *(" ; ".join(cell) or shown.say("no_post") for cell in cells)]


def _slot(shown: Calendar, slot: calendar.Slot) -> str:
    said = shown.say("by", time=shown.clock(slot), person=shown.called(slot.person))
    if slot.share == 1:
        return said
    some, count = slot.share.numerator, slot.share.denominator
    return shown.say("sometimes" if some == 1 else "sometimes_of", said=said, some=some, count=count)


# ---- which plan ------------------------------------------------------------------------------------


def promised(record: Record) -> dict[str, float]:
    """Posts a week by channel of the plan that was adopted; empty while none is."""
    decision = scenarios.adopted(record)
    found = decision.parameters if decision else {}
    return {key[6:]: float(value) for key, value in found.items() if key.startswith("posts.")}


def plans(w: Workshop) -> dict[str, str]:
    """The plans that a calendar can show: the adopted one first, then the scenarios; name by id."""
    record = w.record("")
    decision, known = scenarios.adopted(record), w.labels
    found: dict[str, str] = {}
    if decision is not None and promised(record):
        named = texts.pick(known.get(decision.option or "", {}), w.lang) or str(decision.option)
        found[ADOPTED] = texts.say("calendar.adopted", w.lang, plan=named)
    return found | {id: texts.pick(known[id], w.lang) for id in w.basis.plans}


def calendar_of(w: Workshop, plan: str | None, weeks: int, start: date | str | None) -> tuple[str, Calendar] | None:
    """The plan chosen (the adopted one, else the first) over these weeks; None where there is none.

    `start` defaults to the Monday that comes. InputError for a plan or a day that is not known, or so many weeks.
    """
    known = plans(w)
    if not known:
        return None
    chosen = plan or next(iter(known))
    if chosen not in known:
        told = {"name": chosen, "known": ", ".join(known)}
        raise InputError(texts.say("calendar.unknown_plan", w.lang, **told), text="calendar.unknown_plan", **told)
    if type(weeks) is not int or not 1 <= weeks <= MOST_WEEKS:
        raise InputError(texts.say("calendar.weeks", w.lang, most=MOST_WEEKS), text="calendar.weeks", most=MOST_WEEKS)
    basis = w.basis
    posts = promised(w.record("")) if chosen == ADOPTED else basis.plans[chosen].posts
    first = _day(start) if start else calendar.monday(date.fromtimestamp(w._now()) + timedelta(days=6))
    return chosen, Calendar(basis, Plan(chosen, posts), w.labels, first, weeks, w.lang)


def _day(said: date | str) -> date:
    """The day, also written 2026-11-23; InputError if it is none in which anybody plans."""
    with suppress(ValueError, TypeError):
        found = said if isinstance(said, date) else date.fromisoformat(said)
        if found.year in YEARS:
            return found.date() if isinstance(found, datetime) else found
    raise InputError(texts.say("posts.bad_date", "en", value=str(said)), text="posts.bad_date", value=str(said))
