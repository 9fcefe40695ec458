"""One Enter between what are clearly two paragraphs: Markdown joins them, so it is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from plugins.posts.markup.report import Report

_ENDS = (".", "!", "?", "…", ":")
_BEHIND = '”"’)]»'
"""What may stand between the end of a sentence and the end of its line."""
_ABBREVIATED = re.compile(r"\b(?:TP|Tp|tp|TX|Tx|ThS|TS|PGS|GS|[A-ZĐ])\.$")
_WORD = re.compile(r"[^\W\d_]")
_BEGINS = re.compile(r"[“‘\"'(«\[*_]*(?P<first>\w)|[-–—+•]\s")


def ends(above: str) -> bool:
    """Whether a sentence ends with the line ``above``."""
    above = above.rstrip()
    return (
        _WORD.search(above) is not None
        and above.rstrip(_BEHIND).endswith(_ENDS)
        and not _ABBREVIATED.search(above[-5:])
    )


def parts(above: str, below: str) -> bool:
    """Whether a sentence ends with the line ``above`` and another begins the line ``below``."""
    if not ends(above):
        return False
    found = _BEGINS.match(below)
    if found is None:
        return False
    first = found["first"]
    return first is None or first.isupper() or first.isdigit()


_FEWEST = 6
"""Lines of a body without one empty line that show how its officer parts paragraphs."""
_FEWEST_LONG = 4
"""The same where most lines are longer than any editor breaks them."""
_LONG = 100
"""Characters of such a line."""
_MOSTLY = 0.7
"""Of such a body's line ends, how many must end a sentence; where lines are broken to a
width it is a small part."""


def one_enter_parts(texts: Sequence[str]) -> bool:
    """Whether each line is a paragraph: a long text, no empty line in it, sentences whole."""
    if len(texts) < _FEWEST_LONG or not all(texts):
        return False
    if len(texts) < _FEWEST and sum(len(text) >= _LONG for text in texts) * 2 <= len(texts):
        return False
    ended = sum(parts(above, below) for above, below in pairwise(texts))
    return ended >= _MOSTLY * (len(texts) - 1)


def joined_paragraphs(texts: Sequence[str]) -> list[int]:
    """Which of the lines of one paragraph are clearly paragraphs of their own.

    None when any line ends within a sentence: then the text is broken to a width.
    """
    if not all(parts(above, below) for above, below in pairwise(texts)):
        return []
    return [place for place in range(1, len(texts)) if not texts[place - 1].endswith(("  ", "\\"))]


def _open(text: str) -> tuple[bool, ...]:
    """What ``text`` opens or closes, bold words or a tag, and does not close or open again."""
    single = text.replace("**", "").replace("__", "")
    odd = [text.count(sign) % 2 == 1 for sign in ("**", "__", "~~", "`")]
    return (*odd, single.count("*") % 2 == 1, single.count("_") % 2 == 1)


def _whole_before(texts: Sequence[str]) -> list[bool]:
    """Of each place between ``texts``, from before the first, whether all before it is whole."""
    opened: tuple[bool, ...] = (False,) * 6
    brackets = 0
    tags = False
    whole = [True]
    for text in texts:
        opened = tuple(a != b for a, b in zip(opened, _open(text), strict=True))
        brackets += text.count("[") - text.count("]")
        tags = tags or "<" in text
        whole.append(not any(opened) and brackets == 0 and not tags)
    return whole


def remind(report: Report, texts: Sequence[str], numbers: Sequence[int]) -> None:
    """Advise an empty line before each line that is clearly a paragraph of its own."""
    places = joined_paragraphs(texts)
    if not places:
        return
    before, behind = _whole_before(texts), _whole_before(texts[::-1])[::-1]
    for place in places:
        number = numbers[place]
        row = report.row(number)
        empty = row[: len(row) - len(row.lstrip(" >"))].rstrip() if row.startswith(">") else ""
        report.advise(
            number,
            "dòng này nối liền đoạn trên vì chỉ cách một lần Enter; nếu là đoạn mới thì để một "
            "dòng trống ở trước",
            f"{empty}\n{row}",
            fixable=before[place] and behind[place],
        )
