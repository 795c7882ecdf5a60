"""A whole workshop, in any order that people may think of, equals a small model of it."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)
from model_room import Table, Time, seated

from workshop import messages
from workshop.errors import NotAllowed, RoundNotOpen, RoundOpen, WorkshopError
from workshop.messages import CastBallot, EditIdea, Leave, WithdrawIdea, WriteIdea

GUESSES = {"a": 15, "b": 0.25, "c": None, "z": 168.5}  # the last is more than a week has


class Meeting(RuleBasedStateMachine):
    """The model: who is here, what stands in which round, what each key was answered with."""

    people, ideas, said = Bundle("people"), Bundle("ideas"), Bundle("said")

    def __init__(self) -> None:
        super().__init__()
        self.loop, self.stack = asyncio.new_event_loop(), AsyncExitStack()
        self.folder, self.time = tempfile.TemporaryDirectory(), Time()
        self.table: Table
        self.present: dict[str, bool] = {}
        self.observers: set[str] = set()
        self.rounds: dict[str, str] = {}  # id → state
        self.kinds: dict[str, str] = {}
        self.votes: dict[str, dict[str, Any]] = {}
        self.cast: dict[str, int] = {}
        self.texts: dict[str, tuple[str, str, str]] = {}  # idea → round, author, text
        self.holders: dict[str, str] = {}  # principal → holder
        self.recused: set[str] = set()
        self.proxied: set[str] = set()  # whose standing ballot in the open round came by proxy
        self.hands = 0  # counted in the open round
        self.counted = False  # hands, ever
        self.raised: dict[str, int] = {}  # hands in closed rounds
        self.keys = 0
        self.acts: list[str] = []

    def run(self, coroutine: Any) -> Any:
        return self.loop.run_until_complete(coroutine)

    def heard(self, who: str, message: Any) -> Any:
        """Recorded, or the code of the refusal."""
        try:
            return self.run(self.table.session.said(who, message))
        except WorkshopError as problem:
            return problem.code

    def key(self) -> str:
        self.keys += 1
        return f"key{self.keys:09}"

    @property
    def open(self) -> str | None:
        return next((id for id, state in self.rounds.items() if state == "open"), None)

    @initialize()
    def begin(self) -> None:
        self.table = self.run(self.stack.enter_async_context(seated(Path(self.folder.name), self.time)))

    @rule(target=people, observer=st.integers(0, 4).map(lambda n: n == 0))
    def join(self, observer: bool) -> str:
        who = self.run(self.table.join("Ada", "observer" if observer else "volunteers")).participant
        self.present[who] = True
        if observer:
            self.observers.add(who)
        return str(who)

    @rule(who=people)
    def leave(self, who: str) -> None:
        self.heard(who, Leave())
        self.present[who] = False

    @rule(kind=st.sampled_from(["ideas", "ballot", "guess"]))
    def open_round(self, kind: str) -> None:
        try:
            id = self.run(self.table.open("plurality" if kind == "ballot" else kind, kind))
        except RoundOpen:
            assert self.open
            return
        assert not self.open
        self.rounds[id], self.kinds[id], self.votes[id], self.cast[id] = "open", kind, {}, 0
        self.proxied, self.hands = set(), 0
        self.acts.append("open")

    @rule(target=said, who=people, choice=st.sampled_from("abcz"), late=st.booleans(), other=st.booleans())
    def vote(self, who: str, choice: str, late: bool, other: bool) -> Any:
        ballots = [id for id, kind in self.kinds.items() if kind != "ideas"]
        round = ballots[0 if late else -1] if ballots else "r9"
        answer = GUESSES[choice] if self.kinds.get(round) == "guess" else choice
        held = next((one for one, by in self.holders.items() if by == who), "") if other else ""
        voter = held or who
        message = CastBallot(self.key(), round, answer, principal=held)
        heard = self.heard(who, message)
        if round == "r9":
            expected = "no_such_round"
        elif self.rounds[round] != "open":
            expected = "vote_closed"
        elif (
            voter in self.observers
            or self.recused & {who, voter}
            or (held in self.votes[round].keys() - self.proxied)
        ):
            expected = "not_allowed"
        elif choice == "z":
            expected = "invalid_ballot"
        else:
            assert heard.key == message.key
            self.votes[round][voter], self.present[who] = answer, True
            (self.proxied.add if held else self.proxied.discard)(voter)
            self.cast[round] += 1
            return who, message, heard
        assert heard == expected
        return multiple()

    @rule(principal=people, holder=people, ends=st.booleans())
    def mandate(self, principal: str, holder: str, ends: bool) -> None:
        others = [one for one, by in self.holders.items() if by == holder and one != principal]
        chain = holder in self.holders or principal in self.holders.values()
        cannot = principal == holder or {principal, holder} & self.observers or chain or len(others) >= 2
        try:
            by = None if ends else holder
            self.run(self.table.ask(messages.SetMandate, principal=principal, holder=by))
        except NotAllowed:
            assert cannot and not ends
            return
        assert ends or not cannot
        self.acts.append("mandate")
        self.holders.pop(principal, None)
        if not ends:
            self.holders[principal] = holder

    @precondition(lambda self: self.rounds)
    @rule(who=people, out=st.booleans(), phone=st.booleans())
    def recuse(self, who: str, out: bool, phone: bool) -> None:
        if out and phone:
            assert self.heard(who, messages.Recuse(self.key(), "q")).at
        else:
            self.run(self.table.ask(messages.SetRecusal, participant=who, question="q", recused=out))
            self.acts.append("recusal")
        (self.recused.add if out else self.recused.discard)(who)
        if out and self.open:
            self.votes[self.open].pop(who, None)
            self.proxied.discard(who)

    @precondition(lambda self: self.open and self.kinds[self.open] == "ballot")
    @rule(count=st.integers(0, 3))
    def count_hands(self, count: int) -> None:
        self.run(self.table.ask(messages.SetFacts, facts={"hands": 3}))
        self.run(self.table.ask(messages.CountHands, round=self.open, counts={"a": count}))
        self.hands, self.counted = count, True
        self.acts += ["facts", "count_hands"]

    @rule(target=ideas, who=people, text=st.text(min_size=1, max_size=8))
    def idea(self, who: str, text: str) -> Any:
        round = self.open
        heard = self.heard(who, WriteIdea(self.key(), round or "r9", text))
        if isinstance(heard, str):
            assert heard in ("invalid_text", "no_such_round")
            return multiple()
        assert round and heard.idea not in self.texts
        self.texts[heard.idea], self.present[who] = (round, who, text), True
        return heard.idea

    @rule(id=ideas, other=people, own=st.booleans())
    def edit(self, id: str, other: str, own: bool) -> None:
        round, author, _ = self.texts.get(id, ("", other, ""))
        heard = self.heard(author if own else other, EditIdea(self.key(), id, "autre"))
        if id in self.texts and (own or other == author) and self.rounds[round] == "open":
            assert heard.idea == id
            self.texts[id] = (round, author, "autre")
        else:
            assert heard in ("not_allowed", "vote_closed")

    @rule(id=consumes(ideas))
    def withdraw(self, id: str) -> None:
        round, author, _ = self.texts[id]
        heard = self.heard(author, WithdrawIdea(self.key(), id))
        if self.rounds[round] == "open":
            assert heard.idea == id
            del self.texts[id]
        else:
            assert heard == "vote_closed"

    @rule(before=said, other=people, own=st.booleans())
    def retry(self, before: Any, other: str, own: bool) -> None:
        who, message, heard = before
        again = self.heard(who if own else other, message)
        assert again == (heard if own or other == who else "bad_message")

    @precondition(lambda self: self.open)
    @rule()
    def close(self) -> None:
        id = self.open
        shut = self.run(self.table.ask(messages.CloseRound, round=id))
        here = {who for who, present in self.present.items() if present}
        heard = {one for one, by in self.holders.items() if by in here} | self.proxied
        voters = (here | heard) - self.observers - self.recused
        hands = 3 if self.counted else 0
        assert (shut["present"], shut["entitled"]) == (len(here) + hands, len(voters) + hands)
        self.raised[str(id)] = self.hands
        self.rounds[str(id)] = "closed"
        self.acts.append("close")

    @precondition(lambda self: self.rounds)
    @rule()
    def reveal(self) -> None:
        last = list(self.rounds)[-1]
        try:
            self.run(self.table.ask(messages.RevealRound, round=last, finding={"fr": "F"}))
        except RoundNotOpen:
            assert self.rounds[last] == "open"
            return
        self.rounds[last] = "revealed"
        self.acts.append("reveal")

    @rule(seconds=st.integers(-4000, 4000))
    def clock_is_set(self, seconds: int) -> None:
        self.time.wall += seconds

    @rule()
    def restart(self) -> None:
        head = self.table.session.state.head
        self.run(self.stack.aclose())
        self.stack = AsyncExitStack()
        self.begin()
        assert self.table.session.state.head == head

    @invariant()
    def the_room_equals_its_model(self) -> None:
        if not hasattr(self, "table"):
            return
        state, found = self.table.session.state, self.run(self.table.record())
        assert {r["id"]: r["state"] for r in found["rounds"]} == self.rounds
        assert {p["id"]: p["present"] for p in found["participants"]} == self.present
        assert [e["act"] for e in found["journal"]] == self.acts
        assert {id: state.cast[id] for id in self.cast} == self.cast
        raised = Counter[str]()
        counted: dict[str, dict[str, Any]] = {id: {} for id in self.rounds}
        for ballot in found["ballots"]:
            if ballot["channel"] == "hands":
                raised[ballot["round"]] += 1
                continue
            counted[ballot["round"]][ballot["participant"]] = ballot["choice"]
        assert raised == Counter(self.raised)
        assert counted == {id: {} if id == self.open else votes for id, votes in self.votes.items()}
        shown = {i["id"]: (i["round"], i["author"]) for i in found["ideas"] if not i["withdrawn"]}
        assert shown == {id: it[:2] for id, it in self.texts.items() if it[0] != self.open}
        json.dumps(found)

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.loop.close()
        self.folder.cleanup()


TestMeeting = Meeting.TestCase
TestMeeting.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
