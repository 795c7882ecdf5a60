"""The posting calendar for elsewhere: .ics for calendars, CSV for people and for what publishes posts.

Times are those of the place of work, without a time zone ("floating", RFC 5545 section 3.3.5): 10:15 stays 10:15 in
every calendar it is brought into, and no zone has to be guessed. A UID names workshop, channel, week and number, so
that a second import replaces the first.

What schedulers take, and how surely we know it (no live page was read, November 2026):

- Buffer: header `Text,Image URL,Tags,Posting Time`, `YYYY-MM-DD HH:mm`, one channel a file, a hundred posts a file on
  paid plans. Its help centre as quoted in public code, 2026 (grade B*).
- Metricool: columns by name, `Text,Date,Time,Draft` and one a network, `YYYY-MM-DD` and `HH:MM:SS`, TRUE. Its
  template of 2026 as quoted in public code (grade B*).
- Hootsuite: no header; date and time, message, link; one account an upload; the order of day and month is chosen on
  uploading, times are multiples of five minutes, 350 messages. Guides of users, 2015 and 2016 (grade B; the five
  minutes C).
- Meta Business Suite: no bulk format found that two sources agree on, so none is written.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from workshop.exchange.networks import METRICOOL
from workshop.exchange.sheets import literal
from workshop.texts import day, say

LENGTH = timedelta(minutes=15)
BUFFER, HOOTSUITE = 100, 350  # posts a file
SUPPORTED: Mapping[str, frozenset[str]] = {
    "metricool": frozenset(METRICOOL),
    "buffer": frozenset(METRICOOL) | {"mastodon"},
    "hootsuite": frozenset(METRICOOL) - {"bluesky"},
}
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Planned:
    """One post of the calendar: `channel` is its name, `network` its id; `person` is "" where nobody is there."""

    key: str  # channel, week and number
    at: datetime  # local, without a zone
    channel: str
    network: str
    person: str
    deputy: bool = False
    ready: datetime | None = None


def to_ics(posts: Sequence[Planned], name: str, made: datetime, lang: str) -> bytes:
    """A calendar of these posts for any program; `name` also keeps UIDs of two workshops apart.

    `made` is when, with its zone; a later one replaces what was imported before.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Social media policy workshop//Posting calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say("calendar.name", lang, name=name))
    for post in posts:
        event = Event()
        event.add("uid", uid(name, post.key))
        event.add("dtstamp", made.astimezone(UTC))
        event.add("sequence", int((made - _EPOCH).total_seconds() // 60))
        event.add("dtstart", post.at)
        event.add("dtend", post.at + LENGTH)
        event.add("summary", _summary(post, lang))
        event.add("description", "\n".join(_details(post, lang)))
        event.add("categories", [post.channel])
        event.add("status", "CONFIRMED" if post.person else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid(name: str, key: str) -> str:
    """What a calendar knows this post by, the same at every export."""
    return hashlib.sha256(f"{name}\n{key}".encode()).hexdigest()[:32] + "@posting-calendar"


def to_csv(posts: Sequence[Planned], lang: str) -> bytes:
    """A table for people: UTF-8 with a mark so that spreadsheets read accents; in French separated by semicolons."""
    head = [say(f"calendar.{key}", lang) for key in ("date", "time", "channel", "person", "role", "ready", "note")]
    rows = [_row(post, lang) for post in posts]
    return b"\xef\xbb\xbf" + _written([head, *rows], ";" if lang == "fr" else ",")


def for_scheduler(tool: str, posts: Sequence[Planned], lang: str) -> dict[str, bytes]:
    """Files by name for "metricool", "buffer" or "hootsuite": drafts, their text yet to be written.

    Posts without anybody, and those on a channel that the tool does not serve, are not in them: see `left_out`.
    """
    taken = [post for post in posts if not _refused(tool, post)]
    return _TOOLS[tool](taken, lang)


def left_out(tool: str, posts: Sequence[Planned]) -> list[Planned]:
    """The posts that the tool's files do not hold."""
    return [post for post in posts if _refused(tool, post)]


def _refused(tool: str, post: Planned) -> bool:
    return not post.person or post.network not in SUPPORTED[tool]


def _metricool(posts: Sequence[Planned], lang: str) -> dict[str, bytes]:
    head = ["Text", "Date", "Time", "Draft", *METRICOOL.values()]
    rows = [
        [
            _draft(post, lang),
            f"{post.at:%Y-%m-%d}",
            f"{post.at:%H:%M:%S}",
            "TRUE",
            *("TRUE" if post.network == one else "" for one in METRICOOL),
        ]
        for post in posts
    ]
    return {"metricool.csv": _written([head, *rows])} if rows else {}


def _buffer(posts: Sequence[Planned], lang: str) -> dict[str, bytes]:
    head = ["Text", "Image URL", "Tags", "Posting Time"]
    return {
        name: _written([head, *([_draft(post, lang), "", "", f"{post.at:%Y-%m-%d %H:%M}"] for post in part)])
        for name, part in _parts("buffer", posts, BUFFER)
    }


def _hootsuite(posts: Sequence[Planned], lang: str) -> dict[str, bytes]:
    return {
        name: _written([f"{post.at:%d/%m/%Y %H:%M}", _draft(post, lang), ""] for post in part)
        for name, part in _parts("hootsuite", posts, HOOTSUITE)
    }


_TOOLS = {"metricool": _metricool, "buffer": _buffer, "hootsuite": _hootsuite}


def _parts(tool: str, posts: Sequence[Planned], most: int) -> Iterable[tuple[str, Sequence[Planned]]]:
    """One file a channel, and another where it holds too many."""
    for network in dict.fromkeys(post.network for post in posts):
        own = [post for post in posts if post.network == network]
        for k in range(0, len(own), most):
            number = f"-{k // most + 1}" if len(own) > most else ""
            yield f"{tool}-{network}{number}.csv", own[k : k + most]


def _written(rows: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    """Rows as CSV; no text in them can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([literal(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _draft(post: Planned, lang: str) -> str:
    """What stands for the text until somebody writes it; no name of a person, in case it is published as it is."""
    return say("calendar.draft", lang, channel=post.channel, day=day(post.at.date(), lang), time=f"{post.at:%H:%M}")


def _summary(post: Planned, lang: str) -> str:
    return say("calendar.summary", lang, channel=post.channel, person=post.person or say("calendar.nobody", lang))


def _details(post: Planned, lang: str) -> list[str]:
    """What stands under the event: who, whether as deputy, when the text is due."""
    role = say("calendar.as_deputy" if post.deputy else "calendar.as_holder", lang, person=post.person)
    said = [role if post.person else say("calendar.nobody_long", lang)]
    return [*said, say("calendar.ready_by", lang, when=_moment(post.ready))] if post.ready else said


def _row(post: Planned, lang: str) -> list[str]:
    role = ("deputy" if post.deputy else "holder") if post.person else ""
    return [
        f"{post.at:%Y-%m-%d}",
        f"{post.at:%H:%M}",
        post.channel,
        post.person,
        say(f"calendar.{role}", lang) if role else "",
        _moment(post.ready) if post.ready else "",
        "" if post.person else say("calendar.nobody_long", lang),
    ]


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}"
