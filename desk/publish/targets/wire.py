"""What a server tells of its releases, and what is sent to it: values and their texts, no more.

On the server a manifest is two files. ``7.json`` is one short line: which release, who made it, and
the digest of the whole manifest as the publisher's machine keeps it. ``7.data`` is that manifest,
packed; mostly as what differs from another, for at 10,000 posts it is four megabytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from desk.publish.history import Live, read_line
from desk.publish.manifest import Manifest, ManifestError, parse
from desk.publish.targets.packing import pack, pack_difference, unpack
from desk.publish.tree import folders_of
from plugins.vietnamese import VIETNAM

FORMAT = 1
INCOMING = ".incoming"
TREE = f"{INCOMING}/tree"
_MOST_BASES = 60
"""Packed manifests that must be read to read one, at most."""
_MOST_LINES = 1000
"""Lines of history that are kept on the server."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Of one release on a server, what its short line says."""

    format: int = FORMAT
    number: int
    made: str
    """ISO 8601, with the zone."""
    by: str = ""
    """Who made it: ``người dùng an trên máy pc-1``."""
    digest: str
    """SHA-256 of the manifest's text."""
    base: int | None = None
    """The release that its packed manifest differs from; None when it is packed whole."""
    depth: int = 0
    """How many others must be read before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """What there is on a server."""

    trees: frozenset[str] = frozenset()
    """Names of the folders in ``releases``, unfinished ones too."""
    heads: Mapping[int, Head] = field(default_factory=dict)
    packed: frozenset[int] = frozenset()
    """Releases that have a packed manifest."""
    current: int | None = None
    is_foreign: bool = False
    """Whether ``current`` is no link to one of these releases."""
    has_incoming: bool = False
    """Whether something was sent that was not shown."""
    history: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """All whole releases, oldest first."""
        return tuple(sorted(int(name) for name in self.trees if name.isdigit()))

    @property
    def lives(self) -> tuple[Live, ...]:
        """Its history; lines that are none are skipped."""
        return tuple(live for line in self.history if (live := read_line(line)) is not None)

    def shown_by(self, number: int) -> tuple[str, datetime | None]:
        """Who let readers see release ``number`` last, and when; as far as it is known."""
        for line in reversed(self.history):
            live = read_line(line)
            if live is not None and live.release == number:
                return str(json.loads(line).get("by", "")), live.at.astimezone(VIETNAM)
        return "", None

    @property
    def history_text(self) -> bytes:
        """The file of its history."""
        return _lines(self.history)

    @property
    def digest(self) -> str:
        """Of the manifest of what its readers see; empty when that is not known."""
        head = self.heads.get(self.current or 0)
        return head.digest if head is not None else ""


def read_state(lines: Iterable[str]) -> ServerState:
    """What the answer to ``state`` says."""
    said: dict[str, list[list[str]]] = {}
    for line in lines:
        word, *rest = line.split("\t")
        said.setdefault(word, []).append(rest)
    trees = frozenset(one[0] for one in said.get("tree", []))
    heads = [_head(name, "\t".join(text)) for name, *text in said.get("manifest", [])]
    current = said.get("current", [[""]])[0][0]
    is_there = current.isdigit() and current in trees
    data = [name.removesuffix(".data") for (name, *_) in said.get("data", [])]
    return ServerState(
        trees=trees,
        heads={head.number: head for head in heads if head is not None},
        packed=frozenset(int(name) for name in data if name.isdigit()),
        current=int(current) if is_there else None,
        is_foreign="current" in said and not is_there and current != "",
        has_incoming="incoming" in said,
        history=tuple("\t".join(one) for one in said.get("history", [])),
    )


def _head(name: str, text: str) -> Head | None:
    try:
        head = msgspec.json.decode(text, type=Head)
        made = datetime.fromisoformat(head.made)
    except (msgspec.MsgspecError, ValueError):
        return None
    known = head.format == FORMAT and made.tzinfo is not None
    return head if known and f"{head.number}.json" == name else None


def digest_of(text: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text).hexdigest()


# --- manifests, packed ------------------------------------------------------------


def text_of(number: int, heads: Mapping[int, Head], fetch: Callable[[int], bytes]) -> bytes:
    """The text of the manifest of release ``number`` on a server.

    ``fetch`` reads a packed one. Raises ManifestError when it is lost or damaged.
    """
    head = heads.get(number)
    if head is None or head.depth > _MOST_BASES:
        raise ManifestError(number)
    is_sound = head.base is None or (head.base in heads and heads[head.base].depth < head.depth)
    if not is_sound:
        raise ManifestError(number)
    base = None if head.base is None else text_of(head.base, heads, fetch)
    text = unpack(fetch(number), None if base is None else parse(base))
    if digest_of(text) != head.digest:
        raise ManifestError(number)
    return text


def bases_of(numbers: Iterable[int], heads: Mapping[int, Head]) -> frozenset[int]:
    """The releases whose packed manifests must stay for those of ``numbers`` to be read."""
    needed: set[int] = set()
    for number in numbers:
        at: int | None = number
        while at is not None and at not in needed and at in heads:
            needed.add(at)
            at = heads[at].base
    return frozenset(needed)


# --- what is to be sent -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One change of a server's releases: what to send, and what to make of it there."""

    number: int
    """The release that readers will see."""
    base: int | None
    """The release there that it is made of; None: of what is sent alone."""
    expected: int | None
    """What readers must still see before."""
    files: tuple[str, ...] = ()
    """Paths of the release to be sent; none when the release is there."""
    gone: tuple[str, ...] = ()
    """Paths and emptied folders of ``base`` that it lacks, those inside first."""
    first: tuple[str, ...] = ()
    """What an interrupted sending left, to be removed before."""
    removed: tuple[str, ...] = ()
    """What is to be removed once readers see it."""
    pruned: tuple[int, ...] = ()
    """The releases that are none any more then. Their trees go after the answer, unwaited for."""
    notes: Mapping[str, bytes] = field(default_factory=dict)
    """Files to be put in ``manifests``, by name."""
    history: bytes = b""
    is_mending: bool = False
    """Whether release ``number`` is only to be put right: nothing else is shown."""

    @property
    def request(self) -> tuple[str, ...]:
        """The words of the request that it goes with."""
        if self.is_mending:
            return ("mend", str(self.number))
        return ("take", str(self.number), str(self.base or "-"), str(self.expected or "-"))


def plan_sending(
    state: ServerState,
    manifest: Manifest,
    text: bytes,
    known: Callable[[int], bytes | None],
    *,
    keep: int,
    did: str,
    by: str,
    at: datetime,
) -> Sending:
    """What makes readers see the release of ``manifest``, whose text is ``text``.

    ``known`` gives the text of the manifest of one of the server's releases, as far as this machine
    has it. ``keep``, as for a folder: how many stay.
    """
    number, digest = manifest.number, digest_of(text)
    head = state.heads.get(number)
    is_there = number in state.numbers and head is not None and head.digest == digest
    base = None if is_there else state.current
    base_text = known(base) if base is not None else None
    old = parse(base_text) if base_text is not None else None
    if old is None:
        base = None
    files: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    if not is_there:
        there = old.files if old is not None else {}
        files = tuple(path for path, entry in manifest.files.items() if there.get(path) != entry)
        gone = _gone(there, manifest.files)
    seen = {live.release for live in state.lives} | {state.current, number}
    stale = [
        f"releases/{name}"
        for name in sorted(state.trees - {f".spare-{base}"})  # which the next is made of
        if not name.isdigit() or (int(name) == number and not is_there)
    ]
    numbers = sorted({*state.numbers, number})
    kept = [n for n in numbers if n in seen]
    kept = [*(n for n in kept[:-keep] if n in {number, state.current}), *kept[-keep:]]
    heads, notes = dict(state.heads), {}
    if not is_there:
        head, data = _packed(manifest, text, state, base, old, by)
        heads[number] = head
        notes = _notes(head, data)
    return Sending(
        number=number,
        base=base,
        expected=state.current,
        files=files,
        gone=gone,
        first=tuple(stale),
        removed=_unneeded(state, kept, heads),
        pruned=tuple(n for n in numbers if n not in kept),
        notes=notes,
        history=_history(state, Live(at=at, release=number, did=did), by),
    )


def plan_erasing(
    state: ServerState,
    numbers: Iterable[int],
    texts: Mapping[int, bytes],
) -> Sending:
    """What removes the releases ``numbers``, and all that this machine knows nothing of.

    ``texts``: the manifests of those that stay, packed whole anew, for what was
    packed as a difference from an erased one would need its words.
    """
    assert state.current is not None, "nothing was ever shown there"
    doomed = {*numbers, *(n for n in state.numbers if n not in texts)} - {state.current}
    kept = [n for n in state.numbers if n not in doomed]
    heads = {
        n: msgspec.structs.replace(state.heads[n], base=None, depth=0)
        for n in kept
        if n in texts and n in state.heads
    }
    notes: dict[str, bytes] = {}
    for number, head in heads.items():
        notes |= _notes(head, pack(texts[number]))
    trees = [name for name in sorted(state.trees) if not name.isdigit() or int(name) not in kept]
    return Sending(
        number=state.current,
        base=None,
        expected=state.current,
        removed=(*(f"releases/{name}" for name in trees), *_unneeded(state, kept, heads)),
        notes=notes,
        history=state.history_text,
    )


def _packed(
    manifest: Manifest,
    text: bytes,
    state: ServerState,
    base: int | None,
    old: Manifest | None,
    by: str,
) -> tuple[Head, bytes]:
    head = Head(
        number=manifest.number, made=manifest.made.isoformat(), by=by, digest=digest_of(text)
    )
    before = state.heads.get(base or 0)
    if old is not None and before is not None and base in state.packed:
        is_near = before.depth < _MOST_BASES
        data = pack_difference(manifest, text, old) if is_near else None
        if data is not None:
            return msgspec.structs.replace(head, base=base, depth=before.depth + 1), data
    return head, pack(text)


def _notes(head: Head, data: bytes) -> dict[str, bytes]:
    """The two files of a release's manifest."""
    return {f"{head.number}.json": msgspec.json.encode(head) + b"\n", f"{head.number}.data": data}


def _gone(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[str, ...]:
    """Files of ``old`` that ``new`` lacks, and folders that they leave empty, inside first."""
    files = sorted(old.keys() - new.keys())
    folders = sorted(folders_of(old) - folders_of(new), reverse=True)
    return (*files, *(folder.rstrip("/") for folder in folders))


def _unneeded(
    state: ServerState, kept: Sequence[int], heads: Mapping[int, Head]
) -> tuple[str, ...]:
    """Notes that no release of ``kept`` needs."""
    needed = bases_of(kept, heads)
    notes = sorted(({*state.heads, *state.packed}) - needed - set(kept))
    return tuple(f"manifests/{n}.{end}" for n in notes for end in ("json", "data"))


def _history(state: ServerState, live: Live, by: str) -> bytes:
    said = {
        "at": live.at.isoformat(timespec="seconds"),
        "release": live.release,
        "did": live.did,
        "by": by,
    }
    return _lines((*state.history, json.dumps(said, ensure_ascii=False)))


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines[-_MOST_LINES:]).encode()
