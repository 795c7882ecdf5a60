"""While a round is open nobody sees what was answered: not the wall, not the desk, not another phone."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_room import OPTIONS, Table, Time, seated

from workshop import messages
from workshop.room import views
from workshop.room.hub import Hub, packed

SCORE = {"likelihood": 2, "impact": 3, "range": {"impact": [0, 77_77, 4_321, 91]}}
ANSWERS: dict[str, list[Any]] = {  # two answers a rule, which must not be told apart from outside
    "plurality": ["a", "b"],
    "approval": [["a"], ["b", "c"]],
    "majority": ["yes", "no"],
    "supermajority": ["no", "abstain"],
    "fist_to_five": [0, 5],
    "gradients": [{"a": 1}, {"b": 8, "c": 2}],
    "score": [{"a": 5}, {"c": 1}],
    "points": [{"a": 100}, {"b": 3}],
    "ranked_pairs": [[["a"], ["b"]], [["c"]]],
    "consent": ["yes", {"objection": "c4n4ry", "wording": "c4n4ry", "named": True}],
    "estimate": [{"a": SCORE}, {"a": None}],
    "guess": [15.5, None],
}
KINDS = {"consent": "consent", "estimate": "estimate", "guess": "guess"}


async def everything(table: Table, besides: set[str]) -> str:
    """All that the room tells about itself now, to whoever is not `besides`, without times and keys."""
    hub, state = Hub(), table.session.state
    hub.attend(table.session)
    said = [packed(hub.scene()), packed(hub.crowd()), packed(views.welcome(state))]
    desk = hub.desk_state()
    desk.hands = {}  # what the facilitator typed in
    said += [packed(desk), json.dumps(await table.record(), default=str)]
    said += [packed(views.mine(state, who)) for who in state.people if who not in besides]
    return "\n".join(said)


async def told(rule: str, answer: int, by_proxy: bool, counted: int) -> str:
    """What everybody else hears after somebody has answered this way in a room of six."""
    with tempfile.TemporaryDirectory() as folder:
        async with seated(Path(folder), Time()) as table:
            awa, bo, *_ = [(await table.join(name)).participant for name in "ABCDEF"]
            await table.ask(messages.SetFacts, facts={"hands": 4})
            await table.ask(messages.SetMandate, principal=bo, holder=awa)
            kind = KINDS.get(rule, "ballot")
            about = {"options": OPTIONS[:1], "proposal": "a"} if kind == "consent" else {"options": OPTIONS}
            about = {"options": []} if kind == "guess" else about
            round = await table.open(rule, kind, **about, **({"ranges": ["a"]} if kind == "estimate" else {}))
            reason = f"c4n4ry {answer}"
            principal = bo if by_proxy else ""
            cast = messages.CastBallot("keykeykey", round, ANSWERS[rule][answer], reason, principal=principal)
            await table.session.said(awa, cast)
            if rule in ("majority", "supermajority"):
                counts = {"yes": counted, "no": 4 - counted}
                await table.ask(messages.CountHands, round=round, counts=counts)
            await table.ask(messages.SetScene, stage="discuss", question={"id": "q", "prompt": {"fr": "Q"}})
            heard = await everything(table, {awa, bo} if by_proxy else {awa})
            if not by_proxy:  # a holder's principal sees nothing of the holder's own answer, nor the other way round
                assert "c4n4ry" not in packed(views.mine(table.session.state, bo))
            await table.ask(messages.CloseRound)
            assert "c4n4ry" in json.dumps(await table.record(), default=str)
            return heard


@pytest.mark.shows("VOT3")
@given(st.sampled_from(sorted(ANSWERS)), st.booleans())
@settings(max_examples=25, deadline=None)
def test_whatever_is_answered_everybody_else_hears_the_same(rule: str, by_proxy: bool) -> None:
    async def both() -> list[str]:
        return [await told(rule, answer, by_proxy, counted) for answer, counted in ((0, 0), (1, 3))]

    one, other = asyncio.run(both())
    assert "c4n4ry" not in one and one == other


async def test_a_principals_own_answer_is_hidden_from_whoever_holds_their_proxy(data_dir: Path) -> None:
    async with seated(data_dir, Time()) as table:
        awa, bo = [(await table.join(name)).participant for name in ("Awa", "Bo")]
        await table.ask(messages.SetMandate, principal=bo, holder=awa)
        round = await table.open()
        heard = []
        for choice in "ab":
            cast = messages.CastBallot(f"keykey{choice}x", round, choice, "c4n4ry")
            await table.session.said(bo, cast)
            heard.append(packed(views.mine(table.session.state, awa)))
        assert heard[0] == heard[1] and "c4n4ry" not in heard[0] and '"own":true' in heard[0]


@pytest.mark.parametrize("kind", ["ballot", "estimate"])
async def test_what_is_shown_when_a_round_opens_again_is_not_what_was_answered_before(
    data_dir: Path, kind: str
) -> None:
    async with seated(data_dir, Time()) as table:
        (awa, bo) = [(await table.join(name)).participant for name in ("Awa", "Bo")]
        rule, choice = ("plurality", "b") if kind == "ballot" else ("estimate", {"a": SCORE})
        more: dict[str, Any] = {"options": OPTIONS, "ranges": ["a"] if kind == "estimate" else []}
        for turn in range(2):
            round = await table.open(rule, kind, **more)
            assert views.mine(table.session.state, awa).choice is None
            await table.session.said(awa, messages.CastBallot(f"keykey{turn}x", round, choice, "c4n4ry"))
            assert "c4n4ry" not in packed(views.mine(table.session.state, bo))
            await table.ask(messages.CloseRound)
