"""The journal: the facilitator's acts in a chain of hashes.

    hash_0 = 32 zero bytes
    hash_n = SHA-256(hash_{n-1} || canonical JSON of {act, at, digest, seq})
    digest = SHA-256(salt || canonical JSON of the payload)

Payload and salt stand elsewhere, so that erasing a text leaves the chain valid. `at` is in whole milliseconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

ZERO = "0" * 64


def canonical(value: Any) -> str:
    """`value` as canonical JSON: sorted keys, no spaces, UTF-8 (RFC 8785 for text, whole numbers and their nests)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(payload: Mapping[str, Any], salt: bytes) -> str:
    """The commitment of an entry to its payload: 64 hexadecimal digits."""
    return hashlib.sha256(salt + canonical(payload).encode()).hexdigest()


def fingerprint(value: Mapping[str, Any]) -> str:
    """What the journal says of something too large to repeat: the SHA-256 of its canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def link(previous: str, *, seq: int, at: float, act: str, digest: str) -> str:
    """The hash of the entry that follows `previous`."""
    entry = canonical({"act": act, "at": round(at * 1000), "digest": digest, "seq": seq})
    return hashlib.sha256(bytes.fromhex(previous) + entry.encode()).hexdigest()


def ballots_digest(ballots: Iterable[tuple[str, Any]]) -> str:
    """The digest of a closed named round: (participant, choice) pairs, sorted by participant, one a line."""
    lines = [f"{who} {canonical(choice)}\n" for who, choice in sorted(ballots, key=lambda pair: pair[0])]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
