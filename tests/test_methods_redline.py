"""The redline: nothing of either text is lost, and it reads as people would have marked it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workshop.methods.redline import redline

WORDS = st.sampled_from(
    ["la", "charte", "l’", "équipe", "répond", " ", " ", "\u00a0", "\n", ".", " ;", "’", "10,5", "-"]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=40).map("".join))


@given(TEXTS, TEXTS)
@example("  ", "a  ")
@example("a \u00a0", "b\u00a0 \u00a0")
def test_both_texts_can_be_read_back_from_the_pieces(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert "".join(text for mark, text in pieces if mark != "added") == old
    assert "".join(text for mark, text in pieces if mark != "removed") == new


@given(TEXTS, TEXTS)
def test_pieces_are_never_empty_and_neighbours_differ(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert all(text for _, text in pieces)
    assert all(a != b for (a, _), (b, _) in pairwise(pieces))


@given(TEXTS)
def test_the_same_text_has_no_change(text: str) -> None:
    assert redline(text, text) == ((("same", text),) if text else ())


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        (
            "Une liste désigne les porte-parole.",
            "Une liste désigne un porte-parole.",
            "Une liste désigne [-les-][+un+] porte-parole.",
        ),
        ("La charte de la maison.", "La règle de la page.", "La [-charte de la maison-][+règle de la page+]."),
        ("Nous répondons vite", "Nous répondons", "Nous répondons[- vite-]"),
        ("L’équipe répond.", "L’équipe de nuit répond.", "L’équipe [+de nuit +]répond."),
        ("Toute l’équipe répond.", "Toute l’association répond.", "Toute l’[-équipe-][+association+] répond."),
        ("Qui parle ?", "Qui parle\u00a0?", "Qui parle[- -][+\u00a0+]?"),
        ("Répondre en 2,5 h.", "Répondre en 3,5 h.", "Répondre en [-2,5-][+3,5+] h."),
        ("We don't reply at night.", "We reply at night.", "We [-don't -]reply at night."),
        ("Oui. A dit non.", "Oui. B dit non.", "Oui. [-A-][+B+] dit non."),
    ],
)
def test_a_redline_reads_as_people_would_mark_it(old: str, new: str, pieces: str) -> None:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    assert "".join(signs[mark].format(text) for mark, text in redline(old, new)) == pieces


@pytest.mark.parametrize(
    ("old", "new"), [("a " * 1000, "b a " * 500), ("." * 2000, ".," * 1000), ("x" * 2000, "y" * 2000)]
)
def test_texts_made_to_be_slow_are_compared_all_the_same(old: str, new: str) -> None:
    assert "".join(text for mark, text in redline(old, new) if mark != "removed") == new
