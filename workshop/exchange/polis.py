"""A conversation exported by Polis (compdemocracy.org): read, and written again with its own columns and order.

    conversation = read(folder)       comments, participants with their groups, every vote
    write(conversation, out)          participants-votes.csv and comments.csv

Votes come from votes.csv by their time: the last of a pair counts, all are kept. Without votes.csv they come from
participants-votes.csv. Groups are copied, never computed. A vote is 1 (agree), 0 (pass) or -1 (disagree).
For notebooks see `workshop.exchange.conversations`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path

from workshop.exchange.sheets import Row, Sheet, read_pairs, read_sheet, unusable, write_sheet
from workshop.texts import clean

PARTICIPANTS, COMMENTS, VOTES = "participants-votes.csv", "comments.csv", "votes.csv"
PERSON = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
Table = tuple[tuple[str, ...], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Comment:
    """A statement to vote on. `at` in seconds since 1970; `moderated` -1 is hidden by the moderators."""

    id: str
    author: str
    text: str
    at: float
    moderated: int | None
    source: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    group: str | None
    source: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vote:
    """One press of a button; `at` is unknown where only the final table was exported."""

    person: str
    comment: str
    value: int
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything in an export, in the order of its files; `votes` in the order of time."""

    folder: Path
    topic: str
    comments: tuple[Comment, ...]
    people: tuple[Person, ...]
    votes: tuple[Vote, ...]
    timed: bool  # votes.csv was there: every press counts in agrees and disagrees
    person_columns: tuple[str, ...]
    comment_columns: tuple[str, ...]
    asked: tuple[str, ...]  # comments as columns of the participants' table

    def latest(self) -> dict[tuple[str, str], int]:
        """The vote that counts for each pair of participant and comment."""
        return {(v.person, v.comment): v.value for v in self.votes}


def read(folder: Path) -> Conversation:
    """The export in this folder. InputError says which file and line cannot be used, and why."""
    comments = read_sheet(folder / COMMENTS, ("comment-id", "author-id", "timestamp", "comment-body"))
    people, votes = _sheet(folder / PARTICIPANTS, PERSON[:2]), _sheet(folder / VOTES, _VOTE)
    if people is None and votes is None:
        raise unusable("no_votes", folder)
    said = tuple(_comment(row) for row in _once(comments, "comment-id"))
    asked, head = _columns(people, said)
    known = dict.fromkeys((*asked, *(c.id for c in said)))
    cast = _timed(votes, known) if votes else _final(people, asked) if people else ()
    voted = {v.comment for v in cast}
    return Conversation(
        folder=folder,
        topic=_topic(folder / "summary.csv"),
        comments=said,
        people=_people(people, cast),
        votes=cast,
        timed=votes is not None,
        person_columns=head,
        comment_columns=comments.columns,
        asked=asked + tuple(c for c in known if c in voted.difference(asked)),
    )


def participants_table(conversation: Conversation) -> Table:
    """participants-votes.csv: one row a participant, the vote that counts in the column of its comment."""
    cast, written = conversation.latest(), Counter(c.author for c in conversation.comments)
    rows = []
    for person in conversation.people:
        votes = [cast.get((person.id, comment)) for comment in conversation.asked]
        facts = {
            **person.source,
            "participant": person.id,
            "group-id": person.group or "",
            "n-comments": str(written[person.id]),
            "n-votes": str(len(votes) - votes.count(None)),
            "n-agree": str(votes.count(1)),
            "n-disagree": str(votes.count(-1)),
        }
        cells = ["" if vote is None else str(vote) for vote in votes]
        rows.append([facts.get(column, "") for column in conversation.person_columns] + cells)
    return conversation.person_columns + conversation.asked, rows


def comments_table(conversation: Conversation) -> Table:
    """comments.csv: agrees and disagrees count every press where all are known, else they are copied."""
    pressed = Counter((v.comment, v.value) for v in conversation.votes)
    common = consensus(conversation) if "group-informed-consensus" in conversation.comment_columns else {}
    rows = []
    for comment in conversation.comments:
        facts = dict(comment.source)
        if conversation.timed:
            facts["agrees"], facts["disagrees"] = (str(pressed[comment.id, v]) for v in (1, -1))
        if common:
            facts["group-informed-consensus"] = repr(common[comment.id])
        rows.append([facts[column] for column in conversation.comment_columns])
    return conversation.comment_columns, rows


def consensus(conversation: Conversation) -> dict[str, float]:
    """Group-informed consensus of each comment: the product over groups of (agree + 1) / (seen + 2).

    Seen is any vote that counts, a pass too (Small and others, 2021, Polis). A comment that a whole group rejects
    is low however many agree elsewhere.
    """
    group = {p.id: p.group for p in conversation.people if p.group is not None}
    groups = sorted(set(group.values()))
    seen: Counter[tuple[str, str]] = Counter()
    agree: Counter[tuple[str, str]] = Counter()
    for (person, comment), value in conversation.latest().items():
        if person in group:
            seen[comment, group[person]] += 1
            agree[comment, group[person]] += value == 1
    return {c.id: prod((agree[c.id, g] + 1) / (seen[c.id, g] + 2) for g in groups) for c in conversation.comments}


def write(conversation: Conversation, out: Path) -> list[Path]:
    """Both tables under `out`, each complete or not at all. The source itself is never written over."""
    if out.resolve() == conversation.folder.resolve():
        raise unusable("same_folder", out)
    return [
        write_sheet(out / PARTICIPANTS, *participants_table(conversation)),
        write_sheet(out / COMMENTS, *comments_table(conversation)),
    ]


def summary(conversation: Conversation) -> dict[str, str | int]:
    """How much there is of everything; `votes` is every press, `counted` the last of each pair."""
    return {
        "topic": clean(conversation.topic),
        "participants": len(conversation.people),
        "comments": len(conversation.comments),
        "votes": len(conversation.votes),
        "counted": len(conversation.latest()),
        "groups": len({p.group for p in conversation.people} - {None}),
    }


_VOTE = ("timestamp", "comment-id", "voter-id", "vote")


def _sheet(path: Path, needed: tuple[str, ...]) -> Sheet | None:
    return read_sheet(path, needed) if path.exists() else None


def _topic(path: Path) -> str:
    return read_pairs(path).get("topic", "") if path.exists() else ""


def _once(sheet: Sheet, column: str) -> tuple[Row, ...]:
    """The rows, if none repeats another's id."""
    seen: set[str] = set()
    for row in sheet.rows:
        if row.cells[column] in seen:
            raise row.wrong("twice", value=row.cells[column])
        seen.add(row.cells[column])
    return sheet.rows


def _columns(people: Sheet | None, comments: tuple[Comment, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The comments that are columns, and the columns before them."""
    if people is None:
        return tuple(sorted((c.id for c in comments), key=lambda i: (len(i), i))), PERSON
    asked = tuple(column for column in people.columns if column.isdecimal())
    return asked, tuple(column for column in people.columns if not column.isdecimal())


def _comment(row: Row) -> Comment:
    cells = row.cells
    moderated = row.whole("moderated") if cells.get("moderated") else None
    return Comment(cells["comment-id"], cells["author-id"], cells["comment-body"], _time(row), moderated, cells)


def _time(row: Row) -> float:
    """Seconds since 1970; exports give milliseconds, some give seconds."""
    at = row.whole("timestamp")
    return at / 1000 if abs(at) >= 1e11 else float(at)


def _timed(votes: Sheet, known: Collection[str]) -> tuple[Vote, ...]:
    """Every vote in the order of time; at the same moment, in the order of the file."""
    return tuple(sorted((_pressed(row, known) for row in votes.rows), key=lambda v: v.at or 0.0))


def _pressed(row: Row, known: Collection[str]) -> Vote:
    if row.cells["comment-id"] not in known:
        raise row.wrong("no_comment", value=row.cells["comment-id"])
    return Vote(row.cells["voter-id"], row.cells["comment-id"], _value(row, "vote"), _time(row))


def _final(people: Sheet, asked: tuple[str, ...]) -> tuple[Vote, ...]:
    return tuple(
        Vote(row.cells["participant"], comment, _value(row, comment))
        for row in people.rows
        for comment in asked
        if row.cells[comment] != ""
    )


def _value(row: Row, column: str) -> int:
    if (value := row.whole(column)) not in (-1, 0, 1):
        raise row.wrong("number", value=row.cells[column], column=column)
    return value


def _people(people: Sheet | None, votes: tuple[Vote, ...]) -> tuple[Person, ...]:
    """Participants in the order of their file, then those that only votes.csv knows."""
    listed = [Person(r.cells["participant"], r.cells["group-id"] or None, r.cells) for r in _rows(people)]
    known = {p.id for p in listed}
    others = sorted({v.person for v in votes} - known, key=lambda i: (len(i), i))
    return tuple(listed + [Person(i, None, {}) for i in others])


def _rows(people: Sheet | None) -> tuple[Row, ...]:
    return _once(people, "participant") if people else ()
