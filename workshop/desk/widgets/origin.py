"""Beside every number, in words: where it comes from, or who changed it, and the way back to the benchmark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import isclose
from typing import Any

from workshop import texts
from workshop.agenda import Content, Quantity
from workshop.desk import assumptions, whatif
from workshop.desk.entries import shown
from workshop.desk.whatif import Draft

Origin = Mapping[str, Any]
OURS = ("judgement", "model")


def benchmarks(content: Content) -> dict[str, Any]:
    """Every number that the data has, by its path: of all platforms, of the house, and of anybody."""
    data, _ = assumptions.starting(content)
    found = {path: value for path, value in assumptions.flat(data).items() if not path.startswith("ranges.")}
    for name, platform in content.platforms.items():
        found |= {f"{name}.{of}": value for of, value in assumptions.channel(platform, content).items()}
        found[f"posts.{name}"] = platform.posts.likely
    return {path: value for path, value in found.items() if not path.endswith((".value", ".hours", ".followers"))}


def _usual(known: Mapping[str, Any], path: str) -> Any:
    """The benchmark of this path; what holds for the first person holds for all."""
    first, _, rest = path.partition(".")
    return known.get(f"people.0.{rest.partition('.')[2]}" if first == "people" else path)


def way_back(draft: Draft, kept: Draft, origins: Mapping[str, Origin], known: Mapping[str, Any], path: str) -> Any:
    """The number to go back to, if it is another: the benchmark, else the one before, else the one kept."""
    now, usual = whatif.value(draft, path), _usual(known, path)
    if usual is None and path in origins:
        usual = origins[path].get("was")
    if usual is None and path in set(whatif.paths(kept)):
        usual = whatif.value(kept, path)
    return None if usual is None or alike(usual, now) else usual


def alike(one: Any, other: Any) -> bool:
    """Whether two values read the same in a field."""
    numbers = all(isinstance(value, int | float) for value in (one, other))
    return isclose(one, other, abs_tol=5e-5) if numbers else bool(one == other)


def lines(
    draft: Draft, kept: Draft, origins: Mapping[str, Origin], content: Content, known: Mapping[str, Any], lang: str
) -> dict[str, dict[str, str]]:
    """For each number {said, back}: where it comes from, and the words of the button that leads back, or ""."""
    there = {path: whatif.value(kept, path) for path in whatif.paths(kept)}
    told = {}
    for path in whatif.paths(draft):
        if path.startswith("posts."):
            told[path] = {"said": _seen(content, path.partition(".")[2], lang), "back": ""}
            continue
        now, origin = whatif.value(draft, path), origins.get(path)
        usual = alike(now, _usual(known, path))
        if (now is None or whatif.entry(path).kind != "number") and there.get(path, ...) == now and not origin:
            said = ""  # nothing is said, so nothing has a source
        elif there.get(path, ...) != now and not usual:
            said = texts.say("desk.explorer_changed", lang)
        else:
            said = sentence(origin if origin and not usual else assumptions.source(content, path), path, lang)
        told[path] = {"said": said, "back": _back(way_back(draft, kept, origins, known, path), known, path, lang)}
    return told


def _back(target: Any, known: Mapping[str, Any], path: str, lang: str) -> str:
    entry = whatif.entry(path)
    if entry.kind != "number" or not isinstance(target, int | float):
        return ""
    key = "back" if _usual(known, path) is None else "back_benchmark"
    return texts.say(f"desk.explorer_{key}", lang, value=shown(entry, target, lang))


def sentence(origin: Origin, path: str, lang: str) -> str:
    """'Leach, ~2014; grade B, confidence fair', 'changed by Ada on …', or that nobody has said."""
    if "by" in origin:
        when, was, entry = datetime.fromtimestamp(float(origin["at"])), origin.get("was"), whatif.entry(path)
        at = f"{texts.day(when.date(), lang)}, {texts.clock(float(origin['at']), lang)}"
        if isinstance(was, int | float) and entry.kind == "number":
            return texts.say("desk.explorer_by", lang, by=origin["by"], at=at, was=shown(entry, float(was), lang))
        return texts.say("desk.explorer_by_new", lang, by=origin["by"], at=at)
    return sourced(origin, lang) if origin else texts.say("desk.explorer_no_source", lang)


def sourced(origin: Origin, lang: str) -> str:
    """A source in few words: its name, year, grade and how sure one may be."""
    if origin["source"] == "arithmetic":
        return texts.say("desk.explorer_arithmetic", lang)
    sure = texts.say(f"desk.explorer_confidence_{origin['confidence']}", lang)
    key = "judgement" if origin["source"] in OURS else "source"
    return texts.say(f"desk.explorer_{key}", lang, **{**origin, "confidence": sure})


def _seen(content: Content, name: str, lang: str) -> str:
    """What others do on this platform: a measured rhythm if there is one, else where we would start."""
    if name not in content.platforms:
        return ""
    platform = content.platforms[name]
    weekly = [one for one in platform.observed if one.unit == "posts_per_week" and one.value is not None]
    known = weekly[0] if weekly else platform.posts
    key = "seen" if weekly else "start"
    return texts.say(f"desk.explorer_{key}", lang, value=_span(known, lang), source=sourced(_origin(known), lang))


def _span(known: Quantity, lang: str) -> str:
    low, high = (known.value, known.value_high) if known.value is not None else (known.low, known.high)
    ends = [texts.number(one, lang, 2) for one in (low, high) if one is not None]
    return texts.say("desk.explorer_span_of", lang, low=ends[0], high=ends[1]) if len(ends) == 2 else ends[0]


def _origin(known: Quantity) -> Origin:
    return {key: getattr(known, key) for key in ("source", "year", "grade", "confidence")}


def pending(draft: Draft, kept: Mapping[str, Any], named: Any, lang: str) -> list[str]:
    """What differs from what is kept, in words; what is new or gone is one line, whatever it brings along."""
    before = whatif.opened(kept, {})
    old, new = set(whatif.paths(before)), set(whatif.paths(draft))
    said: list[str] = []
    for path in whatif.differences(draft, kept):
        of = named(draft if path in new else before, path)
        if path not in old or path not in new:
            whose = of.partition(",")[0]
            line = texts.say(f"desk.explorer_pending_{'new' if path in new else 'gone'}", lang, name=whose)
        elif (entry := whatif.entry(path)).kind != "number":
            line = of
        else:
            was, now = (shown(entry, whatif.value(one, path), lang) or "–" for one in (before, draft))
            line = texts.say("desk.explorer_pending_line", lang, name=of, was=was, now=now)
        if line not in said:
            said.append(line)
    return said


def shortened(said: list[str], lang: str, most: int = 6) -> list[str]:
    """At most so many lines, then how many more."""
    rest = len(said) - most
    return said if rest <= 0 else [*said[:most], texts.say("desk.explorer_pending_more", lang, count=rest)]
