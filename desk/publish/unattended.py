"""What the last unattended publication held back or refused, for the next command to say first.

Nobody reads the log of a timer; everybody reads the first line of a command.
"""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path

from desk.files import write
from plugins.plain_file import read_plain
from plugins.state_folder import clear
from plugins.vietnamese import VIETNAM

_PLACE = Path(".newsroom") / "xuat-ban-tu-dong.json"


def note(root: Path, what: str, now: datetime) -> None:
    """Remember ``what`` (a sentence), since when it has been so, and when it was last tried."""
    said = _read(root)
    since = said["since"] if said.get("what") == what else now.isoformat(timespec="minutes")
    record = {"what": what, "since": since, "last": now.isoformat(timespec="minutes")}
    with contextlib.suppress(OSError):
        clear(root / _PLACE)
        write(root / _PLACE, json.dumps(record, ensure_ascii=False).encode())


def forget(root: Path) -> None:
    """All was published."""
    with contextlib.suppress(OSError):
        (root / _PLACE).unlink(missing_ok=True)


def first_words(root: Path) -> str:
    """What to say before anything else; empty when nothing is held back or refused."""
    said = _read(root)
    try:
        since, last = (datetime.fromisoformat(said[key]) for key in ("since", "last"))
    except (KeyError, ValueError, TypeError):
        return ""
    return (
        f"Lần công bố tự động gần nhất, {_when(last)}: {said['what']}\n(như vậy từ {_when(since)})"
    )


def _read(root: Path) -> dict[str, str]:
    try:
        said = json.loads(read_plain(root / _PLACE))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in said.items()} if isinstance(said, dict) else {}


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
