"""Plans on real phones and in real widgets: voted under their chart, and told when they no longer fit."""

from __future__ import annotations

import pytest
from browser import PHONE, Open, axe
from desks import press
from mounted import mount, refresh
from pages import enter, look, send
from playwright.sync_api import expect
from rooms import Room
from test_desk_decisions import fields

from workshop.desk import Workshop
from workshop.texts import say

pytestmark = pytest.mark.browser


@pytest.fixture
def p(w: Workshop) -> Workshop:
    """A workshop that compares three plans."""
    w.scenario(
        {"fr": "Peu de canaux, bien tenus", "en": "Few channels, well kept"}, {"facebook": 4, "newsletter": 0.5}
    )
    w.scenario({"fr": "Un peu partout", "en": "A little everywhere"}, {"facebook": 3, "instagram": 3})
    w.scenario({"fr": "Tous les jours", "en": "Every day"}, {"facebook": 7, "instagram": 7})
    return w


@pytest.mark.shows("TRD5")
def test_three_phones_choose_a_plan_under_its_chart_and_the_decision_holds_its_numbers(
    visitor: Open, room: Room, p: Workshop
) -> None:
    stage = p.stage("plan")
    press(stage, "vote", rule="approval", minutes="3")
    pages = [visitor(room.url, **PHONE) for _ in range(3)]
    for page, name in zip(pages, ("Dia", "Eli", "Fay"), strict=True):
        enter(page, room.code, name)
        expect(page.locator("svg.chart")).to_be_visible()
        expect(page.get_by_text("Facebook, quatre publications par semaine")).to_be_visible()
        page.set_viewport_size({"width": 320, "height": 640})
        assert look(page, "plan") == []
        page.get_by_role("checkbox").first.check()
        send(page)
    press(stage, "close")
    press(stage, "propose", rule="majority", minutes="2")
    for page in pages:
        expect(page.locator("svg.chart")).to_be_visible()
        page.get_by_label("Oui", exact=True).check()
        send(page)
    press(stage, "close")
    press(stage, "record", **fields(press(stage, "decide")))
    assert p.record("").decisions[0].parameters["posts.newsletter"] == "0.5"


@pytest.mark.shows("TRD2")
def test_the_checks_and_the_stage_turn_at_once_for_eyes_and_for_screen_readers(visitor: Open, p: Workshop) -> None:
    p.adopt_plan("few_channels_well_kept")
    p.decide("succession", "deputy")
    page = visitor("about:blank", viewport={"width": 900, "height": 900})
    widget = p.checks()
    mount(page, widget.board)
    expect(page.locator(".finding")).to_have_text(say("desk.checks_fit", "fr"))
    p.assume({"people.0.hours": 2, "people.1.hours": 0}, by="Ada")
    widget._heard()
    refresh(page, widget.board)
    expect(page.locator(".strained")).to_have_count(2)
    expect(page.locator("[role=status]").filter(has_text="2 clauses")).to_have_count(1)
    for light in ("true", "false"):  # Lab's own theme
        page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", light)
        assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(".strained button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".alert")).to_be_empty()
    stage = widget.children[1]
    other = visitor("about:blank", viewport={"width": 900, "height": 900})
    mount(other, stage.board)
    expect(other.locator(".strained")).to_contain_text("Ce plan demande maintenant")
    assert axe(other) == []
