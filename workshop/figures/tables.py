"""The numbers behind a drawing as a table, and in words for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.figures.words import line
from workshop.texts import number, pick, say

Chart = Mapping[str, Any]
Rows = Sequence[Sequence[str]]


def table(chart: Chart, lang: str) -> Rows:
    """Header row first; labels as people wrote them."""
    return _TABLES[chart["kind"]](chart, lang)


def words(chart: Chart, lang: str) -> str:
    """The finding, then every row in words: what a screen reader says instead of the drawing."""
    said = [_row(row, chart, lang) for row in chart["plans" if chart["kind"] == "frontier" else "rows"]]
    return " ".join([*filter(None, [pick(chart.get("finding", {}), lang)]), *said])


def _row(row: Mapping[str, Any], chart: Chart, lang: str) -> str:
    label = line(pick(row.get("label") or row["name"], lang))
    return say("figure.alt_row", lang, label=label, numbers=_WORDS[chart["kind"]](row, lang))


def _gradients(chart: Chart, lang: str) -> Rows:
    """A degree a row, an option a column, as in the minutes."""
    options = [line(pick(row["label"], lang)) for row in chart["rows"]]
    degrees = [
        [say(f"gradients.g{k}", lang), *(str(row["counts"][k - 1]) for row in chart["rows"])] for k in range(1, 9)
    ]
    return [[say("figure.degree", lang), *options], *degrees]


def _bars(chart: Chart, lang: str) -> Rows:
    head = [say("figure.option", lang), pick(chart["unit"], lang).capitalize()]
    return [head, *([line(pick(row["label"], lang)), number(row["value"], lang)] for row in chart["rows"])]


def _risks(chart: Chart, lang: str) -> Rows:
    head = [say(f"figure.{key}", lang) for key in ("risk", "likelihood", "impact", "answers")]
    return [head, *(_scored(row, lang) for row in chart["rows"])]


def _scored(row: Mapping[str, Any], lang: str) -> list[str]:
    both = [_median(row, scale, lang) for scale in ("likelihood", "impact")]
    return [line(pick(row["label"], lang)), *both, str(len(row["scores"]))]


def _median(row: Mapping[str, Any], scale: str, lang: str) -> str:
    """The median in words, with its range; between two words both are said."""
    if row[scale] is None or not row[f"{scale}_range"]:
        return say("figure.unscored", lang)
    near = sorted({int(row[scale]), int(row[scale] + 0.5)})
    said = say("figure.or", lang).join(say(f"{scale}.{score}", lang) for score in near)
    low, high = row[f"{scale}_range"]
    return say("figure.median", lang, words=said, low=low, high=high)


def _plans(chart: Chart, lang: str) -> Rows:
    head = [say(f"figure.{key}", lang) for key in ("plan", "hours", "effect", "fits_head")]
    return [[word.capitalize() for word in head], *(_plan(plan, lang) for plan in chart["plans"])]


def _plan(plan: Mapping[str, Any], lang: str) -> list[str]:
    fits = say("figure.fits_word" if plan["fits"] else "figure.over_word", lang)
    return [line(pick(plan["name"], lang)), number(plan["hours"], lang), number(plan["effect"], lang), fits]


def _sides(row: Mapping[str, Any], lang: str) -> str:
    return say("figure.alt_gradients", lang, **{k: str(row[k]) for k in ("for", "against", "none")})


def _both_scales(row: Mapping[str, Any], lang: str) -> str:
    return "; ".join(_median(row, scale, lang) for scale in ("likelihood", "impact"))


def _in_hours(plan: Mapping[str, Any], lang: str) -> str:
    return ", ".join(_plan(plan, lang)[1:])


_TABLES = {"gradients": _gradients, "bars": _bars, "risks": _risks, "frontier": _plans}
_WORDS = {
    "gradients": _sides,
    "bars": lambda row, lang: number(row["value"], lang),
    "risks": _both_scales,
    "frontier": _in_hours,
}
