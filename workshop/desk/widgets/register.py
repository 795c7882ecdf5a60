"""The register of decisions in the notebook: adopted, parked, refused, each with everything that was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.agenda import Content
from workshop.desk import results, tables
from workshop.desk.concluding import clause_numbers
from workshop.desk.widgets.amending import moment
from workshop.desk.widgets.live import Follower, module
from workshop.model import Decision, Record, Strain, Text

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

STATUSES = ("adopted", "parked", "refused")


class RegisterWidget(Follower):
    """Every decision that stands, to search and to open; it follows the room."""

    _esm = module("register", "blocks")
    groups: Any = traitlets.List().tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)

    def __init__(self, w: Workshop) -> None:
        super().__init__(w, "register", {}, lang=w.lang)

    def _show(self) -> None:
        record = self.w.record()
        strains = self.w.strained(record)
        self.groups = Register(record, self.w.bank(record), self.w.lang, strains).groups()


class Register:
    """This is the register in words, in one language."""

    def __init__(self, record: Record, content: Content, lang: str, strains: Iterable[Strain] = ()) -> None:
        self.record, self.content, self.lang = record, content, lang
        self.strains = {one.question: one for one in strains}
        self.standing = {d.question: d for d in record.decisions}
        self.numbers = clause_numbers(record, content, lang)
        self.risks = results.catalogue(record, content)

    def say(self, key: str, **facts: object) -> str:
        return texts.say(f"desk.{key}", self.lang, **facts)

    def pick(self, text: Text | str | None) -> str:
        return text if isinstance(text, str) else texts.pick(text or {}, self.lang)

    def groups(self) -> list[dict[str, Any]]:
        """Decisions by status, in the order of the policy; only statuses that there are."""
        order = list(self.numbers)
        found = sorted(self.standing.values(), key=lambda d: order.index(d.question) if d.question in order else 999)
        every = {status: [self._entry(d) for d in found if d.status == status] for status in STATUSES}
        return [
            {"title": self.say(f"register_{status}", count=len(some)), "entries": some}
            for status, some in every.items()
            if some
        ]

    def _entry(self, d: Decision) -> dict[str, Any]:
        asked = self.content.questions.get(d.question)
        title = self.pick(asked.title or asked.prompt) if asked else d.question
        chosen = next((self.pick(o.label) for o in asked.options if o.id == d.option), "") if asked else ""
        owner = texts.say("desk.decided_owner", self.lang, text=d.owner) if d.owner else ""
        return {
            "id": d.id,
            "title": " ".join(filter(None, [d.clause or self.numbers.get(d.question, ""), title])),
            "note": " · ".join(
                filter(None, [self.say("strained") if d.question in self.strains else "", chosen, owner])
            ),
            "parts": [{"label": self.say(key), "lines": lines} for key, lines in self._parts(d).items() if lines],
        }

    def _parts(self, d: Decision) -> Mapping[str, Sequence[str]]:
        """What is recorded, by the key of its heading; empty parts are not shown."""
        asked = self.content.questions.get(d.question)
        option = next((o for o in asked.options if o.id == d.option), None) if asked else None
        labels = {o.id: self.pick(o.label) for o in asked.options} if asked else {}
        strain = self.strains.get(d.question)
        return {
            "strained": _one(self.pick(strain.said) if strain else ""),
            "outcome_short": _one(self.pick(d.outcome)),
            "register_text": _one(tables.exact(d, option, self.lang) if d.status == "adopted" else ""),
            "register_rule": self._rule(d),
            "rationale": _one(d.rationale),
            "conditions": list(d.conditions),
            "register_lost": [self._line(labels.get(o, o), why) for o, why in d.lost.items()],
            "dissent": [self._dissent(one.text, one.who, one.role) for one in d.dissent],
            "risks_treated": [self.pick(self.risks[r].name) for r in d.risks if r in self.risks],
            "actions": [" · ".join(filter(None, [a.what, a.owner, self._day(a.due)])) for a in d.actions],
            "due": _one(self._day(d.due)),
            "review_on": _one(self._day(d.review_on)),
            "amendments": self._chain(d),
        }

    def _rule(self, d: Decision) -> list[str]:
        """How it was voted: rule, counts, who was there."""
        round = next((r for r in self.record.rounds if r.id == d.round), None)
        if round is None or round.kind in ("estimate", "guess", "ideas"):
            return []
        rule = self.say("list_rule") if round.kind == "consent_list" else texts.say(f"rules.{round.rule}", self.lang)
        found = results.result(self.record, round)
        said = self.say("register_counts", rule=rule, count=found.ballots, total=found.entitled or found.ballots)
        counts = found.counts.get(round.proposal or "", {}) if round.purpose == "adopting" else {}
        named = {str(g): f"gradients.g{g}" for g in range(1, 9)} if round.rule == "gradients" else ANSWERS
        heard = {texts.say(named[a], self.lang) if a in named else a: n for a, n in counts.items() if n}
        return [said, *(self._line(answer, str(n)) for answer, n in heard.items())]

    def _line(self, label: str, text: str) -> str:
        return self.say("register_line", label=label, text=text)

    def _dissent(self, text: str, who: str | None, role: str | None) -> str:
        labels = {r["id"]: self.pick(r["label"]) for r in self.record.facts.get("roles", ())}
        named = ", ".join(filter(None, [who, labels.get(role or "", role)]))
        return f"{text} ({named})" if named else text

    def _day(self, when: Any) -> str:
        return texts.day(when, self.lang) if when else ""

    def _chain(self, last: Decision) -> list[str]:
        """Who changed the decision, when and why, from the first to the latest."""
        every = [d for d in self.record.decisions if d.question == last.question and d.by]
        kinds = {d.id: self.say(f"amend_{d.change or 'minor'}").lower() for d in every}
        return [
            self.say("amended_by", time=moment(d.at, self.lang), who=d.by, kind=kinds[d.id], why=d.why) for d in every
        ]


ANSWERS = {a: f"desk.answer_{a}" for a in ("yes", "no", "abstain", "remark", "objection")}


def _one(words: str | None) -> list[str]:
    return [words] if words else []
