"""Rows of the minutes' tables, header first; every cell is text as people said it."""

from __future__ import annotations

from collections.abc import Iterable

from workshop import texts
from workshop.model import RiskScore, Round
from workshop.policy.book import Book
from workshop.policy.digests import digest

Rows = list[list[str]]


def counts(book: Book, round: Round) -> Rows:
    """How many gave each answer: answers down, options across."""
    result = book.results[round.id]
    labels = {o.id: book.pick(o.label) for o in round.options}
    options = [o for place in result.places for o in sorted(place)]
    options += [o for o in result.counts if o not in options]
    answers = _answers(book, round)
    head = [book.say("answer_count_head"), *(labels.get(o, book.say("ballots_head")) for o in options)]
    return [head, *([words, *(str(result.counts[o].get(a, 0)) for o in options)] for a, words in answers)]


def _answers(book: Book, round: Round) -> list[tuple[str, str]]:
    """Every answer the rule knows, or that was given, in words."""
    scale = _SCALES.get(round.rule)
    if scale:
        return [(answer, _capital(texts.say(key, book.lang))) for answer, key in scale.items()]
    given = {answer for option in book.results[round.id].counts.values() for answer in option}
    return [(a, _answer(book, round, a)) for a in sorted(given, key=lambda a: (not a.isdecimal(), a.zfill(6)))]


def _answer(book: Book, round: Round, answer: str) -> str:
    if answer in ("unranked", "unscored"):
        return book.say(answer)
    if not answer.isdecimal():
        return answer
    if round.rule == "dots":
        return book.counted("dots", int(answer))
    if round.rule in ("points", "score", "star"):
        return answer
    return book.say("rank", count=answer)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_SCALES = {
    "gradients": {str(k): f"gradients.g{k}" for k in range(1, 9)},
    "majority": {a: f"answers.{a}" for a in ("yes", "no", "abstain")},
    "supermajority": {a: f"answers.{a}" for a in ("yes", "no", "abstain")},
    "plurality": {"yes": "document.chosen"},
    "approval": {"yes": "document.approved"},
    "fist_to_five": {str(k): f"figure.fist_{k}" for k in range(5, -1, -1)},
    "majority_judgment": {**{str(k): f"grades.g{k}" for k in range(5, -1, -1)}, "unscored": "document.unscored"},
    "consent": {"yes": "figure.agrees", "remark": "figure.remarks", "objection": "figure.objects"},
}


def scores(book: Book, known: Iterable[RiskScore]) -> Rows:
    """Place, expected days, medians in words with their bands and range, and whether opinions differ."""
    head = [book.say(f"{key}_head") for key in ("place", "risk", "days", "likelihood", "impact", "agreement")]
    ordered = sorted(known, key=lambda score: score.rank)
    return [head, *(_score(book, score) for score in ordered)]


def _score(book: Book, score: RiskScore) -> list[str]:
    risk = book.risks_known[score.risk]
    close = book.say("apart" if score.flagged else "close")
    return [
        book.say("veto") if score.veto else str(score.place or ""),
        f"{book.number(risk)} {book.pick(risk.name)}",
        _days(book, score),
        _median(book, "likelihood", score.likelihood, score.likelihood_range),
        _median(book, "impact", score.impact, score.impact_range),
        book.say("agreed", agreement=close, answers=book.counted("d_answers", score.n)) if score.n else "",
    ]


def _days(book: Book, score: RiskScore) -> str:
    """The median of what each person's own answer amounts to, and between what half of the answers lie."""
    if score.expected is None or score.days_range is None:
        return ""
    numbers = (texts.number(days, book.lang, 1) for days in (score.expected, *score.days_range))
    return book.say("days", **dict(zip(("expected", "low", "high"), numbers, strict=True)))


def _median(book: Book, scale: str, middle: float | None, ends: tuple[int, int] | None) -> str:
    """The median in words; between two words both are said."""
    if middle is None or ends is None:
        return book.say("score_none")
    near = sorted({int(middle), int(middle + 0.5)})
    words = texts.say("figure.or", book.lang).join(texts.say(f"{scale}.{k}", book.lang) for k in near)
    return book.say("score", words=words, low=ends[0], high=ends[1])


def activities(book: Book) -> Rows:
    """Every round with when it opened and closed and what came of it."""
    head = [book.say(f"{key}_head") for key in ("number", "activity", "hours", "digest")]
    return [head, *(_activity(book, round) for round in book.record.rounds)]


def _activity(book: Book, round: Round) -> list[str]:
    opened = book.clock(round.opened_at)
    closed = book.clock(round.closed_at) if round.closed_at else book.say("still_open")
    kind = book.say(f"kind_round_{round.kind}")
    known = round.question if round.question in book.questions and round.kind != "guess" else None
    title = book.title(known) if known else book.pick(round.prompt)
    number = book.numbers.get(round.id, "")
    what = book.say("kind_of", kind=kind, title=title)
    return [number, what, book.say("hours", opened=opened, closed=closed), digest(book, round)]
