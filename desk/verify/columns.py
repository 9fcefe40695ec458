"""A ledger as it is kept: in columns, of each name by its number."""

from __future__ import annotations

from array import array

import msgspec

THERE, INDEXABLE, HIT, SITEMAP, INDEX, SEARCH = 1, 2, 4, 8, 16, 32
"""What a flag of ``Columns.flags`` is made of."""
DIGEST = 32
"""Bytes of a digest (SHA-256)."""


class Content(msgspec.Struct, frozen=True, gc=False):
    """One file of the output, as a release needs to know it; ``size`` in bytes."""

    path: str
    size: int
    sha256: str


class Columns(msgspec.Struct, kw_only=True):
    """A ledger as it is kept: of each name, by its number, what ``Ledger`` says."""

    names: list[str] = []
    flags: bytes = b""
    leads: bytes = b""
    listed: bytes = b""
    sizes: bytes = b""
    pixels: bytes = b""
    digests: bytes = b""
    places: bytes = b""
    """Numbers of those names that have a fragment."""

    def contents(self, files: bytes) -> list[Content]:
        """Of the files with these numbers, in their order."""
        names, sizes, digests = self.names, array("Q", self.sizes), self.digests.hex()
        width = 2 * DIGEST
        return [
            Content(names[n], sizes[n], digests[n * width : n * width + width])
            for n in array("I", files)
        ]

    @property
    def hit(self) -> bool:
        """Whether a canary was found in any file."""
        return any(flag in self.flags for flag in range(256) if flag & HIT)
