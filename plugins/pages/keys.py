"""Digests: when two are equal, what was digested was equal, and the page need not be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SIZE = 16
"""Bytes of a digest: 128 bits, beyond chance for any archive."""

NOTHING = bytes(SIZE)
"""In place of a digest where a page has no such input."""


def digest(*parts: object) -> bytes:
    """One digest of ``parts`` in order; ``("ab", "c")`` and ``("a", "bc")`` differ.

    Parts are text, bytes, None and tuples of such: what ``repr`` writes in full,
    each unlike every other.
    """
    return hashlib.blake2b(repr(parts).encode(), digest_size=SIZE).digest()


def joined(digests: Iterable[bytes]) -> bytes:
    """One digest of many in order: of one size, or ending in a line's end, nothing parts them."""
    return hashlib.blake2b(b"".join(digests), digest_size=SIZE).digest()
