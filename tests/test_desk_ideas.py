"""The desk's verbs for ideas, matters and the agenda's clock, against a real room."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from desks import desk_of, wait_for
from phones import phone
from rooms import Room

from workshop import agenda
from workshop.desk import Workshop, formats, lineage, timetable
from workshop.desk.timetable import Cut
from workshop.errors import InputError, NotAllowed
from workshop.messages import CastBallot, WriteIdea
from workshop.texts import both

Q = "two_image"
TITLE = {"fr": "Notre image", "en": "Our image"}
SAID = ("Répondre vite", "Reply fast", "Pas de photos d’enfants", "Un jour sans réseaux")


@pytest.fixture
def w(room: Room) -> Iterator[Workshop]:
    """The desk of a new workshop with four people in it."""
    with desk_of(room, "Ada", "Bo", "Chi", "Dia") as desk:
        yield desk


@pytest.fixture
def written(w: Workshop) -> Workshop:
    """Four ideas by four people, writing over."""
    round = w.collect(Q, title=TITLE)
    for n, (who, text) in enumerate(zip(w.people_ids, SAID, strict=True)):
        w.speak(who, WriteIdea(f"deskidea{n:04d}", round.id, text, "en" if n == 1 else "fr"))
    w.close()
    return w


def idea(w: Workshop, id: str) -> Any:
    return next(one for one in w.record().ideas if one.id == id)


# ---- formats -----------------------------------------------------------------------------------------


@pytest.mark.shows("BRA5", "BRA7")
def test_writing_opens_in_the_format_and_with_the_time_of_the_agenda(w: Workshop) -> None:
    round = w.collect(Q, title=TITLE)
    assert round.format == "one_two_four_all"
    assert [(one.id, one.seconds) for one in round.steps] == [
        ("alone", 60),
        ("pairs", 120),
        ("fours", 180),
        ("all", 180),
    ]
    assert round.minutes == 9
    assert "nous tenons parole" in round.starters[0]["fr"]


def test_minutes_stretch_every_step_and_other_formats_take_their_own_time(w: Workshop) -> None:
    steps = formats.steps(w.content, "silent_writing", minutes=16)
    assert [one.seconds for one in steps] == [600, 360]
    assert [one.seconds for one in formats.steps(w.content, "brainwriting")] == [300] * 6
    with pytest.raises(InputError):
        w.collect(Q, "shouting", title=TITLE)


def test_statements_of_the_data_keep_both_languages_and_others_are_the_same_in_each(w: Workshop) -> None:
    known = w.content.agendas["two_hours"].sequences[1].starters
    said = formats.statements(f"{known[0]['fr']}\n\n  Une autre  ", known, "fr")
    assert said == [dict(known[0]), {"fr": "Une autre", "en": "Une autre"}]


def test_steps_go_on_one_by_one_or_by_name(w: Workshop) -> None:
    w.collect(Q, title=TITLE)
    w.step("pairs")
    assert w.record().rounds[-1].step == 1
    w.step()
    assert w.record().rounds[-1].step == 2


def test_in_a_round_robin_the_turn_goes_on(w: Workshop) -> None:
    round = w.collect(Q, "round_robin", title=TITLE)
    w.speak(w.people_ids[0], WriteIdea("robinidea01", round.id, "À lire"))
    w.step("round")
    wait_for(lambda: (w.client.state.scene.round or {}).get("speaker"))
    first = w.client.state.scene.round["speaker"]
    w.next_speaker()
    wait_for(lambda: w.client.state.scene.round["speaker"] not in (None, first))


# ---- lineage and moderation ------------------------------------------------------------------------------


@pytest.mark.shows("GRP1")
def test_merging_keeps_every_text_and_counts_every_voice(written: Workshop) -> None:
    made = written.merge(["i1", "i2"])
    every = {one.id: one for one in written.record().ideas}
    assert (every[made].text, every[made].lang, every[made].parents) == ("Répondre vite", "fr", ("i1", "i2"))
    assert (every["i2"].text, every["i2"].live) == ("Reply fast", False)
    assert lineage.voices(every, made) == set(written.people_ids[:2])
    assert [row["times"] for row in lineage.shown(written.record(), "r1") if row["text"] == "Répondre vite"] == [2]
    written.restore(made)
    assert [one.id for one in written.ideas_of(Q)] == ["i1", "i2", "i3", "i4"]


def test_a_split_idea_keeps_its_author_and_can_be_put_together_again(written: Workshop) -> None:
    parts = written.split("i3", ["Pas de photos", " ", "Pas d’enfants"])
    assert [idea(written, one).author for one in parts] == [written.people_ids[2]] * 2
    assert not idea(written, "i3").live
    written.restore(parts[0])
    assert idea(written, "i3").live


@pytest.mark.shows("BRA6")
def test_an_idea_is_set_aside_for_a_reason_only_and_comes_back(written: Workshop) -> None:
    with pytest.raises(InputError):
        written.set_aside("i4", "  ")
    written.set_aside("i4", "Déjà décidé.")
    assert idea(written, "i4").aside == "Déjà décidé."
    assert [e.payload["reason"] for e in written.record().journal if e.act == "set_aside"] == ["Déjà décidé."]
    written.bring_back("i4")
    assert idea(written, "i4").live


def test_nothing_is_merged_while_people_write(w: Workshop) -> None:
    round = w.collect(Q, title=TITLE)
    for n in range(2):
        w.speak(w.people_ids[n], WriteIdea(f"deskidea{n:04d}", round.id, f"Idée {n}"))
    with pytest.raises(NotAllowed):
        w.merge(["i1", "i2"], "Une seule")
    assert len(w.record("").ideas) == 0


# ---- themes and order --------------------------------------------------------------------------------------


@pytest.mark.shows("GRP3")
def test_themes_are_proposed_across_languages_and_nothing_changes_until_they_are_taken(written: Workshop) -> None:
    themes = written.propose_themes(Q, 3)
    assert themes["i1"] == themes["i2"]
    assert len(set(themes.values())) == 3
    assert {one.theme for one in written.ideas_of(Q)} == {None}
    written.group(themes)
    assert {one.id: one.theme for one in written.ideas_of(Q)} == themes


def test_a_vote_on_themes_gives_every_idea_the_place_of_its_theme(written: Workshop) -> None:
    written.group({"i1": "Répondre", "i2": "Répondre", "i3": "Protéger", "i4": "Respirer"})
    round = written.prioritise(Q, "dots", minutes=3)
    assert [o.id for o in round.options] == ["theme:1", "theme:2", "theme:3"]
    for n, choice in enumerate(({"theme:2": 3, "theme:1": 1}, {"theme:2": 2}, {"theme:1": 1})):
        written.speak(written.people_ids[n], CastBallot(f"orderkey{n:04d}", round.id, choice))
    written.close()
    written.reveal()
    table = written.ideas(Q).set_index("idea")["place"]
    assert (table["i3"], table["i1"], table["i2"], table["i4"]) == (1, 2, 2, 3)


def test_a_vote_on_ideas_leaves_the_question_undecided(written: Workshop) -> None:
    same = written.split("i4", ["Répondre vite", "Deux"])
    options = written.idea_options(Q, "idea")
    assert [o.label["fr"] for o in options if o.id in ("i1", same[0])] == ["Répondre vite", "Répondre vite (2)"]
    round = written.prioritise(Q, "points", by="idea")
    assert (round.purpose, round.kind) == ("none", "ballot")
    written.close()
    assert written.record().decisions == ()


def test_one_theme_is_nothing_to_vote_on(written: Workshop) -> None:
    written.group({"i1": "Répondre"})
    with pytest.raises(InputError):
        written.prioritise(Q)


# ---- matters ---------------------------------------------------------------------------------------------------


def test_a_request_from_a_phone_is_answered_and_the_parking_lot_keeps_owner_and_date(w: Workshop, room: Room) -> None:
    asyncio.run(ask(room, "Parlons des horaires."))
    wait_for(lambda: w.client.state.matters)
    assert w.client.state.matters[0]["text"] == "Parlons des horaires."
    w.answer(w.client.state.matters[0]["id"], "answered", "Au cahier 3.")
    w.park("Les comptes privés", owner="Ada", due="2030-01-31")
    table = w.matters.set_index("text")
    assert table.loc["Parlons des horaires.", ["state", "answer", "asked"]].tolist() == [
        "answered",
        "Au cahier 3.",
        True,
    ]
    assert table.loc["Les comptes privés", ["state", "owner", "asked"]].tolist() == ["kept", "Ada", False]
    with pytest.raises(InputError):
        w.answer("m2", "dropped")


async def ask(room: Room, words: str) -> None:
    """Somebody's phone asks to talk about something else."""
    async with phone(room, "Eve") as opened:
        said = await opened.answer("AskFocus", key="focuskey0001", text=words, lang="fr")
        assert said["type"] == "Recorded"


# ---- the clock of the agenda -------------------------------------------------------------------------------------

CONTENT = agenda.load()
TWO = CONTENT.agendas["two_hours"]
START = 1_800_000_000.0


def table(kept: dict[str, Any] | None, minutes: float) -> timetable.Timetable:
    """The two-hour agenda so many minutes after it began."""
    return timetable.timetable(timetable.adapted(TWO, kept), kept, START + 60 * minutes)


def begun(*parts: tuple[str, float]) -> dict[str, Any]:
    return {"agenda": TWO.id, "started": {part: START + 60 * at for part, at in parts}, "minutes": {}, "moved": []}


def test_before_the_first_part_nothing_is_late() -> None:
    found = table(None, 0)
    assert (found.current, found.ends, found.late) == (None, None, 0)
    assert {one.state for one in found.pieces} == {"next"}


def test_a_part_that_runs_over_pushes_the_end() -> None:
    found = table(begun(("two_open", 0)), 18)
    assert found.current is not None
    assert (found.current.ends - START, found.late) == (8 * 60, 10)


def test_what_is_shortened_wins_the_time_lost_and_keeps_every_floor() -> None:
    found = table(begun(("two_open", 0), ("two_image", 20)), 20)
    cuts = timetable.shortened(found, CONTENT)
    assert sum(one.won for one in cuts) >= found.late == 12
    floors = {one.id: timetable.least(one, CONTENT) for one in TWO.sequences}
    assert all(one.minutes >= floors[one.part] >= 5 for one in cuts if not one.moved)
    votes = [one for one in TWO.sequences if one.activity == "ballot" and not one.takes_rest]
    assert all(
        floors[one.id] * 60 >= min(60 * one.minutes, 360 * one.times) for one in votes if one.method == "ballot_cycle"
    )


def test_questions_of_the_second_tier_go_to_the_consent_list_first() -> None:
    later = next(q.id for q in CONTENT.questions.values() if q.tier == 2)
    rest = next(n for n, one in enumerate(TWO.sequences) if one.takes_rest)
    parts = list(TWO.sequences)
    parts[rest] = replace(parts[rest], questions=tuple(q for q in parts[rest].questions if q != later))
    parts[rest - 1] = replace(parts[rest - 1], questions=(later,), minutes=10)
    moved = replace(TWO, sequences=tuple(parts))
    kept = begun(("two_open", 0))
    cuts = timetable.shortened(timetable.timetable(moved, kept, START + 60 * 18), CONTENT)
    assert Cut(parts[rest - 1].id, 0, 10, (later,)) in cuts
    after = timetable.adapted(moved, timetable.applied(moved, kept, cuts))
    assert later in after.sequences[rest].questions
    assert after.sequences[rest - 1].minutes == 0


def test_on_time_nothing_is_proposed_and_another_agenda_forgets_the_old_timetable() -> None:
    assert timetable.shortened(table(begun(("two_open", 0)), 5), CONTENT) == []
    other = {**begun(("two_open", 0)), "agenda": "half_day", "minutes": {"two_open": 1}}
    assert timetable.adapted(TWO, other) is TWO
    assert table(other, 5).current is None


def test_a_part_that_begins_is_on_every_screen_and_a_second_kernel_finds_it(w: Workshop, room: Room) -> None:
    w.start_part()
    wait_for(lambda: w.client.state.scene.agenda)
    shown = w.client.state.scene.agenda
    assert (shown[0]["state"], shown[0]["minutes"], shown[1]["state"]) == ("now", 8, "next")
    assert shown[0]["ends"] == pytest.approx(time.time() + 480, abs=30)
    w.shorten([Cut("two_image", 5, 4)])
    w.detach()
    again = Workshop.attach(room.data, lang="fr")
    found = again.timetable
    assert found.current is not None
    assert found.current.part.title == TWO.sequences[0].title
    assert found.pieces[1].part.minutes == 5
    again.detach()


def test_no_part_of_that_name_is_a_sentence(w: Workshop) -> None:
    with pytest.raises(InputError, match=both("desk.no_part")["fr"][:12]):
        w.start_part("two_nothing")
