"""Which release readers saw when: a file of lines beside the releases.

It is read by whoever must know what readers were taken back from, so it must
not lie by leaving something out: what the manifests know and it does not, as
after its loss, is written into it again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.publish.disk import write_whole
from plugins.vietnamese import VIETNAM

NAME = "history.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """One line of the history: from ``at`` on, readers saw ``release``."""

    at: datetime
    """Aware; to the second."""
    release: int
    did: str
    """``publish``, ``rollback``; ``found`` when the note was lost and the link told;
    ``rebuilt`` when only the manifest tells that the release was made then.
    """


class History:
    """The lines of ``file``, oldest first."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self) -> list[Live]:
        """All lines that are whole; none when there is no such file."""
        if not self._file.is_file():  # opening a pipe of that name would wait for ever
            return []
        try:
            lines = self._file.read_text("utf-8", "replace").splitlines()
        except OSError:
            return []
        return [live for line in lines if (live := read_line(line)) is not None]

    def add(self, number: int, did: str, at: datetime | None = None) -> None:
        """Say that from now on, or from ``at`` on, readers see release ``number``."""
        live = Live(at=at or datetime.now(tz=VIETNAM), release=number, did=did)
        # A new line first: what a killed process left half-written must not swallow this one.
        with self._file.open("ab") as file:
            file.write(b"\n" + _line(live))
            file.flush()
            os.fsync(file.fileno())

    def insert(self, lives: Iterable[Live]) -> None:
        """Put ``lives`` where they belong by their time; what was no line is let go."""
        lines = sorted(self.read(), key=lambda known: known.at)
        for live in sorted(lives, key=lambda live: (live.at, live.release)):
            before = [place for place, known in enumerate(lines, 1) if _is_before(known, live)]
            lines.insert(max(before, default=0), live)
        write_whole(self._file, b"".join(map(_line, lines)))


def _is_before(known: Live, live: Live) -> bool:
    """Whether ``known`` came before ``live``, which says a release that was made then."""
    if known.at != live.at:
        return known.at < live.at
    # In one second, releases follow each other by number; going back comes after what it leaves.
    return known.did in {"publish", "rebuilt"} and known.release < live.release


def _line(live: Live) -> bytes:
    said = {"at": live.at.isoformat(timespec="seconds"), "release": live.release, "did": live.did}
    return json.dumps(said).encode() + b"\n"


def read_line(line: str) -> Live | None:
    """What a line of a history says; None when it is none."""
    try:
        said = json.loads(line)
        at, number = datetime.fromisoformat(said["at"]), said["release"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if at.tzinfo is None or type(number) is not int or number < 1:
        return None
    return Live(at=at, release=number, did=str(said.get("did", "found")))
