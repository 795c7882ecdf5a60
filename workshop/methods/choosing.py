"""These rules put options in order without ranking ballots: plurality, approval, dots, gradients.

They orient; none of them adopts. `counts` hold, for every option, `yes` and `no` (plurality, approval) or how
many ballots gave each number of dots or each degree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from workshop.methods.profiles import Poll, ordered, share
from workshop.model import OptionId, Result

Counts = Mapping[OptionId, Mapping[str, int]]

FOR, SILENT, AGAINST = ("1", "2", "3"), "4", ("5", "6", "7", "8")


def plurality(poll: Poll) -> Result:
    """The option named by most comes first (one name a ballot)."""
    return _named(poll, lambda ballot: frozenset({ballot}))


def approval(poll: Poll) -> Result:
    """The option approved by most comes first (Brams and Fishburn, 1978); naming none is a blank ballot."""
    return _named(poll, lambda ballot: ballot)


def dots(poll: Poll) -> Result:
    """The option with most dots comes first: a shortlist, never an adoption (Diceman, 2010, on dotmocracy).

    Support is the share of those who placed any dot that placed at least one here.
    """
    counts = _numbers(poll)
    voted = poll.ballots - (blank := _blank(poll, lambda n: n > 0))
    total = {o: sum(int(n) * k for n, k in c.items()) for o, c in counts.items()}
    reach = {o: share(sum(k for n, k in c.items() if int(n) > 0), voted) for o, c in counts.items()}
    return _result(poll, counts, reach, blank, total.__getitem__)


def gradients(poll: Poll) -> Result:
    """Options by the share of degrees 1-3 among those with an opinion on them (Kaner, 1987).

    Degree 4 is no opinion; an option on which nobody has one comes last.
    """
    counts = degrees(poll)
    support = {o: in_favour(c) for o, c in counts.items()}
    known = {o: with_opinion(c) > 0 for o, c in counts.items()}
    return _result(poll, counts, support, _blank(poll, lambda n: n != 4), lambda o: (known[o], support[o]))


def degrees(poll: Poll) -> Counts:
    """How many ballots gave each option each of the eight degrees."""
    return {o: {str(d): c.get(str(d), 0) for d in range(1, 9)} for o, c in _numbers(poll).items()}


def with_opinion(counts: Mapping[str, int]) -> int:
    """How many took a side."""
    return sum(counts[d] for d in FOR + AGAINST)


def in_favour(counts: Mapping[str, int]) -> Fraction:
    """The share of degrees 1-3 among those who took a side."""
    return share(sum(counts[d] for d in FOR), with_opinion(counts))


def _named(poll: Poll, names: Callable[[Any], frozenset[OptionId]]) -> Result:
    """Options by how many ballots name them."""
    options = set(poll.options)
    blank = sum(n for ballot, n in poll.profile.items() if not names(ballot) & options)
    voted = poll.ballots - blank
    yes = {o: sum(n for ballot, n in poll.profile.items() if o in names(ballot)) for o in poll.options}
    counts = {o: {"yes": n, "no": voted - n} for o, n in yes.items()}
    return _result(poll, counts, {o: share(n, voted) for o, n in yes.items()}, blank, yes.__getitem__)


def _numbers(poll: Poll) -> Counts:
    """For each option, each number as text and how many ballots gave it."""
    seen: dict[OptionId, Counter[int]] = {o: Counter() for o in poll.options}
    for ballot, n in poll.profile.items():
        for option, number in ballot:
            if option in seen:
                seen[option][number] += n
    return {o: {str(k): c[k] for k in sorted(c)} for o, c in seen.items()}


def _blank(poll: Poll, counts: Callable[[int], bool]) -> int:
    """How many ballots say nothing about any option."""
    options = set(poll.options)
    spoken = poll.answers(lambda ballot: True if any(o in options and counts(n) for o, n in ballot) else None)
    return poll.ballots - spoken.total()


def _result(
    poll: Poll,
    counts: Counts,
    support: Mapping[OptionId, Fraction],
    blank: int,
    merit: Callable[[OptionId], Any],
) -> Result:
    result = Result(poll.rule, (), {o: float(s) for o, s in support.items()}, counts, poll.ballots, blank)
    if blank == poll.ballots:
        return replace(result, why=("no_votes",))
    return replace(result, places=ordered(poll.options, merit))
