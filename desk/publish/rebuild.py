"""The pages of a release, built once more from the texts it was built from.

From the content folder as far as the files are the same, else from the texts
kept beside the releases. What registry, theme or settings have changed since
comes out otherwise, and is told by its digest.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desk.building import make
from desk.publish.disk import remove
from desk.publish.manifest import TEXTS_EVER, Manifest
from desk.publish.pointer import linked
from desk.publish.texts import LiveTexts, digest_of
from plugins.addresses import path_of
from plugins.content_folder import CONTENT, SAMPLE, content_folder, taken_from
from plugins.setting_places import PUBLISH_CONF
from plugins.state_folder import STATE

_PLACE = Path(STATE) / "dung-lai"
_READ = frozenset({"theme", "plugins"})
_NOT_OURS = frozenset({CONTENT, SAMPLE, "output", STATE, ".git"})


@contextlib.contextmanager
def rebuilt(root: Path, manifest: Manifest, texts: LiveTexts, now: datetime) -> Iterator[Path]:
    """A folder with the pages of ``manifest`` as far as they come out again; gone afterwards.

    ``now``: the clock to believe, at or after the moment the release was made.
    Nothing is said; a build that fails leaves the folder empty. Raises OSError.
    """
    place = root / _PLACE
    remove(place)
    try:
        _lay(root, place, manifest, texts)
        _build(place, now)
        yield place / "output"
    finally:
        remove(place)


def forget_rebuilt(root: Path) -> None:
    """Leave nothing of a rebuild that was killed: it holds texts that may be readers' no more."""
    if os.path.lexists(root / _PLACE):  # nor where there can be none
        remove(root / _PLACE)


def _lay(root: Path, place: Path, manifest: Manifest, texts: LiveTexts) -> None:
    """A project in ``place`` with the code and settings of ``root`` and the texts of then."""
    (place / STATE).mkdir(parents=True)
    for name in os.listdir(root):  # noqa: PTH208 - names are all that is asked
        if name not in _NOT_OURS:
            _lent(root / name, place / name)
    (root / STATE / "pictures").mkdir(exist_ok=True)
    _lent(root / STATE / "pictures", place / STATE / "pictures")
    wanted = {
        path_of(url): address
        for url, address in manifest.addresses.items()
        if address.kind in TEXTS_EVER
    }
    content = content_folder(root)
    for file in content.rglob("*"):
        path = file.relative_to(content).as_posix()
        if not file.is_file() or (file.suffix == ".md" and path not in wanted):
            continue
        target = place / CONTENT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        _same(file, target)
    for path, address in wanted.items():
        target = place / CONTENT / path
        if target.is_file() and digest_of(target.read_bytes()) == address.digest:
            continue
        data = texts.text(address)
        if data is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.write_bytes(data)


def _lent(source: Path, target: Path) -> None:
    """Let ``target`` be what ``source`` is: by a link or, where none may be made, a copy.

    Of a folder only one that a build reads is copied: an environment of Python has thousands.
    """
    if linked(source, target):
        return
    if not source.is_dir():
        shutil.copyfile(source, target)
    elif source.name in _READ:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))


def _same(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # no hard links here
        shutil.copyfile(source, target)


def _build(place: Path, now: datetime) -> None:
    # Whatever goes wrong: there is no copy here then.
    with contextlib.suppress(Exception), taken_from(place / CONTENT):
        make(
            place,
            output=place / "output",
            conf=PUBLISH_CONF,
            now=now,
            options={"NEWSROOM_QUIET": True},
        )
