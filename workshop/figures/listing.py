"""The numbers behind the charts of rhythm as tables, and in words for those who do not see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workshop.figures.words import line
from workshop.texts import number, pick, say

Chart = Mapping[str, Any]
Row = Mapping[str, Any]
Rows = Sequence[Sequence[str]]


def _label(row: Row, lang: str) -> str:
    return line(pick(row["label"], lang))


def _heads(chart: Chart, lang: str, *keys: str) -> list[str]:
    return [pick(chart["words"][key], lang) for key in keys]


def _from_to(ends: Sequence[float] | None, lang: str) -> str:
    low, high = (number(end, lang) for end in ends or (0, 0))
    return say("figure.from_to", lang, low=low, high=high) if ends else "–"


def _bullet(chart: Chart, lang: str) -> Rows:
    rows = [
        [
            _label(row, lang),
            number(row["load"], lang),
            _from_to(row["range"], lang),
            number(row["capacity"], lang),
            number(row["over"], lang) if row["over"] else "–",
        ]
        for row in chart["rows"]
    ]
    return [_heads(chart, lang, "option", "load", "range", "capacity", "over"), *rows]


def _hours(chart: Chart, lang: str) -> Rows:
    parts = [_label(part, lang).capitalize() for part in chart["parts"]]
    [option, total] = _heads(chart, lang, "option", "total")
    rows = [
        [_label(row, lang), *(number(part, lang) for part in row["parts"]), number(row["total"], lang)]
        for row in chart["rows"]
    ]
    return [[option, *parts, total], *rows]


def _response(chart: Chart, lang: str) -> Rows:
    rows = [
        [
            _label(row, lang),
            number(row["now"], lang, 2),
            pick(row["said"], lang),
            number(row["effect"], lang),
            pick(row["next_said"], lang),
            "; ".join(pick(mark["label"], lang) for mark in chart["marks"] if mark["id"] == row["id"]) or "–",
        ]
        for row in chart["rows"]
    ]
    heads = _heads(chart, lang, "option", "posts", "often", "points", "next", "marks")
    return [heads, *rows]


def _clock(chart: Chart, lang: str) -> Rows:
    rows = [[pick(row["label"], lang), pick(row["said"], lang)] for row in chart["shares"]]
    return [_heads(chart, lang, "within", "share"), *rows]


def _weeks(chart: Chart, lang: str) -> Rows:
    counts = [str(chart["of"] - chart["over"]), str(chart["over"])]
    return [_heads(chart, lang, "option", "in", "over"), [line(pick(chart["plan"], lang)), *counts]]


def _tornado(chart: Chart, lang: str) -> Rows:
    rows = [
        [
            _label(row, lang),
            pick(row["from"], lang),
            number(row["low"], lang),
            pick(row["to"], lang),
            number(row["high"], lang),
        ]
        for row in chart["rows"]
    ]
    return [_heads(chart, lang, "option", "from", "at_from", "to", "at_to"), *rows]


def _strips(chart: Chart, lang: str) -> Rows:
    heads = _heads(chart, lang, "option", "answers", "lowest", "median", "highest")
    return [heads, *([_label(row, lang), *_spread(row, lang)] for row in chart["rows"])]


def _spread(row: Row, lang: str) -> list[str]:
    ends = [number(row["values"][k], lang, 2) if row["values"] else "–" for k in (0, -1)]
    middle = "–" if row["median"] is None else number(row["median"], lang, 2)
    return [str(row["answers"]), ends[0], middle, ends[1]]


def _row_words(key: str) -> Callable[[Row, Chart, str], str]:
    """The row in words: what stands beside it in the drawing."""
    return lambda row, chart, lang: pick(row[key], lang)


def _loaded(row: Row, chart: Chart, lang: str) -> str:
    said = pick(row["said"], lang)
    if not row["range"]:
        return said
    return f"{said} ({pick(chart['words']['range'], lang).lower()} {_from_to(row['range'], lang)})"


def _spent(row: Row, chart: Chart, lang: str) -> str:
    parts = zip(chart["parts"], row["parts"], strict=True)
    said = ", ".join(f"{_label(part, lang)} {number(hours, lang)}" for part, hours in parts if hours)
    return f"{pick(row['said'], lang)} ({said})" if said else pick(row["said"], lang)


def _posted(row: Row, chart: Chart, lang: str) -> str:
    points = say("figure.points_said", lang, count=number(row["effect"], lang))
    marks = [pick(mark["label"], lang) for mark in chart["marks"] if mark["id"] == row["id"]]
    return "; ".join([f"{pick(row['said'], lang)}, {points}", pick(row["next_said"], lang), *marks])


def _swung(row: Row, chart: Chart, lang: str) -> str:
    facts = {key: pick(row[key], lang) for key in ("from", "to")}
    answers = {key: number(row[key], lang) for key in ("low", "high")}
    return say("figure.tornado_said", lang, unit=pick(chart["unit"], lang), **facts, **answers)


def _said_by(row: Row, chart: Chart, lang: str) -> str:
    if row["median"] is None:
        return pick(chart["words"]["none"], lang)
    count, low, middle, high = _spread(row, lang)
    key = "strips_said" if row["values"] else "strips_said_few"
    return say(f"figure.{key}", lang, median=middle, low=low, high=high, count=count)


def weeks_words(chart: Chart, lang: str) -> list[str]:
    """The two counts, in words."""
    facts = {"over": str(chart["over"]), "inside": str(chart["of"] - chart["over"])}
    return [say("figure.weeks_said", lang, **facts)]


def clock_words(chart: Chart, lang: str) -> list[str]:
    """When somebody reads, the mean wait, the longest one and its day."""
    return [pick(chart["words"][key], lang) + "." for key in ("reads", "mean", "longest") if key in chart["words"]]


TABLES: Mapping[str, Callable[[Chart, str], Rows]] = {
    "bullet": _bullet,
    "hours": _hours,
    "response": _response,
    "clock": _clock,
    "weeks": _weeks,
    "tornado": _tornado,
    "strips": _strips,
}
WORDS: Mapping[str, Callable[[Row, Chart, str], str]] = {
    "bullet": _loaded,
    "hours": _spent,
    "response": _posted,
    "clock": _row_words("said"),
    "tornado": _swung,
    "strips": _said_by,
}
BESIDE: Mapping[str, Callable[[Chart, str], list[str]]] = {"weeks": weeks_words, "clock": clock_words}
