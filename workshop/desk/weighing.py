"""What else a closed ballot says: under other rules, how far people agree, role by role, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import results
from workshop.desk.results import ballots, weights
from workshop.methods import agreement, breakdown, concordance
from workshop.methods.breakdown import Breakdown
from workshop.model import RANKED, SCORED, Option, OptionId, Question, Record, Result, Round

if TYPE_CHECKING:
    import pandas as pd

HANDS = "hands"  # who raised a hand has no role that anybody wrote down
FOR, SILENT = ("1", "2", "3"), "4"


def compared(record: Record, round: Round) -> Mapping[str, Result]:
    """The same ballots under every rule that can read them; empty where only one can."""
    from workshop.methods.comparing import under_other_rules

    if round.purpose == "adopting" or round.rule not in RANKED | SCORED:
        return {}
    cast = ballots(record, round)
    options = [o.id for o in round.options]
    choices = [b.choice for b in cast]
    held = weights(record, round, cast)
    return under_other_rules(round.rule, choices, options, weights=held, most=round.most)


def of_file(path: Path, rule: str = "irv") -> tuple[Round, Mapping[str, Result]]:
    """The ballots of a file under every rule that can read them, as if `rule` had been fixed for them."""
    from workshop.exchange.ballots import read_ballots
    from workshop.methods.comparing import under_other_rules

    found = read_ballots(path)
    wire: Any = [dict(b) if found.kind == "scores" else [sorted(rank) for rank in b] for b in found.profile]
    choices = [choice for choice, n in zip(wire, found.profile.values(), strict=True) for _ in range(n)]
    options = tuple(Option(name, dict.fromkeys(texts.LANGS, name)) for name in found.options)
    named = rule if found.kind == "rankings" else "score"
    round = Round(path.stem, "ballot", named, dict.fromkeys(texts.LANGS, path.stem), options)
    return round, under_other_rules(named, choices, found.options)


def concord(record: Record, round: Round) -> float | None:
    """Kendall's W of the rankings of a round; None for another kind of ballot or fewer than two people."""
    if round.rule not in RANKED:
        return None
    options = [o.id for o in round.options]
    return concordance.kendall_w([concordance.positions(b.choice, options) for b in ballots(record, round)])


def lost(record: Record, question: Question, chosen: OptionId | None, lang: str) -> dict[OptionId, str]:
    """What the last first ballot said of each option that was not kept, in words."""
    first = [r for r in record.rounds if r.question == question.id and r.purpose == "indicative"]
    if chosen is None or not first or first[-1].state not in results.COUNTED:
        return {}
    found = results.result(record, first[-1])
    others = [o.id for o in question.options if o.id != chosen and o.id in found.counts]
    return {option: _standing(found, option, lang) for option in others if found.places}


def _standing(found: Result, option: OptionId, lang: str) -> str:
    """Its place, and how many were for it where people are counted."""
    place = next(k for k, tied in enumerate(found.places, 1) if option in tied)
    counts, facts = found.counts[option], {"place": place, "total": len(found.counts)}
    if found.rule == "gradients":
        pro = sum(counts.get(degree, 0) for degree in FOR)
        contra = sum(n for degree, n in counts.items() if degree not in (*FOR, SILENT))
        return texts.say("room.lost_sides", lang, pro=pro, contra=contra, **facts)
    if "yes" in counts:
        return texts.say("room.lost_voices", lang, count=counts["yes"], ballots=found.ballots, **facts)
    return texts.say("room.lost_place", lang, **facts)


# ---- role by role ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answers:
    """How each role answered about one option (None: about the whole ballot)."""

    option: OptionId | None
    found: Breakdown


def by_role(record: Record, round: Round) -> list[Answers]:
    """One breakdown an option, with one grouping of roles; who was there and said nothing answered "none"."""
    said = {b.participant: b.choice for b in ballots(record, round)}
    roles = {p.id: p.role for p in record.participants}
    people = dict.fromkeys([*said, *_there(record, round)])
    options = _asked(round)
    tables = [
        [(roles.get(who, HANDS), _answer(round, option, said[who]) if who in said else "none") for who in people]
        for option in options
    ]
    found = breakdown.several(tables) if tables else ()
    return [Answers(option, table) for option, table in zip(options, found, strict=True)]


def _asked(round: Round) -> Sequence[OptionId | None]:
    """What a person answers one word about: each option, or the ballot as a whole."""
    if round.kind not in ("ballot", "consent") or round.rule in ("dots", "points"):
        return ()
    if round.rule in ("gradients", "approval"):
        return [round.proposal] if round.purpose == "adopting" else [o.id for o in round.options]
    return [None]


def _answer(round: Round, option: OptionId | None, choice: Any) -> str:
    """The answer in as few words as the role tables hold: sides, not degrees; a ranking's or a score's first."""
    if round.rule == "gradients":
        degree = str(choice.get(option, SILENT))
        return "for" if degree in FOR else "silent" if degree == SILENT else "against"
    if round.rule == "approval":
        return "for" if option in choice else "against"
    if round.rule == "consent":
        return choice if isinstance(choice, str) else next(iter(set(choice) & {"objection", "remark"}))
    if round.rule in RANKED:
        return "+".join(sorted(choice[0])) if choice else "none"
    if round.rule in SCORED:
        top = max(choice.values(), default=0)
        return "+".join(sorted(o for o, n in choice.items() if n == top)) if top else "none"
    return str(choice)


def _there(record: Record, round: Round) -> list[str]:
    """Who was present and entitled when the round closed."""
    here: dict[str, bool] = {}
    for one in record.attendance:
        if round.closed_at is None or one.at <= round.closed_at:
            here[one.participant] = one.present
    voting = {r["id"]: r.get("votes", True) for r in record.facts.get("roles", ())}
    out = {r.participant: r.recused for r in record.recusals if r.question == round.question}
    return [p.id for p in record.participants if here.get(p.id) and voting.get(p.role, True) and not out.get(p.id)]


# ---- as tables ---------------------------------------------------------------------------------


def rules_table(found: Mapping[str, Result], labels: Mapping[OptionId, str], lang: str) -> pd.DataFrame:
    """One rule a row: who wins, and the whole order."""
    import pandas as pd

    rows = [
        {
            "rule": texts.say(f"rules.{rule}", lang),
            "winner": named(result.winners, labels),
            "order": " > ".join(named(place, labels) for place in result.places),
        }
        for rule, result in found.items()
    ]
    return pd.DataFrame(rows, columns=["rule", "winner", "order"])


def named(place: frozenset[OptionId], labels: Mapping[OptionId, str]) -> str:
    """The options of one place, equals joined by =."""
    return " = ".join(label for option, label in labels.items() if option in place)


def spread_table(record: Record, round: Round, lang: str) -> pd.DataFrame:
    """One option a row: median, quartiles, shares, van der Eijk's A, Tastle and Wierman's consensus."""
    import pandas as pd

    labels = {o.id: texts.pick(o.label, lang) for o in round.options}
    rows = [
        {
            "option": labels.get(option, option),
            "people": s.n,
            "median": s.median,
            "quartiles": s.quartiles,
            "supporting": s.supporting,
            "opposing": s.opposing,
            "agreement": s.agreement,
            "consensus": s.consensus,
        }
        for option, s in agreement.by_option(results.result(record, round)).items()
    ]
    found = pd.DataFrame(rows)
    found.attrs["kendall_w"] = concord(record, round)
    return found


def role_table(record: Record, round: Round, lang: str) -> pd.DataFrame:
    """One group of roles and option a row, one answer a column; without rows where it would give somebody away."""
    import pandas as pd

    labels = {o.id: texts.pick(o.label, lang) for o in round.options}
    names = {r["id"]: texts.pick(r["label"], lang) for r in record.facts.get("roles", ())}
    names[HANDS] = texts.say("groups.hands", lang)
    rows = []
    for one in by_role(record, round):
        for group in one.found.groups:
            said = {
                "option": labels.get(one.option or "", ""),
                "roles": ", ".join(names.get(r, r) for r in group.roles),
            }
            rows.append({**said, "people": group.n, **group.counts})
    return pd.DataFrame(rows)


def shift_table(record: Record, before: Round | None, after: Round, lang: str) -> pd.DataFrame:
    """One option a row: its support before and after; empty if there was no ballot like it before."""
    import pandas as pd

    labels = {o.id: texts.pick(o.label, lang) for o in after.options}
    first = results.result(record, before).support if before else {}
    second = results.result(record, after).support
    rows = [{"option": labels.get(o, o), "before": first[o], "after": second[o]} for o in second if o in first]
    return pd.DataFrame(rows, columns=["option", "before", "after"])
