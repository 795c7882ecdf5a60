"""The question on plans: they are compared with their chart, voted, adopted with their numbers, and followed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desks import cast, press, texts_of, wait_for
from test_desk_decisions import fields

from workshop.desk import Workshop
from workshop.desk.widgets import Stage
from workshop.errors import InputError
from workshop.texts import say

FEW, WIDE = {"facebook": 4, "newsletter": 0.25}, {"facebook": 3, "instagram": 3}


@pytest.fixture
def p(w: Workshop) -> Iterator[Workshop]:
    """A workshop that compares two plans."""
    w.scenario({"fr": "Peu", "en": "Few"}, FEW)
    w.scenario({"fr": "Partout", "en": "Wide"}, WIDE)
    return w


def adopting(w: Workshop) -> Stage:
    """The stage of the question with its proposal, the plan "few", put to the adopting vote."""
    stage = w.stage("plan")
    press(stage, "vote", rule="ranked", minutes="3")
    cast(w, [[["few"], ["wide"]]] * 2 + [[["wide"], ["few"]]])
    press(stage, "close")
    press(stage, "propose", rule="majority", minutes="2")
    return stage


def test_fewer_than_two_plans_are_a_sentence_and_open_nothing(w: Workshop) -> None:
    w.scenario("Un seul", FEW)
    stage = w.stage("plan")
    assert say("desk.plans_few", "fr", count=1) == stage.board.view["blocks"][0]["text"]
    assert stage.board.view["go"] is None
    with pytest.raises(InputError):
        w.open("plan")
    assert w.record("").rounds == ()


@pytest.mark.shows("TRD5")
def test_plans_are_voted_with_their_chart_and_adopted_with_their_numbers(p: Workshop) -> None:
    stage = adopting(p)
    first, second = p.record("").rounds
    assert (first.rule, first.purpose, [o.id for o in first.options]) == ("ranked", "indicative", ["few", "wide"])
    assert {plan["id"] for plan in first.chart["plans"]} >= {"few", "wide"}
    assert first.chart["plans"] == second.chart["plans"]
    [about] = [plan for plan in second.chart["plans"] if plan["id"] == second.proposal]
    assert second.chart["focus"] == second.proposal  # what is adopted is what the picture talks about
    assert about["name"]["fr"] in second.chart["finding"]["fr"]
    assert "Facebook, quatre publications par semaine" in first.options[0].clause["fr"]
    assert "Facebook, four posts a week" in second.options[0].clause["en"]
    cast(p, ["yes", "yes", "no"])
    press(stage, "close")
    found = fields(press(stage, "decide"))
    dissent = [{"text": "Instagram nous manquera.", "role": "volunteers", "who": ""}]
    press(stage, "record", **{**found, "dissent": dissent, "owner": "Ada"})
    assert stage.board.alert == ""
    [decision] = p.record("").decisions
    assert (decision.option, decision.status, decision.owner) == ("few", "adopted", "Ada")
    assert decision.dissent[0].text == "Instagram nous manquera."
    said = decision.parameters
    assert {k: said[k] for k in ("posts.facebook", "posts.newsletter", "within", "share", "holders")} == {
        "posts.facebook": "4",
        "posts.newsletter": "0.25",
        "within": "24",
        "share": "76",
        "holders": "1",
    }
    assert dict(decision.wording) == dict(first.options[0].clause)
    assert len(said["digest"]) == 64
    assert decision.lost.keys() == {"wide"}


def test_a_plan_that_changes_while_people_vote_stays_as_it_was_voted(p: Workshop) -> None:
    stage = p.stage("plan")
    press(stage, "vote", rule="ranked", minutes="3")
    p.scenario({"fr": "Peu", "en": "Few"}, {"facebook": 7})
    p.assume({"people.0.hours": 2})
    cast(p, [[["few"], ["wide"]]] * 3)
    press(stage, "close")
    press(stage, "propose", rule="majority")
    cast(p, ["yes"] * 3)
    press(stage, "close")
    press(stage, "record", **fields(press(stage, "decide")))
    [decision] = p.record("").decisions
    assert decision.parameters["posts.facebook"] == "4"
    assert decision.parameters["capacity"] == "11.5"
    assert "quatre publications" in decision.wording["fr"]


def test_numbers_written_by_hand_join_those_of_the_plan_and_what_is_none_is_refused(p: Workshop) -> None:
    for bad in ({"posts.facebook": "trois"}, {"within": "24 h"}, {"holders": "-1"}, {"share": "inf"}):
        with pytest.raises(InputError, match="n’est pas lisible"):
            p.adopt_plan("few", parameters=bad)
    assert p.record("").decisions == ()
    said = p.adopt_plan("few", parameters={"posts.facebook": "3,5", "share": "80 %"}).parameters
    assert (said["posts.facebook"], said["share"], said["posts.newsletter"]) == ("3.5", "80", "0.25")
    assert len(said["digest"]) == 64
    assert p.strained() != []
    assert "3,5" in str(p.policy())


def test_who_looks_after_a_plan_changes_without_touching_its_numbers(p: Workshop) -> None:
    p.assume({"people.0.hours": 20, "people.0.absence": 0, "people.0.focus": 0.5, "people.1.hours": 0})
    before = p.adopt_plan("few", owner="Ada").parameters
    assert before["capacity"] == "10.0"
    after = p.amend("plan", by="Ada", why="Bo prend la suite", owner="Bo")
    assert (after.owner, after.parameters) == ("Bo", before)


def test_a_plan_dropped_after_its_adoption_is_still_read_in_full(p: Workshop) -> None:
    p.adopt_plan("few", owner="Ada")
    p.drop_scenario("few")
    view = p.stage("plan").board.view
    assert "Peu" in texts_of(view)
    assert "Facebook" in p.register.set_index("question").loc["plan", "text"]
    assert "quatre publications" in str(p.policy())


def test_a_channel_that_was_closed_since_is_still_called_by_its_name(p: Workshop) -> None:
    p.adopt_plan("wide")
    data = p.basis_data
    del data["channels"]["instagram"]
    kept = {path: ends for path, ends in data["ranges"].items() if not path.startswith("instagram.")}
    p.rest_on({**data, "plans": {}, "ranges": kept})
    said = [one.said["fr"] for one in p.strained()]
    assert any("publier sur Instagram, qui n’est plus" in one for one in said)
    assert "publier sur Instagram, qui n’est plus" in str(p.policy())


# ---- what follows from it ------------------------------------------------------------------------


def test_a_stage_that_is_on_screen_takes_the_numbers_of_the_plan_as_soon_as_it_is_adopted(p: Workshop) -> None:
    other = p.stage("frequency")
    before = next(block["items"] for block in other.board.view["blocks"] if block["kind"] == "options")
    stage = adopting(p)
    cast(p, ["yes"] * 3)
    press(stage, "close")
    press(stage, "record", **fields(press(stage, "decide")))
    assert "sous 14" in before[0]["clause"].replace("\u00a0", " ")

    def follows() -> bool:
        other.refresh()  # as a push of the room does it
        return "sous 4\u00a0publications" in texts_of(other.board.view).replace("\\xa0", "\u00a0")

    wait_for(follows)


@pytest.mark.shows("TRD5")
def test_the_adopted_plan_fills_the_numbers_of_other_clauses_and_says_so(p: Workshop) -> None:
    p.assume({"holders": 2})
    p.adopt_plan("wide")
    stage = p.stage("frequency")
    press(stage, "decide")
    shown = press(stage, "choose", option="range", status="adopted")
    form = next(b for b in shown["blocks"] if b["kind"] == "form")
    given = {one["name"]: (one["value"], one["hint"]) for one in form["fields"] if one["name"].startswith("param")}
    assert given["parameter.posts_per_week_min"][0] == "3"
    assert given["parameter.posts_per_week_max"][0] == "3"
    assert given["parameter.posts_per_week_max"][1].startswith("Vient du plan adopté le ")
    assert "judgement" not in given["parameter.frequency_months"][1]
    taken = p.decide("resourcing", "hours_budget").parameters["hours_per_week"]
    assert float(taken) >= float(p.record("").decisions[0].parameters["hours"])
    assert p.decide("succession", "rota").parameters["holders"] == "2"
    assert p.decide("response_time", "by_channel").parameters["target_percent"] == "76"
    assert p.strained() == []


@pytest.mark.shows("TRD2")
def test_a_clause_is_no_longer_affordable_the_moment_an_assumption_changes_and_is_again(p: Workshop) -> None:
    p.adopt_plan("few")
    p.decide("resourcing", "hours_budget")
    stage, register = p.stage("plan"), p.settled()
    assert p.strained() == []
    p.assume({"people.0.hours": 1}, by="Ada")
    strained = {one.question: one for one in p.strained()}
    assert set(strained) == {"plan", "resourcing"}
    plan = strained["plan"]
    assert plan.takes > plan.has == pytest.approx(5 * (1 - 0.157692) * 0.85)
    assert "heures par semaine, et il y en a 3,6" in plan.said["fr"]
    stage._heard()
    register._show()
    assert plan.said["fr"] in texts_of(stage.board.view)
    assert plan.said["fr"] in repr(register.groups)
    assert plan.said["fr"].split(",")[0] in str(p.policy()).replace("\\u00a0", "\u00a0")
    p.assume({"people.0.hours": 12})
    stage._heard()
    register._show()
    assert p.strained() == []
    assert plan.said["fr"] not in texts_of(stage.board.view) + repr(register.groups)


# ---- again ---------------------------------------------------------------------------------------


def test_a_plan_that_was_amended_after_a_refusal_keeps_its_words_in_both_languages(p: Workshop) -> None:
    stage = adopting(p)
    cast(p, ["no", "no", "yes"])
    press(stage, "close")
    press(stage, "again", wording="Facebook quatre fois, à l’essai.", wording_other="Facebook four times, on trial.")
    assert p.record("").rounds[-1].chart == p.record("").rounds[1].chart
    cast(p, ["yes"] * 3)
    press(stage, "close")
    press(stage, "record", **fields(press(stage, "decide")))
    [decision] = p.record("").decisions
    assert dict(decision.wording) == {
        "fr": "Facebook quatre fois, à l’essai.",
        "en": "Facebook four times, on trial.",
    }
    assert decision.parameters["posts.facebook"] == "4"


def test_another_plan_takes_its_place_after_a_new_vote_with_its_own_numbers(p: Workshop) -> None:
    p.adopt_plan("few", owner="Ada")
    stage = p.stage("plan")
    press(stage, "correct")
    press(stage, "choose", change="substantive", option="wide")
    press(stage, "anew", by="Bo", why="Nous avons de l’aide.", option="wide", change="substantive")
    cast(p, ["yes"] * 3)
    press(stage, "close")
    press(stage, "record", **{**fields(press(stage, "decide")), "by": "Bo"})
    assert stage.board.alert == ""
    first, second = p.record("").decisions
    assert (second.option, second.supersedes, second.change) == ("wide", first.id, "substantive")
    assert {k for k in second.parameters if k.startswith("posts.")} == {"posts.facebook", "posts.instagram"}
    assert second.wording != first.wording


def test_the_same_plan_with_other_numbers_shows_what_changes_in_it(p: Workshop) -> None:
    p.adopt_plan("few")
    p.scenario({"fr": "Peu", "en": "Few"}, {"facebook": 2})
    stage = p.stage("plan")
    press(stage, "correct")
    shown = press(stage, "choose", change="substantive", option="few")
    redline = next(block for block in shown["blocks"] if block["kind"] == "redline")
    assert {mark for mark, _ in redline["pieces"]} >= {"removed", "added"}
    press(stage, "anew", by="Bo", why="Trop.", option="few", change="substantive")
    assert "deux publications" in p.record("").rounds[-1].options[0].clause["fr"]
    cast(p, ["yes"] * 3)
    press(stage, "close")
    press(stage, "record", **{**fields(press(stage, "decide")), "by": "Bo"})
    last = p.record("").decisions[-1]
    assert last.parameters["posts.facebook"] == "2"
    assert "deux publications" in last.wording["fr"]
    assert "two posts" in last.wording["en"]


def test_a_minor_change_keeps_the_numbers_and_both_languages(p: Workshop) -> None:
    p.adopt_plan("few")
    p.assume({"people.0.hours": 9})
    stage = p.stage("plan")
    form = fields(press(stage, "correct"))
    press(stage, "record", **{**form, "by": "Ada", "why": "Un nom.", "owner": "Bo"})
    assert stage.board.alert == ""
    first, second = p.record("").decisions
    assert (second.parameters, second.wording, second.owner) == (first.parameters, first.wording, "Bo")


def test_its_clause_has_the_last_number_of_its_section_and_moves_no_other(p: Workshop) -> None:
    before = p.decide("frequency", "range").clause
    decision = p.adopt_plan("few")
    section = before.split(".")[0]
    last = sum(q.section == "resources" for q in p.content.questions.values())
    assert decision.clause == f"{section}.{last + 1}"
    assert p.decisions.set_index("question").loc["plan", "title"] == "Plan de publication"


def test_a_plan_that_nobody_named_is_not_adopted(p: Workshop) -> None:
    with pytest.raises(InputError):
        p.adopt_plan("nowhere")
    assert p.record("").decisions == ()


# ---- the checks ----------------------------------------------------------------------------------


@pytest.mark.shows("TRD2")
def test_the_checks_say_what_still_fits_and_open_what_no_longer_does(p: Workshop) -> None:
    widget = p.checks()
    assert widget.board.shown == {"finding": say("desk.checks_none", "fr"), "strained": [], "fits": []}
    p.adopt_plan("few")
    p.decide("succession", "deputy")
    widget._heard()
    assert widget.board.shown["finding"] == say("desk.checks_fit", "fr")
    assert [one["id"] for one in widget.board.shown["fits"]] == ["plan", "succession"]
    p.assume({"people.1.hours": 0})
    widget._heard()
    [strained] = widget.board.shown["strained"]
    assert (strained["id"], widget.board.shown["finding"]) == ("succession", say("desk.checks_strained_one", "fr"))
    assert strained["title"].endswith("Relève et absences")
    widget.board._told(widget.board, {"act": "reopen", "values": {"question": "succession"}}, [])
    assert (widget.board.alert, widget.children[1].subject.id) == ("", "succession")
    assert strained["said"] in texts_of(widget.children[1].board.view)
    widget.board._told(widget.board, {"act": "reopen", "values": {"question": "purpose"}}, [])
    assert widget.board.alert == say("desk.reopen_none", "fr")
