"""Texts without fonts whose letters are not what they were: TCVN3, VNI, and UTF-8 read wrongly.

Only what the words prove is converted, piece by piece, never letter by letter; where something
broken is left that nothing proves, nothing is converted at all.
"""

from __future__ import annotations

import codecs
import re
from html.entities import name2codepoint
from typing import NamedTuple

from desk.importers.old_fonts import GARBLED, Encoding, converted, garbled, has_today, proven
from desk.importers.syllables import share_of
from plugins.vietnamese import nfc

# What may begin one stands first: a search hurries through all other text.
_PIECE = re.compile(r"([<\r\n](?:(?<=<)[^<>]*>|(?<!<)[\r\n]*))")
_REFERENCE = re.compile(r"&[a-zA-Z0-9#]{1,10};")
_LETTER = re.compile(
    r"&(?P<twice>amp;)?(?:#(?:(?P<code>\d{1,7})|[xX](?P<hex>[0-9a-fA-F]{1,6}))"
    r"|(?P<name>[a-zA-Z]{2,8}\d{0,2}));"
)
"""A letter written as a reference: ``&#7875;``, ``&iuml;``; escaped once more, ``&amp;#7875;``."""
_OLD_FONT = re.compile(r"\.Vn(?=[A-Z])|VNI-(?=[A-Z])")
_SOUND = 0.9
_FEW = 10
"""Of so many words with marks one may be foreign: a line of French is nothing broken."""
_LAST = 0x10FFFF
_MOST_TIMES = 3
"""How often a text may have been read wrongly: more was never seen."""

_WESTERN = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x100))
"""Windows-1252, and where that has no letter the code itself, as browsers read it."""
_CODES = {code: code for code in range(0x100)}
_CODES |= {ord(letter): code for code, letter in enumerate(_WESTERN)}

UNPROVEN = (
    "chữ tiếng Việt trong tệp không phải Unicode (có lẽ gõ bằng phông TCVN3 hoặc VNI) và không "
    "đọc chắc được ở đoạn «{text}»; hãy chuyển tệp sang Unicode rồi nhập lại"
)


class Meant(NamedTuple):
    """A text as it was meant; ``said`` is what it was, empty when it needed nothing."""

    text: str
    said: str = ""
    fault: str = ""


def western(data: bytes) -> str:
    """``data`` in the encoding of Western machines, in which old fonts were typed."""
    return codecs.charmap_decode(data, "strict", _WESTERN)[0]


def is_sound(text: str) -> bool:
    """Whether nearly all words of a text or page that are not plain ASCII are syllables."""
    return share_of(_shown(text)).share >= _SOUND


def meant(text: str) -> Meant:
    """``text``, a page or the text of one, as its writer meant it."""
    text = _spelt_out(text)
    again = _read_rightly(text)
    if again is not None:
        return Meant(again, "UTF-8 bị đọc sai mã")
    pieces = _PIECE.split(text)
    odd = [at for at in range(0, len(pieces), 2) if not pieces[at].isascii()]
    broken = [pieces[at] for at in odd if garbled(_said(pieces[at]))]
    if not broken:
        return Meant(text)
    encoding = proven(_shown("\n".join(broken)))
    if encoding is None and (vietnamese := _read_as_vietnamese(text)) is not None:
        return Meant(vietnamese, "windows-1258 bị đọc sai mã")
    if encoding is None:
        few = share_of(_shown("\n".join(broken))).words * _FEW < share_of(_shown(text)).words
        return Meant(text) if few else Meant(text, fault=_unproven(broken[0]))
    is_whole = not has_today(_shown(text))
    for at in odd:
        if not _is_of(encoding, _said(pieces[at]), is_whole=is_whole):
            continue
        whole = converted(pieces[at], encoding)
        if garbled(_shown(whole)):
            return Meant(text, fault=_unproven(pieces[at]))
        pieces[at] = whole
    # The fonts that the page still names are not those of its letters any more.
    return Meant(_OLD_FONT.sub("", "".join(pieces)), str(encoding))


def _is_of(encoding: Encoding, piece: str, *, is_whole: bool) -> bool:
    """Whether ``piece`` of a text proven to be typed in ``encoding`` is so too.

    Half of its words may be words as they stand (``chi bé`` is ``chi bộ``). Where both readings
    are as good, what the text is else counts: ``is_whole``, nothing in it is of today.
    """
    before = share_of(piece)
    if not before.words:
        return False
    after = share_of(converted(piece, encoding))
    is_better = after.share > before.share or (is_whole and after.share == before.share)
    return before.share < GARBLED or (after.words > 0 and is_better)


def _read_rightly(text: str) -> str | None:
    """``text`` whose UTF-8 was read as windows-1252, once or more; None when it was not."""
    found = None
    for _ in range(_MOST_TIMES):
        if text.isascii():
            break
        try:  # which stops at the first letter that no such mistake makes
            found = codecs.charmap_encode(found or text, "strict", _CODES)[0].decode("utf-8")
        except UnicodeError:
            break
    return nfc(found) if found and is_sound(found) else None


def _read_as_vietnamese(text: str) -> str | None:
    """``text`` whose windows-1258 was read as windows-1252; None when it was not."""
    try:
        found = codecs.charmap_encode(text, "strict", _CODES)[0].decode("cp1258")
    except UnicodeError:
        return None
    return nfc(found) if is_sound(nfc(found)) else None


def _spelt_out(text: str) -> str:
    """``text`` with letters in place of the references that it has for them.

    Old fonts and wrong readings are known by letters. What is plain ASCII stays a reference, for
    that may be a sign of HTML.
    """
    if "&" not in text:
        return text
    spelt = _LETTER.sub(_letter, text)
    return text if spelt == text else nfc(spelt)


def _letter(found: re.Match[str]) -> str:
    if name := found["name"]:
        code = name2codepoint.get(name, 0)
    else:
        code = int(found["code"] or found["hex"], 10 if found["code"] else 16)
    if code < 0x80 or (found["twice"] and not chr(min(code, 0xFFFF)).isalpha()):  # noqa: PLR2004
        return found[0]
    if code < 0x100:  # noqa: PLR2004 - as browsers read them
        return _WESTERN[code]
    is_letter = code <= _LAST and not 0xD800 <= code < 0xE000 and code & 0xFFFE != 0xFFFE  # noqa: PLR2004
    return chr(code) if is_letter else "\ufffd"


def _shown(text: str) -> str:
    return _said(_PIECE.sub(" ", text))


def _said(piece: str) -> str:
    """What is shown of a text without tags."""
    return _REFERENCE.sub(" ", piece) if "&" in piece else piece


def _unproven(piece: str) -> str:
    said = _shown(piece).strip()
    return UNPROVEN.format(text=said if len(said) <= 60 else f"{said[:60]}…")  # noqa: PLR2004
