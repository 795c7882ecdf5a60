"""What a scale feeds, and what a table holds: each name points at something that exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workshop.agenda.schema import Wrong


def wrong(found: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Wrong]]:
    """The first option of a feed that its question does not have, or a question that is fed twice."""
    options = {q.id: {o.id for o in q.options} for q in found["questions"]["questions"]}
    for i, scale in enumerate(found["questions"]["scales"]):
        fed: set[str] = set()
        for j, feed in enumerate(scale.feeds):
            for end in ("low", "middle", "high"):
                if (option := getattr(feed, end)) not in options.get(feed.question, ()):
                    place = ("scales", i, "feeds", j, end)
                    yield "questions", Wrong(place, f"{option!r} is not an option of {feed.question!r}")
            if feed.question in fed:
                yield "questions", Wrong(("scales", i, "feeds", j, "question"), f"{feed.question!r} is fed twice")
            fed.add(feed.question)
