"""What the room knows, as the fold of the rows on its disk: `apply` is the only thing that changes it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import msgspec

from workshop.model import (
    Attendance,
    Ballot,
    Decision,
    Idea,
    Mandate,
    Matter,
    Participant,
    Reason,
    Recusal,
    Risk,
    Role,
    Round,
    Treatment,
)
from workshop.room import seats
from workshop.room.known import Known, Receipt
from workshop.room.store import Row

KEPT_FOR = timedelta(days=92)


@dataclass(slots=True)
class State(Known):
    """One workshop, and how a row of its disk changes it."""

    def apply(self, row: Row) -> None:
        """Take one row in."""
        name, values = row
        self.seq = max(self.seq, values["seq"])
        getattr(self, f"_{name}")(values)

    def _workshop(self, row: dict[str, Any]) -> None:
        self.workshop, self.code, self.secret = row["workshop"], row["code"], row["secret"]
        until = date.fromtimestamp(row["at"]) + KEPT_FOR
        self.facts = {
            "title": {"fr": "Médias sociaux", "en": "Social media"},
            "organisation": "",
            "retention": until.isoformat(),
            "rehearsal": False,
            "started_at": row["at"],
        }

    def _fact(self, row: dict[str, Any]) -> None:
        value = json.loads(row["value"])
        if row["key"] == "scene":
            self.scene = {**self.scene, **value}
            if value.get("clear"):
                self.shown = None
        elif row["key"] == "roles":
            self.roles = {one["id"]: Role(one["id"], one["label"], one.get("votes", True)) for one in value}
        else:
            self.facts[row["key"]] = value

    def _person(self, row: dict[str, Any]) -> None:
        self.people[row["id"]] = Participant(
            row["id"], row["name"], row["role"], row["lang"], row["at"], channel=row["channel"]
        )
        self.attendance.append(Attendance(row["id"], row["at"], True, "join"))

    def _token(self, row: dict[str, Any]) -> None:
        who, hashed = row["participant"], row["hash"]
        if row["kind"] == "handout":  # the latest code counts
            self.handouts = {h: p for h, p in self.handouts.items() if p != who} | {hashed: who}
            return
        if row["kind"] == "moved":  # a new phone took over: the old one is no longer known
            self.handouts = {h: p for h, p in self.handouts.items() if p != who}
            self.tokens = {h: p for h, p in self.tokens.items() if p != who}
        self.tokens[hashed] = who

    def _presence(self, row: dict[str, Any]) -> None:
        who = row["participant"]
        self.people[who] = replace(self.people[who], present=bool(row["present"]))
        if row["by"] == "afar":  # on the list without having come
            self.afar.add(who)
            self.attendance = [one for one in self.attendance if one.participant != who]
            return
        self.afar.discard(who)
        self.attendance.append(Attendance(who, row["at"], bool(row["present"]), row["by"]))

    def _mandate(self, row: dict[str, Any]) -> None:
        self.mandates.append(Mandate(row["principal"], row["holder"], row["at"]))
        self.holders[row["principal"]] = row["holder"]

    def _recusal(self, row: dict[str, Any]) -> None:
        """A ballot already given in the open round of this question is taken out."""
        if row["key"]:
            self.receipts[row["key"]] = Receipt(row["participant"], row["at"])
        out = bool(row["recused"])
        self.recusals.append(Recusal(row["participant"], row["question"], row["at"], out, row["reason"]))
        (self.barred[row["question"]].add if out else self.barred[row["question"]].discard)(row["participant"])
        if out and self.open and self.open.question == row["question"]:
            self.ballots[self.open.id].pop(row["participant"], None)

    def _round(self, row: dict[str, Any]) -> None:
        spec = json.loads(row["spec"])
        round_ = msgspec.convert({**spec, "id": row["id"], "opened_at": row["at"], "state": "open"}, Round)
        self.rounds[round_.id] = round_
        self.shown = round_.id

    def _turn(self, row: dict[str, Any]) -> None:
        detail, id_ = json.loads(row["detail"]), row["round"]
        if row["state"] == "clock":
            self.clocks[id_] = detail
            return
        if row["state"] == "step":
            self.rounds[id_] = replace(self.rounds[id_], step=detail["step"])
            self.tables[id_] = detail
            return
        settled = self.rounds[id_].state in ("decided", "parked")
        changes: dict[str, Any] = {} if settled else {"state": row["state"]}
        if row["state"] == "closed":
            changes |= {"closed_at": row["at"], "present": detail["present"], "entitled": detail["entitled"]}
        if row["state"] == "revealed":
            self.results[id_] = detail
            self.shown = id_
        self.rounds[id_] = replace(self.rounds[id_], **changes)

    def _idea(self, row: dict[str, Any]) -> None:
        self.receipts[row["key"]] = Receipt(row["participant"], row["at"], row["id"])
        if row["act"] == "wrote":
            round = self.rounds[row["round"]]
            step = round.steps[round.step].id if round.steps else None
            self.ideas[row["id"]] = Idea(
                row["id"],
                row["round"],
                row["text"],
                row["lang"],
                row["participant"],
                row["at"],
                step=step,
                channel=row["channel"],
            )
            self.concluded[row["id"]] = len(self.decisions)
            self.authored[row["participant"]].append(row["id"])
            if round.format == "brainwriting" and (sheet := seats.sheet(self.tables[round.id], row["participant"])):
                self.sheets[round.id, sheet].append(row["id"])
        elif row["act"] == "edited":
            self.ideas[row["id"]] = replace(self.ideas[row["id"]], text=row["text"], lang=row["lang"])
        else:
            self.ideas[row["id"]] = replace(self.ideas[row["id"]], withdrawn=True)

    def _theme(self, row: dict[str, Any]) -> None:
        self.ideas[row["idea"]] = replace(self.ideas[row["idea"]], theme=row["theme"])

    def _curation(self, row: dict[str, Any]) -> None:
        body = json.loads(row["body"])
        if row["key"]:
            self.receipts[row["key"]] = Receipt(body["participant"], row["at"], body.get("idea"))
        getattr(self, f"_idea_{row['act']}")(body, row["at"])

    def _idea_made(self, body: dict[str, Any], at: float) -> None:
        """New ideas out of others: a merge has several parents, a split several children."""
        for new in body["ideas"]:
            parents = tuple(new["parents"])
            first = self.ideas[parents[0]]
            author = first.author if len(parents) == 1 else ""
            theme = next((found for one in parents if (found := self.ideas[one].theme)), None)
            self.ideas[new["id"]] = Idea(
                new["id"], first.round, new["text"], new["lang"], author, at, theme=theme, parents=parents
            )
            self.concluded[new["id"]] = len(self.decisions)
            for parent in parents:
                into = (*self.ideas[parent].into, new["id"])
                self.ideas[parent] = replace(self.ideas[parent], into=into)

    def _idea_unmade(self, body: dict[str, Any], at: float) -> None:
        """What was made goes; what it was made of stands again."""
        for gone in body["ideas"]:
            self.ideas[gone] = replace(self.ideas[gone], withdrawn=True)
            for parent in self.ideas[gone].parents:
                into = tuple(one for one in self.ideas[parent].into if one != gone)
                self.ideas[parent] = replace(self.ideas[parent], into=into)

    def _idea_moderated(self, body: dict[str, Any], at: float) -> None:
        self.ideas[body["idea"]] = replace(self.ideas[body["idea"]], aside=body["reason"])

    def _idea_shared(self, body: dict[str, Any], at: float) -> None:
        if body["idea"]:
            self.ideas[body["idea"]] = replace(self.ideas[body["idea"]], shared=True)
        self.tables[body["round"]] = body["table"]

    def _spoken(self, row: dict[str, Any]) -> None:
        self.spoken[row["key"]] = row["by"]

    def _hands(self, row: dict[str, Any]) -> None:
        self.hands[row["round"]] = json.loads(row["counts"])

    def _ballot(self, row: dict[str, Any]) -> None:
        by = self.spoken.get(row["key"])
        self.receipts[row["key"]] = Receipt(by or row["participant"], row["at"])
        self.cast[row["round"]] += 1
        self.ballots[row["round"]][row["participant"]] = Ballot(
            row["round"],
            row["participant"],
            json.loads(row["choice"]),
            row["at"],
            row["channel"],
            row["reason"],
            row["lang"],
            by,
        )

    def _matter(self, row: dict[str, Any]) -> None:
        known = self.matters.get(row["id"])
        body = {**json.loads(row["body"]), "id": row["id"], "at": known.at if known else row["at"]}
        self.matters[row["id"]] = msgspec.convert(body, Matter)
        if row["key"]:
            self.receipts[row["key"]] = Receipt(body["author"], row["at"])

    def _reason(self, row: dict[str, Any]) -> None:
        self.receipts[row["key"]] = Receipt(row["participant"], row["at"])
        body = {**json.loads(row["body"]), "round": row["round"], "participant": row["participant"], "at": row["at"]}
        reason = msgspec.convert(body, Reason)
        self.reasons[reason.round, reason.participant, reason.option] = reason

    def _risk(self, row: dict[str, Any]) -> None:
        self.risks[row["id"]] = msgspec.convert({**json.loads(row["body"]), "id": row["id"]}, Risk)

    def _treatment(self, row: dict[str, Any]) -> None:
        body = {**json.loads(row["body"]), "risk": row["risk"], "at": row["at"]}
        self.treatments[row["risk"]] = msgspec.convert(body, Treatment)

    def _decision(self, row: dict[str, Any]) -> None:
        body = {**json.loads(row["body"]), "id": row["id"], "at": row["at"]}
        decision = msgspec.convert(body, Decision)
        self.decisions.append(decision)
        if decision.round in self.rounds:
            state = "decided" if decision.status != "parked" else "parked"
            self.rounds[decision.round] = replace(self.rounds[decision.round], state=state)  # type: ignore[arg-type]

    def _journal(self, row: dict[str, Any]) -> None:
        self.journal.append({k: row[k] for k in ("seq", "at", "act", "digest", "hash")})

    def _payload(self, row: dict[str, Any]) -> None:
        self.payloads[row["seq"]] = {"salt": row["salt"], "body": json.loads(row["body"])}
