"""Digests: when two are equal, what was digested was equal, and the page need not be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SIZE = 12
"""Bytes of a digest: 96 bits, beyond chance for any archive."""

NOTHING = bytes(SIZE)
"""In place of a digest where a page has no such input."""


def digest(*parts: str | bytes) -> bytes:
    """One digest of ``parts`` in order; ``("ab", "c")`` and ``("a", "bc")`` differ."""
    made = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        made.update(len(data).to_bytes(4, "big"))
        made.update(data)
    return made.digest()


def joined(digests: Iterable[bytes]) -> bytes:
    """One digest of many digests in order: they are of one size, so nothing need part them."""
    return hashlib.blake2b(b"".join(digests), digest_size=SIZE).digest()
