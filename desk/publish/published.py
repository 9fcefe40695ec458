"""Which state of everything the current release shows, so that it need not be looked at again."""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from desk.files import write
from desk.publish.releases import Releases
from plugins.plain_file import read_plain
from plugins.state_folder import clear


class _Said(msgspec.Struct):
    state: str
    release: int
    link: str


class Published:
    """The memory of it in ``file``; losing it costs a look, never truth."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def is_current(self, state: str, releases: Releases) -> bool:
        """Whether readers see a release that was verified and made in ``state``."""
        try:
            said = msgspec.json.decode(read_plain(self._file), type=_Said)
        except (OSError, ValueError, msgspec.DecodeError):  # msgspec leaves wrong UTF-8 to Python
            return False
        return bool(state) and said == _Said(state, releases.current() or 0, str(releases.link))

    def note(self, state: str, releases: Releases) -> None:
        """Say that the current release is that of ``state``."""
        said = _Said(state, releases.current() or 0, str(releases.link))
        with contextlib.suppress(OSError):
            clear(self._file)
            write(self._file, msgspec.json.encode(said))
