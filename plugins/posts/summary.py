"""The few words that stand for a post where it is not shown whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import TypeVar

from msgspec.structs import replace

from plugins.model import Post, StandingPage
from plugins.patterns import later

_Text = TypeVar("_Text", Post, StandingPage)

LONGEST = 220
"""Characters, the ellipsis included."""

# Short words after which a full stop ends no sentence: "TP. Thái Bình", "ông Nguyễn Văn A. nói".
# The stop stands before the look-behinds: what a search begins with decides its cost.
_END = later(
    r"[.!?…](?<!\bTP[.!?…])(?<!\bTp[.!?…])(?<!\bTX[.!?…])(?<!\b[A-ZĐ][.!?…])"
    r"[.!?…]*[”\"')\]]*(?=\s)"
)


# What pages and editors leave between a picture and its caption, and how captions begin.
_RESIDUE = later(r"(?:left|center|right){2,}(?:del)?", re.IGNORECASE)
_CAPTION = later(
    r"\W*(?:(?:một số |những )?hình ảnh|ảnh(?! hưởng)|toàn cảnh|quang cảnh"
    r"|đồ họa|đồ hoạ|infographic|video|clip)(?!\w)|.{1,300}\W(?:ảnh|nguồn ảnh)\s?:[^:]{1,60}$",
    re.IGNORECASE,
)
_QUOTED = later(r"\s*(?:“[^”]*”|\"[^\"]*\"|«[^»]*»)\s*[.!?…]?\s*$")
_GLUED = later(r"[.!?…](?<=[^\W_A-ZĐ]{2}.)(?=[^\W\d_a-zà-ỹ][^.!?…]{6,200}$)")
"""Where a caption is glued to the end of a sentence: ``…kiểm sát.Toàn cảnh buổi họp``."""
_CAPTION_LONGEST = 30
"""Words; a longer line is a paragraph."""


def standfirst(post: Post) -> str:
    """The officer's summary, else the first sentences of the text, at most ``LONGEST`` characters.

    Headings, captions, quotations and other lines that are no sentence of the news itself are
    passed over when a sentence follows. Cut after a sentence when one ends past the first third,
    else after a word, with ``…``.
    """
    return post.summary or post.body.lede or lede(post.body.text)


def without_text(whole: _Text) -> _Text:
    """A text as lists and checks need it: without the ``html`` and ``text`` of its body."""
    body = whole.body
    return replace(whole, body=replace(body, html="", text="", lede=body.lede or lede(body.text)))


def lede(text: str) -> str:
    """The first sentences of a body's plain text, as ``standfirst`` shows them."""
    lines = text.split("\n", 20)[:20]
    own = (_without_glued(line) for at, line in enumerate(lines) if not _is_beside(lines, at))
    first = next(own, lines[0])
    return cut(next(filter(_is_sentence, chain((first,), own)), first))


def _is_beside(lines: Sequence[str], at: int) -> bool:
    """Whether a line is a picture's caption, an editor's leftover or nothing but a quotation."""
    line = lines[at]
    if _QUOTED.match(line) or _RESIDUE.match(line):
        return True
    if len(line.split()) > _CAPTION_LONGEST:
        return False
    return bool(_CAPTION.match(line) or (at and _RESIDUE.fullmatch(lines[at - 1].strip())))


def _without_glued(line: str) -> str:
    """``line`` without a caption glued to its end."""
    glued = _GLUED.search(line)
    if glued is None or len(line[glued.end() :].split()) > _CAPTION_LONGEST:
        return line
    return line[: glued.end()]


def _is_sentence(line: str) -> bool:
    return line.rstrip("”\"')]").endswith((".", "!", "?", "…", ":", ";"))


def cut(text: str, longest: int = LONGEST) -> str:
    """``text`` in at most ``longest`` characters, cut at a sentence or, with ``…``, at a word."""
    if len(text) <= longest:
        return text
    found = (m.end() for m in _END.finditer(text, 0, longest + 2))
    ends = [end for end in found if end <= longest and _begins(text[end : end + 20])]
    if ends and ends[-1] >= longest // 3:
        return text[: ends[-1]]
    short = text[:longest]
    if not text[longest - 1].isspace() and " " in short:
        short = short[: longest - 1].rpartition(" ")[0] or short[: longest - 1]
    return short[: longest - 1].rstrip(" ,;:–-(") + "…"


def _begins(text: str) -> bool:
    """Whether a sentence begins here: its first letter is a capital, or a number leads it."""
    first = next((char for char in text if char.isalnum()), "")
    return first.isupper() or first.isdigit()
