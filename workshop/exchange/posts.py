"""What was published, read from the CSV file of a scheduler or platform.

Columns are found by name, in English or French; a file that names them otherwise is read with `columns`. Known by
their headers: Hootsuite (two lines before its header, "Date (GMT)", "Social Network"), Buffer ("Date", "Service"),
Metricool (its planning, a column a network), Meta Business Suite ("Publish time"; one file a network), LinkedIn pages
("Created date"), X ("Post id" or "Tweet id"), TikTok ("Post time"). Headers as they stand in test files of public
code, 2016 to 2026 (grade B*); the French names of Meta are recalled (grade C).

No row is lost: what cannot be read is listed with its line and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workshop.exchange import dates
from workshop.exchange.dates import Order
from workshop.exchange.headers import Table, table_of, text_of, unusable
from workshop.exchange.lines import Wrong
from workshop.exchange.networks import by_link, network, plain
from workshop.model import Text
from workshop.texts import pick, say

BYTES = 8 << 20  # of a file

UNITS = {"h": 60.0, "hour": 60.0, "hours": 60.0, "heure": 60.0, "heures": 60.0, "seconds": 1 / 60, "s": 1 / 60}
_SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_DURATION = re.compile(
    r"(?:(\d{1,4})\s*[jd])?\s*(?:(\d{1,5})\s*h)?\s*(?:(\d{1,7})\s*(?:m|min|mn)?)?\s*(?:(\d{1,9})\s*s)?"
)


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its line, when, the network's id or the name as the file has it, minutes to the reply if known."""

    line: int
    at: datetime
    channel: str
    replied: float | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that was not read, and why."""

    line: int
    reason: Text

    def told(self, lang: str) -> str:
        """`line 3: …`"""
        return say("posts.line", lang, line=self.line, reason=pick(self.reason, lang))


@dataclass(frozen=True, slots=True)
class Posts:
    """What a file holds: posts by time, rows that could not be read, which column was taken for what."""

    posts: tuple[Post, ...]
    unread: tuple[Unread, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    order: Order = "dmy"

    @property
    def rows(self) -> int:
        """Rows of the file below its header."""
        return len({post.line for post in self.posts} | {row.line for row in self.unread})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader was told: columns by our name, the order of day and month, the channel of every row."""

    columns: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None
    channel: str | None = None


Record = tuple[int, list[str]]


def read(data: bytes, file: str, told: Reading = Reading()) -> Posts:
    """The posts of a CSV file named `file`: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252.

    InputError if it is no table of posts, if nothing says the channel, or if day and month could be either: its
    `facts["text"]` says which (posts.no_table, posts.whose_channel, posts.which_order …).
    """
    if len(data) > BYTES:
        raise unusable("too_large", file, most=BYTES >> 20)
    table = table_of(text_of(data, file).encode(), file, told.columns)
    order = told.order or dates.order_of(table.cells("when"))
    if order is None:
        raise unusable("which_order", file, value=next(iter(table.cells("when")), ""))
    if not (told.channel or table.says_channel):
        raise unusable("whose_channel", file, columns=", ".join(table.header))
    posts, unread = _gathered(table, Reading(told.columns, order, told.channel))
    return Posts(tuple(sorted(posts, key=lambda p: (p.at, p.line))), tuple(unread), table.named, order)


def _gathered(table: Table, told: Reading) -> tuple[list[Post], list[Unread]]:
    posts: list[Post] = []
    unread: list[Unread] = []
    seen: dict[str, int] = {}
    for line, cells in table.records:
        try:
            if isinstance(cells, Wrong):
                raise cells
            if not any(cell.strip() for cell in cells):
                continue
            posts += list(_posts(table, told, line, cells, seen))
        except Wrong as wrong:
            unread.append(Unread(line, wrong.reason))
    return posts, unread


def _posts(table: Table, told: Reading, line: int, cells: list[str], seen: dict[str, int]) -> Iterator[Post]:
    """The posts of one row: one, but in Metricool's planning one for each network. Wrong says why there is none."""
    if len(cells) < len(table.header) // 2:
        raise Wrong("posts.width", found=len(cells), expected=len(table.header))
    if plain(table.cell(cells, "draft")) in ("true", "yes", "vrai", "oui", "1"):
        raise Wrong("posts.draft")
    said = table.cell(cells, "when")
    if not said:
        raise Wrong("posts.no_date")
    at = dates.moment(said, table.cell(cells, "clock"), told.order or "dmy")
    if at is None:
        raise Wrong("posts.bad_date", value=said)
    own = table.cell(cells, "id")
    if own and not _SCIENTIFIC.fullmatch(own) and (first := seen.setdefault(own, line)) != line:
        raise Wrong("posts.twice", line=first)
    replied = _minutes(table, cells)
    for channel in _channels(table, told, cells):
        yield Post(line, at, channel, replied)


def _channels(table: Table, told: Reading, cells: list[str]) -> list[str]:
    """Where the row was posted: as told, by its columns, by its link, by whose file it is."""
    if told.channel:
        return [told.channel]
    if table.planned:
        marked = [ours for ours, k in table.planned.items() if k < len(cells) and _marked(cells[k])]
        if not marked:
            raise Wrong("posts.no_channel")
        return marked
    said = table.cell(cells, "channel")
    kind = network(table.cell(cells, "type")) if "channel" not in table.at else None
    found = (network(said) or said) or kind or by_link(table.cell(cells, "link")) or table.own
    if not found:
        raise Wrong("posts.no_channel")
    return [found]


def _marked(cell: str) -> bool:
    return plain(cell) in ("true", "yes", "vrai", "oui", "1", "x")


def _minutes(table: Table, cells: list[str]) -> float | None:
    """How long the reply took, in minutes: 90, 1:30, 1 h 30, 2 j; the unit of a bare number is that of the header."""
    said = table.cell(cells, "replied").replace("\u00a0", " ").lower()
    if not said or said in ("-", "–", "n/a"):
        return None
    words = set(plain(table.named["replied"]).split())
    unit = next((factor for word, factor in UNITS.items() if word in words), 1.0)
    try:
        return _positive(float(said.replace(" ", "").replace(",", ".")) * unit, said)
    except ValueError:
        pass
    if re.fullmatch(r"\d{1,5}:\d{2}(:\d{2})?", said):
        hours, minutes = (int(part) for part in said.split(":")[:2])
        return hours * 60.0 + minutes
    found = _DURATION.fullmatch(said)
    if found is None or not any(found.groups()):
        raise Wrong("posts.bad_reply", value=said)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return days * 1440.0 + hours * 60 + minutes + seconds / 60


def _positive(minutes: float, said: str) -> float:
    if not 0 <= minutes < 1e7:
        raise Wrong("posts.bad_reply", value=said)
    return minutes
