"""What a site is asked, so that its answers show whether it is a release: pure, from manifests."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple
from urllib.parse import quote

from desk.publish.manifest import AddressKind, Entry, Manifest
from plugins.addresses import GONE_MARK, NOT_FOUND, url_of
from plugins.posts.old_addresses import file_of_old

MOST_ABSENT = 2000
"""Files of other releases asked for, that must not be there; those of the newest first."""


class Expected(Enum):
    """What a site must answer."""

    PAGE = 1
    """The file, as published."""
    REDIRECT = 2
    """The page of an old address, which leads on."""
    GONE = 3
    """The note that a post was withdrawn, with status 410."""
    NOTHING = 4
    """That there is nothing: 404 or 410."""
    HIDDEN = 5
    """The same, for what is beside releases and none of a reader's business."""


class Question(NamedTuple):
    """One address to ask for."""

    url: str
    """Path and query as sent: percent-encoded."""
    file: str
    """The file of the release that must answer; for NOTHING, of another release."""
    expected: Expected
    entry: Entry | None
    """What the file must be; None where none must be."""


Differences = Mapping[int, Mapping[str, Entry | None]]
"""Of each other release, where it differs: its files, and None for one that it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """Everything to ask, in the order of asking."""

    first: tuple[Question, ...]
    """A few of all kinds: enough to see whether it is the site at all."""
    then: tuple[Question, ...]
    left_out: int
    """How many were left out because a sample was wanted, or there were too many."""


def difference(one: Manifest, other: Manifest) -> dict[str, Entry | None]:
    """Where the files of ``other`` are not those of ``one``: its entry, or None."""
    found: dict[str, Entry | None] = {
        path: entry for path, entry in other.files.items() if one.files.get(path) != entry
    }
    found.update(dict.fromkeys(one.files.keys() - other.files.keys()))
    return found


def inquiry(manifest: Manifest, others: Differences, sample: int | None = None) -> Inquiry:
    """What to ask a site that must be the release of ``manifest``.

    Of ``sample`` addresses at most, when that is given: another choice each time.
    """
    pages = list(_of_release(manifest))
    absent, too_many = _absent(manifest, others)
    first = [*_of_all_kinds(pages), *_hidden(manifest)]
    known = set(first)
    rest = [one for one in (*pages, *absent) if one not in known]
    left_out = too_many
    if sample is not None and len(rest) > max(0, sample - len(first)):
        kept = max(0, sample - len(first))
        left_out += len(rest) - kept
        chosen = set(random.SystemRandom().sample(range(len(rest)), kept))
        rest = [one for place, one in enumerate(rest) if place in chosen]
    return Inquiry(first=tuple(first), then=tuple(rest), left_out=left_out)


def _of_release(manifest: Manifest) -> Iterator[Question]:
    """Every file of a release by the address at which readers have it; texts before pictures."""
    by_file = {
        file_of_old(url): (url, one.kind)
        for url, one in reversed(list(manifest.addresses.items()))
        if one.kind in {AddressKind.GONE, AddressKind.REDIRECT}
    }
    for path in sorted(manifest.files, key=_turn):
        if path.endswith(_MARK):
            continue
        url, kind = by_file.get(path, ("", AddressKind.POST))
        if kind is AddressKind.REDIRECT:
            yield Question(_sent(url), path, Expected.REDIRECT, manifest.files[path])
        else:
            expected = Expected.GONE if kind is AddressKind.GONE else Expected.PAGE
            yield Question(address_of(path), path, expected, manifest.files[path])


def address_of(path: str) -> str:
    """The address of a file as it is sent."""
    return quote(url_of(path), safe="/!$&'()*+,;=:@~")


_MARK = GONE_MARK.shape.rpartition("}")[2]
"""The end of a name that only servers read: sent or not, it says nothing to a reader."""


def _sent(url: str) -> str:
    """An old address without its fragment, which no server is told."""
    return url.partition("#")[0]


def _turn(path: str) -> tuple[int, str]:
    is_picture = path.startswith("anh/")
    return (2 if is_picture else 0 if path.count("/") < 2 else 1, path)  # noqa: PLR2004 - lists, feeds


def _of_all_kinds(pages: Iterable[Question]) -> Iterator[Question]:
    """The front page, two of each kind of answer and ending, and all that must say 410."""
    seen: dict[tuple[Expected, str], int] = {}
    for one in pages:
        kind = one.expected, one.file.rpartition(".")[2]
        seen[kind] = seen.get(kind, 0) + 1
        if one.expected is Expected.GONE or seen[kind] <= _OF_A_KIND or one.url == "/":
            yield one


_OF_A_KIND = 2


def _absent(manifest: Manifest, others: Differences) -> tuple[list[Question], int]:
    """Files of other releases that this one lacks, the newest first; and how many were too many."""
    lacking = {
        path: entry
        for number in sorted(others)
        for path, entry in others[number].items()
        if entry is not None and path not in manifest.files
    }
    asked = list(reversed(lacking.items()))[:MOST_ABSENT]
    found = [Question(address_of(path), path, Expected.NOTHING, entry) for path, entry in asked]
    return found, len(lacking) - len(asked)


def _hidden(manifest: Manifest) -> Iterator[Question]:
    """What a server shows that was given the folder above a release."""
    number = manifest.number
    for path in ("history.jsonl", f"manifests/{number}.json", f"releases/{number}/index.html"):
        if path not in manifest.files:
            yield Question(f"/{path}", path, Expected.HIDDEN, None)


def not_found(manifest: Manifest, nonce: str) -> Question:
    """An address that no site has: the page that says so must answer, with status 404."""
    path = NOT_FOUND.file()
    return Question(f"/khong-co-{nonce}", path, Expected.NOTHING, manifest.files.get(path))
