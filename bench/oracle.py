"""This asks another library, pref_voting, who wins 1,500 random votes, and keeps the answers for our tests.

    python bench/oracle.py [--profiles 1500] [--seed 20061] > tests/real/oracle/pref_voting.json

One JSON object: `source`, `seed`, and `votes`, each with its `rankings` (a digit an option: its rank, 0 unranked),
`scores` (a digit an option, - none), and `winners` by rule. Rankings are by turns complete, cut short, and with
ties. What the two count by different rules is left out of `winners`:

- plurality is asked where all rankings are complete, irv and ranked where no rank is shared (a shared first rank
  counts for each of those in it there, and is exhausted here);
- ranked_pairs is asked with the order of the ballot paper among equal duels (its other form tries every order
  and does not come back from many), and where no duel is drawn: a drawn one is locked in there, and not here;
- a tie of star or majority_judgment is left standing there where the official protocol and the grades in the
  middle settle it here: our winners are among theirs.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable
from importlib.metadata import version
from itertools import combinations
from typing import Any

import peers

KINDS = ("complete", "cut", "ties")
Rows = list[list[int]]


def a_ranking(chance: random.Random, options: int, kind: str) -> list[int]:
    """Ranks from 1, 0 for unranked: complete, cut short after at least one, or with ties besides."""
    order = chance.sample(range(options), options)
    if kind != "complete":
        order = order[: chance.randint(1, options)]
    ranks, rank = [0] * options, 0
    for option in order:
        if not rank or kind != "ties" or chance.random() < 0.6:
            rank += 1
        ranks[option] = rank
    return ranks


def a_vote(chance: random.Random, kind: str) -> tuple[Rows, list[list[int | None]]]:
    """Rankings and scores of a small room, few enough for ties and circles to happen."""
    options, ballots = chance.randint(3, 6), chance.randint(2, 25)
    scores = [
        [None if chance.random() < 0.1 else chance.randint(0, 5) for _ in range(options)] for _ in range(ballots)
    ]
    return [a_ranking(chance, options, kind) for _ in range(ballots)], scores


def by_rankings(rankings: Rows, kind: str) -> dict[str, Any]:
    """Who wins by the rankings, and how many hold each option above each other."""
    from pref_voting import voting_methods as theirs
    from pref_voting.profiles import Profile
    from pref_voting.profiles_with_ties import ProfileWithTies

    options = range(len(rankings[0]))
    ranked = ProfileWithTies(
        [{o: r for o, r in enumerate(ranks) if r} for ranks in rankings], candidates=list(options)
    )
    ranked.use_extended_strict_preference()
    wins: dict[str, Callable[[], list[int]]] = {
        "schulze": lambda: theirs.beat_path(ranked, strength_function=ranked.support),
        "borda": lambda: theirs.borda_for_profile_with_ties(ranked),
    }
    if not any(ranked.is_tied(a, b) for a, b in combinations(options, 2)):
        order = list(options)
        wins["ranked_pairs"] = lambda: theirs.ranked_pairs_tb(
            ranked, tie_breaker=order, strength_function=ranked.support
        )
    if kind == "complete":
        whole = Profile([sorted(options, key=ranks.__getitem__) for ranks in rankings])
        wins["plurality"] = lambda: theirs.plurality(whole)
        wins["irv"] = lambda: theirs.instant_runoff_put(whole)
        wins["ranked"] = lambda: theirs.condorcet_irv_put(whole)
    elif kind == "cut":
        wins["irv"] = lambda: theirs.instant_runoff_put(ranked)
        wins["ranked"] = lambda: theirs.condorcet_irv_put(ranked)
    found = {rule: sorted(map(int, ask())) for rule, ask in wins.items()}
    return {"winners": found, "pairwise": [[int(ranked.support(a, b)) for b in options] for a in options]}


def by_scores(scores: list[list[int | None]]) -> dict[str, list[int]]:
    """Who wins by the scores; no score is 0, as the STAR rules have it. Approval is 3 or more."""
    from pref_voting import grade_methods as theirs
    from pref_voting.grade_profiles import GradeProfile

    options = range(len(scores[0]))
    graded = GradeProfile([{o: n or 0 for o, n in enumerate(row)} for row in scores], list(range(6)))
    marked = GradeProfile([{o: int((row[o] or 0) >= 3) for o in options} for row in scores], [0, 1])
    wins = {
        "approval": theirs.approval(marked),
        "score": theirs.score_voting(graded),
        "star": theirs.star(graded),
        "majority_judgment": theirs.majority_judgement(graded),
    }
    return {rule: sorted(map(int, who)) for rule, who in wins.items()}


def answered(chance: random.Random, kind: str) -> dict[str, Any]:
    """One vote and the answers to it."""
    rankings, scores = a_vote(chance, kind)
    found = by_rankings(rankings, kind)
    return {
        "rankings": " ".join("".join(map(str, ranks)) for ranks in rankings),
        "scores": " ".join("".join("-" if n is None else str(n) for n in row) for row in scores),
        "pairwise": found["pairwise"],
        "winners": {**found["winners"], **by_scores(scores)},
    }


def main() -> None:
    """Print the object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=20061)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    votes = [answered(chance, KINDS[k % len(KINDS)]) for k in range(options.profiles)]
    head = {"source": f"pref_voting {version('pref_voting')}", "seed": options.seed}
    lines = ",\n".join(json.dumps(vote, separators=(",", ":")) for vote in votes)
    sys.stdout.write(json.dumps(head)[:-1] + ', "votes": [\n' + lines + "\n]}\n")


if __name__ == "__main__" and peers.here(__file__):
    main()
