"""Which files a content folder holds: the only module that walks ``content/``.

A file is never opened here, and one that is no plain file (a pipe, a socket, a
link to itself) by nobody: opening a pipe waits for ever. Whatever is met that
nobody will read is named, and stops nothing else: one odd name is one reminder.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from plugins.addresses import ATTACHMENTS
from plugins.file_stamps import now_ns, stamp_of
from plugins.filenames import is_utf8, machines_copy_of, shown, slug_of, windows_fault
from plugins.leftovers import is_leftover
from plugins.model import UNREAD, Problem, Severity
from plugins.on_disk import what_instead, why_unreadable
from plugins.outside import outside
from plugins.plain_file import read_plain
from plugins.posts.addresses import FILES, PAGES, PICTURES
from plugins.posts.placing import (
    TEXT_NAME,
    YEAR,
    Misplaced,
    among_attachments,
    among_pictures,
    copied,
    misplaced,
    named,
    said_of,
    stranger,
)
from plugins.registry_files import REGISTRY_FILES
from plugins.sections import folders_of, read_sections
from plugins.vietnamese import nfc

_PICTURE = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\.)[a-z0-9][a-z0-9_-]*\.(?:jpe?g|png|webp)",
    re.IGNORECASE | re.ASCII,
)
_FILE = re.compile(
    r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\.)[a-z0-9][a-z0-9-]*"
    rf"(?:{'|'.join(map(re.escape, ATTACHMENTS))})",
    re.ASCII,
)
_YEAR = re.compile(r"[^/]+/[0-9]{4}")
_PICTURES = f"{PICTURES}/"
_FILES = f"{FILES}/"
_OF_NO_TEXT = (_PICTURES, _FILES)
_USUAL = (".md", ".jpg", ".jpeg", ".png", ".webp")
_DEEPEST = 30
"""Folders in folders; more is a mistake of a copying program."""
_MOST_LINKS = 3
"""Links within one path that are followed: more would make one folder a thousand."""


class File(NamedTuple):
    """A plain file."""

    path: str
    """Below the content folder, NFC, POSIX."""
    place: str
    stamp: bytes
    """As ``stamp_of`` gives it."""
    settled: bool
    """Whether the stamp can be believed another time."""

    @property
    def kept(self) -> bytes:
        """The stamp as it is kept: only one that can be believed."""
        return self.stamp if self.settled else b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """By what a content folder is known again without being read."""

    digest: bytes
    """Of the registry's bytes, the stamp of every other file, and what else was met."""
    fresh: tuple[str, ...]
    """Paths of files too fresh for a stamp to be believed: of these the bytes are digested."""


class Walk:
    """Which files a content folder holds, and their stamps, as it was looked through once."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.sections, faults = read_sections(content)
        self.problems: list[Problem] = [*faults]
        """What was met that is no content, or that nobody reads."""
        self._is_doubled = False
        """Whether two files have one name but for how its marks are written."""
        self.misplaced: dict[str, Misplaced] = {}
        """Path of each of ``texts`` that by its name or folder is no post or page → why."""
        folders = folders_of(self.sections)
        self.texts = [file for room in (*folders, PAGES) for file in self._room(room)]
        self.pictures = self._room(PICTURES)
        self.attachments = self._room(FILES)
        self.problems += outside(content, folders)

    def trace(self, fresh: Collection[str]) -> Trace:
        """The trace of all, with the bytes of ``fresh`` in place of their stamps."""
        registry = [_bytes(self.content / path) for path in REGISTRY_FILES]
        return self.traced(registry, {}, fresh)

    def traced(
        self, registry: Iterable[bytes], digests: Mapping[str, bytes], fresh: Collection[str] = ()
    ) -> Trace:
        """The trace, where the registry's bytes, and by path some files' digests, are known."""
        whole = hashlib.blake2b(repr(self.sections).encode(), digest_size=16)
        for data in registry:
            whole.update(hashlib.sha256(data).digest())
        found: list[str] = []
        for file in (*self.texts, *self.pictures, *self.attachments):
            told = file.stamp
            if not file.settled or file.path in fresh:
                found.append(file.path)
                told = digests.get(file.path) or hashlib.sha256(_bytes(Path(file.place))).digest()
            whole.update(b"%s\0%s\0" % (file.path.encode(), told))
        for problem in self.problems:
            whole.update(f"{problem.path}\0{problem.message}\0".encode())
        return Trace(digest=whole.digest(), fresh=tuple(found))

    # --- one of our folders ------------------------------------------------------

    def _room(self, room: str) -> list[File]:
        """Files below the folder ``room`` in one order whatever the disk's."""
        files: list[File] = []
        looked = now_ns()
        takes_links = room != FILES

        def walk(place: str, path: str, links: tuple[str, ...], depth: int) -> None:
            is_usual = _usual_in(path)
            for entry in self._listed(place, path):
                name = entry.name
                whole = f"{path}/{name}" if name.isascii() else f"{path}/{nfc(name)}"
                try:
                    if is_usual(name) and entry.is_file(follow_symlinks=takes_links):
                        files.append(File(whole, entry.path, *stamp_of(entry.stat(), looked)))
                    elif not entry.is_dir():
                        if self._is_read(entry, whole):
                            files.append(File(whole, entry.path, *stamp_of(entry.stat(), looked)))
                    elif not is_leftover(name, folder=True):
                        above = self._entered(entry, whole, links, depth)
                        if above is not None:
                            walk(entry.path, whole, above, depth + 1)
                except FileNotFoundError:  # it went meanwhile
                    continue
                except OSError as error:
                    self._say(whole, why_unreadable(error), about=UNREAD)

        walk(str(self.content / room), room, (), 0)
        return _one_each(files) if self._is_doubled else files

    def _listed(self, place: str, path: str) -> Sequence[os.DirEntry[str]]:
        """What is in a folder, by name."""
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=_name)
        except FileNotFoundError:
            return ()
        except OSError as error:
            self._closed(path, error)
            return ()
        self._twins(path, entries)
        return entries

    def _closed(self, path: str, error: OSError) -> None:
        """A folder that cannot be listed: of posts and pages nobody knows what is lacking."""
        is_room = isinstance(error, NotADirectoryError) and "/" not in path
        said = "ở đây phải là thư mục; hãy đổi tên tệp này" if is_room else why_unreadable(error)
        self._say(path, said, severity="error" if _is_of_texts(path) else "advice")

    def _entered(
        self, entry: os.DirEntry[str], path: str, links: tuple[str, ...], depth: int
    ) -> tuple[str, ...] | None:
        """The folders that links led away from on the way into this one; None: keep out."""
        above, why = links, _closed_by_name(entry.name, path, depth)
        if not why and entry.is_symlink():
            above = (*links, os.path.realpath(os.path.dirname(entry.path)))  # noqa: PTH120
            why = _closed_by_link(os.path.realpath(entry.path), above)
        if why:
            self._say(path, why, about=UNREAD)
        elif not _is_of_texts(path) and (odd := windows_fault(entry.name)):
            self._say(path, f"{odd}; hãy đổi tên thư mục, cả trong bài dùng tệp ở đây")
        return None if why else above

    def _is_read(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether the file is to be read. Raises OSError."""
        name = entry.name
        if (name[0] in ".~" or not name.endswith(_USUAL)) and is_leftover(name):
            return False
        if not entry.is_file():
            self._say(path, what_instead(entry), about=UNREAD)
            return False
        if path.startswith(_FILES):
            return self._is_attachment(entry, path)
        return self._is_picture(path) if path.startswith(_PICTURES) else self._is_text(path)

    def _is_text(self, path: str) -> bool:
        """Whether the file is to be read as a text; what is wrong with its name is kept."""
        name = path.rpartition("/")[2]
        if not name.isprintable():
            slug = slug_of(name.removesuffix(".md"), limit=100)
            wanted = f"{path.rpartition('/')[0]}/{slug}.md"
            meant = bool(slug) and name.endswith(".md") and self._is_free(path, wanted)
            self._say(
                path,
                f"{_odd_name(name)}; vì vậy chưa được đăng, hãy đổi tên",
                rename=wanted if meant else "",
                about=UNREAD,
            )
            return False
        if not name.endswith(".md"):
            self._misplaced(path, stranger(path))
            return False
        if found := misplaced(path):
            folder = self.content / path.removesuffix(name)
            names = machines_copy_of(name.removesuffix(".md")) if found.certain else ()
            of = next((one for one in names if (folder / f"{one}.md").exists()), "")
            self.misplaced[path] = copied(of, found.wanted) if of else found
        return True

    def _is_picture(self, path: str) -> bool:
        """Whether the file may be a picture of a text; what is wrong with its name is said."""
        name = path.rpartition("/")[2]
        if not name.isascii() and not name.isprintable():
            self._say(
                path, f"{_odd_name(name)}; hãy đổi tên", about="" if is_utf8(name) else UNREAD
            )
            return is_utf8(name)
        if why := windows_fault(name):
            self._say(path, f"{why}; hãy đổi tên tệp, cả trong bài dùng ảnh này")
        if not name.endswith(_USUAL[1:]):
            found = among_pictures(path, self.sections[0].folder)
            if found:
                self._misplaced(path, found)
        return True

    def _is_attachment(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether texts may lead to the file; what is wrong with its name is said."""
        name = path.rpartition("/")[2]
        if not is_utf8(name) or not name.isprintable():
            self._say(path, f"{_odd_name(name)}; hãy đổi tên", about=UNREAD)
            return False
        if entry.is_symlink():  # what it leads to is in no backup, and may be anybody's
            said = "đây là liên kết, không phải tệp; hãy chép chính tệp ấy vào đây"
            self._say(path, said, about=UNREAD)
            return False
        if why := windows_fault(name):
            self._say(path, f"{why}; hãy đổi tên tệp, cả trong bài dẫn tới tệp")
        if found := among_attachments(path, self.sections[0].folder):
            self._misplaced(path, found)
            return False
        return True

    def _misplaced(self, path: str, found: Misplaced) -> None:
        self.problems.append(said_of(path, found, free=self._is_free(path, found.wanted)))

    def _is_free(self, path: str, wanted: str) -> bool:
        """Whether nothing stands at ``wanted`` but, under another case or form, ``path`` itself."""
        there = self.content / wanted
        if not there.exists():
            return True
        try:
            return there.samefile(self.content / path)
        except OSError:
            return False

    def said_of_text(self, path: str, year: str) -> Problem:
        """The reminder of the misplaced text ``path``, whose own date is in ``year`` if any is."""
        found = self.misplaced[path]
        if year:
            found = found._replace(wanted=found.wanted.replace(YEAR, year))
        return said_of(path, found, free=self._is_free(path, found.wanted))

    # --- names that are one somewhere -----------------------------------------------

    def _twins(self, path: str, entries: Sequence[os.DirEntry[str]]) -> None:
        """Names in one folder that differ only in case, or in how marks are written."""
        names = "".join([entry.name for entry in entries])
        if names.isascii() and names == names.lower():
            return
        alike: dict[str, list[str]] = {}
        for entry in entries:
            if not entry.name.startswith("."):
                alike.setdefault(nfc(entry.name).casefold(), []).append(entry.name)
        for group in (group for group in alike.values() if len(group) > 1):
            for name in group:
                for other in (one for one in group if one != name):
                    self._twin(path, name, other)

    def _twin(self, path: str, name: str, other: str) -> None:
        whole = f"{path}/{nfc(name)}"
        if nfc(name) != nfc(other):
            message = (
                f"chỉ khác «{shown(nfc(other))}» ở chữ hoa, chữ thường; Windows và macOS chỉ giữ "
                "được một trong hai, hãy đổi tên một tệp"
            )
            self._say(whole, message)
            return
        self._is_doubled = True
        if nfc(name) == name:
            message = (
                "có hai tệp cùng tên này: đây là tệp ghi dấu liền (NFC), máy dùng tệp này; "
                "hãy xóa hoặc đổi tên tệp kia"
            )
        else:
            message = (
                "có hai tệp cùng tên này: đây là tệp ghi dấu rời (NFD, kiểu máy Mac), máy không "
                "dùng tệp này; hãy xóa hoặc đổi tên"
            )
        self._say(whole, message)

    def _say(
        self,
        path: str,
        message: str,
        *,
        rename: str = "",
        severity: Severity = "advice",
        about: str = "",
    ) -> None:
        self.problems.append(named(path, message, rename=rename, severity=severity, about=about))


_name = attrgetter("name")


def _usual_in(folder: str) -> Callable[[str], object]:
    """Tells names in ``folder`` with which nothing is wrong: of nearly all no more is asked."""
    if folder.startswith(PICTURES):
        return _PICTURE.fullmatch
    if folder.startswith(FILES):
        return _FILE.fullmatch
    return TEXT_NAME.fullmatch if folder == PAGES or _YEAR.fullmatch(folder) else _no


def _is_of_texts(path: str) -> bool:
    """Whether ``path``, a folder, is of posts or pages: nobody knows what is lacking of these."""
    return not f"{path}/".startswith(_OF_NO_TEXT)


def _no(_name: str) -> None:
    """Of no name is it known."""


def _one_each(files: list[File]) -> list[File]:
    """``files`` with one for each path: of two, that whose name is written as the path is."""
    found: dict[str, File] = {}
    for file in files:
        if file.path not in found or file.place.endswith(file.path):
            found[file.path] = file
    return list(found.values())


def _closed_by_name(name: str, path: str, depth: int) -> str:
    """Why nobody reads a folder because of its name or place; empty when it is read."""
    texts = _is_of_texts(path)
    if not is_utf8(name) or (texts and not name.isprintable()):
        return f"{_odd_name(name)}; không ai đọc thư mục này, hãy đổi tên"
    if texts and name.lower().endswith(".md"):
        return "đây là một thư mục, không phải tệp bài viết"
    return "thư mục lồng nhau quá sâu, không ai đọc từ đây" if depth > _DEEPEST else ""


def _closed_by_link(target: str, above: Sequence[str]) -> str:
    """Why a link to the folder ``target`` is not followed from the last of ``above``."""
    inside = f"{target.rstrip(os.sep)}{os.sep}"
    if any(one == target or one.startswith(inside) for one in above):
        return "liên kết trỏ vòng về thư mục chứa chính nó; hãy xóa liên kết này"
    if len(above) > _MOST_LINKS:
        return "liên kết nằm trong quá nhiều liên kết, không ai đọc từ đây"
    return ""


def _odd_name(name: str) -> str:
    if not is_utf8(name):
        return "tên không ở dạng UTF-8 (có lẽ giải nén từ máy Windows cũ)"
    return "tên có ký tự ẩn hoặc xuống dòng"


def _bytes(path: Path) -> bytes:
    """What is in a file; nothing when it is gone."""
    try:
        return read_plain(path)
    except OSError:
        return b""
