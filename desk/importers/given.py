"""What is to be imported: files on disk and files in a zip, read and looked around in alike."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from desk.importers.size import LARGEST, LARGEST_WORD
from desk.importers.zip_files import Packed, ZipFolder, is_zip_folder
from plugins.leftovers import is_leftover
from plugins.on_disk import why_unreadable
from plugins.plain_file import read_plain
from plugins.vietnamese import fold

PAGES = frozenset({".txt", ".htm", ".html", ".xhtml", ".aspx"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".doc"})
ENDINGS = PAGES | _WORD | {".rtf", ".odt"}
"""Files looked at in a folder; a file named outright is looked at whatever its ending."""
ZIP = ".zip"

Neighbours = Callable[[PurePosixPath], bytes | None]
"""The bytes of a file named from the folder of a page; None when none is there, or outside it."""


class Given(Protocol):
    """One file to be imported."""

    @property
    def path(self) -> Path:
        """As it is shown; of a file in a zip, below the zip's own path."""

    def read(self) -> tuple[bytes, str]:
        """All its bytes, or why they are not read."""

    def beside(self, place: PurePosixPath) -> bytes | None:
        """See ``Neighbours``."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file on disk, or what stands in its place."""

    path: Path

    def read(self) -> tuple[bytes, str]:
        """All its bytes, or why they are not read."""
        try:
            if self.path.is_dir():
                return b"", _closed(self.path)
            if fault := too_large(self.path.suffix, self.path.stat().st_size):
                return b"", fault
            return read_plain(self.path), ""
        except FileNotFoundError as error:
            return b"", why_unreadable(error) if self.path.is_symlink() else "không có tệp này"
        except OSError as error:
            return b"", why_unreadable(error)

    def beside(self, place: PurePosixPath) -> bytes | None:
        """The file meant, whatever the case of its name, and only within the page's folder."""
        folder = self.path.parent
        try:
            file = (folder / place).resolve()
            if not file.is_relative_to(folder.resolve()):
                return None
            if not file.is_file():
                wanted = fold(file.name)
                alike = sorted(f for f in file.parent.iterdir() if fold(f.name) == wanted)
                file = next(f for f in alike if f.is_file())
            return read_plain(file)
        except (OSError, ValueError, StopIteration):
            return None


@dataclass(frozen=True, slots=True)
class GivenPacked:
    """A file in a zip; nothing of it is ever unpacked onto the disk."""

    folder: ZipFolder
    packed: Packed

    @property
    def path(self) -> Path:
        """Below the path of its zip."""
        return self.folder.path / self.packed.name

    def read(self) -> tuple[bytes, str]:
        """All its bytes, or why they are not read."""
        fault = self.packed.fault or too_large(Path(self.packed.name).suffix, self.packed.size)
        return (b"", fault) if fault else self.folder.read(self.packed, LARGEST_WORD)

    def beside(self, place: PurePosixPath) -> bytes | None:
        """The file meant, whatever the case of its name, and only within the page's folder."""
        return self.folder.beside(self.packed, place, LARGEST_WORD)


SMALL = 100
"""Bytes; an article is hardly as short, and to send it elsewhere takes longer than to read it."""


def is_small(given: Given) -> bool:
    """Whether ``given`` is known to be small before it is read, as what is in a zip is."""
    return isinstance(given, GivenPacked) and given.packed.size <= SMALL


def too_large(suffix: str, size: int) -> str:
    """Why a file of so many bytes is not read; empty when it is."""
    if size > (LARGEST_WORD if suffix.lower() in _WORD | {".pdf"} else LARGEST):
        return f"tệp nặng {size // 1_000_000} MB, quá lớn, không phải một bài viết"
    return ""


def sources(place: Path) -> Iterator[Given]:
    """The articles in ``place``: itself, or those in the folder or zip, in one order everywhere.

    Folders of a saved page's pictures (``Bai_files``) hold none. A folder that cannot be
    looked into, or a link to one around it, is given itself: reading it says why.
    """
    if is_zip_folder(place):
        yield from _in_zip(place)
    else:
        yield from _sources(place, ())


def _sources(place: Path, above: tuple[Path, ...]) -> Iterator[Given]:
    """``above``: the folders that ``place`` is in, links followed."""
    real = Path(os.path.realpath(place))
    if not place.is_dir() or real in above:
        yield GivenFile(place)
        return
    try:
        there = sorted(place.iterdir())
    except OSError:
        yield GivenFile(place)
        return
    stems = _stems(one.name for one in there)
    for one in there:
        folder = one.is_dir()
        if is_leftover(one.name, folder=folder):
            continue
        if folder:
            if not _is_of_page(one.name, stems):
                yield from _sources(one, (*above, real))
        elif one.suffix.lower() == ZIP and is_zip_folder(one):
            yield from _in_zip(one)
        elif one.suffix.lower() in ENDINGS:
            yield GivenFile(one)


def _in_zip(place: Path) -> Iterator[Given]:
    folder = ZipFolder(place)
    if folder.fault:
        yield GivenPacked(folder, Packed(name="", fault=folder.fault))
        return
    names: dict[str, list[str]] = {}
    for name in folder.names():
        room, _, last = name.rpartition("/")
        names.setdefault(room, []).append(last)
    stems = {room: _stems(lasts) for room, lasts in names.items()}
    for packed in folder.entries():
        *above, last = packed.name.split("/")
        if is_leftover(last) or any(one != ".." and is_leftover(one, folder=True) for one in above):
            continue
        if any(
            _is_of_page(one, stems.get("/".join(above[:at]), frozenset()))
            for at, one in enumerate(above)
        ):
            continue
        if Path(last).suffix.lower() in ENDINGS | {ZIP}:
            yield GivenPacked(folder, packed)


def _stems(names: Iterable[str]) -> frozenset[str]:
    return frozenset(Path(name).stem for name in names if Path(name).suffix.lower() in PAGES)


def _is_of_page(name: str, stems: frozenset[str]) -> bool:
    """Whether a folder of this ``name`` holds what one of the pages beside it shows."""
    if name in stems:
        return False
    cuts = (at for at, char in enumerate(name) if char in "_.-")
    return any(name[:at] in stems for at in cuts)


def _closed(folder: Path) -> str:
    """Why nothing is read of a folder."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        return why_unreadable(error)
    return "liên kết trỏ vòng về thư mục chứa chính nó; hãy xóa liên kết này"
