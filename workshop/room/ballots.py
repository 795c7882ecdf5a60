"""Whether a choice fits a round: the shapes of INTERFACES.md, every reason at once.

`fitted(round, choice)` gives the choice as it will be stored (texts cleaned) or raises InvalidBallot with
the codes of all its faults: wrong_shape unknown_option twice too_few too_many out_of_range
reason_missing wording_missing too_long.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshop.errors import InvalidBallot
from workshop.messages import LIMITS
from workshop.model import Round
from workshop.texts import clean

DOTS = 5
Fault = list[str]


def fitted(round: Round, choice: Any) -> Any:
    """The choice as it will be stored; InvalidBallot names every fault."""
    faults: Fault = []
    check = _CHECKS[round.kind if round.kind in ("estimate", "consent_list") else round.rule]
    kept = check(round, choice, faults)
    if faults:
        limit = LIMITS["reason_characters"]
        raise InvalidBallot(round.question or round.id, reasons=sorted(set(faults)), limit=limit)
    return kept


def _ids(round: Round) -> set[str]:
    return {option.id for option in round.options}


def _whole(value: Any, low: int, high: int, faults: Fault) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        faults.append("wrong_shape")
    elif not low <= value <= high:
        faults.append("out_of_range")


def _known(names: list[Any], round: Round, faults: Fault) -> None:
    if not all(isinstance(name, str) for name in names):
        faults.append("wrong_shape")
        return
    if set(names) - _ids(round):
        faults.append("unknown_option")
    if len(set(names)) != len(names):
        faults.append("twice")


def _one(round: Round, choice: Any, faults: Fault) -> Any:
    _known([choice], round, faults)
    return choice


def _several(round: Round, choice: Any, faults: Fault) -> Any:
    if not isinstance(choice, list):
        faults.append("wrong_shape")
    else:
        _known(choice, round, faults)
    return choice


def _yes_no(_round: Round, choice: Any, faults: Fault) -> Any:
    if choice not in ("yes", "no", "abstain"):
        faults.append("wrong_shape")
    return choice


def _fingers(_round: Round, choice: Any, faults: Fault) -> Any:
    _whole(choice, 0, 5, faults)
    return choice


def _degrees(round: Round, choice: Any, faults: Fault) -> Any:
    if not isinstance(choice, dict):
        faults.append("wrong_shape")
        return choice
    _known(list(choice), round, faults)
    if not choice:
        faults.append("too_few")
    for value in choice.values():
        _whole(value, 1, 8, faults)
    return choice


def _dots(round: Round, choice: Any, faults: Fault) -> Any:
    if not isinstance(choice, dict):
        faults.append("wrong_shape")
        return choice
    _known(list(choice), round, faults)
    for value in choice.values():
        _whole(value, 0, DOTS, faults)
    if not faults and sum(choice.values()) > DOTS:
        faults.append("too_many")
    return choice


def _ranking(round: Round, choice: Any, faults: Fault) -> Any:
    if not isinstance(choice, list) or not all(isinstance(rank, list) and rank for rank in choice):
        faults.append("wrong_shape")
    else:
        _known([name for rank in choice for name in rank], round, faults)
    return choice


def _words(value: Any, missing: str, faults: Fault) -> str:
    if not isinstance(value, str):
        faults.append("wrong_shape")
        return ""
    text = clean(value)
    if not text:
        faults.append(missing)
    if len(text) > LIMITS["reason_characters"]:
        faults.append("too_long")
    return text


def _consent(_round: Round, choice: Any, faults: Fault) -> Any:
    if choice == "yes":
        return choice
    if isinstance(choice, dict) and set(choice) == {"remark"}:
        return {"remark": _words(choice["remark"], "empty", faults)}
    if isinstance(choice, dict) and "objection" in choice and set(choice) <= {"objection", "wording"}:
        return {
            "objection": _words(choice["objection"], "reason_missing", faults),
            "wording": _words(choice.get("wording", ""), "wording_missing", faults),
        }
    faults.append("wrong_shape")
    return choice


def _score(choice: Any, faults: Fault) -> None:
    if choice is None:
        return
    if not isinstance(choice, dict) or set(choice) != {"likelihood", "impact"}:
        faults.append("wrong_shape")
        return
    for value in choice.values():
        _whole(value, 1, 5, faults)


def _estimate(round: Round, choice: Any, faults: Fault) -> Any:
    if not round.options:
        _score(choice, faults)
    elif not isinstance(choice, dict):
        faults.append("wrong_shape")
    else:
        _known(list(choice), round, faults)
        for value in choice.values():
            _score(value, faults)
    return choice


_CHECKS: dict[str, Callable[[Round, Any, Fault], Any]] = {
    "plurality": _one,
    "approval": _several,
    "consent_list": _several,
    "majority": _yes_no,
    "supermajority": _yes_no,
    "fist_to_five": _fingers,
    "gradients": _degrees,
    "dots": _dots,
    "ranked": _ranking,
    "irv": _ranking,
    "schulze": _ranking,
    "borda": _ranking,
    "consent": _consent,
    "estimate": _estimate,
}
RULES = frozenset(_CHECKS) - {"consent_list", "estimate"}
