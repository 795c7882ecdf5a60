"""The stage while ideas are written and grouped, the parking lot and the agenda, against a real room."""

from __future__ import annotations

from typing import Any

import pytest
from desks import Q, cast, press, until, wait_for
from phones import phone
from rooms import Room

from workshop.desk import Workshop
from workshop.desk.widgets import AgendaWidget, MattersBoard, Stage
from workshop.desk.widgets.view import planned_end
from workshop.messages import WriteIdea
from workshop.texts import say


def write(w: Workshop, *said: str) -> None:
    """One idea a person, in turn, to the round that is open."""
    open_ = next(r for r in w.record("").rounds if r.state == "open")
    for n, text in enumerate(said):
        w.speak(w.people_ids[n % 3], WriteIdea(f"{open_.id}idea{n:06d}", open_.id, text))


@pytest.fixture
def grouping(w: Workshop) -> Stage:
    """A stage at Group, with four ideas."""
    stage = w.stage("image")
    press(stage, "collect", format="silent_writing")
    write(w, "Répondre vite", "Reply fast", "Pas de photos d’enfants", "Un jour sans réseaux")
    press(stage, "close")
    return stage


def seen(w: Workshop) -> list[str]:
    """The ideas on every screen."""
    result = w.client.state.scene.result if w.client.state else None
    return [row["text"] for row in result["chart"]["rows"]] if result else []


def editor(stage: Stage) -> dict[str, Any]:
    return next(dict(one) for one in stage.board.view["blocks"] if one["kind"] == "themes")


# ---- writing -----------------------------------------------------------------------------------------


def test_the_format_of_the_agenda_is_offered_with_its_minutes_and_starters(w: Workshop) -> None:
    fields = {one["name"]: one for one in w.stage("image").board.view["blocks"][0]["fields"]}
    assert fields["format"]["value"] == "one_two_four_all"
    assert {"id": "brainwriting", "label": "Feuilles qui tournent (6-3-5) (30 min)"} in fields["format"]["options"]
    assert "nous tenons parole" in fields["starters"]["value"]


@pytest.mark.shows("BRA1")
def test_while_people_write_the_step_is_said_and_no_idea_is_seen(w: Workshop) -> None:
    stage = w.stage("image")
    shown = press(stage, "collect", format="one_two_four_all", suggest=True, starters="Une phrase\n")
    write(w, "mon idée privée")
    stage.refresh(fresh=True)
    assert shown["blocks"][0]["title"] == "Étape 1 sur 4\u00a0: en solo"
    assert shown["say"] == "À dire\u00a0: «\u00a0Écrire, sans parler.\u00a0»"
    assert "mon idée privée" not in repr(stage.board.view)
    assert shown["go"] == {"act": "step", "label": "Passer à l’étape\u00a0: à deux"}
    round = w.record().rounds[-1]
    assert (round.suggest, [one["fr"] for one in round.starters]) == (True, ["Une phrase"])


def test_the_last_step_leads_to_closing(w: Workshop) -> None:
    stage = w.stage("image")
    press(stage, "collect", format="silent_writing")
    shown = press(stage, "step")
    assert shown["key"].startswith("collect-1-1")
    assert shown["go"]["act"] == "close"


async def test_in_a_round_robin_the_stage_names_who_speaks_and_passes_the_turn_on(w: Workshop) -> None:
    stage = w.stage("image")
    press(stage, "collect", format="round_robin")
    write(w, "Une moquerie", "Une idée", "Une autre")
    press(stage, "step")
    await until(lambda: any(one["kind"] == "turn" for one in stage.board.view["blocks"]))
    speaker = next(one["name"] for one in stage.board.view["blocks"] if one["kind"] == "turn")
    assert "speaker" in [one["act"] for one in stage.board.view["quiet"]]
    press(stage, "speaker")
    await until(lambda: any(one["kind"] == "turn" and one["name"] != speaker for one in stage.board.view["blocks"]))


async def test_what_is_read_out_can_be_set_aside_at_once(w: Workshop, room: Room) -> None:
    for who in w.people_ids:
        w.present(who, False)
    stage = w.stage("image")
    async with phone(room, "Eve") as eve:
        press(stage, "collect", format="round_robin")
        written = await eve.answer("WriteIdea", key="eveidea00001", round="r1", text="Une moquerie")
        press(stage, "step")
        await eve.answer("ShareIdea", key="eveshare0001", round="r1", idea=written["idea"])
        await until(lambda: any(one["kind"] == "heard" for one in stage.board.view["blocks"]))
        press(stage, "aside", ideas=[written["idea"]], reason="Personne n’est visé ici.")
        heard = next(one for one in stage.board.view["blocks"] if one["kind"] == "heard")
        assert heard["items"][0]["aside"] == "Personne n’est visé ici."
        fates = await eve.hear("Fates")
    assert fates["ideas"][0]["reason"] == "Personne n’est visé ici."


# ---- grouping ------------------------------------------------------------------------------------------


def test_a_proposal_is_on_this_screen_only_until_it_is_kept(w: Workshop, grouping: Stage) -> None:
    press(grouping, "propose_themes")
    press(grouping, "cut", themes="3")
    found = editor(grouping)["proposal"]
    assert (found["count"], len(found["groups"])) == (3, 3)
    assert {one.theme for one in w.record().ideas} == {None}
    press(grouping, "keep_themes", names=["Répondre", "Protéger", "Respirer"])
    assert [(one["name"], len(one["ideas"])) for one in editor(grouping)["groups"]] == [
        ("Répondre", 2),
        ("Protéger", 1),
        ("Respirer", 1),
    ]
    assert grouping.board.told["text"] == "3 thèmes gardés."


@pytest.mark.shows("GRP3")
def test_a_possible_duplicate_is_merged_and_shows_what_it_is_made_of(w: Workshop, grouping: Stage) -> None:
    press(grouping, "propose_themes")
    press(grouping, "leave_themes")
    pair = editor(grouping)["pairs"][0]
    assert pair["texts"] == ["Répondre vite", "Reply fast"]
    press(grouping, "merge", ideas=pair["ideas"])
    shown = editor(grouping)
    merged = next(one for one in shown["groups"][0]["ideas"] if one["merged"])
    assert (merged["made"], merged["notes"]) == (
        ["Répondre vite", "Reply fast"],
        ["dite par 2 personnes", "réunit 2 idées"],
    )
    assert (shown["pairs"], grouping.board.told["idea"]) == ([], merged["id"])
    press(grouping, "restore", ideas=[merged["id"]])
    assert len(editor(grouping)["groups"][0]["ideas"]) == 4


@pytest.mark.shows("GRP2", "GRP4")
def test_themes_are_renamed_and_put_together(w: Workshop, grouping: Stage) -> None:
    press(grouping, "group", ideas=["i1", "i2"], theme="Vite")
    press(grouping, "group", ideas=["i4"], theme="Lent")
    press(grouping, "rename", theme="Vite", name="Rythme")
    press(grouping, "rename", theme="Lent", name="Rythme")
    assert [one["name"] for one in editor(grouping)["groups"]] == ["Rythme", ""]
    press(grouping, "rename", theme="Rythme", name=" ")
    assert grouping.board.alert == say("desk.theme_needs", "fr")


def test_an_idea_is_split_by_lines_and_set_aside_with_its_reason(w: Workshop, grouping: Stage) -> None:
    press(grouping, "split", ideas=["i3"], text="Pas de photos")
    assert grouping.board.alert == say("desk.split_needs", "fr")
    press(grouping, "split", ideas=["i3"], text="Pas de photos\nPas d’enfants")
    press(grouping, "aside", ideas=["i4"], reason="")
    assert grouping.board.alert == say("desk.aside_needs", "fr")
    press(grouping, "aside", ideas=["i4"], reason="Hors sujet.")
    assert editor(grouping)["aside"] == [{"id": "i4", "text": "Un jour sans réseaux", "reason": "Hors sujet."}]
    press(grouping, "bring", ideas=["i4"])
    assert editor(grouping)["aside"] == []


@pytest.mark.shows("BRA6")
def test_an_idea_set_aside_leaves_every_screen_at_once_and_comes_back(w: Workshop, grouping: Stage) -> None:
    wait_for(lambda: "Répondre vite" in seen(w))
    press(grouping, "aside", ideas=["i1"], reason="Vise quelqu’un.")
    wait_for(lambda: "Répondre vite" not in seen(w))
    press(grouping, "bring", ideas=["i1"])
    wait_for(lambda: "Répondre vite" in seen(w))
    w.scene("ask", None)
    wait_for(lambda: not seen(w))
    press(grouping, "aside", ideas=["i1"], reason="Vise quelqu’un.")
    assert w.record().facts["scene"]["question"] is None


def test_ideas_may_be_read_before_anybody_sees_them(w: Workshop) -> None:
    stage = w.stage("image")
    press(stage, "collect", format="silent_writing")
    write(w, "Vite", "Un tel est nul")
    shown = press(stage, "hold")
    assert shown["go"]["act"] == "reveal"
    press(stage, "aside", ideas=["i2"], reason="Vise quelqu’un.")
    assert w.record().rounds[-1].state == "closed"
    shown = press(stage, "reveal")
    wait_for(lambda: seen(w) == ["Vite"])
    assert shown["go"]["act"] == "finish"


def test_ideas_are_put_in_an_order_by_a_vote_and_the_stage_stays_at_grouping(w: Workshop, grouping: Stage) -> None:
    shown = press(grouping, "order", order_by="idea", order_rule="dots", order_minutes="3")
    assert (shown["counts"], shown["go"]["act"]) == (True, "close")
    assert {"add", "here", "grid"} <= {one["act"] for one in shown["quiet"]}
    cast(w, [{"i3": 3}, {"i3": 1, "i1": 1}, {"i1": 1}])
    press(grouping, "close")
    assert grouping.board.view["blocks"][0]["kind"] == "chart"
    notes = {one["id"]: one["notes"] for one in editor(grouping)["groups"][0]["ideas"]}
    assert (notes["i3"], notes["i1"]) == (["place 1"], ["place 2"])
    press(grouping, "wall")
    assert w.record().rounds[0].state == "revealed"


@pytest.mark.shows("VOT10")
def test_answers_that_say_the_same_of_every_idea_are_said_and_counted(w: Workshop, grouping: Stage) -> None:
    press(grouping, "order", order_by="idea", order_rule="points")
    same = dict.fromkeys(("i1", "i2", "i3", "i4"), 25)
    cast(w, [same, {"i3": 60, "i1": 40}, {"i3": 30}])
    shown = press(grouping, "close")
    assert shown["blocks"][1]["text"] == say("desk.alike", "fr", count=1)
    assert w.results()[w.record().rounds[-1].id].ballots == 3


def test_the_order_of_a_questions_ideas_is_not_its_first_ballot(w: Workshop) -> None:
    stage = w.stage(Q)
    press(stage, "collect")
    write(w, "Un", "Deux")
    press(stage, "close")
    press(stage, "order", order_by="idea", order_rule="dots")
    press(stage, "close")
    assert stage.board.view["go"]["act"] == "vote"
    press(stage, "vote", rule="gradients")
    assert w.record().rounds[-1].purpose == "indicative"


# ---- requests and the parking lot ------------------------------------------------------------------------


async def ask(room: Room, words: str) -> None:
    async with phone(room, "Eve") as opened:
        await opened.answer("AskFocus", key="focuskey0001", text=words, lang="fr")


async def test_a_request_shows_in_every_stage_at_once_and_is_settled_there(w: Workshop, room: Room) -> None:
    stage, board = w.stage(Q), w.matters_board()
    assert isinstance(board, MattersBoard)
    await ask(room, "Parlons des horaires.")
    await until(lambda: stage.board.asked["title"] == "1 demande de la salle")
    matter = stage.board.asked["items"][0]["id"]
    press(stage, "matter", matter=matter, state="answered", answer=" ")
    assert stage.board.alert == say("desk.matter_answered_needs", "fr")
    press(stage, "matter", matter=matter, state="kept", owner="Ada", due="2030-01-31")
    await until(lambda: stage.board.asked["items"] == [])
    await until(lambda: [one["note"] for one in board.kept] == ["pour plus tard · Ada · pour le 31 janvier 2030"])
    board._told(board, {"act": "park", "values": {"text": "Les comptes privés"}}, [])
    assert [one["text"] for one in board.kept] == ["Parlons des horaires.", "Les comptes privés"]


# ---- the agenda ----------------------------------------------------------------------------------------------


def test_the_agenda_begins_a_part_and_says_when_it_ends(w: Workshop) -> None:
    widget = w.agenda()
    assert isinstance(widget, AgendaWidget)
    assert widget.table["on"] == "Le programme n’a pas commencé"
    first = widget.table["parts"][0]
    widget._told(widget, {"act": "start", "values": {"part": first["id"]}}, [])
    assert widget.table["on"] == "Partie en cours\u00a0: Accueil"
    assert widget.table["left"] == pytest.approx(480, abs=5)
    assert [one["state"] for one in widget.table["parts"][:2]] == ["now", "next"]
    assert widget.told == widget.table["on"]


def test_a_part_begun_by_mistake_is_left_again_and_each_part_names_its_notebook(w: Workshop) -> None:
    widget = w.agenda()
    first, *_, far = [one["id"] for one in widget.table["parts"]]
    for part in (first, far, first):
        widget._told(widget, {"act": "start", "values": {"part": part}}, [])
        shown = {one["id"]: one for one in widget.table["parts"]}
        assert shown[first]["back"] is (part == far)
    assert (shown[first]["state"], shown[far]["state"]) == ("now", "next")
    assert "cahier 0" in shown[first]["note"]
    assert list(w.record("").facts["timetable"]["started"]) == [first]


def test_when_it_is_late_one_press_applies_what_it_proposes(w: Workshop) -> None:
    widget = w.agenda()
    w.start_part("two_open")
    kept = dict(w.record("").facts["timetable"])
    kept["started"] = {"two_open": kept["started"]["two_open"] - 60 * 20}
    w.set(timetable=kept)
    widget._told(widget, {"act": "tick"}, [])
    assert widget.table["cuts_title"].startswith("12 min de retard\u00a0: voici")
    widget._told(widget, {"act": "shorten"}, [])
    assert widget.alert == ""
    assert widget.table["cuts"] == []
    assert "minutes" in w.record("").facts["timetable"]


def test_the_plan_of_a_stage_follows_the_part_that_began(w: Workshop) -> None:
    w.start_part("two_purpose")
    kept = dict(w.record("").facts["timetable"])
    w.set(timetable=kept | {"started": {"two_purpose": 1_900_000_000.0}})
    stage = w.stage("purpose")
    assert planned_end(w.record().facts, w.content, stage.subject) == 1_900_000_000.0 + 360


async def test_an_alert_stays_until_the_next_press_whatever_the_room_pushes(w: Workshop) -> None:
    board = w.matters_board()
    board._told(board, {"act": "park", "values": {"text": " "}}, [])
    assert (said := board.alert)
    w.park("À reprendre")
    await until(lambda: "À reprendre" in repr(board.kept))
    assert board.alert == said
