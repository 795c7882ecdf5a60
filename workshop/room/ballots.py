"""Whether a choice fits a round: the shapes of INTERFACES.md, every reason at once.

`fitted(round, choice)` gives the choice as it will be stored (texts cleaned) or raises InvalidBallot with
the codes of all its faults: wrong_shape unknown_option twice too_few too_many out_of_range range_order
reason_missing wording_missing too_long decimals.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from workshop.errors import InvalidBallot
from workshop.messages import LIMITS
from workshop.model import RANKED, SCORED, Round
from workshop.texts import clean

MOST = {"dots": 5, "points": 100, "score": 5, "star": 5, "majority_judgment": 5}  # unless the round says otherwise
WEEK = 168  # the largest number one may guess, unless the round says otherwise: the hours of a week
PERCENT, DAYS, SURE = (0, 100), (0, 10_000), (50, 100)
Fault = list[str]


def most(round: Round) -> int | None:
    """The top of a scale, the largest number to guess, or how many dots or points a person has; else None."""
    if round.kind == "guess":
        return round.most or WEEK
    return None if round.kind != "ballot" or round.rule not in MOST else round.most or MOST[round.rule]


def fitted(round: Round, choice: Any) -> Any:
    """The choice as it will be stored; InvalidBallot names every fault."""
    faults: Fault = []
    check = _CHECKS[round.kind if round.kind in _OF_A_KIND else round.rule]
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


def _scores(round: Round, choice: Any, faults: Fault) -> Any:
    """A number for some options or all, each on the round's scale."""
    if not isinstance(choice, dict):
        faults.append("wrong_shape")
        return choice
    _known(list(choice), round, faults)
    if not choice and round.rule in SCORED:
        faults.append("too_few")
    for value in choice.values():
        _whole(value, 0, most(round) or 0, faults)
    return choice


def _shared(round: Round, choice: Any, faults: Fault) -> Any:
    """Dots or points shared among options: no more than there are."""
    _scores(round, choice, faults)
    if not faults and sum(choice.values()) > (most(round) or 0):
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
    if isinstance(choice, dict) and "objection" in choice and set(choice) <= {"objection", "wording", "named"}:
        if not isinstance(named := choice.get("named", False), bool):
            faults.append("wrong_shape")
        return {
            "objection": _words(choice["objection"], "reason_missing", faults),
            "wording": _words(choice.get("wording", ""), "wording_missing", faults),
        } | ({"named": True} if named else {})
    faults.append("wrong_shape")
    return choice


def _score(choice: Any, ranged: bool, faults: Fault) -> Any:
    """Likelihood and impact in bands; four numbers for each where the round asks for ranges."""
    if choice is None:
        return None
    if not isinstance(choice, dict) or set(choice) - {"range"} != {"likelihood", "impact"}:
        faults.append("wrong_shape")
        return choice
    for scale in ("likelihood", "impact"):
        _whole(choice[scale], 1, 5, faults)
    if "range" not in choice:
        return choice
    said = choice["range"]
    if not ranged or not isinstance(said, dict) or not said or set(said) - {"likelihood", "impact"}:
        faults.append("wrong_shape")
        return choice
    scales = {"likelihood": PERCENT, "impact": DAYS}
    return choice | {"range": {scale: _four(four, scales[scale], faults) for scale, four in said.items()}}


def _four(four: Any, scale: tuple[int, int], faults: Fault) -> Any:
    """[lowest, highest, best guess, how sure] in percent or days, to the hundredth."""
    if not isinstance(four, list) or len(four) != 4 or not all(type(n) in (int, float) for n in four):
        faults.append("wrong_shape")
        return four
    low, high, best, sure = four
    if not all(scale[0] <= n <= scale[1] for n in (low, high, best)) or not SURE[0] <= sure <= SURE[1]:
        faults.append("out_of_range")
    if not low <= best <= high:
        faults.append("range_order")
    if faults:
        return four
    return [int(n) if n == int(n) else n for n in (round(said, 2) for said in four)]


def _estimate(round: Round, choice: Any, faults: Fault) -> Any:
    if not round.options:
        return _score(choice, (round.question or round.id) in round.ranges, faults)
    if not isinstance(choice, dict):
        faults.append("wrong_shape")
        return choice
    _known(list(choice), round, faults)
    return {option: _score(value, option in round.ranges, faults) for option, value in choice.items()}


def _guess(asked: Round, choice: Any, faults: Fault) -> Any:
    """One number to the hundredth, or null for "I do not know"; whole numbers stay whole."""
    if choice is None:
        return None
    if type(choice) not in (int, float) or not math.isfinite(choice):
        faults.append("wrong_shape")
        return choice
    if not 0 <= choice <= (most(asked) or 0):
        faults.append("out_of_range")
    if round(choice, 2) != choice:
        faults.append("decimals")
    return int(choice) if choice == int(choice) else choice


_OF_A_KIND = frozenset({"estimate", "guess", "consent_list"})
_CHECKS: dict[str, Callable[[Round, Any, Fault], Any]] = {
    "plurality": _one,
    "approval": _several,
    "consent_list": _several,
    "majority": _yes_no,
    "supermajority": _yes_no,
    "fist_to_five": _fingers,
    "gradients": _degrees,
    "dots": _shared,
    "points": _shared,
    **dict.fromkeys(SCORED, _scores),
    **dict.fromkeys(RANKED, _ranking),
    "consent": _consent,
    "estimate": _estimate,
    "guess": _guess,
}
RULES = frozenset(_CHECKS) - _OF_A_KIND
