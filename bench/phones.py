"""This compares a thousand phones in our room with ten participants of a Voilà page that asks the same question.

    .venv-bench/bin/python bench/phones.py [--phones 1000] [--pages 10]

The bench has an environment of its own (bench/requirements.txt); the room runs in the product's `.venv`. One JSON
line a measure: {"name", "ours", "peer", "ratio"}, ratio = peer / ours. Everything stays on this computer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import voila_page
from playwright.async_api import Browser, Page, async_playwright
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parent.parent
ROOM_PYTHON = ROOT / ".venv" / "bin" / "python"
OPTIONS = {"a": "Une liste écrite", "b": "Chaque membre", "c": "La direction", "d": "Une seule personne"}
SLOW = {"offline": False, "latency": 100, "downloadThroughput": 1.5e6 / 8, "uploadThroughput": 1.5e6 / 8}
QUIET = {"compression": None, "max_size": None, "ping_interval": None, "proxy": None}


def line(name: str, ours: float, peer: float) -> None:
    print(json.dumps({"name": name, "ours": round(ours, 4), "peer": round(peer, 4), "ratio": round(peer / ours, 1)}))
    sys.stdout.flush()


# ---- processes -----------------------------------------------------------------------------------


def tree(process: int) -> list[int]:
    """This process and all below it."""
    kids = Path(f"/proc/{process}/task/{process}/children")
    below = kids.read_text().split() if kids.exists() else []
    return [process, *(each for kid in below for each in tree(int(kid)))]


def memory(process: int) -> int:
    """Proportional set size of a process and those below it, in KiB."""
    return sum(_pss(each) for each in tree(process))


def _pss(process: int) -> int:
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))


@contextmanager
def room(data: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Our room: (process, what room.json says)."""
    command = [str(ROOM_PYTHON), "-m", "workshop", "serve", "--data", str(data), "--host", "127.0.0.1"]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout and process.stdout.readline()
            yield process.pid, json.loads((data / "room.json").read_text("utf-8"))
        finally:
            process.terminate()


@contextmanager
def voila(folder: Path) -> Iterator[tuple[int, str]]:
    """Voilà serving the same ballot: (process, address)."""
    voila_page.write(folder, OPTIONS)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "HOME": str(folder), "IPYTHONDIR": str(folder), "JUPYTER_RUNTIME_DIR": str(folder)}
    command = [sys.executable, "-m", "voila", "--no-browser", f"--port={port}", str(folder / "ballot.ipynb")]
    with (
        open(folder / "voila.log", "wb") as log,
        subprocess.Popen(command, env=env, stdout=log, stderr=log) as process,
    ):
        try:
            _await_port(port)
            yield process.pid, f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _await_port(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("Voilà did not start")


# ---- ours ----------------------------------------------------------------------------------------


class Phone:
    """This is one participant without a screen: when it saw the open round, when its ballot was recorded."""

    def __init__(self) -> None:
        self.socket: ClientConnection
        self.saw = self.sent = self.recorded = 0.0
        self.joined, self.asked, self.done = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def enter(self, url: str, secret: str, number: int) -> None:
        self.socket = await connect(url, **QUIET)
        person = {"name": f"Personne {number}", "role": "field", "lang": "fr"}
        await self.socket.send(json.dumps({"type": "Join", "secret": secret, **person}))
        self.task = asyncio.create_task(self.listen())
        await self.joined.wait()

    async def listen(self) -> None:
        async for raw in self.socket:
            if '"type":"Mine"' in raw:
                self.joined.set()
            elif '"type":"Scene"' in raw and '"state":"open"' in raw:
                self.saw = self.saw or time.perf_counter()
                self.asked.set()
            elif '"type":"Recorded"' in raw:
                self.recorded = time.perf_counter()
                self.done.set()
            elif '"type":"error"' in raw:
                raise SystemExit(f"the room refused: {raw}")

    async def vote(self, round: str, after: float, choice: str) -> None:
        await asyncio.sleep(after)
        ballot = {"type": "CastBallot", "key": os.urandom(16).hex(), "round": round, "choice": choice, "reason": None}
        self.sent = time.perf_counter()
        await self.socket.send(json.dumps(ballot))
        await self.done.wait()


async def ask(desk: ClientConnection, kind: str, id: int, /, **fields: Any) -> Any:
    """What the room answers the desk."""
    await desk.send(json.dumps({"type": kind, "id": id, **fields}))
    async for raw in desk:
        answer = json.loads(raw)
        if answer.get("id") == id:
            if answer["type"] == "error":
                raise SystemExit(f"the room refused: {answer}")
            return answer["value"]
    raise SystemExit("the desk was hung up on")


async def open_round(desk: ClientConnection, id: int) -> str:
    prompt = {"fr": "Qui parle en notre nom ?", "en": "Who speaks for us?"}
    options = [{"id": key, "label": {"fr": text, "en": text}} for key, text in OPTIONS.items()]
    value = await ask(desk, "OpenRound", id, kind="ballot", rule="plurality", prompt=prompt, options=options)
    return str(value["id"] if isinstance(value, dict) else value)


async def ours(process: int, kept: dict[str, Any], count: int, browser: Browser) -> dict[str, float]:
    """Our four measures with `count` phones."""
    secret = kept["join"].rsplit("=", 1)[1]
    url = kept["phones"].replace("http", "ws", 1) + "ws"
    async with connect(kept["desk"].replace("http", "ws", 1) + "/", **QUIET) as desk:
        await desk.send(json.dumps({"type": "Hello", "secret": kept["secret"]}))
        warm = Phone()
        await warm.enter(url, secret, 0)
        await asyncio.sleep(1)
        before, phones = memory(process), [Phone() for _ in range(count)]
        for start in range(0, count, 100):
            batch = phones[start : start + 100]
            await asyncio.gather(*(phone.enter(url, secret, start + n) for n, phone in enumerate(batch, 1)))
        await asyncio.sleep(1)
        each = (memory(process) - before) / count
        began = time.perf_counter()
        round = await open_round(desk, 1)
        await asyncio.gather(*(phone.asked.wait() for phone in phones))
        question = max(phone.saw for phone in phones) - began
        votes = (phone.vote(round, n / count, "abcd"[n % 4]) for n, phone in enumerate(phones))
        await asyncio.gather(*votes)
        waits = sorted(phone.recorded - phone.sent for phone in phones)
        for phone in (warm, *phones):
            phone.task.cancel()
        await asyncio.gather(*(phone.socket.close() for phone in (warm, *phones)))
        usable = median([await slow_phone(browser, kept["join"]) for _ in range(3)])
    return {"memory": each, "question": question, "p99": quantiles(waits, n=100)[98], "usable": usable}


async def slow_phone(browser: Browser, address: str) -> float:
    """Seconds on a slow network from the QR to a ballot that can be answered, the joining form filled at once."""
    page = await new_page(browser, slow=True)
    began = time.perf_counter()
    await page.goto(address, wait_until="commit")
    await page.get_by_role("textbox").first.fill("Awa")
    await page.get_by_role("combobox").first.select_option(index=1)
    await page.get_by_role("button", name="Entrer").click()
    await page.get_by_role("radio").first.check()
    taken = time.perf_counter() - began
    await page.context.close()
    return taken


async def new_page(browser: Browser, *, slow: bool = False) -> Page:
    context = await browser.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR")
    page = await context.new_page()
    page.set_default_timeout(120_000)
    if slow:
        session = await context.new_cdp_session(page)
        await session.send("Network.enable")
        await session.send("Network.emulateNetworkConditions", SLOW)
    return page


# ---- Voilà ---------------------------------------------------------------------------------------

WATCH = """() => { window.saw = 0; new MutationObserver(() => {
    if (!window.saw && document.body.innerText.includes('Question 2')) window.saw = Date.now(); })
  .observe(document.body, {subtree: true, childList: true, characterData: true}); }"""
VOTE = """() => new Promise(done => { const began = performance.now();
  new MutationObserver((_, watch) => { if (document.body.innerText.includes('recorded')) {
    watch.disconnect(); done((performance.now() - began) / 1000); } })
  .observe(document.body, {subtree: true, childList: true, characterData: true});
  document.querySelector('.jupyter-button').click(); })"""


async def peer(process: int, address: str, folder: Path, count: int, browser: Browser) -> dict[str, float]:
    """The same of Voilà, with `count` pages in a real browser."""
    pages = [await new_page(browser) for _ in range(count + 1)]
    await open_voila(pages[0], address)  # the server's own first-time costs are not a participant's
    before = memory(process)
    await asyncio.gather(*(open_voila(page, address) for page in pages[1:]))
    each = (memory(process) - before) / count
    for page in pages[1:]:
        await page.get_by_role("radio").first.check()
        await page.evaluate(WATCH)
    began = time.time()
    voila_page.ask(folder, "Question 2")
    for page in pages[1:]:
        await page.wait_for_function("() => window.saw")
    question = max([await page.evaluate("() => window.saw") for page in pages[1:]]) / 1000 - began
    waits = await asyncio.gather(*(spread(page, n / count) for n, page in enumerate(pages[1:])))
    for page in pages:
        await page.context.close()
    usable = median([await slow_voila(browser, address) for _ in range(3)])
    return {"memory": each, "question": question, "p99": max(waits), "usable": usable}


async def open_voila(page: Page, address: str) -> None:
    await page.goto(address, wait_until="commit")
    await page.get_by_role("radio").first.wait_for()


async def spread(page: Page, after: float) -> float:
    await asyncio.sleep(after)
    return float(await page.evaluate(VOTE))


async def slow_voila(browser: Browser, address: str) -> float:
    page = await new_page(browser, slow=True)
    began = time.perf_counter()
    await page.goto(address, wait_until="commit")
    await page.get_by_role("radio").first.check()
    taken = time.perf_counter() - began
    await page.context.close()
    return taken


# ---- both ----------------------------------------------------------------------------------------


async def compare(phones: int, pages: int) -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with tempfile.TemporaryDirectory() as folder:
            places = Path(folder) / "room", Path(folder) / "voila"
            for place in places:
                place.mkdir()
            with room(places[0]) as (process, kept):
                a = await ours(process, kept, phones, browser)
            with voila(places[1]) as (process, address):
                b = await peer(process, address, places[1], pages, browser)
        await browser.close()
    line("phones: memory per participant, KiB", a["memory"], b["memory"])
    line(f"phones: next question on every screen ({phones} against {pages}), s", a["question"], b["question"])
    line(f"phones: acknowledgement p99, {phones} against {pages} ballots in one second, s", a["p99"], b["p99"])
    line("phones: ballot usable at 1.5 Mbit/s and 100 ms, s", a["usable"], b["usable"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=10)
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(compare(options.phones, options.pages))


if __name__ == "__main__":
    main()
