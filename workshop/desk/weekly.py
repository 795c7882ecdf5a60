"""The rhythm on its way to paper: the adopted plan in plain numbers, what it rests on, the plans side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.agenda import Content
from workshop.desk import asked, assumptions, scenarios, scheduling, straining
from workshop.desk.planning import kept, labelled
from workshop.figures.often import often as often_said
from workshop.model import Decision, Plan, Record, Strain, Text
from workshop.policy import scales
from workshop.policy.rhythm import Answers, Assumption, Compared, Origin, Posting, Rhythm

if TYPE_CHECKING:
    from workshop.methods.rhythm import Basis, Worked

Chart = dict[str, Any]
DRAWN = ("rhythm", "hours", "weeks", "replies", "sensitivity")


@dataclass(frozen=True)
class Weekly:
    """This is the rhythm of a record: as it was when the plan was adopted, and what has changed since."""

    record: Record
    content: Content

    @property
    def known(self) -> bool:
        """Whether the room kept a rhythm at all."""
        return bool(self.record.facts.get("rhythm"))

    @cached_property
    def decision(self) -> Decision | None:
        """The plan that stands."""
        return scenarios.adopted(self.record)

    @cached_property
    def now(self) -> Mapping[str, Any]:
        """What everything rests on today: {basis, origins}."""
        return kept(self.record.facts, self.content)

    @cached_property
    def then(self) -> Mapping[str, Any]:
        """What everything rested on when the plan was adopted; today's, where none was."""
        found = scenarios.resting(self.record, self.content, self.decision) if self.decision else None
        return found or self.now

    @cached_property
    def basis(self) -> Basis:
        """The basis of then."""
        from workshop.methods import rhythm

        return rhythm.basis(self.then["basis"])

    @cached_property
    def labels(self) -> Mapping[str, Text]:
        return labelled(self.then["basis"], self.content)

    @cached_property
    def plan(self) -> Plan | None:
        """The posts that were decided."""
        if self.decision is None or self.decision.option is None:
            return None
        given = {k.removeprefix("posts."): float(v) for k, v in self.decision.parameters.items() if k[:6] == "posts."}
        own = {channel.name for channel in self.basis.channels}
        return Plan(self.decision.option, {id: often for id, often in given.items() if id in own})

    @cached_property
    def strains(self) -> list[Strain]:
        """Adopted clauses that no longer fit what everything rests on today."""
        if not self.known:
            return []
        from workshop.methods import rhythm

        data = self.now["basis"]
        labels = labelled(data, self.content, closed=True)
        return straining.strained(self.record, self.content, rhythm.basis(data), labels)

    # ---- in plain numbers --------------------------------------------------------------------------

    def rhythm(self, today: date, lang: str) -> Rhythm | None:
        """Everything that documents print of it; None where the room kept nothing."""
        if not self.known:
            return None
        from workshop.methods import rhythm

        given: dict[str, Any] = {"capacity": rhythm.capacity(self.basis.people), "plans": tuple(self._compared())}
        given |= {"assumptions": tuple(self._assumptions()), "names": self.labels}
        if self.plan is None:
            return Rhythm(today, **given)
        done = rhythm.worked(self.basis, self.plan)
        return Rhythm(
            self._day(today),
            posts=tuple(self._posts(done)),
            parts=self._parts(done),
            over=self._over(self.plan),
            answers=self._answers(),
            **self._cover(),
            cost=done.cost_year,
            since=tuple(self._since()),
            week=self._week(lang),
            **given,
        )

    def _day(self, today: date) -> date:
        said = self.decision.parameters.get("on", "") if self.decision else ""
        try:
            return date.fromisoformat(said)
        except ValueError:
            return date.fromtimestamp(self.decision.at) if self.decision else today

    def _posts(self, done: Worked) -> Iterator[Posting]:
        assert self.plan
        for id, often in self.plan.posts.items():
            hours = sum(done.by_channel.get(id, {}).values())
            yield Posting(self.labels[id], often, often_said(often), hours)

    def _parts(self, done: Worked) -> dict[str, float]:
        """Hours by kind of work; strategy, training and technical support have a line each."""
        habits = self.basis.habits
        apart = {"strategy": habits.overhead, "training": habits.training, "support": habits.support}
        return {name: hours for name, hours in done.parts.items() if name != "overhead"} | apart

    def _over(self, plan: Plan) -> int:
        import numpy as np

        from workshop.methods import rhythm

        return round(100 * rhythm.drawn(self.basis, plan, np.random.default_rng(scenarios.SEED)).over)

    def _answers(self) -> Answers | None:
        from workshop.methods import rhythm

        basis = self.basis
        if not basis.staffed:
            return None
        within = basis.promise.within if basis.promise else scenarios.WITHIN
        share = rhythm.share_answered(basis.staffed, within, basis.every)
        promised = basis.promise.share if basis.promise else None
        return Answers(within, share, promised, rhythm.mean_wait(basis.staffed, basis.every))

    def _cover(self) -> dict[str, Any]:
        """The channel with the least cover: a chain is as strong as its weakest link."""
        from workshop.methods import rhythm

        assert self.plan
        open = [id for id, often in self.plan.posts.items() if often > 0]
        if not open or not self.basis.people:
            return {"holders": self.basis.holders}
        weakest = min(open, key=lambda id: rhythm.covered(self.basis, id))
        return {
            "holders": len(rhythm.trained(self.basis, weakest)),
            "covered": rhythm.covered(self.basis, weakest),
        }

    def _week(self, lang: str) -> tuple[tuple[str, ...], ...]:
        """A typical week; people by their number, since a policy outlives who holds a post."""
        assert self.plan
        people = tuple(replace(one, name="") for one in self.basis.people)
        rows = scheduling.rows(replace(self.basis, people=people), self.plan, self.labels, lang)
        return tuple(map(tuple, rows))

    def _compared(self) -> Iterator[Compared]:
        rows = scenarios.table(self.basis, self.labels, texts.LANGS[0]).to_dict("records")
        for row in rows:
            beaten = self.labels.get(row["beaten_by"], {}) if row["beaten_by"] else {}
            cost = row["cost"] if isinstance(row["cost"], float) and row["cost"] == row["cost"] else None
            adopted = self.plan is not None and self.plan.name == row["plan"]
            yield Compared(
                self.labels[row["plan"]], row["effect"], row["hours"], row["over"], cost, dict(beaten), adopted
            )

    # ---- where the numbers come from ---------------------------------------------------------------

    def _bears(self, path: str) -> bool:
        """Whether the adopted plan rests on this number: not one of a channel on which it posts nothing."""
        channels = {channel.name for channel in self.basis.channels}
        return self.plan is None or path.partition(".")[0] not in channels - {
            id for id, often in self.plan.posts.items() if often > 0
        }

    def _assumptions(self) -> Iterator[Assumption]:
        """Every number of then that the plan rests on, with its origin of then."""
        flat, known = assumptions.flat(self.then["basis"]), self.then["origins"]
        ranges = {path.removeprefix("ranges."): ends for path, ends in flat.items() if path.startswith("ranges.")}
        for path, value in flat.items():
            if not path.startswith("ranges.") and self._bears(path):
                ends = ranges.get(path)
                spread = (float(ends[0]), float(ends[-1])) if ends else None
                yield Assumption(path, value, origin(known.get(path) or {}), spread)

    def _since(self) -> Iterator[Assumption]:
        """What differs today, with who changed it."""
        known = self.now["origins"]
        for one in assumptions.changes(self.then["basis"], self.now["basis"]):
            if not one["path"].startswith("ranges.") and self._bears(one["path"]):
                said = origin(known.get(one["path"]) or {})
                yield Assumption(one["path"], one["was"], said, became=one["now"])

    # ---- pictures ----------------------------------------------------------------------------------

    def charts(self) -> Iterator[tuple[str, Chart]]:
        """What documents draw: plans, hours, bad weeks, replies, what matters most, and the surprise."""
        if not self.known:
            return
        import numpy as np

        from workshop.desk import labelling, pictured

        name = self.plan.name if self.plan and self.plan.name in self.basis.plans else None
        marks = labelling.dated(self.content)
        rng = np.random.default_rng(scenarios.SEED)
        yield from pictured.charts(self.basis, self.labels, name, rng=rng, only=DRAWN, marks=marks).items()
        round = asked.latest(self.record, asked.HOURS)
        values = asked.numbers(self.record, round) if round else []
        if len(values) >= scales.FEW and self.plan is not None:
            from workshop.methods import rhythm

            load = rhythm.worked(self.basis, self.plan).load
            yield "surprise", pictured.surprise(values, load, self.labels.get(self.plan.name, _plan_name(self)))


def _plan_name(weekly: Weekly) -> Text:
    """What a plan that is no longer named is called: as it was put to the vote."""
    assert weekly.decision
    rounds = scenarios.ballots(weekly.record)
    options = (one for round in reversed(rounds) for one in round.options if one.id == weekly.decision.option)
    return next((one.label for one in options), dict.fromkeys(texts.LANGS, str(weekly.decision.option)))


def origin(said: Mapping[str, Any]) -> Origin:
    """Where a number comes from, as facts keep it: {source, year, grade, confidence} or {by, at, was}."""
    if by := said.get("by"):
        at = said.get("at")
        return Origin(by=str(by), at=date.fromtimestamp(at) if at else None, was=said.get("was"))
    source, year, grade, confidence = (str(said.get(key) or "") for key in ("source", "year", "grade", "confidence"))
    return Origin(source, year, grade, confidence)
