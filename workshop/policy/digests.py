"""What a round gave, in a few words: counts of people, never shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workshop import texts
from workshop.model import OptionId, Result, Round
from workshop.policy.book import Book

Counts = Mapping[str, int]


def digest(book: Book, round: Round, option: OptionId | None = None) -> str:
    """The result of a round in words, for one option where the rule compares several."""
    result = book.results.get(round.id)
    if result is None:
        return _asked(book, round)
    if not result.ballots or not result.counts:
        return book.say("no_result")
    if round.kind == "consent_list":
        return _list(book, result, option)
    ballots, words = book.counted("ballots", result.ballots), _DIGESTS[result.rule]
    if option is not None and option in result.counts:
        return words(book, result, option, ballots)
    said = (_label(book, round, one) + words(book, result, one, ballots) for one in _first(round, result))
    return book.say("semicolon").join(said)


def _first(round: Round, result: Result) -> list[OptionId]:
    """The first place: all who share it, as the ballot lists them."""
    listed = [option.id for option in round.options if option.id in result.winners]
    return listed or sorted(result.winners) or [next(iter(result.counts))]


def _label(book: Book, round: Round, option: OptionId) -> str:
    """Which option the words are about, where there are several."""
    label = next((book.pick(o.label) for o in round.options if o.id == option), "")
    compared = len(round.options) > 1 and round.proposal is None
    return book.say("about", option=label) if label and compared else ""


def _asked(book: Book, round: Round) -> str:
    """Rounds that count nothing: how much was written or estimated."""
    if round.kind == "ideas":
        return book.counted("d_ideas", sum(i.round == round.id and not i.withdrawn for i in book.record.ideas))
    return book.counted("d_answers", sum(b.round == round.id for b in book.record.ballots))


def _list(book: Book, result: Result, option: OptionId | None) -> str:
    ballots = book.counted("ballots", result.ballots)
    if option is not None and option in result.counts:
        return _consent(book, result, option, ballots)
    pulled = sum(counts.get("objection", 0) > 0 for counts in result.counts.values())
    return book.counted("d_list", pulled, total=len(result.counts), ballots=ballots)


def _gradients(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    counts = result.counts[option]
    sides = {"for": "123", "against": "5678", "none": "4"}
    return book.say("d_gradients", ballots=ballots, **{k: _sum(counts, degrees) for k, degrees in sides.items()})


def _sum(counts: Counts, answers: str) -> int:
    return sum(counts.get(answer, 0) for answer in answers)


def _votes(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    return book.say("d_votes", count=result.counts[option].get("yes", 0), ballots=ballots)


def _dots(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    dots = sum(int(n) * people for n, people in result.counts[option].items())
    return book.say("d_dots", dots=book.counted("dots", dots), ballots=ballots)


def _ranked(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    place = next((k for k, tied in enumerate(result.places, 1) if option in tied), len(result.places) + 1)
    tied = place <= len(result.places) and len(result.places[place - 1]) > 1
    key = f"place_{'first' if place == 1 else 'later'}{'_tied' if tied else ''}"
    return book.say("d_ranked", place=book.say(key, place=place), ballots=ballots)


def _yes_no(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    counts = {"yes": 0, "no": 0, "abstain": 0} | dict(result.counts[option])
    abstained = book.counted("abstained", counts["abstain"])
    return book.say("d_yes_no", yes=counts["yes"], no=counts["no"], abstained=abstained, ballots=ballots)


def _fist(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    counts = result.counts[option]
    return book.say("d_fist", high=_sum(counts, "345"), low=_sum(counts, "012"), ballots=ballots)


def _consent(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    counts = result.counts[option]
    agree = counts.get("yes", 0) + counts.get("remark", 0)
    objected = book.counted("objected", counts.get("objection", 0))
    return book.say("d_consent", agree=agree, objected=objected, ballots=ballots)


def _total(counts: Counts) -> int:
    return sum(int(n) * people for n, people in counts.items() if n.isdecimal())


def _points(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    return book.say("d_points", points=_total(result.counts[option]), ballots=ballots)


def _score(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    """The mean of all ballots that scored anything; one that left the option out gave it nothing."""
    cast = result.voices - result.abstentions
    mean = texts.number(_total(result.counts[option]) / cast if cast else 0.0, book.lang, 1)
    return book.say("d_score", mean=mean, ballots=ballots)


def _grade(book: Book, result: Result, option: OptionId, ballots: str) -> str:
    """The majority grade: the lower middle one (Balinski and Laraki, 2011)."""
    given = sorted(
        int(n) if n.isdecimal() else 0 for n, people in result.counts[option].items() for _ in range(people)
    )
    middle = given[(len(given) - 1) // 2] if given else 0
    return book.say("d_grade", grade=texts.say(f"grades.g{middle}", book.lang), ballots=ballots)


_DIGESTS: Mapping[str, Callable[[Book, Result, OptionId, str], str]] = {
    "gradients": _gradients,
    "plurality": _votes,
    "approval": _votes,
    "dots": _dots,
    "ranked": _ranked,
    "irv": _ranked,
    "schulze": _ranked,
    "ranked_pairs": _ranked,
    "points": _points,
    "score": _score,
    "star": _score,
    "majority_judgment": _grade,
    "borda": _ranked,
    "majority": _yes_no,
    "supermajority": _yes_no,
    "fist_to_five": _fist,
    "consent": _consent,
}
