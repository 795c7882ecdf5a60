"""Which characters our fonts can print; what none of them has is printed as [U+XXXX] instead of failing.

A grapheme is printed whole or named whole, so that an emoji made of four characters never loses one.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "vendor" / "fonts"
# Our font has no narrow no-break space (LOOK.md); the others have a plain sign of the same meaning
_SAME = str.maketrans({"\u202f": "\u00a0", "\u2007": "\u00a0", "\u2011": "-", "\u00ad": None, "\t": " "})
_JOINER = "\u200d"
_FLAGS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))


def other_fonts() -> Path:
    """The folder of DejaVu fonts that matplotlib brings; found without importing matplotlib."""
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return FONTS
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"


_FAMILIES = (
    [FONTS / f"HyperNext-{face}.ttf" for face in ("Regular", "SemiBold", "Bold", "RegularItalic")],
    [other_fonts() / f"DejaVuSans{face}.ttf" for face in ("", "-Bold", "-Oblique")],
    [other_fonts() / f"DejaVuSansMono{face}.ttf" for face in ("", "-Bold", "-Oblique")],
)


@cache
def _family(number: int) -> frozenset[str]:
    """The characters that all faces of this family have, if it is there."""
    paths = _FAMILIES[number]
    there = all(path.exists() for path in paths)
    return frozenset.intersection(*map(_characters, paths)) if there else frozenset()


def _characters(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font["cmap"].getBestCmap()))


@cache
def _simple() -> frozenset[str]:
    """What our own font has and never joins the sign before it: nearly every text is made of these alone."""
    return frozenset(c for c in _family(0) if not _joins("a", c)) | {"\n"}


@cache
def _printable(grapheme: str) -> str:
    if grapheme == "\n" or any(_family(k).issuperset(grapheme) for k in range(len(_FAMILIES))):
        return grapheme
    return "".join(f"[U+{ord(c):04X}]" for c in grapheme)


def printable(text: str) -> str:
    """`text` with every grapheme that no font can print written as its code points, and tabs as spaces."""
    text = text.translate(_SAME)
    if _simple().issuperset(text):
        return text
    return "".join(map(_printable, graphemes(text)))


def graphemes(text: str) -> list[str]:
    """`text` cut where a reader sees one sign end: marks, joiners, modifiers and flags stay with their base.

    A short form of Unicode Standard Annex 29: no Indic conjuncts, no Hangul letters; no font here has them.
    """
    out: list[str] = []
    for char in text:
        if out and char != "\n" and out[-1] != "\n" and _joins(out[-1], char):
            out[-1] += char
        else:
            out.append(char)
    return out


def _joins(before: str, char: str) -> bool:
    if before[-1] == _JOINER or char in (_JOINER, "\u200c"):
        return True
    if unicodedata.category(char) in ("Mn", "Me", "Mc") or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    return len(before) == 1 and {before, char} <= _FLAGS
