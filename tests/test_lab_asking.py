"""What everybody answers alone, asked from a real JupyterLab by keyboard: phones guess, the picture is drawn."""

from __future__ import annotations

import pytest
from browser import Open, axe
from desks import cast
from lab import Lab
from playwright.sync_api import expect
from rooms import Room
from test_lab import notebook

from workshop.desk import Workshop
from workshop.texts import say

pytestmark = [pytest.mark.browser, pytest.mark.lab]
CELLS = 'from workshop import Workshop\nw = Workshop.attach()\nw.ask("hours")'


@pytest.mark.shows("TRD3")
def test_the_room_guesses_the_hours_and_sees_them_together(lab: Lab, lab_room: Room, visitor: Open) -> None:
    w = Workshop.attach(lab_room.data, lang="fr")
    w.people_ids = [w.add_person(name, "volunteers") for name in ("Ada", "Bo", "Chi", "Dia")]
    lab.add_notebook("asking.ipynb", CELLS)
    page = notebook(lab, visitor, "asking.ipynb")
    board = page.locator("section.asking")
    ask = board.get_by_role("button", name=say("asking.go_ask", "fr"))
    ask.focus()
    page.keyboard.press("Enter")
    close = board.get_by_role("button", name=say("asking.go_close", "fr"))
    expect(close).to_be_visible()
    cast(w, [8, 12, 15.5, 40])
    expect(board.locator(".count").first).to_have_text("4 ont répondu sur 4")
    assert axe(page, ".jp-OutputArea-output") == []
    close.focus()
    page.keyboard.press("Enter")
    expect(board.locator(".finding")).to_contain_text("13,75")
    expect(board.locator("svg").first).to_be_visible()
    board.locator("summary", has_text=say("asking.again", "fr")).press("Enter")
    again = board.locator("details[open] button")
    again.focus()
    page.keyboard.press("Enter")
    alert = board.get_by_role("alert")
    expect(alert).to_have_text(say("asking.again_missing", "fr"))
    assert alert.evaluate("one => one.nextElementSibling.matches('.bar')")
    assert axe(page, ".jp-OutputArea-output") == []
    assert [one.state for one in w.record("").rounds] == ["revealed"]
    w.detach()
