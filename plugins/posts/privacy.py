"""Personal data an officer should look at once more before the whole world can read it.

Never a refusal: law lets some of it be published, and a machine cannot tell
which. The kinds that are told precisely (identity numbers; a full name with year
of birth and home; a victim or child by name) are questions to be answered, the
others reminders. Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; what is masked
and how follows what procuracies do themselves (``ông Nguyễn Văn A.``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from plugins.lines import LineStarts
from plugins.patterns import later
from plugins.vietnamese import nfc, squeeze

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_WORD = rf"[{_UPPER}][^\W\d_]*"
_NAME = rf"{_WORD}(?:\s{_WORD}){{1,4}}"

# Each begins with letters that are looked for at once; in one pattern they would not be.
_BIRTHS = tuple(
    later(born + r"[:.]?\s?(?:\d|năm\s\d)")
    for born in (r"sinh(?:\s(?:ngày|tháng|năm))?", "SN", "sn")
)
_AGED = later(r"\((?:\d{1,2}\stuổi|(?:19|20)\d{2})[,;]")
"""An age or a bare year in brackets after a name: ``Vũ Đức Cảnh (42 tuổi, trú tại …``."""
_MARKS = "[*_]{0,3}"
"""Of Markdown, around a name in bold or italic."""
_NAME_BEFORE = later(rf"({_NAME}){_MARKS}\s?[,(;:–-]?{_MARKS}\s?\(?$")
_HOME = later(
    r"(?:\btrú\b|cư trú|thường trú|tạm trú|HKTT|ĐKTT|nơi ở|chỗ ở|địa chỉ"
    r"|\b(?:ở|tại)\s(?:thôn|xóm|tổ|số nhà|khu|xã|phường|ấp))"
)
_NAME_AT_HOME = later(rf"({_NAME}){_MARKS}\s?[,(;–-]?{_MARKS}\s?\(?(?:hiện\s)?{_HOME.pattern}")
_VICTIM = later(
    r"(?:[Bb]ị hại|[Nn]ạn nhân|[Cc]háu|[Tt]rẻ em|[Bb]é\s(?:gái|trai)|[Cc]on\s(?:gái|trai))"
    rf"(?:\slà|:)?(?:\s(?:cháu|em|chị|anh|ông|bà))?\s{_MARKS}({_NAME})"
)
_TITLE = later(
    r"(?:(?:Ông|Bà|Anh|Chị|Em|Cháu|Cô|Chú|Bác|Bị cáo|Bị can|Bị hại|Đối tượng)\s)+", re.IGNORECASE
)
_A_CHILD = later(r"[Cc]háu|[Bb]é|[Cc]on")
_PUPIL = later(
    rf"\b[Ee]m\s({_NAME})\s?[,(–-]\s?\(?(?:SN|sn|sinh(?:\snăm)?)[:.]?\s?20(?:0[6-9]|[1-9]\d)"
)
_FAMILY_NAMES = (
    "an âu bạch bành bế bùi cà cầm cao châu chu cù cung đàm đặng đào đậu điêu đinh đỗ đoàn "
    "đồng dương giàng giáp hà hàn hầu hồ hoàng huỳnh kha khổng khuất kiều kim la lại lâm lê "
    "lò lộc lư lương lưu lường lý ma mã mạc mai mạnh mông nghiêm ngô ngọc ngụy nguyễn nhâm "
    "nhữ nông ông phạm phan phí phó phùng phương quách quản quàng sầm sùng tạ tăng thạch thái "
    "thân thẩm thào thiều tiêu tô tôn tống trần triệu trịnh trương từ ứng văn vàng vi viên võ "
    "vũ vương vừ "
)
_FAMILIES = frozenset(_FAMILY_NAMES.split())
"""What a Vietnamese full name begins with; ``Trẻ em Việt Nam`` names nobody."""
_PLACE_NAMES = (
    "an giang|an khê|bạch long|cao bằng|cao lãnh|đông anh|đông hà|đông hưng|đồng hới|đồng nai|"
    "đồng tháp|đồng xoài|hà đông|hà giang|hà nam|hà nội|hà tĩnh|hàn quốc|kim bảng|kim bôi|"
    "kim động|la gi|lai châu|lâm đồng|lương tài|lý nhân|lý sơn|mạo khê|ninh bình|"
    "thái bình|thái lan|thái nguyên|thái thụy|thạch hà|thạch thất|từ liêm|từ sơn|văn giang|"
    "văn lâm|vũ thư|vàng danh"
)
_PLACES = frozenset(_PLACE_NAMES.split("|"))
"""Places of two words that begin like a family name: no given name follows it in them."""
_MASKED = later(r"(?:^|\s)(?:[^\W\d_]|[^aàáảãạăâeèéẻẽẹêiìíỉĩịoòóỏõọôơuùúủũụưyỳýỷỹỵ\W\d_]{2})$")
"""A given name of one letter, or of two without a vowel: ``Nguyễn Văn H``, ``Tô Văn Ch``."""
# The first digit stands before the look-behind, so that prose without digits costs nothing.
_IDENTITY = later(
    r"[0-9](?<![\d/.,\-+][0-9])(?:[0-9]{11}|[0-9]{8})"
    r"(?![\d/]|[.,-]\d|\s?(?:đồng|VNĐ|vnđ|đ\b|USD))"
)
_SPACED_IDENTITY = later(
    r"(?:CCCD|CMND|CMTND|CMT|[Cc]ăn cước(?: công dân)?|[Cc]hứng minh(?: nhân dân| thư)?|"
    r"[Đđ]ịnh danh(?: cá nhân)?)[^\d\n]{0,24}"
    r"([0-9]{3}[ .\-]?[0-9]{3}[ .\-]?[0-9]{3}(?:[ .\-]?[0-9]{3})?)(?![\d/]|[.,-]\d)"
)
_PHONE = later(
    r"[+0](?<![\d/.,][+0])(?:(?<=\+)84)?[ .]?(?:[35789]|2[0-9]{1,2})(?:[ .\-]?[0-9]){7,8}(?!\d)"
)
_PLATE = later(
    r"[0-9](?<![\w/.\-][0-9])[0-9][ \-]?[A-ZĐ]{1,2}[0-9]?"
    r"(?:\s?[-–]\s?|\s)(?:[0-9]{3}\.?[0-9]{2}|[0-9]{4})(?![\w/]|[.\-]\d)"
)
_NUMBERED = later(r"[0-9](?:[0-9][ \-]?[A-ZĐ]|(?:[ .\-]?[0-9]){7})")
"""What is in each of the three; in most news, nowhere."""

_NEAR = 240
"""Characters after a name within which its year of birth and address belong to it."""
_LONGEST = 160
"""Characters of a line to be shown whole; of a longer one only what is around each place."""
_AROUND = 40
"""Characters shown on either side of a place in a long line."""


class Finding(NamedTuple):
    """Personal data in one line of a text."""

    line: int
    """In the file, from 1."""
    message: str
    suggestion: str
    """The line with the data masked; of a long line what is around it."""
    about: str
    """The words of a precise kind, of which a question is asked; empty: a reminder."""


class _Found(NamedTuple):
    start: int
    end: int
    what: str
    mask: str
    """The text to write in its place."""
    precise: bool = False


def personal_data(text: str, *, first_line: int = 1) -> Iterator[Finding]:
    """What in ``text`` (Markdown) identifies a private person.

    A finding for each datum of a precise kind, and one for all others of a line.
    """
    text = nfc(text)
    starts = LineStarts(text)
    by_line: dict[int, list[_Found]] = {}
    for one in _sorted(_found(text, starts)):
        by_line.setdefault(starts.row(one.start), []).append(one)
    for number, found in by_line.items():
        start = starts.start(number)
        row = text[start : starts.end(number, len(text))]
        line = first_line + number
        suggestion = _masked(row, start, found)
        for one in found:
            if one.precise:
                about = squeeze(text[one.start : one.end])
                yield Finding(line, f"{one.what}: che bớt, hoặc trả lời", suggestion, about)
        others = "; ".join(one.what for one in found if not one.precise)
        if others:
            yield Finding(line, f"{others}: cân nhắc che bớt", suggestion, "")


def _sorted(found: Iterable[_Found]) -> list[_Found]:
    """In order, the first of those that overlap."""
    kept: list[_Found] = []
    for one in sorted(found):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _found(text: str, starts: LineStarts) -> Iterator[_Found]:
    yield from _people(text, starts)
    yield from _victims(text)
    if not _NUMBERED.search(text):
        return
    what = "số định danh hoặc số chứng minh nhân dân"
    for identity in chain(_IDENTITY.finditer(text), _SPACED_IDENTITY.finditer(text)):
        at = identity.lastindex or 0
        yield _number(identity[at], identity.start(at), what, precise=True)
    for pattern, what in ((_PHONE, "số điện thoại"), (_PLATE, "biển số xe")):
        for found in pattern.finditer(text):
            yield _number(found[0], found.start(), what, precise=False)


def _number(number: str, start: int, what: str, *, precise: bool) -> _Found:
    said = f"«{number}» giống {what}"
    return _Found(start, start + len(number), said, _starred(number), precise=precise)


def _people(text: str, starts: LineStarts) -> Iterator[_Found]:
    """Names with year of birth (or age) and home, in whichever order."""
    births = chain.from_iterable(birth.finditer(text) for birth in (*_BIRTHS, _AGED))
    for birth in births:
        number = starts.row(birth.start())
        line_start = starts.start(number)
        line_end = starts.end(starts.row(birth.end()), len(text))
        before = max(line_start, birth.start() - 80)
        name = _NAME_BEFORE.search(text[before : birth.start()])
        if name and _HOME.search(text[birth.end() : min(birth.end() + _NEAR, line_end)]):
            yield from _named(name, before, "có cả họ tên, năm sinh và nơi ở")
            continue
        before = max(line_start, birth.start() - _NEAR)
        for lives in _NAME_AT_HOME.finditer(text[before : birth.start()]):
            yield from _named(lives, before, "có cả họ tên, năm sinh và nơi ở")


def _victims(text: str) -> Iterator[_Found]:
    words = ("ị hại", "ạn nhân", "háu", "rẻ em", "é gái", "é trai", "on gái", "on trai")
    said = "có vẻ là bị hại hoặc trẻ em được nêu đủ họ tên"
    if any(word in text for word in words):
        for victim in _VICTIM.finditer(text):
            surname = victim[1].split()[0].lower() in _FAMILIES
            if victim[1].lower() in _PLACES:
                continue
            if surname or _A_CHILD.match(victim[0]):
                yield from _named(victim, 0, said, precise=surname)
    if "em " in text or "Em " in text:
        for pupil in _PUPIL.finditer(text):
            yield from _named(pupil, 0, said)


def _named(
    found: re.Match[str], offset: int, said: str, *, precise: bool = True
) -> Iterator[_Found]:
    """The name in ``found``, whose text begins at ``offset``; nothing when it is masked."""
    title = _TITLE.match(found[1])
    name = found[1][title.end() :] if title else found[1]
    if " " in name and not _MASKED.search(name):
        end = found.end(1) + offset
        start = end - len(name)
        yield _Found(start, end, f"«{name}» {said}", _initial(name), precise=precise)


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
    for begin, end, _, mask, _ in found:
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
