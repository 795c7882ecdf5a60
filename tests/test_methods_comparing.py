"""The same ballots under other rules."""

from __future__ import annotations

from pathlib import Path

from workshop.exchange.ballots import read_ballots
from workshop.methods.comparing import under_other_rules

BURLINGTON = Path(__file__).parents[1] / "data" / "sample" / "burlington-2009.csv"


def test_in_burlington_the_winner_depends_on_the_rule() -> None:
    ballots = read_ballots(BURLINGTON)
    choices = [[sorted(rank) for rank in ranking] for ranking in ballots.profile]
    found = under_other_rules("irv", choices, ballots.options, weights=list(ballots.profile.values()))
    winners = {rule: set(result.winners) for rule, result in found.items()}
    assert (winners["plurality"], winners["irv"]) == ({"Wright"}, {"Kiss"})
    assert winners["ranked"] == winners["schulze"] == winners["ranked_pairs"] == {"Montroll"}


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
