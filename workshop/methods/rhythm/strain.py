"""Whether what was promised still fits: the numbers of adopted clauses against people, hours and staffed time.

Each check is arithmetic on a basis; a clause that fits gives nothing. Where several numbers of one clause no longer
fit, each is told, what counts most first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workshop.methods.rhythm.nouns import Basis, Window
from workshop.methods.rhythm.replies import WEEK, closed, share_answered
from workshop.methods.rhythm.working import WORKDAYS, allotted, capacity, load, trained
from workshop.model import Plan, QuestionId

Numbers = Mapping[str, float]
WORKING: Sequence[Window] = tuple((24.0 * day + 9, 24.0 * day + 17) for day in range(WORKDAYS))
A_DAY = 8.0  # working hours
SECOND = 1 / 3600  # of an hour: who reads more often reads at once
NEAR = 1e-6  # hours, posts or shares that nobody can tell apart
POSTS = "posts."


@dataclass(frozen=True, slots=True)
class Promised:
    """One adopted clause: its option and its numbers by name; of a plan, also posts a week as "posts.<channel>"."""

    option: str
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Short:
    """One number that no longer fits: `why` says in what it falls short, `takes` is more than `has`.

    why: hours, closed (of a channel that is not open any more), answered (share), trained (people), limit (hours of
    the load allowed), outside (posts a week), budget (allotted hours), given (allotted hours), replies (share),
    watched (hours a week), daily (hours), rota, holders, deputy (people).
    """

    question: QuestionId
    why: str
    takes: float
    has: float
    channel: str = ""


def strains(basis: Basis, clauses: Mapping[QuestionId, Promised]) -> tuple[Short, ...]:
    """What no longer fits of these adopted clauses under this basis."""
    plan = clauses.get("plan")
    posts = posts_of(plan.numbers) if plan else None
    found: list[Short] = []
    for question, promised in clauses.items():
        if check := CHECKS.get(question):
            found += check(basis, promised, posts)
    return tuple(found)


def posts_of(numbers: Numbers) -> dict[str, float]:
    """Posts a week by channel, of the numbers of an adopted plan."""
    return {name.removeprefix(POSTS): n for name, n in numbers.items() if name.startswith(POSTS) and n > 0}


# ---- the plan --------------------------------------------------------------------------------------


def _plan(basis: Basis, promised: Promised, posts: Numbers | None) -> Iterator[Short]:
    """Hours, channels, replies and holders of an adopted plan."""
    posts = posts or {}
    takes, has = _load(basis, posts), basis.most_load * capacity(basis.people)
    if takes > has + NEAR:
        yield Short("plan", "hours", takes, has)
    known = {c.name for c in basis.channels}
    for channel, often in posts.items():
        if channel not in known:
            yield Short("plan", "closed", often, 0, channel)
    share = promised.numbers.get("share", 0) / 100
    answered = _answered(basis, promised.numbers.get("within", 0))
    if share > answered + NEAR:
        yield Short("plan", "answered", share, answered)
    needed = promised.numbers.get("holders", 0)
    for channel, there in _fewest(basis, posts, needed):
        yield Short("plan", "trained", needed, there, channel)


def _load(basis: Basis, posts: Numbers) -> float:
    return load(basis.channels, Plan("", dict(posts)), basis.habits)


def _answered(basis: Basis, within: float) -> float:
    return share_answered(basis.staffed, within, basis.every) if basis.staffed else 0.0


def _fewest(basis: Basis, channels: Iterable[str], needed: float) -> list[tuple[str, int]]:
    """The channel with the fewest people trained for it and hours to give, if those are too few."""
    counted = [(len([p for p in trained(basis, c) if p.hours > 0]), c) for c in channels]
    return [(channel, there) for there, channel in sorted(counted)[:1] if there < needed]


# ---- how often, with which hours ---------------------------------------------------------------------


def _frequency(basis: Basis, promised: Promised, posts: Numbers | None) -> Iterator[Short]:
    """The least that is promised on every open channel, against the share of the capacity that it may take."""
    numbers = promised.numbers
    least = numbers.get("posts_per_week_min", numbers.get("posts_per_week", 0.0))
    most = numbers.get("posts_per_week_max", numbers.get("posts_per_week", 0.0))
    open_ = [c.name for c in basis.channels if posts is None or c.name in posts]
    allowed = numbers.get("load_percent", 100 * basis.most_load) / 100 * capacity(basis.people)
    takes = max(_load(basis, dict.fromkeys(open_, least)), _load(basis, posts or {}) if least else 0.0)
    if least and takes > allowed + NEAR:
        yield Short("frequency", "limit", takes, allowed)
    for channel, often in sorted((posts or {}).items(), key=lambda one: -one[1]):
        if most and often > most + NEAR:
            yield Short("frequency", "outside", often, most, channel)
            return


def _resourcing(basis: Basis, promised: Promised, posts: Numbers | None) -> Iterator[Short]:
    """Hours in the budget against those the plan needs, leave and interruptions included, and those people give."""
    given, there = sum(p.hours for p in basis.people), capacity(basis.people)
    takes = _load(basis, posts or {})
    if promised.option == "dedicated":
        people = len([p for p in basis.people if p.hours > 0])
        if people < 2:
            yield Short("resourcing", "deputy", 2, people)
    elif (daily := promised.numbers.get("daily_minutes")) is not None:
        most = daily / 60 * WORKDAYS
        has = sum(min(allotted(p), most) * (1 - p.absence) * p.focus for p in basis.people)
        if posts and takes > has + NEAR:
            yield Short("resourcing", "daily", takes, has)
    elif (budget := promised.numbers.get("hours_per_week")) is not None:
        needs = takes * given / there if there else takes
        if posts and needs > budget + NEAR:
            yield Short("resourcing", "budget", needs, budget)
        if budget > given + NEAR:
            yield Short("resourcing", "given", budget, given)


# ---- replies -----------------------------------------------------------------------------------------


def _response_time(basis: Basis, promised: Promised, posts: Numbers | None) -> Iterator[Short]:
    """Each promise against staffed time and the checking rhythm."""
    numbers = promised.numbers
    if promised.option == "one_hour":
        if not numbers.keys() >= {"ack_minutes", "opening_hour", "closing_hour"}:
            return
        asked = 7 * (numbers["closing_hour"] - numbers["opening_hour"])
        has = watched(basis, numbers["opening_hour"], numbers["closing_hour"], numbers["ack_minutes"] / 60)
        if asked > has + NEAR:
            yield Short("response_time", "watched", asked, has)
        return
    share = numbers.get("target_percent", 100) / 100
    tightest = min(
        [numbers[name] for name in ("message_hours", "comment_hours") if name in numbers]
        + [A_DAY * numbers[name] for name in ("reply_days", "email_days") if name in numbers],
        default=None,
    )
    if tightest is not None:
        has = share_in_working_hours(basis.staffed, tightest, basis.every) if basis.staffed else 0.0
        if share > has + NEAR:
            yield Short("response_time", "replies", share, has)


def share_in_working_hours(staffed: Sequence[Window], within: float, every: float = 0.0) -> float:
    """Share of messages answered within so many working hours (Monday to Friday, 9 to 17), whenever they arrive.

    Where those are the staffed hours, only the checking rhythm makes anybody wait. Exact. Raises EmptySchedule.
    """
    gaps = closed(staffed)
    open_ = WEEK - sum(end - start for start, end in gaps)
    walks = [list(_backwards(gap)) for gap in gaps]
    if every < SECOND:
        return (open_ + sum(_reached(walk, within)[0] for walk in walks)) / WEEK
    summed = [
        max(0.0, hours) * open_ + sum(_reached(walk, hours)[1] for walk in walks) if hours > 0 else 0.0
        for hours in (within, within - every)
    ]
    return (summed[0] - summed[1]) / every / WEEK


def _backwards(gap: Window) -> Iterator[tuple[float, bool]]:
    """The pieces of a gap from its end to its start: how long, and whether working hours pass."""
    start, end = gap
    edges = {edge + back for window in WORKING for edge in window for back in (-WEEK, 0, WEEK)}
    cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)}, reverse=True)
    for after, before in pairwise(cuts):
        middle = (after + before) / 2 % WEEK
        yield after - before, any(first <= middle < last for first, last in WORKING)


def _reached(walk: Iterable[tuple[float, bool]], hours: float) -> tuple[float, float]:
    """How long within a gap a message may arrive so as to be read within `hours`; and the margins, summed."""
    waited = lasting = margins = 0.0
    for length, working in walk:
        part = min(length, max(0.0, hours - waited)) if working else length
        after = waited + (part if working else 0.0)
        lasting += part
        margins += part * (hours - (waited + after) / 2)
        waited = after
        if part < length:
            break
    return lasting, margins


def watched(basis: Basis, opening: float, closing: float, within: float) -> float:
    """Hours a week, between these hours of every day, in which whoever writes is surely answered in time."""
    if not basis.staffed or basis.every > within:
        return 0.0
    asked = [(24 * day + opening, 24 * day + closing) for day in range(-1, 8)]
    late = 0.0
    for start, end in closed(basis.staffed):
        last = end - (within - basis.every)  # who writes before this waits longer
        late += sum(max(0.0, min(last, b) - max(start, a)) for a, b in asked if last > start)
    return 7 * (closing - opening) - late


# ---- who takes over ----------------------------------------------------------------------------------


def _succession(basis: Basis, promised: Promised, posts: Numbers | None) -> Iterator[Short]:
    """People for a rota; a holder and a deputy for every open channel."""
    people = len([p for p in basis.people if p.hours > 0])
    if promised.option == "rota":
        if people < (needed := promised.numbers.get("holders", 0)):
            yield Short("succession", "rota", needed, people)
    elif promised.option == "deputy":
        open_ = [c.name for c in basis.channels if posts is None or c.name in posts]
        for channel, there in _fewest(basis, open_, 2):
            yield Short("succession", "holders", 2, there, channel)


CHECKS: Mapping[QuestionId, Callable[[Basis, Promised, Numbers | None], Iterable[Short]]] = {
    "plan": _plan,
    "frequency": _frequency,
    "resourcing": _resourcing,
    "response_time": _response_time,
    "succession": _succession,
}
