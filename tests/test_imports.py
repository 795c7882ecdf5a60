"""A Polis conversation comes into a workshop and is opened in a notebook."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest

from workshop.desk import Workshop, borrowed
from workshop.errors import InputError

POLIS = Path(__file__).parent / "real" / "polis"
NAME = "brexit-consensus"


def imported(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workshop", "import", "polis", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def filled(data_dir: Path) -> Path:
    done = imported(str(POLIS / NAME), "--json", "--data", str(data_dir))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["participants"], told["comments"]) == (204, 50)
    return data_dir


def test_without_a_workshop_it_only_tabulates(tmp_path: Path) -> None:
    done = imported(str(POLIS / NAME), "--out", str(tmp_path / "out"))
    assert done.returncode == 0
    assert (tmp_path / "out" / "participants-votes.csv").read_bytes() == (
        POLIS / NAME / "participants-votes.csv"
    ).read_bytes()


def test_what_was_read_is_told_in_words() -> None:
    done = imported(str(POLIS / NAME), "--lang", "fr")
    assert "204 participants, 50 affirmations, 5303 votes" in done.stdout


def test_the_journal_says_what_was_brought_in(filled: Path) -> None:
    with borrowed(filled):
        w = Workshop.attach(filled, lang="en")
        entry = w.record().journal[-1]
        w.detach()
    assert (entry.act, entry.payload["name"]) == ("import", NAME)
    assert len(entry.payload["files"]["votes.csv"]) == 64


def test_it_is_opened_tabulated_and_charted_in_a_notebook(filled: Path) -> None:
    cells = [
        "from workshop import Workshop\n\nw = Workshop.attach()",
        f"talk = w.imported({NAME!r})\ntalk.tables['comments'].head(3)",
        f"w.figure({NAME!r})",
        "talk.picture('fr').alt",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    with borrowed(filled), pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKSHOP_DATA", str(filled))
        nbclient.NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    shown = [cell.outputs[0]["data"] for cell in notebook.cells[1:]]
    assert "consensus" in shown[0]["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in shown[1]
    assert "Les affirmations que tous les groupes soutiennent le plus" in shown[2]["text/plain"]


def test_a_name_that_was_not_brought_in_is_said(filled: Path) -> None:
    with borrowed(filled):
        w = Workshop.attach(filled, lang="en")
        with pytest.raises(InputError, match=NAME):
            w.imported("nothing")
        w.detach()


def test_a_folder_without_a_conversation_is_one_sentence(tmp_path: Path) -> None:
    done = imported(str(tmp_path), "--lang", "fr")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
