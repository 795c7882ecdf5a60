"""Real Chromium for tests: pages that may not leave this machine, and what axe-core says about them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where it is missing, a failure on CI and a skip elsewhere."""
    if not CHROMIUM:
        missing = "Chromium is missing: apt install chromium, or set CHROMIUM"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Open]:
    """`visitor(url, **context options)` opens a page of a new visitor; what it may not do is in `page.foreign`.

    At the end no page may have asked anything of another machine, raised an error or opened a dialog.
    """
    contexts: list[BrowserContext] = []
    pages: list[Page] = []

    def open_page(url: str, **options: Any) -> Page:
        context = browser.new_context(**{"locale": "fr-FR", "bypass_csp": False, **options})
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        watch(page, url)
        page.goto(url)
        return page

    yield open_page
    faults = [fault for page in pages for fault in page.faults]  # type: ignore[attr-defined]
    for context in contexts:
        context.close()
    assert faults == []


def watch(page: Page, url: str) -> None:
    """Note on `page.faults` whatever a page of `url` must never do."""
    faults: list[str] = []
    home = url.split("/")[2] if "//" in url else ""
    page.faults = faults  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: _console(faults, said.text))
    page.on("request", lambda request: _request(faults, request.url, home))


def _console(faults: list[str], text: str) -> None:
    if "Content Security Policy" in text:
        faults.append(text)


def _request(faults: list[str], url: str, home: str) -> None:
    if home and not url.startswith(("data:", "blob:")) and url.split("/")[2] != home:
        faults.append(f"foreign request: {url}")


def axe(page: Page, within: str = "html") -> list[str]:
    """What axe-core finds wrong on this page, one line a rule and element; [] is what we want."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        """([where, tags]) => axe.run(where, {runOnly: {type: 'tag', values: tags}}).then(found => found.violations
            .flatMap(rule => rule.nodes.map(one => `${rule.id}: ${one.target.join(' ')} ${one.failureSummary}`)))""",
        [within, TAGS],
    )
    return list(found)


def too_small(page: Page) -> list[str]:
    """Controls smaller than a thumb needs (44 px), the whole label counted."""
    script = """() => [...document.querySelectorAll('button,input,select,textarea,a,summary')]
        .filter(e => e.offsetParent).map(e => {
        const box = (e.closest('label') || e).getBoundingClientRect();
        return [e.id || e.textContent.trim() || e.tagName, Math.round(box.width), Math.round(box.height)];
    }).filter(([, w, h]) => w < 44 || h < 44).map(String)"""
    return list(page.evaluate(script))


def sideways(page: Page) -> int:
    """How many px the page scrolls sideways: 0 is what we want."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
