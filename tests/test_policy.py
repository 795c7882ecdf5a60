"""Policy and minutes: every decision becomes its clause, every clause shows its trail, nothing typed becomes code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hostile import HTML, MARKDOWN, TYPST
from records import PEOPLE, TODAY, record, results, risk_scores

import workshop.policy
from workshop.agenda import load
from workshop.methods import voting
from workshop.model import Clause, Decision, Dissent, Idea, Option, Picture, Record, Round
from workshop.policy import clauses, minutes_notebook, policy_notebook
from workshop.policy.cells import flat, grid, literal
from workshop.policy.clauses import force
from workshop.texts import LANGS, both, section

PICTURE = Picture("<svg/>", b"png", "Dix-sept pour.", "17 sur 23", (("Plan", "Heures"), ("Sobre", "10,6")))
LISTED = ("values", "copyright", "privacy")


def drafted(lang: str = "fr", of: Record | None = None) -> Mapping[str, Clause]:
    return {c.question: c for c in clauses(of or record(), load(), lang, results())}


def policy(lang: str = "fr", of: Record | None = None, **pictures: Picture) -> dict[str, Any]:
    return policy_notebook(of or record(), load(), lang, results=results(), pictures=pictures, today=TODAY)


def minutes(lang: str = "fr", of: Record | None = None, **pictures: Picture) -> dict[str, Any]:
    return minutes_notebook(
        of or record(),
        load(),
        lang,
        results=results(),
        risk_scores=risk_scores(),
        pictures=pictures,
        today=TODAY,
    )


def shown(notebook: Mapping[str, Any], part: str | None = None) -> str:
    """The Markdown of a notebook, of one part if given."""
    cells = [c for c in notebook["cells"] if part in (None, c["metadata"]["workshop"]["part"])]
    return "\n\n".join(cell["source"] for cell in cells)


def decided(*changes: Decision, **facts: Any) -> Record:
    """The workshop with other decisions for the same questions, or more of them."""
    changed = {d.id: d for d in changes}
    kept = [changed.pop(d.id, d) for d in record().decisions]
    return replace(record(), decisions=(*kept, *changed.values()), facts={**record().facts, **facts})


def first() -> Decision:
    return record().decisions[0]


# ---- clauses -------------------------------------------------------------------------------------


def test_every_question_is_a_clause_numbered_by_section() -> None:
    found = clauses(record(), load(), "fr", results())
    assert len(found) == len(load().questions)
    chapters = [int(c.number.split(".")[0]) for c in found]
    assert chapters == sorted(chapters)
    assert len({c.number for c in found}) == len(found)


@pytest.mark.parametrize("lang", LANGS)
def test_an_adopted_clause_is_its_options_text_with_parameters_filled(lang: str) -> None:
    clause = drafted(lang)["resourcing"]
    assert {"fr": "15\u00a0heures par semaine", "en": "15 hours a week"}[lang] in clause.text
    assert clause.force == "must"


@pytest.mark.parametrize("lang", LANGS)
def test_no_option_leaves_a_place_open(lang: str) -> None:
    every = [(q.id, o.id) for q in load().questions.values() for o in q.options]
    for question, option in every:
        of = replace(record(), decisions=(Decision("d1", question, option, "adopted", 1.0),))
        assert not re.search(r"\{\w+\}", drafted(lang, of)[question].text), (question, option)


def test_an_empty_parameter_falls_back_on_the_default() -> None:
    of = decided(replace(record().decisions[3], parameters={"hours_per_week": " "}))
    assert "10\u00a0heures par semaine" in drafted("fr", of)["resourcing"].text


def test_the_rooms_own_wording_comes_before_the_options() -> None:
    assert drafted("en")["spokesperson"].text.startswith("A list known to all must name")


def test_what_is_not_adopted_has_no_force() -> None:
    found = drafted()
    assert (found["status"].status, found["status"].force) == ("parked", None)
    assert (found["uses"].status, found["uses"].text) == ("undecided", load().questions["uses"].prompt["fr"])


def test_the_last_decision_about_a_question_stands() -> None:
    later = Decision("d9", "status", "binding", "adopted", 2e9, supersedes="d3")
    clause = drafted("fr", decided(later))["status"]
    assert clause.status == "adopted"
    assert clause.trail[0].text.endswith("Remplace D3")


def test_a_question_of_the_rooms_own_gets_a_clause_too() -> None:
    own = Decision("d9", "pets", None, "adopted", 2e9, wording="Le chat du bureau doit rester hors champ.")
    clause = drafted("fr", decided(own))["pets"]
    assert (clause.text, clause.force) == ("Le chat du bureau doit rester hors champ.", "must")


@pytest.mark.parametrize(
    ("words", "lang", "firm"),
    [
        ("Chacun doit signer.", "fr", "must"),
        ("Personne ne peut publier seul.", "fr", "must"),
        ("On devrait relire. On peut demander.", "fr", "should"),
        ("On peut demander.", "fr", "may"),
        ("Une erreur se corrige.", "fr", None),
        ("Nobody may post alone.", "en", "must"),
        ("People may post. Nothing else is said.", "en", "may"),
        ("A second reader should look.", "en", "should"),
    ],
)
def test_force_is_read_from_the_words(words: str, lang: str, firm: str | None) -> None:
    assert force(words, lang) == firm


def test_every_clause_of_the_bank_is_as_firm_in_both_languages() -> None:
    for question in load().questions.values():
        for option in question.options:
            firm = {force(option.clause[lang], lang) for lang in LANGS}
            assert len(firm) == 1, (question.id, option.id)


def test_guidelines_turn_what_is_mandatory_into_advice() -> None:
    advice = decided(Decision("d9", "status", "guidelines", "adopted", 2e9, supersedes="d3"))
    assert drafted("fr", advice)["resourcing"].force == "should"
    assert both("document.how_advice")["fr"] in shown(policy("fr", advice), "note")


# ---- the trail -----------------------------------------------------------------------------------


def test_a_trail_goes_from_the_decision_to_its_sources() -> None:
    steps = drafted()["spokesperson"].trail
    assert [s.kind for s in steps] == [
        "Décision",
        "Objection",
        "Résultat",
        "Résultat",
        "Résultat",
        "Idées",
        "Risques",
        "Source",
    ]
    assert all(step.text and step.number for step in steps)


def test_a_decision_says_when_by_which_rule_and_at_which_try() -> None:
    step = drafted()["spokesperson"].trail[0]
    assert re.fullmatch(
        r"Adoptée le \d+ novembre 2026 à \d+\u00a0h\u00a0\d\d, par consentement, au 2e tour", step.text
    )
    assert step.number == "D1"


def test_results_are_counts_of_people() -> None:
    texts = [s.text for s in drafted()["spokesperson"].trail if s.kind == "Résultat"]
    assert texts[0] == "17 pour, 5 contre ou sans conviction, 1 sans avis, sur 23 bulletins"
    assert texts[1] == "21 d’accord, 1 objection, sur 22 bulletins"


def test_an_objection_is_quoted_and_the_text_it_gave_is_said() -> None:
    step = next(s for s in drafted()["spokesperson"].trail if s.kind == "Objection")
    assert step.text == (
        "«\u00a0La nuit et en congé, personne ne répond.\u00a0»\u00a0; le texte adopté en tient compte"
    )


def test_three_ideas_are_quoted_one_of_each_theme_first_and_the_rest_counted() -> None:
    step = next(s for s in drafted("en")["spokesperson"].trail if s.kind == "Ideas")
    assert step.number == "I1 I2 I4"
    assert step.text.endswith("“Write it on one page”, and 2 more")


def test_a_withdrawn_idea_appears_nowhere() -> None:
    assert "Effacée" not in shown(policy()) + shown(minutes())


def test_a_clause_of_the_consent_list_says_so() -> None:
    for question in LISTED:
        steps = drafted()[question].trail
        assert steps[0].text.endswith("par consentement, sans objection")
        assert steps[1].text == "22 d’accord, 0 objection, sur 22 bulletins"


# ---- the policy ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_both_documents_are_valid_notebooks_with_stable_ids(lang: str) -> None:
    for make, name in ((policy, "policy"), (minutes, "minutes")):
        notebook = make(lang, r2=PICTURE, risks=PICTURE, rhythm=PICTURE)
        nbformat.validate(nbformat.from_dict(notebook))
        assert [c["id"] for c in notebook["cells"][:2]] == [f"{name}-0001", f"{name}-0002"]
        assert json.dumps(notebook) == json.dumps(make(lang, r2=PICTURE, risks=PICTURE, rhythm=PICTURE))


def test_no_language_leaks_into_the_other() -> None:
    for make in (policy, minutes):
        english = shown(make("en"))
        for sentence in ("D’où vient", "Pas encore", "Ce que", "bulletins", "Qui s’en charge"):
            assert sentence not in english


def test_the_first_page_says_the_status_and_the_rules_in_brief() -> None:
    notebook = policy()
    facts, brief = shown(notebook, "facts"), shown(notebook, "brief")
    assert "22 mai 2027" in facts
    assert "À désigner" in facts
    assert "La direction doit inscrire au budget 15\u00a0heures par semaine" in brief
    cell = next(c for c in notebook["cells"] if c["metadata"]["workshop"]["part"] == "brief")
    assert len(cell["metadata"]["workshop"]["forces"]) == len(cell["source"].split("\n"))


def test_an_undecided_question_is_printed_as_undecided() -> None:
    boxes = shown(policy(), "undecided")
    assert load().questions["uses"].prompt["fr"] in boxes
    assert "**Pas encore décidé.**" in boxes


@pytest.mark.shows("DEC3")
def test_a_parked_question_says_why_and_who_takes_it_up() -> None:
    boxes = shown(policy(), "undecided")
    assert "Il manque l’avis du conseil d’administration." in boxes
    assert "15 janvier 2027" in boxes


def test_what_is_not_settled_is_listed_once_each() -> None:
    rows = shown(policy(), "table").split("\n")
    open_questions = len(load().questions) - len([d for d in record().decisions if d.status == "adopted"])
    assert sum("décidé |" in row or "reporté |" in row for row in rows) == open_questions


@pytest.mark.shows("OBJ3")
def test_dissent_is_in_its_authors_words_and_named_only_if_they_gave_a_name() -> None:
    said = shown(policy(), "dissent").split("\n\n")
    assert said[0].startswith("Une personne \\(") or said[0].startswith("Une personne (")
    assert said[1] == "Maya\u00a0: «\u00a0Trop court pour les bénévoles.\u00a0»"


def test_cited_sources_are_listed_and_only_those() -> None:
    listed = set(re.findall(r"^\| (S\d+) \|", shown(policy(), "table"), re.MULTILINE))
    cited = {n for c in drafted().values() for s in c.trail if s.kind == "Source" for n in s.number.split()}
    assert listed == cited


def test_a_clause_shows_the_picture_that_says_most() -> None:
    gradients, vote = replace(PICTURE, title="degrés"), replace(PICTURE, title="vote")
    notebook = policy("fr", r2=gradients, r4=vote)
    figures = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    assert [f["metadata"]["workshop"]["title"] for f in figures] == ["degrés"]
    assert figures[0]["outputs"][0]["data"]["text/plain"] == PICTURE.alt


def test_a_rehearsal_says_so_and_a_workshop_does_not() -> None:
    for make in (policy, minutes):
        notebook = make("fr", record(rehearsal=True))
        assert notebook["metadata"]["workshop"]["rehearsal"] is True
        assert both("document.rehearsal")["fr"] in shown(notebook, "note")
        assert make()["metadata"]["workshop"]["rehearsal"] is False


def test_nothing_decided_is_still_a_document() -> None:
    empty = Record({}, (), (), (), (), (), ())
    text = shown(policy_notebook(empty, load(), "en", results={}, pictures={}, today=TODAY))
    assert both("document.brief_none")["en"] in text
    made = minutes_notebook(empty, load(), "en", results={}, risk_scores={}, pictures={}, today=TODAY)
    assert both("document.decisions_none")["en"] in shown(made)


# ---- the minutes ---------------------------------------------------------------------------------


def test_minutes_count_people_by_role_and_name_them_only_where_facts_say_so() -> None:
    assert "Personne 1" not in shown(minutes())
    assert "Personne 1" in shown(minutes("fr", decided(minutes_names=True)))
    rows = re.findall(r"^\| [^|]+ \| (\d+) \| \d+\sh\s\d+ \| \d+ \|$", shown(minutes(), "table"), re.M)
    assert sum(map(int, rows[:5])) == PEOPLE


def test_a_decision_of_the_minutes_has_rule_attendance_owner_and_review() -> None:
    facts = [c["source"] for c in minutes()["cells"] if c["metadata"]["workshop"]["part"] == "facts"]
    assert "Consentement, quorum de 16" in facts[1]
    assert "22 bulletins\u00a0; personnes présentes\u00a0: 23" in facts[1]
    assert "Communications" in facts[1]
    assert "22 mai 2027" in facts[1]


def test_minutes_print_the_counts_of_every_ballot() -> None:
    rows = shown(minutes(), "table")
    for degree, count in enumerate((7, 6, 4, 1, 3, 1, 0, 1), 1):
        assert re.search(rf"\| {re.escape(flat(both(f'gradients.g{degree}')['fr']))} \| {count} \|", rows)
    assert "14 oui, 7 non, 2 abstentions, sur 23 bulletins (22 téléphones" in shown(minutes())


def test_the_consent_list_is_one_table_and_what_is_contested_is_not_in_it() -> None:
    notebook = minutes()
    headings = shown(notebook, "heading")
    assert "Décision 1 · Porte-parole" in headings
    assert "Mission et valeurs" not in headings
    assert "| D5 | Mission et valeurs |" in shown(notebook, "table")


def test_parked_questions_keep_owner_date_and_counts() -> None:
    text = shown(minutes())
    assert "## Reporté ou écarté" in text
    assert "12 oui, 10 non, 0 abstention, sur 22 bulletins" in text


def test_risks_are_printed_in_words_with_their_bands_and_never_as_a_product() -> None:
    rows = [row for row in shown(minutes(), "table").split("\n") if re.match(r"\| [^|]* \| R\d+ ", row)]
    assert [row.split(" | ")[0] for row in rows] == ["| 1", "| 1", "| 2", "| 3"]
    assert len(rows) == len(risk_scores())
    assert "21 (14,2 à 26,1)" in rows[0].replace("\u00a0", " ")
    assert "grave \\(jusqu’à 3 mois\\)" in rows[0] or "grave (jusqu’à 3 mois)" in rows[0]
    assert any("avis partagés" in row for row in rows)


def test_every_round_is_listed_with_its_times() -> None:
    text = shown(minutes("en"), "table").split("| When |")[1]
    assert len(re.findall(r"\d+:\d\d to \d+:\d\d", text)) == len(record().rounds)


def test_the_journals_head_is_printed_with_what_it_proves() -> None:
    text = shown(minutes("en"))
    assert record().head in text
    assert "does not prove" in text


def test_the_rhythm_has_its_figure_and_only_where_there_is_one() -> None:
    notebook = minutes("fr", rhythm=PICTURE)
    assert "## Rythme et heures" in shown(notebook)
    titles = [c["metadata"]["workshop"].get("title") for c in notebook["cells"] if c["cell_type"] == "code"]
    assert titles == [PICTURE.title]
    assert "Rythme et heures" not in shown(minutes())


# ---- nothing typed becomes code ------------------------------------------------------------------

HOSTILE = {**HTML, **MARKDOWN, **TYPST}


def hostile(text: str) -> Record:
    """The workshop with this text wherever people can type."""
    typed = replace(first(), wording=text, rationale=text, owner=text, dissent=(Dissent(text, who=text, role=text),))
    filled = replace(record().decisions[3], parameters={"hours_per_week": text})
    idea = Idea("i9", "r1", text, "fr", "p1", 1.0, text)
    named = decided(typed, filled, organisation=text, title=text, minutes_names=True)
    people = tuple(replace(p, name=text, role=text) for p in named.participants)
    return replace(named, ideas=(*named.ideas, idea), participants=people)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_people_type_is_shown_as_they_typed_it(name: str) -> None:
    from workshop.export.document import document
    from workshop.export.tree import plain

    of = hostile(HOSTILE[name])
    wanted = " ".join(HOSTILE[name].split())
    for notebook in (policy("fr", of), minutes("fr", of)):
        nbformat.validate(nbformat.from_dict(notebook))
        assert wanted in " ".join(_words(plain(document(notebook))).split())


def _words(node: Any) -> str:
    """All text of a plain tree, in order."""
    if isinstance(node, Mapping):
        return "".join(_words(child) for child in node.values())
    if isinstance(node, list):
        return "".join(_words(child) for child in node)
    return node if isinstance(node, str) else ""


def test_text_without_marks_is_readable_in_the_notebook() -> None:
    assert literal("Une liste\u00a0: «\u00a0oui\u00a0», 15 heures (au plus).") == (
        "Une liste\u00a0: «\u00a0oui\u00a0», 15 heures (au plus)."
    )
    assert literal("1. non") == r"1\. non"
    assert literal("- non") == r"\- non"
    assert literal("http://a.b") != "http://a.b"


def test_a_table_keeps_its_columns_whatever_is_in_them() -> None:
    assert grid([["a", "b"], ["x | y\nz", "2"]]).split("\n")[2] == r"| x \| y z | 2 |"


def test_every_sentence_of_documents_is_used() -> None:
    code = "".join(p.read_text("utf-8") for p in Path(workshop.policy.__file__).parent.glob("*.py"))
    patterns = re.findall(r'f"([a-z_]*)\{[^"]*\}([a-z_]*)"', code)
    for key in section("document"):
        named = f'"{key}"' in code or f'"{key.removesuffix("_one")}"' in code or f"document.{key}" in code
        made = any(key.startswith(a) and key.endswith(b) and (a or b) for a, b in patterns)
        assert named or made, key


def test_a_tie_among_the_activities_names_everybody_in_the_first_place():
    options = tuple(
        Option(id, {"fr": fr, "en": fr}) for id, fr in (("sun", "Soleil"), ("rain", "Pluie"), ("fog", "Brume"))
    )
    trial = Round("r0", "ballot", "plurality", {"fr": "Essai", "en": "Trial"}, options)
    tied = voting.tally({"sun": 1, "rain": 1}, "plurality", [option.id for option in options])
    of = replace(record(), rounds=(trial, *record().rounds))
    made = minutes_notebook(
        of, load(), "en", results={**results(), "r0": tied}, risk_scores={}, pictures={}, today=TODAY
    )
    said = flat(shown(made, "table"))
    assert "“Soleil”: 1 in favour, of 2 ballots; “Pluie”: 1 in favour, of 2 ballots" in said.replace("\\", "")
