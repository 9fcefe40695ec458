"""What a release consists of: every file by its digest, and every address it promises to readers.

A manifest is compared instead of the files, so that knowing what changes never
means reading the old release again; and it proves, before a rollback, that the
bytes about to be shown are the bytes that were shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

import msgspec

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


TEXTS = frozenset({AddressKind.POST, AddressKind.STANDING})
"""Where readers find a text."""

TEXTS_EVER = TEXTS | {AddressKind.GONE}
"""Where they find one, or the note that took it back."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A file's content: SHA-256 in hexadecimal, and its length in bytes."""

    sha256: str
    size: int


class Address(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
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
    carried: Mapping[str, datetime] = field(default_factory=dict)
    """Those of ``files`` that no page of it asks for, and since when; see ``carried.py``."""

    @property
    def built(self) -> Mapping[str, Entry]:
        """The files that were built for it: what makes one release differ from another."""
        if not self.carried:
            return self.files
        return {path: entry for path, entry in self.files.items() if path not in self.carried}

    @property
    def posts(self) -> int:
        """How many posts readers can read in it."""
        return sum(a.kind is AddressKind.POST for a in self.addresses.values())


class _Text(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The JSON text; an entry is ``[sha256, size]``, an address ``[kind, title, digest]``."""

    format: int
    number: int
    made: str
    before: int | None
    files: Mapping[str, Entry]
    addresses: Mapping[str, Address]
    carried: Mapping[str, Annotated[datetime, msgspec.Meta(tz=True)]] = msgspec.field(
        default_factory=dict
    )


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Text).decode


def dump(manifest: Manifest) -> bytes:
    """The manifest as JSON, the same bytes for the same manifest."""
    # Sorted here: msgspec would, but takes ten times as long for what is nearly sorted.
    return _encode(
        _Text(
            format=FORMAT,
            number=manifest.number,
            made=manifest.made.isoformat(),
            before=manifest.before,
            files=dict(sorted(manifest.files.items())),
            addresses=dict(sorted(manifest.addresses.items())),
            carried=dict(sorted(manifest.carried.items())),
        )
    )


class _Head(msgspec.Struct):
    format: int
    made: str
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Of a manifest, what is known without looking at its files."""

    made: datetime
    before: int | None


def parse_head(text: bytes) -> Head:
    """The head of ``parse(text)``; raises ManifestError when ``text`` is none, or not whole."""
    try:
        raw = msgspec.json.decode(text, type=_Head)
        made = datetime.fromisoformat(raw.made)
    except (ValueError, msgspec.MsgspecError) as error:
        raise ManifestError(str(error)) from error
    if raw.format != FORMAT or made.tzinfo is None:
        raise ManifestError(raw.format)
    return Head(made=made, before=raw.before)


@lru_cache(maxsize=1)  # publishing asks for the release that readers see more than once
def parse(text: bytes) -> Manifest:
    """The manifest in ``text``; raises ManifestError when it is none, or not whole."""
    try:
        raw = _decode(text)
        made = datetime.fromisoformat(raw.made)
    except (ValueError, msgspec.MsgspecError) as error:
        raise ManifestError(str(error)) from error
    if raw.format != FORMAT:
        raise ManifestError(raw.format)
    return Manifest(
        number=raw.number,
        made=made,
        before=raw.before,
        files=raw.files,
        addresses=raw.addresses,
        carried=raw.carried,
    )


_FILES = b'"files":{'
_FILE = re.compile(rb',?("(?:[^"\\]|\\.)*":\["[0-9a-f]+",[0-9]+\])')


def files_after(text: bytes, path: str, most: int) -> list[tuple[str, Entry]]:
    """At most ``most`` of the files in ``text``, which is a manifest, with what each must be.

    Those behind ``path`` in the order of paths, and then from the first on. Of a
    ``text`` that is as ``dump`` writes it, hardly any is read.
    """
    found = _files_after(text, path, most)
    if found is None:
        files = parse(text).files
        paths = sorted(files)
        start = bisect_right(paths, path)
        turn = [*paths[start:], *paths[:start]]
        found = [(one, files[one]) for one in turn[:most]]
    return found


def _files_after(text: bytes, path: str, most: int) -> list[tuple[str, Entry]] | None:
    """The same; None when ``path`` is none of the files, or ``text`` is written otherwise."""
    start = text.find(_FILES) + len(_FILES)
    key = msgspec.json.encode(path) + b":["
    at = start if text.startswith(key, start) else text.find(b"," + key, start)
    if at < 0 or start < len(_FILES):
        return None
    known = _FILE.match(text, at)
    if known is None:
        return None
    at = known.end()
    found: list[bytes] = []
    for _ in range(most):
        one = _FILE.match(text, at) or _FILE.match(text, start)
        if one is None or one[1] in found[:1]:
            break
        found.append(one[1])
        at = one.end()
    files = msgspec.json.decode(b"{%s}" % b",".join(found), type=dict[str, Entry])
    return list(files.items())
