"""Theme files of earlier releases: they stay for pages that are open in browsers.

A page that a reader opened before a release asks for the stylesheet and the emblem
of that page, under names that carry a digest, and so do copies of it in caches.
The build makes only those of today, for the output is a function of content,
theme, settings and moment; the release step adds the others, from what readers
were shown last.

How long: ``LONGEST`` after the last release whose own pages ask for a file, as no
page stays open and no cache stays old for much longer; and never more than the
``MOST`` that were asked for last, so that neither a day of work on the theme nor
years of it let releases grow.

Only the theme. A picture that a page shows no more was often taken away for a
person's sake, and what the officer took away is not served.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desk.publish.manifest import Entry, Manifest
from desk.publish.tree import entry_of
from plugins.addresses import THEME

LONGEST = timedelta(days=30)
MOST = 100
"""Files: a stylesheet has some forty thousand bytes, so four megabytes at most."""

_THEME = THEME.base[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A file that the next release has from an earlier one."""

    entry: Entry
    source: Path
    """Where it lies, and is what ``entry`` says."""
    since: datetime
    """When the first release was made whose pages do not ask for it; aware."""


def carried_over(
    shown: Iterable[tuple[Path, Manifest]], built: Mapping[str, Entry], now: datetime
) -> dict[str, Carried]:
    """What a release of ``built``, made ``now``, has from those ``shown`` before, by path.

    ``shown``: tree and manifest of each, the one that readers see first. A file
    that is missing or damaged there is left out: nothing can make it again.
    """
    found: dict[str, Carried] = {}
    for tree, manifest in shown:
        for path, entry in manifest.files.items():
            if not path.startswith(_THEME) or path in built or path in found:
                continue
            since = manifest.carried.get(path, now)
            if now - since <= LONGEST and _is(tree / path, entry):
                found[path] = Carried(entry=entry, source=tree / path, since=since)
    newest = sorted(found, key=lambda path: (found[path].since, path), reverse=True)
    return {path: found[path] for path in sorted(newest[:MOST])}


def _is(file: Path, entry: Entry) -> bool:
    try:
        return not file.is_symlink() and entry_of(file.read_bytes()) == entry
    except OSError:
        return False
