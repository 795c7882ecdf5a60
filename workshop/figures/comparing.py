"""Two results side by side as values to draw: before and after a discussion, and one rule beside others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from workshop.figures.findings import in_order, label, named
from workshop.figures.numbers import SHARES, backing
from workshop.figures.words import counted, listed, sentences, told
from workshop.model import OptionId, Result, Round, Text
from workshop.texts import LANGS, both

Chart = dict[str, Any]
Held = tuple[Round, Result]


def slope_chart(before: Held, after: Held) -> Chart:
    """Support of each option before and after the discussion of one question; the largest change is strong.

    Heights are shares of the ballots of each round where the numbers are people, since some come and some leave.
    """
    rows = [_row(after[0], o, before[1], after[1]) for o in after[1].counts if o in before[1].counts]
    most = max(rows, key=lambda row: abs(row["at"][1] - row["at"][0]), default=None)
    if most is not None and most["at"][0] != most["at"][1]:
        most["strong"] = True
    unit = told("slope_unit" if after[1].rule in SHARES else "dots" if after[1].rule == "dots" else "points")
    first, second = before[1].ballots, after[1].ballots
    return {
        "kind": "slope",
        "unit": unit,
        "rows": rows,
        "words": {"before": told("slope_before"), "after": told("slope_after"), "option": told("option")},
        "finding": _moved(before, after, next((row for row in rows if row["strong"]), None), unit),
        "note": told("slope_note", unit=unit, first=first, second=second),
    }


def _row(round: Round, option: OptionId, before: Result, after: Result) -> dict[str, Any]:
    values = [backing(result, option) for result in (before, after)]
    ballots = [max(result.voices, 1) if after.rule in SHARES else 1 for result in (before, after)]
    return {
        "id": option,
        "label": dict(label(round, option)),
        "before": values[0],
        "after": values[1],
        "at": [value / of for value, of in zip(values, ballots, strict=True)],
        "strong": False,
    }


def _moved(before: Held, after: Held, row: Mapping[str, Any] | None, unit: Text) -> Text:
    first, second = before[1].ballots, after[1].ballots
    if not first or not second:
        return told("nobody")
    if row is None:
        return told("slope_still")
    said = {"option": named(after[0], row["id"]), "before": row["before"], "after": row["after"]}
    if after[1].rule not in SHARES:
        return told("slope_moved", unit=unit, **said)
    if first != second:
        return told("slope_changed", first=first, second=second, **said)
    change = row["after"] - row["before"]
    return counted("slope_won" if change > 0 else "slope_lost", abs(change), **said)


def rules_chart(round: Round, results: Mapping[str, Result]) -> Chart:
    """The place of each option under each rule, from the same ballots; the rule fixed beforehand is marked."""
    options = list(next(iter(results.values())).counts) if results else []
    return {
        "kind": "rules",
        "columns": [{"id": option, "label": dict(label(round, option))} for option in options],
        "rows": [
            {
                "id": rule,
                "label": dict(both(f"rules.{rule}")),
                "fixed": rule == round.rule,
                "places": {o: k for k, place in enumerate(result.places, 1) for o in place},
            }
            for rule, result in results.items()
        ],
        "words": {"rule": told("rule"), "fixed": told("rules_fixed")},
        "finding": _winners(round, results),
        "note": told("rules_note", rule=both(f"rules.{round.rule}")),
    }


def _winners(round: Round, results: Mapping[str, Result]) -> Text:
    """Whether the winner depends on the rule, and who wins by how many."""
    winners = [result.winners for result in results.values() if result.winners]
    if not winners:
        return told("nobody")
    if len(set(winners)) == 1:
        options = [label(round, o) for o in in_order(round, winners[0])]
        if len(options) > 1:
            return told("rules_same_tie", options=listed(options), count=len(winners))
        return told("rules_same", option=listed(options), count=len(winners))
    won = Counter(option for place in winners for option in place)
    said = [
        counted("rules_wins", n, option=named(round, o)) for o, n in sorted(won.items(), key=_most_first(round, won))
    ]
    joined = {lang: ", ".join(one[lang] for one in said) for lang in LANGS}
    ties = sum(len(place) > 1 for place in winners)
    return sentences([told("rules_differ", winners=joined), counted("rules_ties", ties) if ties else None])


def _most_first(round: Round, won: Mapping[OptionId, int]) -> Any:
    order = in_order(round, frozenset(won))
    return lambda item: (-item[1], order.index(item[0]))
