"""What people conclude, as the desk records it: decisions, their amendments, the consent list, risks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from workshop import messages, texts
from workshop.desk import hazards, results, scenarios, suggesting, weighing
from workshop.desk.said import cleaned, day, in_both, wired
from workshop.errors import InputError, RoundNotOpen, RoundOpen
from workshop.model import (
    Change,
    Decision,
    Option,
    Question,
    Record,
    Remedy,
    Status,
    Text,
    Treatment,
)
from workshop.policy.book import Book

if TYPE_CHECKING:
    from workshop.agenda import Content
    from workshop.desk.client import Client

FIELDS = {
    "parameters", "wording", "rationale", "dissent", "owner", "review_on",
    "outcome", "due", "conditions", "lost", "risks", "actions",
}  # fmt: skip


class Concluding:
    """This is the part of a workshop that records what people concluded."""

    client: Client
    content: Content
    lang: str

    if TYPE_CHECKING:

        def record(self, question: str | None = None) -> Record: ...
        def bank(self, record: Record | None = None, *, afresh: bool = False) -> Content: ...
        def plan_fields(self, record: Record, option: str) -> dict[str, Any]: ...

    def decide(
        self,
        question: str,
        option: str | None,
        *,
        status: str = "adopted",
        **fields: Any,
    ) -> Decision:
        """Record what people concluded about a question that has no decision yet; `amend` changes one that stands.

        `fields`: parameters, wording, rationale, dissent, owner, review_on, outcome, due, conditions, lost (option →
        why), risks, actions. `outcome`, the sentence that closes the question, is written from status and option
        where none is given. InputError if question, option, a parameter or a field is not known.
        """
        return self._decided(question, option, status, fields)

    def amend(self, question: str, *, by: str, why: str, change: Change = "minor", **fields: Any) -> Decision:
        """Change the decision that stands: who, why, and whether it is minor (typing) or substantive.

        What `fields` does not name stays. A substantive change needs a ballot on the question since the decision.
        """
        standing = [d for d in self.record(question).decisions if d.question == question]
        if not standing:
            raise InputError(texts.say("room.not_decided", self.lang, question=question))
        last = standing[-1]
        kept = {name: getattr(last, name) for name in FIELDS} | fields
        if question in self.content.open and change == "substantive":  # another plan has other numbers
            kept |= {name: fields.get(name) for name in ("parameters", "wording")}
        status = str(kept.pop("status", last.status))
        option = kept.pop("option", last.option)
        amended = {"by": cleaned(by), "why": cleaned(why), "change": change}
        return self._decided(question, option, status, kept, amended)

    def settle_list(self, said: Mapping[str, Mapping[str, Any]] = {}) -> list[Decision]:
        """Adopt, at their balanced option, the items of the last consent list that nobody pulled out.

        `said`: what else is recorded of each, by question, as `decide` takes it: owner, review_on, …
        """
        record = self.record()
        lists = [r for r in record.rounds if r.kind == "consent_list"]
        if not lists:
            raise RoundNotOpen()
        if lists[-1].state == "open":  # an earlier list is not what people answer now
            raise RoundOpen(title=lists[-1].prompt)
        found = results.result(record, lists[-1])
        done = {d.question for d in record.decisions}
        agreed = [item for item, counts in found.counts.items() if found.ballots and not counts["objection"]]
        stands = [item for item in agreed if item in self.content.questions and item not in done]
        numbers = clause_numbers(record, self.content, self.lang)
        return [self._stands(item, lists[-1].id, numbers.get(item), said.get(item, {})) for item in stands]

    # ---- risks ---------------------------------------------------------------------------------

    def add_risk(self, name: str | Text, description: str | Text, questions: Iterable[str] = ()) -> str:
        """Put a risk of the room's own beside those of the catalogue; its id."""
        both = {key: in_both(said) for key, said in (("name", name), ("description", description))}
        body = {**both, "questions": list(questions)}
        return str(self.client.ask(messages.AddRisk, risk=body))

    def treat(
        self,
        risk: str,
        remedy: Remedy,
        *,
        owner: str | None = None,
        due: date | str | None = None,
        question: str | None = None,
        note: str | None = None,
    ) -> Treatment:
        """Say what is done about a risk, by whom, until when, and which question's clause treats it.

        `accept_risk` accepts one: it takes somebody's name.
        """
        self._risk(risk)
        said = {"remedy": remedy, "owner": cleaned(owner), "due": day(due), "question": question}
        return self._treated({"risk": risk, **said, "note": cleaned(note)})

    def accept_risk(self, risk: str, *, by: str, why: str | None = None) -> Treatment:
        """Sign for a risk as it stands now; what is done about it already stays, else it is simply accepted."""
        self._risk(risk)
        record = self.record()
        known = next((t for t in record.treatments if t.risk == risk), None)
        body = {"risk": risk, "remedy": "accept"}
        if known:
            body = {k: v for k, v in msgspec.to_builtins(known).items() if k not in ("at", "acceptance")}
        entry = next((e for e in hazards.register(record, self.content) if e.risk.id == risk), None)
        state = {**(entry.state if entry else hazards.unknown()), "remedy": body["remedy"]}
        signed = {"by": cleaned(by) or "", "why": cleaned(why), "state": state}
        return self._treated({**body, "acceptance": signed})

    def _treated(self, body: Mapping[str, Any]) -> Treatment:
        return msgspec.convert(self.client.ask(messages.Treat, treatment=dict(body)), Treatment)

    def _risk(self, risk: str) -> None:
        if risk not in results.catalogue(self.record(""), self.content):
            raise InputError(texts.say("room.no_risk", self.lang, risk=risk))

    # ---- in the room ---------------------------------------------------------------------------

    def _stands(self, question: str, round: str, clause: str | None, said: Mapping[str, Any]) -> Decision:
        option = self.content.questions[question].balanced
        self._known(question, option.id, "adopted", said)
        more = wired(said, self.lang)
        body = {"question": question, "option": option.id, "status": "adopted", "round": round, "clause": clause}
        return self._put({**more, **body, "outcome": more["outcome"] or dict(concluded("adopted", option))})

    def _decided(
        self,
        question: str,
        option: str | None,
        status: str,
        fields: Mapping[str, Any],
        amended: Mapping[str, Any] = {},
    ) -> Decision:
        record = self.record(question)
        asked = self._known(question, option, status, fields, self.bank(record))
        if asked.open or not amended:
            fields = self._completed(asked, option, status, fields, record, bool(amended))
        round = results.latest(record, question)
        chosen = asked.option(option) if option else None
        if status == "adopted" and "lost" not in fields:
            fields = {**fields, "lost": weighing.lost(record, asked, option, self.lang)}
        body = {
            "question": question,
            "option": option,
            "status": status,
            "round": round.id if round else None,
            "clause": self._numbered(record, question),
            **wired(fields, self.lang),
            **amended,
        }
        return self._put({**body, "outcome": body.get("outcome") or dict(concluded(status, chosen))})

    def _numbered(self, record: Record, question: str) -> str | None:
        """The number its clause will have; that of an open question counts once it is decided."""
        about = Decision("", question, None, "parked", 0.0)
        whole = replace(record, decisions=(*record.decisions, about)) if question in self.content.open else record
        return clause_numbers(whole, self.content, self.lang).get(question)

    def _completed(
        self,
        asked: Question,
        option: str | None,
        status: str,
        fields: Mapping[str, Any],
        record: Record,
        whole: bool,
    ) -> Mapping[str, Any]:
        """The fields with what nobody needs to type: a plan's numbers, and those it suggested for other clauses.

        A plan's numbers are added to those given, unless these are `whole` already.
        """
        if status != "adopted" or not option:
            return fields
        if asked.open:
            usual = self.plan_fields(record, option)
            if given := scenarios.readable(fields.get("parameters") or {}, self.lang):
                fields = {**fields, "parameters": given if whole else {**usual["parameters"], **given}}
            return {**fields, **{key: value for key, value in usual.items() if not fields.get(key)}}
        said = suggesting.defaults(asked.option(option))
        return {**fields, "parameters": {**said, **(fields.get("parameters") or {})}} if said else fields

    def _known(
        self,
        question: str,
        option: str | None,
        status: str,
        fields: Mapping[str, Any],
        bank: Content | None = None,
    ) -> Question:
        """The question, if all that is said of it is of the bank."""
        asked = (bank or self.content).questions.get(question)
        if asked is None:
            raise InputError(texts.say("room.no_question", self.lang, question=question))
        if unknown := set(fields) - FIELDS:
            raise InputError(texts.say("room.no_field", self.lang, name=", ".join(sorted(unknown))))
        if status not in get_args(Status):
            raise InputError(texts.say("errors.bad_fact", self.lang, fact="status"))
        if option is not None and option not in [o.id for o in asked.options]:
            raise InputError(texts.say("room.no_option", self.lang, option=option, question=question))
        if option is None and status == "adopted" and not fields.get("wording"):
            raise InputError(texts.say("room.nothing_adopted", self.lang))
        names = [p.name for p in asked.option(option).parameters] if option else []
        if more := [name for name in fields.get("parameters") or {} if name not in names and not asked.open]:
            raise InputError(texts.say("room.no_parameter", self.lang, name=", ".join(more), question=question))
        return asked

    def _put(self, body: Mapping[str, Any]) -> Decision:
        for risk in body["risks"]:
            if risk not in self.content.risks:
                self._risk(risk)
        return msgspec.convert(self.client.ask(messages.Decide, decision=dict(body)), Decision)


def concluded(status: str, option: Option | None) -> Text:
    """The sentence that closes a question, where nobody wrote another, in every language."""
    key = f"room.outcome_{status}" if option or status != "adopted" else "room.outcome_worded"
    label = option.label if option else {}
    return {lang: texts.say(key, lang, option=texts.pick(label, lang)) for lang in texts.LANGS}


def clause_numbers(record: Record, content: Content, lang: str) -> Mapping[str, str]:
    """The number of each question's clause in the policy."""
    sections = Book(record, content, lang, {}).sections
    return {q.id: f"{n}.{k}" for n, (_, asked) in enumerate(sections, 1) for k, q in enumerate(asked, 1)}
