"""The phrases by which a text is found again, in whatever form a file holds it.

Pages, feeds, manifests and stores write the same words with marks between them,
as references, in attributes, with other spaces and quotes. So letters and digits
alone are compared, in one form and case; and for each sentence its beginning,
because lists cut what they show.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from plugins.lines import decode
from plugins.posts import schema

LEAST = 16
"""Letters and digits of a phrase: fewer tell no text from another."""
MOST = 60
"""Phrases of one text, its title and summary first: each is looked for in every file."""
LARGEST = 100_000_000
"""Bytes of a file that is still looked into."""

_WORDS = 8
"""Of a longer sentence so many words are its beginning."""

_KEYS = "|".join(key for key, field in schema.POST.items() if field.sentence)
_KEY = re.compile(rf"^(?:{_KEYS})[ \t]*:(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_HEAD = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TARGET = re.compile(r"\]\([^)\n]*\)")
_SENTENCE_END = re.compile(r"[.!?…;:\n|]+(?=\s|\Z)|\n")
_TAG = re.compile(r"<[^<>]*>")
_OTHER = re.compile(r"[\W_]+")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def squeezed(text: str) -> str:
    """The letters and digits of ``text``, small, composed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _OTHER.sub("", text.casefold())


def searchable(data: bytes) -> str:
    """All that can be read in ``data``, squeezed: as it is written, and without its marks."""
    text = decode(data).text if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    text = text or data.decode("utf-8", "replace")
    if "\\u" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    text = html.unescape(text)
    if "<" not in text:
        return squeezed(text)
    return f"{squeezed(text)}\n{squeezed(html.unescape(_TAG.sub('', text)))}"


def phrases(sources: Iterable[bytes], titles: Iterable[str] = ()) -> tuple[tuple[str, ...], ...]:
    """What tells the texts whose files are ``sources``: title, summary, captions, sentences.

    Each as ways to look for it, the shorter first, all squeezed.
    """
    first: dict[tuple[str, ...], None] = {}
    rest: dict[tuple[str, ...], None] = {}
    for title in titles:
        first |= _ways(title)
    for source in sources:
        text = (decode(source).text or source.decode("utf-8", "replace")).replace("\r", "\n")
        head = _HEAD.match(text)
        for found in _KEY.finditer(head[1] if head else ""):
            first |= _ways(found[1])
            rest |= _sentences(found[1])
        rest |= _sentences(_TARGET.sub("]", text[head.end() :] if head else text))
    longest = sorted(rest, key=lambda ways: -len(ways[-1]))
    return tuple(dict.fromkeys((*first, *longest)))[:MOST]


def _sentences(text: str) -> dict[tuple[str, ...], None]:
    found: dict[tuple[str, ...], None] = {}
    for sentence in _SENTENCE_END.split(_TAG.sub("", text)):
        found |= _ways(sentence)
    return found


def _ways(sentence: str) -> dict[tuple[str, ...], None]:
    """The beginning of a sentence, and the whole; none of one that tells nothing."""
    whole, words = squeezed(sentence), sentence.split()
    ways = dict.fromkeys((squeezed(" ".join(words[:_WORDS])), whole))
    fit = tuple(way for way in ways if len(way) >= LEAST)
    return {fit: None} if fit else {}


def distinct(found: Iterable[tuple[str, ...]], elsewhere: Collection[str]) -> tuple[str, ...]:
    """Of each phrase the shortest way that is not among those found ``elsewhere``."""
    chosen = (next((way for way in ways if way not in elsewhere), "") for ways in found)
    return tuple(dict.fromkeys(way for way in chosen if way))


def any_in(data: bytes, wanted: Collection[str]) -> bool:
    """Whether ``data`` holds one of the squeezed phrases ``wanted``."""
    if not wanted:
        return False
    text = searchable(data)
    return any(one in text for one in wanted)


def file_has(file: Path, wanted: Collection[str]) -> bool:
    """Whether ``file`` holds one of ``wanted``: read as it is, unpacked, or row by row.

    A file that is no regular file, or larger than ``LARGEST``, holds nothing.
    Raises OSError.
    """
    if not wanted or file.is_symlink() or not file.is_file() or file.stat().st_size > LARGEST:
        return False
    data = file.read_bytes()
    if data.startswith(b"SQLite format 3\0"):
        return any_in(data, wanted) or any(any_in(value, wanted) for value in _values(file))
    return any(any_in(part, wanted) for part in (data, *_unpacked(data)))


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What ``data`` holds packed with gzip or zip."""
    try:
        if data.startswith(b"\x1f\x8b"):
            yield gzip.decompress(data)
        elif data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                for name in packed.namelist():
                    yield packed.read(name)
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error, zipfile.BadZipFile):
        return


def _values(file: Path) -> Iterator[bytes]:
    """Every text and blob in a database."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as db:
            tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (table,) in tables:
                for row in db.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own names
                    for value in row:
                        if isinstance(value, str):
                            yield value.encode("utf-8", "replace")
                        elif isinstance(value, bytes):
                            yield value
    except sqlite3.DatabaseError:
        return
