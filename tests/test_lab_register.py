"""The register of decisions in a real JupyterLab: searched by any of its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Open, axe
from lab import Lab
from playwright.sync_api import expect
from rooms import Room
from test_lab import notebook

from workshop.desk import Workshop

pytestmark = [pytest.mark.browser, pytest.mark.lab]
CELLS = "from workshop import Workshop\nw = Workshop.attach()\nw.settled()"


@pytest.fixture
def desk(lab_room: Room) -> Iterator[Workshop]:
    """A workshop that has decided one question and parked another."""
    w = Workshop.attach(lab_room.data, lang="fr")
    w.decide("spokesperson", "list", rationale="Claire pour les bénévoles.", conditions=["Tant que le budget suit"])
    w.decide("purpose", None, status="parked", owner="Ada", review_on="2030-01-01")
    yield w
    w.detach()


@pytest.mark.shows("DEC2")
def test_a_decision_is_found_by_any_word_that_was_recorded_with_it(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    lab.add_notebook("register.ipynb", CELLS)
    page = notebook(lab, visitor, "register.ipynb")
    register = page.locator("section.register")
    decisions = register.locator("details")
    expect(decisions).to_have_count(2)
    look = register.get_by_label("Chercher dans les décisions")
    look.fill("budget")
    expect(decisions.filter(visible=True)).to_have_count(1)
    expect(decisions.filter(visible=True)).to_contain_text("Porte-parole")
    look.fill("licorne")
    expect(register.get_by_role("status").last).to_have_text("Aucune décision ne contient ces mots.")
    look.fill("")
    expect(decisions.filter(visible=True)).to_have_count(2)
    assert axe(page, ".jp-OutputArea-output") == []
