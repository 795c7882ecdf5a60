"""What was found, in one or two sentences, with its doubt. People are counted, never sampled; a tie is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workshop.figures.numbers import majority_grade, most, objections, people, share_for, value
from workshop.figures.words import counted, decimals, grade_name, listed, out_of, quoted, sentences, told
from workshop.model import OptionId, Result, Round, Text
from workshop.texts import both


def finding(round: Round, result: Result) -> Text:
    """The sentence that opens a figure, in every language."""
    if result.ballots == 0 or "no_votes" in result.why:
        return told("blank" if result.ballots else "nobody")
    said = _list if round.kind == "consent_list" else _FINDINGS[result.rule]
    return sentences([*said(round, result), _quorum(result)])


def named(round: Round, option: OptionId) -> Text:
    """The option's label between quotation marks; an option that nobody described keeps its id."""
    return quoted(label(round, option))


def label(round: Round, option: OptionId) -> Text:
    """The option's label in every language."""
    for one in round.options:
        if one.id == option:
            return one.label
    return told("proposal") if option in (round.question, "", "proposal") else {"fr": option, "en": option}


def proposal(round: Round, result: Result) -> Text:
    """What an adopting ballot was about, as people call it."""
    asked = round.proposal or next(iter(result.counts), "proposal")
    return named(round, asked) if any(o.id == asked for o in round.options) else told("proposal")


Said = Sequence[Text | None]


def _quorum(result: Result) -> Text | None:
    if result.quorum and result.present is not None and result.present < result.quorum:
        return told("quorum", present=result.present, quorum=result.quorum)
    return None


def _tie(round: Round, result: Result) -> Said | None:
    """Several in the first place; an order of the options, not of chance."""
    if len(result.winners) < 2:
        return None
    return [told("tie", options=listed([label(round, o) for o in in_order(round, result.winners)]))]


def in_order(round: Round, options: frozenset[OptionId]) -> list[OptionId]:
    """These options in the order of the ballot paper."""
    order = [option.id for option in round.options]
    return sorted(options, key=lambda o: (order.index(o) if o in order else len(order), o))


def _gradients(round: Round, result: Result) -> Said:
    if tie := _tie(round, result):
        return tie
    first = next(iter(result.winners), None) or next(iter(result.counts))
    supporters, _, _ = share_for(result.counts[first])
    against = result.counts[first].get("8", 0)
    return [
        counted("support", supporters, total=result.voices, option=named(round, first)),
        told("oppose_none") if against == 0 else counted("oppose", against),
        told("short") if "below_threshold" in result.why else None,
    ]


def _lead(noun: str) -> Callable[[Round, Result], Said]:
    """Single choice, approval and dots: the first, how far the next is, and whether it is half of the room."""

    def said(round: Round, result: Result) -> Said:
        if tie := _tie(round, result):
            return tie
        first = next(iter(result.winners))
        got = value(result, first)
        of = out_of(got, result.voices) if noun == "voice" else counted(noun, got)
        half = told("minority") if noun == "voice" and 2 * got <= result.voices else None
        return [told("lead", option=named(round, first), count=of), _next(round, result, got, noun), half]

    return said


def _next(round: Round, result: Result, got: float, noun: str) -> Text | None:
    if len(result.places) < 2:
        return None
    seconds = in_order(round, result.places[1])
    gap = counted(noun, got - value(result, seconds[0]))
    options = listed([label(round, o) for o in seconds])
    return told("follows", option=options, gap=gap) if len(seconds) == 1 else told("follow", options=options, gap=gap)


def _ranked(round: Round, result: Result) -> Said:
    """A winner against each other option where there is one, else what the rule says, by its name."""
    if tie := _tie(round, result):
        return tie
    first = next(iter(result.winners))
    if narrow := narrowest(result, first):
        rival, count, other = narrow
        return [told("beats_all", option=named(round, first), rival=named(round, rival), count=count, other=other)]
    return [told("beats_none") if result.pairwise else None, *_by_rule(round, result)]


def _by_rule(round: Round, result: Result) -> Said:
    """Who is first, and by which rule."""
    if tie := _tie(round, result):
        return tie
    first = named(round, next(iter(result.winners)))
    return [told("rule_first", option=first, rule=both(f"rules.{result.rule}"))]


def _mean(round: Round, result: Result) -> Said:
    """Scores: the highest mean, and the next."""
    if tie := _tie(round, result):
        return tie
    first = next(iter(result.winners))
    said = [_by_mean(round, result, first)]
    if len(result.places) > 1:
        second = in_order(round, result.places[1])[0]
        said.append(told("mean_next", option=named(round, second), mean=decimals(value(result, second))))
    return said


def _by_mean(round: Round, result: Result, first: OptionId) -> Text:
    mean = decimals(value(result, first))
    return told("mean_first", option=named(round, first), mean=mean, most=most(result))


def _star(round: Round, result: Result) -> Said:
    """The run-off of two, and whether it turned the order of means around."""
    if tie := _tie(round, result):
        return tie
    first = next(iter(result.winners))
    if not result.pairwise or first not in result.pairwise:
        return _by_rule(round, result)
    [(rival, count)] = result.pairwise[first].items()
    facts = {"option": named(round, first), "rival": named(round, rival)}
    other = result.pairwise[rival].get(first, 0)
    if count == other:
        return [told("runoff_even", count=count, **facts)]
    reversed_ = value(result, rival) > value(result, first)
    return [
        told("runoff", count=count, other=other, **facts),
        told("runoff_reversed", **facts) if reversed_ else None,
    ]


def _graded(round: Round, result: Result) -> Said:
    """The majority grade of the first, and how many share it."""
    if tie := _tie(round, result):
        return tie
    first = next(iter(result.winners))
    grade = majority_grade(result.counts[first])
    same = sum(majority_grade(counts) == grade for counts in result.counts.values()) - 1
    return [
        told("grade_first", option=named(round, first), grade=grade_name(grade)),
        counted("grade_close", same) if same else None,
    ]


def narrowest(result: Result, option: OptionId) -> tuple[OptionId, int, int] | None:
    """The closest win of who beats each of the others: rival, for, against; else None."""
    if not result.pairwise:
        return None
    duels = [
        (result.pairwise[option].get(rival, 0), result.pairwise[rival].get(option, 0), rival)
        for rival in result.counts
        if rival != option
    ]
    if not duels or any(won <= lost for won, lost, _ in duels):
        return None
    won, lost, rival = min(duels, key=lambda duel: (duel[0] - duel[1], duel[2]))
    return rival, won, lost


def _irv(round: Round, result: Result) -> Said:
    if tie := _tie(round, result):
        return tie
    first = next(iter(result.winners))
    last = dict(result.eliminations[-1]) if result.eliminations else {first: value(result, first)}
    others = [count for option, count in last.items() if option != first]
    if len(others) == 1:
        return [told("last_count", option=named(round, first), count=last.get(first, 0), other=others[0])]
    return [told("last_count_alone", option=named(round, first), count=counted("voice", last.get(first, 0)))]


def _yes_no(round: Round, result: Result) -> Said:
    counts = people(result)
    key = "yes_no" if result.adopted else "yes_no_not"
    abstentions = counts.get("abstain", 0)
    return [
        told(key, yes=counts.get("yes", 0), no=counts.get("no", 0), option=proposal(round, result)),
        counted("abstain", abstentions) if abstentions else None,
    ]


def _fist(round: Round, result: Result) -> Said:
    low = sum(n for answer, n in people(result).items() if answer in ("0", "1", "2"))
    key = {0: "fist", 1: "fist_one"}.get(low, "fist_many")
    return [told(key, count=low, total=result.voices, option=proposal(round, result))]


def _consent(round: Round, result: Result) -> Said:
    against = objections(people(result))
    key = {0: "consent_none", 1: "consent_one"}.get(against, "consent_many")
    answers = counted("replies", result.ballots)
    return [told(key, count=against, answers=answers, option=proposal(round, result))]


def _list(round: Round, result: Result) -> Said:
    items = [objections(counts) for counts in result.counts.values()]
    against = sum(n > 0 for n in items)
    return [told({0: "list_none", 1: "list_one"}.get(against, "list_many"), count=against, total=len(items))]


_FINDINGS: Mapping[str, Callable[[Round, Result], Said]] = {
    "gradients": _gradients,
    "plurality": _lead("voice"),
    "approval": _lead("voice"),
    "dots": _lead("dot"),
    "points": _lead("point"),
    "score": _mean,
    "borda": _lead("point"),
    "star": _star,
    "majority_judgment": _graded,
    "ranked": _ranked,
    "schulze": _ranked,
    "ranked_pairs": _ranked,
    "irv": _irv,
    "majority": _yes_no,
    "supermajority": _yes_no,
    "fist_to_five": _fist,
    "consent": _consent,
}
