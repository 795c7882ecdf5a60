"""A whole question in a real JupyterLab: an objection, its redline, a second consent; phones, paper and proxy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from browser import Open
from lab import Lab
from playwright.sync_api import Locator, Page, expect
from rooms import Room
from test_lab import joined, notebook, own, stage

from workshop.desk import Workshop
from workshop.texts import say

pytestmark = [pytest.mark.browser, pytest.mark.lab]
Q = "spokesperson"
LIST = "Liste de porte-parole par thème"
HARM = "La nuit et en congé, personne de la liste ne répond."
MORE = " La nuit, la relève répond."


@pytest.fixture
def desk(lab_room: Room) -> Iterator[Workshop]:
    """The same workshop seen from the test."""
    w = Workshop.attach(lab_room.data, lang="fr")
    yield w
    w.detach()


def choose(phone: Page, text: str) -> None:
    """Answer by thumb."""
    phone.locator("form.sheet label", has_text=text).first.tap()
    phone.locator(".go").tap()
    expect(phone.locator(".seal:not(.wait)")).to_be_visible()


def object_to(phone: Page, text: str, wording: str) -> None:
    """An objection with its reason and the text that would lift it; its author may be named."""
    phone.locator("form.sheet label", has_text="Non, j’ai une objection").tap()
    phone.fill("#o", text)
    phone.fill("#w", phone.input_value("#w") + wording)
    phone.locator("#named").check()
    phone.locator(".go").tap()
    expect(phone.locator(".seal:not(.wait)")).to_be_visible()


def answer_for(phone: Page, name: str) -> None:
    """Whose answer this phone gives now."""
    change = phone.get_by_role("button", name="Changer de personne")
    expect(change.or_(phone.get_by_text("Pour qui répondez-vous")).first).to_be_visible()
    if change.is_visible():
        change.tap()
    phone.get_by_role("button", name=f"Pour {name}").tap()


def type_sheet(page: Page, number: int, *letters: str) -> None:
    """A sheet of paper, by keyboard alone: its cells by their first letter, then Enter."""
    sheet = page.locator("section.grid").get_by_label("Feuille", exact=True).first
    sheet.focus()
    if sheet.is_editable():
        page.keyboard.press("Control+A")
        page.keyboard.type(str(number))
    for letter in letters:
        page.keyboard.press("Tab")
        if letter:
            page.keyboard.press(letter)
    page.keyboard.press("Enter")
    expect(page.locator("section.grid").get_by_text(f"Feuille {number} enregistrée")).to_be_visible()


def press(board: Locator, name: str) -> None:
    board.get_by_role("button", name=name).click()


@pytest.mark.shows("JOI5", "VOT9", "OBJ2")
def test_a_whole_question_with_objection_redline_and_second_consent_by_phones_a_paper_grid_and_a_proxy(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page = notebook(lab, visitor, "2-people.ipynb")
    board = stage(page, desk.content.questions[Q].prompt["fr"])
    ada, bo, chi = (joined(visitor, lab_room, name) for name in ("Ada", "Bo", "Chi"))
    desk.add_person("Ève", "field", present=False)
    desk.mandate("Ève", "Bo")
    board.get_by_label("Façon de voter").select_option("plurality")
    press(board, "Ouvrir le premier vote")
    expect(board.get_by_text("Fixé avant l’ouverture")).to_be_visible()
    for phone in (ada, chi):
        choose(phone, LIST)
    for name in ("moi", "Ève"):
        answer_for(bo, name)
        choose(bo, LIST)
    press(board, "Saisir des feuilles")
    type_sheet(page, 7, "", "b", "l")
    assert own(page) == []
    press(board, "Clore le vote et montrer le résultat")

    board.get_by_label("Façon de voter").select_option("consent")
    board.get_by_label("Le but que ce texte doit servir").fill("Répondre vite, sans engager tout le monde.")
    assert own(page) == []
    press(board, f"Voter sur «\u00a0{LIST}\u00a0»")
    expect(ada.get_by_text("Répondre vite, sans engager tout le monde").first).to_be_visible()
    choose(ada, "Oui, je consens")
    for name in ("moi", "Ève"):
        answer_for(bo, name)
        choose(bo, "Oui, je consens")
    type_sheet(page, 7, "", "", "o")
    object_to(chi, HARM, MORE)
    press(board, "Clore le vote et montrer le résultat")

    expect(board.locator(".objections")).to_contain_text(HARM)
    expect(board).not_to_contain_text("Chi")
    press(board, "Reprendre le texte de l’objection 1")
    text = board.get_by_label("Texte modifié")
    expect(text).to_have_value(desk.content.questions[Q].option("list").clause["fr"] + MORE)
    expect(board.locator(".redline ins")).to_contain_text("La nuit, la relève répond.")
    text.press("Control+End")
    text.press_sequentially(" Elle le dit.")
    expect(board.locator(".redline ins")).to_contain_text("Elle le dit.")
    expect(text).to_be_focused()
    assert own(page) == []
    press(board, "Ouvrir le second consentement sur ce texte")

    for phone, name in ((ada, ""), (chi, ""), (bo, "moi"), (bo, "Ève")):
        if name:
            answer_for(phone, name)
        expect(phone.locator("form.sheet ins").first).to_contain_text("La nuit, la relève répond.")
        choose(phone, "Oui, je consens")
    type_sheet(page, 7, "", "", "o")
    expect(board.locator(".live b").first).to_have_text("5")
    press(board, "Clore le vote et montrer le résultat")
    press(board, "Passer à la décision")
    board.get_by_label("Personne responsable").fill("Ada")
    board.get_by_text("Risques traités, actions, désaccords").click()
    board.get_by_role("button", name="Ajouter une action").click()
    board.get_by_label("Action", exact=True).fill("Écrire la liste")
    assert own(page) == []
    press(board, "Enregistrer la décision")
    expect(board.get_by_text("Décision enregistrée")).to_be_visible()

    record = desk.record()
    first, second = [r for r in record.rounds if r.rule == "consent"]
    decision = record.decisions[-1]
    assert (decision.option, decision.round, decision.clause) == ("list", second.id, "3.2")
    assert str(decision.wording).endswith("La nuit, la relève répond. Elle le dit.")
    assert (decision.actions[0].what, decision.dissent) == ("Écrire la liste", ())
    assert [one["text"] for one in second.objections] == [HARM]
    assert ("same", first.options[0].clause["fr"]) in second.redline["fr"]
    assert say("desk.decided", "fr") in board.inner_text()
    for round in record.rounds:
        channels = Counter(b.channel for b in record.ballots if b.round == round.id)
        assert channels == {"phone": 3, "proxy": 1, "paper": 1}
    assert len({b.participant for b in record.ballots if b.channel == "paper"}) == 1
