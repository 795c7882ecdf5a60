"""The best plan, the frontier and the price of an hour: the package against every plan enumerated."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rhythms import every_plan, hours_by_hand, points_by_hand, sample, some
from scipy.optimize import linprog

from workshop.methods.rhythm import (
    Basis,
    Channel,
    Habits,
    Person,
    along,
    beaten,
    best,
    capacity,
    frontier,
    gained,
    load,
    obstacles,
    shadow_price,
    worked,
)
from workshop.model import Plan

seeds = st.integers(0, 10_000)


def fitting(basis: Basis, hours: float) -> list[tuple[float, float, tuple[float, ...]]]:
    return [one for one in every_plan(basis) if one[0] <= hours * basis.most_load + 1e-9]


@pytest.mark.shows("TRD3")
@pytest.mark.parametrize("decade", range(20))
def test_enumeration_integer_programming_and_frontier_agree(decade: int):
    for seed in range(10 * decade, 10 * decade + 10):
        basis = some(seed)
        plans = every_plan(basis)
        hours = min(h for h, _, _ in plans) + seed % 7 if plans else 10.0
        fits = fitting(basis, hours)
        solved, line = best(basis, hours), frontier(basis, hours * basis.most_load)
        if not fits:
            assert (solved, line) == (None, ())
            assert obstacles(basis, hours)
            continue
        most = max(points for _, points, _ in fits)
        fewest = min(h for h, points, _ in fits if points > most - 1e-9)
        assert solved is not None
        assert (solved.effect, solved.hours) == pytest.approx((most, fewest), abs=1e-7), seed
        assert (line[-1].effect, line[-1].hours) == pytest.approx((most, fewest), abs=1e-7), seed


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_the_frontier_is_every_plan_that_no_other_beats(seed: int):
    basis = some(seed)
    left: list[tuple[float, float]] = []
    for hours, points, _ in sorted(every_plan(basis), key=lambda one: (one[0], -one[1])):
        if not left or points > left[-1][1] + 1e-9:
            left.append((hours, points))
    assert [(one.hours, one.effect) for one in frontier(basis)] == [pytest.approx(one, abs=1e-7) for one in left]


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_the_frontier_rises_and_its_plans_take_and_win_what_they_say(seed: int):
    basis = some(seed)
    line = frontier(basis)
    assert all(a.hours < b.hours and a.effect < b.effect for a, b in pairwise(line))
    for one in line:
        assert load(basis.channels, one.plan, basis.habits) == pytest.approx(one.hours, abs=1e-9)
        assert gained(basis, one.plan.posts) == pytest.approx(one.effect, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seeds, st.lists(st.floats(0, 60), min_size=2, max_size=4))
def test_more_hours_never_lower_the_best_effect(seed: int, hours: list[float]):
    found = along(some(seed), sorted(hours))
    effects = [-1e9 if one is None else one.effect for one in found]
    assert all(a <= b + 1e-9 for a, b in pairwise(effects))


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0, 60))
def test_the_best_plan_keeps_every_limit(seed: int, hours: float):
    basis = some(seed)
    found = best(basis, hours)
    if found is None:
        assert obstacles(basis, hours)
        return
    assert found.hours <= hours * basis.most_load + 1e-9
    for channel in basis.channels:
        posts = found.plan.posts[channel.name]
        assert 0 <= posts <= channel.max_posts
        assert posts / channel.step == pytest.approx(round(posts / channel.step))
        assert posts > 0 or channel.name not in basis.keep


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(0, 10_000))
def test_a_dominated_plan_is_never_recommended(seed: int, which: int):
    basis = some(seed)
    plans = every_plan(basis)
    if not plans:
        return
    hours, points, posts = plans[which % len(plans)]
    better = beaten(basis, Plan("", dict(zip((c.name for c in basis.channels), posts, strict=True))))
    assert (better is not None) == any(h <= hours and p > points + 1e-8 for h, p, _ in plans)
    assert all(beaten(basis, one.plan) is None for one in frontier(basis)[::5])


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(0, 10_000))
def test_load_is_the_sum_of_its_parts_and_of_its_channels(seed: int, which: int):
    basis = some(seed)
    plans = every_plan(basis)
    if not plans:
        return
    hours, points, posts = plans[which % len(plans)]
    found = worked(basis, Plan("", dict(zip((c.name for c in basis.channels), posts, strict=True))))
    channels = sum(sum(taken.values()) for taken in found.by_channel.values())
    assert found.load == pytest.approx(hours, abs=1e-9)
    assert sum(found.parts.values()) == pytest.approx(hours, abs=1e-9)
    assert channels + found.parts["overhead"] == pytest.approx(hours, abs=1e-9)
    assert found.effect == pytest.approx(points, abs=1e-9)
    for channel, n in zip(basis.channels, posts, strict=True):
        assert sum(found.by_channel[channel.name].values()) == pytest.approx(hours_by_hand(basis, channel, n))


# ---- constraints, one by one ----------------------------------------------------------------------


def test_a_channel_that_must_stay_is_in_every_plan():
    basis = sample(keep=["linkedin"])
    found = best(basis, 6)
    assert found is not None
    assert found.plan.posts["linkedin"] == 1
    assert all(one.plan.posts["linkedin"] for one in frontier(basis))
    assert best(basis, 2.9) is None
    assert obstacles(basis, 2.9) == ("keep",)


def test_a_channel_without_enough_trained_people_stays_closed():
    people = [{"hours": 14, "holds": ["facebook", "x"]}, {"hours": 7}]
    basis = sample(people=people, holders=2)
    found = best(basis)
    assert found is not None
    assert {name for name, posts in found.plan.posts.items() if posts} == {"facebook", "x"}
    kept = sample(people=people, holders=2, keep=["newsletter"])
    assert (best(kept), obstacles(kept), frontier(kept)) == (None, ("holders",), ())


def test_who_holds_a_channel_is_not_judged_where_nobody_is_named():
    found = best(replace(sample(), people=(), holders=2), 8)
    assert found is not None
    assert found.effect == pytest.approx(18.094, abs=1e-3)


def test_a_promise_that_the_staffed_hours_break_leaves_no_plan():
    office = sample(promise={"within": 24, "share": 0.9})
    assert (best(office), obstacles(office), frontier(office)) == (None, ("promise",), ())
    weekend = [{"days": ["sat", "sun"], "from": "11:00", "to": "12:00"}]
    days = ["mon", "tue", "wed", "thu", "fri"]
    every_day = [{"days": days, "from": "09:00", "to": "17:00"}, *weekend]
    assert best(sample(promise={"within": 24, "share": 0.9}, staffed=every_day)) == best(sample())
    assert obstacles(sample(promise={"within": 24, "share": 0.9}, staffed=[])) == ("promise",)


def test_a_plan_may_take_a_share_of_the_capacity_only():
    basis = sample(most_load=0.85)
    found = best(basis)
    assert found is not None
    assert found == best(sample(), 0.85 * capacity(basis.people))


def test_hours_below_the_overhead_are_said():
    assert obstacles(sample(), 2) == ("overhead",)
    assert best(sample(), 2) is None
    silent = best(sample(), 2.31)
    assert silent is not None
    assert set(silent.plan.posts.values()) == {0}


# ---- ties, steps, shapes --------------------------------------------------------------------------


def test_of_plans_with_equal_effect_the_one_with_fewer_hours_is_best():
    slow, quick = Channel("slow", 10, 2, 40, max_posts=1), Channel("quick", 10, 2, 30, max_posts=1)
    for order in ((slow, quick), (quick, slow)):
        basis = Basis(order, (), Habits(0, 0))
        found = best(basis, 0.95)
        assert found is not None
        assert found.plan.posts == {"slow": 0, "quick": 1}
        assert frontier(basis, 0.95)[-1].plan == found.plan


def test_a_plan_that_exactly_fills_the_hours_fits():
    basis = Basis((Channel("a", 10, 2, 6, fixed_hours=0.1, max_posts=9),), (), Habits(0, 0))
    found = best(basis, 0.1 + 0.7)  # seven posts of a tenth of an hour, in numbers that are not exact
    assert found is not None
    assert found.plan.posts == {"a": 7}


def test_a_monthly_letter_is_planned_in_quarters():
    letter = Channel("letter", 25, 0.5, 300, fixed_hours=0.25, max_posts=2, step=0.25)
    found = best(Basis((letter,), (), Habits(0, 0)), 3)
    assert found is not None
    assert found.plan.posts == {"letter": 0.5}


def test_posts_that_win_more_each_time_are_still_taken_in_order():
    slow_start = sample(curve="hill", shape=3)
    found, line = best(slow_start, 15), frontier(slow_start, 15)
    assert found is not None
    assert (found.plan, found.effect) == (line[-1].plan, pytest.approx(line[-1].effect))


def test_posts_that_only_tire_people_are_not_recommended():
    basis = Basis((Channel("a", 10, 2, 6, max_posts=9, tolerance=3, tired=8),), (), Habits(0, 0))
    found = best(basis, 50)
    assert found is not None
    assert found.plan.posts == {"a": 3}


def test_without_channels_there_is_silence():
    basis = Basis((), (Person(5),), Habits(0, 0, 2))
    found = best(basis)
    assert found is not None
    assert (found.plan.posts, found.hours, found.effect) == ({}, 2, 0)
    assert frontier(basis) == (found,)
    assert obstacles(basis, 1) == ("overhead",)


# ---- the price of an hour -------------------------------------------------------------------------


def test_one_more_hour_buys_about_two_points_in_the_example():
    found = [shadow_price(sample(), hours) for hours in range(12, 21)]
    assert sum(found) / len(found) == pytest.approx(2.3, abs=0.3)
    assert all(a >= b - 1e-9 for a, b in pairwise(found))


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(1, 40))
def test_an_hour_is_worth_at_least_nothing_and_less_the_more_there_are(seed: int, hours: float):
    basis = replace(some(seed), keep=frozenset())
    assert shadow_price(basis, hours) >= 0
    if not obstacles(basis, hours):
        assert shadow_price(basis, hours) >= shadow_price(basis, hours + 1) - 1e-6
        assert shadow_price(basis, 1000) == pytest.approx(0, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(seeds, st.floats(0.5, 40))
def test_the_price_of_an_hour_is_that_of_the_linear_relaxation(seed: int, hours: float):
    basis = some(seed)
    if obstacles(basis, hours):
        return
    now, more = (_relaxed(basis, limit * basis.most_load) for limit in (hours, hours + 1))
    found = best(basis, hours)
    assert found is not None
    assert found.effect <= now + 1e-6
    assert shadow_price(basis, hours) == pytest.approx(max(0, more - now), abs=1e-5)


def _relaxed(basis: Basis, limit: float) -> float:
    """The most points within these hours if parts of posts counted, as a linear programme of scipy says."""
    menu = [c.name for c in basis.channels]
    choices: dict[tuple[int, float], tuple[float, float]] = {}
    for _, _, posts in every_plan(basis):
        for row, n in enumerate(posts):
            channel = basis.channels[row]
            choices[row, n] = (hours_by_hand(basis, channel, n), points_by_hand(basis, channel, n))
    hours, points = np.array(list(choices.values())).T
    each = [[float(row == at) for row, _ in choices] for at in range(len(menu))]
    room = limit - basis.habits.overhead - basis.habits.training - basis.habits.support
    found = linprog(-points, A_ub=[hours], b_ub=[room], A_eq=each, b_eq=np.ones(len(menu)), bounds=(0, 1))
    return float(-found.fun)


def test_where_no_plan_fits_an_hour_has_no_price():
    assert shadow_price(sample(), 1) == 0


def test_twelve_channels_are_solved_alike_by_both_ways():
    many = tuple(
        Channel(f"c{i}", 3 + i * 1.37 % 11, 0.7 + i * 2.3 % 9, 12 + i * 31.7 % 170, 900 * i, 3 + i, 0.7, 0.4, 6)
        for i in range(12)
    )
    basis = Basis(many, (Person(30),), Habits(0.25, 10, 2.3))
    line = frontier(basis)
    for hours, found in zip((8, 21.5, 44), along(basis, (8, 21.5, 44)), strict=True):
        assert found is not None
        under = [one for one in line if one.hours <= hours][-1]
        assert (found.effect, found.hours) == pytest.approx((under.effect, under.hours), abs=1e-7)


def test_the_points_of_a_single_channel_are_those_written_out_by_hand():
    for curve, shape in (("exponential", None), ("hill", 1.7), ("power", 0.3), ("power", -0.15)):
        basis = sample(curve=curve) if shape is None else sample(curve=curve, shape=shape)
        channel = basis.channels[0]
        plan = Plan("", {"facebook": 5})
        assert worked(basis, plan).effect == pytest.approx(points_by_hand(basis, channel, 5))
        half = Plan("", {"facebook": channel.half})
        assert worked(basis, half).effect == pytest.approx(channel.value / 2)
