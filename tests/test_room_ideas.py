"""Ideas after they were written: merged, split, restored and set aside without losing a text, an author or a fate."""

from __future__ import annotations

import asyncio
import contextlib
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hostile import STRINGS
from hypothesis import given, settings
from hypothesis import strategies as st
from model_room import Table, Time, seated
from phones import closed, desk, opened, phone
from rooms import Room

from workshop import messages
from workshop.errors import BadMessage, InvalidText, NotAllowed, WorkshopError
from workshop.model import Idea
from workshop.room import hub, lineage, views
from workshop.room.fates import told as told_fates
from workshop.room.state import State
from workshop.texts import clean, sentence


@pytest.fixture
def time() -> Time:
    return Time()


async def wrote(table: Table, who: str, round: str, text: str) -> str:
    key = f"key{len(table.session.state.receipts):09}"
    return str((await table.session.said(who, messages.WriteIdea(key, round, text))).idea)


async def written(table: Table, count: int = 4, **more: Any) -> tuple[list[str], list[str], str]:
    """So many people with one idea each, in a round that is closed: the people, the ideas, the round."""
    round = await table.open("ideas", "ideas", **more)
    people = [(await table.join(f"P{n}")).participant for n in range(count)]
    ideas = [await wrote(table, who, round, f"idée {n}") for n, who in enumerate(people)]
    await table.ask(messages.CloseRound, round=round)
    return people, ideas, round


async def refused(table: Table, kind: Any, **fields: Any) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as problem:
        await table.ask(kind, **fields)
    assert "{" not in sentence(problem.value, "fr") + sentence(problem.value, "en")
    return problem.value.reasons


def fates(table: Table, who: str) -> list[dict[str, Any]]:
    return told_fates(table.session.state, who).ideas


# ---- merge, split, restore ---------------------------------------------------------------------------


@pytest.mark.shows("GRP1")
async def test_a_merged_idea_keeps_every_text_and_author_and_the_theme(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, ideas, round = await written(table)
        await table.ask(messages.GroupIdeas, round=round, themes={ideas[1]: "Horaires"})
        made = await table.ask(messages.MergeIdeas, ideas=ideas[:3], text="ensemble", lang="fr")
        state = table.session.state
        assert [i.author for i in lineage.origins(state.ideas, made)] == people[:3]
        assert (state.ideas[made].theme, state.ideas[made].author) == ("Horaires", "")
        assert [i.id for i in state.ideas.values() if i.live] == [ideas[3], made]
        assert [i["text"] for i in (await table.record())["ideas"]] == [
            "idée 0",
            "idée 1",
            "idée 2",
            "idée 3",
            "ensemble",
        ]
    async with seated(data_dir, time) as table:
        assert table.session.state.ideas == state.ideas


@pytest.mark.shows("GRP1")
async def test_a_split_idea_gives_its_author_and_theme_to_each_part(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, ideas, round = await written(table)
        await table.ask(messages.GroupIdeas, round=round, themes={ideas[0]: "Horaires"})
        parts = await table.ask(messages.SplitIdea, idea=ideas[0], texts=["plus vite", "à deux"])
        found = [table.session.state.ideas[id] for id in parts]
        assert [(i.text, i.author, i.theme, i.parents) for i in found] == [
            ("plus vite", people[0], "Horaires", (ideas[0],)),
            ("à deux", people[0], "Horaires", (ideas[0],)),
        ]


@pytest.mark.parametrize("through", ["made", "source"])
async def test_what_was_merged_stands_again_when_it_is_restored(data_dir: Path, time: Time, through: str) -> None:
    async with seated(data_dir, time) as table:
        _, ideas, _ = await written(table)
        made = await table.ask(messages.MergeIdeas, ideas=ideas[:2], text="ensemble")
        again = await table.ask(messages.RestoreIdea, idea=made if through == "made" else ideas[1])
        live = [i.id for i in table.session.state.ideas.values() if i.live]
        assert again == ideas[:2] and live == ideas and table.session.state.ideas[made].withdrawn


@pytest.mark.parametrize("through", ["whole", "part"])
async def test_what_was_split_stands_again_when_it_is_restored(data_dir: Path, time: Time, through: str) -> None:
    async with seated(data_dir, time) as table:
        _, ideas, _ = await written(table, 1)
        parts = await table.ask(messages.SplitIdea, idea=ideas[0], texts=["a", "b", "c"])
        await table.ask(messages.RestoreIdea, idea=ideas[0] if through == "whole" else parts[1])
        assert [i.id for i in table.session.state.ideas.values() if i.live] == ideas


async def test_what_cannot_be_curated_is_refused_with_every_reason(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, (a, b, c, d), _ = await written(table)
        made = await table.ask(messages.MergeIdeas, ideas=[a, b], text="ensemble")
        await table.ask(messages.Moderate, idea=c, reason="nomme une absente")
        now = await table.open("ideas", "ideas")
        e = await wrote(table, people[0], now, "encore")
        gone = await wrote(table, people[0], now, "non")
        await table.session.said(people[0], messages.WithdrawIdea("withdraw1", gone))
        merge, split, restore, moderate = (
            messages.MergeIdeas, messages.SplitIdea, messages.RestoreIdea, messages.Moderate,
        )  # fmt: skip
        assert await refused(table, merge, ideas=[a, c, e], text="x") == (
            "gone_into", "set_aside", "still_open", "two_rounds",
        )  # fmt: skip
        assert await refused(table, merge, ideas=[d, d], text="x") == ("one_idea",)
        assert await refused(table, merge, ideas=[d, "i99"], text="x") == ("unknown_idea",)
        assert await refused(table, merge, ideas=[], text="x") == ("unknown_idea",)
        assert await refused(table, split, idea=gone, texts=["x"]) == ("withdrawn", "still_open", "pieces")
        assert await refused(table, restore, idea=d) == ("nothing_made",)
        assert await refused(table, restore, idea=gone) == ("withdrawn",)
        assert await refused(table, moderate, idea=a, reason="x") == ("gone_into",)
        assert await refused(table, moderate, idea=d) == ("not_aside",)
        await table.ask(messages.Moderate, idea=made, reason="x")
        assert await refused(table, restore, idea=a) == ("set_aside",)
        for text in ("", "\u200b", "x" * 2001):
            with pytest.raises(InvalidText):
                await table.ask(split, idea=d, texts=["bon", text])
        assert [i.id for i in table.session.state.ideas.values() if i.live] == [d, e]


async def test_what_went_further_is_restored_step_by_step(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        _, ideas, _ = await written(table)
        first = await table.ask(messages.MergeIdeas, ideas=ideas[:2], text="deux")
        second = await table.ask(messages.MergeIdeas, ideas=[first, ideas[2]], text="trois")
        assert await refused(table, messages.RestoreIdea, idea=ideas[0]) == ("gone_into",)
        assert await table.ask(messages.RestoreIdea, idea=second) == [first, ideas[2]]
        assert await table.ask(messages.RestoreIdea, idea=ideas[0]) == ideas[:2]


async def test_two_hundred_ideas_of_two_thousand_signs_become_one_and_stand_again(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        round = await table.open("ideas", "ideas")
        who = (await table.join()).participant
        ideas = [await wrote(table, who, round, f"{n:03}" + "é" * 1997) for n in range(200)]
        await table.ask(messages.CloseRound, round=round)
        made = await table.ask(messages.MergeIdeas, ideas=ideas, text="x" * 2000)
        assert len(lineage.origins(table.session.state.ideas, made)) == 200
        assert await table.ask(messages.RestoreIdea, idea=made) == ideas


async def test_every_act_on_ideas_is_in_the_journal(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        _, (a, b, c, _), round = await written(table)
        made = await table.ask(messages.MergeIdeas, ideas=[a, b], text="ensemble")
        await table.ask(messages.RestoreIdea, idea=made)
        await table.ask(messages.SplitIdea, idea=c, texts=["x", "y"])
        await table.ask(messages.Moderate, idea=a, reason="nomme une absente")
        await table.ask(messages.Moderate, idea=a)
        told = [(e["act"], e["payload"]) for e in (await table.record())["journal"][2:]]
        assert told == [
            ("merge", {"round": round, "ideas": [a, b], "made": [made]}),
            ("restore", {"round": round, "undone": [made], "ideas": [a, b]}),
            ("split", {"round": round, "ideas": [c], "made": ["i6", "i7"]}),
            ("set_aside", {"round": round, "idea": a, "reason": "nomme une absente"}),
            ("bring_back", {"round": round, "idea": a, "reason": None}),
        ]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "restore", "aside", "back"]), st.lists(st.integers(0, 11), max_size=4)
    ),
    max_size=14,
)


@pytest.mark.shows("GRP1")
@given(ACTS)
@settings(max_examples=40, deadline=None)
def test_no_sequence_of_acts_loses_a_text_or_an_author(acts: list[tuple[str, list[int]]]) -> None:
    asyncio.run(_curated(acts))


async def _curated(acts: list[tuple[str, list[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with seated(Path(folder), Time()) as table:
            round = await table.open("ideas", "ideas")
            people = [(await table.join(f"P{n}")).participant for n in range(4)]
            own = {await wrote(table, people[n % 4], round, f"idée {n}"): people[n % 4] for n in range(5)}
            gone = await wrote(table, people[0], round, "retirée")
            await table.session.said(people[0], messages.WithdrawIdea("withdraw1", gone))
            await table.ask(messages.CloseRound, round=round)
            for act, numbers in acts:
                kind, fields = _act(table.session.state, act, numbers)
                with contextlib.suppress(WorkshopError):
                    await table.ask(kind, **fields)
            state = table.session.state
            _whole(state, own, gone)
        async with seated(Path(folder), Time()) as table:
            assert table.session.state.ideas == state.ideas


def _whole(state: State, own: dict[str, str], gone: str) -> None:
    """Every text and author is there, each idea is reached from what stands, and nothing else stands."""
    assert {id: (state.ideas[id].text, state.ideas[id].author) for id in own} == {
        id: (f"idée {n}", who) for n, (id, who) in enumerate(own.items())
    }
    stands = [i for i in state.ideas.values() if not (i.withdrawn or i.into)]
    reached = {origin.id for one in stands for origin in lineage.origins(state.ideas, one.id)}
    assert reached == own.keys() and gone not in reached
    for id in own:
        assert all(not (end.withdrawn or end.into) for end in lineage.ends(state.ideas, id))
        assert all(
            id in {o.id for o in lineage.origins(state.ideas, end.id)} for end in lineage.ends(state.ideas, id)
        )


def _act(state: State, act: str, numbers: list[int]) -> tuple[Any, dict[str, Any]]:
    """One act on ideas of these numbers, whether it can be done or not."""
    ids = list(state.ideas)
    chosen = [ids[n % len(ids)] for n in (numbers or [0])]
    return {
        "merge": (messages.MergeIdeas, {"ideas": chosen, "text": "ensemble"}),
        "split": (messages.SplitIdea, {"idea": chosen[0], "texts": [f"part {n}" for n in numbers]}),
        "restore": (messages.RestoreIdea, {"idea": chosen[0]}),
        "aside": (messages.Moderate, {"idea": chosen[0], "reason": "hors sujet"}),
        "back": (messages.Moderate, {"idea": chosen[0]}),
    }[act]


async def test_what_was_voted_on_is_not_undone(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        _, ideas, _ = await written(table)
        made = await table.ask(messages.MergeIdeas, ideas=ideas[:2], text="ensemble")
        options = [{"id": id, "label": {"fr": id}} for id in (made, ideas[2])]
        await table.ask(messages.CloseRound, round=await table.open("dots", options=options))
        assert await refused(table, messages.RestoreIdea, idea=made) == ("voted_on",)


async def test_a_theme_has_a_name_that_a_ballot_can_show(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        _, ideas, round = await written(table)
        for name in ("", " \u200b", "x" * 201):
            with pytest.raises(InvalidText):
                await table.ask(messages.GroupIdeas, round=round, themes={ideas[0]: "Ton", ideas[1]: name})
        assert await refused(table, messages.GroupIdeas, round=round, themes={"i99": "Ton"}) == ("unknown_idea",)
        assert {idea.theme for idea in table.session.state.ideas.values()} == {None}
        await table.ask(messages.GroupIdeas, round=round, themes={ideas[0]: " Ton ", ideas[1]: "x" * 200})
        await table.ask(messages.GroupIdeas, round=round, themes={ideas[0]: None})
        assert [idea.theme for idea in table.session.state.ideas.values()] == [None, "x" * 200, None, None]


# ---- moderation --------------------------------------------------------------------------------------


@pytest.mark.shows("BRA6")
async def test_an_author_hears_at_once_that_and_why_an_idea_was_set_aside(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (ada, *_), (idea, *_), _ = await written(table)
        table.told.clear()
        await table.ask(messages.Moderate, idea=idea, reason="nomme une personne absente")
        assert table.told == ["crowd", f"mine:{ada}", f"fates:{ada}"]  # to one person, however many are here
        (fate,) = fates(table, ada)
        assert (fate["fate"], fate["reason"]) == ("aside", "nomme une personne absente")
        assert [i["aside"] for i in views.mine(table.session.state, ada).ideas] == ["nomme une personne absente"]
        await table.ask(messages.Moderate, idea=idea)
        assert fates(table, ada)[0]["fate"] == "private"


async def test_everybody_whose_words_are_in_a_merged_idea_hears_that_it_was_set_aside(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        people, ideas, _ = await written(table)
        made = await table.ask(messages.MergeIdeas, ideas=ideas[1:3], text="ensemble")
        table.told.clear()
        await table.ask(messages.Moderate, idea=made, reason="hors sujet")
        assert [what for what in table.told if "fates" in what] == [f"fates:{who}" for who in people[1:3]]
        assert [fates(table, who)[0]["fate"] for who in people] == ["private", "aside", "aside", "private"]


async def test_an_idea_edited_after_it_was_set_aside_stays_aside_until_the_facilitator_looks_again(
    data_dir: Path, time: Time
) -> None:
    async with seated(data_dir, time) as table:
        ada, round = (await table.join()).participant, await table.open("ideas", "ideas", suggest=True)
        idea = await wrote(table, ada, round, "une idée")
        edit = table.session.said(ada, messages.EditIdea("editedit1", idea, "une autre"))
        await asyncio.gather(edit, table.ask(messages.Moderate, idea=idea, reason="nomme une absente"))
        await table.session.said(ada, messages.EditIdea("editedit2", idea, "sans nom"))
        found = table.session.state.ideas[idea]
        assert (found.text, found.aside) == ("sans nom", "nomme une absente")
        bob = (await table.join("Bob")).participant
        await wrote(table, bob, round, "la mienne")
        assert table.session.gathering.suggestions(bob, messages.AskIdeas(round)).ideas == []


async def test_hostile_words_are_kept_as_words(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        _, ideas, _ = await written(table, 2)
        for text in STRINGS:
            kept = clean(text)
            if not 0 < len(kept) <= 2000:
                continue
            made = await table.ask(messages.MergeIdeas, ideas=ideas, text=text)
            await table.ask(messages.Moderate, idea=made, reason=text)
            assert (table.session.state.ideas[made].text, table.session.state.ideas[made].aside) == (kept, kept)
            await table.ask(messages.Moderate, idea=made)
            await table.ask(messages.RestoreIdea, idea=made)
    async with seated(data_dir, time) as table:
        assert [i.id for i in table.session.state.ideas.values() if i.live] == ideas


# ---- fates -------------------------------------------------------------------------------------------


async def test_an_idea_goes_from_private_to_a_clause_and_its_author_can_follow(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (ada, *_), (idea, *_), round = await written(table)
        seen = [fates(table, ada)[0]["fate"]]
        await table.ask(messages.RevealRound, round=round, finding={})
        seen.append(fates(table, ada)[0]["fate"])
        await table.ask(messages.GroupIdeas, round=round, themes={idea: "Horaires"})
        seen.append(fates(table, ada)[0]["fate"])
        themes = [{"id": f"theme:{n}", "label": {"fr": text}} for n, text in enumerate(("Horaires", "Ton"))]
        ballot = await table.open("dots", options=themes)
        seen.append(fates(table, ada)[0]["fate"])
        await table.ask(messages.CloseRound, round=ballot)
        seen.append(fates(table, ada)[0]["fate"])
        decision = {"question": "q", "option": "b", "status": "adopted", "round": ballot, "clause": "3.2"}
        time.later(1)
        await table.ask(messages.Decide, decision={**decision, "outcome": {"fr": "Adopté."}})
        (fate,) = fates(table, ada)
        assert seen == ["private", "shown", "grouped", "grouped", "voted"]
        assert {k: fate[k] for k in ("fate", "theme", "clause", "question")} == {
            "fate": "adopted", "theme": "Horaires", "clause": "3.2", "question": {"fr": "Q", "en": "Q"},
        }  # fmt: skip


async def test_a_merged_idea_takes_its_sources_as_far_as_it_goes(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people, ideas, round = await written(table)
        made = await table.ask(messages.MergeIdeas, ideas=ideas[:2], text="ensemble")
        await table.ask(messages.RevealRound, round=round, finding={})
        assert [fates(table, who)[0]["fate"] for who in people] == ["merged", "merged", "shown", "shown"]
        assert fates(table, people[1])[0]["into"] == [{"text": "ensemble", "lang": "fr"}]
        options = [{"id": id, "label": {"fr": id}} for id in (made, ideas[2])]
        ballot = await table.open("approval", options=options)
        await table.ask(messages.CloseRound, round=ballot)
        assert [fates(table, who)[0]["fate"] for who in people] == ["voted", "voted", "voted", "shown"]
        time.later(1)
        decision = {"question": "q", "option": made, "status": "adopted", "round": ballot}
        decision |= {"lost": {ideas[2]: "trop cher"}, "outcome": {"fr": "Adopté."}}
        await table.ask(messages.Decide, decision=decision)
        assert [fates(table, who)[0]["fate"] for who in people] == ["adopted", "adopted", "voted", "shown"]
        assert fates(table, people[2])[0]["reason"] == "trop cher"


async def test_a_split_idea_comes_as_far_as_its_furthest_part(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (ada,), (idea,), round = await written(table, 1)
        await table.ask(messages.RevealRound, round=round, finding={})
        one, two = await table.ask(messages.SplitIdea, idea=idea, texts=["un", "deux"])
        await table.ask(messages.GroupIdeas, round=round, themes={two: "Ton"})
        await table.ask(messages.Moderate, idea=one, reason="hors sujet")
        (fate,) = fates(table, ada)
        assert (fate["fate"], fate["theme"], [i["text"] for i in fate["into"]]) == ("grouped", "Ton", ["un", "deux"])
        assert [i["id"] for i in views.mine(table.session.state, ada).ideas] == [idea]


async def test_ideas_written_after_a_decision_are_not_decided_by_it(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        (ada, *_), _, round = await written(table)
        time.later(1)
        parked = {"question": "q", "option": None, "status": "parked", "round": round, "rationale": "pas le temps"}
        await table.ask(messages.Decide, decision={**parked, "outcome": {"fr": "Plus tard."}})
        time.later(1)
        again = await table.open("ideas", "ideas")
        await wrote(table, ada, again, "après")
        assert [(f["fate"], f.get("reason")) for f in fates(table, ada)] == [
            ("parked", "pas le temps"), ("private", None),
        ]  # fmt: skip


async def test_a_withdrawn_idea_says_so_and_fates_are_ones_own_only(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        ada, bob, round = (await table.join()).participant, (await table.join("B")).participant, ""
        round = await table.open("ideas", "ideas")
        idea = await wrote(table, ada, round, "une")
        await table.session.said(ada, messages.WithdrawIdea("withdraw1", idea))
        told = await table.session.said(ada, messages.AskFates())
        assert [fate["fate"] for fate in told.ideas] == ["withdrawn"]
        assert await table.session.said(bob, messages.AskFates()) == messages.Fates([], [])


def test_a_long_chain_of_merges_is_followed_to_both_ends() -> None:
    last = 5000
    ideas = {}
    for n in range(last):
        into = (f"m{n + 1}",) if n + 1 < last else ()
        ideas[f"i{n}"] = Idea(f"i{n}", "r1", "", "fr", f"p{n}", 0.0, into=(f"m{n}",))
        ideas[f"m{n}"] = Idea(f"m{n}", "r1", "", "fr", "", 0.0, into=into, parents=(f"i{n}", f"m{n - 1}")[: n + 1])
    assert {one.author for one in lineage.origins(ideas, f"m{last - 1}")} == {f"p{n}" for n in range(last)}
    assert [one.id for one in lineage.ends(ideas, "i0")] == [f"m{last - 1}"] and lineage.merged(ideas, "i0")


# ---- suggestions -------------------------------------------------------------------------------------


@pytest.mark.shows("BRA3")
async def test_a_few_ideas_of_others_are_shown_to_who_has_written_one(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        people = [(await table.join(f"P{n}")).participant for n in range(6)]
        round = await table.open("ideas", "ideas", suggest=True)
        ideas = {await wrote(table, who, round, f"idée {n}"): n for n, who in enumerate(people[1:], 1)}
        await table.session.said(people[5], messages.WithdrawIdea("withdraw1", list(ideas)[4]))
        ask = messages.AskIdeas(round)
        assert (await table.session.said(people[0], ask)).ideas == []
        seen = []
        for n in range(20):  # each new idea of one's own brings others; asking again brings the same
            await wrote(table, people[0], round, f"la mienne {n}")
            first, again = [(await table.session.said(people[0], ask)).ideas for _ in range(2)]
            assert first == again
            seen.append(tuple(idea["text"] for idea in first))
        assert {len(set(one)) for one in seen} == {3} and len(set(seen)) > 3
        assert {text for one in seen for text in one} == {"idée 1", "idée 2", "idée 3", "idée 4"}
        await table.ask(messages.CloseRound, round=round)
        assert (await table.session.said(people[0], ask)).ideas == []


@pytest.mark.parametrize("suggest", [False, None])
async def test_nothing_is_suggested_where_it_was_not_chosen(data_dir: Path, time: Time, suggest: bool | None) -> None:
    async with seated(data_dir, time) as table:
        people = [(await table.join(f"P{n}")).participant for n in range(2)]
        round = await table.open("ideas", "ideas", **({} if suggest is None else {"suggest": suggest}))
        for who in people:
            await wrote(table, who, round, "une idée")
        for asked in (round, "r99", "x" * 5000):
            assert (await table.session.said(people[0], messages.AskIdeas(asked))).ideas == []


# ---- requests ----------------------------------------------------------------------------------------


async def test_a_request_waits_without_a_name_and_its_author_reads_the_answer(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        ada = (await table.join()).participant
        ask = messages.AskFocus("focus0001", "Parlons du bénévolat")
        said = [await table.session.said(ada, ask) for _ in range(3)]
        assert said.count(said[0]) == 3
        waiting = _desk(table).matters
        assert [(m["id"], m["text"], m["state"]) for m in waiting] == [("m1", "Parlons du bénévolat", "waiting")]
        assert "author" not in waiting[0] and ada not in json.dumps(waiting)
        table.told.clear()
        await table.ask(messages.SetMatter, matter="m1", state="taken")
        assert f"fates:{ada}" in table.told and [m["state"] for m in _desk(table).matters] == ["taken"]
        await table.ask(messages.SetMatter, matter="m1", state="answered", answer="Après la pause")
        told = (await table.session.said(ada, messages.AskFates())).requests
        assert [(r["state"], r["answer"]) for r in told] == [("answered", "Après la pause")]
        assert _desk(table).matters == []
    async with seated(data_dir, time) as table:
        assert await table.session.said(ada, ask) == said[0]
        (kept,) = (await table.record())["matters"]
        assert (kept["author"], kept["text"], kept["at"]) == (ada, "Parlons du bénévolat", said[0].at)


async def test_the_facilitator_keeps_something_with_an_owner_and_a_date(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        id = await table.ask(messages.SetMatter, text="Qui paie l’abonnement ?", owner="Awa", due="2027-03-01")
        assert await table.ask(messages.SetMatter, matter=id, state="dropped") == id
        (kept,) = (await table.record())["matters"]
        told = [kept[key] for key in ("text", "state", "owner", "due", "author")]
        assert told == ["Qui paie l’abonnement ?", "dropped", "Awa", "2027-03-01", None]
        assert [e["act"] for e in (await table.record())["journal"]] == ["matter", "matter"]


async def test_a_request_is_settled_only_as_it_can_be(data_dir: Path, time: Time) -> None:
    async with seated(data_dir, time) as table:
        ada = (await table.join()).participant
        await table.session.said(ada, messages.AskFocus("focus0001", "Parlons du bénévolat"))
        say = messages.SetMatter
        assert await refused(table, say, matter="m9", state="kept") == ("unknown_matter",)
        assert await refused(table, say, matter="m1", state="waiting") == ("unknown_state",)
        assert await refused(table, say, matter="m1", state="answered") == ("answer_missing",)
        assert await refused(table, say, matter="m1", text="autre chose") == ("own_words",)
        with pytest.raises(BadMessage):
            await table.ask(say, matter="m1", due="demain")
        with pytest.raises(InvalidText):
            await table.ask(say, text=" ")
        assert [m.state for m in table.session.state.matters.values()] == ["waiting"]


def _desk(table: Table) -> messages.DeskState:
    """What the desk is shown of this table."""
    shown = hub.Hub()
    shown.attend(table.session)
    return shown.desk_state()


# ---- over real sockets -------------------------------------------------------------------------------


async def test_a_phone_asks_suggests_and_is_told_and_the_others_are_left_alone(room: Room) -> None:
    async with phone(room, "Ada") as ada, phone(room, "Bob") as bob:
        with desk(room) as client:
            round = opened(client, "ideas", "ideas", suggest=True)
            idea = (await ada.answer("WriteIdea", key="adawrites", round=round, text="<b>une</b>"))["idea"]
            await bob.answer("WriteIdea", key="bobwrites", round=round, text="deux")
            await bob.say("AskIdeas", round=round)
            assert (await bob.hear("Suggestions"))["ideas"] == [{"text": "<b>une</b>", "lang": "fr"}]
            assert (await bob.answer("AskFocus", key="bobasks00", text="Une pause ?"))["type"] == "Recorded"
            client.ask(messages.Moderate, idea=idea, reason="hors sujet")
            pushed = await ada.hear("Fates")
            assert [(one["fate"], one["reason"]) for one in pushed["ideas"]] == [("aside", "hors sujet")]
            await bob.say("AskFates")
            told = await bob.hear("Fates")  # his own, because he asked: nothing of Ada's was pushed to him
            assert [one["text"] for one in told["ideas"]] == ["deux"] and told["requests"][0]["state"] == "waiting"
            closed(client, round)
            await ada.say("AskFates")
            assert (await ada.hear("Fates")) == pushed
