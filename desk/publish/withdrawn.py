"""What was taken back is not shown again by accident: what older releases still show of it.

A text was taken back when a release that is newer than another which shows it has
only the note of its withdrawal at its address, or nothing at all, as after
``publish --accept-removed`` or a rollback that was followed by another release. One
that moved was not: it is read at its new address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from desk.publish.manifest import TEXTS, Address, AddressKind, Manifest
from desk.publish.releases import Releases


class Shown(NamedTuple):
    """A kept release, and the texts readers would find in it again that were taken back."""

    release: int
    again: Mapping[str, Address]
    """By address, as they are in it."""


def shown_again(releases: Releases, here: Manifest) -> Iterator[Shown]:
    """Of each kept release, newest first, what it would show again; ``here``: what readers see.

    A text that readers see now, in the same words, is not shown again. A release
    whose manifest is lost is left out: nobody can go back to it.
    """
    standing: set[str] | None = None
    """Addresses at which every release newer than the next has a text, or leads to one."""
    for number in sorted({*releases.known(), here.number}, reverse=True):
        manifest = here if number == here.number else releases.manifest(number)
        if manifest is None or not manifest.addresses:
            continue
        again = {
            url: address
            for url, address in manifest.addresses.items()
            if address.kind in TEXTS
            and standing is not None
            and url not in standing
            and here.addresses.get(url) != address
        }
        yield Shown(number, again)
        found = {u for u, a in manifest.addresses.items() if a.kind is not AddressKind.GONE}
        standing = found if standing is None else standing & found
