"""Ideas on phones: beginnings, suggestions, formats with their steps, and what became of each idea."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pages import Desk, look, text
from playwright.sync_api import Page, TimeoutError, expect

from workshop import messages as m

pytestmark = pytest.mark.browser
Phone = Callable[..., Page]


def steps(*ids: str) -> list[dict[str, Any]]:
    return [{"id": id, "seconds": 120, "do": text(f"Consigne {id}")} for id in ids]


def ask(desk: Desk, **fields: Any) -> str:
    return desk.open("ideas", "ideas", stage="collect", **{"options": [], **fields})


def write(page: Page, *ideas: str) -> None:
    for words in ideas:
        page.fill("#idea", words)
        page.click(".go")
        expect(page.locator(".answers li").filter(has_text=words).get_by_role("button")).to_be_visible()


def go_to(desk: Desk, step: int, *pages: Page) -> None:
    desk.client.ask(m.SetStep, round=desk.round, step=step)
    for page in pages:
        expect(page.get_by_text(f"Idées, étape {step + 1} sur")).to_be_visible()


@pytest.mark.shows("BRA7")
def test_a_beginning_fills_the_field_and_is_changed_before_it_is_sent(phone: Phone, desk: Desk) -> None:
    page = phone()
    ask(desk, starters=[text("J’ai peur que…", "I fear that…"), text("J’aimerais que…", "I wish that…")])
    page.get_by_role("button", name="J’aimerais que…").click()
    assert page.input_value("#idea") == "J’aimerais que…"
    assert page.evaluate("document.activeElement.id") == "idea"
    page.keyboard.type(" l’on réponde vite")
    assert page.locator(".answers").count() == 0
    page.click("#lang")
    expect(page.get_by_role("button", name="I fear that…")).to_be_visible()


@pytest.mark.shows("BRA3")
def test_others_ideas_are_shown_to_who_has_written(phone: Phone, desk: Desk) -> None:
    page, other = phone("Léa"), phone("Omar")
    ask(desk, suggest=True)
    write(other, "Répondre le jour même")
    page.get_by_role("button", name="Voir des idées d’autres personnes").click()
    expect(page.get_by_text("Écrivez d’abord une idée à vous")).to_be_visible()
    assert page.get_by_text("Répondre le jour même").count() == 0
    write(page, "Une charte")
    page.get_by_role("button", name="Voir des idées d’autres personnes").click()
    expect(page.locator(".said")).to_have_text("Répondre le jour même")
    assert "Omar" not in page.content()
    expect(page.get_by_text("peuvent être montrées à d’autres personnes")).to_be_visible()  # said before writing


@pytest.mark.shows("BRA5")
def test_a_new_step_is_read_from_its_top_and_what_to_begin_from_is_gone(phone: Phone, desk: Desk) -> None:
    page, other = phone("Léa", viewport={"width": 360, "height": 480}), phone("Omar")
    begin = [text(f"Phrase {n} pour commencer, assez longue pour deux lignes") for n in range(5)]
    ask(desk, format="one_two_four_all", steps=steps("alone", "pairs", "fours", "all"), starters=begin)
    write(page, "Une", "Deux", "Trois")
    page.evaluate("scrollTo(0, 9999)")
    go_to(desk, 1, page, other)
    expect(page.get_by_text("Consigne pairs")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.get_by_role("button", name="pour commencer").count() == 0
    page.fill("#idea", "à moitié")
    go_to(desk, 2, page, other)
    assert page.evaluate("[document.activeElement.id, scrollY]") == ["idea", 0]


@pytest.mark.shows("BRA5")
def test_each_step_says_what_to_do_with_whom_and_how_long(phone: Phone, desk: Desk) -> None:
    page, other = phone("Léa"), phone("Omar")
    ask(desk, format="one_two_four_all", steps=steps("alone", "pairs", "fours", "all"), minutes=None)
    expect(page.get_by_text("Consigne alone")).to_be_visible()
    expect(page.get_by_text("encore 1 min 5")).to_be_visible()
    page.fill("#idea", "à moitié écrite")
    go_to(desk, 1, page, other)
    assert page.input_value("#idea") == "à moitié écrite"
    expect(page.get_by_text("Consigne pairs")).to_be_visible()
    assert page.get_by_text("À deux, avec").count() + page.get_by_text("Avec vous").count() == 1
    go_to(desk, 2, page, other)
    write(other, "L’idée de la table")
    expect(page.locator(".said")).to_have_text("L’idée de la table")
    page.click(".go")
    expect(page.locator(".bad:visible")).to_contain_text("L’idée de la table")
    assert page.input_value("#idea") == "à moitié écrite"


def test_a_sheet_passes_on_with_what_is_written_on_it(phone: Phone, desk: Desk) -> None:
    page, other = phone("Ugo"), phone("Théo")
    ask(desk, format="brainwriting", steps=steps(*(f"pass{n}" for n in range(1, 7))))
    write(page, "Idée de Ugo")
    write(other, "Idée de Théo")
    go_to(desk, 1, page, other)
    expect(page.get_by_role("heading", name="La feuille que vous avez en main")).to_be_visible()
    expect(page.locator(".said")).to_have_text("Idée de Théo")
    expect(other.locator(".said")).to_have_text("Idée de Ugo")
    expect(page.get_by_text("Votre groupe les lit quand la feuille passe")).to_be_visible()


def test_each_reads_an_idea_out_in_turn_or_passes(phone: Phone, desk: Desk) -> None:
    pages = {"Rose": phone("Rose"), "Serge": phone("Serge")}
    ask(desk, format="round_robin", steps=steps("write", "round"))
    for name, page in pages.items():
        write(page, f"Idée de {name}", f"Autre de {name}")
    desk.client.ask(m.SetStep, round=desk.round, step=1)
    first = next(name for name in pages if speaks(pages[name]))
    second = next(name for name in pages if name != first)
    expect(pages[second].get_by_text(f"{first} a la parole.")).to_be_visible()
    pages[first].click(".go")
    expect(pages[first].locator(".bad:visible")).to_have_text("Choisissez une réponse.")
    pages[first].get_by_label(f"Idée de {first}").check()
    pages[first].click(".go")
    assert speaks(pages[second])
    assert pages[second].evaluate("document.activeElement.id") == "q"
    expect(pages[second].locator(".said")).to_have_text(f"Idée de {first}")
    pages[second].get_by_role("button", name="Je passe").click()
    assert speaks(pages[first])
    assert pages[first].get_by_label(f"Idée de {first}").count() == 0  # read already
    desk.close()
    assert [one["text"] for one in desk.ideas() if one["shared"]] == [f"Idée de {first}"]


def speaks(page: Page) -> bool:
    """Whether it becomes this phone's turn, within the moment a push takes."""
    try:
        page.get_by_role("heading", name="C’est votre tour.").wait_for(timeout=2000)
    except TimeoutError:
        return False
    return True


@pytest.mark.shows("BRA6")
def test_an_author_reads_at_once_that_and_why_an_idea_was_set_aside(phone: Phone, desk: Desk) -> None:
    page, other = phone("Léa"), phone("Omar")
    ask(desk)
    write(page, "Une idée qui nomme quelqu’un", "Une idée tranquille")
    desk.close()
    named = next(one["id"] for one in desk.ideas() if "nomme" in one["text"])
    desk.client.ask(m.Moderate, idea=named, reason="Elle nomme une personne.")
    expect(page.get_by_role("alert")).to_contain_text("mise de côté")
    expect(page.get_by_role("alert")).to_contain_text("Elle nomme une personne.")
    assert "Elle nomme" not in other.content()
    page.get_by_role("button", name="Mes idées").click()
    line = page.locator(".answers li").filter(has_text="nomme quelqu’un")
    expect(line.locator(".fate")).to_have_text("Mise de côté\u00a0: Elle nomme une personne.")
    page.get_by_role("button", name="Revenir à l’atelier").click()
    assert page.get_by_role("alert").count() == 0  # read, and said no more


def test_what_was_set_aside_is_said_until_it_is_read(phone: Phone, desk: Desk) -> None:
    page = phone("Léa")
    ask(desk)
    write(page, "Une idée qui nomme quelqu’un")
    desk.close()
    desk.client.ask(m.Moderate, idea=desk.ideas()[0]["id"], reason="Elle nomme une personne.")
    page.get_by_role("button", name="J’ai lu").click()
    assert page.get_by_role("alert").count() == 0
    assert page.evaluate("document.activeElement.id") == "q"
    page.reload()
    page.wait_for_selector("#q")
    expect(page.get_by_role("button", name="Mes idées")).to_be_visible()
    assert page.get_by_role("alert").count() == 0


def test_what_became_of_each_idea_is_said_from_the_first_round_to_the_clause(phone: Phone, desk: Desk) -> None:
    page = phone("Zoé")
    ask(desk, question="spokesperson")
    write(page, "Répondre vite", "Répondre en un jour", "Une idée seule")
    page.get_by_role("button", name="Mes idées").click()
    assert fates(page) == ["Pas encore montrée aux autres"] * 3
    page.get_by_role("button", name="Revenir à l’atelier").click()
    desk.close()
    ids = {one["text"]: one["id"] for one in desk.ideas()}
    made = desk.client.ask(
        m.MergeIdeas, ideas=[ids["Répondre vite"], ids["Répondre en un jour"]], text="Répondre en un jour ouvré"
    )
    desk.client.ask(m.GroupIdeas, round=desk.round, themes={made: "Réponses", ids["Une idée seule"]: "À part"})
    desk.client.ask(m.RevealRound, round=desk.round, finding=text("Trois idées"))
    page.get_by_role("button", name="Mes idées").click()
    expect(page.get_by_text("Regroupée sous «\u00a0À part\u00a0»")).to_be_visible()
    assert fates(page)[:2] == ["Réunie avec d’autres, sous « Réponses »"] * 2
    expect(page.locator(".answers li").first).to_contain_text("Répondre en un jour ouvré")
    decided = {
        "question": "spokesperson",
        "option": None,
        "status": "adopted",
        "clause": "3.2",
        "wording": "Un jour.",
    }
    desk.client.ask(m.Decide, decision={**decided, "outcome": "Nous répondons en un jour."})
    page.click(".go")
    page.get_by_role("button", name="Mes idées").click()
    expect(page.locator(".fate").first).to_have_text("Adoptée, dans la clause 3.2")
    assert look(page, "fates") == []


def fates(page: Page) -> list[str]:
    page.wait_for_selector(".fate")
    return [one.replace("\u00a0", " ") for one in page.locator(".fate").all_inner_texts()]


def test_a_request_to_change_the_focus_is_kept_and_answered(phone: Phone, desk: Desk) -> None:
    page = phone("Iris")
    page.get_by_role("button", name="Mes idées").click()
    expect(page.get_by_text("Vous n’avez pas encore écrit d’idée.")).to_be_visible()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("alert")).to_have_text("Écrivez quelques mots.")
    page.fill("#focus", "Et les bénévoles ?")
    page.reload()
    page.get_by_role("button", name="Mes idées").click()
    assert page.input_value("#focus") == "Et les bénévoles ?"
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.locator(".answers")).to_contain_text("Reçue\u00a0: elle attend")
    assert page.input_value("#focus") == ""
    waiting = desk.client.ask(m.ReadRecord)["matters"][-1]
    desk.client.ask(m.SetMatter, matter=waiting["id"], state="answered", answer="Au point suivant.")
    expect(page.locator(".answers")).to_contain_text("Réponse\u00a0: Au point suivant.")


def test_every_screen_of_ideas_is_accessible_and_fits_320_px(phone: Phone, desk: Desk) -> None:
    page = phone("Léa", viewport={"width": 320, "height": 568})
    other = phone("Omar")
    ask(desk, suggest=True, starters=[text("Une phrase assez longue pour commencer, sur deux lignes…")])
    wrong = look(page, "starters")
    write(other, "Une idée d’Omar")
    write(page, "Une idée de Léa")
    page.click("#others")
    page.wait_for_selector(".said")
    wrong += look(page, "others")
    desk.close()
    ask(desk, format="brainwriting", steps=steps("pass1", "pass2"))
    write(other, "Sur la feuille")
    go_to(desk, 1, page)
    wrong += look(page, "sheet")
    desk.close()
    ask(desk, format="round_robin", steps=steps("write", "round"))
    write(page, "À lire")
    desk.client.ask(m.SetStep, round=desk.round, step=1)
    if not speaks(page):
        wrong += look(page, "another's turn")
        desk.client.ask(m.SetStep, round=desk.round, speaker=True)
    assert speaks(page)
    wrong += look(page, "turn")
    assert wrong == []
