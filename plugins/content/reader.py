"""Reads every file of a content folder, and collects what was found and what is wrong with it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from plugins import limits
from plugins.attachments import (
    MOST_BYTES,
    check_attachments,
    name_problems,
    too_large,
)
from plugins.attachments import Spec as AttachmentSpec
from plugins.content.cache import ContentCache, KnownAttachment, KnownPicture, KnownText
from plugins.content.parsing import edited_post, parse_all
from plugins.file_stamps import size_of
from plugins.images import Spec, check_pictures, examine
from plugins.lines import decode, rows_with_ends
from plugins.model import UNDATED, Post, Problem, Severity, StandingPage, Status, as_reminders
from plugins.on_disk import why_unreadable
from plugins.plain_file import read_plain
from plugins.posts.addresses import PAGES
from plugins.posts.pictures import files_of, pictures_of
from plugins.posts.rows import whole_line
from plugins.posts.wording import NearPath
from plugins.registry import Registry
from plugins.registry.folder import read_agency
from plugins.registry.reading import in_project
from plugins.registry_files import DOCUMENTS
from plugins.sections import folders_of
from plugins.walking import File, Walk

if TYPE_CHECKING:
    from plugins.attachments.reader import AttachmentReader

_Spec = TypeVar("_Spec", Spec, AttachmentSpec)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What reading cost."""

    files: int = 0
    """Texts, pictures and attachments that are there."""
    opened: int = 0
    """Of them, how many were opened: the others were known by their stamp."""
    parsed: int = 0
    """Of them, how many were parsed."""


class ContentReader:
    """One reading: what was found, by path, and what is wrong with it."""

    def __init__(self, walk: Walk, cache: ContentCache, live: Mapping[str, bytes]) -> None:
        """``live``: bytes to be read in place of a file's, by path."""
        self._walk = walk
        self._live = live
        self.cache = cache
        self.problems = list(walk.problems)
        self.texts: set[str] = set()
        """Paths of all posts and pages, readable or not."""
        self._users: dict[str, list[str]] = {}
        """Path of a picture or attachment → paths of texts that use it; ``""``: the registry."""
        self.posts: dict[str, Post] = {}
        self.pages: dict[str, StandingPage] = {}
        self.digests: dict[str, bytes] = {}
        self.post_digests: dict[str, bytes] = {}
        self._registry_digest = b""
        self.registry_files: tuple[bytes, ...] = ()
        self.read_as: dict[str, bytes] = {}
        """Path → SHA-256 of the bytes of which all else here is true."""
        self._files = self._opened = self._parsed = 0
        self._reader: AttachmentReader | None = None
        self._sections = folders_of(walk.sections)
        cache.open(walk.content, self._sections)

    @property
    def effort(self) -> Effort:
        """What was done so far."""
        return Effort(files=self._files, opened=self._opened, parsed=self._parsed)

    def registry(self) -> Registry | None:
        """The registry; None where it cannot be read, which is said."""
        agency = read_agency(self._walk.content, self._live)
        self.registry_files = agency.data
        self.problems.extend(agency.problems)
        if agency.registry is not None:
            self._registry_digest = agency.registry.digest.encode()
        return agency.registry

    def read(self, files: Sequence[File], registry: Registry | None) -> None:
        """Read every text; parse those whose bytes are new."""
        fresh: list[tuple[str, str, bytes]] = []
        stamps: list[bytes] = []
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
            text = self._decoded(file.path, data) if data is not None else None
            if data is not None and text is not None:
                fresh.append((file.path, text, hashlib.sha256(data).digest()))
                stamps.append(b"" if file.path in self._live else file.kept)
        self._parsed = len(fresh)
        for (path, _, digest), stamp, parsed in zip(
            fresh, stamps, parse_all(fresh, registry, self._sections), strict=True
        ):
            known = KnownText(
                stamp=stamp,
                digest=digest,
                read=bool(parsed.manuscript),
                problems=parsed.problems,
                registry=self._registry_digest,
                post=parsed.post,
                page=parsed.page,
            )
            self.cache.keep_text(path, known, parsed if known.read else None)
            self._found(path, known)
        self.cache.trust(self.digests)
        self.read_as.update(self.digests)

    def _look(self, file: File) -> tuple[KnownText | None, bytes | None]:
        """What is known of the file's bytes, else the bytes."""
        known = self.cache.text(file.path)
        given = file.path in self._live
        if known is not None and _untouched(known.stamp, file.stamp) and not given:
            return known, None
        data = self._bytes_of(file)
        if data is None:
            return None, None
        self._opened += 1
        if known is not None and known.digest == hashlib.sha256(data).digest():
            known.stamp = b"" if given else file.kept
            self.cache.keep_text(file.path, known)
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

    def _stands(self, path: str, known: KnownText, registry: Registry | None) -> bool:
        """Whether what is known, edited again where the registry is another, can be used."""
        if not known.read or registry is None or path.startswith(f"{PAGES}/"):
            return True
        return known.registry == self._registry_digest or self._edit_again(path, known, registry)

    def _edit_again(self, path: str, known: KnownText, registry: Registry) -> bool:
        """Look names up again in another registry; False when the manuscript was lost."""
        manuscript = self.cache.manuscript(path, known.digest)
        if manuscript is None:
            return False
        known.post = edited_post(manuscript, known.digest, registry)
        known.registry = self._registry_digest
        self.cache.keep_text(path, known)
        return True

    def _found(self, path: str, known: KnownText) -> None:
        self.digests[path] = known.digest
        edited, problems = known.post, known.problems
        if edited is not None and self._registry_digest:  # without a registry no name is judged
            problems += edited.problems
        if path in self._walk.misplaced:  # of what by its name or place is no text: reminders
            date = edited.post.date if edited else UNDATED
            year = f"{date.year:04}" if date != UNDATED else ""
            self.problems += (self._walk.said_of_text(path, year), *as_reminders(problems))
            return
        self.problems += problems
        if edited is not None:
            self.posts[path] = edited.post
            self.post_digests[path] = edited.post_digest
        elif known.page is not None:
            self.pages[path] = known.page

    def pictures(self, there: dict[str, File]) -> dict[str, Spec]:
        """Every picture of those ``there`` that a text uses; one that went is taken out."""
        return self._used(there, pictures_of, self._examined, check_pictures)

    def attachments(
        self, there: dict[str, File], registry: Registry | None
    ) -> dict[str, AttachmentSpec]:
        """The same of attachments, also of those that the registry names.

        What is new is read by another process.
        """
        near = NearPath(lambda: there)
        for document in registry.documents if registry is not None else ():
            if not document.file:
                continue
            self._users.setdefault(document.file, []).append("")
            if document.file not in there:
                meant = near.of(document.file)
                message = f"“file”: không có tệp {document.file} trong content/"
                message += f"; có phải «{meant}»?" if meant else ""
                path = in_project(DOCUMENTS)
                self.problems.append(Problem(path=path, line=document.line, message=message))
        if not there:
            return {}
        with ExitStack() as until:
            examined = partial(self._examined_apart, until)
            return self._used(there, files_of, examined, check_attachments)

    def _used(
        self,
        there: dict[str, File],
        used_by: Callable[[Post | StandingPage], Iterable[str]],
        examined: Callable[[File], tuple[_Spec | None, tuple[Problem, ...]]],
        check: Callable[[Iterable[_Spec]], Iterable[Problem]],
    ) -> dict[str, _Spec]:
        """Those of the files ``there`` that texts use, examined, and checked all together."""
        drafts: set[str] = set()
        """Texts whose files stop nothing."""
        texts: tuple[Post | StandingPage, ...] = (*self.posts.values(), *self.pages.values())
        for text in texts:
            for path in used_by(text):
                self._users.setdefault(path, []).append(text.path)
            if text.status is Status.DRAFT:
                drafts.add(text.path)
        specs: dict[str, _Spec] = {}
        found: list[Problem] = []
        for path in [path for path in there if path in self._users]:
            self._files += 1
            try:
                spec, problems = examined(there[path])
            except FileNotFoundError:
                del there[path]
                continue
            except OSError as error:
                self._say(path, 1, why_unreadable(error))
                continue
            found += problems
            if spec is not None:
                specs[path] = spec
        found += check(specs.values())
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

    def with_lines(self, problems: Iterable[Problem]) -> list[Problem]:
        """``problems``, in order, each that only says a part of a line with the whole to write."""
        found = sorted(problems)
        partial = {one.path.removeprefix("content/") for one in found if one.within}
        files = {file.path: file for file in self._walk.texts if file.path in partial}
        for path, some in groupby(range(len(found)), lambda at: found[at].path):
            file = files.get(path.removeprefix("content/"))
            if file is None:
                continue
            data = self._bytes_of(file)
            rows = rows_with_ends(decode(data).text) if data is not None else []
            for at in some:
                if found[at].within:
                    row = rows[found[at].line - 1][0] if 1 <= found[at].line <= len(rows) else ""
                    found[at] = whole_line(found[at], row, self._sections)
        return found

    def _examined(self, file: File) -> tuple[Spec | None, tuple[Problem, ...]]:
        seen = self.cache.pictures.get(file.path)
        if seen is None or not _untouched(seen.stamp, file.stamp):
            data = read_plain(file.place)
            self._opened += 1
            digest = hashlib.sha256(data).digest()
            if seen is None or seen.digest != digest:
                seen = KnownPicture(b"", digest, *examine(file.path, data))
                self._parsed += 1
            seen.stamp = file.kept
            self.cache.pictures.keep(file.path, seen)
        self.read_as[file.path] = seen.digest
        return seen.spec, seen.problems

    def _examined_apart(
        self, until: ExitStack, file: File
    ) -> tuple[AttachmentSpec | None, tuple[Problem, ...]]:
        named = tuple(name_problems(file.path))
        if heavy := too_large(file.path, size_of(file.stamp)):
            return None, (*named, heavy)
        seen = self.cache.attachments.get(file.path)
        if seen is None or not _untouched(seen.stamp, file.stamp):
            data = read_plain(file.place, MOST_BYTES + 1)
            self._opened += 1
            digest = hashlib.sha256(data).digest()
            if seen is None or seen.digest != digest:
                reply = self._apart(until).read(file.path, data)
                self._parsed += 1
                if not reply.lasts:
                    return None, (*named, *reply.problems)
                seen = KnownAttachment(b"", digest, reply.spec, reply.problems)
            seen.stamp = file.kept
            self.cache.attachments.keep(file.path, seen)
        self.read_as[file.path] = seen.digest
        return seen.spec, (*named, *seen.problems)

    def _apart(self, until: ExitStack) -> AttachmentReader:
        """The process that examines attachments, one for all ``until`` they are."""
        if self._reader is None:
            from plugins.attachments.reader import AttachmentReader  # noqa: PLC0415 - seldom needed

            self._reader = until.enter_context(AttachmentReader())
        return self._reader

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


def _untouched(kept: bytes, stamp: bytes) -> bool:
    """Whether a file with this stamp surely has the bytes it had when ``kept`` was taken."""
    return bool(kept) and kept == stamp and os.name != "nt"  # Windows keeps no change time
