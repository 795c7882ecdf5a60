"""Sheets of paper: one page a person as large as it fits, tagged, literal, the same bytes twice."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
import pytest
from hostile import HTML, MARKDOWN

from workshop import agenda
from workshop.desk.opening import item
from workshop.desk.sheets import sheet
from workshop.export.glyphs import printable
from workshop.export.sheets import to_sheets
from workshop.model import BY_HAND, INDICATIVE, Option, Round
from workshop.texts import say

CONTENT = agenda.load()
Q = CONTENT.questions["spokesperson"]
FACTS = {"title": {"fr": "Nos règles", "en": "Our rules"}, "organisation": "Les Quatre Vents"}
RISKS = tuple(Option(r.id, r.name, r.description) for r in CONTENT.risks.values())
STRAIGHT = ("majority", "supermajority", "fist_to_five", "gradients", "consent")


def adopting(rule: str, **more: Any) -> Round:
    one = Q.options[:1]
    return Round("r", "ballot", rule, Q.prompt, one, Q.id, purpose="adopting", proposal=one[0].id, **more)


def rounds() -> Iterator[Round]:
    """One round of every kind and rule."""
    for rule in sorted(INDICATIVE | BY_HAND - {"majority", "supermajority", "fist_to_five"}):
        yield Round("r", "ballot", rule, Q.prompt, Q.options, Q.id)
    yield from map(adopting, STRAIGHT)
    yield Round("r", "ideas", "ideas", Q.prompt)
    yield Round("r", "estimate", "estimate", Q.prompt, RISKS[:8])
    scale = CONTENT.scales["privacy_speed"]
    chart = {"kind": "frontier", "finding": {"fr": HTML, "en": MARKDOWN}}
    yield Round("r", "guess", "guess", Q.prompt, unit={"fr": "heures", "en": "hours"}, chart=chart)
    yield Round("r", "guess", "guess", scale.prompt, ends=(scale.low, scale.high), most=10)
    items = tuple(item(q) for q in list(CONTENT.questions.values())[10:18])
    yield Round("r", "consent_list", "approval", Q.prompt, items, purpose="list")


def pages(round: Round, numbers: range = range(1, 2), lang: str = "fr") -> list[str]:
    read = pypdf.PdfReader(io.BytesIO(to_sheets(sheet(round, lang, FACTS), numbers)))
    return [page.extract_text() for page in read.pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_each_person_has_one_page_with_its_number() -> None:
    found = pages(Round("r", "ballot", "approval", Q.prompt, Q.options), range(7, 10))
    assert [re.findall(r"Feuille (\d+)", page) for page in found] == [["7"], ["8"], ["9"]]


@pytest.mark.shows("JOI5")
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_rule_fits_on_one_page_and_says_how_to_answer(lang: str) -> None:
    for round in rounds():
        found = pages(round, lang=lang)
        made = sheet(round, lang, FACTS)
        assert len(found) == 1, round.rule
        for words in (made.how, made.prompt, made.rule):
            assert squeezed(words) in squeezed(found[0])


def test_a_short_ballot_is_set_larger_than_a_long_one() -> None:
    many = tuple(Option(f"o{n}", {"fr": f"Réponse {n} " + "assez longue " * 8}) for n in range(14))
    sizes = [size(Round("r", "ballot", "approval", Q.prompt, options)) for options in (Q.options[:2], many)]
    assert sizes[0] >= 1.5 * 17 > sizes[1]


def size(asked: Round) -> float:
    """The size of the heading, in points: once and a half that of the answers."""
    found = [0.0]

    def seen(text: str, _cm: Any, tm: Any, _font: Any, points: float) -> None:
        found.append(abs(tm[3]) * points if text.strip() else 0.0)

    read = pypdf.PdfReader(io.BytesIO(to_sheets(sheet(asked, "fr", FACTS), [1])))
    read.pages[0].extract_text(visitor_text=seen)
    return max(found)


def test_forty_eight_risks_go_on_over_pages_that_all_carry_the_number() -> None:
    found = pages(Round("r", "estimate", "estimate", Q.prompt, RISKS), range(5, 6))
    assert 1 < len(found) <= 5
    assert all("Feuille 5" in page and "P1" in page and "G5" in page for page in found)
    assert all(squeezed(o.label["fr"]) in squeezed("".join(found)) for o in RISKS)


def test_long_options_and_words_without_a_space_stay_on_the_page() -> None:
    options = tuple(Option(f"o{n}", {"fr": ("mot " * 45 + "x" * 20)[:200]}) for n in range(8))
    words = Option("w", {"fr": "a" * 200})
    found = pages(Round("r", "ballot", "score", Q.prompt, (*options, words)))
    assert squeezed("".join(found)).count("a" * 200) == 1


def test_hostile_text_is_literal_on_paper() -> None:
    strings = {**HTML, **MARKDOWN}
    for name, string in strings.items():
        text = " ".join(string.split())
        round = Round("r", "ballot", "plurality", {"fr": text}, (Option("a", {"fr": text}), Option("b", {"fr": "B"})))
        assert squeezed("".join(pages(round))).count(squeezed(printable(text))) >= 2, name


def test_what_was_fixed_before_opening_is_printed() -> None:
    round = adopting("supermajority", threshold=0.75, quorum=12, weights={"field": 2})
    (page,) = pages(round)
    for key, facts in (("threshold", {"share": "75"}), ("quorum", {"count": 12}), ("weights", {})):
        assert squeezed(say(f"paper.{key}", "fr", **facts)) in squeezed(page)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_sheets_are_tagged_for_screen_readers(lang: str) -> None:
    for round in rounds():
        file = pikepdf.open(io.BytesIO(to_sheets(sheet(round, lang, FACTS), [1, 2])))
        meta = file.open_metadata()
        assert [meta.get(f"pdf{name}") for name in ("uaid:part", "aid:part", "aid:conformance")] == ["1", "2", "A"]
        assert file.Root.MarkInfo.Marked and str(file.Root.Lang).startswith(lang)


def test_the_same_round_gives_the_same_bytes() -> None:
    for round in rounds():
        made = sheet(round, "fr", FACTS)
        assert to_sheets(made, [1, 2]) == to_sheets(made, [1, 2])
