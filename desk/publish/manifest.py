"""What a release consists of: every file by its digest, and every address it promises to readers.

A manifest is compared instead of the files, so that knowing what changes never
means reading the old release again; and it proves, before a rollback, that the
bytes about to be shown are the bytes that were shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

FORMAT = 1
"""Of the JSON text; raised when an older reader would misread a newer one."""


class ManifestError(ValueError):
    """A text that is not a whole manifest of a format we know."""


class AddressKind(StrEnum):
    """What stands at a promised address."""

    POST = "post"
    GONE = "gone"
    STANDING = "standing"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file's content: SHA-256 in hexadecimal, and its length in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What readers find at an address that must never be lost."""

    kind: AddressKind
    title: str = ""
    """Empty for a withdrawn post: nothing of what it said is kept."""
    digest: str = ""
    """Of what the officer wrote: tells an edited post from one whose surroundings changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One release. Paths are POSIX, relative to it; addresses start with ``/``."""

    number: int
    made: datetime
    """When its last file had been written; aware."""
    before: int | None = None
    """The release that readers saw until this one; None for the first."""
    files: Mapping[str, Entry] = field(default_factory=dict)
    addresses: Mapping[str, Address] = field(default_factory=dict)

    @property
    def posts(self) -> int:
        """How many posts readers can read in it."""
        return sum(a.kind is AddressKind.POST for a in self.addresses.values())


def dump(manifest: Manifest) -> bytes:
    """The manifest as JSON, the same bytes for the same manifest."""
    return json.dumps(
        {
            "format": FORMAT,
            "number": manifest.number,
            "made": manifest.made.isoformat(),
            "before": manifest.before,
            "files": {p: [e.sha256, e.size] for p, e in sorted(manifest.files.items())},
            "addresses": {
                u: [a.kind, a.title, a.digest] for u, a in sorted(manifest.addresses.items())
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def parse(text: bytes) -> Manifest:
    """The manifest in ``text``; raises ManifestError when it is none, or not whole."""
    try:
        raw = json.loads(text)
        if raw["format"] != FORMAT:
            raise ManifestError(raw["format"])
        return Manifest(
            number=int(raw["number"]),
            made=datetime.fromisoformat(raw["made"]),
            before=raw["before"],
            files={p: Entry(sha256=s, size=n) for p, (s, n) in raw["files"].items()},
            addresses={
                u: Address(kind=AddressKind(k), title=t, digest=d)
                for u, (k, t, d) in raw["addresses"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ManifestError(str(error)) from error
