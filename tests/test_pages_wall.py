"""The wall in real Chromium, against a real room."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser import PHONE, Open, axe, sideways
from hostile import STRINGS
from pages import (
    BARS,
    CHART,
    FRONTIER,
    OPTIONS,
    PROPOSAL,
    RISK_CHART,
    Desk,
    enter,
    ideas,
    look,
    send,
    text,
)
from playwright.sync_api import Page, expect
from rooms import open_room

from workshop import messages as m
from workshop import texts

pytestmark = pytest.mark.browser


# ---- the wall


def test_the_wall_on_the_rooms_computer_invites_and_shows_who_is_here(
    visitor: Open, phone: Callable[..., Page], desk: Desk
) -> None:
    wall = visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080})
    expect(wall.locator("strong").last).to_have_text(f"{desk.room.code[:3]}\u00a0{desk.room.code[3:]}")
    box = wall.locator(".qr").bounding_box()
    assert box
    assert 430 <= box["width"] <= 520
    phone("Denise")
    expect(wall.locator(".here")).to_contain_text("Communications")
    assert "Denise" not in wall.content()


@pytest.mark.shows("VOT3")
def test_the_wall_counts_answers_and_never_shows_what(visitor: Open, phone: Callable[..., Page], desk: Desk) -> None:
    page, wall = phone("Étienne"), visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080})
    said: list[str] = []
    wall.on("websocket", lambda socket: socket.on("framereceived", lambda frame: said.append(str(frame))))
    wall.reload()
    desk.open("ballot", "plurality", minutes=3)
    expect(wall.locator("#clock")).to_contain_text(re.compile("2.min.5"))
    page.check("#c2")
    page.fill("#why", "ma raison privée")
    send(page)
    expect(wall.locator(".big")).to_have_text(re.compile(r"^1 sur \d+$"))
    assert "ma raison privée" not in "".join(said)
    assert not any('"choice"' in frame for frame in said)
    desk.close(CHART)
    expect(wall.locator("h1")).to_have_text("2 sur 3 soutiennent la liste.")
    expect(wall.locator("figure table th").first).to_have_text("Option")


def test_a_stopped_clock_stands_and_a_passed_one_says_so(visitor: Open, desk: Desk) -> None:
    wall = visitor(f"{desk.room.url}wall")
    desk.open("ballot", "plurality", minutes=0.02)
    expect(wall.locator("#clock")).to_contain_text("Le temps prévu est passé")
    desk.client.ask(m.SetClock, round=desk.round, add=60, paused=True)
    expect(wall.locator("#clock")).to_have_text(re.compile("Horloge arrêtée"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_wall_screen_is_accessible_and_holds_on_the_screen(visitor: Open, desk: Desk, theme: str) -> None:
    wall = visitor(f"{desk.room.url}wall", viewport={"width": 1280, "height": 720}, color_scheme=theme)
    wall.wait_for_selector(".qr")
    wrong = axe(wall)
    long = "Une phrase assez longue pour tenir sur plusieurs lignes du mur, avec ses nuances et ses exceptions. " * 3
    many = [{"id": f"o{n}", "label": text(f"Point numéro {n} de la liste"), "clause": text(long)} for n in range(28)]
    for kind, rule, fields in (
        ("ballot", "plurality", {"options": [{**one, "clause": text(long)} for one in OPTIONS]}),
        ("ballot", "majority", PROPOSAL),
        ("consent_list", "consent", {"options": many}),
        ("ideas", "ideas", {"options": []}),
    ):
        desk.open(kind, rule, **fields)
        wall.wait_for_selector(".turnout")
        wrong += axe(wall) + overflow(wall, kind)
        desk.close()
    for chart in (
        CHART,
        {**CHART, "rows": CHART["rows"] * 6},
        BARS,
        RISK_CHART,
        {**RISK_CHART, "rows": RISK_CHART["rows"] * 12},
        FRONTIER,
    ):
        desk.open("ballot", "plurality")
        desk.close(chart)
        wall.locator("h1", has_text=chart["finding"]["fr"]).wait_for()
        wall.wait_for_timeout(100)
        wrong += axe(wall) + overflow(wall, f"{chart['kind']} {len(chart.get('rows', []))}")
    assert wrong == []


def overflow(page: Page, where: str) -> list[str]:
    over = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    return [f"{where}: {over} px below the screen"] if over > 1 else []


def ideas_shown(desk: Desk, chart: dict[str, Any], *pages: Page) -> None:
    desk.open("ideas", "ideas", stage="collect", options=[])
    desk.close(chart)
    for page in pages:
        page.get_by_text(chart["finding"]["fr"]).wait_for()
        page.wait_for_selector("figure ul")
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


def cut(page: Page) -> int:
    """How many ideas stand outside the figure or run out of their line."""
    script = """() => {
        const box = document.querySelector('figure').getBoundingClientRect();
        return [...document.querySelectorAll('figure li')].filter(one => {
            const at = one.getBoundingClientRect();
            return at.bottom > box.bottom + 1 || at.right > box.right + 1 || one.scrollWidth > one.clientWidth;
        }).length;
    }"""
    return int(page.evaluate(script))


@pytest.mark.shows("GRP4")
@pytest.mark.parametrize(("count", "size", "pages"), [(3, 34, 1), (25, 28, 1), (45, 22, 1), (80, 22, 2)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_ideas_stand_under_their_themes_as_large_as_the_wall_allows(
    visitor: Open, desk: Desk, theme: str, count: int, size: int, pages: int
) -> None:
    wall = visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080}, color_scheme=theme)
    ideas_shown(desk, ideas(count), wall)
    seen: list[str] = []
    for page in range(pages):
        if page:
            expect(wall.locator("figure nav p")).to_have_text(f"Page {page} sur {pages}")
            wall.keyboard.press("ArrowRight")
        assert axe(wall) + overflow(wall, f"{count} ideas") == []
        assert cut(wall) == 0
        assert (
            wall.evaluate("Math.round(parseFloat(getComputedStyle(document.querySelector('figure li')).fontSize))")
            == size
        )
        seen += wall.locator("figure li").all_inner_texts()
    assert sorted(seen) == sorted(row["text"] for row in ideas(count)["rows"])
    assert wall.locator("figure nav").count() == (pages > 1)


def test_pages_of_ideas_turn_by_button_and_by_arrow_and_stay_in_another_language(visitor: Open, desk: Desk) -> None:
    wall = visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080})
    ideas_shown(desk, ideas(80), wall)
    wall.get_by_role("button", name="Page suivante").click()
    expect(wall.get_by_role("status")).to_have_text("Page 2 sur 2")
    wall.keyboard.press("ArrowRight")
    wall.click("#lang")
    expect(wall.get_by_role("status")).to_have_text("Page 2 of 2")
    wall.keyboard.press("ArrowLeft")
    expect(wall.get_by_role("status")).to_have_text("Page 1 of 2")
    assert wall.get_by_role("button", name="Previous page").get_attribute("aria-disabled") == "true"


@pytest.mark.parametrize("count", [3, 25, 45, 80])
def test_ideas_stand_in_one_column_on_a_phone(visitor: Open, desk: Desk, count: int) -> None:
    page = visitor(desk.room.url, **{**PHONE, "viewport": {"width": 320, "height": 568}})
    enter(page, desk.room.code)
    ideas_shown(desk, ideas(count), page)
    assert look(page, f"{count} ideas") == []
    assert page.locator("figure li").count() == count
    assert page.locator("figure h2").count() == min(count, 6)
    assert page.evaluate("new Set([...document.querySelectorAll('figure ul')].map(e => e.offsetLeft)).size") == 1


def test_the_same_words_are_one_idea_said_several_times_and_those_without_a_theme_come_last(
    visitor: Open, desk: Desk
) -> None:
    wall = visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080})
    rows = [
        {"text": "Répondre vite", "lang": "fr", "theme": None},
        *({"text": words, "lang": "en", "theme": "Rythme"} for words in ("Slow down", "slow  down ", "Sleep")),
    ]
    ideas_shown(desk, {**ideas(0), "rows": rows}, wall)
    assert wall.locator("figure h2").all_text_contents() == ["Rythme 3", "Sans thème 1"]
    assert wall.locator("figure li").all_text_contents() == ["Slow down×2 2 fois", "Sleep", "Répondre vite"]
    assert wall.locator("figure li [lang]").evaluate_all("all => all.map(one => one.lang)") == ["en", "en", "fr"]


def test_ideas_without_any_theme_carry_no_heading(visitor: Open, desk: Desk) -> None:
    wall = visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080})
    ideas_shown(desk, ideas(25, theme=None), wall)
    assert wall.locator("figure h2").count() == 0
    assert wall.locator("figure li").count() == 25
    assert cut(wall) == 0


def test_hostile_ideas_and_themes_stay_text_and_inside_the_screen(visitor: Open, desk: Desk) -> None:
    wall, page = (
        visitor(f"{desk.room.url}wall", viewport={"width": 1920, "height": 1080}),
        visitor(desk.room.url, **PHONE),
    )
    enter(page, desk.room.code)
    sent = [texts.clean(one) for one in STRINGS.values()]
    rows = [{"text": one, "lang": "fr", "theme": one[:60] if n % 9 == 0 else None} for n, one in enumerate(sent)]
    ideas_shown(desk, {**ideas(0), "rows": rows}, wall, page)
    wall.wait_for_selector("figure nav")
    pages = int(wall.locator("figure nav p").inner_text().split()[-1])
    seen = []
    for _ in range(pages):
        assert cut(wall) == 0
        assert overflow(wall, "hostile ideas") == []
        seen += wall.locator("figure li [lang]").all_text_contents()
        wall.keyboard.press("ArrowRight")
    assert set(seen) == set(page.locator("figure li [lang]").all_text_contents()) == set(sent)
    assert sideways(page) == 0
    assert wall.locator("figure :is(img, script, a, iframe, svg)").count() == 0


def test_the_wall_switches_language_and_light_by_itself_and_remembers(visitor: Open, desk: Desk) -> None:
    wall = visitor(f"{desk.room.url}wall")
    wall.click("#lang")
    expect(wall.locator("h1")).to_have_text("Join the workshop with your phone")
    wall.click("#theme")
    wall.reload()
    expect(wall.locator("h1")).to_have_text("Join the workshop with your phone")
    assert wall.evaluate("document.documentElement.dataset.theme") == "dark"


def test_the_wall_comes_back_by_itself(visitor: Open, data_dir: Path) -> None:
    with open_room(data_dir) as room:
        wall = visitor(f"{room.url}wall")
        wall.wait_for_selector(".qr")
        room.kill()
        expect(wall.locator(".strip")).to_contain_text("Connexion perdue")
        room.open()
        expect(wall.locator(".strip")).to_have_count(0, timeout=15_000)
        expect(wall.locator(".qr")).to_be_visible()


def test_what_stands_of_a_result_is_said_until_it_is_recorded(
    visitor: Open, phone: Callable[..., Page], desk: Desk
) -> None:
    pages = phone("Zoé"), visitor(f"{desk.room.url}wall", viewport={"width": 1280, "height": 720})
    desk.open("ballot", "plurality", question="spokesperson")
    desk.close(BARS)
    for page in pages:
        expect(page.get_by_text("Ce n’est pas encore une décision")).to_be_visible()
    desk.open("ballot", "majority", question="spokesperson", **PROPOSAL)
    desk.close(BARS)
    for page in pages:
        expect(page.get_by_text("La décision n’est pas encore enregistrée.")).to_be_visible()
    desk.scene("decide")
    decided = {"question": "spokesperson", "option": None, "status": "adopted", "wording": "Un.", "outcome": "Oui."}
    desk.client.ask(m.Decide, decision={**decided, "round": desk.round})
    for page in pages:
        expect(page.get_by_text("La décision est enregistrée.")).to_be_visible()


COVERED = """() => {
    const all = [...document.querySelectorAll('svg.chart text')]
        .map(one => [one.textContent, one.getBoundingClientRect()]);
    const over = ([, a], [, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.45 * Math.min(a.height, b.height);
    return all.flatMap((a, n) => all.slice(n + 1).filter(b => over(a, b)).map(b => `${a[0]} / ${b[0]}`));
}"""


def test_no_words_of_a_picture_cover_others(visitor: Open, phone: Callable[..., Page], desk: Desk) -> None:
    name, note = text("Liste de porte-parole par thème"), text("préférée à 0 sur 2")
    rows = [{"id": str(n), "label": name, "value": 1, "note": note, "first": n < 2} for n in range(3)]
    wide = {"expected": 3.5, "days_range": [1.8, 110], "days_wide": [0.8, 115], "flagged": True}
    risks = {**RISK_CHART, "rows": [{**row, **wide} for row in RISK_CHART["rows"]]}
    against = {**CHART, "rows": [{**CHART["rows"][0], "counts": [3, 0, 3, 0, 0, 1, 0, 1]}]}
    pages = [phone("Zoé"), *(visitor(f"{desk.room.url}wall", viewport=size) for size in SIZES)]
    covered = []
    for chart in ({**BARS, "rows": rows}, risks, against, CHART):
        desk.open("ballot", "plurality")
        desk.close(chart)
        for page in pages:
            page.locator("h1", has_text=chart["finding"]["fr"]).wait_for()
            page.wait_for_selector("svg.chart")
            page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
            covered += [f"{page.viewport_size} {one}" for one in page.evaluate(COVERED)]
    assert covered == []


SIZES = tuple({"width": width, "height": height} for width, height in ((1920, 1080), (1280, 720), (700, 900)))
