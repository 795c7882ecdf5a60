"""The widgets against a real room: what they show, what their buttons do, what they say if it fails."""

from __future__ import annotations

from typing import Any

import pytest
from desks import Q, cast, press, texts_of, until, wait_for
from rooms import Room

from workshop.desk import Workshop
from workshop.desk.widgets import BallotWidget, RoomWidget, Stage
from workshop.desk.widgets.frame import questions
from workshop.messages import WriteIdea
from workshop.texts import say


def form_of(view: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The fields of the form that holds the field `name`."""
    forms = (block["fields"] for block in view["blocks"] if block["kind"] == "form")
    return next(form for form in forms if any(one["name"] == name for one in form))


FOR_LIST = [{"list": 1, "anyone_trained": 5, "two_only": 6}, {"list": 2, "anyone_trained": 6, "two_only": 7}]
TIE = [{"list": 1, "anyone_trained": 1, "two_only": 8}]


# ---- a question, from asking to deciding -----------------------------------------------------------


def test_a_question_goes_from_the_first_ballot_to_a_recorded_decision(w: Workshop) -> None:
    stage = w.stage(Q)
    assert stage.board.view["go"]["act"] == "vote"
    press(stage, "vote", rule="gradients", minutes="5")
    cast(w, FOR_LIST)
    shown = press(stage, "close")
    assert shown["go"]["act"] == "propose"
    press(stage, "propose")
    cast(w, [{"list": 1}, {"list": 2}, {"list": 3}])
    assert press(stage, "close")["go"]["act"] == "decide"
    form = press(stage, "decide")
    assert form["go"]["act"] == "record"
    press(stage, "record", status="adopted", option="list", owner="Ada", review_on="2030-01-31", rationale="Clair.")
    decision = w.record().decisions[-1]
    assert (decision.question, decision.option, decision.owner, decision.rationale) == (Q, "list", "Ada", "Clair.")
    assert stage.board.view["steps"][-1]["state"] == "done"


def test_the_button_says_what_happens_next(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="gradients")
    assert stage.board.view["go"]["label"] == "Clore le vote et montrer le résultat"


def test_the_stage_shows_how_many_answered_by_role_and_never_what(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="gradients", minutes="5")
    cast(w, FOR_LIST)
    wait_for(lambda: (stage.refresh(), stage.board.live["answered"] == "2")[1])
    assert stage.board.live["answered_words"] == "ont répondu sur 3"
    assert stage.board.live["roles"] == [{"label": "Bénévoles", "count": "2 sur 3"}]
    assert "anyone_trained" not in repr(stage.board.live)


def test_a_tie_waits_for_the_facilitator_and_the_choice_is_in_the_journal(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="gradients")
    cast(w, TIE)
    shown = press(stage, "close")
    assert "proposal" in texts_of(shown)
    press(stage, "propose")
    assert stage.board.alert == say("desk.choose_first", "fr")
    press(stage, "propose", proposal="list")
    assert [e.payload["option"] for e in w.record().journal if e.act == "pick"] == ["list"]


def test_a_failed_ballot_says_why_and_is_repeated_once_with_the_amended_text_then_parked(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="gradients")
    cast(w, FOR_LIST)
    press(stage, "close")
    press(stage, "propose")
    cast(w, [{"list": 8}])
    shown = press(stage, "close")
    assert shown["go"]["act"] == "again"
    assert say("desk.why_opposed", "fr") in texts_of(shown)
    press(stage, "again", wording="Un texte plus doux.")
    assert w.client.state is not None
    assert w.record().rounds[-1].options[0].clause["fr"] == "Un texte plus doux."
    cast(w, [{"list": 8}])
    shown = press(stage, "close")
    assert shown["go"]["label"] == say("desk.go_park", "fr")
    shown = press(stage, "decide")
    fields = {one["name"]: one.get("value") for one in form_of(shown, "status")}
    assert (fields["status"], fields["wording"]) == ("parked", "Un texte plus doux.")
    assert shown["blocks"][0]["text"] == "Un texte plus doux."


def test_parking_needs_an_owner_and_a_date(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "decide")
    press(stage, "record", status="parked", option="", owner="", review_on="2030-01-31")
    assert stage.board.alert == say("desk.park_needs", "fr")
    assert w.record().decisions == ()


def test_repeating_a_ballot_needs_a_reason_and_keeps_the_first(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="approval")
    cast(w, [["list"], ["list"]])
    press(stage, "close")
    press(stage, "repeat", reason=" ")
    assert stage.board.alert == say("desk.reason_missing", "fr")
    press(stage, "repeat", reason="Deux personnes sont arrivées.")
    rounds = w.record().rounds
    assert [(r.rule, r.purpose, r.reason) for r in rounds] == [
        ("approval", "indicative", None),
        ("approval", "indicative", "Deux personnes sont arrivées."),
    ]


def test_parameters_of_a_clause_are_fields_with_their_defaults(w: Workshop) -> None:
    name, question = next((k, q) for k, q in w.content.questions.items() if q.balanced.parameters)
    stage = w.stage(name)
    press(stage, "decide")
    shown = press(stage, "choose", option=question.balanced.id)
    fields = {one["name"]: one.get("value") for one in form_of(shown, "status")}
    assert fields[f"parameter.{question.balanced.parameters[0].name}"] == str(question.balanced.parameters[0].default)


def test_a_parameter_is_called_by_its_label_and_its_unit(w: Workshop) -> None:
    stage = w.stage("resourcing")
    press(stage, "decide")
    shown = press(stage, "choose", option="hours_budget")
    field = next(f for f in form_of(shown, "status") if f["name"] == "parameter.hours_per_week")
    assert field["label"] == "Temps inscrit au budget (heures par semaine)"
    assert field["hint"].startswith("NTEN, Common Knowledge et ThePort, enquêtes 2009-2010")


# ---- ideas, risks, the list, the trial -------------------------------------------------------------


@pytest.mark.shows("GRP4")
def test_ideas_are_collected_then_put_into_themes(w: Workshop) -> None:
    stage = w.stage("image")
    press(stage, "collect", minutes="3")
    round = w.record().rounds[-1]
    for number, who in enumerate(w.people_ids):
        w.speak(who, WriteIdea(f"ideakey{number:08d}", round.id, f"Idée {number}"))
    press(stage, "close")
    block = next(one for one in stage.board.view["blocks"] if one["kind"] == "themes")
    ideas = block["groups"][0]["ideas"]
    assert [one["text"] for one in ideas] == ["Idée 0", "Idée 1", "Idée 2"]
    press(stage, "group", ideas=[ideas[0]["id"]], theme="Écoute")
    assert [one["name"] for one in stage.board.view["blocks"][0]["groups"]] == ["Écoute", ""]


@pytest.mark.shows("BRA1")
def test_what_was_grouped_is_shown_to_the_room_when_the_facilitator_says_so(w: Workshop) -> None:
    stage = w.stage("image")
    press(stage, "collect")
    round = w.record().rounds[-1]
    for number, who in enumerate(w.people_ids):
        w.speak(who, WriteIdea(f"ideakey{number:08d}", round.id, f"Idée {number}"))
    press(stage, "close")
    other = w.stage(Q)
    press(other, "vote", rule="plurality")
    press(other, "close")
    press(stage, "group", idea=w.record().ideas[0].id, theme="Écoute")
    assert "wall" in [one["act"] for one in stage.board.view["quiet"]]
    press(stage, "wall")
    wait_for(lambda: themes_shown(w) == ["Écoute", None, None])


def themes_shown(w: Workshop) -> list[str | None]:
    """The themes on phones and wall now, one an idea."""
    chart = (w.client.state.scene.result or {}).get("chart") or {"rows": []}
    return [row.get("theme") for row in chart["rows"]]


def test_ideas_may_come_before_the_ballot_of_a_question(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "collect", minutes="3")
    assert [one["state"] for one in stage.board.view["steps"]] == ["done", "now", "next", "next", "next", "next"]
    press(stage, "close")
    assert stage.board.view["go"]["act"] == "vote"


def test_risks_are_estimated_twice(w: Workshop) -> None:
    stage = w.stage("risks")
    press(stage, "vote", minutes="4")
    options = [o.id for o in w.record().rounds[-1].options]
    cast(w, [{one: {"likelihood": 2, "impact": 4} for one in options}] * 3)
    assert press(stage, "close")["go"]["act"] == "again"
    press(stage, "again")
    cast(w, [dict.fromkeys(options)])
    assert press(stage, "close")["go"]["act"] == "finish"
    assert w.record().rounds[-1].number == 2


def test_what_nobody_lifts_from_the_list_is_adopted_together(w: Workshop) -> None:
    stage = w.stage("rest")
    press(stage, "vote")
    items = [o.id for o in w.record().rounds[-1].options]
    cast(w, [[items[0]], [items[0], items[1]], []])
    shown = press(stage, "close")
    assert [line["note"] for line in shown["blocks"][0]["items"]] == ["(2 personnes)", "(1 personne)"]
    press(stage, "adopt_list")
    assert [d.question for d in w.record().decisions] == items[2:]


def test_a_trial_vote_decides_nothing(w: Workshop) -> None:
    stage = w.stage("trial")
    press(stage, "vote")
    cast(w, ["sun", "rain", "sun"])
    assert press(stage, "close")["go"]["act"] == "finish"
    assert w.record().decisions == ()


def test_a_single_risk_has_its_own_stage(w: Workshop) -> None:
    stage = w.stage("rep_slip")
    press(stage, "vote")
    cast(w, [{"likelihood": 2, "impact": 4}])
    assert press(stage, "close")["blocks"][0]["chart"]["kind"] == "risks"


# ---- many stages, restarts, failures ---------------------------------------------------------------


def test_running_a_cell_again_closes_the_old_widget(w: Workshop) -> None:
    first = w.stage(Q)
    second = w.stage(Q)
    assert first.board.comm is None
    assert w.shown[f"stage {Q}"] is second


def test_a_second_kernel_finds_the_stage_where_it_was(w: Workshop, room: Room) -> None:
    stage = w.stage(Q)
    press(stage, "vote", rule="gradients")
    cast(w, FOR_LIST)
    press(stage, "close")
    before = stage.board.view
    w.detach()
    again = Workshop.attach(room.data, lang="fr")
    assert again.stage(Q).board.view == before
    again.detach()


def test_another_question_cannot_start_while_one_is_open(w: Workshop) -> None:
    press(w.stage(Q), "vote", rule="gradients")
    other = w.stage("purpose")
    wait_for(lambda: (other.refresh(), other.board.view["go"] is None)[1])
    press(other, "vote", rule="gradients")
    assert "Fermez-la d’abord" in other.board.alert


def test_any_failure_of_a_button_is_an_alert_and_the_next_success_clears_it(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "vote", minutes="beaucoup")
    assert stage.board.alert == say("desk.bad_minutes", "fr", text="beaucoup")
    press(stage, "group", nonsense=1)
    assert "KeyError" in stage.board.alert
    press(stage, "present")
    assert stage.board.alert == ""


async def test_a_lost_room_is_said_in_the_widget_and_it_comes_back(w: Workshop, room: Room) -> None:
    stage = w.stage(Q)
    room.kill()
    await until(lambda: stage.board.link == say("desk.room_lost", "fr"))
    room.open()
    await until(lambda: stage.board.link == "")


async def test_what_is_opened_in_a_cell_shows_in_the_widget_by_itself(w: Workshop) -> None:
    stage = w.stage(Q)
    w.scene("ask", Q)
    w.open(Q, "plurality")
    await until(lambda: stage.board.view["go"]["act"] == "close")
    cast(w, ["list"])
    await until(lambda: stage.board.live["answered"] == "1")


@pytest.mark.shows("BRA4", "JOI8")
def test_every_question_and_prompt_has_a_stage_in_both_languages(w: Workshop) -> None:
    for lang in ("fr", "en"):
        w.lang = lang
        for name in [*w.content.questions, "image", "risks", "rest", "trial", "more_risks"]:
            stage = Stage(w, name)
            assert stage.board.view["title"]
            stage.close()


# ---- the room and the ballot -----------------------------------------------------------------------


def test_the_room_shows_the_way_in_and_who_is_here(w: Workshop) -> None:
    widget = w.room()
    assert isinstance(widget, RoomWidget)
    assert widget.way["code"] in widget.way["name"]
    assert [(one["name"], group["role"]) for group in widget.people for one in group["people"]] == [
        ("Ada", "Bénévoles"),
        ("Bo", "Bénévoles"),
        ("Chi", "Bénévoles"),
    ]


def test_the_room_corrects_the_attendance_list_and_hands_out_a_code(w: Workshop) -> None:
    widget = w.room()
    widget._told(widget, {"act": "present", "values": {"participant": w.people_ids[0], "present": False}}, [])
    widget._told(widget, {"act": "hand_out", "values": {"participant": w.people_ids[1]}}, [])
    assert not w.record().participants[0].present
    assert "Bo" in widget.handed


def test_the_room_keeps_what_notebook_0_sets_or_says_why_not(w: Workshop) -> None:
    widget = w.room()
    given = {one["name"]: one["value"] for one in widget.facts} | {
        "organisation": "L’Escale",
        "quorum": "2",
        "agenda": "one_day",
    }
    widget._told(widget, {"act": "facts", "values": given}, [])
    wait_for(lambda: w.facts["organisation"] == "L’Escale")
    assert (w.facts["quorum"], w.facts["agenda"]) == (2, "one_day")
    widget._told(widget, {"act": "facts", "values": given | {"quorum": "deux"}}, [])
    assert widget.alert == say("desk.room_bad_quorum", "fr")


def test_a_person_without_a_phone_votes_in_the_notebook(w: Workshop) -> None:
    opened = w.open(Q, "plurality")
    wait_for(lambda: (w.client.state.scene.round or {}).get("id") == opened.id)
    widget = w.ballot()
    assert isinstance(widget, BallotWidget)
    widget._told(widget, {"act": "enter", "values": {"name": "Dia", "role": "volunteers"}}, [])
    widget.answer = {"choice": "list", "reason": "Plus clair.", "sent": 1}
    assert widget.status["state"] == "recorded"
    w.close()
    ballot = w.record().ballots[-1]
    assert (ballot.choice, ballot.channel, ballot.reason) == ("list", "desk", "Plus clair.")


def test_an_answer_in_the_notebook_after_closing_is_said_not_to_count(w: Workshop) -> None:
    opened = w.open(Q, "plurality")
    wait_for(lambda: (w.client.state.scene.round or {}).get("id") == opened.id)
    widget = w.ballot()
    widget._told(widget, {"act": "enter", "values": {"name": "Dia", "role": "volunteers"}}, [])
    w.close()
    widget.answer = {"choice": "list", "reason": None, "sent": 1}
    assert widget.status["state"] == "closed"
    assert "pas été comptée" in widget.status["message"]


def test_hostile_words_stay_words_in_the_frame(w: Workshop) -> None:
    stage = w.stage("purpose")
    press(stage, "decide")
    press(
        stage,
        "record",
        status="adopted",
        option="balance",
        owner="<img src=x onerror=alert(1)> ![t](http://evil/p.png)",
    )
    shown = w.frame(1, end=True)._repr_markdown_()
    assert "\\<img" in shown
    assert "\\!\\[t\\]\\(" in shown


def test_the_frame_says_how_long_which_questions_and_what_we_will_have(w: Workshop) -> None:
    shown = w.frame(1)._repr_markdown_()
    assert "**21 minutes**" in shown
    assert w.content.questions["purpose"].prompt["fr"] in shown
    assert "(sur la liste par consentement, cahier 6)" in shown
    assert "Clause de but adoptée." in shown


def test_every_question_settled_in_the_room_is_at_home_in_one_notebook(w: Workshop) -> None:
    asked = [q.id for number in range(10) for q in questions(number, w) if q.tier == 1]
    assert sorted(asked) == sorted(q.id for q in w.bank().questions.values() if q.tier == 1)
