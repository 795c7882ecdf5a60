"""Charts of every kind from real rules and scores, for what draws them: matplotlib and the pages."""

from __future__ import annotations

from functools import cache
from typing import Any

from workshop import figures
from workshop.agenda import load
from workshop.methods import effort, risks, voting
from workshop.methods.comparing import under_other_rules
from workshop.model import Option, Result, RiskScore, Round

OPTIONS = (
    Option("list", {"fr": "Des porte-parole par thème", "en": "Spokespeople by theme"}),
    Option("any", {"fr": "Toute personne formée", "en": "Anyone trained"}),
    Option("two", {"fr": "Direction seulement, après accord écrit du bureau", "en": "Management only"}),
)
IDS = [option.id for option in OPTIONS]
RANKINGS = [[["list"], ["any"], ["two"]]] * 8 + [[["any"], ["two"], ["list"]]] * 7 + [[["two"], ["any"]]] * 6
SCORES = [{"list": k % 6, "any": (3 * k + 2) % 6, "two": 5 - k % 3} for k in range(23)]
BEFORE = [{"list": 1 + k % 8, "any": 1 + 3 * k % 8, "two": 1 + 5 * k % 8} for k in range(23)]
AFTER = [{"list": 1 + k % 5, "any": 2 + 3 * k % 7, "two": 3 + 5 * k % 6} for k in range(23)]


def a_round(rule: str, *options: Option, **about: Any) -> Round:
    return Round("r", "ballot", rule, {"fr": "Qui\u00a0?", "en": "Who?"}, options or OPTIONS, question="q", **about)


def counted(rule: str, choices: list[Any], **about: Any) -> Result:
    return voting.tally(voting.profile(rule, choices, **about), rule, IDS)


def chart(rule: str, choices: list[Any], **about: Any) -> dict[str, Any]:
    return figures.chart(a_round(rule), counted(rule, choices, **about))


def scored(count: int, spread: int, people: int = 12) -> tuple[RiskScore, ...]:
    """So many risks of the catalogue; scores fan out around a middle of their own by at most so many steps."""
    ids = list(load().risks)[:count]

    def one(k: int, person: int, turn: int) -> int:
        return min(5, max(1, 1 + (turn * k) % 5 + (person * turn + k) % (2 * spread + 1) - spread))

    said = [
        {risk: {"likelihood": one(k, p, 3), "impact": 5 if k == 4 else one(k, p, 2)} for k, risk in enumerate(ids)}
        for p in range(people)
    ]
    return risks.order(risks.scores(ids, said))


@cache
def risk_chart(count: int, *, twice: bool = False) -> dict[str, Any]:
    return figures.risk_chart(scored(count, 1), load().risks, scored(count, 2) if twice else ())


@cache
def every_new_kind() -> dict[str, dict[str, Any]]:
    return {
        "risks": risk_chart(10),
        "two rounds": risk_chart(8, twice=True),
        "matrix": figures.matrix_chart(scored(10, 2), effort.cells()),
        "slope": figures.slope_chart(
            (a_round("gradients"), counted("gradients", BEFORE)), (a_round("gradients"), counted("gradients", AFTER))
        ),
        "rules": figures.rules_chart(a_round("ranked"), under_other_rules("ranked", RANKINGS, IDS)),
        "grades": chart("majority_judgment", SCORES),
        "score": chart("score", SCORES),
        "star": chart("star", SCORES),
        "points": chart("points", [{"list": 50, "any": 30, "two": 20}] * 9 + [{"two": 100}] * 4),
        "ranked pairs": chart("ranked_pairs", RANKINGS),
    }
