"""Plans as values to draw: effect against hours, load against capacity, and where the hours go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.figures.often import hours, odds
from workshop.figures.words import Fact, begun, counted, listed, quoted, sentences, told
from workshop.model import Text
from workshop.texts import LANGS

Chart = dict[str, Any]
Row = Mapping[str, Any]
EASY = 0.85  # of the capacity: beyond, a week with a surprise runs over
NOBODY = "nobody"  # the row of work that falls to no one
HARDLY = 10  # weeks over in a hundred that people still call "nearly always in"


def frontier_chart(
    line: Sequence[Sequence[float]],
    plans: Sequence[Row],
    capacity: float,
    *,
    marks: Sequence[Row] = (),
    focus: str | None = None,
    beside: Text | None = None,
) -> Chart:
    """The best effect for each number of hours, and where named plans stand.

    A plan is {"id", "name": Text, "hours", "effect"}, and if known "range" (its hours in eight cases of ten) and
    "weeks" (over our hours, out of a hundred). `capacity` is hours a week, `marks` dated numbers of hours
    {"hours", "label": Text}; the finding is about the plan `focus`, else about the best that fits; `beside` ends
    the note.
    """
    shown = [_placed(plan, line, capacity) for plan in plans]
    return {
        "kind": "frontier",
        "capacity": capacity,
        "focus": _main(shown, focus)["id"] if shown else None,
        "line": [[float(h), float(e)] for h, e in line],
        "plans": shown,
        "marks": [{"hours": float(mark["hours"]), "label": dict(mark["label"])} for mark in marks],
        "words": {"gain": told("frontier_gain")},
        "finding": _frontier_finding(line, shown, capacity, focus),
        "note": sentences(
            [
                told("rhythm_note"),
                told("range_note") if any(plan.get("range") for plan in shown) else None,
                told("gain_note") if any(plan.get("gain") for plan in shown) else None,
                beside,
            ]
        ),
    }


def focused(chart: Mapping[str, Any], focus: str | None) -> Chart:
    """The same frontier, its finding about this plan."""
    finding = _frontier_finding(chart["line"], chart["plans"], chart["capacity"], focus)
    return {**chart, "focus": _main(chart["plans"], focus)["id"] if chart["plans"] else None, "finding": finding}


def _placed(plan: Row, line: Sequence[Sequence[float]], capacity: float) -> dict[str, Any]:
    """The plan with whether it fits, and what the best plan of as many hours would win more."""
    best = max((e for h, e in line if h <= plan["hours"] + 1e-9), default=plan["effect"])
    gain = best - plan["effect"]
    return {
        **plan,
        "id": plan.get("id", ""),
        "name": dict(plan["name"]),
        "fits": plan["hours"] <= capacity,
        "said": _in_words(plan["hours"], capacity),
        "beaten": gain > 1e-6,
        "gain": gain if gain >= 0.05 else None,
    }


def _frontier_finding(
    line: Sequence[Sequence[float]], plans: Sequence[Row], capacity: float, focus: str | None
) -> Text:
    if not plans:
        best = max((effect for h, effect in line if h <= capacity), default=0)
        return told("best_in", hours=capacity, effect=best)
    main = _main(plans, focus)
    if main.get("weeks") is None:
        return _which_fit(plans, capacity)
    return how_it_holds(main["name"], main["hours"], capacity, main["weeks"])


def _main(plans: Sequence[Row], focus: str | None) -> Row:
    """The plan that is talked about: the one asked for, the best that fits, or the one that is least over."""
    for plan in plans:
        if focus is not None and plan["id"] == focus:
            return plan
    fits = [plan for plan in plans if plan["fits"]]
    return max(fits, key=lambda plan: plan["effect"]) if fits else min(plans, key=lambda plan: plan["hours"])


def how_it_holds(name: Text, load: float, capacity: float, weeks: float) -> Text:
    """Whether a plan fits on paper, and in how many weeks of a hundred it does not."""
    facts: dict[str, Fact] = {"plan": quoted(name), "hours": capacity}
    facts |= {"weeks": counted("weeks_in", weeks), "odds": odds(weeks)}
    if capacity <= 0:
        return told("plan_no_hours", load=hours(load), **facts)
    if load > capacity:
        return told("plan_over", over=hours(load - capacity), **facts)
    if weeks <= 0:
        return told("weeks_none", **facts)
    if weeks <= HARDLY:
        return told("plan_holds", held=100 - weeks, **facts)
    return told("plan_paper", **facts)


def _which_fit(plans: Sequence[Row], capacity: float) -> Text:
    inside = _inside([p for p in plans if p["fits"]], capacity)
    outside = _outside([p for p in plans if not p["fits"]], capacity)
    return {lang: f"{said}{outside[lang]}." for lang, said in inside.items()}


def _inside(fits: Sequence[Row], capacity: float) -> Text:
    if not fits:
        return told("fits_none", hours=capacity)
    plans = listed([plan["name"] for plan in fits])
    return told("fits_one" if len(fits) == 1 else "fits", plan=plans, plans=plans, hours=capacity)


def _outside(over: Sequence[Row], capacity: float) -> Text:
    if not over:
        return dict.fromkeys(LANGS, "")
    return counted("over", len(over), plan=quoted(over[0]["name"]), over=over[0]["hours"] - capacity)


def bullet_chart(rows: Sequence[Row], *, of: str = "plans") -> Chart:
    """Load against capacity, a plan or a person (`of` "people") a row: {"id", "label", "load", "capacity"}.

    A row may carry `range`, its load in eight cases of ten; the row "nobody" holds work that
    falls to no one. Hours beyond the capacity are told in words.
    """
    shown = [_loaded(row) for row in rows]
    common = {row["capacity"] for row in shown}
    one = common.pop() if len(common) == 1 and of != "people" else None
    facts = {} if one is None else {"hours": one}
    return {
        "kind": "bullet",
        "rows": shown,
        "easy": EASY,
        "capacity": one,
        "words": {
            "easy": told("bullet_easy" if one is None else "bullet_easy_until", hours=EASY * (one or 0)),
            "ours": told("bullet_own" if one is None else "capacity", **facts),
            "axis": told("hours"),
            "option": told("person" if of == "people" else "plan"),
            "load": told("bullet_load"),
            "range": told("bullet_range"),
            "capacity": told("bullet_capacity"),
            "over": told("bullet_over"),
        },
        "finding": _people_finding(shown) if of == "people" else _loads_finding(shown),
        "note": sentences(
            [told("bullet_note"), told("range_line_note") if any(row["range"] for row in shown) else None]
        ),
    }


def _loaded(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "label": dict(row["label"]),
        "load": float(row["load"]),
        "range": [float(end) for end in row["range"]] if row.get("range") else None,
        "capacity": float(row["capacity"]),
        "over": max(row["load"] - row["capacity"], 0.0),
        "said": _in_words(row["load"], row["capacity"]),
    }


def _in_words(load: float, capacity: float) -> dict[str, str]:
    """'17,1 h, 2,1 h de trop'."""
    over = load - capacity
    if capacity <= 0:
        return hours(load)
    return told("bullet_over_said", hours=hours(load), over=hours(over)) if over > 0 else hours(load)


def _surely(row: Row) -> bool:
    """Whether it fits in nine weeks of ten too; without a range, with some room to spare."""
    return bool((row["range"][1] if row["range"] else row["load"] / EASY) <= row["capacity"])


def _loads_finding(rows: Sequence[Row]) -> Text:
    if not rows:
        return told("bullet_nothing")
    fits, capacity = [row for row in rows if not row["over"]], rows[0]["capacity"]
    sure = [row for row in fits if _surely(row)]
    if capacity <= 0:
        return told("bullet_no_hours")
    if not fits:
        least = min(rows, key=lambda row: row["over"])
        key = "bullet_none" if len(rows) > 1 else "bullet_none_one"
        return told(key, plan=quoted(least["label"]), over=hours(least["over"]), hours=capacity)
    facts = {"plans": listed([row["label"] for row in sure or fits]), "hours": capacity}
    if not sure:
        return counted("bullet_paper", len(fits), **facts)
    if len(sure) == len(fits):
        return counted("bullet_sure", len(sure), **facts)
    return counted("bullet_some", len(sure), total=len(fits), **facts)


def _people_finding(rows: Sequence[Row]) -> Text:
    if not rows:
        return told("bullet_nobody")
    nobody = next((row for row in rows if row["id"] == NOBODY), None)
    if nobody:
        return told("bullet_nobody_trained", hours=hours(nobody["load"]))
    over = sorted((row for row in rows if row["over"]), key=lambda row: -row["over"])
    if not over:
        return told("bullet_people_fit")
    facts = {"person": quoted(over[0]["label"]), "over": hours(over[0]["over"])}
    return counted("bullet_people", len(over), **facts)


def hours_chart(rows: Sequence[Row], parts: Sequence[Row], capacity: float) -> Chart:
    """Where the hours of each plan go: a stacked bar a row {"id", "label", "parts": hours in the order of `parts`}.

    `parts` are {"id", "label": Text}.
    """
    shown = [_spent(row, capacity) for row in rows]
    named = [{"id": part["id"], "label": dict(part["label"])} for part in parts]
    return {
        "kind": "hours",
        "rows": shown,
        "parts": named,
        "capacity": float(capacity),
        "words": {
            "ours": told("capacity", hours=capacity),
            "axis": told("hours"),
            "option": told("plan"),
            "total": told("total"),
        },
        "finding": _spent_finding(shown, named),
        "note": told("hours_note"),
    }


def _spent(row: Row, capacity: float) -> dict[str, Any]:
    total = float(sum(row["parts"]))
    return {
        "id": row["id"],
        "label": dict(row["label"]),
        "parts": [float(part) for part in row["parts"]],
        "total": total,
        "over": max(total - capacity, 0.0),
        "said": _in_words(total, capacity),
    }


def _spent_finding(rows: Sequence[Row], parts: Sequence[Row]) -> Text:
    """What takes most of the time, and whether that holds for every plan."""
    most = [(row["parts"].index(max(row["parts"])), row) for row in rows if row["total"]]
    if not most:
        return told("bullet_nothing")
    shares = [10 * row["parts"][k] / row["total"] for k, row in most]
    if len({k for k, _ in most}) > 1:
        least, other = most[0], next(one for one in most if one[0] != most[0][0])
        facts = {f"part_{n}": parts[k]["label"] for n, (k, _) in zip("ab", (least, other), strict=True)}
        return told("hours_differ", plan_a=quoted(least[1]["label"]), plan_b=quoted(other[1]["label"]), **facts)
    part, row = parts[most[0][0]]["label"], most[0][1]
    if len(most) == 1:
        return told("hours_one", part=begun(part), hours=hours(row["parts"][most[0][0]]), total=hours(row["total"]))
    low, high = round(min(shares)), round(max(shares))
    if low == high:
        return told("hours_same", part=begun(part), share=low)
    return told("hours_most", part=begun(part), low=low, high=high)
