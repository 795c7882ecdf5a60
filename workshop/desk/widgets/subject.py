"""What a stage is about: a question of the bank, risks, an ideas prompt, the consent list, or a trial vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workshop import texts
from workshop.agenda import Agenda, Content, Sequence
from workshop.desk.timetable import agenda_of
from workshop.errors import InputError
from workshop.model import Option, Question, Record, Round, Stage, Text

About = Literal["question", "risks", "ideas", "list", "trial", "whole"]
STEPS: Mapping[About, tuple[Stage, ...]] = {
    "question": ("ask", "collect", "group", "vote", "discuss", "decide"),
    "risks": ("ask", "vote", "discuss"),
    "ideas": ("ask", "collect", "group"),
    "list": ("ask", "vote", "decide"),
    "trial": ("ask", "vote", "discuss"),
    "whole": ("ask", "vote", "discuss"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject of a stage. Its rounds in the room carry `id` as their question."""

    id: str
    about: About
    prompt: Text
    say: Text
    options: tuple[Option, ...] = ()
    question: Question | None = None
    sequence: Sequence | None = None

    @property
    def steps(self) -> tuple[Stage, ...]:
        return STEPS[self.about]

    def rounds(self, record: Record) -> list[Round]:
        """Its rounds, oldest first; what was only guessed about it is not one of its steps."""
        return [one for one in record.rounds if one.question == self.id and one.kind != "guess"]


def subject(name: str, content: Content, facts: Mapping[str, Any]) -> Subject:
    """The subject called `name`: a question's or a risk's id, "trial", "whole", or the end of a sequence's id.

    InputError says that there is none.
    """
    agenda = agenda_of(facts, content)
    known = {**content.open, **content.questions}
    if name in known:
        return _question(known[name], agenda)
    if name in content.risks:
        risk = content.risks[name]
        return Subject(name, "risks", texts.both("desk.prompt_risk"), texts.both("desk.say_risks"), (_risk(risk),))
    if name == "trial":
        return _trial()
    if name == "whole":
        return _whole()
    for one in (agenda, *content.agendas.values()):
        for sequence in one.sequences:
            if sequence.id.endswith(f"_{name}"):
                return _sequence(sequence, content)
    raise InputError(texts.say("desk.unknown_stage", str(facts.get("lang", "fr")), name=name))


def _question(question: Question, agenda: Agenda) -> Subject:
    sequence = next((s for s in agenda.sequences if question.id in s.questions), None)
    if question.open:  # the agenda gives its time to the part in which plans are made
        sequence = next((s for s in agenda.sequences if s.method == "plan_choice"), None)
    asked = sequence is not None and not sequence.takes_rest
    say = sequence.say if sequence and asked else texts.both("desk.say_ask")
    return Subject(question.id, "question", question.prompt, say, question.options, question, sequence)


def _risk(risk: Any) -> Option:
    return Option(risk.id, risk.name, risk.description)


def _trial() -> Subject:
    options = tuple(Option(name, texts.both(f"desk.trial_{name}")) for name in ("sun", "rain", "both"))
    return Subject("trial", "trial", texts.both("desk.trial"), texts.both("desk.say_trial"), options)


def _whole() -> Subject:
    option = Option("whole", texts.both("desk.whole_label"), texts.both("desk.whole_clause"))
    return Subject("whole", "whole", texts.both("desk.whole"), texts.both("desk.say_whole"), (option,))


def _sequence(sequence: Sequence, content: Content) -> Subject:
    name = sequence.id
    if sequence.takes_rest:
        return Subject(name, "list", texts.both("desk.list_prompt"), texts.both("desk.say_list"), (), None, sequence)
    if sequence.activity == "estimate" and sequence.risks:
        risks = tuple(_risk(content.risks[risk]) for risk in sequence.risks)
        return Subject(name, "risks", texts.both("desk.prompt_risks"), sequence.say, risks, sequence=sequence)
    return Subject(name, "ideas", sequence.say, texts.both("desk.say_collect"), sequence=sequence)
