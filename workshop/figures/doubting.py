"""How sure it is, as values to draw: weeks that run over out of a hundred, and what moves the answer most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.figures.words import Fact, counted, quoted, sentences, told
from workshop.model import Text
from workshop.texts import LANGS, number

Chart = dict[str, Any]
Row = Mapping[str, Any]


def weeks_chart(plan: Text, over: float, capacity: float) -> Chart:
    """A hundred weeks, and those in which a plan takes more than our hours; `over` is a share, 0..1."""
    count = round(100 * over)
    return {
        "kind": "weeks",
        "over": count,
        "of": 100,
        "plan": dict(plan),
        "words": {"over": told("weeks_over"), "in": told("weeks_in_time"), "option": told("plan")},
        "finding": _weeks(count, over, plan, capacity),
        "note": told("weeks_note"),
    }


def _weeks(count: int, over: float, plan: Text, capacity: float) -> Text:
    facts: dict[str, Fact] = {"plan": quoted(plan), "hours": capacity}
    if count in (0, 100):
        exact = over in (0.0, 1.0)
        return told(f"weeks_{'none' if count == 0 else 'all'}{'' if exact else '_nearly'}", **facts)
    return counted("weeks_run", count, **facts)


def tornado_chart(
    rows: Sequence[Row], base: float, *, unit: Text, capacity: float | None = None, most: int = 8
) -> Chart:
    """Which assumption moves the answer most, widest first, at most `most`.

    A row is {"id", "label", "low", "high": the answer at the lowest and highest input, "low_input", "high_input"};
    `base` is the answer as things stand, `capacity` a line that it should not cross.
    """
    ordered = sorted(rows, key=lambda row: -abs(row["high"] - row["low"]))
    shown = [_swing(row) for row in ordered[:most] if abs(row["high"] - row["low"]) > 1e-9]
    rest = len(rows) - len(shown)
    return {
        "kind": "tornado",
        "base": float(base),
        "capacity": None if capacity is None else float(capacity),
        "unit": dict(unit),
        "rows": shown,
        "words": {
            "base": told("tornado_base"),
            "ours": told("capacity", hours=capacity) if capacity is not None else dict.fromkeys(LANGS, ""),
            "option": told("assumption"),
            "from": told("tornado_from"),
            "to": told("tornado_to"),
            "at_from": told("tornado_at_from"),
            "at_to": told("tornado_at_to"),
        },
        "finding": _tornado(shown, base, unit, capacity),
        "note": sentences([told("tornado_note"), counted("tornado_rest", rest) if rest else None]),
    }


def _swing(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "label": dict(row["label"]),
        "low": float(row["low"]),
        "high": float(row["high"]),
        "from": _digits(row["low_input"]),
        "to": _digits(row["high_input"]),
    }


def _digits(value: float) -> dict[str, str]:
    """A number as it was entered: two decimals where it is small."""
    return {lang: number(value, lang, 2 if abs(value) < 10 else 0) for lang in LANGS}


def _tornado(rows: Sequence[Row], base: float, unit: Text, capacity: float | None) -> Text:
    if not rows:
        return told("tornado_none")
    first = rows[0]
    ends = sorted((first["low"], first["high"]))
    said = told("tornado_most", input=quoted(first["label"]), low=ends[0], high=ends[1], unit=unit)
    if capacity is None or base > capacity:
        return said
    alone = sum(max(row["low"], row["high"]) > capacity for row in rows)
    return sentences(
        [said, counted("tornado_alone", alone, hours=capacity) if alone else told("tornado_safe", hours=capacity)]
    )
