"""How soon messages are answered, as values to draw: the week hour by hour, and the share within so many hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop.figures.often import hours
from workshop.figures.words import sentences, told
from workshop.model import Text

Chart = dict[str, Any]
DAY = 24.0


def clock_chart(
    staffed: Sequence[tuple[float, float]],
    waits: Sequence[float],
    shares: Sequence[tuple[float, float]],
    mean: float | None,
    *,
    promise: tuple[float, float] | None = None,
    lift: float | None = None,
) -> Chart:
    """The week of messages: when we read, how long a message of each of 168 hours waits.

    `staffed` are (start, end) in hours from Monday 0 h; `shares` are (within hours, share 0..1); `promise` is
    (within, share); `lift` is the share answered within the promise with one more check on Saturday and Sunday.
    Nothing staffed: no waits, no mean.
    """
    within = promise[0] if promise else DAY
    kept = next((share for limit, share in shares if limit == within), 0.0)
    return {
        "kind": "clock",
        "days": [told(f"day_{day}") for day in range(7)],
        "staffed": [[float(start), float(end)] for start, end in staffed],
        "waits": [float(wait) for wait in waits],
        "shares": [_share(limit, share) for limit, share in shares],
        "mean": mean,
        "promise": {"within": promise[0], "share": promise[1]} if promise else None,
        "words": _words(promise, mean),
        "finding": _finding(bool(staffed), within, kept, promise, lift),
        "note": told("clock_note"),
    }


def _words(promise: tuple[float, float] | None, mean: float | None) -> dict[str, dict[str, str]]:
    said = {
        "axis": told("clock_axis"),
        "read": told("clock_read"),
        "shares": told("clock_shares"),
        "mean": told("clock_mean", hours=hours(mean)) if mean is not None else told("clock_no_mean"),
        "within": told("clock_within"),
        "share": told("clock_share"),
        "longest": told("clock_longest"),
    }
    return said | (
        {"promise": told("clock_promise", hours=promise[0], count=_hundred(promise[1]))} if promise else {}
    )


def _share(limit: float, share: float) -> dict[str, Any]:
    said = told("clock_at_once") if limit == 0 else told("clock_in", hours=limit)
    return {
        "within": float(limit),
        "share": float(share),
        "label": said,
        "said": told("of_hundred", count=_hundred(share)),
    }


def _hundred(share: float) -> int:
    """Out of a hundred; never all, nor none, if it is not."""
    whole = round(100 * share)
    return min(max(whole, 1), 99) if 0 < share < 1 - 1e-9 else whole


def _finding(
    staffed: bool, within: float, kept: float, promise: tuple[float, float] | None, lift: float | None
) -> Text:
    """What these hours allow, against what is promised; what one check at the weekend would change."""
    if not staffed:
        return told("clock_never")
    missed = promise is not None and kept < promise[1] - 1e-9
    facts = {"hours": within, "count": _hundred(kept)}
    said = told("clock_missed" if missed else "clock_kept" if promise else "clock_found", **facts)
    better = lift is not None and _hundred(lift) > facts["count"] and (missed or promise is None)
    return sentences([said, told("clock_lift", now=facts["count"], count=_hundred(lift or 0)) if better else None])
