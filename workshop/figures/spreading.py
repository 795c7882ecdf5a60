"""What people said, without names, as values to draw: every answer on one line, and guesses against the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from workshop.figures.often import hours
from workshop.figures.words import counted, decimals, quoted, sentences, told
from workshop.model import Text

Chart = dict[str, Any]
Row = Mapping[str, Any]
FEW = 3  # with fewer answers, each could be put to a name: only the median is shown


def strips_chart(
    rows: Sequence[Row],
    unit: Text,
    most: float,
    *,
    mark: Row | None = None,
    ends: tuple[Text, Text] | None = None,
) -> Chart:
    """Every answer as a dot on its row {"id", "label", "values"}, without names, and the median.

    `unit` is what the numbers count, `most` the end of the axis, `mark` a number to compare with {"value",
    "label"}, `ends` what zero and `most` mean. Of fewer than three answers only the median is kept.
    """
    shown = [_strip(row) for row in rows]
    return {
        "kind": "strips",
        "unit": dict(unit),
        "most": float(most),
        "rows": shown,
        "mark": {"value": float(mark["value"]), "label": dict(mark["label"])} if mark else None,
        "ends": [dict(end) for end in ends] if ends else None,
        "words": {
            "median": told("strips_median"),
            "answers": told("answers"),
            "option": told("option"),
            "lowest": told("strips_lowest"),
            "highest": told("strips_highest"),
            "none": told("unscored"),
        },
        "finding": _finding(rows, shown, unit, most, ends),
        "note": sentences(
            [told("strips_note"), told("strips_few") if any(0 < len(r["values"]) < FEW for r in rows) else None]
        ),
    }


def _strip(row: Row) -> dict[str, Any]:
    values = sorted(float(value) for value in row["values"])
    return {
        "id": row["id"],
        "label": dict(row["label"]),
        "values": values if len(values) >= FEW else [],
        "answers": len(values),
        "median": float(median(values)) if values else None,
    }


def _finding(
    rows: Sequence[Row], shown: Sequence[Row], unit: Text, most: float, ends: tuple[Text, Text] | None
) -> Text:
    answered = [row for row in shown if row["median"] is not None]
    if not answered:
        return told("nobody")
    if len(rows) > 1:
        first = max(answered, key=lambda row: row["median"])
        tied = [row for row in answered if row["median"] == first["median"]]
        key = "strips_first" if len(tied) == 1 else "strips_tied"
        return told(key, option=quoted(first["label"]), median=decimals(first["median"]), unit=unit, count=len(tied))
    row = answered[0]
    if ends:
        return _leaning(row, most, ends)
    facts = {"median": decimals(row["median"]), "unit": unit}
    if not row["values"]:
        return told("strips_only", **facts)
    return told("strips_range", low=decimals(row["values"][0]), high=decimals(row["values"][-1]), **facts)


def _leaning(row: Row, most: float, ends: tuple[Text, Text]) -> Text:
    """Which end the room is nearer to, by the median."""
    middle = most / 2
    side = ends[0] if row["median"] < middle else ends[1]
    key = "strips_middle" if row["median"] == middle else "strips_leaning"
    return told(key, median=decimals(row["median"]), most=decimals(most), end=quoted(side))


def surprise_chart(
    guesses: Sequence[float], modelled: float, plan: Text, doubt: Sequence[float] | None = None
) -> Chart:
    """From what the room guessed alone (lowest, median, highest) to the hours of the model, as a slope.

    `doubt` is the model's range in eight cases of ten.
    """
    known = sorted(float(guess) for guess in guesses)
    chosen = [("median", median(known))] if known else []
    if len(known) >= FEW:
        chosen = [("high", known[-1]), *chosen, ("low", known[0])]
    top = max([modelled, *known, 1e-9])
    return {
        "kind": "slope",
        "unit": told("hours"),
        "rows": [
            {
                "id": key,
                "label": told(f"guess_{key}", count=decimals(guess)),
                "before": guess,
                "after": round(modelled, 1),
                "at": [guess / top, modelled / top],
                "strong": key == "median",
            }
            for key, guess in chosen
        ],
        "words": {"before": told("guess_before"), "after": told("guess_after"), "option": told("guess")},
        "finding": _surprise(known, modelled, plan, doubt),
        "note": told("guess_note", answers=counted("replies", len(known))),
    }


def _surprise(known: Sequence[float], modelled: float, plan: Text, doubt: Sequence[float] | None) -> Text:
    if not known:
        return told("guess_none", plan=quoted(plan), hours=hours(modelled))
    middle = median(known)
    gap = modelled - middle
    near = told(
        "guess_right", plan=quoted(plan), guess=told("hours_said", count=decimals(middle)), hours=hours(modelled)
    )
    far = told(
        "guess_more" if gap > 0 else "guess_less",
        plan=quoted(plan),
        guess=told("hours_said", count=decimals(middle)),
        hours=hours(modelled),
    )
    range_ = told("guess_doubt", low=doubt[0], high=hours(doubt[1])) if doubt else None
    return sentences([near if abs(gap) <= 0.1 * max(modelled, 1) else far, range_])
