"""How soon messages are answered, as values to draw: the week hour by hour, and the share within so many hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workshop.figures.often import hours
from workshop.figures.words import sentences, together, told
from workshop.model import Text

Chart = dict[str, Any]
Promise = tuple[float, float] | None  # within so many hours, this share
DAY, WEEK = 24.0, 168.0


def clock_chart(
    staffed: Sequence[tuple[float, float]],
    waits: Sequence[float],
    shares: Sequence[tuple[float, float]],
    mean: float | None,
    *,
    promise: Promise = None,
    lift: float | None = None,
    every: float = 0.0,
) -> Chart:
    """The week of messages: when we read, how long a message of each of 168 hours waits.

    `staffed` are (start, end) in hours from Monday 0 h; `shares` are (within hours, share 0..1); `promise` is
    (within, share); `lift` is the share answered within the promise with one more check on Saturday and Sunday,
    `every` the staffed hours between two checks. `shares` hold the promise's hours (24 without one). Nothing
    staffed: no waits, no mean.
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
        "words": _words(promise, mean, within) | _when(staffed, every),
        "finding": _finding(bool(staffed), within, kept, promise, lift),
        "note": told("clock_note"),
    }


def _words(promise: Promise, mean: float | None, within: float) -> dict[str, dict[str, str]]:
    said = {
        "axis": told("clock_axis"),
        "in_time": told("clock_in_time", hours=within),
        "late": told("clock_late", hours=within),
        "read": told("clock_read"),
        "shares": told("clock_shares"),
        "mean": told("clock_mean", hours=hours(mean)) if mean is not None else told("clock_no_mean"),
        "within": told("clock_within"),
        "share": told("clock_share"),
    }
    return said | (
        {"promise": told("clock_promise", hours=promise[0], count=_hundred(promise[1]))} if promise else {}
    )


def _when(staffed: Sequence[tuple[float, float]], every: float) -> dict[str, dict[str, str]]:
    """When somebody reads, and the longest wait: that of who writes as the last reader leaves."""
    read = _reads(staffed)
    if not staffed:
        return {"reads": read}
    often = told("clock_every", reads=read, hours=every) if every else read
    longest = max(_gaps(staffed), default=0.0) + every
    return {"reads": often} | ({"longest": told("clock_longest", hours=hours(longest))} if longest else {})


def _gaps(staffed: Sequence[tuple[float, float]]) -> list[float]:
    """Hours between staffed windows, around the week."""
    spans = sorted((start % WEEK, start % WEEK + end - start) for start, end in staffed)
    reached, gaps = max(end for _, end in spans) - WEEK, []
    for start, end in spans:
        gaps.append(start - reached)
        reached = max(reached, end)
    return [gap for gap in gaps if gap > 0]


def _reads(staffed: Sequence[tuple[float, float]]) -> dict[str, str]:
    """When somebody reads, in words: 'du lundi au vendredi de 9 h à 17 h'."""
    if not staffed:
        return told("clock_reads_never")
    if any(end - start >= WEEK for start, end in staffed):
        return told("clock_reads", windows=told("clock_always"))
    days: dict[tuple[float, float], list[int]] = {}
    across = []
    for start, end in sorted(staffed):
        day = int(start // DAY)
        if end - day * DAY > DAY:
            across.append(_across(start, end))
        else:
            days.setdefault((start - day * DAY, end - day * DAY), []).append(day % 7)
    said = [told("clock_window", days=_days(found), start=s, end=e) for (s, e), found in days.items()]
    return told("clock_reads", windows=together(said + across))


def _across(start: float, end: float) -> dict[str, str]:
    first, last = (told(f"day_{int(at // DAY) % 7}") for at in (start, end))
    return told("clock_across", first=first, last=last, start=start % DAY, end=end % DAY)


def _days(days: Sequence[int]) -> dict[str, str]:
    """'du lundi au vendredi' of days that follow one another, else each."""
    if len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        return told("clock_days", first=told(f"day_{days[0]}"), last=told(f"day_{days[-1]}"))
    return together([told("clock_day", day=told(f"day_{day}")) for day in days])


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


def _finding(staffed: bool, within: float, kept: float, promise: Promise, lift: float | None) -> Text:
    """What these hours allow, against what is promised; what one check at the weekend would change."""
    if not staffed:
        return told("clock_never")
    missed = promise is not None and kept < promise[1] - 1e-9
    facts = {"hours": within, "count": _hundred(kept)}
    said = told("clock_missed" if missed else "clock_kept" if promise else "clock_found", **facts)
    better = lift is not None and _hundred(lift) > facts["count"] and (missed or promise is None)
    return sentences([said, told("clock_lift", now=facts["count"], count=_hundred(lift or 0)) if better else None])
