"""How far a project is: whether a newsroom of somebody's own stands there, and what start wrote."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from desk import files
from desk.publish.settings import read_publish_settings
from desk.settings_check import feed_host_of
from desk.starting.agency_answers import Answers
from plugins.content_folder import NEWSROOM_FILE, SAMPLE, is_sample, own_folder
from plugins.newsroom_file import own_file
from plugins.state_folder import STATE

_KEPT: Final = f"{STATE}/bat-dau.json"
_YEAR = re.compile(r"\d{4}")


class State(Enum):
    """Whose newsroom it is."""

    FRESH = "nobody's yet: the sample stands there, or nothing"
    BEGUN = "begun by start, and no post of it published"
    OWN = "somebody's, with posts"


class Begun(Struct, frozen=True, kw_only=True):
    """What start was told, and what it wrote."""

    answers: Answers
    written: Mapping[str, str]
    """Each file below the content folder, and the digest of its bytes."""


def digest(data: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(data).hexdigest()


def begun(root: Path) -> Begun | None:
    """What start wrote in this project; None where it did not, or that is lost."""
    try:
        return msgspec.json.decode((root / _KEPT).read_bytes(), type=Begun)
    except (OSError, msgspec.MsgspecError):
        return None


def note(root: Path, answers: Answers, written: Mapping[str, bytes]) -> None:
    """Keep what start was told and wrote. Raises OSError."""
    known = Begun(
        answers=answers, written={path: digest(data) for path, data in sorted(written.items())}
    )
    files.write(root / _KEPT, msgspec.json.format(msgspec.json.encode(known)))


def state_of(root: Path) -> State:
    """Whose newsroom stands in ``root``."""
    live = _live(root)
    if _has_posts(live, ".html") and not _is_samples(root, live):
        return State.OWN
    if is_sample(root) or not own_folder(root).is_dir():
        return State.FRESH
    if begun(root) is not None:
        return State.BEGUN
    return State.OWN if _has_posts(own_folder(root), ".md") else State.FRESH


def _live(root: Path) -> Path | None:
    """The release that readers have; None while nobody can know."""
    settings, _ = read_publish_settings(root, None, site=False)
    return settings.target / "current" if settings is not None else None


def _is_samples(root: Path, live: Path | None) -> bool:
    """Whether a release is the sample's: its feeds name it."""
    own = own_file(root / SAMPLE / NEWSROOM_FILE)
    if own is None or live is None:
        return False
    hosts = {feed_host_of(feed) for feed in live.glob("*/atom.xml")}
    return hosts == {own.values.get("feed")}


def _has_posts(folder: Path | None, ending: str) -> bool:
    """Whether a file ends so in a year's folder of any section."""
    if folder is None or not folder.is_dir():
        return False
    return any(
        file.suffix == ending
        for file in folder.glob("*/*/*")
        if _YEAR.fullmatch(file.parent.name) and file.parent.parent.name != "anh"
    )
