"""This is an imported conversation in a notebook: as tables and as a chart.

tables(conversation)["comments"]      a DataFrame, what every group supports most first
chart(conversation)                   the first of them as bars that wall, widgets and documents draw
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from workshop.exchange.polis import Conversation, consensus
from workshop.texts import LANGS, both, clean, say

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Standing:
    """How one comment stands: votes that count, and group-informed consensus 0..1."""

    comment: str
    text: str
    agree: int
    passed: int
    disagree: int
    consensus: float

    @property
    def seen(self) -> int:
        return self.agree + self.passed + self.disagree


def standings(conversation: Conversation) -> tuple[Standing, ...]:
    """Comments that moderators did not hide, what every group supports most first."""
    counted = Counter((comment, value) for (_, comment), value in conversation.latest().items())
    common = consensus(conversation)
    found = [
        Standing(c.id, clean(c.text), counted[c.id, 1], counted[c.id, 0], counted[c.id, -1], common[c.id])
        for c in conversation.comments
        if c.moderated != -1
    ]
    return tuple(sorted(found, key=lambda s: -s.consensus))


def tables(conversation: Conversation) -> dict[str, DataFrame]:
    """`comments` as they stand, `people` with their groups, `votes` one a row, `matrix` people by comments."""
    import pandas as pd

    people, votes = conversation.people, conversation.votes
    latest = pd.Series(conversation.latest(), dtype="Int8").unstack()
    matrix = latest.reindex(index=[p.id for p in people], columns=list(conversation.asked))
    return {
        "comments": pd.DataFrame([asdict(s) for s in standings(conversation)]).set_index("comment"),
        "people": pd.DataFrame({"group": [p.group for p in people]}, index=[p.id for p in people]),
        "votes": pd.DataFrame([asdict(v) for v in votes], columns=["at", "person", "comment", "value"]),
        "matrix": matrix.rename_axis(index="person", columns="comment"),
    }


def chart(conversation: Conversation, most: int = 10) -> dict[str, Any]:
    """The `most` comments with the highest group-informed consensus, as a chart of bars."""
    shown = standings(conversation)[:most]
    best = max((s.consensus for s in shown), default=0.0)
    return {
        "kind": "bars",
        "unit": dict(both("conversation.unit")),
        "max": 100,
        "threshold": None,
        "rows": [_bar(s, s.consensus == best) for s in shown],
        "finding": dict(both("conversation.consensus")),
        "note": dict(both("conversation.note")),
    }


def _bar(standing: Standing, first: bool) -> dict[str, Any]:
    facts = {"agree": standing.agree, "seen": standing.seen}
    return {
        "id": standing.comment,
        "label": dict.fromkeys(LANGS, standing.text),
        "value": round(100 * standing.consensus, 1),
        "note": {lang: say("conversation.agreed", lang, **facts) for lang in LANGS},
        "first": first,
    }
