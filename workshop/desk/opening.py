"""What to open: prompt, rule, purpose, proposal and options of the next round on a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop import texts
from workshop.agenda import Content
from workshop.desk import scenarios
from workshop.errors import InputError
from workshop.model import ADOPTING, Option, OptionId, Question, Text

STRAIGHT = ADOPTING - {"gradients"}  # rules that cannot order options: they need a proposal


class Opening:
    """This is a question on its way to the phones: one of the bank, a risk, or the facilitator's own."""

    def __init__(self, content: Content, lang: str, question: str, options: Sequence[Option] | None = None) -> None:
        self._content, self._lang, self._id = content, lang, question
        self._asked = content.questions.get(question)
        self._options = options

    def prompt(self, title: str | Text | None = None) -> dict[str, str]:
        """What people read: the title given, else the bank's words; InputError if there are none."""
        if isinstance(title, str) and title and self._asked is None:
            return dict.fromkeys(texts.LANGS, title)
        if isinstance(title, Mapping):
            return dict(title)
        if self._asked:
            return dict(self._asked.prompt)
        if (risk := self._content.risks.get(self._id)) is not None:
            said = {lang: f"{risk.name[lang]}. {risk.description[lang]}" for lang in texts.LANGS}
            return said
        raise InputError(texts.say("room.no_prompt", self._lang, question=self._id))

    def shape(
        self, kind: str, rule: str | None, proposal: OptionId | None, unsettled: Sequence[Question]
    ) -> dict[str, Any]:
        """Rule, purpose, proposal and options; `proposal` is what an earlier round put first, if one did."""
        if kind in ("ideas", "estimate", "guess"):
            return {"rule": kind, "options": [wire(option) for option in self._options or ()]}
        if kind == "consent_list":
            items = self._options or [item(question) for question in unsettled]
            return {"rule": "approval", "purpose": "list", "options": [wire(option) for option in items]}
        offered = list(self._options or (self._asked.options if self._asked else ()))
        if not offered:
            raise InputError(texts.say("room.no_options", self._lang, question=self._id))
        wanted = "consent" if kind == "consent" else rule
        if proposal is None and wanted in STRAIGHT:
            proposal = self._asked.balanced.id if self._asked else offered[0].id
        if self._asked and self._asked.open:
            scenarios.enough(offered, self._lang, one=proposal is not None)
        if proposal is None and (len(offered) > 2 or self._asked is None or self._asked.compares):
            first = wanted or (self._asked.indicative if self._asked else "plurality")
            return {"rule": first, "purpose": "indicative", "options": [wire(option) for option in offered]}
        proposal = proposal or offered[0].id
        about = [wire(filled(option)) for option in offered if option.id == proposal]
        return {"rule": self._adopting(wanted), "purpose": "adopting", "proposal": proposal, "options": about}

    def _adopting(self, wanted: str | None) -> str:
        """The rule asked for, else the question's own; a question that only ranks is adopted by majority."""
        for rule in (wanted, self._asked.rule if self._asked else None):
            if rule in ADOPTING:
                return str(rule)
        return "majority"


def filled(option: Option) -> Option:
    """The option with its clause's parameters at their defaults, as people will read it."""
    values = {parameter.name: parameter.default for parameter in option.parameters}
    clause = {lang: texts.fill(text, values) for lang, text in option.clause.items()}
    return Option(option.id, option.label, clause, option.stance)


def item(question: Question) -> Option:
    """A question as an item of the consent list: its title, and the clause that would stand."""
    return Option(question.id, question.title or question.prompt, filled(question.balanced).clause)


def wire(option: Option) -> dict[str, Any]:
    """The option as the phones get it."""
    return {"id": option.id, "label": dict(option.label), "clause": dict(option.clause)}
