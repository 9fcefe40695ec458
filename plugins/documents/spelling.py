"""The number and symbol of a document as official documents write it, out of what was typed."""

from __future__ import annotations

import re

from plugins.documents.citations import find_documents

_NUMBER = re.compile(r"[0-9]+[^\W\d_]?(?:[/-][^\W_]+)*")
_SO = re.compile(r"(?:số|so|no\.?)?\s*:?\s*", re.IGNORECASE)
_DASHES = re.compile(r"\s*([/\-\u2010-\u2015\u2212])\s*")


def normal_number(typed: str) -> str:
    """Number and symbol without spaces and with plain hyphens; empty when ``typed`` is none."""
    if _NUMBER.fullmatch(typed):
        return typed
    found = find_documents(typed)
    normal = found[0].number if len(found) == 1 else _joined(typed)
    return normal if _NUMBER.fullmatch(normal) else ""


def _joined(text: str) -> str:
    start = _SO.match(text)
    assert start is not None, "it may match nothing"
    return _DASHES.sub(lambda m: "/" if m[1] == "/" else "-", text[start.end() :].strip(" ,.;"))
