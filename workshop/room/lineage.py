"""Where ideas came from and what they went into: merging and splitting never lose a text or an author."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workshop.model import Idea, IdeaId

Ideas = Mapping[IdeaId, Idea]


def origins(ideas: Ideas, id: IdeaId) -> list[Idea]:
    """The ideas as people wrote them of which this one was made; itself, if it was written."""
    return [ideas[one] for one in _walk(ideas, id, lambda idea: idea.parents) if not ideas[one].parents]


def ends(ideas: Ideas, id: IdeaId) -> list[Idea]:
    """What has become of this idea after all merges and splits; itself, if nothing was made of it."""
    return [ideas[one] for one in _walk(ideas, id, lambda idea: idea.into) if not ideas[one].into]


def merged(ideas: Ideas, id: IdeaId) -> bool:
    """Whether this idea went, at some point, into one together with others."""
    return any(len(ideas[one].parents) > 1 for one in _walk(ideas, id, lambda idea: idea.into)[1:])


def undone(ideas: Ideas, id: IdeaId) -> list[Idea]:
    """What goes when this is undone: what was made of the idea, else what it was made in; nothing if neither."""
    idea = ideas[id]
    if idea.into:
        return [ideas[one] for one in idea.into]
    if len(idea.parents) == 1:
        return [ideas[one] for one in ideas[idea.parents[0]].into]
    return [idea] if idea.parents else []


def _walk(ideas: Ideas, id: IdeaId, onward: Callable[[Idea], tuple[IdeaId, ...]]) -> list[IdeaId]:
    """This idea and all that follow from it, each once, in the order in which they are met."""
    found, seen = [id], {id}
    for known in found:  # grows as it is walked
        new = [one for one in onward(ideas[known]) if one not in seen]
        seen.update(new)
        found += new
    return found
