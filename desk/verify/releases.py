"""``verify --live``: every byte of what readers see, and of the releases that are kept.

Nothing is changed and nothing is locked: a publication may go on meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desk.console import print_record, say, warn
from desk.publish.damage import Damage, Known, examine, named
from desk.publish.live import HURT, LOST, look
from desk.publish.place import opened
from desk.publish.releases import Releases
from desk.publish.tree import ReleaseError

MOST_SHOWN = 200
"""Files of one release named one by one; thousands of the same kind would bury the first."""

_NO_LINK = "đã mất: độc giả không xem được bản nào"

_MOST_TIMES = 3
"""How often all is looked at again because readers were shown another release meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What was found of one release."""

    number: int
    is_live: bool
    files: int
    doubt: str
    """What is wrong with its manifest; empty when nothing is."""
    damages: tuple[Damage, ...]

    @property
    def is_sound(self) -> bool:
        return not self.doubt and not self.damages


def verify_releases(root: Path, *, json: bool = False, target: str | Path | None = None) -> int:
    """Read every release that is kept and say what is wrong; the exit code: 1 when anything is."""
    place = opened(root, target, create=False)
    if place is None:
        return 1
    _, releases = place
    try:
        found = _found(releases)
    except ReleaseError as error:
        warn(str(error))
        return 1
    is_lost = bool(found) and not any(one.is_live for one in found)
    if json:
        _print_records(found)
        if is_lost:
            _print_wrong(0, releases.link.name, "missing", _NO_LINK)
    else:
        _say(releases, found)
        if is_lost:
            warn(f"{releases.link} {_NO_LINK}. Để đặt lại: invoke publish")
    return 0 if not is_lost and all(one.is_sound for one in found) else 1


def _found(releases: Releases) -> list[_Found]:
    """What is found of each release, that which readers see first."""
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


def _of_live(releases: Releases, number: int, known: Known) -> _Found:
    seen = look(releases.folder, number, all_read=known)
    return _Found(
        number=number,
        is_live=True,
        files=len(seen.manifest.files) if seen.manifest is not None else 0,
        doubt=seen.doubt,
        damages=seen.damages,
    )


def _of_kept(releases: Releases, number: int, known: Known) -> _Found:
    manifest = releases.manifest(number)
    if manifest is None:
        doubt = HURT if releases.manifest_file(number).exists() else LOST
        return _Found(number=number, is_live=False, files=0, doubt=doubt, damages=())
    damages = examine(releases.tree(number), manifest.files, known=known).damages
    return _Found(
        number=number, is_live=False, files=len(manifest.files), doubt="", damages=damages
    )


def _say(releases: Releases, found: list[_Found]) -> None:
    if not found:
        say(f"Chưa công bố bản nào vào {releases.folder}.")
    for one in found:
        name = f"Bản {one.number}{', độc giả đang xem' if one.is_live else ''}"
        if one.is_sound:
            say(f"{name}: {_count(one.files)} tệp, đúng từng byte như khi công bố.")
        elif one.doubt:
            warn(f"{name}: bản kê {releases.manifest_file(one.number)} {one.doubt}.")
        else:
            warn(f"{name}: {_count(len(one.damages))} chỗ không còn đúng như khi công bố:")
            for line in named(one.damages, one.files, MOST_SHOWN):
                warn(f"  {line}")
    for one in found:
        if one.is_live and not one.is_sound:
            say("Để sửa bản độc giả đang xem: invoke publish (cả khi không có gì mới)")
        elif one.damages:
            say(f"Bản {one.number} được sửa khi trở lại: invoke rollback --to {one.number}")


def _print_records(found: list[_Found]) -> None:
    """One line for each release, then one for each thing that is wrong with it."""
    for one in found:
        wrong = len(one.damages) + bool(one.doubt)
        print_record(
            {"release": one.number, "live": one.is_live, "files": one.files, "wrong": wrong}
        )
        if one.doubt:
            _print_wrong(one.number, f"manifests/{one.number}.json", "manifest", one.doubt)
        for damage in one.damages:
            path = f"releases/{one.number}/{damage.path}"
            _print_wrong(one.number, path, damage.fault.code, damage.fault.words)


def _print_wrong(number: int, path: str, code: str, words: str) -> None:
    print_record({"release": number, "path": path, "fault": code, "message": words})


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
