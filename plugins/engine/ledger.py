"""What each file of an output folder was made from, kept between builds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from plugins.memory import Store


class Ledger:
    """What each file of one output folder was made from, kept between builds in ``file``.

    A file is *current* when it was made from the same key and still looks as
    it did: its seal stands. Losing the ledger costs time, never truth.
    """

    def __init__(self, file: Path) -> None:
        self._store = Store(file, tables={"pages": 2, "related": 2}, key="output 1")
        self._rows = dict(self._store.rows("pages"))
        self._related = dict(self._store.rows("related"))
        self._new: dict[str, tuple[bytes, bytes]] = {}
        self._named: dict[str, tuple[bytes, bytes]] = {}
        self._listed: set[str] = set()

    def key(self, file: str) -> bytes:
        """What ``file`` was last made from; empty when it is not known."""
        row = self._rows.get(file)
        return row[0] if row else b""

    def is_current(self, file: str, key: bytes, seals: Mapping[str, bytes]) -> bool:
        """Whether ``file`` need not be made again."""
        row = self._rows.get(file)
        return row is not None and row[0] == key and row[1] == seals.get(file)

    def note(self, file: str, key: bytes, seal: bytes) -> None:
        """Say from what ``file`` was made just now."""
        if self._rows.get(file) != (key, seal):
            self._new[file] = (key, seal)

    def named(self, path: str, told: bytes) -> Sequence[str] | None:
        """Which posts the list of ``path`` names, if the list is still the one of ``told``."""
        self._listed.add(path)
        row = self._related.get(path)
        return row[1].decode().split() if row is not None and row[0] == told else None

    def note_named(self, path: str, told: bytes, named: Sequence[str]) -> None:
        """Keep which posts the list of ``told`` names, so that it need not be decoded again."""
        self._named[path] = (told, " ".join(named).encode())

    def keep(self, removed: Iterable[str]) -> None:
        """Make it last; ``removed`` are files that are no more."""
        self._store.save("pages", sorted(self._new.items()), removed)
        gone = self._related.keys() - self._listed
        self._store.save("related", sorted(self._named.items()), gone)
        self._store.commit()
        self._store.close()
