"""A workshop made by hand, as the desk would read it: the bank's own questions, twenty-three ballots, both languages.

`record()` has everything that documents must show: an adopted question with an objection, one reworded, one by
majority with dissent, one parked after two tries, a consent list, ideas, risks and an idea withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from workshop.agenda import Content, load
from workshop.methods import risks, voting
from workshop.model import (
    Acceptance,
    Action,
    Attendance,
    Ballot,
    Decision,
    Dissent,
    Entry,
    Idea,
    Mandate,
    Matter,
    Option,
    Participant,
    Reason,
    Record,
    Recusal,
    Result,
    Risk,
    RiskScore,
    Round,
    Treatment,
)

START = 1_795_336_200.0  # 22 November 2026, in the morning in Europe
TODAY = date(2026, 11, 22)
PEOPLE = 24
LISTED = ("values", "copyright", "privacy", "frequency")
GRADES = (1,) * 7 + (2,) * 6 + (3,) * 4 + (4,) + (5,) * 3 + (6, 8)
SCORED = {
    "sec_takeover": [(2, 4), (2, 5), (3, 4), (3, 4), (2, 4), (4, 5), (3, 4)],
    "leg_privacy": [(1, 3), (5, 4), (3, 4), (2, 2), (4, 5), (1, 3), (5, 2)],
    "ops_absence": [(4, 3), (4, 3), (5, 3), (3, 2), (4, 3), (4, 3), (4, 3)],
    "rep_slip": [(4, 2), (4, 2), (3, 2), (5, 1), (4, 2), (4, 2), (4, 2)],
}


def people(count: int = PEOPLE) -> tuple[Participant, ...]:
    roles = ("communications", "volunteers", "leadership", "field", "legal")
    return tuple(
        Participant(f"p{k}", f"Personne {k}", roles[k % len(roles)], ("fr", "en")[k % 2], START, k > 0)
        for k in range(count)
    )


def a_round(content: Content, id: str, question: str, at: float, **about: Any) -> Round:
    asked = content.questions[question]
    known = {"kind": "ballot", "rule": asked.rule, "options": asked.options, "state": "decided"}
    timed = {"opened_at": START + at, "closed_at": START + at + 300, "present": 23, "entitled": 23}
    return Round(id=id, prompt=asked.prompt, question=question, **{**known, **timed, **about})


def rounds(content: Content) -> tuple[Round, ...]:
    listed = tuple(Option(q, content.questions[q].title, content.questions[q].balanced.clause) for q in LISTED)
    scored = tuple(Option(r, content.risks[r].name) for r in SCORED)
    adopting: Mapping[str, Any] = {"purpose": "adopting", "quorum": 16}
    return (
        a_round(content, "r1", "spokesperson", 0, kind="ideas", rule="ideas", options=()),
        a_round(content, "r2", "spokesperson", 600, purpose="indicative"),
        a_round(content, "r3", "spokesperson", 1200, rule="consent", proposal="list", kind="consent", **adopting),
        a_round(
            content, "r4", "spokesperson", 1800, rule="consent", proposal="list", kind="consent", number=2, **adopting
        ),
        a_round(content, "r5", "departure", 2400, proposal="handover", **adopting),
        a_round(content, "r6", "status", 3000, proposal="mixed", state="parked", **adopting),
        a_round(content, "r7", "resourcing", 3600, purpose="indicative", rule="ranked"),
        a_round(content, "r8", "resourcing", 4200, rule="majority", proposal="hours_budget", **adopting),
        Round(
            "r9",
            "consent_list",
            "approval",
            {"fr": "Le reste", "en": "The rest"},
            listed,
            opened_at=START + 4800,
            closed_at=START + 5100,
            present=23,
            entitled=23,
            purpose="list",
        ),
        Round(
            "r10",
            "estimate",
            "estimate",
            {"fr": "Nos risques", "en": "Our risks"},
            scored,
            opened_at=START + 5400,
            closed_at=START + 5700,
        ),
    )


def answers(content: Content) -> Mapping[str, list[Any]]:
    """Choices by round, as phones send them."""
    names = [o.id for o in content.questions["spokesperson"].options]
    three = [o.id for o in content.questions["resourcing"].options]
    objection = {"objection": "La nuit et en congé, personne ne répond.", "wording": "Ajouter une relève."}
    mixed = [{names[0]: 9 - g, names[1]: g, names[2]: 1 + (g * 3) % 8} for g in GRADES]
    return {
        "r2": mixed,
        "r3": ["yes"] * 20 + [{"remark": "Court, c’est bien."}, objection],
        "r4": ["yes"] * 21 + [{"remark": "Mieux."}],
        "r5": ["yes"] * 14 + ["no"] * 7 + ["abstain"] * 2,
        "r6": ["yes"] * 12 + ["no"] * 10,
        "r7": [[[three[1]], [three[0], three[2]]]] * 12 + [[[three[0]], [three[1]], [three[2]]]] * 11,
        "r8": ["yes"] * 19 + ["no"] * 3 + ["abstain"],
        "r9": [[]] * 20 + [["frequency"]] * 2,
    }


def ballots(content: Content) -> tuple[Ballot, ...]:
    given = [
        Ballot(round, f"p{k}", choice, START + 30 + k, "desk" if k == 3 else "phone")
        for round, choices in answers(content).items()
        for k, choice in enumerate(choices)
    ]
    estimates = [
        Ballot("r10", f"p{k}", {r: {"likelihood": s[k][0], "impact": s[k][1]} for r, s in SCORED.items()}, START + k)
        for k in range(7)
    ]
    return (*given, *estimates)


def ideas() -> tuple[Idea, ...]:
    said = (
        ("Qui décide de masquer un commentaire\u00a0?", "fr", "Rôles"),
        ("Une relève pour les vacances", "fr", "Relève"),
        ("A short list of names", "en", "Rôles"),
        ("Write it\non one page", "en", None),
        ("Effacée", "fr", None),
        ("Un numéro à appeler la nuit", "fr", "Relève"),
    )
    return tuple(
        Idea(f"i{k}", "r1", text, lang, f"p{k}", START + k, theme, text == "Effacée")
        for k, (text, lang, theme) in enumerate(said, 1)
    )


def decisions() -> tuple[Decision, ...]:
    review = date(2027, 5, 22)
    reworded = {
        "fr": "Une liste connue à l’interne doit désigner pour chaque thème un porte-parole et sa relève\u00a0; "
        "les autres relaient sans engager l’organisation.",
        "en": "A list known to all must name a spokesperson and a backup for each theme; others pass messages on "
        "without committing the organisation.",
    }
    listed = tuple(
        Decision(f"d{k}", q, load().questions[q].balanced.id, "adopted", START + 5200, "r9")
        for k, q in enumerate(LISTED[:3], 5)
    )
    return (
        Decision(
            "d1",
            "spokesperson",
            "list",
            "adopted",
            START + 2100,
            "r4",
            wording=reworded,
            rationale="Un soir de crise, il faut savoir qui appeler.",
            dissent=(Dissent("Toute personne formée devrait pouvoir parler.", role="volunteers"),),
            owner="communications",
            review_on=review,
        ),
        Decision(
            "d2",
            "departure",
            load().questions["departure"].balanced.id,
            "adopted",
            START + 2700,
            "r5",
            dissent=(Dissent("Trop court pour les bénévoles.", who="Maya"),),
            review_on=review,
        ),
        Decision(
            "d3",
            "status",
            None,
            "parked",
            START + 3300,
            "r6",
            rationale="Il manque l’avis du conseil d’administration.",
            owner="legal",
            review_on=date(2027, 1, 15),
        ),
        Decision(
            "d4",
            "resourcing",
            "hours_budget",
            "adopted",
            START + 4500,
            "r8",
            parameters={"hours_per_week": "15"},
            owner="leadership",
        ),
        *listed,
    )


@cache
def record(**facts: Any) -> Record:
    """The whole workshop; `facts` over those of notebook 0."""
    content = load()
    known = {"organisation": "Horizons solidaires", "agenda": "two_hours", "quorum": 16, "rehearsal": False}
    journal = tuple(Entry(k, START + k, "open", {}, f"{k:064x}") for k in range(1, 12))
    asked = tuple(
        r if r.id != "r5" else replace(r, proposal=content.questions["departure"].balanced.id)
        for r in rounds(content)
    )
    return Record({**known, **facts}, people(), asked, ideas(), ballots(content), decisions(), journal)


@cache
def results() -> Mapping[str, Result]:
    """What the rules make of the ballots."""
    return {r.id: result(r) for r in record().rounds if r.kind not in ("ideas", "estimate")}


def result(round: Round) -> Result:
    choices = [b.choice for b in record().ballots if b.round == round.id]
    if round.kind == "consent_list":
        pulled = {o.id: sum(o.id in choice for choice in choices) for o in round.options}
        counts = {item: {"yes": len(choices) - n, "objection": n} for item, n in pulled.items()}
        return Result("consent", (), {}, counts, len(choices), present=23, entitled=23)
    profile = voting.profile(round.rule, choices)
    proposal = round.proposal if round.purpose == "adopting" else None
    found = voting.tally(profile, round.rule, [o.id for o in round.options], proposal=proposal)
    return replace(found, present=round.present, entitled=round.entitled, quorum=round.quorum)


@cache
def risk_scores() -> Mapping[str, RiskScore]:
    scored = (risks.score(r, [{"likelihood": a, "impact": b} for a, b in s]) for r, s in SCORED.items())
    return {score.risk: score for score in risks.order(scored)}


# ---- the same workshop, deliberated to its end ---------------------------------------------------

BEFORE = "Une liste écrite désigne les porte-parole."
AFTER = "Une liste connue de tous désigne les porte-parole et leur relève."
REDLINE = (
    ("same", "Une liste "),
    ("removed", "écrite"),
    ("added", "connue de tous"),
    ("same", " désigne les porte-parole"),
    ("added", " et leur relève"),
    ("same", "."),
)


def _gathered() -> tuple[Idea, ...]:
    """A merge of two, an idea set aside, one split in two, and themes that were put in an order (r11)."""
    one, two, three, four, gone, six = ideas()
    merged = Idea(
        "i7", "r1", "Une relève, la nuit et en congé", "fr", "", START + 900, "Relève", parents=("i2", "i6")
    )
    halves = [Idea(f"i{k}", "r1", text, "en", "p4", START + 950, None, parents=("i4",))
              for k, text in ((8, "One page"), (9, "Written down"))]  # fmt: skip
    return (
        one,
        replace(two, into=("i7",)),
        replace(three, aside="Nomme une personne absente."),
        replace(four, into=("i8", "i9")),
        gone,
        replace(six, into=("i7",)),
        merged,
        *halves,
        Idea("i10", "r12", "Un compte par pays", "fr", "p5", START + 6000, "Comptes"),
        Idea("i11", "r12", "Une charte à part", "fr", "p6", START + 6010),
    )


def _said(round: Round) -> Round:
    if round.id != "r4":
        return round
    objection = {"text": "La nuit, personne ne répond.", "wording": AFTER, "lang": "fr"}
    return replace(round, redline={"fr": REDLINE, "en": REDLINE}, objections=(objection,), weights={"legal": 2})


def _full(decision: Decision) -> Decision:
    """The first decision with everything a register holds."""
    return replace(
        decision,
        outcome="La liste est adoptée, avec une relève.",
        conditions=("La liste tient sur une page.",),
        lost={"two_only": "Trop lent un soir de crise."},
        risks=("cri_unprepared",),
        actions=(Action("Écrire la liste", "communications", date(2026, 12, 15)),),
        due=date(2027, 1, 31),
    )


@cache
def deliberated(**facts: Any) -> Record:
    """`record()` with lineage, moderation, proxies, paper, hands, recusal, an amendment, matters and a register."""
    base = record(hands=3, **facts)
    dots = [Option("theme:1", {"fr": "Comptes", "en": "Accounts"}), Option("theme:2", {"fr": "Temps", "en": "Time"})]
    about: Mapping[str, Any] = {"question": "two_image", "opened_at": START + 6000, "closed_at": START + 6300}
    asked = Round("r12", "ideas", "ideas", {"fr": "Image voulue", "en": "Wanted image"}, **about)
    ordered = Round(
        "r11", "ballot", "dots", {"fr": "Que faire d’abord\u00a0?", "en": "What first?"}, tuple(dots), **about
    )
    channels = {"p4": "kiosk", "p5": "paper", "p6": "proxy", "p7": "hands"}
    cast = tuple(replace(b, channel=channels.get(b.participant, b.channel)) for b in base.ballots)
    dotted = (Ballot("r11", "p1", {"theme:1": 3}, START + 6210), Ballot("r11", "p2", {"theme:2": 1}, START + 6211))
    first, *rest = base.decisions
    again = replace(
        rest[0], id="d8", at=START + 7000, supersedes="d2", change="minor", why="Une faute.", by="communications"
    )
    state = {"expected": 21.0, "likelihood": 3, "impact": 4}
    accepted = Acceptance("leadership", START + 7100, state, "ab" * 32, "Nous le suivrons.")
    return replace(
        base,
        rounds=(*map(_said, base.rounds), asked, ordered),
        ideas=_gathered(),
        ballots=(*cast, *dotted),
        decisions=(_full(first), *rest, again),
        attendance=(
            *(Attendance(p.id, p.joined_at, True, "join") for p in base.participants),
            Attendance("p0", START + 3600, False, "phone"),
        ),
        recusals=(Recusal("p2", "departure", START + 2350, True, "Parente"),),
        mandates=(Mandate("p6", "p4", START + 60),),
        matters=(
            Matter("m1", "Parlons du bénévolat", "fr", START + 700, "p3", "kept", "volunteers", date(2026, 12, 1)),
            Matter("m2", "Plus lentement", "fr", START + 800, "p5", "answered", answer="Une pause a suivi."),
        ),
        reasons=(Reason("r10", "leg_privacy", "p1", "high", "C’est arrivé deux fois.", "fr", START + 5500),),
        treatments=(
            Treatment(
                "sec_takeover", "reduce", START + 7100, "it", date(2027, 3, 1), "spokesperson", "Deux facteurs"
            ),
            Treatment("rep_slip", "accept", START + 7100, "communications", acceptance=accepted),
            Treatment("own_1", "avoid", START + 7100),
        ),
        risks=(Risk("own_1", "own", {"fr": "Panne du local", "en": "Power cut"}, {}, {}),),
    )


@cache
def deliberated_results() -> Mapping[str, Result]:
    """What the rules make of its ballots, themes included."""
    themes = voting.profile("dots", [{"theme:1": 3}, {"theme:2": 1}])
    return {**results(), "r11": voting.tally(themes, "dots", ["theme:1", "theme:2"])}
