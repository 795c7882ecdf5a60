"""What must hold for every vote, tried on many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workshop.methods.columns import Columns, counted
from workshop.methods.voting import RULES, profile, tally
from workshop.model import Result

OPTIONS = ("a", "b", "c", "d")
RANKING_RULES = ("ranked", "irv", "schulze", "ranked_pairs", "borda")
SCORING_RULES = ("score", "star", "majority_judgment")
ORDERING = ("plurality", "approval", "dots", "points", "gradients", *SCORING_RULES, *RANKING_RULES)
ADOPTING = ("majority", "supermajority", "fist_to_five", "consent", "gradients")

some = st.lists(st.sampled_from(OPTIONS), unique=True)


@st.composite
def rankings(draw: st.DrawFn) -> list[list[str]]:
    """Any ranking, with ties and with options left out."""
    named = draw(some)
    ranks: list[list[str]] = []
    for option in named:
        if ranks and draw(st.booleans()):
            ranks[-1].append(option)
        else:
            ranks.append([option])
    return ranks


CHOICES: dict[str, st.SearchStrategy[Any]] = {
    "plurality": st.sampled_from(OPTIONS),
    "approval": some,
    "dots": st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 5)),
    "gradients": st.dictionaries(st.sampled_from(OPTIONS), st.integers(1, 8), min_size=1),
    "majority": st.sampled_from(["yes", "no", "abstain"]),
    "supermajority": st.sampled_from(["yes", "no", "abstain"]),
    "fist_to_five": st.integers(0, 5),
    "consent": st.sampled_from(["yes", {"remark": "r"}, {"objection": "o", "wording": "w"}]),
    "points": st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 100)),
    **dict.fromkeys(SCORING_RULES, st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 5))),
    **dict.fromkeys(RANKING_RULES, rankings()),
}


@st.composite
def votes(draw: st.DrawFn, rules: tuple[str, ...]) -> tuple[str, list[Any]]:
    rule = draw(st.sampled_from(rules))
    return rule, draw(st.lists(CHOICES[rule], max_size=12))


def count(rule: str, choices: list[Any], options: tuple[str, ...] = OPTIONS, proposal: str | None = None) -> Result:
    return tally(profile(rule, choices), rule, options, proposal=proposal)


def renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(k, k): renamed(v, names) for k, v in value.items()}
    if isinstance(value, list):
        return [renamed(v, names) for v in value]
    return names.get(value, value) if isinstance(value, str) else value


@given(votes(ORDERING))
def test_places_are_a_partition_of_the_options(vote: tuple[str, list[Any]]):
    result = count(*vote)
    assert sorted(o for place in result.places for o in place) == (sorted(OPTIONS) if result.places else [])
    assert all(result.places)
    assert bool(result.places) == ("no_votes" not in result.why)


@given(votes(tuple(RULES)), st.booleans())
def test_support_is_a_share_and_ballots_add_up(vote: tuple[str, list[Any]], adopting: bool):
    result = count(*vote, proposal="a" if adopting else None)
    assert all(0 <= share <= 1 for share in result.support.values())
    assert 0 <= result.abstentions <= result.ballots == len(vote[1])


@given(votes(tuple(RULES)), st.randoms(use_true_random=False))
def test_who_said_it_and_when_does_not_matter(vote: tuple[str, list[Any]], chance: Any):
    rule, choices = vote
    shuffled = chance.sample(choices, len(choices))
    assert count(rule, shuffled) == count(rule, choices)


@given(votes(ORDERING), st.permutations(OPTIONS))
def test_names_and_their_order_do_not_matter(vote: tuple[str, list[Any]], other: list[str]):
    rule, choices = vote
    names = dict(zip(OPTIONS, other, strict=True))
    there = count(rule, renamed(choices, names), tuple(other))
    here = count(rule, choices)
    assert there.places == tuple(frozenset(names[o] for o in place) for place in here.places)
    assert there.support == {names[o]: share for o, share in here.support.items()}


UNANIMOUS: dict[str, Any] = {
    "plurality": "c",
    "approval": ["c"],
    "dots": {"c": 5},
    "gradients": {"c": 1, "a": 7},
    "points": {"c": 100},
    **{rule: {"c": 5, "a": 2} for rule in SCORING_RULES},
    **{rule: [["c"], ["a", "b"]] for rule in RANKING_RULES},
}


@given(st.sampled_from(ORDERING), st.integers(1, 30))
def test_what_all_want_comes_first(rule: str, voters: int):
    result = count(rule, [UNANIMOUS[rule]] * voters)
    assert (result.winners, result.support["c"]) == ({"c"}, 1.0)


@given(st.sampled_from(("ranked", "schulze", "ranked_pairs")), st.lists(rankings(), min_size=1, max_size=12))
def test_who_beats_every_other_wins(rule: str, choices: list[Any]):
    result = count(rule, choices)
    assert result.pairwise is not None
    pairs = result.pairwise
    for o in OPTIONS:
        if all(pairs[o][x] > pairs[x][o] for x in OPTIONS if x != o):
            assert result.winners == {o}
            assert result.support[o] > 0.5


@given(st.lists(CHOICES["majority"], max_size=20))
def test_a_yes_never_turns_adoption_into_refusal(choices: list[str]):
    for rule in ("majority", "supermajority"):
        assert count(rule, [*choices, "yes"]).adopted or not count(rule, choices).adopted


@given(votes(ADOPTING))
def test_a_proposal_is_adopted_or_there_is_a_reason(vote: tuple[str, list[Any]]):
    result = count(*vote, proposal="a")
    assert result.adopted == (not result.why) == bool(result.places)


def all_ways(choices: list[list[str]], left: frozenset[str]) -> Iterator[str]:
    """Every winner of an instant run-off in which one option goes out at a time, in any order among ties."""
    if len(left) == 1:
        yield from left
        return
    firsts = [next((o for o in choice if o in left), None) for choice in choices]
    votes = {o: firsts.count(o) for o in left}
    for o in left:
        if votes[o] == min(votes.values()):
            yield from all_ways(choices, left - {o})


@settings(deadline=None)
@given(st.lists(st.permutations(OPTIONS), min_size=1, max_size=9))
def test_irv_shows_whoever_can_win_when_ties_for_last_go_either_way(choices: list[list[str]]):
    result = count("irv", [[[o] for o in choice] for choice in choices])
    assert result.winners == set(all_ways(choices, frozenset(OPTIONS)))


# ---- every rule, thousands of votes: what is known of it holds -----------------------------------

many = settings(max_examples=250, deadline=None)
strict = st.lists(st.permutations(OPTIONS), min_size=1, max_size=11)
scores = st.fixed_dictionaries({o: st.integers(0, 5) for o in OPTIONS})


def wire(orders: list[list[str]]) -> list[list[list[str]]]:
    return [[[o] for o in order] for order in orders]


def as_table(rule: str, choices: list[Any], options: tuple[str, ...] = OPTIONS) -> Columns:
    """The same ballots as a table of ranks, numbers or marks."""
    if rule == "plurality":
        rows = [[int(choice == o) for o in options] for choice in choices]
    elif rule == "approval":
        rows = [[int(o in choice) for o in options] for choice in choices]
    elif rule in RANKING_RULES:
        rows = [[next((k for k, r in enumerate(c, 1) if o in r), 0) for o in options] for c in choices]
    else:
        rows = [[choice.get(o, -1) for o in options] for choice in choices]
    return counted([list(row) for row in rows], options) if rows else counted(_empty(len(options)), options)


def _empty(options: int) -> Any:
    import numpy as np

    return np.zeros((0, options), dtype=int)


@many
@given(votes(ORDERING))
def test_a_table_of_ballots_and_the_choices_of_phones_are_counted_alike(vote: tuple[str, list[Any]]):
    rule, choices = vote
    assert tally(as_table(rule, choices), rule, OPTIONS) == count(rule, choices)


@many
@given(votes(tuple(RULES)), st.data())
def test_a_ballot_of_weight_three_is_three_ballots(vote: tuple[str, list[Any]], data: st.DataObject):
    rule, choices = vote
    weights = data.draw(st.lists(st.integers(1, 5), min_size=len(choices), max_size=len(choices)))
    weighed = tally(profile(rule, choices, weights), rule, OPTIONS, proposal="a")
    repeated = list(chain.from_iterable([choice] * n for choice, n in zip(choices, weights, strict=True)))
    expected = tally(profile(rule, repeated), rule, OPTIONS, proposal="a")
    if any(n != 1 for n in weights):
        expected = replace(expected, ballots=len(choices), votes=sum(weights))
    assert weighed == expected


@many
@given(st.sampled_from(RANKING_RULES), strict)
def test_unranked_may_be_last_or_ignored_where_all_is_ranked(rule: str, orders: list[list[str]]):
    ballots = profile(rule, wire(orders))
    assert tally(ballots, rule, OPTIONS, unranked="ignore") == tally(ballots, rule, OPTIONS)


@many
@given(st.sampled_from(RANKING_RULES), st.lists(rankings(), max_size=9))
def test_after_the_first_place_the_rule_is_repeated_among_the_others(rule: str, choices: list[Any]):
    places = count(rule, choices).places
    rest = tuple(o for o in OPTIONS if places and o not in places[0])
    again = tally(profile(rule, choices), rule, rest)
    assert again.places in ((), places[1:])


@many
@given(st.sampled_from([r for r in ORDERING if r != "gradients"]), st.integers(1, 9), st.data())
def test_an_option_that_all_put_above_every_other_wins(rule: str, voters: int, data: st.DataObject):
    above: dict[str, Any] = {
        "plurality": st.just("c"),
        "approval": st.just(["c"]),
        **dict.fromkeys(RANKING_RULES, rankings().map(lambda r: [["c"], *[[o for o in t if o != "c"] for t in r]])),
    }
    numbers = scores.map(lambda given: {**{o: min(n, 4) for o, n in given.items()}, "c": 5})
    choices = data.draw(st.lists(above.get(rule, numbers), min_size=voters, max_size=voters))
    choices = [[rank for rank in c if rank] for c in choices] if rule in RANKING_RULES else choices
    assert count(rule, choices).winners == {"c"}


@many
@given(st.sampled_from(("schulze", "ranked_pairs", "borda")), strict)
def test_who_alone_wins_does_not_win_when_everybody_turns_round(rule: str, orders: list[list[str]]):
    here, there = count(rule, wire(orders)), count(rule, wire([order[::-1] for order in orders]))
    assume(len(here.winners) == 1 and not here.tie_break)
    assert here.winners != there.winners


@many
@given(st.lists(scores, min_size=1, max_size=9))
def test_scores_turned_round_turn_the_places_round(choices: list[dict[str, int]]):
    turned = [{o: 5 - n for o, n in choice.items()} for choice in choices]
    assert count("score", turned).places == count("score", choices).places[::-1]


@many
@given(st.sampled_from(("borda", "schulze", "ranked_pairs")), strict, st.data())
def test_a_winner_that_rises_on_a_ballot_still_wins(rule: str, orders: list[list[str]], data: st.DataObject):
    winner = data.draw(st.sampled_from(sorted(count(rule, wire(orders)).winners)))
    k = data.draw(st.integers(0, len(orders) - 1))
    at = data.draw(st.integers(0, orders[k].index(winner)))
    risen = [o for o in orders[k] if o != winner]
    after = [*orders[:k], [*risen[:at], winner, *risen[at:]], *orders[k + 1 :]]
    assert winner in count(rule, wire(after)).winners


@many
@given(st.sampled_from(("score", "majority_judgment", "points", "dots")), st.lists(scores, min_size=1), st.data())
def test_a_winner_that_is_given_more_still_wins(rule: str, choices: list[dict[str, int]], data: st.DataObject):
    winners = sorted(count(rule, choices).winners)
    assume(winners)
    winner = data.draw(st.sampled_from(winners))
    more = {**choices[0], winner: data.draw(st.integers(choices[0][winner], 5))}
    assert winner in count(rule, [more, *choices[1:]]).winners


@many
@given(st.lists(CHOICES["approval"], max_size=12), st.sampled_from(OPTIONS))
def test_one_more_approval_never_costs_the_first_place(choices: list[list[str]], option: str):
    if option in count("approval", choices).winners:
        assert option in count("approval", [*choices, [option]]).winners


@many
@given(st.sampled_from(("schulze", "ranked_pairs")), st.lists(rankings(), min_size=1, max_size=11))
def test_the_first_place_is_among_those_who_together_beat_the_rest(rule: str, choices: list[Any]):
    found = count(rule, choices)
    duels = found.pairwise or {}
    inside = {max(OPTIONS, key=lambda o: sum(duels[o][x] > duels[x][o] for x in OPTIONS if x != o))}
    while more := {x for x in OPTIONS if x not in inside and any(duels[o][x] <= duels[x][o] for o in inside)}:
        inside |= more
    assert found.winners <= inside


@many
@given(st.sampled_from(("irv", "schulze")), strict)
def test_a_twin_changes_nothing_for_the_others(rule: str, orders: list[list[str]]):
    """Every ballot holds the twin e just below c: independence of clones (Tideman, 1987)."""
    twins = [[x for o in order for x in (["c", "e"] if o == "c" else [o])] for order in orders]
    winners = count(rule, wire(twins), (*OPTIONS, "e")).winners
    assert winners - {"e"} | ({"c"} if "e" in winners else set()) == count(rule, wire(orders)).winners


def judged(grades: dict[str, list[int]]) -> set[str]:
    """Majority judgment as its book tells it: the lower middle grade goes out of each, one at a time."""
    left = {o: sorted(given) for o, given in grades.items()}
    while len(left) > 1 and next(iter(left.values())):
        middle = {o: given[(len(given) - 1) // 2] for o, given in left.items()}
        left = {o: given for o, given in left.items() if middle[o] == max(middle.values())}
        for one in left.values():
            one.pop((len(one) - 1) // 2)
    return set(left)


@many
@given(st.lists(st.fixed_dictionaries({o: st.integers(0, 2) for o in OPTIONS}), min_size=1, max_size=14))
def test_majority_judgment_is_the_middle_grade_taken_out_one_at_a_time(choices: list[dict[str, int]]):
    grades = {o: [choice[o] for choice in choices] for o in OPTIONS}
    for place in count("majority_judgment", choices).places:
        assert place == judged(grades)
        grades = {o: given for o, given in grades.items() if o not in place}


def locked(choices: list[list[str]]) -> set[str]:
    """Ranked pairs as its inventor tells it: a duel is locked unless the loser already leads back to the winner."""
    above = Counter((o, x) for order in choices for k, o in enumerate(order) for x in order[k + 1 :])
    won = [(o, x) for o in OPTIONS for x in OPTIONS if above[o, x] > above[x, o]]
    kept: list[tuple[str, str]] = []
    for winner, loser in sorted(won, key=lambda duel: (-above[duel], OPTIONS.index(duel[0]))):
        reached = {loser}
        while more := {x for o, x in kept if o in reached} - reached:
            reached |= more
        if winner not in reached:
            kept.append((winner, loser))
    return set(OPTIONS) - {loser for _, loser in kept}


@many
@given(strict)
def test_ranked_pairs_locks_what_closes_no_circle(orders: list[list[str]]):
    assert count("ranked_pairs", wire(orders)).winners == locked(orders)


@many
@given(st.lists(scores, min_size=1, max_size=9))
def test_who_wins_star_was_among_the_two_highest_sums(choices: list[dict[str, int]]):
    sums = sorted((sum(choice[o] for choice in choices) for o in OPTIONS), reverse=True)
    for winner in count("star", choices).winners:
        assert sum(choice[winner] for choice in choices) >= sums[1]


@pytest.mark.parametrize("rule", sorted(ORDERING))
def test_a_million_ballots_alike_are_one_ballot_a_million_times(rule: str):
    table = as_table(rule, [UNANIMOUS[rule]])
    often = tally(counted(table.values.T, OPTIONS, [10**6]), rule, OPTIONS)
    assert (often.places, often.ballots) == (count(rule, [UNANIMOUS[rule]]).places, 10**6)
