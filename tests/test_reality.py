"""Promise against reality: files as schedulers and platforms write them, and what became of each promise."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop import figures
from workshop.desk import Workshop, reality
from workshop.desk.outcome import Outcome
from workshop.desk.widgets import KeptWidget
from workshop.errors import InputError
from workshop.exchange import dates, posts
from workshop.exchange.posts import Posts, Reading
from workshop.methods.rhythm import kept
from workshop.methods.rhythm.kept import Kept, Period
from workshop.methods.rhythm.nouns import Promise
from workshop.texts import DATA, say

SAMPLE = DATA / "sample" / "posts.csv"
MONDAY = date(2026, 8, 31)


def read(text: str | bytes, **told: Any) -> Posts:
    return posts.read(text if isinstance(text, bytes) else text.encode(), "export.csv", Reading(**told))


def refusal(text: str | bytes, **told: Any) -> str:
    """The key of the sentence with which a file is refused."""
    with pytest.raises(InputError) as refused:
        read(text, **told)
    assert "export.csv" in str(refused.value)
    return str(refused.value.facts["text"])


def found(text: str | bytes, **told: Any) -> list[tuple[str, str]]:
    return [(f"{p.at:%Y-%m-%d %H:%M}", p.channel) for p in read(text, **told).posts]


# ---- what tools and platforms write: headers as in their files, rows invented ---------------------------

HOOTSUITE = """\
Post performance,,,,,
"Mar 1, 2026 - Mar 31, 2026",,,,,
Date (GMT),Post ID,Post Message,Post Permalink,Post Type,Social Network,Likes
2026-03-01 14:30,1_2,Bonjour,https://facebook.com/1/posts/2,Photo,Facebook,60
2026-03-02 09:00,3,Atelier,https://instagram.com/p/abc,Reel,Instagram,250
"""
BUFFER = "Date,Update,Service,Service Link,Type\n2026-04-02T08:00:00Z,Texte,twitter,https://x.com/a/status/1,text\n"
METRICOOL = """\
Text,Date,Time,Draft,Facebook,Twitter/X,LinkedIn,Instagram
Deux réseaux,2026-05-04,10:15:00,FALSE,TRUE,,TRUE,
Brouillon,2026-05-05,10:15:00,TRUE,TRUE,,,
"""
META_PAGE = """\
Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views
11,7,Asso,,"Une ligne
et une autre, avec virgule",0,09/27/2026 18:30,https://www.facebook.com/x,Reel,,Lifetime,1250
"""
META_INSTAGRAM = """\
Post ID,Account ID,Account username,Account name,Description,Publish time,Permalink,Post type,Date,Views
18,17,asso,Asso,Texte,09/16/2026 14:05,https://www.instagram.com/reel/ABC/,IG reel,Lifetime,1520
"""
META_FRENCH = """\
Identifiant de publication;Identifiant de la Page;Nom de la Page;Heure de publication;Permalien;Type de publication
11;7;Asso;27/09/2026 18:30;https://www.facebook.com/x;Photo
"""
LINKEDIN = (
    "Post title,Post link,Post type,Created date\nBonjour,https://www.linkedin.com/feed/update/1,Organic,9/30/2026\n"
)
X_NOW = (
    'Post id,Date,Post text,Post Link,Impressions\n111,"Fri, Jun 5, 2026",Texte,https://x.com/u/status/111,"1,234"\n'
)
X_BEFORE = """\
"Tweet id","Tweet permalink","Tweet text","time"
"9","https://twitter.com/a/status/9","T","2016-05-01 10:00 +0000"
"""
TIKTOK = "Video title,Video link,Post time\nDanse,https://www.tiktok.com/@a/video/1,2026-10-03 08:31\n"
AGORAPULSE = (
    "Publishing date,Publishing time,Message,Link\n25/04/2026,17:45,Bonjour !,https://facebook.com/1/posts/2\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HOOTSUITE, [("2026-03-01 14:30", "facebook"), ("2026-03-02 09:00", "instagram")]),
        (BUFFER, [("2026-04-02 08:00", "x")]),
        (METRICOOL, [("2026-05-04 10:15", "facebook"), ("2026-05-04 10:15", "linkedin")]),
        (META_PAGE, [("2026-09-27 18:30", "facebook")]),
        (META_INSTAGRAM, [("2026-09-16 14:05", "instagram")]),
        (META_FRENCH, [("2026-09-27 18:30", "facebook")]),
        (LINKEDIN, [("2026-09-30 00:00", "linkedin")]),
        (X_NOW, [("2026-06-05 00:00", "x")]),
        (X_BEFORE, [("2016-05-01 10:00", "x")]),
        (TIKTOK, [("2026-10-03 08:31", "tiktok")]),
        (AGORAPULSE, [("2026-04-25 17:45", "facebook")]),
    ],
)
def test_a_known_file_is_read_without_being_told_anything(text, expected):
    assert found(text) == expected


def test_a_draft_was_not_published_and_is_listed():
    [row] = read(METRICOOL).unread
    assert (row.line, row.reason["fr"]) == (3, "c’est un brouillon, il n’a pas paru.")


def test_a_file_with_names_of_its_own_is_read_as_told():
    text = "Le;Sur;Attente\n31/03/2026;Facebook;2 h 30\n"
    [post] = read(text, columns={"when": "Le", "channel": "Sur", "replied": "Attente"}).posts
    assert (post.at, post.channel, post.replied) == (datetime(2026, 3, 31), "facebook", 150)


def test_a_file_of_one_channel_is_read_as_told():
    assert found("Date\tTexte\n2026-01-02\tA\n", channel="mastodon") == [("2026-01-02 00:00", "mastodon")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_every_usual_encoding_and_separator_is_read(encoding, sign):
    text = sign.join(["Date", "Réseau", "Texte"]) + "\n" + sign.join(["2026-01-02", "Infolettre", "Été"]) + "\n"
    assert found(text.encode(encoding)) == [("2026-01-02 00:00", "newsletter")]


@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
                lambda at: at.replace(second=0, microsecond=0)
            ),
            st.sampled_from(["Facebook", "LinkedIn", "Instagram", "TikTok"]),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(lambda t: t.replace("\r", "")),
            st.integers(0, 9000),
        ),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%SZ", "%b %d, %Y %I:%M %p"]),
)
@settings(deadline=None)
def test_what_is_written_is_read_again(rows, sign, encoding, shape):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(["Date", "Network", "Text", "Reply time (minutes)"])
    writer.writerows([at.strftime(shape), channel, text, minutes] for at, channel, text, minutes in rows)
    back = read(out.getvalue().encode(encoding))
    assert back.unread == ()
    assert sorted((p.at, p.channel, p.replied) for p in back.posts) == sorted(
        (at, channel.lower(), float(minutes)) for at, channel, _, minutes in rows
    )


@given(st.binary(max_size=400).filter(lambda data: not any(c < 32 and c not in (9, 10, 13) for c in data)))
@settings(deadline=None)
def test_no_bytes_break_the_reader(data):
    back = read(b"Date,Network\n2026-01-05,X\n" + data)
    lines = {p.line for p in back.posts} | {row.line for row in back.unread}
    assert back.rows == len(lines) >= 1


def test_no_row_is_lost_without_a_word():
    text = "Post ID,Date,Network\n1,2026-01-05,Facebook\n1,2026-01-05,Facebook\n2,,X\n3,hier,X\n4,2026-01-06,\n5\n"
    back = read(text + '6,2026-01-07,"X\n')
    assert [row.line for row in back.unread] == [3, 4, 5, 6, 7, 8]
    assert (len(back.posts), back.rows) == (1, 7)
    said = [row.told("fr") for row in back.unread]
    assert said[0] == "ligne 3\u00a0: cette publication est déjà à la ligne 2."
    assert said[2] == "ligne 5\u00a0: «\u00a0hier\u00a0» n’est pas une date."


def test_numbers_that_a_spreadsheet_rounded_are_not_the_same_post():
    text = "Post ID,Date,Network\n1.78E+17,2026-01-05,X\n1.78E+17,2026-01-06,X\n"
    assert len(read(text).posts) == 2


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2026", "13/04/2026"], "dmy"),
        (["03/04/2026", "04/13/2026"], "mdy"),
        (["05/05/2026"], "dmy"),
        (["03/04/2026"], None),
        (["2026-04-03", "3 avril 2026"], "dmy"),
        (["13/04/2026", "04/13/2026"], None),
    ],
)
def test_the_whole_file_decides_whether_the_day_comes_first(cells, order):
    assert dates.order_of(cells) == order


def test_a_file_that_can_be_read_in_two_ways_asks():
    text = "Date,Network\n03/04/2026,X\n05/06/2026,X\n"
    assert refusal(text) == "posts.which_order"
    assert found(text, order="mdy")[0][0] == "2026-03-04 00:00"
    assert found(text, order="dmy")[0][0] == "2026-04-03 00:00"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("5 avr. 2026 à 18:15", datetime(2026, 4, 5, 18, 15)),
        ("lundi 2 février 2026 à 9 h 05", datetime(2026, 2, 2, 9, 5)),
        ("mar. 3 mars 2026", datetime(2026, 3, 3)),
        ("Mar 3, 2026", datetime(2026, 3, 3)),
        ("1er août 2026", datetime(2026, 8, 1)),
        ("June 3rd, 2026 12:05 AM", datetime(2026, 6, 3, 0, 5)),
        ("2026-04-02T08:00:00.123+02:00", datetime(2026, 4, 2, 8)),
        ("31/02/2026", None),
        ("2026-03-01 25:10", None),
        ("Lifetime", None),
        ("12", None),
    ],
)
def test_a_date_is_read_whole_or_not_at_all(cell, expected):
    assert dates.moment(cell) == expected


@pytest.mark.parametrize(
    ("head", "cell", "minutes"),
    [
        ("Reply time (minutes)", "90", 90),
        ("Response time (hours)", "1.5", 90),
        ("Délai de réponse (h)", "1,5", 90),
        ("Reply time", "1:30", 90),
        ("Reply time", "1:30:59", 90),
        ("Reply time", "1 h 30", 90),
        ("Reply time", "2 j", 2880),
        ("Reply time", "45 min", 45),
        ("Reply time", "–", None),
    ],
)
def test_a_reply_time_is_read_in_its_unit(head, cell, minutes):
    [post] = read(f"Date;Network;{head}\n2026-01-05;X;{cell}\n").posts
    assert post.replied == minutes


@pytest.mark.parametrize("cell", [400 * "9" + " m", 30 * "9" + ":00", 400 * "9" + " s", 400 * "9", "9999999999 j"])
def test_a_reply_time_that_nobody_lives_to_see_is_listed(cell):
    table = read(f"date,channel,reply time\n2026-01-02,facebook,{cell}\n2026-01-03,x,5\n")
    assert [(row.line, len(table.posts)) for row in table.unread] == [(2, 1)]


@pytest.mark.parametrize("year", ["0001", "1969", "2206", "9999"])
def test_a_year_in_which_nothing_was_published_is_no_date(year):
    assert dates.moment(f"{year}-01-02") is None


def test_a_reply_time_that_is_none_is_listed():
    assert [row.line for row in read("Date,Network,Reply time\n2026-01-05,X,bientôt\n").unread] == [2]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "posts.not_text"),
        (b"\x00\x01\x02\x03" * 40, "posts.not_text"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00workbook", "posts.not_text"),
        ("nom,courriel\nAda,a@b.c\n", "posts.no_table"),
        ("Date,Network\n", "posts.empty"),
        ("Date,Texte\n2026-01-02,A\n", "posts.whose_channel"),
        (b"a" * (posts.BYTES + 1), "posts.too_large"),
    ],
)
def test_what_is_no_table_of_posts_is_refused_in_a_sentence(text, key):
    assert refusal(text) == key


def test_a_column_that_is_not_there_is_named():
    assert refusal("Date,Network\n2026-01-02,X\n", columns={"when": "Quand"}) == "posts.no_column"


# ---- what was promised and what was done -----------------------------------------------------------------


def weekly(counts: list[int], first: date = MONDAY) -> list[date]:
    """So many posts in each week, on its first days."""
    return [first + timedelta(days=7 * week + k % 7) for week, n in enumerate(counts) for k in range(n)]


def judge(promised: float, counts: list[int], *, sure: bool = True) -> Kept:
    return kept.judged(kept.pledge("c", promised), weekly(counts), Period(MONDAY, len(counts), sure))


@pytest.mark.parametrize(
    ("posts", "low", "high"), [(1, 1, 2), (2, 1, 3), (3, 2, 4), (5, 4, 6), (7, 5, 9), (14, 11, 17), (0.25, 0, 1)]
)
def test_a_week_keeps_its_promise_within_a_fifth(posts, low, high):
    found = kept.pledge("c", posts)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("promised", "counts", "why"),
    [
        (3, [3] * 10, ()),
        (3, [3] * 8 + [0, 0], ()),
        (3, [3] * 7 + [0, 0, 0], ("short",)),
        (3, [2] * 10, ("little",)),
        (3, [3] * 7 + [9] * 3, ("over",)),
        (1, [1, 0, 0, 1, 0, 0, 0, 1, 0, 0], ("short",)),
        (0.25, [0, 0, 1, 0] * 3, ()),
        (0.25, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], ()),
        (0.25, [1] + [0] * 11, ("little",)),
        (0.25, [1, 1, 1] + [0] * 9, ("gap",)),
    ],
)
def test_a_promise_is_kept_or_not_for_a_reason(promised, counts, why):
    found = judge(promised, counts)
    assert (found.why, found.kept) == (why, not why)


def test_the_weeks_of_the_worked_example_are_counted_one_by_one():
    found = judge(3, [3, 4, 0, 6, 2])
    assert (found.counts, found.judged, found.short, found.over, found.mean) == ((3, 4, 0, 6, 2), 5, 1, 1, 3.0)
    assert found.covered == 0.8


def test_the_edges_of_a_file_count_only_where_they_reach_the_promise():
    assert judge(3, [1, 3, 3, 3, 1], sure=False).judged == 3
    assert judge(3, [3, 3, 3, 3, 3], sure=False).judged == 5
    assert judge(3, [1, 3, 3, 3, 1], sure=True).judged == 5


def test_the_longest_silence_and_the_gaps_are_named_with_their_days():
    days = [date(2026, 9, 1), date(2026, 9, 3), date(2026, 9, 20), date(2026, 9, 22)]
    found = kept.judged(kept.pledge("c", 3), days, Period(MONDAY, 4))
    assert found.silence == kept.Gap(17, date(2026, 9, 3), date(2026, 9, 20))
    assert [gap.days for gap in found.gaps] == [17]


def test_a_silent_channel_is_one_gap_as_long_as_the_period():
    found = kept.judged(kept.pledge("c", 3), [], Period(MONDAY, 4, sure=True))
    assert (found.kept, found.silence.days, len(found.gaps)) == (False, 29, 1)


def test_a_burst_is_a_day_with_more_than_people_bear():
    days = [date(2026, 9, 2)] * 3 + [date(2026, 9, 9)] * 2
    assert kept.judged(kept.pledge("c", 3), days, Period(MONDAY, 2)).bursts == (kept.Burst(date(2026, 9, 2), 3),)
    assert kept.judged(kept.pledge("c", 14), days, Period(MONDAY, 2)).bursts == ()


def test_a_clause_with_a_range_of_its_own_is_judged_by_it():
    at_most = kept.between("c", 0, 7)
    assert kept.judged(at_most, [], Period(MONDAY, 3, sure=True)).kept
    assert kept.judged(at_most, weekly([9, 9, 9]), Period(MONDAY, 3, sure=True)).why == ("over",)
    assert kept.judged(kept.between("c", 3, 7), weekly([3, 3, 3]), Period(MONDAY, 3, sure=True)).kept


@pytest.mark.shows("TRD2")
def test_replies_are_measured_against_the_promise():
    found = kept.answered([30, 60, 90, 120, 1500, 45, 50, 55, 65, 70], Promise(24, 0.95))
    assert (found.share, found.median, found.nine, found.kept) == (0.9, 1.0, 2.0, False)
    assert kept.answered([], Promise(24, 0.9)) is None


@given(st.sampled_from([0.25, 0.5, 1, 2, 3, 5, 7]), st.lists(st.integers(0, 20), min_size=1, max_size=30))
@settings(deadline=None)
def test_posting_as_promised_is_kept_and_one_post_less_is_never_better(promised, counts):
    found = judge(promised, counts)
    assert found.short + found.over <= found.judged
    if promised >= 1:
        assert judge(promised, [int(promised)] * len(counts)).kept
        fewer = judge(promised, [max(0, n - 1) for n in counts])
        assert fewer.short >= found.short
        assert fewer.over <= found.over


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=1, max_size=60))
@settings(deadline=None)
def test_every_post_is_in_a_week_of_its_period(days):
    period = kept.period(days)
    found = kept.judged(kept.pledge("c", 3), days, period)
    assert sum(found.counts) == len(days)
    assert period.first.weekday() == 0
    assert period.first <= min(days) <= max(days) <= period.last


def test_a_period_that_is_given_holds_its_whole_weeks_and_no_other():
    found = kept.period([], date(2026, 9, 1), date(2026, 9, 30))
    assert (found.first, found.weeks, found.sure) == (date(2026, 9, 7), 3, True)
    with pytest.raises(ValueError, match="whole week"):
        kept.period([], date(2026, 9, 1), date(2026, 9, 9))


# ---- drawn -------------------------------------------------------------------------------------------------


def chart(**changed: Any) -> dict[str, Any]:
    row = {
        "id": "x", "label": {"fr": "X", "en": "X"}, "weeks": [3, 0, 9], "promised": [2, 4], "kept": False,
        "range": {"fr": "2 à 4", "en": "2 to 4"}, "said": {"fr": "non tenu", "en": "not kept"},
    }  # fmt: skip
    starts = [MONDAY + timedelta(days=7 * k) for k in range(3)]
    return figures.kept_chart([{**row, **changed}, {**row, "id": "y", "weeks": [3, 3, 3], "kept": True}], starts)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_picture_says_every_number_in_words_too(lang):
    made = figures.picture(chart(), lang)
    assert "3 · 0 · 9" in made.alt
    assert made.table[1][2] == "3 · 0 · 9"
    assert made.svg.startswith("<svg")
    assert figures.picture(chart(), lang).png == made.png


def test_the_finding_names_who_is_furthest_off():
    assert chart()["finding"]["en"] == "1 of the 2 channels judged kept their promise; X is furthest off (not kept)."
    assert chart(kept=True)["finding"]["en"] == "All 2 channels judged kept their promise."
    alone = figures.kept_chart([chart(kept=None)["rows"][0]], [MONDAY])
    assert "too short" in alone["finding"]["en"]


def test_a_channel_without_a_ceiling_is_drawn():
    assert figures.picture(chart(promised=[3, None]), "fr").png.startswith(b"\x89PNG")


# ---- the desk, on a real room --------------------------------------------------------------------------------


@pytest.fixture
def promised(w: Workshop) -> Workshop:
    """A workshop on the sample's rhythm that adopted its sober plan, with a reply promise."""
    import yaml

    data = yaml.safe_load((DATA / "sample" / "rhythm.yaml").read_text("utf-8"))
    w.rest_on({**data, "promise": {"within": 24, "share": 0.75}}, by="Ada")
    w.adopt_plan("sober", owner="Ada")
    return w


def tell(board: KeptWidget, act: str, *bodies: bytes, **values: Any) -> dict[str, Any]:
    """What the browser does: the files chosen come as bytes beside the press."""
    board.board._told(board.board, {"act": act, "values": values}, list(bodies))
    view: dict[str, Any] = board.board.view
    return view


def judged(w: Workshop) -> dict[str, bool | None]:
    found = reality.compared(w, [reality.read("posts.csv", SAMPLE.read_bytes(), Reading())])
    return {k.pledge.channel: k.kept for one in found.judged for k in one.channels}


def test_the_sample_keeps_every_promise_but_one(promised):
    assert judged(promised) == {"facebook": True, "x": True, "instagram": True, "linkedin": False}


def test_a_file_chosen_in_the_widget_is_compared_and_journalled(promised):
    body = SAMPLE.read_bytes()
    widget = promised.kept()
    view = tell(widget, "read", body, names=["posts.csv"])
    assert widget.board.alert == ""
    assert [(row["cells"][1], row["kept"]) for row in view["rows"]] == [
        ("Facebook", True), ("X", True), ("Instagram", True), ("LinkedIn", False), ("Réponses", True),
    ]  # fmt: skip
    assert "LinkedIn s’en écarte le plus" in widget.board.chart["finding"]["fr"]
    assert view["aside"] == ["posts.csv, ligne 123\u00a0: «\u00a0Total: 121\u00a0» n’est pas une date."]
    [entry] = [e.payload for e in promised.record("").journal if e.act == "reality"]
    digest = hashlib.sha256(body).hexdigest()
    assert entry["files"] == [{"name": "posts.csv", "digest": digest, "rows": 122, "unread": 1}]
    assert [(c["question"], c["kept"]) for c in entry["clauses"]] == [("plan", False)]
    assert entry["reopen"] == ["plan"]


def test_files_of_one_channel_each_are_judged_together_and_the_same_file_counts_once(promised):
    pages = {
        name: ("Date,Network\n" + "".join(f"{day.isoformat()},{name}\n" for day in weekly([3] * 6))).encode()
        for name in ("Facebook", "Instagram")
    }
    bodies = [pages["Facebook"], pages["Instagram"], pages["Facebook"]]
    widget = promised.kept()
    view = tell(widget, "read", *bodies, names=["f.csv", "i.csv", "f-2.csv"])
    assert [(row["cells"][1], row["kept"]) for row in view["rows"]] == [("Facebook", True), ("Instagram", True)]
    assert [len(row["weeks"]) for row in widget.board.chart["rows"]] == [6, 6]
    assert len(promised.record("").journal[-1].payload["files"]) == 2


def test_the_outcome_is_told_in_english_as_well(promised):
    found = reality.compared(promised, [reality.read("posts.csv", SAMPLE.read_bytes(), Reading())])
    said = Outcome(found, "en")
    assert said.table()[3]["cells"][1:3] == ["LinkedIn", "1 to 2 a week"]
    assert said.table()[3]["cells"][3].startswith(
        "4 weeks of 11 within the promise; 0.4 a week; longest silence: 35 d"
    )
    assert said.table()[4]["cells"][2:4] == [
        "76% within 24 h",
        "89%, of 80 times read, half within 2.5 h, nine in ten within 35 h",
    ]
    assert said.read()[0] == "posts.csv: 121 posts read, one row set aside"


def test_a_path_is_read_at_once_also_that_of_the_sample(promised):
    assert len(promised.kept(SAMPLE).board.view["rows"]) == 5
    assert len(promised.kept("data/sample/posts.csv").board.view["rows"]) == 5


def test_what_was_not_kept_is_reopened_below(promised):
    widget = promised.kept(SAMPLE)
    [button] = widget.board.view["reopen"]
    assert button["id"] == "plan"
    tell(widget, "reopen", question="plan")
    assert [type(child).__name__ for child in widget.children] == ["KeptBoard", "Stage"]
    tell(widget, "reopen", question="spokesperson")
    assert widget.board.alert


def test_posts_where_none_were_planned_are_said(promised):
    rows = "".join(f"{day.isoformat()},facebook\n" for day in weekly([3] * 6))
    widget = promised.kept()
    view = tell(widget, "read", f"date,channel\n{rows}2026-09-10,newsletter\n".encode(), names=["a.csv"])
    assert "Lettre d’information\u00a0: 1 publication alors que rien n’y était prévu." in view["read"]


def test_posts_to_come_are_said_and_a_mistyped_year_is_one_sentence(promised):
    promised._now = lambda: datetime(2026, 11, 22, 12).timestamp()
    rows = "".join(f"{day.isoformat()},facebook\n" for day in weekly([3] * 6))
    widget = promised.kept()
    view = tell(widget, "read", f"date,channel\n{rows}2026-12-03,facebook\n".encode(), names=["a.csv"])
    assert sum("le 3 décembre 2026\u00a0: elle est comptée" in said for said in view["read"]) == 1
    view = tell(widget, "read", f"date,channel\n{rows}".encode(), names=["a.csv"])
    assert not any("à venir" in said for said in view["read"])
    tell(widget, "read", f"date,channel\n{rows}2062-09-01,facebook\n".encode(), names=["a.csv"])
    assert "plus de dix ans" in widget.board.alert
    assert len([e for e in promised.record("").journal if e.act == "reality"]) == 2


def test_a_channel_that_no_file_speaks_of_is_not_judged_and_one_the_plan_does_not_know_is_said(promised):
    text = "Date,Network\n" + "".join(f"{day.isoformat()},Facebook\n" for day in weekly([3] * 6))
    view = tell(promised.kept(), "read", text.encode(), names=["page.csv"])
    assert [row["cells"][1] for row in view["rows"]] == ["Facebook"]
    assert any(said.startswith("LinkedIn\u00a0: aucune publication dans ce fichier") for said in view["read"])
    view = tell(promised.kept(), "read", (text + "2026-09-02,Pigeon\n").encode(), names=["page.csv"])
    assert any("«\u00a0Pigeon\u00a0» n’est pas un canal du plan" in said for said in view["read"])
    view = tell(promised.kept(), "read", (text + "2026-09-02,bluesky\n").encode(), names=["page.csv"])
    assert any("«\u00a0Bluesky\u00a0» n’est pas un canal du plan" in said for said in view["read"])
    assert [(r["cells"][1], r["kept"]) for r in view["rows"]][3] == ("LinkedIn", False)  # a file of several channels


def test_a_file_that_has_to_be_explained_is_read_once_it_is(promised):
    text = "Le,Texte\n" + "".join(f"{day:%d/%m/%Y},A\n" for day in weekly([1, 1])[:2])
    widget = promised.kept()
    tell(widget, "read", text.encode(), names=["a.csv"])
    assert "aucune colonne de dates" in widget.board.alert
    tell(widget, "read", text.encode(), names=["a.csv"], column_when="Le")
    assert "rien ne dit sur quel canal" in widget.board.alert
    view = tell(widget, "read", text.encode(), names=["a.csv"], column_when="Le", channel="linkedin")
    assert widget.board.alert == ""
    assert view["rows"][0]["cells"][1] == "LinkedIn"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Choisissez un fichier"),
        ({"path": "/no/such/file.csv"}, "manque ou ne peut pas être lu"),
        ({"path": str(SAMPLE), "start": "2030-01-01", "end": "2030-02-01"}, "Aucune publication lue"),
        ({"path": str(SAMPLE), "start": "2026-09-01", "end": "2026-09-02"}, "aucune semaine entière"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence_and_nothing_is_journalled(promised, values, said):
    widget = promised.kept()
    tell(widget, "read", **values)
    assert said in widget.board.alert
    assert not [e for e in promised.record("").journal if e.act == "reality"]


def test_a_file_larger_than_a_message_is_refused(promised):
    widget = promised.kept()
    tell(widget, "read", b"a" * (5 * 1024 * 1024 + 1), names=["big.csv"])
    assert "dépasse 5\u00a0Mo" in widget.board.alert


def test_without_a_promise_there_is_nothing_to_compare(w):
    assert "Rien n’est encore promis" in w.kept(SAMPLE).board.alert


def test_an_adopted_frequency_and_a_limit_to_silence_are_judged_as_clauses_of_their_own(promised):
    frequency = {"posts_per_week_min": "1", "posts_per_week_max": "4"}
    promised.decide("frequency", "range", parameters=frequency, owner="Ada")
    promised.decide("regularity", "close", parameters={"inactive_days": "20"}, owner="Ada")
    found = reality.compared(promised, [reality.read("posts.csv", SAMPLE.read_bytes(), Reading())])
    by_clause = {one.clause.question: one for one in found.judged}
    assert {k.pledge.channel: k.why for k in by_clause["frequency"].channels} == {
        "facebook": (), "x": ("over",), "instagram": (), "linkedin": ("short",),
    }  # fmt: skip
    assert dict(by_clause["regularity"].silent) == {"linkedin": 35}
    assert [clause.question for clause in found.broken] == ["plan", "frequency", "regularity"]


def test_a_scenario_is_compared_before_anything_is_adopted(w):
    w.scenario("Sobre", {"facebook": 3})
    view = w.kept(SAMPLE, plan="sobre").board.view
    assert [(row["cells"][1], row["kept"]) for row in view["rows"]] == [("Facebook", True)]


def test_a_plan_that_nobody_named_is_refused_in_a_sentence(promised):
    told = say("calendar.unknown_plan", "fr", name="pigeons", known="sober, low, high")
    assert promised.kept(SAMPLE, plan="pigeons").board.alert == told


def test_channels_are_known_by_their_label_and_their_network(promised):
    files = [reality.read("posts.csv", SAMPLE.read_bytes(), Reading())]
    known = {"page_fb": {"fr": "Facebook", "en": "Facebook"}, "lettre": {"fr": "La lettre", "en": "The letter"}}
    found = replace(reality.compared(promised, files), known=known)
    assert {p.channel for p in found.published} == {"page_fb", "x", "instagram", "linkedin"}
    assert Path(SAMPLE).name == found.files[0].name
