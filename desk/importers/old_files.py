"""A file as an article, or the reasons why it is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from desk.importers.apart import Apart
from desk.importers.article_parts import OldArticle
from desk.importers.blocks import Block, Run
from desk.importers.file_kinds import FileKind, kind_of, misnamed
from desk.importers.given import SMALL, Given
from desk.importers.old_page import page_article
from desk.importers.old_word import converted_doc
from plugins.vietnamese import nfc, squeeze

PDF = ".pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as read; ``fault`` says why there is no article."""

    given: Given
    article: OldArticle | None = None
    fault: str = ""
    data: bytes = b""
    """All its bytes."""
    digest: str = ""
    """By which it is known again; empty when it could not be read."""
    error: Exception | None = None
    """What nobody foresaw."""
    is_known: bool = False
    """Whether nothing was read but its bytes, for it was imported before."""


def digest_of(data: bytes) -> str:
    """By which a file is known, whatever its name."""
    return hashlib.sha256(data).hexdigest()


def read_source(
    given: Given,
    apart: Apart | None = None,
    *,
    is_alone: bool = True,
    is_known: Callable[[str], bool] = lambda _digest: False,
) -> Source:
    """The article in ``given``; never raises because of what stands there.

    ``apart`` reads what is not safe to be read here; without it one is started for this file.
    A page of a few is read here, for its counts bound it; not ``is_alone``, it goes there too.
    Of a file whose digest ``is_known`` nothing more is read.
    """
    data, fault = given.read()
    if fault:
        return Source(given=given, fault=fault)
    read = Source(given=given, data=data, digest=digest_of(data))
    if is_known(read.digest):
        return replace(read, is_known=True)
    if is_file(given.path, data):
        return replace(read, article=file_article(given.path, data))
    article, fault = read_article(data, apart, is_alone=is_alone)
    if named := misnamed(given.path.suffix.lower(), data):
        if article is None:
            return replace(read, fault=f"{named}; {fault}")
        article = replace(article, notes=(named, *article.notes))
    return replace(read, article=article, fault=fault)


def is_file(path: Path, data: bytes) -> bool:
    """Whether the file itself is to be handed out: a PDF, which is never guessed as text."""
    return path.suffix.lower() == PDF and data.startswith(b"%PDF-")


def file_article(path: Path, data: bytes) -> OldArticle:
    """A post that leads to the file ``path``, and says no more than its name."""
    name = nfc(path.name)
    doubt = (
        "tệp PDF không được đọc thành chữ; hãy viết tiêu đề và vài câu cho độc giả biết tệp này "
        "nói gì"
    )
    title = squeeze(re.sub(r"[-_]+", " ", name[: -len(PDF)])) or name
    title = title[:1].upper() + title[1:]
    return OldArticle(
        title=title,
        blocks=(Block(runs=(Run(text="Toàn văn: "), Run(text=title, href=quote(name)))),),
        files={quote(name): data},
        doubts=(doubt,),
        is_draft=True,
        is_file=True,
    )


def read_article(
    data: bytes, apart: Apart | None = None, *, is_alone: bool = True
) -> tuple[OldArticle | None, str]:
    """The article in the file ``data``, or why there is none."""
    kind, fault = kind_of(data)
    if kind is None:
        return None, fault
    if kind is FileKind.TEXT and (is_alone or len(data) <= SMALL):
        return page_article(data)
    word, fault = converted_doc(data) if kind is FileKind.OLD_WORD else (data, "")
    if fault:
        return None, fault
    with nullcontext(apart) if apart else Apart() as reader:
        read = reader.read(word, kind)
    return read.article, read.fault
