"""Grouping in a real JupyterLab, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Open, axe
from lab import Lab
from playwright.sync_api import Locator, Page, expect
from rooms import Room
from test_lab import notebook, own

from workshop.desk import Workshop
from workshop.messages import WriteIdea

pytestmark = [pytest.mark.browser, pytest.mark.lab]
SAID = (
    "Répondre dans l’heure",
    "Reply within the hour",
    "Pas de photos d’enfants",
    "No pictures of children",
    "Deux personnes par compte",
    "Two people for each account",
)
CELLS = 'from workshop import Workshop\nw = Workshop.attach()\nw.stage("image")'


@pytest.fixture
def desk(lab_room: Room) -> Iterator[Workshop]:
    """A workshop whose six people have written an idea each."""
    w = Workshop.attach(lab_room.data, lang="fr")
    people = [w.add_person(f"P{n}", "volunteers") for n in range(len(SAID))]
    round = w.collect("two_image", title={"fr": "Notre image", "en": "Our image"})
    for n, (who, text) in enumerate(zip(people, SAID, strict=True)):
        w.speak(who, WriteIdea(f"themekey{n:08d}", round.id, text, "en" if n % 2 else "fr"))
    w.close()
    w.reveal()
    yield w
    w.detach()


def to(page: Page, target: Locator) -> None:
    """Tab until the focus is there."""
    for _ in range(60):
        if target.evaluate("one => one === one.getRootNode().activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {target}")


@pytest.mark.shows("GRP2", "GRP4")
def test_ideas_are_grouped_merged_and_set_aside_by_keyboard_alone(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    lab.add_notebook("grouping.ipynb", CELLS)
    page = notebook(lab, visitor, "grouping.ipynb")
    board = page.locator("section.stage")
    press = board.get_by_role("button", name="Proposer des thèmes", exact=True)
    press.focus()
    page.keyboard.press("Enter")
    slider = board.get_by_role("slider")
    expect(slider).to_be_visible(timeout=20_000)
    to(page, slider)
    page.keyboard.press("Home")
    expect(board.get_by_text("Nombre de thèmes\u00a0: 1")).to_be_visible()
    for count in (2, 3):
        page.keyboard.press("ArrowRight")
        expect(board.get_by_label(f"Thème {count}, 2 idées" if count == 3 else f"Thème {count},")).to_be_visible()
    assert own(page) == []
    to(page, board.get_by_role("button", name="Garder ces thèmes"))
    page.keyboard.press("Enter")
    expect(board.locator("section h4")).to_have_count(3)
    assert len({one.theme for one in desk.record().ideas}) == 3

    merge = board.get_by_role("button", name="Réunir «\u00a0Répondre dans l’heure")
    to(page, merge)
    page.keyboard.press("Enter")
    made = board.locator(".idea", has_text="réunit 2 idées")
    expect(made).to_be_visible()
    expect(made.locator("input")).to_be_focused()
    assert [one.parents for one in desk.record().ideas][-1] == ("i1", "i2")

    page.keyboard.press("Space")
    expect(made.get_by_text("1 idée cochée")).to_be_visible()
    to(page, made.get_by_label("Vers le thème"))
    page.keyboard.press("End")
    to(page, made.get_by_role("button", name="Déplacer"))
    page.keyboard.press("Enter")
    expect(board.get_by_role("region", name="Sans thème").locator(".idea")).to_have_count(1)
    expect(made.locator("input")).to_be_focused()
    assert own(page) == []

    page.keyboard.press("Space")
    to(page, made.locator("summary", has_text="Mettre de côté"))
    page.keyboard.press("Enter")
    to(page, made.get_by_label("Raison"))
    page.keyboard.type("Déjà décidé.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(board.get_by_text("Mises de côté (1)")).to_be_visible()
    assert [one.aside for one in desk.record().ideas if one.aside] == ["Déjà décidé."]


def test_the_agenda_and_the_parking_lot_are_used_by_keyboard_and_axe_finds_nothing(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    desk.start_part("two_open")
    kept = desk.record("").facts["timetable"]
    desk.set(timetable={**kept, "started": {"two_open": kept["started"]["two_open"] - 60 * 25}})
    lab.add_notebook("clock.ipynb", CELLS.replace('w.stage("image")', "w.agenda()"), "w.matters_board()")
    page = notebook(lab, visitor, "clock.ipynb")
    clock, board = page.locator("section.agenda"), page.locator("section.matters")
    expect(clock.get_by_role("timer")).to_contain_text("de plus que prévu")
    shorten = clock.get_by_role("button", name="Raccourcir ainsi")
    shorten.focus()
    page.keyboard.press("Enter")
    expect(shorten).to_have_count(0)
    clock.get_by_role("button", name="Commencer cette partie Image voulue").press("Enter")
    expect(clock.get_by_role("heading", name="Partie en cours")).to_contain_text("Image voulue")
    board.get_by_label("Un sujet à garder pour plus tard").fill("Les comptes privés")
    page.keyboard.press("Enter")
    expect(board.locator(".lines li")).to_contain_text("Les comptes privés")
    assert axe(page, ".jp-OutputArea-output") == []
