"""The archive: a gzipped tar (POSIX.1-2001) whose last member names every file with its digest.

Files that share their bytes by hard links, as releases do, are in it once. Whoever reads it
believes nothing but the digests: a name that leads out of its folder, a file that is cut short,
changed, missing or not named makes the whole archive unsound.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import IO

import msgspec
from msgspec import Struct

from desk.faults import RefusedError

LIST = "sao-luu.json"
"""The last member."""

_FORMAT = 1
_LEVEL = 6
_PIECE = 1 << 20
_LONGEST_LIST = 1 << 30
"""Bytes of the last member: far more than a million files need."""


class Fault(Enum):
    """Why an archive cannot be used, in the officer's words."""

    CUT = "tệp bị cắt ngắn, hỏng, hoặc không phải một bản sao lưu"
    NO_LIST = "tệp bị cắt ngắn: thiếu danh sách tệp ở cuối"
    BAD_LIST = "danh sách tệp ở cuối bị hỏng"
    NEWER = "bản sao lưu do phần mềm mới hơn làm; hãy cập nhật phần mềm"
    MORE = "thừa tệp «{}»"
    LESS = "thiếu tệp «{}»"
    OTHER = "«{}» không đúng như khi sao lưu"
    TWICE = "có hai tệp tên «{}»"
    NO_FILE = "«{}» không phải một tệp"
    LEADS_NOWHERE = "«{}» dẫn tới một tệp không có"
    OUTSIDE = "«{}» nằm ngoài thư mục"


class ArchiveError(RefusedError):
    """The archive cannot be used."""

    def __init__(self, fault: Fault, name: str = "") -> None:
        super().__init__(fault.value.format(name))
        self.fault = fault


class Entry(Struct, frozen=True, omit_defaults=True):
    """A file, or another name of one, or a symbolic link."""

    sha256: str = ""
    size: int = 0
    same_as: str = ""
    """The name under which its bytes stand in the archive."""
    leads_to: str = ""
    """Of a symbolic link: as it was written."""


class Contents(Struct, frozen=True, kw_only=True):
    """What the last member says."""

    format: int
    made: str
    """ISO 8601, with the zone."""
    site: str
    files: dict[str, Entry]


def write(
    file: IO[bytes],
    files: Iterable[tuple[str, Path]],
    links: Mapping[str, str] = MappingProxyType({}),
    *,
    made: str,
    site: str,
    step: Callable[[], None],
) -> Contents:
    """Write ``files``, each by its name in the archive; ``step`` is called after each.

    ``links``: by their names what symbolic links lead to; the disk may hold them in another form.

    What goes away meanwhile is left out: nobody could have kept it. Raises OSError.
    """
    entries: dict[str, Entry] = {}
    first: dict[tuple[int, int], str] = {}
    with (
        gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_LEVEL) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in files:
            entry = _added(tar, name, path, first)
            if entry is not None:
                entries[name] = entry
            step()
        for name, target in links.items():
            about = tarfile.TarInfo(name)
            about.type, about.linkname = tarfile.SYMTYPE, target
            tar.addfile(about)
            entries[name] = Entry(leads_to=target)
        contents = Contents(format=_FORMAT, made=made, site=site, files=entries)
        data = msgspec.json.encode(contents)
        about = tarfile.TarInfo(LIST)
        about.size = len(data)
        tar.addfile(about, io.BytesIO(data))
    return contents


def _added(
    tar: tarfile.TarFile, name: str, path: Path, first: dict[tuple[int, int], str]
) -> Entry | None:
    """Put ``path`` into the archive as ``name``."""
    about = tarfile.TarInfo(name)
    try:
        opened = path.open("rb")
    except FileNotFoundError:
        return None
    with opened as bytes_:
        status = os.fstat(bytes_.fileno())
        about.mtime, about.mode = status.st_mtime, status.st_mode & 0o777
        identity = (status.st_dev, status.st_ino)
        if status.st_nlink > 1 and identity in first:
            about.type, about.linkname = tarfile.LNKTYPE, first[identity]
            tar.addfile(about)
            return Entry(same_as=about.linkname)
        if status.st_nlink > 1:
            first[identity] = name
        about.size = status.st_size
        reader = _Reader(bytes_)
        tar.addfile(about, reader)
        return Entry(sha256=reader.digest.hexdigest(), size=about.size)


class _Reader:
    """A file that is digested as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def read(
    file: IO[bytes], *, place: Path | None = None, step: Callable[[], None] = lambda: None
) -> Contents:
    """What is in the archive, every byte looked at; below ``place``, if given, it is unpacked.

    Symbolic links are not: not every disk has them.
    ``place`` is an empty folder; what is in it after an error is nobody's. Raises ArchiveError,
    and OSError where the disk refuses.
    """
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as packed:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                found, contents = _members(tar, place, step)
            while packed.read(_PIECE):  # to the end, where the sum of all stands
                pass
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ArchiveError(Fault.CUT) from error
    for name in sorted(found.keys() ^ contents.files.keys()):
        raise ArchiveError(Fault.MORE if name in found else Fault.LESS, name)
    for name, entry in contents.files.items():
        if found[name] != entry:
            raise ArchiveError(Fault.OTHER, name)
    return contents


def _members(
    tar: tarfile.TarFile, place: Path | None, step: Callable[[], None]
) -> tuple[dict[str, Entry], Contents]:
    """What is in the archive, and what it says is in it."""
    found: dict[str, Entry] = {}
    contents = None
    for member in tar:
        if contents is not None:
            raise ArchiveError(Fault.MORE, member.name)
        if member.name == LIST:
            contents = _contents(tar, member)
        else:
            found[member.name] = _taken(tar, member, place, found)
            step()
    if contents is None:
        raise ArchiveError(Fault.NO_LIST)
    return found, contents


def _contents(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Contents:
    opened = tar.extractfile(member)
    if opened is None or member.size > _LONGEST_LIST:
        raise ArchiveError(Fault.BAD_LIST)
    try:
        contents = msgspec.json.decode(opened.read(), type=Contents)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArchiveError(Fault.BAD_LIST) from error
    if contents.format != _FORMAT:
        raise ArchiveError(Fault.NEWER)
    return contents


def _taken(
    tar: tarfile.TarFile, member: tarfile.TarInfo, place: Path | None, found: dict[str, Entry]
) -> Entry:
    """Read one member, below ``place`` if given; what it is."""
    _safe(member.name)
    if member.name in found:
        raise ArchiveError(Fault.TWICE, member.name)
    target = place / member.name if place is not None else None
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
    if member.issym() or member.islnk():
        return _link_taken(member, place, found)
    opened = tar.extractfile(member) if member.isfile() else None
    if opened is None:
        raise ArchiveError(Fault.NO_FILE, member.name)
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(opened, target):
        digest.update(piece)
        size += len(piece)
    if target is not None:
        os.utime(target, (member.mtime, member.mtime))
    return Entry(sha256=digest.hexdigest(), size=size)


def _link_taken(member: tarfile.TarInfo, place: Path | None, found: dict[str, Entry]) -> Entry:
    """Another name of a file that came before, or a symbolic link, which is only told of."""
    target = place / member.name if place is not None else None
    if member.issym():
        _safe(member.linkname)
        return Entry(leads_to=member.linkname)
    if member.linkname not in found or found[member.linkname].leads_to:
        raise ArchiveError(Fault.LEADS_NOWHERE, member.name)
    if target is not None and place is not None:
        _link(place / member.linkname, target)
    return Entry(same_as=member.linkname)


def _pieces(opened: IO[bytes], target: Path | None) -> Iterator[bytes]:
    """What is read, written to ``target`` if given."""
    if target is None:
        yield from iter(lambda: opened.read(_PIECE), b"")
        return
    with target.open("xb") as new:
        while piece := opened.read(_PIECE):
            new.write(piece)
            yield piece


def _link(source: Path, target: Path) -> None:
    """Let ``target`` share the bytes of ``source``; a copy where the disk has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        target.write_bytes(source.read_bytes())


def _safe(name: str) -> None:
    """Raises ArchiveError unless ``name`` stays below the folder it is unpacked in."""
    path = PurePosixPath(os.path.normpath(name))
    windows = PureWindowsPath(name) if os.name == "nt" else PureWindowsPath()
    away = path.is_absolute() or windows.drive or windows.root or ".." in windows.parts
    if not name or away or ".." in path.parts:
        raise ArchiveError(Fault.OUTSIDE, name)
