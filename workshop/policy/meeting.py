"""Who was there, from when to when, through which channel, who was missing, and who did not vote for a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from workshop.model import Participant
from workshop.policy import cells
from workshop.policy.book import Book
from workshop.policy.cells import Cell

Rows = list[list[str]]


def presence(book: Book) -> Iterator[Cell]:
    """Counts and hours by role; names only where notebook 0 says so."""
    yield cells.heading(2, book.say("here"))
    here = sum(p.present for p in book.people)
    yield cells.text(book.say("here_line", present=here, joined=len(_came(book))))
    yield cells.table(_by_role(book), book.say("here_caption"))
    if named(book):
        yield cells.table(_by_name(book), book.say("attendance_caption"))
    for line in (_hands(book), _represented(book), *_recused(book), _missing(book)):
        if line:
            yield cells.text(line)
    yield cells.text(book.say("named"), part="note")


def named(book: Book) -> bool:
    """Whether the minutes may name people."""
    return bool(book.record.facts.get("minutes_names"))


def _came(book: Book) -> list[Participant]:
    """Those who were there at some time: not who was only represented."""
    there = {one.participant for one in book.record.attendance if one.present}
    return [p for p in book.people if p.present or p.id in there or not book.record.attendance]


def hours(book: Book, person: Participant) -> tuple[float, float | None]:
    """When this person came first, and when they left for good; None while they stay."""
    own = [one for one in book.record.attendance if one.participant == person.id]
    came = next((one.at for one in own if one.present), person.joined_at)
    return came, own[-1].at if own and not own[-1].present else None


def _by_role(book: Book) -> Rows:
    """How many of each role, the largest first, when they came, and how many left before the end."""
    people = _came(book)
    roles = Counter(p.role for p in people)
    head = [book.say(f"{key}_head") for key in ("role", "people", "arrived", "left")]
    rows = []
    for role, n in sorted(roles.items(), key=lambda item: (-item[1], book.role(item[0]))):
        own = [hours(book, p) for p in people if p.role == role]
        left = sum(gone is not None for _, gone in own)
        rows.append([book.role(role), str(n), _between(book, [came for came, _ in own]), str(left)])
    return [head, *rows]


def _between(book: Book, times: Sequence[float]) -> str:
    first, last = book.clock(min(times)), book.clock(max(times))
    return first if first == last else book.say("hours", opened=first, closed=last)


def _by_name(book: Book) -> Rows:
    head = [book.say(f"{key}_head") for key in ("names", "role", "arrived", "departed", "channel")]
    return [head, *(_person(book, p) for p in sorted(_came(book), key=lambda p: p.name.casefold()))]


def _person(book: Book, person: Participant) -> list[str]:
    came, left = hours(book, person)
    gone = book.clock(left) if left else book.say("stayed")
    return [person.name, book.role(person.role), book.clock(came), gone, book.say(f"channel_{person.channel}")]


def _hands(book: Book) -> str:
    count = book.record.facts.get("hands")
    return book.counted("hands_line", count) if count else ""


def _represented(book: Book) -> str:
    """Whom others could answer for; names only where names are given."""
    latest = {one.principal: one.holder for one in book.record.mandates}
    pairs = [(principal, holder) for principal, holder in latest.items() if holder]
    if not pairs:
        return ""
    if not named(book):
        return book.counted("represented", len(pairs))
    names = {p.id: p.name for p in book.people}
    said = (book.say("represented_by", principal=names.get(a, a), holder=names.get(b, b)) for a, b in pairs)
    return book.say("represented_named", names=book.say("semicolon").join(said))


def _recused(book: Book) -> Iterator[str]:
    """For each question, how many did not vote on it for a conflict of interest, and the reasons they gave."""
    latest = {(one.question, one.participant): one for one in book.record.recusals}
    out = [one for one in latest.values() if one.recused]
    names = {p.id: p.name for p in book.people}
    for question, count in Counter(one.question for one in out).items():
        line = book.counted("recused", count, title=book.title(question))
        if named(book):
            who = ", ".join(names.get(one.participant, "") for one in out if one.question == question)
            line = book.say("recused_named", line=line, names=who)
        why = [one.reason for one in out if one.question == question and one.reason]
        yield book.say("recused_because", line=line, reasons=book.say("semicolon").join(why)) if why else line


def _missing(book: Book) -> str:
    """The perspectives that nobody brought."""
    roles = {p.role for p in _came(book)}
    absent = [one for one in book.content.perspectives.values() if not roles & set(one.roles)]
    return book.say("missing", names=_listed(book, (book.pick(one.label) for one in absent))) if absent else ""


def _listed(book: Book, names: Iterable[str]) -> str:
    return book.say("semicolon").join(names)
