"""Risks at the desk, against a real room: two rounds, reasons, the room's own, the register and its signatures."""

from __future__ import annotations

from typing import Any

import pytest
from desks import cast, press, until, wait_for
from phones import phone
from rooms import Room
from test_desk_decisions import fields

from workshop.desk import Workshop
from workshop.desk.widgets import RiskBoard, Stage
from workshop.errors import InputError, InvalidDecision
from workshop.messages import WriteIdea
from workshop.texts import say

RISKS = ["rep_slip", "sec_takeover", "leg_privacy", "ops_absence", "ppl_harassment"]


def scored(w: Workshop, *pairs: tuple[int, int]) -> None:
    """One pair of scores a person, the same for every risk of the open estimate."""
    options = [o.id for o in w.record().rounds[-1].options]
    cast(w, [{one: {"likelihood": a, "impact": b} for one in options} for a, b in pairs])


def estimated(w: Workshop, *pairs: tuple[int, int], risks: list[str] = RISKS) -> Stage:
    """The stage of the risks after a first round."""
    stage = w.stage("risks")
    press(stage, "vote", risks=risks, minutes="4")
    scored(w, *pairs)
    press(stage, "close")
    return stage


def told(board: RiskBoard, act: str, **values: Any) -> dict[str, Any]:
    """What the browser does; the line of the risk after it."""
    board._told(board, {"act": act, "values": values}, [])
    return next(row for row in board.rows if row["id"] == values["risk"])


def test_any_risk_of_the_catalogue_can_be_ticked_and_none_is_said(w: Workshop) -> None:
    stage = w.stage("risks")
    picker = next(f for f in stage.board.view["blocks"][0]["fields"] if f["name"] == "risks")
    assert len(picker["options"]) == 48
    assert picker["search"] == say("desk.risks_search", "fr")
    press(stage, "vote", risks=[])
    assert stage.board.alert == say("desk.risks_none", "fr")
    press(stage, "vote", risks=["cri_overreact"])
    assert [o.id for o in w.record().rounds[-1].options] == ["cri_overreact"]


def rows_on_the_wall(w: Workshop) -> list[Any]:
    """What everybody sees of the estimate: places, and the first round under the second."""
    result = w.client.state.scene.result if w.client.state else None
    rows = result["chart"]["rows"] if result else []
    return [(row["id"], row["place"], (row["before"] or {}).get("expected")) for row in rows]


@pytest.mark.shows("RSK2")
def test_the_first_few_are_asked_again_with_four_numbers_and_both_rounds_are_drawn(w: Workshop) -> None:
    stage = estimated(w, (2, 4), (3, 4), (5, 2))
    assert len(fields(stage.board.view)["ranges"]) == 4
    press(stage, "again", ranges=["rep_slip"], minutes="3")
    first, second = w.record().rounds
    assert (second.ranges, second.options, second.number) == (("rep_slip",), first.options, 2)
    scored(w, (3, 4), (3, 4), (2, 4))
    shown = press(stage, "close")
    assert shown["go"]["act"] == "finish"
    rows = shown["blocks"][0]["chart"]["rows"]
    wait_for(lambda: rows_on_the_wall(w) == [(row["id"], row["place"], row["before"]["expected"]) for row in rows])
    assert all(row["before"]["expected"] != row["expected"] for row in rows)
    assert len({b.round for b in w.record().ballots}) == 2


async def test_reasons_from_phones_are_read_without_names(w: Workshop, room: Room) -> None:
    stage = w.stage("risks")
    async with phone(room, "Dia") as far:
        press(stage, "vote", risks=["rep_slip", "sec_takeover"])
        round = w.record().rounds[-1].id
        scored(w, (2, 2), (2, 2), (2, 2))
        high = {"likelihood": 5, "impact": 5}
        assert (await far.vote(round, {"rep_slip": high, "sec_takeover": high}, "farvote1"))["type"] == "Recorded"
        shown = press(stage, "close")
        assert say("desk.reasons_none", "fr") in repr(shown["blocks"])
        said = {"round": round, "option": "rep_slip", "text": "C’est arrivé deux fois.", "lang": "fr"}
        assert (await far.answer("GiveReason", key="farreason", **said))["type"] == "Recorded"
        await until(lambda: "deux fois" in repr(stage.board.view["blocks"]))
        shown = repr(stage.board.view["blocks"])
        assert "Message maladroit ou hors ton, plus haut\u00a0: C’est arrivé deux fois." in shown.replace(
            "\\xa0", "\u00a0"
        )
        assert "Dia" not in shown


@pytest.mark.shows("RSK2")
def test_the_matrix_is_a_second_view_with_every_score_as_a_dot(w: Workshop) -> None:
    stage = estimated(w, (2, 4), (3, 4), (5, 2))
    fold = next(one for one in stage.board.view["blocks"] if one.get("name") == "matrix")
    chart = fold["blocks"][1]["chart"]
    assert (chart["kind"], len(chart["points"])) == ("matrix", 3 * len(RISKS))
    assert not fold["open"]


def test_an_idea_becomes_a_risk_that_is_estimated_with_the_others(w: Workshop) -> None:
    stage = w.stage("more_risks")
    press(stage, "collect", minutes="3")
    w.speak(w.people_ids[0], WriteIdea("riskideakey", w.record().rounds[-1].id, "Le logiciel ferme demain"))
    shown = press(stage, "close")
    idea = w.record().ideas[0].id
    shown = press(stage, "choose", idea=idea)
    assert fields(shown)["risk_name"] == fields(shown)["risk_description"] == "Le logiciel ferme demain"
    press(stage, "make_risk", risk_name=" ")
    assert stage.board.alert == say("desk.own_name_missing", "fr")
    press(stage, "make_risk", risk_name="Fermeture d’un service", risk_name_other="A service closes")
    own = w.record().risks[0]
    assert dict(own.name) == {"fr": "Fermeture d’un service", "en": "A service closes"}
    board = w.stage("risks")
    wait_for(lambda: (board.refresh(fresh=True), "risks" in fields(board.board.view))[1])
    assert own.id in fields(board.board.view)["risks"]
    press(board, "vote", risks=[own.id, "rep_slip"])
    scored(w, (2, 3), (2, 3), (2, 3))
    shown = press(board, "close")
    assert "Fermeture d’un service" in repr(shown["blocks"][0]["chart"])
    assert own.id in list(w.risk_register["risk"])


def test_the_register_stands_by_expected_days_vetoes_first_and_says_ties(w: Workshop) -> None:
    stage = w.stage("risks")
    press(stage, "vote", risks=RISKS[:3])
    given = {"rep_slip": (1, 5), "sec_takeover": (5, 3), "leg_privacy": (5, 3)}
    cast(w, [{risk: {"likelihood": a, "impact": b} for risk, (a, b) in given.items()}] * 3)
    press(stage, "close")
    board = w.risk_register_board()
    assert board.rows[0]["id"] == "rep_slip"
    assert [row["place"] for row in board.rows] == [
        "Hors classement\u00a0: gravité critique",
        "Place 1, à égalité",
        "Place 1, à égalité",
    ]
    assert board.rows[1]["days"] == "9 jours par an (la moitié des avis\u00a0: de 9 à 9)"


@pytest.mark.shows("RSK1")
def test_treatment_owner_deadline_and_clause_are_kept(w: Workshop) -> None:
    estimated(w, (2, 4), (3, 4), (5, 2))
    board = w.risk_register_board()
    row = told(
        board, "treat", risk="rep_slip", remedy="reduce", owner="Ada", due="2030-01-01", question="approval", note=""
    )
    assert row["remedy"] == "réduire"
    kept = w.record().treatments[0]
    assert (kept.remedy, kept.owner, str(kept.due), kept.question) == ("reduce", "Ada", "2030-01-01", "approval")


@pytest.mark.shows("RSK3")
def test_an_acceptance_is_signed_with_the_state_and_marked_when_that_has_changed(w: Workshop) -> None:
    estimated(w, (2, 4), (3, 4), (5, 2))
    board = w.risk_register_board()
    told(board, "accept", risk="rep_slip", by="", why="On suit.")
    assert board.alert == say("desk.accept_needs", "fr")
    row = told(board, "accept", risk="rep_slip", by="Chi", why="On suit.")
    signed = w.record().treatments[0].acceptance
    assert signed is not None
    assert (signed.by, signed.why, signed.state["expected"], len(signed.digest)) == ("Chi", "On suit.", 7.5, 64)
    assert row["changed"] == ""
    w.decide("approval", w.content.questions["approval"].balanced.id)
    board._show()
    assert next(r for r in board.rows if r["id"] == "rep_slip")["changed"] == say("desk.accepted_changed", "fr")
    assert bool(w.risk_register.set_index("risk").loc["rep_slip", "changed"])


@pytest.mark.shows("RSK4")
def test_a_risk_without_a_clause_and_a_clause_without_a_risk_are_listed(w: Workshop) -> None:
    estimated(w, (2, 4), (3, 4), (5, 2), risks=["rep_slip", "ops_absence"])
    w.decide("approval", w.content.questions["approval"].balanced.id)
    lonely = w.content.questions["purpose"]
    w.decide(lonely.id, lonely.balanced.id)
    bare, idle = w.risk_register_board().gaps
    assert bare["items"] == [w.content.risks["ops_absence"].name["fr"]]
    assert len(idle["items"]) == 1
    assert (lonely.title or lonely.prompt)["fr"] in idle["items"][0]


def test_nobody_accepts_a_risk_without_a_name_nor_treats_one_that_is_not_there(w: Workshop) -> None:
    with pytest.raises(InvalidDecision):
        w.treat("rep_slip", "accept")
    with pytest.raises(InputError):
        w.treat("rep_unknown", "reduce")
    w.accept_risk("rep_slip", by="Ada")
    assert w.record().treatments[0].acceptance is not None
