"""Votes, objections, decisions and their amendments at the desk, against a real room."""

from __future__ import annotations

from typing import Any

import pytest
from desks import Q, cast, press, texts_of

from workshop.desk import Workshop
from workshop.desk.widgets import RegisterWidget, Stage
from workshop.errors import InputError, InvalidDecision, RoundOpen
from workshop.texts import say

OBJECTION = {"objection": "La nuit, personne ne répond.", "wording": "Une liste et une relève.", "named": True}
QUIET = {"objection": "Trop lourd pour nous.", "wording": "Une courte liste."}


def fields(view: dict[str, Any]) -> dict[str, Any]:
    """Every field of a view with what it is prefilled with, folds included."""
    found: dict[str, Any] = {}
    for block in view["blocks"]:
        found |= {one["name"]: one.get("value") for one in block.get("fields", ())}
        found |= fields(block) if "blocks" in block else {}
    return found


def folded(view: dict[str, Any], name: str) -> dict[str, Any]:
    """The fold called `name`, at the foot of a result."""
    return next(one for block in view["blocks"] for one in block.get("blocks", ()) if one.get("name") == name)


def proposing(w: Workshop, rule: str, **values: Any) -> Stage:
    """The stage of the question with the adopting ballot on its balanced option open."""
    stage = w.stage(Q)
    press(stage, "vote", rule="approval")
    cast(w, [["list"], ["list"], ["two_only"]])
    press(stage, "close")
    press(stage, "propose", rule=rule, **values)
    return stage


# ---- before opening ------------------------------------------------------------------------------


@pytest.mark.shows("VOT2", "VOT6")
def test_rule_scale_quorum_and_weights_are_fixed_on_opening_and_said_while_people_vote(w: Workshop) -> None:
    w.add_person("Dia", "leadership")
    stage = w.stage(Q)
    shown = press(stage, "choose", rule="points")
    assert fields(shown)["most"] == "100"
    weights = {"weight.leadership": "3", "weight.volunteers": "1"}
    shown = press(stage, "vote", rule="points", most="10", quorum="2", **weights)
    round = w.record().rounds[-1]
    assert (round.rule, round.most, round.quorum) == ("points", 10, 2)
    assert dict(round.weights) == {"leadership": 3, "volunteers": 1}
    said = "10 points par personne · quorum\u00a0: 2 · voix pesées\u00a0: Direction 3, Bénévoles 1."
    assert said in shown["blocks"][0]["text"]


def test_a_weight_that_is_no_whole_number_opens_nothing(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="plurality", **{"weight.volunteers": "deux"})
    assert stage.board.alert == say("desk.bad_whole", "fr", text="deux")
    assert w.record().rounds == ()


@pytest.mark.shows("VOT2")
def test_ballots_weigh_what_was_agreed_and_the_result_says_both_numbers(w: Workshop) -> None:
    heavy = w.add_person("Dia", "leadership")
    w.open(Q, "plurality", weights={"leadership": 3})
    cast(w, ["list", "list"])
    w.people_ids = [heavy]
    cast_as(w, heavy, "two_only")
    w.close()
    found = w.tally(Q)
    assert (set(found.winners), found.ballots, found.votes) == ({"two_only"}, 3, 5)


def cast_as(w: Workshop, who: str, choice: Any) -> None:
    from workshop.messages import CastBallot

    open_ = next(r for r in w.record().rounds if r.state == "open")
    w.speak(who, CastBallot(f"heavykey{who:0>8}", open_.id, choice))


@pytest.mark.shows("VOT3")
def test_while_people_vote_nothing_of_what_they_say_reaches_the_desk(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="plurality")
    cast(w, ["two_only"] * 3)
    stage.refresh(fresh=True)
    assert w.record().ballots == ()
    shown = repr((stage.board.view["blocks"], stage.board.live, w.client.state.crowd))
    assert "two_only" not in shown
    with pytest.raises(RoundOpen):
        w.tally(Q)


# ---- what a result is weighed with ---------------------------------------------------------------


@pytest.mark.shows("VOT8")
def test_rankings_are_shown_under_other_rules_and_the_rule_of_the_vote_stays(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="irv")
    cast(w, [[["list"], ["two_only"]], [["two_only"], ["list"]], [["anyone_trained"], ["list"]]])
    shown = press(stage, "close")
    fold = folded(shown, "other_rules")
    chart = fold["blocks"][0]["chart"]
    assert [row["id"] for row in chart["rows"] if row["fixed"]] == ["irv"]
    assert {"plurality", "schulze", "borda"} <= {row["id"] for row in chart["rows"]}
    assert list(w.compare(Q).columns) == ["rule", "winner", "order"]


def test_agreement_is_said_in_words_and_in_numbers(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="gradients")
    cast(w, [{"list": 1, "two_only": 8, "anyone_trained": 1}] * 2 + [{"list": 2, "two_only": 7, "anyone_trained": 8}])
    shown = press(stage, "close")
    fold = folded(shown, "agreement")
    across = zip(fold["blocks"][0]["head"], *fold["blocks"][0]["rows"], strict=True)
    rows = {row[0]: row[1:] for row in across}
    assert rows["Liste de porte-parole par thème"][:3] == ("les avis se rejoignent", "3", "0")
    assert rows["Toute personne formée"][3] == "Oui, pleinement"
    assert w.agreement(Q)["agreement"].notna().all()


def test_three_people_of_one_role_have_no_breakdown(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="plurality")
    cast(w, ["list", "list", "two_only"])
    shown = press(stage, "close")
    fold = folded(shown, "by_role")
    assert fold["blocks"][0]["text"] == say("desk.by_role_hidden", "fr")
    assert w.by_role(Q).empty


def test_five_people_of_two_roles_each_are_shown_by_role(w: Workshop) -> None:
    w.people_ids += [w.add_person(f"V{k}", "volunteers") for k in range(3)]
    w.people_ids += [w.add_person(f"L{k}", "legal") for k in range(6)]
    stage = w.stage(Q)
    press(stage, "vote", rule="plurality")
    cast(w, ["list", "list", "two_only"] * 4)
    press(stage, "close")
    found = w.by_role(Q)
    assert list(found["people"]) == [6, 6]
    assert list(found["list"]) == [4, 4]


def test_a_second_ballot_after_the_discussion_is_drawn_against_the_first(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="approval")
    cast(w, [["list"], ["two_only"], ["two_only"]])
    press(stage, "close")
    press(stage, "revote")
    cast(w, [["list"], ["list"], ["two_only"]])
    shown = press(stage, "close")
    charts = [one["chart"]["kind"] for one in shown["blocks"] if one["kind"] == "chart"]
    assert charts == ["bars", "slope"]
    assert w.shift(Q).set_index("option").loc["Liste de porte-parole par thème"].round(2).tolist() == [0.33, 0.67]


# ---- objections ----------------------------------------------------------------------------------


@pytest.mark.shows("OBJ2", "OBJ4")
def test_objections_become_a_redline_and_a_second_consent_that_shows_why(w: Workshop) -> None:
    stage = proposing(w, "consent", aim="Répondre la nuit aussi.")
    cast(w, ["yes", OBJECTION, QUIET])
    shown = press(stage, "close")
    block = next(b for b in shown["blocks"] if b["kind"] == "objections")
    assert {item["text"] for item in block["items"]} == {OBJECTION["objection"], QUIET["objection"]}
    assert "Bo" not in texts_of(shown)
    shown = press(stage, "take", of="wording", words=OBJECTION["wording"])
    assert fields(shown)["wording"] == OBJECTION["wording"]
    press(stage, "again", wording=OBJECTION["wording"], wording_other="A list and a stand-in.")
    round = w.record().rounds[-1]
    assert dict(round.options[0].clause) == {"fr": OBJECTION["wording"], "en": "A list and a stand-in."}
    assert round.before["fr"].startswith("Une liste disponible")
    assert {mark for mark, _ in round.redline["en"]} >= {"removed", "added"}
    assert {one["text"] for one in round.objections} == {OBJECTION["objection"], QUIET["objection"]}
    assert dict(round.aim) == {"fr": "Répondre la nuit aussi.", "en": "Répondre la nuit aussi."}


def test_the_redline_follows_what_is_typed(w: Workshop) -> None:
    stage = proposing(w, "consent")
    stage.board._told(
        stage.board, {"act": "redraft", "values": {"name": "wording", "before": "Ne pas", "text": "Ne plus"}}, []
    )
    assert [list(one) for one in stage.board.redline["wording"]] == [
        ["same", "Ne "],
        ["removed", "pas"],
        ["added", "plus"],
    ]


@pytest.mark.shows("OBJ3")
def test_what_remains_after_the_second_consent_is_dissent_named_only_by_who_ticked_it(w: Workshop) -> None:
    stage = proposing(w, "consent")
    cast(w, ["yes", OBJECTION, QUIET])
    press(stage, "close")
    press(stage, "again", wording="Une liste et une relève.")
    cast(w, ["yes", OBJECTION, QUIET])
    shown = press(stage, "close")
    assert shown["go"]["label"] == say("desk.go_park", "fr")
    rows = fields(press(stage, "decide"))["dissent"]
    assert {(row["text"], row["who"]) for row in rows} == {(OBJECTION["objection"], "Bo"), (QUIET["objection"], "")}
    press(stage, "record", **{**fields(stage.board.view), "owner": "Ada"})
    dissent = w.record().decisions[-1].dissent
    assert {(one.who, one.role, one.lang) for one in dissent} == {("Bo", "volunteers", "fr"), (None, None, "fr")}


# ---- decisions -----------------------------------------------------------------------------------


def test_the_form_holds_what_the_ballot_says_of_every_option_and_the_risks_of_the_question(w: Workshop) -> None:
    stage = proposing(w, "majority")
    cast(w, ["yes", "yes", "no"])
    press(stage, "close")
    found = fields(press(stage, "decide"))
    assert found["outcome"] == "Nous adoptons «\u00a0Liste de porte-parole par thème\u00a0»."
    assert found["lost.two_only"] == "Place 2 sur 3\u00a0: 1 voix sur 3."
    assert "rep_slip" in found["risks"]


@pytest.mark.shows("DEC1", "DEC4")
def test_an_outcome_is_required_and_the_rest_of_the_form_is_kept(w: Workshop) -> None:
    stage = proposing(w, "majority")
    cast(w, ["yes"] * 3)
    press(stage, "close")
    found = fields(press(stage, "decide"))
    press(stage, "record", **{**found, "outcome": " "})
    assert stage.board.alert == say("desk.outcome_missing", "fr")
    more = {"conditions": "Si le budget suit\n\nPour un an", "due": "2030-02-01"}
    action = {"what": "Écrire la liste", "owner": "Bo", "due": "2030-01-01"}
    press(stage, "record", **{**found, **more, "actions": [action, {"what": " "}]})
    decision = w.record().decisions[-1]
    assert decision.conditions == ("Si le budget suit", "Pour un an")
    assert [(one.what, one.owner, str(one.due)) for one in decision.actions] == [
        ("Écrire la liste", "Bo", "2030-01-01")
    ]
    assert (decision.clause, str(decision.due), decision.outcome["en"]) == (
        "3.2",
        "2030-02-01",
        "We adopt “List of spokespeople by theme”.",
    )


def test_a_sentence_that_somebody_wrote_stays_when_the_status_changes(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "decide")
    shown = press(stage, "choose", status="refused", option="", outcome="")
    assert fields(shown)["outcome"] == say("room.outcome_refused", "fr")
    shown = press(stage, "choose", status="parked", option="", outcome="On y revient en juin.")
    assert fields(shown)["outcome"] == "On y revient en juin."


def test_a_minor_amendment_says_who_and_why_and_keeps_what_was_decided(w: Workshop) -> None:
    w.decide(Q, "list", owner="Ada", conditions=["Pour un an"])
    stage = w.stage(Q)
    shown = press(stage, "correct")
    given = {**fields(shown), "owner": "Bo"}
    press(stage, "record", **given)
    assert stage.board.alert == say("desk.amend_needs", "fr")
    press(stage, "record", **{**given, "by": "Chi", "why": "Faute de nom."})
    last = w.record().decisions[-1]
    assert (last.change, last.by, last.why, last.owner, last.option) == (
        "minor",
        "Chi",
        "Faute de nom.",
        "Bo",
        "list",
    )
    assert last.conditions == ("Pour un an",)
    chain = next(block for block in stage.board.view["blocks"] if block.get("title") == "Amendements")
    assert chain["items"][0]["text"].startswith("Chi, le ")
    assert chain["items"][0]["text"].endswith("(correction mineure)\u00a0: Faute de nom.")


def test_a_substantive_amendment_asks_for_a_new_vote_first(w: Workshop) -> None:
    w.decide(Q, "list")
    with pytest.raises(InvalidDecision):
        w.amend(Q, by="Chi", why="Autre avis.", change="substantive", option="two_only")
    stage = w.stage(Q)
    press(stage, "correct")
    assert press(stage, "choose", change="substantive")["go"]["act"] == "anew"
    press(stage, "anew", by="Chi", why="Il manque la nuit.", option="list", wording="Une liste, la nuit aussi.")
    round = w.record().rounds[-1]
    assert (round.reason, dict(round.options[0].clause)["fr"]) == ("Il manque la nuit.", "Une liste, la nuit aussi.")
    cast(w, [{"list": 1}] * 3)
    press(stage, "close")
    found = fields(press(stage, "decide"))
    assert (found["why"], found["wording"]) == ("Il manque la nuit.", "Une liste, la nuit aussi.")
    press(stage, "record", **{**found, "by": "Chi"})
    assert [d.change for d in w.record().decisions] == [None, "substantive"]


def test_a_decision_needs_fields_that_there_are(w: Workshop) -> None:
    with pytest.raises(InputError):
        w.decide(Q, "list", colour="blue")
    with pytest.raises(InputError):
        w.amend(Q, by="Ada", why="Rien.")


def test_any_question_is_taken_up_again_from_a_list_in_words(w: Workshop) -> None:
    w.decide("purpose", "balance", owner="Ada")
    board = w.reopen()
    labels = {one["id"]: one["label"] for one in board.chooser.asked["options"]}
    assert labels["purpose"] == "1.1 But de la politique · Adoptée"
    assert labels[Q].endswith(" · pas encore décidée")
    board.chooser._told(board.chooser, {"act": "reopen", "values": {"question": ""}}, [])
    assert board.chooser.alert == say("desk.reopen_none", "fr")
    for question in ("purpose", Q):
        board.chooser._told(board.chooser, {"act": "reopen", "values": {"question": question}}, [])
        assert (board.chooser.alert, len(board.children)) == ("", 2)
        assert board.children[1].subject.id == question


@pytest.mark.shows("DEC2", "DEC3")
def test_the_register_holds_everything_and_follows_the_room(w: Workshop) -> None:
    register = w.settled()
    assert isinstance(register, RegisterWidget)
    assert register.groups == []
    stage = proposing(w, "majority")
    cast(w, ["yes", "yes", "no"])
    press(stage, "close")
    w.decide(Q, "list", rationale="Clair.", conditions=["Pour un an"], actions=["Écrire"], dissent=["Trop court."])
    w.decide("purpose", None, status="parked", owner="Ada", review_on="2030-01-01")
    register._show()
    assert [group["title"] for group in register.groups] == ["Adoptées (1)", "Reportées (1)"]
    parts = {part["label"]: part["lines"] for part in register.groups[0]["entries"][0]["parts"]}
    assert parts["Vote"] == [
        "Majorité simple des voix exprimées\u00a0: 3 réponses sur 3",
        "Oui\u00a0: 2",
        "Non\u00a0: 1",
    ]
    assert (parts["Conditions"], parts["Actions"]) == (["Pour un an"], ["Écrire"])
    assert parts["Ce qui reste en désaccord"] == ["Trop court."]
    assert any("Place 2 sur 3" in line for line in parts["Non retenues"])
    assert w.register.loc[0, "clause"] == "3.2"


def test_what_is_taken_off_the_list_is_talked_about_under_it_most_requested_first(w: Workshop) -> None:
    stage = w.stage("rest")
    press(stage, "vote")
    items = [o.id for o in w.record().rounds[-1].options]
    cast(w, [[items[1]], [items[0], items[1]], []])
    shown = press(stage, "close")
    buttons = next(block for block in shown["blocks"] if block["kind"] == "press")["buttons"]
    assert [one["values"]["item"] for one in buttons] == [items[1], items[0]]
    press(stage, "talk", **buttons[0]["values"])
    below = stage.children[1]
    assert isinstance(below, Stage)
    assert below.subject.id == items[1]
    press(below, "decide")
    press(below, "record", **{**fields(below.board.view), "option": w.content.questions[items[1]].balanced.id})
    press(stage, "adopt_list")
    assert {d.question for d in w.record().decisions} == {*items} - {items[0]}


@pytest.mark.shows("VOT8")
def test_burlington_can_be_shown_in_a_notebook(w: Workshop) -> None:
    chart = w.figure("burlington-2009").chart
    assert chart["kind"] == "rules"
    first = {row["id"]: [o for o, place in row["places"].items() if place == 1] for row in chart["rows"]}
    assert (first["irv"], first["plurality"], first["schulze"]) == (["Kiss"], ["Wright"], ["Montroll"])
    with pytest.raises(InputError):
        w.figure("nowhere-1900")
