"""Character references (``&nbsp;``, ``&#150;``) as the characters they stand for, or refused.

XML 1.0 (section 2.2) forbids most control characters and the two non-characters
of every plane, also by reference: one would make a feed unreadable.
"""

from __future__ import annotations

import re
from html import unescape

from plugins.characters import PRIVATE, public
from plugins.posts.markup.report import Report

REFERENCE = re.compile(r"&(?:#(?:[0-9]++|[xX][0-9a-fA-F]++)|[a-zA-Z][a-zA-Z0-9]{1,31});")
_NUMBER = re.compile(r"&#(?:([0-9]++)|[xX]([0-9a-fA-F]++));")
_LAST = 0x10FFFF
_MOST_DIGITS = 8
_BULLETS = "•▪■●❖➢✓□"
"""With which an item of a list begins."""
_SHOWN = 12
"""Characters of a reference that are shown of one without end."""
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20})
_BREAKS = frozenset({0x0B, 0x0C, 0x85, 0x2028, 0x2029})
_LONGEST_SYLLABLE = 7
"""``nghiêng``: longer than that, what stands around a mark is two words."""


def _code(number: re.Match[str]) -> int:
    digits = (number[1] or number[2]).lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return _LAST + 1
    return int(digits) if number[1] else int(digits, 16)


def _forbidden(code: int) -> bool:
    if code in _SPACES:
        return False
    return (
        code < 0x20  # noqa: PLR2004 - the control characters
        or code == 0x7F  # noqa: PLR2004
        or code in {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # windows-1252 gives these no character
        or code in {0x2028, 0x2029}
        or 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - halves of pairs
        or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - non-characters
        or code & 0xFFFE == 0xFFFE  # noqa: PLR2004
        or code > _LAST
        or PRIVATE.match(chr(code)) is not None
    )


def character(reference: str) -> str:
    """What ``reference`` stands for; a space for one that is forbidden or no text."""
    if number := _NUMBER.fullmatch(reference):
        code = _code(number)
        if _forbidden(code) or code in _SPACES:
            return " "
        return unescape(f"&#{code};")
    return unescape(reference)


def decoded(text: str) -> str:
    """``text`` with every reference as what it stands for."""
    return REFERENCE.sub(lambda found: character(found[0]), text) if "&" in text else text


def refuse(report: Report, source: str, first_line: int) -> None:
    """Say every line of ``source`` with a forbidden reference, and the line to write."""
    if "&#" not in source:
        return
    for line, row in enumerate(source.split("\n"), first_line):
        found = [number for number in _NUMBER.finditer(row) if _forbidden(_code(number))]
        if not found:
            continue
        said = ", ".join(dict.fromkeys(_shown(number[0]) for number in found))
        private = [number for number in found if _sign(number) is not None]
        what = "ký tự riêng của một phông chữ, độc giả chỉ thấy ô trống" if private else ""
        report.wrong(
            line,
            f"dòng có mã {said} của {what or 'ký tự mà trang và bản tin không chứa được'}, thường "
            "do dán từ nơi khác; hãy thay bằng dấu cách" + (" hay dấu thường" if private else ""),
            _without(row, found),
            fixable=all(_is_certain(row, number) for number in found),
        )


def _shown(reference: str) -> str:
    return reference if len(reference) <= _SHOWN else f"{reference[:_SHOWN]}…"


def _sign(number: re.Match[str]) -> str | None:
    """What a reference to a sign of a private font looks like; None when it is no such."""
    code = _code(number)
    if code > _LAST or not PRIVATE.match(chr(code)):
        return None
    return public(chr(code))


def _is_certain(row: str, number: re.Match[str]) -> bool:
    """Whether what ``_without`` writes in its place is the one right answer."""
    sign = _sign(number)
    return bool(sign) or _between_words(row, number)


def _without(row: str, found: list[re.Match[str]]) -> str:
    """``row`` with a space in place of each reference, and never two; for Word's signs others.

    A bullet at the beginning makes an item.
    """
    out, at = "", 0
    for number in found:
        out += row[at : number.start()]
        at = number.end()
        if sign := _sign(number):
            if sign in _BULLETS and not out.strip():
                sign, at = "- ", at + len(row[at:]) - len(row[at:].lstrip())
            out += sign
        elif out and not out[-1].isspace() and row[at : at + 1].strip():
            out += " "
        elif out[-1:].isspace() and row[at : at + 1].isspace():
            at += 1
    return out + row[at:]


def _between_words(row: str, number: re.Match[str]) -> bool:
    """Whether a space there can part no word: what it stands between is too long to be one."""
    if _code(number) in _BREAKS:
        return True
    before = re.search(r"[^\W\d_]*$", row[: number.start()])
    after = re.match(r"[^\W\d_]*", row[number.end() :])
    left, right = before[0] if before else "", after[0] if after else ""
    return not left or not right or len(left) + len(right) > _LONGEST_SYLLABLE
