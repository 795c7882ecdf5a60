"""What a rhythm rests on, named plans and the adopted one, at the desk against a real room."""

from __future__ import annotations

import re
from typing import Any

import pytest

from workshop import texts
from workshop.desk import Workshop
from workshop.desk.widgets import norms
from workshop.errors import InputError


def journalled(w: Workshop, act: str) -> list[dict[str, Any]]:
    return [dict(entry.payload) for entry in w.record("").journal if entry.act == act]


# ---- what everything rests on --------------------------------------------------------------------


@pytest.mark.shows("TRD1")
def test_every_number_that_a_room_starts_from_says_where_it_comes_from(w: Workshop) -> None:
    from workshop.desk.assumptions import flat

    origins = w.origins
    assert set(flat(w.basis_data)) == set(origins)
    assert all(set(one) == {"source", "year", "grade", "confidence"} for one in origins.values())
    assert {one["source"] for one in origins.values()} <= set(w.content.sources)
    assert origins["facebook.reply_minutes"]["source"] == "Chat-AHT"
    assert [c.name for c in w.basis.channels] == ["facebook", "instagram", "newsletter"]


@pytest.mark.shows("TRD1")
def test_a_number_that_is_overwritten_names_who_and_what_it_was(w: Workshop) -> None:
    w.assume({"facebook.half": 9, "people.0.hours": 14}, by="Ada", why="Nos propres chiffres")
    assert (w.basis.channels[0].half, w.basis.people[0].hours) == (9, 14)
    told = w.origins["facebook.half"]
    assert (told["by"], told["was"]) == ("Ada", 6)
    assert told["at"] > 0
    assert w.origins["facebook.minutes"]["source"] == "judgement"
    [said] = journalled(w, "assume")
    assert said == {
        "by": "Ada",
        "why": "Nos propres chiffres",
        "changes": [{"path": "facebook.half", "was": 6, "now": 9}, {"path": "people.0.hours", "was": 12, "now": 14}],
    }


def test_one_change_after_the_other_loses_neither(w: Workshop) -> None:
    w.assume({"facebook.half": 9}, by="Ada")
    w.assume({"facebook.minutes": 20}, by="Bo")
    assert (w.basis.channels[0].half, w.basis.channels[0].minutes) == (9, 20)
    assert (w.origins["facebook.half"]["by"], w.origins["facebook.minutes"]["by"]) == ("Ada", "Bo")


def test_what_cannot_be_read_is_one_sentence_and_keeps_nothing(w: Workshop) -> None:
    w.assume({"facebook.half": 9})
    for values in ({"facebook.half": -1}, {"facebook.half": "douze"}, {"pigeons": 3}, {"people.7.hours": 3}):
        with pytest.raises(InputError) as refused:
            w.assume(values)
        assert len(str(refused.value)) > 20
    assert w.basis.channels[0].half == 9
    assert len(journalled(w, "assume")) == 1


@pytest.mark.parametrize("id", ["blog.example.org", "people", "posts", "ranges", "approval"])
def test_a_channel_whose_numbers_no_path_could_name_is_refused_in_a_sentence(w: Workshop, id: str) -> None:
    data = w.basis_data
    with pytest.raises(InputError, match=f"«\u00a0{id}\u00a0» ne peut pas désigner un canal"):
        w.rest_on({**data, "channels": {**data["channels"], id: data["channels"]["facebook"]}})
    assert w.basis_data == data


@pytest.mark.parametrize("path", ["channels", "plans", "names", "people", "staffed"])
def test_a_number_in_the_place_of_a_table_is_refused_in_a_sentence(w: Workshop, path: str) -> None:
    with pytest.raises(InputError):
        w.rest_on({**w.basis_data, path: 3})


def test_a_channel_that_is_opened_brings_the_sources_of_its_numbers(w: Workshop) -> None:
    from workshop.desk.assumptions import channel

    data = w.basis_data
    data["channels"]["linkedin"] = channel(w.content.platforms["linkedin"], w.content) | {"followers": 1500}
    w.rest_on(data, by="Ada")
    assert w.origins["linkedin.half"]["source"] == w.content.platforms["linkedin"].half_saturation.source
    assert w.origins["linkedin.followers"]["by"] == "Ada"
    assert w.labels["linkedin"] == {"fr": "LinkedIn", "en": "LinkedIn"}


def test_a_workshop_that_kept_its_rhythm_in_the_shape_of_before_loses_none_of_it(w: Workshop) -> None:
    channel = {"name": "Facebook", "value": 40, "half": 5, "minutes": 20, "followers": 900, "inbound": 10}
    team, plans = (
        [{"hours": 9, "absence": 0, "focus": 1.0}],
        [{"name": {"fr": "Là", "en": "Now"}, "posts": {"Facebook": 4}}],
    )
    w._rested(
        {"channels": [channel], "team": team, "habits": {"overhead": 1}, "plans": plans, "capacity": 9, "chart": {}}
    )
    assert (w.basis.channels[0].value, w.basis.people[0].hours) == (40, 9)
    assert list(w.scenarios["name"]) == ["Là"]
    w.assume({"people.0.hours": 8}, by="Ada")
    assert w.facts["rhythm"]["basis"]["channels"]["facebook"]["followers"] == 900


def test_a_rhythm_that_nobody_can_read_any_more_stops_nothing(w: Workshop) -> None:
    for odd in ({"channels": [{"name": "X"}]}, {"channels": 3}, ["?"], "?", {}):
        w._rested(odd)
        assert [c.name for c in w.basis.channels] == ["facebook", "instagram", "newsletter"]
        assert w.strained() == []
        assert w.stage("purpose").board.alert == ""


# ---- named plans ---------------------------------------------------------------------------------


def test_a_clause_whose_numbers_are_words_stops_neither_the_checks_nor_the_policy(w: Workshop) -> None:
    w.assume({"people.0.hours": 9}, by="Ada")
    w.decide("response_time", "one_hour", parameters={"closing_hour": "18 h", "ack_minutes": "inf"})
    for question in ("frequency", "resourcing", "regularity", "succession"):
        for option in w.content.questions[question].options[:1]:
            w.decide(question, option.id, parameters={p.name: "inf" for p in option.parameters})
    assert w.strained() == []
    assert w.checks() is not None
    assert "18 h" in str(w.policy())


def test_plans_are_named_changed_and_taken_away_and_the_journal_says_by_whom(w: Workshop) -> None:
    few = w.scenario("Peu de canaux", {"facebook": 6, "newsletter": 0.25}, by="Ada")
    assert w.scenario("Peu de canaux", {"facebook": 5}) == few
    w.scenario({"fr": "Partout", "en": "Everywhere"}, {"facebook": 5, "instagram": 5, "newsletter": 1})
    table = w.scenarios.set_index("plan")
    assert list(table["name"]) == ["Peu de canaux", "Partout"]
    assert table.loc[few, "posts"] == {"facebook": 5}
    w.drop_scenario(few, by="Bo")
    assert list(w.basis.plans) == ["everywhere"]
    assert [one["by"] for one in journalled(w, "scenario")] == ["Ada", "L’animation", "L’animation"]
    assert journalled(w, "drop_scenario") == [{"by": "Bo", "plan": few}]
    assert journalled(w, "assume") == []
    with pytest.raises(InputError):
        w.drop_scenario("nulle part")


def test_plans_that_come_with_a_whole_file_are_journalled_like_those_that_are_named(w: Workshop) -> None:
    few = w.scenario("Peu", {"facebook": 4}, by="Ada")
    data = w.basis_data
    data["plans"] = {"other": {"instagram": 2}}
    w.rest_on(data, by="Bo")
    assert [(one["by"], one["plan"], one["posts"]) for one in journalled(w, "scenario")] == [
        ("Ada", few, {"facebook": 4}),
        ("Bo", "other", {"instagram": 2}),
    ]
    assert journalled(w, "drop_scenario") == [{"by": "Bo", "plan": few}]
    facts = len(journalled(w, "facts"))
    w.rest_on(w.basis_data, by="Bo")
    assert len(journalled(w, "facts")) == facts


@pytest.mark.shows("TRD1")
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_norm_says_its_source_year_and_grade(w: Workshop, lang: str) -> None:
    w.lang = lang
    rows = [line.split(" | ") for line in norms(w).text.split("\n")[2:-2]]
    assert len(rows) == len(w.content.platforms)
    figures = [figure for row in rows for cell in row[1:] for figure in cell.strip(" |–").split("<br>") if figure]
    ours = texts.say("desk.norms_judged", lang, value="").strip()
    assert [
        one for one in figures if not one.endswith(ours) and not re.search(r"\(.+, .+, (note|grade) .+\)$", one)
    ] == []
    assert any("SumAll" in one and "2014" in one for one in figures)
