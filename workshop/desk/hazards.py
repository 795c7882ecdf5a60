"""Risks as the desk reads them from the record: their chart, their register, and what treats what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from workshop import figures, texts
from workshop.agenda import Content
from workshop.desk import results
from workshop.methods import effort, risks
from workshop.model import Decision, QuestionId, Reason, Record, Risk, RiskScore, Round, Treatment

if TYPE_CHECKING:
    import pandas as pd

TOP = 4  # so many risks are asked for again with four numbers each (IDEA)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the risk register."""

    risk: Risk
    score: RiskScore | None
    treatment: Treatment | None
    clauses: tuple[QuestionId, ...]  # of adopted clauses that treat it
    state: Mapping[str, Any]  # what is signed when the risk is accepted

    @property
    def changed(self) -> bool:
        """Whether something has changed since somebody accepted it."""
        signed = self.treatment.acceptance if self.treatment else None
        return signed is not None and dict(signed.state) != self.state


def register(record: Record, content: Content) -> list[Entry]:
    """Every risk that was estimated, added or treated: vetoes first, then by expected days, then the rest."""
    scores = results.scores(record)
    treatments = {t.risk: t for t in record.treatments}
    known = results.catalogue(record, content)
    ids = [*scores, *(r.id for r in record.risks if r.id not in scores)]
    ids += [risk for risk in treatments if risk not in ids]
    adopted = adopting(record)
    return [_entry(known[id], scores.get(id), treatments.get(id), adopted) for id in ids if id in known]


def _entry(
    risk: Risk, score: RiskScore | None, treatment: Treatment | None, adopted: Mapping[QuestionId, Decision]
) -> Entry:
    clauses = tuple(q for q, d in adopted.items() if treats(risk, q, d, treatment))
    return Entry(risk, score, treatment, clauses, _state(score, treatment, [adopted[q].id for q in clauses]))


def treats(risk: Risk, question: QuestionId, decision: Decision, treatment: Treatment | None) -> bool:
    """Whether the clause of this decision treats the risk: it says so, the register does, or the catalogue does."""
    said = risk.id in decision.risks or (treatment is not None and treatment.question == question)
    return said or question in risk.questions


def _state(score: RiskScore | None, treatment: Treatment | None, decisions: Sequence[str]) -> dict[str, Any]:
    """How a risk stands, as plain data that is the same after a restart."""
    scored = {
        "answers": score.n if score else 0,
        "likelihood": score.likelihood if score else None,
        "impact": score.impact if score else None,
        "expected": score.expected if score else None,
        "half": list(score.days_range) if score and score.days_range else None,
        "veto": bool(score and score.veto),
    }
    return {**scored, "remedy": treatment.remedy if treatment else None, "decisions": list(decisions)}


def unknown() -> dict[str, Any]:
    """How a risk stands that nobody has estimated or treated."""
    return _state(None, None, ())


def adopting(record: Record) -> dict[QuestionId, Decision]:
    """The adopted decision that stands for each question that has one."""
    last = {d.question: d for d in record.decisions}
    return {q: d for q, d in last.items() if d.status == "adopted"}


def uncovered(entries: Sequence[Entry]) -> list[Risk]:
    """Estimated risks that no adopted clause treats."""
    return [entry.risk for entry in entries if entry.score and not entry.clauses]


def riskless(record: Record, content: Content) -> list[QuestionId]:
    """Adopted clauses that treat no risk."""
    treatments = {t.risk: t for t in record.treatments}
    known = results.catalogue(record, content).values()
    return [q for q, d in adopting(record).items() if not any(treats(r, q, d, treatments.get(r.id)) for r in known)]


# ---- an estimate and the one before --------------------------------------------------------------


def ordered(record: Record, round: Round) -> tuple[RiskScore, ...]:
    """The risks of one estimate in their order."""
    return risks.order(results.scored(record, round).values())


def chart(record: Record, content: Content, round: Round) -> dict[str, Any]:
    """What to draw of an estimate, with the first round under the second."""
    asked = [r for r in record.rounds if (r.kind, r.question) == ("estimate", round.question)]
    before = [r for r in takewhile(lambda r: r.id != round.id, asked) if r.state in results.COUNTED]
    first = ordered(record, before[-1]) if before else ()
    known = results.catalogue(record, content)
    scores = [score for score in ordered(record, round) if score.risk in known]
    return figures.risk_chart(scores, known, first)


def matrix(record: Record, round: Round) -> dict[str, Any]:
    """Every score of an estimate as a dot: the second view."""
    return figures.matrix_chart(ordered(record, round), effort.cells())


def reasons(record: Record, round: Round) -> dict[str, list[Reason]]:
    """Why scores of each risk were among the highest or lowest, highest first; the order tells nothing else."""
    found: dict[str, list[Reason]] = {}
    for one in sorted(record.reasons, key=lambda r: (r.side, r.text)):
        if one.round == round.id:
            found.setdefault(one.option, []).append(one)
    return found


def reliability(record: Record, round: Round) -> Mapping[str, float | None]:
    """Krippendorff's alpha of an estimate on both scales: whether people judge alike."""
    said = [b.choice for b in results.ballots(record, round) if isinstance(b.choice, Mapping)]
    if not round.options or not said:
        return {"likelihood": None, "impact": None}
    return {
        "likelihood": risks.reliability(said, "likelihood"),
        "impact": risks.reliability(said, "impact"),
    }


def table(record: Record, content: Content, lang: str) -> pd.DataFrame:
    """The register as a table, one risk a row."""
    import pandas as pd

    columns = "risk name place veto expected half answers remedy owner due clauses accepted_by changed"
    rows = [
        {
            "risk": entry.risk.id,
            "name": texts.pick(entry.risk.name, lang),
            "place": entry.score.place if entry.score else None,
            "veto": bool(entry.score and entry.score.veto),
            "expected": entry.score.expected if entry.score else None,
            "half": entry.score.days_range if entry.score else None,
            "answers": entry.score.n if entry.score else 0,
            "remedy": entry.treatment.remedy if entry.treatment else None,
            "owner": entry.treatment.owner if entry.treatment else None,
            "due": entry.treatment.due if entry.treatment else None,
            "clauses": list(entry.clauses),
            "accepted_by": entry.treatment.acceptance.by if entry.treatment and entry.treatment.acceptance else None,
            "changed": entry.changed,
        }
        for entry in register(record, content)
    ]
    return pd.DataFrame(rows, columns=columns.split())
