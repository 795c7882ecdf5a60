"""Figures of the rhythm: what they say in both languages, that tables hold the numbers, that no name is hidden."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from desks import until
from drawn_rhythm import rhythm_kinds
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox
from rhythms import sample

from workshop import figures
from workshop.agenda import load
from workshop.desk import Workshop, labelling, pictured
from workshop.figures import naming, often, pictures, response
from workshop.figures.sheet import paper, sheet
from workshop.figures.words import told
from workshop.methods import rhythm
from workshop.methods.rhythm.split import split
from workshop.model import Plan
from workshop.texts import LANGS, number

LINE = [(0, 0), (5.614, 11.101), (9.728, 22.023), (14.949, 38.436), (20.925, 50.892)]
Chart = dict[str, Any]


def text(fr: str, en: str = "") -> dict[str, str]:
    return {"fr": fr, "en": en or fr}


def chance() -> np.random.Generator:
    return np.random.default_rng(20261122)


@cache
def of_the_sample() -> dict[str, Chart]:
    """Every chart of the invented organisation, about its sober plan."""
    return pictured.charts(sample(), {}, "sober", rng=chance(), draws=2000, marks=labelling.dated(load()))


def drawn(chart: Mapping[str, Any], lang: str = "fr") -> Figure:
    """The drawing as matplotlib holds it, before it becomes a file."""
    kind = pictures.KINDS[chart["kind"]]
    with paper():
        figure = sheet(kind.height(chart, lang))
        kind.draw(figure, chart, lang, 0.0)
        figure.canvas.draw()
    return figure


# ---- how often, in words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posts", "fr", "en"),
    [
        (0, "aucune publication", "no post"),
        (0.02, "moins d’une publication par trimestre", "less than one post a quarter"),
        (1 / 13, "une publication par trimestre", "one post a quarter"),
        (0.25, "environ une publication par mois", "about one post a month"),
        (0.5, "une publication toutes les deux semaines", "one post every two weeks"),
        (1, "une publication par semaine", "one post a week"),
        (1.5, "trois publications toutes les deux semaines", "three posts every two weeks"),
        (2, "deux publications par semaine", "two posts a week"),
        (2.2, "environ deux publications par semaine", "about two posts a week"),
        (3.5, "environ une publication un jour sur deux", "about one post every other day"),
        (7, "une publication par jour", "one post a day"),
        (14, "deux publications par jour", "two posts a day"),
        (35, "cinq publications par jour", "five posts a day"),
        (49, "7 publications par jour", "7 posts a day"),
        (50, "environ 7 publications par jour", "about 7 posts a day"),
    ],
)
def test_posts_a_week_are_said_as_people_say_them(posts: float, fr: str, en: str) -> None:
    assert (figures.frequency(posts, "fr"), figures.frequency(posts, "en")) == (fr, en)


@pytest.mark.parametrize(("limit", "key"), [(limit, key) for limit, _, key in often.OFTEN])
def test_each_bound_belongs_to_the_words_above_it(limit: float, key: str) -> None:
    below, at = (figures.frequency(posts, "en").removeprefix("about ") for posts in (limit - 1e-9, limit))
    assert below == told(key)["en"]
    assert at != below


def test_words_of_frequency_are_never_far_from_the_number() -> None:
    bounds = [limit for limit, _, _ in often.OFTEN]
    assert bounds == sorted(bounds)
    starts = [0.05, *bounds[1:-1]]
    for start, (limit, exact, _) in zip(starts, often.OFTEN[1:], strict=True):
        assert start < exact < limit
        assert max(exact / start, limit / exact) < 1.75


@pytest.mark.parametrize(
    ("weeks", "en"),
    [
        (0, "almost never"), (2, "almost never"), (3, "one week in twenty"), (10, "one week in ten"),
        (20, "one week in five"), (25, "one week in four"), (33, "one week in three"), (41, "one week in two"),
        (53, "one week in two"), (59, "one week in two"), (66, "two weeks in three"), (75, "three weeks in four"),
        (90, "nine weeks in ten"), (97, "almost always"), (100, "almost always"),
    ],
)  # fmt: skip
def test_weeks_of_a_hundred_are_odds_in_words(weeks: float, en: str) -> None:
    assert often.odds(weeks)["en"] == en


# ---- what is found, with its doubt ---------------------------------------------------------------


def frontier(hours: float, weeks: int | None, capacity: float = 15.0352, **about: Any) -> Chart:
    plan = {"id": "even", "name": text("Équilibré", "Even"), "hours": hours, "effect": 27.2, "weeks": weeks}
    return figures.frontier_chart(LINE, [plan], capacity, **about)


@pytest.mark.parametrize(
    ("hours", "weeks", "capacity", "fr", "en"),
    [
        (13.8, 53, 15.0352,
         "«\u00a0Équilibré\u00a0» tient sur le papier, mais dépasse nos 15\u00a0h une fois sur deux "
         "(53 semaines sur 100).",
         "“Even” fits on paper, but runs over our 15\u00a0h one week in two (53 weeks in 100)."),
        (10.6, 3, 15.0352,
         "«\u00a0Équilibré\u00a0» tient dans nos 15\u00a0h presque toujours, 97 semaines sur 100.",
         "“Even” fits in our 15\u00a0h almost always, 97 weeks in 100."),
        (26.6, 99, 15.0352, "«\u00a0Équilibré\u00a0» dépasse nos 15\u00a0h de 11,6\u00a0h.",
         "“Even” is 11.6\u00a0h over our 15\u00a0h."),
        (15.05, 99, 15.0352, "«\u00a0Équilibré\u00a0» dépasse nos 15\u00a0h de quelques minutes.",
         "“Even” is a few minutes over our 15\u00a0h."),
        (13.8, 100, 0.0,
         "«\u00a0Équilibré\u00a0» demande 13,8\u00a0h par semaine, et personne n’a d’heures pour cela.",
         "“Even” takes 13.8\u00a0h a week, and nobody has hours for it."),
    ],
)  # fmt: skip
def test_a_plan_is_said_with_its_doubt(hours: float, weeks: int, capacity: float, fr: str, en: str) -> None:
    assert frontier(hours, weeks, capacity)["finding"] == {"fr": fr, "en": en}


def test_without_a_plan_the_best_within_reach_is_said() -> None:
    found = figures.frontier_chart(LINE, [], 15.0352)["finding"]
    assert found["en"] == "With 15 h a week, the best possible effect is 38.4 points."


def test_a_beaten_plan_says_what_the_same_hours_would_win() -> None:
    [plan] = frontier(14.95, 40)["plans"]
    assert plan["beaten"]
    assert plan["gain"] == pytest.approx(38.436 - 27.2)
    [best] = figures.frontier_chart(LINE, [{"name": text("P"), "hours": 14.949, "effect": 38.436}], 15)["plans"]
    assert (best["beaten"], best["gain"]) == (False, None)


def loads(*rows: tuple[float, tuple[float, float] | None]) -> dict[str, str]:
    made = [
        {"id": f"p{k}", "label": text(f"P{k}"), "load": load, "range": span, "capacity": 15.0}
        for k, (load, span) in enumerate(rows)
    ]
    return figures.bullet_chart(made)["finding"]  # type: ignore[no-any-return]


def test_loads_say_how_many_fit_and_how_many_nearly_always() -> None:
    sure, unsure, over = (10.6, (9, 12.9)), (13.8, (12.5, 17.9)), (17.1, (14.7, 21))
    assert loads(sure, unsure, over)["fr"] == (
        "2 plans tiennent sur le papier\u00a0; un seul tient presque toujours dans nos 15\u00a0h\u00a0: "
        "«\u00a0P0\u00a0»."
    )
    assert loads(unsure, over)["en"] == "“P0” fits on paper, but not always in our 15\u00a0h."
    assert loads(sure, sure)["fr"] == "2 plans tiennent presque toujours dans nos 15\u00a0h."
    assert loads(over)["en"] == "“P0” is 2.1\u00a0h over our 15\u00a0h."
    assert loads(over, (20, None))["fr"].startswith("Aucun plan ne tient dans nos 15\u00a0h\u00a0; le plus proche, «")
    assert loads((14, None))["en"] == "“P0” fits on paper, but not always in our 15\u00a0h."


def test_hours_beyond_ours_are_hatched_and_said() -> None:
    chart = figures.bullet_chart([{"id": "p", "label": text("P"), "load": 26.6, "capacity": 15.0}])
    assert chart["rows"][0]["said"]["fr"] == "26,6\u00a0h, 11,6\u00a0h de trop"
    assert "11.6\u00a0h too many" in figures.picture(chart, "en").alt
    assert "pattern" in figures.picture(chart, "fr").svg
    fits = figures.bullet_chart([{"id": "p", "label": text("P"), "load": 10.6, "capacity": 15.0}])
    assert "pattern" not in figures.picture(fits, "fr").svg


def test_people_who_have_too_much_are_named_and_work_of_nobody_comes_first() -> None:
    ada, bo = ({"id": n, "label": text(n), "load": load, "capacity": 5.0} for n, load in (("Ada", 7.3), ("Bo", 4.0)))
    assert figures.bullet_chart([bo], of="people")["finding"]["en"] == "Each person has enough time for their share."
    assert figures.bullet_chart([ada, bo], of="people")["finding"]["fr"] == (
        "La charge de «\u00a0Ada\u00a0» dépasse son temps de 2,3\u00a0h."
    )
    left = {"id": figures.NOBODY, "label": text("personne"), "load": 3.0, "capacity": 0.0}
    assert figures.bullet_chart([ada, left], of="people")["finding"]["en"] == (
        "3\u00a0h of work a week fall to nobody who is trained."
    )


def test_where_the_time_goes_is_said_for_every_plan_or_plan_by_plan() -> None:
    parts = [{"id": one, "label": text(one)} for one in ("rédiger", "répondre")]
    rows = [{"id": f"p{k}", "label": text(f"P{k}"), "parts": own} for k, own in enumerate(([6, 4], [5, 5], [2, 8]))]
    assert figures.hours_chart(rows[:2], parts, 9)["finding"]["fr"] == (
        "Rédiger prend le plus de temps, quel que soit le plan\u00a0: de 5 à 6 heures sur 10."
    )
    assert figures.hours_chart(rows, parts, 9)["finding"]["en"].startswith("The plan changes where time goes: mostly")
    assert figures.hours_chart(rows[:1], parts, 9)["finding"]["fr"] == (
        "Rédiger prend le plus de temps\u00a0: 6\u00a0h sur 10\u00a0h."
    )
    assert figures.hours_chart([], parts, 9)["finding"]["en"] == "No plan has been entered yet."


def channel(id: str, now: float, gain: float, step: float = 1.0) -> dict[str, Any]:
    curve = {"line": [(0, 0), (9, 9)], "band": [(0, 0, 0), (9, 8, 10)]}
    return {"id": id, "label": text(id), "now": now, "effect": now, "next": gain, "step": step, **curve}


def test_the_post_after_those_of_the_plan_is_annotated() -> None:
    rows = figures.response_chart([channel("Facebook", 7, 1.458), channel("Lettre", 0.25, 3.2, 0.25)])["rows"]
    assert rows[0]["next_said"] == {
        "fr": "la 8e publication\u00a0: 1,5 point", "en": "the 8th post: 1.5 points"
    }  # fmt: skip
    assert rows[1]["next_said"]["en"] == "one post every two weeks: 3.2 points more"
    assert [often.ordinal(n)["en"] for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th"
    ]  # fmt: skip
    assert [often.ordinal(n)["fr"] for n in (1, 2, 21)] == ["1re", "2e", "21e"]


def test_one_more_post_is_compared_between_channels() -> None:
    found = figures.response_chart([channel("A", 7, 1.46), channel("B", 3, 0.4), channel("C", 3, 1)])["finding"]
    assert found["fr"] == (
        "Une publication de plus compte surtout sur «\u00a0A\u00a0» (1,5 point), le moins sur "
        "«\u00a0B\u00a0» (0,4 point)."
    )
    assert figures.response_chart([channel("A", 7, -0.5)])["finding"]["en"].startswith(
        "On “A” there are too many posts"
    )
    assert figures.response_chart([])["finding"]["en"] == "No channel is open."


def test_at_most_five_lines_are_drawn_and_the_rest_is_named() -> None:
    chart = figures.response_chart([channel(f"C{k}", 1, k) for k in range(12)])
    assert [row["id"] for row in chart["rows"]] == ["C0", "C1", "C2", "C3", "C4"]
    assert "Non dessinés\u00a0: «\u00a0C5\u00a0», «\u00a0C6\u00a0» et 5 autres." in chart["note"]["fr"]
    assert len({str(dash) for dash in response.DASHES}) == 5  # told apart in grey
    assert sum(line.get_linewidth() == 2.6 for line in drawn(chart).axes[0].lines) == 5


# ---- replies, weeks, assumptions, answers --------------------------------------------------------


OFFICE = [(24.0 * day + 9, 24.0 * day + 17) for day in range(5)]


def clock(staffed: Any = OFFICE, **about: Any) -> Chart:
    waits = rhythm.waits(staffed)
    shares = [(t, rhythm.share_answered(staffed, t)) for t in (1, 24)]
    return figures.clock_chart(staffed, waits, shares, rhythm.mean_wait(staffed), **about)


def test_one_check_at_the_weekend_lifts_a_missed_promise() -> None:
    found = clock(promise=(24, 0.9), lift=1.0)["finding"]
    assert found["fr"] == (
        "La promesse ne tient pas\u00a0: ces heures ne permettent de répondre en 24\u00a0h qu’à 76 messages sur 100. "
        "Un passage d’une heure le samedi et le dimanche en ferait 100."
    )
    assert found["en"].endswith("One check of an hour on Saturday and Sunday would make it 100.")
    assert clock(promise=(24, 0.7), lift=1.0)["finding"]["en"] == (
        "The promise holds: 76 messages in 100 can be answered within 24\u00a0h."
    )
    assert clock(lift=1.0)["finding"]["fr"].startswith("Ces heures permettent de répondre en 24\u00a0h à 76 messages")


def test_the_clock_says_when_somebody_reads_and_the_longest_wait() -> None:
    words = clock()["words"]
    assert words["reads"]["fr"] == "On lit du lundi au vendredi de 9\u00a0h à 17\u00a0h"
    assert words["longest"]["fr"] == "attente la plus longue\u00a0: 64\u00a0h"
    assert words["mean"]["en"] == "on average 15.2\u00a0h of waiting"
    night = figures.clock_chart([(22, 26), (134, 135)], [1.0] * 168, [(24, 0.5)], 9.0, every=2)["words"]
    assert night["reads"]["en"] == (
        "We read Saturday from 14 to 15\u00a0h and Monday 22\u00a0h to Tuesday 2\u00a0h, every 2\u00a0h"
    )
    assert night["longest"]["en"] == "longest wait: 110\u00a0h"
    assert (
        figures.clock_chart([(0, 168)], [0.0] * 168, [(24, 1.0)], 0.0)["words"]["reads"]["fr"]
        == "On lit à toute heure"
    )


def test_without_staffed_hours_nothing_is_answered_and_it_is_said() -> None:
    chart = figures.clock_chart([], [], [], None, promise=(24, 0.9))
    assert chart["finding"]["en"] == "No hours are set for reading: no message would be answered."
    assert figures.picture(chart, "fr").svg.startswith("<svg")


def test_nearly_all_is_never_called_all() -> None:
    shares = figures.clock_chart(OFFICE, [0.0] * 168, [(24, 0.999), (48, 0.001)], 1.0)["shares"]
    assert [one["said"]["en"] for one in shares] == ["99 in 100", "1 in 100"]


@pytest.mark.parametrize(
    ("over", "said"),
    [
        (0.53, "“P” runs over our 15\u00a0h in 53 of 100 weeks."),
        (0.01, "“P” runs over our 15\u00a0h in 1 of 100 weeks."),
        (0.0, "“P” fits in our 15\u00a0h in every draw."),
        (0.003, "“P” fits in our 15\u00a0h but for rare weeks."),
        (0.998, "“P” runs over our 15\u00a0h nearly every week."),
        (1.0, "“P” runs over our 15\u00a0h in every draw."),
    ],
)
def test_weeks_that_run_over_are_counted_of_a_hundred(over: float, said: str) -> None:
    chart = figures.weeks_chart(text("P"), over, 15.0)
    assert chart["finding"]["en"] == said
    squares = list(drawn(chart).axes[0].patches)
    assert len(squares) == 100
    assert sum(patch.get_hatch() is not None for patch in squares) == chart["over"] == round(100 * over)


def test_the_assumption_that_weighs_most_comes_first_and_those_that_alone_are_enough_are_counted() -> None:
    rows = [
        {"id": f"a{k}", "label": text(f"A{k}"), "low": 13 - k, "high": 13 + k / 3, "low_input": 1, "high_input": 2.5}
        for k in range(11)
    ]
    chart = figures.tornado_chart(rows, 13, unit=text("h"), capacity=15)
    assert [row["id"] for row in chart["rows"]] == [f"a{k}" for k in range(10, 2, -1)]
    assert chart["finding"]["en"] == (
        "The assumption that weighs most: “A10”, from 3 to 16.3 h. Each of 4 assumptions alone is enough to run over "
        "our 15\u00a0h."
    )
    assert "3 others, which weigh less, are not drawn." in chart["note"]["en"]
    assert chart["rows"][0]["to"] == {"fr": "2,5", "en": "2.5"}
    assert figures.tornado_chart(rows[:3], 13, unit=text("h"), capacity=15)["finding"]["fr"].endswith(
        "Aucune, seule, ne fait dépasser nos 15\u00a0h."
    )
    assert figures.tornado_chart([], 13, unit=text("h"))["finding"]["en"].startswith("No assumption has a range")


def test_of_fewer_than_three_answers_only_the_median_leaves_the_room() -> None:
    rows = [{"id": str(n), "label": text(f"R{n}"), "values": list(range(n))} for n in range(4)]
    chart = figures.strips_chart(rows, text("points"), 10)
    assert [row["values"] for row in chart["rows"]] == [[], [], [], [0.0, 1.0, 2.0]]
    assert [row["median"] for row in chart["rows"]] == [None, 0.0, 0.5, 1.0]
    assert "With fewer than three answers, only the median is shown." in chart["note"]["en"]
    assert figures.picture(chart, "fr").table[1] == ("R0", "0", "–", "–", "–")


def test_answers_say_their_middle_and_their_reach() -> None:
    def found(values: list[float], **about: Any) -> str:
        row = {"id": "h", "label": text("Heures"), "values": values}
        return str(figures.strips_chart([row], text("h"), 10, **about)["finding"]["fr"])

    ends = (text("prudence"), text("vitesse"))
    assert found([2, 4, 9]) == "La moitié de la salle dit 4 h ou moins\u00a0; de 2 à 9 en tout."
    assert found([2, 4]) == "3 h selon l’avis médian."
    assert found([]) == "Personne n’a répondu."
    assert found([2, 4, 9], ends=ends) == "La salle est à 4 sur 10, du côté de «\u00a0prudence\u00a0»."
    assert found([5, 5, 9], ends=ends) == "La salle est juste au milieu, à 5 sur 10."


def test_the_surprise_goes_from_what_was_guessed_to_what_the_model_finds() -> None:
    chart = pictured.surprise([4, 35, 10, 10], 13.8, text("Équilibré", "Even"), (12.5, 17.9))
    assert [(row["before"], row["after"]) for row in chart["rows"]] == [(35, 13.8), (10, 13.8), (4, 13.8)]
    assert [row["strong"] for row in chart["rows"]] == [False, True, False]
    assert chart["finding"]["fr"] == (
        "La moitié de la salle pensait à 10\u00a0h ou moins\u00a0; selon le modèle, «\u00a0Équilibré\u00a0» en "
        "demande 13,8\u00a0h. Huit fois sur dix, de 12,5 à 17,9\u00a0h."
    )
    assert pictured.surprise([20, 30, 30], 13.8, text("P"))["finding"]["en"].endswith("“P” takes only 13.8\u00a0h.")
    assert pictured.surprise([13, 14, 14], 13.8, text("P"))["finding"]["en"].startswith("The room was right")
    between = pictured.surprise([10, 10.5], 13.8, text("P"))
    assert "10,25" in between["finding"]["fr"] and "10,25" in between["rows"][0]["label"]["fr"]
    assert len(pictured.surprise([13, 20], 13.8, text("P"))["rows"]) == 1  # two answers could be put to names
    assert pictured.surprise([], 13.8, text("P"))["finding"]["en"] == "By the model, “P” takes 13.8\u00a0h a week."


# ---- from a basis --------------------------------------------------------------------------------


def test_charts_of_the_sample_carry_the_numbers_worked_by_hand() -> None:
    charts = of_the_sample()
    assert set(charts) == set(pictured.NAMES)
    sober = next(plan for plan in charts["rhythm"]["plans"] if plan["id"] == "sober")
    assert (sober["hours"], sober["effect"]) == (pytest.approx(10.582, abs=1e-3), pytest.approx(18.510, abs=1e-3))
    assert charts["rhythm"]["capacity"] == pytest.approx(15.0352, abs=1e-3)
    assert max(e for h, e in charts["rhythm"]["line"] if h <= 15.0352) == pytest.approx(38.593, abs=0.5)
    assert sum(charts["hours"]["rows"][0]["parts"]) == pytest.approx(10.582, abs=1e-3)
    shares = {row["within"]: row["share"] for row in charts["replies"]["shares"]}
    assert (shares[1], shares[24]) == (pytest.approx(0.267857, abs=1e-6), pytest.approx(0.761905, abs=1e-6))
    assert charts["replies"]["mean"] == pytest.approx(15.2381, abs=1e-3)
    assert "en ferait 100" in charts["replies"]["finding"]["fr"]


@pytest.mark.shows("TRD4")
def test_the_doubt_is_that_of_the_same_chance_whatever_else_is_drawn() -> None:
    basis = sample()
    weeks = rhythm.drawn(basis, basis.plans["low"], chance(), 2000)
    alone = pictured.charts(basis, {}, "low", rng=chance(), draws=2000, only={"weeks"})
    assert set(alone) == {"weeks"}
    assert alone["weeks"]["over"] == round(100 * weeks.over)
    row = next(row for row in of_the_sample()["load"]["rows"] if row["id"] == "low")
    assert row["range"] == [weeks.p10, weeks.p90]
    plan = next(plan for plan in of_the_sample()["rhythm"]["plans"] if plan["id"] == "low")
    assert plan["weeks"] == round(100 * weeks.over)


def test_the_band_of_a_response_lies_around_its_line_and_the_next_post_is_the_marginal_one() -> None:
    rows = {row["id"]: row for row in of_the_sample()["response"]["rows"]}
    facebook = next(c for c in sample().channels if c.name == "facebook")
    assert rows["facebook"]["now"] == 3
    assert rows["facebook"]["next"] == pytest.approx(rhythm.marginal(facebook, 4))
    for row in rows.values():
        for (_, effect), (_, low, high) in zip(row["line"], row["band"], strict=True):
            assert low - 1e-9 <= effect <= high + 1e-9
        assert [row["now"], row["effect"]] in row["line"]


@pytest.mark.shows("TRD1")
def test_the_source_documents_figures_stand_as_dated_marks() -> None:
    marks = labelling.dated(load())
    found = {mark["id"]: (mark["at"], mark["to"], mark["label"]) for mark in marks.posts}
    assert found["facebook"][0] == 7
    assert found["x"][:2] == (14, 35)
    assert found["facebook"][2]["fr"] == "Facebook\u00a0: une par jour est déjà fréquent (document 000, vers 2012)"
    assert [mark["hours"] for mark in marks.hours] == [10, 15, 20]
    assert all("Kanter, 2008" in mark["label"]["en"] for mark in marks.hours)
    drawn_marks = of_the_sample()["response"]["marks"]
    assert {(mark["id"], mark["at"], mark["to"]) for mark in drawn_marks} == {("facebook", 7, None), ("x", 14, 35)}
    assert all(one.source in load().sources for one in load().ladder)


def test_a_promise_that_no_plan_keeps_is_said_and_hides_nothing() -> None:
    basis = replace(sample(), promise=rhythm.Promise(24, 0.9))
    chart = pictured.charts(basis, {}, rng=chance(), draws=100, only={"rhythm"})["rhythm"]
    assert chart["line"]
    assert "No plan keeps the reply promise" in chart["note"]["en"]


def test_without_plans_people_or_hours_there_is_still_something_true_to_draw() -> None:
    bare = replace(sample(), plans={}, people=(), staffed=())
    charts = pictured.charts(bare, {}, rng=chance(), draws=100)
    assert set(charts) == {"rhythm", "response", "replies"}
    assert charts["replies"]["waits"] == []
    idle = pictured.charts(replace(sample(), people=()), {}, rng=chance(), draws=100)
    assert idle["load"]["finding"]["en"] == "Nobody has hours: no plan fits."
    assert idle["people"]["rows"][0]["id"] == figures.NOBODY
    for chart in (*charts.values(), *idle.values()):
        assert figures.picture(chart, "fr").svg.startswith("<svg")


def test_charts_are_about_the_plan_asked_for_else_the_best_that_fits() -> None:
    basis = sample()
    for asked, about in (("high", "high"), (None, "low"), ("gone", "low")):
        assert pictured.charts(basis, {}, asked, rng=chance(), draws=100, only={"rhythm"})["rhythm"]["focus"] == about


def test_every_number_of_a_basis_has_a_name_in_every_language() -> None:
    basis = replace(sample(), promise=rhythm.Promise(24, 0.9))
    for path in rhythm.numbers(basis):
        said = labelling.assumption(basis, {}, path)
        assert all(said[lang] and "{" not in said[lang] for lang in LANGS), path
    assert labelling.assumption(basis, {}, "facebook.minutes")["en"] == "Facebook: minutes a post"
    assert labelling.assumption(basis, {}, "people.0.hours")["fr"] == "personne 1\u00a0: heures par semaine"
    assert labelling.scale("facebook.reply_share") == 100


def test_a_number_that_leaves_its_range_takes_its_doubt_along() -> None:
    channels = dict(rhythm.as_data(sample())["channels"])
    slow = sample(channels=channels | {"facebook": {**channels["facebook"], "minutes": 600}})
    charts = pictured.charts(slow, {}, "sober", rng=chance(), draws=2000, only={"load", "weeks", "sensitivity"})
    row = next(row for row in charts["load"]["rows"] if row["id"] == "sober")
    assert row["load"] == pytest.approx(10.582 + 3 * 570 / 60, abs=1e-3)
    assert row["range"][1] > 15
    assert charts["weeks"]["over"] > 95
    swing = next(one for one in charts["sensitivity"]["rows"] if one["id"] == "facebook.minutes")
    assert swing["to"]["en"] == "600"
    assert swing["low"] < charts["sensitivity"]["base"] == pytest.approx(swing["high"])


def test_work_is_shared_so_that_nobody_is_filled_first() -> None:
    basis = sample()
    done, nobody = split(basis, basis.plans["sober"])
    assert sum(done) == pytest.approx(10.582, abs=1e-3)
    assert nobody == 0
    assert done[0] / done[1] == pytest.approx(2)  # as the time they have
    ada, bo = basis.people
    alone = replace(basis, people=(replace(ada, holds=frozenset({"x"})), replace(bo, holds=frozenset({"facebook"}))))
    own, left = split(alone, Plan("", {"facebook": 3, "x": 5, "linkedin": 1}))
    assert sum(own) + left == pytest.approx(
        rhythm.load(basis.channels, Plan("", {"facebook": 3, "x": 5, "linkedin": 1}), basis.habits)
    )
    assert left == pytest.approx(sum(rhythm.parts(basis.channels[3], 1, basis.habits).values()))


def test_charts_of_a_basis_need_no_drawing() -> None:
    code = (
        "import sys, numpy; from rhythms import sample; from workshop.desk import pictured; "
        "pictured.charts(sample(), {}, rng=numpy.random.default_rng(1), draws=100); "
        "sys.exit('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd="tests").returncode == 0


# ---- what is drawn -------------------------------------------------------------------------------


def every_chart() -> dict[str, Chart]:
    return {**rhythm_kinds(), **{f"sample {name}": chart for name, chart in of_the_sample().items()}}


@pytest.mark.parametrize("kind", every_chart())
def test_each_figure_is_the_same_twice_well_formed_and_json(kind: str) -> None:
    chart = every_chart()[kind]
    assert json.loads(json.dumps(chart)) == chart
    first, second = (figures.picture(chart, "en", titled=True) for _ in range(2))
    assert first == second
    assert ET.fromstring(first.svg).tag.endswith("svg")
    assert not re.search(r"style=|<style|<script|<text|<image", first.svg)
    assert first.alt.startswith(chart["finding"]["en"])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", every_chart())
def test_no_word_lies_outside_the_figure(kind: str, lang: str) -> None:
    figure = drawn(every_chart()[kind], lang)
    edge = figure.bbox.padded(1)
    assert [one for one, box in words_of(figure) if not inside(edge, box)] == []


def words_of(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with the place it takes."""
    found = [one for axes in figure.axes for one in (*axes.texts, axes.xaxis.label, axes.yaxis.label)]
    ticks = [
        label for axes in figure.axes if axes.axison for label in (*axes.get_xticklabels(), *axes.get_yticklabels())
    ]
    return [
        (t.get_text(), t.get_window_extent()) for t in (*found, *ticks) if t.get_text().strip() and t.get_visible()
    ]


def inside(edge: Bbox, box: Bbox) -> bool:
    return bool(edge.x0 <= box.x0 and box.x1 <= edge.x1 and edge.y0 <= box.y0 and box.y1 <= edge.y1)


def crowd(count: int, name: str) -> Chart:
    """So many plans near one another."""
    plans = [
        {
            "id": str(k), "name": text(name.format(k)), "hours": 10 + k * 0.9, "effect": 20 + 7 * (k % 3) / 2,
            "range": [9 + k * 0.9, 13 + k], "weeks": 40,
        }
        for k in range(count)
    ]  # fmt: skip
    marks = [{"hours": h, "label": text(f"{h} h : participer (Kanter, 2008)")} for h in (10, 15, 20)]
    return figures.frontier_chart(LINE, plans, 15.0, marks=marks, focus="0")


LONG = "Un plan au nom très long, tapé sans trop y penser, numéro {}"


@pytest.mark.parametrize(("count", "name"), [(1, LONG), (3, "Plan {}"), (5, "Plan {}"), (8, "P{}"), (8, LONG)])
def test_no_name_of_a_plan_covers_another_or_a_dot(count: int, name: str) -> None:
    chart = crowd(count, name)
    figure = drawn(chart)
    axes = figure.axes[0]
    names = [t for t in axes.texts if isinstance(t, Annotation) and t.get_zorder() == 5]
    boxes = [Text.get_window_extent(t) for t in names]  # without the line to the dot
    assert len(boxes) == count
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])
    dots = axes.transData.transform([(plan["hours"], plan["effect"]) for plan in chart["plans"]])
    assert not any(box.contains(*dot) for box in boxes for dot in dots)
    said = " ".join(" ".join(words.split()) for words, _ in words_of(figure))
    assert all(name.format(k) in said for k in range(count))


def test_names_are_placed_near_where_there_is_room() -> None:
    page = naming.Page(np.zeros((0, 3)), (), (0, 0, 500, 300))
    assert naming.beside([(100, 100), (300, 200)], [(60, 14), (60, 14)], page) == [naming.NEAR[0]] * 2
    [at] = naming.beside([(480, 100)], [(60, 14)], page)
    assert at[2] == "right"  # it does not leave the page


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("kind", "numbers"), [
    ("frontier", [10.6, 18.5, 26.6, 58.8]),
    ("bullet", [10.6, 13.8, 17.1, 26.6, 9.0, 12.9]),
    ("hours", [4.7, 7.5, 10.5, 18.5]),
    ("tornado", [11.2, 18.9, 13.1, 14.6]),
    ("strips", [35, 8]),
])  # fmt: skip
def test_the_table_and_the_words_carry_the_numbers(kind: str, numbers: list[float], lang: str) -> None:
    picture = figures.picture(rhythm_kinds()[kind], lang)
    cells = {cell for row in picture.table for cell in row}
    for value in numbers:
        said = number(value, lang)
        assert any(said in cell for cell in cells), f"{said} not in the table"
        assert said in picture.alt, f"{said} not in the words"


def test_words_of_a_figure_say_what_the_drawing_shows() -> None:
    said = {name: figures.picture(chart, "fr").alt for name, chart in rhythm_kinds().items()}
    assert "la 8e publication" in said["response"]
    assert "On lit du lundi au vendredi de 9\u00a0h à 17\u00a0h." in said["clock"]
    assert "en 24\u00a0h\u00a0: 76 sur 100." in said["clock"]
    assert "47 semaines sur 100 tiennent, 53 dépassent." in said["weeks"]
    assert "(huit cas sur dix 9 à 12,9)" in said["bullet"]
    assert "8 selon l’avis médian, de 2 à 35 (18 réponses)" in said["strips"]
    picture = figures.picture(rhythm_kinds()["response"], "en")
    assert picture.table[0] == ("Channel", "Posts a week", "In words", "Points", "One more", "Reference")
    assert picture.table[1][2] == "one post a day"


def test_a_name_read_from_the_right_does_not_turn_the_sentence_around() -> None:
    from workshop.figures.sheet import from_left

    assert from_left("« خطة » dépasse").startswith("\u200e")
    assert from_left("« Plan » dépasse") == "« Plan » dépasse"
    chart = figures.weeks_chart(text("خطة \U0001f389"), 0.5, 15)
    assert figures.picture(chart, "fr", titled=True).svg.startswith("<svg")


# ---- in a notebook -------------------------------------------------------------------------------


async def test_figures_of_the_rhythm_follow_what_the_room_rests_on(w: Workshop) -> None:
    data = w.basis_data | {"plans": {"a": {"facebook": 3}}, "names": {"a": text("Sobre", "Sober")}}
    data["staffed"] = [{"days": ["mon"], "from": "09:00", "to": "17:00"}]
    w.rest_on(data, by="Ada")
    shown = {name: w.figure(name) for name in pictured.NAMES}
    before = {name: dict(figure.chart) for name, figure in shown.items()}
    assert all(chart["finding"] for chart in before.values())
    data["channels"]["facebook"] |= {"minutes": 600, "value": 5}
    data["staffed"] = [{"days": ["sat"], "from": "10:00", "to": "11:00"}]
    w.rest_on(data, by="Ada")

    def still() -> list[str]:
        return [name for name, figure in shown.items() if figure.chart == before[name]]

    await until(lambda: still() == [])


async def test_a_push_that_changes_nothing_of_the_rhythm_draws_nothing_again(w: Workshop) -> None:
    figure, first = w.figure("replies"), w.figure("rhythm").chart
    drawn_first = figure.chart
    w.set(title=text("Autre", "Other"))
    await until(lambda: w.facts.get("title") == text("Autre", "Other"))
    assert figure.chart is drawn_first
    assert w.shown["figure rhythm"].chart is first


def test_a_surprise_waits_for_guesses_and_values_for_points(w: Workshop) -> None:
    assert w.figure("surprise").chart == {}
    assert w.figure("values").chart == {}
