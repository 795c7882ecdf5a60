"""Messages that wait from day to day, and what the explorer says beneath a picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rhythms import sample

from workshop.agenda import load
from workshop.desk.suggesting import planned
from workshop.desk.widgets.beneath import beneath
from workshop.desk.widgets.weighed import promise
from workshop.errors import EmptySchedule
from workshop.methods.rhythm import Basis, Person, Promise, by_day, queue, shadow_price, worked
from workshop.model import Decision
from workshop.texts import number

MONDAY = ((9.0, 12.0),)


def said(basis: Basis, plan: str, look: str = "replies") -> list[str]:
    return beneath(look, basis, worked(basis, basis.plans[plan]), "en")


def test_staffed_hours_of_a_day_count_overlaps_once_and_run_over_midnight() -> None:
    assert by_day(((9, 17), (10, 12), (22, 30), (166, 170))) == [12, 6, 0, 0, 0, 0, 2]


def test_what_arrives_at_the_weekend_is_gone_on_monday_evening() -> None:
    basis = sample()
    found = queue(basis, worked(basis, basis.plans["sober"]))
    assert found.arriving == pytest.approx(34.0385, abs=1e-4)
    assert found.left == pytest.approx([0, 0, 0, 0, 0, found.arriving / 7, 2 * found.arriving / 7])
    assert found.grows == 0


def test_a_plan_that_leaves_too_few_hours_grows_its_queue_every_week() -> None:
    basis = replace(sample(), people=(Person(10.4),))
    done = worked(basis, basis.plans["sober"])
    found = queue(basis, done)
    assert found.has == pytest.approx(10.4 - (done.load - found.takes))
    assert found.grows == pytest.approx(found.arriving * (1 - found.has / found.takes))
    assert f"about {number(found.grows, 'en', 0)} more messages are waiting" in " ".join(said(basis, "sober"))


def test_one_morning_a_week_may_empty_what_a_week_brings() -> None:
    basis = replace(sample(), staffed=MONDAY)
    found = queue(basis, worked(basis, basis.plans["sober"]))
    assert (found.grows, found.left[0]) == (0, 0)
    assert max(found.left) == pytest.approx(6 * found.arriving / 7)
    assert "the queue empties within the week" in " ".join(said(basis, "sober"))


def test_nobody_there_says_nothing_and_queues_nothing() -> None:
    basis = replace(sample(), staffed=())
    with pytest.raises(EmptySchedule):
        queue(basis, worked(basis, basis.plans["sober"]))
    assert said(basis, "sober") == []


def test_the_price_of_an_hour_stands_beneath_the_frontier_and_a_live_desk_is_a_best_case() -> None:
    basis = sample()
    assert number(shadow_price(basis), "en") in said(basis, "sober", "rhythm")[0]
    assert "At best, a live desk" in said(basis, "sober")[-1]
    assert said(basis, "sober", "hours") == []


def test_a_promise_that_staffed_hours_cannot_keep_is_said_in_numbers() -> None:
    assert promise(sample(), "en") == ""
    assert promise(replace(sample(), promise=Promise(24, 0.76)), "en") == ""
    said = promise(replace(sample(), promise=Promise(24, 0.9)), "en")
    assert "76 messages in 100 are answered within 24 h, not 90" in said


def test_a_letter_a_month_brings_the_least_frequency_with_it() -> None:
    numbers = {"posts.facebook": "5", "posts.newsletter": "0.25", "hours": "9", "capacity": "15", "on": "2026-11-22"}
    plan = Decision("d", "plan", "few", "adopted", 0.0, parameters=numbers)
    option = planned(load().questions["frequency"], plan).option("range")
    assert {p.name: p.default for p in option.parameters if p.name.startswith("posts")} == {
        "posts_per_week_min": 0.25,
        "posts_per_week_max": 5,
    }
