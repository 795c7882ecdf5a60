"""The question on plans: they are compared with their chart, voted, adopted with their numbers, and followed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desks import cast, press, texts_of
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
    assert first.chart == second.chart
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


def test_a_plan_dropped_after_its_adoption_is_still_read_in_full(p: Workshop) -> None:
    p.adopt_plan("few", owner="Ada")
    p.drop_scenario("few")
    view = p.stage("plan").board.view
    assert "Peu" in texts_of(view)
    assert "Facebook" in p.register.set_index("question").loc["plan", "text"]
    assert "quatre publications" in str(p.policy())


# ---- what follows from it ------------------------------------------------------------------------


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


@pytest.mark.shows("TRD6")
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
    assert "heures par semaine, et il y en a 3,5" in plan.said["fr"]
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
