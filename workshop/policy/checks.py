"""The test suite of a policy: each adopted clause against what is known today.

A kind of check is a function in `KINDS`; a check that fails says what does not fit, in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from workshop import texts
from workshop.model import QuestionId, Record, Strain, Text

Kind = Literal["affordable"]
AFFORDABLE: tuple[QuestionId, ...] = ("plan", "frequency", "resourcing", "response_time", "succession")


@dataclass(frozen=True, slots=True)
class Check:
    """This is one clause under one kind of check: whether it holds, and in words why not."""

    question: QuestionId
    kind: Kind
    said: Text
    ok: bool


def checks(record: Record, strains: Iterable[Strain] = ()) -> tuple[Check, ...]:
    """Every check of the adopted clauses, in the order of `KINDS`; `strains` is what the hours no longer allow."""
    adopted = {d.question: d.status == "adopted" for d in record.decisions}
    standing = [question for question, stands in adopted.items() if stands]
    found = {one.question: one for one in strains}
    return tuple(check for kind in KINDS.values() for check in kind(record, standing, found))


def _affordable(
    record: Record, standing: Iterable[QuestionId], strains: Mapping[QuestionId, Strain]
) -> Iterator[Check]:
    """Clauses that hold numbers of the rhythm; without a rhythm nobody can tell."""
    if not (record.facts.get("rhythm") or {}).get("basis"):
        return
    asked = set(standing)
    for question in dict.fromkeys([*AFFORDABLE, *strains]):
        if question in asked:
            strain = strains.get(question)
            said = strain.said if strain else texts.both("document.affordable")
            yield Check(question, "affordable", said, strain is None)


KINDS: Mapping[Kind, Callable[[Record, Iterable[QuestionId], Mapping[QuestionId, Strain]], Iterator[Check]]] = {
    "affordable": _affordable,
}
