"""The notebooks: the same in both languages, thin, stripped, complete; and each runs from top to bottom."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rooms import ROOT, Room, open_room

from workshop.agenda import load
from workshop.desk import Workshop
from workshop.desk.widgets.subject import subject
from workshop.messages import CastBallot, WriteIdea

NAMES = ["0-prepare", "1-purpose", "2-people", "3-rhythm", "4-personal-and-law", "5-risks", "6-consent", "7-draft"]
NAMES += ["8-adopt", "9-review"]
LANGS = ("fr", "en")
BOTH = [(lang, name) for lang in LANGS for name in NAMES]
each = pytest.mark.parametrize(("lang", "name"), BOTH)
STAGE = re.compile(r'w\.stage\("(\w+)"\)')


@cache
def notebook(lang: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "notebooks" / lang / f"{name}.ipynb").read_text("utf-8"))
    return found


def cells(lang: str, name: str, kind: str) -> list[dict[str, Any]]:
    return [cell for cell in notebook(lang, name)["cells"] if cell["cell_type"] == kind]


def sources(lang: str, name: str) -> list[str]:
    return ["".join(cell["source"]) for cell in cells(lang, name, "code")]


def test_there_are_ten_notebooks_in_each_language() -> None:
    for lang in LANGS:
        assert sorted(path.stem for path in (ROOT / "notebooks" / lang).glob("*.ipynb")) == sorted(NAMES)


@pytest.mark.shows("JOI8")
@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_cells_and_the_same_code(name: str) -> None:
    fr, en = (notebook(lang, name)["cells"] for lang in LANGS)
    assert [(c["id"], c["cell_type"], c["metadata"]) for c in fr] == [
        (c["id"], c["cell_type"], c["metadata"]) for c in en
    ]
    assert [ast.dump(ast.parse(s)) for s in sources("fr", name)] == [
        ast.dump(ast.parse(s)) for s in sources("en", name)
    ]


@each
def test_a_notebook_is_stripped_and_its_ids_are_its_own(lang: str, name: str) -> None:
    assert all(c["outputs"] == [] and c["execution_count"] is None for c in cells(lang, name, "code"))
    assert [c["id"] for c in notebook(lang, name)["cells"]] == [
        f"{name}-{n:02d}" for n in range(len(notebook(lang, name)["cells"]))
    ]


@each
def test_a_code_cell_is_one_to_six_lines_without_def_and_imports_only_the_workshop(lang: str, name: str) -> None:
    for source in sources(lang, name):
        assert 1 <= len(source.split("\n")) <= 6
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(
                node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.Import
            )
            assert not isinstance(node, ast.ImportFrom) or node.module == "workshop"


@each
def test_code_is_collapsed_under_a_line_that_says_what_it_shows(lang: str, name: str) -> None:
    for cell in cells(lang, name, "code"):
        assert cell["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
        assert cell["source"][0].startswith("# ")


@each
def test_a_notebook_opens_and_closes_with_the_same_frame(lang: str, name: str) -> None:
    code = [source.split("\n", 1)[1] for source in sources(lang, name)]
    number = name[0]
    assert code[0] == "from workshop import Workshop\n\nw = Workshop.attach()\nw"
    assert (code[1], code[-1]) == (f"w.frame({number})", f"w.frame({number}, end=True)")


@each
def test_every_notebook_has_notes_for_the_facilitator_apart_from_the_text(lang: str, name: str) -> None:
    notes = [c for c in cells(lang, name, "markdown") if "facilitator" in c["metadata"].get("tags", [])]
    assert notes
    assert all("".join(c["source"]).startswith(("**Pour vous.**", "**For you.**")) for c in notes)


@each
def test_a_notebook_runs_when_it_is_opened_unless_it_writes_files_and_then_it_says_so(lang: str, name: str) -> None:
    writes = any("publish()" in source for source in sources(lang, name))
    assert notebook(lang, name)["metadata"]["workshop"].get("autorun", False) is not writes
    first = "".join(notebook(lang, name)["cells"][0]["source"])
    assert not writes or re.search(r"\*\*(Run › Run All Cells|Exécution › Exécuter toutes les cellules)\*\*", first)


def test_together_they_reach_every_question_settled_in_the_room() -> None:
    reached = {name for notebook_ in NAMES for source in sources("fr", notebook_) for name in STAGE.findall(source)}
    assert {q.id for q in load().questions.values() if q.tier == 1} - reached == set()


def test_every_stage_they_name_exists_in_every_agenda() -> None:
    content = load()
    for name in {found for one in NAMES for source in sources("fr", one) for found in STAGE.findall(source)}:
        for agenda in content.agendas:
            assert subject(name, content, {"agenda": agenda}).steps


def test_french_prose_keeps_its_spaces_before_punctuation() -> None:
    prose = ["".join(c["source"]) for name in NAMES for c in cells("fr", name, "markdown")]
    assert [line for text in prose for line in text.split("\n") if re.search(r"\w [?!:;»]|« ", line)] == []


# ---- running ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Room]]:
    """Two workshops: one where nobody has come yet, one where much has been said and decided."""
    with open_room(tmp_path_factory.mktemp("empty")) as empty, open_room(tmp_path_factory.mktemp("full")) as full:
        fill(full)
        yield {"empty": empty, "full": full}
        for room in (empty, full):
            shutil.rmtree(ROOT / "exports" / room.data.name, ignore_errors=True)


def fill(room: Room) -> None:
    """Three people, ideas, a question decided, one parked, risks estimated, the list settled."""
    w = Workshop.attach(room.data, lang="en")
    people = [w.add_person(name, "volunteers") for name in ("Ada", "<b>Bo</b>", "Chi")]
    round = w.open("two_image", kind="ideas", title={"fr": "Image", "en": "Image"})
    for n, who in enumerate(people):
        w.speak(who, WriteIdea(f"ideakey{n:08d}", round.id, f"<img src=x onerror=alert({n})>"))
    settle(w)
    round = w.open("purpose", "gradients")
    answer(w, round.id, people, [{"balance": 1, "enable": 6, "protect": 7}])
    round = w.open("purpose")
    answer(w, round.id, people, [{"balance": 2}])
    w.decide(
        "purpose",
        "balance",
        rationale="*Clear*",
        owner="Ada | Bo",
        review_on="2030-01-31",
        dissent=["No <i>more</i>"],
    )
    w.decide("status", None, status="parked", owner="Chi", review_on="2030-02-01")
    part = subject("risks", w.content, {})
    round = w.open(part.id, kind="estimate", title=part.prompt, options=part.options)
    answer(w, round.id, people, [{o.id: {"likelihood": 4, "impact": 2} for o in part.options}])
    round = w.open("two_rest", kind="consent_list", title={"fr": "Le reste", "en": "The rest"})
    answer(w, round.id, people, [[round.options[0].id]])
    w.settle_list()
    w.detach()


def answer(w: Workshop, round: str, people: list[str], choices: list[Any]) -> None:
    for n, who in enumerate(people):
        w.speak(who, CastBallot(f"{round}key{n:08d}", round, choices[n % len(choices)]))
    settle(w)


def settle(w: Workshop) -> None:
    w.close()
    w.reveal()


@pytest.mark.filterwarnings("default")  # a kernel's sockets are closed by its manager's own thread
@pytest.mark.parametrize("state", ["empty", "full"])
@pytest.mark.parametrize("name", NAMES)
def test_restart_and_run_all_passes(name: str, state: str, rooms: dict[str, Room], tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    lang = "fr" if state == "empty" else "en"
    env = {**os.environ, "WORKSHOP_DATA": str(rooms[state].data), "WORKSHOP_LANG": lang}
    ran = nbformat.read(ROOT / "notebooks" / lang / f"{name}.ipynb", as_version=4)
    NotebookClient(
        ran, timeout=120, store_widget_state=False, resources={"metadata": {"path": str(tmp_path)}}
    ).execute(env=env)
    outputs = [output for cell in ran.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type in ("error", "stream")]
