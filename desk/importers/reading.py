"""A file on disk as a clipping, or the reasons why it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desk.importers.clipping import Clipping, clip
from desk.importers.decoding import decode

ENDINGS = frozenset({".txt", ".htm", ".html", ".xhtml", ".aspx"})
"""Files looked at in a folder; a file named outright is looked at whatever its ending."""

_WORD = "hãy mở bằng Word và lưu thành «Web Page, Filtered»"
_BROWSER = "hãy mở trang cũ bằng trình duyệt và lưu thành «Trang web, hoàn chỉnh»"
_FOREIGN = {
    b"PK\x03\x04": f"đây là tệp Word hoặc tệp nén; {_WORD}",
    b"\xd0\xcf\x11\xe0": f"đây là tệp Word cũ (.doc); {_WORD}",
    b"{\\rtf": f"đây là tệp RTF; {_WORD}",
    b"%PDF-": f"đây là tệp PDF; {_BROWSER}",
    b"From: ": f"đây là tệp MHT; {_BROWSER}",
    b"MIME-": f"đây là tệp MHT; {_BROWSER}",
}
"""First bytes of files that are no text, and what to do instead."""

_LARGEST = 30_000_000
"""Bytes; a page with every picture embedded stays below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as read; ``fault`` says why there is no clipping."""

    file: Path
    clipping: Clipping | None = None
    fault: str = ""


def read_source(file: Path) -> Source:
    """The clipping in ``file``. Raises OSError only when the disk fails."""
    if not file.exists():
        return Source(file=file, fault="không có tệp này")
    if file.stat().st_size > _LARGEST:
        return Source(file=file, fault="tệp quá lớn, không phải một bài viết")
    data = file.read_bytes()
    for start, why in _FOREIGN.items():
        if data.startswith(start):
            return Source(file=file, fault=why)
    decoded = decode(data)
    if decoded.fault:
        return Source(file=file, fault=decoded.fault)
    clipping = clip(decoded.text)
    return Source(file=file, clipping=replace(clipping, doubts=(*decoded.doubts, *clipping.doubts)))


def sources(place: Path) -> Iterator[Path]:
    """The articles in ``place``: itself, or those in the folder, in one order on every machine.

    Folders of a saved page's pictures (``Bai_files``) hold none.
    """
    if not place.is_dir():
        yield place
        return
    pages = {file.stem for file in place.iterdir() if file.suffix.lower() in ENDINGS}
    for one in sorted(place.iterdir()):
        if one.name.startswith("."):
            continue
        if one.is_dir():
            belongs = any(
                one.name.startswith(stem) and one.name[len(stem) : len(stem) + 1] in ("_", ".", "-")
                for stem in (pages if one.name not in pages else ())
            )
            if not belongs:
                yield from sources(one)
        elif one.suffix.lower() in ENDINGS:
            yield one
