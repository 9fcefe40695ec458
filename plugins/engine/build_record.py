"""What each file of an output folder was made from, kept between builds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from plugins.memory import Blocks, Store, encode


class _Page(msgspec.Struct, array_like=True, frozen=True):
    key: bytes
    stamp: bytes


class _Section(msgspec.Struct, array_like=True, frozen=True):
    digest: bytes
    """Digest of all that its pages were made from."""
    stamps: bytes
    """Digest of the stamps of its files, in order."""
    files: str
    """One a line."""


class _Named(msgspec.Struct, array_like=True, frozen=True):
    digest: bytes
    """Digest of the list."""
    paths: str
    """One a line."""


_pages = msgspec.json.Decoder(dict[str, _Page])


class BuildRecord:
    """What each file of one output folder was made from, kept between builds in ``file``.

    A file is *current* when it was made from the same key and still looks as
    it did: its stamp stands. Losing the record costs time, never truth. Of a
    section that stands nothing is loaded but its files' names.
    """

    def __init__(self, file: Path, others: Sequence[str] = ()) -> None:
        """``others``: plugins beside ours. With other ones nothing is current: all hear all."""
        tables = {"loose": 1, "sections": 1, "pages": 1, "related": 1, "plugins": 0, "made": 0}
        key = " ".join(("output 5", *others))
        self._store = Store(file, tables=tables, key=key, lasting=frozenset({"made"}))
        self._is_new = self._store.is_empty("made")
        self._made: set[str] = set()
        self._loose = Blocks(self._store, "loose", _Page)
        self._sections = Blocks(self._store, "sections", _Section)
        self._named = Blocks(self._store, "related", _Named)
        self._pages = dict(self._loose.values)
        self._noted: list[str] = []
        self._opened: dict[str, tuple[bytes, Sequence[str]]] = {}
        self._stood: set[str] = set()
        self._new_lists: list[str] = []

    def standing(
        self, section: str, digest: bytes, stamps: Mapping[str, bytes]
    ) -> Sequence[str] | None:
        """The files of ``section`` if all of them are current; else None."""
        known = self._sections.values.get(section)
        if known is None or known.digest != digest:
            return None
        files = known.files.splitlines()
        if known.stamps != _joined([stamps.get(file, b"") for file in files]):
            return None
        self._stood.add(section)
        return files

    def open(self, section: str, digest: bytes, files: Sequence[str]) -> None:
        """Load what is known of the pages of ``section``, which may no longer stand.

        It is to be kept with ``digest`` when all its ``files`` are made.
        """
        self._opened[section] = (digest, files)
        row = self._store.row("pages", section)
        if row is not None:
            self._pages |= _pages.decode(row[0])

    def made(self, file: str) -> bool:
        """Whether a build made ``file`` once, however it looks now, and whatever code did it."""
        return self._store.row("made", file) is not None

    def any_stands(self, stamps: Mapping[str, bytes]) -> bool:
        """Whether one of the files with these stamps is exactly as a build left it."""
        return any(
            page.stamp == stamps.get(file)
            for file, page in self._loose.values.items()
            if page.stamp
        )

    def will_make(self, files: Iterable[str], claimed: Iterable[str]) -> None:
        """Note that this build makes ``files``, before it does: it may be killed.

        ``claimed``: all its files so far, for a record that has none.
        """
        names = set(files)
        if self._is_new:
            names = set(claimed) - self._made
            self._made |= names
        rows = [(file, ()) for file in names]
        if rows:
            self._store.save("made", rows)
            self._store.commit()

    def of_plugins(self) -> set[str]:
        """The files that the same other plugins wrote."""
        return {file for file, _ in self._store.rows("plugins")}

    def adopt(self, files: Iterable[str]) -> None:
        """Note that other plugins wrote ``files`` into this folder, and nothing else there."""
        rows = dict.fromkeys(files, ())
        self._store.save("plugins", rows.items(), self.of_plugins() - rows.keys())
        self._store.save("made", rows.items())
        self._store.commit()

    def forget(self, files: Iterable[str]) -> None:
        """Act as if it were not known what ``files`` were made from: they will be made again."""
        gone = set(files)
        known = self._sections.values.items()
        stale = [name for name, one in known if not gone.isdisjoint(one.files.splitlines())]
        self._sections.save((), stale)
        self._loose.save((), gone)
        sectioned: list[tuple[str, tuple[bytes, ...]]] = []
        for section, row in self._store.rows("pages"):
            pages = _pages.decode(row[0])
            if not gone.isdisjoint(pages):
                left = {file: page for file, page in pages.items() if file not in gone}
                sectioned.append((section, (encode(left),)))
        self._store.save("pages", sectioned)
        self._store.commit()
        self._store.close()

    def key(self, file: str) -> bytes:
        """What ``file`` was last made from; empty when it is not known."""
        page = self._pages.get(file)
        return page.key if page is not None else b""

    def is_current(self, file: str, key: bytes, stamps: Mapping[str, bytes]) -> bool:
        """Whether ``file`` need not be made again."""
        page = self._pages.get(file)
        return page is not None and page.key == key and page.stamp == stamps.get(file)

    def note(self, file: str, key: bytes, stamp: bytes) -> None:
        """Say from what ``file`` was made just now."""
        page = _Page(key, stamp)
        if self._pages.get(file) != page:
            self._pages[file] = page
            self._noted.append(file)

    def named(self, path: str, digest: bytes) -> Sequence[str] | None:
        """Which posts the list of ``path`` names, if the list is still the one of ``digest``."""
        row = self._named.values.get(path)
        return row.paths.splitlines() if row is not None and row.digest == digest else None

    def note_named(self, path: str, digest: bytes, named: Sequence[str]) -> None:
        """Keep which posts the list of ``digest`` names, so that it need not be decoded again."""
        self._named.values[path] = _Named(digest, "\n".join(named))
        self._new_lists.append(path)

    def keep(self, removed: Iterable[str], listed: Iterable[str]) -> None:
        """Make it last; ``removed`` files are no more, and posts not ``listed`` have no list."""
        sectioned: set[str] = set()
        rows: list[tuple[str, tuple[bytes, ...]]] = []
        for section, (digest, files) in self._opened.items():
            pages = {file: self._pages[file] for file in files}
            sectioned.update(files)
            rows.append((section, (encode(pages),)))
            stamps = _joined([page.stamp for page in pages.values()])
            self._sections.values[section] = _Section(digest, stamps, "\n".join(files))
        gone = self._sections.values.keys() - self._opened.keys() - self._stood
        removed = list(removed)
        self._store.save("made", (), removed)
        self._store.save("pages", rows, gone)
        self._sections.save(self._opened, gone)
        loose = [file for file in self._noted if file not in sectioned]
        self._loose.values |= {file: self._pages[file] for file in loose}
        self._loose.save(loose, removed)
        self._named.save(self._new_lists, self._named.values.keys() - set(listed))
        self._store.commit()
        self._store.close()


def _joined(stamps: Iterable[bytes]) -> bytes:
    return hashlib.blake2b(b"".join(stamps), digest_size=16).digest()
