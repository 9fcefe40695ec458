"""How much one text may hold: counts of what is in it, never time, so that every machine agrees.

A text within these limits is read, checked and built in a second or two and some
megabytes, whatever it holds; each is far above what an agency writes. The measure is a
decision of 300 pages pasted whole: a million bytes, some 14,000 lines, a table of
2,000 rows among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from plugins.lines import rows
from plugins.model import Problem, Severity
from plugins.numbers import grouped
from plugins.patterns import later

MOST_BYTES = 1_500_000
"""Of a file: the decision, and half as much again. Asked of the disk before anything is read."""
MOST_LINES = 30_000
"""Of a file: the decision has 14,000, as many again are empty."""
LONGEST_LINE = 50_000
"""Characters: a paragraph has some hundreds, a table in HTML on one line some ten thousand."""
MOST_SIGNS = 60_000
"""Of those that Markdown and HTML are written with: a table of 2,000 rows and seven columns."""
MOST_LINKS = 8_000
"""Links, pictures or addresses: more than the decision has lines with words."""
MOST_OF_ONE_WORD = 20_000
"""In the decision the commonest syllable stands 6,000 times."""
MOST_MARKS = 30
"""Combining marks on one letter: Vietnamese has two. Composing a run takes its square."""
MOST_HEAD = 100_000
"""Characters between the ``---`` lines."""
MOST_ITEMS = 500
"""Of one list in the front matter."""
LONGEST_VALUE = 5_000
"""Characters of one value in the front matter: a summary has some hundreds."""
MOST_CELLS = 100_000
"""Of one table, those included that shorter rows lack."""
MOST_FINDINGS = 500
"""Of one text that are said one by one; nobody mends more in one sitting."""

_SIGNS = "\\`*_~[]<>&^|"
_RUN = later(rf"[{re.escape(_SIGNS)}]+")
_FENCE = later(r"^---[ \t]*$", re.MULTILINE)
# Where marks are, with other scripts and signs; in words of ours no run of these is as long.
_OTHER = "[\u0300-\u1dff\u1f00-\U0010ffff]"
# One of them stands first: for that alone a search hurries through all other text.
_MARKS = later(rf"{_OTHER}(?={_OTHER}{{{MOST_MARKS}}}){_OTHER}+")
_SYLLABLE = later(r"[^\W\d_]{2}")
_LOOKED_AT = 20
_SHORT = 8_000
"""Characters: a text as short as that is composed at once, whatever it holds."""
_EMBEDDED = later(r"data:[a-z]+/[a-z0-9.+-]+;base64,[a-z0-9+/=%]{1000}", re.IGNORECASE)
"""A picture pasted as such; of a shorter one the reading of the text itself tells."""

PASTED_PICTURE = (
    "ảnh đã dán thẳng vào bài (data:…;base64,…); hãy lưu ảnh thành một tệp trong "
    "content/anh/<năm>/ rồi viết ![lời mô tả ảnh](anh/<năm>/ten-anh.jpg)"
)
"""What pictures pasted into a text are, and what to do instead."""


HEAD_TOO_LONG = (
    f"phần khai báo dài quá {MOST_HEAD // 1000}.000 chữ, hoặc thiếu dòng --- kết thúc; "
    "phần này chỉ gồm title, date, author và vài dòng như vậy"
)
"""What is wrong with a front matter without end."""


class Excess(NamedTuple):
    """What a text has too much of, and where."""

    line: int
    message: str


def too_large(size: int) -> str:
    """What is wrong with a text whose file has ``size`` bytes; empty when it may be read."""
    if size <= MOST_BYTES:
        return ""
    return (
        f"tệp nặng {megabytes(size)}, quá {megabytes(MOST_BYTES)}, nên không đọc; nếu ảnh đã dán "
        "thẳng vào bài thì lưu ảnh thành tệp riêng trong content/anh/<năm>/; bài dài quá thì "
        "chia thành nhiều bài"
    )


def registry_too_large(size: int) -> str:
    """The same of a file of the registry, which holds a line or ten for each name."""
    if size <= MOST_BYTES:
        return ""
    return f"tệp nặng {megabytes(size)}, quá {megabytes(MOST_BYTES)}, nên không đọc"


def excess(text: str) -> Excess | None:
    """What ``text``, a whole file, has too much of to be read; None when all is within limits."""
    if len(text) > MOST_BYTES:
        return Excess(1, too_large(len(text.encode("utf-8", "surrogatepass"))))
    if (lines := text.count("\n") + text.count("\r")) > MOST_LINES:
        return Excess(
            1,
            f"bài có {grouped(lines)} dòng, quá {grouped(MOST_LINES)}; hãy chia thành nhiều bài",
        )
    if "base64," in text and (pasted := _EMBEDDED.search(text)):
        return Excess(len(rows(text[: pasted.start()])), f"dòng có {PASTED_PICTURE}")
    looked_for = (
        (LONGEST_LINE, _too_long),
        (MOST_SIGNS, _too_many_signs),
        (MOST_LINKS, _too_many_links),
        (2 * MOST_OF_ONE_WORD, one_word),
        (_SHORT, too_many_marks),
    )
    found = (look(text) for fewest, look in looked_for if len(text) > fewest)
    return next(filter(None, found), None)


def head_of(text: str) -> str:
    """The front matter of a text that is too much; empty when that is no better."""
    start = _FENCE.match(text)
    end = _FENCE.search(text, start.end(), MOST_HEAD) if start else None
    head = text[: end.end()] if end else ""
    return head if head and excess(head) is None else ""


def too_many_items(key: str, number: int) -> str:
    """What is wrong with a list of ``number`` values."""
    return f"{key} có {grouped(number)} mục, quá {MOST_ITEMS}; hãy bớt đi"


def too_long_a_value(key: str, length: int) -> str:
    """What is wrong with a value of ``length`` characters."""
    return f"{key} dài {grouped(length)} chữ, quá {grouped(LONGEST_VALUE)}; hãy viết ngắn lại"


def fewer(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """``problems`` of one text; of very many the first, and how many more there are.

    What is not listed is an error when any of it stops the text: nothing slips through.
    """
    if len(problems) <= MOST_FINDINGS:
        return tuple(problems)
    ranked = sorted(problems, key=lambda one: (_RANK[one.severity], one.line))
    kept, left = ranked[:MOST_FINDINGS], ranked[MOST_FINDINGS:]
    severity = left[0].severity
    rest = Problem(
        path=kept[0].path,
        line=min(one.line for one in left),
        message=f"còn {grouped(len(left))} chỗ nữa trong tệp này, kể từ dòng này trở đi; "
        "sửa các chỗ đã nêu rồi kiểm tra lại",
        severity="error" if severity == "answer" else severity,
    )
    return (*kept, rest)


_RANK: dict[Severity, int] = {"error": 0, "answer": 1, "advice": 2}


def _too_long(text: str) -> Excess | None:
    for line, row in enumerate(rows(text) if "\r" in text else text.split("\n"), 1):
        if len(row) > LONGEST_LINE:
            return Excess(
                line,
                f"dòng dài {grouped(len(row))} chữ, quá {grouped(LONGEST_LINE)}; "
                "hãy chia thành nhiều đoạn",
            )
    return None


def _too_many_signs(text: str) -> Excess | None:
    if sum(map(text.count, _SIGNS)) <= MOST_SIGNS:
        return None
    signs = 0
    for found in _RUN.finditer(text):
        signs += len(found[0])
        if signs > MOST_SIGNS:
            line = len(rows(text[: found.start()]))
            return Excess(
                line,
                f"từ đầu bài tới dòng này có quá {grouped(MOST_SIGNS)} dấu * _ [ ] < > | & …; "
                "có lẽ đã dán nhầm thứ không phải bài viết; hãy xóa, hoặc chia thành nhiều bài",
            )
    return None


def _too_many_links(text: str) -> Excess | None:
    for sign in ("](", "://", "www.", "@"):
        if text.count(sign) > MOST_LINKS:
            at = -1
            for _ in range(MOST_LINKS + 1):
                at = text.find(sign, at + 1)
            return Excess(
                len(rows(text[:at])),
                f"từ đầu bài tới dòng này có quá {grouped(MOST_LINKS)} đường dẫn hay ảnh; "
                "hãy chia thành nhiều bài",
            )
    return None


def one_word(text: str) -> Excess | None:
    """Where a word, no sign nor number, stands for the first time that is most of the text."""
    often = Counter(text.split()).most_common(_LOOKED_AT)
    word, times = next(((one, times) for one, times in often if _SYLLABLE.search(one)), ("", 0))
    if times <= MOST_OF_ONE_WORD:
        return None
    return Excess(
        len(rows(text[: text.find(word)])),
        f"«{word[:40]}» lặp lại {grouped(times)} lần trong tệp, quá {grouped(MOST_OF_ONE_WORD)}; "
        "có lẽ đã dán nhầm; hãy xóa bớt",
    )


def too_many_marks(text: str) -> Excess | None:
    """Where ``text`` has so many marks on one letter that composing it would take long."""
    for found in _MARKS.finditer(text) if len(text) > _SHORT else ():
        run = 0
        for char in found[0]:
            run = run + 1 if unicodedata.combining(char) else 0
            if run > MOST_MARKS:
                line = len(rows(text[: found.start()]))
                return Excess(
                    line,
                    f"dòng có một chữ mang hơn {MOST_MARKS} dấu chồng lên nhau; hãy xóa và gõ lại",
                )
    return None


def megabytes(size: int) -> str:
    """Bytes as an officer reads them: ``34,7 MB``."""
    return f"{size / 1_000_000:.1f} MB".replace(".", ",").replace(",0 ", " ")
