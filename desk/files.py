"""Files of an officer: read as text, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from plugins.lines import decode
from plugins.plain_file import naming, read_plain
from plugins.replacing import replace

_PUBLIC = 0o644


def text_of(file: Path) -> str | None:
    """What ``file`` says, in whatever encoding; None when it is not there. Raises OSError."""
    try:
        return decode(read_plain(file)).text
    except FileNotFoundError:
        return None


def write(file: Path, content: bytes) -> None:
    """Put ``content`` in ``file`` in one step, folders included; never half of it.

    What a link leads to is written, and the link stays. Raises OSError, which names a file;
    nothing is left beside ``file`` then.
    """
    if file.is_symlink():
        file = Path(os.path.realpath(file))
    mode = file.stat().st_mode & 0o777 if file.exists() else _PUBLIC
    handle, name = _half(file.parent)
    try:
        with naming(file), os.fdopen(handle, "wb") as new:
            new.write(content)
        Path(name).chmod(mode)
        replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _half(folder: Path) -> tuple[int, str]:
    """A new file in ``folder``, which is nearly always there."""
    try:
        return tempfile.mkstemp(dir=folder, prefix=".", suffix=".tmp")
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.mkstemp(dir=folder, prefix=".", suffix=".tmp")
