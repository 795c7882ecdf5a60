"""The charts of the pages in real Chromium: the wall, the phones and the notebook draw them with one module."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browser import Open, axe
from drawn import every_new_kind, risk_chart
from playwright.sync_api import Page
from rooms import Room

from workshop.texts import LANGS

pytestmark = pytest.mark.browser
DRAW = """async ([chart, words, lang, style, fill]) => {
    document.head.innerHTML = '<title>Wall</title><link rel="stylesheet" href="/static/wall.css">';
    document.documentElement.lang = lang;
    document.documentElement.dataset.theme = 'light';
    document.body.innerHTML = '<main><h1></h1><figure></figure></main>';
    document.querySelector('h1').textContent = chart.finding[lang];
    const place = document.querySelector('figure'), { draw } = await import('/static/chart.js');
    place.style.cssText = style;
    window.end = draw(place, chart, lang, words, { fill, table: fill ? 'hidden' : 'details' });
    await document.fonts.ready;
}"""
OUTSIDE = """() => [...document.querySelectorAll('figure svg text')].filter((one) => {
    const a = one.getBoundingClientRect(), b = one.ownerSVGElement.getBoundingClientRect();
    return a.left < b.left - 2 || a.right > b.right + 2 || a.top < b.top - 2 || a.bottom > b.bottom + 4;
}).map((one) => one.textContent)"""
WALL, PHONE = "flex:none;width:1100px;height:520px;font-size:16px", "width:336px;font-size:16px"


def drawn(page: Page, chart: dict[str, Any], lang: str = "fr", style: str = WALL) -> Page:
    words = json.loads(page.evaluate("async () => (await fetch('/wall/texts.json')).text()"))[lang]
    page.evaluate(DRAW, [chart, words, lang, style, style == WALL])
    page.wait_for_timeout(50)
    return page


@pytest.fixture
def page(visitor: Open, room: Room) -> Page:
    return visitor(f"{room.url}wall/texts.json", bypass_csp=True, viewport={"width": 1280, "height": 720})


@pytest.mark.parametrize("style", [WALL, PHONE])
def test_every_chart_says_its_finding_and_keeps_its_words_inside(page: Page, style: str) -> None:
    for kind, chart in every_new_kind().items():
        for lang in LANGS:
            drawn(page, chart, lang, style)
            assert page.locator("figure svg").get_attribute("aria-label") == chart["finding"][lang], kind
            assert page.evaluate(OUTSIDE) == [], f"{kind} {lang}"


def test_every_chart_has_a_table_with_every_label_and_no_barrier(page: Page) -> None:
    wrong = []
    for kind, chart in every_new_kind().items():
        drawn(page, chart, style=PHONE).locator("summary").click()
        table = page.locator("figure table").inner_text()
        assert all(row["label"]["fr"] in table for row in chart["rows"]), kind
        wrong += axe(page)
    assert wrong == []


def test_forty_eight_risks_are_turned_page_by_page_on_the_wall(page: Page) -> None:
    chart = risk_chart(48)
    drawn(page, chart)
    pages = int(page.locator("nav p").inner_text().split()[-1])
    shown = ""
    for _ in range(pages):
        shown += " ".join(page.locator("figure svg text").all_text_contents()) + " "
        height = page.evaluate("document.querySelector('figure svg').getBoundingClientRect().bottom")
        assert height <= page.evaluate("document.querySelector('figure nav').getBoundingClientRect().top") + 1
        assert page.evaluate(OUTSIDE) == []
        page.keyboard.press("ArrowRight")
    words = {word for row in chart["rows"] for word in row["label"]["fr"].split()}
    assert 3 <= pages <= 8
    assert words <= set(shown.split())
    assert axe(page) == []


def test_on_a_phone_all_risks_stand_below_one_another(page: Page) -> None:
    drawn(page, risk_chart(48), style=PHONE)
    assert page.locator("figure nav").count() == 0
    assert page.locator("figure circle, figure path").count() == 48


def test_a_matrix_has_a_dot_for_every_score(page: Page) -> None:
    chart = every_new_kind()["matrix"]
    drawn(page, chart)
    assert page.locator("figure circle").count() == len(chart["points"]) == sum(len(r["scores"]) for r in risks())


def risks() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = every_new_kind()["risks"]["rows"]
    return rows
