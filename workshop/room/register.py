"""The register: decisions, which are amended and never edited, and what is done about risks.

The first decision of a question, or one after it was parked, needs nothing but itself. Where one stands, adopted or
refused, a later one says who changes it, why, and whether the change is minor (status, option and parameters stay)
or substantive (a vote on the question closed since).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from workshop.errors import BadMessage, InvalidDecision, RoundOpen
from workshop.messages import AddRisk, Decide, Treat
from workshop.model import Acceptance, Decision, Risk, Treatment
from workshop.room.journal import canonical
from workshop.room.state import State
from workshop.texts import clean

if TYPE_CHECKING:
    from workshop.room.chair import Chair

OWN = re.compile(r"own_[a-z0-9_]{1,36}")  # ids of the room's own risks: never one of the catalogue
_GIVEN = {"id", "at", "supersedes"}  # by the room, never by the desk
_KEPT = ("status", "option", "parameters")  # by a minor change
_VOTES = ("ballot", "consent", "estimate")


class Register:
    """This is the chair's hand for decisions and risks; `verbs` are the messages it answers."""

    def __init__(self, chair: Chair) -> None:
        self._chair, self._session = chair, chair.session
        self.verbs: dict[type, Callable[[Any], Coroutine[Any, Any, Any]]] = {
            Decide: self._decide,
            AddRisk: self._add_risk,
            Treat: self._treat,
        }

    async def _decide(self, message: Decide) -> dict[str, Any]:
        session, state = self._session, self._session.state
        said = {key: value for key, value in message.decision.items() if key not in _GIVEN}
        id, question = f"d{len(state.decisions) + 1}", str(said.get("question"))
        earlier = [d for d in state.decisions if d.question == question]
        body = {**said, "supersedes": earlier[-1].id if earlier else None}
        decision = _typed({**body, "id": id, "at": session.now()}, Decision, question)
        if state.open and decision.round == state.open.id:
            raise RoundOpen(title=state.open.prompt)
        if faults := unfit(state, decision, earlier[-1] if earlier else None):
            raise InvalidDecision(question, reasons=faults)
        rows = [session.row("decision", id=id, body=json.dumps(body, ensure_ascii=False))]
        moves = state.scene["stage"] != "decide"
        if moves:
            rows.append(session.row("fact", key="scene", value=json.dumps({"stage": "decide"})))
        entry = self._chair.entry("decide", {"decision": id, **body})
        await self._chair.put([*rows, *entry], "scene" if moves or _settles(state, decision) else "crowd")
        return _plain(state.decisions[-1])

    async def _add_risk(self, message: AddRisk) -> str:
        session, state = self._session, self._session.state
        id = str(message.risk.get("id") or _free(state))
        body = {"group": "own", "mitigation": {}, **{k: v for k, v in message.risk.items() if k != "id"}}
        risk = _typed({**body, "id": id}, Risk, id)
        faults = []
        if not OWN.fullmatch(id) or id in state.risks:
            faults.append("risk_id")
        if not any(clean(name) for name in risk.name.values()):
            faults.append("risk_name")
        if faults:
            raise InvalidDecision(id, reasons=faults)
        row = session.row("risk", id=id, body=json.dumps(body, ensure_ascii=False))
        await self._chair.put([row, *self._chair.entry("add_risk", {"risk": id, **body})], "crowd")
        return id

    async def _treat(self, message: Treat) -> dict[str, Any]:
        session = self._session
        body = {key: value for key, value in message.treatment.items() if key != "at"}
        risk = str(body.get("risk") or "")
        if isinstance(said := body.get("acceptance"), Mapping):
            body["acceptance"] = signed(said, risk, session.now())
        treatment = _typed({**body, "at": session.now()}, Treatment, risk)
        if faults := _untreated(treatment):
            raise InvalidDecision(risk, reasons=faults)
        kept = {key: value for key, value in body.items() if key != "risk"}
        row = session.row("treatment", risk=risk, body=json.dumps(kept, ensure_ascii=False))
        await self._chair.put([row, *self._chair.entry("treat", {"risk": risk, **kept})], "crowd")
        return _plain(session.state.treatments[risk])


def _settles(state: State, decision: Decision) -> bool:
    """Does it settle the round on the screens, which say so?"""
    shown = state.rounds.get(state.shown or "")
    return shown is not None and shown.id == decision.round and shown.state not in ("decided", "parked")


def unfit(state: State, decision: Decision, standing: Decision | None) -> list[str]:
    """Every reason why this decision cannot follow the one that stands."""
    faults = ["unknown_round"] if decision.round is not None and decision.round not in state.rounds else []
    if standing is None or standing.status == "parked":
        return faults
    faults += [f"{name}_missing" for name in ("why", "by") if not clean(getattr(decision, name) or "")]
    if decision.change is None:
        faults.append("change_missing")
    elif decision.change == "minor":
        if any(getattr(decision, name) != getattr(standing, name) for name in _KEPT):
            faults.append("minor_changes_more")
    elif not voted_since(state, standing):
        faults.append("vote_needed")
    return faults


def voted_since(state: State, decision: Decision) -> bool:
    """Whether a vote on its question, in which somebody voted, was closed after this decision (by the journal)."""
    for entry in reversed(state.journal):
        said = state.payloads[entry["seq"]]["body"]
        if entry["act"] == "decide" and said["decision"] == decision.id:
            return False
        if entry["act"] == "close" and said["ballots"] and _about(state, said["round"], decision.question):
            return True
    return False


def signed(said: Mapping[str, Any], risk: str, at: float) -> dict[str, Any]:
    """The acceptance with its moment and the SHA-256 digest of canonical JSON of {risk, state}: what was seen."""
    known = {key: said[key] for key in said if key not in ("at", "digest")}
    seen = canonical({"risk": risk, "state": said.get("state", {})})
    return {"state": {}, **known, "at": at, "digest": hashlib.sha256(seen.encode()).hexdigest()}


def _about(state: State, round: str, question: str) -> bool:
    known = state.rounds[round]
    listed = known.kind == "consent_list" and question in {option.id for option in known.options}
    return listed or (known.question == question and known.kind in _VOTES)


def _untreated(treatment: Treatment) -> list[str]:
    faults = []
    if not clean(treatment.risk) or len(treatment.risk) > 80:
        faults.append("risk_id")
    if treatment.remedy == "accept" and treatment.acceptance is None:
        faults.append("acceptance_missing")
    if treatment.acceptance and not clean(treatment.acceptance.by):
        faults.append("by_missing")
    return faults


def _free(state: State) -> str:
    n = len(state.risks) + 1
    while f"own_{n}" in state.risks:
        n += 1
    return f"own_{n}"


def _typed(body: Mapping[str, Any], kind: Any, subject: str) -> Any:
    """`body` as a noun of the model; BadMessage names the field that is missing, unknown or not of its form."""
    nested = {"": kind} | ({"acceptance.": Acceptance} if kind is Treatment else {})
    for path, noun in nested.items():
        inner = body.get(path[:-1]) if path else body
        if isinstance(inner, Mapping) and (unknown := sorted(set(inner) - set(noun.__dataclass_fields__))):
            raise _unusable(subject, path + unknown[0][:40])
    try:
        return msgspec.convert(body, kind)
    except msgspec.ValidationError as cause:
        found = re.search(r"`(?:\$\.)?([^`]+)`[^`]*$", str(cause))
        raise _unusable(subject, found[1] if found else "") from cause


def _unusable(subject: str, field: str) -> BadMessage:
    return BadMessage(subject, reasons=["field"], text="errors.invalid_decision", field=field)


def _plain(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(value)
    return found
