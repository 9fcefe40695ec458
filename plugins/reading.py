"""From a content folder to a newsroom, or to every problem in it.

The only module that walks ``content/``. It decides nothing: each text goes to
the room that understands it, and what all of them object to comes back at once.
With a ``Memory`` a file of known bytes is not parsed again; what comes back is
the same with one and without.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

import msgspec

from plugins.documents.checks import check_citations
from plugins.images import Spec, check_pictures, examine
from plugins.memory import Stamp, Store, encode, now_ns
from plugins.model import Body, Post, Problem, StandingPage
from plugins.newsroom import Newsroom, is_public
from plugins.pages.faces import registry_face
from plugins.posts import (
    Manuscript,
    check_newsroom,
    edit,
    hollow,
    read_manuscript,
    read_standing,
)
from plugins.registry import Registry, read_registry
from plugins.vietnamese import nfc

REGISTRY_FILES = ("registry/units.toml", "registry/departments.toml", "registry/authors.toml")
POSTS = "tin-hoat-dong"
PAGES = "trang"
PICTURES = "anh"

ENOUGH = 400
"""Texts to parse before another process pays for its start."""

_CHUNK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What reading cost."""

    files: int = 0
    """Texts and pictures that are there."""
    opened: int = 0
    """Of them, how many were opened: the others were known by their stamp."""
    parsed: int = 0
    """Of them, how many were parsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading: ``newsroom`` is None exactly when a problem is an error."""

    newsroom: Newsroom | None
    problems: tuple[Problem, ...]
    effort: Effort = field(default=Effort(), compare=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before anything is built."""
        return tuple(p for p in self.problems if p.severity == "error")


def read_newsroom(content: Path, now: datetime, memory: Memory | None = None) -> Reading:
    """Read all of ``content`` as it stands for the clock ``now`` (aware)."""
    desk = _Desk(content, memory or Memory(None))
    registry = desk.registry()
    desk.read(registry)
    on_disk = {file.path: file for file in _files(content, PICTURES)}
    specs = desk.pictures(on_disk)
    posts = sorted(desk.posts.values(), key=lambda post: post.order)
    pages = sorted(desk.pages.values(), key=lambda page: page.path)
    unread = desk.digests.keys() - desk.posts.keys() - desk.pages.keys()
    found = [
        *check_newsroom(posts, pages, on_disk, now, unread),
        *check_citations(posts, lambda post: is_public(post, now) and post.withdrawal is None),
    ]
    problems = sorted([*desk.problems, *found])
    desk.memory.keep()
    sound = registry is not None and all(p.severity != "error" for p in problems)
    newsroom = None
    if registry is not None and sound:
        newsroom = Newsroom(
            registry=registry,
            posts=tuple(posts),
            pages=tuple(pages),
            pictures=specs,
            digests=desk.digests,
            registry_faces=desk.faces,
            bodies=desk.memory.body,
            now=now,
        )
    return Reading(newsroom=newsroom, problems=tuple(problems), effort=desk.effort())


# --- what is kept -------------------------------------------------------------


@dataclass(slots=True)
class _Known:
    """What is known of one text: of exactly the bytes of ``digest``."""

    stamp: bytes
    """``Stamp`` and when it was taken."""
    digest: bytes
    manuscript: bytes
    """JSON of the hollow Manuscript or StandingPage; empty when there is none."""
    problems: bytes
    registry: bytes
    """Digest of the registry that ``post`` was edited with; empty for a standing page."""
    post: bytes
    """JSON of the hollow Post; empty when editing found errors."""
    edit_problems: bytes
    face: bytes


_STAMP = struct.Struct("<5q")
_problems = msgspec.json.Decoder(tuple[Problem, ...])
_manuscript = msgspec.json.Decoder(Manuscript)
_post = msgspec.json.Decoder(Post)
_page = msgspec.json.Decoder(StandingPage)
_spec = msgspec.json.Decoder(Spec)

_TABLES = {"texts": 8, "bodies": 3, "pictures": 4}


class Memory:
    """What reading keeps between builds, in ``file``; with None, for this build alone."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._store: Store | None = None
        self._pid = 0
        self._bodies: dict[str, Body] = {}
        self._content: Path | None = None
        self._digests: dict[str, bytes] = {}
        self._texts: dict[str, _Known] = {}
        self._pictures: dict[str, tuple[bytes, ...]] = {}
        self._new_bodies: dict[str, tuple[bytes, ...]] = {}
        self._changed: set[str] = set()
        self._changed_pictures: set[str] = set()
        self._seen_pictures: set[str] = set()

    def open(self, content: Path) -> None:
        """Load what is known of ``content``."""
        self._content = content.resolve()
        store = self._opened()
        if store is not None:
            self._texts = {path: _Known(*row) for path, row in store.rows("texts")}
            self._pictures = dict(store.rows("pictures"))

    def text(self, path: str) -> _Known | None:
        """What is known of the text at ``path``."""
        return self._texts.get(path)

    def keep_text(self, path: str, known: _Known, body: Body | None) -> None:
        """Keep what was learnt of a text; ``body`` only when it was parsed."""
        self._texts[path] = known
        self._changed.add(path)
        self._digests[path] = known.digest
        if body is None:
            return
        if self._file is None:
            self._bodies[path] = body
        else:
            self._new_bodies[path] = (known.digest, body.html.encode(), body.text.encode())

    def picture(self, path: str) -> tuple[bytes, ...] | None:
        """Stamp, digest, JSON of the Spec (may be empty) and of the problems of a picture."""
        self._seen_pictures.add(path)
        return self._pictures.get(path)

    def keep_picture(self, path: str, row: tuple[bytes, ...]) -> None:
        """Keep what was learnt of a picture."""
        self._pictures[path] = row
        self._changed_pictures.add(path)

    def trust(self, path: str, digest: bytes) -> None:
        """Say of which bytes the body at ``path`` must be."""
        self._digests[path] = digest

    def keep(self) -> None:
        """Make what was learnt last, and forget what is no longer there."""
        store = self._opened()
        if store is None:
            return
        gone = self._texts.keys() - self._digests.keys()
        rows = ((p, _row(self._texts[p])) for p in sorted(self._changed))
        store.save("texts", rows, gone)
        store.save("bodies", sorted(self._new_bodies.items()), gone)
        pictures = ((p, self._pictures[p]) for p in sorted(self._changed_pictures))
        store.save("pictures", pictures, self._pictures.keys() - self._seen_pictures)
        store.commit()
        self._texts, self._new_bodies, self._changed = {}, {}, set()
        self._pictures = {}

    def body(self, path: str) -> Body:
        """The body at ``path``; read again when what was kept of it is lost or of other bytes."""
        if path in self._bodies:
            return self._bodies[path]
        store = self._opened()
        row = store.row("bodies", path) if store is not None else None
        if row is not None and row[0] == self._digests[path]:
            return Body(html=row[1].decode(), text=row[2].decode())
        assert self._content is not None
        text = (self._content / path).read_bytes().decode("utf-8-sig")
        read = read_manuscript if path.startswith(f"{POSTS}/") else read_standing
        found, _ = read(path, text)
        assert found is not None, "a text that was read a moment ago"
        return found.body

    def _opened(self) -> Store | None:
        """One connection a process: SQLite's cannot be carried over a fork."""
        if self._file is None:
            return None
        if self._store is None or self._pid != os.getpid():
            self._store = Store(self._file, tables=_TABLES, key="reading 1")
            self._pid = os.getpid()
        return self._store


def _row(known: _Known) -> tuple[bytes, ...]:
    return (
        known.stamp,
        known.digest,
        known.manuscript,
        known.problems,
        known.registry,
        known.post,
        known.edit_problems,
        known.face,
    )


# --- walking and reading --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    """Below the content folder, NFC, POSIX."""
    place: str
    stamp: Stamp
    looked: int


def _files(content: Path, folder: str) -> Iterator[_File]:
    """Files below ``folder`` in one order whatever the disk's; hidden ones are not content."""
    looked = now_ns()

    def walk(place: str, path: str) -> Iterator[_File]:
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = f"{path}/{nfc(entry.name)}"
            if entry.is_dir():
                yield from walk(entry.path, name)
            elif entry.is_file():
                yield _File(name, entry.path, Stamp.of(entry.stat()), looked)

    yield from walk(str(content / folder), folder)


class _Desk:
    """One reading: what was found, by path, and what is wrong with it."""

    def __init__(self, content: Path, memory: Memory) -> None:
        self._content = content
        self.memory = memory
        self.problems: list[Problem] = []
        self.posts: dict[str, Post] = {}
        self.pages: dict[str, StandingPage] = {}
        self.digests: dict[str, bytes] = {}
        self.faces: dict[str, bytes] = {}
        self._registry_digest = b""
        self._files = self._opened = self._parsed = 0
        memory.open(content)

    def effort(self) -> Effort:
        return Effort(files=self._files, opened=self._opened, parsed=self._parsed)

    def registry(self) -> Registry | None:
        texts: dict[str, str] = {}
        for path in REGISTRY_FILES:
            try:
                data = (self._content / path).read_bytes()
            except FileNotFoundError:
                self._say(path, 1, "không có tệp này")
                continue
            text = self._decoded(path, data)
            if text is not None:
                texts[path] = text
        registry, problems = read_registry(texts)
        if len(texts) == len(REGISTRY_FILES):
            self.problems.extend(problems)
        if registry is not None:
            self._registry_digest = registry.digest.encode()
        return registry

    def read(self, registry: Registry | None) -> None:
        """Read every text; parse those whose bytes are new."""
        fresh: list[tuple[str, str, bytes, bytes]] = []
        for folder in (POSTS, PAGES):
            for file in _files(self._content, folder):
                self._files += 1
                if not file.path.endswith(".md"):
                    self._stranger(file.path, folder)
                    continue
                known, data = self._look(file)
                if known is not None:
                    self._recall(file.path, known, registry)
                elif data is not None:
                    text = self._decoded(file.path, data)
                    if text is not None:
                        digest = hashlib.sha256(data).digest()
                        fresh.append((file.path, text, digest, _stamp(file)))
        self._parsed = len(fresh)
        for (path, _, digest, stamp), parsed in zip(
            fresh, _parse_all(fresh, registry), strict=True
        ):
            edited = parsed.edited
            known = _Known(
                stamp,
                digest,
                parsed.manuscript,
                parsed.problems,
                self._registry_digest if edited else b"",
                edited.post if edited else b"",
                edited.problems if edited else b"[]",
                edited.face if edited else b"",
            )
            self.memory.keep_text(path, known, parsed.body)
            self._found(path, known)

    def _look(self, file: _File) -> tuple[_Known | None, bytes | None]:
        """What is known of the file's bytes, else the bytes."""
        known = self.memory.text(file.path)
        if known is not None and _same(known.stamp, file.stamp):
            return known, None
        try:
            data = Path(file.place).read_bytes()
        except FileNotFoundError:  # gone since the folder was listed
            return None, None
        self._opened += 1
        if known is not None and known.digest == hashlib.sha256(data).digest():
            known.stamp = _stamp(file)
            self.memory.keep_text(file.path, known, None)
            return known, None
        return None, data

    def _recall(self, path: str, known: _Known, registry: Registry | None) -> None:
        if (known.registry and known.registry == self._registry_digest) or path.startswith(
            f"{PAGES}/"
        ):
            self._found(path, known)
        else:
            if known.manuscript and registry is not None:
                self._edit_again(path, known, registry)
            self._found(path, known)

    def _edit_again(self, path: str, known: _Known, registry: Registry) -> None:
        """Look names up again in another registry, in front matter and in the text."""
        manuscript = _manuscript.decode(known.manuscript)
        self.memory.trust(path, known.digest)
        text = self.memory.body(path).text
        edited = _edited(replace(manuscript, body=replace(manuscript.body, text=text)), registry)
        known.post, known.edit_problems, known.face = edited.post, edited.problems, edited.face
        known.registry = self._registry_digest
        self.memory.keep_text(path, known, None)

    def _found(self, path: str, known: _Known) -> None:
        self.digests[path] = known.digest
        self.memory.trust(path, known.digest)
        self.problems.extend(_problems.decode(known.problems))
        self.problems.extend(_problems.decode(known.edit_problems))
        if path.startswith(f"{PAGES}/"):
            if known.manuscript:
                self.pages[path] = _page.decode(known.manuscript)
        elif known.post:
            self.posts[path] = _post.decode(known.post)
            self.faces[path] = known.face

    def pictures(self, on_disk: Mapping[str, _File]) -> dict[str, Spec]:
        """Every picture of those ``on_disk`` that a text uses."""
        used = {post.photo.path for post in self.posts.values() if post.photo is not None}
        for body in _bodies(self.posts.values(), self.pages.values()):
            used.update(picture.path for picture in body.pictures)
        specs: dict[str, Spec] = {}
        for path in (path for path in on_disk if path in used):
            self._files += 1
            spec = self._examined(on_disk[path])
            if spec is not None:
                specs[path] = spec
        self.problems.extend(check_pictures(specs.values()))
        return specs

    def _examined(self, file: _File) -> Spec | None:
        kept = self.memory.picture(file.path)
        if kept is None or not _same(kept[0], file.stamp):
            data = Path(file.place).read_bytes()
            self._opened += 1
            digest = hashlib.sha256(data).digest()
            if kept is None or kept[1] != digest:
                spec, problems = examine(file.path, data)
                self._parsed += 1
                made = encode(spec) if spec is not None else b""
                kept = (b"", digest, made, encode(problems))
            kept = (_stamp(file), *kept[1:])
            self.memory.keep_picture(file.path, kept)
        self.problems.extend(_problems.decode(kept[3]))
        return _spec.decode(kept[2]) if kept[2] else None

    def _stranger(self, path: str, folder: str) -> None:
        self._say(
            path,
            1,
            f"thư mục {folder}/ chỉ chứa bài viết đuôi .md; tệp này không phải",
            "chuyển ảnh vào content/anh/<năm>/, tệp khác ra ngoài content/",
        )

    def _decoded(self, path: str, data: bytes) -> str | None:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            message = "tệp không ở dạng UTF-8; mở bằng trình soạn thảo và lưu lại với mã UTF-8"
            self._say(path, line, message)
            return None

    def _say(self, path: str, line: int, message: str, suggestion: str = "") -> None:
        self.problems.append(
            Problem(path=f"content/{path}", line=line, message=message, suggestion=suggestion)
        )


def _bodies(posts: Iterable[Post], pages: Iterable[StandingPage]) -> Iterator[Body]:
    yield from (post.body for post in posts)
    yield from (page.body for page in pages)


def _stamp(file: _File) -> bytes:
    stamp = file.stamp
    return _STAMP.pack(stamp.size, stamp.modified, stamp.changed, stamp.inode, file.looked)


def _same(kept: bytes, stamp: Stamp) -> bool:
    """Whether a file with this stamp surely has the bytes it had when ``kept`` was taken."""
    if len(kept) != _STAMP.size or os.name == "nt":  # Windows keeps no change time
        return False
    *before, looked = _STAMP.unpack(kept)
    return stamp == Stamp(*before) and stamp.settled(looked)


# --- parsing, over the cores when there is much -----------------------------------


@dataclass(frozen=True, slots=True)
class _Edited:
    post: bytes
    problems: bytes
    face: bytes


def _edited(manuscript: Manuscript, registry: Registry) -> _Edited:
    """What the registry says of a post; ``manuscript`` with its text."""
    post, problems = edit(manuscript, registry)
    if post is None:
        return _Edited(b"", encode(problems), b"")
    light = replace(post, body=hollow(post.body))
    return _Edited(encode(light), encode(problems), registry_face(post, registry))


@dataclass(frozen=True, slots=True)
class _Parsed:
    manuscript: bytes
    problems: bytes
    body: Body | None
    edited: _Edited | None = None


_registry: list[Registry | None] = [None]
"""That of this process, for texts being parsed."""


def _look_up_in(registry: Registry | None) -> None:
    _registry[0] = registry


def _parse_all(
    fresh: Sequence[tuple[str, str, bytes, bytes]], registry: Registry | None
) -> Iterator[_Parsed]:
    texts = [(path, text) for path, text, _, _ in fresh]
    workers = min(os.cpu_count() or 1, len(texts) // (ENOUGH // 2))
    if workers < 2:  # noqa: PLR2004 - one is none
        yield from (_parse(text, registry) for text in texts)
        return
    chunks = [texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK)]
    # Forked, a worker starts with all that is imported; where that is not safe, anew.
    method = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(
        workers, mp_context=get_context(method), initializer=_look_up_in, initargs=(registry,)
    ) as pool:
        for parsed in pool.map(_parse_chunk, chunks):
            yield from parsed


def _parse_chunk(texts: Sequence[tuple[str, str]]) -> list[_Parsed]:
    return [_parse(text, _registry[0]) for text in texts]


def _parse(given: tuple[str, str], registry: Registry | None) -> _Parsed:
    path, text = given
    read: Callable[[str, str], tuple[Manuscript | StandingPage | None, tuple[Problem, ...]]]
    read = read_manuscript if path.startswith(f"{POSTS}/") else read_standing
    found, problems = read(path, text)
    if found is None:
        return _Parsed(b"", encode(problems), None)
    light = replace(found, body=hollow(found.body))
    edited = None
    if isinstance(found, Manuscript) and registry is not None:
        edited = _edited(found, registry)
    return _Parsed(encode(light), encode(problems), found.body, edited)
