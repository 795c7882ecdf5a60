"""Ideas in themes: by meaning, across languages, the same each time, whatever people write."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workshop.methods.ideas import ALIKE, NAME, Grouping, propose, tree, vectors

ROOT = Path(__file__).resolve().parent.parent
FRENCH, ENGLISH = "Répondre aux messages en une heure", "Reply to messages within one hour"
PHOTO, PASSWORD = "No photos of children without consent", "Les mots de passe restent dans un coffre"


@pytest.fixture(scope="module")
def bench() -> dict[str, Any]:
    """The bench's own measures and its real material."""
    return runpy.run_path(str(ROOT / "bench/ideas.py"))


@pytest.fixture(scope="module")
def comments(bench: dict[str, Any]) -> tuple[list[str], list[int]]:
    texts, groups = bench["conversations"]()
    return texts, groups


@pytest.mark.shows("GRP3")
def test_one_idea_in_two_languages_is_a_possible_duplicate():
    found = propose([FRENCH, PHOTO, ENGLISH])
    assert [(i, j) for i, j, _ in found.duplicates] == [(0, 2)]
    assert ALIKE <= found.duplicates[0][2] < 1
    assert found.labels == (0, 1, 0)


@pytest.mark.shows("GRP3")
def test_real_comments_fall_into_their_conversations_better_than_by_letters(bench, comments):
    texts, groups = comments
    ari, f1 = bench["agreement"](propose(texts, 3).labels, groups)
    letters = bench["agreement"](bench["themes"](bench["by_letters"], texts, 3), groups)
    assert ari > 0.7 and f1 > 0.85
    assert ari > letters[0] + 0.3 and f1 > letters[1] + 0.1


@pytest.mark.parametrize(("what", "least"), [("label", 0.9), ("prompt", 0.9)])
def test_the_nearest_sentence_in_the_other_language_is_the_translation(bench, what: str, least: float):
    fr, en = bench["bank"](what)
    for left, right in ((fr, en), (en, fr)):
        assert bench["translated"](vectors, left, right)[0] > least
        assert bench["translated"](bench["by_letters"], left, right)[0] < 0.75


def test_the_bench_s_index_is_one_for_the_same_groups_and_none_for_chance(bench):
    assert bench["agreement"]([0, 0, 1, 1], [1, 1, 0, 0]) == (1, 1)
    assert bench["agreement"]([0, 1, 0, 1], [0, 0, 1, 1])[0] < 0


def test_any_number_of_themes_is_cut_from_one_tree_and_a_finer_cut_only_splits(comments):
    grown = tree(comments[0][:60])
    coarse = grown.cut(1).labels
    for count in range(2, 61):
        fine = grown.cut(count)
        assert fine.themes == len(fine.names) == len(set(fine.labels)) == count
        assert len(set(zip(coarse, fine.labels, strict=True))) == count
        coarse = fine.labels


def test_themes_are_numbered_as_they_first_appear(comments):
    labels = propose(comments[0][:60]).labels
    assert list(dict.fromkeys(labels)) == list(range(max(labels) + 1))


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (1, 1), (4, 4), (99, 4)])
def test_a_number_beyond_what_there_is_gives_what_there_is(asked: int, given: int):
    assert propose([FRENCH, ENGLISH, PHOTO, PASSWORD], asked).themes == given


@pytest.mark.parametrize("count", [10, 40, 160, 492])
def test_the_proposed_number_of_themes_can_be_read_on_one_wall(comments, count: int):
    assert max(2, round(count**0.5 / 2)) <= propose(comments[0][:count]).themes <= 1.5 * count**0.5 + 1


def test_repetitions_of_three_ideas_are_three_themes():
    said = [FRENCH, PHOTO, PASSWORD] * 5
    found = propose(said)
    assert (found.themes, found.labels) == (3, (0, 1, 2) * 5)
    assert len(found.duplicates) == 30 and {c for _, _, c in found.duplicates} == {1.0}


def test_nobody_s_idea_is_a_grouping_of_nothing():
    assert propose([]) == Grouping((), 0, (), (), ())
    assert vectors([]).shape == (0, 512)


def test_one_idea_is_one_theme_of_its_own_name():
    assert propose(["Simple."]) == Grouping((0,), 1, ("Simple",), (0,), ())


@pytest.mark.parametrize(("texts", "themes"), [([FRENCH, PHOTO], 2), ([FRENCH, ENGLISH], 1), ([PHOTO, PHOTO], 1)])
def test_two_ideas_are_two_themes_unless_they_are_perhaps_the_same(texts: list[str], themes: int):
    assert propose(texts).themes == themes


def test_signs_without_a_word_are_alike_only_if_they_are_equal():
    assert [pair[:2] for pair in propose(["😀", "🎉🎉", "😀", "…"]).duplicates] == [(0, 2)]


@pytest.mark.parametrize(
    "text", ["a" * 50_000 + "!", "", "\0", "\ud800", "=cmd|' /C calc'!A0", "😀" * 3000, "\u202e<b>"]
)
def test_whatever_somebody_writes_has_a_theme_and_a_short_name(text: str):
    found = propose([text, FRENCH, PHOTO], 3)
    assert found.labels == (0, 1, 2)
    assert all(len(name) <= NAME + 1 and name.isprintable() for name in found.names)


def test_two_thousand_ideas_are_grouped():
    said = [f"{verb} {what} {k}" for k in range(100) for verb in ("publier", "share", "check", "vérifier")
            for what in ("la photo", "the figures", "a story", "le témoignage", "the budget")]  # fmt: skip
    found = propose(said)
    assert len(found.labels) == 2000 and 22 <= found.themes <= 68
    assert len(found.duplicates) <= 5000


def test_vectors_have_length_one_and_equal_texts_the_same(comments):
    found = vectors([*comments[0][:30], "  same ", "same"])
    assert found.shape == (32, 512)
    assert np.allclose((found**2).sum(axis=1), 1, atol=1e-5)
    assert np.array_equal(found[30], found[31])


def test_a_theme_is_named_by_the_first_sentence_of_its_central_idea():
    long = "Que chaque photo d’un enfant soit publiée avec l’accord écrit de la famille et de l’école du quartier"
    assert propose([f"{PHOTO}. Ask the parents first."]).names == (PHOTO,)
    assert propose([long]).names == ("Que chaque photo d’un enfant soit publiée avec l’accord…",)
    assert (
        propose(["Qui répond\u00a0? Toujours la même personne, le dimanche"]).names[0].startswith("Qui répond\u00a0?")
    )
    found = propose([FRENCH, ENGLISH, "Reply within the hour to every message", PHOTO], 2)
    assert found.names[0] == [FRENCH, ENGLISH, "Reply within the hour to every message"][found.centres[0]]


def test_another_process_proposes_the_same_to_the_bit(comments):
    ask = (
        "import json, sys; from workshop.methods.ideas import tree, vectors; texts = json.load(sys.stdin);"
        "import hashlib; grown = tree(texts);"
        "print(hashlib.sha256(vectors(texts).tobytes()).hexdigest(), grown.cut(), sep='|')"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", ask],
            input=json.dumps(comments[0][:80]),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    }
    assert len(told) == 1
