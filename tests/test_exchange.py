"""Files from elsewhere: read as published, written as published, refused in a sentence."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.errors import InputError
from workshop.exchange.ballots import read_ballots
from workshop.exchange.conversations import chart, standings, tables
from workshop.exchange.polis import (
    comments_table,
    consensus,
    participants_table,
    read,
    summary,
    write,
)
from workshop.exchange.sheets import literal
from workshop.texts import say

POLIS = Path(__file__).parent / "real/polis"
ALL = ["bg2050-volunteers", "brexit-consensus", "scoop-hivemind.ubi"]


def parsed(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def columns(path: Path, *names: str) -> list[list[str]]:
    head, *rows = parsed(path)
    return [[row[head.index(name)] for name in names] for row in rows]


@pytest.mark.parametrize("name", ALL)
def test_participants_votes_come_out_as_published(name: str, tmp_path: Path):
    written = write(read(POLIS / name), tmp_path / "out")
    assert [path.name for path in written] == ["participants-votes.csv", "comments.csv"]
    assert written[0].read_bytes() == (POLIS / name / "participants-votes.csv").read_bytes()


@pytest.mark.parametrize("name", ALL)
def test_comments_come_out_with_the_source_s_columns_rows_and_counts(name: str, tmp_path: Path):
    out = write(read(POLIS / name), tmp_path)[1]
    source = POLIS / name / "comments.csv"
    assert parsed(out)[0] == parsed(source)[0]
    kept = [column for column in parsed(source)[0] if column != "group-informed-consensus"]
    assert columns(out, *kept) == columns(source, *kept)


@pytest.mark.shows("GRP5")
def test_every_published_group_informed_consensus_is_recomputed():
    published = columns(POLIS / ALL[0] / "comments.csv", "comment-id", "group-informed-consensus")
    ours = consensus(read(POLIS / ALL[0]))
    assert len(published) == len(ours) == 371
    assert max(abs(ours[comment] - float(value)) for comment, value in published) < 1e-12


def test_the_written_consensus_is_the_recomputed_one(tmp_path: Path):
    conversation = read(POLIS / ALL[0])
    out = write(conversation, tmp_path)[1]
    ours = consensus(conversation)
    assert columns(out, "group-informed-consensus") == [[repr(ours[c.id])] for c in conversation.comments]


def test_the_last_vote_of_a_pair_counts_and_all_are_kept():
    conversation = read(POLIS / "brexit-consensus")
    assert len(conversation.votes) == 5312
    assert len(conversation.latest()) < 5312
    assert all(
        a.at <= b.at for a, b in zip(conversation.votes, conversation.votes[1:], strict=False) if a.at and b.at
    )


def test_groups_are_copied():
    groups = Counter(person.group for person in read(POLIS / "scoop-hivemind.ubi").people)
    assert groups == {"1": 113, "0": 70, "2": 42, "3": 9}


def folder(path: Path, votes: str | None = None, people: str | None = None, comments: str | None = None) -> Path:
    path.mkdir(exist_ok=True)
    default = (
        "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n1,0,7,0,0,1,One\n2,1,7,0,0,1,Two\n"
    )
    (path / "comments.csv").write_text(default if comments is None else comments, "utf-8")
    if votes is not None:
        (path / "votes.csv").write_text("timestamp,datetime,comment-id,voter-id,vote\n" + votes, "utf-8")
    if people is not None:
        (path / "participants-votes.csv").write_text(people, "utf-8")
    return path


def test_time_not_the_order_of_lines_tells_which_vote_is_last(tmp_path: Path):
    found = read(folder(tmp_path, votes="30,x,0,7,-1\n10,x,0,7,1\n20,x,0,8,0\n"))
    assert found.latest() == {("7", "0"): -1, ("8", "0"): 0}
    assert [row[3:5] for row in comments_table(found)[1]] == [["1", "1"], ["0", "0"]]


def test_at_the_same_moment_the_later_line_is_last(tmp_path: Path):
    assert read(folder(tmp_path, votes="10,x,0,7,1\n10,x,0,7,-1\n")).latest() == {("7", "0"): -1}


def test_without_participants_everybody_who_voted_is_listed(tmp_path: Path):
    head, rows = participants_table(read(folder(tmp_path, votes="10,x,0,11,1\n11,x,1,7,0\n")))
    assert head == ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "0", "1")
    assert rows == [["7", "", "2", "1", "0", "0", "", "0"], ["11", "", "0", "1", "1", "0", "1", ""]]


def test_a_comment_that_only_votes_know_of_gets_its_column(tmp_path: Path):
    found = read(folder(tmp_path, votes="10,x,1,7,1\n", people="participant,group-id,0\n7,0,\n"))
    assert participants_table(found) == (("participant", "group-id", "0", "1"), [["7", "0", "", "1"]])


def test_without_votes_csv_counts_are_copied(tmp_path: Path):
    comments = "timestamp,comment-id,author-id,agrees,disagrees,comment-body\n1,0,7,41,3,One\n"
    found = read(folder(tmp_path, people="participant,group-id,0\n7,0,1\n", comments=comments))
    assert comments_table(found)[1] == [["1", "0", "7", "41", "3", "One"]]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda p: p, "comments.csv: this file is missing."),
        (lambda p: folder(p), ": this folder has neither votes.csv nor participants-votes.csv."),
        (lambda p: folder(p, votes="10,x,0,7,2\n"), "votes.csv, line 2: “2” does not fit in the column “vote”."),
        (lambda p: folder(p, votes="1,x,0,7,1\nsoon,x,0,7,1\n"), "votes.csv, line 3: “soon” does not fit in"),
        (lambda p: folder(p, votes="10,x,0,7\n"), "votes.csv, line 2: 5 values were expected, 4 are there."),
        (lambda p: folder(p, votes="10,x,9,7,1\n"), "votes.csv, line 2: comment 9 is not in comments.csv."),
        (lambda p: folder(p, votes='10,x,0,7,"1\n'), "votes.csv, line 2: not a readable CSV table"),
        (
            lambda p: folder(p, votes="", comments="a,b\n"),
            "comments.csv, line 1: the column “comment-id” is missing.",
        ),
        (lambda p: folder(p, votes="", comments=""), "comments.csv, line 1: the column “comment-id” is missing."),
        (
            lambda p: folder(p, people="participant,group-id,0\n7,0,1\n7,0,1\n"),
            "participants-votes.csv, line 3: “7” is there twice.",
        ),
        (
            lambda p: folder(p, people="participant,group-id,0\n7,0,\u0661\n"),
            "participants-votes.csv, line 2: “\u0661” does not fit in the column “0”.",
        ),
        (
            lambda p: folder(p, votes="", comments="timestamp,comment-id,author-id,comment-body\n1,0,7,\0\n"),
            "comments.csv: this file is not text in UTF-8.",
        ),
    ],
)
def test_a_bad_export_is_refused_with_file_line_and_reason(
    make: Callable[[Path], Path], sentence: str, tmp_path: Path
):
    with pytest.raises(InputError) as fault:
        read(make(tmp_path))
    assert sentence in str(fault.value)
    facts = fault.value.facts
    assert say(str(facts["text"]), "fr", **facts) != str(fault.value)


def test_a_line_is_where_a_record_begins_even_after_long_comments(tmp_path: Path):
    comments = 'timestamp,comment-id,author-id,comment-body\n1,0,7,"two\nlines"\nx,1,7,b\n'
    with pytest.raises(InputError, match=r"comments.csv, line 4: “x”"):
        read(folder(tmp_path, votes="", comments=comments))


def test_a_place_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path: Path):
    conversation = read(folder(tmp_path / "in", votes=""))
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write(conversation, tmp_path / "file" / "out")
    (tmp_path / "out" / "comments.csv").mkdir(parents=True)
    with pytest.raises(InputError, match=r"comments.csv: this file cannot be written"):
        write(conversation, tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.part"))


def test_the_source_is_never_written_over(tmp_path: Path):
    conversation = read(folder(tmp_path, votes=""))
    with pytest.raises(InputError, match="this is the folder of the source"):
        write(conversation, tmp_path)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", " =cmd|' /C calc'!A0", "＝1", "- a dash"]
)
def test_what_looks_like_a_formula_is_written_as_text(cell: str, tmp_path: Path):
    conversation = read(folder(tmp_path / "in", votes=""))
    hostile = replace(conversation.comments[0], source={**conversation.comments[0].source, "comment-body": cell})
    out = write(replace(conversation, comments=(hostile,)), tmp_path / "out")[1]
    assert columns(out, "comment-body") == [["'" + cell]]


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_numbers_stay_numbers(number: float):
    assert literal(repr(number)) == repr(number)


@pytest.mark.parametrize("name", ALL)
def test_a_conversation_opens_as_tables(name: str):
    conversation = read(POLIS / name)
    found = tables(conversation)
    assert len(found["people"]) == len(conversation.people)
    assert len(found["votes"]) == len(conversation.votes)
    assert found["matrix"].shape == (len(conversation.people), len(conversation.asked))
    assert int(found["matrix"].notna().sum().sum()) == len(conversation.latest())
    assert found["comments"]["consensus"].is_monotonic_decreasing


@pytest.mark.shows("GRP5")
def test_a_conversation_is_charted_by_what_every_group_supports():
    conversation = read(POLIS / "bg2050-volunteers")
    drawn = chart(conversation, most=5)
    first = standings(conversation)[0]
    assert [row["first"] for row in drawn["rows"]] == [True, False, False, False, False]
    assert drawn["rows"][0]["value"] == round(100 * first.consensus, 1)
    assert drawn["rows"][0]["note"]["en"] == f"{first.agree} of {first.seen} agree"


def test_a_summary_says_how_much_there_is():
    assert summary(read(POLIS / "brexit-consensus")) == {
        "topic": "Can there be consensus on Brexit?",
        "participants": 204,
        "comments": 50,
        "votes": 5312,
        "counted": 5303,
        "groups": 2,
    }


# ---- ballots -------------------------------------------------------------------------------------


def test_counted_rankings_keep_ties_blank_ballots_and_names(tmp_path: Path):
    path = tmp_path / "b.csv"
    path.write_text("count,ranking\n2,Ann Lee > Bea = Cid\n1,\n3,Bea\n", "utf-8-sig")
    found = read_ballots(path)
    assert found.options == ("Ann Lee", "Bea", "Cid")
    assert found.profile == {
        (frozenset({"Ann Lee"}), frozenset({"Bea", "Cid"})): 2,
        (): 1,
        (frozenset({"Bea"}),): 3,
    }


def test_a_tally_sheet_ranks_by_the_marks_it_has(tmp_path: Path):
    path = tmp_path / "t.txt"
    path.write_text("  Option 1--->: Ann\n/ Option 2-->: Bea\n|/\nV: 31 \t x\nV: 2- \t y\nV: -- \t z\n", "utf-8")
    found = read_ballots(path)
    ann, bea = frozenset({"Ann"}), frozenset({"Bea"})
    assert found.profile == {(bea, ann): 1, (ann,): 1, (): 1}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("count,ranking\nmany,A\n", "bad.csv, line 2: “many” is not a number of ballots"),
        ("count,ranking\n0,A\n", "line 2: “0” is not a number of ballots"),
        ("count,ranking\n1,A > A\n", "line 2: “A” is there twice"),
        ("count,ranking\n1,A > > B\n", "line 2: a name is missing in “A > > B”"),
        ("count,ranking\n", "there are no ballots in this file"),
        ("", "there are no ballots in this file"),
        ("  Option 1-->: Ann\nV: 12 x\n", "line 2: 1 values were expected, 2 are there"),
    ],
)
def test_a_bad_ballot_file_is_refused_with_its_line(text: str, sentence: str, tmp_path: Path):
    path = tmp_path / "bad.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=sentence):
        read_ballots(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path):
    path = tmp_path / "bad.csv"
    path.write_bytes(b"count,ranking\n1,\xff\xfe\n")
    with pytest.raises(InputError, match="not text in UTF-8"):
        read_ballots(path)
