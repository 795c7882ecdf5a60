"""The same ballots under other rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from workshop.exchange.ballots import read_ballots
from workshop.methods.comparing import depends, under_other_rules

BURLINGTON = Path(__file__).parents[1] / "data" / "sample" / "burlington-2009.csv"


@pytest.mark.shows("VOT8")
def test_in_burlington_the_winner_depends_on_the_rule() -> None:
    ballots = read_ballots(BURLINGTON)
    choices = [[sorted(rank) for rank in ranking] for ranking in ballots.profile]
    found = under_other_rules("irv", choices, ballots.options, weights=list(ballots.profile.values()))
    winners = {rule: set(result.winners) for rule, result in found.items()}
    assert (winners["plurality"], winners["irv"]) == ({"Wright"}, {"Kiss"})
    assert winners["ranked"] == winners["schulze"] == winners["ranked_pairs"] == {"Montroll"}
    assert depends(found)
    assert list(found) == ["irv", "plurality", "ranked", "schulze", "ranked_pairs", "borda"]


def test_the_rule_of_the_round_is_among_them_and_says_what_it_said() -> None:
    choices = [[["a"], ["b"]], [["b"]], [["a"], ["c"]]]
    assert set(under_other_rules("borda", choices, "abc")["borda"].winners) == {"a"}


def test_scores_are_read_by_the_rules_that_rank() -> None:
    choices = [{"a": 5, "b": 4}] * 3 + [{"a": 0, "b": 5}] * 2
    found = under_other_rules("score", choices, "ab")
    assert (found["score"].winners, found["star"].winners, found["ranked"].winners) == ({"b"}, {"a"}, {"a"})


def test_a_shared_first_place_is_blank_for_plurality() -> None:
    found = under_other_rules("ranked", [[["a", "b"]], [["b"]]], "ab")
    assert (found["plurality"].winners, found["plurality"].abstentions) == ({"b"}, 1)


def test_an_answer_that_only_one_rule_can_read_stays_alone() -> None:
    assert set(under_other_rules("approval", [["a"], []], "ab")) == {"approval"}


def test_a_ballot_that_weighs_three_counts_three_times_under_every_rule() -> None:
    found = under_other_rules("irv", [[["a"]], [["b"]], [["b"]]], "ab", weights=[3, 1, 1])
    assert {rule for rule, result in found.items() if result.winners == {"a"}} == set(found)


def test_scores_are_approved_from_half_of_the_scale_and_rank_their_highest_first() -> None:
    choices = [{"a": 3, "b": 2}, {"a": 5, "b": 4, "c": 0}, {"a": 5, "b": 5}]
    found = under_other_rules("score", choices, "abc")
    assert {o: c["yes"] for o, c in found["approval"].counts.items()} == {"a": 3, "b": 2, "c": 0}
    assert found["irv"].pairwise == {"a": {"b": 2, "c": 3}, "b": {"a": 0, "c": 3}, "c": {"a": 0, "b": 0}}
    assert (found["plurality"].abstentions, depends(found)) == (1, False)
    eleven = under_other_rules("star", [{"a": 5, "b": 4}], "ab", most=10)
    assert (eleven["approval"].counts["a"]["yes"], eleven["approval"].counts["b"]["yes"]) == (1, 0)


def test_gradients_are_read_as_approval_scores_and_rankings() -> None:
    found = under_other_rules("gradients", [{"a": 1, "b": 3}, {"a": 8}, {"a": 2, "b": 3, "c": 5}], "abc")
    assert (found["gradients"].winners, found["approval"].winners) == ({"b"}, {"a", "b"})
    assert found["score"].counts["b"]["5"] == 2
    assert found["score"].counts["b"]["4"] == 1
    assert found["ranked"].pairwise == {"a": {"b": 2, "c": 2}, "b": {"a": 1, "c": 2}, "c": {"a": 1, "b": 0}}
