"""The numbers behind a drawing as a table, and in words for those who do not see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workshop.figures import listing, promised
from workshop.figures.words import amount, line
from workshop.texts import number, pick, say

Chart = Mapping[str, Any]
Row = Mapping[str, Any]
Rows = Sequence[Sequence[str]]


def table(chart: Chart, lang: str) -> Rows:
    """Header row first; labels as people wrote them."""
    return _TABLES[chart["kind"]](chart, lang)


def words(chart: Chart, lang: str) -> str:
    """The finding, then every row in words: what a screen reader says instead of the drawing."""
    rows = (
        chart[{"frontier": "plans", "clock": "shares"}.get(chart["kind"], "rows")] if chart["kind"] != "weeks" else ()
    )
    said = [_row(row, chart, lang) for row in rows]
    beside = listing.BESIDE[chart["kind"]](chart, lang) if chart["kind"] in listing.BESIDE else []
    return " ".join([*filter(None, [pick(chart.get("finding", {}), lang)]), *beside, *said])


def _row(row: Mapping[str, Any], chart: Chart, lang: str) -> str:
    label = line(pick(row.get("label") or row["name"], lang))
    return say("figure.alt_row", lang, label=label, numbers=_WORDS[chart["kind"]](row, chart, lang))


def _gradients(chart: Chart, lang: str) -> Rows:
    """A degree a row, an option a column, as in the minutes; last how many are close to one another."""
    options = [line(pick(row["label"], lang)) for row in chart["rows"]]
    degrees = [
        [say(f"gradients.g{k}", lang), *(str(row["counts"][k - 1]) for row in chart["rows"])] for k in range(1, 9)
    ]
    near = [pick(row["near"], lang) for row in chart["rows"] if "near" in row]
    return [[say("figure.degree", lang), *options], *degrees, *([[say("figure.near", lang), *near]] if near else [])]


def _bars(chart: Chart, lang: str) -> Rows:
    noted = any(row["note"] for row in chart["rows"])
    head = [say("figure.option", lang), pick(chart["unit"], lang).capitalize()]
    rows = [
        [line(pick(row["label"], lang)), number(row["value"], lang, chart.get("digits", 1))] for row in chart["rows"]
    ]
    if not noted:
        return [head, *rows]
    notes = [pick(row["note"], lang) if row["note"] else "–" for row in chart["rows"]]
    return [[*head, say("figure.note_head", lang)], *([*row, note] for row, note in zip(rows, notes, strict=True))]


def _value(row: Row, chart: Chart, lang: str) -> str:
    said = number(row["value"], lang, chart.get("digits", 1))
    return f"{said}, {pick(row['note'], lang)}" if row["note"] else said


def _grades(chart: Chart, lang: str) -> Rows:
    """A grade a row, an option a column; last the grade of the majority."""
    options = [line(pick(row["label"], lang)) for row in chart["rows"]]
    given = [
        [pick(word, lang), *(str(row["counts"][k]) for row in chart["rows"])]
        for k, word in enumerate(chart["grades"])
    ]
    last = [say("figure.grade_majority", lang), *(pick(row["grade"], lang) for row in chart["rows"])]
    return [[say("figure.grade_head", lang), *options], *given[::-1], last]


def _risks(chart: Chart, lang: str) -> Rows:
    keys = ["place_head", "risk", "days_head", "days_half_head", "days_wide_head"]
    keys += ["days_before_head"] if any(row["before"] for row in chart["rows"]) else []
    keys += ["likelihood_short", "impact_short", "answers"]
    return [
        [say(f"figure.{key}", lang) for key in keys],
        *(_scored(row, len(keys) > 8, lang) for row in chart["rows"]),
    ]


def _scored(row: Row, twice: bool, lang: str) -> list[str]:
    both = [_median(row, scale, lang) for scale in ("likelihood", "impact")]
    days = [_days(row, lang), *(_ends(row[ends], lang) for ends in ("days_range", "days_wide"))]
    first = [_days(row["before"] or {}, lang)] if twice else []
    return [_place(row, lang), line(pick(row["label"], lang)), *days, *first, *both, str(len(row["scores"]))]


def _place(row: Row, lang: str) -> str:
    if row["veto"]:
        return say("figure.place_veto", lang)
    if row["place"] is None:
        return "–"
    return say("figure.place_tied", lang, place=row["place"]) if row["tied"] else str(row["place"])


def _days(row: Row, lang: str) -> str:
    return "–" if row.get("expected") is None else amount(row["expected"], lang)


def _ends(ends: Sequence[float] | None, lang: str) -> str:
    low, high = (amount(end, lang) for end in ends or (0, 0))
    return say("figure.from_to", lang, low=low, high=high) if ends else "–"


def _median(row: Row, scale: str, lang: str) -> str:
    """The median in words, with its range; between two words both are said."""
    if row[scale] is None or not row[f"{scale}_range"]:
        return say("figure.unscored", lang)
    near = sorted({int(row[scale]), int(row[scale] + 0.5)})
    said = say("figure.or", lang).join(say(f"{scale}.{score}", lang) for score in near)
    low, high = row[f"{scale}_range"]
    return say("figure.median", lang, words=said, low=low, high=high)


def _matrix(chart: Chart, lang: str) -> Rows:
    head = [say("figure.impact_short", lang), *(line(pick(column, lang)) for column in chart["columns"])]
    return [head, *([line(pick(row["label"], lang)), *map(str, row["counts"])] for row in chart["rows"])]


def _slope(chart: Chart, lang: str) -> Rows:
    head = [pick(chart["words"][key], lang).capitalize() for key in ("option", "before", "after")]
    return [
        head,
        *(
            [line(pick(r["label"], lang)), *(number(r[k], lang, 2) for k in ("before", "after"))]
            for r in chart["rows"]
        ),
    ]


def _rules(chart: Chart, lang: str) -> Rows:
    head = [say("figure.rule", lang), *(line(pick(column["label"], lang)) for column in chart["columns"])]
    ids = [column["id"] for column in chart["columns"]]
    return [head, *([_rule(row, chart, lang), *(_stands(row, o, lang) for o in ids)] for row in chart["rows"])]


def _rule(row: Row, chart: Chart, lang: str) -> str:
    name = line(pick(row["label"], lang))
    return f"{name} ({pick(chart['words']['fixed'], lang)})" if row["fixed"] else name


def _stands(row: Row, option: str, lang: str) -> str:
    place = row["places"].get(option)
    if place == 1:
        tied = sum(p == 1 for p in row["places"].values()) > 1
        return say("figure.place_tied" if tied else "figure.rules_winner", lang, place=1)
    return "–" if place is None else str(place)


def _plans(chart: Chart, lang: str) -> Rows:
    head = [say(f"figure.{key}", lang) for key in ("plan", "hours", "effect", "fits_head")]
    return [[word.capitalize() for word in head], *(_plan(plan, lang) for plan in chart["plans"])]


def _plan(plan: Mapping[str, Any], lang: str) -> list[str]:
    fits = say("figure.fits_word" if plan["fits"] else "figure.over_word", lang)
    return [line(pick(plan["name"], lang)), number(plan["hours"], lang), number(plan["effect"], lang), fits]


def _sides(row: Row, lang: str) -> str:
    said = say("figure.alt_gradients", lang, **{k: str(row[k]) for k in ("for", "against", "none")})
    return f"{said}; {pick(row['near'], lang)}" if "near" in row else said


def _in_days(row: Row, lang: str) -> str:
    """Place, days with their doubt, the two medians."""
    if row["expected"] is None:
        return say("figure.unscored", lang)
    low, high = (amount(end, lang) for end in row["days_range"])
    return "; ".join(
        [
            say("figure.place_veto", lang)
            if row["veto"]
            else say("figure.place_said", lang, place=_place(row, lang)),
            say("figure.days_said", lang, days=amount(row["expected"], lang), low=low, high=high),
            *([say("figure.days_before", lang, days=_days(row["before"], lang))] if row["before"] else []),
            *(_median(row, scale, lang) for scale in ("likelihood", "impact")),
            *([say("figure.apart", lang)] if row["flagged"] else []),
        ]
    )


def _cells(row: Row, columns: Sequence[Any], lang: str) -> str:
    said = [f"{line(pick(word, lang))} {n}" for word, n in zip(columns, row["counts"], strict=True) if n]
    return ", ".join(said) or say("figure.matrix_none", lang)


def _standing(row: Row, columns: Sequence[Any], lang: str) -> str:
    return ", ".join(f"{line(pick(c['label'], lang))} {_stands(row, c['id'], lang)}" for c in columns)


def _in_hours(plan: Mapping[str, Any], lang: str) -> str:
    return ", ".join(_plan(plan, lang)[1:])


_TABLES: Mapping[str, Callable[[Chart, str], Rows]] = {
    "gradients": _gradients,
    "grades": _grades,
    "bars": _bars,
    "risks": _risks,
    "matrix": _matrix,
    "slope": _slope,
    "rules": _rules,
    "frontier": _plans,
    **listing.TABLES,
    "kept": promised.table,
}
_WORDS: Mapping[str, Callable[[Row, Chart, str], str]] = {
    "gradients": lambda row, chart, lang: _sides(row, lang),
    "grades": lambda row, chart, lang: say("figure.grade_said", lang, grade=pick(row["grade"], lang)),
    "bars": _value,
    "risks": lambda row, chart, lang: _in_days(row, lang),
    "matrix": lambda row, chart, lang: _cells(row, chart["columns"], lang),
    "slope": lambda row, chart, lang: say(
        "figure.slope_said", lang, **{key: number(row[key], lang, 2) for key in ("before", "after")}
    ),
    "rules": lambda row, chart, lang: _standing(row, chart["columns"], lang),
    "frontier": lambda row, chart, lang: _in_hours(row, lang),
    **listing.WORDS,
    "kept": promised.words,
}
