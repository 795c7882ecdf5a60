"""Topics by channel and audiences by platform, filled in together; the room between privacy and speed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from desks import cast, press, texts_of, wait_for
from records import TODAY, record, results

from workshop.agenda import load
from workshop.desk import Workshop
from workshop.desk.widgets import MatrixTable
from workshop.errors import InputError
from workshop.export.document import document
from workshop.export.tree import Heading, Table, words
from workshop.model import Ballot, Record, Round
from workshop.policy import minutes_notebook, policy_notebook, scales
from workshop.texts import LANGS

# ---- the table at the desk ---------------------------------------------------------------------------


def act(widget: MatrixTable, name: str, **values: Any) -> str:
    """What the browser does; the alert after it."""
    widget._told(widget, {"act": name, "values": {"by": "Ada", **values}}, [])
    return str(widget.alert)


@pytest.mark.shows("R8")
def test_a_topic_gets_what_each_channel_may_say_and_who_said_so_is_kept(w: Workshop) -> None:
    widget = w.table("topics")
    assert act(widget, "add", label="Images ou récits d’enfants") == ""
    assert act(widget, "cell", row="minors", column="facebook", text="Non") == ""
    assert act(widget, "cell", row="minors", column="who", text="Ada, après accord\ndes familles") == ""
    kept = w.record("").facts["tables"]["topics"]["rows"]
    assert [(row["id"], row["mark"], row["by"]) for row in kept] == [("minors", True, "Ada")]
    assert kept[0]["cells"] == {"facebook": {"fr": "Non", "en": "No"}, "who": "Ada, après accord\ndes familles"}
    wait_for(lambda: w.facts.get("tables") and w.facts["tables"]["topics"]["rows"][0]["cells"].get("who"))
    shown = w.table("topics").view
    assert shown["rows"][0]["cells"]["facebook"] == "Non"
    assert shown["rows"][0]["said"].startswith("Ada, ")
    assert "Images ou récits d’enfants" not in shown["ideas"]


def test_a_table_asks_about_the_channels_the_group_keeps_and_always_about_the_website(w: Workshop) -> None:
    named = {"basis": {"channels": {"mastodon": {}, "radio": {}}, "names": {"radio": {"fr": "Radio", "en": "Radio"}}}}
    w.set(rhythm=named)
    heads = [*w.filled("topics").columns]
    assert heads == ["Mastodon", "Radio", "Site Web", "Qui publie", "À quel moment"]


@pytest.mark.shows("R87")
def test_each_platform_brings_its_own_netiquette_to_the_audiences(w: Workshop) -> None:
    shown = w.table("audiences").view
    netiquette = load().platforms["facebook"].netiquette[0]["fr"]
    assert shown["cells"]["facebook"][0] == netiquette
    assert netiquette not in shown["cells"]["instagram"]


def test_a_row_of_ones_own_is_named_renamed_flagged_and_taken_out(w: Workshop) -> None:
    widget = w.table("topics")
    act(widget, "add", label="Le chat du bureau")
    assert act(widget, "name", row="own_1", label="Les animaux du bureau", mark=True) == ""
    assert [*w.filled("topics").index] == ["Les animaux du bureau"]
    assert w.record("").facts["tables"]["topics"]["rows"][0]["mark"] is True
    assert act(widget, "drop", row="own_1") == ""
    assert w.filled("topics").empty


def test_what_cannot_be_kept_is_said_in_a_sentence_and_changes_nothing(w: Workshop) -> None:
    widget = w.table("topics")
    act(widget, "add", label="Le chat du bureau")
    assert (
        act(widget, "add", label="  le CHAT du bureau ")
        == "«\u00a0le CHAT du bureau\u00a0» est déjà dans le tableau."
    )
    assert "Donnez un nom" in act(widget, "add", label=" ")
    assert "n’est plus dans le tableau" in act(widget, "cell", row="own_9", column="facebook", text="Oui")
    assert "pas de colonne" in act(widget, "cell", row="own_1", column="minitel", text="Oui")
    assert "votre texte est toujours là" in act(widget, "cell", row="own_1", column="facebook", text="o" * 601)
    assert len(w.filled("topics")) == 1
    with pytest.raises(InputError, match="topics, audiences"):
        w.table("budget")


# ---- the table on paper ------------------------------------------------------------------------------


def tabled(name: str, count: int, columns: int, **more: Any) -> Record:
    """A workshop with a table of so many rows and channels; one cell in three is empty."""
    channels = [f"c{k}" for k in range(columns)]
    rows = [
        {"id": f"own_{n}", "name": f"Sujet {n}", "mark": n == 1, "by": "Ada", "at": 1.0}
        | {"cells": {c: f"Réponse {n}.{k} | <b>" for k, c in enumerate(channels) if (n + k) % 3}}
        for n in range(1, count + 1)
    ]
    facts = {
        **record().facts,
        "tables": {name: {"rows": rows}},
        "rhythm": {"basis": {"channels": dict.fromkeys(channels)}},
    }
    return replace(record(), facts={**facts, **more})


def printed(of: Record, lang: str = "fr") -> list[Table]:
    """The tables that follow the title of a table of ours."""
    notebook = policy_notebook(of, load(), lang, results=results(), pictures={}, today=TODAY)
    blocks = [*document(notebook).blocks]
    titles = {one.title[lang] for one in load().tables.values()}
    at = next(k for k, b in enumerate(blocks) if isinstance(b, Heading) and words(b.runs) in titles)
    found = []
    for block in blocks[at + 1 :]:
        if not isinstance(block, Table):
            break
        found.append(block)
    return found


def grid(table: Table) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in (table.header, *table.rows)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_small_table_is_printed_whole_and_an_empty_cell_is_still_to_be_settled(lang: str) -> None:
    (table,) = printed(tabled("audiences", 4, 2), lang)
    head, *rows = grid(table)
    assert head[1:] == [
        "c0",
        "c1",
        {"fr": "Site Web", "en": "Website"}[lang],
        load().tables["audiences"].columns[0].label[lang],
    ]
    assert rows[0][1] == "Réponse 1.0 | <b>"
    assert rows[1][2] == {"fr": "à préciser", "en": "to be settled"}[lang]


def test_twelve_channels_are_split_so_that_no_table_has_more_than_five_columns() -> None:
    tables = printed(tabled("topics", 6, 12))
    assert [len(table.header) for table in tables] == [5, 5, 5, 4]
    assert tables[0].caption == "Partie 1 de 4"
    heads = [words(cell) for table in tables for cell in table.header[1:]]
    assert heads == [*(f"c{k}" for k in range(12)), "Site Web", "Qui publie", "À quel moment"]
    assert all(grid(table)[1][0] == "Sujet 1 (sensible)" for table in tables)


def test_few_topics_and_many_channels_are_printed_with_the_channels_down() -> None:
    (table,) = printed(tabled("topics", 2, 12))
    assert grid(table)[0] == ["Canal", "Sujet 1 (sensible)", "Sujet 2"]
    assert len(table.rows) == 15


def test_a_channel_that_was_closed_keeps_what_was_written_about_it() -> None:
    of = tabled("audiences", 4, 2)
    closed = {**of.facts, "rhythm": {"basis": {"channels": {"c1": {}}}}}
    heads = [words(cell) for cell in printed(replace(of, facts=closed))[0].header]
    assert "c0" in heads


# ---- the scale ---------------------------------------------------------------------------------------

ASKED = Round(
    "g1", "guess", "guess", {"fr": "Où ?", "en": "Where?"}, question="privacy_speed", state="revealed", most=10
)


def guessed(*numbers: float | None, **changes: Any) -> Record:
    ballots = tuple(Ballot("g1", f"p{k}", n, 1.0 + k) for k, n in enumerate(numbers))
    asked = replace(ASKED, **changes)
    return replace(record(), rounds=(*record().rounds, asked), ballots=(*record().ballots, *ballots))


def stands(of: Record) -> scales.Standing | None:
    return scales.standing(of, load().scales["privacy_speed"])


@pytest.mark.parametrize(
    ("numbers", "middle", "approval"),
    [((0, 1, 2, 3), 1.5, "prior"), ((4, 5, 6, None), 5.0, "second_pair"), ((7, 9, 10), 9.0, "independent")],
)
@pytest.mark.shows("R9")
def test_the_nearest_option_follows_the_middle_of_the_answers(
    numbers: tuple[float | None, ...], middle: float, approval: str
) -> None:
    found = stands(guessed(*numbers))
    assert found
    assert (found.middle, found.nearest["approval"]) == (middle, approval)


def test_a_fast_reply_and_an_open_channel_lie_at_the_same_end_whatever_their_stance() -> None:
    found = stands(guessed(8, 9, 10))
    assert found
    assert (found.nearest["response_time"], found.nearest["privacy"]) == ("one_hour", "platform")


def test_two_answers_show_their_middle_and_not_who_said_what() -> None:
    found = stands(guessed(2, 9))
    assert found
    assert found.half is None
    assert len(scales.stands(found, "fr")) == 1


def test_opinions_far_apart_are_said_to_be_so() -> None:
    found = stands(guessed(0, 1, 9, 10))
    assert found
    assert scales.stands(found, "fr")[-1] == "Les avis sont éloignés\u00a0: parlez-en avant de vous y fier."


def test_nothing_is_said_before_anybody_answered_or_while_they_do() -> None:
    assert stands(record()) is None
    assert stands(guessed(None, None)) is None
    assert stands(guessed(3, 4, 5, state="open")) is None


@pytest.mark.parametrize("lang", LANGS)
def test_the_minutes_say_where_the_room_stood_and_that_it_decided_nothing(lang: str) -> None:
    made = minutes_notebook(
        guessed(0, 1, 2, 3), load(), lang, results=results(), risk_scores={}, pictures={}, today=TODAY
    )
    text = "\n".join(cell["source"] for cell in made["cells"])
    assert {"fr": "Ces repères n’ont rien décidé", "en": "These pointers decided nothing"}[lang] in text
    assert load().questions["speed"].option("privacy_first").label[lang] in text


def test_the_stage_of_a_fed_question_says_where_the_room_stands_until_people_vote(w: Workshop) -> None:
    scale = load().scales["privacy_speed"]
    stage = w.stage("approval")
    assert scale.prompt["fr"] not in texts_of(stage.board.view)
    w.open("privacy_speed", kind="guess", title=scale.prompt, most=10, ends=(scale.low, scale.high))
    cast(w, [0, 1, 2])
    w.close()
    stage.refresh(fresh=True)
    assert load().questions["approval"].option("prior").label["fr"] in texts_of(stage.board.view)
    assert "il ne décide rien" in texts_of(stage.board.view)
    assert scale.prompt["fr"] in w.scale("privacy_speed").text
    voting: Mapping[str, Any] = press(stage, "vote", rule="gradients")
    assert "il ne décide rien" not in repr(voting["blocks"])


def test_a_scale_that_nobody_answered_or_knows_says_so(w: Workshop) -> None:
    assert "pas encore répondu" in w.scale("privacy_speed").text
    with pytest.raises(InputError, match="privacy_speed"):
        w.scale("left_right")
