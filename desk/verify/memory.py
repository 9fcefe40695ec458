"""What was found in an output, kept so that only what changed since needs to be read again.

Publishing remembers; ``invoke verify`` never does. What is kept holds for one
site and one version of the checks. A file is read again that is not exactly as
it was when it was found sound, or had been so for too short a while; and one
whose imprint does not rule out a canary that nobody looked for then.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from array import array
from collections.abc import Sequence
from itertools import compress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from desk.verify.canaries import Canary, Question
from desk.verify.columns import Columns
from desk.verify.imprints import Suspicion
from desk.verify.ledger import Ledger
from desk.verify.listing import Listing
from desk.verify.segments import Segments
from desk.verify.whole import Expected
from plugins.memory import LostError, Store

_TABLES = {"rows": 1, "names": 1, "whole": 1, "imprints": 4}
_BLOCK = 2048
"""Names to a row: they only ever grow, and most need not be written again."""


class Kept(msgspec.Struct, kw_only=True):
    """What was known of an output, beside the rows and what was wanted."""

    columns: Columns = msgspec.field(default_factory=Columns)
    files: bytes = b""
    """Numbers of the files, in the order of the listing."""
    stamps: bytes = b""
    """Of each of them, as a listing has them."""
    needles: frozenset[str] = frozenset()
    """Of the canaries that were looked for in every file."""
    witnesses: dict[str, str] = {}
    fingerprint: bytes = b""
    sound: bool = True
    """Whether nothing was wrong."""

    @property
    def news(self) -> tuple[object, ...]:
        """What is worth keeping though no file changed."""
        return self.fingerprint, self.sound, self.needles, self.witnesses

    def holds(self, fingerprint: bytes) -> bool:
        """Whether nothing is wrong with the same files, of which the same is expected."""
        return self.sound and self.fingerprint == fingerprint and not self.columns.hit


_encode = msgspec.msgpack.Encoder().encode
_kept = msgspec.msgpack.Decoder(Kept).decode
_expected = msgspec.msgpack.Decoder(Expected).decode
_names = msgspec.msgpack.Decoder(list[str]).decode


class FactMemory:
    """What was found of the files of one output folder, kept in ``file``."""

    def __init__(self, file: Path, question: Question) -> None:
        asked = f"{question.site} {question.old is None} {' '.join(question.sections)}"
        self._store = Store(file, tables=_TABLES, key=f"{asked} {_code()}")
        self._segments = Segments(self._store)
        self._canaries = question.canaries
        self._refused = False
        self.kept = Kept()
        self._named = 0
        with contextlib.suppress(msgspec.DecodeError):
            self._recall()

    def _recall(self) -> None:
        row = self._store.row("whole", "files")
        if row is None:
            return
        recalled = _kept(row[0])
        blocks = {int(number): names for number, (names,) in self._store.rows("names")}
        names = [name for number in sorted(blocks) for name in _names(blocks[number])]
        if len(names) == len(recalled.columns.flags):
            recalled.columns.names = names
            self.kept, self._named = recalled, len(names)

    def forget(self) -> None:
        """Act as if nothing had been kept."""
        self.kept, self._named = Kept(), 0

    def wanted(self) -> Expected:
        """What was wanted of the output. Raises LostError."""
        if not self.kept.fingerprint:
            return Expected()
        row = self._store.row("whole", "wanted")
        try:
            return _expected(row[0] if row is not None else b"")
        except msgspec.DecodeError as error:
            raise LostError from error

    def row(self, number: int) -> bytes | None:
        """The row of a file, None when it is lost."""
        found = self._store.row("rows", str(number))
        return None if found is None else found[0]

    def changed(self, now: Listing) -> tuple[list[str], list[str]]:
        """The paths of ``now`` that must be read, and those that were kept and are gone."""
        names = self.kept.columns.names
        paths = [names[number] for number in array("I", self.kept.files)]
        return now.unlike(paths, array("q", self.kept.stamps))

    def fresh(self) -> tuple[Canary, ...]:
        """Canaries that nobody looked for in what is kept."""
        return tuple(one for one in self._canaries if one.needle not in self.kept.needles)

    def suspects(self, canaries: Sequence[Canary], enough: int) -> dict[str, set[int]]:
        """Numbers of the files in which each of ``canaries`` may be, by its needle.

        Not all, where there are more than ``enough``.
        """
        if not canaries:
            return {}
        columns = self.kept.columns
        every, known = {*array("I", self.kept.files)}, set[int]()
        found: dict[str, set[int]] = {one.needle: set() for one in canaries}
        sought = Suspicion(found)
        for segment in self._segments:
            numbers = array("I", segment.numbers)
            live = segment.live(columns.digests)
            known.update(compress(numbers, live))
            for needle, place in sought.falls_on(segment.signs, array("I", segment.sizes)):
                if live[place]:
                    found[needle].add(numbers[place])
            few = [needle for needle in found if len(found[needle]) <= enough]
            if len(few) < len(sought):
                sought = Suspicion(few)
        names = "\n/".join(("", *columns.names))
        leads = array("I", columns.leads)
        for one in canaries:
            found[one.needle] |= every - known
            if (
                not one.spoken
                and one.needle in names
                and any(
                    (leads[number] or number in every) and one.needle in f"/{name}"
                    for number, name in enumerate(columns.names)
                )
            ):
                found[one.needle] = every
        return found

    def put(self, ledger: Ledger) -> bool:
        """Put what ``ledger`` took where ``row`` finds it; whether that went well.

        Kept only by ``keep``.
        """
        try:
            self._store.put("rows", ((str(n), (row,)) for n, row in ledger.rows.items()))
            self._segments.add(ledger.imprints, ledger.digests())
        except sqlite3.DatabaseError:
            self._refused = True
        return not self._refused

    def keep(self, now: Kept, stamps: array[int], ledger: Ledger, wanted: Expected) -> None:
        """Keep what is known ``now`` of files with these ``stamps``, and what was ``wanted``.

        A disk that refuses costs time at the next audit, no more.
        """
        now.stamps = stamps.tobytes()
        with contextlib.suppress(sqlite3.DatabaseError, UnicodeEncodeError):
            if self.put(ledger):
                self._store.save("rows", (), map(str, ledger.dropped))
                self._segments.prune(now.columns.digests, len(array("I", now.files)))
                self._put_names(now.columns.names)
                rest = replace(now, columns=replace(now.columns, names=[]))
                self._store.put("whole", [("files", (_encode(rest),))])
                if now.fingerprint != self.kept.fingerprint:
                    self._store.put("whole", [("wanted", (_encode(wanted),))])
                self._store.commit()

    def _put_names(self, names: Sequence[str]) -> None:
        if not self._named:
            self._store.save("names", (), [number for number, _ in self._store.rows("names")])
        starts = range(self._named - self._named % _BLOCK, len(names), _BLOCK)
        blocks = ((str(start), names[start : start + _BLOCK]) for start in starts)
        self._store.put("names", ((start, (_encode(block),)) for start, block in blocks))

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()


def _code() -> str:
    """Digest of the checks themselves: what others found is not ours."""
    made = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()
