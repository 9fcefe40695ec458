"""Files of the output that are no longer what was verified: made again, whatever their stamp says.

A disk can give other bytes under a stamp that has not moved. Then neither the
build nor the verifier sees it; the release, which copies bytes and knows their
digests, does, and would refuse each time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from desk.publish.manifest import Entry
from desk.publish.tree import entry_of
from plugins.engine.making import make_again
from plugins.plain_file import read_plain
from plugins.state_folder import STATE

VERIFIED = Path(STATE) / "verify.sqlite3"
"""Below the project's folder: what the verifier remembers of the output."""


def changed_files(output: Path, files: Mapping[str, Entry]) -> list[str]:
    """Those of ``files`` that ``output`` does not hold."""
    return sorted(path for path, entry in files.items() if not _is(output / path, entry))


def forget(root: Path, output: Path, files: Iterable[str]) -> None:
    """Let the next round build and verify ``files`` of ``output`` anew."""
    make_again(output, root, files)
    with contextlib.suppress(OSError):
        (root / VERIFIED).unlink(missing_ok=True)


def _is(path: Path, entry: Entry) -> bool:
    try:
        return entry_of(read_plain(path)) == entry
    except OSError:
        return False
