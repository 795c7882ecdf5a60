"""Names, codes and tokens: what people type to come in, and what tells them apart."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Collection

from workshop.errors import InvalidName
from workshop.messages import LIMITS
from workshop.texts import clean

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I L O U
_LOOKS = str.maketrans(
    "аеорсухіјѕԁһӏԛԝвкмнтбгпиαβεηικνορτυχ0134578|",
    "aeopcyxijsdhlqwbkmhtbrnuabenikvoptuxoleastbl",
)
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


def skeleton(name: str) -> str:
    """`name` as the eye takes it: two names with one skeleton are confusable (after UTS 39, for Latin readers)."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return "".join(c for c in letters.translate(_LOOKS) if c.isalnum())


def graphemes(text: str) -> int:
    """About how many characters a reader sees: marks, joiners and what they join count with their neighbour."""
    count, joined = 0, False
    for c in text:
        mark = unicodedata.category(c) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= c <= "\U0001f3ff"
        count += not (mark or joined)
        joined = c == "\u200d"
    return count


def fitting(name: str, taken: Collection[str]) -> str:
    """The name as it will be shown, with "(2)" where one like it is there; InvalidName with every reason."""
    plain = " ".join(clean(name).split())
    reasons = []
    if not skeleton(plain) and not plain:
        reasons.append("empty")
    if graphemes(plain) > LIMITS["name_characters"] or len(plain) > 8 * LIMITS["name_characters"]:
        reasons.append("too_long")
    if skeleton(plain) in {skeleton(word) for word in _RESERVED}:
        reasons.append("reserved")
    if reasons:
        raise InvalidName(reasons=reasons, limit=LIMITS["name_characters"])
    shapes = {skeleton(other) or other for other in taken}
    if (skeleton(plain) or plain) not in shapes:
        return plain
    n = 2
    while skeleton(f"{plain} ({n})") in shapes:
        n += 1
    return f"{plain} ({n})"
