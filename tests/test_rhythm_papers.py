"""The rhythm on paper: what the adopted plan asks, under which assumptions, and what no longer fits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from desks import cast
from records import START, TODAY, record, results

from workshop.agenda import load
from workshop.desk import Workshop
from workshop.export import to_pdf
from workshop.export.document import document
from workshop.export.tree import Facts, Part, plain, words
from workshop.model import Ballot, Decision, Entry, Option, Picture, Record, Round, Strain
from workshop.policy import minutes_notebook, policy_notebook
from workshop.policy.checks import AFFORDABLE, checks
from workshop.policy.rhythm import Answers, Assumption, Compared, Origin, Posting, Rhythm
from workshop.texts import DATA, LANGS

PLAN = {"fr": "L’équipe doit publier six fois par semaine.", "en": "The team must post six times a week."}
FEW = Option("few", {"fr": "Peu de canaux", "en": "Few channels"}, PLAN)
ASKED = Round("r20", "ballot", "majority", {"fr": "Quel plan ?", "en": "Which plan?"}, (FEW,), "plan",
              state="decided", opened_at=START + 8000, purpose="adopting", proposal="few")  # fmt: skip
ADOPTED = Decision("d20", "plan", "few", "adopted", START + 8100, "r20", wording=PLAN)
STRAIN = Strain("plan", {"fr": "Il faut 15 h ; il y en a 8.", "en": "It takes 15 h; there are 8."}, 15.0, 8.0)
HAND = Origin(by="Salle", at=date(2026, 11, 22), was=14)
KNOWN = Origin("judgement", "2026", "judgement", "fair")
FACEBOOK = {"fr": "Facebook", "en": "Facebook"}
RHYTHM = Rhythm(
    date(2026, 11, 22),
    15.0352,
    (Posting(FACEBOOK, 6, {"fr": "six par semaine", "en": "six a week"}, 4.5),),
    {
        "production": 3.0,
        "approval": 0.25,
        "reply": 0.6,
        "moderation": 0.15,
        "presence": 0.5,
        "strategy": 2.0,
        "training": 0.3077,
        "support": 0.0,
    },
    over=53,
    answers=Answers(24, 0.761905, 0.9, 15.2381),
    holders=1,
    covered=0.842308,
    cost=20038.4,
    assumptions=(
        Assumption("facebook.half", 6, KNOWN, (3, 14)),
        Assumption("facebook.minutes", 30, HAND),
        Assumption("people.0.hours", 14, Origin()),
        Assumption("people.0.name", "Ada", Origin()),
        Assumption("promise.share", 0.9, Origin("RivalIQ-23", "~2023", "B*", "good")),
        Assumption("every", 0),
        Assumption("staffed", [{"days": ["mon", "tue", "wed"], "from": "09:00", "to": "17:00"}], KNOWN),
    ),
    since=(Assumption("facebook.minutes", 30, replace(HAND, was=30), became=40),),
    plans=(Compared(FEW.label, 38.6, 15.0, 53, 20038.4, adopted=True), Compared(FACEBOOK, 18.5, 10.6, 9, 14103.0)),
    week=(("Jour", "A", "B", "C", "D", "E"), ("lundi", "1", "2", "3", "4", "5")),
)


def decided(**more: Any) -> Record:
    of = record()
    facts = {**of.facts, "rhythm": {"basis": {"channels": {"facebook": {}}}}}
    whole = replace(of, facts=facts, rounds=(*of.rounds, ASKED), decisions=(*of.decisions, ADOPTED))
    return replace(whole, **more)


def policy(lang: str = "fr", strains: Sequence[Strain] = (), of: Record | None = None) -> dict[str, Any]:
    known = {"replies": Picture("<svg/>", b"png", "Réponses", "Réponses")}
    return policy_notebook(of or decided(), load(), lang, results=results(), pictures=known, today=TODAY,
                           rhythm=RHYTHM, strains=strains)  # fmt: skip


def minutes(lang: str = "fr", of: Record | None = None, strains: Sequence[Strain] = (), **pictures: Picture) -> str:
    made = minutes_notebook(of or decided(), load(), lang, results=results(), risk_scores={}, pictures=pictures,
                            today=TODAY, rhythm=RHYTHM, strains=strains)  # fmt: skip
    return said(made)


def said(notebook: Mapping[str, Any]) -> str:
    """Every word, Markdown escapes taken off."""
    text = "\n".join(cell["source"] for cell in notebook["cells"])
    return re.sub(r"\\([^\w\s])", r"\1", text).replace("\u00a0", " ")


def row(text: str, start: str) -> list[str]:
    line = next(line for line in text.split("\n") if line.startswith(f"| {start}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


# ---- the policy --------------------------------------------------------------------------------------


@pytest.mark.shows("R78", "R84")
def test_the_plan_is_followed_by_posts_in_words_hours_by_part_and_what_that_gives() -> None:
    text = said(policy())
    assert row(text, "Facebook") == ["Facebook", "6", "six par semaine", "4,5"]
    assert row(text, "Produire")[1] == "3"
    assert row(text, "En tout")[1] == "6,8"
    assert row(text, "Charge")[1] == "6,8 h par semaine pour 15 h réellement disponibles, soit 45,3 %"
    assert row(text, "Dépassements")[1] == "Sur 100 semaines simulées, 53 dépassent les heures disponibles"
    assert "76 messages sur 100" in row(text, "Réponses")[1]
    assert "promis : 90 sur 100" in row(text, "Réponses")[1]
    assert row(text, "Coût")[1].startswith("20 038 par an")


@pytest.mark.parametrize(
    ("lang", "words_"), [("fr", "quelqu’un est là 84 semaines sur 100"), ("en", "84 weeks of 100")]
)
@pytest.mark.shows("R48")
def test_cover_is_told_in_weeks_of_a_hundred(lang: str, words_: str) -> None:
    assert words_ in said(policy(lang))


@pytest.mark.shows("TRD1")
def test_every_assumption_says_its_source_year_and_grade_or_who_set_it_and_what_it_was() -> None:
    text = said(policy())
    assert "Sous ces hypothèses, au 22 novembre 2026" in text
    number = re.search(r"\| (S\d+) \| Jugement de l’équipe", text)
    assert number
    half = row(text, "Publications par semaine qui donnent")
    assert half[1:] == ["Facebook : 6 (de 3 à 14)", "jugement, 2026, confiance moyenne", number[1]]
    assert row(text, "Minutes pour une publication")[1:] == [
        "Facebook : 30, c’était 14",
        "fixé par Salle, le 22 novembre 2026",
        "",
    ]
    assert row(text, "Part des messages que la promesse")[1:3] == [
        "90 %",
        "vu seulement cité, vers 2023, confiance bonne",
    ]
    assert row(text, "Heures tenues")[1] == "lundi à mercredi, de 09:00 à 17:00"
    assert "Les études sur la fréquence se contredisent" in text


def test_nobodys_name_and_no_setting_that_changes_nothing_are_printed() -> None:
    text = said(policy())
    assert "Ada" not in text
    assert "Heures entre deux lectures" not in text


def test_what_has_changed_since_the_adoption_stands_beside_what_it_was() -> None:
    assert row(said(policy()), "Facebook : minutes")[1:] == ["30", "40", "fixé par Salle, le 22 novembre 2026"]


def test_the_sources_of_assumptions_are_in_the_list_of_sources() -> None:
    text = said(policy())
    listed = text.split("## Sources")[1]
    cited = load().sources["RivalIQ-23"].title["fr"].replace("\u00a0", " ")
    assert cited in listed
    without = policy_notebook(record(), load(), "fr", results=results(), pictures={}, today=TODAY)
    assert cited not in said(without)


def test_a_week_of_many_channels_is_split_in_tables_that_fit() -> None:
    assert "Une semaine type : qui publie quoi, et quand (2 de 2)" in repr(plain(document(policy()))).replace(
        "\\xa0", " "
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_clause_that_no_longer_fits_says_so_on_itself_and_on_the_first_page(lang: str) -> None:
    tree = document(policy(lang, [STRAIN]))
    boxes = [b for b in tree.blocks if isinstance(b, Part) and b.role == "strained"]
    assert [STRAIN.said[lang] in repr(box).replace("\\xa0", " ") for box in boxes] == [True]
    facts = next(b for b in tree.blocks if isinstance(b, Facts))
    told = {words(key): words(value) for key, value in facts.pairs}
    assert re.fullmatch(
        r"\d+\.\d+", told[{"fr": "Plus tenable aujourd’hui", "en": "No longer affordable today"}[lang]]
    )
    assert not [b for b in document(policy(lang)).blocks if isinstance(b, Part) and b.role == "strained"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_pdf_of_a_strained_rhythm_is_accessible(lang: str) -> None:
    assert to_pdf(policy(lang, [STRAIN])).startswith(b"%PDF-")  # set under PDF/UA-1 and PDF/A-2a, or refused


# ---- the checks --------------------------------------------------------------------------------------


def test_the_first_check_is_whether_a_clause_is_affordable() -> None:
    found = {c.question: c for c in checks(decided(), [STRAIN])}
    assert set(found) == {"plan", "resourcing"}
    assert (found["plan"].ok, found["plan"].said) == (False, STRAIN.said)
    assert (found["resourcing"].ok, found["resourcing"].kind) == (True, "affordable")
    assert set(found) <= set(AFFORDABLE)


def test_without_a_rhythm_nobody_can_tell_what_is_affordable() -> None:
    assert checks(record()) == ()


# ---- the minutes -------------------------------------------------------------------------------------


GUESS = Round("g1", "guess", "guess", {"fr": "Combien d’heures ?", "en": "How many hours?"}, question="hours",
              state="revealed", unit={"fr": "heures", "en": "hours"}, opened_at=START + 10)  # fmt: skip
LETTER = Option("b", {"fr": "Lettre", "en": "Letter"})
WORTH = Round("g2", "ballot", "points", {"fr": "Quelle valeur ?", "en": "What worth?"},
              (Option("a", FACEBOOK), LETTER), "value", state="revealed")  # fmt: skip
PICTURE = Picture("<svg/>", b"png", "alt", "Un titre")
CHANGES = [
    {"path": "facebook.minutes", "was": 30, "now": 40},
    {"path": "x.tired", "was": None, "now": 0},
    {"path": "people.0.name", "was": "Ada", "now": "Bo"},
    {"path": "people.0.absence", "was": 0.1577, "now": 0.15769},
    {"path": "approval.share", "was": None, "now": 0.25},
]


def happened() -> Record:
    ballots = [Ballot("g1", f"p{k}", n, START + 20) for k, n in enumerate((4, 9, 20, None))]
    ballots += [Ballot("g2", f"p{k}", {"a": a, "b": 100 - a}, START) for k, a in enumerate((10, 30, 80))]
    read = {"files": [{"name": "buffer.csv", "rows": 40, "unread": 2, "digest": "ab" * 32}]}
    read |= {"clauses": [{"question": "plan", "kept": False, "channels": [
        {"channel": "facebook", "promised": [6, 6], "weeks": [6, 2], "kept": False}]}]}  # fmt: skip
    journal = (
        Entry(90, START + 60, "assume", {"changes": CHANGES, "by": "Salle", "why": "Un congé"}, "0" * 64),
        Entry(91, START + 90 * 86400, "reality", read, "1" * 64),
    )
    of = decided()
    return replace(
        of,
        rounds=(GUESS, *of.rounds),
        ballots=(*of.ballots, *ballots),
        journal=(*of.journal, *journal),
    )


def test_the_minutes_say_what_people_guessed_without_names_and_draw_the_surprise() -> None:
    text = minutes(of=happened(), g1=PICTURE, surprise=PICTURE)
    assert "Combien d’heures ? 3 réponses, de 4 à 20 ; l’avis médian est de 9 heures." in text
    shown = minutes_notebook(happened(), load(), "fr", results=results(), risk_scores={}, today=TODAY,
                             pictures={"g1": PICTURE, "surprise": PICTURE})  # fmt: skip
    assert sum(cell["cell_type"] == "code" for cell in shown["cells"]) == 2


def test_two_guesses_show_their_middle_and_not_their_ends() -> None:
    of = happened()
    few = replace(of, ballots=tuple(b for b in of.ballots if b.round != "g1" or b.participant in ("p0", "p1")))
    assert "2 réponses ; l’avis médian est de 6,5 heures." in minutes(of=few)


@pytest.mark.shows("TRD6")
def test_points_are_told_by_their_middle_the_most_first() -> None:
    of = happened()
    with_points = replace(of, rounds=(*of.rounds, WORTH))
    rows = minutes_notebook(
        with_points, load(), "fr", results={**results()}, risk_scores={}, pictures={}, today=TODAY
    )
    text = said(rows)
    assert text.index("| Lettre | 70 |") < text.index("| Facebook | 30 |")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.shows("TRD5")
def test_plans_are_compared_in_one_table_and_the_adopted_one_is_named(lang: str) -> None:
    text = minutes(lang, of=happened(), rhythm=PICTURE)
    adopted = {"fr": "Peu de canaux (adopté)", "en": "Few channels (adopted)"}[lang]
    assert row(text, adopted)[1:4] == [{"fr": "38,6", "en": "38.6"}[lang], "15", "53"]
    assert {"fr": "Fait moins bien que", "en": "Does less well than"}[lang] not in text  # no plan beats another


def test_corrected_assumptions_say_when_who_why_and_what_it_was() -> None:
    text = minutes(of=happened())
    corrected = text.split("Hypothèses corrigées")[1]
    assert row(corrected, "8 h 31")[1:] == [
        "Minutes pour une publication",
        "Facebook : 30, puis 40",
        "Salle ; Un congé",
    ]
    assert "Part des publications relues par une autre personne | 25 %" in corrected
    for unsaid in ("Ada", "Points perdus", "Part des semaines"):  # a name, what changes nothing, what reads alike
        assert unsaid not in corrected.split("Fichiers")[0]


def test_files_read_at_the_review_are_named_with_their_unreadable_rows_and_what_was_kept() -> None:
    text = minutes(of=happened())
    assert row(text, "buffer.csv")[1:] == ["40", "2", "ab" * 32]
    assert re.search(r"\| \d+\.\d+ Plan de publication \| Facebook \| 6 \| 6, 2 \| non \|", text)


@pytest.mark.parametrize("lang", LANGS)
def test_the_minutes_list_what_no_longer_fits(lang: str) -> None:
    assert STRAIN.said[lang] in minutes(lang, strains=[STRAIN])


# ---- from the room to the paper ------------------------------------------------------------------------


@pytest.fixture
def planned(w: Workshop) -> Workshop:
    """A room that guessed, shared points, adopted the sober plan of the sample and decided what hangs on it."""
    w.guess("hours")
    cast(w, [8, 12, 20])
    w.close()
    w.rest_on(yaml.safe_load((DATA / "sample" / "rhythm.yaml").read_text("utf-8")), by="Salle")
    w.adopt_plan("sober", rationale="Nous le tenons.")
    w.decide("resourcing", "hours_budget", parameters={"hours_per_week": "15"})
    return w


@pytest.mark.shows("TRD2", "TRD5")
def test_a_changed_assumption_turns_the_clause_of_the_paper_no_longer_affordable(planned: Workshop) -> None:
    before = said(planned.policy(TODAY))
    assert row(before, "Facebook")[:2] == ["Facebook", "3"]
    assert row(before, "Charge")[1] == "10,6 h par semaine pour 15 h réellement disponibles, soit 70,4 %"
    assert "Plus tenable" not in before
    planned.assume({"people.0.hours": 4.0}, by="Direction", why="Un départ")
    after = said(planned.policy(TODAY))
    assert "**Plus tenable.**" in after
    assert row(after, "Personne 1 : heures")[1:3] == ["14", "4"]
    assert row(after, "Charge") == row(before, "Charge")  # what was adopted rests on what was known then
    assert "Direction ; Un départ" in said(planned.minutes(TODAY))
    assert {c.question for c in checks(planned.record(), planned.strained()) if not c.ok} >= {"plan"}


@pytest.mark.parametrize("lang", LANGS)
def test_policy_and_minutes_of_a_rhythm_are_set_whole_in_both_languages(planned: Workshop, lang: str) -> None:
    planned.lang = lang
    pictures = planned.papers.pictures
    assert {"rhythm", "hours", "weeks", "replies", "sensitivity", "surprise"} <= set(pictures)
    for notebook in (planned.policy(TODAY), planned.minutes(TODAY)):
        assert to_pdf(notebook).startswith(b"%PDF-")
    assert re.search(r"\{\w+\}", said(planned.policy(TODAY)) + said(planned.minutes(TODAY))) is None
