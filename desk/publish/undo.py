"""What was taken back stays back: what a release would show again that a rollback has hidden.

After a rollback an unattended publication of the same content would undo it. It
is told by address and digest; where no text differs between the releases, as
after a change of the theme alone, by the files. It stays so until readers were
shown it again on purpose, whatever else was published meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desk.publish.history import Live
from desk.publish.manifest import TEXTS_EVER, Address, Entry, Manifest
from desk.publish.releases import Releases


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

    Only what readers would find otherwise than now can be: where no rollback left
    a release that is still kept, nothing is read.
    """
    history = releases.history()
    left = list(_left(history))
    if not left:
        return None
    current = releases.current()
    here = releases.manifest(current) if current is not None else None
    if here is None:
        return None
    texts = {
        url: address
        for url, address in addresses.items()
        if address.kind in TEXTS_EVER and here.addresses.get(url) != address
    }
    had = here.built
    others = {path: entry for path, entry in files.items() if had.get(path) != entry}
    signs = {*(a.digest for a in texts.values()), *(entry.sha256 for entry in others.values())}
    for at in left:
        number, back = history[at - 1].release, history[at].release
        if not releases.mentions(number, signs):
            continue
        there, before = releases.manifest(number), releases.manifest(back)
        if there is None or before is None:
            continue
        again = _again(there, before, texts, others)
        for release in {live.release for live in history[at + 1 :]}:
            again = _still(again, there, releases.manifest(release))
        if again.addresses or again.files:
            return again
    return None


def _left(history: list[Live]) -> Iterator[int]:
    """Where in ``history`` readers were taken back to an older release, latest first.

    A swap whose note was lost (``found``) is one too, for a publication's number is the highest.
    """
    for at in range(len(history) - 1, 0, -1):
        live = history[at]
        if live.did != "publish" and live.release < history[at - 1].release:
            yield at


def _again(
    there: Manifest,
    before: Manifest,
    texts: Mapping[str, Address],
    others: Mapping[str, Entry],
) -> Undone:
    """What of ``texts``, or else of the files ``others``, ``there`` had and ``before`` had not."""
    differ = any(
        address.kind in TEXTS_EVER and before.addresses.get(url) != address
        for url, address in there.addresses.items()
    )
    if differ:
        again = {
            url: address
            for url, address in texts.items()
            if there.addresses.get(url) == address and before.addresses.get(url) != address
        }
        return Undone(release=there.number, addresses=again)
    has, had = there.built, before.built
    shown = (
        path for path, entry in others.items() if has.get(path) == entry and had.get(path) != entry
    )
    return Undone(release=there.number, addresses={}, files=tuple(shown))


def _still(again: Undone, there: Manifest, later: Manifest | None) -> Undone:
    """``again``, of ``there``, without what readers were shown once more in ``later``."""
    if later is None:
        return again
    kept = {url: a for url, a in again.addresses.items() if later.addresses.get(url) != a}
    has = later.built
    files = tuple(path for path in again.files if has.get(path) != there.files[path])
    return Undone(release=again.release, addresses=kept, files=files)
