"""What was written: ideas with what became of them, what comes first, what led nowhere, what waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from workshop.model import Idea, Matter, Round
from workshop.policy import cells
from workshop.policy.book import Book
from workshop.policy.cells import Cell
from workshop.policy.digests import digest
from workshop.policy.fates import Fate, fate

Rows = list[list[str]]


def ideas(book: Book) -> Iterator[Cell]:
    """Ideas by theme with their fate, then those that led nowhere with the reason."""
    told = {i.id: fate(book, i) for i in book.record.ideas if not i.withdrawn}
    if not told:
        return
    groups: dict[str, list[Idea]] = defaultdict(list)
    for id in told:
        groups[book.by_idea[id].theme or ""].append(book.by_idea[id])
    yield cells.heading(2, book.say("ideas"))
    yield cells.text(book.say("ideas_line", count=len(told)))
    head = [book.say(f"{key}_head") for key in ("number", "idea", "became")]
    for theme in sorted(groups, key=lambda theme: (theme == "", -len(groups[theme]), theme)):
        rows = [[book.number(i), _text(book, i), told[i.id].words] for i in groups[theme]]
        yield cells.table([head, *rows], theme or book.say("theme_none"))
    yield from _nowhere(book, told)


def _text(book: Book, idea: Idea) -> str:
    """The idea, and of a merged one what it is made of: nobody's words are lost."""
    made = ", ".join(book.number(book.by_idea[parent]) for parent in idea.parents)
    key = "idea_part" if len(idea.parents) == 1 else "idea_made"
    return book.say(key, text=idea.text, numbers=made) if made else idea.text


def _nowhere(book: Book, told: dict[str, Fate]) -> Iterator[Cell]:
    lost = sorted(((book.by_idea[id], one) for id, one in told.items() if not one.led), key=lambda one: one[1].words)
    yield cells.heading(3, book.say("nowhere"))
    if not lost:
        yield cells.text(book.say("nowhere_none"))
        return
    yield cells.text(book.counted("nowhere_line", len(lost), total=len(told)))
    head = [book.say(f"{key}_head") for key in ("number", "idea", "reason")]
    yield cells.table([head, *([book.number(i), i.text, one.words] for i, one in lost)], book.say("nowhere_caption"))


def orders(book: Book) -> Iterator[Cell]:
    """Ballots that put ideas or themes in an order: shortlists, which adopt nothing."""
    ranked = [r for r in book.record.rounds if r.id in book.results and _of_ideas(book, r)]
    if ranked:
        yield cells.heading(2, book.say("orders"))
        yield cells.text(book.say("orders_line"))
    for round in ranked:
        caption = book.say("order_caption", number=book.number(round), title=_title(book, round))
        yield cells.table(_order(book, round), caption)


def _of_ideas(book: Book, round: Round) -> bool:
    return any(o.id in book.by_idea or o.id.startswith("theme") for o in round.options)


def _title(book: Book, round: Round) -> str:
    known = round.question if round.question in book.questions else None
    return book.title(known) if known else book.pick(round.prompt)


def _order(book: Book, round: Round) -> Rows:
    """Place, item and what it received; a tie shares its place."""
    result, labels = book.results[round.id], {o.id: book.pick(o.label) for o in round.options}
    head = [book.say(f"{key}_head") for key in ("place", "item", "digest")]
    listed = [option.id for option in round.options]
    rows = [
        [str(place), labels.get(option, option), digest(book, round, option)]
        for place, tied in enumerate(result.places, 1)
        for option in sorted(tied, key=listed.index)
    ]
    return [head, *rows]


def matters(book: Book) -> Iterator[Cell]:
    """The parking lot, and requests from the room with what became of them."""
    if not book.record.matters:
        return
    yield cells.heading(2, book.say("matters"))
    yield cells.text(book.say("matters_line"))
    head = [book.say(f"{key}_head") for key in ("matter", "matter_became", "owner", "due_by")]
    yield cells.table([head, *(_matter(book, one) for one in book.record.matters)], book.say("matters_caption"))


def _matter(book: Book, matter: Matter) -> list[str]:
    state = book.say(f"matter_{matter.state}")
    became = book.say("matter_with", state=state, answer=matter.answer) if matter.answer else state
    owner = book.role(matter.owner) if matter.owner else ""
    return [matter.text, became, owner, book.day(matter.due) if matter.due else ""]
