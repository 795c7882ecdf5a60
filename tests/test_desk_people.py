"""Everybody in the room from the desk: hands, paper, proxies, conflicts of interest, attendance, who is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import desk_of, wait_for
from phones import phone
from rooms import Room

from workshop.desk import Workshop
from workshop.desk.widgets import BallotWidget, GridWidget, HandsWidget, RoomWidget, Stage
from workshop.errors import InputError, InvalidBallot, NotAllowed
from workshop.messages import CastBallot
from workshop.model import Ballot, Option
from workshop.texts import say

Q = "spokesperson"
AB = [Option("a", {"fr": "A", "en": "A"}), Option("b", {"fr": "B", "en": "B"})]


@pytest.fixture
def w(room: Room) -> Iterator[Workshop]:
    """The desk of a new workshop with Ada and Bo in it."""
    with desk_of(room, "Ada", "Bo") as desk:
        yield desk


def press(widget: Any, act: str, **values: Any) -> None:
    """What the browser does when somebody presses a button of a widget."""
    live = getattr(widget, "board", widget)
    live._told(live, {"act": act, "values": values}, [])


def opened(w: Workshop, *said: Any, **opening: Any) -> None:
    """Open a round, and wait until the desk has heard of it."""
    id = w.open(*said, **opening).id
    wait_for(lambda: (w.client.state.scene.round or {}).get("id") == id)


def vote(w: Workshop, name: str, choice: Any, key: str, channel: str = "desk") -> None:
    open_ = next(r for r in w.record("").rounds if r.state == "open")
    w.speak(w.person(name), CastBallot(key.ljust(10, "0"), open_.id, choice), channel=channel)


def ballots(w: Workshop) -> list[Ballot]:
    """The ballots of the last round, once it is closed."""
    record = w.record()
    return [b for b in record.ballots if b.round == record.rounds[-1].id]


def typed(grid: GridWidget, number: int, row: str = "", **cells: Any) -> dict[str, Any]:
    """One row typed in; what the row says then."""
    more = {key: cells.pop(key) for key in ("name", "role") if key in cells}
    row = row or f"n{number}"
    press(
        grid, "row", row=row, serial=1, number=str(number), **{"name": "", "role": "volunteers", **more}, cells=cells
    )
    return dict(grid.told[row])


# ---- hands -------------------------------------------------------------------------------------------


@pytest.mark.shows("JOI5")
def test_hands_are_ballots_of_their_own_channel_and_the_last_count_stands(w: Workshop) -> None:
    opened(w, "q", "majority", options=AB, proposal="a", title="Q ?")
    w.count_hands({"yes": 4, "no": 1}, people=6)
    w.count_hands({"yes": 3, "no": 1, "abstain": 1})
    vote(w, "Ada", "yes", "k1")
    w.close()
    assert sorted(b.channel for b in ballots(w)) == ["desk"] + ["hands"] * 5
    assert w.tally("q").counts["a"]["yes"] == 4


def test_more_hands_than_people_are_refused_with_a_sentence_and_change_nothing(w: Workshop) -> None:
    opened(w, "q", "majority", options=AB, proposal="a", title="Q ?")
    w.count_hands({"yes": 2}, people=2)
    with pytest.raises(InvalidBallot, match="plus de mains"):
        w.count_hands({"yes": 3})
    w.close()
    assert len(ballots(w)) == 2


def test_the_pad_has_one_field_an_answer_and_says_what_it_recorded(w: Workshop) -> None:
    opened(w, "q", "fist_to_five", options=AB, proposal="a", title="Q ?")
    pad = HandsWidget(w)
    assert [one["id"] for one in pad.ask["answers"]] == ["5", "4", "3", "2", "1", "0"]
    press(pad, "count", people="3", **{"5": "2", "0": "1", "4": ""})
    assert (pad.alert, pad.said) == ("", say("desk.hands_recorded", "fr", count=3))
    press(pad, "count", people="3", **{"5": "9"})
    assert "plus de mains" in pad.alert
    press(pad, "count", people="3", **{"5": "deux"})
    assert pad.alert == say("desk.bad_whole", "fr", text="deux")
    assert pad.said == say("desk.hands_recorded", "fr", count=3)


def test_a_pad_made_again_shows_the_count_that_stands(w: Workshop) -> None:
    opened(w, "q", "plurality", options=AB, title="Q ?")
    w.count_hands({"a": 2}, people=4)
    wait_for(lambda: w.client.state.hands == {"a": 2})
    pad = HandsWidget(w)
    assert (pad.ask["counts"], pad.ask["people"]) == ({"a": 2}, "4")


def test_a_ranking_cannot_be_answered_by_hand(w: Workshop) -> None:
    opened(w, "q", "ranked", options=AB, title="Q ?")
    assert HandsWidget(w).ask == {}


# ---- proxies -----------------------------------------------------------------------------------------


@pytest.mark.shows("VOT9")
def test_a_proxy_answers_with_the_principals_name_until_they_answer_themselves(room: Room, w: Workshop) -> None:
    w.add_person("Chi", "field", present=False)

    async def play() -> None:
        async with phone(room, "Dia") as dia:
            await asyncio.to_thread(w.mandate, "Chi", "Dia")
            round = (await asyncio.to_thread(w.open, "q", "plurality", options=AB, title="Q ?")).id
            chi = w.person("Chi")
            await dia.vote(round, "a", "diaown000")
            said = await dia.vote(round, "b", "diaforchi", principal=chi)
            assert said["type"] == "Recorded"

    asyncio.run(play())
    w.close()
    found = {b.participant: b for b in ballots(w)}
    own = found[w.person("Chi")]
    assert (own.choice, own.channel, own.by) == ("b", "proxy", w.person("Dia"))


@pytest.mark.shows("VOT9")
def test_the_principal_may_still_change_what_the_proxy_said(w: Workshop) -> None:
    w.add_person("Chi", "field", present=False)
    opened(w, "q", "plurality", options=AB, title="Q ?")
    vote(w, "Chi", "a", "proxy1", channel="proxy")
    w.present("Chi")
    vote(w, "Chi", "b", "own1")
    with pytest.raises(NotAllowed, match="déjà répondu"):
        vote(w, "Chi", "a", "proxy2", channel="proxy")
    w.close()
    assert [(b.choice, b.channel) for b in ballots(w)] == [("b", "desk")]


def test_a_proxy_is_given_and_taken_back_by_name(w: Workshop) -> None:
    w.mandate("Ada", "Bo")
    wait_for(lambda: any(one["holder"] for one in w.client.state.people))
    assert list(w.attendance["represented_by"].dropna()) == ["Bo"]
    w.mandate("Ada")
    assert w.attendance["represented_by"].isna().all()


def test_nobody_is_their_own_proxy_and_unknown_names_are_said(w: Workshop) -> None:
    with pytest.raises(NotAllowed, match="se représenter"):
        w.mandate("Ada", "Ada")
    with pytest.raises(InputError, match="Zoé"):
        w.mandate("Zoé", "Ada")


@pytest.mark.shows("JOI5")
def test_an_answer_by_telephone_is_entered_at_the_desk_as_a_proxy(w: Workshop) -> None:
    chi = w.add_person("Chi", "field", present=False)
    opened(w, "q", "plurality", options=AB, title="Q ?")
    here = BallotWidget(w)
    press(here, "enter", known=chi, how="proxy")
    assert here.who["name"] == "Chi"
    here.answer = {"choice": "a", "sent": 1}
    assert here.status["state"] == "recorded"
    w.close()
    assert [(b.participant, b.channel) for b in ballots(w)] == [(chi, "proxy")]
    assert not next(p for p in w.record("").participants if p.id == chi).present


# ---- observers and conflicts of interest -----------------------------------------------------------------


@pytest.mark.shows("JOI3")
def test_an_observer_is_here_and_does_not_vote(w: Workshop) -> None:
    w.add_person("Obi", "observer")
    opened(w, "q", "plurality", options=AB, title="Q ?")
    with pytest.raises(NotAllowed, match="observez"):
        vote(w, "Obi", "a", "obi1")
    wait_for(lambda: (w.client.state.crowd.present, w.client.state.crowd.entitled) == (3, 2))


@pytest.mark.shows("JOI3")
def test_who_does_not_vote_on_a_question_for_a_reason_may_be_let_vote_again(w: Workshop) -> None:
    opened(w, "q", "plurality", options=AB, title="Q ?")
    vote(w, "Ada", "a", "ada1")
    w.recuse("Ada", "q", "Elle a écrit l’offre.")
    with pytest.raises(NotAllowed, match="conflit"):
        vote(w, "Ada", "a", "ada2")
    w.recuse("Ada", "q", recused=False)
    vote(w, "Ada", "b", "ada3")
    w.close()
    assert [b.choice for b in ballots(w)] == ["b"]
    assert [(r.recused, r.reason) for r in w.record().recusals] == [(True, "Elle a écrit l’offre."), (False, None)]


# ---- attendance ------------------------------------------------------------------------------------------


@pytest.mark.shows("JOI11")
def test_the_attendance_table_has_times_channels_and_who_represents(w: Workshop) -> None:
    w.add_person("Chi", "field", present=False)
    w.mandate("Chi", "Bo")
    w.present("Ada", False)
    table = w.attendance.set_index("name")
    assert list(table.columns) == ["role", "arrived", "left", "channel", "represented_by"]
    assert table.loc["Ada", "left"] >= table.loc["Ada", "arrived"]
    assert table.loc["Bo", "left"] is None or table["left"].isna()["Bo"]
    assert table["arrived"].isna()["Chi"]
    assert (table.loc["Chi", "represented_by"], table.loc["Ada", "channel"]) == ("Bo", "au poste d’animation")


@pytest.mark.shows("JOI11")
def test_the_room_says_how_many_of_the_quorum_are_here(w: Workshop) -> None:
    w.set(quorum=3)
    wait_for(lambda: w.facts.get("quorum") == 3)
    room = RoomWidget(w)
    assert room.quorum == say("desk.room_quorum_short", "fr", present=2, quorum=3)
    w.add_person("Chi", "field")
    wait_for(lambda: w.client.state.crowd.present == 3)
    room._heard()
    assert room.quorum == say("desk.room_quorum_met", "fr", present=3, quorum=3)


@pytest.mark.shows("JOI3")
def test_who_is_missing_shrinks_as_people_come(w: Workshop) -> None:
    before = w.missing()
    assert "Ressources humaines" in before and "Personnes concernées par ce qui est publié" not in before
    hr = w.add_person("Hal", "hr")
    wait_for(lambda: "Ressources humaines" not in w.missing())
    w.present(hr, False)
    wait_for(lambda: "Ressources humaines" in w.missing())
    assert "Ressources humaines" in RoomWidget(w).missing
    assert "Ressources humaines" in repr(w.frame(0)) and "Ressources humaines" not in repr(w.frame(1))


# ---- the room widget ----------------------------------------------------------------------------------------


def test_the_roster_groups_people_by_role_and_says_who_votes_and_for_whom(w: Workshop) -> None:
    w.add_person("Obi", "observer")
    w.add_person("Chi", "volunteers", present=False)
    w.mandate("Chi", "Bo")
    wait_for(lambda: any(one["holder"] for one in w.client.state.people))
    groups = RoomWidget(w).people
    assert [(g["role"], [p["name"] for p in g["people"]]) for g in groups] == [
        ("Bénévoles", ["Ada", "Bo", "Chi"]),
        ("Observation", ["Obi"]),
    ]
    said = {p["name"]: p["note"] for g in groups for p in g["people"]}
    assert "Bo" in said["Chi"] and say("desk.roster_observes", "fr") in said["Obi"]


def test_the_roster_gives_proxies_recusals_and_new_phones(w: Workshop) -> None:
    ada, bo = w.person("Ada"), w.person("Bo")
    w.scene("ask", Q)
    wait_for(lambda: w.client.state.scene.question)
    room = RoomWidget(w)
    press(room, "mandate", participant=ada, holder=bo)
    press(room, "recuse", participant=bo, reason="Sa sœur.", recused=True)
    press(room, "add", name="Chi", role="field", away=True, holder="")
    assert room.alert == ""
    record = w.record()
    assert [(m.principal, m.holder) for m in record.mandates] == [(ada, bo)]
    assert [(r.question, r.reason) for r in record.recusals] == [(Q, "Sa sœur.")]
    assert not next(p for p in record.participants if p.name == "Chi").present
    press(room, "mandate", participant=ada, holder=ada)
    assert "se représenter" in room.alert


def test_the_room_tells_where_a_shared_tablet_goes_and_keeps_how_many_raise_hands(w: Workshop) -> None:
    room = RoomWidget(w)
    assert room.way["kiosk"].endswith("/kiosk")
    values = {one["name"]: one["value"] for one in room.facts}
    press(room, "facts", **{**values, "hands": "7"})
    wait_for(lambda: w.facts.get("hands") == 7)
    press(room, "facts", **{**values, "hands": "beaucoup"})
    assert room.alert == say("desk.bad_whole", "fr", text="beaucoup")


# ---- paper ---------------------------------------------------------------------------------------------------


@pytest.mark.shows("JOI5")
def test_a_sheet_is_the_same_person_in_every_round_and_its_ballots_are_paper(w: Workshop) -> None:
    opened(w, "one", "plurality", options=AB, title="Q ?")
    grid = GridWidget(w)
    assert typed(grid, 7, answer="a") == {
        "state": "recorded",
        "text": say("desk.grid_recorded", "fr", number=7),
        "serial": 1,
    }
    w.close()
    opened(w, "two", "majority", options=AB, proposal="b", title="Q2 ?")
    grid._heard()
    assert [(s["number"], s["name"]) for s in grid.sheets] == [(7, say("paper.number", "fr", number=7))]
    typed(grid, 7, answer="no")
    w.close()
    record = w.record()
    assert len({b.participant for b in record.ballots}) == 1
    assert {b.channel for b in record.ballots} == {"paper"}


def test_a_wrong_row_says_why_in_its_place_and_the_others_stand(w: Workshop) -> None:
    opened(w, "q", "points", options=AB, title="Q ?")
    grid = GridWidget(w)
    assert typed(grid, 1, a="60", b="40")["state"] == "recorded"
    over = typed(grid, 2, a="60", b="60")
    assert over["state"] == "wrong" and "enregistré" in over["text"]
    assert typed(grid, 3, a="soixante")["text"] == say("desk.grid_number_wanted", "fr", text="soixante")
    assert typed(grid, 4, role="", a="1")["text"] == say("desk.sheet_role", "fr")
    w.close()
    assert [b.choice for b in ballots(w)] == [{"a": 60, "b": 40}]


def test_a_row_is_corrected_until_closing_also_back_to_what_it_was(w: Workshop) -> None:
    opened(w, "q", "plurality", options=AB, title="Q ?")
    grid = GridWidget(w)
    for answer in ("a", "b", "a"):
        typed(grid, 1, answer=answer)
    w.close()
    assert [b.choice for b in ballots(w)] == ["a"]
    assert typed(grid, 1, answer="b")["state"] == "wrong"


def test_the_same_number_in_two_rows_is_refused(w: Workshop) -> None:
    opened(w, "q", "plurality", options=AB, title="Q ?")
    grid = GridWidget(w)
    typed(grid, 1, answer="a")
    assert typed(grid, 1, row="n9", answer="b")["text"] == say("desk.grid_twice", "fr", number=1)


def test_a_grid_made_again_shows_what_was_typed(w: Workshop) -> None:
    opened(w, "q", "plurality", options=AB, title="Q ?")
    typed(GridWidget(w), 3, answer="a", name="Élodie")
    again = GridWidget(w)
    assert [(s["number"], s["name"], s["cells"], s["recorded"]) for s in again.sheets] == [
        (3, "Élodie", {"answer": "a"}, True)
    ]
    assert typed(again, 3, row="s3", answer="b")["state"] == "recorded"


def test_a_sheet_of_somebody_on_the_list_is_theirs(w: Workshop) -> None:
    opened(w, "q", "plurality", options=AB, title="Q ?")
    typed(GridWidget(w), 5, answer="a", name="ada", role="")
    w.close()
    assert [b.participant for b in ballots(w)] == [w.person("Ada")]


CHOICES: list[tuple[dict[str, Any], dict[str, Any], Any]] = [
    ({"rule": "approval"}, {"a": True, "b": False}, ["a"]),
    ({"rule": "dots"}, {"a": "2", "b": ""}, {"a": 2}),
    ({"rule": "ranked"}, {"a": "2", "b": "1"}, [["b"], ["a"]]),
    ({"rule": "borda"}, {"a": "1", "b": "1"}, [["a", "b"]]),
    ({"rule": "score"}, {"a": "5", "b": "0"}, {"a": 5, "b": 0}),
    ({"rule": "majority_judgment"}, {"a": "3"}, {"a": 3}),
    ({"rule": "gradients"}, {"a": "1", "b": "8"}, {"a": 1, "b": 8}),
    ({"rule": "gradients", "proposal": "a"}, {"answer": "3"}, {"a": 3}),
    ({"rule": "fist_to_five", "proposal": "a"}, {"answer": "0"}, 0),
    ({"rule": "consent", "proposal": "a"}, {"answer": "yes"}, "yes"),
    ({"rule": "consent", "proposal": "a"}, {"answer": "remark", "reason": "Bien."}, {"remark": "Bien."}),
    (
        {"rule": "consent", "proposal": "a"},
        {"answer": "objection", "reason": "Trop dur.", "wording": "Plus doux.", "named": True},
        {"objection": "Trop dur.", "wording": "Plus doux.", "named": True},
    ),
    ({"kind": "consent_list"}, {"b": True}, ["b"]),
    (
        {"kind": "estimate"},
        {"likelihood:a": "2", "impact:a": "5", "likelihood:b": "", "impact:b": ""},
        {"a": {"likelihood": 2, "impact": 5}, "b": None},
    ),
]


@pytest.mark.shows("JOI5")
def test_every_rule_can_be_typed_in_from_paper(w: Workshop) -> None:
    for number, (opening, cells, choice) in enumerate(CHOICES):
        opened(w, f"q{number}", options=AB, title="Q ?", **opening)
        grid = GridWidget(w)
        assert set(cells) <= {one["name"] for one in grid.ask["cells"]}
        assert typed(grid, 1, **cells)["state"] == "recorded", opening
        w.close()
        assert [b.choice for b in ballots(w)] == [choice]


def test_ideas_on_paper_are_one_a_line_and_a_corrected_sheet_makes_no_second_idea(w: Workshop) -> None:
    opened(w, "q", kind="ideas", title="Q ?")
    grid = GridWidget(w)
    typed(grid, 1, answer="Un\nDeux\n\nTrois")
    assert typed(grid, 1, answer="Un\n2")["state"] == "recorded"
    w.close()
    ideas = [i for i in w.record().ideas if not i.withdrawn]
    assert [(i.text, i.channel) for i in ideas] == [("Un", "paper"), ("2", "paper")]


def test_half_an_estimate_and_an_objection_without_words_say_what_is_missing(w: Workshop) -> None:
    opened(w, "q", kind="estimate", options=AB, title="Q ?")
    assert typed(GridWidget(w), 1, **{"likelihood:a": "2"})["text"] == say("desk.grid_half", "fr")
    w.close()
    opened(w, "q2", "consent", options=AB, proposal="a", title="Q ?")
    grid = GridWidget(w)
    assert typed(grid, 1, answer="")["text"] == say("desk.grid_no_answer", "fr")
    assert typed(grid, 1, answer="objection")["state"] == "wrong"


@pytest.mark.shows("JOI5")
def test_sheets_are_printed_before_and_while_a_round_is_open(w: Workshop, tmp_path: Path) -> None:
    before = w.sheets(Q, 2, out=tmp_path, rule="approval")
    opened(w, Q, "approval")
    during = w.sheets(Q, 2, first=3, out=tmp_path)
    assert before.name == f"sheets-{Q}-fr-1-2.pdf" and during.name == f"sheets-{Q}-fr-3-4.pdf"
    assert all(path.read_bytes().startswith(b"%PDF") for path in (before, during))
    with pytest.raises(InputError):
        w.sheets(Q, 0)


def test_the_stage_prints_what_it_would_open_and_gives_the_file_to_the_browser(
    w: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(w, "place", lambda out=None: tmp_path)
    stage: Stage = w.stage(Q)
    press(stage, "sheets", sheets="2", first_sheet="1", rule="approval", minutes="5")
    assert stage.board.alert == ""
    assert [one["name"] for one in stage.board.files] == [f"sheets-{Q}-fr-1-2.pdf"]
    assert Path(stage.board.files[0]["path"]).read_bytes().startswith(b"%PDF")
    assert w.record().rounds == ()
    press(stage, "sheets", sheets="dix", first_sheet="1")
    assert stage.board.alert == say("desk.bad_whole", "fr", text="dix")


def test_the_stage_opens_one_thing_beside_the_ballot_at_a_time(w: Workshop) -> None:
    stage: Stage = w.stage(Q)
    opened(w, Q, "plurality")
    stage.refresh(fresh=True)
    assert [one["act"] for one in stage.board.view["quiet"]][-2:] == ["hands", "grid"]
    for act, kind in (("grid", GridWidget), ("hands", HandsWidget), ("here", BallotWidget)):
        press(stage, act)
        assert [isinstance(child, kind) for child in stage.children[1:]] == [True]
    press(stage, "here")
    assert len(stage.children) == 1
