"""The posting calendar: every promised post is placed or said, nobody posts on leave, files suit their readers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.desk import Workshop, scheduling
from workshop.desk.scheduling import Calendar
from workshop.desk.widgets import CalendarWidget
from workshop.errors import EmptySchedule, InputError
from workshop.exchange import schedule
from workshop.methods.rhythm import calendar
from workshop.methods.rhythm.nouns import Basis, Channel, Habits, Person
from workshop.model import Plan
from workshop.texts import LANGS

MONDAY = date(2026, 11, 23)
OFFICE = tuple((24.0 * day + 9, 24.0 * day + 17) for day in range(5))
ADA = Person(14, name="Ada", away=((date(2026, 12, 7), date(2026, 12, 9)), (date(2026, 12, 21), date(2027, 1, 4))))
BO = Person(7, name="Bo", away=((date(2026, 12, 28), date(2027, 1, 2)),))


def basis(*names: str, people: tuple[Person, ...] = (ADA, BO), staffed: Any = OFFICE, delay: float = 0.0) -> Basis:
    channels = tuple(Channel(name, 20, 5, 30) for name in names)
    return Basis(channels, people, Habits(approval_delay=delay), staffed)


OURS = basis("facebook", "x", "instagram", "linkedin", "newsletter")
SOBER = Plan("sober", {"facebook": 3, "x": 5, "instagram": 2, "linkedin": 1, "newsletter": 0.25})

# ---- any plan, any hours, any leave ----------------------------------------------------------------

days = st.dates(date(2026, 11, 1), date(2027, 2, 28))
leaves = st.lists(st.tuples(days, st.integers(0, 20)), max_size=4).map(
    lambda some: tuple((first, first + timedelta(days=length)) for first, length in some)
)
windows = st.lists(st.tuples(st.integers(0, 167), st.integers(1, 30)), min_size=1, max_size=8).map(
    lambda some: tuple((float(start), float(start + length)) for start, length in some)
)
often = st.sampled_from([0, 0.25, 0.5, 1, 1.5, 2, 3, 5, 7, 14, 20])
NAMES = ("facebook", "x", "newsletter")


@st.composite
def cases(draw: Any) -> tuple[Basis, Plan]:
    holds = st.frozensets(st.sampled_from(NAMES), max_size=2)
    people = tuple(
        Person(5, name=f"P{k}", holds=draw(holds), away=draw(leaves)) for k in range(draw(st.integers(1, 3)))
    )
    return basis(*NAMES, people=people, staffed=draw(windows)), Plan("p", {name: draw(often) for name in NAMES})


@settings(deadline=None)
@given(cases(), days, st.integers(1, 9))
def test_every_promised_post_is_placed_or_its_channel_is_said(case, start, weeks):
    ours, plan = case
    counted = Counter(m.channel for m in calendar.moments(ours, plan, start, weeks))
    for channel, posts in plan.posts.items():
        wanted = Fraction(posts) * weeks
        if channel in calendar.orphans(ours, plan):
            assert counted[channel] == 0
        else:
            assert wanted - 1 < counted[channel] < wanted + 1


@settings(deadline=None)
@given(cases(), days)
def test_nobody_posts_on_a_leave_day_and_no_channel_they_do_not_hold(case, start):
    ours, plan = case
    for moment in calendar.moments(ours, plan, start, 6):
        ranked = calendar.holders(ours, moment.channel)
        there = [k for k in ranked if not calendar.away(ours.people[k], moment.day)]
        assert moment.person == (there[0] if there else None)
        assert moment.deputy == (moment.person is not None and moment.person != ranked[0])


@settings(deadline=None)
@given(cases(), days)
def test_posts_stand_in_staffed_time_on_steps_that_schedulers_take(case, start):
    ours, plan = case
    for moment in calendar.moments(ours, plan, start, 2):
        at = moment.day.weekday() * 24 + moment.time.hour + moment.time.minute / 60
        assert any(begin <= at + turn < end for begin, end in ours.staffed for turn in (0, 168))
        assert moment.time.minute % 5 == 0


@settings(deadline=None)
@given(cases(), days)
def test_two_posts_of_a_channel_share_a_day_only_where_there_are_too_few_days(case, start):
    ours, plan = case
    staffed = len({int((start + k) % 168 // 24) for start, end in ours.staffed for k in range(int(end - start))})
    for (channel, _), count in Counter((m.channel, m.day) for m in calendar.moments(ours, plan, start, 3)).items():
        assert count <= -(-plan.posts[channel] // staffed)


@settings(deadline=None)
@given(cases(), st.integers(0, 400))
def test_no_two_holders_are_away_together_unnoticed(case, later):
    ours, plan = case
    day = date(2026, 11, 1) + timedelta(days=later)
    for channel in (c for c in NAMES if plan.posts[c] > 0):
        ranked = calendar.holders(ours, channel)
        gone = [k for k in ranked if calendar.away(ours.people[k], day)]
        said = [c for c in calendar.clashes(ours, plan) if c.channel == channel and c.first <= day <= c.last]
        assert bool(said) == (len(gone) > 1 or (len(gone) == len(ranked) > 0))
        assert all(set(c.people) == set(gone) and c.left == len(ranked) - len(gone) for c in said)


@settings(deadline=None)
@given(cases(), days, st.integers(1, 5))
def test_the_same_plan_gives_the_same_calendar_whenever_it_begins(case, start, later):
    ours, plan = case
    long = calendar.moments(ours, plan, start, 8)
    short = calendar.moments(ours, plan, start + timedelta(days=7 * later), 8 - later)
    assert [m for m in long if m.day >= calendar.monday(start) + timedelta(days=7 * later)] == list(short)


# ---- worked cases -----------------------------------------------------------------------------------


def test_three_posts_a_week_are_monday_wednesday_and_friday():
    week = [s.weekday for s in calendar.week(OURS, SOBER) if s.channel == "facebook"]
    assert week == [0, 2, 4]


def test_a_monthly_letter_is_in_one_week_of_four():
    mondays = [m.monday for m in calendar.moments(OURS, SOBER, MONDAY, 12) if m.channel == "newsletter"]
    assert [(b - a).days for a, b in pairwise(mondays)] == [28, 28]


def test_two_channels_that_are_seldom_take_turns():
    ours = basis("newsletter", "youtube")
    plan = Plan("p", {"newsletter": 0.25, "youtube": 0.25})
    mondays = {m.channel: m.monday for m in calendar.moments(ours, plan, MONDAY, 4)}
    assert mondays["newsletter"] != mondays["youtube"]


@pytest.mark.shows("TRD2")
def test_a_leave_day_has_the_deputy_and_a_day_without_anybody_says_so():
    found = calendar.moments(OURS, SOBER, date(2026, 12, 21), 2)
    assert {m.person for m in found if m.day < date(2026, 12, 28)} == {1}
    assert {m.person for m in found if m.day >= date(2026, 12, 28)} == {None}
    assert not any(m.deputy for m in found if m.person is None)


def test_holders_away_together_are_listed_with_their_days():
    [clash] = [c for c in calendar.clashes(OURS, SOBER) if c.channel == "facebook"]
    assert (clash.people, clash.first, clash.last, clash.left) == ((0, 1), date(2026, 12, 28), date(2027, 1, 2), 0)


def test_the_only_holder_away_is_listed_too():
    alone = basis("facebook", people=(ADA,))
    assert [(c.first, c.left) for c in calendar.clashes(alone)] == [(date(2026, 12, 7), 0), (date(2026, 12, 21), 0)]


def test_a_text_is_ready_in_time_for_its_second_reader_who_does_not_read_on_sunday():
    ours = basis("facebook", delay=24)
    found = {m.day.weekday(): m.ready for m in calendar.moments(ours, Plan("p", {"facebook": 3}), MONDAY, 1)}
    assert found[0] == datetime(2026, 11, 20, 17, 0)
    assert found[2] == datetime.combine(date(2026, 11, 24), found[2].time())


def test_nothing_is_due_where_nothing_is_approved_first():
    ours = replace(OURS, habits=Habits(approval_share=0, approval_delay=24))
    assert {m.ready for m in calendar.moments(ours, SOBER, MONDAY, 1)} == {None}


def test_without_staffed_hours_there_is_no_calendar():
    with pytest.raises(EmptySchedule):
        calendar.moments(replace(OURS, staffed=()), SOBER, MONDAY, 1)


def test_a_window_over_midnight_is_staffed_on_both_days():
    ours = basis("x", staffed=((24 * 6 + 22.0, 24 * 6 + 26.0),))
    found = calendar.moments(ours, Plan("p", {"x": 2}), MONDAY, 1)
    assert sorted(m.day.weekday() for m in found) == [0, 6]


def test_a_channel_that_the_basis_does_not_know_is_said():
    assert calendar.orphans(OURS, Plan("p", {"tiktok": 2, "x": 1})) == ("tiktok",)


# ---- .ics, read by another library -------------------------------------------------------------------

MADE = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def shown(weeks: int = 2, start: date = MONDAY, lang: str = "fr", ours: Basis = OURS) -> Calendar:
    labels = {c.name: {"fr": f"Le {c.name}", "en": c.name.title()} for c in ours.channels}
    return Calendar(ours, SOBER, labels, start, weeks, lang)


def events(body: bytes) -> list[Any]:
    return list(vobject.readOne(body.decode()).vevent_list)


def ics(found: Calendar, name: str = "Asso", made: datetime = MADE) -> bytes:
    return found.files("ics", name, made)[0]["calendar.ics"]


def test_another_reader_finds_every_post_at_its_local_hour():
    found = shown()
    read = [(e.dtstart.value, e.summary.value) for e in events(ics(found))]
    assert sorted(at for at, _ in read) == sorted(datetime.combine(m.day, m.time) for m in found.moments)
    assert {at.tzinfo for at, _ in read} == {None}
    assert "Le facebook · Ada" in {summary for _, summary in read}


def test_importing_again_replaces_and_never_doubles():
    first, later = events(ics(shown())), events(ics(shown(), made=MADE + timedelta(hours=1)))
    assert [e.uid.value for e in first] == [e.uid.value for e in later]
    assert all(int(a.sequence.value) < int(b.sequence.value) for a, b in zip(first, later, strict=True))
    assert len({e.uid.value for e in first}) == len(first)


def test_a_longer_calendar_knows_its_weeks_by_the_same_names_and_another_workshop_by_others():
    long, short = ({e.uid.value for e in events(ics(shown(weeks)))} for weeks in (6, 2))
    assert short < long
    assert not short & {e.uid.value for e in events(ics(shown(), name="Autre"))}


def test_a_post_without_anybody_is_tentative_and_says_so():
    gone = [e for e in events(ics(shown(1, date(2026, 12, 28)))) if e.status.value == "TENTATIVE"]
    assert len(gone) == len(shown(1, date(2026, 12, 28)).moments)
    assert all("Personne n’est là" in e.description.value for e in gone)


def test_the_lines_of_a_calendar_are_at_most_75_bytes_and_end_as_they_must():
    body = ics(shown())
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


# ---- CSV ---------------------------------------------------------------------------------------------


def table(body: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("lang", "delimiter"), [("fr", ";"), ("en", ",")])
def test_the_table_for_people_opens_in_a_spreadsheet_of_their_language(lang, delimiter):
    found = shown(lang=lang)
    body = found.files("csv", "Asso", MADE)[0]["calendar.csv"]
    head, *rows = table(body, delimiter)
    assert body.startswith(b"\xef\xbb\xbf")
    assert (len(head), len(rows)) == (7, len(found.moments))
    assert {len(row) for row in rows} == {7}


def test_buffer_gets_one_file_a_channel_in_its_own_columns():
    files, left = shown().files("buffer", "Asso", MADE)
    assert set(files) == {f"buffer-{name}.csv" for name in ("facebook", "x", "instagram", "linkedin")}
    head, *rows = table(files["buffer-facebook.csv"])
    assert head == ["Text", "Image URL", "Tags", "Posting Time"]
    assert len(rows) == 6
    assert datetime.strptime(rows[0][3], "%Y-%m-%d %H:%M").date() >= MONDAY
    assert left == "" or "newsletter" in left


def test_metricool_gets_drafts_in_one_file_with_a_column_a_network():
    head, *rows = table(shown().files("metricool", "Asso", MADE)[0]["metricool.csv"])
    assert head[:5] == ["Text", "Date", "Time", "Draft", "Facebook"]
    assert {row[3] for row in rows} == {"TRUE"}
    assert all(row[4:].count("TRUE") == 1 for row in rows)
    assert all(datetime.strptime(f"{row[1]} {row[2]}", "%Y-%m-%d %H:%M:%S") for row in rows)


def test_hootsuite_gets_three_columns_and_no_header():
    rows = table(shown().files("hootsuite", "Asso", MADE)[0]["hootsuite-x.csv"])
    assert {len(row) for row in rows} == {3}
    assert all(datetime.strptime(row[0], "%d/%m/%Y %H:%M").minute % 5 == 0 for row in rows)


def test_a_channel_with_more_posts_than_a_tool_takes_gets_several_files():
    found = shown(weeks=53)
    files, _ = found.files("buffer", "Asso", MADE)
    parts = [len(table(body)) - 1 for name, body in files.items() if name.startswith("buffer-x")]
    assert sum(parts) == sum(m.channel == "x" and m.person is not None for m in found.moments) == 52 * 5
    assert max(parts) <= schedule.BUFFER


def test_what_a_tool_does_not_take_is_said_with_its_channels():
    files, left = shown(weeks=4).files("buffer", "Asso", MADE)
    assert "buffer-newsletter.csv" not in files
    assert "Le newsletter" in left
    _, left = shown(1, date(2026, 12, 28)).files("csv", "Asso", MADE)
    assert left == ""


def test_a_tool_that_serves_no_channel_gets_no_file_and_says_so():
    with pytest.raises(InputError) as refused:
        shown(1, date(2026, 12, 28)).files("buffer", "Asso", MADE)
    assert refused.value.facts["text"] == "calendar.nothing_taken"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t="])
def test_no_name_becomes_a_formula(sign):
    ours = replace(OURS, people=(Person(5, name=f"{sign}cmd|' /C calc'!A0"),))
    labels = {c.name: {"fr": f"{sign}SUM(A1)", "en": ""} for c in ours.channels}
    evil = Calendar(ours, SOBER, labels, MONDAY, 1, "fr")
    for what in ("csv", "metricool", "buffer", "hootsuite"):
        for body in evil.files(what, "Asso", MADE)[0].values():
            assert not any(c[:1] in "=+-@\t" for row in table(body, ";" if what == "csv" else ",") for c in row if c)


# ---- the grid, for a document ------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_typical_week_is_a_table_with_who_and_how_often(lang):
    labels = {c.name: {"fr": c.name, "en": c.name} for c in OURS.channels}
    head, *rows = scheduling.rows(OURS, SOBER, labels, lang)
    assert head[1:] == ["facebook", "x", "instagram", "linkedin", "newsletter"]
    assert [row[0] for row in rows][:1] == [{"fr": "lundi", "en": "Monday"}[lang]]
    said = " ".join(cell for row in rows for cell in row)
    assert {"fr": "une semaine sur 4", "en": "one week in 4"}[lang] in said
    assert said.count("Ada") == 3 + 5 + 2 + 1 + 1


def test_a_day_of_the_grid_reads_in_both_languages():
    told = {
        lang: shown(1, date(2026, 12, 21), lang, replace(OURS, habits=Habits(approval_delay=24))) for lang in LANGS
    }
    first = {lang: found.grid(0)[0] for lang, found in told.items()}
    assert {lang: day["day"] for lang, day in first.items()} == {
        "fr": "lundi 21 décembre",
        "en": "Monday 21 December",
    }
    posts = {lang: day["cells"][0][0] for lang, day in first.items()}
    assert posts["fr"]["who"] == "Bo, en suppléance"
    assert posts["en"]["who"] == "Bo, as deputy"
    assert posts["fr"]["ready"].startswith("Texte prêt avant le 18 décembre")
    assert posts["en"]["ready"].startswith("Text ready by 18 December")
    assert told["en"].leaves()[0] == "Ada: 21 December 2026 to 4 January 2027"


def test_a_plan_without_posts_has_no_table():
    assert scheduling.rows(OURS, Plan("p", {"x": 0}), {}, "fr") == []


# ---- the widget, on a real room ----------------------------------------------------------------------


@pytest.fixture
def planned(w: Workshop) -> Workshop:
    """A workshop with names, leave and two plans."""
    data = w.basis_data
    data["people"] = [
        {"hours": 14, "name": "Ada", "away": [["2026-11-30", "2026-12-02"]]},
        {"hours": 7, "name": "Bo", "away": [["2026-12-02", "2026-12-02"]]},
    ]
    data["staffed"] = [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00"}]
    data["approval"] = {"share": 0.5, "minutes": 10, "delay": 24}
    w.rest_on(data, by="Ada")
    w.scenario("Sobre", {"facebook": 3, "instagram": 2, "newsletter": 0.25})
    w.scenario("Dense", {"facebook": 7, "instagram": 5})
    return w


def widget(w: Workshop, **said: Any) -> CalendarWidget:
    return w.calendar(**{"start": MONDAY, **said})


def tell(board: CalendarWidget, act: str, **values: Any) -> dict[str, Any]:
    board._told(board, {"act": act, "values": values}, [])
    return board.view


def test_the_calendar_shows_a_week_and_turns_to_the_next(planned):
    board = widget(planned)
    assert board.view["title"] == "Semaine du 23 novembre 2026"
    assert board.view["channels"] == ["Facebook", "Instagram", "Infolettre"]
    assert (len(board.view["days"]), board.view["first"]) == (5, True)
    view = tell(board, "turn", by=1)
    cells = [post for day in view["days"] for posts in day["cells"] for post in posts]
    assert view["title"] == "Semaine du 30 novembre 2026"
    assert any("en suppléance" in post["who"] for post in cells)
    assert any(post["absent"] for post in cells)
    assert all(post["ready"] for post in cells)


def test_leave_and_clashes_are_said_in_words(planned):
    view = widget(planned).view
    assert view["leaves"] == ["Ada\u00a0: du 30 novembre 2026 au 2 décembre 2026", "Bo\u00a0: le 2 décembre 2026"]
    assert view["clashing"]
    assert "Il ne reste personne." in view["clashes"][0]
    assert "personne n’est là" in " ".join(view["told"])


def test_another_plan_is_chosen_and_an_adopted_one_comes_first(planned):
    board = widget(planned)
    view = tell(board, "plan", plan="dense")
    assert view["channels"] == ["Facebook", "Instagram"]
    planned.adopt_plan("sobre", owner="Ada")
    assert next(iter(scheduling.plans(planned))) == "adopted"
    assert widget(planned).view["plans"]["value"] == "adopted"


def test_the_buttons_write_files_beside_the_documents(planned, tmp_path):
    out = tmp_path / "out"
    board = widget(planned, out=out)
    tell(board, "take", what="ics")
    tell(board, "take", what="csv")
    tell(board, "take", what="buffer")
    assert board.alert == ""
    assert {p.name for p in out.iterdir()} == {
        "calendar.ics", "calendar.csv", "buffer-facebook.csv", "buffer-instagram.csv",
    }  # fmt: skip
    assert [one["name"] for one in board.files[:2]] == ["calendar.ics", "calendar.csv"]
    assert len(events((out / "calendar.ics").read_bytes())) == 21
    assert "Infolettre" in board.left_out


def test_a_workshop_without_a_plan_says_what_is_missing(w):
    assert w.calendar().view["none"].startswith("Aucun rythme")


def test_a_plan_without_staffed_hours_says_what_is_missing(w):
    data = w.basis_data
    data["staffed"] = []
    w.rest_on(data)
    w.scenario("Sobre", {"facebook": 3})
    assert w.calendar().view["none"].startswith("Aucune heure tenue")


@pytest.mark.parametrize("said", [{"weeks": 0}, {"weeks": 99}, {"plan": "pigeons"}])
def test_a_calendar_that_cannot_be_is_refused_in_a_sentence(planned, said):
    with pytest.raises(InputError) as refused:
        widget(planned, **said)
    assert len(str(refused.value)) > 20


@pytest.mark.parametrize("start", ["demain", "9999-12-31", date.max, date.min, 20261123])
def test_a_calendar_from_a_day_that_is_none_is_refused_in_a_sentence(planned, start):
    with pytest.raises(InputError, match="is not a date"):
        planned.calendar(start=start)


def test_a_day_is_also_known_as_it_is_written(planned):
    assert planned.calendar(start="2026-11-25").view["title"] == planned.calendar(start=MONDAY).view["title"]


def test_without_a_start_it_begins_on_the_monday_that_comes(planned):
    [_, found] = scheduling.calendar_of(planned, None, 1, None)
    today = date.fromtimestamp(planned._now())
    assert found.start.weekday() == 0
    assert timedelta(0) <= found.start - today < timedelta(days=7)
    assert time(9) <= found.moments[0].time < time(17)
    assert Path(planned.place(None)).name == planned.client.folder.name
