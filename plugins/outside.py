"""What stands in ``content/`` and in none of the folders that are read: named, and where to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from plugins.content_folder import NEWSROOM_FILE
from plugins.filenames import shown, slug_of
from plugins.leftovers import is_leftover
from plugins.model import UNREAD, Problem
from plugins.newsroom_file import SECTIONS, NewsroomFileError, own_file
from plugins.posts.addresses import FILES, PAGES, PICTURES
from plugins.posts.placing import home_of, is_content, named
from plugins.registry_files import REGISTRY_FILES
from plugins.vietnamese import nfc

REGISTRY = "registry"

_LOOKED_AT = 2000
"""How much of a folder that nobody reads is looked through for something written or drawn."""

_name = attrgetter("name")


def outside(content: Path, sections: Sequence[str]) -> Iterator[Problem]:
    """A reminder of each file and folder that nobody reads and that may be meant for readers.

    ``sections``: the folders of all, the default one's first.
    """
    yield from _beside_registry(content)
    yield from _beside_rooms(content, sections)


def _beside_registry(content: Path) -> Iterator[Problem]:
    """Files beside those of the registry, which nobody reads."""
    known = {path.rpartition("/")[2] for path in REGISTRY_FILES}
    for entry in _entries(content / REGISTRY):
        name = nfc(entry.name)
        if name in known or is_leftover(name, folder=_is_folder(entry)):
            continue
        slug = slug_of(name.lower().partition(".")[0], limit=100)
        meant = f"{slug}.toml" if f"{slug}.toml" in known else ""
        rename = f"{REGISTRY}/{meant}"
        free = bool(meant) and not (content / rename).exists()
        said = f"không ai đọc tệp này; sổ đăng ký chỉ gồm {', '.join(sorted(known))}"
        yield named(
            f"{REGISTRY}/{name}",
            said if free else f"{said}; hãy xóa hoặc chuyển ra ngoài content/",
            rename=rename if free else "",
            about=UNREAD if meant else "",
        )


def _beside_rooms(content: Path, sections: Sequence[str]) -> Iterator[Problem]:
    """What stands in ``content/`` beside our folders and may be meant for readers."""
    rooms = {*sections, PAGES, PICTURES, FILES}
    for entry in _entries(content):
        name = nfc(entry.name)
        folder = _is_folder(entry)
        if name in {*rooms, REGISTRY, NEWSROOM_FILE} or is_leftover(name, folder=folder):
            continue
        if not folder:
            if is_content(name) and not _is_emblem(content, name):
                said = f"không ai đọc tệp ở đây, nên chưa được đăng; {_way_on(name, sections[0])}"
                yield named(name, said, about=UNREAD)
            continue
        found = next(_contents(entry.path, name), "")
        if not found:
            continue
        room = slug_of(name, limit=100)
        if room in rooms:
            where = f"hãy đổi tên thư mục thành content/{room}, hoặc chuyển các tệp vào đó"
        else:
            where = f"ví dụ {shown(found)}: {_way_on(found, sections[0])}"
            if _is_of_section(found):
                where += (
                    "; nếu là một chuyên mục riêng thì ghi ba dòng vào cuối "
                    f'content/{NEWSROOM_FILE}: [[{SECTIONS}]]; name = "…"; folder = "{room}"'
                )
        said = f"không ai đọc thư mục này, nên bài và ảnh trong đó chưa được đăng; {where}"
        yield named(name, said, about=UNREAD)


def _is_emblem(content: Path, name: str) -> bool:
    """Whether the file is the agency's emblem, or the same in pixels."""
    try:
        own = own_file(content / NEWSROOM_FILE)
    except NewsroomFileError:
        return False
    emblem = str(own.values.get("emblem", "")) if own is not None else ""
    return bool(emblem) and name in (emblem, f"{emblem.removesuffix('.svg')}.png")


def _is_of_section(path: str) -> bool:
    """Whether ``path`` is that of a post, but for the name of its section's folder."""
    return re.fullmatch(r"[^/]+/[0-9]{4}/[^/]+\.md", path) is not None


def _way_on(path: str, section: str) -> str:
    """What to do with the file ``path``, that nobody reads where it is."""
    if home := home_of(path, section):
        return f"hãy chuyển tới content/{shown(home)}"
    return "là bài viết thì nhập bằng: invoke import <tệp>; tệp khác thì chuyển ra ngoài content/"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=_name)
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _contents(place: str, path: str) -> Iterator[str]:
    """Paths below a folder, of files that may hold what was meant for readers; not of many."""
    looked = 0
    for where, folders, names in os.walk(place):
        folders[:] = sorted(one for one in folders if not is_leftover(one, folder=True))
        looked += 1
        for name in sorted(names):
            looked += 1
            if looked > _LOOKED_AT:
                return
            if not is_leftover(name) and is_content(name):
                yield nfc(f"{path}{where[len(place) :]}/{name}".replace(os.sep, "/"))
