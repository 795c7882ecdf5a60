"""The rules, by small cases that can be counted on fingers."""

from __future__ import annotations

from typing import Any

import pytest

from workshop.errors import InputError, UnknownRule
from workshop.methods.columns import counted
from workshop.methods.voting import RULES, profile, tally
from workshop.model import Result

ABC = ["a", "b", "c"]


def count(rule: str, choices: list[Any], options: list[str] = ABC, **terms: Any) -> Result:
    return tally(profile(rule, choices), rule, options, **terms)


def places(result: Result) -> list[str]:
    return ["".join(sorted(place)) for place in result.places]


@pytest.mark.shows("VOT1")
def test_the_table_holds_the_rules_of_the_contract():
    named = """consent gradients fist_to_five majority supermajority plurality approval dots score points ranked irv
        schulze ranked_pairs borda star majority_judgment"""
    assert list(RULES) == named.split()


def test_an_unknown_rule_is_refused_by_name():
    with pytest.raises(UnknownRule, match="lottery"):
        tally({}, "lottery", ABC)
    with pytest.raises(UnknownRule, match="lottery"):
        profile("lottery", ["a"])


def test_equal_ballots_are_one_entry_of_the_profile():
    assert profile("ranked", [[["a"], ["b", "c"]], [["a"], ["c", "b"]]]) == {
        (frozenset("a"), frozenset("bc")): 2,
    }


@pytest.mark.parametrize(
    ("rule", "choices", "expected"),
    [
        ("plurality", ["b", "b", "a"], ["b", "a", "c"]),
        ("plurality", ["b", "a"], ["ab", "c"]),
        ("approval", [["a", "b"], ["b"], ["c", "b"], []], ["b", "ac"]),
        ("dots", [{"a": 2, "b": 1}, {"c": 3}], ["c", "a", "b"]),
        ("gradients", [{"a": 1, "b": 8, "c": 4}, {"a": 4, "b": 3, "c": 4}], ["a", "b", "c"]),
        ("borda", [[["a"], ["b"], ["c"]], [["b"], ["a"], ["c"]]], ["ab", "c"]),
        ("borda", [[["a"], ["b", "c"]]], ["a", "bc"]),
        ("ranked", [[["a"], ["b"]], [["b"], ["a"]]], ["ab", "c"]),
        ("irv", [[["a"]], [["b"]], [["b"]]], ["b", "a", "c"]),
        ("schulze", [[["a"], ["b"]], [["b"], ["a"]]], ["ab", "c"]),
        ("ranked_pairs", [[["a"], ["b"]], [["b"], ["a"]]], ["ab", "c"]),
        ("points", [{"a": 60, "b": 40}, {"c": 100}, {"c": 1}], ["c", "a", "b"]),
        ("score", [{"a": 5, "b": 3}, {"a": 1, "b": 3}], ["ab", "c"]),
        ("star", [{"a": 5, "b": 4}, {"a": 5, "b": 4}, {"b": 5, "c": 1}], ["a", "b", "c"]),
        ("majority_judgment", [{"a": 5, "b": 3}, {"a": 2, "b": 3}, {"a": 2, "c": 5}], ["b", "a", "c"]),
    ],
)
def test_places_list_all_options_best_first_and_show_ties(rule: str, choices: list[Any], expected: list[str]):
    assert places(count(rule, choices)) == expected


def test_answers_are_counted_by_option():
    approval = count("approval", [["a", "b"], ["b"], []])
    assert approval.counts["a"] == {"yes": 1, "no": 1}
    assert (approval.ballots, approval.abstentions, approval.support["a"]) == (3, 1, 0.5)
    dots = count("dots", [{"a": 2, "b": 1}, {"a": 1, "b": 0}, {}])
    assert dots.counts["a"] == {"1": 1, "2": 1}
    assert (dots.support["b"], dots.abstentions) == (0.5, 1)
    ranked = count("ranked", [[["a"], ["b"]], [["a", "c"]], []])
    assert ranked.counts["b"] == {"1": 0, "2": 1, "3": 0, "unranked": 1}
    assert ranked.pairwise == {"a": {"b": 2, "c": 1}, "b": {"a": 0, "c": 1}, "c": {"a": 0, "b": 1}}


def test_gradients_count_support_among_those_with_an_opinion():
    result = count("gradients", [{"a": 1}, {"a": 4}, {"a": 5}, {"a": 3}], ["a"])
    assert result.support["a"] == pytest.approx(2 / 3)
    assert result.counts["a"] == {"1": 1, "2": 0, "3": 1, "4": 1, "5": 1, "6": 0, "7": 0, "8": 0}
    assert (result.abstentions, result.adopted) == (1, None)


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"majority", "supermajority", "fist_to_five", "consent"}))
def test_an_empty_vote_has_no_first_place(rule: str):
    result = count(rule, [])
    assert (result.places, result.winners, result.why) == ((), frozenset(), ("no_votes",))


@pytest.mark.parametrize("rule", ["majority", "supermajority", "fist_to_five", "consent", "gradients"])
def test_no_votes_cast_adopts_nothing(rule: str):
    result = count(rule, [], ["a"], proposal="a")
    assert (result.adopted, result.why, result.places) == (False, ("no_votes",), ())


@pytest.mark.shows("VOT6")
@pytest.mark.parametrize(
    ("rule", "choices", "why"),
    [
        ("majority", ["yes"] * 5 + ["no"] * 2 + ["abstain"] * 3, ()),
        ("majority", ["yes", "no"], ("below_threshold",)),
        ("majority", ["abstain"] * 4, ("no_votes",)),
        ("majority", ["yes"] + ["abstain"] * 9, ()),
        ("supermajority", ["yes"] * 5 + ["no"] * 2 + ["abstain"] * 3, ()),
        ("supermajority", ["yes"] * 6 + ["no"] * 3, ()),
        ("supermajority", ["yes"] * 66 + ["no"] * 34, ("below_threshold",)),
        ("fist_to_five", [3, 4, 5], ()),
        ("fist_to_five", [2, 5, 5], ("low_score",)),
        ("consent", ["yes", {"remark": "a word is missing"}], ()),
        ("consent", ["yes", {"objection": "it leaks", "wording": "w"}], ("objection",)),
        ("gradients", [{"p": 1}, {"p": 3}, {"p": 7}], ()),
        ("gradients", [{"p": 1}, {"p": 4}, {"p": 5}], ("below_threshold",)),
        ("gradients", [{"p": 1}] * 9 + [{"p": 8}], ("opposed",)),
        ("gradients", [{"p": 1}, {"p": 8}], ("below_threshold", "opposed")),
        ("gradients", [{"p": 4}] * 3, ("no_votes",)),
    ],
)
def test_a_proposal_is_adopted_unless_a_reason_stands_against_it(rule: str, choices: list[Any], why: tuple[str, ...]):
    result = count(rule, choices, ["p", "q"], proposal="p")
    assert (result.adopted, result.why) == (not why, why)
    assert set(result.counts) == set(result.support) == {"p"}
    assert result.winners == (frozenset() if why else {"p"})


@pytest.mark.parametrize("n", [3, 6, 9, 30, 3 * 10**15])
@pytest.mark.parametrize("threshold", [None, 2 / 3, 0.6667])
def test_exactly_two_thirds_is_two_thirds(n: int, threshold: float | None):
    ballots = {"yes": 2 * n // 3, "no": n // 3}
    assert tally(ballots, "supermajority", ["p"], threshold=threshold).adopted
    assert not tally({**ballots, "no": n // 3 + 1}, "supermajority", ["p"], threshold=threshold).adopted


@pytest.mark.parametrize("tenths", range(1, 11))
def test_a_threshold_in_tenths_is_met_exactly(tenths: int):
    ballots = {frozenset({("p", 1)}): tenths, frozenset({("p", 6)}): 10 - tenths}
    result = tally({b: n for b, n in ballots.items() if n}, "gradients", ["p"], proposal="p", threshold=tenths / 10)
    assert (result.adopted, result.threshold) == (True, tenths / 10)


@pytest.mark.shows("VOT6")
def test_abstentions_are_not_votes_cast():
    result = count("majority", ["yes", "abstain", "abstain", "no", "yes"], ["p"])
    assert (result.support["p"], result.ballots, result.abstentions) == (pytest.approx(2 / 3), 5, 2)


def test_a_ballot_about_an_option_that_is_not_there_counts_for_nothing():
    assert count("plurality", ["z", "a"]).abstentions == 1
    assert count("ranked", [[["z"], ["a"]]]).counts["a"]["1"] == 1


def test_a_tie_for_last_that_matters_is_shown_not_broken():
    result = count("irv", [[["a"]]] * 4 + [[["b"], ["c"]]] * 3 + [[["c"], ["b"]]] * 3)
    assert places(result) == ["bc", "a"]
    assert result.eliminations == ({"a": 4, "b": 3, "c": 3},)


def test_a_tie_for_last_that_cannot_matter_goes_out_together():
    result = count("irv", [[["a"]]] * 5 + [[["b"]]] * 4 + [[["c"], ["b"]]] + [[["d"], ["b"]]], [*ABC, "d"])
    assert [sorted(votes) for votes in result.eliminations] == [["a", "b", "c", "d"], ["a", "b"]]
    assert result.winners == {"b"}


def test_a_shared_first_rank_is_exhausted_at_that_point():
    result = count("irv", [[["a", "b"], ["c"]]] + [[["a"]]] * 2 + [[["c"]]] * 3 + [[["b"], ["a"]]])
    assert result.eliminations == ({"a": 2, "b": 1, "c": 3}, {"a": 3, "c": 3})
    assert (result.winners, result.abstentions) == ({"a", "c"}, 1)


def test_ranked_falls_back_on_irv_where_nobody_beats_all():
    cycle = [[["a"], ["b"], ["c"]]] * 4 + [[["b"], ["c"], ["a"]]] * 3 + [[["c"], ["a"], ["b"]]] * 2
    result = count("ranked", cycle)
    assert (result.winners, len(result.eliminations)) == ({"a"}, 2)


def test_ranked_prefers_who_beats_all_to_who_survives():
    squeezed = [[["a"], ["b"], ["c"]]] * 4 + [[["c"], ["b"], ["a"]]] * 4 + [[["b"], ["a"], ["c"]]]
    assert (count("ranked", squeezed).winners, count("irv", squeezed).winners) == ({"b"}, {"a"})
    assert count("ranked", squeezed).support["b"] == pytest.approx(5 / 9)
    assert count("ranked", squeezed).eliminations == ()


def test_many_options_in_a_perfect_tie_are_counted_at_once():
    options = [f"o{i}" for i in range(60)]
    result = count("irv", [[[o]] for o in options], options)
    assert result.winners == set(options)


# ---- scores --------------------------------------------------------------------------------------


def test_an_option_left_out_has_nothing_from_a_ballot_that_scores_another():
    result = count("score", [{"a": 4, "b": 5}, {"a": 5}, {}])
    assert (result.ballots, result.abstentions, result.support["a"], result.support["b"]) == (3, 1, 0.9, 0.5)
    assert result.counts["b"] == {"0": 0, "1": 0, "2": 0, "3": 0, "4": 0, "5": 1, "unscored": 1}
    judged = count("majority_judgment", [{"a": 4, "b": 5}, {"a": 5}, {}])
    assert (judged.winners, judged.support["a"], judged.support["b"]) == ({"a"}, 1.0, 0.5)


def test_the_scale_of_scores_may_be_another():
    result = count("score", [{"a": 7, "b": 10}], most=10)
    assert (result.support["a"], list(result.counts["a"])[-2:]) == (0.7, ["10", "unscored"])


@pytest.mark.parametrize("rule", ["score", "star", "majority_judgment"])
def test_a_score_off_the_scale_is_refused(rule: str):
    with pytest.raises(InputError, match="from 0 to 5"):
        count(rule, [{"a": 6}])


def test_points_are_shares_of_all_points():
    result = count("points", [{"a": 60, "b": 40}, {"a": 0, "b": 0}, {"b": 100}])
    assert (result.support, result.abstentions) == ({"a": 0.3, "b": 0.7, "c": 0.0}, 1)
    assert result.counts["b"] == {"0": 1, "40": 1, "100": 1}


def test_points_without_a_limit_are_counted_exactly():
    assert count("points", [{"a": 10**12}, {"b": 10**12 + 1}]).winners == {"b"}


def test_star_prefers_the_one_of_two_whom_more_score_higher():
    result = count("star", [{"a": 5, "b": 0}] * 2 + [{"a": 3, "b": 4}] * 3 + [{"c": 1}])
    assert (places(result), result.pairwise) == (["b", "a", "c"], {"a": {"b": 2}, "b": {"a": 3}})
    assert result.support["a"] > result.support["b"]


@pytest.mark.parametrize(
    ("scores", "winners"),
    [
        # a is first; b and c tie for the other seat, more score c above b, and c beats a
        ([{"a": 5, "c": 0, "b": 1}] * 2 + [{"a": 3, "b": 2, "c": 4}] + [{"a": 4, "c": 5, "b": 5}] * 2, "a"),
        ([{"a": 5, "b": 4}, {"a": 4, "b": 5}, {"a": 1}], "a"),  # the run-off is drawn: the higher sum
        ([{"a": 5, "b": 4}, {"a": 4, "b": 4}, {"a": 1, "b": 2}], "a"),  # drawn and equal sums: more top scores
        ([{"a": 5, "b": 4}, {"a": 4, "b": 5}], "ab"),  # the same in everything: a tie
        ([{"a": 5, "b": 1}, {"b": 5, "c": 1}, {"c": 5, "a": 1}], "abc"),  # a circle: each may be left out
    ],
)
def test_ties_of_star_are_settled_by_the_ballots_or_shown(scores: list[dict[str, int]], winners: str):
    assert "".join(sorted(count("star", scores).winners)) == winners


def test_a_seat_in_the_run_off_goes_to_whom_more_prefer_among_those_tied():
    scores = [{"a": 5, "b": 1, "c": 2}] * 3 + [{"a": 5, "b": 4, "c": 1}]
    assert count("star", scores).pairwise == {"a": {"c": 4}, "c": {"a": 0}}


def test_majority_judgment_compares_the_grades_around_equal_middles():
    """a has 4 4 3 2 1, b has 5 3 3 2 1: both 3 in the middle, then 2, then 4 against 3."""
    grades = [(4, 5), (4, 3), (3, 3), (2, 2), (1, 1)]
    assert places(count("majority_judgment", [{"a": a, "b": b} for a, b in grades])) == ["a", "b", "c"]


def test_many_who_stand_at_both_ends_are_judged_at_once():
    halves = {frozenset({("a", 0), ("b", 0)}): 10**9, frozenset({("a", 5), ("b", 5)}): 10**9}
    assert places(tally(halves, "majority_judgment", ABC)) == ["ab", "c"]


# ---- ranked pairs, weights, exhausted ballots, unranked options ----------------------------------

CIRCLE = [[["a"], ["b"], ["c"]], [["b"], ["c"], ["a"]], [["c"], ["a"], ["b"]]]


def test_among_equal_duels_the_ballot_paper_decides_and_it_is_said():
    for paper in (["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"]):
        result = count("ranked_pairs", CIRCLE, paper)
        assert (places(result), result.tie_break) == (paper, tuple(paper))


def test_the_ballot_paper_is_not_named_where_it_settles_nothing():
    assert count("ranked_pairs", [*CIRCLE, [["a"], ["b"], ["c"]], [["a"], ["b"], ["c"]]]).tie_break == ()
    assert count("ranked_pairs", [[["a"], ["b"], ["c"]]]).tie_break == ()


def test_the_weakest_duel_of_a_circle_gives_way():
    circle = CIRCLE[:1] * 4 + CIRCLE[1:2] * 3 + CIRCLE[2:] * 2
    result = count("ranked_pairs", circle)
    assert (places(result), result.tie_break) == (["a", "b", "c"], ())


def test_ballots_that_name_nobody_left_are_exhausted():
    choices = [[["a"]]] * 3 + [[["c"]]] * 3 + [[["b"], ["c"]], [["d"]], []]
    result = count("irv", choices, [*ABC, "d"])
    assert (result.exhausted, result.abstentions, result.eliminations[-1]) == (1, 2, {"a": 3, "c": 4})
    assert count("irv", []).exhausted == 0
    assert count("schulze", choices).exhausted is None


def test_ranked_counts_exhausted_ballots_only_where_it_runs_off():
    fallen = count("ranked", CIRCLE[:1] * 4 + CIRCLE[1:2] * 4 + [CIRCLE[2], [["c"]]])
    assert (fallen.winners, fallen.exhausted, fallen.abstentions) == ({"a"}, 1, 0)
    assert count("ranked", [[["a"]]]).exhausted is None


def test_weights_are_votes_and_ballots_stay_people():
    result = tally(profile("majority", ["yes", "no", "abstain"], [3, 1, 1]), "majority", ["p"], proposal="p")
    assert (result.adopted, result.ballots, result.votes, result.support["p"]) == (True, 3, 5, 0.75)
    assert (result.voices, count("majority", ["yes"]).votes, count("majority", ["yes"]).voices) == (5, None, 1)
    assert tally(profile("majority", ["yes"], [1]), "majority", ["p"]).votes is None


@pytest.mark.parametrize("weights", [[1], [1, 0], [1, -2], [1, 1.5], [True, 2], [1, 2, 3]])
def test_weights_are_positive_whole_numbers_one_a_ballot(weights: list[Any]):
    with pytest.raises(InputError, match="one for each ballot"):
        profile("approval", [["a"], ["b"]], weights)


@pytest.mark.parametrize("rule", ["schulze", "ranked", "ranked_pairs", "borda"])
def test_an_option_that_few_rank_may_be_compared_only_by_them(rule: str):
    ballots = profile(rule, [[["b"], ["a"]]] * 2 + [[["a"]]] * 3)
    assert tally(ballots, rule, "ab").winners == {"a"}
    ignored = tally(ballots, rule, "ab", unranked="ignore")
    assert (ignored.winners, ignored.pairwise) == ({"b"}, {"a": {"b": 0}, "b": {"a": 2}})


def test_an_option_that_nobody_compares_loses_to_nobody():
    ballots = profile("schulze", [[["b"], ["a"]]])
    assert places(tally(ballots, "schulze", ABC, unranked="ignore")) == ["bc", "a"]


@pytest.mark.parametrize("table", [[1, 2, 3], [[1, 2]], [[1.0, 2.0, 3.0]], [["a", "b", "c"]]])
def test_a_table_of_ballots_has_a_whole_number_for_every_option(table: list[Any]):
    with pytest.raises(InputError, match="one column an option"):
        counted(table, ABC)


def test_a_table_answers_no_question_of_yes_and_no():
    with pytest.raises(TypeError, match="majority counts answers"):
        tally(counted([[1, 2, 3]], ABC), "majority", ABC)


def test_many_options_and_deep_ranks_are_counted():
    options = [f"o{k}" for k in range(300)]
    table = [list(range(1, 301)), list(range(300, 0, -1)), list(range(1, 301))]
    assert tally(counted(table, options), "schulze", options).places[0] == {"o0"}
