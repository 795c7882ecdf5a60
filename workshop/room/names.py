"""Names, codes and tokens: what people type to come in, and what tells them apart."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from workshop.errors import InvalidName
from workshop.messages import LIMITS
from workshop.texts import clean

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I L O U
_CAPITALS = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
_LOOKS = str.maketrans(
    "аеорсухіјѕԁһӏԛԝвкмнтбгпиαβεηικνορτυχ0134578|ıɑɡ",
    "aeopcyxijsdhlqwbkmhtbrnuabenikvoptuxoleastbliag",
)
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u00ad")  # letters and signs that show nothing
_RESERVED = {
    "facilitator", "facilitateur", "facilitatrice", "animateur", "animatrice", "animation",
    "admin", "administrator", "administrateur", "moderator", "moderateur", "room", "salle", "desk",
}  # fmt: skip


def code(chance: Callable[[int], bytes], length: int = 6) -> str:
    """A code to read aloud: 5 bits a character."""
    return "".join(ALPHABET[byte & 31] for byte in chance(length))


def same_code(typed: str) -> str:
    """A typed code as it was meant: no spaces or dashes, capitals, O as 0, I and L as 1."""
    plain = "".join(c for c in typed.upper() if c.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))


def token_hash(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@lru_cache(10_000)
def skeletons(name: str) -> frozenset[str]:
    """`name` as the eye takes it, as it stands and with capital I read as l.

    Two names that share one are confusable (after UTS 39, for Latin readers).
    """
    plain = unicodedata.normalize("NFKD", name).translate(_CAPITALS)
    return frozenset(_seen(shown) or name for shown in (plain, plain.replace("I", "l")))


def _seen(name: str) -> str:
    letters = (c for c in name.casefold() if not unicodedata.combining(c) and c not in _BLANK)
    return "".join(c for c in "".join(letters).translate(_LOOKS) if c.isalnum()).replace("rn", "m")


def graphemes(text: str) -> int:
    """About how many characters a reader sees: marks, joiners and what they join count with their neighbour."""
    count, joined = 0, False
    for c in text:
        mark = unicodedata.category(c) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= c <= "\U0001f3ff"
        count += not (mark or joined)
        joined = c == "\u200d"
    return count


def fitting(name: str, taken: Iterable[str]) -> str:
    """The name as it will be shown, with "(2)" where one like it is there; InvalidName with every reason."""
    plain = " ".join(clean(name).split())
    reasons = []
    if not any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in plain):
        reasons.append("empty")
    if graphemes(plain) > LIMITS["name_characters"] or len(plain) > 8 * LIMITS["name_characters"]:
        reasons.append("too_long")
    if skeletons(plain) & _shapes(_RESERVED):
        reasons.append("reserved")
    if reasons:
        raise InvalidName(reasons=reasons, limit=LIMITS["name_characters"])
    shapes = _shapes(taken)
    if not skeletons(plain) & shapes:
        return plain
    n = 2
    while skeletons(f"{plain} ({n})") & shapes:
        n += 1
    return f"{plain} ({n})"


def _shapes(names: Iterable[str]) -> set[str]:
    return {shape for name in names for shape in skeletons(name)}
