"""How far people agree: the published values, the ends of each scale, and what has no value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.methods import voting
from workshop.methods.agreement import (
    SCALES,
    agreement,
    by_option,
    consensus,
    median,
    near,
    quantile,
    quartiles,
    spread,
)
from workshop.methods.concordance import alpha, kendall_w, positions

KNOWN = json.loads((Path(__file__).parent / "real/agreement/known-values.json").read_text("utf-8"))


def known(stat: str) -> list[tuple[list[int], float]]:
    return [(case["counts"], case["expected"]) for case in KNOWN if case["stat"] == stat]


def test_consensus_has_its_published_values():
    assert consensus([3, 3, 3]) == 1
    assert consensus([1, 5]) == pytest.approx(0)
    assert consensus([2, 3, 3, 4]) == pytest.approx(0.79248, abs=1e-5)
    for counts, expected in known("tastle_wierman_consensus"):
        values = [score for score, n in enumerate(counts, start=1) for _ in range(n)]
        assert consensus(values) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("counts", "expected"), known("van_der_eijk_A"))
def test_agreement_has_its_published_values(counts: list[int], expected: float):
    assert agreement(counts) == pytest.approx(expected, abs=1e-6)


def test_agreement_is_one_for_one_answer_and_nought_for_an_even_spread():
    assert (agreement([0, 7, 0]), agreement([3, 3, 3]), agreement([0, 0])) == (1, 0, None)


@given(st.lists(st.integers(1, 5), min_size=1), st.lists(st.integers(0, 20), min_size=2, max_size=7))
def test_indices_stay_on_their_scales(values: list[int], counts: list[int]):
    assert 0 <= (consensus(values) or 0) <= 1
    assert -1 - 1e-9 <= (agreement(counts) or 0) <= 1 + 1e-9


def test_nobody_has_no_median_and_one_person_is_their_own():
    assert (median([]), quartiles([]), consensus([])) == (None, None, None)
    assert (median([4]), quartiles([4])) == (4, (4, 4))
    assert (median([1, 2, 4, 5]), quartiles([1, 2, 4, 5])) == (3, (1.75, 4.25))


def test_a_scale_of_one_step_tells_nothing() -> None:
    assert consensus([1, 1], 1, 1) is None


@given(st.lists(st.floats(-100, 100), min_size=2))
def test_quartiles_are_quantiles(values: list[float]) -> None:
    assert quartiles(values) == pytest.approx((quantile(values, 0.25), quantile(values, 0.75)))
    assert (quantile(values, 0), quantile(values, 1), quantile([], 0.5)) == (min(values), max(values), None)


# ---- each option ---------------------------------------------------------------------------------


def test_an_option_has_its_spread_without_those_who_have_no_opinion() -> None:
    choices = [{"list": degree} for degree in (1, 1, 2, 2, 2, 3, 4, 4, 5, 8)]
    found = by_option(voting.tally(voting.profile("gradients", choices), "gradients", ["list"]))["list"]
    assert (found.n, found.median, found.quartiles, found.iqr) == (8, 2, (1.75, 3.25), 1.5)
    assert (found.supporting, found.opposing, found.within_one) == (0.75, 0.25, 6)
    assert found.consensus == pytest.approx(consensus([1, 1, 2, 2, 2, 3, 4, 7], 1, 7))
    assert found.agreement == agreement([2, 3, 1, 1, 0, 0, 1])
    assert near(voting.tally(voting.profile("gradients", choices), "gradients", ["list"])) == {"list": (6, 8)}


def test_nobody_has_no_spread_and_unordered_answers_have_none_either() -> None:
    found = spread({"4": 3}, SCALES["gradients"])
    assert (found.n, found.median, found.iqr, found.supporting, found.agreement) == (0, None, None, None, None)
    assert by_option(voting.tally({"a": 2}, "plurality", ["a", "b"])) == {}


# ---- many things at once -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "expected", "tolerance"),
    [
        (level, expected, case["tol"])
        for case in KNOWN
        if case["stat"] == "krippendorff_alpha"
        for level, expected in case["expected"].items()
    ],
)
def test_alpha_has_its_published_values(level: str, expected: float, tolerance: float) -> None:
    [case] = [case for case in KNOWN if case["stat"] == "krippendorff_alpha"]
    assert alpha(case["data"], level) == pytest.approx(expected, abs=tolerance)


def test_alpha_is_one_for_full_agreement_and_nothing_without_variation() -> None:
    assert alpha([[1, 3, 5], [1, 3, 5]]) == 1
    assert (alpha([[3, 3], [3, 3]]), alpha([[1, None], [None, 2]]), alpha([])) == (None, None, None)


SCORES = st.lists(st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=4, max_size=4), max_size=5)


@given(SCORES, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_does_not_depend_on_who_said_it_and_is_at_most_one(rows: list[list[int | None]], level: str) -> None:
    found = alpha(rows, level)
    assert found is None or found <= 1 + 1e-9
    assert alpha(rows[::-1], level) == pytest.approx(found)


def test_concordance_goes_from_none_to_one() -> None:
    assert kendall_w([[1, 2, 3], [1, 2, 3], [1, 2, 3]]) == 1
    assert kendall_w([[1, 2, 3], [3, 2, 1]]) == 0
    assert (kendall_w([]), kendall_w([[1, 2]]), kendall_w([[1], [1]])) == (None, None, None)
    assert kendall_w([[2, 2, 2], [2, 2, 2]]) is None


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=4, unique=True), min_size=2, max_size=8))
def test_concordance_is_friedmans_chi_square_on_a_scale_of_one(ballots: list[list[str]]) -> None:
    """W = chi² / m(n - 1), both corrected for ties (Kendall, 1948)."""
    from scipy.stats import friedmanchisquare

    rows = [positions([[o] for o in ballot], "abcd") for ballot in ballots]
    found = kendall_w(rows)
    if found is not None:
        chi_square = friedmanchisquare(*zip(*rows, strict=True)).statistic
        assert found == pytest.approx(chi_square / (len(rows) * 3))


def test_equals_share_the_middle_of_their_ranks_and_the_unranked_are_last() -> None:
    assert positions([["b"], ["a", "d"], ["x"]], "abcde") == [2.5, 1, 4.5, 2.5, 4.5]
    assert positions([], "abc") == [2, 2, 2]
