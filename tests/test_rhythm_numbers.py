"""The worked example: every number that was computed by hand, from the sample file and from values written out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rhythms import hours_by_hand, sample

from workshop.errors import EmptySchedule
from workshop.methods.rhythm import (
    Basis,
    Channel,
    Habits,
    Person,
    backlog,
    best,
    capacity,
    coverage,
    covered,
    effect,
    frontier,
    hill,
    inbound,
    live,
    load,
    marginal,
    mean_wait,
    parts,
    power,
    reach,
    response,
    share_answered,
    staffed_hours,
    waits,
    worked,
)
from workshop.model import Plan

NEAR = {"abs": 1e-3}


CHANNELS = (
    Channel("facebook", 30, 6, 30, 4000, 10, 1.0, 0.40, 6, 0.5, 0.50, 10),
    Channel("x", 15, 14, 12, 2500, 15, 0.3, 0.40, 5, 0.5, 0.50, 20),
    Channel("instagram", 20, 5, 45, 3000, 10, 1.0, 0.30, 4, 0.5, 0.50, 8),
    Channel("linkedin", 10, 4, 40, 1500, 5, 1.0, 0.40, 6, 0.5, 0.25, 6),
    Channel("newsletter", 25, 0.5, 300, 5000, 1, 4.0, 0.80, 8, 0.5, 0.25, 2),
)
FACEBOOK = CHANNELS[0]
HABITS = Habits(approval_share=0.25, approval_minutes=10, overhead=2 + 8 * 2 / 52)
ABSENCE = 41 / 260
TEAM = (Person(14, ABSENCE, 0.85), Person(7, ABSENCE, 0.85))
BASIS = Basis(CHANNELS, TEAM, HABITS)
OFFICE = tuple((24 * day + 9, 24 * day + 17) for day in range(5))


def plan(*posts: int) -> Plan:
    return Plan("", {c.name: n for c, n in zip(CHANNELS, posts, strict=True)})


@pytest.mark.shows("TRD2")
def test_capacity_is_what_absence_and_interruptions_leave():
    assert coverage(ABSENCE, 1) == pytest.approx(1 - 0.157692, abs=1e-6)
    assert capacity(TEAM) == pytest.approx(15.0352, abs=1e-4)


@pytest.mark.parametrize(("people", "expected"), [(1, 0.842308), (2, 0.975133), (3, 0.996079)])
def test_coverage_grows_with_people(people: int, expected: float):
    assert coverage(ABSENCE, people) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("posts", "points"), [(1, 3.273), (3, 8.787), (6, 15.0), (7, 16.637), (14, 24.047), (21, 27.348)]
)
def test_effect_saturates(posts: int, points: float):
    assert effect(FACEBOOK, posts) == pytest.approx(points, **NEAR)


@pytest.mark.parametrize(("post", "points"), [(1, 3.273), (2, 2.916), (7, 1.637), (8, 1.458)])
def test_each_post_wins_less_than_the_one_before(post: int, points: float):
    assert marginal(FACEBOOK, post) == pytest.approx(points, **NEAR)


def test_the_seventh_post_wins_exactly_half_of_the_first():
    assert marginal(FACEBOOK, 7) == pytest.approx(marginal(FACEBOOK, 1) / 2, abs=1e-12)


@pytest.mark.parametrize(("posts", "points"), [(1, 4.286), (3, 10), (6, 15), (7, 16.154), (14, 21)])
def test_hill_has_the_heavier_tail(posts: int, points: float):
    assert hill(FACEBOOK, posts) == pytest.approx(points, **NEAR)


def test_hours_by_kind_of_work():
    assert inbound(FACEBOOK, 5) == pytest.approx(14.2308, abs=1e-4)
    assert parts(FACEBOOK, 5, HABITS) == pytest.approx(
        {"production": 2.5, "approval": 0.2083, "reply": 0.5692, "moderation": 0.1186, "presence": 0.5}, abs=1e-4
    )
    assert sum(parts(FACEBOOK, 0, HABITS).values()) == 0


@pytest.mark.parametrize(
    ("posts", "points", "hours", "utilisation"),
    [
        ((3, 5, 2, 1, 0), 18.510, 10.582, 0.7038),
        ((7, 14, 0, 0, 0), 24.137, 11.803, 0.7850),
        ((7, 35, 0, 0, 0), 28.985, 17.140, 1.1400),
    ],
)
def test_a_plan_has_its_effect_and_its_hours(posts: tuple[int, ...], points: float, hours: float, utilisation: float):
    assert reach(CHANNELS, plan(*posts)) == pytest.approx(points, **NEAR)
    assert load(CHANNELS, plan(*posts), HABITS) == pytest.approx(hours, **NEAR)
    assert load(CHANNELS, plan(*posts), HABITS) / capacity(TEAM) == pytest.approx(utilisation, **NEAR)


@pytest.mark.parametrize(
    ("hours", "points", "used", "posts"),
    [
        (6, 11.101, 5.614, (4, 0, 0, 0, 0)),
        (8, 18.094, 7.974, (8, 0, 0, 0, 0)),
        (10, 22.023, 9.728, (1, 0, 0, 0, 1)),
        (15, 38.436, 14.949, (8, 0, 0, 1, 1)),
        (21, 50.892, 20.925, (10, 0, 5, 1, 1)),
        (capacity(TEAM), 38.593, 15.014, (6, 0, 2, 0, 1)),
    ],
)
def test_the_best_plan_changes_shape_with_the_hours(hours: float, points: float, used: float, posts: tuple[int, ...]):
    found = best(BASIS, hours)
    assert found is not None
    assert (found.effect, found.hours) == pytest.approx((points, used), **NEAR)
    assert found.plan == plan(*posts)


def test_the_frontier_gives_more_effect_for_more_hours_only():
    line = frontier(BASIS)
    assert all(a.hours < b.hours and a.effect < b.effect for a, b in pairwise(line))
    assert (line[0].hours, line[0].effect) == (HABITS.overhead, 0)
    assert line[-1].plan == plan(10, 20, 8, 6, 2)


def test_no_plan_fits_below_the_overhead():
    assert best(BASIS, 2) is None


@pytest.mark.shows("TRD2")
@pytest.mark.parametrize(
    ("within", "office", "weekend"),
    [
        (0, 0.238095, 0.25),
        (1, 0.267857, 0.291667),
        (4, 0.357143, 0.416667),
        (16, 0.714286, 0.916667),
        (24, 0.761905, 1.0),
        (48, 0.904762, 1.0),
    ],
)
def test_one_check_at_the_weekend_answers_all_within_a_day(within: float, office: float, weekend: float):
    assert share_answered(OFFICE, within) == pytest.approx(office, abs=1e-6)
    both_days = (*OFFICE, (5 * 24 + 11, 5 * 24 + 12), (6 * 24 + 11, 6 * 24 + 12))
    assert share_answered(both_days, within) == pytest.approx(weekend, abs=1e-6)


def test_mean_wait_in_office_hours():
    assert mean_wait(OFFICE) == pytest.approx(15.2381, abs=1e-4)
    both_days = (*OFFICE, (5 * 24 + 11, 5 * 24 + 12), (6 * 24 + 11, 6 * 24 + 12))
    assert mean_wait(both_days) == pytest.approx(6.8988, abs=1e-4)


def test_a_message_waits_as_long_as_its_hour_is_from_the_next_opening():
    found = waits(OFFICE)
    assert (found[10], found[16], found[17], found[8]) == pytest.approx((0, 0, 15.5, 0.5))
    assert found[4 * 24 + 17] == pytest.approx(63.5)  # Friday at five, until Monday
    assert found[6 * 24 + 23] == pytest.approx(9.5)
    assert sum(found) / 168 == pytest.approx(mean_wait(OFFICE))


def test_reading_every_so_often_adds_half_of_that_on_average_and_all_of_it_at_worst():
    assert mean_wait(OFFICE, 2) == pytest.approx(mean_wait(OFFICE) + 1)
    assert waits(OFFICE, 2)[10] == 1
    assert share_answered(OFFICE, 0, 2) == 0
    assert share_answered(OFFICE, 66, 2) == share_answered(OFFICE, 64) == 1
    assert share_answered(OFFICE, 2, 2) == pytest.approx((0.238095 + 0.297619) / 2, abs=1e-6)  # a straight line
    assert share_answered(OFFICE, 24, 1e-9) == pytest.approx(share_answered(OFFICE, 24), abs=1e-4)


def test_what_a_day_cannot_handle_is_left_for_the_next():
    assert backlog([10, 10, 10, 0, 0], [8, 8, 8, 8, 8]) == [2, 4, 6, 0, 0]
    assert backlog([5, 5], [6, 6], start=4) == [3, 2]


@pytest.mark.parametrize(
    ("arriving", "people", "busy", "erlang", "wait", "within"),
    [
        (6, 1, 0.8, 0.8, 0.533333, 0.821496),
        (6, 2, 0.4, 0.228571, 0.025397, 0.999972),
        (3, 1, 0.4, 0.4, 0.088889, 0.995556),
    ],
)
def test_a_live_desk_of_two_waits_a_twentieth_as_long(
    arriving: float, people: int, busy: float, erlang: float, wait: float, within: float
):
    found = live(arriving, 8, people)
    assert (found.busy, found.erlang) == pytest.approx((busy, erlang), abs=1e-6)
    assert found.wait == pytest.approx(wait, abs=1e-6)
    assert found.within(1) == pytest.approx(within, abs=1e-6)


def test_a_live_desk_with_more_than_it_can_answer_waits_for_ever():
    for arriving, people in ((7.5, 1), (60, 2), (1, 0)):
        found = live(arriving, 8, people)
        assert (found.wait, found.erlang, found.within(1000)) == (inf, 1, 0)


def test_a_live_desk_without_messages_is_idle_and_a_large_one_stays_exact():
    idle = live(0, 8, 1)
    assert (idle.busy, idle.wait, idle.within(0)) == (0, 0, 1)
    large = live(7400, 8, 1000)  # 986.7 offered to a thousand: factorials would overflow
    assert large.busy == pytest.approx(0.98667, abs=1e-5)
    assert 0.5 < large.erlang < 0.7
    assert large.wait == pytest.approx(large.erlang / (1000 * 7.5 - 7400))


def test_windows_may_overlap_and_run_past_the_end_of_the_week():
    assert share_answered([(160, 176), (4, 10)], 0) == pytest.approx(18 / 168)
    assert share_answered([(0, 168)], 0) == 1
    assert mean_wait([(0, 200)]) == 0


def test_an_empty_schedule_is_refused():
    for nothing in ([], [(9, 9)]):
        with pytest.raises(EmptySchedule):
            share_answered(nothing, 24)


# ---- the same from the sample file ----------------------------------------------------------------


def test_the_sample_file_is_the_worked_example():
    found = sample()
    assert capacity(found.people) == pytest.approx(15.0352, abs=1e-4)
    for name, points, hours, utilisation in (
        ("sober", 18.510, 10.582, 0.7038),
        ("low", 24.137, 11.803, 0.7850),
        ("high", 28.985, 17.140, 1.1400),
    ):
        plan_worked = worked(found, found.plans[name])
        assert (plan_worked.effect, plan_worked.load) == pytest.approx((points, hours), **NEAR)
        assert plan_worked.utilisation == pytest.approx(utilisation, abs=1e-4)
        assert plan_worked.cost_year == pytest.approx(plan_worked.load * 52 * 25.63)
    assert found.staffed == OFFICE


def test_parts_of_facebook_at_five_posts_stand_apart():
    found = worked(sample(), Plan("", {"facebook": 5}))
    assert found.by_channel["facebook"] == pytest.approx(
        {"production": 2.5, "approval": 0.2083, "reply": 0.5692, "moderation": 0.1186, "presence": 0.5}, abs=1e-4
    )
    assert found.parts["overhead"] == pytest.approx(2.3077, abs=1e-4)
    assert found.inbound == pytest.approx(14.2308, abs=1e-4)
    assert found.load == pytest.approx(2.3077 + hours_by_hand(sample(), FACEBOOK, 5), abs=1e-4)


# ---- curves, tiredness, gaps ----------------------------------------------------------------------


def test_power_is_the_curve_where_more_is_better():
    assert power(FACEBOOK, 6) == pytest.approx(15)
    assert power(FACEBOOK, 12, -0.15) / power(FACEBOOK, 6, -0.15) == pytest.approx(2**1.15)
    assert power(FACEBOOK, 12, 0.36) / power(FACEBOOK, 6, 0.36) == pytest.approx(1.56, abs=5e-3)


def test_the_curve_is_a_switch_of_the_basis():
    assert response(FACEBOOK, 7) == effect(FACEBOOK, 7)
    assert response(FACEBOOK, 7, sample(curve="hill")) == pytest.approx(16.154, **NEAR)
    assert response(FACEBOOK, 7, sample(curve="hill", shape=2)) == pytest.approx(30 * 49 / (49 + 36))
    assert response(FACEBOOK, 12, sample(curve="power", shape=0)) == pytest.approx(30)


def test_posts_beyond_what_people_tolerate_cost_points():
    tired = replace(FACEBOOK, tolerance=7, tired=0.5)
    assert response(tired, 7) == effect(FACEBOOK, 7)
    assert response(tired, 10) == pytest.approx(effect(FACEBOOK, 10) - 1.5)


def test_weeks_with_nobody_count_against_a_plan_if_so_chosen():
    regular, irregular = sample(), sample(irregular=True)
    assert covered(irregular, "facebook") == pytest.approx(0.975133, abs=1e-6)
    assert worked(irregular, plan(6, 0, 0, 0, 0)).effect == pytest.approx(15 * 0.975133, abs=1e-4)
    assert worked(regular, plan(6, 0, 0, 0, 0)).effect == pytest.approx(15)
    alone = sample(
        irregular=True, people=[{"hours": 14, "absence": 0.2, "holds": ["x"]}, {"hours": 7, "absence": 0.5}]
    )
    assert (covered(alone, "facebook"), covered(alone, "x")) == pytest.approx((0.5, 0.9))


def test_a_daily_limit_caps_the_hours_of_a_week():
    assert capacity([Person(14, daily_minutes=60)]) == 5
    assert capacity([Person(14, absence=0.5, focus=0.8, daily_minutes=120)]) == pytest.approx(4)
    assert capacity([Person(4, daily_minutes=60)]) == 4


def test_nobody_has_hours_and_every_plan_is_too_much():
    found = worked(replace(sample(), people=()), plan(3, 0, 0, 0, 0))
    assert found.utilisation == inf


# ---- what holds for any week ----------------------------------------------------------------------

windows = st.lists(
    st.tuples(st.floats(0, 167), st.floats(0.25, 40)).map(lambda w: (w[0], w[0] + w[1])), min_size=1, max_size=6
)


@given(windows, st.floats(0, 200), st.floats(0, 50), st.sampled_from([0, 0, 1, 6.5]))
def test_more_patience_and_more_staffed_hours_never_answer_fewer(
    staffed: list[tuple[float, float]], within: float, more: float, every: float
):
    share = share_answered(staffed, within, every)
    assert 0 <= share <= 1 + 1e-9
    assert share_answered(staffed, within + more, every) >= share - 1e-9
    added = [*staffed, (within % 168, within % 168 + more)]
    assert share_answered(added, within, every) >= share - 1e-9
    assert mean_wait(added, every) <= mean_wait(staffed, every) + 1e-9


@given(windows, st.floats(0, 168))
def test_shares_and_waits_are_those_of_messages_sent_one_by_one(staffed: list[tuple[float, float]], within: float):
    steps = [k / 8 + 1 / 16 for k in range(168 * 8)]
    waited = [_waits(staffed, at) for at in steps]
    assert share_answered(staffed, within) == pytest.approx(sum(w <= within for w in waited) / len(steps), abs=0.02)
    assert mean_wait(staffed) == pytest.approx(sum(waited) / len(steps), abs=0.1)
    assert sum(waits(staffed)) / 168 == pytest.approx(mean_wait(staffed))
    assert staffed_hours(staffed) == pytest.approx(168 * share_answered(staffed, 0))


def _waits(staffed: list[tuple[float, float]], at: float) -> float:
    """Hours until a window is open, looked for from this moment on."""
    spans = [(start + turn * 168, end + turn * 168) for start, end in staffed for turn in (-1, 0, 1)]
    return 0.0 if any(s <= at < e for s, e in spans) else min(s - at for s, _ in spans if s >= at)
