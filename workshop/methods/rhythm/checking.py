"""What a person wrote, read value by value; every problem is kept, in all languages, and said together at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from math import isfinite
from typing import Any

from workshop.errors import InputError
from workshop.model import Text
from workshop.texts import LANGS, clean, fill, number, pick, say, table

LONGEST = 80  # of a name


@dataclass(frozen=True, slots=True)
class Number:
    """What a number may be: between two others, perhaps whole, perhaps above the lowest only."""

    low: float
    high: float
    above: bool = False
    whole: bool = False


class Checking:
    """This collects problems while values are read; a value that is wrong is read as a harmless one."""

    def __init__(self) -> None:
        self.problems: list[Text] = []

    def wrong(self, text: str, where: str, found: Any = None, **facts: Any) -> None:
        """Keep the problem `rhythm.<text>` at this place."""
        said = {}
        for lang in LANGS:
            shown = {k: number(v, lang, 4) if isinstance(v, int | float) else v for k, v in facts.items()}
            shown |= {"where": where or say("rhythm.top", lang), "found": self._shown(found, lang)}
            said[lang] = fill(pick(table()[f"rhythm.{text}"], lang), shown)
        self.problems.append(said)

    def _shown(self, found: Any, lang: str) -> str:
        """What was found, in a few words; never the whole of a mapping or a list."""
        if isinstance(found, Mapping):
            return say("rhythm.a_mapping", lang)
        if isinstance(found, list | tuple):
            return say("rhythm.a_list", lang)
        if found is None:
            return say("rhythm.nothing", lang)
        if isinstance(found, int | float) and not isinstance(found, bool):
            return number(found, lang, 4) if abs(found) < 1e15 else short(str(found))
        return say("rhythm.quote", lang, text=short(str(found)))

    def unknown(self, name: Any, where: str, known: Iterable[str], kind: str = "key") -> None:
        """Nothing here has that name; the nearest that exists is said."""
        near = get_close_matches(str(name), list(known), 1, 0.6)
        text = f"unknown_{kind}" + ("_near" if near else "")
        self.wrong(text, where=where, found=name, near=near[0] if near else "")

    def settle(self, file: str = "") -> None:
        """InputError (`rhythm.unusable`) if anything was wrong: all of it, each once; it names the file."""
        if not self.problems:
            return
        between = {lang: "\u00a0; " if lang == "fr" else "; " for lang in LANGS}
        told = {lang: between[lang].join(dict.fromkeys(p[lang] for p in self.problems)) for lang in LANGS}
        text = "rhythm.unusable_file" if file else "rhythm.unusable"
        facts: dict[str, Any] = {"text": text, "file": file}
        raise InputError(say(text, "en", **facts, problems=told["en"]), **facts, problems=told)

    # ---- values ----------------------------------------------------------------------------------

    def mapping(
        self, given: Any, where: str, known: Iterable[str], needed: Sequence[str] = (), kind: str = "key"
    ) -> dict[str, Any]:
        """The known keys of a mapping; a key without a value counts as left out."""
        if not isinstance(given, Mapping):
            self.wrong("mapping", where=where, found=given)
            return {}
        names = list(known)
        for key in given:
            if key not in names:
                self.unknown(key, where, names, kind)
        for key in needed:
            if given.get(key) is None:
                self.wrong("missing", where=f"{where}.{key}" if where else key)
        return {key: value for key, value in given.items() if key in names and value is not None}

    def items(self, given: Any, where: str, most: int, empty: bool = True) -> list[tuple[str, Any]]:
        """The pairs of a mapping by name."""
        if not isinstance(given, Mapping):
            self.wrong("mapping", where=where, found=given)
            return []
        if len(given) > most or not (given or empty):
            self.wrong("count" if given else "empty", where=where, most=most)
            return []
        return [(key, value) for key, value in given.items() if self._named(key, where)]

    def _named(self, key: Any, where: str) -> bool:
        fine = isinstance(key, str) and 0 < len(key) <= LONGEST and clean(key) == key and "\n" not in key
        if not fine:
            self.wrong("name", where=where, found=key, most=LONGEST)
        return fine

    def rows(self, given: Any, where: str, most: int) -> Sequence[Any]:
        """The items of a list."""
        if not isinstance(given, list | tuple):
            self.wrong("list", where=where, found=given)
            return ()
        if len(given) > most:
            self.wrong("count", where=where, most=most)
            return ()
        return given

    def numbers(self, row: Mapping[str, Any], where: str, limits: Mapping[str, Number]) -> dict[str, Any]:
        """Those keys of a row that hold numbers."""
        start = f"{where}." if where else ""
        return {k: self.number(v, f"{start}{k}", limits[k]) for k, v in row.items() if k in limits}

    def number(self, given: Any, where: str, limits: Number) -> Any:
        """A number within its limits, a whole one as `int`."""
        if isinstance(given, bool) or not isinstance(given, int | float):
            self.wrong("quoted" if isinstance(given, str) and _is_number(given) else "number", where, given)
        elif isinstance(given, float) and not isfinite(given):
            self.wrong("infinite", where)
        elif limits.above and given <= limits.low:
            self.wrong("above", where, given, low=limits.low)
        elif not limits.low <= given <= limits.high:
            self.wrong("outside", where, given, low=limits.low, high=limits.high)
        elif limits.whole and given != int(given):
            self.wrong("whole", where, given)
        else:
            return int(given) if limits.whole else given
        return 1 if limits.whole or limits.above else limits.low

    def names(self, given: Any, where: str, known: Sequence[str]) -> list[str]:
        """Channels by their names."""
        found = []
        for one in self.rows(given, where, 100):
            if one in known:
                found.append(one)
            else:
                self.unknown(one, where, known, "channel")
        return found

    def days(self, given: Any, where: str, days: Sequence[str]) -> list[int]:
        """Days of the week as numbers, Monday 0."""
        found = []
        for one in self.rows(given, where, 7):
            if isinstance(one, str) and one.strip().lower() in days:
                found.append(days.index(one.strip().lower()))
            else:
                self.wrong("weekday", where, one, known=", ".join(days))
        return found

    def choice(self, given: Any, where: str, known: Sequence[str]) -> Any:
        """One of a few words."""
        if given in known:
            return given
        self.wrong("choice", where, given, known=", ".join(known))
        return known[0]

    def truth(self, given: Any, where: str) -> bool:
        """True or false."""
        if not isinstance(given, bool):
            self.wrong("truth", where, given)
        return given is True

    def text(self, given: Any, where: str) -> str:
        """A short text on one line."""
        if not isinstance(given, str) or len(given) > LONGEST:
            self.wrong("name", where, given, most=LONGEST)
            return ""
        return " ".join(clean(given).split())

    def label(self, given: Any, where: str) -> Text:
        """A text in every language."""
        row = self.mapping(given, where, LANGS, needed=LANGS)
        return {lang: self.text(said, f"{where}.{lang}") for lang, said in row.items()}

    def day(self, given: Any) -> Any:
        """A date, also as a text like 2026-12-21; None if it is none."""
        if isinstance(given, date) and not isinstance(given, datetime):
            return given
        try:
            return date.fromisoformat(given) if isinstance(given, str) else None
        except ValueError:
            return None


def short(value: str) -> str:
    """What somebody wrote, as a sentence quotes it: on one line, at most 40 characters."""
    shown = " ".join(clean(value[:400].encode("utf-8", "replace").decode()).split())
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _is_number(text: str) -> bool:
    try:
        return isfinite(float(text.strip().replace(",", ".")))
    except ValueError:
        return False
