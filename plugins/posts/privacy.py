"""Personal data an officer should look at once more before the whole world can read it.

Advice, never a refusal: law lets some of it be published, and a machine cannot
tell which. Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; what is masked and
how follows what procuracies do themselves (``ông Nguyễn Văn A.``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from plugins.model import Problem
from plugins.vietnamese import nfc

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_WORD = rf"[{_UPPER}][^\W\d_]*"
_NAME = rf"{_WORD}(?:\s{_WORD}){{1,4}}"

# Each begins with letters that are looked for at once; in one pattern they would not be.
_BIRTHS = tuple(
    re.compile(born + r"[:.]?\s?(?:\d|năm\s\d)")
    for born in (r"sinh(?:\s(?:ngày|tháng|năm))?", "SN", "sn")
)
_NAME_BEFORE = re.compile(rf"({_NAME})\s?[,(;:–-]?\s?\(?$")
_HOME = re.compile(
    r"(?:\btrú\b|cư trú|thường trú|tạm trú|HKTT|ĐKTT|nơi ở|chỗ ở|địa chỉ"
    r"|\b(?:ở|tại)\s(?:thôn|xóm|tổ|số nhà|khu|xã|phường|ấp))"
)
_VICTIM = re.compile(
    rf"(?:[Bb]ị hại|[Nn]ạn nhân|[Cc]háu|[Tt]rẻ em)(?:\slà|:)?(?:\scháu)?\s({_NAME})"
)
# The first digit stands before the look-behind, so that prose without digits costs nothing.
_IDENTITY = re.compile(
    r"[0-9](?<![\d/.,\-+][0-9])(?:[0-9]{11}|[0-9]{8})"
    r"(?![\d/]|[.,-]\d|\s?(?:đồng|VNĐ|vnđ|đ\b|USD))"
)
_PHONE = re.compile(
    r"[+0](?<![\d/.,][+0])(?:(?<=\+)84)?[ .]?(?:[35789]|2[0-9]{1,2})(?:[ .\-]?[0-9]){7,8}(?!\d)"
)
_PLATE = re.compile(
    r"[0-9](?<![\w/.\-][0-9])[0-9][ \-]?[A-ZĐ]{1,2}[0-9]?"
    r"(?:\s?[-–]\s?|\s)(?:[0-9]{3}\.?[0-9]{2}|[0-9]{4})(?![\w/]|[.\-]\d)"
)
_NUMBERED = re.compile(r"[0-9](?:[0-9][ \-]?[A-ZĐ]|(?:[ .\-]?[0-9]){7})")
"""What is in each of the three; in most news, nowhere."""

_NEAR = 240
"""Characters after a name within which its year of birth and address belong to it."""
_LONGEST = 160
"""Characters of a line to be shown whole; of a longer one only what is around each place."""
_AROUND = 40
"""Characters shown on either side of a place in a long line."""

_Found = tuple[int, int, str, str]
"""Start, end, what it is, and the text to write in its place."""


def personal_data(text: str, *, path: str, first_line: int = 1) -> Iterator[Problem]:
    """Advice for each line of ``text`` (Markdown) that identifies a private person."""
    text = nfc(text)
    by_line: dict[int, list[_Found]] = {}
    for one in _sorted(_found(text)):
        by_line.setdefault(text.rfind("\n", 0, one[0]) + 1, []).append(one)
    for start, found in by_line.items():
        end = text.find("\n", start)
        yield Problem(
            path=f"content/{path}",
            line=first_line + text.count("\n", 0, start),
            message="; ".join(message for _, _, message, _ in found) + ": cân nhắc che bớt",
            suggestion=_masked(text[start : end if end >= 0 else len(text)], start, found),
            severity="advice",
        )


def _sorted(found: Iterable[_Found]) -> list[_Found]:
    """In order, the first of those that overlap."""
    kept: list[_Found] = []
    for one in sorted(found):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _found(text: str) -> Iterator[_Found]:
    for birth in chain.from_iterable(birth.finditer(text) for birth in _BIRTHS):
        line_start = text.rfind("\n", 0, birth.start()) + 1
        name = _NAME_BEFORE.search(text[max(line_start, birth.start() - 80) : birth.start()])
        line_end = text.find("\n", birth.end())
        after = text[
            birth.end() : min(birth.end() + _NEAR, line_end if line_end > 0 else len(text))
        ]
        if name and _HOME.search(after):
            start = max(line_start, birth.start() - 80) + name.start(1)
            yield (
                start,
                start + len(name[1]),
                f"«{name[1]}» có cả họ tên, năm sinh và nơi ở",
                _initial(name[1]),
            )
    named = "ị hại" in text or "ạn nhân" in text or "háu" in text or "rẻ em" in text
    for victim in _VICTIM.finditer(text) if named else ():
        yield (
            victim.start(1),
            victim.end(1),
            f"«{victim[1]}» có vẻ là bị hại hoặc trẻ em được nêu đủ họ tên",
            _initial(victim[1]),
        )
    if not _NUMBERED.search(text):
        return
    for pattern, what in (
        (_IDENTITY, "số định danh hoặc số chứng minh nhân dân"),
        (_PHONE, "số điện thoại"),
        (_PLATE, "biển số xe"),
    ):
        for found in pattern.finditer(text):
            yield (
                found.start(),
                found.end(),
                f"«{found[0]}» giống {what}",
                _starred(found[0]),
            )


def _initial(name: str) -> str:
    """``Nguyễn Văn Bình`` is ``Nguyễn Văn B.``."""
    *family, given = name.split()
    return " ".join([*family, f"{given[0]}."])


def _starred(number: str) -> str:
    """All digits after the first three as ``x``: ``091x xxx xxx`` is told apart and not found."""
    digits = 0
    masked = ""
    for char in number:
        digits += char.isdigit()
        masked += "x" if char.isdigit() and digits > 3 else char  # noqa: PLR2004 - three, as above
    return masked


def _masked(row: str, start: int, found: list[_Found]) -> str:
    """The line ``row`` with all that was found masked; of a long one, what is around each place."""
    pieces = []
    at = 0
    for begin, end, _, mask in found:
        pieces += [row[at : begin - start], mask]
        at = end - start
        if mask.endswith(".") and row[at : at + 1] == ".":
            at += 1
    pieces.append(row[at:])
    if len(row) <= _LONGEST:
        return "".join(pieces)
    shown = [_last_words(pieces[0])]
    for place, piece in enumerate(pieces[1:-1], 1):
        between = place % 2 == 0 and len(piece) > 2 * _AROUND
        shown.append(f"{_first_words(piece)} {_last_words(piece)}" if between else piece)
    shown.append(_first_words(pieces[-1]))
    return "".join(shown)


def _last_words(text: str) -> str:
    return text if len(text) <= _AROUND else "…" + text[-_AROUND:].partition(" ")[2]


def _first_words(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + "…"
