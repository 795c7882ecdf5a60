"""Figures: what they say, that they say it the same way every time, and that nothing typed becomes code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from typing import Any

import pytest
from drawn import AFTER, BEFORE, IDS, every_new_kind, scored
from drawn import risk_chart as many_risks
from hostile import HTML, MARKDOWN

from workshop import figures
from workshop.methods import risks, voting
from workshop.model import Option, Result, Risk, Round, Text
from workshop.texts import LANGS

OPTIONS = (
    Option("list", {"fr": "Des porte-parole par thème", "en": "Spokespeople by theme"}),
    Option("any", {"fr": "Toute personne formée", "en": "Anyone trained"}),
    Option("two", {"fr": "Direction seulement", "en": "Management only"}),
)
GRADES = (1,) * 7 + (2,) * 6 + (3,) * 4 + (4,) + (5,) * 3 + (6, 8)
FRONTIER = [(0, 0), (5.614, 11.101), (9.728, 22.023), (14.949, 38.436), (20.925, 50.892)]
PLANS = [
    {"name": {"fr": "Sobre", "en": "Sober"}, "hours": 10.582, "effect": 18.51},
    {"name": {"fr": "Ambitieux", "en": "Ambitious"}, "hours": 17.14, "effect": 28.985},
]
RISKS = {
    name: Risk(name, "g", {"fr": f"Risque {name}", "en": f"Risk {name}"}, {"fr": "", "en": ""}, {"fr": "", "en": ""})
    for name in ("leak", "slip", "silent")
}
SCORES = {"leak": [(2, 5), (3, 4), (2, 4)], "slip": [(4, 2), (1, 2), (5, 1), (4, 2)], "silent": []}


def a_round(rule: str, *options: Option, **about: Any) -> Round:
    kind = about.pop("kind", "ballot")
    return Round("r", kind, rule, {"fr": "Qui\u00a0?", "en": "Who?"}, options or OPTIONS, question="q", **about)


def counted(round: Round, choices: list[Any]) -> Result:
    proposal = round.proposal if round.purpose == "adopting" else None
    profile = voting.profile(round.rule, choices)
    return voting.tally(profile, round.rule, [o.id for o in round.options], proposal=proposal)


def found(rule: str, choices: list[Any], **about: Any) -> Text:
    round = a_round(rule, **about)
    return figures.finding(round, counted(round, choices))


def adopting(rule: str, choices: list[Any]) -> Text:
    return found(rule, choices, purpose="adopting", proposal="list")


def gradients(options: tuple[Option, ...] = OPTIONS) -> dict[str, Any]:
    round = a_round("gradients", *options)
    shifted = [{o.id: 1 + (g - 1 + 3 * k) % 8 for k, o in enumerate(options)} for g in GRADES]
    return figures.chart(round, counted(round, shifted))


def bars(*labels: str) -> dict[str, Any]:
    options = tuple(Option(f"o{k}", dict.fromkeys(LANGS, label)) for k, label in enumerate(labels))
    round = a_round("approval", *options)
    return figures.chart(round, counted(round, [["o0"], ["o0", "o1"]]))


def risk_chart() -> dict[str, Any]:
    scored = [risks.score(r, [{"likelihood": a, "impact": b} for a, b in s]) for r, s in SCORES.items()]
    return figures.risk_chart(scored, RISKS)


@cache
def every_kind() -> dict[str, dict[str, Any]]:
    return {
        "gradients": gradients(),
        "strip": gradients(OPTIONS[:1]),
        "bars": bars("Oui", "Non"),
        "risks": risk_chart(),
        "frontier": figures.frontier_chart(FRONTIER, PLANS, 15.0352),
        **every_new_kind(),
    }


# ---- what is said --------------------------------------------------------------------------------


def test_a_finding_counts_people_and_says_who_opposes() -> None:
    said = found("gradients", [{"list": g, "any": 8, "two": 7} for g in GRADES])
    assert said["fr"] == (
        "17 personnes sur 23 soutiennent «\u00a0Des porte-parole par thème\u00a0». "
        "Une opposition ferme\u00a0: sa raison est à entendre."
    )
    assert said["en"] == (
        "17 people of 23 support “Spokespeople by theme”. One person is firmly opposed: the reason is to be heard."
    )


def test_a_tie_is_said_not_broken() -> None:
    said = found("approval", [["list", "any"], ["any", "list"], ["two"]])
    assert said["fr"].startswith("Égalité entre «\u00a0Des porte-parole par thème\u00a0» et «\u00a0Toute personne")
    assert {row["first"] for row in bars_of_a_tie()} == {True, False}


def bars_of_a_tie() -> list[dict[str, Any]]:
    round = a_round("approval")
    return figures.chart(round, counted(round, [["list", "any"], ["two"], ["any", "list"]]))["rows"]


@pytest.mark.parametrize(
    ("rule", "choices", "expected"),
    [
        ("plurality", ["list"] * 9 + ["any"] * 8 + ["two"] * 6, "C’est moins de la moitié."),
        ("approval", [["list"]] * 3 + [["any"]], "vient en tête, avec 3 voix sur 4."),
        ("dots", [{"list": 3, "any": 1}] * 2, "«\u00a0Toute personne formée\u00a0» suit à 4 pastilles d’écart."),
        (
            "ranked",
            [[["list"], ["any"], ["two"]]] * 5 + [[["any"], ["list"]]] * 4,
            "son duel le plus serré\u00a0: 5 contre 4 face à",
        ),
        (
            "irv",
            [[["list"]]] * 5 + [[["any"]]] * 4 + [[["two"], ["any"]]] * 2,
            "l’emporte au dernier tour, par 6 contre 5",
        ),
        ("borda", [[["list"], ["any"], ["two"]]] * 3, "vient en tête, avec 6 points."),
        ("schulze", [[["list"], ["any"], ["two"]]] * 3, "est préférée à chacune des autres"),
    ],
)
def test_the_doubt_stands_beside_the_first_place(rule: str, choices: list[Any], expected: str) -> None:
    assert expected in found(rule, choices)["fr"]


@pytest.mark.parametrize(
    ("rule", "choices", "expected"),
    [
        (
            "majority",
            ["yes"] * 12 + ["no"] * 11,
            "12 oui, 11 non. Adoptée\u00a0: «\u00a0Des porte-parole par thème\u00a0».",
        ),
        ("supermajority", ["yes"] * 12 + ["no"] * 11, "12 oui, 11 non. Non adoptée\u00a0: "),
        ("majority", ["yes", "abstain"], "Une personne s’abstient."),
        ("fist_to_five", [5, 4, 2], "Une personne sur 3 est sous 3 doigts"),
        ("consent", ["yes", "yes", {"objection": "x", "wording": "y"}], "Une objection (3 réponses)"),
        ("consent", ["yes", {"remark": "x"}], "Aucune objection (2 réponses)"),
        ("consent", ["yes"], "Aucune objection (1 réponse)"),
        ("gradients", [{"list": g} for g in (1, 1, 6, 6)], "C’est moins que le seuil fixé."),
    ],
)
def test_an_adopting_ballot_says_whether_it_adopts(rule: str, choices: list[Any], expected: str) -> None:
    assert expected in adopting(rule, choices)["fr"]


@pytest.mark.parametrize("rule", sorted(voting.RULES))
def test_every_rule_has_a_finding_and_a_chart_when_nobody_answered(rule: str) -> None:
    round = a_round(rule, purpose="adopting", proposal="list")
    chart = figures.chart(round, counted(round, []))
    assert chart["finding"]["fr"] == "Personne n’a répondu."
    assert figures.picture(chart, "fr").svg.startswith("<svg")


def test_percentages_appear_from_a_hundred_ballots_on() -> None:
    few, many = (found("plurality", ["list"] * n + ["any"] * n + ["list"]) for n in (10, 80))
    assert "%" not in few["fr"]
    assert "81 voix sur 161 (50\u00a0%)" in many["fr"]


def test_a_missing_quorum_is_part_of_the_finding() -> None:
    round = a_round("majority", purpose="adopting", proposal="list")
    short = Result("majority", (), {}, {"list": {"yes": 3, "no": 0}}, 3, adopted=False, present=4, quorum=16)
    assert "Quorum non atteint\u00a0: 4 sur les 16 personnes nécessaires." in figures.finding(round, short)["fr"]


def test_the_consent_list_says_what_is_to_be_discussed() -> None:
    round = a_round("approval", kind="consent_list")
    listed = Result("consent", (), {}, {"list": {"yes": 9, "objection": 0}, "any": {"yes": 7, "objection": 2}}, 9)
    chart = figures.chart(round, listed)
    assert chart["finding"]["en"] == "One text of 2 has an objection: it is to be discussed."
    assert [row["id"] for row in chart["rows"]] == ["any"]


def test_a_consent_list_without_objection_is_still_drawn() -> None:
    round = a_round("approval", kind="consent_list")
    agreed = Result("consent", (), {}, {"list": {"yes": 9, "objection": 0}, "any": {"yes": 9, "objection": 0}}, 9)
    chart = figures.chart(round, agreed)
    assert chart["rows"] == []
    assert figures.picture(chart, "fr").svg.startswith("<svg")


def test_risks_are_sorted_by_expected_days_with_their_doubt() -> None:
    chart = risk_chart()
    assert [row["id"] for row in chart["rows"]] == ["leak", "slip", "silent"]
    assert chart["finding"]["fr"].startswith(
        "«\u00a0Risque leak\u00a0» demanderait le plus de travail\u00a0: 21 jours par an selon l’avis médian, "
        "de 14 à 26 pour la moitié des réponses."
    )
    assert set(chart["rows"][0]) & {"score", "product", "level"} == set()


def test_risks_that_overlap_share_a_place_and_the_grave_come_first() -> None:
    chart = every_new_kind()["risks"]
    assert [row["place"] for row in chart["rows"]][:1] == [None]
    assert all(row["veto"] is (row["place"] is None) for row in chart["rows"])
    tied = [row for row in chart["rows"] if row["tied"]]
    assert len(tied) > 1
    assert "place 1, à égalité" in figures.picture(chart, "fr").alt
    assert chart["finding"]["en"].startswith("First, for")


def test_a_first_place_of_many_is_counted_not_listed() -> None:
    wide = [risks.score(r, [{"likelihood": a, "impact": b} for a, b in ((1, 1), (5, 4))]) for r in RISKS]
    assert figures.risk_chart(risks.order(wide), RISKS)["finding"]["fr"].startswith("À égalité en tête\u00a0: «")
    more = {f"{r}{k}": RISKS[r] for r in RISKS for k in range(2)}
    alike = [risks.score(r, [{"likelihood": a, "impact": b} for a, b in ((1, 1), (5, 4))]) for r in more]
    found = figures.risk_chart(risks.order(alike), more)["finding"]["fr"]
    assert found.startswith("6 risques sont à égalité en tête\u00a0: leurs estimations se recouvrent.")


def test_a_first_round_is_kept_beside_the_second() -> None:
    chart = every_new_kind()["two rounds"]
    assert all(row["before"]["expected"] is not None for row in chart["rows"])
    table = figures.picture(chart, "en").table
    assert table[0][5] == "First round"
    assert {len(row) for row in table} == {9}
    assert "Paler: the first round." in chart["note"]["en"]


def test_many_risks_are_cut_into_pages_that_hold_each_of_them_once() -> None:
    chart = many_risks(48)
    parts = figures.risk_pages(chart)
    assert [len(part["rows"]) for part in parts] == [20, 20, 8]
    assert [row for part in parts for row in part["rows"]] == chart["rows"]
    assert parts[1]["note"]["fr"].startswith("Page 2 sur 3.")
    assert {tuple(part["ends"]) for part in parts} == {tuple(chart["ends"])}
    assert figures.risk_pages(risk_chart()) == [risk_chart()]
    on_paper = [_height(figures.picture(part, "fr").svg) * 160 / (8 * 25.4) for part in parts]
    assert max(on_paper) / 72 * 25.4 < 235  # millimetres, in a column 160 wide


def test_the_matrix_holds_every_score_in_its_own_cell() -> None:
    known, chart = scored(10, 2), every_new_kind()["matrix"]
    assert sum(sum(row["counts"]) for row in chart["rows"]) == sum(score.n for score in known) == len(chart["points"])
    cells = sorted((round(x), round(y + 0.1)) for x, y in chart["points"])
    assert cells == sorted(pair for score in known for pair in score.scores)
    assert len({tuple(point) for point in chart["points"]}) == len(chart["points"])


def test_the_slope_counts_people_and_names_who_moved_most() -> None:
    chart = every_new_kind()["slope"]
    assert [row["id"] for row in chart["rows"] if row["strong"]] == ["list"]
    assert chart["finding"]["fr"] == (
        "La discussion a gagné 6 personnes à «\u00a0Des porte-parole par thème\u00a0» (de 9 à 15)."
    )


def test_where_people_came_or_left_both_numbers_are_said() -> None:
    round = a_round("gradients")
    after = (round, counted(round, AFTER[:20]))
    assert "de 9 sur 23 à 12 sur 20" in figures.slope_chart((round, counted(round, BEFORE)), after)["finding"]["fr"]
    assert figures.slope_chart(after, after)["finding"]["en"] == "The discussion did not move opinions."
    nobody = (round, counted(round, []))
    assert figures.slope_chart(nobody, after)["finding"]["en"] == "Nobody answered."


def test_the_rules_say_whether_the_winner_depends_on_them() -> None:
    chart = every_new_kind()["rules"]
    assert chart["finding"]["fr"] == (
        "Le résultat dépend de la règle\u00a0: «\u00a0Toute personne formée\u00a0» selon 5 règles, "
        "«\u00a0Des porte-parole par thème\u00a0» selon une règle."
    )
    assert [row["fixed"] for row in chart["rows"]] == [row["id"] == "ranked" for row in chart["rows"]]
    agreed = figures.rules_chart(
        a_round("irv"), dict.fromkeys(("irv", "borda"), counted(a_round("irv"), [[["any"]]]))
    )
    assert agreed["finding"]["en"] == "Whatever the rule, “Anyone trained” wins (2 rules)."
    tied = figures.rules_chart(a_round("irv"), {"irv": counted(a_round("irv"), [[["any"]], [["two"]]])})
    assert tied["finding"]["en"].startswith("Whatever the rule, “Anyone trained” and “Management only” tie")


def test_scores_are_means_and_a_run_off_is_said() -> None:
    assert found("score", [{"list": 5, "any": 3}, {"list": 4}, {"list": 4, "any": 2}])["en"] == (
        "“Spokespeople by theme” has the highest mean score: 4.33 of 5. “Anyone trained” follows, with 1.67."
    )
    runoff = found("star", [{"list": 5}] * 2 + [{"any": 3, "list": 2}] * 3)
    assert runoff["fr"] == (
        "«\u00a0Toute personne formée\u00a0» gagne le second tour, par 3 contre 2 face à "
        "«\u00a0Des porte-parole par thème\u00a0». «\u00a0Des porte-parole par thème\u00a0» "
        "avait pourtant la note moyenne la plus haute."
    )
    even = found("star", [{"list": 5, "any": 4}, {"any": 3}])
    assert even["en"] == "The run-off is even, 1 to 1: “Anyone trained” wins by its higher mean score."


def test_grades_show_that_of_the_majority_the_lower_of_two_in_the_middle() -> None:
    round = a_round("majority_judgment")
    chart = figures.chart(round, counted(round, [{"list": 5}, {"list": 5}, {"list": 2}, {"list": 2, "any": 1}]))
    first = chart["rows"][0]
    assert (first["id"], first["counts"], first["grade"]["en"]) == ("list", [0, 0, 2, 0, 0, 2], "Fair")
    assert chart["rows"][1]["counts"] == [3, 1, 0, 0, 0, 0]
    assert "“Fair” or better for a majority" in chart["finding"]["en"]


def test_ballots_that_weigh_differently_are_said() -> None:
    profile = voting.profile("approval", [["list"], ["any"]], [3, 1])
    result = voting.tally(profile, "approval", IDS)
    assert figures.chart(a_round("approval"), result)["note"]["en"].endswith(
        "Ballots weigh differently: 4 votes in all."
    )


def test_the_table_of_degrees_says_how_many_are_close() -> None:
    round = a_round("gradients")
    chart = figures.chart(round, counted(round, BEFORE), {"list": (6, 8), "any": (2, 8), "two": (8, 8)})
    picture = figures.picture(chart, "fr")
    assert picture.table[-1][0] == "Proches de l’avis médian"
    assert "6 sur 8 à un degré près" in picture.table[-1]
    assert "2 sur 8 à un degré près" in picture.alt


def test_the_rhythm_says_which_plans_fit() -> None:
    chart = figures.frontier_chart(FRONTIER, PLANS, 15.0352)
    assert chart["finding"]["fr"] == (
        "«\u00a0Sobre\u00a0» tient dans nos 15\u00a0h par semaine\u00a0; "
        "«\u00a0Ambitieux\u00a0» dépasse de 2,1\u00a0h."
    )
    assert [plan["fits"] for plan in chart["plans"]] == [True, False]


def test_charts_are_json() -> None:
    for chart in every_kind().values():
        assert json.loads(json.dumps(chart)) == chart


# ---- what is drawn -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", every_kind())
def test_pictures_are_the_same_bytes_every_time(kind: str, lang: str) -> None:
    first, second = (figures.picture(every_kind()[kind], lang, titled=True) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("kind", every_kind())
def test_svg_is_well_formed_and_needs_no_style_and_nothing_from_elsewhere(kind: str) -> None:
    svg = figures.picture(every_kind()[kind], "fr").svg
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    assert not re.search(r"style=|<style|<script|<text|<image|<metadata", svg)
    assert set(re.findall(r'href="([^"]{1})', svg)) <= {"#"}


@pytest.mark.parametrize("kind", every_kind())
def test_words_and_table_hold_every_label(kind: str) -> None:
    chart = every_kind()[kind]
    picture = figures.picture(chart, "en")
    labels = [(row.get("label") or row["name"])["en"] for row in chart.get("rows") or chart["plans"]]
    assert all(label in picture.alt for label in labels)
    assert all(label in str(picture.table) for label in labels)
    assert picture.alt.startswith(picture.title)


HOSTILE = {
    **HTML,
    **MARKDOWN,
    "mathtext": "$\\frac{1}{2}$ & <b>",
    "scripts": "漢字 \U0001f600 עברית \u0301",
    "none": " ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_type_is_drawn_as_they_typed_it(name: str) -> None:
    picture = figures.picture(bars(HOSTILE[name], "Non"), "fr", titled=True)
    ET.fromstring(picture.svg)
    assert "<script" not in picture.svg
    assert len(picture.png) > 1000


def test_a_character_without_a_font_is_named() -> None:
    from workshop.figures.sheet import drawable

    assert drawable("漢 é") == "[U+6F22] é"


def test_long_labels_wrap_and_the_figure_grows() -> None:
    short, long = (figures.picture(bars(label, "Non"), "fr").svg for label in ("Oui", "oui " * 60))
    assert _height(long) > _height(short)


def _height(svg: str) -> float:
    return float(re.search(r'height="([\d.]+)pt"', svg)[1])  # type: ignore[index]


def test_the_two_sides_stay_apart_in_grey() -> None:
    strip = gradients(OPTIONS[:1])
    favourable = {**strip, "rows": [{**strip["rows"][0], "counts": [7, 6, 4, 1, 3, 0, 0, 0]}]}
    assert "pattern" in figures.picture(strip, "fr").svg
    assert "pattern" not in figures.picture(favourable, "fr").svg


def test_drawing_never_loads_pyplot() -> None:
    code = (
        "import sys; from workshop import figures; "
        "figures.picture(figures.frontier_chart([(0, 0), (9, 9)], [], 5), 'fr'); "
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
