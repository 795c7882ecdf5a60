"""The table of topics on a real page: by keyboard, on a narrow screen, in both themes, for screen readers."""

from __future__ import annotations

from typing import Any

import pytest
from browser import Open, axe
from mounted import mount, refresh
from playwright.sync_api import Locator, Page, expect

from workshop.desk import Workshop

pytestmark = pytest.mark.browser


def page_of(visitor: Open, w: Workshop, name: str = "topics", **options: Any) -> tuple[Page, Any]:
    page = visitor("about:blank", **options)
    widget = w.table(name)
    mount(page, widget)
    return page, widget


def cell(page: Page, row: str, column: str) -> Locator:
    return page.locator(f'textarea[data-row="{row}"][data-column="{column}"]')


@pytest.mark.shows("R8")
def test_a_topic_is_added_and_filled_in_by_keyboard_alone(visitor: Open, w: Workshop) -> None:
    page, widget = page_of(visitor, w)
    page.get_by_label("Qui note").fill("Ada")
    page.get_by_label("Nouvelle ligne").fill("Le chat du bureau")
    page.keyboard.press("Enter")
    name = page.get_by_label("Nom de la ligne : Le chat du bureau")
    expect(name).to_be_focused()  # the row just added is where one goes on
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(cell(page, "own_1", "facebook")).to_be_focused()
    page.keyboard.type("Oui, avec")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("une légende")
    page.keyboard.press("Tab")
    expect(cell(page, "own_1", "instagram")).to_be_focused()
    row = w.record("").facts["tables"]["topics"]["rows"][0]
    assert (row["cells"], row["by"]) == ({"facebook": "Oui, avec\nune légende"}, "Ada")
    refresh(page, widget)
    expect(page.locator("[data-said]")).to_contain_text("Ada, ")


def test_enter_goes_to_the_next_topic_and_a_suggestion_goes_into_the_cell_one_was_in(
    visitor: Open, w: Workshop
) -> None:
    w.add_row("topics", "minors")
    w.add_row("topics", "jobs")
    page, _ = page_of(visitor, w)
    cell(page, "minors", "facebook").focus()
    page.keyboard.press("Enter")
    expect(cell(page, "jobs", "facebook")).to_be_focused()
    page.get_by_role("group", name="Suggestions pour").get_by_role("button", name="Oui, après relecture").click()
    expect(cell(page, "jobs", "facebook")).to_have_value("Oui, après relecture")
    rows = {row["id"]: row["cells"] for row in w.record("").facts["tables"]["topics"]["rows"]}
    assert rows["jobs"] == {"facebook": {"fr": "Oui, après relecture", "en": "Yes, once checked"}}


def test_what_others_write_comes_in_and_what_is_being_typed_stays(visitor: Open, w: Workshop) -> None:
    w.add_row("topics", "jobs")
    page, widget = page_of(visitor, w)
    cell(page, "jobs", "facebook").focus()
    page.keyboard.type("Je tape encor")
    w.write_cell("topics", "jobs", "facebook", "Autre chose", by="Bo")
    w.write_cell("topics", "jobs", "website", "Toujours", by="Bo")
    widget._show()
    refresh(page, widget)
    expect(cell(page, "jobs", "website")).to_have_value("Toujours")
    expect(cell(page, "jobs", "facebook")).to_have_value("Je tape encor")
    expect(cell(page, "jobs", "facebook")).to_be_focused()


def test_a_refused_name_is_said_and_stays_to_be_corrected(visitor: Open, w: Workshop) -> None:
    w.add_row("topics", "jobs")
    page, _ = page_of(visitor, w)
    page.get_by_label("Nouvelle ligne").fill("Emplois et bénévolat")
    page.get_by_role("button", name="Ajouter la ligne").click()
    expect(page.get_by_role("alert")).to_contain_text("est déjà dans le tableau")
    expect(page.get_by_label("Nouvelle ligne")).to_have_value("Emplois et bénévolat")


def test_a_row_with_words_is_taken_out_only_by_a_second_press(visitor: Open, w: Workshop) -> None:
    w.add_row("topics", "jobs")
    w.write_cell("topics", "jobs", "facebook", "Oui")
    page, widget = page_of(visitor, w)
    page.get_by_role("button", name="Retirer : Emplois et bénévolat").click()
    assert len(w.filled("topics")) == 1
    page.get_by_role("button", name="Retirer vraiment : Emplois et bénévolat").click()
    widget._show()
    refresh(page, widget)
    expect(page.get_by_text("Aucune ligne encore")).to_be_visible()
    assert w.filled("topics").empty


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_table_is_readable_by_all_and_nothing_runs_off_a_narrow_screen(
    visitor: Open, w: Workshop, theme: str
) -> None:
    channels = (
        "facebook",
        "x",
        "instagram",
        "linkedin",
        "tiktok",
        "youtube",
        "mastodon",
        "bluesky",
        "threads",
        "blog",
    )
    w.set(rhythm={"basis": {"channels": {id: {} for id in channels}}})
    for row in ("minors", "law", "jobs"):
        w.add_row("topics", row, by="Ada")
    w.write_cell(
        "topics", "law", "website", "Le texte complet, avec ses sources, relu par le service juridique. " * 4
    )
    page, _ = page_of(visitor, w, color_scheme=theme)
    for width in (1100, 320):
        page.set_viewport_size({"width": width, "height": 800})
        long = cell(page, "law", "website")
        page.wait_for_function("a => a.scrollHeight <= a.clientHeight + 6", arg=long.element_handle())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []
    expect(page.get_by_role("row")).to_have_count(4)  # a table still, though its rows are blocks
    small = (
        "() => [...document.querySelector('div').shadowRoot.querySelectorAll('button, input[type=text], textarea')]"
    )
    assert page.evaluate(f"({small})().every(e => !e.offsetHeight || e.offsetHeight >= 44)")
