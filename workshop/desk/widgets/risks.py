"""The risk register in the notebook: what is expected of each risk, what is done about it, and who accepted it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from workshop import texts
from workshop.desk import hazards
from workshop.desk.concluding import clause_numbers
from workshop.desk.hazards import Entry
from workshop.desk.widgets.live import Follower, Values, module
from workshop.errors import InputError
from workshop.model import RiskScore

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop

REMEDIES = ("avoid", "reduce", "share", "accept")


class RiskBoard(Follower):
    """The register, vetoes first, then by expected days; each risk opens to its treatment and its acceptance."""

    _esm = module("risks", "blocks")
    rows: Any = traitlets.List().tag(sync=True)
    gaps: Any = traitlets.List().tag(sync=True)
    lang = traitlets.Unicode("fr").tag(sync=True)

    def __init__(self, w: Workshop) -> None:
        acts = {"treat": self._treat, "accept": self._accept}
        super().__init__(w, "risk register", acts, lang=w.lang)

    # ---- what is shown -------------------------------------------------------------------------

    def _show(self) -> None:
        record = self.w.record()
        entries = hazards.register(record, self.w.content)
        self._numbers = clause_numbers(record, self.w.content, self.lang)
        tied = [e.score.place for e in entries if e.score]
        self.rows = [self._row(e, e.score is not None and tied.count(e.score.place) > 1) for e in entries]
        bare = [texts.pick(risk.name, self.lang) for risk in hazards.uncovered(entries)]
        idle = [self._clause(q) for q in hazards.riskless(record, self.w.content)]
        self.gaps = [self._gap("risks_uncovered", bare), self._gap("risks_idle", idle)] if entries else []

    def say(self, key: str, **facts: object) -> str:
        return texts.say(f"desk.{key}", self.lang, **facts)

    def _gap(self, key: str, names: list[str]) -> dict[str, Any]:
        return {"title": self.say(key), "items": names, "none": self.say("risks_gap_none")}

    def _clause(self, question: str) -> str:
        asked = self.w.content.questions.get(question)
        title = texts.pick(asked.title or asked.prompt, self.lang) if asked else question
        return " ".join(filter(None, [self._numbers.get(question), title]))

    def _row(self, entry: Entry, tied: bool) -> dict[str, Any]:
        known = entry.treatment
        return {
            "id": entry.risk.id,
            "name": texts.pick(entry.risk.name, self.lang),
            "place": self._place(entry.score, tied),
            "days": self._days(entry.score),
            "remedy": self.say(f"remedy_{known.remedy}") if known else self.say("remedy_none"),
            "facts": self._facts(entry),
            "changed": self.say("accepted_changed") if entry.changed else "",
            "fields": self._fields(entry),
            "signing": self._signing(),
        }

    def _place(self, score: RiskScore | None, tied: bool) -> str:
        if score is None or score.expected is None:
            return ""
        if score.veto:
            return self.say("risk_veto")
        return self.say("risk_place_tied" if tied else "risk_place", place=score.place)

    def _days(self, score: RiskScore | None) -> str:
        if score is None or score.expected is None:
            return self.say("risk_unscored")
        low, high = score.days_range or (score.expected, score.expected)
        facts = {"days": score.expected, "low": low, "high": high}
        return self.say("risk_days", **{k: texts.number(v, self.lang) for k, v in facts.items()})

    def _facts(self, entry: Entry) -> list[dict[str, str]]:
        """What is known of the risk, by heading."""
        score, known = entry.score, entry.treatment
        said = {
            "risk_what": texts.pick(entry.risk.description, self.lang),
            "risk_bands": self._bands(score),
            "risk_helps": texts.pick(entry.risk.mitigation, self.lang) if entry.risk.mitigation else "",
            "risk_clauses": ", ".join(self._clause(q) for q in entry.clauses) or self.say("risk_no_clause"),
            "risk_accepted": self._accepted(entry) if known and known.acceptance else "",
        }
        return [{"label": self.say(key), "text": words} for key, words in said.items() if words]

    def _bands(self, score: RiskScore | None) -> str:
        if score is None or not score.likelihood_words:
            return ""
        words = [texts.pick(one, self.lang) for one in (score.likelihood_words, score.impact_words)]
        return " · ".join([*words, *([self.say("risk_apart")] if score.flagged else [])])

    def _accepted(self, entry: Entry) -> str:
        signed = entry.treatment.acceptance if entry.treatment else None
        if signed is None:
            return ""
        facts = {"who": signed.by, "time": texts.clock(signed.at, self.lang)}
        said = self.say("accepted_by", **facts)
        return f"{said} {signed.why}" if signed.why else said

    def _fields(self, entry: Entry) -> list[dict[str, Any]]:
        known = entry.treatment
        remedies = [{"id": one, "label": self.say(f"remedy_{one}")} for one in REMEDIES[:-1]]
        questions = [{"id": "", "label": "–"}, *({"id": q, "label": self._clause(q)} for q in self._numbers)]
        linked = known.question if known else next(iter(entry.risk.questions), None)
        return [
            {"name": "remedy", "type": "select", "label": self.say("remedy"), "options": remedies}
            | {"value": known.remedy if known and known.remedy != "accept" else "reduce"},
            {"name": "owner", "type": "text", "label": self.say("owner"), "value": (known and known.owner) or ""},
            {"name": "due", "type": "date", "label": self.say("due")}
            | {"value": known.due.isoformat() if known and known.due else ""},
            {"name": "question", "type": "select", "label": self.say("risk_question"), "options": questions}
            | {"value": linked or "", "wide": True},
            {"name": "note", "type": "text", "label": self.say("risk_note"), "wide": True}
            | {"value": (known and known.note) or ""},
        ]

    def _signing(self) -> list[dict[str, Any]]:
        return [
            {"name": "by", "type": "text", "label": self.say("accept_by"), "value": ""},
            {"name": "why", "type": "text", "label": self.say("accept_why"), "value": ""},
        ]

    # ---- what the buttons do -------------------------------------------------------------------

    def _treat(self, values: Values) -> None:
        due = str(values.get("due", "")) or None
        question = str(values.get("question", "")) or None
        said = {key: str(values.get(key, "")) for key in ("owner", "note")}
        self.w.treat(str(values["risk"]), values["remedy"], due=due, question=question, **said)
        self._show()

    def _accept(self, values: Values) -> None:
        by, why = (texts.clean(str(values.get(key, ""))) for key in ("by", "why"))
        if not by or not why:
            raise InputError(self.say("accept_needs"))
        self.w.accept_risk(str(values["risk"]), by=by, why=why)
        self._show()
