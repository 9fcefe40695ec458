"""One import from its beginning to its report, however often it was stopped on the way.

Until it ends, a line a source is written into its journal, in the folder of state; the same
command, given again, goes on from there. What must outlive that folder stands in the ledger.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from desk.importers.import_ledger import append_line, read_lines
from plugins.state_folder import STATE

FOLDER = f"{STATE}/nhap-bai"
JOURNAL = "dang-do.jsonl"
_ALIVE = 10
"""Seconds; a file that is being written is younger."""


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one source, as the report says it."""

    source: str
    """Its path, as it is shown."""
    result: str
    digest: str = ""
    path: str = ""
    """Of the post, below the folder of the content."""
    status: str = ""
    title: str = ""
    date: str = ""
    aliases: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    why: str = ""
    """Why there is no post, or what must be mended in it."""


class Run:
    """One import of ``asked``, called by the moment it began; ``taken`` are names of others."""

    def __init__(
        self, root: Path, asked: Sequence[str], now: datetime, taken: Collection[str]
    ) -> None:
        self._asked = hashlib.sha256("\n".join(asked).encode("utf-8", "replace")).hexdigest()
        self._folder = root / FOLDER
        found = self._unfinished()
        self.is_resumed = found is not None
        """Whether it was begun by an earlier command."""
        name = f"{now:%Y%m%d-%H%M%S}"
        self.name = found.name if found is not None else self._free(name, taken)
        self._rows: dict[str, Row] = {}
        if found is not None:
            self._rows = {row.source: row for row in read_lines(found / JOURNAL, Row)}

    @property
    def folder(self) -> Path:
        """Where its report is."""
        return self._folder / self.name

    def begin(self) -> None:
        """Write down that it began. Raises OSError."""
        if not self.is_resumed:
            append_line(self.folder / JOURNAL, _Begun(asked=self._asked))

    def row(self, source: str, digest: str) -> Row | None:
        """What an earlier command of this import did with a source that is still the same."""
        row = self._rows.get(source)
        return row if row is not None and row.digest == digest else None

    def note(self, row: Row) -> None:
        """Add ``row`` to the journal. Raises OSError."""
        append_line(self.folder / JOURNAL, row)

    def end(self) -> None:
        """Its report is written: the journal is needed no more."""
        (self.folder / JOURNAL).unlink(missing_ok=True)

    def _free(self, name: str, taken: Collection[str]) -> str:
        number, free = 1, name
        while free in taken or (self._folder / free).exists():
            number += 1
            free = f"{name}-{number}"
        return free

    def _unfinished(self) -> Path | None:
        for journal in sorted(self._folder.glob(f"*/{JOURNAL}"), reverse=True):
            begun = next(read_lines(journal, _Begun), None)
            if begun is not None and begun.asked == self._asked:
                return journal.parent
        return None


class _Begun(msgspec.Struct, frozen=True, kw_only=True):
    asked: str


def forget_halves(folders: Sequence[Path]) -> None:
    """Remove what a command that was killed had half written into ``folders``."""
    before = time.time() - _ALIVE
    for half in _halves(folders):
        with contextlib.suppress(OSError):
            if half.stat().st_mtime < before:
                half.unlink()


def _halves(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from folder.glob("*/.*.tmp")
