"""The explorer in a real JupyterLab: a slider by keyboard, the picture at once, the finding said, numbers kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml
from browser import Open, axe
from lab import Lab
from playwright.sync_api import Locator, Page, expect
from rooms import ROOT, Room
from test_lab import notebook

from workshop.desk import Workshop
from workshop.desk.widgets.explorer import PICTURES
from workshop.texts import say

pytestmark = [pytest.mark.browser, pytest.mark.lab]
OUTPUTS = ".jp-OutputArea-output"
CELLS = "from workshop import Workshop\nw = Workshop.attach()\nw.plan()"
POSTS = "Facebook, publications par semaine"


@pytest.fixture
def desk(lab_room: Room) -> Iterator[Workshop]:
    """The same workshop seen from the test, resting on the sample's numbers."""
    w = Workshop.attach(lab_room.data, lang="fr")
    w.rest_on(yaml.safe_load((ROOT / "data" / "sample" / "rhythm.yaml").read_text("utf-8")), by="Ada")
    yield w
    w.detach()


def shown(lab: Lab, visitor: Open, cells: str = CELLS) -> tuple[Page, Locator]:
    lab.add_notebook("explorer.ipynb", cells)
    page = notebook(lab, visitor, "explorer.ipynb")
    explorer = page.locator("section.explorer")
    expect(explorer.locator(".canvas svg")).to_be_visible()
    return page, explorer


def part(explorer: Locator, name: str) -> None:
    explorer.get_by_role("radio", name=say(f"desk.explorer_part_{name}", "fr"), exact=True).check()


@pytest.mark.shows("TRD3")
def test_a_slider_moved_by_keyboard_moves_the_picture_and_the_finding_is_said(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page, explorer = shown(lab, visitor)
    slider = explorer.get_by_role("slider", name=POSTS)
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(explorer.get_by_role("textbox", name=POSTS)).to_have_value("6")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^6 ; six publications par semaine"))
    expect(explorer.locator("svg circle[data-id='now:']")).to_have_attribute("data-hours", re.compile(r"^1[23]\."))
    expect(explorer.get_by_role("heading", level=2)).to_contain_text("12,4\u00a0h sur nos 15\u00a0h")
    expect(explorer.get_by_role("status").filter(has_text="12,4\u00a0h sur nos 15\u00a0h").first).to_be_attached()
    expect(slider).to_be_focused()
    assert axe(page, OUTPUTS) == []


def test_what_is_kept_has_a_name_and_is_there_after_the_page_is_loaded_again(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page, explorer = shown(lab, visitor)
    part(explorer, "channels")
    explorer.get_by_role("textbox", name="Facebook, minutes par publication").fill("45")
    expect(explorer.locator(".foot .lines")).to_have_text("Facebook, minutes par publication\u00a0: 30 devient 45")
    explorer.get_by_role("button", name=say("desk.explorer_keep_go", "fr")).click()
    expect(explorer.get_by_role("alert").filter(has_text=say("desk.explorer_by_missing", "fr"))).to_be_visible()
    explorer.get_by_label(say("desk.explorer_by_whom", "fr")).fill("la salle")
    explorer.get_by_label(say("desk.explorer_by_whom", "fr")).press("Enter")
    expect(explorer.get_by_text(say("desk.explorer_kept", "fr"))).to_be_visible()
    lab.save(page)
    lab.open(page, "explorer.ipynb")
    lab.wait_ran(page)
    part(explorer, "channels")
    minutes = explorer.get_by_role("textbox", name="Facebook, minutes par publication")
    expect(minutes).to_have_value("45")
    expect(
        explorer.locator(".field", has=page.get_by_role("textbox", name="Facebook, minutes par publication")).locator(
            ".origin"
        )
    ).to_contain_text("changé par la salle le")
    assert desk.basis_data["channels"]["facebook"]["minutes"] == 45


def test_a_number_that_cannot_be_read_is_said_beside_it_and_everything_stays(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page, explorer = shown(lab, visitor)
    before = explorer.locator(".canvas svg").get_attribute("aria-label")
    field = explorer.get_by_role("textbox", name=POSTS)
    error = explorer.locator(".slider", has=page.get_by_role("textbox", name=POSTS)).locator(".error")
    field.fill("beaucoup")
    expect(error).to_contain_text("beaucoup")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("beaucoup")
    expect(explorer.locator(".waits")).to_have_text(say("desk.explorer_waits", "fr"))
    assert explorer.locator(".canvas svg").get_attribute("aria-label") == before
    assert axe(page, OUTPUTS) == []
    field.fill("4,5")
    expect(error).to_have_text("")
    slider = explorer.get_by_role("slider", name=POSTS)
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^4,5 ; environ"))


def test_a_plan_is_named_compared_and_taken_up_by_keyboard(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page, explorer = shown(lab, visitor)
    explorer.get_by_role("button", name=say("desk.explorer_best", "fr")).press("Enter")
    expect(explorer.get_by_role("textbox", name=POSTS)).to_have_value("6")
    name = explorer.get_by_label(say("desk.explorer_scenario", "fr"))
    name.fill("Peu de canaux")
    name.press("Enter")
    row = explorer.get_by_role("row", name=re.compile("^Peu de canaux"))
    expect(row).to_contain_text("38,6")
    expect(name).to_have_value("")
    explorer.get_by_role("button", name="Reprendre sur les curseurs\u00a0: Le rythme sobre").press("Enter")
    expect(explorer.get_by_role("textbox", name=POSTS)).to_have_value("3")
    assert "Peu de canaux" in [desk.labels[id]["fr"] for id in desk.basis_data["plans"]]
    assert axe(page, OUTPUTS) == []


def test_every_part_and_every_picture_is_in_order_for_axe_light_and_dark(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page, explorer = shown(lab, visitor)
    found: list[str] = []
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        page.evaluate(f"() => window.jupyterapp.commands.execute('apputils:change-theme', {{theme: '{theme}'}})")
        expect(explorer).to_have_class(re.compile("dark" if "Dark" in theme else "explorer$"))
        for name in ("channels", "people", "house", "posts"):
            part(explorer, name)
            for more in explorer.locator("details:visible").all():
                more.evaluate("box => { box.open = true; }")
            found += axe(page, OUTPUTS)
        for name in PICTURES:
            explorer.get_by_role("radio", name=say(f"desk.explorer_picture_{name}", "fr"), exact=True).check()
            expect(explorer.locator("svg.chart")).to_be_visible()
        found += axe(page, OUTPUTS)
    assert found == []


def test_a_clause_that_no_longer_fits_is_an_alert_as_soon_as_the_number_is_kept(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    desk.adopt_plan("sober")
    _, explorer = shown(lab, visitor)
    expect(explorer.locator(".strains p")).to_have_count(0)
    desk.assume({"people.0.hours": 2}, by="Ada")
    expect(explorer.locator(".strains p").first).to_be_visible()
