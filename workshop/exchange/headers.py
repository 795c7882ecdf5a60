"""The header of a table of posts: where it stands in its file, and which of its columns is what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from workshop.errors import InputError
from workshop.exchange import lines
from workshop.exchange.lines import Wrong
from workshop.exchange.networks import METRICOOL, plain
from workshop.exchange.sheets import short
from workshop.texts import say

SPREAD = 400  # lines that the text of one post may take
PREAMBLE = 20  # records before the header
ROWS = 100_000
DELIMITERS = (",", ";", "\t")
# by preference: a platform's "Date" may be the day of the count, not of the post
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "when": (
        *("publish time", "heure de publication", "date de publication", "publishing date", "posting time"),
        *("post time", "posted at", "published at", "published", "publie le", "date gmt", "created date"),
        *("date de creation", "sent at", "time sent", "scheduled at", "scheduled date", "date", "time", "when"),
        *("quand", "jour", "day"),
    ),
    "clock": ("time", "heure", "publishing time"),
    "channel": (
        *("social network", "reseau social", "network", "reseau", "service", "platform", "plateforme"),
        *("channel", "canal", "social media"),
    ),
    "replied": (
        *("reply time", "response time", "first response time", "average response time", "time to reply"),
        *("delai de reponse", "temps de reponse", "replied", "repondu en"),
    ),
    "link": (
        *("permalink", "permalien", "post permalink", "tweet permalink", "post link", "service link", "link"),
        *("lien", "post url", "video link", "url"),
    ),
    "id": ("post id", "tweet id", "identifiant de publication", "id de la publication"),
    "type": ("post type", "type de publication", "content type"),
    "draft": ("draft", "brouillon"),
}
# what only one network's own file has in its header
OWN: Mapping[str, frozenset[str]] = {
    "facebook": frozenset({"page id", "page name", "identifiant de la page", "nom de la page"}),
    "instagram": frozenset({"account username", "nom d utilisateur du compte"}),
    "x": frozenset({"tweet id", "tweet text"}),
    "tiktok": frozenset({"video title", "video link"}),
}


_BINARY = re.compile(r"[\x01-\x08\x0e-\x1f]")  # what a workbook has and no text


def text_of(data: bytes, file: str) -> str:
    """The text, by its mark or by what it can be; Windows-1252 reads anything, as spreadsheets save it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[:200:2].count(0) > 20 or data[1:200:2].count(0) > 20:
        text = data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    if _BINARY.search(text, 0, 4000) or "\0" in text or not text.strip():
        raise unusable("not_text", file)
    return text


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its records; `at` says which column is what."""

    header: list[str]
    at: Mapping[str, int]
    records: list[tuple[int, list[str] | Wrong]]

    @property
    def named(self) -> dict[str, str]:
        return {ours: self.header[column] for ours, column in self.at.items()}

    @property
    def planned(self) -> dict[str, int]:
        """Metricool's planning: a column a network, marked where the post goes."""
        names = [plain(name) for name in self.header]
        if not {"text", "date", "time", "draft"} <= set(names):
            return {}
        return {ours: names.index(plain(name)) for ours, name in METRICOOL.items() if plain(name) in names}

    @property
    def own(self) -> str | None:
        """The network whose own file this is."""
        names = {plain(name) for name in self.header}
        return next((ours for ours, only in OWN.items() if names & only), None)

    @property
    def says_channel(self) -> bool:
        return bool("channel" in self.at or "link" in self.at or self.planned or self.own)

    def cells(self, ours: str) -> list[str]:
        """Every cell of a column."""
        column = self.at[ours]
        return [cells[column] for _, cells in self.records if isinstance(cells, list) and column < len(cells)]

    def cell(self, cells: Sequence[str], ours: str) -> str:
        column = self.at.get(ours, len(cells))
        return cells[column].strip() if column < len(cells) else ""


def table_of(data: bytes, file: str, columns: Mapping[str, str]) -> Table:
    """The table under the first header that has a date, by whichever separator gives it most columns."""
    every = data.splitlines()
    found = [_headed(every, sign, columns) for sign in DELIMITERS]
    best = max((one for one in found if one), key=lambda one: len(one[1]), default=None)
    if best is None:
        _say_missing(file, every, columns)
        raise unusable("no_table", file)
    sign, header, line = best
    at = _columns(header, columns)
    rest = [(n, one) for n, one in lines.records(every, sign, SPREAD) if n > line]
    if len(rest) > ROWS:
        raise unusable("many_rows", file, most=ROWS)
    if not rest:
        raise unusable("empty", file)
    return Table(header, at, rest)


def _headed(every: Sequence[bytes], sign: str, columns: Mapping[str, str]) -> tuple[str, list[str], int] | None:
    for line, cells in islice(lines.records(every[: PREAMBLE * 2], sign, SPREAD), PREAMBLE):
        if isinstance(cells, list) and len(cells) > 1 and "when" in _columns(cells, columns):
            return sign, [cell.strip() for cell in cells], line
    return None


def _say_missing(file: str, every: Sequence[bytes], columns: Mapping[str, str]) -> None:
    """Say the columns there are where those named are not among them."""
    if columns.get("when"):
        first = every[0].decode("utf-8", "replace") if every else ""
        raise unusable("no_column", file, column=columns["when"], columns=first)


def _columns(header: Sequence[str], told: Mapping[str, str]) -> dict[str, int]:
    """Which column is what: as told, else the first of our names for it."""
    names = [plain(cell) for cell in header]
    found = {}
    for ours, known in COLUMNS.items():
        wanted = (plain(told[ours]),) if told.get(ours) else known
        column = next((names.index(name) for name in wanted if name in names), None)
        if column is None and ours == "replied":
            column = _begins(names, wanted)
        if column is not None:
            found[ours] = column
    if found.get("clock") == found.get("when"):
        found.pop("clock", None)
    return found


def _begins(names: Sequence[str], wanted: Iterable[str]) -> int | None:
    """A column whose name goes on after one of ours: "response time (hours)"."""
    return next((k for name in wanted for k, one in enumerate(names) if one.startswith(name + " ")), None)


def unusable(text: str, file: str, **facts: Any) -> InputError:
    """The error whose sentence is `posts.<text>`."""
    shown = {k: short(v) if isinstance(v, str) else v for k, v in facts.items()}
    known: dict[str, Any] = {"text": f"posts.{text}", "file": short(file), **shown}
    return InputError(say(f"posts.{text}", "en", **known), **known)
