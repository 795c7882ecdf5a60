"""What is written beside the code is true of it."""

import json
import re
import sys
from pathlib import Path
from typing import get_args

import msgspec
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import coverage  # noqa: E402  # ours, of docs/
import generate  # noqa: E402

KINDS = [(kind, decode) for _, union, decode in generate.PARTS for kind in get_args(union)]
PAGES = [ROOT / name for name in ("README.md", "README.fr.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").glob("*.md"))


def test_messages_md_is_current():
    assert generate.TARGET.read_text("utf-8") == generate.page()


@pytest.mark.parametrize(("kind", "decode"), KINDS, ids=lambda value: getattr(value, "__name__", "via"))
def test_every_message_has_an_example_the_room_understands(kind, decode):
    assert isinstance(decode(json.dumps(generate.example(generate.tag(kind)))), kind)


def test_every_further_example_is_understood_too():
    said = [(decode, one) for kind, decode in KINDS for one in generate.others(generate.tag(kind))]
    assert [decode(json.dumps(one)).__struct_config__.tag for decode, one in said] == [one["type"] for _, one in said]
    assert len(said) == len(generate.MORE)


def test_no_example_is_of_a_message_that_is_gone():
    assert set(generate.EXAMPLES) == {generate.tag(kind) for kind, _ in KINDS}


def test_every_field_of_every_message_is_named():
    page = generate.page()
    fields = {field.encode_name for kind, _ in KINDS for field in msgspec.structs.fields(kind)}
    assert [name for name in fields if f"`{name}`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    missing = [link for link in links if ":" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_both_guides_have_the_same_parts():
    parts = {
        lang: re.findall(r"^(#+) ", (ROOT / "docs" / name).read_text("utf-8"), re.M)
        for lang, name in (("fr", "guide.fr.md"), ("en", "guide.en.md"))
    }
    assert parts["fr"] == parts["en"]


def test_coverage_md_is_current():
    assert coverage.TARGET.read_text("utf-8") == coverage.page()


def test_every_feature_has_a_test_or_a_page_that_shows_it():
    shown = {*coverage.shown(), *coverage.PAGES}
    assert [code for part in coverage.FEATURES.values() for code in part if code not in shown] == []


def test_no_mark_names_a_feature_that_is_not_in_the_table():
    known = {code for part in coverage.FEATURES.values() for code in part}
    assert {*coverage.shown(), *coverage.PAGES} - known == set()
