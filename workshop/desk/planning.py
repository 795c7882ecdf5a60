"""What the room plans: the numbers a rhythm rests on, named plans, the one that was adopted, what no longer fits."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from workshop import texts
from workshop.agenda import Content
from workshop.desk import assumptions, scenarios, straining, suggesting
from workshop.desk.client import Client
from workshop.desk.said import cleaned
from workshop.errors import InputError
from workshop.model import Decision, Question, Record, Strain, Text

if TYPE_CHECKING:
    import pandas as pd

    from workshop.desk.workshop import Workshop
    from workshop.methods.rhythm import Basis

PATIENCE = 5.0  # seconds until what was kept comes back from the room


class Planning:
    """This is the part of a workshop that plans its rhythm."""

    client: Client
    content: Content
    lang: str

    if TYPE_CHECKING:

        def record(self, question: str | None = None) -> Record: ...
        @property
        def facts(self) -> Mapping[str, Any]: ...
        def set(self, **facts: Any) -> None: ...
        def note(self, act: str, **payload: Any) -> None: ...

    # ---- what a rhythm rests on ----------------------------------------------------------------

    @property
    def basis(self) -> Basis:
        """What the room entered, else the numbers of the data for three channels and two people."""
        from workshop.methods import rhythm

        return rhythm.basis(self.basis_data)

    @property
    def basis_data(self) -> dict[str, Any]:
        """The same as a rhythm file: plain mappings, lists and numbers, a copy of one's own."""
        found: dict[str, Any] = assumptions.copied(self._rhythm()["basis"])
        return found

    @property
    def origins(self) -> dict[str, dict[str, Any]]:
        """Where each number comes from, by its path: {source, year, grade, confidence} or {by, at, was}."""
        found: dict[str, dict[str, Any]] = assumptions.copied(self._rhythm()["origins"])
        return found

    @property
    def labels(self) -> dict[str, Text]:
        """What channels and plans are called, by their ids."""
        return labelled(self.basis_data, self.content)

    def _rhythm(self) -> Mapping[str, Any]:
        """{basis, origins}: as kept, as kept in the shape of before, or as the data has them."""
        return kept(self.facts, self.content)

    def rest_on(self, data: Mapping[str, Any], *, by: str = "", why: str | None = None) -> Basis:
        """Keep this rhythm file as what everything rests on; the journal says each number that changed, and by whom.

        Without `by` it was the facilitator. Plans and names that `data` leaves out stay; plans that it changes are
        journalled as `scenario` does. InputError, in one sentence with every problem, keeps nothing.
        """
        from workshop.methods import rhythm

        old = self._rhythm()
        said = {key: old["basis"].get(key, {}) for key in ("plans", "names")} | dict(data)
        now = self._readable(said)
        before = self._readable(old["basis"])
        changed = assumptions.changes(before, now)
        mark: dict[str, Any] = {"by": self._who(by)}
        if changed:
            self.note("assume", changes=changed, by=mark["by"], why=cleaned(why))
            mark["at"] = self.record("").journal[-1].at  # as the journal dates it
        self._compared(before, now, mark["by"])
        found = assumptions.origins(self.content, before, now, dict(old["origins"]), mark)
        self._rested({"basis": now, "origins": found})
        return rhythm.basis(now)

    def assume(self, values: Mapping[str, Any], *, by: str = "", why: str | None = None) -> Basis:
        """Change these numbers, by their paths ("people.0.hours", "facebook.half"); None takes one out."""
        data = self.basis_data
        for path, value in values.items():
            data = assumptions.placed(data, path, value, self.lang)
        return self.rest_on(data, by=by, why=why)

    def _readable(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The rhythm file as it is always kept: every number in its place; InputError if it cannot be read."""
        from workshop.methods import rhythm

        channels, plans, names = (data.get(key) or {} for key in ("channels", "plans", "names"))
        if isinstance(channels, Mapping) and (odd := next(filter(assumptions.ambiguous, channels), None)):
            raise InputError(texts.say("desk.channel_id", self.lang, name=odd))
        if all(isinstance(one, Mapping) for one in (channels, plans, names)):
            names = {id: label for id, label in names.items() if id in channels or id in plans}
        found: dict[str, Any] = assumptions.copied(rhythm.as_data(rhythm.basis({**data, "names": names})))
        return found

    def _rested(self, rhythm: Mapping[str, Any]) -> None:
        """Set the fact, and wait until the room's push has brought it: whoever reads next, reads this."""
        if self.facts.get("rhythm") == rhythm:
            return
        self.set(rhythm=rhythm)
        limit = time.monotonic() + PATIENCE
        while self.facts.get("rhythm") != rhythm and time.monotonic() < limit:
            time.sleep(0.01)

    def _who(self, by: str) -> str:
        return cleaned(by) or texts.say("desk.the_facilitator", self.lang)

    def _moment(self) -> float:
        now: Callable[[], float] = cast("Workshop", self)._now
        return now()

    # ---- named plans ---------------------------------------------------------------------------

    def scenario(self, name: str | Text, posts: Mapping[str, float], *, by: str = "") -> str:
        """Name a plan (posts a week by channel), or change the one called so; its id."""
        label = cleaned(name if isinstance(name, Mapping) else dict.fromkeys(texts.LANGS, name))
        if not label or not all(label.values()):
            raise InputError(texts.say("desk.plan_unnamed", self.lang))
        data, known = self.basis_data, self.labels
        plans = data.setdefault("plans", {})
        called = (
            id
            for id in plans
            if id == name or known[id] == label or texts.pick(label, self.lang) in known[id].values()
        )
        id = next(called, None)
        if id is None:
            if len(plans) >= scenarios.MOST:
                raise InputError(texts.say("desk.plans_many", self.lang, most=scenarios.MOST, count=len(plans) + 1))
            id = scenarios.identifier(texts.pick(label, "en"), [*plans, *data["channels"], *self.content.platforms])
            data.setdefault("names", {})[id] = label
        plans[id] = {channel: often for channel, often in posts.items() if often}
        self.rest_on(data, by=by)
        return id

    def drop_scenario(self, name: str, *, by: str = "") -> None:
        """Compare this plan no longer; a vote that has begun keeps it."""
        data = self.basis_data
        if name not in data.get("plans", {}):
            raise InputError(texts.say("desk.no_plan", self.lang, name=name))
        del data["plans"][name]
        data.get("names", {}).pop(name, None)
        self.rest_on(data, by=by)

    def _compared(self, before: Mapping[str, Any], now: Mapping[str, Any], by: str) -> None:
        """The journal says which plans were named, changed or taken away, and by whom."""
        for id, posts in now["plans"].items():
            if before["plans"].get(id) != posts:
                self.note("scenario", by=by, plan=id, name=now["names"].get(id), posts=posts)
        for id in before["plans"]:
            if id not in now["plans"]:
                self.note("drop_scenario", by=by, plan=id)

    @property
    def scenarios(self) -> pd.DataFrame:
        """The named plans beside each other: effect, hours, utilisation, weeks over of 100, replies, cost."""
        return scenarios.table(self.basis, self.labels, self.lang)

    # ---- the question on plans -------------------------------------------------------------------

    def bank(self, record: Record | None = None, *, afresh: bool = False) -> Content:
        """The content with the question on plans filled in, and with the numbers that the adopted plan suggests."""
        record = record or self.record("")
        plan = scenarios.adopted(record)
        asked = {q.id: suggesting.planned(q, plan) for q in self.content.questions.values()} if plan else {}
        found = {**self.content.questions, **asked, **{q.id: q for q in self._open(record, afresh)}}
        return replace(self.content, questions=found)

    def _open(self, record: Record, afresh: bool) -> list[Question]:
        try:
            return [scenarios.question(self.content, record, self.basis, self.labels, afresh=afresh)]
        except InputError:  # what was kept before cannot be read: every other question still can be
            return list(self.content.open.values())

    def plans_drawn(self, record: Record, proposal: str | None = None, *, afresh: bool = False) -> Mapping[str, Any]:
        """The chart to look at while choosing: that of the vote going on, else today's frontier with every plan.

        Its finding is about the plan that is proposed, where one is.
        """
        from workshop.figures import focused

        voted = None if afresh else scenarios.voted(record)
        chart = voted.chart if voted and voted.chart else scenarios.drawn(self.basis, self.labels, self.content)
        return focused(chart, proposal) if proposal else chart

    def adopt_plan(self, name: str, **fields: Any) -> Decision:
        """Record that this plan was adopted, with its numbers, its date and what it rests on; `decide`'s fields."""
        return cast("Workshop", self).decide(scenarios.PLAN, name, **fields)

    def plan_fields(self, record: Record, option: str) -> dict[str, Any]:
        """The wording and the parameters of a decision for this plan, as it was put to the vote."""
        from workshop.methods import rhythm

        voted = scenarios.voted(record)
        kept = scenarios.resting(record, self.content) if voted else None
        data = dict(kept["basis"]) if kept else self.basis_data
        basis, called = rhythm.basis(self._readable(data)), labelled(data, self.content)
        asked = next((o for o in voted.options if o.id == option), None) if voted else None
        if option not in basis.plans:  # named since: as it stands now
            data, basis, called = self.basis_data, self.basis, self.labels
        if option not in basis.plans and (old := scenarios.standing(record)):  # compared no more: as it was decided
            return {"wording": old.wording, "parameters": dict(old.parameters)}
        words = asked.clause if asked else scenarios.clause(basis, called, option)
        day = date.fromtimestamp(self._moment()).isoformat()
        resting = {"on": day, "digest": scenarios.digest(self._readable(data))}
        return {"wording": dict(words), "parameters": scenarios.numbers(basis, option) | resting}

    # ---- what no longer fits -----------------------------------------------------------------------

    def strained(self, record: Record | None = None) -> list[Strain]:
        """The adopted clauses whose numbers no longer fit what the room rests on; none where nothing was kept."""
        if not self.facts.get("rhythm"):
            return []
        labels = labelled(self.basis_data, self.content, closed=True)
        return straining.strained(record or self.record(""), self.content, self.basis, labels)


def kept(facts: Mapping[str, Any], content: Content) -> Mapping[str, Any]:
    """{basis, origins} of these facts: as kept, as kept in the shape of before, or as the data has them."""
    found = facts.get("rhythm")
    if isinstance(found, Mapping) and isinstance(found.get("basis"), Mapping):
        return {"basis": found["basis"], "origins": found.get("origins") or {}}
    data, origins = assumptions.starting(content)
    if isinstance(found, Mapping) and (former := assumptions.former(found, content)):
        return {"basis": former, "origins": assumptions.origins(content, former, former, {}, {})}
    return {"basis": data, "origins": origins}


def labelled(data: Mapping[str, Any], content: Content, *, closed: bool = False) -> dict[str, Text]:
    """What channels and plans of a rhythm file are called, by their ids; `closed` platforms of the data too."""
    names = data.get("names") or {}
    found: dict[str, Text] = {}
    for id in (*data.get("channels", {}), *data.get("plans", {}), *(content.platforms if closed else ())):
        platform = content.platforms.get(id)
        usual = spoken(platform.name) if platform else dict.fromkeys(texts.LANGS, id)
        found[id] = dict(names.get(id) or usual)
    return found


def spoken(name: str) -> dict[str, str]:
    """'Infolettre / Newsletter' in each of its languages; any other name in all."""
    halves = name.split(" / ")
    return dict(
        zip(texts.LANGS, halves if len(halves) == len(texts.LANGS) else [name] * len(texts.LANGS), strict=True)
    )
