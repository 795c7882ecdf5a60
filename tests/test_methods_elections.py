"""Real elections and published cases: our results equal the published ones (tests/real/README.md)."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from workshop.exchange.ballots import Ballots, read_ballots
from workshop.methods.columns import counted
from workshop.methods.voting import profile, tally
from workshop.model import Result

REAL = Path(__file__).parent / "real"
CASES = json.loads((REAL / "cases/ranked-cases.json").read_text("utf-8"))
OURS = {
    "Borda Count": "borda",
    "InstantRunoff": "irv",
    "Ranked Pairs Winning": "ranked_pairs",
    "Schulze Winning": "schulze",
    "Schulze": "schulze",
}


def election(name: str) -> Ballots:
    return read_ballots(REAL / "elections" / name)


def count(ballots: Ballots, rule: str) -> Result:
    return tally(ballots.profile, rule, ballots.options)


def plurality(ballots: Ballots) -> Result:
    firsts: dict[str, int] = {}
    for ranking, n in ballots.profile.items():
        if ranking and len(ranking[0]) == 1:
            firsts[min(ranking[0])] = firsts.get(min(ranking[0]), 0) + n
    return tally(firsts, "plurality", ballots.options)


@pytest.mark.parametrize(
    ("rule", "winner"),
    [("irv", "Kiss"), ("ranked", "Montroll"), ("schulze", "Montroll"), ("ranked_pairs", "Montroll")],
)
def test_burlington_elects_as_published(rule: str, winner: str):
    assert count(election("burlington-2009.csv"), rule).winners == {winner}


def test_burlington_counts_as_the_official_report():
    ballots = election("burlington-2009.csv")
    result = count(ballots, "irv")
    assert result.ballots == 8980
    assert result.eliminations[0] == {
        "Wright": 2951,
        "Kiss": 2585,
        "Montroll": 2063,
        "Smith": 1306,
        "Write-in": 36,
        "Simpson": 35,
    }
    assert 8980 - sum(result.eliminations[0].values()) == 4
    assert result.eliminations[-1] == {"Kiss": 4313, "Wright": 4061}
    assert result.exhausted == result.abstentions == 8980 - 4313 - 4061
    assert plurality(ballots).winners == {"Wright"}


def test_burlington_counts_in_a_moment():
    started = perf_counter()
    ballots = election("burlington-2009.csv")
    for rule in ("ranked", "irv", "schulze", "ranked_pairs", "borda"):
        count(ballots, rule)
    assert perf_counter() - started < 2


def test_tennessee_has_three_capitals():
    ballots = election("tennessee.csv")
    winners = {rule: count(ballots, rule).winners for rule in ("irv", "ranked", "schulze", "ranked_pairs", "borda")}
    assert winners.pop("irv") == {"Knox"}
    assert set(winners.values()) == {frozenset({"Nash"})}
    assert plurality(ballots).winners == {"Memph"}


def test_tennessee_duels_are_the_textbook_s():
    duels = count(election("tennessee.csv"), "schulze").pairwise
    assert duels is not None
    assert (duels["Nash"]["Memph"], duels["Nash"]["Chat"], duels["Nash"]["Knox"]) == (58, 68, 68)
    assert (duels["Knox"]["Memph"], duels["Chat"]["Knox"]) == (58, 83)


@pytest.mark.parametrize("rule", ["schulze", "ranked"])
def test_debian_2006_elects_towns_by_six(rule: str):
    result = count(election("debian-leader2006_tally.txt"), rule)
    assert (result.ballots, result.winners) == (421, {"Anthony Towns"})
    assert result.pairwise is not None
    duel = result.pairwise["Anthony Towns"]["Steve McIntyre"], result.pairwise["Steve McIntyre"]["Anthony Towns"]
    assert duel == (190, 184)


def test_debian_2006_would_elect_mcintyre_if_the_unranked_were_not_last():
    ballots = election("debian-leader2006_tally.txt")
    for rule in ("ranked", "schulze", "ranked_pairs"):
        result = tally(ballots.profile, rule, ballots.options, unranked="ignore")
        assert result.winners == {"Steve McIntyre"}


SCORED_TENNESSEE = {  # the textbook's scores of Memphis, Nashville, Chattanooga, Knoxville, by city of the voters
    10: {(10, 4, 2, 0): 42, (0, 10, 4, 2): 26, (0, 6, 10, 6): 15, (0, 5, 7, 10): 17},
    5: {(5, 2, 1, 0): 42, (0, 5, 2, 2): 26, (0, 3, 5, 4): 15, (0, 2, 4, 5): 17},
}


def scored_tennessee(rule: str, most: int) -> Result:
    table = SCORED_TENNESSEE[most]
    ballots = counted(list(table), ["Memph", "Nash", "Chat", "Knox"], list(table.values()))
    return tally(ballots, rule, ballots.options, most=most)


def test_tennessee_scores_nashville_highest_as_in_the_textbook():
    result = scored_tennessee("score", 10)
    assert {o: round(share * 1000) for o, share in result.support.items()} == {
        "Memph": 420,
        "Nash": 603,
        "Chat": 457,
        "Knox": 312,
    }
    assert result.winners == {"Nash"}


def test_tennessee_ends_in_a_run_off_of_nashville_and_chattanooga():
    result = scored_tennessee("star", 5)
    assert {o: round(share * 500) for o, share in result.support.items()} == {
        "Memph": 210,
        "Nash": 293,
        "Chat": 237,
        "Knox": 197,
    }
    assert (result.winners, result.pairwise) == ({"Nash"}, {"Nash": {"Chat": 68}, "Chat": {"Nash": 32}})


def test_debian_2020_orders_as_published():
    result = count(election("debian-leader2020_tally.txt"), "schulze")
    assert result.ballots == 339
    assert result.places == tuple(
        frozenset({name}) for name in ("Jonathan Carter", "Sruthi Chandran", "Brian Gupta", "None Of The Above")
    )


def expectations() -> list[Any]:
    found = []
    for case in CASES:
        for entry in case["expected"]:
            if entry["rule"] in OURS:
                name = f"{case['id']} {entry['kind']} {entry['rule']}"
                found.append(pytest.param(case, OURS[entry["rule"]], entry, id=name))
    return found


def as_choices(case: dict[str, Any]) -> list[list[list[str]]]:
    return [
        [[name.strip() for name in rank.split("=")] for rank in line["ranking"].split(">")]
        for line in case["ballots"]
        for _ in range(line["count"])
    ]


def published_order(result: Result) -> list[list[str]]:
    """The order that the source prints: by points for Borda, by who went out last for irv, else our places.

    Our `places` repeat the rule without those already placed, which is another question with the same first place.
    """
    if result.rule == "schulze":
        return [sorted(place) for place in result.places]
    stayed = {o: (k, votes[o]) for k, votes in enumerate(result.eliminations) for o in votes}
    merit: dict[str, Any] = stayed if result.rule == "irv" else dict(result.support)
    return [sorted(o for o in merit if merit[o] == m) for m in sorted(set(merit.values()), reverse=True)]


@pytest.mark.shows("VOT1")
@pytest.mark.parametrize(("case", "rule", "entry"), expectations())
def test_a_published_case_comes_out_as_published(case: dict[str, Any], rule: str, entry: dict[str, Any]):
    choices = as_choices(case)
    named = dict.fromkeys(name for ranking in choices for rank in ranking for name in rank)
    result = tally(profile(rule, choices), rule, case["candidates"] or list(named))
    if entry["kind"] == "winner":
        assert sorted(result.winners) == sorted(entry["value"])
    else:
        assert published_order(result) == [sorted(place) for place in entry["value"]]
        assert sorted(result.winners) == sorted(entry["value"][0])


def test_twenty_two_published_expectations_are_about_our_rules():
    assert len(expectations()) == 22


def test_places_repeat_the_rule_among_those_left():
    case = next(c for c in CASES if c["id"] == "BordaCount: result 4")
    choices = as_choices(case)
    whole = tally(profile("borda", choices), "borda", case["candidates"])
    rest = tally(profile("borda", choices), "borda", [c for c in case["candidates"] if c != "B"])
    assert whole.places == (frozenset("B"), *rest.places)
