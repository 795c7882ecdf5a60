"""Ballots that a room needs less often, on a phone: points, scores, numbers behind a risk, the rule in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from browser import Open
from pages import OPTIONS, PROPOSAL, RISKS, Desk, enter, look, numbers, send, text, to_numbers
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
ESTIMATE: dict[str, Any] = {"options": RISKS[:1], "ranges": ["slip"]}


def complaint(page: Page) -> str:
    """What the page says is wrong."""
    return page.locator(".bad[role=alert]:visible").inner_text().replace("\u00a0", " ")


def test_points_go_in_steps_of_five_and_never_beyond_the_hundred(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "points")
    more = page.get_by_role("button", name="Plus de points pour Toute personne formée")
    more.click()
    assert page.input_value("#d0") == "5"
    page.fill("#d1", "93")
    more.click()
    assert page.input_value("#d0") == "7"
    expect(page.get_by_text("Points restants : 0 sur 100")).to_be_visible()
    assert more.get_attribute("aria-disabled") == "true"
    page.get_by_role("button", name="Moins de points pour Des porte-parole").click()
    assert page.input_value("#d1") == "90"


def test_points_left_are_explained_before_they_are_lost(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "points", most=20)
    page.fill("#d0", "15")
    page.click(".go")
    assert "Points non donnés : 5." in complaint(page)
    send(page)
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == [{"any": 15}]


def test_points_too_many_are_never_sent(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "points")
    for field in ("#d0", "#d1"):
        page.fill(field, "60")
    page.click(".go")
    assert "Points en trop : 20" in complaint(page)
    page.click(".go")
    assert page.locator(".seal").count() == 0


@pytest.mark.shows("VOT5")
def test_what_nobody_scored_stays_without_a_score_and_nothing_at_all_is_explained(
    phone: Callable[..., Page], desk: Desk
) -> None:
    page = phone()
    desk.open("ballot", "score")
    expect(page.locator("input:checked")).to_have_count(len(OPTIONS))  # "no score", until somebody gives one
    page.click(".go")
    assert "Donnez au moins une note" in complaint(page)
    page.check("#s1x3")
    page.fill("#why", "Ils savent parler.")
    send(page)
    expect(page.locator("blockquote")).to_contain_text("Sans note")
    desk.close()
    assert [(one["choice"], one["reason"]) for one in desk.ballots()] == [({"list": 3}, "Ils savent parler.")]


def test_a_longer_scale_has_as_many_places(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, viewport={"width": 320, "height": 568})
    enter(page, desk.room.code)
    desk.open("ballot", "score", most=10)
    page.check("#s0x10")
    assert look(page, "eleven places") == []
    send(page)
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == [{"any": 10}]


@pytest.mark.shows("VOT2")
@pytest.mark.shows("VOT6")
def test_rule_threshold_quorum_and_weights_stand_before_the_answers(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("ballot", "supermajority", **PROPOSAL, threshold=0.75, quorum=12, weights={"volunteers": 2})
    said = page.locator(".rule").inner_text()
    assert said == (
        "Règle : majorité renforcée des voix exprimées ; il faut au moins trois quarts ; "
        "quorum : 12 personnes présentes ; voix qui comptent plus : Bénévoles compte 2."
    ).replace(" :", "\u00a0:").replace(" ;", "\u00a0;")
    assert page.evaluate("document.querySelector('.rule').compareDocumentPosition(document.querySelector('#y0'))") & 4


@pytest.mark.shows("JOI7")
def test_a_whole_order_is_turned_round_by_keyboard_alone(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, viewport={"width": 800, "height": 700})
    enter(page, desk.room.code)
    desk.open("ballot", "ranked_pairs", options=[*OPTIONS, {"id": "none", "label": text("Personne")}])
    page.wait_for_selector("#up3")

    def reach(id: str) -> None:
        while page.evaluate("document.activeElement.id || document.activeElement.className") != id:
            page.keyboard.press("Tab")

    for place, key in ((3, "Enter"), (2, "Space"), (1, "Enter")):  # the last goes up as far as the turned ones
        for option in range(place):
            reach(f"down{0}")
            page.keyboard.press(key)
            said = f"Toute personne formée : place {option + 2} sur 4.".replace(" :", "\u00a0:")
            expect(page.get_by_text(said)).to_have_count(1)
        for _ in range(place):
            reach("up0")
            page.keyboard.press(key)
    for id, times in (("up3", 3), ("up2", 2), ("up1", 1)):
        reach(id)
        for _ in range(times):
            page.keyboard.press("Space")
            assert page.evaluate("document.activeElement.id") == id
    reach("go")
    page.keyboard.press("Enter")
    expect(page.locator(".seal:not(.wait)")).to_be_visible()
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == [[["none"], ["top"], ["list"], ["any"]]]


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        (("30", "20", "25", "80"), "likelihood-low", "Le plus bas dépasse le plus haut."),
        (("10", "20", "25", "80"), "likelihood-best", "doit être entre le plus bas et le plus haut"),
        (("10", "200", "25", "80"), "likelihood-high", "Ce nombre dépasse 100."),
        (("dix", "20", "15", "80"), "likelihood-low", "Écrivez un nombre"),
        (("10", "20", "15", ""), "likelihood-sure", "Dites aussi à combien c’est sûr, de 0 à 100."),
    ],
)
def test_numbers_that_contradict_each_other_get_a_sentence_at_their_field(
    phone: Callable[..., Page], desk: Desk, values: tuple[str, str, str, str], field: str, said: str
) -> None:
    page = phone()
    desk.open("estimate", "estimate", **ESTIMATE)
    to_numbers(page)
    numbers(page, "likelihood", *values)
    page.click(".go")
    assert said in complaint(page)
    assert page.evaluate("document.activeElement.id") == field
    assert page.locator("fieldset .bad, fieldset > .bad").count() == 1
    assert page.locator("[aria-invalid=true]").get_attribute("id") == field


def test_who_does_not_know_the_numbers_gives_none(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("estimate", "estimate", **ESTIMATE)
    to_numbers(page)
    expect(page.locator(".go")).to_have_text("Je ne sais pas : envoyer")
    numbers(page, "impact", "1", "3", "2", "90")
    expect(page.locator(".go")).to_have_text("Envoyer")
    send(page)
    page.get_by_role("button", name="Changer ma réponse").click()
    for _ in range(2):
        page.click(".go")
    assert page.input_value("#impact-high") == "3"
    for name in ("low", "high", "best"):
        page.fill(f"#impact-{name}", "")
    send(page)
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == [{"slip": {"likelihood": 3, "impact": 4}}]
