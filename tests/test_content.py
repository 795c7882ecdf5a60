"""What is written in data/: both languages, typography, and the promises the content makes."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from workshop.agenda import load, sample
from workshop.methods import rhythm
from workshop.methods.rhythm import strain
from workshop.model import INDICATIVE, Plan
from workshop.texts import DATA, LANGS

FILES = sorted(DATA.rglob("*.yaml"))
FRENCH_MISTAKES = {
    "an ordinary space before ? ! : ; » %": r" [?!:;»%]",
    "an ordinary space after «": r"« ",
    "no space before ? ! ; »": r"[^\s\u00a0?!(…][?!;»]",
    "no space before %": r"\d%",
    "no space before a colon": r"[\wÀ-ÿ»)]: ",
    "no space after «": r"«[^\u00a0]",
    "a straight apostrophe": r"'",
    "a straight quotation mark": r'(?<!\()"(?!\))',  # w.stage("…") is code
    "an English quotation mark": r"[“”]",
    "three dots": r"\.\.\.",
    "a narrow no-break space": "\u202f",
    "a double space": r"[ \u00a0]{2}",
}
ENGLISH_MISTAKES = {
    "a space before ? ! : ; %": r"[ \u00a0][?!:;%]",
    "a straight apostrophe": r"'",
    "a straight quotation mark": r'(?<!\()"(?!\))',  # w.stage("…") is code
    "a French quotation mark": r"[«»]",
    "three dots": r"\.\.\.",
    "a narrow no-break space": "\u202f",
    "a double space": r"  ",
}
WORDS = {
    "must": (r"\b(doit|doivent)\b", r"\bmust\b"),
    "should": (r"\bdevrai(t|ent)\b", r"\bshould\b"),
    "may": (r"\bpeu(t|vent)\b", r"\bmay\b"),
}


def leaves(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a file that is neither a list nor a mapping, with its dotted key."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in pairs:
        yield from leaves(child, f"{key}.{name}")
    if not isinstance(node, dict | list):
        yield key, node


def mappings(node: Any, key: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield key, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in pairs:
        yield from mappings(child, f"{key}.{name}")


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


def mistakes(path: Path, lang: str, patterns: dict[str, str]) -> list[str]:
    return [
        f"{key}: {name}: {text}"
        for key, text in leaves(read(path))
        if key.endswith(f".{lang}") and isinstance(text, str)
        for name, pattern in patterns.items()
        if re.search(pattern, text)
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_french_is_set_as_french(path):
    assert mistakes(path, "fr", FRENCH_MISTAKES) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_english_is_set_as_english(path):
    assert mistakes(path, "en", ENGLISH_MISTAKES) == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_text_is_in_every_language(path):
    partial = [key for key, node in mappings(read(path)) if 0 < len(set(LANGS) & set(node)) < len(LANGS)]
    assert partial == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_key_carries_its_language(path):
    assert [key for key, _ in leaves(read(path)) if re.search(r"_(fr|en)$", key)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_both_languages_fill_the_same_places(path):
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    texts = [(key, node) for key, node in mappings(read(path)) if set(node) == set(LANGS)]
    odd = {key: places(node["fr"]) ^ places(node["en"]) for key, node in texts}
    one = {key for key in odd if key.endswith("_one")}  # "1 vote" need not fill in its number
    assert {key for key, names in odd.items() if names - ({"{count}"} if key in one else set())} == set()


def clauses() -> Iterator[tuple[str, dict[str, str]]]:
    for question in load().questions.values():
        for option in question.options:
            yield f"{question.id}.{option.id}", dict(option.clause)


def test_every_number_of_a_clause_is_a_parameter():
    bare = {name: text for name, clause in clauses() for text in clause.values() if re.search(r"\d", text)}
    assert {name for name, text in bare.items() if not re.search(r"\}:00", text)} == set()


@pytest.mark.parametrize("word", WORDS)
def test_a_clause_has_the_same_force_in_both_languages(word):
    french, english = WORDS[word]
    assert [
        name
        for name, clause in clauses()
        if bool(re.search(french, clause["fr"])) != bool(re.search(english, clause["en"]))
    ] == []


def test_a_parameter_has_one_unit_everywhere():
    units: dict[str, set[str]] = {}
    for question in load().questions.values():
        for parameter in (p for o in question.options for p in o.parameters):
            units.setdefault(parameter.name, set()).add(parameter.unit)
    assert {name for name, found in units.items() if len(found) > 1} == set()


def test_no_two_numbers_of_a_clause_are_called_the_same():
    options = [o for q in load().questions.values() for o in q.options]
    labels = [[load().parameters[p.name].label[lang] for p in o.parameters] for o in options for lang in LANGS]
    assert [found for found in labels if len(set(found)) < len(found)] == []


def test_every_question_has_a_permissive_a_balanced_and_a_strict_option():
    stances = {q.id: [o.stance for o in q.options] for q in load().questions.values()}
    assert {q for q, found in stances.items() if found != ["permissive", "balanced", "strict"]} == set()


def test_notebooks_one_to_five_reach_every_tier_one_question_once():
    notebooks = {q.id: q.notebook for q in load().questions.values() if q.tier == 1}
    assert len(notebooks) == 41
    assert set(notebooks.values()) == {1, 2, 3, 4, 5}


def test_notebook_six_holds_the_rest():
    assert {q.notebook for q in load().questions.values() if q.tier == 2} == {6}


def test_every_agenda_asks_every_question_once():
    for agenda in load().agendas.values():
        asked = Counter(question for part in agenda.sequences for question in part.questions)
        assert asked == Counter(list(load().questions))


def test_the_parts_of_a_day_hold_its_sequences_and_minutes():
    day = load().agendas["one_day"]
    minutes = {part.id: part.minutes for part in day.sequences}
    assert [name for part in day.parts for name in part.sequences] == list(minutes)
    assert [sum(minutes[name] for name in part.sequences) for part in day.parts] == [210, 210]


def test_a_title_is_short_enough_for_a_heading():
    titles = [text for q in load().questions.values() for text in q.title.values()]
    assert max(map(len, titles)) <= 56
    assert len(set(titles)) == len(titles)


def test_119_requirements_are_served_by_a_question_or_a_risk():
    content = load()
    named = {r for item in (*content.questions.values(), *content.risks.values()) for r in item.requirements}
    assert named <= {f"R{number}" for number in range(1, 131)}
    assert len(named) == 119


def test_a_risk_carries_no_score():
    assert not any(re.search(r"likelihood|impact", key) for key, _ in leaves(read(DATA / "risks.yaml")))


def test_roles_hold_those_who_take_part_and_those_who_only_watch():
    roles = load().roles
    assert {"volunteers", "spokespeople", "marketing", "served", "leadership"} <= set(roles)
    assert {role.id for role in roles.values() if not role.votes} == {"adviser", "observer", "facilitator"}


# ---- the sample workshop --------------------------------------------------------------------------


def test_the_sample_decides_every_question():
    assert set(sample().decisions) == set(sample().leanings) == set(load().questions)


def test_the_room_leans_to_what_it_decides():
    leading = {q: max(options, key=options.__getitem__) for q, options in sample().leanings.items()}
    assert {q: d.option for q, d in sample().decisions.items()} == leading


def test_leanings_are_shares():
    assert {round(sum(options.values()), 9) for options in sample().leanings.values()} == {1}


def test_what_no_agenda_votes_on_stands_as_the_balanced_option():
    voted = {q for p in load().agendas["two_hours"].sequences if not p.takes_rest for q in p.questions}
    decided = {q: d.option for q, d in sample().decisions.items() if q not in voted}
    assert decided == {q: load().questions[q].balanced.id for q in decided}


def test_a_few_questions_are_contested_and_one_is_parked():
    contested = {q for q, share in sample().support.items() if share < 0.8}
    assert 4 <= len(contested) <= 6
    assert sample().parked == ("conduct",)
    assert sample().support["conduct"] < 2 / 3  # its rule is the two-thirds majority


def test_ideas_serve_every_tier_one_question_and_every_sequence_of_ideas():
    about = Counter(idea.about for idea in sample().ideas)
    sequences = [p.id for a in load().agendas.values() for p in a.sequences if p.activity == "ideas"]
    assert sum(about.values()) >= 120
    assert min(about[q.id] for q in load().questions.values() if q.tier == 1) >= 3
    assert min(about[name] for name in sequences) >= 10


def test_a_third_of_the_decisions_keep_their_dissent():
    assert 20 <= sum(bool(d.dissent) for d in sample().decisions.values()) <= 30


def test_what_documents_quote_holds_no_quotation():
    spoken = [d.text for decision in sample().decisions.values() for d in decision.dissent]
    spoken += [objection.harm for objection in sample().objections]
    assert [text for text in spoken if set("«»“”") & set(text["fr"] + text["en"])] == []


def test_an_objection_amends_the_clause_of_the_balanced_option():
    for objection in sample().objections:
        clause = load().questions[objection.question].balanced.clause
        for lang in LANGS:
            start = re.split(r"\{\w+\}", clause[lang])[0]
            assert objection.wording[lang].startswith(start)
            assert not re.search(r"\{\w+\}", objection.wording[lang])


def test_the_sample_has_sixty_people_and_every_score():
    people = sample().participants
    assert len({person.name for person in people}) == 60
    assert max(len(person.name) for person in people) <= 40
    assert set(sample().risks) == set(load().risks)
    assert all(1 <= s.likelihood <= 5 and 1 <= s.impact <= 5 for s in sample().risks.values())


def test_the_sample_rhythm_is_the_worked_example():
    basis = rhythm.basis(sample().rhythm)
    assert rhythm.capacity(basis.people) == pytest.approx(15.0352, abs=1e-3)
    assert [channel.value for channel in basis.channels] == [30, 15, 20, 10, 25]
    assert sum(p.hours for p in basis.people) == sample().decisions["resourcing"].parameters["hours_per_week"]


def test_the_plan_of_the_sample_is_the_one_it_leans_to_and_it_leaves_room():
    plans = {plan.id: plan for plan in sample().plans}
    assert sum(plan.leaning for plan in plans.values()) == pytest.approx(1)
    chosen = max(plans.values(), key=lambda plan: plan.leaning)
    assert chosen.id == sample().plan.option
    assert set(sample().plan.lost) == set(plans) - {chosen.id}
    basis = rhythm.basis(sample().rhythm)
    assert rhythm.worked(basis, Plan(chosen.id, chosen.posts)).utilisation < 0.85


def test_the_decisions_of_the_sample_fit_its_hours():
    content, chosen = load(), {q: (d.option, d.parameters) for q, d in sample().decisions.items()}
    posts = next(plan.posts for plan in sample().plans if plan.id == sample().plan.option)
    chosen["plan"] = (sample().plan.option, {f"posts.{channel}": n for channel, n in posts.items()})
    promised = {}
    for question in ("plan", "frequency", "resourcing", "response_time", "succession"):
        option, given = chosen[question]
        known = content.questions[question].option(option).parameters if question in content.questions else ()
        promised[question] = strain.Promised(option, {**{p.name: p.default for p in known}, **given})
    assert strain.strains(rhythm.basis(sample().rhythm), promised) == ()


def test_indicative_rules_order_the_options():
    assert {q.indicative for q in load().questions.values()} <= INDICATIVE


def test_the_first_mandatory_sentence_of_a_clause_stands_alone():
    """It is quoted by itself at the head of a policy, so it may not begin with a pronoun."""
    pronoun = re.compile(r"(Celles?|Ceux|Elles?|Ils?|Tout autre|Toute autre|Those|They|It|Any other|Anyone else)\b")
    first = {
        f"{name}.{lang}": next((s for s in re.split(r"(?<=\.)\s", text) if re.search(WORDS["must"][i], s)), "")
        for name, clause in clauses()
        for i, (lang, text) in enumerate(clause.items())
    }
    assert {name for name, sentence in first.items() if pronoun.match(sentence)} == set()
