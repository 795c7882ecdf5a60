"""Forty invented people deliberate for half a day: what the record holds afterwards, and how its minutes read."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from workshop import agenda
from workshop.desk import Workshop, hazards, results, straining
from workshop.methods import rhythm
from workshop.model import Record
from workshop.rehearse import rehearse
from workshop.rehearse.people import room
from workshop.texts import say

DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class HalfDay:
    """This is what a rehearsal left: its record, read from its folder by another room, and its minutes."""

    told: dict
    record: Record
    minutes: str
    policy: str


@pytest.fixture(scope="module")
def half_day(tmp_path_factory: pytest.TempPathFactory) -> HalfDay:
    data, out = tmp_path_factory.mktemp("half") / "data", tmp_path_factory.mktemp("out")
    told = rehearse(out, DAY, participants=40, plan="half_day", seed=1, lang="en", data=data)
    with room(data, 1, 0.0):
        desk = Workshop.attach(data)
        record = desk.record()
        desk.detach()
    words = {name: read(out / f"{name}.ipynb") for name in ("minutes", "policy")}
    return HalfDay(told, record, **words)


def read(notebook: Path) -> str:
    """The words of a document."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def ordering(record: Record) -> list:
    """The ballots that put something in an order."""
    return [one for one in record.rounds if results.orders(one)]


def test_at_least_ninety_ideas_themes_and_risks_have_a_place_in_an_order(half_day: HalfDay) -> None:
    record = half_day.record
    placed = {o for one in ordering(record) for place in results.result(record, one).places for o in place}
    ideas = {idea.id for idea in record.ideas if idea.live} & placed
    themes = {option for option in placed if option.startswith("theme:")}
    risks = [score for score in results.scores(record).values() if score.place]
    assert len(ideas) + len(themes) + len(risks) >= 90
    assert min(len(ideas) // 10, len(themes), len(risks)) >= 7


def test_at_least_thirty_questions_are_decided_and_each_says_its_outcome_and_its_owner(half_day: HalfDay) -> None:
    last = {d.question: d for d in half_day.record.decisions}
    adopted = [d for d in last.values() if d.status == "adopted"]
    assert len(adopted) >= 30
    assert [d.question for d in last.values() if not (d.outcome and d.owner and d.review_on)] == []


def test_what_was_talked_about_says_what_lost_what_it_treats_and_who_does_what(half_day: HalfDay) -> None:
    last = {d.question: d for d in half_day.record.decisions if d.status == "adopted"}
    full = [d for d in last.values() if d.lost and d.risks and d.actions]
    assert len(full) >= 18
    assert all(action.owner and action.due for d in full for action in d.actions)


def test_the_register_has_every_scored_risk_with_its_treatment_and_two_signatures(half_day: HalfDay) -> None:
    entries = hazards.register(half_day.record, agenda.load())
    scored = [entry for entry in entries if entry.score]
    assert [e.risk.id for e in scored if not (e.treatment and e.treatment.owner and e.clauses)] == []
    assert sum(e.treatment.acceptance is not None for e in scored if e.treatment) == 2
    assert [e.risk.id for e in scored if e.changed] == []


def test_risks_are_estimated_twice_with_reasons_between_and_four_numbers_for_three(half_day: HalfDay) -> None:
    first, second = (one for one in half_day.record.rounds if one.kind == "estimate")
    assert [len(first.ranges), len(second.ranges)] == [0, 3]
    assert {one.side for one in half_day.record.reasons if one.round == first.id} == {"high", "low"}
    assert len(half_day.record.risks) == 2
    assert all(risk.id in {o.id for o in second.options} for risk in half_day.record.risks)


def test_people_answer_by_phone_tablet_paper_hand_and_proxy(half_day: HalfDay) -> None:
    cast = Counter(ballot.channel for ballot in half_day.record.ballots)
    assert set(cast) == {"phone", "kiosk", "paper", "hands", "proxy"}
    came = Counter(person.channel for person in half_day.record.participants)
    assert (came["phone"], came["paper"], came["kiosk"], came["proxy"]) == (30, 3, 2, 1)
    assert half_day.told["participants"] == 40


def test_somebody_represented_answers_from_afar_once_and_their_own_word_stands(half_day: HalfDay) -> None:
    (mandate,) = half_day.record.mandates
    own = [b for b in half_day.record.ballots if b.participant == mandate.principal]
    spoken = {b.round for b in own if b.channel == "phone"}
    again = [r for r in half_day.record.rounds if r.id in spoken]
    assert [(r.question, r.purpose) for r in again] == [("spokesperson", "indicative")]
    assert {b.by for b in own if b.channel == "proxy"} == {mandate.holder}


def test_who_has_a_conflict_of_interest_casts_no_ballot(half_day: HalfDay) -> None:
    (recusal,) = half_day.record.recusals
    rounds = {r.id for r in half_day.record.rounds if r.question == recusal.question}
    assert recusal.question == "donors"
    assert [
        b for b in half_day.record.ballots if (b.participant, b.round in rounds) == (recusal.participant, True)
    ] == []


def test_two_come_late_and_one_leaves_early(half_day: HalfDay) -> None:
    joined = Counter(p.joined_at for p in half_day.record.participants if p.channel != "proxy")
    opened = min(r.opened_at for r in half_day.record.rounds)
    assert sum(count for at, count in joined.items() if at > opened) == 2
    assert (
        len({a.participant for a in half_day.record.attendance if a.by == "phone" and not a.present}) == 2
    )  # and who was afar


def test_what_names_somebody_is_set_aside_with_a_reason_and_what_was_not_meant_is_back(half_day: HalfDay) -> None:
    acts = Counter(entry.act for entry in half_day.record.journal)
    assert (acts["set_aside"], acts["bring_back"]) == (2, 1)
    aside = [idea for idea in half_day.record.ideas if idea.aside]
    assert ["points at one person" in str(idea.aside) for idea in aside] == [True]


def test_the_same_idea_is_merged_once_and_one_is_split_and_none_loses_its_author(half_day: HalfDay) -> None:
    every = {idea.id: idea for idea in half_day.record.ideas}
    merged = [idea for idea in every.values() if len(idea.parents) > 1]
    assert len(merged) >= 8
    assert all(
        every[parent].author and every[parent].into == (idea.id,) for idea in merged for parent in idea.parents
    )
    assert [len(idea.into) for idea in every.values() if len(idea.into) > 1] == [2]


def test_a_table_of_four_keeps_one_idea(half_day: HalfDay) -> None:
    tables = [idea for idea in half_day.record.ideas if idea.step == "fours"]
    assert 8 <= len(tables) <= 9  # 35 people in the room, two of them late
    assert len({idea.author for idea in tables}) == len(tables)


def test_a_question_is_voted_again_after_the_discussion_and_the_middle_gains(half_day: HalfDay) -> None:
    first, second = (r for r in half_day.record.rounds if (r.question, r.purpose) == ("spokesperson", "indicative"))
    before, after = (results.result(half_day.record, r).support["list"] for r in (first, second))
    assert results.before(half_day.record, second) == first
    assert after > before


def test_first_ballots_use_several_rules(half_day: HalfDay) -> None:
    rules = {r.rule for r in half_day.record.rounds if r.purpose == "indicative"}
    assert rules == {"gradients", "ranked", "score", "majority_judgment"}


def test_an_objection_changes_the_text_and_what_remains_is_named_only_where_it_was_ticked(half_day: HalfDay) -> None:
    changed = [r for r in half_day.record.rounds if r.kind == "consent" and r.redline]
    assert len(changed) >= 5
    assert all(r.objections and r.before and r.aim for r in changed)
    last = {d.question: d for d in half_day.record.decisions}
    named = [(q, one.who) for q, d in last.items() for one in d.dissent if one.who]
    assert [(q, last[q].status) for q, _ in named] == [("faq", "parked")]
    assert named[0][1] in half_day.minutes


def test_one_decision_is_corrected_and_one_changed_after_another_vote(half_day: HalfDay) -> None:
    amended = [(d.question, d.change) for d in half_day.record.decisions if d.change]
    assert amended == [("spokesperson", "minor"), ("response_time", "substantive")]
    assert all(d.by and d.why for d in half_day.record.decisions if d.change)


def test_requests_from_phones_are_taken_kept_and_answered(half_day: HalfDay) -> None:
    assert [m.state for m in half_day.record.matters] == ["taken", "kept", "answered"]
    kept = half_day.record.matters[1]
    assert kept.owner
    assert kept.due


def test_the_documents_show_no_id_and_nothing_that_was_left_empty(half_day: HalfDay) -> None:
    for text in (half_day.minutes, half_day.policy):
        odd = re.findall(
            r"\bNone\b(?! set)|\bnan\b|\bown_\d|\btheme:\d|\bp[0-9a-f]{12}\b|\bhand\d+\b|\{\w+\}|[a-z]+_[a-z]+", text
        )
        assert odd == []


# ---- how often, with which hours -----------------------------------------------------------------


@pytest.mark.shows("TRD5")
def test_everybody_guesses_alone_shares_points_and_a_plan_is_voted_with_its_chart(half_day: HalfDay) -> None:
    asked = [r for r in half_day.record.rounds if r.question in ("hours", "value", "plan")]
    assert [(r.question, r.kind) for r in asked][:3] == [("hours", "guess"), ("value", "ballot"), ("plan", "ballot")]
    assert all(r.chart and r.chart["kind"] == "frontier" for r in asked if r.question == "plan")
    decision = next(d for d in half_day.record.decisions if d.question == "plan")
    assert (decision.option, decision.parameters["posts.facebook"]) == (agenda.sample().plan.option, "4")
    assert decision.dissent
    assert "Facebook, four posts a week" in half_day.policy


def test_what_the_rhythm_rests_on_says_who_set_it(half_day: HalfDay) -> None:
    origins = half_day.record.facts["rhythm"]["origins"]
    assert origins["facebook.value"]["by"] == say("asking.by_room", "en")
    assert origins["facebook.followers"]["by"] == "Communications"
    assert origins["facebook.half"]["source"] == "judgement"


def test_everything_that_was_adopted_fits_the_hours(half_day: HalfDay) -> None:
    content = agenda.load()
    basis = rhythm.basis(half_day.record.facts["rhythm"]["basis"])
    assert straining.promises(half_day.record, content).keys() >= {"plan", "frequency", "resourcing"}
    assert straining.strained(half_day.record, content, basis, {}) == []
