"""Many possible weeks, and which number moves the answer most."""

from __future__ import annotations

from dataclasses import replace
from math import erf, exp, log, sqrt

import numpy as np
import pytest
from rhythms import hours_by_hand, points_by_hand, sample
from scipy.stats import beta

from workshop.methods.rhythm import (
    Basis,
    Channel,
    Habits,
    Person,
    capacity,
    drawn,
    numbers,
    supposing,
    tornado,
    worked,
)
from workshop.methods.rhythm.chances import pert
from workshop.model import Plan

SEED = 20261122
SOBER = sample().plans["sober"]
HOURS, SHARE = 0.15, 0.02  # tolerances: generators may change


def by_hand(basis: Basis, plan: Plan, seed: int, draws: int = 4_000) -> tuple[list[float], list[float], float]:
    """The same weeks one by one, from another generator and with PERT by its quantiles."""
    chance = np.random.Generator(np.random.MT19937(seed))
    hours, points, over = [], [], 0
    for _ in range(draws):
        drawn = {}
        for path, (low, likely, high) in basis.ranges.items():
            a, b = 1 + 4 * (likely - low) / (high - low), 1 + 4 * (high - likely) / (high - low)
            drawn[path] = low + (high - low) * chance.beta(a, b)
        times = drawn.pop("optimism", 1.0)
        channels = []
        for channel in basis.channels:
            own = {k.rpartition(".")[2]: v for k, v in drawn.items() if k.startswith(f"{channel.name}.")}
            half = own.setdefault("half", channel.half * exp(log(2) * chance.uniform(-1, 1)))
            assert half > 0
            own["inbound"] = own.get("inbound", channel.inbound) * exp(0.6 * chance.standard_normal())
            own["minutes"] = own.get("minutes", channel.minutes) * times
            channels.append(replace(channel, **own))
        habits = replace(basis.habits, approval_minutes=drawn.get("approval.minutes", basis.habits.approval_minutes))
        week = replace(basis, habits=habits)
        load = habits.overhead + habits.training + habits.support
        load += sum(hours_by_hand(week, c, plan.posts.get(c.name, 0)) for c in channels)
        hours.append(load)
        points.append(sum(points_by_hand(week, c, plan.posts.get(c.name, 0)) for c in channels))
        over += load > capacity(basis.people)
    return hours, points, over / draws


@pytest.mark.shows("TRD4")
def test_weeks_drawn_are_those_drawn_one_by_one():
    found = drawn(sample(), SOBER, np.random.default_rng(SEED))
    hours, points, over = by_hand(sample(), SOBER, 7)
    assert len(found.load) == len(found.effect) == 20_000
    assert [found.p10, found.p50, found.p90] == pytest.approx(np.quantile(hours, (0.1, 0.5, 0.9)), abs=HOURS)
    assert found.over == pytest.approx(over, abs=SHARE)
    assert list(found.gain) == pytest.approx(np.quantile(points, (0.1, 0.5, 0.9)), abs=0.3)


def test_another_generator_says_the_same_within_the_tolerance():
    one, other = (drawn(sample(), SOBER, np.random.default_rng(seed)) for seed in (SEED, 1))
    assert [one.p10, one.p50, one.p90] == pytest.approx([other.p10, other.p50, other.p90], abs=HOURS)
    assert one.over == pytest.approx(other.over, abs=SHARE)


def test_the_same_generator_gives_the_same_weeks():
    one, other = (drawn(sample(), SOBER, np.random.default_rng(SEED), 100) for _ in range(2))
    assert (one.load.tolist(), one.effect.tolist(), one.over) == (
        other.load.tolist(),
        other.effect.tolist(),
        other.over,
    )


def test_what_comes_in_alone_follows_its_lognormal_exactly():
    channel = Channel(
        "a", 10, 2, 30, followers=52_000, inbound=10, reply_share=1, reply_minutes=5.5, read_minutes=0.5
    )
    basis = Basis((channel,), (Person(15),), Habits(0, 0))
    found = drawn(basis, Plan("", {"a": 1}), np.random.default_rng(SEED))
    fixed, coming = 0.75, 12.0  # hours: one post and presence; 120 messages of 6 minutes
    assert found.p50 == pytest.approx(fixed + coming, abs=HOURS)
    assert found.p90 == pytest.approx(fixed + coming * exp(1.28155 * 0.6), abs=2 * HOURS)
    above = 0.5 - 0.5 * erf(log((15 - fixed) / coming) / 0.6 / sqrt(2))
    assert found.over == pytest.approx(above, abs=SHARE)


def test_pert_has_the_mean_and_the_quantiles_of_its_beta():
    found = pert(np.random.default_rng(SEED), (0.7, 1.0, 2.0), 50_000)
    assert found.mean() == pytest.approx(1.117, abs=0.005)  # (a + 4 m + b) / 6
    a, b = 1 + 4 * 0.3 / 1.3, 1 + 4 * 1.0 / 1.3
    assert np.quantile(found, (0.1, 0.5, 0.9)) == pytest.approx(0.7 + 1.3 * beta.ppf((0.1, 0.5, 0.9), a, b), abs=0.01)
    assert pert(np.random.default_rng(SEED), (3, 3, 3), 4).tolist() == [3, 3, 3, 3]


def test_a_silent_plan_is_certain():
    found = drawn(sample(), Plan("", {}), np.random.default_rng(SEED), 50)
    assert len(set(found.load.tolist())) == 1
    assert found.p50 == pytest.approx(2.3077, abs=1e-4)
    assert (set(found.effect.tolist()), found.over) == ({0.0}, 0.0)


def test_hours_of_people_may_be_uncertain_too():
    basis = sample(ranges={"people.0.hours": [0, 14, 14]})
    assert (
        drawn(basis, SOBER, np.random.default_rng(SEED)).over
        > drawn(sample(ranges={}), SOBER, np.random.default_rng(SEED)).over
    )


# ---- what matters most ----------------------------------------------------------------------------


@pytest.mark.shows("TRD4")
def test_the_widest_swing_comes_first_and_each_is_what_that_number_alone_does():
    basis = sample()
    for of in ("load", "effect"):
        swings = tornado(basis, SOBER, of)
        widths = [abs(one.high - one.low) for one in swings]
        assert widths == sorted(widths, reverse=True)
        for one in swings:
            for value, answer in ((one.low_input, one.low), (one.high_input, one.high)):
                changed = supposing(basis, {one.path: value})
                assert getattr(worked(changed, SOBER), of) == pytest.approx(answer)


def test_optimism_moves_the_hours_most_and_half_saturation_the_effect():
    assert tornado(sample(), SOBER)[0].path == "optimism"
    assert tornado(sample(), SOBER, "effect")[0].path == "facebook.half"


def test_what_cannot_move_the_answer_is_left_out():
    paths = {one.path for one in tornado(sample(), SOBER)}
    assert not any(path.startswith("newsletter.") or path.endswith(".half") for path in paths)
    without = tornado(sample(ranges={}), SOBER)
    assert {one.path.rpartition(".")[2] for one in without} == {"inbound"}
    x = next(one for one in without if one.path == "x.inbound")
    assert (x.low_input, x.high_input) == pytest.approx((0.37 * 15, 2.7 * 15), rel=0.01)  # nine weeks in ten


def test_every_number_can_be_supposed_otherwise_by_its_path():
    basis = sample(promise={"within": 24, "share": 0.5})
    for path, value in numbers(basis).items():
        if path != "optimism":
            assert numbers(supposing(basis, {path: value + 1}))[path] == value + 1
    assert numbers(supposing(basis, {"optimism": 2}))["x.minutes"] == 24
    with pytest.raises(KeyError, match=r"facebook\.nothing"):
        supposing(basis, {"facebook.nothing": 1})
