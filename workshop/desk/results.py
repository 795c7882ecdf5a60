"""From the record to results: which round of a question counts, and what its rule made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from workshop.methods import risks, voting
from workshop.model import Ballot, OptionId, Record, Result, Risk, RiskScore, Round, RoundId

if TYPE_CHECKING:
    from workshop.agenda import Content

COLLECTED = ("ideas", "guess")  # kinds that no rule counts and nothing is decided by
COUNTED = ("closed", "revealed", "decided", "parked")


def orders(round: Round) -> bool:
    """Does this ballot put ideas or themes in an order? It proposes and adopts nothing."""
    return round.kind == "ballot" and round.purpose == "none"


def latest(record: Record, question: str) -> Round | None:
    """The last closed ballot of this question, but those that only order its ideas."""
    asked = [r for r in record.rounds if r.question == question and r.kind not in COLLECTED and not orders(r)]
    closed = [r for r in asked if r.state in COUNTED]
    return closed[-1] if closed else None


def result(record: Record, round: Round) -> Result:
    """What the rule of this closed round made of its ballots, with who was there."""
    cast = ballots(record, round)
    choices = [b.choice for b in cast]
    options = [option.id for option in round.options]
    if round.kind == "consent_list":
        found = _listed(choices, options)
    else:
        proposal = round.proposal if round.purpose == "adopting" else None
        profile = voting.profile(round.rule, choices, weights(record, round, cast))
        found = voting.tally(
            profile, round.rule, options, threshold=round.threshold, proposal=proposal, most=round.most
        )
    return _attended(found, round)


def ballots(record: Record, round: Round) -> list[Ballot]:
    """What was said in this round, by every channel."""
    return [b for b in record.ballots if b.round == round.id]


def weights(record: Record, round: Round, cast: Sequence[Ballot]) -> list[int] | None:
    """What each of these ballots weighs: the person's own weight, else their role's, else one; None: all one."""
    if not round.weights:
        return None
    roles = {p.id: p.role for p in record.participants}
    given = round.weights
    return [given.get(b.participant, given.get(roles.get(b.participant, ""), 1)) for b in cast]


def channels(record: Record, round: Round) -> Counter[str]:
    """How many ballots came by each channel."""
    return Counter(b.channel for b in ballots(record, round))


def before(record: Record, round: Round) -> Round | None:
    """The round on the same question just before this one, if the two can be compared."""
    asked = [r for r in record.rounds if (r.question, r.kind) == (round.question, round.kind) and r.state in COUNTED]
    earlier = list(takewhile(lambda r: r.id != round.id, asked)) if round.question else []
    return earlier[-1] if earlier and alike(earlier[-1], round) else None


def alike(one: Round, other: Round) -> bool:
    """Whether two rounds can be compared: the same rule, options and purpose."""
    shape = [(r.rule, r.purpose, [(o.id, dict(o.clause)) for o in r.options]) for r in (one, other)]
    return shape[0] == shape[1]


def catalogue(record: Record, content: Content) -> dict[str, Risk]:
    """The risks of the catalogue and those the room added."""
    return {**content.risks, **{risk.id: risk for risk in record.risks}}


def results(record: Record) -> Mapping[RoundId, Result]:
    """The results of all closed ballots by round."""
    kinds = ("ballot", "consent", "consent_list")
    return {r.id: result(record, r) for r in record.rounds if r.kind in kinds and r.state in COUNTED}


def _attended(found: Result, round: Round) -> Result:
    """The result with attendance and quorum; without a quorum nothing is adopted."""
    found = replace(found, present=round.present, entitled=round.entitled, quorum=round.quorum)
    if round.quorum and (round.present or 0) < round.quorum and found.adopted is not None:
        return replace(found, adopted=False, why=(*found.why, "no_quorum"), places=())
    return found


def _listed(choices: list[list[OptionId]], options: list[OptionId]) -> Result:
    """The consent list: what nobody pulled out stands."""
    pulled = {item: sum(item in choice for choice in choices) for item in options}
    counts = {item: {"yes": len(choices) - n, "objection": n} for item, n in pulled.items()}
    stands = frozenset(item for item, n in pulled.items() if n == 0) if choices else frozenset()
    rest = sorted({n for n in pulled.values() if n})
    places = [stands, *(frozenset(i for i, n in pulled.items() if n == level) for level in rest)]
    support = {item: 1 - n / len(choices) for item, n in pulled.items()} if choices else {}
    return Result("consent", tuple(p for p in places if p), support, counts, len(choices))


def proposal(record: Record, question: str) -> OptionId | None:
    """What the last indicative ballot put first, or what the facilitator picked after a tie; None while open."""
    indicative = [r for r in record.rounds if r.question == question and r.purpose == "indicative"]
    if not indicative or indicative[-1].state not in COUNTED:
        return None
    for entry in reversed(record.journal):
        if entry.act == "open" and entry.payload.get("round") == indicative[-1].id:
            break
        if entry.act == "pick" and entry.payload.get("question") == question:
            return str(entry.payload["option"])
    winners = result(record, indicative[-1]).winners
    return next(iter(winners)) if len(winners) == 1 else None


def scores(record: Record) -> Mapping[str, RiskScore]:
    """The latest closed estimate of each risk, in their order: vetoes, then places by expected days."""
    found: dict[str, RiskScore] = {}
    for round in _estimates(record):
        found |= scored(record, round)
    return {score.risk: score for score in risks.order(found.values())}


def first_scores(record: Record) -> Mapping[str, RiskScore]:
    """The estimate before the latest of each risk that has been estimated twice."""
    every: dict[str, list[RiskScore]] = {}
    for round in _estimates(record):
        for risk, score in scored(record, round).items():
            every.setdefault(risk, []).append(score)
    return {risk: some[-2] for risk, some in every.items() if len(some) > 1}


def scored(record: Record, round: Round) -> dict[str, RiskScore]:
    """What the group made of each risk of one estimate."""
    return {risk: risks.score(risk, choices) for risk, choices in estimates(record, round).items()}


def _estimates(record: Record) -> list[Round]:
    return [r for r in record.rounds if r.kind == "estimate" and r.state in COUNTED]


def estimates(record: Record, round: Round) -> dict[str, list[Mapping[str, Any] | None]]:
    """What was said of each risk of an estimate round."""
    said = [b.choice for b in ballots(record, round)]
    if not round.options:
        return {round.question or round.id: said}
    return {o.id: [one[o.id] for one in said if isinstance(one, dict) and o.id in one] for o in round.options}
