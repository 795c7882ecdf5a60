"""1,500 random votes come out as another library counts them (bench/oracle.py says which rules and when)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workshop.methods.voting import profile, tally

KEPT = json.loads((Path(__file__).parent / "real/oracle/pref_voting.json").read_text("utf-8"))
VOTES: list[dict[str, Any]] = KEPT["votes"]
BY_SCORES = ("approval", "score", "star", "majority_judgment")
BY_RANKINGS = ("plurality", "irv", "ranked", "schulze", "ranked_pairs", "borda")
NAMES = "abcdef"


def as_ranking(ranks: str) -> list[list[str]]:
    return [[o for o, r in zip(NAMES, ranks, strict=False) if r == rank] for rank in sorted({*ranks} - {"0"})]


def choices(vote: dict[str, Any], rule: str) -> list[Any]:
    if rule in BY_RANKINGS:
        rankings = [as_ranking(ranks) for ranks in vote["rankings"].split()]
        return [ranking[0][0] for ranking in rankings] if rule == "plurality" else rankings
    scores = [{o: int(n) for o, n in zip(NAMES, row, strict=False) if n != "-"} for row in vote["scores"].split()]
    return [[o for o in row if row[o] >= 3] for row in scores] if rule == "approval" else scores


def asked(rule: str) -> Iterator[tuple[dict[str, Any], set[str], set[str]]]:
    for vote in VOTES:
        if rule in vote["winners"]:
            options = NAMES[: len(vote["pairwise"])]
            ours = tally(profile(rule, choices(vote, rule)), rule, options).winners
            yield vote, set(ours), {NAMES[k] for k in vote["winners"][rule]}


@pytest.mark.parametrize("rule", [*BY_RANKINGS, "approval", "score"])
def test_the_same_options_win_as_in_the_other_library(rule: str):
    """Where all ballots are blank, nobody wins here and everybody there."""
    assert [vote for vote, ours, theirs in asked(rule) if ours and ours != theirs] == []


@pytest.mark.parametrize("rule", ["star", "majority_judgment"])
def test_where_they_leave_a_tie_ours_are_among_theirs(rule: str):
    found = list(asked(rule))
    assert [vote for vote, ours, theirs in found if not ours <= theirs] == []
    assert sum(len(theirs) == 1 for _, _, theirs in found) > 1100


def test_as_many_hold_each_option_above_each_other():
    for vote in VOTES:
        options = NAMES[: len(vote["pairwise"])]
        duels = tally(profile("schulze", choices(vote, "schulze")), "schulze", options).pairwise
        assert duels is not None
        assert [[duels[o].get(x, 0) for x in options] for o in options] == vote["pairwise"]


def test_every_rule_that_both_have_was_asked_often():
    times = {rule: sum(rule in vote["winners"] for vote in VOTES) for rule in (*BY_RANKINGS, *BY_SCORES)}
    assert len(VOTES) == 1500
    assert min(times.values()) >= 500
    assert {times[rule] for rule in ("schulze", "borda", *BY_SCORES)} == {1500}
    assert (times["irv"], times["ranked"]) == (1000, 1000)
