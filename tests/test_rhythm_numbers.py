"""Rhythm: the worked example."""

from __future__ import annotations

from itertools import pairwise

import pytest

from workshop.errors import EmptySchedule
from workshop.methods.rhythm import (
    Basis,
    Channel,
    Habits,
    Person,
    best,
    capacity,
    coverage,
    effect,
    frontier,
    hill,
    inbound,
    load,
    marginal,
    mean_wait,
    parts,
    reach,
    share_answered,
)
from workshop.model import Plan

NEAR = {"abs": 1e-3}


# ---- rhythm: the worked example ------------------------------------------------------------------

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


def test_windows_may_overlap_and_run_past_the_end_of_the_week():
    assert share_answered([(160, 176), (4, 10)], 0) == pytest.approx(18 / 168)
    assert share_answered([(0, 168)], 0) == 1
    assert mean_wait([(0, 200)]) == 0


def test_an_empty_schedule_is_refused():
    for nothing in ([], [(9, 9)]):
        with pytest.raises(EmptySchedule):
            share_answered(nothing, 24)
