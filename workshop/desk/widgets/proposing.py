"""Themes proposed by meaning: one tree of the ideas, cut wherever the slider stands, kept only when people say so."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from workshop import texts
from workshop.desk import lineage
from workshop.errors import InputError
from workshop.model import Idea, IdeaId

if TYPE_CHECKING:
    from workshop.methods.ideas import Grouping, Tree

log = logging.getLogger("workshop.desk")
PAIRS = 12  # possible duplicates shown at once


@cache
def warm_soon() -> threading.Thread:
    """Load what grouping needs beside everything else, once: the first proposal makes nobody wait."""
    thread = threading.Thread(target=_warm, name="encoder", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    from workshop.methods import ideas

    try:
        ideas.warm()
    except Exception as problem:  # the proposal says it when it is asked for; everything else works without
        log.warning("the encoder did not load: %s: %s", type(problem).__name__, problem)


@dataclass(slots=True)
class Proposing:
    """This is the proposal that a stage shows, and nobody else: `count` is None while it is not on the screen."""

    lang: str
    ids: tuple[IdeaId, ...] = ()
    tree: Tree | None = None
    count: int | None = None
    _cut: dict[int, Grouping] = field(default_factory=dict)

    def propose(self, ideas: list[Idea]) -> None:
        """Join these ideas by meaning; InputError says that the encoder cannot be loaded."""
        from workshop.methods import ideas as meaning

        if len(ideas) < 2:
            raise InputError(texts.say("desk.themes_few", self.lang))
        try:
            self.tree = meaning.tree([one.text for one in ideas])
        except Exception as cause:  # a library, its file or its runtime is missing: people can still group by hand
            raise InputError(texts.say("desk.themes_unable", self.lang)) from cause
        self.ids, self._cut, self.count = tuple(one.id for one in ideas), {}, self.tree.themes

    def choose(self, count: int) -> None:
        """So many themes: cut from the same tree."""
        if self.tree is not None:
            self.count = min(max(1, count), len(self.ids))

    def leave(self) -> None:
        """Off the screen; the possible duplicates stay."""
        self.count = None

    @property
    def grouping(self) -> Grouping | None:
        """The themes proposed now."""
        if self.tree is None or self.count is None:
            return None
        if self.count not in self._cut:
            self._cut[self.count] = self.tree.cut(self.count)
        return self._cut[self.count]

    def themes(self, names: list[str]) -> dict[IdeaId, str | None]:
        """The theme of each idea, called as people called it; a name left empty keeps the proposed one."""
        found = self.grouping
        if found is None:
            return {}
        own = [texts.clean(one) for one in names] + [""] * found.themes
        return {id: own[n] or found.names[n] for id, n in zip(self.ids, found.labels, strict=True)}

    def pairs(self, ideas: Mapping[IdeaId, Idea]) -> list[tuple[IdeaId, IdeaId]]:
        """Ideas that perhaps say the same, the likeliest first, as they stand after what was merged."""
        found = self.tree.duplicates if self.tree else ()
        return lineage.standing(ideas, ((self.ids[a], self.ids[b]) for a, b, _ in found))[:PAIRS]

    def shown(self, ideas: Mapping[IdeaId, Idea]) -> dict[str, Any] | None:
        """The proposal as the screen draws it; None if there is none."""
        found = self.grouping
        if found is None:
            return None
        said: list[list[str]] = [[] for _ in found.names]
        for id, label in zip(self.ids, found.labels, strict=True):
            said[label].append(ideas[id].text if id in ideas else "")
        groups = [{"name": name, "ideas": words} for name, words in zip(found.names, said, strict=True)]
        return {"count": found.themes, "most": min(len(self.ids), 30), "groups": groups}
