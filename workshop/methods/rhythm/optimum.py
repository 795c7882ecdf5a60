"""The plan with the most effect within some hours, and every plan that no other beats.

What must hold (channels that stay open, trained people for each, a reply promise that the staffed hours keep, a
share of the capacity) is a constraint, never a weight: weighted sums would hide the choice people came to make.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workshop.errors import EmptySchedule
from workshop.methods.rhythm.bounds import NEAR, Choices, Levels
from workshop.methods.rhythm.nouns import Basis, Best, Channel
from workshop.methods.rhythm.replies import share_answered
from workshop.methods.rhythm.working import capacity, gained, kept_open, load, overhead, response, trained
from workshop.model import Plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCALE = 1e4  # brings differences in points above the tolerance of the solver (1e-6)
FEWER = 1e-8  # points that one hour saved is worth between plans of equal effect


def best(basis: Basis, hours: float | None = None) -> Best | None:
    """The plan with most effect within these hours (the capacity if None); None if no plan fits: see `obstacles`.

    Of plans with the same effect, the one with fewer hours. Integer programming (HiGHS by `scipy.optimize.milp`):
    one variable for each number of posts a channel may take, one of them chosen a channel, so that the curve may
    have any shape. What only wants the optimum at hand, as a slider does, finds it in `frontier`.
    """
    return along(basis, [capacity(basis.people) if hours is None else hours])[0]


def along(basis: Basis, hours: Sequence[float]) -> list[Best | None]:
    """The best plan for each of these hours; what fits into fewer is where the search for more begins."""
    programme, found, known = _Programme(basis), dict[float, Best | None](), None
    for limit in sorted(set(hours)):
        found[limit] = None if obstacles(basis, limit) else programme.solve(limit * basis.most_load, known)
        known = one.plan if (one := found[limit]) else None
    return [found[limit] for limit in hours]


def obstacles(basis: Basis, hours: float | None = None) -> tuple[str, ...]:
    """Why there is no best plan within these hours, as codes; none if there is one.

    promise   the staffed hours answer too few messages in time, whatever is posted
    holders   a channel that must stay has too few trained people
    overhead  the hours do not even hold strategy, coordination, training and support
    keep      the channels that must stay open do not fit into the hours
    """
    limit = (capacity(basis.people) if hours is None else hours) * basis.most_load + NEAR
    least = overhead(basis.habits) + sum(lv.hours[1] for lv in levels(basis) if lv.stays and len(lv.hours) > 1)
    found = {
        "promise": not promised(basis),
        "holders": any(c.name in basis.keep and not _may_open(basis, c) for c in basis.channels),
        "overhead": overhead(basis.habits) > limit,
        "keep": overhead(basis.habits) <= limit < least,
    }
    return tuple(code for code, stands in found.items() if stands)


def promised(basis: Basis) -> bool:
    """Whether the staffed hours keep the reply promise, as far as hours go."""
    if basis.promise is None:
        return True
    try:
        return share_answered(basis.staffed, basis.promise.within, basis.every) >= basis.promise.share - NEAR
    except EmptySchedule:
        return False


def _may_open(basis: Basis, channel: Channel) -> bool:
    """Whether enough people are trained for this channel; not judged where no people are named."""
    enough = not basis.people or len(trained(basis, channel.name)) >= basis.holders
    return enough and channel.max_posts >= channel.step


def levels(basis: Basis) -> list[Levels]:
    """The choices of every channel in the order of the basis."""
    import numpy as np

    found = []
    for channel in basis.channels:
        posts: Any
        most = int(channel.max_posts / channel.step + NEAR) if _may_open(basis, channel) else 0
        posts = np.round(np.arange(most + 1) * channel.step, 9)  # 0.3, not 0.30000000000000004
        hours = np.zeros(most + 1) + sum(kept_open(channel, posts, basis.habits).values(), 0.0)
        points = np.zeros(most + 1) + response(channel, posts, basis)
        hours[0] = points[0] = 0.0
        found.append(Levels(channel.name, posts, hours, points, channel.name in basis.keep))
    return found


def _plan(choices: Sequence[Levels], chosen: NDArray[Any]) -> Plan:
    """The plan of these levels; whole numbers of posts as such."""
    posts = {lv.channel: float(lv.posts[k]) for lv, k in zip(choices, chosen, strict=True)}
    return Plan("", {name: int(n) if n == int(n) else n for name, n in posts.items()})


# ---- one optimum by integer programming -----------------------------------------------------------


class _Programme:
    """This basis as an integer programme: made once, solved for any hours."""

    def __init__(self, basis: Basis) -> None:
        self.basis, self.levels = basis, levels(basis)
        self.choices = Choices.of(self.levels)

    def solve(self, limit: float, known: Plan | None = None) -> Best:
        """The best plan within these hours; `known` is one that fits, if there is one already."""
        if not self.levels:
            return self._worth(Plan("", {}))
        room = limit - overhead(self.basis.habits) + NEAR
        plans = [_plan(self.levels, self.choices.filled(room)), *([known] if known else [])]
        found = max((self._worth(plan) for plan in plans), key=_merit)
        banned: list[Any] = []
        while (chosen := self._solved(room, found.effect, banned)) is not None:
            one = self._worth(_plan(self.levels, chosen))
            if one.hours <= limit + NEAR:
                return max(one, found, key=_merit)
            banned.append(chosen)  # within the tolerance of the solver, not within ours
        return found

    def _solved(self, room: float, points: float, banned: Sequence[Any]) -> NDArray[Any] | None:
        """One level a channel, at least about so many points, as HiGHS finds it; None if it finds none."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        rows, columns = self.choices.open_to(room, points)
        hours, gains = self.choices.hours[rows, columns], self.choices.points[rows, columns]
        each = csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))))
        again = [LinearConstraint((columns == plan[rows])[None, :], ub=len(plan) - 1) for plan in banned]
        result = milp(
            SCALE * (FEWER * hours - gains),
            integrality=np.ones(len(rows)),
            bounds=Bounds(0, 1),
            constraints=[LinearConstraint(hours[None, :], ub=room), LinearConstraint(each, 1, 1), *again],
            options={"mip_rel_gap": 0, "presolve": False},
        )
        if result.x is None:
            return None
        chosen = np.zeros(len(self.levels), dtype=int)
        taken = result.x > 0.5
        chosen[rows[taken]] = columns[taken]
        return chosen

    def _worth(self, plan: Plan) -> Best:
        return Best(plan, load(self.basis.channels, plan, self.basis.habits), gained(self.basis, plan.posts))


def _merit(one: Best) -> tuple[float, float]:
    """More points first; of equal points, fewer hours."""
    return round(one.effect / NEAR) * NEAR, -one.hours


def shadow_price(basis: Basis, hours: float | None = None) -> float:
    """Points that one more hour a week would buy, if parts of posts counted (the linear relaxation).

    0 where it buys none, and where no plan fits at all: one more hour is then not the question.
    """
    limit = capacity(basis.people) if hours is None else hours
    if obstacles(basis, limit):
        return 0.0
    choices = Choices.of(levels(basis))
    rooms = ((h * basis.most_load) - overhead(basis.habits) for h in (limit, limit + 1))
    now, more = (choices.bound(room + NEAR) for room in rooms)
    return max(0.0, more - now)


# ---- all that no other beats ----------------------------------------------------------------------


def frontier(basis: Basis, most: float | None = None) -> tuple[Best, ...]:
    """Every plan that no other beats on both hours and effect, by hours; up to `most` hours, if given.

    Channel by channel, plans that another beats are dropped at once: what begins worse ends worse (Nemhauser and
    Ullmann, 1969). Exact. Empty where no number of hours would do: see `obstacles`.
    """
    import numpy as np

    if {"promise", "holders"} & set(obstacles(basis, 0.0)):
        return ()
    choices, room = levels(basis), np.inf if most is None else most - overhead(basis.habits) + NEAR
    hours, points = np.zeros(1), np.zeros(1)
    trail: list[tuple[Any, Any]] = []  # for each channel: which plan before, which level now
    for one in choices:
        first = 1 if one.stays else 0
        sums = hours[:, None] + one.hours[None, first:]
        wins = points[:, None] + one.points[None, first:]
        kept = _unbeaten(sums.ravel(), wins.ravel(), room)
        before, level = np.divmod(kept, sums.shape[1])
        trail.append((before, level + first))
        hours, points = sums.ravel()[kept], wins.ravel()[kept]
    return _told(choices, trail, overhead(basis.habits) + hours, points)


def _unbeaten(hours: NDArray[Any], points: NDArray[Any], room: float) -> NDArray[Any]:
    """Which of these no other beats, by hours: fewer hours first, then only more points than all before."""
    import numpy as np

    order = np.lexsort((-points, hours))
    order = order[hours[order] <= room]
    if not len(order):
        return order
    ahead = np.maximum.accumulate(points[order])
    return order[np.concatenate(([True], points[order][1:] > ahead[:-1] + NEAR))]


def _told(
    choices: Sequence[Levels], trail: Sequence[tuple[Any, Any]], hours: NDArray[Any], points: NDArray[Any]
) -> tuple[Best, ...]:
    """The plans found, read back along the trail."""
    import numpy as np

    at, columns = np.arange(len(hours)), []
    for one, (before, level) in zip(reversed(choices), reversed(trail), strict=True):
        posts = one.posts[level[at]].tolist()
        columns.append([int(n) if n == int(n) else n for n in posts])
        at = before[at]
    names = [one.channel for one in choices]
    rows = zip(*reversed(columns), strict=True) if columns else [()] * len(hours)
    plans = (Plan("", dict(zip(names, row, strict=True))) for row in rows)
    return tuple(Best(*found) for found in zip(plans, hours.tolist(), points.tolist(), strict=True))


def beaten(basis: Basis, plan: Plan) -> Best | None:
    """A plan with no more hours and more effect than this one (the best of them), or None if no plan beats it."""
    hours, points = load(basis.channels, plan, basis.habits), gained(basis, plan.posts)
    better = [one for one in frontier(basis, hours) if one.effect > points + NEAR]
    return better[-1] if better else None
