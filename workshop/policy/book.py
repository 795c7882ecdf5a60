"""The record beside the content, in one language, with a number for everything that a document cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from workshop import texts
from workshop.agenda import Content, Source
from workshop.model import (
    Ballot,
    Decision,
    DecisionId,
    Idea,
    Option,
    Participant,
    Question,
    QuestionId,
    Record,
    Result,
    Risk,
    Round,
    RoundId,
    Section,
    Text,
)


@dataclass(frozen=True)
class Book:
    """This is what every part of a document is written from. D, V, I, O, R and S number what it cites."""

    record: Record
    content: Content
    lang: str
    results: Mapping[RoundId, Result]

    def say(self, key: str, **facts: object) -> str:
        """The sentence `document.key`."""
        return texts.say(f"document.{key}", self.lang, **facts)

    def counted(self, key: str, count: int, **facts: object) -> str:
        """`key_one` for one (and for none, in French), `key` for several."""
        one = count == 1 or (count == 0 and self.lang == "fr")
        return self.say(f"{key}_one" if one else key, count=count, **facts)

    def pick(self, text: Text | str | None) -> str:
        """Our wording in the language of the document, or what somebody typed."""
        return text if isinstance(text, str) else texts.pick(text or {}, self.lang)

    def day(self, at: float | date) -> str:
        return texts.day(at if isinstance(at, date) else date.fromtimestamp(at), self.lang)

    def clock(self, at: float) -> str:
        return texts.clock(at, self.lang)

    def year(self, year: str) -> str:
        """'2012', or 'about 2012' where the source's year is not certain."""
        return self.say("year_about", year=year[1:]) if year.startswith("~") else year

    def fact(self, key: str) -> str:
        """A fact of the workshop as text; empty if nobody set it."""
        return self.pick(self.record.facts.get(key))

    def role(self, id: str) -> str:
        """The name of a role; ids that the catalogue does not know are what somebody typed."""
        known = {role["id"]: role["label"] for role in self.record.facts.get("roles", ())}
        label = self.content.roles[id].label if id in self.content.roles else known.get(id, id)
        return self.pick(label)

    # ---- questions and decisions ---------------------------------------------------------------

    @cached_property
    def questions(self) -> Mapping[QuestionId, Question]:
        """Those of the bank, those it leaves open once they were asked, and those the room asked and decided."""
        content, record = self.content, self.record
        asked = {r.question for r in record.rounds} | {d.question for d in record.decisions}
        open_ = {q.id: self._opened(q) for q in content.open.values() if q.id in asked}
        known = {**content.questions, **open_}
        return known | {d.question: self._own(d) for d in record.decisions if d.question not in known}

    def _opened(self, question: Question) -> Question:
        """A question that the bank leaves open, with the options the room gave it: as they were when it decided."""
        voted = [
            r for r in self.record.rounds if r.question == question.id and r.purpose in ("indicative", "adopting")
        ]
        last = next((d for d in reversed(self.record.decisions) if d.question == question.id), None)
        voted.sort(
            key=lambda r: (last is not None and r.opened_at <= last.at, r.purpose == "indicative", r.opened_at)
        )
        found = {option.id: option for round in voted for option in round.options}
        if last and last.option and last.option not in found:
            label = dict.fromkeys(texts.LANGS, last.option) if last.outcome is None else last.outcome
            found[last.option] = Option(last.option, label if isinstance(label, Mapping) else {self.lang: label})
        return replace(question, options=tuple(found.values()))

    def _own(self, decision: Decision) -> Question:
        asked = [r for r in self.record.rounds if r.id == decision.round or r.question == decision.question]
        if not asked:
            return Question(decision.question, 1, "own", {self.lang: decision.question}, "", ())
        last = asked[-1]
        return Question(decision.question, 1, "own", last.prompt, last.rule, last.options)

    @cached_property
    def sections(self) -> Sequence[tuple[Section, Sequence[Question]]]:
        """Chapters that hold a question, in order, with their questions."""
        chapters = [*self.content.sections, Section("own", texts.both("document.own"))]
        held = {c.id: [q for q in self.questions.values() if q.section == c.id] for c in chapters}
        return [(chapter, held[chapter.id]) for chapter in chapters if held[chapter.id]]

    @cached_property
    def decisions(self) -> Mapping[QuestionId, Decision]:
        """The decision that stands for each question: the last one."""
        return {decision.question: decision for decision in self.record.decisions}

    def title(self, question: QuestionId) -> str:
        """The short name of a question, else the question itself."""
        known = self.questions.get(question)
        return self.pick(known.title or known.prompt) if known else question

    @cached_property
    def clauses(self) -> Mapping[QuestionId, str]:
        """The number of each question's clause: chapter and place in it."""
        return {
            question.id: f"{chapter}.{k}"
            for chapter, (_, questions) in enumerate(self.sections, 1)
            for k, question in enumerate(questions, 1)
        }

    @cached_property
    def risks_known(self) -> Mapping[str, Risk]:
        """The catalogue's risks, then those the room added."""
        return {**self.content.risks, **{risk.id: risk for risk in self.record.risks}}

    @cached_property
    def by_idea(self) -> Mapping[str, Idea]:
        return {idea.id: idea for idea in self.record.ideas}

    # ---- what belongs to a question ------------------------------------------------------------

    def rounds(self, question: QuestionId) -> list[Round]:
        """Every activity about this question, consent lists that held it included."""
        return [r for r in self.record.rounds if (r.question == question or _listed(r, question)) and not _apart(r)]

    def rounds_until(self, decision: Decision) -> list[Round]:
        """Those activities about its question that were opened before this decision, whatever the clock said."""
        taken = self._acts.get(decision.id, len(self.record.journal))
        return [r for r in self.rounds(decision.question) if self._acts.get(r.id, 0) <= taken]

    @cached_property
    def _acts(self) -> Mapping[str, int]:
        """The place in the journal of each round that was opened and each decision that was taken."""
        acts = enumerate(self.record.journal)
        return {str(e.payload.get({"open": "round", "decide": "decision"}.get(e.act, ""))): n for n, e in acts}

    def round(self, id: RoundId | None) -> Round | None:
        return next((r for r in self.record.rounds if r.id == id), None)

    def ideas(self, question: QuestionId) -> list[Idea]:
        rounds = {r.id for r in self.rounds(question) if r.kind == "ideas"}
        return [idea for idea in self.record.ideas if idea.round in rounds and idea.live]

    def objections(self, question: QuestionId) -> list[Ballot]:
        """Reasoned objections to this question, in the order they were last written."""
        rounds = {r.id for r in self.rounds(question) if r.kind != "consent_list"}
        return [b for b in self.record.ballots if b.round in rounds and objection(b)]

    def risks(self, question: QuestionId) -> list[Risk]:
        return [risk for risk in self.risks_known.values() if question in risk.questions]

    def sources(self, question: QuestionId) -> list[Source]:
        known = self.content.sources
        return [known[id] for id in self.questions[question].origins if id in known]

    # ---- numbers -------------------------------------------------------------------------------

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """What each cited thing is called, by its id: D4, V3, I7, O2, R3, S1."""
        voted = (r.id for r in self.record.rounds if r.kind != "ideas")
        objected = (_key(b) for b in self.record.ballots if objection(b))
        return {
            **_numbered("D", (d.id for d in self.record.decisions)),
            **_numbered("V", voted),
            **_numbered("I", (idea.id for idea in self.record.ideas)),
            **_numbered("O", objected),
            **_numbered("R", self.risks_known, "risk "),
            **_numbered("S", self.content.sources, "source: "),
        }

    def number(self, thing: Decision | Round | Idea | Ballot | Risk | Source) -> str:
        """The number of one thing."""
        if isinstance(thing, Ballot):
            return self.numbers[_key(thing)]
        start = {Risk: "risk ", Source: "source: "}.get(type(thing), "")
        return self.numbers[start + thing.id]

    def replaced(self, id: DecisionId) -> Decision | None:
        """The decision that took the place of this one."""
        return next((d for d in self.record.decisions if d.supersedes == id), None)

    @cached_property
    def people(self) -> Sequence[Participant]:
        return self.record.participants


def objection(ballot: Ballot) -> str:
    """The words of a reasoned objection; empty for any other answer."""
    said = ballot.choice.get("objection") if isinstance(ballot.choice, Mapping) else None
    return said if isinstance(said, str) else ""


def _key(ballot: Ballot) -> str:
    return f"{ballot.round}/{ballot.participant}"


def _apart(round: Round) -> bool:
    """Is this the guess of a week's hours? It goes by the name of a question of the bank that is another."""
    return round.kind == "guess" and round.question == "hours"


def _listed(round: Round, question: QuestionId) -> bool:
    return round.kind == "consent_list" and any(option.id == question for option in round.options)


def _numbered(letter: str, ids: Iterable[str], start: str = "") -> dict[str, str]:
    return {f"{start}{id}": f"{letter}{k}" for k, id in enumerate(ids, 1)}
