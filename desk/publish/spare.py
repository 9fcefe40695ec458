"""A tree that nobody needs, for the next release to be made of.

That of the release pruned last or, until one is, a second one of what readers
see, linked on another core while the site is built.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

from desk.publish.disk import remove
from plugins.elsewhere import can_fork

LARGE = 500_000
"""Bytes of a manifest from which linking its release takes longer than starting a process."""


def spare_of(folder: Path) -> Path:
    """Where it lies in the ``folder`` of releases; it is none, for its name is no number."""
    return folder / "releases" / ".spare"


def prepare(folder: Path, tree: Path, manifest: Path) -> Callable[[], None] | None:
    """Begin, on another core, to link all of ``tree``; what is returned waits for it.

    None where it is not worth it: where there is a spare, or one core, or the
    file ``manifest`` is small. Nothing depends on it but time, so whatever goes
    wrong there is nobody's concern.
    """
    spare = spare_of(folder)
    if os.path.lexists(spare):
        return None
    if not can_fork() or (os.cpu_count() or 1) < 2:  # noqa: PLR2004 - one is none
        return None
    try:
        size = manifest.stat().st_size
    except OSError:
        return None
    if size < LARGE:
        return None
    work = (tree, folder / "releases" / ".spare.partial", spare)
    process = get_context("fork").Process(target=_linked, args=work, daemon=True)
    process.start()
    return process.join


def _linked(tree: Path, staging: Path, spare: Path) -> None:
    """Link every file of ``tree`` a second time, into what becomes ``spare`` when it is whole."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who waits
    try:
        for place, folders, files in os.walk(tree):
            here = f"{staging}{place[len(str(tree)) :]}"
            os.mkdir(here)  # noqa: PTH102 - one of many
            folders.sort()
            for name in files:
                os.link(f"{place}/{name}", f"{here}/{name}")
        staging.rename(spare)
    except OSError:  # no hard links here, or the disk is full: the release will say so
        remove(staging)
