"""This compares a slider of ours with `ipywidgets.interact` and matplotlib: one model, one JupyterLab, one run.

    .venv/bin/python bench/slider.py [--moves 60]

Both are one notebook in real Chromium, each with a kernel of its own, and draw the same chart of the same plans, with
2,000 draws while a slider moves. A move is an event of the slider; its picture is there at the frame after the page
has another one. Moves come one after the other, each when the picture of the last is there; then with a rest after
each, in which ours works out everything with 20,000 draws and the peer nothing; then as a drag of 60 events a second.
CPU is the kernel's own, user and system. One JSON line a measure: {"name", "ours", "peer", "ratio"}, ratio =
peer / ours.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

import yaml
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import ARGUMENTS, CHROMIUM  # noqa: E402
from lab import Lab  # noqa: E402
from rooms import open_room  # noqa: E402

from workshop.desk import Workshop  # noqa: E402

OURS = "import os\nfrom workshop import Workshop\nw = Workshop.attach()\nw.plan()"
# As anybody would write it, and with our own memory: the same chart from the same model, drawn by matplotlib.
PEER = """
import os
import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from dataclasses import replace
from workshop import Workshop
from workshop.desk import pictured
from workshop.desk.memory import Memory
from workshop.model import Plan

w = Workshop.attach()
basis, labels, first, memory = w.basis, w.labels, w.basis.plans["sober"].posts, Memory()

def show(**posts):
    mine = replace(basis, plans={"now": Plan("now", posts), **basis.plans})
    rng = np.random.default_rng(20261122)
    chart = pictured.charts(mine, labels, "now", rng=rng, draws=2_000, only={"rhythm"}, memory=memory)["rhythm"]
    fig, axes = plt.subplots(figsize=(8, 4.5))
    axes.plot(*zip(*chart["line"]))
    axes.axvline(chart["capacity"])
    for plan in chart["plans"]:
        axes.plot(plan["range"], [plan["effect"]] * 2)
        axes.plot(plan["hours"], plan["effect"], "o")
        axes.annotate(plan["name"]["fr"], (plan["hours"], plan["effect"]))
    axes.set_title(chart["finding"]["fr"])
    plt.show()

ipywidgets.interact(show, **{c.name: ipywidgets.FloatSlider(first.get(c.name, 0), min=0, max=20, step=0.25)
                             for c in basis.channels})
"""
PLACES = (1, 2, 4, 5, 6, 7, 8, 9, 10)  # posts a week on Facebook; at 3 the sliders are the plan "sober"
PID = "\nfrom pathlib import Path\nPath(os.environ['WORKSHOP_DATA'], 'pid').write_text(str(os.getpid()))\n"
# Set the slider from where its own page would, and wait for another picture: milliseconds from one to the other.
MOVE = """(value) => new Promise((done, failed) => {
    const { picture, set } = window.bench, before = picture();
    const late = setTimeout(() => failed(new Error("no picture")), 30000), began = performance.now();
    const look = () => picture() === before || !picture() ? setTimeout(look, 1)
        : requestAnimationFrame(() => { clearTimeout(late); done(performance.now() - began); });
    set(value);
    look();
})"""
# An event every 16 ms; from the last one until the picture has been the same for half a second, less that half.
DRAG = """(values) => new Promise((done, failed) => {
    const { picture, set } = window.bench;
    const late = setTimeout(() => failed(new Error("no picture")), 60000);
    let n = 0, began = 0, seen = picture(), changed = 0, count = 0;
    const watch = setInterval(() => {
        const now = performance.now();
        if (picture() && picture() !== seen) { seen = picture(); changed = now; count += 1; }
        if (!began || now - Math.max(changed, began) < 1500) return;
        clearInterval(watch);
        clearTimeout(late);
        done([Math.max(0, changed - began), count]);
    }, 1);
    const tick = setInterval(() => {
        set(values[n++]);
        if (n === values.length) { clearInterval(tick); began = performance.now(); }
    }, 16);
})"""
OUR_PAGE = """() => {
    const all = [...document.querySelectorAll(".jp-OutputArea-output *")].map((one) => one.shadowRoot);
    const root = all.find((one) => one?.querySelector("section.explorer"));
    const input = root.querySelector(".slider input[type=range]");
    window.bench = { picture: () => root.querySelector(".canvas svg circle[data-id='now:']")?.dataset.hours,
        set: (value) => { input.value = value; input.dispatchEvent(new Event("input", { bubbles: true })); } };
}"""
PEER_PAGE = """() => {
    const slider = document.querySelector(".jp-OutputArea-output .noUi-target").noUiSlider;
    window.bench = { picture: () => document.querySelector(".jp-OutputArea-output img")?.src,
        set: (value) => slider.set(value) };
}"""


def line(name: str, ours: float, peer: float) -> None:
    print(json.dumps({"name": name, "ours": round(ours, 2), "peer": round(peer, 2), "ratio": round(peer / ours, 1)}))
    sys.stdout.flush()


def cpu(pid: int) -> float:
    """Milliseconds of processor time that this process has used, its threads included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(lab: Lab, page: Page, name: str, cell: str, ready: str, moves: int) -> dict[str, float]:
    """One side: latency of single moves, of the last of a drag, and what the kernel works for a move of either."""
    lab.add_notebook(f"{name}.ipynb", cell + PID if name == "peer" else cell.replace("w.plan()", PID + "w.plan()"))
    lab.open(page, f"{name}.ipynb")
    lab.wait_ran(page)
    page.wait_for_timeout(3000)
    page.evaluate(ready)
    pid = int((lab.data / "pid").read_text())
    for value in (9, 10):  # the first times are not a facilitator's
        page.evaluate(MOVE, value)
    page.wait_for_timeout(2000)
    before, waits = cpu(pid), []
    for n in range(moves):
        waits.append(page.evaluate(MOVE, PLACES[n * 4 % 9]))
    page.wait_for_timeout(2000)
    alone = (cpu(pid) - before) / moves
    before, rested = cpu(pid), 10
    for n in range(rested):  # the hand rests after each: ours then draws ten times as many weeks
        page.evaluate(MOVE, PLACES[n * 5 % 9])
        page.wait_for_timeout(700)
    resting = (cpu(pid) - before) / rested
    before = cpu(pid)
    last, pictures = page.evaluate(DRAG, [PLACES[n // 4 % 9] for n in range(121)])
    page.wait_for_timeout(1000)
    drag = cpu(pid) - before
    found = {"median": median(waits), "p95": quantiles(waits, n=20)[18], "alone": alone, "resting": resting}
    return found | {"last": last, "drag": drag, "pictures": pictures}


def compare(moves: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "w"
        data.mkdir()
        lab = Lab(data)
        try:
            lab.start()
            with open_room(data), sync_playwright() as play:
                desk = Workshop.attach(data, lang="fr")
                desk.rest_on(yaml.safe_load((ROOT / "data/sample/rhythm.yaml").read_text("utf-8")), by="bench")
                browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                sides = []
                for name, cell, ready in (("ours", OURS, OUR_PAGE), ("peer", PEER, PEER_PAGE)):
                    page = browser.new_page(viewport={"width": 1280, "height": 1200})
                    sides.append(measured(lab, page, name, cell, ready, moves))
                    page.close()
                browser.close()
                desk.detach()
        finally:
            lab.stop()
    a, b = sides
    line("slider: from a move to its picture, median, ms", a["median"], b["median"])
    line("slider: the same, 95th of 100, ms", a["p95"], b["p95"])
    line("slider: from the end of a drag of two seconds to its last picture, ms", a["last"], b["last"])
    line("slider: kernel CPU a move, ms", a["alone"], b["alone"])
    line("slider: kernel CPU a move when the hand rests after each, ms", a["resting"], b["resting"])
    line("slider: pictures shown while dragging for two seconds", a["pictures"], b["pictures"])
    line("slider: kernel CPU for each of them, ms", a["drag"] / a["pictures"], b["drag"] / b["pictures"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--moves", type=int, default=60)
    compare(parser.parse_args().moves)


if __name__ == "__main__":
    main()
