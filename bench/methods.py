"""How long each rule takes from raw ballots to a winner, beside pref_voting and votelib in the same run.

    python bench/methods.py [--sizes 200 10000 1000000] [--options 10] [--rules schulze irv ...] [--json]

Everybody gets the same random votes in the form it reads most quickly: we a table of ranks, numbers or marks
(`columns.counted`), pref_voting lists of orders or mappings of grades, votelib tuples and sets. We make the whole
result, with all places, counts and duels; the others name the winner. `phones` is ours again from the choices that
phones send, up to 10,000 ballots. A dash: the library has no such rule, or gives up (votelib's irv at a tie for
last). Times are milliseconds of CPU: the quickest of the turns that each side takes, of 20 ms at least; ratios are
theirs through ours.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

import peers

RANKED = ("plurality", "ranked", "irv", "schulze", "ranked_pairs", "borda")
SCORED = ("approval", "score", "star", "majority_judgment")
Ask = Callable[[], Any]


@dataclass(frozen=True)
class Votes:
    """The same random votes in every form; a form is made once, outside of the clock."""

    options: list[str]
    orders: Any  # one row a ballot, the best option first
    scores: Any  # one row a ballot, 0 to 5


def some(ballots: int, options: int, seed: int = 1) -> Votes:
    """Random votes, no two alike but by chance: the hardest case for whoever counts equal ballots once."""
    import numpy as np

    chance = np.random.default_rng(seed)
    orders = np.argsort(chance.random((ballots, options)), axis=1)
    return Votes([f"o{k}" for k in range(options)], orders, chance.integers(0, 6, (ballots, options)))


def ours(votes: Votes, rule: str) -> Ask:
    """A table of whole numbers, as a file or a counting machine gives it."""
    import numpy as np

    from workshop.methods.columns import counted
    from workshop.methods.voting import tally

    ranks = np.argsort(votes.orders, axis=1) + 1
    special = {"plurality": (ranks == 1).astype(np.int8), "approval": (votes.scores >= 3).astype(np.int8)}
    table = special.get(rule, ranks if rule in RANKED else votes.scores)
    return lambda: tally(counted(table, votes.options), rule, votes.options)


def phones(votes: Votes, rule: str) -> Ask | None:
    """The choices as they come from phones."""
    from workshop.methods.voting import profile, tally

    if len(votes.orders) > 10_000:
        return None
    names, choices = votes.options, list[Any]()
    if rule in RANKED:
        orders = votes.orders.tolist()
        choices = [names[o[0]] if rule == "plurality" else [[names[k]] for k in o] for o in orders]
    else:
        rows = votes.scores.tolist()
        scored = [dict(zip(names, row, strict=True)) for row in rows]
        choices = [[o for o in row if row[o] >= 3] for row in scored] if rule == "approval" else scored
    return lambda: tally(profile(rule, choices), rule, names)


def pref_voting(votes: Votes, rule: str) -> Ask:
    """Its profile of linear orders or of grades, and the rule."""
    from pref_voting import grade_methods
    from pref_voting import voting_methods as theirs
    from pref_voting.grade_profiles import GradeProfile
    from pref_voting.profiles import Profile

    by_order = {
        "plurality": theirs.plurality,
        "ranked": theirs.condorcet_irv,
        "irv": theirs.instant_runoff,
        "schulze": theirs.beat_path,
        "ranked_pairs": theirs.ranked_pairs_tb,
        "borda": theirs.borda,
    }
    by_grade = {
        "approval": grade_methods.approval,
        "score": grade_methods.score_voting,
        "star": grade_methods.star,
        "majority_judgment": grade_methods.majority_judgement,
    }
    if rule in by_order:
        orders = votes.orders.tolist()
        return lambda: by_order[rule](Profile(orders))
    marks, grades = (
        ((votes.scores >= 3).astype(int), [0, 1]) if rule == "approval" else (votes.scores, list(range(6)))
    )
    maps = [dict(enumerate(row)) for row in marks.tolist()]
    return lambda: by_grade[rule](GradeProfile(maps, grades))


def votelib(votes: Votes, rule: str) -> Ask | None:
    """Equal ballots counted once, converted as the rule needs them, and the rule."""
    from votelib import convert
    from votelib.component import rankscore
    from votelib.evaluate import cardinal, condorcet, core, sequential

    orders = list(map(tuple, votes.orders.tolist())) if rule in RANKED else []
    scores = [] if rule in RANKED else [frozenset(enumerate(row)) for row in votes.scores.tolist()]
    pairs = convert.RankedToCondorcetVotes()
    first, approved = convert.RankedToFirstPreference(), convert.ApprovalToSimpleVotes()
    positions = convert.RankedToPositionalVotes(rankscore.Borda())
    named = [frozenset(o for o, n in ballot if n >= 3) for ballot in scores] if rule == "approval" else []
    asks: Mapping[str, Ask] = {
        "plurality": lambda: core.Plurality().evaluate(first.convert(Counter(orders)), 1),
        "irv": lambda: sequential.TransferableVoteSelector(quota_function="droop").evaluate(Counter(orders), 1),
        "schulze": lambda: condorcet.Schulze().evaluate(pairs.convert(Counter(orders)), 1),
        "ranked_pairs": lambda: condorcet.RankedPairs().evaluate(pairs.convert(Counter(orders)), 1),
        "borda": lambda: core.Plurality().evaluate(positions.convert(Counter(orders)), 1),
        "approval": lambda: core.Plurality().evaluate(approved.convert(Counter(named)), 1),
        "score": lambda: cardinal.ScoreVoting("sum").evaluate(Counter(scores), 1),
        "star": lambda: cardinal.STAR().evaluate(Counter(scores), 1),
        "majority_judgment": lambda: cardinal.MajorityJudgment().evaluate(Counter(scores), 1),
    }
    return asks.get(rule)


def clock(ask: Ask) -> float | None:
    """Milliseconds of CPU for one call, over as many as fill a moment; None if the library gives up."""
    began, calls = process_time(), 0
    while not calls or process_time() - began < 0.02:
        try:
            ask()
        except NotImplementedError:
            return None
        calls += 1
    return 1000 * (process_time() - began) / calls


def measure(votes: Votes, rule: str, budget: float) -> dict[str, Any]:
    """The times of one rule on the same votes, taken by turns, and how many times longer the others take.

    Up to fifteen turns, as many as the budget of seconds allows, and the quickest of each side: what else the
    machine does only adds to the others. Above 10,000 ballots, one turn.
    """
    makers = {"ours": ours, "phones": phones, "pref_voting": pref_voting, "votelib": votelib}
    asks = {name: ask for name, maker in makers.items() if (ask := maker(votes, rule))}
    spent: dict[str, list[float | None]] = {name: [] for name in makers}
    began, turns = perf_counter(), 0
    while (
        turns < 16 and (turns < 2 or perf_counter() - began < budget) and (not turns or len(votes.orders) <= 10_000)
    ):
        for name, ask in asks.items():
            spent[name].append(clock(ask))
        turns += 1
    told: dict[str, Any] = {"name": rule, "ballots": len(votes.orders)}
    told |= {name: _quickest(times) for name, times in spent.items()}
    for peer in ("pref_voting", "votelib"):
        told[f"{peer}_ratio"] = told[peer] / told["ours"] if told[peer] else None
    return told


def _quickest(times: list[float | None]) -> float | None:
    return min((time for time in times if time is not None), default=None)


def row(cells: list[Any]) -> str:
    """One line of the table."""
    shown = ["-" if c is None else f"{c:,.2f}" if isinstance(c, float) else f"{c:,}" for c in cells[1:]]
    return f"{cells[0]:<18}" + "".join(f"{cell:>15}" for cell in shown)


def main() -> None:
    """Print a table, or one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 10_000, 1_000_000])
    parser.add_argument("--options", type=int, default=10)
    parser.add_argument("--rules", nargs="+", default=[*RANKED, *SCORED], choices=[*RANKED, *SCORED])
    parser.add_argument("--budget", type=float, default=2.0, help="seconds for one measure, if one call is shorter")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    heads = ["name", "ballots", "ours", "phones", "pref_voting", "votelib", "pref_voting_ratio", "votelib_ratio"]
    if not asked.json:
        print(f"{'rule':<18}" + "".join(f"{h.replace('_ratio', ' ×'):>15}" for h in heads[1:]))
    for size in asked.sizes:
        votes = some(size, asked.options)
        for rule in asked.rules:
            told = measure(votes, rule, asked.budget)
            print(json.dumps(told) if asked.json else row([told[h] for h in heads]))
            sys.stdout.flush()


if __name__ == "__main__" and peers.here(__file__):
    main()
