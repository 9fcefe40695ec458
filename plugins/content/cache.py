"""What was read of a content folder, kept so that no text or picture is parsed twice.

A layer for speed alone: a row counts only for exactly the bytes it was made from.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec.structs import replace

from plugins.attachments import Spec as AttachmentSpec
from plugins.content.parsing import EditedPost, ParsedText, parse
from plugins.images import Spec
from plugins.layers import Layer, is_on
from plugins.lines import decode
from plugins.memory import Blocks, Store
from plugins.model import Body, Problem, StandingPage
from plugins.on_disk import on_disk
from plugins.posts import Manuscript
from plugins.state_folder import STATE


class KnownText(msgspec.Struct, array_like=True):
    """What is known of one text: of exactly the bytes of ``digest``."""

    stamp: bytes
    """As ``stamp_of`` gives it; empty when the file had changed too shortly before that."""
    digest: bytes
    read: bool
    """Whether the text could be read: then its manuscript is kept beside its body."""
    problems: tuple[Problem, ...]
    registry: bytes = b""
    """Digest of the registry that names were looked up in; empty where there is none."""
    post: EditedPost | None = None
    """None for a standing page."""
    page: StandingPage | None = None
    """Without its text."""


class KnownPicture(msgspec.Struct, array_like=True):
    """What is known of one picture: of exactly the bytes of ``digest``."""

    stamp: bytes
    digest: bytes
    spec: Spec | None
    problems: tuple[Problem, ...]


class KnownAttachment(msgspec.Struct, array_like=True):
    """What is known of one attachment: of exactly the bytes of ``digest``."""

    stamp: bytes
    digest: bytes
    spec: AttachmentSpec | None
    problems: tuple[Problem, ...]


_Known = TypeVar("_Known", KnownPicture, KnownAttachment)


class KnownFiles(Generic[_Known]):
    """What is known of files of one kind that texts use, by path."""

    def __init__(self, kind: type[_Known], table: str) -> None:
        self._kind: type[_Known] = kind
        self._table = table
        self._blocks: Blocks[_Known] | None = None
        self._changed: set[str] = set()
        self._seen: set[str] = set()

    def open(self, store: Store) -> None:
        """Load what ``store`` has."""
        self._blocks = Blocks(store, self._table, self._kind)

    def get(self, path: str) -> _Known | None:
        """What is known of the file at ``path``, which a text uses."""
        self._seen.add(path)
        return self._blocks.values.get(path) if self._blocks is not None else None

    def keep(self, path: str, known: _Known) -> None:
        """Keep what was learnt of a file."""
        self._changed.add(path)
        if self._blocks is not None:
            self._blocks.values[path] = known

    def save(self) -> None:
        """Save what was learnt, and forget what no text uses any more."""
        if self._blocks is not None:
            self._blocks.save(self._changed, self._blocks.values.keys() - self._seen)
            self._blocks = None


_manuscript = msgspec.json.Decoder(Manuscript)

_TABLES = {"texts": 1, "bodies": 4, "pictures": 1, "attachments": 1}


class ContentCache:
    """What reading keeps between builds, in ``file``; with None, for this build alone."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._store: Store | None = None
        self._pid = 0
        self._bodies: dict[str, Body] = {}
        self._content: Path | None = None
        self._sections: tuple[str, ...] = ()
        self._digests: dict[str, bytes] = {}
        self._texts: Blocks[KnownText] | None = None
        self.pictures = KnownFiles(KnownPicture, "pictures")
        self.attachments = KnownFiles(KnownAttachment, "attachments")
        self._new_bodies: dict[str, tuple[bytes, ...]] = {}
        self._changed: set[str] = set()

    @classmethod
    def of(cls, root: Path) -> ContentCache:
        """That of the project ``root``: what one command has read no other parses again."""
        return cls(root / STATE / "reading.sqlite3" if is_on(Layer.TEXTS) else None)

    def open(self, content: Path, sections: tuple[str, ...]) -> None:
        """Load what is known of ``content``, the folders of whose sections these are."""
        self._content = content.resolve()
        self._sections = sections
        store = self._opened()
        if store is not None:
            self._texts = Blocks(store, "texts", KnownText)
            self.pictures.open(store)
            self.attachments.open(store)

    def text(self, path: str) -> KnownText | None:
        """What is known of the text at ``path``."""
        return self._texts.values.get(path) if self._texts is not None else None

    def keep_text(self, path: str, known: KnownText, parsed: ParsedText | None = None) -> None:
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

    def trust(self, digests: Mapping[str, bytes]) -> None:
        """Say of which bytes each body must be: these texts are there, and no others."""
        self._digests = dict(digests)

    def keep(self) -> None:
        """Make what was learnt last, and forget what is no longer there."""
        store = self._opened()
        if store is None or self._texts is None:
            return
        gone = self._texts.values.keys() - self._digests.keys()
        self._texts.save(self._changed, gone)
        store.save("bodies", sorted(self._new_bodies.items()), gone)
        self.pictures.save()
        self.attachments.save()
        store.commit()
        self._new_bodies, self._changed = {}, set()
        self._texts = None

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
        parsed = parse(path, text, b"", None, self._sections)
        return Body(html=parsed.html, text=parsed.text)

    def _opened(self) -> Store | None:
        """One connection a process: SQLite's cannot be carried over a fork."""
        if self._file is None:
            return None
        if self._store is None or self._pid != os.getpid():
            # What a link means depends on which folders are sections.
            key = f"reading 3 {' '.join(self._sections)}"
            self._store = Store(self._file, tables=_TABLES, key=key)
            self._pid = os.getpid()
        return self._store
