"""The frame of every notebook: how long, who, which questions and what we will have; at the end, what was decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workshop import texts
from workshop.agenda import Content, Sequence
from workshop.desk import results, roll
from workshop.desk.timetable import agenda_of
from workshop.model import Decision, Question, Record
from workshop.policy.book import Book
from workshop.policy.fates import fate

if TYPE_CHECKING:
    from workshop.desk.workshop import Workshop


class Frame:
    """Words for the notebook, as Markdown: participants' text in it is escaped, so that it stays text."""

    def __init__(self, lines: list[str]) -> None:
        self.text = "\n".join(lines)

    def _repr_markdown_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text


def frame(number: int, w: Workshop, *, end: bool = False) -> Frame:
    """The frame of notebook `number`, opening or (with `end`) closing."""
    record = w.record()
    return Frame(closing(number, w, record) if end else opening(number, w, record))


def _say(w: Workshop, key: str, **facts: object) -> str:
    return texts.say(f"frame.{key}", w.lang, **facts)


def sequences(number: int, w: Workshop) -> list[Sequence]:
    """What the agenda does in this notebook, without the breaks."""
    agenda = agenda_of(w.facts, w.content)
    return [one for one in agenda.sequences if one.notebook == number and one.activity != "break"]


def home(question: Question, content: Content) -> int:
    """The notebook where a question is asked: where the longest agenda puts it, else the bank's own."""
    longest = max(content.agendas.values(), key=lambda one: one.minutes)
    asked = (s.notebook for s in longest.sequences if question.id in s.questions and not s.takes_rest)
    return next(asked, question.notebook)


def questions(number: int, w: Workshop, record: Record | None = None) -> list[Question]:
    """The questions asked in this notebook: those the agenda puts there, and those at home there."""
    bank = w.bank(record).questions
    today = [id for one in sequences(number, w) if not one.takes_rest for id in one.questions]
    own = [q.id for q in bank.values() if q.tier == 1 and home(q, w.content) == number]
    return [bank[id] for id in dict.fromkeys([*today, *own])]


def opening(number: int, w: Workshop, record: Record) -> list[str]:
    lines = [
        _minutes(number, w),
        "",
        _say(w, "people", text=_say(w, f"people_{number}")),
        "",
        _present(w, record),
        "",
        *([texts.markdown(_missing(w, record)), ""] if number == 0 else []),
    ]
    if asked := questions(number, w, record):
        lines += [_say(w, "questions"), "", *(f"- {_line(q, w, record)}" for q in asked), ""]
    return [*lines, _say(w, "outcome"), "", *(f"- {one}" for one in outcomes(number, w))]


def outcomes(number: int, w: Workshop) -> list[str]:
    """What there will be at the end: as the agenda says, else as the notebook does."""
    planned = [texts.pick(one.outcome, w.lang) for one in sequences(number, w)]
    return planned or [_say(w, f"outcome_{number}" if number in (0, 6, 7, 8, 9) else "outcome_clauses")]


def _minutes(number: int, w: Workshop) -> str:
    agenda = agenda_of(w.facts, w.content)
    total = sum(one.minutes for one in agenda.sequences if one.notebook == number)
    name = texts.pick(agenda.title, w.lang)
    if not total:
        return _say(w, "minutes_none", agenda=name)
    passed = sum(one.minutes for one in agenda.sequences if one.notebook <= number)
    begun = [one for one in w.timetable.pieces if one.part.notebook == number and one.ends]
    end = begun[-1].ends if begun else float(w.facts.get("started_at", 0)) + 60 * passed
    return _say(w, "minutes", count=total, agenda=name, time=texts.clock(float(end or 0), w.lang))


def _present(w: Workshop, record: Record) -> str:
    here = [one for one in record.participants if one.present]
    labels = {role["id"]: texts.pick(role["label"], w.lang) for role in record.facts.get("roles", [])}
    counts: dict[str, int] = {}
    for one in here:
        counts[one.role] = counts.get(one.role, 0) + 1
    said = ", ".join(f"{texts.markdown(labels.get(role, role))} {n}" for role, n in sorted(counts.items()))
    return _say(w, "present", text=said or _say(w, "nobody"))


def _missing(w: Workshop, record: Record) -> str:
    return roll.missing_words(roll.listed(record), w.content.perspectives.values(), w.lang)


def _line(question: Question, w: Workshop, record: Record) -> str:
    """The question, with its decision, or with the list it waits on."""
    prompt = texts.pick(question.prompt, w.lang)
    if (decision := last(question, record)) is not None:
        return f"{prompt} ({_status(question, decision, w)})"
    listed = any(one.takes_rest and question.id in one.questions for one in agenda_of(w.facts, w.content).sequences)
    return f"{prompt} ({_say(w, 'consent')})" if listed else prompt


def last(question: Question, record: Record) -> Decision | None:
    """The decision that counts: the latest."""
    return next((one for one in reversed(record.decisions) if one.question == question.id), None)


def _status(question: Question, decision: Decision, w: Workshop) -> str:
    status = texts.say(f"desk.status_{decision.status}", w.lang).lower()
    label = texts.pick(question.option(decision.option).label, w.lang) if decision.option else ""
    return " · ".join(filter(None, [status, label]))


def closing(number: int, w: Workshop, record: Record) -> list[str]:
    """What was decided here, question by question; what is not decided is said to be so."""
    asked = questions(number, w, record) if number < 7 else []
    found = {d.question for d in record.decisions}
    if number >= 6:
        asked = [q for q in w.bank(record).questions.values() if q.id in found]
    lines = _lines(asked, w, record)
    following = w.content.notebooks.get(number + 1)
    return (
        [*lines, "", _say(w, "then", title=f"{number + 1} · {texts.pick(following, w.lang)}")] if following else lines
    )


def _lines(asked: list[Question], w: Workshop, record: Record) -> list[str]:
    lines = []
    for question in asked:
        decision = last(question, record)
        status = _status(question, decision, w) if decision else _say(w, "undecided")
        title = texts.pick(question.title or question.prompt, w.lang)
        lines.append(_say(w, "line", title=title, status=status + _owner(decision, w)))
    return lines or [_say(w, "nothing")]


def _owner(decision: Decision | None, w: Workshop) -> str:
    if decision is None or not decision.owner:
        return ""
    return " · " + texts.say("desk.decided_owner", w.lang, text=texts.markdown(decision.owner))


def reviews(w: Workshop) -> Frame:
    """What to review and when: the nearest date first; what has none is said to have none."""
    record = w.record()
    found = [(q, d) for q in w.bank(record).questions.values() if (d := last(q, record)) is not None]
    found.sort(key=lambda pair: pair[1].review_on or date.max)
    lines = []
    for question, decision in found:
        when = texts.day(decision.review_on, w.lang) if decision.review_on else _say(w, "no_date")
        title = texts.pick(question.title or question.prompt, w.lang)
        lines.append(_say(w, "line", title=title, status=when + _owner(decision, w)))
    return Frame(lines or [_say(w, "nothing_yet")])


def became(w: Workshop) -> Frame:
    """What became of each idea, in words: what led somewhere first, then what led nowhere, with the reason."""
    record = w.record()
    book = Book(record, w.content, w.lang, results.results(record))
    told = [(one, fate(book, one)) for one in record.ideas if not one.withdrawn]
    lines = []
    for led in (True, False):
        some = [
            _say(w, "idea", number=book.number(one), text=texts.markdown(one.text), fate=texts.markdown(what.words))
            for one, what in told
            if what.led is led
        ]
        lines += [_say(w, "ideas_led" if led else "ideas_nowhere"), "", *some, ""] if some else []
    return Frame(lines or [_say(w, "nothing_yet")])


def written(paths: list[Path], w: Workshop) -> Frame:
    """The files just written, and the folder they are in."""
    if not paths:
        return Frame([_say(w, "nothing_yet")])
    names = [f"- `{path.name}`" for path in paths]
    return Frame([_say(w, "written"), "", *names, "", f"`{paths[0].parent}`"])
