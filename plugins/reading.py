"""From a content folder to a newsroom, or to every problem in it.

Of what ``plugins.walking`` found it decides nothing: each text goes to
the room that understands it, and what all of them object to comes back at once.
With a ``Memory`` a file of known bytes is not parsed again; what comes back is
the same with one and without.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from plugins import limits
from plugins.documents.checks import check_citations
from plugins.elsewhere import crew
from plugins.file_stamps import size_of
from plugins.images import Spec, check_pictures, examine
from plugins.lines import decode
from plugins.memory import Blocks, Store, encode
from plugins.model import (
    UNDATED,
    UNREAD,
    Body,
    Post,
    Problem,
    Severity,
    StandingPage,
    Status,
    as_reminders,
)
from plugins.newsroom import Hold, Newsroom, is_public
from plugins.on_disk import on_disk, why_unreadable
from plugins.outside import REGISTRY_FILES
from plugins.pages.post_digests import post_digest
from plugins.pages.site_addresses import SiteAddresses
from plugins.pages.site_links import site_links
from plugins.plain_file import read_plain
from plugins.posts import (
    Manuscript,
    check_newsroom,
    edit,
    hollow,
    read_manuscript,
    read_standing,
)
from plugins.posts.addresses import PAGES, POSTS
from plugins.posts.pictures import pictures_of
from plugins.posts.reporter import NO_DATE
from plugins.registry import Registry, read_registry
from plugins.walking import File, Trace, Walk

STATE = ".newsroom"
"""Folder beside ``content/`` for what can be made again: pictures, what was read, what was made."""

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
    """What came of reading.

    ``newsroom`` is None when a problem is an error of a text that is not left out.
    """

    newsroom: Newsroom | None
    problems: tuple[Problem, ...]
    registry: Registry | None = None
    """None when it could not be read."""
    pages: tuple[StandingPage, ...] = ()
    """Those that could be read."""
    left_out: tuple[str, ...] = ()
    """Paths of texts that are not drafts and yet not in ``newsroom``: held, or wrong.

    Not those that by their name or place are no texts (``unread``)."""
    faulty: frozenset[str] = frozenset()
    """Paths of texts with errors of their own or of their pictures."""
    drafts: tuple[Post | StandingPage, ...] = ()
    """What says of itself that it is not ready, whatever else is wrong."""
    effort: Effort = field(default=Effort(), compare=False)
    trace: Trace = field(default=Trace(digest=b"", fresh=()), compare=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before anything is built."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def unread(self) -> tuple[str, ...]:
        """Files and folders, from the project's folder, of which nothing goes to readers."""
        return unread(self.problems)


def unread(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Files and folders that ``problems`` name of which nothing goes to readers."""
    return tuple(sorted({problem.path for problem in problems if problem.about == UNREAD}))


def read_newsroom(  # noqa: PLR0913 - all but the first are said by name
    content: Path,
    now: datetime,
    memory: Memory | None = None,
    walk: Walk | None = None,
    *,
    advise: bool = True,
    hold: Hold | None = None,
    past_faults: bool = False,
    show_faults: bool = False,
    origins: Collection[str] = (),
) -> Reading:
    """Read all of ``content`` as it stands for the clock ``now`` (aware).

    Without ``advise`` what is only advice about many posts together is not looked for.
    ``walk``: what was seen of the folder a moment ago, if it was looked through already.
    With ``past_faults`` texts with errors, and whatever leads to them, are left
    out of the newsroom instead of there being none; with ``show_faults``, for a
    preview, they are in it as far as they can be. The registry must be sound.
    ``origins``: ``https://…`` of the site itself, to know links to it that are written whole.
    """
    walk = walk or Walk(content)
    hold = hold or Hold()
    desk = _Desk(walk, memory or Memory(None), dict(hold.live))
    registry = desk.registry()
    desk.read(walk.texts, registry)
    there = {file.path: file for file in walk.pictures}
    specs = desk.pictures(there)
    posts = sorted(desk.posts.values(), key=lambda post: post.order)
    pages = sorted(desk.pages.values(), key=lambda page: page.path)
    held = hold.out & desk.texts
    misplaced = walk.misplaced.keys()
    unread = desk.texts - desk.posts.keys() - desk.pages.keys() - misplaced
    unsure = unread | desk.faulty(desk.problems)

    def between(held: AbstractSet[str]) -> tuple[Problem, ...]:
        held = held | misplaced
        site = SiteAddresses(
            posts=posts, pages=pages, registry=registry, now=now, unsure=unsure - held, held=held
        )
        found = check_newsroom(posts, pages, there, now, unread=unread, held=held)
        return (*found, *site_links(site, origins))

    found = [*desk.problems, *between(held)]
    first = faulty = desk.faulty(found) - held
    while past_faults and faulty - held - _NO_TEXT:
        held |= faulty - _NO_TEXT
        more = between(held)
        found += more
        faulty = desk.faulty(more)
    texts: tuple[Post | StandingPage, ...] = (*posts, *pages)
    away = [text for text in texts if text.path in held]
    if away:
        posts = [post for post in posts if post.path not in held]
        pages = [page for page in pages if page.path not in held]
    if advise:
        found += check_citations(
            posts, lambda post: is_public(post, now) and post.withdrawal is None
        )
    problems = [_with_moment(problem, now) for problem in sorted(set(found))]
    if posts and posts[-1].date == UNDATED:
        posts = sorted((_dated(post, now) for post in posts), key=lambda post: post.order)
    desk.memory.keep()
    newsroom = None
    if registry is not None and (past_faults or show_faults or not faulty):
        newsroom = Newsroom(
            registry=registry,
            posts=tuple(posts),
            pages=tuple(pages),
            pictures=specs,
            digests=desk.digests,
            post_digests=desk.post_digests,
            bodies=desk.memory.body,
            now=now,
            held=tuple(away),
        )
    return Reading(
        newsroom=newsroom,
        problems=tuple(problems),
        registry=registry,
        pages=tuple(pages),
        left_out=tuple(sorted(held)),
        faulty=first - _NO_TEXT,
        drafts=tuple(text for text in texts if text.status is Status.DRAFT),
        effort=desk.effort(),
        trace=walk.traced(desk.registry_files, desk.read_as),
    )


_NO_TEXT = frozenset({""})
"""Who is at fault when no text is: the registry."""


def _dated(post: Post, now: datetime) -> Post:
    """``post``; one that has no date that can be read is shown, in a preview, as of now."""
    if post.date != UNDATED:
        return post
    return replace(post, date=now.replace(second=0, microsecond=0))


def _with_moment(problem: Problem, now: datetime) -> Problem:
    """``problem`` with the present moment in its line to write, if a date is what is missing.

    An officer who has lines mended has it written too.
    """
    if problem.about != NO_DATE or problem.severity == "answer":
        return problem
    line = f"date: {now.year:04}-{now:%m-%d %H:%M}"
    return replace(problem, suggestion=line, fixable=problem.severity == "error")


# --- what is kept -------------------------------------------------------------


class _Known(msgspec.Struct, array_like=True):
    """What is known of one text: of exactly the bytes of ``digest``."""

    stamp: bytes
    """As ``stamp_of`` gives it; empty when the file had changed too shortly before that."""
    digest: bytes
    read: bool
    """Whether the text could be read: then its manuscript is kept beside its body."""
    problems: tuple[Problem, ...]
    registry: bytes = b""
    """Digest of the registry that ``post`` was edited with; empty for a standing page."""
    post: Post | None = None
    """Hollow; None for a standing page."""
    page: StandingPage | None = None
    """Hollow."""
    edit_problems: tuple[Problem, ...] = ()
    post_digest: bytes = b""


class _Seen(msgspec.Struct, array_like=True):
    """What is known of one picture: of exactly the bytes of ``digest``."""

    stamp: bytes
    digest: bytes
    spec: Spec | None
    problems: tuple[Problem, ...]


_manuscript = msgspec.json.Decoder(Manuscript)

_TABLES = {"texts": 1, "bodies": 4, "pictures": 1}


class Memory:
    """What reading keeps between builds, in ``file``; with None, for this build alone."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._store: Store | None = None
        self._pid = 0
        self._bodies: dict[str, Body] = {}
        self._content: Path | None = None
        self._digests: dict[str, bytes] = {}
        self._texts: Blocks[_Known] | None = None
        self._pictures: Blocks[_Seen] | None = None
        self._new_bodies: dict[str, tuple[bytes, ...]] = {}
        self._changed: set[str] = set()
        self._changed_pictures: set[str] = set()
        self._seen_pictures: set[str] = set()

    @classmethod
    def beside(cls, content: Path) -> Memory:
        """The one that builds and commands share: what one has read no other parses again."""
        return cls(content.parent / STATE / "reading.sqlite3")

    def open(self, content: Path) -> None:
        """Load what is known of ``content``."""
        self._content = content.resolve()
        store = self._opened()
        if store is not None:
            self._texts = Blocks(store, "texts", _Known)
            self._pictures = Blocks(store, "pictures", _Seen)

    def text(self, path: str) -> _Known | None:
        """What is known of the text at ``path``."""
        return self._texts.values.get(path) if self._texts is not None else None

    def keep_text(self, path: str, known: _Known, parsed: _Parsed | None = None) -> None:
        """Keep what was learnt of a text; ``parsed`` only when it was."""
        self._changed.add(path)
        if self._texts is not None:
            self._texts.values[path] = known
        if parsed is None:
            return
        if self._file is None:
            self._bodies[path] = Body(html=parsed.html, text=parsed.text)
        else:
            body = (parsed.html.encode(), parsed.text.encode())
            self._new_bodies[path] = (known.digest, *body, parsed.manuscript)

    def picture(self, path: str) -> _Seen | None:
        """What is known of the picture at ``path``."""
        self._seen_pictures.add(path)
        return self._pictures.values.get(path) if self._pictures is not None else None

    def keep_picture(self, path: str, seen: _Seen) -> None:
        """Keep what was learnt of a picture."""
        self._changed_pictures.add(path)
        if self._pictures is not None:
            self._pictures.values[path] = seen

    def trust(self, digests: Mapping[str, bytes]) -> None:
        """Say of which bytes each body must be: these texts are there, and no others."""
        self._digests = dict(digests)

    def keep(self) -> None:
        """Make what was learnt last, and forget what is no longer there."""
        store = self._opened()
        if store is None or self._texts is None or self._pictures is None:
            return
        gone = self._texts.values.keys() - self._digests.keys()
        self._texts.save(self._changed, gone)
        store.save("bodies", sorted(self._new_bodies.items()), gone)
        no_more = self._pictures.values.keys() - self._seen_pictures
        self._pictures.save(self._changed_pictures, no_more)
        store.commit()
        self._new_bodies, self._changed = {}, set()
        self._texts = self._pictures = None

    def manuscript(self, path: str, digest: bytes) -> Manuscript | None:
        """The manuscript at ``path``, whole, if it is kept and of the bytes of ``digest``."""
        store = self._opened()
        row = store.row("bodies", path) if store is not None else None
        if row is None or row[0] != digest or not row[3]:
            return None
        manuscript = _manuscript.decode(row[3])
        post = manuscript.post
        body = replace(post.body, text=row[2].decode())
        return replace(manuscript, post=replace(post, body=body))

    def body(self, path: str) -> Body:
        """The body at ``path``; read again when what was kept of it is lost or of other bytes."""
        if path in self._bodies:
            return self._bodies[path]
        store = self._opened()
        row = store.row("bodies", path) if store is not None else None
        if row is not None and row[0] == self._digests[path]:
            return Body(html=row[1].decode(), text=row[2].decode())
        assert self._content is not None
        text = decode(on_disk(self._content, path).read_bytes()).text
        read = read_manuscript if path.startswith(f"{POSTS}/") else read_standing
        found, _ = read(path, text)
        assert found is not None, "a text that was read a moment ago"
        return found.post.body if isinstance(found, Manuscript) else found.body

    def _opened(self) -> Store | None:
        """One connection a process: SQLite's cannot be carried over a fork."""
        if self._file is None:
            return None
        if self._store is None or self._pid != os.getpid():
            self._store = Store(self._file, tables=_TABLES, key="reading 2")
            self._pid = os.getpid()
        return self._store


# --- reading --------------------------------------------------------


class _Desk:
    """One reading: what was found, by path, and what is wrong with it."""

    def __init__(self, walk: Walk, memory: Memory, live: Mapping[str, bytes]) -> None:
        """``live``: bytes to be read in place of a file's, by path."""
        self._walk = walk
        self._live = live
        self.memory = memory
        self.problems = list(walk.problems)
        self.texts: set[str] = set()
        """Paths of all posts and pages, readable or not."""
        self._users: dict[str, list[str]] = {}
        """Path of a picture → paths of the texts that use it."""
        self.posts: dict[str, Post] = {}
        self.pages: dict[str, StandingPage] = {}
        self.digests: dict[str, bytes] = {}
        self.post_digests: dict[str, bytes] = {}
        self._registry_digest = b""
        self.registry_files: list[bytes] = []
        self.read_as: dict[str, bytes] = {}
        """Path → SHA-256 of the bytes of which all else here is true."""
        self._files = self._opened = self._parsed = 0
        memory.open(walk.content)

    def effort(self) -> Effort:
        return Effort(files=self._files, opened=self._opened, parsed=self._parsed)

    def registry(self) -> Registry | None:
        texts: dict[str, str] = {}
        for path in REGISTRY_FILES:
            try:
                place = self._walk.content / path
                if fault := limits.registry_too_large(place.stat().st_size):
                    self._say(path, 1, fault)
                    continue
                data = read_plain(place)
                self.registry_files.append(data)
            except FileNotFoundError:
                self._say(path, 1, "không có tệp này")
                continue
            except OSError as error:
                self._say(path, 1, why_unreadable(error))
                continue
            text = self._decoded(path, data)
            if text is not None:
                texts[path] = text
        registry, problems = read_registry(texts)
        if len(texts) == len(REGISTRY_FILES):
            self.problems.extend(problems)
        else:
            registry = None
        if registry is not None:
            self._registry_digest = registry.digest.encode()
        return registry

    def read(self, files: Sequence[File], registry: Registry | None) -> None:
        """Read every text; parse those whose bytes are new."""
        fresh: list[tuple[str, str, bytes, bytes]] = []
        self._files += len(files)
        for file in files:
            self.texts.add(file.path)
            if file.path not in self._live and (fault := limits.too_large(size_of(file.stamp))):
                self._say(file.path, 1, fault)
                continue
            known, data = self._look(file)
            if known is not None and self._stands(file.path, known, registry):
                self._found(file.path, known)
                continue
            if known is not None:
                data = self._bytes_of(file)
            if data is not None:
                text = self._decoded(file.path, data)
                if text is not None:
                    digest = hashlib.sha256(data).digest()
                    stamp = b"" if file.path in self._live else file.kept
                    fresh.append((file.path, text, digest, stamp))
        self._parsed = len(fresh)
        for (path, _, digest, stamp), parsed in zip(
            fresh, _parse_all(fresh, registry), strict=True
        ):
            known = _Known(
                stamp, digest, bool(parsed.manuscript), parsed.problems, page=parsed.page
            )
            if parsed.edited is not None:
                self._edited(known, parsed.edited)
            self.memory.keep_text(path, known, parsed if known.read else None)
            self._found(path, known)
        self.memory.trust(self.digests)
        self.read_as.update(self.digests)

    def _look(self, file: File) -> tuple[_Known | None, bytes | None]:
        """What is known of the file's bytes, else the bytes."""
        known = self.memory.text(file.path)
        given = file.path in self._live
        if known is not None and _same(known.stamp, file.stamp) and not given:
            return known, None
        data = self._bytes_of(file)
        if data is None:
            return None, None
        self._opened += 1
        if known is not None and known.digest == hashlib.sha256(data).digest():
            known.stamp = b"" if given else file.kept
            self.memory.keep_text(file.path, known)
            return known, None
        return None, data

    def _bytes_of(self, file: File) -> bytes | None:
        """What is to be read of the file; None when it is gone since the folder was listed."""
        if given := self._live.get(file.path):
            return given
        try:
            return read_plain(file.place)
        except FileNotFoundError:
            return None
        except OSError as error:
            misplaced = file.path in self._walk.misplaced
            self._say(
                file.path, 1, why_unreadable(error), severity="advice" if misplaced else "error"
            )
            return None

    def _stands(self, path: str, known: _Known, registry: Registry | None) -> bool:
        """Whether what is known, edited again where the registry is another, can be used."""
        if not known.read or registry is None or path.startswith(f"{PAGES}/"):
            return True
        return known.registry == self._registry_digest or self._edit_again(path, known, registry)

    def _edit_again(self, path: str, known: _Known, registry: Registry) -> bool:
        """Look names up again in another registry; False when the manuscript was lost."""
        manuscript = self.memory.manuscript(path, known.digest)
        if manuscript is None:
            return False
        self._edited(known, _edited(manuscript, known.digest, registry))
        self.memory.keep_text(path, known)
        return True

    def _edited(self, known: _Known, edited: _Edited) -> None:
        known.post, known.edit_problems, known.post_digest = (
            edited.post,
            edited.problems,
            edited.post_digest,
        )
        known.registry = self._registry_digest

    def _found(self, path: str, known: _Known) -> None:
        self.digests[path] = known.digest
        if path in self._walk.misplaced:
            self._found_misplaced(path, known)
            return
        if known.problems or known.edit_problems:
            self.problems.extend(known.problems)
            if self._registry_digest:  # where the registry cannot be read no name is judged
                self.problems.extend(known.edit_problems)
        if known.post is not None:
            self.posts[path] = known.post
            self.post_digests[path] = known.post_digest
        elif known.page is not None:
            self.pages[path] = known.page

    def _found_misplaced(self, path: str, known: _Known) -> None:
        """What is said of a text that by its name or place is none: all of it reminders."""
        year = f"{known.post.date.year:04}" if known.post and known.post.date != UNDATED else ""
        self.problems.append(self._walk.said_of_text(path, year))
        self.problems += as_reminders(known.problems)
        if self._registry_digest:
            self.problems += as_reminders(known.edit_problems)

    def pictures(self, there: dict[str, File]) -> dict[str, Spec]:
        """Every picture of those ``there`` that a text uses; one that went is taken out."""
        drafts: set[str] = set()
        """Texts whose pictures stop nothing."""
        texts: tuple[Post | StandingPage, ...] = (*self.posts.values(), *self.pages.values())
        for text in texts:
            for path in pictures_of(text):
                self._users.setdefault(path, []).append(text.path)
            if text.status is Status.DRAFT:
                drafts.add(text.path)
        specs: dict[str, Spec] = {}
        found: list[Problem] = []
        for path in [path for path in there if path in self._users]:
            self._files += 1
            try:
                spec, problems = self._examined(there[path])
            except FileNotFoundError:
                del there[path]
                continue
            except OSError as error:
                self._say(path, 1, why_unreadable(error))
                continue
            found += problems
            if spec is not None:
                specs[path] = spec
        found += check_pictures(specs.values())
        for problem in found:
            stops = not drafts.issuperset(self._users[problem.path.removeprefix("content/")])
            self.problems += (problem,) if stops else as_reminders((problem,))
        return specs

    def faulty(self, problems: Iterable[Problem]) -> frozenset[str]:
        """Paths of what has errors among ``problems``: texts, and files that are none.

        ``""`` stands for what is wrong with neither, such as the registry.
        """
        found: set[str] = set()
        for path in {p.path.removeprefix("content/") for p in problems if p.severity == "error"}:
            found.update((path,) if path in self.texts else self._users.get(path, ("",)))
        return frozenset(found)

    def _examined(self, file: File) -> tuple[Spec | None, tuple[Problem, ...]]:
        seen = self.memory.picture(file.path)
        if seen is None or not _same(seen.stamp, file.stamp):
            data = read_plain(file.place)
            self._opened += 1
            digest = hashlib.sha256(data).digest()
            if seen is None or seen.digest != digest:
                seen = _Seen(b"", digest, *examine(file.path, data))
                self._parsed += 1
            seen.stamp = file.kept
            self.memory.keep_picture(file.path, seen)
        self.read_as[file.path] = seen.digest
        return seen.spec, seen.problems

    def _decoded(self, path: str, data: bytes) -> str | None:
        decoded = decode(data)
        if decoded.fault:
            self._say(path, decoded.line, decoded.fault)
            return None
        return decoded.text

    def _say(self, path: str, line: int, message: str, severity: Severity = "error") -> None:
        self.problems.append(
            Problem(path=f"content/{path}", line=line, message=message, severity=severity)
        )


def _same(kept: bytes, stamp: bytes) -> bool:
    """Whether a file with this stamp surely has the bytes it had when ``kept`` was taken."""
    return bool(kept) and kept == stamp and os.name != "nt"  # Windows keeps no change time


# --- parsing, over the cores when there is much -----------------------------------


class _Edited(msgspec.Struct, array_like=True):
    post: Post
    problems: tuple[Problem, ...]
    post_digest: bytes


def _edited(manuscript: Manuscript, digest: bytes, registry: Registry | None) -> _Edited:
    """What the registry says of a post; ``manuscript`` with its text, from a file of ``digest``."""
    post, problems = edit(manuscript, registry)
    whole = post_digest(post, digest, registry) if registry is not None else b""
    return _Edited(replace(post, body=hollow(post.body)), problems, whole)


class _Parsed(msgspec.Struct, array_like=True):
    manuscript: bytes
    """JSON of the hollow Manuscript or StandingPage; empty when there is none."""
    problems: tuple[Problem, ...]
    html: str = ""
    text: str = ""
    edited: _Edited | None = None
    page: StandingPage | None = None


_Fresh = tuple[str, str, bytes]
"""Path, text and the digest of the file."""

_registry: list[Registry | None] = [None]
"""That of this process, for texts being parsed."""


def _look_up_in(registry: Registry | None) -> None:
    _registry[0] = registry


def _parse_all(
    fresh: Sequence[tuple[str, str, bytes, bytes]], registry: Registry | None
) -> Iterator[_Parsed]:
    texts = [(path, text, digest) for path, text, digest, _ in fresh]
    workers = min(os.cpu_count() or 1, len(texts) // (ENOUGH // 2))
    if workers < 2:  # noqa: PLR2004 - one is none
        yield from (_parse(text, registry) for text in texts)
        return
    chunks = [texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK)]
    # Forked, a worker starts with all that is imported; where that is not safe, anew.
    method = "fork" if sys.platform == "linux" else "spawn"
    with crew(workers, method=method, begin=_look_up_in, given=(registry,)) as others:
        for chunk in others.map(_parse_chunk, chunks):
            yield from _chunk.decode(chunk)


def _parse_chunk(texts: Sequence[_Fresh]) -> bytes:
    return msgspec.json.encode([_parse(text, _registry[0]) for text in texts])


_chunk = msgspec.json.Decoder(list[_Parsed])


def _parse(fresh: _Fresh, registry: Registry | None) -> _Parsed:
    path, text, digest = fresh
    found: Manuscript | StandingPage | None
    if path.startswith(f"{POSTS}/"):  # of its name, here and below, the walk has said all
        found, problems = read_manuscript(path, text, named=False)
    else:
        found, problems = read_standing(path, text, named=False)
    if found is None:
        return _Parsed(b"", problems)
    if isinstance(found, StandingPage):
        page = replace(found, body=hollow(found.body))
        return _Parsed(encode(page), problems, found.body.html, found.body.text, page=page)
    body = found.post.body
    light = replace(found, post=replace(found.post, body=hollow(body)))
    edited = _edited(found, digest, registry)
    return _Parsed(encode(light), problems, body.html, body.text, edited)
