"""The folder of releases: complete trees side by side, and one link that says which readers see.

```
public/current            → releases/7      what a web server serves; see desk/publish/pointer.py
public/releases/7/…       read-only; shares the bytes it has in common with release 6
public/manifests/7.json   what 7 consists of
public/manifests/7.unseen no reader saw 7 yet; gone as soon as one can
public/history.jsonl      when readers saw which release
```

Whatever is killed at whatever moment, ``current`` points at a whole release:
everything is written elsewhere first, forced to disk, and named last. Unchanged
files are hard links into the *previous release*, never into the build's output:
nobody ever writes into a release, whereas output is a workplace, and a tool that
edited a file there in place would edit what readers see and what a rollback
restores.

``releases/.spare`` is a tree that nobody needs, for the next release to be made
of: that of the release pruned last or, until one is, a second one of the current
release, linked while the site is being built.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desk.messages import Report
from desk.publish.carried import carried_over
from desk.publish.disk import move_aside, remove, sync_folder, write_whole
from desk.publish.history import Live
from desk.publish.kept import KeptReleases
from desk.publish.live import Look, look, stamp_again, stamp_release
from desk.publish.manifest import (
    Address,
    Entry,
    Manifest,
    dump,
)
from desk.publish.pointer import Pointer, numbered
from desk.publish.spare import prepare
from desk.publish.stamps import forget_stamps
from desk.publish.tree import Base, Leftovers, ReleaseError, look_over, stage
from plugins.long_paths import too_long
from plugins.replacing import rename, replace
from plugins.vietnamese import VIETNAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """What ``tidy`` did."""

    removed: tuple[str, ...] = ()
    """Names of what an interrupted run had left."""
    mended: tuple[str, ...] = ()
    """What was lost and is there again, each a sentence for the officer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Releases(KeptReleases):
    """The releases under ``folder``, as they are made, shown and removed.

    Only for the holder of its lock, except for what is read.
    """

    at: Callable[[str], None] = field(default=lambda _moment: None)
    """Told of each step just taken, so that tests can end the process exactly there."""

    def at_work(self, report: Report) -> AbstractContextManager[None]:
        """What else must be held while somebody is at work on these releases: here, nothing."""
        del report
        return contextlib.nullcontext()

    def bring(self, number: int) -> None:
        """Have the tree of release ``number`` here, if it is elsewhere: here, it never is."""

    def tidy(self) -> Tidied:
        """Remove what an interrupted run left behind, and find again what was lost.

        A release is removed only when a note beside it says that no reader saw it.
        """
        swapped = self._pointer.repair()
        removed = []
        for number in numbered(self.folder / "manifests", ".json.removed", before="."):
            self._drop(number)
            removed.append(str(number))
        places = (self.folder, self.folder / "releases", self.folder / "manifests")
        for path in sorted(p for place in places if place.is_dir() for p in place.iterdir()):
            if path.name.endswith((".partial", ".removed", ".new")) and path.name[0] == ".":
                remove(path)
                removed.append(path.name)
        mended = [*self._with_current(swapped=swapped), *self._with_history()]
        shown = {self.current(), *(live.release for live in self.history())}
        for number in self._unseen():
            if number not in shown:
                if self.tree(number).is_dir():
                    removed.append(str(number))
                self._drop(number)
            self._unseen_note(number).unlink(missing_ok=True)
        return Tidied(removed=tuple(removed), mended=tuple(mended))

    def _with_current(self, *, swapped: bool) -> list[str]:
        """Let readers see again what they saw, when the link is lost and the history knows.

        ``swapped``: that was just done, for it was lost while it was swapped.
        """
        if swapped:
            return [f"Lần trước bị ngắt đúng lúc đổi bản; độc giả lại xem bản {self.current()}."]
        if os.path.lexists(self.link):
            return []
        history = self.history()
        last = history[-1] if history else None
        # What only its manifest tells of may have been taken back from readers since.
        if last is None or last.did == "rebuilt" or last.release not in self.numbers():
            return []
        self._point_at(last.release)
        return [f"Liên kết {self.link} đã mất; đã đặt lại: độc giả lại xem bản {last.release}."]

    def _with_history(self) -> list[str]:
        """Write into the history what is known of it otherwise."""
        said = []
        with contextlib.suppress(OSError):  # a disk that is full keeps nobody from going back
            if aside := move_aside(self._history_file):
                said.append(
                    f"{self._history_file} không phải tệp thường; đã đổi tên thành {aside.name} và "
                    "ghi sổ mới."
                )
            history = self.history()
            current, known = self.current(), {live.release for live in history}
            lost = [
                Live(at=head.made.replace(microsecond=0), release=number, did="rebuilt")
                for number in sorted(set(self.numbers()) - known - {current, *self._unseen()})
                if (head := self.head(number)) is not None
            ]
            if lost:
                self._history.insert(lost)
                said.append(
                    f"Sổ {self._history_file} thiếu {len(lost)} bản độc giả đã xem; "
                    "đã ghi lại theo bản kê của từng bản."
                )
                history = self.history()
            if current is not None and (not history or history[-1].release != current):
                self._history.add(current, "found")
        return said

    def prepare_spare(self) -> Callable[[], None] | None:
        """See ``desk.publish.spare.prepare``."""
        current = self.current()
        if current is None:
            return None
        return prepare(self.folder, self.tree(current), self.manifest_file(current))

    def look_over_spare(self, base: Base | None) -> Leftovers | None:
        """What the next release is made of, for ``release``; None when there is nothing."""
        is_there = self._spare.is_dir() and not self._spare.is_symlink()
        return look_over(self._spare, base) if is_there and base is not None else None

    def look(self) -> Look | None:
        """Look at what readers see, see ``desk.publish.live``; None before the first release."""
        current = self.current()
        return look(self.folder, current) if current is not None else None

    def release(
        self,
        output: Path,
        files: Mapping[str, Entry],
        addresses: Mapping[str, Address],
        left: Leftovers | None = None,
        seen: Look | None = None,
    ) -> Manifest:
        """Make what ``output`` holds the release that readers see, and return its manifest.

        ``files`` is what was verified: a file that differs by now raises
        ReleaseError, and nothing changes. The theme files that pages of earlier
        releases ask for are added. ``left`` is what ``look_over_spare`` saw and
        ``seen`` what ``look`` did, since when no release was made or shown.
        """
        seen = seen or self.look()
        base = seen.base if seen is not None else None
        carried = carried_over(self._just_shown(), files, datetime.now(tz=VIETNAM))
        files = {**files, **{path: one.entry for path, one in carried.items()}}
        sources = {path: str(one.source) for path, one in carried.items()}
        shown = (live.release for live in self.history())
        taken = [*self.numbers(), *self._manifests(), *shown]
        number = max(taken, default=0) + 1
        staging = self.folder / "releases" / f".{number}.partial"
        if said := too_long(staging, files):
            raise ReleaseError(said)
        for name in ("releases", "manifests"):
            (self.folder / name).mkdir(exist_ok=True)
        try:
            if self._spare.is_dir() and not self._spare.is_symlink():
                rename(self._spare, staging)
            kept = stage(output, staging, files, base, at=self.at, left=left, sources=sources)
            manifest = Manifest(
                number=number,
                made=datetime.now(tz=VIETNAM),
                before=self.last_shown(),
                files=files,
                addresses=addresses,
                carried={path: one.since for path, one in carried.items()},
            )
            self._unseen_note(number).touch()
            write_whole(self.manifest_file(number), dump(manifest))
            self.at("manifest")
            rename(staging, self.tree(number))
        except BaseException:
            remove(staging)
            if not self.tree(number).is_dir():
                for file in (self.manifest_file(number), self._unseen_note(number)):
                    file.unlink(missing_ok=True)
            raise
        sync_folder(self.folder / "releases")
        self.at("named")
        self.show(number, "publish")
        stamp_release(self.folder, manifest, base, kept)
        self.at("stamped")
        return manifest

    def make_manifest_again(
        self,
        number: int,
        files: Mapping[str, Entry],
        addresses: Mapping[str, Address],
        carried: Iterable[str] = (),
    ) -> None:
        """Write what release ``number`` consists of, of which there is proof but no manifest.

        ``carried``: those of its ``files`` that it has from earlier ones.
        """
        said = [live.at for live in self.history() if live.release == number]
        made = said[0] if said else datetime.now(tz=VIETNAM)
        manifest = Manifest(
            number=number,
            made=made,
            before=self.before(number),
            files=files,
            addresses=addresses,
            carried=dict.fromkeys(carried, made),
        )
        forget_stamps(self.folder)  # they vouch for the manifest that is no more
        self.manifest_file(number).parent.mkdir(exist_ok=True)
        write_whole(self.manifest_file(number), dump(manifest))

    def show(self, number: int, did: str) -> None:
        """Let readers see release ``number``, in one step: before it the old one, after it this.

        That it could not be noted afterwards is no failure, for readers see it: see ``is_noted``.
        """
        self._point_at(number)
        self.at("shown")
        with contextlib.suppress(OSError):
            self._unseen_note(number).unlink(missing_ok=True)
            self._history.add(number, did)
        self.at("noted")

    def _point_at(self, number: int) -> None:
        Pointer(folder=self.folder, at=self.at).point_at(number, self._spare)

    def prune(self, keep: int) -> list[int]:
        """Remove all but the newest ``keep`` releases, never the current nor the one before it.

        The newest of those that go is only put aside, for the next release to
        be made of: that spares unlinking one tree and linking another.
        """
        doomed = self.numbers()[:-keep]
        removes = False
        if doomed:
            current = self.current()
            kept = {current, self.before(current)}
            doomed = [n for n in doomed if n not in kept]
        for number in doomed:
            aside = number == doomed[-1] and not os.path.lexists(self._spare)
            self._drop(number, to=self._spare if aside else None)
            removes = removes or not aside
            self.at("pruned")
        if removes:  # files that readers see lost links
            stamp_again(self.folder, self.current() or 0)
        return doomed

    def erase(self, numbers: Iterable[int]) -> None:
        """Remove these releases and the tree that was put aside: nothing of theirs stays.

        Not the one that readers see. A release is none any more before its first
        file goes, so ``tidy`` finishes what is interrupted.
        """
        remove(self._spare)
        for number in numbers:
            if number != self.current():
                self._drop(number)
                self.at("erased")
        stamp_again(self.folder, self.current() or 0)  # files that readers see lost links

    def _drop(self, number: int, *, to: Path | None = None) -> None:
        """Let ``number`` be a release no longer; its tree moves ``to`` there, or is removed.

        First its manifest is put aside: from then on ``tidy`` would finish this.
        """
        aside = self.folder / "manifests" / f".{number}.json.removed"
        with contextlib.suppress(FileNotFoundError):
            replace(self.manifest_file(number), aside)
        self.at("doomed")
        moved = to or self.folder / "releases" / f".{number}.removed"
        with contextlib.suppress(FileNotFoundError):
            rename(self.tree(number), moved)
        aside.unlink(missing_ok=True)
        if to is None:
            remove(moved)
