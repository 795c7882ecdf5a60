"""Risks: medians in words, expected days of work, places with ties, vetoes, ranges, and two rounds compared."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.methods import effort
from workshop.methods.effort import Guess, expected, guesses, level, middle, places, standard
from workshop.methods.risks import Veto, moved, order, reliability, score, scores

SCORES = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=12)


def estimates(*pairs: tuple[int, int]) -> list[dict[str, int] | None]:
    return [{"likelihood": likelihood, "impact": impact} for likelihood, impact in pairs]


def test_a_risk_has_medians_ranges_and_words_with_numbers():
    found = score("leak", [*estimates((2, 4), (3, 4), (2, 5), (3, 4)), None])
    assert (found.n, found.unknown, found.likelihood, found.impact) == (4, 1, 2.5, 4)
    assert (found.likelihood_range, found.impact_range, found.flagged) == ((2, 3), (4, 5), False)
    assert found.likelihood_words["en"] == "between unlikely (5 to 20%) and possible (20 to 50%)"
    assert found.likelihood_words["fr"].startswith("entre peu probable (5 à 20")
    assert found.impact_words["fr"] == "grave (jusqu’à 3 mois)"
    assert found.scores == ((2, 4), (3, 4), (2, 5), (3, 4))


@pytest.mark.parametrize(
    ("likely", "flagged"),
    [
        ([3, 3, 3, 3], False),
        ([2, 3, 3, 4], False),
        ([1, 1, 3, 3], True),
        ([2] * 9 + [5], True),
        ([2] * 9 + [4], False),
    ],
)
def test_a_wide_spread_or_one_far_score_is_flagged(likely: list[int], flagged: bool):
    assert score("r", estimates(*((value, 3) for value in likely))).flagged is flagged
    assert score("r", estimates(*((3, value) for value in likely))).flagged is flagged


def test_a_risk_that_nobody_can_judge_has_no_score():
    found = score("r", [None, None])
    assert (found.n, found.unknown, found.likelihood, found.impact_words, found.flagged) == (0, 2, None, {}, False)


# ---- days of work --------------------------------------------------------------------------------


def test_expected_days_are_probability_times_days_of_the_midpoints() -> None:
    assert expected(3, 4) == pytest.approx(0.35 * 60)
    assert (expected(1, 5), expected(5, 1)) == pytest.approx((6.25, 0.225))


def test_the_group_has_the_median_of_each_persons_own_days_not_the_days_of_medians() -> None:
    found = score("leak", estimates((1, 5), (5, 1), (5, 5)))
    assert found.expected == pytest.approx(6.25)
    assert found.days_range == pytest.approx(((0.225 + 6.25) / 2, (6.25 + 225) / 2))
    assert found.days_wide == pytest.approx((0.225 + 0.2 * 6.025, 6.25 + 0.8 * 218.75))
    assert (found.likelihood, found.impact) == (5, 5)


def test_one_person_is_their_own_interval_and_nobody_has_none() -> None:
    alone, nobody = score("r", estimates((3, 3))), score("r", [None])
    assert (alone.expected, alone.days_range, alone.days_wide) == (3.5, (3.5, 3.5), (3.5, 3.5))
    assert (nobody.expected, nobody.days_range, nobody.days_wide, nobody.veto) == (None, None, None, False)


@given(SCORES)
def test_half_of_the_answers_lies_inside_eight_in_ten(pairs: list[tuple[int, int]]) -> None:
    found = score("r", estimates(*pairs))
    assert found.days_wide and found.days_range and found.expected is not None
    low, high = found.days_wide
    first, third = found.days_range
    assert low <= first <= found.expected <= third <= high


def test_no_cell_of_the_lowest_colour_touches_one_of_the_highest() -> None:
    cells = [(a, b) for a in range(1, 6) for b in range(1, 6)]
    near = [(x, y) for x in cells for y in cells if max(abs(x[0] - y[0]), abs(x[1] - y[1])) == 1]
    assert {level(*x) for x in cells} == {0, 1, 2, 3}
    assert not [(x, y) for x, y in near if (level(*x), level(*y)) == (0, 3)]


def test_colours_follow_days_and_never_the_product_of_scores() -> None:
    assert expected(1, 5) > expected(5, 2)
    assert level(1, 5) > level(3, 2)  # 5 against 6 by ordinals
    assert all(level(a, b) <= level(a + 1, b) for a in range(1, 5) for b in range(1, 6))


# ---- places --------------------------------------------------------------------------------------


def test_overlapping_intervals_share_a_place_and_ties_do_not_spread() -> None:
    chain = {"a": (10.0, (8.0, 12.0)), "b": (7.0, (5.0, 9.0)), "c": (4.0, (3.0, 6.0)), "d": (1.0, (1.0, 2.0))}
    assert places(chain) == (frozenset("ab"), frozenset("c"), frozenset("d"))


def test_a_wide_interval_reaches_past_a_narrow_one_that_is_wholly_below() -> None:
    found = places({"a": (70.0, (50.0, 100.0)), "narrow": (43.0, (40.0, 45.0)), "wide": (40.0, (10.0, 80.0))})
    assert found == (frozenset({"a", "wide"}), frozenset({"narrow"}))


INTERVALS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.tuples(*[st.floats(0, 250)] * 3).map(sorted).map(lambda v: (v[1], (v[0], v[2])))
)


@given(INTERVALS)
def test_a_later_place_is_wholly_below_the_first_of_the_place_before(found: dict[str, Any]) -> None:
    ranking = places(found)
    assert sorted(risk for place in ranking for risk in place) == sorted(found)
    for earlier, later in pairwise(ranking):
        floor = found[max(earlier, key=lambda risk: (found[risk][0], found[risk][1][1]))][1][0]
        assert all(found[risk][1][1] < floor for risk in later)


def test_risks_are_ordered_by_expected_days_and_those_nobody_scored_come_last() -> None:
    said = {"often": (5, 2), "grave": (3, 4), "rare": (1, 3)}
    known = scores(
        [*said, "new"], [{r: {"likelihood": a, "impact": b} for r, (a, b) in said.items()}, {"often": None}]
    )
    assert [(s.risk, s.place) for s in order(known)] == [("grave", 1), ("often", 2), ("rare", 3), ("new", None)]
    assert [s.unknown for s in known] == [1, 0, 0, 0]


def test_a_rare_catastrophe_comes_first_whatever_its_likelihood() -> None:
    known = scores(
        ["often", "death"], [{"often": {"likelihood": 5, "impact": 4}, "death": {"likelihood": 1, "impact": 5}}]
    )
    assert [(s.risk, s.veto, s.place) for s in order(known)] == [("death", True, None), ("often", False, 1)]
    assert known[0].expected is not None and known[1].expected is not None and known[1].expected < known[0].expected


def test_the_veto_is_the_groups_to_set() -> None:
    answers = estimates((1, 5), (1, 5), (1, 1), (1, 1), (1, 1))
    assert not score("r", answers).veto
    assert score("r", answers, Veto(people=2)).veto
    assert not score("r", answers, Veto(people=3)).veto
    assert score("r", estimates((1, 4), (1, 4)), Veto(impact=4)).veto
    assert not score("r", estimates((5, 5)), None).veto


# ---- four-point ranges ---------------------------------------------------------------------------


def test_an_interval_is_stretched_or_shrunk_to_eighty_per_cent() -> None:
    assert standard((10, 40, 20, 80)) == Guess(10, 20, 40)
    assert standard((10, 40, 20, 100)) == Guess(12, 20, 36)
    assert standard((10, 40, 20, 50)) == Guess(4, 20, 52)


def test_an_interval_stays_within_what_is_possible() -> None:
    assert standard((1, 95, 60, 50), 100) == Guess(0, 60, 100)
    assert standard((0, 400, 1, 50)).low == 0


def ranged(likelihood: tuple[float, ...], impact: tuple[float, ...]) -> dict[str, Any]:
    return {"likelihood": 3, "impact": 3, "range": {"likelihood": list(likelihood), "impact": list(impact)}}


def test_a_best_guess_replaces_the_midpoint_of_its_band() -> None:
    found = score("r", [ranged((10, 40, 20, 80), (5, 30, 10, 80)), *estimates((3, 3)), None])
    assert found.expected == pytest.approx((2 + 3.5) / 2)
    assert found.scores == ((3, 3), (3, 3))


def test_the_group_takes_the_median_of_each_number() -> None:
    said = [ranged((10, 40, 20, 80), (5, 30, 10, 80)), ranged((20, 60, 40, 80), (1, 50, 20, 80)), None]
    found = guesses([*said, *estimates((1, 1))])
    assert found is not None
    assert found.n == 2
    assert (found.likelihood, found.impact) == (Guess(0.15, 0.3, 0.5), Guess(3, 15, 40))
    assert (found.days.low, found.days.best, found.days.high) == pytest.approx((0.45, 4.5, 20))
    assert guesses([None, *estimates((1, 1))]) is None


FOUR = (
    st.tuples(*[st.floats(0, 100)] * 3, st.floats(50, 100))
    .map(lambda v: (*sorted(v[:3]), v[3]))
    .map(lambda v: (v[0], v[2], v[1], v[3]))
)


@given(st.lists(st.tuples(FOUR, FOUR), min_size=1, max_size=6))
def test_low_best_and_high_keep_their_order(said: list[tuple[Any, Any]]) -> None:
    found = guesses([ranged(*one) for one in said])
    assert found is not None
    for guess in (found.likelihood, found.impact, found.days):
        assert 0 <= guess.low <= guess.best + 1e-9 and guess.best <= guess.high + 1e-9
    assert found.likelihood.high <= 1


# ---- two rounds ----------------------------------------------------------------------------------


def test_a_second_round_says_how_far_medians_moved_and_whether_opinions_came_closer() -> None:
    first = score("r", estimates((1, 3), (2, 3), (4, 3), (5, 3)))
    second = score("r", estimates((2, 3), (3, 3), (3, 3), (3, 3)))
    found = moved(first, second)
    assert (found.likelihood, found.impact, found.spread, found.settled) == (0, 0, -2.25, False)
    assert found.days == pytest.approx(3.5 - (1.25 + 6.5) / 2)
    assert moved(second, second).settled


def test_a_round_without_answers_moves_nothing_that_is_known() -> None:
    found = moved(score("r", [None]), score("r", estimates((2, 3))))
    assert (found.likelihood, found.impact, found.days, found.spread, found.settled) == (
        None,
        None,
        None,
        None,
        False,
    )


def test_alpha_says_whether_people_judge_alike() -> None:
    alike = [{"a": {"likelihood": 1, "impact": 5}, "b": {"likelihood": 5, "impact": 5}}] * 3
    assert reliability(alike, "likelihood") == 1
    assert reliability([*alike, {"a": None}], "likelihood") == 1
    assert (reliability(alike, "impact"), reliability([], "impact")) == (None, None)


def test_the_middle_of_nothing_is_nothing() -> None:
    assert middle([], 0.5) is None
    assert len(effort.LIKELIHOOD) == len(effort.IMPACT) == 5
