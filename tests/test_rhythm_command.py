"""`python -m workshop rhythm FILE`: one JSON object or a table, and one sentence for a file that cannot be used."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rhythms import FILE, sample, written

from workshop.cli import main
from workshop.methods.rhythm import PARTS, best, capacity, mean_wait, worked

SMALL = "channels: {a: {value: 10, half: 2, minutes: 30}}\n"
EXAMPLE = {  # hours: effect, hours used, posts
    "6": (11.101, 5.614, {"facebook": 4}),
    "8": (18.094, 7.974, {"facebook": 8}),
    "10": (22.023, 9.728, {"facebook": 1, "newsletter": 1}),
    "15": (38.436, 14.949, {"facebook": 8, "linkedin": 1, "newsletter": 1}),
    "21": (50.892, 20.925, {"facebook": 10, "instagram": 5, "linkedin": 1, "newsletter": 1}),
    "capacity": (38.593, 15.014, {"facebook": 6, "instagram": 2, "newsletter": 1}),
}


def ran(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workshop", "rhythm", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["rhythm", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return run


# ---- the JSON -------------------------------------------------------------------------------------


@pytest.mark.shows("TRD3")
def test_the_sample_gives_the_worked_example_as_one_json_object():
    done = ran(FILE, "--json", "--hours", "6,8,10,15,21")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert list(found) == ["capacity", "plans", "best", "replies"]
    assert found["capacity"] == pytest.approx(15.0352, abs=1e-4)
    assert list(found["best"]) == ["capacity", "6", "8", "10", "15", "21"]
    for key, (effect, hours, posts) in EXAMPLE.items():
        one = found["best"][key]
        assert (one["effect"], one["hours"]) == pytest.approx((effect, hours), abs=1e-3)
        assert {name: count for name, count in one["posts"].items() if count} == posts
    assert found["replies"]["share_within"] == pytest.approx(
        {"0": 0.238095, "1": 0.267857, "4": 0.357143, "16": 0.714286, "24": 0.761905, "48": 0.904762}, abs=1e-6
    )
    assert found["replies"]["mean_wait_hours"] == pytest.approx(15.2381, abs=1e-4)


def test_nothing_is_rounded(told: Any):
    _, out, _ = told(FILE, "--json", "--hours", "8.5")
    found, basis = json.loads(out), sample()
    for name, plan in basis.plans.items():
        right = worked(basis, plan)
        assert found["plans"][name] == {
            "effect": right.effect,
            "load": right.load,
            "utilisation": right.utilisation,
            **right.parts,
        }
        assert sum(found["plans"][name][part] for part in PARTS) == pytest.approx(right.load, abs=1e-12)
    one = best(basis, 8.5)
    assert one is not None
    assert found["best"]["8.5"] == {"effect": one.effect, "hours": one.hours, "posts": one.plan.posts}
    assert (found["capacity"], found["replies"]["mean_wait_hours"]) == (
        capacity(basis.people),
        mean_wait(basis.staffed),
    )


def test_hours_are_named_as_they_were_given(told: Any):
    _, out, _ = told(FILE, "--json", "--hours", "6, 08,8.50")
    assert list(json.loads(out)["best"]) == ["capacity", "6", "08", "8.50"]


def test_a_plan_may_exceed_the_most_posts_and_the_best_may_not(told: Any):
    _, out, _ = told(FILE, "--json", "--hours", "500")
    found = json.loads(out)
    assert sample().plans["high"].posts["x"] == 35
    assert found["best"]["500"]["posts"] == {"facebook": 10, "x": 20, "instagram": 8, "linkedin": 6, "newsletter": 2}


def test_where_no_plan_fits_there_is_nothing_and_a_sentence_says_why(told: Any):
    code, out, err = told(FILE, "--json", "--hours", "2,6")
    assert code == 0
    assert json.loads(out)["best"]["2"] is None
    assert err == "With 2 hours a week, no plan will do: coordination, training and support already take more.\n"


def test_a_file_of_channels_alone_has_no_hours_no_plans_and_no_replies(told: Any, tmp_path: Path):
    code, out, _ = told(written(tmp_path, SMALL), "--json", "--hours", "1")
    found = json.loads(out)
    assert (code, found["capacity"], found["plans"], found["replies"]) == (0, 0, {}, None)
    assert found["best"]["1"]["posts"] == {"a": 2}


def test_what_is_left_out_takes_no_hours(told: Any, tmp_path: Path):
    bare = SMALL.replace("30}", "30, followers: 4000, inbound: 10, comments: 1}")
    _, out, _ = told(written(tmp_path, bare + "plans: {p: {a: 2}}\n"), "--json")
    assert json.loads(out)["plans"]["p"]["load"] == 1


def test_without_people_there_is_no_utilisation(told: Any, tmp_path: Path):
    code, out, _ = told(written(tmp_path, SMALL + "plans: {p: {a: 2}}\n"), "--json")
    assert (code, json.loads(out)["plans"]["p"]["utilisation"]) == (0, None)


def test_json_is_read_as_well(told: Any, tmp_path: Path):
    code, out, _ = told(
        written(tmp_path, json.dumps({"channels": {"a": {"value": 1, "half": 2, "minutes": 3}}}), "r.json")
    )
    assert code == 0
    assert out.startswith("Hours there are in a week: 0\n")


def test_old_yaml_traps_are_read_as_people_mean_them(told: Any, tmp_path: Path):
    text = SMALL.replace("30", "3e1") + "staffed: [{days: [mon], from: 9:00, to: 17:00}]\npeople: [{hours: 010}]\n"
    code, out, _ = told(written(tmp_path, text), "--json")
    found = json.loads(out)
    assert (code, found["capacity"]) == (0, 10)
    assert found["replies"]["share_within"]["0"] == pytest.approx(8 / 168)


# ---- the table ------------------------------------------------------------------------------------


def test_people_read_a_table_in_their_language(told: Any):
    code, out, err = told(FILE, "--lang", "fr", "--hours", "15")
    assert (code, err) == (0, "")
    assert out.startswith("Heures disponibles par semaine\u00a0: 15,04\n")
    assert re.search(r"Le rythme sobre +18,51 +10,58 +70\u00a0% +4,67", out)
    assert re.search(r"disponibles +38,6 +15 +Facebook 6, Instagram 2, Lettre d’information 1", out)
    assert "24\u00a0h\u00a0: 76,2\u00a0%" in out


def test_the_table_says_what_is_missing(told: Any, tmp_path: Path):
    code, out, err = told(written(tmp_path, SMALL + "overhead_hours: 1\n"))
    assert code == 0
    assert "no plan" in out
    assert out.endswith("No hours are staffed: nothing can be said of replies.\n")
    assert err.count("\n") == 1


# ---- files that cannot be used --------------------------------------------------------------------

BAD = {
    "": "r.yaml cannot be used: at the top: names with their values are expected, not nothing.",
    "channels: {a: [": "r.yaml, line 1: not readable YAML (",
    SMALL + "people: [\n": "r.yaml, line 3: not readable YAML (",
    SMALL + "holders: 1\nholders: 2\n": "r.yaml, line 3: “holders” is there twice.",
    "channels: {a: {value: 10, half: 2, minutes: 30, half: 3}}": "r.yaml, line 1: “half” is there twice.",
    "channels: &a {b: *a}": "r.yaml, line 1: not readable YAML (",
    "? {a: 1}\n: 2": "r.yaml, line 1: not readable YAML (",
    "a: !!python/object:os.system 1": "r.yaml, line 1: not readable YAML (",
    "a: 2026-13-45": "r.yaml, line 1: not readable YAML (",
    "a: " + 5_000 * "9": "r.yaml, line 1: not readable YAML (",
    400 * "[" * 10: "r.yaml, line 1: not readable YAML (",
    "# " + 1_000_001 * "x": "r.yaml is too large: a rhythm fits in a million bytes.",
    "channels: {a: {value: 10, half: 0, minutes: 30}}": "r.yaml cannot be used: channels.a.half: 0 is not",
}


@pytest.mark.parametrize("text", BAD, ids=lambda text: text[:30])
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(told: Any, tmp_path: Path, text: str):
    code, out, err = told(written(tmp_path, text, "r.yaml"), "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(BAD[text])


def test_a_file_that_is_none_is_refused_without_a_traceback(tmp_path: Path):
    for path, said in (
        (tmp_path / "no.yaml", "no.yaml: this file is missing.\n"),
        (written(tmp_path, b"\xff\xfe\x00", "odd.yaml"), "odd.yaml: this file is not text in UTF-8.\n"),
    ):
        done = ran(path, "--json")
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("hours", ["15.035230769230769", "0.10000000000000000555", "1000000000"])
def test_hours_have_as_many_digits_as_a_number_has(told: Any, hours: str):
    code, out, _ = told(FILE, "--json", "--hours", hours)
    assert code == 0
    assert list(json.loads(out)["best"]) == ["capacity", hours]


@pytest.mark.parametrize("hours", ["x", "6,,8", "-1", "1e3", "nan", "6;8", "6,8,", "٣"])
def test_hours_that_are_no_numbers_are_refused(told: Any, hours: str):
    code, out, err = told(FILE, f"--hours={hours}")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "is not a number of hours" in err


def test_every_problem_of_a_file_is_said_at_once_in_the_language_asked_for(told: Any, tmp_path: Path):
    text = "channels: {a: {value: -1, half: 0}}\npeeple: []\n"
    code, _, err = told(written(tmp_path, text, "r.yaml"), "--lang", "fr")
    assert code == 2
    assert err.startswith("r.yaml ne peut pas être utilisé\u00a0: ")
    assert all(
        where in err
        for where in (
            "channels.a.value",
            "channels.a.half",
            "channels.a.minutes",
            "« people »".replace(" ", "\u00a0"),
        )
    )


def test_a_file_full_of_references_is_refused_quickly_and_shortly(told: Any, tmp_path: Path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join(9 * [f'*a{k - 1}'])}]" for k in range(1, 12)]
    code, _, err = told(written(tmp_path, "\n".join([*lines, "channels: *a11"])))
    assert code == 2
    assert len(err) < 5_000


def test_a_reader_that_has_seen_enough_is_no_fault():
    done = subprocess.run(
        f"{sys.executable} -m workshop rhythm {FILE} | head -1", shell=True, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="the C library has another name")
def test_what_a_solver_prints_does_not_reach_standard_output():
    code = (
        "import ctypes; from workshop import cli; cli._own_output(); "
        "ctypes.CDLL(None).printf(b'a stray line\\n'); print('ours', flush=True)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ours\n", "")
