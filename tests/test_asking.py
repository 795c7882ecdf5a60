"""What everybody answers alone, from the desk: on a real room."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from desks import cast, wait_for

from workshop.desk import Workshop
from workshop.desk.widgets import GridWidget
from workshop.errors import InputError, RoundOpen
from workshop.messages import CastBallot
from workshop.texts import both, pick, say


def result(w: Workshop) -> dict[str, Any]:
    """What everybody sees once it is revealed."""
    wait_for(lambda: w.client.state.scene.result)
    return dict(w.client.state.scene.result["chart"])


def guessing(w: Workshop) -> None:
    """The guess is open, and the desk has heard so."""
    round = w.guess()
    wait_for(lambda: (w.client.state.scene.round or {}).get("id") == round.id)


def typed(grid: GridWidget, number: int, **cells: Any) -> dict[str, Any]:
    values = {
        "row": f"r{number}",
        "serial": 1,
        "number": str(number),
        "name": "",
        "role": "volunteers",
        "cells": cells,
    }
    grid._told(grid, {"act": "row", "values": values}, [])
    return dict(grid.told[f"r{number}"])


# ---- hours ---------------------------------------------------------------------------------------------


@pytest.mark.shows("TRD3")
def test_everybody_guesses_the_hours_alone_and_nothing_is_told_before_closing(w: Workshop) -> None:
    round = w.guess()
    assert (round.kind, round.question, round.most) == ("guess", "hours", 168)
    assert dict(round.unit) == both("asking.hours_unit") and dict(round.prompt) == both("asking.hours")
    cast(w, [8, 20.5, None])
    assert w.guesses() == []
    w.close()
    assert w.guesses() == [8, 20.5]
    assert w.reveal() is None


def test_what_is_shown_has_no_names_and_says_who_does_not_know(w: Workshop) -> None:
    w.add_person("Dia", "volunteers")
    w.guess()
    cast(w, [30, 8, 12])
    w.speak(w.person("Dia"), CastBallot("diasanswer", "r1", None))
    w.close()
    w.reveal()
    chart = result(w)
    assert chart["kind"] == "strips" and [row["values"] for row in chart["rows"]] == [[8, 12, 30]]
    assert (chart["rows"][0]["median"], chart["most"], chart["mark"]) == (12, 30, None)
    assert chart["note"]["fr"].endswith(say("asking.unknown_one", "fr", count=1))
    assert not any(name in repr(chart) for name in ("Ada", "Bo", "Chi", "Dia"))


def test_of_two_answers_only_the_median_is_shown_and_the_axis_gives_neither_away(w: Workshop) -> None:
    w.guess()
    cast(w, [2, 40])
    w.close()
    w.reveal()
    chart = result(w)
    assert chart["rows"][0]["values"] == [] and chart["rows"][0]["median"] == 21 and chart["most"] == 30


def test_a_guess_nobody_answered_is_shown_as_such(w: Workshop) -> None:
    w.guess()
    w.close()
    assert w.reveal() is None and w.guesses() == []
    assert result(w)["rows"][0]["median"] is None


def test_asked_again_with_a_reason_the_first_answers_stay_and_the_last_count(w: Workshop) -> None:
    w.guess(minutes=2)
    cast(w, [8, 9, 10])
    w.close()
    again = w.guess(reason="On avait oublié la modération")
    assert (again.number, again.reason) == (2, "On avait oublié la modération")
    cast(w, [12, 13, 14])
    w.close()
    assert w.guesses() == [12, 13, 14]
    assert sorted(b.choice for b in w.record().ballots if b.round == "r1") == [8, 9, 10]
    with_words = [e.payload for e in w.record().journal if e.act == "open"]
    assert [one["reason"] for one in with_words] == [None, "On avait oublié la modération"]


def test_the_numbers_are_a_table_without_names(w: Workshop) -> None:
    w.guess()
    cast(w, [12, None, 12])
    w.close()
    assert w.ballots("hours").values.tolist() == [[2, 12], [1, None]]


# ---- what a channel is worth -----------------------------------------------------------------------------

THREE = [
    {"facebook": 50, "newsletter": 50},
    {"facebook": 60, "instagram": 10, "newsletter": 30},
    {"instagram": 20, "newsletter": 80},
]


@pytest.mark.shows("TRD6")
def test_everybody_shares_a_hundred_points_among_the_channels_of_the_plan(w: Workshop) -> None:
    round = w.share_points(minutes=4)
    assert (round.rule, round.purpose, round.question, round.most) == ("points", "none", "value", 100)
    assert [o.id for o in round.options] == list(w.basis_data["channels"])
    assert [dict(o.label) for o in round.options] == [dict(w.labels[o.id]) for o in round.options]
    cast(w, THREE)
    assert w.values() == {}
    w.close()
    values = w.values()
    assert values == pytest.approx({"facebook": 500 / 11, "instagram": 100 / 11, "newsletter": 500 / 11})
    found = w.shared()
    assert found and found.people == 3 and found.apart > 0


def test_the_points_are_shown_channel_by_channel_the_most_first_without_names(w: Workshop) -> None:
    w.share_points()
    cast(w, THREE)
    w.close()
    w.reveal()
    chart = result(w)
    assert chart["kind"] == "strips" and chart["most"] == 80
    assert [(row["id"], row["median"], row["values"]) for row in chart["rows"]] == [
        ("facebook", 50, [0, 50, 60]),
        ("newsletter", 50, [30, 50, 80]),
        ("instagram", 10, [0, 10, 20]),
    ]


def test_points_come_by_proxy_and_on_paper_and_a_blank_sheet_says_nothing(w: Workshop) -> None:
    w.share_points()
    ada, bo, chi = w.people_ids
    for who, channel, choice in (
        (ada, "proxy", {"facebook": 100}),
        (bo, "paper", {"newsletter": 100}),
        (chi, "desk", {}),
    ):
        w.speak(who, CastBallot(f"{who}points", "r1", choice), channel=channel)
    w.close()
    found = w.shared()
    assert found and found.people == 2 and found.medians == {"facebook": 50, "instagram": 0, "newsletter": 50}


def test_weights_count_in_the_worth_of_channels(w: Workshop) -> None:
    w.open("value", weights={w.people_ids[0]: 3})
    cast(w, [{"facebook": 100}, {"newsletter": 100}])
    w.close()
    assert w.values() == {"facebook": 100, "instagram": 0, "newsletter": 0}


def test_nobody_shares_points_on_a_single_channel(w: Workshop) -> None:
    data = w.basis_data
    w.rest_on({**data, "channels": {"facebook": data["channels"]["facebook"]}, "ranges": {}}, by="Ada")
    with pytest.raises(InputError) as problem:
        w.share_points()
    assert str(problem.value) == say("asking.few_channels", "fr") and w.record().rounds == ()


def test_points_shared_on_paper_are_typed_in(w: Workshop, tmp_path: Path) -> None:
    text = pypdf.PdfReader(w.sheets("value", 1, out=tmp_path)).pages[0].extract_text()
    assert "Facebook" in text and "Infolettre" in text
    round = w.share_points()
    wait_for(lambda: (w.client.state.scene.round or {}).get("id") == round.id)
    assert typed(GridWidget(w), 1, facebook="70", newsletter="30")["state"] == "recorded"
    w.close()
    assert w.values() == {"facebook": 70, "instagram": 0, "newsletter": 30}


def test_minutes_and_policy_are_written_after_a_guess_and_shared_points(w: Workshop) -> None:
    w.guess()
    cast(w, [8, 9, 30])
    w.close()
    w.reveal()
    w.share_points()
    cast(w, THREE)
    w.close()
    w.reveal()
    assert w.policy()["cells"]
    assert both("asking.hours")["fr"] in json.dumps(w.minutes(), ensure_ascii=False)
    assert {"r1", "r2"} <= w.papers.pictures.keys()


# ---- other questions -----------------------------------------------------------------------------------


def test_a_scale_of_the_data_is_asked_between_its_two_ends(w: Workshop) -> None:
    round = w.guess("privacy_speed")
    scale = w.content.scales["privacy_speed"]
    assert [dict(end) for end in round.ends] == [dict(scale.low), dict(scale.high)] and round.most == 10
    cast(w, [2, 3, 9.5])
    w.close()
    w.reveal()
    chart = result(w)
    assert chart["most"] == 10 and chart["ends"] == [dict(scale.low), dict(scale.high)]


def test_the_facilitator_asks_for_a_number_in_their_own_words(w: Workshop) -> None:
    round = w.guess("fans", "Combien de gens nous suivent ?", unit="personnes", most=100_000)
    assert (dict(round.prompt)["en"], dict(round.unit)["fr"]) == ("Combien de gens nous suivent ?", "personnes")
    cast(w, [900, 12_000, 4000])
    w.close()
    w.reveal()
    assert result(w)["most"] == 15_000 and w.guesses("fans") == [900, 4000, 12_000]


def test_a_number_without_words_to_ask_with_is_refused(w: Workshop) -> None:
    with pytest.raises(InputError):
        w.guess("fans")
    assert w.record().rounds == ()


def test_one_thing_is_asked_at_a_time(w: Workshop) -> None:
    w.guess()
    with pytest.raises(RoundOpen):
        w.guess("privacy_speed")


def test_what_was_guessed_about_a_question_is_not_its_vote(w: Workshop) -> None:
    w.guess("response_time", unit="heures")
    cast(w, [24, 48, 12])
    w.close()
    stage = w.stage("response_time")
    assert stage.board.view["go"]["act"] == "vote"
    with pytest.raises(Exception, match="round_not_open"):
        w.tally("response_time")
    w.open("response_time", "approval")
    w.close()
    assert w.policy()["cells"] and w.minutes()["cells"]


def test_the_hours_that_were_guessed_are_no_evidence_for_the_clause_on_office_hours(w: Workshop) -> None:
    w.guess()
    cast(w, [13.25, 71.5, 42.25])
    w.close()
    w.reveal()
    w.decide("hours", "posted_hours")
    assert "42,25" not in str(w.policy())
    assert "42,25" in str(w.minutes())


def test_words_of_ones_own_replace_the_usual_ones_and_none_replace_nothing(w: Workshop) -> None:
    assert w.guess("hours", "Combien de temps, à votre avis ?").prompt["fr"] == "Combien de temps, à votre avis ?"
    w.close()
    assert "heures par semaine" in w.guess("hours", "", reason="Encore").prompt["fr"]


# ---- without a phone -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "state"), [(15.5, "recorded"), (None, "recorded"), (169, "refused"), (0.125, "refused")]
)
def test_a_person_without_a_phone_guesses_in_the_notebook(w: Workshop, said: float | None, state: str) -> None:
    guessing(w)
    widget = w.ballot()
    widget._told(widget, {"act": "enter", "values": {"name": "Dia", "role": "volunteers"}}, [])
    widget.answer = {"choice": said, "reason": None, "sent": 1}
    assert widget.status["state"] == state
    w.close()
    found = [(b.choice, b.channel) for b in w.record().ballots]
    assert found == ([(said, "desk")] if state == "recorded" else [])


def test_hands_are_not_raised_for_a_number(w: Workshop) -> None:
    guessing(w)
    assert w.hands().ask == {}
    with pytest.raises(Exception, match="main levée"):
        w.count_hands({"8": 2}, people=2)


# ---- paper ---------------------------------------------------------------------------------------------


def test_sheets_ask_for_the_number_before_and_while_it_is_open(w: Workshop, tmp_path: Path) -> None:
    before = w.sheets("hours", 1, out=tmp_path)
    text = pypdf.PdfReader(before).pages[0].extract_text()
    assert say("asking.hours_unit", "fr") in text and say("asking.not_known", "fr") in text
    w.guess("privacy_speed")
    during = w.sheets("privacy_speed", 1, out=tmp_path)
    assert "De 0" in pypdf.PdfReader(during).pages[0].extract_text()


def test_a_sheet_under_a_chart_says_what_the_chart_says(w: Workshop, tmp_path: Path) -> None:
    finding = {"fr": "Le plan sobre tient", "en": "The sober plan fits"}
    w.open("spokesperson", "approval", chart={"kind": "frontier", "finding": finding})
    text = pypdf.PdfReader(w.sheets("spokesperson", 1, out=tmp_path)).pages[0].extract_text()
    assert "Le plan sobre tient" in " ".join(text.split())


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"answer": "15"}, 15),
        ({"answer": "15,5"}, 15.5),
        ({"answer": "0.25"}, 0.25),
        ({"answer": "1 5"}, 15),
        ({"answer": "", "unknown": True}, None),
    ],
)
def test_a_guess_on_paper_is_typed_in_as_it_is_written(
    w: Workshop, cells: dict[str, Any], kept: float | None
) -> None:
    guessing(w)
    told = typed(GridWidget(w), 1, **cells)
    assert told["state"] == "recorded", told
    w.close()
    assert [(b.choice, b.channel) for b in w.record().ballots] == [(kept, "paper")]


@pytest.mark.parametrize("said", ["", "beaucoup", "-3", "1e3", "1,5,5", "200", "12,345", "nan"])
def test_what_is_no_guess_is_said_in_its_row_and_nothing_is_recorded(w: Workshop, said: str) -> None:
    guessing(w)
    told = typed(GridWidget(w), 1, answer=said)
    assert told["state"] == "wrong" and told["text"] and "{" not in told["text"]
    w.close()
    assert w.record().ballots == ()


def test_the_words_of_what_is_asked_are_there_in_both_languages(w: Workshop) -> None:
    for name in ("hours", "privacy_speed"):
        found = w.asking(name)
        assert found and all(pick(text, lang) for text in (found.prompt, found.say) for lang in ("fr", "en"))
    assert w.asking("spokesperson") is None
