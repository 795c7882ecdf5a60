"""What is fixed before a round opens and stays: scale, weights, ranges, what an amended text shows, a chart."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workshop.messages import LIMITS
from workshop.model import Round
from workshop.room import hands
from workshop.room.ballots import MOST
from workshop.room.journal import canonical
from workshop.texts import LANGS

SCALES = dict.fromkeys(MOST, range(2, 11)) | {"points": range(1, 1001), "dots": range(1, 51)}
GUESSED = range(1, 100_001)  # what the largest number to guess may be
WEIGHTS = range(1, 101)
SIGN = 80  # characters of a unit, or of what an end of the scale means
DEEP = 8  # how far a chart may be nested
SHOWN = 20_000  # bytes a language of what an amended text says: aim, text before, redline, objections
PIECES = frozenset({"same", "removed", "added"})
WRITTEN = frozenset({"text", "wording", "lang"})


def faults(round: Round, weighable: Collection[str]) -> list[str]:
    """Every reason why this cannot stand; `weighable` are the workshop's roles and participants."""
    found = {
        "scale": not _scaled(round),
        "weights": not _weighed(round, weighable),
        "ranges": not _ranged(round),
        "quorum": round.quorum is not None and not 0 <= round.quorum <= hands.MOST,
        "amended": not _amended(round),
        "too_much": any(size > SHOWN for size in _sizes(round)),
        "guess_options": round.kind == "guess" and bool(round.options),
        "unit": not _signed(round),
        "chart": not _drawable(round.chart),
        "chart_size": round.chart is not None and len(canonical(round.chart).encode()) > LIMITS["chart_bytes"],
    }
    return [fault for fault, is_so in found.items() if is_so]


def _scaled(round: Round) -> bool:
    if round.most is None:
        return True
    if round.kind == "guess":
        return round.most in GUESSED
    return round.kind == "ballot" and round.most in SCALES.get(round.rule, ())


def _weighed(round: Round, weighable: Collection[str]) -> bool:
    if not round.weights:
        return True
    known = all(one in weighable for one in round.weights)
    return round.kind == "ballot" and known and all(weight in WEIGHTS for weight in round.weights.values())


def _ranged(round: Round) -> bool:
    risks = {option.id for option in round.options} or {round.question or round.id}
    kept = len(set(round.ranges)) == len(round.ranges) and set(round.ranges) <= risks
    return kept and (round.kind == "estimate" or not round.ranges)


def _amended(round: Round) -> bool:
    """A redline has pieces of three kinds, an objection a text and perhaps a wording, all in languages we know."""
    pieces = [kind for said in round.redline.values() for kind, _ in said]
    said = {*round.aim, *round.before, *round.redline, *(one.get("lang", LANGS[0]) for one in round.objections)}
    return PIECES.issuperset(pieces) and said <= set(LANGS) and all(_written(one) for one in round.objections)


def _written(objection: Mapping[str, str]) -> bool:
    short = all(len(text) <= LIMITS["reason_characters"] for text in objection.values())
    return short and "text" in objection and objection.keys() <= WRITTEN


def _sizes(round: Round) -> list[int]:
    """Bytes of what phones must load, by language."""
    everybody = sum(_bytes(*one.values()) for one in round.objections)
    texts = [(round.aim.get(lang, ""), round.before.get(lang, "")) for lang in LANGS]
    lines = [[text for _, text in round.redline.get(lang, ())] for lang in LANGS]
    return [_bytes(*said, *pieces) + everybody for said, pieces in zip(texts, lines, strict=True)]


def _signed(round: Round) -> bool:
    """A unit, and what both ends mean or neither, belong to a number that is guessed."""
    said = [*([round.unit] if round.unit else []), *round.ends]
    if said and (round.kind != "guess" or len(round.ends) not in (0, 2)):
        return False
    return all(one and set(one) <= set(LANGS) and all(_short(text) for text in one.values()) for one in said)


def _short(text: str) -> bool:
    return 0 < len(text.strip()) <= len(text) <= SIGN


def _drawable(chart: Mapping[str, Any] | None) -> bool:
    """A chart has a kind and says what it shows; it is not nested deeper than a page unfolds it."""
    if chart is None:
        return True
    kind, finding = chart.get("kind"), chart.get("finding")
    said = isinstance(finding, Mapping) and bool(finding) and all(isinstance(text, str) for text in finding.values())
    return isinstance(kind, str) and 0 < len(kind) <= LIMITS["name_characters"] and said and _shallow(chart, DEEP)


def _shallow(value: Any, deep: int) -> bool:
    if not isinstance(value, Mapping | Sequence) or isinstance(value, str):
        return True
    inside = value.values() if isinstance(value, Mapping) else value
    return deep > 0 and all(_shallow(one, deep - 1) for one in inside)


def _bytes(*texts: str) -> int:
    return sum(len(text.encode()) for text in texts)
