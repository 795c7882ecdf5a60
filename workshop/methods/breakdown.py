"""Answers by role, so that nobody in a small group is given away.

    by_role([("board", "yes"), ("staff", "no"), …]).groups

What is shown, and why it gives no cell of a small group away, even to who knows the sizes of the roles and this code:

* A role with fewer than `least` answers is never alone: small roles are put together as one group, with the
  smallest other roles until that group has `least` people and two roles. This depends on sizes only.
* If in the group put together nobody, or everybody, gave an answer heard in the room, only the totals are shown:
  else each of its people would be known not to have, or to have, given it.
* If any group said the same with one voice, only the totals are shown, since that is each person's answer; unless
  the whole room did, which the totals say anyway. Where small groups exist this also keeps the rule before from
  telling by its silence why it is silent.
* Why a table is hidden is never said: the reason would be an answer.

Several tables of the same people (options, rounds, before and after) share one grouping, from the fewest answers
of each role in any of them: `several`. Give everybody present an answer ("none" is one), show a breakdown only
once a round is closed, and never the same ballots a second time in finer answers. Coarse answers (for, not for)
are shown more often than eight degrees, and read better.
Source: complementary cell suppression (Willenborg and de Waal, 2001), minimality attack (Wong and others, 2007).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Said = Iterable[tuple[str, str]]
Roles = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """People of one role, or of several roles put together, and how many gave each answer."""

    roles: Roles
    n: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Groups by name, those put together last; if `hidden` there are none, only the totals."""

    groups: tuple[Group, ...]
    total: Mapping[str, int]
    hidden: bool

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.total.values())


def by_role(choices: Said, *, least: int = 5) -> Breakdown:
    """How each role answered, from (role, answer) of each person."""
    return several([choices], least=least)[0]


def several(tables: Iterable[Said], *, least: int = 5) -> tuple[Breakdown, ...]:
    """One breakdown a table, all with the same groups."""
    said = [tuple(choices) for choices in tables]
    sizes = [Counter(role for role, _ in choices) for choices in said]
    roles = sorted(set().union(*sizes))
    groups = grouped({role: min(size[role] for size in sizes) for role in roles}, least)
    return tuple(_table(choices, groups) for choices in said)


def grouped(sizes: Mapping[str, int], least: int = 5) -> tuple[Roles, ...]:
    """Which roles may stand alone, and last those put together; empty if that would be everybody."""
    order = sorted(sizes, key=lambda role: (sizes[role], role))
    together = [role for role in order if sizes[role] < least]
    alone = order[len(together) :]
    while alone and together and (len(together) < 2 or sum(sizes[role] for role in together) < least):
        together.append(alone.pop(0))
    if not alone:
        return ()
    return (*((role,) for role in sorted(alone)), *([tuple(sorted(together))] if together else []))


def _table(choices: Sequence[tuple[str, str]], groups: Sequence[Roles]) -> Breakdown:
    total = dict(sorted(Counter(answer for _, answer in choices).items()))  # the order of arrival tells too
    found = tuple(_group(choices, roles, tuple(total)) for roles in groups)
    hidden = not found or (len(total) > 1 and any(map(_tells, found)))
    return Breakdown(() if hidden else found, total, hidden)


def _group(choices: Sequence[tuple[str, str]], roles: Roles, answers: Sequence[str]) -> Group:
    heard = Counter(answer for role, answer in choices if role in roles)
    return Group(roles, sum(heard.values()), {answer: heard[answer] for answer in answers})


def _tells(group: Group) -> bool:
    """Whether the counts of a group say what somebody in it answered, or that nobody in it answered so."""
    counts = group.counts.values()
    return group.n in counts or (len(group.roles) > 1 and 0 in counts)
