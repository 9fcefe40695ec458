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
from plugins.state_folder import STATE, clear
from plugins.vietnamese import VIETNAM

_PLACE = Path(STATE) / "xuat-ban-tu-dong.json"
_DAMAGE = Path(STATE) / "ban-bi-sua.json"


def note(root: Path, what: str, now: datetime) -> None:
    """Remember ``what`` (a sentence), since when it has been so, and when it was last tried."""
    said = _read(root)
    since = said["since"] if said.get("what") == what else now.isoformat(timespec="minutes")
    record = {"what": what, "since": since, "last": now.isoformat(timespec="minutes")}
    with contextlib.suppress(OSError):
        clear(root / _PLACE)
        write(root / _PLACE, json.dumps(record, ensure_ascii=False).encode())


def note_damage(root: Path, what: str, now: datetime) -> None:
    """Remember that what readers see was damaged, until a person publishes: it was mended since.

    The first is kept: of it somebody must learn.
    """
    if not (root / _DAMAGE).exists():
        record = {"what": what, "last": now.isoformat(timespec="minutes")}
        with contextlib.suppress(OSError):
            write(root / _DAMAGE, json.dumps(record, ensure_ascii=False).encode())


def forget(root: Path, *, attended: bool = False) -> None:
    """All was published; ``attended``: by a person, who was told of everything."""
    for place in (_PLACE, _DAMAGE) if attended else (_PLACE,):
        with contextlib.suppress(OSError):
            (root / place).unlink(missing_ok=True)


def first_words(root: Path) -> str:
    """What to say before anything else; empty when there is nothing."""
    return "\n".join(words for words in (_of_damage(root), _of_publication(root)) if words)


def _of_damage(root: Path) -> str:
    said = _read(root, _DAMAGE)
    try:
        when = _when(datetime.fromisoformat(said["last"]))
        what = said["what"]
    except (KeyError, ValueError, TypeError):
        return ""
    return (
        f"Lần công bố tự động {when} thấy {what}. Không ai trong cơ quan sửa thì báo ngay người "
        "phụ trách kỹ thuật. Xem các bản nay ra sao: invoke verify --live"
    )


def _of_publication(root: Path) -> str:
    said = _read(root)
    try:
        since, last = (datetime.fromisoformat(said[key]) for key in ("since", "last"))
    except (KeyError, ValueError, TypeError):
        return ""
    return (
        f"Lần công bố tự động gần nhất, {_when(last)}: {said['what']}\n(như vậy từ {_when(since)})"
    )


def _read(root: Path, place: Path = _PLACE) -> dict[str, str]:
    try:
        said = json.loads(read_plain(root / place))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in said.items()} if isinstance(said, dict) else {}


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
