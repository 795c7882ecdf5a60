"""Who sits with whom in a format: arithmetic on a ring of people, with nothing of the room in it.

A table is `{"step", "ring", "groups", "speaker", "passed", "read"}`: the number of the step, the seats in order,
those who work together, whose turn it is to read an idea out, who has passed, and what was read out. In 6-3-5
brainwriting seats and groups stay: at step k the seat j of a group of n holds the sheet (j - k) mod n (B. Rohrbach,
1969: six people, three ideas, five minutes). Pairs and fours are those of 1-2-4-All (Lipmanowicz and McCandless,
2013).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

SHEETS = 6  # people who pass their sheets to each other
IDEAS = 3  # on a sheet at each step
Shuffle = Callable[[list[str]], None]
Groups = list[list[str]]


def seated(
    format: str, step: tuple[int, str], before: Mapping[str, Any] | None, here: Sequence[str], shuffle: Shuffle
) -> dict[str, Any]:
    """The table at `step` (its number and id): who was there stays, newcomers sit down in an order of chance."""
    number, id = step
    known = before or {"ring": [], "groups": [], "read": []}
    new = [who for who in here if who not in set(known["ring"])]
    shuffle(new)
    if format == "brainwriting":
        groups = rejoined(known["groups"], here, new) if known["groups"] else balanced(new)
        ring = [who for group in groups for who in group]
    else:
        ring = refilled(known["ring"], here, new)
        size = {"pairs": 2, "fours": 4}.get(id) if format == "one_two_four_all" else None
        groups = grouped(ring, size) if size else []
    speaker = ring[0] if id == "round" and ring else None
    read = list(known["read"])
    return {"step": number, "ring": ring, "groups": groups, "speaker": speaker, "passed": [], "read": read}


def refilled(ring: Sequence[str], here: Collection[str], new: Sequence[str]) -> list[str]:
    """The ring without those who left; newcomers take their seats, then sit at the end."""
    waiting, present = list(new), set(here)
    seats = [who if who in present else waiting.pop(0) if waiting else None for who in ring]
    return [who for who in (*seats, *waiting) if who is not None]


def grouped(ring: Sequence[str], size: int) -> Groups:
    """The ring in groups of `size`; a rest of several sits by itself, a rest of one joins the last group."""
    groups = [list(ring[n : n + size]) for n in range(0, len(ring), size)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        alone = groups.pop()
        groups[-1] += alone
    return groups


def balanced(ring: Sequence[str], most: int = SHEETS) -> Groups:
    """The ring in as few groups of at most `most` as it takes, whose sizes differ by one at most."""
    count = -(-len(ring) // most)
    ends = [len(ring) * n // count for n in range(count + 1)] if count else [0]
    return [list(ring[low:high]) for low, high in pairwise(ends)]


def rejoined(groups: Sequence[Sequence[str]], here: Collection[str], new: Sequence[str]) -> Groups:
    """The groups with newcomers in the seats of those who left, then where there is room; no seat is taken away."""
    waiting, present = list(new), set(here)
    seats = [[who if who in present or not waiting else waiting.pop(0) for who in group] for group in groups]
    for who in waiting:
        smallest = min(seats, key=len)
        if len(smallest) < SHEETS:
            smallest.append(who)
        else:
            seats.append([who])
    return seats


def company(table: Mapping[str, Any], who: str) -> list[str]:
    """Those with whom `who` works at this step, themselves among them; alone without a seat."""
    return next((list(group) for group in table["groups"] if who in group), [who])


def sheet(table: Mapping[str, Any], who: str) -> str | None:
    """The sheet that `who` holds at this step of a brainwriting: its group and first seat; None without a seat."""
    for number, group in enumerate(table["groups"]):
        if who in group:
            return f"{number}.{(group.index(who) - table['step']) % len(group)}"
    return None


def speaking(table: Mapping[str, Any], here: Callable[[str], bool]) -> str | None:
    """Whose turn it is: along the ring from the one who was named, the first who is here and has not passed."""
    ring, named = table["ring"], table["speaker"]
    start = ring.index(named) if named in ring else 0
    order = (*ring[start:], *ring[:start]) if named else ()
    return next((who for who in order if who not in table["passed"] and here(who)), None)


def turned(table: Mapping[str, Any], who: str, idea: str) -> dict[str, Any]:
    """The table after `who` read out `idea`, or passed with none: the next along the ring is named."""
    read, passed = list(table["read"]), [*table["passed"]]
    (read if idea else passed).append(idea or who)
    return named({**table, "read": read, "passed": passed}, who)


def skipped(table: Mapping[str, Any], who: str, here: Callable[[str], bool]) -> dict[str, Any]:
    """The table when the turn of `who` goes by: it comes again, unless everybody else here has passed."""
    others = [one for one in table["ring"] if one != who and one not in table["passed"] and here(one)]
    return named(table, who) if others else turned(table, who, "")


def named(table: Mapping[str, Any], after: str) -> dict[str, Any]:
    """The table with the next after this one named, of those who have not passed; nobody if all have."""
    ring = table["ring"]
    place = ring.index(after) + 1
    left = (who for who in (*ring[place:], *ring[:place]) if who not in table["passed"])
    return {**table, "speaker": next(left, None)}
