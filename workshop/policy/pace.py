"""The rhythm in the minutes: what each person guessed, the surprise, plans side by side, what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from workshop import texts
from workshop.model import Entry, Picture, Round, Strain, Text
from workshop.policy import cells, inputs, matrices, scales
from workshop.policy.book import Book
from workshop.policy.cells import Cell
from workshop.policy.rhythm import Compared, Rhythm

Pictures = Mapping[str, Picture]
DRAWN = ("rhythm", "hours", "weeks", "sensitivity")  # pictures that minutes keep, in this order
VALUE = "value"  # the question in which points were shared among channels


def rhythm(book: Book, pictures: Pictures, found: Rhythm | None, strains: Sequence[Strain]) -> Iterator[Cell]:
    """Everything about the rhythm, in the order in which it happened; nothing where nothing did."""
    guessed = [r for r in _closed(book) if r.kind == "guess" and r.question not in book.content.scales]
    points = [r for r in _closed(book) if r.question == VALUE and r.rule == "points"]
    read = _files(book)
    if not (guessed or points or read or strains or any(name in pictures for name in DRAWN)):
        return
    yield cells.heading(2, book.say("rhythm"))
    yield from _strained(book, strains)
    yield from _guesses(book, guessed, pictures)
    yield from _points(book, points, pictures)
    if any(name in pictures for name in DRAWN):
        yield cells.heading(3, book.say("plans_head"))
        yield cells.text(book.say("rhythm_line"))
        yield from _plans(book, found, pictures)
    yield from _assumed(book, found)
    yield from _read(book, found)


def _closed(book: Book) -> list[Round]:
    return [r for r in book.record.rounds if r.state in scales.DONE]


def _strained(book: Book, strains: Sequence[Strain]) -> Iterator[Cell]:
    """Clauses that the hours of today no longer allow, each with its number."""
    if strains:
        head = [book.say(f"{key}_head") for key in ("clause", "strain")]
        rows = [
            [f"{book.clauses.get(s.question, '')} {book.title(s.question)}".strip(), book.pick(s.said)]
            for s in strains
        ]
        yield cells.table([head, *rows], book.say("strained_caption"))


# ---- what each person thought ----------------------------------------------------------------------


def _guesses(book: Book, rounds: Sequence[Round], pictures: Pictures) -> Iterator[Cell]:
    """Each guess in words and drawn, without names; then how far the model is from what people thought."""
    if rounds:
        yield cells.heading(3, book.say("guessed"))
    for round in rounds:
        yield cells.text(_guess(book, round))
        if round.id in pictures:
            yield cells.figure(pictures[round.id])
    if rounds and "surprise" in pictures:
        yield cells.figure(pictures["surprise"])


def _guess(book: Book, round: Round) -> str:
    """'V3 · Combien d’heures … ? 12 réponses, de 4 à 20 ; la moitié au-dessus de 9.'"""
    values = scales.given(book.record, round)
    about = {"number": book.number(round), "prompt": book.pick(round.prompt)}
    if not values:
        return book.say("guess_none", **about)
    said = {key: texts.number(n, book.lang, 2) for key, n in (("low", values[0]), ("high", values[-1]))}
    middle = " ".join(filter(None, [texts.number(median(values), book.lang, 2), book.pick(round.unit)]))
    answers = book.counted("d_answers", len(values))
    key = "guess_line" if len(values) >= scales.FEW else "guess_few"
    return book.say(key, **about, **said, middle=middle, answers=answers)


def _points(book: Book, rounds: Sequence[Round], pictures: Pictures) -> Iterator[Cell]:
    """What each channel is worth to the room: the median of everybody's points, and between what half of them lie."""
    for round in rounds[-1:]:
        yield cells.heading(3, book.say("worth"))
        yield cells.text(book.say("worth_line", number=book.number(round)))
        if round.id in pictures:
            yield cells.figure(pictures[round.id])
        given = [b.choice for b in book.record.ballots if b.round == round.id and any(b.choice.values())]
        rows = [(book.pick(o.label), [float(one.get(o.id, 0)) for one in given]) for o in round.options]
        head = [book.say(f"{key}_head") for key in ("outlet", "median")]
        body = [[label, texts.number(median(points), book.lang)] for label, points in rows if points]
        yield cells.table(
            [head, *sorted(body, key=lambda row: -float(row[1].replace(",", ".")))], book.say("worth_caption")
        )


# ---- plans side by side ----------------------------------------------------------------------------


def _plans(book: Book, found: Rhythm | None, pictures: Pictures) -> Iterator[Cell]:
    if found and found.plans:
        more = {"cost": _costs(found), "beaten": _beaten(found)}
        keys = ("plan", "gain", "work", "over", *(key for key, shown in more.items() if shown))
        head = [book.say(f"{key}_head") for key in keys]
        yield cells.table([head, *(_plan(book, one, found) for one in found.plans)], book.say("compared_caption"))
    for name in DRAWN:
        if name in pictures:
            yield cells.figure(pictures[name])


def _costs(found: Rhythm) -> bool:
    return any(one.cost is not None for one in found.plans)


def _beaten(found: Rhythm) -> bool:
    return any(one.beaten for one in found.plans)


def _plan(book: Book, one: Compared, found: Rhythm) -> list[str]:
    name = book.pick(one.name)
    cost = [texts.number(one.cost or 0, book.lang, 0)] if _costs(found) else []
    return [
        book.say("plan_adopted", plan=name) if one.adopted else name,
        texts.number(one.effect, book.lang),
        texts.number(one.hours, book.lang),
        "" if one.over is None else str(one.over),
        *cost,
        *([book.pick(one.beaten)] if _beaten(found) else []),
    ]


# ---- what changed, what was read -------------------------------------------------------------------


def _assumed(book: Book, found: Rhythm | None) -> Iterator[Cell]:
    """Every number that somebody changed, from the journal: when, who and why, what it was and what it became."""
    names: Mapping[str, Text] = found.names if found else {}
    entries = [entry for entry in book.record.journal if entry.act == "assume"]
    rows = [row for entry in entries for row in _corrected(book, entry, names)]
    if rows:
        yield cells.heading(3, book.say("assume_head"))
        head = [book.say(f"{key}_head") for key in ("time", "input", "became_input", "who_why")]
        yield cells.table([head, *rows], book.say("assume_caption"))


def _corrected(book: Book, entry: Entry, names: Mapping[str, Text]) -> Iterator[list[str]]:
    """One row for each kind of number that one person changed at one moment; ranges and what reads alike left out."""
    kinds: dict[str, list[str]] = {}
    for change in entry.payload.get("changes", ()):
        what = inputs.named(str(change["path"]), names, book)
        if what is not None and (words := _became(book, what, change, names)):
            kinds.setdefault(what.kind, []).append(words)
    who = [str(entry.payload.get(key) or "") for key in ("by", "why")]
    for kind in sorted(kinds, key=inputs.order):
        said = book.say("semicolon").join(kinds[kind])
        label = texts.say(f"inputs.{kind}", book.lang)
        yield [_moment(book, entry.at), label, said, book.say("semicolon").join(filter(None, who))]


def _moment(book: Book, at: float) -> str:
    """The time, with its day where it is not that of the workshop's first round."""
    first = min((r.opened_at for r in book.record.rounds), default=at)
    day, clock = book.day(at), book.clock(at)
    return clock if book.day(first) == day else book.say("day_time", day=day, time=clock)


def _became(book: Book, what: inputs.Input, change: Mapping[str, Any], names: Mapping[str, Text]) -> str:
    """'Facebook : 30, puis 40'; nothing where both read alike, or where a new number changes nothing."""
    new = change.get("was") is None
    if new and inputs.neutral(what.kind, change.get("now")):
        return ""
    was, now = (inputs.said(book, what.kind, change.get(key), names) for key in ("was", "now"))
    if was == now:
        return ""
    said = now if new else book.say("then_now", was=was, now=now)
    return book.say("value_of", of=book.pick(what.of), value=said) if what.of else said


def _files(book: Book) -> list[Mapping[str, Any]]:
    """The files of what was published that somebody had compared with the clauses, as the journal noted them."""
    return [
        file for entry in book.record.journal if entry.act == "reality" for file in entry.payload.get("files", ())
    ]


def _read(book: Book, found: Rhythm | None) -> Iterator[Cell]:
    """Files of what was published, each with its fingerprint and how many rows could not be read."""
    if read := _files(book):
        yield cells.heading(3, book.say("read_head"))
        head = [book.say(f"{key}_head") for key in ("file", "lines", "bad_lines", "digest_of")]
        rows = [[str(one.get(key, "")) for key in ("name", "rows", "unread", "digest")] for one in read]
        yield cells.table([head, *rows], book.say("read_caption"))
    if judged := [*_judged(book, found)]:
        head = [book.say(f"{key}_head") for key in ("clause", "outlet", "promised", "published", "kept")]
        yield cells.table([head, *judged], book.say("kept_caption"))


def _judged(book: Book, found: Rhythm | None) -> Iterator[list[str]]:
    """Promise against reality, as the last comparison noted it: clause by clause, channel by channel."""
    noted = [entry for entry in book.record.journal if entry.act == "reality"]
    for clause in noted[-1].payload.get("clauses", ()) if noted else ():
        for one in clause["channels"]:
            low, high = (texts.number(n, book.lang, 2) for n in one["promised"])
            yield [
                f"{book.clauses.get(clause['question'], '')} {book.title(clause['question'])}".strip(),
                book.pick(matrices.channel(one["channel"], book.content, found.names if found else {})),
                low if low == high else book.say("from_to", low=low, high=high),
                ", ".join(texts.number(n, book.lang, 2) for n in one["weeks"]),
                _kept(book, one["kept"]),
            ]


def _kept(book: Book, kept: bool | None) -> str:
    """Whether a promise was kept; None: the time was too short to say."""
    return texts.say("kept.unsure", book.lang) if kept is None else book.say("kept_yes" if kept else "kept_no")


# ---- between two goods -----------------------------------------------------------------------------


def between(book: Book, pictures: Pictures) -> Iterator[Cell]:
    """Where the room stood on each scale and what lay nearest: it decided nothing."""
    found = [s for scale in book.content.scales.values() if (s := scales.standing(book.record, scale)) is not None]
    if found:
        yield cells.heading(2, book.say("scales"))
        yield cells.text(book.say("scales_line"))
    for one in found:
        yield cells.heading(3, book.pick(one.scale.prompt))
        yield cells.text(" ".join(scales.stands(one, book.lang)))
        asked = [r for r in _closed(book) if r.question == one.scale.id and r.id in pictures]
        yield from (cells.figure(pictures[r.id]) for r in asked[-1:])
        yield cells.table(scales.table([one], book.content, book.lang), book.say("scales_caption"))
