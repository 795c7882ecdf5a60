"""One number on a phone, guessed alone; and a vote with its chart above the answers, on the phone and on the wall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser import PHONE, Open, axe, sideways
from drawn_rhythm import rhythm_kinds
from pages import FRONTIER, Desk, enter, look, send, text
from playwright.sync_api import Page, expect
from rooms import open_room

from workshop import messages as m
from workshop import texts
from workshop.desk.widgets.ballot import phone_texts
from workshop.desk.widgets.live import module, phone_style
from workshop.figures import tables

pytestmark = pytest.mark.browser
HOURS: dict[str, Any] = {"options": [], "unit": text("heures par semaine", "hours a week")}
PLACE: dict[str, Any] = {
    "options": [],
    "most": 10,
    "ends": [text("Vie privée d’abord", "Privacy first"), text("Vitesse d’abord", "Speed first")],
}
PLANS: dict[str, Any] = {
    "options": [
        {"id": one["id"], "label": one["name"], "clause": text(f"Chaque semaine, {one['hours']} heures.")}
        for one in FRONTIER["plans"]
    ],
    "chart": FRONTIER,
}
SMALL = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


def complaint(page: Page) -> str:
    return page.locator(".bad[role=alert]:visible").inner_text().replace("\u00a0", " ").strip()


def reach(page: Page, id: str) -> None:
    """Go there by Tab alone."""
    for _ in range(40):
        if page.evaluate("document.activeElement.id || document.activeElement.className") == id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{id} is not reached by keyboard")


def choices(desk: Desk) -> list[Any]:
    desk.close()
    return [one["choice"] for one in desk.ballots()]


# ---- a number


@pytest.mark.shows("TRD2")
@pytest.mark.parametrize(
    ("typed", "kept"), [("15,5", 15.5), ("15.5", 15.5), (" 12 ", 12), ("0", 0), ("168", 168), ("7,25", 7.25)]
)
def test_a_number_is_typed_with_a_comma_or_a_point_and_sent_by_keyboard(
    phone: Callable[..., Page], desk: Desk, typed: str, kept: float
) -> None:
    page = phone()
    desk.open("guess", "guess", **HOURS)
    page.wait_for_selector("#guess")
    reach(page, "guess")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator(".seal:not(.wait)")).to_be_visible()
    assert "heures par semaine" in page.locator("blockquote").inner_text()
    assert choices(desk) == [kept]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez un nombre, ou cochez « Je ne sais pas »."),
        ("beaucoup", "Écrivez un seul nombre, en chiffres, par exemple 15 ou 15,5."),
        ("10-15", "Écrivez un seul nombre, en chiffres, par exemple 15 ou 15,5."),
        ("-3", "Écrivez un seul nombre, en chiffres, par exemple 15 ou 15,5."),
        ("168,5", "Ce nombre est trop grand : 168 au plus."),
        ("3,141", "Deux chiffres après la virgule suffisent."),
    ],
)
def test_what_is_no_such_number_gets_a_sentence_and_stays_in_its_field(
    phone: Callable[..., Page], desk: Desk, typed: str, said: str
) -> None:
    page = phone()
    desk.open("guess", "guess", **HOURS)
    page.fill("#guess", typed)
    page.click(".go")
    assert complaint(page) == said
    assert page.input_value("#guess") == typed
    assert page.evaluate("document.activeElement.id") == "guess"
    assert page.get_attribute("#guess", "aria-invalid") == "true"
    assert page.evaluate("document.querySelector('.bad[role=alert]').offsetWidth > innerWidth / 2")
    assert choices(desk) == []


def test_not_to_know_is_an_answer_and_a_number_takes_its_place(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("guess", "guess", **HOURS)
    page.fill("#guess", "9")
    page.check("#none")
    assert page.input_value("#guess") == ""
    send(page)
    expect(page.locator("blockquote")).to_contain_text("Je ne sais pas")
    page.get_by_role("button", name="Changer ma réponse").click()
    expect(page.locator("#none")).to_be_checked()
    page.fill("#guess", "12,5")
    expect(page.locator("#none")).not_to_be_checked()
    send(page)
    page.get_by_role("button", name="Changer ma réponse").click()
    assert page.input_value("#guess") == "12,5"
    page.click("#lang")
    expect(page.locator(".go")).to_have_text("Send")
    page.get_by_role("button", name="One more").click()
    assert page.input_value("#guess") == "13"
    send(page)
    assert choices(desk) == [13]


def test_steps_go_by_one_and_never_beyond_the_ends(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    desk.open("guess", "guess", **{**HOURS, "most": 3})
    less, more = page.get_by_role("button", name="Un de moins"), page.get_by_role("button", name="Un de plus")
    assert less.get_attribute("aria-disabled") == "true"
    reach(page, "guess_more")
    for _ in range(5):
        page.keyboard.press("Enter")
    assert page.input_value("#guess") == "3"
    assert more.get_attribute("aria-disabled") == "true"
    page.fill("#guess", "2,5")
    less.click()
    assert page.input_value("#guess") == "2"
    send(page)
    assert choices(desk) == [2]


@pytest.mark.shows("JOI10")
def test_a_guess_made_while_the_room_is_away_arrives_once(visitor: Open, data_dir: Path) -> None:
    with open_room(data_dir) as room:
        desk = Desk(room)
        page = visitor(room.url, **PHONE)
        enter(page, room.code)
        desk.open("guess", "guess", **HOURS)
        page.fill("#guess", "15,5")
        room.kill()
        expect(page.locator("#status")).to_have_text("Reconnexion…")
        page.click(".go")
        expect(page.locator("h1")).to_have_text("Votre réponse est en route.")
        expect(page.locator("blockquote")).to_contain_text("15,5 heures par semaine")
        room.open()
        expect(page.locator(".seal:not(.wait)")).to_be_visible(timeout=15_000)
        desk.client.stop()
        desk = Desk(room)
        [opened] = [one for one in desk.client.ask(m.ReadRecord)["rounds"] if one["kind"] == "guess"]
        desk.round = opened["id"]
        assert choices(desk) == [15.5]
        desk.client.stop()


# ---- a place between two words


def test_a_place_is_chosen_by_arrow_keys_and_both_ends_say_what_they_mean(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **SMALL)
    enter(page, desk.room.code)
    desk.open("guess", "guess", **PLACE)
    expect(page.get_by_role("radio", name="0 Vie privée d’abord")).to_have_count(1)
    expect(page.get_by_role("radio", name="10 Vitesse d’abord")).to_have_count(1)
    page.click(".go")
    assert complaint(page) == "Choisissez une place entre les deux, ou « Je ne sais pas »."
    assert page.evaluate("document.activeElement.id") == "u0"
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#u3")).to_be_checked()
    assert look(page, "a place between two words") == []
    send(page)
    expect(page.locator("blockquote")).to_contain_text("3 sur 10")
    page.get_by_role("button", name="Changer ma réponse").click()
    expect(page.locator("#u3")).to_be_checked()
    page.check("#none")
    send(page)
    assert choices(desk) == [None]


def test_a_number_and_a_vote_with_its_chart_are_no_barrier_at_320_pixels(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **SMALL)
    enter(page, desk.room.code)
    desk.open("guess", "guess", **HOURS)
    page.wait_for_selector("#guess")
    wrong = look(page, "guess")
    desk.close(rhythm_kinds()["strips"])
    page.wait_for_selector("figure svg")
    wrong += look(page, "guesses")
    desk.open("ballot", "plurality", **PLANS)
    page.wait_for_selector("figure svg")
    assert wrong + look(page, "plans with their chart") == []


# ---- a vote among plans, with their chart


@pytest.mark.shows("TRD5")
def test_plans_are_voted_on_with_their_chart_on_the_phone(phone: Callable[..., Page], desk: Desk) -> None:
    page = phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    desk.open("ballot", "plurality")
    page.check("#c1")
    send(page)
    desk.close()
    assert not any("rhythm.js" in one or "chart.js" in one for one in asked)  # nobody pays for what nobody sees
    desk.open("ballot", "plurality", **PLANS)
    figure = page.locator("details.picture figure")
    expect(figure.locator("svg")).to_have_attribute("aria-label", FRONTIER["finding"]["fr"])
    assert any("rhythm.js" in one for one in asked)
    assert (
        page.evaluate("document.querySelector('.picture').compareDocumentPosition(document.querySelector('#c0'))") & 4
    )
    shown = figure.locator("tr").evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
    assert shown == [list(row) for row in tables.table(FRONTIER, "fr")]
    expect(page.locator("label", has=page.locator("#c1"))).to_contain_text("Chaque semaine, 13.8 heures.")
    assert page.locator(".go").is_visible()
    page.check("#c1")
    send(page)
    assert choices(desk) == ["even"]


def test_a_chart_that_was_folded_stays_so_and_is_not_drawn_again_while_one_writes(
    phone: Callable[..., Page], desk: Desk
) -> None:
    page = phone()
    desk.open("ballot", "plurality", **PLANS)
    page.wait_for_selector("figure svg")
    page.evaluate("window.kept = document.querySelector('figure svg')")
    page.fill("#why", "Nous tenons la durée.")
    page.check("#c0")
    assert page.evaluate("window.kept === document.querySelector('figure svg')")
    page.click("#picture")
    page.click("#lang")
    expect(page.locator("#picture")).to_have_text(FRONTIER["finding"]["en"])
    assert page.evaluate("document.querySelector('.picture').open") is False
    assert page.input_value("#why") == "Nous tenons la durée."
    assert sideways(page) == 0


def test_from_the_second_plan_on_the_chart_is_folded_until_it_is_asked_for(
    phone: Callable[..., Page], desk: Desk
) -> None:
    page = phone()
    desk.open("ballot", "gradients", purpose="indicative", **PLANS)
    page.wait_for_selector("figure svg")
    page.check("#g1")
    page.click(".go")
    expect(page.locator("h1")).to_have_text("Équilibré")
    assert page.evaluate("document.querySelector('.picture').open") is False
    page.click("#picture")
    page.check("#g0")
    page.click(".go")
    expect(page.locator("h1")).to_have_text("Ample")
    assert page.evaluate("document.querySelector('.picture').open") is True


def test_whoever_does_not_vote_sees_the_chart_too(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.url, **SMALL)
    for field, value in (("#code", desk.room.code), ("#name", "Odile")):
        page.fill(field, value)
    page.select_option("#role", value="observer")
    page.click(".go")
    page.wait_for_selector("#top")
    desk.open("ballot", "plurality", **PLANS)
    expect(page.locator("figure svg")).to_have_attribute("aria-label", FRONTIER["finding"]["fr"])
    expect(page.locator("input")).to_have_count(0)
    assert look(page, "observer with a chart") == []


# ---- the wall


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_wall_shows_the_chart_of_an_open_vote_beside_the_answers(visitor: Open, desk: Desk, theme: str) -> None:
    wall = visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080}, color_scheme=theme)
    wrong = []
    for name in ("frontier", "bullet", "response", "clock"):
        chart = rhythm_kinds()[name]
        desk.open("ballot", "plurality", **{**PLANS, "chart": chart})
        expect(wall.locator("figure svg")).to_have_attribute("aria-label", chart["finding"]["fr"])
        expect(wall.locator(".charted li")).to_have_count(3)
        over = wall.evaluate("document.documentElement.scrollHeight - innerHeight")
        wrong += axe(wall) + ([f"{name}: {over} px below the screen"] if over > 1 else [])
        desk.close()
    assert wrong == []


def test_guesses_stand_on_the_wall_without_names(visitor: Open, phone: Callable[..., Page], desk: Desk) -> None:
    page = phone("Maya")
    wall = visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080})
    desk.open("guess", "guess", **HOURS)
    expect(wall.locator(".turnout")).to_contain_text("Un nombre\u00a0: heures par semaine")
    page.fill("#guess", "15,5")
    send(page)
    chart = rhythm_kinds()["strips"]
    desk.close(chart)
    expect(wall.locator("figure svg circle")).to_have_count(len(chart["rows"][0]["values"]))
    assert "Maya" not in wall.content()
    assert axe(wall) == []
    desk.open("guess", "guess", **PLACE)
    expect(wall.locator(".turnout li")).to_have_text(["0 Vie privée d’abord", "10 Vitesse d’abord"])


# ---- the notebook


NOTEBOOK = """async ([source, values]) => {
    const calls = {};
    const model = {
        get: (name) => values[name],
        set: (name, value) => { values[name] = value; for (const call of calls[`change:${name}`] ?? []) call(); },
        on: (event, call) => (calls[event] ??= []).push(call),
        off: () => {},
        send: () => {},
        save_changes: () => {},
    };
    const { default: widget } = await import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    document.body.replaceChildren(document.createElement('main'));
    widget.render({ model, el: document.querySelector('main') });
}"""


def test_a_vote_in_the_notebook_draws_the_same_chart_above_the_answers(visitor: Open, desk: Desk) -> None:
    page = visitor(f"{desk.room.url}wall/texts.json", bypass_csp=True, viewport={"width": 900, "height": 900})
    asked = {
        "id": "r1",
        "kind": "ballot",
        "rule": "plurality",
        "state": "open",
        "prompt": text("Quel plan ?"),
        **PLANS,
    }
    values = {
        **{"ask": asked, "lang": "fr", "texts": phone_texts("fr"), "words": texts.section("desk", "fr"), "ideas": []},
        **{
            "draft": None,
            "answer": None,
            "status": {},
            "css": phone_style(),
            "preview": False,
            "alert": "",
            "link": "",
        },
        **{"who": {"id": "p1", "name": "Ada", "away": False}, "known": [], "roles": []},
    }
    page.evaluate(NOTEBOOK, [module("ballot", phone=True), values])
    figure = page.locator("details.picture figure")
    expect(figure.locator("svg")).to_have_attribute("aria-label", FRONTIER["finding"]["fr"])
    expect(figure.locator("circle[data-id]")).to_have_count(len(FRONTIER["plans"]))
    expect(page.locator("input[type=radio]")).to_have_count(len(FRONTIER["plans"]))
