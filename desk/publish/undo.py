"""What was taken back stays back: what a release would show again that a rollback has hidden.

After a rollback an unattended publication of the same content would undo it. It
is told by address and digest; where no text differs between the releases, as
after a change of the theme alone, by the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk.publish.manifest import Address, AddressKind, Entry
from desk.publish.releases import Releases

_READ = frozenset({AddressKind.POST, AddressKind.STANDING, AddressKind.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What a rollback took back and a new release would show again."""

    release: int
    """The release that was taken back last."""
    addresses: Mapping[str, Address]
    """As they were in it; empty when only files differ."""
    files: tuple[str, ...] = ()
    """Files that would be as they were, when no address tells."""


def taken_back(
    releases: Releases, addresses: Mapping[str, Address], files: Mapping[str, Entry]
) -> Undone | None:
    """What of ``addresses`` and ``files``, a new release, was taken back; None when nothing.

    Counts from the last publication on: what a rollback left behind, newer than
    what readers see now.
    """
    current = releases.current()
    here = releases.manifest(current) if current is not None else None
    if current is None or here is None:
        return None
    left = [number for number in _left_behind(releases) if number > current]
    for number in left:
        there = releases.manifest(number)
        if there is None:
            continue
        differ = {
            url: address
            for url, address in there.addresses.items()
            if address.kind in _READ and here.addresses.get(url) != address
        }
        again = {url: address for url, address in differ.items() if addresses.get(url) == address}
        if again:
            return Undone(release=number, addresses=again)
        if not differ:
            changed = [p for p, entry in there.files.items() if here.files.get(p) != entry]
            shown = tuple(path for path in changed if files.get(path) == there.files[path])
            if shown:
                return Undone(release=number, addresses={}, files=shown)
    return None


def _left_behind(releases: Releases) -> list[int]:
    """Releases that readers saw and rollbacks since the last publication left, latest first."""
    left: list[int] = []
    history = releases.history()
    for at in range(len(history) - 1, 0, -1):
        if history[at].did != "rollback":
            break
        left.append(history[at - 1].release)
    return list(dict.fromkeys(left))
