"""What a first visit costs, and the notebook's use of the phones' modules."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from browser import PHONE, Open
from pages import (
    OPTIONS,
    PAGES,
    PROPOSAL,
    QUESTION,
    Desk,
    ideas,
)
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@dataclass
class Cold:
    requests: int
    bytes: int


def cold(page: Page, url: str) -> Cold:
    """What a first visit costs on the wire, the WebSocket counted as a request."""
    done: list[Any] = []
    sockets: list[Any] = []
    page.on("requestfinished", lambda request: done.append(request))
    page.on("websocket", lambda socket: sockets.append(socket))
    page.goto(url)
    page.wait_for_selector("#code")
    page.evaluate("document.fonts.ready.then(() => 1)")
    page.wait_for_timeout(300)
    sizes = [request.sizes() for request in done if not request.url.startswith("data:")]
    total = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    return Cold(len(sizes) + len(sockets), total)


def test_a_cold_join_is_64_kib_in_eight_requests(visitor: Open, desk: Desk) -> None:
    page = visitor("about:blank", **PHONE)
    cost = cold(page, desk.room.url)
    assert cost.requests <= 8
    assert 40_000 < cost.bytes <= 65_536  # the font alone is 34 KB: less would mean that something was not measured
    assert (PAGES / "phone.css").stat().st_size <= 8192


HARNESS = """async ([css, ask, texts, preview]) => {
    const { default: ballot, learn } = await import('/static/ballot.js');
    learn((await import('/static/kinds.js')).teach);
    const state = { ask, lang: 'fr', texts, draft: null, answer: null, status: {}, ideas: [], css, preview };
    const calls = {};
    window.model = {
        get: k => state[k],
        set: (k, v) => { state[k] = v; for (const f of calls['change:' + k] || []) f(); },
        on: (e, f) => (calls[e] ??= []).push(f),
        off: (e, f) => { calls[e] = calls[e].filter(g => g !== f); },
        save_changes: () => {},
    };
    const el = document.createElement('div');
    document.body.replaceChildren(el);
    window.end = ballot.render({ model: window.model, el });
}"""


@pytest.mark.parametrize("preview", [True, False])
def test_the_notebook_draws_the_same_ballot_in_a_shadow_root(visitor: Open, desk: Desk, preview: bool) -> None:
    page = visitor(f"{desk.room.url}texts.fr.json", bypass_csp=True)
    texts = json.loads(page.inner_text("body"))
    ask = {
        "id": "r1",
        "kind": "ballot",
        "rule": "majority",
        "state": "open",
        "prompt": QUESTION["prompt"],
        "options": OPTIONS,
        **PROPOSAL,
    }
    page.evaluate(HARNESS, [(PAGES / "phone.css").read_text("utf-8"), ask, texts, preview])
    assert page.locator("form").count() == 1  # Playwright looks into open shadow roots
    assert page.evaluate("document.querySelectorAll('form').length") == 0
    if preview:
        assert page.locator("input:enabled, button:enabled").count() == 0
        return
    page.check("#y0")
    page.click(".go")
    assert page.evaluate("({ ...model.get('answer'), sent: 0 })") == {"choice": "yes", "reason": None, "sent": 0}
    page.evaluate("model.set('status', { state: 'recorded', at: 1700000000 })")
    expect(page.locator("h1")).to_have_text("Votre réponse est enregistrée.")
    page.evaluate("end()")
    page.evaluate("model.set('lang', 'en')")
    expect(page.locator("h1")).to_have_text("Votre réponse est enregistrée.")


def test_the_notebook_learns_the_rarer_ballots_with_their_rule(visitor: Open, desk: Desk) -> None:
    page = visitor(f"{desk.room.url}texts.fr.json", bypass_csp=True)
    words = json.loads(page.inner_text("body"))
    page.goto(f"{desk.room.url}more.fr.json")
    words |= json.loads(page.inner_text("body"))
    ask = {"id": "r1", "kind": "ballot", "rule": "score", "state": "open", "most": 5, "quorum": 3}
    sheets = "".join((PAGES / name).read_text("utf-8") for name in ("phone.css", "more.css"))
    page.evaluate(HARNESS, [sheets, {**ask, "prompt": QUESTION["prompt"], "options": OPTIONS}, words, False])
    expect(page.locator(".rule")).to_contain_text("personnes présentes")
    page.check("#s1x4")
    page.click(".go")
    assert page.evaluate("model.get('answer').choice") == {"list": 4}


def test_the_notebook_lists_the_same_ideas_in_a_shadow_root(visitor: Open, desk: Desk) -> None:
    page = visitor(f"{desk.room.url}wall/texts.json", bypass_csp=True)
    words = json.loads(page.inner_text("body"))["fr"]
    page.evaluate(
        """async ([chart, words]) => {
            const { draw } = await import('/static/chart.js');
            const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
            const place = root.appendChild(document.createElement('div'));
            window.end = draw(place, chart, 'fr', words, { table: 'details' });
        }""",
        [ideas(80), words],
    )
    assert page.locator("h2").count() == 6
    assert page.locator("li").count() == 80
    assert page.locator("nav, table").count() == 0
    page.evaluate("end()")
    assert page.locator("li").count() == 0


def test_the_phone_asks_nothing_of_the_room_in_a_quiet_second(phone: Callable[..., Page]) -> None:
    page = phone()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    time.sleep(1)
    assert sent == []
