"""`python -m workshop tally`: ballots that come from elsewhere, counted or refused line by line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.cli import FED, main
from workshop.errors import InputError
from workshop.exchange.ballots import read_ballots, sift
from workshop.exchange.lines import COUNT, OPTIONS
from workshop.methods.voting import RULES

REAL = Path(__file__).parent / "real"
ELECTIONS = REAL / "elections"
CASES = json.loads((REAL / "cases/ranked-cases.json").read_text("utf-8"))
OURS = {
    "Borda Count": "borda",
    "InstantRunoff": "irv",
    "Schulze Winning": "schulze",
    "Ranked Pairs Winning": "ranked_pairs",
}


@dataclass(frozen=True)
class Told:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> dict[str, Any]:
        assert (self.code, self.err) == (0, "")
        return dict(json.loads(self.out))


Tally = Callable[..., Told]


@pytest.fixture
def tally(capsys: pytest.CaptureFixture[str]) -> Tally:
    def run(file: Path, rule: str, *more: str) -> Told:
        code = main(["tally", str(file), "--rule", rule, *more])
        said = capsys.readouterr()
        return Told(code, said.out, said.err)

    return run


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str | bytes, name: str = "ballots.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write


# ---- real elections ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "rule", "winner", "ballots"),
    [
        ("burlington-2009.csv", "irv", "Kiss", 8980),
        ("burlington-2009.csv", "plurality", "Wright", 8980),
        ("burlington-2009.csv", "ranked", "Montroll", 8980),
        ("burlington-2009.csv", "schulze", "Montroll", 8980),
        ("burlington-2009.csv", "ranked_pairs", "Montroll", 8980),
        ("tennessee.csv", "irv", "Knox", 100),
        ("tennessee.csv", "plurality", "Memph", 100),
        ("tennessee.csv", "borda", "Nash", 100),
        ("tennessee.csv", "ranked_pairs", "Nash", 100),
        ("debian-leader2006_tally.txt", "schulze", "Anthony Towns", 421),
        ("debian-leader2006_tally.txt", "ranked_pairs", "Anthony Towns", 421),
        ("debian-leader2020_tally.txt", "schulze", "Jonathan Carter", 339),
    ],
)
def test_a_real_election_elects_as_published(tally: Tally, file: str, rule: str, winner: str, ballots: int):
    found = tally(ELECTIONS / file, rule, "--json").result
    assert (found["rule"], found["winners"], found["ballots"]) == (rule, [winner], ballots)


def test_all_ranked_options_are_placed_in_order(tally: Tally):
    places = tally(ELECTIONS / "debian-leader2020_tally.txt", "schulze", "--json").result["places"]
    assert places == [["Jonathan Carter"], ["Sruthi Chandran"], ["Brian Gupta"], ["None Of The Above"]]


def test_duels_are_those_of_the_textbook(tally: Tally):
    duels = tally(ELECTIONS / "tennessee.csv", "schulze", "--json").result["pairwise"]
    assert (duels["Nash"]["Memph"], duels["Nash"]["Chat"], duels["Nash"]["Knox"]) == (58, 68, 68)
    assert (duels["Knox"]["Memph"], duels["Chat"]["Knox"]) == (58, 83)
    assert "Nash" not in duels["Nash"]


def test_only_a_run_off_exhausts_ballots_and_only_some_rules_have_duels(tally: Tally, sheet):
    runoff = tally(ELECTIONS / "burlington-2009.csv", "irv", "--json").result
    assert runoff["exhausted"] == 8980 - 4313 - 4061
    assert tally(ELECTIONS / "burlington-2009.csv", "borda", "--json").result["exhausted"] is None
    found = tally(sheet("A,B\n5,1\n"), "score", "--json").result
    assert found["exhausted"] is None and "pairwise" not in found and "skipped" not in found


def test_debian_2006_is_mcintyre_s_only_if_the_unranked_are_ignored(tally: Tally):
    file = ELECTIONS / "debian-leader2006_tally.txt"
    last = tally(file, "schulze", "--unranked", "last", "--json").result
    ignored = tally(file, "schulze", "--unranked", "ignore", "--json").result
    assert (last["winners"], ignored["winners"]) == (["Anthony Towns"], ["Steve McIntyre"])
    assert last["pairwise"]["Anthony Towns"]["Steve McIntyre"] == 190
    assert last["pairwise"]["Steve McIntyre"]["Anthony Towns"] == 184


@pytest.mark.parametrize(
    ("case", "rule", "winners"),
    [
        pytest.param(c, OURS[e["rule"]], e["value"] if e["kind"] == "winner" else e["value"][0], id=f"{c['id']}-{k}")
        for c in CASES
        for k, e in enumerate(c["expected"])
        if e["rule"] in OURS
    ],
)
def test_a_published_case_elects_the_same_from_csv_and_from_preflib(
    tally: Tally, sheet, case: dict[str, Any], rule: str, winners: list[str]
):
    counted = "count,ranking\n" + "".join(f"{b['count']},{b['ranking']}\n" for b in case["ballots"])
    number = {name: str(n) for n, name in enumerate(options(case), 1)}
    head = "".join(f"# ALTERNATIVE NAME {n}: {name}\n" for name, n in number.items())
    orders = "".join(f"{b['count']}: {order(b['ranking'], number)}\n" for b in case["ballots"])
    for file in (sheet(counted), sheet(head + orders, "case.toi")):
        assert sorted(tally(file, rule, "--json").result["winners"]) == sorted(winners)


def options(case: dict[str, Any]) -> list[str]:
    """The candidates of a case, or those that its ballots name."""
    named = {name.strip() for b in case["ballots"] for rank in b["ranking"].split(">") for name in rank.split("=")}
    return case["candidates"] or sorted(named)


def order(ranking: str, number: dict[str, str]) -> str:
    """A ranking as PrefLib writes it."""
    ranks = [[number[name.strip()] for name in rank.split("=")] for rank in ranking.split(">")]
    return ",".join("{" + ",".join(tied) + "}" if len(tied) > 1 else tied[0] for tied in ranks)


# ---- formats -------------------------------------------------------------------------------------

BEST_IS_BEA = [["Bea"], ["Cid"], ["Ann"]]
RANKED = {
    "commas.csv": "count,ranking\n2,Ann > Bea = Cid\n3,Bea > Cid\n1,\n",
    "semicolons.csv": "count;ranking\n2;Ann>Bea=Cid\n3;Bea>Cid\n1;\n",
    "tabs.tsv": "count\tranking\n2\tAnn > Bea = Cid\n3\tBea > Cid\n1\t\n",
    "mark.csv": "\ufeffCount,Ranking\r\n2,Ann > Bea = Cid\r\n\r\n3,Bea > Cid\r\n1,\r\n",
    "quoted.csv": 'ranking,"count",note\n"Ann > Bea = Cid",2,"a, b"\n"Bea > Cid",3,\n,1,"two\nlines"\n',
    "old-mac.csv": "count,ranking\r2,Ann > Bea = Cid\r3,Bea > Cid\r1,\r",
    "today.toi": "# FILE NAME: x\n# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Bea\n# ALTERNATIVE NAME 3: Cid\n"
    "2: 1,{2,3}\n3: 2,3\n1: \n",
    "before.toc": "3\n1,Ann\n2,Bea\n3,Cid\n6,6,3\n2,1,{2,3}\n3,2,3,{1}\n1,\n",
    "no-ending": "# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Bea\n# ALTERNATIVE NAME 3: Cid\n"
    "2:1,{2, 3}\n3:2,3\n1:\n",
    "debian.txt": "\n  Option 1---->: Ann\n/ Option 2--->: Bea\n|/ Option 3-->: Cid\n"
    "V: 122 \tx\nV: 122\tx\nV: -12 x\nV: -12 x\nV: -12\nV: --- x\n",
}  # fmt: skip


@pytest.mark.parametrize("name", RANKED)
def test_the_same_ballots_count_the_same_in_every_format(tally: Tally, sheet, name: str):
    found = tally(sheet(RANKED[name], name), "schulze", "--json").result
    assert (found["places"], found["ballots"]) == (BEST_IS_BEA, 6)
    assert found["pairwise"] == {
        "Ann": {"Bea": 2, "Cid": 2},
        "Bea": {"Ann": 3, "Cid": 3},
        "Cid": {"Ann": 3, "Bea": 0},
    }


def test_a_tally_sheet_may_be_in_iso_8859_1(tally: Tally, sheet):
    text = "  Option 1-->: Éric Müller\n/ Option 2->: Ann\nV: 1- x\n"
    for data in (text.encode("iso-8859-1"), text.encode("utf-8")):
        assert tally(sheet(data, "sheet.txt"), "irv", "--json").result["winners"] == ["Éric Müller"]


@pytest.mark.parametrize("file", ["soc", "SOI", "toc", "toi"])
def test_every_ending_of_preflib_is_read(tally: Tally, sheet, file: str):
    text = (
        "# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: Ann: the first\n# ALTERNATIVE NAME 2: Bea\n3: 2,1\n2: 1,2\n"
    )
    found = tally(sheet(text, f"x.{file}"), "ranked", "--json").result
    assert found["places"] == [["Bea"], ["Ann: the first"]]


def test_many_options_of_a_tally_sheet_go_on_with_letters(tally: Tally, sheet):
    names = "".join(f"  Option {n}-->: N{n}\n" for n in range(1, 12))
    found = tally(sheet(names + "V: BA987654321 x\n", "t.txt"), "borda", "--json").result
    assert found["places"] == [[f"N{n}"] for n in range(11, 0, -1)]


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ("score", [["Bea"], ["Ann"], ["Cid"]]),
        ("star", [["Bea"], ["Ann"], ["Cid"]]),
        ("points", [["Bea"], ["Ann"], ["Cid"]]),
        ("dots", [["Bea"], ["Ann"], ["Cid"]]),
        ("majority_judgment", [["Bea"], ["Ann"], ["Cid"]]),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "Ann,Bea,Cid\n5,4,0\n0,4,\n3,4,1\n,,\n",
        "Ann;Bea;Cid\n5;4;0\n0;4;\n3;4;1\n;;\n",
        "\ufeffAnn\tBea\tcount\tCid\n5\t4.0\t1\t0\n 0 \t4\t1\t\n3\t4\t1\t1\n\t\t1\t\n",
        '"Ann","Bea","Cid"\n"5","4","0"\n0,4,""\n3,4,1\n,,\n',
    ],
)
def test_scores_are_counted_by_every_rule_of_numbers(tally: Tally, sheet, text: str, rule: str, places):
    found = tally(sheet(text), rule, "--json").result
    assert (found["places"], found["ballots"]) == (places, 4)


def test_the_scale_ends_at_five_unless_another_is_given(tally: Tally, sheet):
    file = sheet("Ann,Bea\n10,9\n")
    assert tally(file, "score", "--json").err.splitlines() == ["line 2: “10” is not a score (whole, from 0 to 5)."]
    assert tally(file, "score", "--max", "10", "--json").result["winners"] == ["Ann"]


def test_approval_takes_marks_and_gradients_take_degrees(tally: Tally, sheet):
    assert tally(sheet("Ann,Bea\n1,0\n1,\n0,1\n"), "approval", "--json").result["places"] == [["Ann"], ["Bea"]]
    assert tally(sheet("Ann,Bea\n2,1\n"), "approval").code == 2
    assert tally(sheet("Ann,Bea\n8,1\n2,3\n"), "gradients", "--json").result["places"] == [["Bea"], ["Ann"]]
    assert "from 1 to 8" in tally(sheet("Ann,Bea\n0,1\n"), "gradients").err


def test_a_tie_is_shown_in_the_order_of_the_file(tally: Tally, sheet):
    text = "count,ranking\n1,Zoe > Ann > Bea\n1,Ann > Zoe > Bea\n"
    for rule in ("schulze", "irv", "borda", "ranked", "plurality"):
        found = tally(sheet(text), rule, "--json").result
        assert (found["winners"], found["places"][0]) == (["Zoe", "Ann"], ["Zoe", "Ann"])


def test_a_first_place_that_is_shared_is_no_single_choice(tally: Tally, sheet):
    found = tally(sheet("count,ranking\n9,Ann = Bea\n1,Bea > Ann\n"), "plurality", "--json").result
    assert (found["winners"], found["ballots"]) == (["Bea"], 10)


def test_blank_ballots_are_read_and_elect_nobody(tally: Tally, sheet):
    found = tally(sheet("# ALTERNATIVE NAME 1: Ann\n7: \n", "x.soi"), "irv", "--json").result
    assert (found["winners"], found["places"], found["ballots"]) == ([], [], 7)


# ---- refusals ------------------------------------------------------------------------------------

BAD_RANKINGS = """count,ranking
2,Ann > Bea
many,Ann
0,Ann
-3,Ann
1,Ann > Ann
1,Ann > > Bea
1,Ann,Bea
1
1.5,Ann
\u0661,Ann
1,=cmd|' /C calc'!A0
1,"Ann > Bea
3,Bea
"""


def test_every_refused_line_is_named_and_nothing_is_counted(tally: Tally, sheet):
    told = tally(sheet(BAD_RANKINGS), "schulze", "--json")
    assert (told.code, told.out) == (2, "")
    assert [line.split(": ")[0] for line in told.err.splitlines()] == [f"line {n}" for n in range(3, 14)]
    assert told.err.splitlines()[3:5] == [
        "line 6: “Ann” is there twice.",
        "line 7: a name is missing in “Ann > > Bea”.",
    ]


def test_refused_lines_are_left_out_where_that_is_asked_for(tally: Tally, sheet):
    found = tally(sheet(BAD_RANKINGS), "schulze", "--json", "--skip-bad").result
    assert (found["winners"], found["ballots"]) == (["Bea"], 5)
    assert [line["line"] for line in found["skipped"]] == list(range(3, 14))
    assert found["skipped"][3] == {"line": 6, "reason": "“Ann” is there twice."}
    assert found["pairwise"].keys() == {"Ann", "Bea"}


def test_a_file_without_a_bad_line_skips_none(tally: Tally, sheet):
    assert tally(sheet("count,ranking\n1,Ann\n"), "irv", "--json", "--skip-bad").result["skipped"] == []


def test_lines_left_out_are_told_to_people_too(tally: Tally, sheet):
    told = tally(sheet("count,ranking\n1,Ann\n0,Ann\n"), "irv", "--skip-bad", "--lang", "fr")
    assert told.code == 0 and "1. Ann" in told.out
    assert told.err.startswith("ligne 3\u00a0: «\u00a00\u00a0» n’est pas un nombre de bulletins")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("s.csv", "Ann,Bea\n6,1\n-1,0\nx,1\n3.5,1\n1\n1,2,3\n1e400,1\n", [2, 3, 4, 5, 6, 7, 8]),
        ("c.csv", f"count,Ann\n{COUNT + 1},1\n{10**400},1\n0,1\n,1\n1,1\n", [2, 3, 4, 5]),
        ("d.txt", "  Option 1->: Ann\n/ Option 2>: Bea\nV: 1 x\nV: 123 x\nV: é1 x\nV: \nV: 1- x\n", [3, 4, 5, 6]),
        ("p.toi", "# ALTERNATIVE NAME 1: Ann\n1: 2\n1: 1,1\n1: {1\n0: 1\nx\n1: 1,\n2: 1\n", [2, 3, 4, 5, 6, 7]),
        ("n.csv", b"count,ranking\n1,A\0nn\n1,\xff\xfe\n1," + b"x" * 200_000 + b"\n1,Ann\n", [2, 3, 4]),
        ("m.csv", "count,ranking\n" + "".join(f"1,N{n}\n" for n in range(OPTIONS + 1)), [OPTIONS + 2]),
    ],
)  # fmt: skip
def test_hostile_lines_are_refused_one_by_one(tally: Tally, sheet, name: str, text: Any, said: list[int]):
    file, rule = sheet(text, name), "score" if name in ("s.csv", "c.csv") else "irv"
    told = tally(file, rule, "--json")
    assert (told.code, told.out) == (2, "")
    assert [line.split(": ")[0] for line in told.err.splitlines()] == [f"line {n}" for n in said]
    assert all(len(line) < 200 for line in told.err.splitlines())


def test_lines_that_are_all_bad_leave_nothing_to_count(tally: Tally, sheet):
    told = tally(sheet("count,ranking\n0,Ann\n"), "irv", "--skip-bad", "--json")
    assert (told.code, told.out, told.err) == (2, "", "ballots.csv: there are no ballots in this file.\n")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("e.csv", b"", "no ballots"),
        ("e.soc", b"\n \n", "no ballots"),
        ("h.csv", b"count,ranking\n", "no ballots"),
        ("h.csv", b"Ann,Bea\n", "no ballots"),
        ("c.csv", b"count\n3\n", "no option is named"),
        ("t.csv", b"Ann,Ann\n1,2\n", "“Ann” is there twice"),
        ("n.csv", b"Ann,,Bea\n1,2,3\n", "a name is missing"),
        ("u.csv", "count,ranking\n1,Ann\n".encode("utf-16"), "not text in UTF-8"),
        ("l.csv", "Zoé,Ann\n1,2\n".encode("iso-8859-1"), "not text in UTF-8"),
        ("z.csv", b"\0\0\0\0", "not text in UTF-8"),
        ("m.csv", ",".join(f"N{n}" for n in range(OPTIONS + 1)).encode() + b"\n", f"more than {OPTIONS} options"),
        ("v.txt", b"V: 12 x\n", "no option is named"),
        ("x.soc", b"Ann > Bea\n", "no option is named"),
        ("y.soi", b"# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Ann\n1: 1\n", "“Ann” is there twice"),
    ],
)
def test_an_unusable_file_is_one_sentence(tally: Tally, sheet, name: str, data: bytes, said: str):
    told = tally(sheet(data, name), "irv" if b"ranking" in data else "score", "--json", "--skip-bad")
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert said in told.err


def test_a_folder_and_a_missing_file_are_one_sentence(tally: Tally, tmp_path: Path):
    assert tally(tmp_path / "gone.csv", "irv").err == "gone.csv: this file is missing.\n"
    told = tally(tmp_path, "irv")
    assert told.code == 2 and told.err.endswith("cannot be read (Is a directory).\n")


def test_names_that_look_like_formulas_or_controls_are_names(tally: Tally, sheet):
    text = "=1+1,\x1b[31mred,<b>\n5,1,0\n"
    assert tally(sheet(text), "score", "--json").result["winners"] == ["=1+1"]
    assert "\x1b" not in tally(sheet(text), "score").out


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        ("consent", "count,ranking\n1,A\n", "the rule “consent” cannot count rankings"),
        ("approval", "count,ranking\n1,A\n", "the rule “approval” cannot count rankings"),
        ("irv", "A,B\n1,2\n", "the rule “irv” cannot count scores"),
        ("majority", "A,B\n1,9\n", "the rule “majority” cannot count scores"),
        ("best", "A,B\n1,2\n", "“best” is not a known voting rule"),
        ("", "A,B\n1,2\n", "“” is not a known voting rule"),
    ],
)
def test_a_rule_that_cannot_count_the_file_says_which_can(tally: Tally, sheet, rule: str, text: str, said: str):
    told = tally(sheet(text), rule, "--json")
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert said in told.err
    assert ", ".join(FED["rankings" if "ranking" in text else "scores"]) in told.err


@pytest.mark.parametrize("more", [["--max", "0"], ["--max", "five"], ["--max", "\u0665"], ["--unranked", "first"]])
def test_an_argument_off_the_list_is_refused(capsys: pytest.CaptureFixture[str], more: Sequence[str]):
    with pytest.raises(SystemExit) as ended:
        main(["tally", "x.csv", "--rule", "score", *more])
    assert ended.value.code == 2 and "argument --" in capsys.readouterr().err


def test_every_rule_that_a_file_can_feed_is_in_the_table():
    assert set(FED["rankings"]) | set(FED["scores"]) <= set(RULES)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("rule", FED["rankings"])
def test_people_read_the_result_in_their_language(tally: Tally, rule: str, lang: str):
    told = tally(ELECTIONS / "tennessee.csv", rule, "--lang", lang)
    assert told.code == 0 and len(told.out.splitlines()) in (6, 7)
    assert ("Bulletins lus\u00a0: 100." if lang == "fr" else "Ballots read: 100.") in told.out


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("rule", FED["scores"])
def test_people_read_scores_in_their_language(tally: Tally, sheet, rule: str, lang: str):
    told = tally(sheet("Ann,Bea\n1,1\n"), rule, "--lang", lang)
    assert (told.code, told.out.splitlines()[2:]) == (0, ["1. Ann = Bea"])


def test_the_command_answers_in_another_process_with_one_json_object():
    command = [sys.executable, "-m", "workshop", "tally", str(ELECTIONS / "tennessee.csv"), "--rule", "irv", "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(told.stdout)["winners"] == ["Knox"] and told.stderr == ""


def test_a_terminal_without_accents_still_shows_the_result():
    command = [sys.executable, "-m", "workshop", "tally", str(ELECTIONS / "tennessee.csv"), "--rule", "irv"]
    ascii_only = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    told = subprocess.run([*command, "--lang", "fr"], capture_output=True, text=True, check=True, env=ascii_only)
    assert told.stdout.splitlines()[0] == "?limination successive"


def test_who_stops_reading_gets_no_traceback():
    command = [sys.executable, "-m", "workshop", "tally", str(ELECTIONS / "tennessee.csv"), "--rule", "irv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""


# ---- the reader ----------------------------------------------------------------------------------


def test_a_file_wanted_whole_names_its_first_wrong_line(sheet):
    file = sheet("count,ranking\n1,Ann\n0,Ann\nx,Ann\n")
    with pytest.raises(InputError, match=r"ballots\.csv, line 3: “0” is not a number of ballots"):
        read_ballots(file)
    assert len(sift(file).refused) == 2


@given(
    data=st.binary(max_size=300)
    | st.text(alphabet="count,ranking\n1AB>={};\t\"'#:V -é", max_size=200).map(str.encode)
)
def test_whatever_the_bytes_they_are_counted_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    folder = tmp_path_factory.mktemp("fuzz")
    for name, head in (("a.csv", b""), ("b.csv", b"count,ranking\n"), ("c.toi", b"# ALTERNATIVE NAME 1: A\n"),
                       ("d.txt", b"Option 1-->: A\nV: 1\n"), ("e.soc", b"2\n1,A\n2,B\n1,1,1\n")):  # fmt: skip
        file = folder / name
        file.write_bytes(head + data)
        try:
            found = sift(file)
        except InputError:
            continue
        assert all(count > 0 for count in found.profile.values())
        assert len(set(found.options)) == len(found.options)
