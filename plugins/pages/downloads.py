"""Attachments as the page of a text lists them: by which name, of what kind, how large."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plugins.addresses import attachment_url, type_of
from plugins.attachments import Spec
from plugins.model import BodyFile, Text
from plugins.pages.views import Download
from plugins.vietnamese import NBSP, fold

_SAYS_NOTHING = re.compile(
    r"(?:(?:xem|tai|tai ve|tai xuong|mo|nhan|bam|click|download|file|link|tep|van ban|chi tiet|"
    r"dinh kem|tep dinh kem|toan van|vao|ve|tai day|o day|day|here|nay)[ .:]*)*"
)
"""Words of a link, without their marks, that tell nobody what they lead to."""


def downloads(text: Text, known: Mapping[str, Spec]) -> tuple[Download, ...]:
    """Every attachment of ``text`` once, in its order; ``known`` by path.

    What is not known, in a preview, is left out.
    """
    named: dict[str, str] = {}
    for used in text.body.files:
        if used.path in known and not named.get(used.path):
            named[used.path] = _name(used)
    return tuple(_download(known[path], name) for path, name in named.items())


def download(path: str, name: str, known: Mapping[str, Spec]) -> Download | None:
    """The attachment at ``path`` under ``name``; None where it is not known, as in a preview."""
    return _download(known[path], name) if path in known else None


def _name(used: BodyFile) -> str:
    """The words of the link; nothing when they say nothing."""
    return "" if _SAYS_NOTHING.fullmatch(fold(used.name)) else used.name


def _download(spec: Spec, name: str) -> Download:
    url = attachment_url(spec.path)
    about = [spec.word, size_in_words(spec.size)]
    if spec.pages:
        about.append(f"{spec.pages}{NBSP}trang")
    file = url.rpartition("/")[2]
    return Download(name=name or file, url=url, about=", ".join(about), type=type_of(file))


def size_in_words(size: int) -> str:
    """``1,2 MB``; ``86 KB``: thousands, as the systems of telephones count."""
    if size < 1_000_000:  # noqa: PLR2004 - by definition
        return f"{max(1, size // 1000)}{NBSP}KB"
    return f"{size / 1_000_000:.1f}{NBSP}MB".replace(".", ",")
