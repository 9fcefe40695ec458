"""The releases that are kept, as they are read: nothing here changes anything."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk.publish.damage import examine
from desk.publish.history import NAME as HISTORY
from desk.publish.history import History, Live
from desk.publish.manifest import Head, Manifest, ManifestError, parse, parse_head
from desk.publish.pointer import Pointer, numbered
from desk.publish.spare import spare_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReleases:
    """The releases under ``folder``; another may be at work there."""

    folder: Path

    @property
    def link(self) -> Path:
        """What readers are served."""
        return self._pointer.place

    @property
    def _pointer(self) -> Pointer:
        return Pointer(folder=self.folder)

    def tree(self, number: int) -> Path:
        """The folder of release ``number``."""
        return self._pointer.tree(number)

    def numbers(self) -> list[int]:
        """All whole releases, oldest first."""
        moved = self._pointer.moved()
        found = numbered(self.folder / "releases", "")
        return found if moved is None else sorted({*found, moved})

    def current(self) -> int | None:
        """The release that readers see; None before the first.

        Raises ReleaseError when ``current`` is none of our releases.
        """
        return self._pointer.number()

    def manifest(self, number: int) -> Manifest | None:
        """What release ``number`` consists of; None when that is not known any more."""
        try:
            return parse(self.manifest_file(number).read_bytes())
        except (OSError, ManifestError):
            return None

    def head(self, number: int) -> Head | None:
        """When release ``number`` was made and after which: quicker than ``manifest``."""
        try:
            return parse_head(self.manifest_file(number).read_bytes())
        except (OSError, ManifestError):
            return None

    def mentions(self, number: int, signs: Iterable[str]) -> bool:
        """Whether the manifest of release ``number`` holds one of these digests: a quick look."""
        try:
            text = self.manifest_file(number).read_bytes()
        except OSError:
            return False
        return any(sign.encode() in text for sign in signs if sign)

    def last_shown(self) -> int | None:
        """The release that readers see or, with ``current`` lost, the last they are known to have.

        None before the first. Its tree may be lost too; its manifest is there.
        """
        current = self.current()
        if current is not None:
            return current
        known = set(self._manifests()) - set(self._unseen())
        said = [live.release for live in self.history() if live.release in known]
        return said[-1] if said else max(known, default=None)

    def history(self) -> list[Live]:
        """Which release readers saw when, oldest first; a line cut short by a crash is skipped."""
        return self._history.read()

    def is_noted(self) -> bool:
        """Whether the history knows what readers see; not so when the disk was full."""
        history = self.history()
        return bool(history) and history[-1].release == self.current()

    def damage(self, manifest: Manifest) -> list[str]:
        """Files of a release that are missing, changed or not its own; empty when it is exact."""
        found = examine(self.tree(manifest.number), manifest.files)
        return [damage.path for damage in found.damages]

    def has_spare(self) -> bool:
        """Whether a tree was put aside for the next release."""
        return os.path.lexists(self._spare)

    def known(self) -> list[int]:
        """Numbers of all releases of which there is a tree or a manifest, oldest first."""
        return sorted({*self.numbers(), *self._manifests()})

    def before(self, number: int | None) -> int | None:
        """The release that readers saw before ``number``, when it is still there."""
        older = [n for n in self.numbers() if number is not None and n < number]
        head = self.head(number) if number is not None else None
        said = head.before if head is not None else None
        return said if said in older else max(older, default=None)

    def _just_shown(self) -> Iterator[tuple[Path, Manifest]]:
        """Tree and manifest of what readers see, and of what they were just taken back from."""
        current = self.last_shown()
        numbers = [current] if current is not None else []
        history = self.history()
        while len(history) > 1 and history.pop().did != "publish":
            numbers.append(history[-1].release)
        for number in dict.fromkeys(numbers):
            manifest = self.manifest(number)
            if manifest is not None:
                yield self.tree(number), manifest

    @property
    def _history_file(self) -> Path:
        return self.folder / HISTORY

    @property
    def _history(self) -> History:
        return History(self._history_file)

    def manifest_file(self, number: int) -> Path:
        """Where it is written what release ``number`` consists of."""
        return self.folder / "manifests" / f"{number}.json"

    def _manifests(self) -> list[int]:
        """Numbers of the releases that have a manifest; their trees may be lost."""
        return numbered(self.folder / "manifests", ".json")

    def _unseen(self) -> list[int]:
        return numbered(self.folder / "manifests", ".unseen")

    def _unseen_note(self, number: int) -> Path:
        """There from before release ``number`` has its name until readers see it."""
        return self.folder / "manifests" / f"{number}.unseen"

    @property
    def _spare(self) -> Path:
        return spare_of(self.folder)


def sound(releases: KeptReleases, numbers: Sequence[int]) -> int | None:
    """The newest of ``numbers`` whose bytes are exactly what readers saw then."""
    for number in sorted(numbers, reverse=True):
        manifest = releases.manifest(number)
        if manifest is not None and not releases.damage(manifest):
            return number
    return None
