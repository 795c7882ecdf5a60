"""A shared tablet: one person after the other, and nothing of the one before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import Open
from pages import PROPOSAL, Desk, enter, look, send
from playwright.sync_api import Page, expect
from rooms import open_room

from workshop import messages as m

pytestmark = pytest.mark.browser
TABLET = {"viewport": {"width": 768, "height": 1024}, "has_touch": True}
EVERYTHING = """async () => JSON.stringify([
    Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, name, history.state, location.href,
    document.title, document.documentElement.outerHTML,
    [...document.querySelectorAll('input, select, textarea')].map(e => e.value),
    (await indexedDB.databases()).map(d => d.name), await caches?.keys(),
])"""


def done(page: Page) -> str:
    """Press "I am done" and "forget me"; the personal code that was shown."""
    page.locator("#bye button").click()
    expect(page.locator(".code")).to_have_text(re.compile(r"^\w{4}\s\w{4}$"))
    code = page.locator(".code").inner_text()
    page.get_by_role("button", name="Oubliez-moi sur cette tablette").click()
    page.wait_for_selector("#name")
    return code


def tokens(page: Page) -> list[str]:
    return re.findall(r"[0-9a-f]{32}", page.evaluate("JSON.stringify(localStorage)"))


@pytest.mark.shows("JOI4")
def test_three_people_use_one_tablet_and_none_finds_the_one_before(visitor: Open, desk: Desk) -> None:
    page = visitor(f"{desk.room.url}kiosk", **TABLET)
    page.wait_for_selector("#code")
    desk.open("ballot", "plurality", question="spokesperson")
    secrets: list[str] = []
    for turn, name in enumerate(("Gwendoline", "Hippolyte", "Ildefonse")):
        enter(page, desk.room.code if turn == 0 else "", name)
        page.check(f"#c{turn}")
        page.fill("#why", f"raison de {name}")
        send(page)
        secrets += [name, f"raison de {name}", *tokens(page)]
        code = done(page)
        secrets += [code, code.replace("\u00a0", ""), code.replace("\u00a0", " ")]
        left = page.evaluate(EVERYTHING)
        assert [one for one in secrets if one in left] == []
        assert page.locator("#name").get_attribute("autocomplete") == "off"
        page.go_back()
        assert [one for one in secrets if one in page.content()] == []
        page.go_forward()
        page.wait_for_selector("#name")
        assert page.locator("#code").is_hidden()  # the tablet keeps the room's code, nobody's own
    desk.close()
    assert sorted((one["choice"], one["reason"], one["channel"]) for one in desk.ballots()) == [
        ("any", "raison de Gwendoline", "kiosk"),
        ("list", "raison de Hippolyte", "kiosk"),
        ("top", "raison de Ildefonse", "kiosk"),
    ]


def test_the_personal_code_brings_the_same_person_back_here_or_on_a_phone(visitor: Open, desk: Desk) -> None:
    page = visitor(f"{desk.room.url}kiosk", **TABLET)
    page.wait_for_selector("#code")
    desk.open("ballot", "majority", **PROPOSAL)
    enter(page, desk.room.code, "Joséphine")
    page.check("#y0")
    send(page)
    code = done(page)
    page.get_by_text("J’ai déjà un code personnel").click()
    page.fill("#code", "ABC")
    page.click(".go")
    expect(page.get_by_role("alert")).to_contain_text("huit caractères")
    page.fill("#code", code)
    page.click(".go")
    expect(page.get_by_text("Votre réponse est enregistrée.")).to_be_visible()
    phone = visitor(desk.room.url)
    phone.fill("#code", done(page))
    phone.click(".go")
    expect(phone.get_by_text("Votre réponse est enregistrée.")).to_be_visible()
    desk.close()
    assert len(desk.ballots()) == 1


def test_a_minute_without_a_touch_asks_and_a_quarter_more_forgets(visitor: Open, desk: Desk) -> None:
    page = visitor("about:blank", **TABLET)
    page.clock.install()
    page.goto(f"{desk.room.url}kiosk")
    page.wait_for_selector("#code")
    enter(page, desk.room.code, "Kilian")
    page.clock.fast_forward(40_000)  # the clock of the page also runs by itself
    assert page.locator("#here").count() == 0
    page.clock.fast_forward(21_000)
    expect(page.locator("h1")).to_have_text("Êtes-vous encore là\u00a0?")
    page.click("#here")
    expect(page.locator("h1")).to_have_text("Vous y êtes, Kilian.")
    page.clock.fast_forward(61_000)
    page.wait_for_selector("#here")
    page.clock.fast_forward(15_000)
    page.wait_for_selector("#name")
    assert "Kilian" not in page.evaluate(EVERYTHING)


def test_an_answer_that_has_not_arrived_keeps_the_tablet_waiting(visitor: Open, data_dir: Path) -> None:
    with open_room(data_dir) as room:
        desk = Desk(room)
        page = visitor(f"{room.url}kiosk", **TABLET)
        page.wait_for_selector("#code")
        enter(page, room.code, "Léopold")
        desk.open("ballot", "majority", **PROPOSAL)
        page.check("#y0")
        room.kill()
        page.click(".go")
        expect(page.locator("h1")).to_have_text("Votre réponse est en route.")
        page.locator("#bye button").click()
        page.get_by_role("button", name="Oubliez-moi sur cette tablette").click()
        expect(page.locator("h1")).to_have_text("Une réponse part encore de cette tablette.")
        assert "Oui" not in page.locator("main").inner_text()
        room.open()
        page.wait_for_selector("#name", timeout=20_000)
        assert "Léopold" not in page.evaluate(EVERYTHING)
        desk.client.stop()
        again = Desk(room)
        again.round = desk.round
        again.close()
        assert [(one["choice"], one["channel"]) for one in again.ballots()] == [("yes", "kiosk")]
        again.client.stop()


def test_a_tablet_that_went_dark_with_an_answer_in_hand_sends_it_and_shows_nothing(visitor: Open, desk: Desk) -> None:
    page = visitor(f"{desk.room.url}kiosk", **TABLET)
    page.wait_for_selector("#code")
    desk.open("ballot", "majority", **PROPOSAL)
    enter(page, desk.room.code, "Marguerite")
    page.check("#y1")
    page.evaluate("WebSocket.prototype.send = () => {}")
    page.click(".go")
    expect(page.locator("h1")).to_have_text("Votre réponse est en route.")
    page.reload()
    page.wait_for_selector("#name")
    assert "Marguerite" not in page.evaluate(EVERYTHING)
    desk.close()
    assert [one["choice"] for one in desk.ballots()] == ["no"]


def test_the_tablets_own_secret_way_in_is_the_rooms_not_a_persons(visitor: Open, desk: Desk) -> None:
    page = visitor(desk.room.kept["join"].replace("/#", "/kiosk#"), **TABLET)
    page.wait_for_selector("#name")
    assert page.locator("#code").is_hidden()
    enter(page, "", "Norbert")
    done(page)
    enter(page, "", "Olympe")
    assert {one["channel"] for one in people(desk) if one["name"] in ("Norbert", "Olympe")} == {"kiosk"}


def people(desk: Desk) -> list[dict[str, str]]:
    return list(desk.client.ask(m.ReadRecord)["participants"])


@pytest.mark.parametrize("width", [320, 768])
def test_every_screen_of_the_tablet_is_accessible(visitor: Open, desk: Desk, width: int) -> None:
    page = visitor("about:blank", viewport={"width": width, "height": 1024}, has_touch=True)
    page.clock.install()
    page.goto(f"{desk.room.url}kiosk")
    page.wait_for_selector("#code")
    wrong = look(page, "first entry")
    enter(page, desk.room.code, "Philomène")
    wrong += look(page, "waiting")
    desk.open("ballot", "majority", **PROPOSAL)
    page.check("#y0")
    wrong += look(page, "ballot")
    send(page)
    wrong += look(page, "recorded")
    page.locator("#bye button").click()
    page.wait_for_selector(".code")
    wrong += look(page, "done")
    page.click("#stay")
    page.clock.fast_forward(61_000)
    page.wait_for_selector("#here")
    page.clock.set_fixed_time(page.evaluate("Date.now()") / 1000)
    wrong += look(page, "still there?")
    page.click("#here")
    done(page)
    page.get_by_text("J’ai déjà un code personnel").click()
    wrong += look(page, "entry")
    assert wrong == []
