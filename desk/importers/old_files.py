"""A file on disk as an article, or the reasons why it is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from desk.importers.apart import Apart
from desk.importers.decoding import decode
from desk.importers.file_kinds import FileKind, kind_of
from desk.importers.old_article import OldArticle, old_article
from desk.importers.old_word import converted_doc
from desk.importers.size import LARGEST, LARGEST_WORD, too_much
from plugins.leftovers import is_leftover
from plugins.on_disk import why_unreadable
from plugins.plain_file import read_plain

PAGES = frozenset({".txt", ".htm", ".html", ".xhtml", ".aspx"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".doc"})
ENDINGS = PAGES | _WORD | {".rtf", ".odt"}
"""Files looked at in a folder; a file named outright is looked at whatever its ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as read; ``fault`` says why there is no article."""

    file: Path
    article: OldArticle | None = None
    fault: str = ""
    original: bytes = b""
    """Of a Word file all its bytes, to be kept; of a page nothing, for the old portal has it."""


def read_source(file: Path, apart: Apart | None = None) -> Source:
    """The article in ``file``; never raises because of what stands there.

    ``apart`` reads what is not safe to be read here; without it one is started for this file.
    """
    data, fault = _bytes(file)
    if fault:
        return Source(file=file, fault=fault)
    kind, fault = kind_of(data)
    if kind is None:
        return Source(file=file, fault=fault)
    if kind is FileKind.TEXT:
        return _page(file, data)
    word, fault = converted_doc(data) if kind is FileKind.OLD_WORD else (data, "")
    if fault:
        return Source(file=file, fault=fault)
    with nullcontext(apart) if apart else Apart() as reader:
        read = reader.read(word)
    return Source(file=file, article=read.article, fault=read.fault, original=data)


def _page(file: Path, data: bytes) -> Source:
    decoded = decode(data)
    fault = decoded.fault or too_much(decoded.text)
    if fault:
        return Source(file=file, fault=fault)
    article = old_article(decoded.text)
    doubts, notes = (*decoded.doubts, *article.doubts), (*decoded.notes, *article.notes)
    return Source(file=file, article=replace(article, doubts=doubts, notes=notes))


def _bytes(file: Path) -> tuple[bytes, str]:
    """What is in ``file``, or why it is not read."""
    try:
        if file.is_dir():
            return b"", _closed(file)
        size = file.stat().st_size
        if size > (LARGEST_WORD if file.suffix.lower() in _WORD else LARGEST):
            return b"", f"tệp nặng {size // 1_000_000} MB, quá lớn, không phải một bài viết"
        return read_plain(file), ""
    except FileNotFoundError as error:
        return b"", why_unreadable(error) if file.is_symlink() else "không có tệp này"
    except OSError as error:
        return b"", why_unreadable(error)


def sources(place: Path) -> Iterator[Path]:
    """The articles in ``place``: itself, or those in the folder, in one order on every machine.

    Folders of a saved page's pictures (``Bai_files``) hold none. A folder that cannot be
    looked into, or a link to one around it, is given itself: ``read_source`` says why.
    """
    yield from _sources(place, ())


def _sources(place: Path, above: tuple[Path, ...]) -> Iterator[Path]:
    """``above``: the folders that ``place`` is in, links followed."""
    real = Path(os.path.realpath(place))
    if not place.is_dir() or real in above:
        yield place
        return
    try:
        there = sorted(place.iterdir())
    except OSError:
        yield place
        return
    pages = {file.stem for file in there if file.suffix.lower() in PAGES}
    for one in there:
        folder = one.is_dir()
        if is_leftover(one.name, folder=folder):
            continue
        if folder:
            belongs = any(
                one.name.startswith(stem) and one.name[len(stem) : len(stem) + 1] in ("_", ".", "-")
                for stem in (pages if one.name not in pages else ())
            )
            if not belongs:
                yield from _sources(one, (*above, real))
        elif one.suffix.lower() in ENDINGS:
            yield one


def _closed(folder: Path) -> str:
    """Why nothing is read of a folder."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        return why_unreadable(error)
    return "liên kết trỏ vòng về thư mục chứa chính nó; hãy xóa liên kết này"
