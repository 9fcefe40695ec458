"""Every byte of what readers see, and of the releases that are kept, read again.

Nothing is changed and nothing is locked: a publication may go on meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass

from desk.publish.damage import Damage, Known, examine
from desk.publish.live import HURT, LOST, look
from desk.publish.releases import Releases

_MOST_TIMES = 3
"""How often all is looked at again because readers were shown another release meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found of one release."""

    number: int
    is_live: bool
    files: int
    doubt: str
    """What is wrong with its manifest; empty when nothing is."""
    damages: tuple[Damage, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every byte is as it was published."""
        return not self.doubt and not self.damages


def read_all(releases: Releases) -> list[Found]:
    """What is found of each release, that which readers see first. Raises ReleaseError."""
    for _ in range(_MOST_TIMES):
        known: Known = {}
        live = releases.current()
        numbers = [n for n in reversed(releases.numbers()) if n != live]
        found = [] if live is None else [_of_live(releases, live, known)]
        for number in numbers:
            one = _of_kept(releases, number, known)
            if releases.tree(number).is_dir():  # it may have been pruned meanwhile
                found.append(one)
        if releases.current() == live:
            break
    return found


def read_live(releases: Releases) -> Found | None:
    """What is found of what readers see; None before the first release. Raises ReleaseError."""
    live = releases.current()
    return None if live is None else _of_live(releases, live, {})


def _of_live(releases: Releases, number: int, known: Known) -> Found:
    seen = look(releases.folder, number, all_read=known)
    return Found(
        number=number,
        is_live=True,
        files=len(seen.manifest.files) if seen.manifest is not None else 0,
        doubt=seen.doubt,
        damages=seen.damages,
    )


def _of_kept(releases: Releases, number: int, known: Known) -> Found:
    manifest = releases.manifest(number)
    if manifest is None:
        doubt = HURT if releases.manifest_file(number).exists() else LOST
        return Found(number=number, is_live=False, files=0, doubt=doubt, damages=())
    damages = examine(releases.tree(number), manifest.files, known=known).damages
    return Found(number=number, is_live=False, files=len(manifest.files), doubt="", damages=damages)
