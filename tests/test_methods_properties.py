"""What must hold for every vote, tried on many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

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
    **dict.fromkeys(SCORING_RULES, {"c": 5, "a": 2}),
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
