"""What each file of an output folder was made from, kept between builds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from plugins.memory import Blocks, Store


class _Page(msgspec.Struct, array_like=True, frozen=True):
    key: bytes
    seal: bytes


class _Named(msgspec.Struct, array_like=True, frozen=True):
    told: bytes
    """Digest of the list."""
    paths: list[str]


class Ledger:
    """What each file of one output folder was made from, kept between builds in ``file``.

    A file is *current* when it was made from the same key and still looks as
    it did: its seal stands. Losing the ledger costs time, never truth.
    """

    def __init__(self, file: Path) -> None:
        self._store = Store(file, tables={"pages": 1, "related": 1}, key="output 2")
        self._blocks = Blocks(self._store, "pages", _Page)
        self._pages = self._blocks.values
        self._named = Blocks(self._store, "related", _Named)
        self._noted: list[str] = []
        self._new_lists: list[str] = []

    def key(self, file: str) -> bytes:
        """What ``file`` was last made from; empty when it is not known."""
        page = self._pages.get(file)
        return page.key if page is not None else b""

    def is_current(self, file: str, key: bytes, seals: Mapping[str, bytes]) -> bool:
        """Whether ``file`` need not be made again."""
        page = self._pages.get(file)
        return page is not None and page.key == key and page.seal == seals.get(file)

    def note(self, file: str, key: bytes, seal: bytes) -> None:
        """Say from what ``file`` was made just now."""
        page = _Page(key, seal)
        if self._pages.get(file) != page:
            self._pages[file] = page
            self._noted.append(file)

    def named(self, path: str, told: bytes) -> Sequence[str] | None:
        """Which posts the list of ``path`` names, if the list is still the one of ``told``."""
        row = self._named.values.get(path)
        return row.paths if row is not None and row.told == told else None

    def note_named(self, path: str, told: bytes, named: Sequence[str]) -> None:
        """Keep which posts the list of ``told`` names, so that it need not be decoded again."""
        self._named.values[path] = _Named(told, list(named))
        self._new_lists.append(path)

    def keep(self, removed: Iterable[str], listed: Iterable[str]) -> None:
        """Make it last; ``removed`` files are no more, and posts not ``listed`` have no list."""
        self._blocks.save(self._noted, removed)
        self._named.save(self._new_lists, self._named.values.keys() - set(listed))
        self._store.commit()
        self._store.close()
