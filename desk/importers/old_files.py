"""A file on disk as a article, or the reasons why it is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desk.importers.decoding import decode
from desk.importers.old_article import OldArticle, old_article
from desk.importers.size import LARGEST, too_much
from plugins.leftovers import is_leftover
from plugins.on_disk import why_unreadable
from plugins.plain_file import read_plain

ENDINGS = frozenset({".txt", ".htm", ".html", ".xhtml", ".aspx"})
"""Files looked at in a folder; a file named outright is looked at whatever its ending."""

_WORD = "hãy mở bằng Word và lưu thành «Web Page, Filtered»"
_BROWSER = "hãy mở trang cũ bằng trình duyệt và lưu thành «Trang web, hoàn chỉnh»"
_PICTURE = "đây là tệp ảnh, không phải bài viết"
_FOREIGN = {
    b"PK\x03\x04": f"đây là tệp Word hoặc tệp nén; {_WORD}",
    b"\xd0\xcf\x11\xe0": f"đây là tệp Word cũ (.doc); {_WORD}",
    b"{\\rtf": f"đây là tệp RTF; {_WORD}",
    b"%PDF-": f"đây là tệp PDF; {_BROWSER}",
    b"From: ": f"đây là tệp MHT; {_BROWSER}",
    b"MIME-": f"đây là tệp MHT; {_BROWSER}",
    b"\x1f\x8b": "đây là tệp nén (gzip); hãy giải nén rồi nhập lại",
    b"\xff\xd8\xff": _PICTURE,
    b"\x89PNG": _PICTURE,
    b"GIF8": _PICTURE,
}
"""First bytes of files that are no text, and what to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as read; ``fault`` says why there is no article."""

    file: Path
    article: OldArticle | None = None
    fault: str = ""


def read_source(file: Path) -> Source:
    """The article in ``file``; never raises because of what stands there."""
    data, fault = _bytes(file)
    if fault:
        return Source(file=file, fault=fault)
    for start, why in _FOREIGN.items():
        if data.startswith(start):
            return Source(file=file, fault=why)
    decoded = decode(data)
    fault = decoded.fault or too_much(decoded.text)
    if fault:
        return Source(file=file, fault=fault)
    article = old_article(decoded.text)
    return Source(file=file, article=replace(article, doubts=(*decoded.doubts, *article.doubts)))


def _bytes(file: Path) -> tuple[bytes, str]:
    """What is in ``file``, or why it is not read."""
    try:
        if file.is_dir():
            return b"", _closed(file)
        size = file.stat().st_size
        if size > LARGEST:
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
    pages = {file.stem for file in there if file.suffix.lower() in ENDINGS}
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
