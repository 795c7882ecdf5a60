"""A real JupyterLab in real Chromium: the stage leads, three phones and one person in the notebook vote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from browser import PHONE, Open, axe
from lab import RESTART, Lab
from playwright.sync_api import Locator, Page, expect
from rooms import ROOT, Room

from workshop.desk import Workshop
from workshop.messages import WriteIdea
from workshop.texts import say

pytestmark = [pytest.mark.browser, pytest.mark.lab]
WIDE = {"viewport": {"width": 1280, "height": 900}, "bypass_csp": True}
Q = "purpose"
BALANCED = "Concilier élan et prudence"


@pytest.fixture
def desk(lab_room: Room) -> Iterator[Workshop]:
    """The same workshop seen from the test."""
    w = Workshop.attach(lab_room.data, lang="fr")
    yield w
    w.detach()


def notebook(lab: Lab, visitor: Open, name: str) -> Page:
    """The notebook as it is opened: it runs by itself, in a page that may ask nothing of another machine."""
    page = visitor(lab.url + f"lab?token={lab.token}", **WIDE)
    lab.open(page, name)
    lab.wait_ran(page)
    return page


def stage(page: Page, title: str) -> Locator:
    return page.locator("section.stage").filter(has=page.get_by_role("heading", name=title, exact=True))


def own(page: Page) -> list[str]:
    """What axe finds in whatever our cells show; Lab's shell around it is not ours."""
    return axe(page, ".jp-OutputArea-output")


def joined(visitor: Open, room: Room, name: str) -> Page:
    page = visitor(room.url, **PHONE)
    page.fill("#code", room.code)
    page.fill("#name", name)
    page.select_option("#role", index=1)
    page.click(".go")
    page.wait_for_selector("#who, form.sheet #q")
    return page


def touch(page: Page, labels: list[str]) -> None:
    """Answer by thumb: one label a step, then the one filled button."""
    for text in labels:
        page.locator("form.sheet label", has_text=text).first.tap()
        page.locator(".go").tap()
    expect(page.locator(".seal:not(.wait)")).to_be_visible()


def keys(page: Page, steps: list[int]) -> None:
    """Answer by keyboard: into the list, down as often as said, then to the button."""
    for down in steps:
        page.locator("form.sheet input[type=radio]").first.focus()
        page.keyboard.press("Space")
        for _ in range(down):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(page.locator(".seal:not(.wait)")).to_be_visible()


def notes(name: str) -> int:
    """How many of a notebook's cells speak to the facilitator."""
    cells = json.loads((ROOT / "notebooks" / "fr" / name).read_text("utf-8"))["cells"]
    return sum("facilitator" in cell["metadata"].get("tags", ()) for cell in cells)


def counts(lab: Lab, page: Page) -> list[int | None]:
    return [cell["count"] for cell in lab.cells(page)]


def test_a_notebook_is_alive_when_it_is_opened_and_shows_its_top(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page = notebook(lab, visitor, "1-purpose.ipynb")
    expect(stage(page, desk.content.questions[Q].prompt["fr"])).to_be_visible()
    expect(page.get_by_role("heading", name="1 · But")).to_be_in_viewport()
    expect(page.locator(".workshop-note")).to_have_count(notes("1-purpose.ipynb"))


def test_an_opened_notebook_runs_again_for_a_new_kernel_only(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page = notebook(lab, visitor, "1-purpose.ipynb")
    title = desk.content.questions[Q].prompt["fr"]
    ran = counts(lab, page)
    lab.save(page)
    page.reload()
    expect(stage(page, title)).to_be_visible()
    page.wait_for_timeout(3000)
    assert counts(lab, page) == ran
    lab.close_kernels()
    page.reload()
    expect(stage(page, title)).to_be_visible(timeout=30_000)


def test_a_notebook_that_is_not_signed_runs_only_when_told_to(lab: Lab, lab_room: Room, visitor: Open) -> None:
    text = (lab.notebooks / "1-purpose.ipynb").read_text("utf-8")
    (lab.notebooks / "strange.ipynb").write_text(text.replace("w.frame(1)", "w.frame(2)"), "utf-8")
    page = visitor(lab.url + f"lab?token={lab.token}", **WIDE)
    lab.open(page, "strange.ipynb")
    page.wait_for_timeout(3000)
    assert set(counts(lab, page)) == {None}
    expect(page.locator(".workshop-note")).to_have_count(notes("1-purpose.ipynb"))


def test_three_phones_and_a_person_in_the_notebook_settle_a_question(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page = notebook(lab, visitor, "1-purpose.ipynb")
    board = stage(page, desk.content.questions[Q].prompt["fr"])
    phones = [joined(visitor, lab_room, name) for name in ("Ada", "Bo", "Chi")]
    board.get_by_role("button", name="Ouvrir le premier vote").click()
    touch(phones[0], ["Pas d’accord, mais", "Oui, pleinement", "Sans avis"])
    touch(phones[1], ["Sans avis", "Oui, pleinement", "Pas d’accord, mais"])
    keys(phones[2], [4, 1, 5])
    here = vote_here(page, board, "Dia")
    for text in ("Oui, avec des réserves", "Oui, pleinement", "Sans avis"):
        here.get_by_text(text).click()
        here.locator(".go").click()
    expect(board.locator(".live b").first).to_have_text("4")
    expect(board.locator(".live small").first).to_have_text("ont répondu sur 4")
    assert own(page) == []
    board.get_by_role("button", name="Clore le vote et montrer le résultat").click()
    expect(board.locator(".finding")).to_contain_text(BALANCED)
    assert own(page) == []

    board.get_by_role(
        "button", name=f"Voter sur « {BALANCED} »".replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    ).click()
    for phone, text in zip(phones, ("Oui, pleinement", "Oui, à un détail", "Oui, avec des réserves"), strict=True):
        touch(phone, [text])
    expect(board.locator(".live b").first).to_have_text("3")
    board.get_by_role("button", name="Clore le vote et montrer le résultat").click()
    board.get_by_role("button", name="Passer à la décision").click()
    board.get_by_label("Personne responsable").fill("Ada")
    board.get_by_label("Pourquoi").fill("Les deux intentions comptent.")
    assert own(page) == []
    board.get_by_role("button", name="Enregistrer la décision").click()
    expect(board.get_by_text("Décision enregistrée")).to_be_visible()
    decision = desk.record().decisions[-1]
    assert (decision.question, decision.option, decision.owner) == (Q, "balance", "Ada")
    assert [b.channel for b in desk.record().ballots if b.round == "r1"].count("desk") == 1

    lab.restart_and_run_all(page)
    expect(stage(page, desk.content.questions[Q].prompt["fr"]).get_by_text("Décision enregistrée")).to_be_visible()
    assert len(desk.record().rounds) == 2


def vote_here(page: Page, board: Locator, name: str) -> Locator:
    """The ballot under the stage, for a person without a phone."""
    board.get_by_role("button", name="Saisir un vote ici").click()
    here = page.locator("section.vote")
    here.get_by_label("Nom ou pseudonyme").fill(name)
    here.get_by_role("button", name="Entrer").click()
    expect(here.get_by_role("heading", name=f"{name} répond ici.")).to_be_visible()
    return here


def test_a_kernel_restarted_mid_vote_finds_the_open_vote_again(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page = notebook(lab, visitor, "1-purpose.ipynb")
    title = desk.content.questions[Q].prompt["fr"]
    stage(page, title).get_by_role("button", name="Ouvrir le premier vote").click()
    phone = joined(visitor, lab_room, "Ada")
    touch(phone, ["Sans avis", "Oui, pleinement", "Sans avis"])
    page.evaluate(RESTART)
    expect(stage(page, title).get_by_text(say("desk.kernel_lost", "fr"))).to_be_visible()
    lab.wait_idle(page)
    lab.run_all(page)
    board = stage(page, title)
    expect(board.locator(".live b").first).to_have_text("1")
    expect(board.get_by_role("button", name="Clore le vote et montrer le résultat")).to_be_visible()
    assert len(desk.record().rounds) == 1


def test_a_failure_is_an_alert_in_the_widget_and_what_was_typed_stays(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page = notebook(lab, visitor, "1-purpose.ipynb")
    board = stage(page, desk.content.questions[Q].prompt["fr"])
    board.get_by_label("Minutes", exact=True).fill("900")
    board.get_by_role("button", name="Ouvrir le premier vote").click()
    expect(board.get_by_role("button", name="Clore le vote et montrer le résultat")).to_be_visible()
    desk.close()
    desk.scene("decide", Q)
    board.get_by_text("Reportée").click()
    board.get_by_label("Pourquoi").fill("À revoir en juin.")
    board.get_by_role("button", name="Enregistrer la décision").click()
    expect(board.get_by_role("alert")).to_have_text(say("desk.park_needs", "fr"))
    expect(board.get_by_role("alert")).to_be_in_viewport()  # above the button that was pressed, however long the form
    expect(board.get_by_label("Pourquoi")).to_have_value("À revoir en juin.")
    expect(board.get_by_label("Reportée")).to_be_checked()
    assert own(page) == []


def test_a_lost_kernel_and_a_lost_room_are_said_in_the_widget(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    page = notebook(lab, visitor, "1-purpose.ipynb")
    board = stage(page, desk.content.questions[Q].prompt["fr"])
    lab_room.kill()
    expect(board.get_by_text(say("desk.room_lost", "fr"))).to_be_visible()
    lab_room.open()
    expect(board.get_by_text(say("desk.room_lost", "fr"))).to_have_count(0)
    lab.close_kernels()
    expect(board.get_by_text(say("desk.kernel_lost", "fr"))).to_be_visible(timeout=40_000)


def test_hostile_words_are_words_in_the_notebook(lab: Lab, lab_room: Room, desk: Workshop, visitor: Open) -> None:
    words = "<img src=x onerror=alert(1)> <script>alert(2)</script> ![t](http://evil.example/p.png)"
    sums = "Ada $\\frac12$ \\(x^2\\) {{7*7}}"
    desk.decide(Q, "balance", owner=sums)
    who = desk.add_person("<b>Ada</b>", "volunteers")
    round = desk.open("two_image", kind="ideas", title={"fr": words, "en": words})
    desk.speak(who, WriteIdea("hostilekey1", round.id, words))
    desk.close()
    desk.reveal()
    page = notebook(lab, visitor, "1-purpose.ipynb")
    expect(page.locator("section.stage .themes .idea label span").first).to_have_text(words)
    assert page.locator("section.stage img, section.stage script, .jp-OutputArea img").count() == 0
    expect(page.locator(".jp-RenderedMarkdown", has_text=sums).last).to_be_visible()
    expect(page.locator("mjx-container")).to_have_count(0)


@pytest.mark.parametrize("name", ["0-prepare", "2-people", "3-rhythm", "5-risks", "7-draft", "9-review"])
def test_axe_finds_nothing_in_our_widgets(name: str, lab: Lab, lab_room: Room, desk: Workshop, visitor: Open) -> None:
    desk.add_person("Ada", "volunteers")
    page = notebook(lab, visitor, f"{name}.ipynb")
    assert own(page) == []


def test_the_channels_and_hours_become_a_figure(lab: Lab, lab_room: Room, desk: Workshop, visitor: Open) -> None:
    page = notebook(lab, visitor, "3-rhythm.ipynb")
    explorer = page.locator("section.explorer")
    explorer.get_by_label(say("desk.explorer_by_whom", "fr")).fill("la salle")
    explorer.get_by_role("button", name=say("desk.explorer_keep_go", "fr")).click()
    expect(explorer.get_by_text(say("desk.explorer_kept", "fr"))).to_be_visible()
    expect(page.locator("section.figure svg").first).to_be_visible()
    assert set(desk.facts["rhythm"]["basis"]["channels"]) == {"facebook", "instagram", "newsletter"}
    assert own(page) == []


def test_the_stage_speaks_english_and_follows_the_dark_theme(
    lab: Lab, lab_room: Room, desk: Workshop, visitor: Open
) -> None:
    lab.add_notebook(
        "english.ipynb", 'from workshop import Workshop\nw = Workshop.attach()\nw.lang = "en"\nw.stage("purpose")'
    )
    page = notebook(lab, visitor, "english.ipynb")
    board = stage(page, desk.content.questions[Q].prompt["en"])
    expect(board.get_by_role("button", name="Open the first ballot")).to_be_visible()
    light = background(board)
    page.evaluate("() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    expect(board).to_have_class(re.compile("dark"))
    assert background(board) != light
    assert own(page) == []


def background(board: Locator) -> Any:
    return board.evaluate("box => getComputedStyle(box).backgroundColor")
