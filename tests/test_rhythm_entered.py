"""What an organisation writes down: read whole, refused whole, and written back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rhythms import FILE, sample, some

from workshop.errors import InputError
from workshop.exchange.rhythms import read_rhythm
from workshop.methods.rhythm import PARTS, as_data, basis, numbers, share_answered, staffed_hours
from workshop.texts import LANGS, sentence

ONE = {"value": 10, "half": 2, "minutes": 30}


def small(**more: Any) -> dict[str, Any]:
    return {"channels": {"a": ONE}, **more}


def refused(data: Any, lang: str = "en") -> str:
    with pytest.raises(InputError) as caught:
        basis(data)
    return sentence(caught.value, lang)


# ---- read and written back ------------------------------------------------------------------------


def test_the_sample_is_read_as_it_is_written():
    found = sample()
    assert [c.name for c in found.channels] == ["facebook", "x", "instagram", "linkedin", "newsletter"]
    assert found.channels[0].half == 6
    assert found.habits.overhead == 2
    assert found.habits.training == pytest.approx(8 * 2 / 52)
    assert found.plans["high"].posts == {"facebook": 7, "x": 35}
    assert found.ranges["optimism"] == (0.7, 1, 2)
    assert found.names["low"]["fr"] == "Les chiffres des documents, au plus bas"


@given(st.integers(0, 3_000))
def test_what_is_written_back_reads_as_the_same(seed: int):
    found = some(seed)
    assert basis(as_data(found)) == found


def test_the_sample_survives_json_and_yaml():
    found = sample(
        people=[
            {"hours": 14, "name": "Awa", "holds": ["x"], "daily_minutes": 90, "away": [["2026-12-21", "2027-01-04"]]}
        ],
        promise={"within": 24, "share": 0.9},
        keep=["facebook"],
        shape=1.5,
        curve="hill",
        staffed=[
            {"days": ["sun", "mon"], "from": "22:30", "to": "06:15"},
            {"days": ["sat"], "from": "00:00", "to": "24:00"},
        ],
    )
    data = as_data(found)
    assert basis(json.loads(json.dumps(data, allow_nan=False))) == found
    assert basis(yaml.safe_load(yaml.safe_dump(data, sort_keys=False))) == found
    assert found.people[0].away == ((date(2026, 12, 21), date(2027, 1, 4)),)


def test_what_is_left_out_takes_no_hours():
    found = basis(small())
    assert (found.people, found.staffed, found.plans) == ((), (), {})
    assert numbers(found)["approval.share"] == numbers(found)["overhead.coordination"] == 0
    assert found.holders == 1


def test_overhead_is_one_number_or_three_lines():
    for given_, total in ((2.3, 2.3), ({"coordination": 2, "training": 0.3, "support": 1}, 3.3)):
        habits = basis(small(overhead_hours=given_)).habits
        assert habits.overhead + habits.training + habits.support == pytest.approx(total)


def test_a_person_may_be_three_numbers_in_a_row():
    assert basis(small(people=[[14, 0.1, 0.85]])) == basis(
        small(people=[{"hours": 14, "absence": 0.1, "focus": 0.85}])
    )


def test_a_key_without_a_value_counts_as_left_out():
    assert basis(small(people=None, promise=None, curve=None)) == basis(small())


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [("09:00", "17:00", 8), ("9:00", "17:30", 8.5), ("22:00", "06:00", 8), ("00:00", "24:00", 24)],
)
def test_a_window_may_run_over_midnight_and_over_the_end_of_the_week(start: str, end: str, hours: float):
    found = basis(small(staffed=[{"days": ["Sun"], "from": start, "to": end}]))
    assert staffed_hours(found.staffed) == hours
    assert share_answered(found.staffed, 0) == pytest.approx(hours / 168)


def test_a_window_of_days_is_written_day_by_day():
    always = replace(basis(small()), staffed=((20, 20 + 168),))
    again = basis(as_data(always))
    assert staffed_hours(again.staffed) == 168
    assert basis(as_data(again)) == again
    assert {"days": ["tue", "wed", "thu", "fri", "sat", "sun"], "from": "00:00", "to": "24:00"} in as_data(again)[
        "staffed"
    ]


def test_parts_of_a_load_have_the_names_of_the_file():
    assert PARTS == ("production", "approval", "reply", "moderation", "presence", "overhead")


# ---- refused --------------------------------------------------------------------------------------


WRONG: Mapping[str, tuple[Any, str]] = {
    "a key nobody knows": (small(peple=[]), "at the top: “peple” is not known here; is it “people”?"),
    "a column nobody knows": (
        {"channels": {"a": ONE | {"folowers": 1}}},
        "“folowers” is not known here; is it “followers”?",
    ),
    "no channels": ({}, "channels is missing"),
    "an empty list of channels": ({"channels": {}}, "channels: at least one is needed"),
    "not a mapping": ([1], "at the top: names with their values are expected, not a list"),
    "a column missing": ({"channels": {"a": {"value": 1, "half": 2}}}, "channels.a.minutes is missing"),
    "a number in quotes": (
        {"channels": {"a": ONE | {"half": "6"}}},
        "channels.a.half: “6” is text; write the number without",
    ),
    "a word for a number": (
        {"channels": {"a": ONE | {"half": "six"}}},
        "channels.a.half: a number is expected, not “six”",
    ),
    "true for a number": ({"channels": {"a": ONE | {"half": True}}}, "channels.a.half: a number is expected"),
    "half of nothing": ({"channels": {"a": ONE | {"half": 0}}}, "channels.a.half: 0 is not greater than 0"),
    "less than nothing": (
        {"channels": {"a": ONE | {"minutes": -3}}},
        "channels.a.minutes: -3 is not between 0 and 100,000",
    ),
    "no number": (
        {"channels": {"a": ONE | {"value": float("nan")}}},
        "channels.a.value: a finite number is expected",
    ),
    "without end": (
        {"channels": {"a": ONE | {"value": float("inf")}}},
        "channels.a.value: a finite number is expected",
    ),
    "a huge number": ({"channels": {"a": ONE | {"value": 10**400}}}, "is not between 0 and 1,000,000"),
    "more than all": (
        {"channels": {"a": ONE | {"reply_share": 40}}},
        "channels.a.reply_share: 40 is not between 0 and 1",
    ),
    "half a post at most": (
        {"channels": {"a": ONE | {"max_posts": 2.5}}},
        "channels.a.max_posts: a whole number is expected",
    ),
    "a thousand steps": ({"channels": {"a": ONE | {"max_posts": 900, "step": 0.25}}}, "more than 1,000 values"),
    "a name that is none": ({"channels": {True: ONE}}, "channels: a name is a text of 1 to 80 characters"),
    "too many channels": ({"channels": {f"c{i}": ONE for i in range(41)}}, "channels: 40 at most"),
    "too many people": (small(people=[{"hours": 1}] * 201), "people: 200 at most"),
    "a person without hours": (small(people=[{"absence": 0.1}]), "people.0.hours is missing"),
    "more than a week": (small(people=[{"hours": 200}]), "people.0.hours: 200 is not between 0 and 168"),
    "a channel nobody has": (
        small(people=[{"hours": 1, "holds": ["b"]}]),
        "people.0.holds: “b” is not one of the channels",
    ),
    "leave that ends first": (
        small(people=[{"hours": 1, "away": [["2027-01-04", "2026-12-21"]]}]),
        "people.0.away.0: a first and a last day are expected",
    ),
    "no day": (
        small(staffed=[{"days": ["lundi"], "from": "09:00", "to": "17:00"}]),
        "“lundi” is not a day; the days are mon",
    ),
    "a time without quotes": (
        small(staffed=[{"days": ["mon"], "from": 540, "to": "17:00"}]),
        "write it in quotation marks, like 09:00",
    ),
    "a time that is none": (
        small(staffed=[{"days": ["mon"], "from": "09:60", "to": "24:30"}]),
        "staffed.0.to: “24:30” is not a time of day",
    ),
    "no time at all": (
        small(staffed=[{"days": ["mon"], "from": "09:00", "to": "09:00"}]),
        "begins and ends at the same time",
    ),
    "a plan for a channel nobody has": (small(plans={"p": {"b": 1}}), "plans.p: “b” is not one of the channels"),
    "fewer than no posts": (small(plans={"p": {"a": -1}}), "plans.p.a: -1 is not between 0 and 10,000"),
    "a promise of half its parts": (small(promise={"within": 24}), "promise.share is missing"),
    "a channel to keep that nobody has": (small(keep=["b"]), "keep: “b” is not one of the channels"),
    "nobody to hold": (small(holders=0), "holders: 0 is not between 1 and 200"),
    "no such curve": (small(curve="hil"), "curve: “hil” is not one of exponential, hill, power"),
    "a shape beyond the curve": (small(curve="power", shape=1), "shape: 1 is not between -5 and 0.99"),
    "neither true nor false": (
        small(irregular="yes"),
        "irregular: true or false is expected, not “yes”",
    ),
    "a range out of order": (
        small(ranges={"a.half": [3, 2, 9]}),
        "ranges.a.half: lowest, likely and highest are not in order",
    ),
    "a range of two": (small(ranges={"a.half": [3, 2]}), "ranges.a.half: three numbers are expected"),
    "a range of nothing known": (
        small(ranges={"a.hlf": [1, 2, 3]}),
        "ranges: “a.hlf” is not known here; is it “a.half”?",
    ),
    "a range below half of nothing": (small(ranges={"a.half": [0, 2, 3]}), "ranges.a.half: 0 is not greater than 0"),
    "a name for nothing": (small(names={"b": {"fr": "B", "en": "B"}}), "names: “b” is not known here"),
    "a name in one language": (small(names={"a": {"fr": "A"}}), "names.a.en is missing"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_where_it_stands(case: str):
    data, said = WRONG[case]
    assert said in refused(data)


def test_every_problem_is_said_at_once_in_both_languages():
    data = {"channels": {"a": {"value": "30", "half": 0}}, "people": 3, "curve": "x", "plans": {"p": {"b": 1}}}
    for lang in LANGS:
        said = refused(data, lang)
        assert all(
            where in said
            for where in ("channels.a.value", "channels.a.half", "channels.a.minutes", "people", "curve", "plans.p")
        )
    assert refused(data, "fr").startswith("Le rythme ne peut pas être utilisé, et rien n’a été changé\u00a0: ")


def test_what_people_wrote_is_quoted_short_and_clean():
    said = refused({"channels": {"a": ONE | {"half": "\u202e" + "x" * 500}}, "people": {"k" * 500: 1}})
    assert "\u202e" not in said
    assert len(said) < 300


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.dates() | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5) | st.integers() | st.booleans(), inner, max_size=4)
    ),
    max_leaves=12,
)
KEYS = ("channels", "people", "overhead_hours", "approval", "staffed", "plans", "every", "promise", "holders", "keep")
KEYS += ("most_load", "cost_per_hour", "curve", "shape", "irregular", "ranges", "names")


def judged(data: Any) -> list[str]:
    """What is said of it in each language; nothing if it is accepted."""
    try:
        basis(data)
    except InputError as refusal:
        return [sentence(refusal, lang) for lang in LANGS]
    return []


@given(anything, st.dictionaries(st.sampled_from(KEYS), anything))
def test_nothing_a_file_may_hold_ends_in_anything_but_a_sentence(whole: Any, parts: dict[str, Any]):
    for data in (whole, parts, small(**parts), {"channels": {"a": whole, "b": parts}}):
        assert all(said.endswith(".") for said in judged(data))


def test_a_moment_is_not_a_day():
    assert "a first and a last day" in refused(
        small(people=[{"hours": 1, "away": [[datetime(2026, 1, 1), date(2026, 1, 2)]]}])
    )


def test_the_sample_file_is_the_text_that_was_read():
    assert read_rhythm(FILE)["staffed"] == [
        {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00"}
    ]
