"""Results as values to draw: the same mapping goes to a document and, as JSON, to the wall and the widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop.figures.findings import finding, label, narrowest
from workshop.figures.numbers import grades, majority_grade, most, objections, people, share_for, value
from workshop.figures.words import counted, grade_name, sentences, told
from workshop.model import OptionId, Result, Round, Text
from workshop.texts import both

Chart = dict[str, Any]
Near = Mapping[OptionId, tuple[int, int]]


def chart(round: Round, result: Result, near: Near | None = None) -> Chart:
    """What to draw for this result: gradients, grades or bars, with the finding and how many answered.

    `near` says for each option how many of how many are within one step of the median (`agreement.near`);
    the table of degrees then says so.
    """
    draw = _list if round.kind == "consent_list" else _CHARTS[result.rule]
    drawn = draw(round, result)
    for row in drawn["rows"] if drawn["kind"] == "gradients" and near else ():
        count, total = near[row["id"]] if near else (0, 0)
        row["near"] = told("near_said", count=count, total=total)
    note = sentences([_ballots(result), told("grade_note") if drawn["kind"] == "grades" else None])
    return {**drawn, "finding": dict(finding(round, result)), "note": note}


def _ballots(result: Result) -> Text:
    """How many answered, of how many; and whether ballots weigh the same."""
    said = counted("ballots", result.ballots)
    known = result.entitled is not None
    note = (
        told("ballots_of", ballots=said, count=result.entitled or 0) if known else told("ballots_note", ballots=said)
    )
    return sentences([note, told("weighed", votes=result.votes) if result.votes is not None else None])


def _placed(result: Result) -> list[OptionId]:
    """Options from the first place to the last, then those without a place; the order inside a tie is theirs."""
    order = list(result.counts)
    placed = [o for place in result.places for o in sorted(place, key=lambda o: (o not in order, order.index(o)))]
    return placed + [o for o in order if o not in placed]


def _gradients(round: Round, result: Result) -> Chart:
    rows = []
    for option in _placed(result):
        counts = [result.counts[option].get(str(degree), 0) for degree in range(1, 9)]
        side = dict(zip(("for", "against", "none"), share_for(result.counts[option]), strict=True))
        rows.append({"id": option, "label": dict(label(round, option)), "counts": counts, **side})
    return {"kind": "gradients", "ballots": result.voices, "entitled": result.entitled, "rows": rows}


def _bars(unit: str) -> Callable[[Round, Result], Chart]:
    """One bar an option, in the order of the places."""

    def draw(round: Round, result: Result) -> Chart:
        rows = [
            _row(
                option,
                label(round, option),
                value(result, option),
                _note(result, option),
                option in result.winners,
            )
            for option in _placed(result)
        ]
        return _as_bars(rows, unit)

    return draw


def _row(id: str, label: Text, value: float, note: Text | None, first: bool) -> dict[str, Any]:
    return {"id": id, "label": dict(label), "value": value, "note": note, "first": first}


def _as_bars(rows: list[dict[str, Any]], unit: str) -> Chart:
    longest = max([row["value"] for row in rows], default=0)
    return {"kind": "bars", "unit": told(unit), "max": max(longest, 1), "threshold": None, "rows": rows}


def _note(result: Result, option: OptionId) -> Text | None:
    """Beside a ranked option: how many others it is preferred to, or when it left the count."""
    if result.rule == "irv":
        return _left_at(result, option)
    if not result.pairwise or result.rule == "borda":
        return None
    if result.rule == "star":
        return _finalist(result, option)
    others = [o for o in result.counts if o != option]
    won = sum(result.pairwise[option].get(o, 0) > result.pairwise[o].get(option, 0) for o in others)
    return told("preferred_all") if narrowest(result, option) else told("preferred", count=won, total=len(others))


def _finalist(result: Result, option: OptionId) -> Text | None:
    """Beside the two of a run-off: how many preferred it."""
    duel = (result.pairwise or {}).get(option)
    return told("finalist", count=next(iter(duel.values()))) if duel else None


def _means(round: Round, result: Result) -> Chart:
    """Scores: the mean of each option on the whole scale."""
    top = most(result)
    return {**_bars("votes")(round, result), "unit": told("mean", most=top), "max": top, "digits": 2}


def _grades(round: Round, result: Result) -> Chart:
    """Majority judgment: how many gave each grade, worst first, and the grade of the majority."""
    rows = [
        {
            "id": option,
            "label": dict(label(round, option)),
            "counts": grades(result.counts[option]),
            "grade": grade_name(majority_grade(result.counts[option])),
            "first": option in result.winners,
        }
        for option in _placed(result)
    ]
    words = [grade_name(grade) for grade in range(6)]
    return {
        "kind": "grades",
        "rows": rows,
        "grades": words,
        "half": told("grade_half"),
        "majority": told("grade_majority"),
    }


def _left_at(result: Result, option: OptionId) -> Text | None:
    rounds = [k for k, count in enumerate(result.eliminations, 1) if option in count]
    last = rounds[-1] if rounds else 0
    return told("out_at", count=last) if last and last < len(result.eliminations) else None


def _answers(scale: Mapping[str, Text], unit: str = "people") -> Callable[[Round, Result], Chart]:
    """One bar an answer, in the order of the scale."""

    def draw(round: Round, result: Result) -> Chart:
        counts = people(result)
        top = max(counts.values(), default=0)
        rows = [_row(a, text, counts.get(a, 0), None, 0 < top == counts.get(a, 0)) for a, text in scale.items()]
        return _as_bars(rows, unit)

    return draw


def _list(round: Round, result: Result) -> Chart:
    """The consent list: objections to each item that has any, most first; the finding says of how many."""
    against = {item: n for item, counts in result.counts.items() if (n := objections(counts))}
    order = sorted(against, key=lambda item: -against[item])
    return _as_bars([_row(i, label(round, i), against[i], None, True) for i in order], "objections")


_YES_NO = {answer: both(f"answers.{answer}") for answer in ("yes", "no", "abstain")}
_FIST = {str(fingers): told(f"fist_{fingers}") for fingers in range(5, -1, -1)}
_CONSENT = {"yes": told("agrees"), "remark": told("remarks"), "objection": told("objects")}
_CHARTS: Mapping[str, Callable[[Round, Result], Chart]] = {
    "gradients": _gradients,
    "plurality": _bars("votes"),
    "approval": _bars("votes"),
    "dots": _bars("dots"),
    "points": _bars("points"),
    "score": _means,
    "star": _means,
    "borda": _bars("points"),
    "majority_judgment": _grades,
    "ranked": _bars("first_choices"),
    "schulze": _bars("first_choices"),
    "ranked_pairs": _bars("first_choices"),
    "irv": _bars("first_choices"),
    "majority": _answers(_YES_NO),
    "supermajority": _answers(_YES_NO),
    "fist_to_five": _answers(_FIST),
    "consent": _answers(_CONSENT),
}
