"""A zip as a folder of files: counted before anything is unpacked, and never unpacked onto a disk.

Whatever its index says, no more is taken of a file than was allowed. What leads out of the zip,
links, locked files and zips in it are named, each for itself, and hinder no other.
"""

from __future__ import annotations

import contextlib
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from plugins.numbers import grouped
from plugins.plain_file import read_plain
from plugins.vietnamese import fold, nfc

MOST_ENTRIES = 100_000
"""Files: an archive of twenty thousand pages with their pictures."""
MOST_BYTES = 50_000_000_000
"""Of all files, as the index says; more is no archive of articles."""
MOST_RATIO = 300
"""A file that is packed so much smaller is nothing that somebody wrote."""
_SMALL = 1_000_000
"""Bytes; below, how well a file is packed harms nobody."""
_MOST_INDEX = 400 * MOST_ENTRIES
"""Bytes of the index: read before anything is counted."""

_START = b"PK\x03\x04"
_EMPTY = b"PK\x05\x06"
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_LONGEST_COMMENT = 65_535
_UTF8 = 0x800
_LOCKED = 0x1
_OFFICE = ("[content_types].xml", "mimetype")
"""Names in zips that are documents of an office program."""

_BROKEN = "tệp nén (.zip) bị hỏng; hãy chép lại tệp gốc"
_TOO_MANY = (
    f"tệp nén có quá {grouped(MOST_ENTRIES)} tệp, không mở; hãy chia thành nhiều tệp nén nhỏ hơn"
)
_TOO_MUCH = "tệp nén chứa quá nhiều dữ liệu, không mở; hãy chia thành nhiều tệp nén nhỏ hơn"
_OUTSIDE = "tên tệp này trong tệp nén trỏ ra ngoài, không an toàn nên không đọc"
_LINK = "đây là liên kết trong tệp nén, không phải tệp, nên không đọc"
_LOCKED_FILE = "tệp này trong tệp nén có mật khẩu; hãy giải nén bằng mật khẩu rồi nhập thư mục ấy"
_BOMB = "tệp này nén quá nhiều dữ liệu, không phải một bài viết"
_NESTED = "tệp nén nằm trong tệp nén khác thì không mở; hãy giải nén nó ra rồi nhập riêng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """One file in a zip; with ``fault`` one that is not read, and why."""

    name: str
    """Folders apart by ``/``, in NFC."""
    size: int = 0
    """In bytes, as the index says."""
    fault: str = ""
    info: zipfile.ZipInfo | None = None


def is_zip_folder(path: Path) -> bool:
    """Whether ``path`` is a zip, sound or not, and no document of an office program."""
    try:
        if not path.is_file() or read_plain(path, 4) not in (_START, _EMPTY):
            return False
        if _index_size(path) > _MOST_INDEX:
            return True
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        return path.suffix.lower() == ".zip"
    return names.isdisjoint(_OFFICE)


class ZipFolder:
    """The zip at ``path``; with a ``fault`` it has no files, and this is why."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fault = ""
        self._entries: list[Packed] = []
        try:
            if _index_size(path) > _MOST_INDEX:
                self.fault = _TOO_MANY
                return
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
            self.fault = _BROKEN
            return
        found = self._archive.infolist()
        if len(found) > MOST_ENTRIES:
            self.fault = _TOO_MANY
        elif sum(info.file_size for info in found) > MOST_BYTES:
            self.fault = _TOO_MUCH
        else:
            self._entries = sorted(map(_packed, found), key=lambda one: one.name)

    def names(self) -> Iterator[str]:
        """Of all files."""
        return (one.name for one in self._entries)

    def entries(self) -> Iterator[Packed]:
        """All files, in one order."""
        return (one for one in self._entries if not one.name.endswith("/"))

    def read(self, packed: Packed, most: int) -> tuple[bytes, str]:
        """The bytes of a file, at ``most`` so many, or why they are not read."""
        assert packed.info is not None, packed.fault
        try:
            with self._archive.open(packed.info) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            return b"", "tệp này trong tệp nén bị hỏng; hãy chép lại tệp gốc"
        except RuntimeError:
            return b"", _LOCKED_FILE
        return (b"", _BOMB) if len(data) > most else (data, "")

    def beside(self, packed: Packed, place: PurePosixPath, most: int) -> bytes | None:
        """The file ``place``, from the folder of ``packed`` and within it; None without one."""
        folder = posixpath.dirname(packed.name)
        name = posixpath.normpath(posixpath.join(folder, place.as_posix()))
        if folder and not name.startswith(f"{folder}/"):
            return None
        found = self._by_name.get(fold(nfc(name)))
        if found is None or found.fault or found.size > most:
            return None
        return self.read(found, most)[0] or None

    @cached_property
    def _by_name(self) -> dict[str, Packed]:
        return {fold(one.name): one for one in reversed(self._entries)}


def _packed(info: zipfile.ZipInfo) -> Packed:
    name = _name(info)
    parts = PurePosixPath(name).parts
    fault = ""
    if name.startswith("/") or ".." in parts or name[1:2] == ":":
        fault = _OUTSIDE
    elif stat.S_ISLNK(info.external_attr >> 16):
        fault = _LINK
    elif info.flag_bits & _LOCKED:
        fault = _LOCKED_FILE
    elif info.file_size > _SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        fault = _BOMB
    elif name.lower().endswith(".zip"):
        fault = _NESTED
    return Packed(name=name, size=info.file_size, fault=fault, info=info)


def _name(info: zipfile.ZipInfo) -> str:
    """Its name: many programs write UTF-8 without saying so, and folders as Windows does."""
    name = info.orig_filename.replace("\0", "")
    if not info.flag_bits & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return nfc(name.replace("\\", "/"))


def _index_size(path: Path) -> int:
    """Bytes of the index at the end of a zip, as it says itself; 0 when it says nothing.

    Raises OSError.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END.size - _LONGEST_COMMENT - _LOCATOR.size))
        start = file.tell()
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or at + _END.size > len(tail):
            return 0
        end = _END.unpack_from(tail, at)
        before = at - _LOCATOR.size
        if before < 0 or tail[before : before + 4] != b"PK\x06\x07":
            return int(end[5])
        _, _, where, _ = _LOCATOR.unpack_from(tail, before)
        file.seek(min(where, start + at))
        record = file.read(_END64.size)
        return int(_END64.unpack(record)[8]) if record[:4] == b"PK\x06\x06" else int(end[5])
