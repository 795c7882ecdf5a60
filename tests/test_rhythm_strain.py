"""Whether promises still fit: numbers that can be checked by hand, and their bounds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.agenda import sample
from workshop.methods import rhythm
from workshop.methods.rhythm import Person
from workshop.methods.rhythm.strain import Promised, share_in_working_hours, strains, watched
from workshop.model import Plan

OFFICE = tuple((24.0 * day + 9, 24.0 * day + 17) for day in range(5))
TUESDAY = ((33.0, 41.0),)
BASIS = rhythm.basis(sample().rhythm)
FEW = {"posts.facebook": 6.0, "posts.instagram": 2.0, "posts.newsletter": 1.0}


def short(basis: rhythm.Basis = BASIS, /, **clauses: Any) -> dict[str, tuple[str, float, float]]:
    """What no longer fits, by question and reason."""
    found = strains(basis, {q: Promised(option, numbers) for q, (option, numbers) in clauses.items()})
    return {f"{one.question}.{one.why}": (one.channel, one.takes, one.has) for one in found}


def with_hours(*hours: float) -> rhythm.Basis:
    return replace(BASIS, people=tuple(Person(h, 41 / 260, 0.85) for h in hours))


# ---- the plan --------------------------------------------------------------------------------------


@pytest.mark.shows("TRD2")
def test_the_best_plan_of_the_worked_example_fits_and_one_hour_less_does_not() -> None:
    assert short(plan=("few", FEW)) == {}
    found = short(with_hours(13, 7), plan=("few", FEW))
    assert found["plan.hours"] == ("", pytest.approx(15.014, abs=1e-3), pytest.approx(20 * 219 / 260 * 0.85))


def test_a_plan_may_take_no_more_of_the_capacity_than_was_agreed() -> None:
    found = short(replace(BASIS, most_load=0.85), plan=("few", FEW))
    assert found["plan.hours"][2] == pytest.approx(0.85 * 15.0352, abs=1e-3)


def test_a_plan_falls_short_where_a_channel_closes_replies_slow_down_or_nobody_is_trained() -> None:
    promised = {**FEW, "within": 24.0, "share": 76.0, "holders": 2.0}
    assert short(plan=("few", promised)) == {}
    closed = replace(BASIS, channels=tuple(c for c in BASIS.channels if c.name != "instagram"))
    assert short(closed, plan=("few", promised)) == {"plan.closed": ("instagram", 2, 0)}
    slow = short(replace(BASIS, every=8), plan=("few", promised))
    assert slow["plan.answered"][1:] == (0.76, pytest.approx(rhythm.share_answered(BASIS.staffed, 24, 8)))
    one, other = BASIS.people
    people = (one, replace(other, holds=frozenset({"facebook", "instagram"})))
    assert short(replace(BASIS, people=people), plan=("few", promised)) == {"plan.trained": ("newsletter", 2, 1)}


# ---- how often, with which hours ---------------------------------------------------------------------


def test_the_least_on_every_open_channel_is_weighed_against_the_share_of_hours_allowed() -> None:
    allowed = {"posts_per_week_min": 3.0, "posts_per_week_max": 7.0, "load_percent": 85.0}
    found = short(frequency=("range", allowed))["frequency.limit"]
    every = Plan("", dict.fromkeys(("facebook", "x", "instagram", "linkedin", "newsletter"), 3))
    assert found[1] == pytest.approx(rhythm.load(BASIS.channels, every, BASIS.habits))
    assert found[2] == pytest.approx(0.85 * 15.0352, abs=1e-3)
    assert short(frequency=("reactive", {"posts_per_week_max": 3.0})) == {}


def test_a_clause_on_frequency_and_the_adopted_plan_contradict_each_other_aloud() -> None:
    allowed = {"posts_per_week_min": 1.0, "posts_per_week_max": 5.0, "load_percent": 100.0}
    found = short(plan=("few", FEW), frequency=("range", allowed))
    assert found == {"frequency.outside": ("facebook", 6, 5)}


def test_the_budget_must_hold_what_the_plan_takes_and_people_must_give_it() -> None:
    assert short(plan=("few", FEW), resourcing=("hours_budget", {"hours_per_week": 21.0})) == {}
    found = short(plan=("few", FEW), resourcing=("hours_budget", {"hours_per_week": 10.0}))
    assert found["resourcing.budget"][1:] == (pytest.approx(15.014 * 21 / 15.0352, abs=2e-3), 10)
    assert short(resourcing=("hours_budget", {"hours_per_week": 30.0})) == {"resourcing.given": ("", 30, 21)}
    assert short(with_hours(21), resourcing=("dedicated", {})) == {"resourcing.deputy": ("", 2, 1)}
    shared = short(plan=("few", FEW), resourcing=("shared", {"daily_minutes": 60.0}))
    assert shared["resourcing.daily"][2] == pytest.approx(10 * 219 / 260 * 0.85)


# ---- replies -----------------------------------------------------------------------------------------


def test_a_promise_in_working_hours_only_waits_for_the_next_reading_where_they_are_the_staffed_hours() -> None:
    assert share_in_working_hours(OFFICE, 0) == 1
    assert share_in_working_hours(OFFICE, 1, every=4) == pytest.approx(0.25)
    assert share_in_working_hours(OFFICE, 4, every=4) == pytest.approx(1)


def test_who_reads_on_tuesdays_alone_keeps_a_promise_in_working_hours_to_few() -> None:
    """Eight working hours before Tuesday 9 is Monday 9; before that, nobody works back to Friday 17: 64 hours."""
    assert share_in_working_hours(TUESDAY, 8) == pytest.approx((8 + 24 + 64) / 168)
    assert share_in_working_hours(TUESDAY, 32) == pytest.approx(1)


@given(st.floats(0, 40), st.floats(0, 10), st.floats(0, 20))
def test_more_time_never_answers_fewer_and_rarer_readings_never_more(T: float, more: float, every: float) -> None:
    for staffed in (OFFICE, TUESDAY, ((1.0, 2.0), (100.0, 130.0))):
        once = share_in_working_hours(staffed, T, every)
        assert 0 <= once <= 1 + 1e-9
        assert share_in_working_hours(staffed, T + more, every) >= once - 1e-9
        assert share_in_working_hours(staffed, T, every + more) <= once + 1e-9


def test_a_promise_of_every_day_counts_the_hours_that_nobody_covers() -> None:
    every_day = {"ack_minutes": 60.0, "opening_hour": 8.0, "closing_hour": 20.0}
    found = short(response_time=("one_hour", every_day))["response_time.watched"]
    assert found[1:] == (84, 5 * 9)  # the staffed hours, and the hour before each
    whole = replace(BASIS, staffed=tuple((24.0 * day + 8, 24.0 * day + 20) for day in range(7)))
    assert short(whole, response_time=("one_hour", every_day)) == {}
    assert watched(replace(whole, every=2), 8, 20, 1) == 0


def test_a_displayed_reply_time_is_judged_by_its_tightest_number_and_its_share() -> None:
    shown = {"message_hours": 4.0, "comment_hours": 8.0, "email_days": 2.0, "target_percent": 90.0}
    assert short(response_time=("by_channel", shown)) == {}
    found = short(replace(BASIS, every=8), response_time=("by_channel", shown))
    assert found == {"response_time.replies": ("", 0.9, 0.5)}
    nobody = short(replace(BASIS, staffed=()), response_time=("best_effort", {"reply_days": 2.0}))
    assert nobody == {"response_time.replies": ("", 1, 0)}


# ---- who takes over ----------------------------------------------------------------------------------


def test_a_rota_and_deputies_need_people_who_have_hours() -> None:
    assert short(succession=("rota", {"holders": 3.0})) == {"succession.rota": ("", 3, 2)}
    assert short(succession=("deputy", {})) == {}
    assert short(with_hours(21, 0), succession=("deputy", {}))["succession.holders"][1:] == (2, 1)
    assert short(with_hours(21, 0), succession=("pause", {})) == {}
