"""The output folder: only what changed is made, only changed bytes are written.

A file that is there already is written beside its place and renamed over it, so
a reader or a hard link sees the old bytes or the new, never half of either; one
whose bytes are already right keeps its inode and its time. A file that never
was is created in its place: no reader knows of it before the build has ended,
a failure takes it away again, and what a killed build leaves is not noted as
made, so the next one makes it anew. What each file was made from is kept beside
(``plugins.engine.build_record``) and believed only while the file itself looks as it
did when that was noted.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from plugins.engine.build_record import BuildRecord
from plugins.engine.foreign import (
    ASIDE,
    ForeignFolderError,
    OutputError,
    foreign_files,
    holds_words,
    is_half,
    named,
)
from plugins.file_stamps import file_stamp, looked_into
from plugins.leftovers import is_leftover
from plugins.long_paths import too_long
from plugins.plain_file import create, put_aside, read_plain
from plugins.replacing import replace

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Made:
    """One file after it was made: whether its bytes were new, and its stamp."""

    file: str
    written: bool
    stamp: bytes
    """See ``plugins.file_stamps``: while it stands, the file is as it was made."""


class Output:
    """A folder that holds one build. Paths are POSIX, relative to it.

    What stands in the place of the folder and is none gives way where the
    folder is one of ours. Raises ForeignFolderError when it holds something of
    somebody else's, and OutputError where nothing can be built at all.
    """

    def __init__(
        self,
        folder: Path,
        *,
        content: Path,
        made: BuildRecord,
        aside: Path,
    ) -> None:
        """``content``: the content of the site, beside which ``folder`` may be made anew.

        ``made``: what is known of what lies there. ``aside``: where files of
        somebody else's are put.
        """
        self.folder = folder
        self._made = made
        self._aside = aside
        self.notes: list[str] = []
        """Sentences about what gave way that somebody could miss."""
        _check_place(folder, content)
        self._clear_place(content)
        self.stamps, self._folders, self._hollow, self._leftovers = survey(folder)
        """File → stamp of every file that was there at the start, but for leftovers."""
        if not self._made.any_stands(self.stamps):
            foreign = foreign_files(folder, self.stamps)
            if foreign:
                raise ForeignFolderError(folder, foreign)
        self._aside_files: list[str] = []
        self.files: set[str] = set()
        """What was claimed."""
        self._root = f"{folder}/"
        self._ready: set[str] = set()

    def all_notes(self) -> list[str]:
        """``notes``, and what was put aside."""
        if not self._aside_files:
            return self.notes
        note = (
            f"{self.folder} chỉ chứa trang dựng ra, nên {named(sorted(self._aside_files))} ở đó "
            f"đã được chuyển sang {self._aside / ASIDE}."
        )
        return [*self.notes, note]

    def claim(self, file: str) -> None:
        """Say that ``file`` belongs to this build.

        Raises ValueError when two pages claim one file or a path leaves the folder:
        the checks make both impossible, and a page silently lost is worse than a stop.
        """
        if file in self.files or not _inside(file):
            message = f"hai trang cùng ghi vào một địa chỉ, hoặc địa chỉ ra ngoài thư mục: {file}"
            raise ValueError(message)
        self.files.add(file)
        if file in self._leftovers:  # an old address of such a name
            self.stamps[file] = self._leftovers[file]

    def claim_all(self, files: Sequence[str]) -> None:
        """The same of files that were claimed one by one when they were made. Raises ValueError."""
        before = len(self.files)
        self.files.update(files)
        if len(self.files) != before + len(files):
            message = f"hai trang cùng ghi vào một địa chỉ, trong số: {', '.join(files)}"
            raise ValueError(message)

    def make_room(self, files: Collection[str]) -> None:
        """Let what stands in the way of ``files``, which were claimed, give way.

        Raises OutputError. Where several processes ``put``, one calls this first.
        """
        if said := too_long(self.folder, files):
            raise OutputError(said)
        folders = {str(folder) for folder in self._folders}
        for file in files:
            if self._root + file in folders:
                self._let_folder_go(file)
            folder = file.rpartition("/")[0]
            if folder not in self._ready:
                self._make_folder(folder)

    def put(self, file: str, data: bytes) -> Made:
        """Make ``file``, claimed before, hold ``data``. Raises OSError, which names the file."""
        path = self._root + file
        try:
            return self._put(file, path, data)
        except PermissionError:
            if not _opened_up(path, self.folder):
                raise
            return self._put(file, path, data)
        except OSError as error:
            # What a write or a sync raises says nothing of where.
            error.filename = error.filename or path
            raise

    def _put(self, file: str, path: str, data: bytes) -> Made:
        folder = file.rpartition("/")[0]
        if folder not in self._ready:
            self._make_folder(folder)
        if file not in self.stamps:
            try:
                return Made(file, written=True, stamp=file_stamp(create(path, data)))
            except FileExistsError:  # a folder of an older layout, or put twice
                pass
        if _holds(path, data):
            return Made(file, written=False, stamp=file_stamp(os.stat(path)))  # noqa: PTH116
        return Made(file, written=True, stamp=self._replace(file, Path(path), data))

    def remove_orphans(self, of_plugins: AbstractSet[str] | None = None) -> list[str]:
        """Remove every file that was there and is not claimed, and the folders this empties.

        Not what is ``of_plugins``, nor what they wrote anew meanwhile; None where there are
        none. What somebody else put there is put aside instead. Raises ForeignFolderError
        where that cannot be.
        """
        removed = sorted(self.stamps.keys() - self.files)
        if of_plugins is not None:
            orphans = (file for file in removed if file not in of_plugins)
            removed = [file for file in orphans if not self._is_written_anew(file)]
        if not removed and not self._hollow:
            return []
        for file in removed:
            self._let_go(file)
        for folder in sorted(self._folders, reverse=True):
            with os.scandir(folder) as entries:
                empty = next(entries, None) is None
            if empty:
                _with_leave(folder.rmdir, folder, self.folder)
        return removed

    def _is_written_anew(self, file: str) -> bool:
        """Whether ``file`` is there and another than at the start."""
        try:
            status = os.lstat(self._root + file)
        except OSError:
            return False
        return stat.S_ISREG(status.st_mode) and file_stamp(status) != self.stamps[file]

    def _let_go(self, file: str) -> None:
        """Remove ``file``, which is not of this build, or put it aside when it is not ours."""
        path = self.folder / file
        if self._made.made(file) or not holds_words(path):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                _with_leave(path.unlink, path, self.folder)
            return
        try:
            put_aside(path, self._aside / ASIDE, file)
        except OSError as error:
            raise ForeignFolderError(self.folder, [file]) from error
        self._aside_files.append(file)

    def _let_folder_go(self, file: str) -> None:
        """Let the folder at ``file`` give way, with all that is in it."""
        for one in sorted(one for one in self.stamps if one.startswith(f"{file}/")):
            self._let_go(one)
            del self.stamps[one]
        shutil.rmtree(self.folder / file)
        self._folders = [folder for folder in self._folders if folder.exists()]

    def _make_folder(self, folder: str) -> None:
        """Make ``folder``: whatever stands in its way gives way."""
        place, file = self.folder, ""
        for name in folder.split("/") if folder else ():
            place, file = place / name, f"{file}/{name}" if file else name
            if place.is_symlink() or (not place.is_dir() and os.path.lexists(place)):
                self._let_go(file)
                self.stamps.pop(file, None)
        _with_leave(lambda: place.mkdir(parents=True, exist_ok=True), place, self.folder)
        self._ready.add(folder)

    def _replace(self, file: str, path: Path, data: bytes) -> bytes:
        """The stamp of ``path`` after ``data`` took the place of what was there."""
        if path.is_dir() and not path.is_symlink():
            self._let_folder_go(file)
        beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            beside.write_bytes(data)
            replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        return file_stamp(path.stat())  # only now: a rename moves it

    def _clear_place(self, content: Path) -> None:
        """Let what stands in the place of the folder and is none give way.

        A link that leads nowhere holds no words, nor does a pipe. A file does,
        unless the place is ours: then it is put aside.
        """
        folder = self.folder
        if folder.is_dir() or not os.path.lexists(folder):
            return
        if folder.is_symlink():
            self.notes.append(
                f"{folder} là liên kết không dẫn tới thư mục nào nên đã được thay bằng một thư mục."
            )
            folder.unlink()
            return
        if not holds_words(folder):
            folder.unlink()
            return
        is_usual = folder.absolute() == content.absolute().with_name("output")
        if not is_usual:
            message = (
                f"{folder} là một tệp, không phải thư mục. Hãy đổi tên tệp ấy, hoặc chọn thư "
                "mục khác, rồi chạy lại."
            )
            raise OutputError(message)
        name = f"{folder.name}.tep"
        try:
            place = put_aside(folder, self._aside / ASIDE.parent, name)
        except OSError:  # nothing can be put there
            place = put_aside(folder, folder.parent, name)
        self.notes.append(f"{folder} là một tệp nên đã được chuyển sang {place}.")


def _check_place(folder: Path, content: Path) -> None:
    """Raises OutputError where a build would lie among the content, or the content in it."""
    place, source = Path(os.path.realpath(folder)), Path(os.path.realpath(content))
    if source.is_relative_to(place):
        said = f"chứa thư mục bài viết {content}"
    elif place.is_relative_to(source):
        said = f"nằm trong thư mục bài viết {content}"
    else:
        return
    message = f"{folder} {said}, nên không dựng trang vào đó. Hãy chọn thư mục khác."
    raise OutputError(message)


class Survey(NamedTuple):
    """What there is in a folder."""

    stamps: dict[str, bytes]
    """File (link, pipe) → its stamp; empty of what is no plain file."""
    folders: list[Path]
    hollow: bool
    """Whether a folder holds nothing."""
    leftovers: dict[str, bytes]
    """The same as ``stamps`` of what was left by systems."""


def survey(folder: Path) -> Survey:
    """Every file with its stamp, and every folder below; into a system's folder nobody looks."""
    stamps: dict[str, bytes] = {}
    leftovers: dict[str, bytes] = {}
    folders: list[Path] = []
    hollow = False

    def walk(place: str, prefix: str) -> None:
        nonlocal hollow
        with contextlib.ExitStack() as stack:
            entries, status_of = _with_leave(
                lambda: stack.enter_context(looked_into(place)), Path(place), folder
            )
            is_empty = True
            for entry in entries:
                is_empty, name, status = False, entry.name, status_of(entry)
                kind = stat.S_IFMT(status.st_mode)
                if kind == stat.S_IFDIR:
                    if not is_leftover(name, folder=True):
                        folders.append(Path(f"{place}/{name}"))
                        walk(f"{place}/{name}", f"{prefix}{name}/")
                    continue
                stamp = file_stamp(status) if kind == stat.S_IFREG else b""
                if is_leftover(name) and not is_half(name):
                    leftovers[prefix + name] = stamp
                else:
                    stamps[prefix + name] = stamp
            hollow = hollow or is_empty

    if folder.is_dir():
        walk(str(folder), "")
    return Survey(stamps, folders, hollow, leftovers)


def _with_leave(work: Callable[[], _Result], path: Path, top: Path) -> _Result:
    """Do ``work`` on ``path``; what of ours, at ``top`` or below, forbids it then allows it."""
    try:
        return work()
    except PermissionError:
        if not _opened_up(str(path), top):
            raise
        return work()


def _opened_up(path: str, top: Path) -> bool:
    """Whether ``path`` or its folder, at ``top`` or below, forbade its owner what it now allows."""
    changed = False
    for place in (Path(path).parent, Path(path)):
        with contextlib.suppress(OSError):
            mode = place.lstat().st_mode
            wanted = mode | (stat.S_IRWXU if stat.S_ISDIR(mode) else stat.S_IRUSR | stat.S_IWUSR)
            if wanted != mode and not stat.S_ISLNK(mode) and place.is_relative_to(top):
                place.chmod(stat.S_IMODE(wanted))
                changed = True
    return changed


def _holds(path: str, data: bytes) -> bool:
    """Whether a plain file at ``path`` holds ``data``; what cannot be read does not."""
    try:
        status = os.lstat(path)
        return (
            stat.S_ISREG(status.st_mode)
            and status.st_size == len(data)
            and read_plain(path) == data
        )
    except OSError:
        return False


def _inside(file: str) -> bool:
    parts = file.split("/")
    return not file.startswith("/") and ".." not in parts and "\\" not in file
