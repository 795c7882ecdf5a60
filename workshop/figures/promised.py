"""Promise against reality: a bar a week over the band that was promised; weeks outside it are hatched, and said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from workshop.figures.sheet import EDGE, INK, QUIET, RAMP, SURFACE, TINT, WARN, WIDTH, area, bare, wrapped, write
from workshop.figures.words import line
from workshop.model import Text
from workshop.texts import LANGS, both, day, fill, number, pick

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Row = Mapping[str, Any]
LEFT, RIGHT, HIGH, LINE, FOOT = 1.75, 2.65, 0.62, 0.19, 0.42  # inches
NARROW = 40  # weeks beyond which a week without a post has no 0 above it


def kept_chart(rows: Sequence[Row], starts: Sequence[date]) -> dict[str, Any]:
    """What to draw of channels against their promise.

    A row: {id, label: Text, weeks: posts of each week, promised: (low, high or None) a week, range: Text (the promise
    in words), kept: bool or None (too short to say), said: Text (the finding in words)}. `starts` are the Mondays.
    """
    drawn = [
        {**row, "label": dict(row["label"]), "weeks": list(row["weeks"]), "promised": list(row["promised"])}
        for row in rows
    ]
    return {
        "kind": "kept",
        "rows": drawn,
        "starts": [one.isoformat() for one in starts],
        "words": {key: dict(both(f"kept.{key}")) for key in ("channel_head", "promised", "done", "found")}
        | {"weeks": _span(starts)},
        "finding": _finding(drawn),
        "note": dict(both("kept.note")),
    }


def height(chart: Mapping[str, Any], lang: str) -> float:
    return sum(_heights(chart, lang)) + FOOT


def draw(figure: Figure, chart: Mapping[str, Any], lang: str, top: float) -> None:
    """Every channel has its own scale: a letter a month is seen beside fourteen posts a week."""
    tall = _heights(chart, lang)
    down = height(chart, lang)
    axes = bare(area(figure, 0, top, WIDTH, down))
    axes.set(xlim=(0, WIDTH), ylim=(down, 0))
    y = 0.0
    for row, high in zip(chart["rows"], tall, strict=True):
        write(axes, LEFT - 0.15, y + high / 2, _label(row, lang), ha="right", weight=700, linespacing=1.0)
        _bars(axes, row, y + high - 0.1, high - 0.24)
        bold = 700 if row["kept"] is False else 400
        write(axes, WIDTH - RIGHT + 0.15, y + high / 2, _said(row, lang), linespacing=1.1, fontsize=10.5, weight=bold)
        y += high
    across = WIDTH - LEFT - RIGHT
    write(axes, LEFT + across / 2, y + 0.15, pick(chart["words"]["weeks"], lang), ha="center", color=QUIET)


def outside(row: Row) -> int:
    """Weeks with too few posts or too many."""
    low, high = row["promised"]
    return sum(n < low or (high is not None and n > high) for n in row["weeks"])


def table(chart: Mapping[str, Any], lang: str) -> list[list[str]]:
    """A channel a row: what was promised, what each week had, what was found."""
    heads = [pick(chart["words"][key], lang) for key in ("channel_head", "promised", "done", "found")]
    return [
        heads,
        *(
            [line(pick(row["label"], lang)), pick(row["range"], lang), counts(row, lang), pick(row["said"], lang)]
            for row in chart["rows"]
        ),
    ]


def counts(row: Row, lang: str) -> str:
    """Posts week by week: "3 · 2 · 0"."""
    return " · ".join(number(n, lang) for n in row["weeks"])


def words(row: Row, _chart: Mapping[str, Any], lang: str) -> str:
    """The row for those who do not see it."""
    return f"{pick(row['range'], lang)}; {counts(row, lang)}; {pick(row['said'], lang)}"


def _heights(chart: Mapping[str, Any], lang: str) -> list[float]:
    return [
        max(HIGH, 0.2 + LINE * max(1 + text.count("\n") for text in (_label(row, lang), _said(row, lang))))
        for row in chart["rows"]
    ]


def _label(row: Row, lang: str) -> str:
    return wrapped(pick(row["label"], lang), 18)


def _said(row: Row, lang: str) -> str:
    return wrapped(pick(row["said"], lang), 34)


def _bars(axes: Axes, row: Row, base: float, high: float) -> None:
    from matplotlib.patches import Rectangle

    low, top = row["promised"]
    across = WIDTH - LEFT - RIGHT
    most = max([1, top or low, *row["weeks"]]) * 1.05
    scale, step = high / most, across / max(len(row["weeks"]), 1)
    ceiling = most if top is None else top
    band = Rectangle((LEFT, base - ceiling * scale), across, (ceiling - low) * scale, facecolor=TINT, lw=0, zorder=0)
    axes.add_patch(band)
    for edge in (low, *([] if top is None else [top])):
        axes.plot([LEFT, LEFT + across], [base - edge * scale] * 2, color=EDGE, lw=0.8, ls=(0, (2, 2)), zorder=1)
    for k, n in enumerate(row["weeks"]):
        x = LEFT + (k + 0.14) * step
        off = n < low or (top is not None and n > top)
        style: dict[str, Any] = {"facecolor": RAMP[1], "edgecolor": EDGE, "lw": 0.6}
        if off:
            style = {"facecolor": SURFACE, "edgecolor": WARN, "hatch": "/////", "lw": 1.0}
        axes.add_patch(Rectangle((x, base - n * scale), step * 0.72, n * scale, zorder=2, **style))
        if n == 0 and off and len(row["weeks"]) <= NARROW:
            write(axes, x + step * 0.36, base - 0.07, "0", ha="center", fontsize=9, color=WARN, weight=700)
    axes.plot([LEFT, LEFT + across], [base, base], color=INK, lw=1.0, ls="-", zorder=3)


def _span(starts: Sequence[date]) -> dict[str, str]:
    """From the first Monday to the last Sunday."""
    if not starts:
        return dict.fromkeys(LANGS, "")
    last = starts[-1] + timedelta(days=6)
    return {
        lang: fill(
            both("kept.period")[lang], {"first": day(starts[0], lang), "last": day(last, lang), "weeks": len(starts)}
        )
        for lang in LANGS
    }


def _finding(rows: Sequence[Row]) -> dict[str, str]:
    """How many kept their promise, and which is furthest off."""
    judged = [row for row in rows if row["kept"] is not None]
    broken = sorted((row for row in judged if not row["kept"]), key=lambda row: -outside(row))
    if not judged:
        return dict(both("kept.finding_unsure"))
    one = len(judged) == 1
    if not broken:
        return _filled("finding_all_one" if one else "finding_all", judged[0], len(judged), 0)
    kept = len(judged) - len(broken)
    key = "finding" if kept else "finding_none_one" if one else "finding_none"
    return _filled(key, broken[0], len(judged), kept)


def _filled(key: str, row: Row, count: int, kept: int) -> dict[str, str]:
    said: Text = row.get("short") or row["said"]
    return {
        lang: fill(
            both(f"kept.{key}")[lang],
            {"channel": line(pick(row["label"], lang)), "said": pick(said, lang), "count": count, "kept": kept},
        )
        for lang in LANGS
    }
