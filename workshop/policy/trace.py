"""Why a clause reads as it does: decision, objections, results, ideas, risks and sources, each with its number."""

from __future__ import annotations

from collections.abc import Sequence

from workshop import texts
from workshop.model import Ballot, Decision, Idea, QuestionId, Risk, Round, Trail
from workshop.policy.book import Book, objection
from workshop.policy.digests import digest

QUOTED, NAMED = 3, 4  # quotations and names in one line of the trail; the rest is counted


def trail(book: Book, question: QuestionId) -> tuple[Trail, ...]:
    """The thread of one question, from its decision back to its sources."""
    decision = book.decisions.get(question)
    return (
        *([_decision(book, decision)] if decision else []),
        *_objections(book, book.objections(question), decision),
        *(_result(book, round, decision) for round in book.rounds(question) if round.id in book.results),
        *_ideas(book, book.ideas(question)),
        *_risks(book, book.risks(question)),
        *_sources(book, question),
    )


def _decision(book: Book, decision: Decision) -> Trail:
    said = book.say(
        f"t_{decision.status}",
        day=book.day(decision.at),
        time=book.clock(decision.at),
        rule=rule_in_words(book, decision),
        turn=_turn(book, decision),
    )
    earlier = decision.supersedes
    if earlier in book.numbers:
        said += book.say("replaces", number=book.numbers[earlier or ""])
    return Trail(book.say("kind_decision"), said, book.number(decision))


def rule_in_words(book: Book, decision: Decision) -> str:
    """', par consentement'; says so where people concluded without a ballot."""
    round = book.round(decision.round)
    if round is None:
        return book.say("by_talk")
    if round.kind == "consent_list":
        return book.say("by_list" if _untouched(book, decision, round) else "by_talk")
    if round.rule == "supermajority" and round.threshold:
        return book.say("by_supermajority_of", percent=texts.number(100 * round.threshold, book.lang, 0))
    key = f"by_{round.rule}"
    if f"document.{key}" in texts.table():
        return book.say(key)
    return book.say("by_other", rule=_small(texts.say(f"rules.{round.rule}", book.lang)))


def _small(words: str) -> str:
    """The words inside a sentence: names in them keep their capital."""
    return words[:1].lower() + words[1:]


def _untouched(book: Book, decision: Decision, round: Round) -> bool:
    result = book.results.get(round.id)
    return result is None or not result.counts.get(decision.question, {}).get("objection")


def _turn(book: Book, decision: Decision) -> str:
    """Which try it was, from the second adopting ballot on."""
    tries = [r.id for r in book.rounds(decision.question) if r.purpose == "adopting"]
    turn = tries.index(decision.round) + 1 if decision.round in tries else 1
    return book.say("turn", count=turn) if turn > 1 else ""


def _objections(book: Book, ballots: Sequence[Ballot], decision: Decision | None) -> list[Trail]:
    if not ballots:
        return []
    said = _quoted(book, [objection(b) for b in ballots])
    reworded = decision is not None and decision.status == "adopted" and _reworded(book, decision)
    text = book.say("reworded", quotes=said) if reworded else said
    return [Trail(book.say("kind_objection"), text, _refs([book.number(b) for b in ballots]))]


def _reworded(book: Book, decision: Decision) -> bool:
    """Whether the text is not that of the option: a plan's is kept with its decision as it was voted."""
    clauses = [o.clause for o in book.questions[decision.question].options if o.id == decision.option]
    return decision.wording is not None and decision.wording not in clauses


def _result(book: Book, round: Round, decision: Decision | None) -> Trail:
    """Of a consent list only this question's own counts; of a ballot, the option that was decided."""
    about = decision.option if decision else None
    if round.kind == "consent_list":
        about = decision.question if decision else None
    return Trail(book.say("kind_result"), digest(book, round, about), book.number(round))


def _ideas(book: Book, ideas: Sequence[Idea]) -> list[Trail]:
    if not ideas:
        return []
    chosen = _varied(ideas)
    said = _quoted(book, [idea.text for idea in chosen], len(ideas))
    return [Trail(book.say("kind_ideas"), said, _refs([book.number(idea) for idea in chosen[:QUOTED]]))]


def _varied(ideas: Sequence[Idea]) -> list[Idea]:
    """One idea of each theme first, then the others, each time in the order they were written."""
    seen: set[str | None] = set()
    first = []
    for idea in ideas:
        if idea.theme not in seen:
            first.append(idea)
            seen.add(idea.theme)
    return first + [idea for idea in ideas if idea not in first]


def _quoted(book: Book, said: Sequence[str], total: int | None = None) -> str:
    """'« a », « b », et 4 autres'."""
    quotes = ", ".join(book.say("quote", text=" ".join(words.split("\n"))) for words in said[:QUOTED])
    rest = (total or len(said)) - min(QUOTED, len(said))
    return book.counted("more", rest, quotes=quotes) if rest else quotes


def _risks(book: Book, risks: Sequence[Risk]) -> list[Trail]:
    if not risks:
        return []
    named = book.say("semicolon").join(book.pick(risk.name) for risk in risks[:NAMED])
    rest = len(risks) - NAMED
    said = book.counted("more", rest, quotes=named) if rest > 0 else named
    return [Trail(book.say("kind_risks"), said, _refs([book.number(risk) for risk in risks[:NAMED]]))]


def _sources(book: Book, question: QuestionId) -> list[Trail]:
    sources = book.sources(question)
    if not sources:
        return []
    titles = book.say("semicolon").join(book.pick(source.title) for source in sources)
    return [Trail(book.say("kind_source"), titles, " ".join(book.number(source) for source in sources))]


def _refs(numbers: Sequence[str]) -> str:
    return " ".join(numbers[:NAMED])
