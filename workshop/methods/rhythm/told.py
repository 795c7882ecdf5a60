"""Everything that a basis says, as plain numbers for other programmes and as a table for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.errors import EmptySchedule
from workshop.methods.rhythm.nouns import PARTS, Basis, Best
from workshop.methods.rhythm.optimum import along, obstacles
from workshop.methods.rhythm.replies import mean_wait, share_answered
from workshop.methods.rhythm.working import capacity, worked
from workshop.model import Plan
from workshop.texts import number, pick, say

WITHIN = (0, 1, 4, 16, 24, 48)  # hours


def told(basis: Basis, hours: Mapping[str, float]) -> dict[str, Any]:
    """Capacity, plans, optimum within the capacity and within each of `hours`, replies; nothing is rounded.

    `utilisation` is None where nobody has hours, a `best` where no plan fits, `replies` where nothing is staffed.
    """
    available = capacity(basis.people)
    limits = {"capacity": available, **hours}
    found = zip(limits, along(basis, list(limits.values())), strict=True)
    return {
        "capacity": available,
        "plans": {name: _plan(basis, plan, available) for name, plan in basis.plans.items()},
        "best": {key: _best(one) for key, one in found},
        "replies": _replies(basis),
    }


def _plan(basis: Basis, plan: Plan, available: float) -> dict[str, float | None]:
    found = worked(basis, plan)
    use = found.utilisation if available > 0 else None
    return {"effect": found.effect, "load": found.load, "utilisation": use, **found.parts}


def _best(one: Best | None) -> dict[str, Any] | None:
    return None if one is None else {"effect": one.effect, "hours": one.hours, "posts": dict(one.plan.posts)}


def _replies(basis: Basis) -> dict[str, Any] | None:
    try:
        shares = {str(hours): share_answered(basis.staffed, hours, basis.every) for hours in WITHIN}
        return {"share_within": shares, "mean_wait_hours": mean_wait(basis.staffed, basis.every)}
    except EmptySchedule:
        return None


def hindered(basis: Basis, hours: Mapping[str, float], lang: str) -> list[str]:
    """Why there is no best plan, in a sentence for the capacity and for each of `hours` that has none."""
    limits = {"capacity": capacity(basis.people), **hours}
    codes = {key: obstacles(basis, limit) for key, limit in limits.items()}
    return [
        say("rhythm.no_best", lang, hours=number(limits[key], lang, 2), why=_why(basis, reasons, lang))
        for key, reasons in codes.items()
        if reasons
    ]


def _why(basis: Basis, reasons: Sequence[str], lang: str) -> str:
    return ", ".join(say(f"rhythm.obstacle_{reason}", lang, holders=basis.holders) for reason in reasons)


def read_out(basis: Basis, found: Mapping[str, Any], lang: str) -> str:
    """The same for people: plans side by side, the best for each number of hours, replies."""
    columns = ("effect", "load", "utilisation", *PARTS)
    heads = ["", *(say(f"rhythm.column_{name}", lang) for name in columns)]
    plans = [[_name(basis, p, lang), *(_cell(row[c], c, lang) for c in columns)] for p, row in found["plans"].items()]
    lines = [say("rhythm.capacity", lang, hours=number(found["capacity"], lang, 2)), ""]
    lines += [*_table([heads, *plans]), ""] if plans else []
    heads = [say(f"rhythm.column_{name}", lang) for name in ("within", "effect", "hours", "posts")]
    lines += [*_table([heads, *(_row(basis, key, one, lang) for key, one in found["best"].items())], left=(0, 3)), ""]
    return "\n".join([*lines, _answered(found["replies"], lang)])


def _row(basis: Basis, key: str, one: Mapping[str, Any] | None, lang: str) -> list[str]:
    label = say("rhythm.of_capacity", lang) if key == "capacity" else key
    if one is None:
        return [label, "–", "–", say("rhythm.none", lang)]
    posts = [f"{_name(basis, c, lang)} {number(n, lang, 2)}" for c, n in one["posts"].items() if n]
    return [label, number(one["effect"], lang), number(one["hours"], lang), ", ".join(posts) or "0"]


def _answered(replies: Mapping[str, Any] | None, lang: str) -> str:
    if replies is None:
        return say("rhythm.not_staffed", lang)
    shares = [
        say("rhythm.share", lang, hours=hours, share=number(100 * share, lang))
        for hours, share in replies["share_within"].items()
    ]
    return say("rhythm.answered", lang, shares=", ".join(shares), wait=number(replies["mean_wait_hours"], lang))


def _name(basis: Basis, name: str, lang: str) -> str:
    return pick(basis.names[name], lang) if name in basis.names else name


def _cell(value: float | None, column: str, lang: str) -> str:
    if value is None:
        return "–"
    if column == "utilisation":
        return say("rhythm.percent", lang, share=number(100 * value, lang, 0))
    return number(value, lang, 2)


def _table(rows: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> list[str]:
    """Columns of equal width; numbers stand to the right, those columns to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = enumerate(zip(row, widths, strict=True))
        lines.append("  ".join(c.ljust(w) if at in left else c.rjust(w) for at, (c, w) in cells).rstrip())
    return lines
