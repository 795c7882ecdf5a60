"""People without a phone in a real JupyterLab: sheets typed by keyboard, hands, the roster, printing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import Open, axe
from lab import Lab
from playwright.sync_api import Locator, Page, expect
from rooms import Room
from test_lab import notebook

from workshop.desk import Workshop
from workshop.texts import say

pytestmark = [pytest.mark.browser, pytest.mark.lab]
Q = "spokesperson"
OUTPUTS = ".jp-OutputArea-output"


@pytest.fixture
def desk(lab_room: Room) -> Iterator[Workshop]:
    """The same workshop seen from the test."""
    w = Workshop.attach(lab_room.data, lang="fr")
    yield w
    w.detach()


def shown(lab: Lab, visitor: Open, code: str) -> Page:
    lab.add_notebook("people.ipynb", f"from workshop import Workshop\nw = Workshop.attach()\n{code}")
    return notebook(lab, visitor, "people.ipynb")


def row(grid: Locator, number: int) -> Locator:
    return grid.locator("tbody tr").nth(number - 1)


@pytest.mark.shows("JOI5", "JOI7")
def test_sheets_are_typed_by_keyboard_and_a_wrong_row_says_why_and_loses_nothing(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    desk.open(Q, "points")
    page = shown(lab, visitor, "w.grid()")
    grid, keys = page.locator("section.grid"), page.keyboard
    grid.get_by_label("Feuille", exact=True).focus()
    for key in ("Tab", "Tab", "t", "Tab"):
        keys.press(key)
    for points in (("60", "40", ""), ("70", "70", ""), ("", "", "100")):
        for number in points:
            keys.type(number)
            keys.press("Tab")
        keys.press("Shift+Tab")
        keys.press("Enter")
    expect(row(grid, 1)).to_contain_text(say("desk.grid_recorded", "fr", number=1))
    expect(row(grid, 3)).to_contain_text(say("desk.grid_recorded", "fr", number=3))
    wrong = row(grid, 2)
    expect(wrong.locator(".wrong")).to_contain_text("points")
    expect(wrong.locator("input[aria-invalid]").nth(1)).to_have_value("70")
    assert axe(page, OUTPUTS) == []

    for key in ("ArrowUp", "ArrowUp"):
        keys.press(key)
    expect(wrong.locator("td input").nth(1)).to_be_focused()
    keys.press("Control+A")
    keys.type("30")
    keys.press("Enter")
    expect(wrong).to_contain_text(say("desk.grid_recorded", "fr", number=2))
    keys.press("ArrowUp")
    keys.press("Control+A")
    keys.type("20")
    keys.press("ArrowDown")
    expect(wrong).to_contain_text(say("desk.grid_recorded", "fr", number=2))
    page.wait_for_timeout(1000)
    desk.close()
    first, *others = [o.id for o in desk.content.questions[Q].options]
    said = sorted((b.choice for b in desk.record().ballots), key=str)
    assert sorted(map(str, said)) == sorted(
        map(str, [{first: 60, others[0]: 40}, {first: 20, others[0]: 70}, {others[1]: 100}])
    )
    assert {b.channel for b in desk.record().ballots} == {"paper"}


def test_hands_are_counted_beside_the_vote_and_the_sum_is_said_in_words(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    desk.open(Q, "plurality")
    page = shown(lab, visitor, f'w.stage("{Q}")')
    page.get_by_role("button", name=say("desk.quiet_hands", "fr")).click()
    pad = page.locator("section.hands")
    pad.get_by_label(say("desk.hands_people", "fr")).fill("5")
    label = desk.content.questions[Q].options[0].label["fr"]
    pad.get_by_label(label).fill("7")
    expect(pad.get_by_text(say("desk.hands_over", "fr", sum=7, people=5, rest=2))).to_be_visible()
    pad.get_by_role("button", name=say("desk.hands_record", "fr")).click()
    expect(pad.get_by_role("alert")).to_contain_text("plus de mains")
    expect(pad.get_by_label(label)).to_have_value("7")
    pad.get_by_label(label).fill("5")
    pad.get_by_label(label).press("Enter")
    expect(pad.get_by_text(say("desk.hands_recorded", "fr", count=5))).to_be_visible()
    assert axe(page, OUTPUTS) == []
    desk.close()
    assert [b.channel for b in desk.record().ballots] == ["hands"] * 5


@pytest.mark.shows("VOT9", "JOI3")
def test_the_roster_gives_a_proxy_and_takes_a_vote_away_by_keyboard(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    for name in ("Ada", "Bo"):
        desk.add_person(name, "volunteers")
    desk.open(Q, "plurality")
    page = shown(lab, visitor, "w.room()")
    room = page.locator("section.room")
    expect(room.locator(".missing")).to_contain_text("Ressources humaines")
    room.get_by_role("button", name="Modifier\u00a0: Ada").press("Enter")
    room.get_by_label(say("desk.roster_holder", "fr")).first.select_option(label="Bo")
    room.get_by_role("button", name=say("desk.roster_keep", "fr")).press("Enter")
    expect(room.get_by_text(say("desk.roster_holds", "fr", names="Ada"))).to_be_visible()
    room.get_by_label(say("desk.roster_reason", "fr")).fill("Sa sœur est candidate.")
    room.get_by_role("button", name=say("desk.roster_recuse", "fr")).press("Enter")
    expect(room.get_by_role("button", name=say("desk.roster_unrecuse", "fr"))).to_be_visible()
    assert axe(page, OUTPUTS) == []
    record = desk.record()
    assert [one.reason for one in record.recusals] == ["Sa sœur est candidate."]
    desk.add_person("Hal", "hr")
    expect(room.locator(".missing")).not_to_contain_text("Ressources humaines")


def test_sheets_printed_in_the_stage_come_to_the_browser(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page = shown(lab, visitor, f'w.stage("{Q}")')
    board = page.locator("section.stage")
    board.get_by_text(say("desk.sheets", "fr"), exact=True).click()
    board.get_by_label(say("desk.sheets_many", "fr")).fill("3")
    board.get_by_role("button", name=say("desk.sheets_print", "fr")).click()
    link = board.locator(".files button")
    expect(link).to_contain_text(f"sheets-{Q}-fr-1-3.pdf")
    assert axe(page, OUTPUTS) == []
    with page.expect_download() as coming:
        link.click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    assert desk.record().rounds == ()
    (desk.place() / f"sheets-{Q}-fr-1-3.pdf").unlink()
