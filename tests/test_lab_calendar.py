"""The posting calendar and the comparison with reality, in a real JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import vobject
import yaml
from browser import Open, axe
from lab import Lab
from playwright.sync_api import expect
from rooms import Room
from test_lab import notebook

from workshop.desk import Workshop
from workshop.texts import DATA

pytestmark = [pytest.mark.browser, pytest.mark.lab]
START = "from workshop import Workshop\nw = Workshop.attach()\n"
CALENDAR = START + "from datetime import date\nw.calendar(start=date(2026, 11, 23), out={out!r})"


@pytest.fixture
def desk(lab_room: Room) -> Iterator[Workshop]:
    """A workshop on the sample's rhythm, its sober plan adopted; Ada and Bo are away together for two days."""
    w = Workshop.attach(lab_room.data, lang="fr")
    data = yaml.safe_load((DATA / "sample" / "rhythm.yaml").read_text("utf-8"))
    away = [["2026-12-01", "2026-12-04"]]
    data["people"] = [
        {**data["people"][0], "name": "Ada", "away": away},
        {**data["people"][1], "name": "Bo", "away": [["2026-12-03", "2026-12-04"]]},
    ]
    w.rest_on({**data, "promise": {"within": 24, "share": 0.75}}, by="Ada")
    w.adopt_plan("sober", owner="Ada")
    yield w
    w.detach()


def test_the_calendar_is_turned_by_keyboard_and_taken_away(
    lab: Lab, desk: Workshop, visitor: Open, tmp_path: Path
) -> None:
    lab.add_notebook("calendar.ipynb", CALENDAR.format(out=str(tmp_path / "out")))
    page = notebook(lab, visitor, "calendar.ipynb")
    board = page.locator("section.calendar")
    expect(board.get_by_role("heading", name="Semaine du 23 novembre 2026")).to_be_visible()
    expect(board.get_by_role("columnheader", name="Facebook")).to_be_visible()
    turn = board.get_by_role("button", name="Semaine suivante")
    turn.focus()
    page.keyboard.press("Enter")
    expect(board.get_by_role("heading", name="Semaine du 30 novembre 2026")).to_be_visible()
    expect(board.locator("td .absent").first).to_contain_text("Personne n’est là")
    expect(board.get_by_role("cell").filter(has_text="Bo, en suppléance").first).to_be_visible()
    expect(board).to_contain_text("Ada, Bo, du 3 décembre 2026 au 4 décembre 2026. Il ne reste personne.")
    assert axe(page, ".jp-OutputArea-output") == []
    with page.expect_download() as coming:
        board.get_by_role("button", name="Agenda (.ics)").click()
    read = vobject.readOne(Path(coming.value.path()).read_text("utf-8"))
    assert len(list(read.vevent_list)) == 4 * (3 + 5 + 2 + 1)
    expect(board.locator(".files")).to_contain_text(str(tmp_path / "out" / "calendar.ics"))


def test_a_file_is_chosen_compared_and_what_was_not_kept_is_reopened(lab: Lab, desk: Workshop, visitor: Open) -> None:
    lab.add_notebook("kept.ipynb", START + "w.kept()")
    page = notebook(lab, visitor, "kept.ipynb")
    board = page.locator("section.kept")
    board.get_by_role("button", name="Comparer").click()
    expect(board.get_by_role("alert")).to_contain_text("Choisissez un fichier")
    board.get_by_label("Fichiers CSV").set_input_files(DATA / "sample" / "posts.csv")
    board.get_by_role("button", name="Comparer").click()
    expect(board.get_by_role("alert")).to_be_empty()
    expect(board.locator(".finding")).to_contain_text("LinkedIn s’en écarte le plus")
    expect(board.locator("tr.broken")).to_have_count(1)
    expect(board.locator("svg rect[data-week]")).to_have_count(4 * 12)
    board.get_by_text("Lignes écartées").click()
    expect(board).to_contain_text("ligne 123")
    assert axe(page, ".jp-OutputArea-output") == []
    board.get_by_role("button", name="Rouvrir « Plan de publication »").click()
    expect(page.locator("section.stage")).to_be_visible()
