"""Figures: what they say, that they say it the same way every time, and that nothing typed becomes code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import Any

import pytest
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


def every_kind() -> dict[str, dict[str, Any]]:
    return {
        "gradients": gradients(),
        "strip": gradients(OPTIONS[:1]),
        "bars": bars("Oui", "Non"),
        "risks": risk_chart(),
        "frontier": figures.rhythm_chart(FRONTIER, PLANS, 15.0352),
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
        ("dots", [{"list": 3, "any": 1}] * 2, "«\u00a0Toute personne formée\u00a0» suit à 4 points."),
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
    assert [row["id"] for row in chart["rows"]] == ["any", "list"]


def test_risks_are_sorted_by_expected_days_with_their_doubt() -> None:
    chart = risk_chart()
    assert [row["id"] for row in chart["rows"]] == ["leak", "slip", "silent"]
    assert chart["finding"]["fr"].startswith(
        "«\u00a0Risque leak\u00a0» demanderait le plus de travail\u00a0: 21 jours par an selon l’avis médian, "
        "de 14 à 26 pour la moitié des réponses."
    )
    assert set(chart["rows"][0]) & {"score", "product", "level"} == set()


def test_the_rhythm_says_which_plans_fit() -> None:
    chart = figures.rhythm_chart(FRONTIER, PLANS, 15.0352)
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
        "figures.picture(figures.rhythm_chart([(0, 0), (9, 9)], [], 5), 'fr'); "
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
