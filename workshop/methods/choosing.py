"""These rules put options in order one by one: plurality, approval, dots, points, gradients.

They orient; none of them adopts. `counts` hold, for every option, `yes` and `no` (plurality, approval) or how
many ballots gave each number of dots or points or each degree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from workshop.methods.columns import Columns, marks, numbers
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
    columns = numbers(poll)
    seen, voted = _given(columns), columns.speaking(columns.values > 0)
    total = {o: sum(n * k for n, k in c.items()) for o, c in seen.items()}
    reach = {o: share(sum(k for n, k in c.items() if n > 0), voted) for o, c in seen.items()}
    return ordering(poll, _as_text(seen), reach, voted, total.__getitem__)


def points(poll: Poll) -> Result:
    """The option with most points comes first, however a ballot divided its own (Leffingwell and Widrig, 2000).

    Support is the share of all points given.
    """
    columns = numbers(poll)
    seen = _given(columns)
    total = {o: sum(n * k for n, k in c.items()) for o, c in seen.items()}
    shares = {o: share(n, sum(total.values())) for o, n in total.items()}
    return ordering(poll, _as_text(seen), shares, columns.speaking(columns.values > 0), total.__getitem__)


def gradients(poll: Poll) -> Result:
    """Options by the share of degrees 1-3 among those with an opinion on them (Kaner, 1987).

    Degree 4 is no opinion; an option on which nobody has one comes last.
    """
    columns, counts = numbers(poll), degrees(poll)
    support = {o: in_favour(c) for o, c in counts.items()}
    known = {o: with_opinion(c) > 0 for o, c in counts.items()}
    voted = columns.speaking((columns.values >= 0) & (columns.values != 4))
    return ordering(poll, counts, support, voted, lambda o: (known[o], support[o]))


def degrees(poll: Poll) -> Counts:
    """How many ballots gave each option each of the eight degrees."""
    return {o: {str(d): c.get(d, 0) for d in range(1, 9)} for o, c in _given(numbers(poll)).items()}


def with_opinion(counts: Mapping[str, int]) -> int:
    """How many took a side."""
    return sum(counts[d] for d in FOR + AGAINST)


def in_favour(counts: Mapping[str, int]) -> Fraction:
    """The share of degrees 1-3 among those who took a side."""
    return share(sum(counts[d] for d in FOR), with_opinion(counts))


def _named(poll: Poll, names: Callable[[Any], frozenset[OptionId]]) -> Result:
    """Options by how many ballots name them."""
    named = marks(poll, names)
    voted = named.speaking(named.values > 0)
    yes = {o: named.votes(row > 0) for o, row in zip(poll.options, named.values, strict=True)}
    counts = {o: {"yes": n, "no": voted - n} for o, n in yes.items()}
    return ordering(poll, counts, {o: share(n, voted) for o, n in yes.items()}, voted, yes.__getitem__)


def ordering(
    poll: Poll,
    counts: Counts,
    support: Mapping[OptionId, Fraction],
    voted: int,
    merit: Callable[[OptionId], Any],
) -> Result:
    """Options in order of a merit of their own; nobody is first where nobody voted."""
    result = Result(
        rule=poll.rule,
        places=ordered(poll.options, merit) if voted else (),
        support={o: float(s) for o, s in support.items()},
        counts=counts,
        ballots=poll.ballots,
        abstentions=poll.ballots - voted,
    )
    return result if voted else replace(result, why=("no_votes",))


def _given(columns: Columns) -> Mapping[OptionId, Mapping[int, int]]:
    """For each option, how many ballots gave it each number; none given is left out."""
    return {o: {n: k for n, k in seen.items() if k and n >= 0} for o, seen in columns.histogram().items()}


def _as_text(seen: Mapping[OptionId, Mapping[int, int]]) -> Counts:
    return {o: {str(n): c[n] for n in sorted(c)} for o, c in seen.items()}
