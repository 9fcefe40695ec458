r"""``current``, which readers are served: by a link where the disk has links, else the tree itself.

The first of three kinds that system and disk allow:

```
a symbolic link  current → releases/7               swapped by one rename; Windows: by two
a junction       current → C:\tin\public\releases\7  Windows, where nobody needs a right; by two
the tree         current/ is what was releases/7/   named by the empty file current.7; by two
```

Between two renames readers find nothing for a moment. Who is killed there leaves what says which
release they saw, and the next command puts that one back: a link put aside under a name of its
own, or a tree that has its number's name again and a note that says it was ``current``.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from desk.publish.disk import remove, sync_folder, unlink
from desk.publish.tree import ReleaseError
from plugins.replacing import is_link, rename, replace

CURRENT = "current"
_NEW, _OLD = ".current.new", ".current.old"
_COMING = "next"
"""Ends the note of a tree that is about to be ``current``."""

_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)
"""How systems say that there are no links here, or none for us: Windows' 1314 is an EINVAL."""


def numbered(folder: Path, ending: str, *, before: str = "") -> list[int]:
    """The numbers in the names of ``folder`` that have ``before`` before them and end so."""
    if not folder.is_dir():
        return []
    names = (p.name for p in folder.iterdir())
    fit = (n for n in names if n.startswith(before) and n.endswith(ending))
    inner = (name.removeprefix(before).removesuffix(ending) for name in fit)
    return sorted(int(name) for name in inner if name.isascii() and name.isdecimal())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """What says, in the ``folder`` of releases, which of them readers see."""

    folder: Path
    at: Callable[[str], None] = field(default=lambda _moment: None)
    """Told of each step just taken, so that tests can end the process exactly there."""

    @property
    def place(self) -> Path:
        """What readers are served."""
        return self.folder / CURRENT

    def number(self) -> int | None:
        """The release that readers see; None when there is nothing for them.

        Raises ReleaseError when ``current`` is none of ours.
        """
        if not os.path.lexists(self.place):
            return None
        number = self._linked() if is_link(self.place) else self.moved()
        if number is None and not self._leads_nowhere():
            message = (
                f"{self.place} phải là liên kết tới một bản trong releases/, nhưng không phải. "
                "Hãy chuyển nó đi nơi khác rồi chạy lại."
            )
            raise ReleaseError(message)
        return number

    def tree(self, number: int) -> Path:
        """Where the tree of release ``number`` lies."""
        return self.place if self.moved() == number else self._home(number)

    def moved(self) -> int | None:
        """The release whose tree is ``current`` itself; None when ``current`` is a link or lost."""
        notes = {*self._notes(), *self._notes(_COMING)}
        if not notes or is_link(self.place) or not self.place.is_dir():
            return None
        return next((n for n in sorted(notes, reverse=True) if not self._home(n).exists()), None)

    def point_at(self, number: int, spare: Path) -> None:
        """Let readers see release ``number``: they have the one before, or this. Raises OSError.

        Where that cannot be one step there is a moment between; see ``repair``. A full disk has
        room for a link when ``spare``, which nobody needs, is gone.
        """
        moved = self.moved()
        if moved == number:
            return
        try:
            fresh = self._fresh(number)
        except OSError as error:
            if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
                raise
            remove(spare)  # thousands of names
            fresh = self._fresh(number)
        self.at("linked")
        if moved is not None or fresh == self._home(number) or not self._replaced(fresh):
            self._swap(fresh, moved)
        sync_folder(self.folder)
        with contextlib.suppress(OSError):  # readers see it: the next command does that
            self._forget_all_but(number if fresh == self._home(number) else None)

    def let_go(self) -> None:
        """Let nothing be ``current`` any more; the release it was stays. Raises OSError."""
        if (moved := self.moved()) is not None:
            rename(self.place, self._home(moved))
        else:
            remove(self.place)
        self._forget_all_but(None)

    def repair(self) -> bool:
        """Put back what readers saw when a swap was interrupted; whether that was needed.

        Nothing is left of an interrupted swap afterwards.
        """
        lost = not os.path.lexists(self.place)
        if lost and os.path.lexists(self.folder / _OLD):
            rename(self.folder / _OLD, self.place)
        elif lost and (old := [n for n in self._notes() if self._home(n).is_dir()]):
            rename(self._home(old[-1]), self.place)
        elif self._leads_nowhere():  # the folder was moved: junctions lead to where it was
            unlink(self.place)
        self._forget_all_but(self.moved())
        for name in (_OLD, _NEW):
            remove(self.folder / name)
        return lost and os.path.lexists(self.place)

    # --- links ---------------------------------------------------------------------

    def _linked(self) -> int | None:
        """The release that the link leads to; None when it leads elsewhere."""
        target = Path(os.readlink(self.place))  # noqa: PTH115 - pathlib's takes no junction as one
        if not (target.name.isascii() and target.name.isdecimal()):
            return None
        if target.parent == Path("releases"):
            return int(target.name)
        with contextlib.suppress(OSError):
            if target.is_absolute() and target.parent.samefile(self.folder / "releases"):
                return int(target.name)
        return None

    def _leads_nowhere(self) -> bool:
        """Whether ``current`` is a junction that leads to no folder of releases any more."""
        if not is_link(self.place):
            return False
        target = Path(os.readlink(self.place))  # noqa: PTH115 - as above
        return target.is_absolute() and not target.parent.exists() and self._linked() is None

    def _fresh(self, number: int) -> Path:
        """What is to be ``current``, ready: a link, else the tree, with a note of it."""
        fresh, home = self.folder / _NEW, self._home(number)
        remove(fresh)
        if linked(home, fresh, f"releases/{number}"):
            return fresh
        (self.folder / f"{CURRENT}.{number}.{_COMING}").touch()
        return home

    def _replaced(self, fresh: Path) -> bool:
        """Whether the link was swapped by one rename: Windows has none over a link to a folder."""
        try:
            if os.path.lexists(self.place):
                os.replace(fresh, self.place)  # noqa: PTH105 - the one call this module is about
            else:
                rename(fresh, self.place)
        except PermissionError:
            return False
        return True

    def _swap(self, fresh: Path, moved: int | None) -> None:
        """Put ``current`` aside and ``fresh`` in its place; as it was when that cannot be."""
        there = os.path.lexists(self.place)
        aside = self.folder / _OLD if moved is None else self._home(moved)
        if there:
            rename(self.place, aside)
        self.at("aside")
        try:
            rename(fresh, self.place)
        except OSError:
            if there:
                rename(aside, self.place)
            raise
        self.at("placed")
        if moved is None:
            remove(aside)

    # --- the tree itself -----------------------------------------------------------

    def _home(self, number: int) -> Path:
        return self.folder / "releases" / str(number)

    def _notes(self, ending: str = "") -> list[int]:
        return numbered(self.folder, ending and f".{ending}", before=f"{CURRENT}.")

    def _forget_all_but(self, number: int | None) -> None:
        """Let the notes say that the tree of ``number`` is ``current``, and no other is."""
        for one in self._notes():
            if one != number:
                unlink(self.folder / f"{CURRENT}.{one}")
        for one in self._notes(_COMING):
            note = self.folder / f"{CURRENT}.{one}.{_COMING}"
            if one == number:
                replace(note, self.folder / f"{CURRENT}.{one}")
            else:
                unlink(note)


def linked(target: Path, place: Path, written: str = "") -> bool:
    """Whether ``place`` is a link to ``target`` now: a symbolic one, ``written`` so, or a junction.

    Raises OSError where the disk has links but refuses this one.
    """
    try:
        place.symlink_to(written or target, target_is_directory=target.is_dir())
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return target.is_dir() and _joined(target, place)
    return True


def _joined(target: Path, place: Path) -> bool:
    """Whether ``place`` is a junction to ``target`` now, which only Windows knows.

    A share of another machine takes one too, and looks for ``target`` on its own disks.
    """
    try:
        import_module("_winapi").CreateJunction(str(target.absolute()), str(place))
        if place.samefile(target):
            return True
    except (ImportError, OSError):
        pass
    remove(place)  # an empty folder may be left of it
    return False
