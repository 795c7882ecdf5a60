"""All files of `data/` together: which keys they have, which keys point where, and what must agree."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, get_type_hints

from workshop.agenda import feeds
from workshop.agenda.invented import Sample
from workshop.agenda.nouns import (
    Agenda,
    Annex,
    Chapter,
    Content,
    Matrix,
    Method,
    OpenQuestion,
    Perspective,
    Platform,
    Quantity,
    Scale,
    Source,
    Trouble,
    Word,
)
from workshop.agenda.schema import At, Wrong, located, parse, plain
from workshop.model import ADOPTING, INDICATIVE, Question, QuestionId, Risk, Role, Section
from workshop.texts import DATA

References = tuple[tuple[str, str, str], ...]  # file, key (* every item, @ every key of a mapping), ids it may name
Problems = Iterator[tuple[str, Wrong]]
_PLACE = re.compile(r"\{(\w+)\}")

# file -> key of the file -> what stands there
FILES: Mapping[str, Mapping[str, Any]] = {
    "sources": {"readings": tuple[Word, ...], "sources": tuple[Source, ...]},
    "roles": {"roles": tuple[Role, ...], "perspectives": tuple[Perspective, ...]},
    "questions": {
        "sections": tuple[Section, ...],
        "units": tuple[Word, ...],
        "parameters": tuple[Word, ...],
        "questions": tuple[Question, ...],
        "open": tuple[OpenQuestion, ...],
        "scales": tuple[Scale, ...],
    },
    "tables": {"tables": tuple[Matrix, ...]},
    "risks": {"risks": tuple[Risk, ...]},
    "annexes": {
        "functions": tuple[Word, ...],
        "placeholders": tuple[Word, ...],
        "annexes": tuple[Annex, ...],
    },
    "agendas": {
        "notebooks": tuple[Chapter, ...],
        "methods": tuple[Method, ...],
        "troubles": tuple[Trouble, ...],
        "agendas": tuple[Agenda, ...],
    },
    "platforms": {
        "reply_expectation": tuple[Quantity, ...],
        "shared": Mapping[str, Quantity],
        "ladder": tuple[Quantity, ...],
        "platforms": tuple[Platform, ...],
    },
}
SAMPLE: Mapping[str, tuple[str, ...]] = {
    "workshop": ("title", "organisation", "facts", "participants", "roles", "ways", "recusals", "plans"),
    "risks": ("risks", "reasons", "treatments", "acceptances"),
    "ideas": ("themes", "prompts", "requests", "ideas"),
    "ballots": ("leanings", "rules", "again", "support", "parked", "objections"),
    "decisions": ("decisions", "amendments", "plan"),
    "tables": ("tables",),
}
REFERENCES: References = (
    ("sources", "sources.*.read", "readings"),
    *(("questions", f"{key}.*.section", "sections") for key in ("questions", "open")),
    *(("questions", f"{key}.*.rule", "adopting") for key in ("questions", "open")),
    *(("questions", f"{key}.*.indicative", "indicative") for key in ("questions", "open")),
    *(("questions", f"{key}.*.notebook", "notebooks") for key in ("questions", "open")),
    ("questions", "scales.*.feeds.*.question", "questions"),
    ("tables", "tables.*.question", "questions"),
    ("questions", "questions.*.origins.*", "sources"),
    ("questions", "questions.*.options.*.parameters.*.name", "parameters"),
    ("questions", "questions.*.options.*.parameters.*.unit", "units"),
    ("questions", "questions.*.options.*.parameters.*.source", "sources"),
    ("roles", "perspectives.*.roles.*", "roles"),
    ("risks", "risks.*.questions.*", "questions"),
    ("risks", "risks.*.sources.*", "sources"),
    ("agendas", "methods.*.source", "sources"),
    ("agendas", "methods.*.rule", "rules"),
    ("agendas", "agendas.*.annexes_after.*", "annexes"),
    ("agendas", "agendas.*.sequences.*.method", "methods"),
    ("agendas", "agendas.*.sequences.*.notebook", "notebooks"),
    ("agendas", "agendas.*.sequences.*.questions.*", "questions"),
    ("agendas", "agendas.*.sequences.*.risks.*", "risks"),
    ("agendas", "agendas.*.sequences.*.troubles.*", "troubles"),
    ("agendas", "agendas.*.sequences.*.annexes.*", "annexes"),
    ("platforms", "reply_expectation.*.source", "sources"),
    ("platforms", "shared.*.source", "sources"),
    ("platforms", "ladder.*.source", "sources"),
    *(
        ("platforms", f"platforms.*.{k}.source", "sources")
        for k in ("posts", "half_saturation", "fatigue", "inbound")
    ),
    *(
        ("platforms", f"platforms.*.{k}.*.source", "sources")
        for k in (
            "minutes_per_post",
            "recommended",
            "observed",
            "inbound_observed",
            "half_life",
            "reply_expectation",
        )
    ),
    ("annexes", "annexes.*.fields.*.who", "people"),
    ("annexes", "annexes.*.fields.*.source", "sources"),
    ("annexes", "annexes.*.fields.*.takes.question", "questions"),
    ("annexes", "annexes.*.decisions.*.question", "questions"),
)


SAMPLE_REFERENCES: References = (
    ("workshop", "participants.*.role", "roles"),
    ("workshop", "roles.@", "roles"),
    ("workshop", "recusals.*.question", "questions"),
    ("workshop", "recusals.*.role", "roles"),
    ("workshop", "plans.*.posts.@", "platforms"),
    ("decisions", "plan.option", "plans"),
    ("decisions", "plan.owner", "roles"),
    ("decisions", "plan.dissent.*.role", "roles"),
    ("decisions", "plan.risks.*", "risks"),
    ("decisions", "plan.actions.*.owner", "roles"),
    ("tables", "tables.@", "tables"),
    ("risks", "risks.@", "risks"),
    ("risks", "reasons.@", "risks"),
    ("risks", "treatments.@", "risks"),
    ("risks", "treatments.*.owner", "roles"),
    ("risks", "treatments.*.question", "questions"),
    ("risks", "acceptances.*.risk", "risks"),
    ("risks", "acceptances.*.by", "roles"),
    ("ideas", "prompts.@", "topics"),
    ("ideas", "requests.*.owner", "roles"),
    ("ideas", "ideas.*.about", "topics"),
    ("ideas", "ideas.*.theme", "themes"),
    ("ideas", "ideas.*.risk.questions.*", "questions"),
    ("ideas", "ideas.*.risk.treatment.owner", "roles"),
    ("ideas", "ideas.*.risk.treatment.question", "questions"),
    ("ballots", "leanings.@", "questions"),
    ("ballots", "rules.@", "questions"),
    ("ballots", "again.*", "questions"),
    ("ballots", "support.@", "questions"),
    ("ballots", "parked.*", "questions"),
    ("ballots", "objections.*.question", "questions"),
    ("ballots", "objections.*.remains.owner", "roles"),
    ("decisions", "decisions.@", "questions"),
    ("decisions", "decisions.*.owner", "roles"),
    ("decisions", "decisions.*.dissent.*.role", "roles"),
    ("decisions", "decisions.*.risks.*", "risks"),
    ("decisions", "decisions.*.actions.*.owner", "roles"),
    ("decisions", "amendments.*.question", "questions"),
    ("decisions", "amendments.*.by", "roles"),
)


def load(folder: Path | None = None) -> Content:
    """Everything in `folder`, checked; DataError names file, line and key of the first thing wrong."""
    return _ours() if folder is None else _load(Path(folder))


@cache
def _ours() -> Content:
    return _load(DATA)


def _load(folder: Path) -> Content:
    found = {name: parse(folder / f"{name}.yaml", keys) for name, keys in FILES.items()}
    ids = _ids(found)
    references = _references(found, ids, REFERENCES)
    checks = chain(references, _clauses(found), _words(found), _agendas(found), _annexes(found), feeds.wrong(found))
    for name, wrong in checks:
        raise located(folder / f"{name}.yaml", wrong)
    every = [q.id for q in found["questions"]["questions"]]
    agendas = tuple(_with_rest(agenda, every) for agenda in found["agendas"]["agendas"])
    return Content(
        sections=found["questions"]["sections"],
        questions=_by_id(found["questions"]["questions"]),
        open=types.MappingProxyType({one.id: _opened(one) for one in found["questions"]["open"]}),
        scales=_by_id(found["questions"]["scales"]),
        tables=_by_id(found["tables"]["tables"]),
        parameters=_by_id(found["questions"]["parameters"]),
        units=_by_id(found["questions"]["units"]),
        risks=_by_id(found["risks"]["risks"]),
        roles=_by_id(found["roles"]["roles"]),
        perspectives=_by_id(found["roles"]["perspectives"]),
        notebooks=types.MappingProxyType({n.number: n.title for n in found["agendas"]["notebooks"]}),
        methods=_by_id(found["agendas"]["methods"]),
        troubles=_by_id(found["agendas"]["troubles"]),
        agendas=_by_id(agendas),
        sources=_by_id(found["sources"]["sources"]),
        platforms=_by_id(found["platforms"]["platforms"]),
        shared=found["platforms"]["shared"],
        ladder=found["platforms"]["ladder"],
        replies=found["platforms"]["reply_expectation"],
        annexes=_by_id(found["annexes"]["annexes"]),
        placeholders=types.MappingProxyType({p.id: p.label for p in found["annexes"]["placeholders"]}),
    )


def _opened(one: OpenQuestion) -> Question:
    """The question as the room will fill it: without options yet."""
    known = {f.name: getattr(one, f.name) for f in fields(one)}
    return Question(**known, tier=1, options=(), open=True)


def _by_id(items: tuple[Any, ...]) -> Mapping[str, Any]:
    return types.MappingProxyType({item.id: item for item in items})


def _ids(found: Mapping[str, Mapping[str, Any]]) -> dict[str, frozenset[Any]]:
    """Names that a reference may hold, by the word `REFERENCES` uses."""
    lists = chain.from_iterable(keys.items() for keys in found.values())
    ids = {k: frozenset(getattr(i, "id", None) for i in v) for k, v in lists if isinstance(v, tuple)}
    return ids | {
        "notebooks": frozenset(n.number for n in found["agendas"]["notebooks"]),
        "people": ids["roles"] | ids["functions"],
        "adopting": ADOPTING,
        "indicative": INDICATIVE,
        "rules": ADOPTING | INDICATIVE | {"question"},
    }


def _walk(value: Any, path: tuple[str, ...], at: At = ()) -> Iterator[tuple[At, Any]]:
    """Every value that `path` reaches, * standing for every item; what is empty is left out."""
    if not path:
        if value not in (None, ""):
            yield at, value
        return
    if path[0] == "@":  # the keys of a mapping
        yield from (((*at, key), key) for key in value)
        return
    if path[0] != "*":
        step = value.get(path[0]) if isinstance(value, Mapping) else getattr(value, path[0])
        yield from _walk(step, path[1:], (*at, path[0])) if step is not None else ()
        return
    for key, item in value.items() if isinstance(value, Mapping) else enumerate(value):
        yield from _walk(item, path[1:], (*at, key))


def _references(found: Mapping[str, Any], ids: Mapping[str, frozenset[Any]], table: References) -> Problems:
    for name, path, target in table:
        for at, value in _walk(found[name], tuple(path.split("."))):
            if value not in ids[target]:
                yield name, Wrong(at, f"{value!r} is not one of the {target}")


def _clauses(found: Mapping[str, Any]) -> Problems:
    """Each question has its title, each option its clause, each {name} is declared and in every language."""
    for i, question in enumerate(found["questions"]["questions"]):
        at: At = ("questions", i)
        if not question.title:
            yield "questions", Wrong((*at, "title"), "this key is missing")
        for j, option in enumerate(question.options):
            if not option.clause:
                yield "questions", Wrong((*at, "options", j, "clause"), "this key is missing")
            declared = {p.name for p in option.parameters}
            for lang, clause in option.clause.items():
                if odd := declared ^ set(_PLACE.findall(clause)):
                    place = (*at, "options", j, "clause", lang)
                    yield "questions", Wrong(place, f"{{{min(odd)}}} is not both declared and in the clause")


def _words(found: Mapping[str, Any]) -> Problems:
    """No parameter and no unit has a label that no clause uses."""
    for table, key in (("parameters", "name"), ("units", "unit")):
        path = ("questions", "*", "options", "*", "parameters", "*", key)
        used = {value for _, value in _walk(found["questions"], path)}
        for i, word in enumerate(found["questions"][table]):
            if word.id not in used:
                yield "questions", Wrong((table, i, "id"), f"{word.id!r} is used by no clause")


def _agendas(found: Mapping[str, Any]) -> Problems:
    """The minutes add up, and no question stands twice or nowhere."""
    every = {q.id for q in found["questions"]["questions"]}
    steps = {m.id: len(m.steps) for m in found["agendas"]["methods"]}
    for i, agenda in enumerate(found["agendas"]["agendas"]):
        at: At = ("agendas", i)
        seen: set[str] = set()
        for j, part in enumerate(agenda.sequences):
            here = (*at, "sequences", j)
            if 60 * part.minutes != part.times * sum(part.seconds):
                yield "agendas", Wrong((*here, "seconds"), "60 * minutes is not times * sum(seconds)")
            if len(part.seconds) != steps[part.method]:
                yield "agendas", Wrong((*here, "seconds"), f"{part.method} has {steps[part.method]} steps")
            for k, question in enumerate(part.questions):
                if question in seen:
                    yield (
                        "agendas",
                        Wrong((*here, "questions", k), f"{question!r} stands twice in this agenda"),
                    )
                seen.add(question)
        if sum(part.minutes for part in agenda.sequences) != agenda.minutes:
            yield "agendas", Wrong((*at, "minutes"), "is not the sum of the sequences")
        if seen != every and sum(part.takes_rest for part in agenda.sequences) != 1:
            yield (
                "agendas",
                Wrong((*at, "sequences"), f"{min(every - seen)!r} stands nowhere, and nothing takes the rest"),
            )


def _with_rest(agenda: Agenda, every: list[QuestionId]) -> Agenda:
    held = {question for part in agenda.sequences for question in part.questions}
    rest = tuple(question for question in every if question not in held)
    parts = (replace(s, questions=(*s.questions, *rest)) if s.takes_rest else s for s in agenda.sequences)
    return replace(agenda, sequences=tuple(parts))


def _annexes(found: Mapping[str, Any]) -> Problems:
    """Placeholders of a block are known, and a switch names an option and blocks that exist."""
    common = {p.id for p in found["annexes"]["placeholders"]}
    questions = found["questions"]["questions"]
    options = {q.id: {o.id for o in q.options} for q in questions}
    numbers = {q.id: {p.name for o in q.options for p in o.parameters} for q in questions}
    for i, annex in enumerate(found["annexes"]["annexes"]):
        at: At = ("annexes", i)
        known = common | {f.name for f in annex.fields} | set(annex.local_placeholders)
        for j, one in enumerate(annex.fields):
            if one.takes and one.takes.parameter not in numbers[one.takes.question]:
                place = (*at, "fields", j, "takes", "parameter")
                yield "annexes", Wrong(place, f"{one.takes.parameter!r} is in no clause of the question")
        for j, block in enumerate(annex.blocks):
            for lang, wording in block.text.items():
                if odd := set(_PLACE.findall(wording)) - known:
                    yield "annexes", Wrong((*at, "blocks", j, "text", lang), f"{{{min(odd)}}} is unknown")
        blocks = {block.id for block in annex.blocks}
        for j, switch in enumerate(annex.decisions):
            if switch.option not in options[switch.question]:
                yield "annexes", Wrong((*at, "decisions", j, "option"), f"{switch.option!r} is not an option")
            if odd := set(switch.blocks) - blocks:
                yield "annexes", Wrong((*at, "decisions", j, "blocks"), f"{min(odd)!r} is not a block")


def sample(folder: Path | None = None) -> Sample:
    """The sample workshop in `folder`, checked against the content it speaks about."""
    return _our_sample() if folder is None else _sample(Path(folder))


@cache
def _our_sample() -> Sample:
    return _sample(DATA / "sample")


def _sample(folder: Path) -> Sample:
    content, hints = load(), get_type_hints(Sample)
    found = {name: parse(folder / f"{name}.yaml", {k: hints[k] for k in keys}) for name, keys in SAMPLE.items()}
    known = ("questions", "risks", "roles", "platforms", "tables")
    ids = {name: frozenset(getattr(content, name)) for name in known}
    sequences = {part.id for agenda in content.agendas.values() for part in agenda.sequences}
    ids |= {"topics": ids["questions"] | sequences, "themes": frozenset(found["ideas"]["themes"])}
    ids |= {"plans": frozenset(plan.id for plan in found["workshop"]["plans"])}
    for name, wrong in chain(_references(found, ids, SAMPLE_REFERENCES), _conclusions(found, content)):
        raise located(folder / f"{name}.yaml", wrong)
    rhythm = plain(folder / "rhythm.yaml")
    return Sample(rhythm=rhythm, **{k: v for keys in found.values() for k, v in keys.items() if k != "version"})


def _conclusions(found: Mapping[str, Any], content: Content) -> Problems:
    """Leanings, decisions and their parameters name what the question has."""
    for name, options in found["ballots"]["leanings"].items():
        if set(options) != {o.id for o in content.questions[name].options}:
            yield "ballots", Wrong(("leanings", name), "does not weigh exactly the options of the question")
    for name, decision in found["decisions"]["decisions"].items():
        options = {o.id: {p.name for p in o.parameters} for o in content.questions[name].options}
        if decision.option not in options:
            yield "decisions", Wrong(("decisions", name, "option"), f"{decision.option!r} is not an option")
        elif odd := set(decision.parameters) - options[decision.option]:
            yield "decisions", Wrong(("decisions", name, "parameters", min(odd)), "is not in the clause")
