"""What backups and restores work on until they are done, and the removal of what dead ones left.

Whoever is killed leaves it, and it may be large. It is known to be nobody's by a lock: who holds
that of the releases is the only one who backs up this project, who holds that of the folder of
state the only one who restores it.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desk.publish.lock import LockedError, locked
from plugins.state_folder import STATE

_RESTORED = "khoi-phuc-"


def archive_beside(file: Path, root: Path) -> Path:
    """Where the backup ``file`` of the project ``root`` is written until it is whole."""
    return file.with_name(f".{file.name}{_ending(root)}")


def forget_archives(folder: Path, root: Path) -> None:
    """Remove what dead backups of ``root`` left in ``folder``; its releases are locked."""
    for one in folder.glob(f".*{_ending(root)}"):
        with contextlib.suppress(OSError):
            one.unlink()


@contextlib.contextmanager
def restored_beside(root: Path) -> Iterator[Path]:
    """A folder to unpack a backup in, alone in the project; nothing else of the kind is left.

    Raises LockedError.
    """
    state = root / STATE
    state.mkdir(exist_ok=True)
    with locked(state, "khôi phục"):
        _forget(state)
        fresh = Path(tempfile.mkdtemp(dir=state, prefix=_RESTORED))
        try:
            yield fresh
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def forget_restored(root: Path) -> None:
    """Remove what dead restores left in ``root``, unless one is at work."""
    state = root / STATE
    if any(state.glob(f"{_RESTORED}*")):
        with contextlib.suppress(LockedError, OSError), locked(state, "khôi phục"):
            _forget(state)


def _forget(state: Path) -> None:
    for one in state.glob(f"{_RESTORED}*"):
        shutil.rmtree(one, ignore_errors=True)


def _ending(root: Path) -> str:
    """Of its own for each project: several may back up into one folder."""
    return f".{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:8]}.tmp"
