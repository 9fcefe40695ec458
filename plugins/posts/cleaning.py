"""A file's text made ready to be read: its line ends, and what nobody sees in it, said."""

from __future__ import annotations

from plugins.lines import rows, rows_with_ends
from plugins.posts.breaks import CONTROL, INVISIBLE, plain_lines, spaced, unseen, without
from plugins.posts.frontmatter import Reporter


def clean(text: str, report: Reporter) -> str:
    """``text`` as it is read: LF line ends, and nothing that no text holds.

    What is left out is said of every line. ``report`` learns how its lines are
    counted in the file.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    # None of what is looked for can be printed, and to ask that is one quick pass.
    if text.replace("\n", "").isprintable() and text[:1] not in ("\n", " "):
        return text
    text = spaced(text)
    for signs, say, what, todo in (
        (CONTROL, report.wrong, "điều khiển ẩn", "hãy xóa và gõ lại"),
        (INVISIBLE, report.advise, "không nhìn thấy", "máy bỏ qua nhưng nên xóa"),
    ):
        if not signs.search(text):
            continue
        for number, row in enumerate(rows(text), 1):
            if (found := unseen(signs, row)) is None:
                continue
            certain = len(found.instead) == 1
            say(
                number,
                f"dòng có ký tự {what} (mã {found.code}), thường do dán từ nơi khác; "
                + (todo if certain else "không rõ chỗ ấy là hai chữ hay một, hãy chọn một"),
                "\n   hoặc: ".join(found.instead),
                fixable=certain,
            )
        text = "".join(without(signs, row) + end for row, end in rows_with_ends(text))
    lines = plain_lines(text)
    report.true = lines.true
    return lines.text
