"""A whole workshop with invented people: real room, real sockets, real documents."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pypdf
import pytest

from workshop.agenda import load
from workshop.rehearse import rehearse
from workshop.rehearse.play import months

DAY = date(2026, 11, 22)
SAMPLE = Path(__file__).resolve().parent.parent / "exports" / "sample"  # one run of ONCE, kept
ONCE = {"participants": 24, "seed": 1, "lang": "fr"}
_VARIES = re.compile(r"\b\d{1,2}\u00a0h\u00a0\d\d\b|\b[0-9a-f]{64}\b")  # this computer's time zone, hashes


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Path]:
    out = tmp_path_factory.mktemp("rehearsal")
    return rehearse(out, DAY, **ONCE), out


def test_a_rehearsal_writes_policy_and_minutes_in_every_format(once: tuple[dict, Path]) -> None:
    told, out = once
    names = {f"{name}.{form}" for name in ("policy", "minutes") for form in ("ipynb", "html", "pdf")}
    assert {path.name for path in out.iterdir()} == names
    assert sorted(Path(file).name for file in told["files"]) == sorted(names)
    assert told["participants"] == ONCE["participants"]


def test_every_question_of_the_bank_is_settled_or_parked_and_a_plan_is_chosen(once: tuple[dict, Path]) -> None:
    assert once[0]["decisions"] == len(load().questions) + len(load().open) == 70


def test_six_risks_are_scored(once: tuple[dict, Path]) -> None:
    assert once[0]["risks"] == 6


def test_every_page_says_that_it_was_a_rehearsal(once: tuple[dict, Path]) -> None:
    for name in ("policy", "minutes"):
        pages = pypdf.PdfReader(once[1] / f"{name}.pdf").pages
        assert all("Répétition" in page.extract_text() for page in pages)


def test_what_was_parked_is_in_the_minutes_with_owner_and_date(once: tuple[dict, Path]) -> None:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(once[1] / "minutes.pdf").pages)
    parked = text[text.rindex(load().questions["conduct"].title["fr"]) :]
    assert re.search(r"\b\d{1,2} \w+ 2027\b", parked.replace("\u00a0", " "))


@pytest.mark.parametrize("name", ["policy", "minutes"])
def test_the_documents_kept_as_a_sample_are_those_of_today(once: tuple[dict, Path], name: str) -> None:
    """On a difference: python -m workshop rehearse --participants 24 --seed 1 --lang fr --today 2026-11-22
    --out exports/sample, and look at what changed."""
    assert told_by(once[1] / f"{name}.ipynb") == told_by(SAMPLE / f"{name}.ipynb")


def told_by(notebook: Path) -> list[tuple[str, str]]:
    """Part and words of each cell."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return [
        (c["metadata"].get("workshop", {}).get("part", ""), _VARIES.sub("…", "".join(c["source"]))) for c in cells
    ]


def test_the_same_seed_and_day_make_the_same_bytes(once: tuple[dict, Path], tmp_path: Path) -> None:
    told, out = once
    again = rehearse(tmp_path, DAY, **ONCE)
    assert {k: v for k, v in again.items() if k not in ("seconds", "files")} == {
        k: v for k, v in told.items() if k not in ("seconds", "files")
    }
    differing = [p.name for p in sorted(out.iterdir()) if p.read_bytes() != (tmp_path / p.name).read_bytes()]
    assert differing == []


def test_the_last_line_of_the_command_is_one_json_object(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "workshop", "rehearse", "--participants", "5", "--seed", "2", "--lang", "en"]
    command += ["--out", str(tmp_path / "out"), "--data", str(tmp_path / "data"), "--today", "2026-11-22"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert set(told) == {"participants", "ideas", "ballots", "decisions", "risks", "seconds", "files"}
    assert all(Path(file).stat().st_size > 1000 for file in told["files"])


@pytest.mark.parametrize(
    ("arguments", "said"), [(["--participants", "1"], "2 to 1000"), (["--today", "soon"], "date")]
)
def test_bad_arguments_are_one_sentence(arguments: list[str], said: str) -> None:
    command = [sys.executable, "-m", "workshop", "rehearse", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_review_date_that_does_not_exist_is_the_last_day_of_the_month() -> None:
    assert months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months(date(2026, 11, 22), 12) == date(2027, 11, 22)
