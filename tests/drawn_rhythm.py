"""Charts of the rhythm, one of every kind, from plain numbers: those of EVIDENCE 3.6 where it has them."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache
from typing import Any

from workshop import figures

Chart = dict[str, Any]
PARTS = ("production", "approval", "reply", "moderation", "presence", "overhead")
PART_NAMES = (
    ("rédiger", "writing"),
    ("relire", "checking"),
    ("répondre", "replying"),
    ("modérer", "moderating"),
    ("tenir les comptes", "keeping accounts"),
    ("coordonner", "coordinating"),
)
PLANS = (
    ("sober", "Sobre", "Sober", 10.6, 18.5, [9.0, 12.9], 4, [4.7, 0.5, 1.1, 0.2, 1.8, 2.3]),
    ("even", "Équilibré", "Even", 13.8, 27.2, [12.5, 17.9], 37, [7.5, 0.8, 1.3, 0.1, 1.8, 2.3]),
    ("high", "Repères hauts", "High marks", 17.1, 29.0, [14.7, 21.0], 88, [10.5, 1.8, 1.3, 0.2, 1.0, 2.3]),
    ("bold", "Ambitieux", "Bold", 26.6, 58.8, [22.5, 29.4], 100, [18.5, 1.9, 1.7, 0.4, 1.8, 2.3]),
)
LINE = [
    [0, 0],
    [5.6, 11.0],
    [8, 18.0],
    [9.8, 22.0],
    [11.5, 29.8],
    [12.7, 33.8],
    [15, 38.5],
    [18, 45.5],
    [26.6, 60.2],
    [28, 61.5],
]
CAPACITY = 15.0352
STAFFED = [(24.0 * day + 9, 24.0 * day + 17) for day in range(5)]
CHANNELS = (("facebook", "Facebook", 30, 6), ("instagram", "Instagram", 25, 5), ("linkedin", "LinkedIn", 13, 2.5))


def text(fr: str, en: str = "") -> dict[str, str]:
    return {"fr": fr, "en": en or fr}


def waits() -> list[float]:
    """Hours until somebody reads, for a message of each hour of the week."""
    return [
        min((start - hour) % 168 if not start <= hour < end else 0.0 for start, end in STAFFED) for hour in range(168)
    ]


def _frontier() -> Chart:
    plans = [
        {"id": id, "name": text(fr, en), "hours": hours, "effect": effect, "range": span, "weeks": weeks}
        for id, fr, en, hours, effect, span, weeks, _ in PLANS
    ]
    marks = [
        {"hours": hours, "label": text(f"{hours} h : échelle de Kanter (2008)", f"{hours} h: Kanter’s ladder (2008)")}
        for hours in (10, 15, 20)
    ]
    return figures.frontier_chart(LINE, plans, CAPACITY, marks=marks, focus="even")


def _rows(capacity: float = CAPACITY) -> list[dict[str, Any]]:
    return [
        {"id": id, "label": text(fr, en), "load": hours, "range": span, "capacity": capacity, "parts": parts}
        for id, fr, en, hours, _, span, _, parts in PLANS
    ]


def _people() -> Chart:
    rows = [
        {"id": "p0", "label": text("Aïcha"), "load": 9.2, "capacity": 10.0},
        {"id": "p1", "label": text("Étienne, communication et relève du week-end"), "load": 6.4, "capacity": 5.0352},
    ]
    return figures.bullet_chart(rows, of="people")


def _response(count: int = 3) -> Chart:
    names = (*CHANNELS, ("newsletter", "Infolettre", 20, 0.4), ("mastodon", "Mastodon", 8, 4))[:count]

    def at(value: float, half: float, posts: float) -> float:
        return value * (1 - math.exp(-math.log(2) * posts / half))

    rows = [
        {
            "id": id,
            "label": text(name),
            "line": [[f / 2, at(value, half, f / 2)] for f in range(43)],
            "band": [
                [f / 2, at(value * 0.8, half * 1.6, f / 2), at(value * 1.15, half * 0.7, f / 2)] for f in range(43)
            ],
            "now": now,
            "effect": at(value, half, now),
            "next": at(value, half, now + 1) - at(value, half, now),
        }
        for (id, name, value, half), now in zip(names, (7, 3.5, 1, 0.5, 2), strict=False)
    ]
    marks = [
        {
            "id": "facebook",
            "at": 5,
            "to": 10,
            "label": text("5 à 10 : Hootsuite (2025)", "5 to 10: Hootsuite (2025)"),
        },
        {"id": "linkedin", "at": 5, "label": text("5 : Buffer (2025)", "5: Buffer (2025)")},
    ]
    return figures.response_chart(rows, marks)


def _tornado() -> Chart:
    rows = [
        {
            "id": "facebook.minutes",
            "label": text("Facebook : minutes par publication"),
            "low": 11.2,
            "high": 18.9,
            "low_input": 15,
            "high_input": 60,
        },
        {
            "id": "approval.share",
            "label": text("Part des publications relues"),
            "low": 13.1,
            "high": 14.6,
            "low_input": 0.1,
            "high_input": 0.5,
        },
        {
            "id": "people.0.absence",
            "label": text("Absences d’Aïcha"),
            "low": 14.4,
            "high": 13.3,
            "low_input": 0.1,
            "high_input": 0.25,
        },
    ]
    return figures.tornado_chart(rows, 13.8, unit=text("heures par semaine", "hours a week"), capacity=CAPACITY)


def _strips() -> Chart:
    guesses = [2, 3, 3, 4, 5, 5, 5, 6, 8, 8, 10, 10, 10, 12, 15, 15.5, 20, 35]
    row = {"id": "hours", "label": text("Heures par semaine", "Hours a week"), "values": guesses}
    return figures.strips_chart(
        [row], text("h"), 40, mark={"value": 13.8, "label": text("le modèle : 13,8 h", "the model: 13.8 h")}
    )


def _scale() -> Chart:
    row = {
        "id": "scale",
        "label": text("Vie privée ou vitesse", "Privacy or speed"),
        "values": [0, 2, 3, 3, 4, 7, 8, 10],
    }
    ends = (
        text("Vie privée d’abord, même si c’est plus lent", "Privacy first, even if slower"),
        text("Vitesse d’abord", "Speed first"),
    )
    return figures.strips_chart([row], text(""), 10, ends=ends)


def _points() -> Chart:
    given = ([40, 35, 30, 50, 20], [30, 30, 40, 25, 50], [30, 35, 30, 25, 30], [5, 5], [])
    names = (*CHANNELS, ("newsletter", "Infolettre", 0, 0), ("mastodon", "Mastodon", 0, 0))
    rows = [
        {"id": id, "label": text(name), "values": values}
        for (id, name, _, _), values in zip(names, given, strict=True)
    ]
    return figures.strips_chart(rows, text("points"), 100)


def kept() -> Chart:
    """Three months of four channels, one of them not as promised, one whose weeks were too few to judge."""
    start = date(2026, 8, 31)
    found = (
        ("facebook", [3, 4, 3, 2, 3, 3, 1, 3, 4, 3, 3, 5, 3], [2, 4], True, ("tenu", "kept")),
        ("linkedin", [1, 0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0], [1, 2], False, ("non tenu", "not kept")),
        ("newsletter", [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0], [0, 1], None, ("trop court", "too short")),
        ("x", [14, 12, 20, 9, 11, 15, 14, 13, 17, 12, 11, 14, 13], [11, None], True, ("tenu", "kept")),
    )
    rows = [
        {"id": id, "label": text(id.title()), "weeks": weeks, "promised": promised, "kept": kept}
        | {"range": text(f"{promised[0]} à {promised[1]}", f"{promised[0]} to {promised[1]}"), "said": text(*said)}
        for id, weeks, promised, kept, said in found
    ]
    return figures.kept_chart(rows, [start + timedelta(days=7 * k) for k in range(13)])


@cache
def rhythm_kinds() -> dict[str, Chart]:
    """Name of the case → chart; every kind of rhythm.js is here."""
    shares = [(0, 0.2381), (1, 0.2679), (4, 0.3571), (16, 0.7143), (24, 0.7619), (48, 0.8571)]
    parts = [{"id": id, "label": text(*names)} for id, names in zip(PARTS, PART_NAMES, strict=True)]
    return {
        "frontier": _frontier(),
        "bullet": figures.bullet_chart(_rows()),
        "people": _people(),
        "hours": figures.hours_chart(_rows(), parts, CAPACITY),
        "response": _response(),
        "five channels": _response(5),
        "clock": figures.clock_chart(STAFFED, waits(), shares, 17.19, promise=(24, 0.9), lift=0.91),
        "never": figures.clock_chart([], [], [(hours, 0.0) for hours, _ in shares], None),
        "weeks": figures.weeks_chart(text("Équilibré", "Even"), 0.53, CAPACITY),
        "tornado": _tornado(),
        "strips": _strips(),
        "scale": _scale(),
        "points": _points(),
        "kept": kept(),
    }
