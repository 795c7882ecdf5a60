"""Ballots that answer everything alike are said, counted both ways, and never taken out."""

from __future__ import annotations

import pytest

from workshop.methods.attention import Alike, alike, answers_alike

OPTIONS = ("a", "b", "c", "d")
SAME = dict.fromkeys(OPTIONS, 3)


@pytest.mark.shows("VOT10")
def test_ballots_that_answer_everything_alike_are_counted_and_kept() -> None:
    found = alike("score", [SAME, SAME, {"a": 5, "b": 0, "c": 1, "d": 1}], OPTIONS)
    assert found == Alike(2, 3, frozenset("a"), frozenset("a"))
    assert not found.matters


@pytest.mark.shows("VOT10")
def test_it_is_said_when_the_first_place_depends_on_them() -> None:
    said = [(4, 3), (0, 3), (0, 0)]  # the median of a falls from 4 to 0 without the two who gave everything a 5
    ballots = [dict.fromkeys(OPTIONS, 5)] * 2 + [{"a": a, "b": b, "c": 0, "d": 0} for a, b in said]
    found = alike("majority_judgment", ballots, OPTIONS)
    assert (found.winners, found.without, found.matters) == (frozenset("a"), frozenset("b"), True)


@pytest.mark.parametrize(
    ("choice", "options", "flat"),
    [
        (SAME, OPTIONS, True),
        ({**SAME, "d": 2}, OPTIONS, False),
        ({"a": 3, "b": 3}, OPTIONS, False),
        (SAME, ("a", "b", "c"), False),
        (list(OPTIONS), OPTIONS, True),
        (["a"], OPTIONS, False),
        ([["a"], ["b"], ["c"], ["d"]], OPTIONS, False),
        ("a", OPTIONS, False),
    ],
)
def test_few_options_rankings_and_single_choices_are_never_alike(choice, options, flat) -> None:
    assert answers_alike(choice, options) is flat
