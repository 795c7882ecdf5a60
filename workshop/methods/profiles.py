"""This is what rules count: a profile `{ballot: how many}`, or a table of ballots, so that cost hardly grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from workshop.model import OptionId

if TYPE_CHECKING:
    from workshop.methods.columns import Columns

Profile = Mapping[Any, int]
Ranking = tuple[frozenset[OptionId], ...]
Places = tuple[frozenset[OptionId], ...]
Unranked = Literal["last", "ignore"]

MOST = 5  # the top of a scale of scores, unless another is agreed on


class Weighed(dict[Hashable, int]):
    """This profile counts votes, not ballots: `ballots` is how many people cast them."""

    def __init__(self, votes: Profile, ballots: int) -> None:
        super().__init__(votes)
        self.ballots = ballots


@dataclass(frozen=True, slots=True)
class Poll:
    """One round as a rule sees it: the ballots, the options they are about, and what it takes to adopt.

    `most` is the top of the scale of scores; `unranked` says whether an option left out of a ranking is last
    or not compared.
    """

    rule: str
    profile: Profile | Columns
    options: tuple[OptionId, ...]
    threshold: Fraction | None = None
    proposal: OptionId | None = None
    most: int = MOST
    unranked: Unranked = "last"

    @property
    def ballots(self) -> int:
        return sum(self.profile.values()) if isinstance(self.profile, Mapping) else self.profile.ballots

    @property
    def subject(self) -> OptionId:
        """What an adopting round is about: the proposal, else the only or first option."""
        return self.proposal or next(iter(self.options), "proposal")

    def answers(self, answer: Callable[[Any], Hashable]) -> Counter[Any]:
        """How many ballots gave each answer; None is no answer and is not counted."""
        seen: Counter[Any] = Counter()
        for ballot, n in self.entries():
            if (given := answer(ballot)) is not None:
                seen[given] += n
        return seen

    def entries(self) -> Iterable[tuple[Any, int]]:
        """Each different ballot with how often it was cast. A table of ballots has none: TypeError."""
        if isinstance(self.profile, Mapping):
            return self.profile.items()
        raise TypeError(f"{self.rule} counts answers, not a table of ballots")


def as_set(choice: Sequence[OptionId]) -> frozenset[OptionId]:
    """The options that an approval ballot names."""
    return frozenset(choice)


def as_items(choice: Mapping[OptionId, int]) -> frozenset[tuple[OptionId, int]]:
    """A number for each option, as pairs."""
    return frozenset(choice.items())


def as_ranking(choice: Sequence[Sequence[OptionId]]) -> Ranking:
    """Options in ranks, best first; several in one rank are held equal."""
    return tuple([_alone(rank[0]) if len(rank) == 1 else frozenset(rank) for rank in choice if rank])


@lru_cache(1024)
def _alone(option: OptionId) -> frozenset[OptionId]:
    """The option as a rank of its own: one value for all ballots, which costs less than one for each."""
    return frozenset({option})


def as_consent(choice: str | Mapping[str, str]) -> str:
    """`yes`, `remark` or `objection`; the words stay with the ballot."""
    if isinstance(choice, str):
        return choice
    return "objection" if "objection" in choice else "remark"


def as_said(choice: Hashable) -> Hashable:
    """An answer that is a word or a number already."""
    return choice


def exactly(threshold: float) -> Fraction:
    """The fraction that a person means by this number: 0.8 is 4/5, 0.6667 is 2/3."""
    return Fraction(threshold).limit_denominator(1000)


def share(part: int, whole: int) -> Fraction:
    """`part` of `whole`; nothing of nothing is nothing."""
    return Fraction(part, whole) if whole else Fraction(0)


def ordered(options: Iterable[OptionId], merit: Callable[[OptionId], Any]) -> Places:
    """Options in places by merit, best first; those of equal merit share a place.

    Where the merit of an option does not depend on the others, this is the rule repeated.
    """
    merits = {option: merit(option) for option in options}
    levels = sorted(set(merits.values()), reverse=True)
    return tuple(frozenset(o for o, m in merits.items() if m == level) for level in levels)


def repeated(options: Iterable[OptionId], first: Callable[[frozenset[OptionId]], Iterable[OptionId]]) -> Places:
    """The first place among `options`, then the first place among those left, until all are placed."""
    places: list[frozenset[OptionId]] = []
    left = frozenset(options)
    while len(left) > 1:
        places.append(frozenset(first(left)))
        left -= places[-1]
    return (*places, left) if left else tuple(places)
