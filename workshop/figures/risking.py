"""Risks as values to draw: expected days of work with their intervals, and every score on a matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import cos, sin, sqrt
from typing import Any

from workshop.figures.words import amounts, counted, listed, quoted, sentences, told
from workshop.model import Risk, RiskScore, Text
from workshop.texts import both

Chart = dict[str, Any]
Cells = Sequence[Sequence[tuple[float, int]]]
WORDS = (
    *("apart", "veto", "unscored", "days", "place_head", "days_half", "days_before_head"),
    *("likelihood_short", "impact_short"),
)
LEAST = 0.01  # days: what is less stands at the beginning of the axis
NAMED = 3  # more names than this in one sentence are not read
GOLDEN = 2.399963  # radians: dots turned by this angle never lie on one another


def risk_chart(scores: Sequence[RiskScore], risks: Mapping[str, Risk], before: Iterable[RiskScore] = ()) -> Chart:
    """Each risk by its expected days of work a year, those outside the ranking first; ties keep one place.

    `before` are the scores of a first round, drawn paler under those of the second.
    """
    first = {score.risk: score for score in before}
    ordered = sorted(scores, key=lambda score: score.rank)
    places = [score.place for score in ordered if score.place is not None]
    rows = [_row(s, risks[s.risk].name, first.get(s.risk), places.count(s.place or 0) > 1) for s in ordered]
    notes = [
        told("risk_note"),
        told("risk_note_veto") if any(score.veto for score in ordered) else None,
        told("risk_note_before") if any(row["before"] for row in rows) else None,
    ]
    return {
        "kind": "risks",
        "rows": rows,
        "ends": _ends(rows),
        "unit": told("days_year"),
        "words": {key: told(key) for key in WORDS},
        "finding": dict(risk_finding(ordered, {score.risk: risks[score.risk].name for score in scores})),
        "note": sentences(notes),
    }


def _row(score: RiskScore, name: Text, before: RiskScore | None, tied: bool) -> dict[str, Any]:
    return {
        "id": score.risk,
        "label": dict(name),
        "likelihood": score.likelihood,
        "impact": score.impact,
        "likelihood_range": list(score.likelihood_range or ()) or None,
        "impact_range": list(score.impact_range or ()) or None,
        "scores": [list(pair) for pair in score.scores],
        "flagged": score.flagged,
        "veto": score.veto,
        "place": score.place,
        "tied": tied,
        **_days(score),
        "before": _days(before) if before and before.expected is not None else None,
    }


def _days(score: RiskScore) -> dict[str, Any]:
    return {
        "expected": score.expected,
        "days_range": list(score.days_range or ()) or None,
        "days_wide": list(score.days_wide or ()) or None,
    }


def _ends(rows: Sequence[Mapping[str, Any]]) -> list[float]:
    """Where the axis of days begins and ends, on every page of a long chart; a factor of ten at least."""
    known = [v for row in rows for one in (row, row["before"] or {}) for v in one.get("days_wide") or ()]
    low, high = max(min(known, default=1), LEAST), max(max(known, default=10), LEAST)
    return [round(low / 1.35, 4), round(max(high * 1.35, low * 10), 2)]


def risk_pages(chart: Chart, most: int = 20) -> list[Chart]:
    """A long chart of risks in parts of at most so many rows, for the pages of a document; each says which it is."""
    rows = chart["rows"]
    parts = [rows[k : k + most] for k in range(0, len(rows), most)]
    if len(parts) < 2:
        return [chart]
    return [
        {**chart, "rows": part, "note": sentences([told("risk_page", page=k, pages=len(parts)), chart["note"]])}
        for k, part in enumerate(parts, 1)
    ]


def risk_finding(rows: Sequence[RiskScore], names: Mapping[str, Text]) -> Text:
    """Which risks come first, how sure that is, and on how many opinions differ; `rows` in their order."""
    scored = [row for row in rows if row.expected is not None]
    if not scored:
        return told("nobody")
    apart = sum(row.flagged for row in scored)
    ranked = [row for row in scored if not row.veto]
    return sentences(
        [
            _vetoed([names[row.risk] for row in scored if row.veto]),
            _first([row for row in ranked if row.place == ranked[0].place], names) if ranked else None,
            told("risk_apart_none") if apart == 0 else counted("risk_apart", apart),
        ]
    )


def _vetoed(names: Sequence[Text]) -> Text | None:
    if not names:
        return None
    if len(names) > NAMED:
        return told("risk_veto_many", count=len(names))
    return told("risk_veto_one" if len(names) == 1 else "risk_veto", options=listed(names))


def _first(tied: Sequence[RiskScore], names: Mapping[str, Text]) -> Text:
    first = tied[0]
    if first.place is not None and len(tied) > 1:
        options = listed([names[row.risk] for row in tied])
        return (
            told("risk_first_tied", options=options)
            if len(tied) <= NAMED
            else told("risk_first_many", count=len(tied))
        )
    low, high = first.days_range or (first.expected or 0.0,) * 2
    facts = {name: amounts(value) for name, value in (("days", first.expected or 0.0), ("low", low), ("high", high))}
    return told("risk_first", option=quoted(names[first.risk]), **facts)


def matrix_chart(scores: Sequence[RiskScore], cells: Cells) -> Chart:
    """Every score as a dot in its cell of likelihood and impact; a second view, never the ranking.

    `cells` are (days of work a year, level 0-3) for each impact 1-5 and in it each likelihood 1-5: `effort.cells`.
    """
    heard = Counter(pair for score in scores for pair in score.scores)
    rows = [
        {
            "id": str(impact),
            "label": dict(both(f"impact.{impact}")),
            "counts": [heard[likelihood, impact] for likelihood in range(1, 6)],
            "days": [days for days, _ in cells[impact - 1]],
            "levels": [level for _, level in cells[impact - 1]],
        }
        for impact in range(5, 0, -1)
    ]
    columns = [dict(both(f"likelihood.{likelihood}")) for likelihood in range(1, 6)]
    return {
        "kind": "matrix",
        "rows": rows,
        "columns": columns,
        "points": [point for pair, count in sorted(heard.items()) for point in _scattered(pair, count)],
        "words": {key: told(key) for key in ("likelihood", "impact", "days", "matrix_none")},
        "finding": _most_often(heard, sum(bool(score.scores) for score in scores)),
        "note": told("matrix_note"),
    }


def _scattered(pair: tuple[int, int], count: int) -> list[list[float]]:
    """So many dots spread over one cell like seeds in a sunflower (Vogel, 1979): always the same, none hidden.

    They leave the top of the cell free for its number.
    """
    likelihood, impact = pair
    reach = [sqrt((k + 0.5) / count) if count > 1 else 0.0 for k in range(count)]
    return [
        [round(likelihood + 0.43 * r * cos(k * GOLDEN), 3), round(impact - 0.1 + 0.35 * r * sin(k * GOLDEN), 3)]
        for k, r in enumerate(reach)
    ]


def _most_often(heard: Mapping[tuple[int, int], int], risks: int) -> Text:
    if not heard:
        return told("nobody")
    likelihood, impact = max(sorted(heard), key=lambda pair: heard[pair])
    said = {"likelihood": both(f"likelihood.{likelihood}"), "impact": both(f"impact.{impact}")}
    return told(
        "matrix",
        answers=counted("replies", sum(heard.values())),
        risks=told("risks_one") if risks == 1 else told("risks_many", count=risks),
        count=heard[likelihood, impact],
        **said,
    )
