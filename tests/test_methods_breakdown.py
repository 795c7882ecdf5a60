"""Answers by role: what is shown, and that it gives away nobody in a small group, against every possible room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workshop.methods.breakdown import Breakdown, by_role, grouped, several

Said = list[tuple[str, str]]


def said(**roles: str) -> Said:
    """`staff="yyn"`: three people of the staff, two yes and one no."""
    return [(role, answer) for role, answers in roles.items() for answer in answers]


def shown(found: Breakdown) -> dict[str, str]:
    return {"+".join(group.roles): f"{group.n} {dict(group.counts)}" for group in found.groups}


def test_groups_of_five_are_shown_with_the_totals() -> None:
    found = by_role(said(staff="yyyyn", board="yynnnn"))
    assert shown(found) == {"board": "6 {'n': 4, 'y': 2}", "staff": "5 {'n': 1, 'y': 4}"}
    assert (dict(found.total), found.n, found.hidden) == ({"y": 6, "n": 5}, 11, False)


def test_one_small_role_takes_the_smallest_other_with_it() -> None:
    found = by_role(said(law="yyn", staff="yyyynnnnyyyy", volunteers="y" * 14 + "n" * 11))
    assert shown(found) == {"volunteers": "25 {'n': 11, 'y': 14}", "law+staff": "15 {'n': 5, 'y': 10}"}


def test_small_roles_together_must_be_five_too() -> None:
    found = by_role(said(law="yn", hr="ny", staff="ynyny", board="yyynnn", volunteers="y" * 9 + "n" * 8))
    assert [group.roles for group in found.groups] == [("board",), ("volunteers",), ("hr", "law", "staff")]


def test_only_totals_are_shown_where_nobody_is_left_to_stand_alone() -> None:
    found = by_role(said(law="yyn", staff="yyyyynn"))
    assert (found.groups, found.hidden, dict(found.total)) == ((), True, {"y": 7, "n": 3})
    assert by_role([]) == Breakdown((), {}, True)


@pytest.mark.parametrize(
    ("law", "staff"),
    [("yyy", "yyyyyyyy"), ("nnn", "nnnnnnnn"), ("yyn", "yyyyyyyn"), ("yyz", "yyyynnnn")],
)
def test_answers_that_all_or_none_of_the_small_groups_gave_are_not_shown(law: str, staff: str) -> None:
    found = by_role(said(law=law, staff=staff, volunteers="yyyyynnnnnzzz"))
    assert found.hidden is (law != "yyz")


def test_a_large_group_that_all_said_the_same_is_not_shown_unless_the_whole_room_did() -> None:
    assert by_role(said(staff="yyyyyy", volunteers="yyynnn")).hidden
    assert not by_role(said(staff="yyyyyy", volunteers="yyyyy")).hidden


def test_several_tables_share_the_groups_of_the_smallest() -> None:
    before = said(law="yynny", staff="yyyynnnn", volunteers="y" * 9 + "n" * 8)
    after = [one for one in before if one != ("law", "n")]
    first, second = several([before, after])
    assert [g.roles for g in first.groups] == [g.roles for g in second.groups] == [("volunteers",), ("law", "staff")]
    assert [group.roles for group in by_role(before).groups] == [("law",), ("staff",), ("volunteers",)]


def test_groups_depend_on_sizes_only() -> None:
    assert grouped({"a": 3, "b": 9, "c": 9, "d": 20}) == (("c",), ("d",), ("a", "b"))
    assert grouped({"a": 5, "b": 5}) == (("a",), ("b",))
    assert grouped({"a": 4, "b": 4, "c": 2}) == ()


# ---- every room that looks the same from outside -------------------------------------------------

LEAST = 3
Room = tuple[str, ...]  # the answers of each role, in alphabetical order


def rooms(sizes: Sequence[int], answers: str) -> list[Room]:
    """Every way in which roles of these sizes may answer."""
    return list(product(*(map("".join, combinations_with_replacement(answers, size)) for size in sizes)))


def alike(every: Iterable[Room], seen: Callable[[Room], Hashable]) -> list[list[Room]]:
    """Rooms that look the same."""
    found = defaultdict(list)
    for room in every:
        found[seen(room)].append(room)
    return list(found.values())


def totals(room: Room) -> str:
    return "".join(sorted("".join(room)))


def published(room: Room) -> str:
    return str(by_role([(str(k), answer) for k, answers in enumerate(room) for answer in answers], least=LEAST))


def known(group: Iterable[Room], role: int, answer: str) -> bool:
    return len({room[role].count(answer) for room in group}) == 1


SMALL_ROOMS = st.one_of(
    st.tuples(st.lists(st.integers(1, 6), min_size=2, max_size=4), st.just("xy")),
    st.tuples(st.lists(st.integers(1, 4), min_size=2, max_size=3), st.just("xyz")),
)


@settings(max_examples=25, deadline=None)
@given(SMALL_ROOMS)
@example(([1, 2, 5], "xy"))
@example(([1, 2, 5], "xyz"))
@example(([2, 2, 3, 3], "xyz"))
def test_no_cell_of_a_small_group_is_known_that_the_totals_do_not_give(case: tuple[list[int], str]) -> None:
    """The reader knows the size of each role, the totals, what is shown, and by which rules it is shown."""
    sizes, answers = case
    cells = [(role, answer) for role, size in enumerate(sizes) if size < LEAST for answer in answers]
    for same_totals in alike(rooms(sizes, answers), totals):
        secret = [cell for cell in cells if not known(same_totals, *cell)]
        for same in alike(same_totals, published):
            assert not [cell for cell in secret if known(same, *cell)]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("yn"))))
def test_no_displayed_group_is_under_five_and_groups_sum_to_the_totals(choices: Said) -> None:
    found = by_role(choices)
    assert all(group.n >= 5 for group in found.groups)
    counted: Mapping[str, int] = {a: sum(g.counts[a] for g in found.groups) for a in found.total}
    assert found.hidden or counted == found.total
