"""This is a file of ballots line by line: what can be read is counted, the rest is named by its line and a reason."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from workshop.errors import InputError
from workshop.exchange.sheets import short, unusable
from workshop.model import OptionId, Text
from workshop.texts import LANGS, pick, say

BYTES = 1 << 29  # of a file
LONGEST = 1 << 17  # characters of a line
SPREAD = 20  # lines that one record of a CSV file may take
COUNT = 10**9  # ballots that one line may stand for
OPTIONS = 250  # of one file: their duels are counted pair by pair

Kind = Literal["rankings", "scores"]
Ranking = tuple[frozenset[OptionId], ...]
Scores = tuple[tuple[OptionId, int], ...]
Line = TypeVar("Line")

_COUNT = re.compile(r"0*[1-9][0-9]{0,9}", re.ASCII)


class Wrong(Exception):
    """This line cannot be read; `reason` says why, in every language: `ballots.<text>`, or a key with a dot."""

    def __init__(self, text: str, **facts: Any) -> None:
        shown = {k: short(v) if isinstance(v, str) else v for k, v in facts.items()}
        key = text if "." in text else f"ballots.{text}"
        self.reason: Text = {lang: say(key, lang, **shown) for lang in LANGS}
        super().__init__(self.reason["en"])


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was not counted."""

    line: int
    reason: Text

    def told(self, lang: str) -> str:
        """`line 3: …`"""
        return say("ballots.line", lang, line=self.line, reason=pick(self.reason, lang))


@dataclass(frozen=True, slots=True)
class Ballots:
    """What a file holds: options in the order of the file, how often each ballot was cast, the lines refused."""

    kind: Kind
    options: tuple[OptionId, ...]
    profile: dict[Any, int]
    refused: tuple[Refusal, ...] = ()


def lines_of(path: Path) -> list[bytes]:
    """The lines of a file, not yet decoded. InputError if it cannot be read or is no text at all."""
    try:
        with path.open("rb") as file:
            data = file.read(BYTES + 1)
    except FileNotFoundError as cause:
        raise unusable("missing", path) from cause
    except OSError as cause:
        raise unusable("unreadable", path, problem=cause.strerror or type(cause).__name__) from cause
    if len(data) > BYTES:
        raise unusable("too_large", path, most=BYTES >> 20)
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    if b"\0" in next((line for line in lines if line.strip()), b""):
        raise unusable("not_text", path)
    return lines


def decoded(line: bytes) -> str:
    """The text of a line. Wrong if it is not UTF-8, holds a NUL or is endless."""
    if len(line) > LONGEST:
        raise Wrong("too_long", most=LONGEST)
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise Wrong("not_text") from cause
    if "\0" in text:
        raise Wrong("not_text")
    return text


def old_text(lines: Sequence[bytes]) -> list[str]:
    """Lines of a format older than UTF-8: all in UTF-8, or all in ISO-8859-1."""
    try:
        return [line.decode("utf-8") for line in lines]
    except UnicodeDecodeError:
        return [line.decode("iso-8859-1") for line in lines]


def records(lines: Sequence[bytes], delimiter: str, spread: int = SPREAD) -> Iterator[tuple[int, list[str] | Wrong]]:
    """Each record of a CSV file that is not empty, with the line it begins on; one takes at most `spread` lines.

    A quotation mark that is never closed costs its own line, not the rest of the file.
    """
    at = 0
    while at < len(lines):
        taken, cells = 1, None
        try:
            taken, cells = _record(lines, at, delimiter, spread)
        except Wrong as wrong:
            yield at + 1, wrong
        if cells:
            yield at + 1, cells
        at += taken


def _record(lines: Sequence[bytes], at: int, delimiter: str, spread: int) -> tuple[int, list[str]]:
    text = decoded(lines[at])
    if '"' not in text:
        return 1, text.split(delimiter) if text.strip(" ") else []
    for end in range(at + 1, min(at + spread, len(lines)) + 1):
        try:
            return end - at, next(csv.reader([text], delimiter=delimiter, strict=True))
        except csv.Error:
            if text.count('"') % 2 == 0 or end == len(lines):
                break
        text += "\n" + decoded(lines[end])
    raise Wrong("not_csv")


def delimiter(line: str) -> str:
    """What separates the cells of this header: a tab, else a semicolon, else a comma."""
    bare = re.sub('"[^"]*"', "", line)
    return next((sign for sign in "\t;" if sign in bare), ",")


def gather(
    found: Iterable[tuple[int, Line | Wrong]], read: Callable[[Line], tuple[Hashable, int]]
) -> tuple[dict[Any, int], tuple[Refusal, ...]]:
    """Ballots counted as `read` makes them of lines, and the lines it refuses."""
    profile: Counter[Hashable] = Counter()
    refused = []
    for number, line in found:
        try:
            if isinstance(line, Wrong):
                raise line
            ballot, count = read(line)
        except Wrong as wrong:
            refused.append(Refusal(number, wrong.reason))
        else:
            profile[ballot] += count
    return dict(profile), tuple(refused)


def times(cell: str) -> int:
    """How many ballots a line stands for."""
    if not _COUNT.fullmatch(cell.strip()) or (count := int(cell)) > COUNT:
        raise Wrong("count", value=cell, most=COUNT)
    return count


def once(names: Sequence[OptionId]) -> None:
    """Wrong if a ballot names an option twice."""
    if len(set(names)) < len(names):
        raise Wrong("twice", value=next(name for name in names if names.count(name) > 1))


def named(path: Path, options: Sequence[OptionId], line: int = 1) -> tuple[OptionId, ...]:
    """The options of a header. InputError if there is none, one without a name, one twice, or too many."""
    if not options:
        raise unusable("no_options", path, line=line)
    if "" in options:
        raise unusable("no_name", path, line=line, value=", ".join(options))
    if len(set(options)) < len(options):
        raise unusable("twice", path, line=line, value=next(o for o in options if options.count(o) > 1))
    if len(options) > OPTIONS:
        raise unusable("many_options", path, line=line, most=OPTIONS)
    return tuple(options)


def refusing(path: Path, refusal: Refusal) -> InputError:
    """The error of a file that is wanted whole."""
    told = {lang: refusal.told(lang) for lang in LANGS}
    return InputError(f"{path.name}, {told['en']}", text="files.ballot", file=path.name, problem=told)
