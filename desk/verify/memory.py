"""Facts of files that have not changed since they were found sound, so that they need no reading.

Publishing remembers; ``invoke verify`` never does. What is kept holds for one
site, one version of the checks, and canaries that were all looked for then: a
canary more, and every file is read again.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from desk.verify.facts import Facts
from desk.verify.survey import Question
from plugins.memory import Stamp, Store, encode

_TABLES = {"facts": 2, "asked": 1}
_STAMP = struct.Struct("<5q")
_facts = msgspec.json.Decoder(Facts)
_needles = msgspec.json.Decoder(frozenset[str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A file as found on disk: its stamp, and when (ns) it was taken."""

    stamp: Stamp
    looked: int


class FactMemory:
    """What was found of the files of one output folder, kept in ``file``."""

    def __init__(self, file: Path, question: Question) -> None:
        self._store = Store(file, tables=_TABLES, key=f"{question.site} {_code()}")
        self._needles = frozenset(canary.needle for canary in question.canaries)
        row = self._store.row("asked", "canaries")
        asked = _needles.decode(row[0]) if row is not None else None
        self._holds = asked is not None and self._needles <= asked
        self._before: set[str] = set()

    def recall(self, files: Mapping[str, Look]) -> dict[str, Facts]:
        """The facts of those of ``files`` that are exactly what was found sound before."""
        known: dict[str, Facts] = {}
        for path, (stamp, facts) in self._store.rows("facts"):
            self._before.add(path)
            if self._holds and path in files and _same(stamp, files[path]):
                known[path] = _facts.decode(facts)
        return known

    def keep(self, files: Mapping[str, Look], found: Iterable[Facts]) -> None:
        """Remember what was ``found`` now, where nothing was wrong; forget what is gone."""
        rows = {
            one.path: (_pack(files[one.path]), encode(one)) for one in found if not one.problems
        }
        gone = self._before - files.keys() if self._holds else self._before - rows.keys()
        self._store.save("facts", sorted(rows.items()), gone)
        # Never what was asked before, even if that was more: the new rows were not asked it.
        self._store.save("asked", [("canaries", (encode(sorted(self._needles)),))])
        self._store.commit()
        self._store.close()


def _pack(look: Look) -> bytes:
    stamp = look.stamp
    return _STAMP.pack(stamp.size, stamp.modified, stamp.changed, stamp.inode, look.looked)


def _same(packed: bytes, look: Look) -> bool:
    if len(packed) != _STAMP.size:
        return False
    *stamp, looked = _STAMP.unpack(packed)
    return Stamp(*stamp) == look.stamp and look.stamp.settled(looked)


def _code() -> str:
    """Digest of the checks themselves: facts found by others are not ours."""
    made = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()
