"""Removing what is kept of a text that must vanish: what there is within reach, and its removal.

For a text that named somebody it must not, after readers have it no more:
withdrawing hides it, and every earlier release, store and kept version still
holds it. ``find_kept`` finds, ``remove_kept`` removes, ``remaining`` looks through
everything again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from desk import files
from desk.publish import traces
from desk.publish.disk import remove
from desk.publish.manifest import TEXTS, TEXTS_EVER, Address, Manifest
from desk.publish.phrases import distinct, phrases, squeezed
from desk.publish.releases import Releases
from desk.publish.texts import LiveTexts
from plugins.content_folder import content_folder
from plugins.lines import decode
from plugins.posts import read_manuscript
from plugins.posts.addresses import address_of
from plugins.state_folder import STATE

NOTHING_LEFT = "Tin đã gỡ bỏ"
"""Title of a text of which only its address and its note of withdrawal stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one text, and what stands in the way of removing it."""

    path: str
    """``thong-bao/2021/slug.md``."""
    url: str
    title: str
    """As readers had it last; empty when nothing knows it any more."""
    is_live: bool
    """Readers have it in other words than those that must vanish; it stays as they have it."""
    current: int
    """The release that readers see; it is never removed."""
    shared: Mapping[str, tuple[str, ...]]
    """Squeezed phrases of it that readers find elsewhere now → files they see."""
    wanted: tuple[str, ...]
    """Squeezed phrases that are in no file readers see: what is looked for."""
    releases: tuple[int, ...]
    """Releases to be removed."""
    stay: tuple[int, ...]
    """Releases that stay, the current one among them."""
    paths: tuple[Path, ...]
    """Files and folders to be removed, none of them below another."""
    texts: int
    """Kept texts of releases (``texts.sqlite3``) to be removed."""
    texts_stay: frozenset[str]
    """Digests of those that stay."""
    content: Path | None
    """The text's own file, which is the officer's; None when it is gone."""
    pictures: tuple[Path, ...]
    """Its pictures in the content folder."""
    shown: tuple[str, ...]
    """Those of its pictures that readers still see, with other texts: paths below ``content/``."""
    spare: bool
    """Whether a tree was put aside that may hold any of it."""

    def __bool__(self) -> bool:
        """Whether there is anything to remove."""
        return bool(self.releases or self.paths or self.texts or self.spare)


class Remaining(NamedTuple):
    """What still has words of the text."""

    files: tuple[Path, ...]
    content: tuple[Path, ...]
    """Those of the content folder, which is the officer's."""
    unread: tuple[Path, ...]
    """What could not be looked into."""


def readers_have(here: Manifest, path: str) -> bool:
    """Whether the text ``path`` can be read in the release that readers see."""
    address = here.addresses.get(address_of(path))
    return address is not None and address.kind in TEXTS


def find_kept(root: Path, releases: Releases, path: str, here: Manifest) -> Kept:
    """What is kept of the text ``path`` that is not in ``here``, the release that readers see.

    All of it, if it was withdrawn or given up; else its earlier versions. Changes
    nothing. Looks into every file of every kept release, so it takes its time.
    """
    url = address_of(path)
    found, titles = traces.sources(root, releases, path)
    ways = phrases(found, titles)
    each = {way for one in ways for way in one}
    seen = traces.in_release(releases.tree(here.number), here, each)
    wanted = distinct(ways, seen)
    live = {entry.sha256 for entry in here.files.values()}
    pictures = traces.pictures_in(found)
    paths = [
        *traces.in_state(root, path, wanted, live),
        *(old for picture in pictures for old in traces.old_versions(root, picture)),
        *traces.in_output((root / "output").resolve(), pictures, wanted, live),
    ]
    doomed = traces.releases_with(releases, url, wanted, here, pictures)
    is_live = readers_have(here, path)
    stay = tuple(n for n in releases.numbers() if n not in doomed)
    texts_stay = frozenset(
        one.digest
        for number in stay
        for at, one in _addresses(releases, number, here).items()
        if one.kind in TEXTS_EVER and (at != url or (is_live and one == here.addresses[url]))
    )
    content = content_folder(root)
    if is_live:
        used = traces.pictures_in([(content / path).read_bytes()])
        pictures = tuple(one for one in pictures if one not in used)
    return Kept(
        path=path,
        url=url,
        title=titles[-1] if titles else "",
        is_live=is_live,
        current=here.number,
        shared={one[-1]: tuple(seen[one[-1]]) for one in ways if all(way in seen for way in one)},
        wanted=wanted,
        releases=doomed,
        stay=stay,
        paths=tuple(dict.fromkeys(paths)),
        texts=LiveTexts(releases.folder).beyond(texts_stay),
        texts_stay=texts_stay,
        content=content / path if (content / path).is_file() else None,
        pictures=tuple(content / one for one in pictures if (content / one).is_file()),
        shown=traces.shown_pictures(pictures, here),
        spare=releases.has_spare(),
    )


def _addresses(releases: Releases, number: int, here: Manifest) -> Mapping[str, Address]:
    manifest = here if number == here.number else releases.manifest(number)
    return manifest.addresses if manifest is not None else {}


def remove_kept(purge: Kept, releases: Releases) -> None:
    """Remove it. Only for the holder of the releases' lock; raises OSError.

    What tells the words of the text goes last, so that a purge that was stopped
    finds, when it is asked for again, all that it had not removed.
    """
    for path in purge.paths:
        if path.suffix != ".md":
            remove(path)
    releases.erase(purge.releases)
    LiveTexts(releases.folder).keep_only(purge.texts_stay)
    for path in purge.paths:
        remove(path)


def remaining(root: Path, releases: Releases, purge: Kept) -> Remaining:
    """Look again through the project and the folder of releases for words of the text.

    The release that readers see was looked through when it was proposed.
    """
    content, live = content_folder(root), releases.tree(purge.current)
    places = (releases.folder, root / "output", root / STATE)
    elsewhere = {one for one in map(Path.resolve, places) if not one.is_relative_to(root.resolve())}
    folders = [root, *sorted(elsewhere)]
    skipped = {content.resolve(), live.resolve()}
    here = releases.manifest(purge.current)
    seen = {entry.sha256 for entry in here.files.values()} if here is not None else set()
    found, unread = traces.anywhere(
        folders, purge.wanted, lambda one: one.resolve() in skipped, seen
    )
    inside, more = traces.anywhere([content], purge.wanted, lambda _: False)
    return Remaining(tuple(found), tuple(inside), (*unread, *more))


# --- the file of the text ---------------------------------------------------------

_KEYS = "date|author|department|units|source|aliases|corrections"
"""What an address that says why its text is gone must have."""
_ENTRY = re.compile(rf"^(?:{_KEYS})[ \t]*:.*(?:\n(?:[ \t-].*|(?=\n)))*", re.MULTILINE)
_HEAD = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)


def emptied(path: str, data: bytes) -> bytes | None:
    """The file of a withdrawn post with nothing but date, author, old addresses and notes.

    None when it is no withdrawn post, or cannot be written so that it stays one.
    """
    text = decode(data).text.replace("\r\n", "\n").replace("\r", "\n")
    head = _HEAD.match(text)
    read, _ = read_manuscript(path, text)
    if head is None or read is None:
        return None
    entries = "\n".join(found[0].rstrip() for found in _ENTRY.finditer(head[1]))
    bare = f'---\ntitle: "{NOTHING_LEFT}"\n{entries}\n---\n{NOTHING_LEFT}.\n'
    again, problems = read_manuscript(path, bare)
    old = read.post
    if again is None or not old.withdrawal or any(p.severity == "error" for p in problems):
        return None
    new = again.post
    same = (new.date, new.aliases, new.corrections) == (old.date, old.aliases, old.corrections)
    return bare.encode() if same else None


def empty(purge: Kept) -> bool:
    """Write the text's file without its words; False when that cannot be done. Raises OSError."""
    if purge.content is None:
        return False
    bare = emptied(purge.path, purge.content.read_bytes())
    if bare is None:
        return False
    files.write(purge.content, bare)
    return True


def is_empty(purge: Kept) -> bool:
    """Whether the text's file says nothing of what must vanish."""
    if purge.content is None:
        return True
    said = squeezed(decode(purge.content.read_bytes()).text)
    ways: Collection[str] = {*purge.wanted, *(() if purge.is_live else purge.shared)}
    return not any(way in said for way in ways)
