"""The minutes of a workshop that deliberated: nothing said is lost, and each thing says what became of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hostile import MARKDOWN
from records import AFTER, BEFORE, REDLINE, TODAY, deliberated, deliberated_results, risk_scores

from workshop.agenda import load
from workshop.export.document import document
from workshop.export.tree import Part
from workshop.model import Matter, Picture, Record
from workshop.policy import minutes_notebook
from workshop.texts import LANGS

ROLES = {"r4": [["Rôles", "Personnes", "Oui"], ["Terrain", "12", "11"]], "r5": [["Rôles", "Personnes"]]}
COMPARING = ("rules r2", "shift departure", "risks 1", "risks 2", "matrix")
PICTURES = {name: Picture("<svg/>", b"png", name, name) for name in COMPARING}


def minutes(lang: str = "fr", of: Record | None = None, **facts: Any) -> dict[str, Any]:
    return minutes_notebook(
        of or deliberated(**facts),
        load(),
        lang,
        results=deliberated_results(),
        risk_scores=risk_scores(),
        pictures=PICTURES,
        today=TODAY,
        roles=ROLES,
    )


def said(notebook: dict[str, Any]) -> str:
    """Every word of a notebook, Markdown escapes taken off."""
    text = "\n\n".join(cell["source"] for cell in notebook["cells"])
    return re.sub(r"\\([^\w\s])", r"\1", text).replace("\u00a0", " ")


def row(text: str, start: str) -> str:
    return next(line for line in text.split("\n") if line.startswith(start))


@pytest.mark.shows("JOI11")
def test_attendance_says_when_each_role_came_and_who_left_before_the_end() -> None:
    text = said(minutes())
    assert re.search(r"\| Bénévoles \| \d+ \| \d+ h \d\d \| 0 \|", text)
    assert re.search(r"\| Communications \| 5 \| \d+ h \d\d \| 1 \|", text)  # Personne 0 left
    assert "3 autres personnes ont répondu à main levée." in text


def test_a_conflict_of_interest_is_printed_with_its_reason_as_the_phone_said_and_without_a_name() -> None:
    assert "une personne n’a pas voté, pour conflit d’intérêts. Raison donnée : Parente" in said(minutes())


@pytest.mark.shows("JOI11")
def test_names_with_their_hours_stand_only_where_notebook_0_says_so() -> None:
    assert not re.search(r"Personne \d", said(minutes()))
    text = said(minutes("fr", minutes_names=True))
    assert re.search(r"\| Personne 0 \| Communications \| 8 h 30 \| 9 h 30 \| téléphone \|", text)
    assert "Procurations : Personne 6, par Personne 4." in text
    assert "pour conflit d’intérêts. (Personne 2)" in text


def test_perspectives_that_nobody_brought_are_named() -> None:
    line = row(said(minutes()), "Personne n’apportait")
    assert "Ressources humaines" in line
    assert "Droit" not in line


@pytest.mark.shows("JOI5", "VOT9")
def test_each_ballot_is_counted_under_the_channel_it_came_by() -> None:
    line = row(said(minutes()), "V4 ·")
    for words in ("1 au poste d’animation", "1 sur la tablette", "1 sur papier", "1 main levée", "1 par procuration"):
        assert words in line


@pytest.mark.shows("VOT2", "VOT6")
def test_rule_quorum_and_weights_are_printed_as_fixed_before() -> None:
    assert "Consentement, quorum de 16, bulletins pondérés (Conseil juridique × 2)" in said(minutes())


@pytest.mark.shows("OBJ2")
def test_what_changed_in_a_text_is_printed_word_by_word() -> None:
    (cell,) = [c for c in minutes()["cells"] if c["metadata"]["workshop"]["part"] == "redline"]
    pieces = cell["metadata"]["workshop"]["pieces"]
    assert "".join(text for kind, text in pieces if kind != "added") == BEFORE
    assert "".join(text for kind, text in pieces if kind != "removed") == AFTER
    assert "~~écrite~~**connue de tous** désigne les porte-parole **et leur relève**" in cell["source"]
    parts = [b for b in document(minutes()).blocks if isinstance(b, Part) and b.role == "redline"]
    assert [(r.change or "same", r.text) for r in parts[0].blocks[0].runs] == list(REDLINE)


@pytest.mark.shows("OBJ1", "OBJ4")
def test_each_objection_is_printed_with_its_wording_and_its_effect() -> None:
    line = row(said(minutes()), "| O1 |")
    assert "La nuit et en congé, personne ne répond. | Ajouter une relève. |" in line
    assert "levée au vote V3, sur le texte modifié" in line


@pytest.mark.shows("DEC1", "DEC4")
def test_a_decision_has_outcome_conditions_risks_actions_and_dates() -> None:
    text = said(minutes())
    assert "La liste est adoptée, avec une relève." in text
    assert "- La liste tient sur une page." in text
    assert re.search(r"Risques que cette décision traite : R\d+ ", text)
    assert "| Écrire la liste | Communications | 15 décembre 2026 |" in text
    assert "31 janvier 2027" in text


@pytest.mark.shows("DEC3")
def test_options_that_lost_are_printed_with_what_they_received_and_why() -> None:
    assert "Trop lent un soir de crise." in said(minutes())
    assert re.search(r"\| Toute personne formée \| \d+ pour, \d+ contre ou sans conviction", said(minutes()))


def test_a_decision_is_amended_never_edited() -> None:
    text = said(minutes())
    assert "remplacée depuis par D8" in text
    assert "Amende la décision D2 : correction mineure, sans nouveau vote, par Communications, le 22 novembre" in text
    assert "Pourquoi : Une faute." in text


@pytest.mark.shows("GRP1")
def test_no_text_is_lost_by_a_merge_or_a_split() -> None:
    text = said(minutes())
    for words in ("Une relève pour les vacances", "Un numéro à appeler la nuit", "Write it on one page"):
        assert words in text
    assert "| I7 | Une relève, la nuit et en congé (réunit I2, I6) | décision D1, clause" in text
    assert "réunie dans I7 : décision D1" in row(text, "| I2 |")
    assert row(text, "| I4 |").endswith("découpée en I8, I9 |")


@pytest.mark.shows("BRA6")
def test_ideas_that_led_nowhere_are_listed_with_the_reason() -> None:
    nowhere = said(minutes()).split("### Les idées restées sans suite")[1].split("## ")[0]
    assert "| I3 | A short list of names | mise de côté : Nomme une personne absente. |" in nowhere
    assert "| I11 | Une charte à part | pas reprise dans cet atelier |" in nowhere
    assert "I7" not in nowhere
    assert "2 idées sur 10" in nowhere


def test_themes_put_in_an_order_are_printed_and_adopt_nothing() -> None:
    text = said(minutes())
    assert "| 1 | Comptes | 3 pastilles, sur 2 bulletins |" in text
    assert "son thème : place 1 sur 2, vote V10" in row(text, "| I10 |")


def test_the_parking_lot_says_what_became_of_each_matter() -> None:
    text = said(minutes())
    assert "| Parlons du bénévolat | gardé pour plus tard | Bénévoles | 1er décembre 2026 |" in text
    assert "réponse donnée : Une pause a suivi." in text


@pytest.mark.shows("RSK1", "RSK2")
def test_the_register_follows_the_order_of_the_risks_and_unscored_ones_come_last() -> None:
    rows = [
        line
        for line in said(minutes()).split("### Le registre des risques")[1].split("\n")
        if re.match(r"\| R\d", line)
    ]
    assert "réduire : Deux facteurs" in rows[0] and "1er mars 2027" in rows[0]
    assert "Panne du local" in rows[-1]
    assert "| Divulgation de données personnelles | parmi les plus hautes | C’est arrivé deux fois. |" in said(
        minutes()
    )


@pytest.mark.shows("RSK3")
def test_an_acceptance_is_printed_with_who_when_why_and_the_fingerprint_of_what_they_saw() -> None:
    line = row(said(minutes()), "Risque accepté")
    assert "par Direction, le 22 novembre" in line
    assert "abababababababab" in line and "Raison : Nous le suivrons." in line


@pytest.mark.shows("RSK4")
def test_risks_without_a_clause_and_clauses_without_a_risk_are_listed() -> None:
    text = said(minutes()).split("### Ce qui manque encore")[1]
    assert re.search(r"(risques? estimés?|Chaque risque)", text)
    assert re.search(r"(clauses? adoptées?|Chaque clause)", text)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", MARKDOWN)
def test_a_request_from_a_phone_stays_words_in_the_minutes(lang: str, text: str) -> None:
    base = deliberated()
    hostile = Record(**{**{f: getattr(base, f) for f in base.__slots__}, "matters": (Matter("m1", text, "fr", 1.0),)})
    assert document(minutes(lang, hostile))


def test_a_breakdown_by_role_is_printed_where_it_gives_nobody_away_and_else_said_to_be_hidden() -> None:
    text = said(minutes())
    assert "| Terrain | 12 | 11 |" in text
    assert text.count("Quand un tableau par rôle manque") == 1


@pytest.mark.shows("VOT8")
def test_what_compares_ballots_stands_beside_them() -> None:
    titles = [c["metadata"]["workshop"]["title"] for c in minutes()["cells"] if c["cell_type"] == "code"]
    assert titles == ["rules r2", "shift departure", "risks 1", "risks 2", "matrix"]
