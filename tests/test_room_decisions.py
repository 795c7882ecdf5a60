"""The register: decisions are amended and never edited, risks are added, treated and accepted, reasons are asked for.

And workshops that an earlier version kept go on.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from model_room import OPTIONS, START, Table, Time, seated

from workshop import messages
from workshop.errors import BadMessage, InvalidDecision, NotAllowed, RoundOpen, WorkshopError
from workshop.room import views
from workshop.room.journal import canonical
from workshop.room.store import SCHEMA
from workshop.texts import sentence

KEY = "0123456789abcdef"
FIRST: dict[str, Any] = {"question": "q", "option": "a", "status": "adopted", "parameters": {"days": "3"}}
CHANGED = {"why": "Une coquille", "by": "Awa", "change": "minor"}
FULL: dict[str, Any] = FIRST | {
    "outcome": {"fr": "Adopté.", "en": "Adopted."},
    "clause": "3.2",
    "due": "2027-01-31",
    "review_on": "2027-06-30",
    "conditions": ["après essai"],
    "lost": {"b": "trop lent"},
    "risks": ["rep_slip"],
    "actions": [{"what": "Écrire la note", "owner": "Bo", "due": "2027-02-01"}],
    "dissent": [{"text": "Trop tôt", "who": None, "lang": "fr"}],
    "wording": {"fr": "Trois jours."},
    "owner": "Awa",
    "rationale": "Le plus simple",
}


@pytest.fixture
def time() -> Time:
    return Time()


async def decide(table: Table, **fields: Any) -> dict[str, Any]:
    return dict(await table.ask(messages.Decide, decision=fields))


ANSWERS = {"ballot": "yes", "consent": "yes", "estimate": {}, "consent_list": []}


async def voted(table: Table, kind: str = "ballot", **more: Any) -> str:
    """A round that was opened, answered by somebody and closed."""
    given = {"options": OPTIONS[:1], "proposal": "a", "purpose": "adopting", **more}
    round = await table.open("majority" if kind == "ballot" else kind, kind, **given)
    who = next(iter(table.session.state.people), None) or (await table.join()).participant
    await table.vote(who, round, ANSWERS[kind], f"voted{round}")
    await table.ask(messages.CloseRound)
    return round


async def faults(table: Table, kind: Any, /, **fields: Any) -> tuple[str, ...]:
    state = table.session.state
    before = (len(state.decisions), len(state.journal), dict(state.risks), dict(state.treatments))
    with pytest.raises(WorkshopError) as problem:
        await table.ask(kind, **fields)
    assert isinstance(problem.value, InvalidDecision | BadMessage)
    for lang in ("fr", "en"):
        said = sentence(problem.value, lang)
        assert "{" not in said and ("Rien n’a changé" if lang == "fr" else "Nothing was changed") in said
    assert before == (len(state.decisions), len(state.journal), dict(state.risks), dict(state.treatments))
    return problem.value.reasons


# ---- decisions -----------------------------------------------------------------------------------------


async def test_a_decision_keeps_every_field_through_a_restart(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round = await voted(table)
        told = await decide(table, **FULL, round=round)
        kept = json.loads(json.dumps(told))
        (dissent,) = kept.pop("dissent")
        assert dissent == FULL["dissent"][0] | {"role": None}
        assert {key: kept[key] for key in FULL if key != "dissent"} == {
            k: v for k, v in FULL.items() if k != "dissent"
        }
        assert (told["id"], told["at"], told["supersedes"]) == ("d1", START, None)
        assert table.session.state.rounds[round].state == "decided"
    async with seated(data_dir, time) as table:
        assert (await table.record())["decisions"] == [told]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"question": "q", "status": "adopted"}, "option"),
        (FIRST | {"status": "agreed"}, "status"),
        (FIRST | {"due": "soon"}, "due"),
        (FIRST | {"actions": [{"what": "x", "due": 3}]}, "actions[0].due"),
        (FIRST | {"colour": "blue"}, "colour"),
        (FIRST | {"conditions": "none"}, "conditions"),
    ],
)
async def test_a_field_that_is_missing_unknown_or_of_another_form_is_named(
    data_dir: Path, time: Time, fields: dict[str, Any], field: str
) -> None:
    async with seated(data_dir, time) as table:
        with pytest.raises(BadMessage) as problem:
            await decide(table, **fields)
        assert f"“{field}”" in sentence(problem.value, "en")
        assert table.session.state.decisions == []


async def test_a_decision_is_amended_with_every_missing_reason_told_at_once(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        await decide(table, **FIRST)
        asked = {"decision": FIRST | {"round": "r9", "why": " "}}
        reasons = await faults(table, messages.Decide, **asked)
        assert reasons == ("unknown_round", "why_missing", "by_missing", "change_missing")
        more: list[dict[str, Any]] = [{"option": "b"}, {"status": "refused"}, {"parameters": {"days": "4"}}]
        for change in [*more, {"parameters": {}}]:
            assert await faults(table, messages.Decide, decision=FIRST | CHANGED | change) == ("minor_changes_more",)
        substantive = FIRST | CHANGED | {"change": "substantive", "option": "b"}
        assert await faults(table, messages.Decide, decision=substantive) == ("vote_needed",)


async def test_a_minor_change_supersedes_and_leaves_the_first_as_it_was(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        first = await decide(table, **FULL)
        time.later(60)
        second = await decide(table, **FULL | CHANGED | {"wording": {"fr": "Trois jours ouvrés."}})
        assert (second["supersedes"], second["by"], second["why"], second["at"]) == (
            "d1",
            "Awa",
            "Une coquille",
            START + 60,
        )
        assert (await table.record())["decisions"] == [first, second]
        assert [e["act"] for e in (await table.record())["journal"]] == ["decide", "decide"]


@pytest.mark.parametrize("kind", ["ballot", "consent", "estimate", "consent_list"])
async def test_a_substantive_change_asks_for_a_vote_closed_since(data_dir: Path, time: Time, kind: str) -> None:
    changed = FIRST | CHANGED | {"change": "substantive", "option": "b"}
    about = {"question": None, "options": [{"id": "q", "label": {"fr": "Q"}}], "proposal": None, "purpose": "list"}
    async with seated(data_dir, time) as table:
        await voted(table, kind, **(about if kind == "consent_list" else {}))
        await decide(table, **FIRST)
        await voted(table, question="other")
        ideas = await table.open("ideas", "ideas")
        await table.ask(messages.CloseRound, round=ideas)
        assert await faults(table, messages.Decide, decision=changed) == ("vote_needed",)
        time.wall -= 3600  # whatever the computer's clock says
        await voted(table, kind, **(about if kind == "consent_list" else {}))
        assert (await decide(table, **changed))["supersedes"] == "d1"
        again = changed | {"option": "c"}
        assert await faults(table, messages.Decide, decision=again) == ("vote_needed",)


async def test_a_parked_question_is_decided_later_without_ceremony(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        await decide(table, question="q", option=None, status="parked", owner="Awa", due="2027-01-01")
        assert (await decide(table, **FIRST))["supersedes"] == "d1"
        assert "why_missing" in await faults(table, messages.Decide, decision=FIRST)


async def test_nothing_is_decided_by_a_round_that_is_open(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round = await table.open()
        with pytest.raises(RoundOpen):
            await decide(table, **FIRST, round=round)
        with pytest.raises(InvalidDecision):
            await decide(table, **FIRST, round="r404")


# ---- risks ---------------------------------------------------------------------------------------------

OWN = {"name": {"fr": "Panne", "en": "Outage"}, "description": {"fr": "Rien ne marche", "en": ""}, "questions": ["q"]}


async def test_a_risk_of_the_room_gets_an_id_and_is_in_the_record(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        assert await table.ask(messages.AddRisk, risk=OWN | {"id": "own_2"}) == "own_2"
        assert await table.ask(messages.AddRisk, risk=OWN) == "own_3"
        assert await table.ask(messages.AddRisk, risk=OWN | {"id": ""}) == "own_4"
    async with seated(data_dir, time) as table:
        found = (await table.record())["risks"]
        assert [risk["id"] for risk in found] == ["own_2", "own_3", "own_4"]
        assert found[0]["name"] == OWN["name"] and list(found[0]["questions"]) == ["q"]
        assert [e["act"] for e in (await table.record())["journal"]] == ["add_risk"] * 3


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({"id": "rep_slip"}, ("risk_id",)),
        ({"id": "own_<b>", "name": {"fr": " "}}, ("risk_id", "risk_name")),
        ({"id": "own_1"}, ("risk_id",)),
        ({"name": "Panne"}, ("field",)),
        ({"severity": 5}, ("field",)),
    ],
)
async def test_a_risk_that_cannot_be_added_is_refused(
    data_dir: Path, time: Time, given: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    async with seated(data_dir, time) as table:
        await table.ask(messages.AddRisk, risk=OWN)
        assert await faults(table, messages.AddRisk, risk=OWN | given) == reasons


async def test_the_latest_treatment_of_a_risk_counts_and_all_are_in_the_journal(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        for remedy in ("share", "reduce"):
            treatment = {"risk": "rep_slip", "remedy": remedy, "owner": "Awa", "due": "2027-03-01", "question": "q"}
            told = await table.ask(messages.Treat, treatment=treatment)
        assert (told["remedy"], told["at"], told["due"]) == ("reduce", START, "2027-03-01")
        assert (await table.record())["treatments"] == [told]
        journal = [(e["act"], e["payload"]["remedy"]) for e in (await table.record())["journal"]]
        assert journal == [("treat", "share"), ("treat", "reduce")]


async def test_an_acceptance_is_signed_with_what_was_seen(data_dir: Path, time: Time) -> None:
    state = {"rank": 3, "expected_days": 2.5, "scores": {"likelihood": 3, "impact": 4}}
    accepted = {"by": "Awa", "why": "Peu probable", "state": state}
    async with seated(data_dir, time) as table:
        forged = accepted | {"at": 1.0, "digest": "0" * 64}
        told = await table.ask(
            messages.Treat, treatment={"risk": "rep_slip", "remedy": "accept", "acceptance": forged}
        )
        seen = canonical({"risk": "rep_slip", "state": state}).encode()
        signature = {"at": START, "digest": hashlib.sha256(seen).hexdigest()}
        assert told["acceptance"] == accepted | signature
    async with seated(data_dir, time) as table:
        assert (await table.record())["treatments"][0]["acceptance"] == accepted | signature


@pytest.mark.parametrize(
    ("treatment", "reasons"),
    [
        ({"risk": "x", "remedy": "accept"}, ("acceptance_missing",)),
        ({"risk": "x", "remedy": "accept", "acceptance": {"by": " ", "state": {}}}, ("by_missing",)),
        ({"risk": "", "remedy": "avoid"}, ("risk_id",)),
        ({"risk": "x" * 81, "remedy": "accept"}, ("risk_id", "acceptance_missing")),
        ({"risk": "x", "remedy": "ignore"}, ("field",)),
        ({"risk": "x", "remedy": "avoid", "cost": 3}, ("field",)),
        ({"risk": "x", "remedy": "accept", "acceptance": {"by": "A", "state": {}, "seal": 1}}, ("field",)),
        ({"risk": "x", "remedy": "accept", "acceptance": "Awa"}, ("field",)),
    ],
)
async def test_a_treatment_that_says_too_little_is_refused(
    data_dir: Path, time: Time, treatment: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    async with seated(data_dir, time) as table:
        assert await faults(table, messages.Treat, treatment=treatment) == reasons


# ---- reasons -------------------------------------------------------------------------------------------


async def estimated(table: Table, scores: list[tuple[int, int]]) -> tuple[str, list[str]]:
    people = [(await table.join(f"P{n}")).participant for n in range(len(scores))]
    round = await table.open("estimate", "estimate", options=OPTIONS[:2])
    for who, (likelihood, impact) in zip(people, scores, strict=True):
        choice = {"a": {"likelihood": likelihood, "impact": impact}, "b": None}
        await table.vote(who, round, choice, f"{KEY}{who}")
    return round, people


@pytest.mark.parametrize(
    ("scores", "sides"),
    [
        ([(3, 3), (3, 3), (3, 3), (5, 3), (3, 1)], ["", "", "", "high", "low"]),
        ([(3, 3), (3, 3), (4, 3), (2, 3)], ["", "", "", ""]),
        ([(2, 3), (2, 3), (3, 3), (4, 3), (4, 3)], ["low", "low", "", "high", "high"]),  # quartiles two apart
        ([(1, 1), (5, 5)], ["low", "high"]),
        ([(5, 1)], [""]),
        ([(1, 3), (1, 3), (1, 3), (5, 3), (5, 3)], ["", "", "", "high", "high"]),
        ([(1, 5), (3, 3), (3, 3), (3, 3), (3, 3)], ["low", "", "", "", ""]),
    ],
)
async def test_the_ends_of_an_estimate_are_asked_for_reasons_once_it_is_revealed(
    data_dir: Path, time: Time, scores: list[tuple[int, int]], sides: list[str]
) -> None:
    async with seated(data_dir, time) as table:
        round, people = await estimated(table, scores)
        for act in (messages.CloseRound, None):
            assert not any(views.mine(table.session.state, who).extremes for who in people)
            if act:
                await table.ask(act)
        await table.ask(messages.RevealRound, round=round, finding={"fr": "F"})
        asked = [[one["side"] for one in views.mine(table.session.state, who).extremes] for who in people]
        assert asked == [[side] if side else [] for side in sides]
        assert views.concerned(table.session.state) == {who for who, side in zip(people, sides, strict=True) if side}


async def test_a_reason_is_kept_without_a_name_on_the_screens_and_may_be_changed(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round, (low, mid, high) = await estimated(table, [(1, 3), (3, 3), (5, 3)])

        async def give(who: str, key: str, text: str, option: str = "a") -> Any:
            return await table.session.said(who, messages.GiveReason(key, round, option, text))

        await table.ask(messages.CloseRound)
        with pytest.raises(NotAllowed):
            await give(high, "reason00", "Trop tôt")
        await table.ask(messages.RevealRound, round=round, finding={"fr": "F"})
        said = await give(high, "reason01", "C’est arrivé deux fois")
        assert await give(high, "reason01", "C’est arrivé deux fois") == said
        await give(high, "reason02", " C’est arrivé trois fois ")
        await give(low, "reason03", "Jamais vu")
        for who, option in ((mid, "a"), (high, "b"), (high, "z")):
            with pytest.raises(NotAllowed) as problem:
                await give(who, "reason04", "x", option)
            assert "not asked" in sentence(problem.value, "en")
        assert views.mine(table.session.state, high).extremes[0]["text"] == "C’est arrivé trois fois"
        found = (await table.record())["reasons"]
        assert [(r["side"], r["text"]) for r in found] == [("high", "C’est arrivé trois fois"), ("low", "Jamais vu")]
        assert "arriv" not in json.dumps(views.scene(table.session.state, None, 0.0, 1).round)
    async with seated(data_dir, time) as table:
        assert len((await table.record())["reasons"]) == 2
        assert views.mine(table.session.state, low).extremes == [{"option": "a", "side": "low", "text": "Jamais vu"}]


# ---- from an earlier version ---------------------------------------------------------------------------


def kept_by_the_first_version(folder: Path) -> None:
    """A workshop of schema 1: three rounds, the last one open; `schema-1.sql` is its dump."""
    with sqlite3.connect(folder / "workshop.db") as connection:
        connection.executescript(Path(__file__).with_name("schema-1.sql").read_text("utf-8"))
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


async def test_a_workshop_of_the_first_version_goes_on(data_dir: Path, time: Time) -> None:
    kept_by_the_first_version(data_dir)
    async with seated(data_dir, time) as table:
        found = await table.record()
        assert [r["state"] for r in found["rounds"]] == ["closed", "decided", "open"]
        assert [d["supersedes"] for d in found["decisions"]] == [None, "d1"]
        assert [(i["text"], i["theme"], i["aside"]) for i in found["ideas"]] == [
            ("Répondre le samedi", "Horaires", None)
        ]
        people = {p["name"]: p["id"] for p in found["participants"]}
        assert table.session.voters() == (3, 2) and table.session.clock
        await table.ask(messages.SetMandate, principal=people["Bo"], holder=people["Awa"])
        said = messages.CastBallot("awaforbo", "r3", {"a": 5}, principal=people["Bo"])
        await table.session.said(people["Awa"], said)
        shut = await table.ask(messages.CloseRound)
        assert (shut["present"], shut["entitled"]) == (3, 3)
        assert {b["channel"] for b in (await table.record())["ballots"]} == {"phone", "desk", "proxy"}
        assert (await table.join(token="a1" * 16)).name == "Awa"
    async with seated(data_dir, time) as table:
        assert len(table.session.state.ballots["r3"]) == 2


async def test_a_file_says_by_its_number_that_an_earlier_version_cannot_read_it(data_dir: Path, time: Time) -> None:
    kept_by_the_first_version(data_dir)
    async with seated(data_dir, time):
        pass
    with sqlite3.connect(data_dir / "workshop.db") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,) == (2,)
    connection.close()
