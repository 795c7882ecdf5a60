"""These rules adopt one proposal, or do not: majority, supermajority, fist to five, gradients, consent.

Counts and support stand under the proposal's id. Abstentions are not votes cast, and no votes cast adopts
nothing. All comparisons are of whole numbers and fractions, so exactly two thirds is two thirds.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from workshop.methods.choosing import degrees, in_favour, with_opinion
from workshop.methods.profiles import Poll, share
from workshop.model import Result

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


def majority(poll: Poll) -> Result:
    """More than half of yes and no (Robert's Rules, 12th ed., 44:1)."""
    counts, cast = _yes_and_no(poll)
    support = share(counts["yes"], cast)
    return _adopting(poll, counts, cast, support, ["below_threshold"] if support <= HALF else [], HALF)


def supermajority(poll: Poll) -> Result:
    """At least two thirds of yes and no, or the threshold agreed on (Robert's Rules, 12th ed., 44:3)."""
    counts, cast = _yes_and_no(poll)
    support, needed = share(counts["yes"], cast), poll.threshold or TWO_THIRDS
    return _adopting(poll, counts, cast, support, ["below_threshold"] if support < needed else [], needed)


def fist_to_five(poll: Poll) -> Result:
    """Adopted when nobody is below 3 on a scale of 0 to 5 (Fletcher, 2002, consensus by fist to five)."""
    seen = poll.answers(str)
    counts = {str(n): seen[str(n)] for n in range(6)}
    cast = sum(counts.values())
    low = sum(counts[n] for n in "012")
    return _adopting(poll, counts, cast, share(cast - low, cast), ["low_score"] if low else [])


def consent(poll: Poll) -> Result:
    """Adopted when no reasoned objection remains (Endenburg, 1974; sociocratic consent)."""
    seen = poll.answers(str)
    counts = {kind: seen[kind] for kind in ("yes", "remark", "objection")}
    cast, against = sum(counts.values()), counts["objection"]
    return _adopting(poll, counts, cast, share(cast - against, cast), ["objection"] if against else [])


def gradients(poll: Poll) -> Result:
    """Adopted when degrees 1-3 reach the threshold among those with an opinion and nobody chose 8.

    The scale is Kaner's (1987); the threshold is two thirds unless another is agreed on.
    """
    counts = degrees(Poll(poll.rule, poll.profile, (poll.subject,)))[poll.subject]
    support, needed = in_favour(counts), poll.threshold or TWO_THIRDS
    why = ["below_threshold"] if support < needed else []
    return _adopting(poll, counts, with_opinion(counts), support, why + ["opposed"] * (counts["8"] > 0), needed)


def _yes_and_no(poll: Poll) -> tuple[dict[str, int], int]:
    seen = poll.answers(str)
    counts = {word: seen[word] for word in ("yes", "no", "abstain")}
    return counts, counts["yes"] + counts["no"]


def _adopting(
    poll: Poll,
    counts: Mapping[str, int],
    cast: int,
    support: Fraction,
    why: list[str],
    needed: Fraction | None = None,
) -> Result:
    """The proposal is first if it is adopted; otherwise nothing is."""
    reasons = tuple(why) if cast else ("no_votes",)
    return Result(
        rule=poll.rule,
        places=() if reasons else (frozenset({poll.subject}),),
        support={poll.subject: float(support)},
        counts={poll.subject: counts},
        ballots=poll.ballots,
        abstentions=poll.ballots - cast,
        adopted=not reasons,
        why=reasons,
        threshold=float(needed) if needed else None,
    )
