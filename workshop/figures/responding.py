"""How much to post, as values to draw: the effect of each channel as posts grow, and what one more would win."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.figures.often import often, ordinal
from workshop.figures.words import counted, decimals, listed, quoted, sentences, told
from workshop.model import Text

Chart = dict[str, Any]
Row = Mapping[str, Any]
MOST = 5  # lines that can be told apart in grey


def response_chart(rows: Sequence[Row], marks: Sequence[Row] = (), *, rest: Sequence[Text] = ()) -> Chart:
    """The effect of each channel for posts a week, at most five; `rest` are the names of those not drawn.

    A row is {"id", "label", "line": [[posts, effect]], "band": [[posts, low, high]], "now": posts a week,
    "effect": at that number, "next": points that one more `step` would win}. A mark is a dated figure of a
    source: {"id": channel, "at", "to": posts a week, "label": Text}.
    """
    shown = [_row(row) for row in rows[:MOST]]
    left = [row["label"] for row in rows[MOST:]] + list(rest)
    drawn = {row["id"] for row in shown}
    return {
        "kind": "response",
        "rows": shown,
        "marks": [_mark(mark) for mark in marks if mark["id"] in drawn],
        "most": max([point[0] for row in shown for point in row["line"]], default=1.0),
        "top": max(
            [high for row in shown for _, _, high in row["band"]] + [e for r in shown for _, e in r["line"]],
            default=1.0,
        ),
        "words": {
            "axis": told("posts_a_week"),
            "effect": told("effect"),
            "option": told("channel"),
            "posts": told("posts"),
            "points": told("points_head"),
            "often": told("often_head"),
            "next": told("next_head"),
            "marks": told("marks_head"),
        },
        "finding": _finding(shown),
        "note": sentences(
            [
                told("response_note"),
                _undrawn(left) if left else None,
            ]
        ),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "label": dict(row["label"]),
        "line": [[float(f), float(e)] for f, e in row["line"]],
        "band": [[float(f), float(low), float(high)] for f, low, high in row.get("band") or ()],
        "now": float(row["now"]),
        "effect": float(row["effect"]),
        "next": float(row["next"]),
        "step": float(row.get("step", 1.0)),
        "said": often(row["now"]),
        "next_said": _next(row),
    }


def _next(row: Row) -> dict[str, str]:
    """'the 8th post: 1.5 points'."""
    now, step = row["now"], row.get("step", 1.0)
    gain = counted("point", round(row["next"], 1))
    if float(now).is_integer() and step == 1:
        return told("next_post", rank=ordinal(int(now) + 1), points=gain)
    return told("next_step", often=often(now + step), points=gain)


def _mark(mark: Row) -> dict[str, Any]:
    to = mark.get("to")
    return {
        "id": mark["id"],
        "at": float(mark["at"]),
        "to": None if to is None or to == mark["at"] else float(to),
        "label": dict(mark["label"]),
    }


def _undrawn(names: Sequence[Text]) -> Text:
    if len(names) > 3:
        return told("response_rest_many", first=quoted(names[0]), second=quoted(names[1]), count=len(names) - 2)
    return counted("response_rest", len(names), names=listed(names))


def _finding(rows: Sequence[Row]) -> Text:
    """Where one more post wins most and least; of one channel, how much less it wins than the first."""
    if not rows:
        return told("response_none")
    first = max(rows, key=lambda row: row["next"])
    last = min(rows, key=lambda row: row["next"])
    if first["next"] - last["next"] >= 0.05:
        return told(
            "response_differ",
            most=quoted(first["label"]),
            least=quoted(last["label"]),
            high=counted("point", round(first["next"], 1)),
            low=counted("point", round(last["next"], 1)),
        )
    key = "response_tires" if first["next"] < 0 else "response_one"
    return told(key, channel=quoted(first["label"]), often=often(first["now"]), next=decimals(abs(first["next"])))
