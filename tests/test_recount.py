"""Ballots of a closed vote leave the room without names, and another program comes to the same winner."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import cast, wait_for
from rooms import Room

from workshop.cli import main
from workshop.desk import Workshop
from workshop.errors import InputError
from workshop.model import Option

OPTIONS = [Option(name, {"fr": name, "en": name}) for name in ("a", "b", "c")]
VOTES: list[tuple[str, dict[str, Any], list[Any]]] = [
    ("irv", {}, [[["c"], ["a"]], [["b"], ["a", "c"]], [["c"], ["b"], ["a"]]]),
    ("ranked_pairs", {}, [[["c"], ["a"]], [["c"], ["a"]], [["a"], ["b"], ["c"]]]),
    ("plurality", {}, ["b", "b", "a"]),
    ("approval", {}, [["b"], ["a", "b"], []]),
    ("gradients", {}, [{"a": 1, "b": 8}, {"a": 3, "b": 4, "c": 2}, {"c": 5}]),
    ("star", {"most": 9}, [{"a": 9, "b": 0}, {"a": 2, "c": 8}, {"c": 7}]),
    ("points", {"most": 100}, [{"a": 60, "b": 40}, {"b": 100}, {"c": 5}]),
]


@pytest.fixture
def w(room: Room) -> Iterator[Workshop]:
    """An English desk with people of two roles."""
    desk = Workshop.attach(room.data, lang="en")
    desk.people_ids = [desk.add_person(name, role) for name, role in (("Ada", "volunteers"), ("Bo", "field"))]
    desk.people_ids.append(desk.add_person("Chi", "field"))
    wait_for(lambda: desk.client.state.crowd.present == 3)
    yield desk
    desk.detach()


def recounted(w: Workshop, rule: str, file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    """What the command makes of the ballots that the desk wrote to `file`."""
    w.ballots("spokesperson").to_csv(file, index=False)
    assert main(["tally", str(file), "--rule", rule, "--json", *more]) == 0
    return dict(json.loads(capsys.readouterr().out))


@pytest.mark.shows("VOT7")
def test_ballots_written_to_a_file_elect_the_same_when_the_command_counts_them(
    w: Workshop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for rule, fixed, choices in VOTES:
        w.open("spokesperson", rule, options=OPTIONS, afresh=True, **fixed)
        cast(w, choices)
        w.close()
        ours = w.tally("spokesperson")
        scale = ["--max", str(fixed["most"])] if fixed else []
        theirs = recounted(w, rule, tmp_path / f"{rule}.csv", capsys, *scale)
        assert (rule, theirs["ballots"], set(theirs["winners"])) == (rule, 3, ours.winners)


@pytest.mark.shows("VOT7")
def test_a_vote_that_weighs_three_is_three_in_the_file_and_nobody_is_named(
    w: Workshop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    w.open("spokesperson", "irv", options=OPTIONS, afresh=True, weights={"volunteers": 3})
    cast(w, [[["a"], ["b"]], [["b"]], [["b"]]])
    w.close()
    assert recounted(w, "irv", tmp_path / "votes.csv", capsys)["winners"] == ["a"]
    assert (tmp_path / "votes.csv").read_text("utf-8") == "count,ranking\n3,a > b\n2,b\n"


def test_a_yes_or_a_no_is_not_exported_and_a_sentence_says_so(w: Workshop) -> None:
    w.open("spokesperson", "majority", proposal="list")
    cast(w, ["yes", "no", "yes"])
    w.close()
    with pytest.raises(InputError, match="counted elsewhere"):
        w.ballots("spokesperson")
