"""What changed between two wordings, word by word, as pieces to strike through and to underline.

redline("Une liste désigne les porte-parole.", "Une liste désigne un porte-parole.")
# (("same", "Une liste désigne "), ("removed", "les"), ("added", "un"), ("same", " porte-parole."))
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

Mark = Literal["same", "removed", "added"]
Piece = tuple[Mark, str]

# An elided word with its apostrophe, a number, a word with its hyphens, or one sign; then the spaces after it.
_WORD = re.compile(
    r"((?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)|\d+(?:[.,]\d+)*|\w+(?:[-\u2011'’]\w+)*|\S|^(?=\s))(\s*)",
    re.IGNORECASE,
)
_SMALL = frozenset(
    re.findall(
        r"\S+",
        """a à au aux ce ces d' de des du elle en est et il ils je l' la le les leur lui mais n' ne nous on ou où par
        pas pour qu' que qui s' sa se ses si son sont sur un une vous y
        an and are as at be by for from in is it its not of or our that the this to was we with you""",
    )
)


class _Word(NamedTuple):
    text: str
    after: str


class _Part(NamedTuple):
    """A stretch of both texts: equal ones say the same, else `old` became `new`."""

    old: str
    new: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order, what was removed before what was added in its place.

    "same" and "added" joined are exactly `new`, "same" and "removed" exactly `old`. One or two small words left
    alone between two changes belong to the change: people read phrases, not confetti.
    """
    parts = _joined(_compared(_words(old), _words(new)))
    return tuple(_pieces(_joined(_without_islands(parts))))


def _words(text: str) -> list[_Word]:
    return [_Word(*found) for found in _WORD.findall(text)]


def _compared(ours: Sequence[_Word], theirs: Sequence[_Word]) -> Iterator[_Part]:
    """Both texts along the longest sequence of words they share; the spaces after a shared word may differ."""
    a = b = 0
    for i, j in [*_shared(ours, theirs), (len(ours), len(theirs))]:
        yield _Part(_text(ours[a:i]), _text(theirs[b:j]))
        if i < len(ours):
            yield _Part(ours[i].text, ours[i].text)
            yield _Part(ours[i].after, theirs[j].after)
        a, b = i + 1, j + 1


def _text(words: Iterable[_Word]) -> str:
    return "".join(word.text + word.after for word in words)


def _shared(ours: Sequence[_Word], theirs: Sequence[_Word]) -> list[tuple[int, int]]:
    """Places of the longest common subsequence: one row of bits a word of `theirs` (Hyyrö, 2004), then walked back.

    Two thousand words against two thousand are two thousand additions of whole numbers, whatever the words.
    """
    places: defaultdict[str, int] = defaultdict(int)
    for k, word in enumerate(ours):
        places[word.text] |= 1 << k
    row = (1 << len(ours)) - 1
    rows = [row]
    for word in theirs:
        met = row & places[word.text]
        row = ((row + met) | (row - met)) & rows[0]
        rows.append(row)
    found, i, j = [], len(ours), len(theirs)
    while i and j:
        if rows[j] >> (i - 1) & 1:
            i -= 1
        else:
            j -= 1
            if rows[j] >> (i - 1) & 1:
                i -= 1
                found.append((i, j))
    return found[::-1]


def _joined(parts: Iterable[_Part]) -> list[_Part]:
    """Neighbours of one kind, equal or changed, as one; nothing empty."""
    whole: list[_Part] = []
    for part in parts:
        if part == ("", ""):
            continue
        if whole and (whole[-1].old == whole[-1].new) == (part.old == part.new):
            whole[-1] = _Part(whole[-1].old + part.old, whole[-1].new + part.new)
        else:
            whole.append(part)
    return whole


def _without_islands(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Changes with the small words between them; what opens or closes the text is no island."""
    run: list[_Part] = []
    for k, part in enumerate(parts):
        if part.old != part.new or (0 < k < len(parts) - 1 and _small(part.old)):
            run.append(part)
            continue
        yield _one(run)
        yield part
        run = []
    yield _one(run)


def _one(run: Iterable[_Part]) -> _Part:
    pairs = list(run)
    return _Part("".join(part.old for part in pairs), "".join(part.new for part in pairs))


def _small(text: str) -> bool:
    """At most two small words, and no sign that ends a sentence."""
    words = [word.text.lower().replace("’", "'") for word in _words(text)]
    heard = [word for word in words if word[:1].isalnum()]
    return len(heard) <= 2 and set(heard) <= _SMALL and not {".", "!", "?"} & set(words)


def _pieces(parts: Iterable[_Part]) -> Iterator[Piece]:
    """Each change as removed, then added; the spaces that close both stand after them."""
    held = ""
    for old, new in parts:
        if old == new:
            yield ("same", held + old)
            held = ""
            continue
        closing = _closing(old, new)
        if removed := old[: len(old) - len(closing)]:
            yield ("removed", removed)
        if added := new[: len(new) - len(closing)]:
            yield ("added", added)
        held = closing
    if held:
        yield ("same", held)


def _closing(old: str, new: str) -> str:
    """The spaces with which both end."""
    ends = (text[len(text.rstrip()) :][::-1] for text in (old, new))
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(*ends, strict=False)))[::-1]
