"""A file's text made ready to be read: its line ends, and what nobody sees in it, said."""

from __future__ import annotations

import re

from plugins.characters import CONTROL, PRIVATE, public
from plugins.lines import rows, rows_with_ends
from plugins.posts.breaks import (
    INVISIBLE,
    SUSPECT,
    controls,
    parting,
    plain_lines,
    spaced,
    without_invisible,
)
from plugins.posts.reporter import Reporter

_WORD_BULLET = re.compile("[ \t>]*[\uf0b7\uf0a7\uf0d8\uf0fc\uf076][ \t\u00a0]*\\S")
"""Word's own, at the beginning of a line: an item of a list (``markup.listmarks``)."""
_ONE_OR_TWO = "không rõ chỗ ấy là hai chữ hay một, hãy chọn một"


def clean(text: str, report: Reporter) -> str:
    """``text`` as it is read: LF line ends, and nothing that no text holds.

    Where it is not certain what is meant, that is said. ``report`` learns how its lines are
    counted in the file.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    # None of what is looked for can be printed, and to ask that is one quick pass.
    if text.replace("\n", "").isprintable() and text[:1] not in ("\n", " "):
        return text
    if not SUSPECT.search(text) and not text[:1].isspace():
        return text
    text = spaced(text)
    if CONTROL.search(text):
        text = _without_controls(text, report)
    if PRIVATE.search(text):
        _say_private(text, report)
    if INVISIBLE.search(text):
        text = _without_invisible(text, report)
    lines = plain_lines(text)
    report.true = lines.true
    return lines.text


def _without_controls(text: str, report: Reporter) -> str:
    read = []
    for number, (row, end) in enumerate(rows_with_ends(text), 1):
        found = controls(row)
        if found is not None:
            report.wrong(
                number,
                f"dòng có ký tự điều khiển ẩn (mã {found.code}), thường do dán từ nơi khác; "
                + ("hãy xóa và gõ lại" if len(found.instead) == 1 else _ONE_OR_TWO),
                "\n   hoặc: ".join(found.instead),
                fixable=len(found.instead) == 1,
            )
        read.append((found.read if found else row) + end)
    return "".join(read)


def _say_private(text: str, report: Reporter) -> None:
    """Signs of one font alone, in each line; a bullet of Word at its beginning is read as one."""
    for number, row in enumerate(rows(text), 1):
        found = PRIVATE.search(row)
        if found is None or (_WORD_BULLET.match(row) and not PRIVATE.search(row, found.end())):
            continue
        code = f"U+{ord(found[0]):04X}"
        mended = PRIVATE.sub(lambda sign: public(sign[0]), row)
        said = f"dòng có ký tự riêng của một phông chữ (mã {code}), độc giả chỉ thấy ô trống"
        if found[0] in "\ue000\ue001":
            report.wrong(number, f"{said}; hãy xóa", mended)
        else:
            report.advise(number, f"{said}; hãy xóa hay thay bằng dấu thường", mended)


def _without_invisible(text: str, report: Reporter) -> str:
    read = []
    for number, (row, end) in enumerate(rows_with_ends(text), 1):
        if found := parting(row):
            report.advise(
                number,
                f"dòng có ký tự không nhìn thấy (mã {found.code}) giữa chữ; {_ONE_OR_TWO}",
                "\n   hoặc: ".join(found.instead),
            )
        read.append(without_invisible(row) + end)
    return "".join(read)
