"""What agenda.py makes of data/, and what it says when data/ is wrong."""

import re
import shutil
from pathlib import Path

import pytest

from workshop.agenda import load, sample
from workshop.errors import DataError
from workshop.texts import DATA

# file, what stands there, what we write instead, the key that is named, a part of the sentence
MISTAKES = {
    "a_key_is_missing": ("risks", "    group: reputation\n", "", "risks[0].group", "missing"),
    "a_key_is_unknown": ("questions", "    tier: 1\n", "    teir: 1\n", "questions[0].teir", "unknown"),
    "a_number_is_a_word": ("questions", "    tier: 1\n", "    tier: one\n", "questions[0].tier", "int"),
    "a_truth_is_no_number": ("questions", "    tier: 1\n", "    tier: true\n", "questions[0].tier", "int"),
    "a_language_is_missing": (
        "questions",
        "title: {fr: Rôle des comptes officiels, en: What the official accounts are for}",
        "title: {fr: Rôle des comptes officiels}",
        "questions[1].title.en",
        "language",
    ),
    "a_wording_is_empty": (
        "roles",
        "label: {fr: Informatique, en: IT}",
        'label: {fr: Informatique, en: " "}',
        "roles[5].label.en",
        "empty",
    ),
    "a_text_is_one_string": (
        "questions",
        "title: {fr: But de la politique, en: Purpose of the policy}",
        "title: But de la politique",
        "questions[0].title",
        "mapping",
    ),
    "a_list_is_one_word": (
        "questions",
        "requirements: [R17, R24, R25, R39]",
        "requirements: R17",
        "questions[0].requirements",
        "list",
    ),
    "an_id_stands_twice": ("questions", "  - id: uses\n", "  - id: purpose\n", "questions[1].id", "twice"),
    "an_option_stands_twice": (
        "questions",
        "      - id: balance\n",
        "      - id: enable\n",
        "questions[0].options[1].id",
        "twice",
    ),
    "a_section_is_unknown": (
        "questions",
        "    section: purpose\n",
        "    section: porpoise\n",
        "questions[0].section",
        "sections",
    ),
    "a_rule_is_unknown": (
        "questions",
        "    rule: gradients\n",
        "    rule: acclaim\n",
        "questions[0].rule",
        "adopt",
    ),
    "a_rule_only_orders": (
        "questions",
        "    rule: gradients\n",
        "    rule: dots\n",
        "questions[0].rule",
        "adopt",
    ),
    "a_number_has_no_source": (
        "questions",
        "{name: indicators, unit: count, default: 5, source: judgement}",
        "{name: indicators, unit: count, default: 5, source: hearsay}",
        "questions[2].options[1].parameters[0].source",
        "hearsay",
    ),
    "a_number_has_no_label": (
        "questions",
        "{name: indicators, unit: count, default: 5, source: judgement}",
        "{name: tables, unit: count, default: 5, source: judgement}",
        "questions[2].options[1].parameters[0].name",
        "tables",
    ),
    "a_unit_has_no_word": (
        "questions",
        "{name: indicators, unit: count, default: 5, source: judgement}",
        "{name: indicators, unit: dozens, default: 5, source: judgement}",
        "questions[2].options[1].parameters[0].unit",
        "dozens",
    ),
    "a_label_is_for_no_number": (
        "questions",
        "  - {id: principles, label:",
        "  - {id: proverbs, label: {fr: Proverbes, en: Proverbs}}\n  - {id: principles, label:",
        "parameters[2].id",
        "no clause",
    ),
    "a_word_is_for_no_unit": (
        "questions",
        "  - {id: years, label:",
        "  - {id: decades, label: {fr: décennies, en: decades}}\n  - {id: years, label:",
        "units[2].id",
        "no clause",
    ),
    "a_place_is_not_declared": (
        "questions",
        "{name: indicators, unit: count, default: 5, source: judgement}",
        "{name: holders, unit: count, default: 5, source: judgement}",
        "questions[2].options[1].clause.fr",
        "declared",
    ),
    "a_place_is_in_one_language_only": (
        "questions",
        "ranked together. Each mandatory rule",
        "ranked together. Each {kind} rule",
        "questions[0].options[1].clause.en",
        "declared",
    ),
    "a_risk_treats_nothing_we_ask": (
        "risks",
        "    questions: [approval, sensitive, spokesperson]\n",
        "    questions: [approval, sensitivity]\n",
        "risks[0].questions[1]",
        "sensitivity",
    ),
    "a_method_is_unknown": (
        "agendas",
        "        method: ballot_cycle\n",
        "        method: show_of_hands\n",
        "agendas[0].sequences[2].method",
        "methods",
    ),
    "a_trouble_is_unknown": (
        "agendas",
        "        troubles: [hierarchy, split]\n",
        "        troubles: [hierarchy, splits]\n",
        "agendas[0].sequences[2].troubles[1]",
        "splits",
    ),
    "the_seconds_do_not_add_up": (
        "agendas",
        "        seconds: [60, 60, 180, 60]\n",
        "        seconds: [60, 60, 180, 61]\n",
        "agendas[0].sequences[2].seconds",
        "minutes",
    ),
    "a_step_has_no_seconds": (
        "agendas",
        "        seconds: [60, 60, 180, 60]\n",
        "        seconds: [60, 60, 240]\n",
        "agendas[0].sequences[2].seconds",
        "steps",
    ),
    "a_question_is_asked_twice": (
        "agendas",
        "        questions: [status]\n",
        "        questions: [purpose]\n",
        "agendas[0].sequences[3].questions[0]",
        "twice",
    ),
    "a_question_is_asked_nowhere": (
        "agendas",
        "        takes_rest: true\n",
        "        takes_rest: false\n",
        "agendas[0].sequences",
        "nowhere",
    ),
    "an_annex_takes_what_no_clause_has": (
        "annexes",
        "takes: {question: training, parameter: training_hours}",
        "takes: {question: training, parameter: training_days}",
        "annexes[0].fields[3].takes.parameter",
        "training_days",
    ),
    "an_annex_asks_a_stranger": (
        "annexes",
        "        who: hr\n",
        "        who: wizard\n",
        "annexes[0].fields[0].who",
        "wizard",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def error_in(folder: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        load(folder)
    return caught.value


def swap(path: Path, old: str, new: str) -> int:
    """The first `old` of the file becomes `new`; the line where it stood."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_by_file_line_and_key(folder, mistake):
    name, old, new, key, words = MISTAKES[mistake]
    path = folder / f"{name}.yaml"
    swap(path, old, new)
    error = error_in(folder)
    assert (error.path.name, error.key) == (path.name, key)
    assert words in error.problem
    there = path.read_text("utf-8").splitlines()[error.line - 1]
    assert "missing" in error.problem or re.findall("[a-z]+", key)[-1] in there
    assert str(error) == f"{name}.yaml, line {error.line}, {key}: {error.problem}"


def test_a_missing_key_has_the_line_of_what_should_hold_it(folder):
    line = swap(folder / "risks.yaml", "    group: reputation\n", "")
    assert error_in(folder).line == line - 1


def test_the_line_is_that_of_the_key_itself(folder):
    line = swap(folder / "questions.yaml", "    rule: gradients\n", "    rule: acclaim\n")
    assert error_in(folder).line == line


def test_a_key_written_twice_is_refused(folder):
    line = swap(folder / "questions.yaml", "    tier: 1\n", "    tier: 1\n    tier: 2\n")
    assert (error_in(folder).line, error_in(folder).problem) == (line + 1, "'tier' stands twice")


def test_what_is_not_yaml_is_named_by_its_line(folder):
    line = swap(folder / "risks.yaml", "    group: reputation\n", "    group: [reputation\n")
    error = error_in(folder)
    assert error.path.name == "risks.yaml"
    assert line <= error.line <= line + 1


def test_what_is_not_text_is_refused(folder):
    (folder / "roles.yaml").write_bytes(b"roles: \xff")
    assert error_in(folder).path.name == "roles.yaml"


def test_an_empty_file_is_refused(folder):
    (folder / "roles.yaml").write_text("", "utf-8")
    assert error_in(folder).problem == "a mapping was expected"


def test_a_file_that_is_not_there_is_named(folder):
    (folder / "platforms.yaml").unlink()
    assert error_in(folder).path.name == "platforms.yaml"


def test_a_decision_that_names_no_option_is_refused(folder):
    swap(folder / "sample" / "decisions.yaml", "    option: balance\n", "    option: balanced\n")
    with pytest.raises(DataError, match=r"decisions\.purpose\.option: 'balanced' is not an option"):
        sample(folder / "sample")


def test_leanings_weigh_every_option(folder):
    swap(folder / "sample" / "ballots.yaml", "{enable: 0.22, ", "{")
    with pytest.raises(DataError, match=r"leanings\.purpose"):
        sample(folder / "sample")


def test_our_own_content_is_read_once():
    assert load() is load()
    assert sample() is sample()


def test_another_folder_is_read_anew(folder):
    before = load(folder).roles["it"].label["en"]
    swap(folder / "roles.yaml", "en: IT}", "en: Computing}")
    assert (before, load(folder).roles["it"].label["en"]) == ("IT", "Computing")


def test_the_tables_cannot_be_changed():
    with pytest.raises(TypeError):
        load().questions["purpose"] = None
    with pytest.raises(AttributeError):
        load().questions["purpose"].tier = 2


def test_the_rest_of_an_agenda_is_what_no_other_sequence_holds():
    agenda = load().agendas["two_hours"]
    rest = next(part for part in agenda.sequences if part.takes_rest)
    others = {q for part in agenda.sequences if not part.takes_rest for q in part.questions}
    assert set(rest.questions) == set(load().questions) - others
    assert len(rest.questions) == 58


def test_a_number_of_a_clause_has_its_label_and_its_unit_in_words():
    content = load()
    number = content.questions["resourcing"].option("hours_budget").parameters[0]
    assert content.parameters[number.name].label["fr"] == "Temps inscrit au budget"
    assert content.units[number.unit].label["en"] == "hours a week"


def test_a_question_gives_its_option_by_name():
    assert load().questions["spokesperson"].option("list").label["en"] == "List of spokespeople by theme"


def test_a_ranked_question_is_adopted_by_majority():
    question = load().questions["frequency"]
    assert (question.indicative, question.rule) == ("ranked", "majority")
