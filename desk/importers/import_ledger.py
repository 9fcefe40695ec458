"""What was imported, one line a source: in a file that is only ever added to, beside the content.

It holds no word of any text, so that it may stay when a text must vanish: digests, addresses
and dates. A line that was cut off when a machine stopped is passed over, and what it told of
is found again by the post itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from plugins.content_folder import content_folder
from plugins.plain_file import naming, read_plain

NAME = "nhap-bai.jsonl"
"""The file, straight below the folder of the content."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source, and the post that it became."""

    source: str
    """Digest of its bytes."""
    path: str
    """Of the post, below the folder of the content, when it was imported."""
    run: str
    """The import, by the moment it began."""
    text: str
    """Digest of what the article says."""
    head: str = ""
    """Digest of its title and day."""
    sketch: str = ""
    """By which a text that says nearly the same is found."""
    aliases: tuple[str, ...] = ()
    """Old addresses that the source gives itself."""
    doubts: int = 0
    """How much of it somebody must decide."""
    ending: str = ""
    """Of the file, by which its original is kept."""
    stamp: str = ""
    """When it was published, as whoever imported it said; empty: as the source says."""
    pictures: Mapping[str, str] = {}
    """By the digest of a picture's source, where the picture is kept; empty: nowhere."""
    place: str = ""
    """Digest of where the source lay: a file that was mended since is no other file."""
    at: str = ""
    """When it was imported."""
    same_as: str = ""
    """Of a source that says what another says, that one's digest: it became no post."""


def place_digest(path: Path) -> str:
    """Where a source lies, without a word of it."""
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:16]


class ImportLedger:
    """The ledger of the newsroom in ``root``."""

    def __init__(self, root: Path) -> None:
        self.file = content_folder(root) / NAME
        self._by_source: dict[str, Entry] = {}
        self._by_alias: dict[str, Entry] = {}
        self._by_text: dict[str, Entry] = {}
        self._by_head: dict[str, Entry] = {}
        self._by_path: dict[str, list[Entry]] = {}
        for entry in read_lines(self.file, Entry):
            self._take(entry)

    def __iter__(self) -> Iterator[Entry]:
        """The entries, the last of each source alone."""
        return iter(self._by_source.values())

    def of_source(self, digest: str) -> Entry | None:
        """What became of the source with this digest."""
        return self._by_source.get(digest)

    def of_aliases(self, aliases: Iterable[str]) -> Entry | None:
        """What became of a source that had one of these old addresses."""
        return next((self._by_alias[one] for one in aliases if one in self._by_alias), None)

    def of_text(self, digest: str) -> Entry | None:
        """What became of a source that says just this."""
        return self._by_text.get(digest)

    def of_head(self, digest: str) -> Entry | None:
        """What became of a source with this title and day."""
        return self._by_head.get(digest)

    def of_path(self, path: str) -> tuple[Entry, ...]:
        """The sources of the post at ``path``."""
        return tuple(self._by_path.get(path, ()))

    def of_run(self, run: str) -> tuple[Entry, ...]:
        """What became of the sources of one import."""
        return tuple(entry for entry in self if entry.run == run)

    def note(self, entry: Entry, *, is_kept: bool = True) -> None:
        """Add ``entry``; not ``is_kept``, for as long as this command runs. Raises OSError."""
        if is_kept:
            append_line(self.file, entry)
        self._take(entry)

    def _take(self, entry: Entry) -> None:
        self._by_source[entry.source] = entry
        for alias in entry.aliases:
            self._by_alias[alias] = entry
        if not entry.same_as:
            self._by_text[entry.text] = entry
            self._by_head[entry.head] = entry
            self._by_path.setdefault(entry.path, []).append(entry)


_Line = TypeVar("_Line", bound=msgspec.Struct)


def read_lines(file: Path, kind: type[_Line]) -> Iterator[_Line]:
    """The lines of ``file`` that are of this kind; a cut one is passed over. Raises OSError."""
    try:
        data = read_plain(file)
    except FileNotFoundError:
        return
    decoder = msgspec.json.Decoder(kind)
    for line in data.split(b"\n"):
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError:
            continue


def append_line(file: Path, line: msgspec.Struct) -> None:
    """Add ``line`` in one write; one that was cut off before it gets its end. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with naming(file), file.open("a+b", buffering=0) as lines:
        size = lines.seek(0, os.SEEK_END)
        is_torn = False
        if size:
            lines.seek(size - 1)
            is_torn = lines.read(1) != b"\n"
        lines.write(b"\n" * is_torn + msgspec.json.encode(line) + b"\n")
