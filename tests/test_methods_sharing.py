"""Points that everybody shared alone: medians brought to a hundred, and how far apart people are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.methods.sharing import shared

OPTIONS = ["facebook", "newsletter", "x"]
THREE = [{"facebook": 50, "newsletter": 50}, {"facebook": 60, "newsletter": 30, "x": 10}, {"newsletter": 80, "x": 20}]


@pytest.mark.shows("TRD6")
def test_the_worth_of_each_channel_is_its_median_brought_to_a_hundred() -> None:
    found = shared(THREE, OPTIONS)
    assert found is not None and found.medians == {"facebook": 50, "newsletter": 50, "x": 10}
    assert found.values == pytest.approx({"facebook": 500 / 11, "newsletter": 500 / 11, "x": 100 / 11})
    assert (found.people, found.averaged) == (3, False)


def test_a_channel_without_points_counts_as_nothing_and_a_blank_ballot_as_nobody() -> None:
    found = shared([{"x": 100}, {"x": 60, "facebook": 40}, {}, {"x": 0}], OPTIONS)
    assert found is not None and found.people == 2
    assert found.medians == {"facebook": 20, "newsletter": 0, "x": 80}


def test_how_far_apart_people_are_is_how_many_points_one_would_have_to_move() -> None:
    found = shared([{"facebook": 100}, {"facebook": 100}, {"x": 100}], OPTIONS)
    assert found is not None and found.values == {"facebook": 100, "newsletter": 0, "x": 0}
    assert found.apart == pytest.approx(100 / 3)
    agreed = shared([{"facebook": 70, "x": 30}] * 4, OPTIONS)
    assert agreed is not None and agreed.apart == pytest.approx(0)


def test_the_middle_half_of_the_answers_is_told_for_each_channel() -> None:
    found = shared([{"x": n, "facebook": 100 - n} for n in (10, 20, 30, 40, 90)], OPTIONS)
    assert found is not None and found.halves == {"facebook": (60, 80), "newsletter": (0, 0), "x": (20, 40)}


def test_where_every_median_is_nothing_means_stand_in_and_it_is_said() -> None:
    split = shared([{one: 100} for one in OPTIONS], OPTIONS)
    assert split is not None and split.averaged
    assert split.values == pytest.approx(dict.fromkeys(OPTIONS, 100 / 3))


def test_a_ballot_of_weight_three_counts_as_three_people() -> None:
    cast = [{"facebook": 100}, {"x": 100}]
    found = shared(cast, OPTIONS, [3, 1])
    three = shared([cast[0]] * 3 + [cast[1]], OPTIONS)
    assert found is not None and three is not None
    assert (found.values, found.halves, found.apart) == (three.values, three.halves, three.apart)
    assert (found.people, three.people) == (2, 4)


def test_nobody_and_nothing_give_no_worth() -> None:
    assert shared([], OPTIONS) is None and shared([{}, {"x": 0}], OPTIONS) is None


POINTS = st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 100), max_size=3)


@given(st.lists(POINTS, max_size=9), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_worths_add_up_to_a_hundred_whatever_the_order_of_the_ballots(
    cast: list[dict[str, int]], by: object
) -> None:
    found = shared(cast, OPTIONS)
    by.shuffle(cast)  # type: ignore[attr-defined]
    again = shared(cast, OPTIONS)
    assert (found is None) == (again is None)
    if found is not None and again is not None:
        assert (found.values, found.halves) == (again.values, again.halves)
        assert sum(found.values.values()) == pytest.approx(100)
        assert min(found.values.values()) >= 0 and 0 <= found.apart <= 100 + 1e-9
