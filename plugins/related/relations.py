"""Related news of a growing archive: the lists of ``definition.related``, at the cost of a change.

What is kept is a function of the published set, so it is committed at once: a build
that fails afterwards leaves lists that are right for the set they name.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from plugins.garbage import uncollected
from plugins.memory import LostError
from plugins.related.changes import Change
from plugins.related.choosing import in_time
from plugins.related.definition import Whole
from plugins.related.kept import (
    Book,
    Entry,
    Listed,
    Row,
    bucket_rows,
    entered,
    shown_of,
    suggestions_of,
)
from plugins.related.values import Candidate, Suggestion
from plugins.words.phrases import read
from plugins.words.terms import Text

MANY = 8
"""When more than one in so many posts changed, all is worked out from nothing."""

BATCH = 200
"""Posts before it pays to load numpy and scipy."""

TextOf = Callable[[str], str]


class Lists:
    """Path → related posts; a list is decoded only when it is asked for."""

    def __init__(self, entries: Mapping[str, Entry], load: Callable[[str], bytes]) -> None:
        self._entries = entries
        self._load = load

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def digest(self, path: str) -> bytes:
        """Of all that a page shows of the list at ``path``; empty for a stranger."""
        entry = self._entries.get(path)
        return entry.shown if entry else b""

    def get(self, path: str) -> tuple[Suggestion, ...]:
        """The list at ``path``; empty for a stranger. Works in forked processes too."""
        return suggestions_of(self._load(path)) if path in self._entries else ()


class Relations:
    """The index; ``file`` None keeps nothing beyond this object, ``keeps`` False no change."""

    def __init__(self, file: Path | None, *, keeps: bool = True) -> None:
        self._file, self._keeps = file, keeps
        self._book: Book | None = None
        self._pid = 0

    def update(self, candidates: Sequence[Candidate], text_of: TextOf) -> Lists:
        """The lists of the published set. ``text_of`` is asked for new and changed posts only."""
        with uncollected():
            posts = in_time(candidates)
            book = self._opened()
            if not book.hold():
                book = Book(None)
            try:
                entries, fresh = _updated(book, posts, text_of)
            finally:
                book.let_go()

        def load(path: str) -> bytes:
            found = fresh.get(path)
            if found is None:
                entry = entries[path]
                row = self._opened().row("lists", str(entry.number))
                if row is not None and shown_of(suggestions_of(row[0])) == entry.shown:
                    return row[0]
                # Lost since the update: say it again.
                fresh.update(_from_nothing(Book(None), posts, text_of)[1])
                found = fresh[path]
            return found

        return Lists(entries, load)

    def keep(self) -> None:
        """Let go of the file; ``update`` has committed what it found."""
        if self._book is not None and self._file is not None and self._pid == os.getpid():
            self._book.close()
            self._book = None

    def _opened(self) -> Book:
        """One connection a process: SQLite's cannot be carried over a fork."""
        if self._book is None or (self._pid != os.getpid() and self._file is not None):
            self._book = Book(self._file, keeps=self._keeps)
            self._pid = os.getpid()
        return self._book


def _updated(
    book: Book, posts: Sequence[Candidate], text_of: TextOf
) -> tuple[Mapping[str, Entry], dict[str, bytes]]:
    """Path → entry of all posts; path → JSON of its list, where it was worked out now."""
    with contextlib.suppress(LostError):
        entries = book.entries()
        get = entries.get
        changed = {
            post.path: post
            for post in posts
            if (entry := get(post.path)) is None or entry.digest != post.digest
        }
        new = sum(path not in entries for path in changed)
        gone: list[str] = []
        if len(entries) + new > len(posts):
            gone = sorted(entries.keys() - {post.path for post in posts})
        if not changed and not gone:
            return entries, {}
        if (len(changed) + len(gone)) * MANY <= len(posts) + MANY:
            # Saved, the entries are those of now.
            return entries, Change(book, entries, posts, changed, gone, text_of).save()
    return _from_nothing(book, posts, text_of)


def _from_nothing(
    book: Book, posts: Sequence[Candidate], text_of: TextOf
) -> tuple[Mapping[str, Entry], dict[str, bytes]]:
    texts, found, buckets = (_together if len(posts) >= BATCH else _plainly)(posts, text_of)
    lists = {post.path: one for post, one in zip(posts, found, strict=True)}
    book.learn(dict(enumerate(texts)))
    book.keep(lists, (), enumerate(posts), buckets)
    entries = {path: entry for path, (entry, _) in lists.items()}
    return entries, {path: kept for path, (_, kept) in lists.items()}


_Work = tuple[Sequence[Text], Iterable[Listed], list[Row]]
"""What a clean build makes of posts: their texts, their lists, and the columns as they are kept."""


def _plainly(posts: Sequence[Candidate], text_of: TextOf) -> _Work:
    texts = [read(post.title, text_of(post.path)) for post in posts]
    whole = Whole(posts, texts)
    chosen = map(whole.chosen, range(len(posts)))
    lists = (entered(posts[one.post], one, whole.reasons.suggestions(one)) for one in chosen)
    return texts, lists, bucket_rows(whole.postings)


def _together(posts: Sequence[Candidate], text_of: TextOf) -> _Work:
    """The same over the cores, by what takes longer to load than one post to publish."""
    from plugins.related import batch  # noqa: PLC0415
    from plugins.words.batch import read_all  # noqa: PLC0415

    titles = [post.title for post in posts]
    texts = list(read_all(titles, lambda n: text_of(posts[n].path)))
    matrix = batch.PostMatrix(posts, texts)
    return texts, batch.lists(matrix, posts, texts), matrix.buckets()
