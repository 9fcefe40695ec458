"""The text of a page's lines, as far as it is written as in all our pages."""

from __future__ import annotations

import html
import re
import unicodedata

from desk.verify.html import leftovers
from plugins.vietnamese import squeeze

_IN_HEADING = frozenset(("abbr", "b", "em", "i", "span", "strong", "sub", "sup"))
TAGS = re.compile(r"(<[^>]*>)")
_STRANGE = re.compile("[\ufeff\ufffe\uffff]")
_CONTROLS = bytes((*range(9), *range(11, 32), 127))
_ENTITY = re.compile("&(?:amp|lt|gt|quot|nbsp|#34|#39);")


class Odd(Exception):  # noqa: N818 - nothing is wrong, it is only not ours to read
    """Something that ``examine_html`` must read."""


def sound(lines: bytes) -> bool:
    """Whether ``lines`` are in UTF-8 and NFC, with neither control characters nor leftovers."""
    try:
        text = lines.decode()
    except UnicodeDecodeError:
        return False
    if len(lines.translate(None, _CONTROLS)) != len(lines) or not is_composed(text):
        return False
    # Only these begin so: no other sign of ours is sought character by character.
    if b"\xef" in lines and _STRANGE.search(text):
        return False
    return not leftovers("", lines)


def is_composed(text: str) -> bool:
    """Whether ``text``, with its mark-up, is in NFC.

    Words that begin with U+0338 are; only the bracket of the tag before them would join it.
    """
    return unicodedata.is_normalized("NFC", text) or (
        ">\u0338" in text and unicodedata.is_normalized("NFC", text.replace(">\u0338", "> \u0338"))
    )


def heading(pieces: list[str]) -> str:
    """The text of the ``h1`` of a line, which must end there too, with plain tags in it."""
    start = next(i for i, piece in enumerate(pieces) if piece.startswith(("<h1>", "<h1 ")))
    inside: list[str] = []
    for end in range(start + 2, len(pieces), 2):
        tag = pieces[end]
        if tag == "</h1>" and not inside:
            heading = squeeze(unescaped("".join(pieces[start + 1 : end : 2])))
            if heading and not any(piece.startswith("<h1") for piece in pieces[end:]):
                return heading
            break
        if not tag.startswith("</"):
            inside.append(tag[1:-1].partition(" ")[0])
        elif not inside or tag[2:-1] != inside.pop():
            break
        if not _IN_HEADING.issuperset(inside):
            break
    raise Odd


def shown(line: str) -> str:
    """What is between the tags of a line, squeezed."""
    return squeeze(html.unescape(TAGS.sub("", line)))


def unescaped(text: str) -> str:
    """``text`` as people read it. Raises Odd where it is not written as ours is."""
    if ">" in text or "<" in text:
        raise Odd
    if "&" not in text:
        return text
    if "&" in _ENTITY.sub("", text) or "\u0338" in text:
        raise Odd
    return html.unescape(text)
