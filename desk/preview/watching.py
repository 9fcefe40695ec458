"""Know when something a build reads was saved, even when its folder went away and came back."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import Change, watch

from plugins.content_folder import content_folder
from plugins.leftovers import is_leftover

THEME = "theme"
FILES = ("pelicanconf.py",)
PATIENCE = 250
"""Milliseconds of quiet before a change counts: editors save in several steps."""
_SETTLED = 1000
"""Milliseconds after which folders are watched for certain."""


class Watcher:
    """Sets ``changed`` after every save below ``root`` that a build would read."""

    def __init__(self, root: Path, changed: threading.Event) -> None:
        self._root = root
        self._changed = changed
        self._stop = threading.Event()
        self._again = threading.Event()
        self._seen: frozenset[tuple[str, int, int]] = frozenset()
        self._threads = [
            threading.Thread(target=self._watch_top, daemon=True),
            threading.Thread(target=self._watch_folders, daemon=True),
        ]

    def start(self) -> None:
        """Begin watching, in the background."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End, and wait until it has."""
        self._stop.set()
        self._again.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def _watch_top(self) -> None:
        """The settings, and the coming and going of the folders themselves."""
        files = {self._root / name for name in FILES}

        def concerns(_change: Change, path: str) -> bool:
            return Path(path) in {*files, *self._folders()}

        tops = {self._root, *(folder.parent for folder in self._folders())}
        for changes in watch(
            *(top for top in tops if top.is_dir()),
            recursive=False,
            watch_filter=concerns,
            stop_event=self._stop,
            debounce=PATIENCE,
            raise_interrupt=False,
        ):
            if any(Path(path) not in files for _, path in changes):
                self._again.set()
            self._changed.set()

    def _folders(self) -> tuple[Path, ...]:
        """Content and theme; the former may stand apart, and may not be there."""
        return (content_folder(self._root), self._root / THEME)

    def _watch_folders(self) -> None:
        missed = False  # what may have been saved before the folders were watched anew
        while not self._stop.is_set():
            self._again.clear()
            there = [folder for folder in self._folders() if folder.is_dir()]
            if not there:
                self._again.wait(timeout=1)
                continue
            try:
                for changes in watch(
                    *there,
                    watch_filter=self._is_work,
                    stop_event=self._again,
                    debounce=PATIENCE,
                    rust_timeout=_SETTLED,
                    yield_on_timeout=True,
                    raise_interrupt=False,
                ):
                    if changes or missed:
                        self._changed.set()
                    missed = False
            except (OSError, RuntimeError):
                # A folder went just now, or there is a name that is no UTF-8, of which the
                # library makes no path: look ourselves, and begin anew.
                self._look(there)
                self._stop.wait(timeout=1)
            missed = True

    def _look(self, folders: Sequence[Path]) -> None:
        """Note whether anything is other than it was when this was called last."""
        found = frozenset(stamp for folder in folders for stamp in _stamps(folder))
        if found != self._seen:
            self._seen = found
            self._changed.set()

    def _is_work(self, _change: Change, path: str) -> bool:
        """Not what editors, systems and synchronisers leave."""
        place = Path(path)
        top = next((one for one in self._folders() if place.is_relative_to(one)), self._root)
        if place == top:  # it comes or goes
            return True
        *folders, name = place.relative_to(top).parts
        return not (is_leftover(name) or any(is_leftover(one, folder=True) for one in folders))


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Name, size and time of every file below that is somebody's work; links are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_leftover(name, folder=True)]
        for name in names:
            if not is_leftover(name):
                with contextlib.suppress(OSError):
                    status = os.lstat(f"{place}/{name}")
                    yield f"{place}/{name}", status.st_size, status.st_mtime_ns
