"""The rhythm in a real JupyterLab: guesses, points, sliders, a vote on plans, the PDF, and what no longer fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from browser import Open
from lab import Lab
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from rooms import ROOT, Room
from test_lab import joined, notebook, own, stage

from workshop.desk import Workshop
from workshop.texts import say

pytestmark = [pytest.mark.browser, pytest.mark.lab]
FACEBOOK = "Facebook, publications par semaine"
PLAN = "Peu de canaux"


@pytest.fixture
def desk(lab_room: Room) -> Iterator[Workshop]:
    """The same workshop seen from the test, resting on the sample's numbers without its plans."""
    w = Workshop.attach(lab_room.data, lang="fr")
    data = yaml.safe_load((ROOT / "data" / "sample" / "rhythm.yaml").read_text("utf-8"))
    w.rest_on({**data, "plans": {}}, by="Ada")
    yield w
    w.detach()


def press(place: Locator, name: str) -> None:
    place.get_by_role("button", name=name).first.click()


def send(phone: Page) -> None:
    phone.locator(".go").tap()
    expect(phone.locator(".seal:not(.wait)")).to_be_visible()


def asked(page: Page, key: str) -> Locator:
    """The widget that asks the room this."""
    return page.locator("section.asking").filter(has=page.get_by_role("heading", name=say(key, "fr"), exact=True))


def guess(page: Page, phones: list[Page], numbers: list[str]) -> None:
    """Everybody guesses the hours alone."""
    asking = asked(page, "asking.hours")
    press(asking, say("asking.go_ask", "fr"))
    for phone, number in zip(phones, numbers, strict=True):
        phone.locator("form.sheet input[inputmode=decimal]").fill(number)
        send(phone)
    press(asking, say("asking.go_close", "fr"))
    expect(asking.locator("svg")).to_be_visible()


def share(page: Page, phones: list[Page]) -> None:
    """Three phones share a hundred points, and the calculator takes their medians."""
    asking = asked(page, "asking.value")
    press(asking, say("asking.go_ask", "fr"))
    for phone, points in zip(phones, ((60, 40), (40, 60), (50, 50)), strict=True):
        for name, count in zip(("Facebook", "Instagram"), points, strict=True):
            phone.get_by_role("spinbutton", name=name, exact=True).fill(str(count))
        send(phone)
    press(asking, say("asking.go_close", "fr"))
    press(asking, say("asking.go_keep", "fr"))
    expect(asking.get_by_text(say("asking.kept", "fr"))).to_be_visible()


def part(explorer: Locator, name: str) -> None:
    explorer.get_by_role("radio", name=say(f"desk.explorer_part_{name}", "fr"), exact=True).check()


def name_plan(explorer: Locator, name: str) -> None:
    """What the sliders say becomes a plan of this name."""
    field = explorer.get_by_label(say("desk.explorer_scenario", "fr"))
    field.fill(name)
    field.press("Enter")
    expect(explorer.get_by_role("row", name=re.compile(f"^{name}"))).to_be_visible()
    expect(field).to_have_value("")


def vote(board: Locator, phones: list[Page]) -> None:
    """A first vote between the plans under their chart, then one on the plan that came first."""
    board.get_by_label("Façon de voter").select_option("approval")
    press(board, "Ouvrir le premier vote")
    for phone in phones:
        expect(phone.locator("svg.chart").first).to_be_visible()
        phone.locator("form.sheet label", has_text=PLAN).first.tap()
        send(phone)
    press(board, "Clore le vote et montrer le résultat")
    press(board, f"Voter sur «\u00a0{PLAN}\u00a0»")
    for phone in phones:
        phone.locator("form.sheet label", has_text="Oui").first.tap()
        send(phone)
    press(board, "Clore le vote et montrer le résultat")


def decide(board: Locator) -> None:
    press(board, "Passer à la décision")
    press(board, "Enregistrer la décision")
    expect(board.get_by_text("Décision enregistrée")).to_be_visible()


def policy_text(desk: Workshop, out: Path) -> str:
    """What the policy's PDF says, on one line."""
    policy = next(path for path in desk.export(("pdf",), out) if path.name == "policy.pdf")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(policy).pages).split())


@pytest.mark.shows("TRD2", "TRD3", "TRD5", "TRD6")
def test_a_guess_points_sliders_a_vote_on_plans_the_policy_and_what_no_longer_fits(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open, tmp_path: Path
) -> None:
    page = notebook(lab, visitor, "3-rhythm.ipynb")
    phones = [joined(visitor, lab_room, name) for name in ("Ada", "Bo", "Chi")]
    guess(page, phones, ["6", "8", "12,5"])
    assert desk.guesses() == [6, 8, 12.5]
    share(page, phones)
    worth = desk.values()
    assert desk.basis_data["channels"]["facebook"]["value"] == pytest.approx(worth["facebook"], abs=0.06)

    explorer = page.locator("section.explorer")
    before = explorer.locator("svg circle[data-id='now:']").get_attribute("data-hours")
    slider = explorer.get_by_role("slider", name=FACEBOOK)
    slider.focus()
    slider.press("ArrowRight")
    expect(explorer.locator("svg circle[data-id='now:']")).not_to_have_attribute("data-hours", str(before))
    name_plan(explorer, "Un peu partout")
    press(explorer, say("desk.explorer_best", "fr"))
    name_plan(explorer, PLAN)
    expect(page.locator("section.figure svg").first).to_be_visible()

    board = stage(page, desk.content.open["plan"].prompt["fr"])
    vote(board, phones)
    decide(board)
    kept = desk.record("plan").decisions[-1]
    assert desk.labels[str(kept.option)]["fr"] == PLAN
    written = policy_text(desk, tmp_path)
    assert f"{kept.parameters['posts.facebook']}" in written
    assert "RivalIQ" in written or "document" in written

    assert desk.strained() == []
    part(explorer, "people")
    explorer.get_by_role("textbox", name=re.compile("heures par semaine")).first.fill("4")
    explorer.get_by_label(say("desk.explorer_by_whom", "fr")).fill("la direction")
    press(explorer, say("desk.explorer_keep_go", "fr"))
    expect(explorer.get_by_text(say("desk.explorer_kept", "fr"))).to_be_visible()
    expect(page.locator("section.checks")).to_contain_text(say("desk.checks_strained_one", "fr"))
    assert "plan" in [strain.question for strain in desk.strained()]
    assert "Plus tenable" in policy_text(desk, tmp_path)
    assert own(page) == []
