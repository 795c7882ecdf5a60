"""What if: every number of a rhythm by its path, read as people write it, and the way back to a rhythm file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.desk import entries, whatif
from workshop.errors import InputError
from workshop.methods import rhythm
from workshop.texts import LANGS, sentence

FILE: dict[str, Any] = {
    "channels": {
        "facebook": {"value": 60, "half": 6, "minutes": 30, "followers": 4000, "inbound": 10},
        "newsletter": {"value": 40, "half": 0.5, "minutes": 300, "step": 0.25, "max_posts": 2},
    },
    "people": [{"hours": 14, "absence": 0.1577, "focus": 0.85}, {"hours": 7}],
    "overhead_hours": 2.5,
    "approval": {"share": 0.25, "minutes": 10},
    "staffed": [{"days": ["mon", "tue"], "from": "09:00", "to": "17:00"}],
    "plans": {"sober": {"facebook": 3, "newsletter": 0.25}},
    "ranges": {"facebook.minutes": [15, 30, 60]},
}
FIRST = {"facebook": 3.0, "newsletter": 0.25}


@pytest.fixture
def draft() -> whatif.Draft:
    return whatif.opened(FILE, FIRST)


def same(one: Any, other: Any) -> bool:
    return bool(rhythm.basis(one) == rhythm.basis(other))


def test_a_file_that_is_opened_and_kept_says_the_same(draft: whatif.Draft) -> None:
    assert same(whatif.kept(draft), FILE)
    assert whatif.differences(draft, FILE) == []


def test_one_changed_number_is_the_one_difference(draft: whatif.Draft) -> None:
    moved = whatif.changed(draft, "people.0.hours", "12,5", "fr")
    assert whatif.value(moved, "people.0.hours") == 12.5
    assert whatif.differences(moved, FILE) == ["people.0.hours"]
    assert whatif.value(draft, "people.0.hours") == 14


def test_a_plan_is_no_assumption(draft: whatif.Draft) -> None:
    moved = whatif.changed(draft, "posts.facebook", "6", "fr")
    assert whatif.differences(moved, FILE) == []
    assert whatif.plans(moved)[whatif.NOW].posts == {"facebook": 6, "newsletter": 0.25}
    assert list(whatif.plans(draft)) == ["sober"]


def test_every_number_of_a_draft_can_be_written_and_read_back(draft: whatif.Draft) -> None:
    for path in whatif.paths(draft):
        entry = whatif.entry(path)
        if entry.kind == "number":
            for lang in LANGS:
                written = entries.shown(entry, whatif.value(draft, path), lang)
                assert whatif.value(whatif.changed(draft, path, written, lang), path) == whatif.value(draft, path)


@pytest.mark.parametrize("said", ["", "abc", "1,2,3", "−", "nan", "1e3", "1" * 30, "<b>"])
def test_what_is_no_number_is_refused_in_a_sentence(said: str, draft: whatif.Draft) -> None:
    with pytest.raises(InputError) as problem:
        whatif.changed(draft, "facebook.minutes", said, "fr")
    assert said in str(problem.value)


def test_a_number_out_of_bounds_is_told_the_bounds(draft: whatif.Draft) -> None:
    with pytest.raises(InputError, match="0 et 100"):
        whatif.changed(draft, "approval.share", "140", "fr")
    with pytest.raises(InputError, match="0 and 168"):
        whatif.changed(draft, "people.0.hours", "-1", "en")
    with pytest.raises(InputError, match="whole"):
        whatif.changed(draft, "holders", "1.5", "en")


def test_shares_are_said_in_percent(draft: whatif.Draft) -> None:
    assert entries.shown(entries.PERSON["absence"], 0.1577, "fr") == "15,77"
    assert whatif.value(whatif.changed(draft, "people.0.absence", "20 %", "fr"), "people.0.absence") == 0.2


def test_a_number_with_a_range_takes_it_along(draft: whatif.Draft) -> None:
    moved = whatif.changed(draft, "facebook.minutes", "90", "fr")
    assert moved.data["ranges"]["facebook.minutes"] == [15, 90, 90]
    assert rhythm.basis(whatif.kept(moved)).ranges["facebook.minutes"] == (15, 90, 90)


def test_a_promise_counts_once_both_its_numbers_are_there(draft: whatif.Draft) -> None:
    half = whatif.changed(draft, "promise.within", "24", "fr")
    assert rhythm.basis(whatif.kept(half)).promise is None
    both = whatif.changed(half, "promise.share", "75", "fr")
    assert rhythm.basis(whatif.kept(both)).promise == rhythm.Promise(24, 0.75)


def test_hours_of_the_week_may_run_past_midnight_and_must_be_hours(draft: whatif.Draft) -> None:
    night = [{"days": ["fri"], "from": "22:00", "to": "2:00"}]
    moved = whatif.changed(draft, "staffed", night, "fr")
    assert rhythm.basis(whatif.kept(moved)).staffed == ((118.0, 122.0),)
    for wrong in ({"days": [], "from": "9:00", "to": "10:00"}, {"days": ["mon"], "from": "9:00", "to": "25:00"}):
        with pytest.raises(InputError):
            whatif.changed(draft, "staffed", [wrong], "fr")


def test_leave_is_two_days_in_their_order(draft: whatif.Draft) -> None:
    moved = whatif.changed(draft, "people.1.away", [{"from": "2026-12-21", "to": "2027-01-04"}], "fr")
    assert len(rhythm.basis(whatif.kept(moved)).people[1].away) == 1
    with pytest.raises(InputError):
        whatif.changed(draft, "people.1.away", [{"from": "2027-01-04", "to": "2026-12-21"}], "fr")


def test_a_channel_put_aside_comes_back_with_its_numbers(draft: whatif.Draft) -> None:
    kept = whatif.changed(draft, "keep", ["facebook"], "fr")
    without = whatif.unused(whatif.changed(kept, "facebook.minutes", "45", "fr"), "facebook")
    assert rhythm.basis(whatif.kept(without)).plans["sober"].posts == {"newsletter": 0.25}
    again = whatif.used(without, "facebook", {}, 1.0)
    assert whatif.value(again, "facebook.minutes") == 45
    assert whatif.value(again, "posts.facebook") == 3
    assert again.data["ranges"]["facebook.minutes"] == [15, 45, 60]


def test_neither_the_last_channel_nor_the_last_person_goes(draft: whatif.Draft) -> None:
    alone = whatif.unused(draft, "facebook")
    with pytest.raises(InputError) as problem:
        whatif.unused(alone, "newsletter")
    assert sentence(problem.value, "fr").startswith("Il faut au moins un canal")
    one = whatif.person_gone(draft, 0)
    assert [p["hours"] for p in one.people] == [7]
    with pytest.raises(InputError):
        whatif.person_gone(one, 0)


def test_a_channel_of_ones_own_has_an_id_of_its_own_and_its_name_in_both_languages(draft: whatif.Draft) -> None:
    name = whatif.identifier("Réseau d’école", ["reseau_decole"])
    more = whatif.invented(draft, name, "Réseau d’école")
    basis = rhythm.basis(whatif.kept(more))
    assert name == "reseau_decole_2"
    assert basis.names[name] == {"fr": "Réseau d’école", "en": "Réseau d’école"}
    assert whatif.identifier("People", []) == "people_2"


def answer(path: str, said: str) -> object:
    """What comes of typing this: a rhythm that holds together, or a sentence."""
    draft = whatif.opened(FILE, FIRST)
    try:
        moved = whatif.changed(draft, path, said, "fr")
    except InputError as problem:
        return sentence(problem, "fr")
    return rhythm.basis(whatif.kept(moved))


@given(st.text(max_size=40) | st.decimals(-10, 400).map(str))
def test_whatever_is_typed_gives_a_rhythm_that_holds_or_a_sentence(said: str) -> None:
    for path in ("facebook.minutes", "people.0.absence", "promise.within", "holders", "shape"):
        assert answer(path, said)
