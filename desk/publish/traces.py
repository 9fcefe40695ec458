"""Where a text that readers had is still kept: releases, old versions, stores, pictures.

Nothing here changes anything. What a text is found again by is in ``phrases.py``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from desk.importers.import_ledger import ImportLedger
from desk.keeping import FOLDER as OLD_VERSIONS
from desk.keeping import ORIGINALS
from desk.keeping import originals as kept_originals
from desk.publish.manifest import TEXTS, TEXTS_EVER, Entry, Manifest
from desk.publish.phrases import LARGEST, any_in, file_has, searchable
from desk.publish.releases import Releases
from desk.publish.texts import LiveTexts
from desk.publish.wording import page_lines
from plugins.content_folder import content_folder
from plugins.posts.addresses import address_of
from plugins.posts.old_addresses import file_of_old
from plugins.state_folder import STATE
from plugins.vietnamese import slugify

PREVIEW = "preview"
MADE_AGAIN = frozenset({PREVIEW, "dung-lai"})
"""Folders of ``.newsroom`` with a whole site, made again whenever it is wanted."""
PICTURES = "pictures"

_READ = (".html", ".xml", ".txt", ".json", ".webmanifest", ".svg", ".css", ".js", "")
"""Endings of files in a release that hold words."""
_STORES = re.compile(r".+\.sqlite3.*|published\.json")
"""Files of ``.newsroom`` that are made again from the content."""
_PICTURE = re.compile(r"(?<![\w/])(?:anh|tep)/[^\s()\[\]{}\"'<>,]+")


def titles(releases: Releases) -> dict[str, str]:
    """Address → title of every text that a kept release has, or only its note of withdrawal."""
    found: dict[str, str] = {}
    for number in releases.known():
        manifest = releases.manifest(number)
        for url, address in manifest.addresses.items() if manifest else ():
            if address.kind in TEXTS_EVER:
                found[url] = address.title or found.get(url, "")
    return found


def sources(root: Path, releases: Releases, path: str) -> tuple[list[bytes], list[str]]:
    """The text ``path`` in every version that is still kept, and the titles it had."""
    url, found, named = address_of(path), dict[bytes, None](), dict[str, None]()
    for file in (content_folder(root) / path, *old_versions(root, path)):
        if data := _bytes(file):
            found[data] = None
    texts = LiveTexts(releases.folder)
    for number in releases.known():
        manifest = releases.manifest(number)
        address = manifest.addresses.get(url) if manifest else None
        if address is None or address.kind not in TEXTS_EVER:
            continue
        if address.title:
            named[address.title] = None
        data = texts.text(address) or b""
        if not data and address.kind in TEXTS:
            data = page_lines(_bytes(releases.tree(number) / file_of_old(url))).encode()
        if data:
            found[data] = None
    return list(found), list(named)


def pictures_in(texts: Iterable[bytes]) -> tuple[str, ...]:
    """Paths below ``content/`` of the pictures and attachments that files of texts name."""
    found = {m[0] for text in texts for m in _PICTURE.finditer(text.decode("utf-8", "replace"))}
    return tuple(sorted(found))


def old_versions(root: Path, path: str) -> Iterator[Path]:
    """What commands wrote over at ``content/path`` and kept."""
    whole = PurePosixPath(path)
    shape = re.compile(rf"{re.escape(whole.stem)}\.\d{{8}}-\d{{6}}(?:-\d+)?{whole.suffix}")
    folder = root / OLD_VERSIONS / whole.parent
    if folder.is_dir():
        yield from sorted(file for file in folder.iterdir() if shape.fullmatch(file.name))


def originals(root: Path, path: str) -> Iterator[Path]:
    """The files that the text ``path`` was imported from, and what they gave then."""
    for entry in ImportLedger(root).of_path(path):
        yield from kept_originals(root, entry.source)


def originals_with(root: Path, wanted: Collection[str]) -> Iterator[Path]:
    """The files, and what they gave, where one of the two has one of ``wanted``.

    A page in an old encoding tells nothing to who looks for words, but what it gave does.
    """
    files = list(_below(root / ORIGINALS))
    stems = {file.stem for file in files if _has(file, wanted)}
    yield from (file for file in files if file.stem in stems)


def in_release(tree: Path, manifest: Manifest, ways: Collection[str]) -> dict[str, list[str]]:
    """Of ``ways``, squeezed phrases, those in files of a release: way → files."""
    found: dict[str, list[str]] = {}
    for path in manifest.files:
        if ways and _reads(path):
            text = searchable(_bytes(tree / path))
            for way in ways:
                if way in text:
                    found.setdefault(way, []).append(path)
    return found


def releases_with(
    releases: Releases,
    url: str,
    wanted: Collection[str],
    here: Manifest,
    pictures: Iterable[str] = (),
) -> tuple[int, ...]:
    """Every kept release but that of ``here``, which readers see, that shows the text of ``url``.

    Otherwise than ``here`` does, if it does. Or has one of its ``pictures`` as readers
    do not get it, or one of ``wanted`` in a list, a feed, the page of another text,
    or its manifest.
    """
    search = _Search(releases, here, wanted, renditions_of(pictures))
    return tuple(n for n in releases.known() if n != here.number and search.shows(n, url))


class _Search:
    """Releases looked through one after the other, each different file once."""

    def __init__(
        self, releases: Releases, here: Manifest, wanted: Collection[str], drawn: re.Pattern[str]
    ) -> None:
        self._releases = releases
        self._here = here
        self._wanted = wanted
        self._drawn = drawn
        self._live = {entry.sha256 for entry in here.files.values()}
        self._known: dict[str, bool] = {}
        """Digest of a file that was looked into → whether it has any of it."""

    def shows(self, number: int, url: str) -> bool:
        """Whether release ``number`` has anything of the text of ``url``."""
        tree, manifest = self._releases.tree(number), self._releases.manifest(number)
        if manifest is None:
            live = self._releases.tree(self._here.number)
            is_there = _differs(tree, live, file_of_old(url))
            return is_there or any(_has(file, self._wanted) for file in _below(tree))
        address = manifest.addresses.get(url)
        if (
            address is not None
            and address.kind in TEXTS
            and address != self._here.addresses.get(url)
        ):
            return True
        titles = "\n".join(one.title for one in manifest.addresses.values()).encode()
        return any_in(titles, self._wanted) or any(
            self._has(tree / path, path, entry) for path, entry in manifest.files.items()
        )

    def _has(self, file: Path, path: str, entry: Entry) -> bool:
        if entry.sha256 in self._live:
            return False
        if self._drawn.fullmatch(path):
            return True
        if entry.sha256 not in self._known:
            self._known[entry.sha256] = _reads(path) and any_in(_bytes(file), self._wanted)
        return self._known[entry.sha256]


def in_state(root: Path, path: str, wanted: Collection[str], live: Collection[str]) -> list[Path]:
    """What of ``.newsroom/`` must go; ``live``: digests of all files that readers see.

    Every store that is made again from the content, whole; kept versions of the
    text, and whatever else has one of ``wanted``; renditions that readers do not get.
    """
    state = root / STATE
    if not state.is_dir():
        return []
    found = [*old_versions(root, path), *originals(root, path)]
    for one in sorted(state.iterdir()):
        if is_made_again(one):
            found.append(one)
        elif one.name == PICTURES:
            found += unused_renditions(one, live)
        elif one == root / ORIGINALS:
            found += originals_with(root, wanted)
        else:
            found += [file for file in _below(one) if _has(file, wanted)]
    return list(dict.fromkeys(found))


def renditions_of(pictures: Iterable[str]) -> re.Pattern[str]:
    """What files of a site that are made of ``pictures`` are called."""
    bare = (PurePosixPath(picture).with_suffix("").parts for picture in pictures)
    stems = sorted({re.escape("/".join(map(slugify, parts))) for parts in bare})
    return re.compile(rf"(?:{'|'.join(stems)})(?:-\d+)?\.\w+" if stems else r"(?!)")


def shown_pictures(pictures: Iterable[str], here: Manifest) -> tuple[str, ...]:
    """Those of ``pictures`` that readers see, with whatever text."""
    return tuple(one for one in pictures if any(map(renditions_of([one]).fullmatch, here.files)))


def is_made_again(path: Path) -> bool:
    """Whether ``path``, straight below ``.newsroom/``, is made again whenever it is wanted."""
    is_store = _STORES.fullmatch(path.name) is not None and not path.is_dir()
    return path.parent.name == STATE and (path.name in MADE_AGAIN or is_store)


def unused_renditions(folder: Path, live: Collection[str]) -> Iterator[Path]:
    """Folders of renditions none of which readers get."""
    for entry in sorted(folder.glob("*/*/*")):
        try:
            said = json.loads((entry / "entry.json").read_bytes())
            used = any(digest in live for digest in said["files"].values())
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            used = False
        if not used:
            yield entry


def in_output(
    output: Path, pictures: Iterable[str], wanted: Collection[str], live: Collection[str]
) -> list[Path]:
    """Files of a build that have one of ``wanted``, or are of ``pictures`` and not ``live``."""
    drawn = renditions_of(pictures)
    found = []
    for file in _below(output):
        data = _bytes(file)
        if hashlib.sha256(data).hexdigest() in live:
            continue
        path = file.relative_to(output).as_posix()
        if drawn.fullmatch(path) or (_reads(path) and any_in(data, wanted)):
            found.append(file)
    return found


def anywhere(
    folders: Iterable[Path],
    wanted: Collection[str],
    skip: Callable[[Path], bool],
    known: Collection[str] = (),
) -> tuple[list[Path], list[Path]]:
    """Files below ``folders`` that have one of ``wanted``, and those that could not be looked into.

    ``known``: digests of files that have none. Each file once, whatever names it
    has; no folder that ``skip`` names, and none of a version control or of an
    environment of Python.
    """
    found, unread = [], []
    seen: set[tuple[int, int]] = set()
    for file in (file for folder in folders for file in _below(folder, skip)):
        try:
            status = file.lstat()
            if status.st_nlink > 1:
                if (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
            if not _is_known(file, status.st_size, known) and file_has(file, wanted):
                found.append(file)
        except OSError:
            unread.append(file)
    return found, unread


_NEVER = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__"})


def _below(place: Path, skip: Callable[[Path], bool] = lambda _: False) -> Iterator[Path]:
    """Every file of a folder, or the file itself; nothing there is nothing."""
    if not place.is_dir() or place.is_symlink():
        if place.is_file() and not place.is_symlink():
            yield place
        return
    for here, folders, names in os.walk(place):
        inner = Path(here)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _NEVER
            and not (inner / name / "pyvenv.cfg").exists()
            and not skip(inner / name)
        )
        yield from (inner / name for name in sorted(names))


def _is_known(file: Path, size: int, known: Collection[str]) -> bool:
    return bool(known) and size <= LARGEST and hashlib.sha256(_bytes(file)).hexdigest() in known


def _has(file: Path, wanted: Collection[str]) -> bool:
    try:
        return file_has(file, wanted)
    except OSError:
        return False


def _reads(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in _READ or not path.startswith(("anh/", "tep/"))


def _differs(tree: Path, live: Path, file: str) -> bool:
    here = _bytes(tree / file)
    return bool(here) and here != _bytes(live / file)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except OSError:
        return b""
