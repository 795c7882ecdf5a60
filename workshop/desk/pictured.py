"""The charts of a rhythm: its numbers worked out by the model, given to figures as values to draw.

Made anew at every move of a slider: no drawing here, curves are whole arrays. The generator is copied, never spent:
one picture says the same whether or not the others are asked for, and as `rhythm.drawn` with the same generator.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshop import figures, texts
from workshop.desk.labelling import Marks, assumption, person, scale
from workshop.desk.memory import Memory
from workshop.errors import EmptySchedule
from workshop.figures.words import told
from workshop.methods import rhythm
from workshop.methods.rhythm.chances import pert
from workshop.methods.rhythm.split import split
from workshop.model import Plan, Text

if TYPE_CHECKING:
    import numpy as np

    from workshop.methods.rhythm import Basis, Channel, Drawn

Chart = dict[str, Any]
NAMES = ("rhythm", "load", "people", "hours", "response", "replies", "weeks", "sensitivity")
LIMITS = (1.0, 4.0, 24.0, 48.0)  # hours within which messages are counted
WEEKEND = ((131.0, 132.0), (155.0, 156.0))  # one hour before noon on Saturday and Sunday
POINTS, LINE, BAND = 48, 150, 2_000  # of a curve, of the frontier, draws of a band


def charts(
    basis: Basis,
    labels: Mapping[str, Text],
    plan: str | None = None,
    *,
    rng: np.random.Generator,
    draws: int = 20_000,
    only: Collection[str] | None = None,
    marks: Marks | None = None,
    memory: Memory | None = None,
) -> dict[str, Chart]:
    """The charts of this basis by name: rhythm, load, people, hours, response, replies, weeks, sensitivity.

    They are about the plan called `plan`, else about the best that fits, else the least that is over. Without a
    plan, those that need one are left out. `only` names the charts wanted; `labels` are what people read for
    channels and plans; `marks` are dated figures of sources (see `labelling.dated`); with a `memory`, what did not
    change since the last call is not worked out again.
    """
    desk = _Pictured(basis, labels, plan, draws, rng, marks or Marks(), memory or Memory())
    wanted = [name for name in NAMES if only is None or name in only]
    return {name: drawn for name in wanted if (drawn := _CHARTS[name](desk)) is not None}


def surprise(guesses: Sequence[float], hours: float, plan: Text, doubt: Sequence[float] | None = None) -> Chart:
    """From what everybody guessed alone to the hours that the model finds for this plan."""
    return figures.surprise_chart(guesses, hours, plan, doubt)


@dataclass(frozen=True)
class _Pictured:
    """One basis with all that several of its charts need, worked out once."""

    basis: Basis
    labels: Mapping[str, Text]
    asked: str | None
    draws: int
    chance: np.random.Generator
    marks: Marks
    memory: Memory

    @cached_property
    def capacity(self) -> float:
        return rhythm.capacity(self.basis.people)

    @cached_property
    def loads(self) -> dict[str, float]:
        """Hours of each plan."""
        return {
            id: rhythm.load(self.basis.channels, plan, self.basis.habits) for id, plan in self.basis.plans.items()
        }

    @cached_property
    def focus(self) -> str | None:
        """The plan that the charts are about."""
        if self.asked in self.basis.plans or not self.loads:
            return self.asked if self.asked in self.basis.plans else None
        fits = [id for id, hours in self.loads.items() if hours <= self.capacity]
        if fits:
            return max(fits, key=lambda id: rhythm.gained(self.basis, self.basis.plans[id].posts))
        return min(self.loads, key=lambda id: self.loads[id])

    @property
    def plan(self) -> Plan:
        return self.basis.plans[self.focus or ""]

    def drawn(self, id: str) -> Drawn:
        """Possible weeks of this plan: every plan meets the same chance."""
        return self.memory.drawn(self.basis, self.basis.plans[id], self.chance, self.draws)

    def name(self, id: str) -> Text:
        return self.labels.get(id) or self.basis.names.get(id) or dict.fromkeys(texts.LANGS, id)


# ---- one chart each; None where there is nothing to draw ------------------------------------------


def _rhythm(desk: _Pictured) -> Chart:
    """Effect against hours: every plan, and the best for each number of hours."""
    missed = "promise" in rhythm.obstacles(desk.basis)
    best = desk.memory.frontier(desk.basis, promised=not missed)  # no plan keeps it: that is said, not hidden
    line = [(one.hours, one.effect) for one in best]
    far = 1.3 * max([desk.capacity, *desk.loads.values(), *(mark["hours"] for mark in desk.marks.hours)])
    plans = [
        {
            "id": id,
            "name": desk.name(id),
            "hours": hours,
            "effect": rhythm.gained(desk.basis, desk.basis.plans[id].posts),
            "range": _eight_in_ten(desk.drawn(id)),
            "weeks": round(100 * desk.drawn(id).over),
        }
        for id, hours in desk.loads.items()
    ]
    return figures.frontier_chart(
        _thinned(line, far),
        plans,
        desk.capacity,
        marks=desk.marks.hours,
        focus=desk.focus,
        beside=told("promise_missed") if missed else None,
    )


def _eight_in_ten(weeks: Drawn) -> list[float]:
    return [weeks.p10, weeks.p90]


def _thinned(line: Sequence[tuple[float, float]], far: float) -> Sequence[tuple[float, float]]:
    """The line up to `far` hours, by so many points that the eye sees no difference."""
    near = [point for point in line if point[0] <= far] or list(line[:1])
    step = max(1, -(-len(near) // LINE))
    return [*near[::step], *([] if (len(near) - 1) % step == 0 else near[-1:])]


def _load(desk: _Pictured) -> Chart | None:
    """The hours of each plan against ours."""
    if not desk.loads:
        return None
    common = {"capacity": desk.capacity}
    return figures.bullet_chart(
        [
            {"id": id, "label": desk.name(id), "load": hours, "range": _eight_in_ten(desk.drawn(id)), **common}
            for id, hours in desk.loads.items()
        ]
    )


def _people(desk: _Pictured) -> Chart | None:
    """The hours of each person for the plan, against those each has."""
    if desk.focus is None:
        return None
    done, nobody = split(desk.basis, desk.plan)
    rows = [
        {"id": f"people.{k}", "label": person(desk.basis, k), "load": hours, "capacity": rhythm.capacity([one])}
        for k, (one, hours) in enumerate(zip(desk.basis.people, done, strict=True))
    ]
    if nobody > 0:
        rows.append({"id": figures.NOBODY, "label": told("nobody_trained"), "load": nobody, "capacity": 0.0})
    return figures.bullet_chart(rows, of="people")


def _hours(desk: _Pictured) -> Chart | None:
    """Where the hours of each plan go."""
    if not desk.loads:
        return None
    rows = [
        {"id": id, "label": desk.name(id), "parts": list(rhythm.worked(desk.basis, plan).parts.values())}
        for id, plan in desk.basis.plans.items()
    ]
    parts = [{"id": part, "label": told(f"part_{part}")} for part in rhythm.PARTS]
    return figures.hours_chart(rows, parts, desk.capacity)


def _response(desk: _Pictured) -> Chart | None:
    """What each open channel wins as posts grow; those of the plan first, by what they win."""
    posts = desk.plan.posts if desk.focus is not None else {c.name: c.half for c in desk.basis.channels}
    open_ = [channel for channel in desk.basis.channels if posts.get(channel.name, 0) > 0]
    open_.sort(key=lambda channel: -rhythm.response(channel, posts[channel.name], desk.basis))
    shown = open_[: figures.MOST_LINES]
    names = {channel.name for channel in shown}
    marks = [mark for mark in desk.marks.posts if mark["id"] in names]
    ends = (
        [posts[c.name] + c.step for c in shown] + [c.max_posts for c in shown] + [m["to"] or m["at"] for m in marks]
    )
    rows = [_curve(desk, channel, posts[channel.name], max(ends)) for channel in shown]
    return figures.response_chart(rows, marks, rest=[desk.name(channel.name) for channel in open_[len(shown) :]])


def _curve(desk: _Pictured, channel: Channel, now: float, most: float) -> Chart:
    """One channel: more points where the curve bends, one of them the plan's."""
    import numpy as np

    at = np.union1d(most * np.linspace(0, 1, POINTS) ** 2, [now])
    low, high = _half(desk, channel)
    curves: list[Any] = [
        rhythm.response(replace(channel, half=half), at, desk.basis)  # type: ignore[arg-type]
        for half in (channel.half, high, low)
    ]
    likely, least, most_won = (np.where(at > 0, curve, 0.0).tolist() for curve in curves)
    posts = at.tolist()
    effect, more = (rhythm.response(channel, n, desk.basis) for n in (now, now + channel.step))
    return {
        "id": channel.name,
        "label": desk.name(channel.name),
        "line": list(zip(posts, likely, strict=True)),
        "band": list(zip(posts, least, most_won, strict=True)),
        "now": now,
        "step": channel.step,
        "effect": effect,
        "next": more - effect,
    }


def _half(desk: _Pictured, channel: Channel) -> tuple[float, float]:
    """Between which posts a week half of the value is won, in eight cases of ten."""
    import numpy as np

    given = desk.basis.ranges.get(f"{channel.name}.half")
    if given is None:
        return channel.half * 2**-0.8, channel.half * 2**0.8
    drawn = pert(deepcopy(desk.chance), given, BAND)
    low, high = np.quantile(drawn, (0.1, 0.9)).tolist()
    return low, high


def _replies(desk: _Pictured) -> Chart:
    """When messages are read, and how many of a hundred within each time."""
    basis = desk.basis
    promise = (basis.promise.within, basis.promise.share) if basis.promise else None
    limits = sorted({*LIMITS, promise[0] if promise else 24.0})
    try:
        shares = [(limit, rhythm.share_answered(basis.staffed, limit, basis.every)) for limit in limits]
    except EmptySchedule:
        return figures.clock_chart((), (), (), None, promise=promise)
    lifted = rhythm.share_answered((*basis.staffed, *WEEKEND), promise[0] if promise else 24.0, basis.every)
    return figures.clock_chart(
        basis.staffed,
        rhythm.waits(basis.staffed, basis.every),
        shares,
        rhythm.mean_wait(basis.staffed, basis.every),
        promise=promise,
        lift=lifted,
        every=basis.every,
    )


def _weeks(desk: _Pictured) -> Chart | None:
    """A hundred weeks of the plan."""
    if desk.focus is None:
        return None
    return figures.weeks_chart(desk.name(desk.focus), desk.drawn(desk.focus).over, desk.capacity)


def _sensitivity(desk: _Pictured) -> Chart | None:
    """Which assumption moves the hours of the plan most."""
    if desk.focus is None:
        return None
    rows = [
        {
            "id": swing.path,
            "label": assumption(desk.basis, desk.labels, swing.path),
            "low": swing.low,
            "high": swing.high,
            "low_input": swing.low_input * scale(swing.path),
            "high_input": swing.high_input * scale(swing.path),
        }
        for swing in rhythm.tornado(desk.basis, desk.plan)
    ]
    base = desk.loads[desk.focus]
    return figures.tornado_chart(rows, base, unit=told("hours"), capacity=desk.capacity)


_CHARTS: Mapping[str, Callable[[_Pictured], Chart | None]] = {
    "rhythm": _rhythm,
    "load": _load,
    "people": _people,
    "hours": _hours,
    "response": _response,
    "replies": _replies,
    "weeks": _weeks,
    "sensitivity": _sensitivity,
}
