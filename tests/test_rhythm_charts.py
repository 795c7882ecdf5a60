"""The charts of the rhythm in real Chromium: their tables and marks say the numbers that documents say."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from browser import Open, axe, sideways
from drawn_rhythm import rhythm_kinds
from matplotlib.axes import Axes
from playwright.sync_api import Page
from rooms import Room
from test_charts import OUTSIDE, PHONE, WALL

from workshop.figures import pictures, promised, tables
from workshop.figures.sheet import paper, sheet
from workshop.texts import LANGS

pytestmark = pytest.mark.browser
KINDS = rhythm_kinds()
NARROW = "width:280px;font-size:16px"
BEGIN = """async ([lang, theme]) => {
    document.documentElement.lang = lang;
    document.documentElement.dataset.theme = theme;
    document.head.innerHTML = '<title>Wall</title>';
    document.body.innerHTML = '<main><h1>…</h1><figure></figure></main>';
    const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/static/wall.css' });
    await new Promise((done) => { sheet.onload = done; document.head.append(sheet); });
    await document.fonts.ready;
}"""
DRAW = """async ([chart, words, lang, style, fill]) => {
    const { draw, knows, learn } = await import('/static/chart.js');
    if (!knows(chart.kind)) learn((await import('/static/rhythm.js')).teach);
    document.querySelector('h1').textContent = chart.finding[lang];
    const place = document.querySelector('figure');
    place.style.cssText = style;
    window.end?.();
    window.end = draw(place, chart, lang, words, { fill, table: fill ? 'hidden' : 'details' });
}"""
DRAW_ALL = """async ([charts, words]) => {
    const { draw, learn } = await import('/static/chart.js');
    learn((await import('/static/rhythm.js')).teach);
    document.querySelector('figure').replaceWith(...charts.map((chart) => {
        const [both, name, place] = ['section', 'h2', 'figure'].map((one) => document.createElement(one));
        name.textContent = chart.finding.fr;
        both.append(name, place);
        queueMicrotask(() => draw(place, chart, 'fr', words, { table: 'details' }));
        return both;
    }));
}"""
TABLE = """() => [...document.querySelectorAll('figure table tr')]
    .map((row) => [...row.cells].map((cell) => cell.textContent))"""
MARKS = """() => [...document.querySelectorAll('figure svg *')].filter((one) => Object.keys(one.dataset).length)
    .map((one) => {
        const of = (...names) => Number(names.map((name) => one.getAttribute(name)).find((found) => found !== null));
        const x = of('x', 'cx', 'x1'), y = of('y', 'cy', 'y1');
        return { ...one.dataset, tag: one.tagName, x, y, width: of('width'), to: of('x2'), d: one.getAttribute('d') };
    })"""
Mark = Mapping[str, Any]


@pytest.fixture
def page(visitor: Open, room: Room) -> Page:
    page = visitor(f"{room.url}wall/texts.json", bypass_csp=True, viewport={"width": 1280, "height": 720})
    page.words = json.loads(page.inner_text("body"))  # type: ignore[attr-defined]
    return page


def drawn(
    page: Page, *, lang: str = "fr", style: str = WALL, theme: str = "light"
) -> Callable[[Mapping[str, Any]], None]:
    """`show(chart)` on a page in this language, at this size."""
    page.evaluate(BEGIN, [lang, theme])
    words = page.words[lang]  # type: ignore[attr-defined]
    return lambda chart: page.evaluate(DRAW, [chart, words, lang, style, style == WALL])


# ---- the same words


@pytest.mark.parametrize("lang", LANGS)
def test_the_live_table_is_that_of_the_document(page: Page, lang: str) -> None:
    show = drawn(page, lang=lang, style=PHONE)
    for name, chart in KINDS.items():
        show(chart)
        assert page.evaluate(TABLE) == [list(row) for row in tables.table(chart, lang)], name


@pytest.mark.parametrize("style", [WALL, PHONE, NARROW])
def test_every_picture_says_its_finding_and_keeps_its_words_inside(page: Page, style: str) -> None:
    for lang in LANGS:
        show = drawn(page, lang=lang, style=style)
        for name, chart in KINDS.items():
            show(chart)
            assert page.locator("figure svg").get_attribute("aria-label") == chart["finding"][lang]
            assert page.evaluate(OUTSIDE) == [], f"{name} {lang}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_picture_is_a_barrier(page: Page, theme: str) -> None:
    drawn(page, theme=theme)
    page.evaluate(DRAW_ALL, [list(KINDS.values()), page.words["fr"]])  # type: ignore[attr-defined]
    assert page.locator("figure svg").count() == len(KINDS)
    assert axe(page) == []


def test_nothing_scrolls_sideways_on_the_narrowest_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    show = drawn(page, style="font-size:16px")
    for name, chart in KINDS.items():
        show(chart)
        page.locator("summary").click()
        assert sideways(page) == 0, name


# ---- the same numbers: what the pixels of the page say, and what matplotlib was given


def across(marks: list[Mark]) -> Callable[[float], float]:
    """From a place on the page to the number that the ticks say."""
    (a, x), *_, (b, y) = sorted((float(one["tick"]), one["x"]) for one in marks if "tick" in one)
    return lambda place: a + (place - x) / (y - x) * (b - a)


def upwards(marks: list[Mark]) -> Callable[[float], float]:
    (a, x), *_, (b, y) = sorted((float(one["rung"]), one["y"]) for one in marks if "rung" in one)
    return lambda place: a + (place - x) / (y - x) * (b - a)


def dots(marks: list[Mark]) -> list[tuple[float, ...]]:
    x, y = across(marks), upwards(marks)
    return [(x(one["x"]), y(one["y"])) for one in marks if one["tag"] == "circle"]


def bars(marks: list[Mark]) -> list[tuple[float, ...]]:
    """Where each bar begins and ends."""
    x = across(marks)
    return [(x(one["x"]), x(one["x"] + one["width"])) for one in marks if one["tag"] == "rect" and "over" not in one]


def ends(marks: list[Mark]) -> list[tuple[float, ...]]:
    """Where the load of each row ends, and its interval."""
    x = across(marks)
    loads = [(x(one["x"] + one["width"]),) for one in marks if "load" in one]
    return loads + [(x(one["x"]), x(one["to"])) for one in marks if "low" in one]


def answers(marks: list[Mark]) -> list[tuple[float, ...]]:
    x = across(marks)
    return [(x(one["x"]),) for one in marks if "value" in one or "median" in one]


LIVE: Mapping[str, Callable[[list[Mark]], list[tuple[float, ...]]]] = {
    "frontier": dots,
    "response": dots,
    "bullet": ends,
    "hours": bars,
    "tornado": bars,
    "strips": answers,
}


def _artists(axes: list[Axes]) -> tuple[list[Any], list[Any]]:
    return [line for one in axes for line in one.lines], [patch for one in axes for patch in one.patches]


def printed(kind: str, chart: Mapping[str, Any]) -> list[tuple[float, ...]]:
    """The same marks as matplotlib was given them, in the units of its axes."""
    with paper():
        drawing = pictures.KINDS[chart["kind"]]
        figure = sheet(drawing.height(chart, "fr"))
        drawing.draw(figure, chart, "fr", 0.0)
        lines, patches = _artists(figure.axes)
        points = [
            (float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in lines if line.get_marker() == "o"
        ]
        spans = [
            (patch.get_x(), patch.get_x() + patch.get_width(), patch.get_y(), patch.get_zorder())
            for patch in patches
            if hasattr(patch, "get_x")
        ]
        if kind in ("frontier", "response"):
            return points
        if kind == "strips":
            medians = [(row["median"],) for row in chart["rows"]]
            strokes = [(float(line.get_xdata()[0]),) for line in lines if line.get_linewidth() == 4]
            assert strokes == medians
            return [(x,) for x, _ in points] + strokes
        if kind == "tornado":
            return [(a, b) for a, b, _, _ in spans]
        if kind == "hours":
            return [(a, b) for a, b, _, z in spans if z == 2]
        loads: dict[float, float] = defaultdict(float)
        for _, end, y, z in spans:
            if z >= 2:
                loads[y] = max(loads[y], end)
        whiskers = [
            tuple(map(float, line.get_xdata())) for line in lines if line.get_ydata()[0] == line.get_ydata()[-1]
        ]
        return [(load,) for load in loads.values()] + whiskers


@pytest.mark.shows("TRD3")
@pytest.mark.parametrize("kind", LIVE)
@pytest.mark.parametrize("style", [WALL, PHONE])
def test_the_page_and_the_document_draw_the_same_numbers(page: Page, kind: str, style: str) -> None:
    chart = KINDS[kind]
    drawn(page, style=style)(chart)
    live = sorted(LIVE[kind](page.evaluate(MARKS)))
    expected = sorted(printed(kind, chart))
    assert len(live) == len(expected) > 2
    for one, other in zip(live, expected, strict=True):
        assert one == pytest.approx(other, abs=0.15)


@pytest.mark.parametrize("kind", ["frontier", "response"])
def test_lines_run_through_the_points_that_documents_draw(page: Page, kind: str) -> None:
    chart = KINDS[kind]
    drawn(page)(chart)
    marks = page.evaluate(MARKS)
    x, y = across(marks), upwards(marks)
    lines = [chart["line"]] if kind == "frontier" else [row["line"] for row in chart["rows"]]
    found = [[float(n) for n in re.split("[ML ]", one["d"]) if n] for one in marks if "line" in one]
    assert len(found) == len(lines)
    for path, line in zip(found, lines, strict=True):
        points = [(x(a), y(b)) for a, b in zip(path[::2], path[1::2], strict=True)]
        assert points == [pytest.approx(tuple(point), abs=0.15) for point in line]


def test_a_plan_that_is_beaten_points_to_what_its_hours_could_give(page: Page) -> None:
    chart = KINDS["frontier"]
    drawn(page)(chart)
    gains = [float(one["gain"]) for one in page.evaluate(MARKS) if "gain" in one]
    assert gains == [plan["gain"] for plan in chart["plans"] if plan["beaten"]]
    assert [float(one["mark"]) for one in page.evaluate(MARKS) if "mark" in one] == [10, 15, 20]


def test_of_a_hundred_weeks_those_over_are_hatched(page: Page) -> None:
    drawn(page)(KINDS["weeks"])
    squares = [one for one in page.evaluate(MARKS) if "week" in one]
    assert len(squares) == 100
    assert sum(one["over"] == "true" for one in squares) == KINDS["weeks"]["over"] == 53


def test_the_clock_shows_every_wait_of_the_week_and_when_somebody_reads(page: Page) -> None:
    chart = KINDS["clock"]
    drawn(page)(chart)
    marks = page.evaluate(MARKS)
    waits = [json.loads(one["waits"]) for one in marks if "waits" in one]
    assert [wait for run in waits for wait in run] == chart["waits"]
    assert [(float(one["from"]), float(one["to"])) for one in read_again(page)] == [
        tuple(one) for one in chart["staffed"]
    ]
    shares = [one for one in marks if "share" in one]
    widest = max(one["width"] / float(one["share"]) for one in shares)
    assert [one["width"] / widest for one in shares] == pytest.approx(
        [one["share"] for one in chart["shares"]], abs=0.01
    )


def read_again(page: Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = page.evaluate(
        "() => [...document.querySelectorAll('figure [data-from]')].map((one) => ({ ...one.dataset }))"
    )
    return found


# ---- other numbers in the same place


def test_other_numbers_are_drawn_without_losing_the_focus_or_the_open_table(page: Page) -> None:
    show = drawn(page, style=PHONE)
    for name in ("bullet", "frontier", "clock"):
        show(KINDS[name])
        page.locator("summary").click()
        page.evaluate(
            "chart => { window.kept = document.querySelector('details'); window.end.show(chart); }", KINDS["hours"]
        )
        assert page.evaluate("window.kept === document.querySelector('details') && window.kept.open")
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
        assert page.locator("figure svg").count() == 1
        assert page.evaluate(TABLE) == [list(row) for row in tables.table(KINDS["hours"], "fr")]


def test_numbers_that_lie_between_two_are_rounded_as_in_documents(page: Page) -> None:
    rows = [
        {**KINDS["hours"]["rows"][0], "parts": [0.25, 0.35, 1.25, 1234.75, 13.85, 0.05], "total": 2.25, "id": "tie"}
    ]
    chart = {**KINDS["hours"], "rows": rows}
    drawn(page, lang="en")(chart)
    assert page.evaluate(TABLE) == [list(row) for row in tables.table(chart, "en")]


# ---- promise against reality: a bar a week

BARS = """() => [...document.querySelectorAll('figure svg rect[data-week]')].map((one) =>
    [one.dataset.id, Number(one.dataset.posts), one.dataset.off === 'true', one.getBBox().height])"""


@pytest.mark.parametrize("style", [WALL, PHONE])
def test_the_page_and_the_document_draw_the_same_weeks(page: Page, style: str) -> None:
    chart = KINDS["kept"]
    drawn(page, style=style)(chart)
    bars = page.evaluate(BARS)
    rows = {row["id"]: row for row in chart["rows"]}
    assert [posts for _, posts, _, _ in bars] == [n for row in chart["rows"] for n in row["weeks"]]
    assert sum(off for _, _, off, _ in bars) == sum(promised.outside(row) for row in chart["rows"])
    with paper():
        figure = sheet(promised.height(chart, "fr"))
        promised.draw(figure, chart, "fr", 0.0)
        printed = [patch.get_height() for patch in figure.axes[0].patches if patch.get_zorder() == 2]
    for id in rows:
        ours = [(high, inches) for (own, *_, high), inches in zip(bars, printed, strict=True) if own == id]
        scale = max(high for high, _ in ours) / max(inches for _, inches in ours)
        assert [high for high, _ in ours] == pytest.approx([inches * scale for _, inches in ours], abs=0.2)
