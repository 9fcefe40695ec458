"""Private people told with their birth or age and their home, in whichever order; and minors.

Found from the birth or age: the nearest full name before it in its sentence is whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.patterns import later
from plugins.privacy.kinds import Found, Kind
from plugins.privacy.names import MARKS, NAME, UPPER, has_family, initial, names_nobody, own
from plugins.privacy.sentences import around

_PLACE = (
    r"(?:thôn|xóm|xã|phường|thị trấn|thị xã|huyện|quận|tổ|khu|ấp|bản|buôn|làng|sóc|đội|số nhà|số"
    r"|ngõ|ngách|đường|phố|TP\.?|thành phố|tỉnh|đặc khu|KĐT|chung cư)"
    rf"\s+(?:dân phố\s+|phố\s+|số\s+|nhà\s+)?(?-i:[{UPPER}0-9])"
)
"""A word for a place and the beginning of its name."""
_DAY = (
    r"(?:(?:19|20)\d\d(?!\d|\s?[–-]\s?\d{4})|\d{1,2}\s?[/.-]\s?(?:\d{1,2}\s?[/.-]\s?)?(?:19"
    r"|20)\d\d(?!\d)"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+(?:năm\s+)?(?:19|20)\d\d)"
)
_SHORT = r"(?<=m |N |n )[3-9]\d(?=\s*[,;)])"
"""``(sinh năm 88, …)``, ``SN 88``."""
# Each begins with letters that are looked for at once; in one pattern they would not be.
_BORN = tuple(
    (
        word,
        later(
            rf"{re.escape(word)}(?<!học sinh)(?<!Học sinh)(?<!thí sinh)(?<!vệ sinh){more}"
            rf"(?:{_DAY}|{_SHORT})"
        ),
    )
    for word, more in (
        ("sinh", r"(?:\s+(?:ngày|tháng|năm))*\s*[:.]?\s*"),
        ("Sinh", r"(?:\s+(?:ngày|tháng|năm))*\s*[:.]?\s*"),
        ("SINH", r"(?:\s+(?:NGÀY|THÁNG|NĂM))*\s*[:.]?\s*"),
        ("SN", r"[:.]?\s*"),
        ("sn", r"[:.]?\s*"),
        ("s.n", r"[:.]?\s*"),
        ("S.N", r"[:.]?\s*"),
    )
)
_BARE_YEAR = later(r"\((?:19|20)\d\d\s*[,;)–-](?!\s?\d)")
"""``(1988, trú thôn …)``."""
_LOOSE_YEARS = tuple(
    (
        century,
        later(
            rf"{century}(?<![\w/.-]{century}){years}(?=\s*[,;–-]\s*(?:(?:hiện )?trú|ngụ|HKTT|quê"
            rf"|{_PLACE}))"
        ),
    )
    for century, years in (("19", r"\d\d"), ("20", r"(?:0\d|1[0-5])"))
)
"""``Đặng Văn Hậu - 1977 - thôn Bơn``: only with the home right behind it; not of late years."""
_CENTURIES = ("19", "20")
_SAID = later(r"(?:SN|sn|sinh|năm)[:.]?\s?$")
"""Before such a year: it is found with this word."""
_AGE = later(r"(?<!\d)(\d{1,3})\s+(?:tuổi|TUỔI)(?!\w)")
_AGED = (("tuổi", "tuổi"), ("Ổ", "TUỔI"))
"""Each behind what a text without is passed over for: a rare letter is found at once."""
_AGE_BEFORE = 5
"""Characters of a number of years and the space behind it."""
_OPEN = rf"{MARKS}(?:\s?\([^()\n]{{1,60}}\))?\s?[,(;:–-]?{MARKS}\s?\(?"
_BESIDE = later(rf"({NAME}){_OPEN}(?:(?:hiện|năm nay|nay|mới|khoảng|năm|NĂM|đã|là)\s)*$")
"""A name right before its birth or age."""
_CALLED = later(rf",?\s+(?:có\s+)?tên(?:\s+là)?:?\s+{MARKS}({NAME})")
"""``người đàn ông 42 tuổi tên Nguyễn Văn Bình``."""
_INITIALS = later(rf"(?<!\w)(?:[{UPPER}]\.){{1,4}}(?:[{UPPER}]\.?)?{_OPEN}$")
"""``ông N.T.C. (SN 1964``: whose birth it is nobody is told."""
_NAMES = later(NAME)
_NEAR = 160
"""Characters between a name and its birth or age when they do not stand side by side."""
_HOME = later(
    r"(?<!\w)(?<!nội )(?<!bán )(?<!lưu )(?<!ngoại )trú(?!\w)|cư trú|thường trú|tạm trú|(?:HK|NK|ĐK"
    r"|KH)TT"
    rf"|hộ khẩu|nơi ở|chỗ ở|địa chỉ|đ/c\s?:?\s?(?={_PLACE}|\d)"
    r"|(?<!\w)(?:ngụ|quê|quê quán|nguyên quán)(?!\w)"
    rf"|(?<!\w)(?:ở|tại|người|sống|thuộc)\s+(?:tại\s+|ở\s+)?{_PLACE}",
    re.IGNORECASE,
)
_AT_HOME = later(
    rf"\)?\s*[,;:(–-]?\s*(?:{_PLACE}|ở\s+(?:tại\s+)?(?-i:(?!Ban|Bộ|Công|Cục|Đội|Phòng|Sở|Trường|Viện)"
    rf"[{UPPER}]))",
    re.IGNORECASE,
)
"""Right behind a birth or a name no word is needed: ``(SN 1990, thôn Nam, xã …)``."""
_IN_BRACKETS = later(
    rf"\s*[,;–-]\s*(?!Việt Nam|Trung Quốc|Hàn Quốc|Nhật Bản|Thái Lan|Đài Loan|Hoa Kỳ)"
    rf"[{UPPER}][^\W\d_]*(?:\s[{UPPER}][^\W\d_]*){{1,2}}\s*[,)]"
)
"""Nor for the name of a place in the brackets of a birth: ``(SN 2000, Thái Thụy, Thái Bình)``."""
_HOME_BEFORE = later(
    r"(?<!\w)(?:trú|ngụ|HKTT|hộ khẩu|quê)(?!\w)[^.;:()\n]{2,70},\s*(?:(?:ông|bà|anh|chị|em"
    r"|cháu)\s+)?$",
    re.IGNORECASE,
)
"""``Trú tại xã Nam Cao, Nguyễn Văn Thiết (SN 1981)``."""
_ACCUSED = later(
    r"bị can|bị cáo|đối tượng|khởi tố|bị bắt|bắt giữ|phạm tội|truy nã|tù(?!\w)", re.IGNORECASE
)
_IN_OFFICE = later(
    r"(?<!\w)(?:đồng chí|đ/c|đ\.c|liệt s[ĩỹ])\s*$"
    r"|(?<!\w)anh hùng(?:\s(?:lực lượng vũ trang(?: nhân dân)?|LLVT(?:ND| nhân dân)?|lao động|liệt "
    r"s[ĩỹ]))?\s*$"
    r"|(?<!\w)(?:nhà (?:thơ|văn|báo|sử học|khoa học|bác học|cách mạng|yêu nước|giáo ưu tú"
    r"|giáo nhân dân)"
    r"|giáo sư|tiến sĩ|thạc sĩ|bác sĩ|(?-i:GS|TS|ThS|BS)\.?"
    r"|nhạc sĩ|họa sĩ|hoạ sĩ|nghệ sĩ(?: (?:ưu tú|nhân dân))?|NSƯT|NSND|danh nhân|tác giả)\s*$"
    r"|(?<!nguyên )(?<!cựu )(?<!giả danh )(?:(?:thiếu|trung|thượng|đại) (?:úy|uý|tá|tướng)"
    r"|kiểm tra viên|hội thẩm(?: nhân dân)?|thư ký(?: phiên tòa| phiên toà)?"
    r"|(?:cán bộ|chuyên viên|công chức) (?:phòng|văn phòng|VKS|viện|công an|tòa|toà|sở|UBND)"
    r"[^.,;:\n]{0,40})\s*$"
    r"|(?<!nguyên )(?<!cựu )(?:viện trưởng|chánh án|bí thư|chủ tịch|giám đốc|trưởng phòng|kiểm sát "
    r"viên"
    r"|thẩm phán|đại biểu|thứ trưởng|bộ trưởng|điều tra viên|chấp hành viên|luật "
    r"sư)(?:\s[^.,;:\n]{0,40})?\s*$",
    re.IGNORECASE,
)
"""Right before a name: who serves the public is named by office; whom it honours, by the title."""
_OFFICE = later(
    r"[\s,–-]*(?:hiện là|là|hiện giữ chức|giữ chức|chức vụ:?)?\s*(?:phó\s+)?(?:viện trưởng|chánh "
    r"án|bí thư"
    r"|chủ tịch|giám đốc|trưởng phòng|kiểm sát viên|thẩm phán|đại biểu|thứ trưởng|bộ trưởng)(?!\w)",
    re.IGNORECASE,
)
"""Right behind it."""
_APPOINTED = later(r"bổ nhiệm|giữ chức|nhậm chức|ứng cử", re.IGNORECASE)
_OF_AGE = 18
_MINOR_SINCE = 2009
"""Who was born in this year or later is a minor, or was one when this was written."""
_YEAR = later(r"(?:19|20)\d\d")


def people(text: str) -> Iterator[Found]:
    """Names of people of whom birth or age and home stand beside, or who are minors."""
    yield from _in_rows(text)
    for birth, minor in _births(text):
        yield from _person(text, birth, minor=minor)


def _births(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Every birth or age in ``text``, and whether it is a minor's."""
    for word, born in _BORN:
        for found in born.finditer(text) if word in text else ():
            year = _YEAR.search(found[0])
            yield found, year is not None and int(year[0]) >= _MINOR_SINCE
    if any(century in text for century in _CENTURIES):
        yield from ((found, False) for found in _years(text))
    for gate, aged in _AGED:
        at = text.find(aged) if gate in text else -1
        while at >= 0:
            age = _AGE.search(text, max(0, at - _AGE_BEFORE), at + len(aged) + 1)
            if age:
                yield age, int(age[1]) < _OF_AGE
            at = text.find(aged, at + len(aged))


def _years(text: str) -> Iterator[re.Match[str]]:
    """Years alone in brackets, or with nothing but a home behind them."""
    if "(19" in text or "(20" in text:
        yield from _BARE_YEAR.finditer(text)
    for century, loose in _LOOSE_YEARS:
        for found in loose.finditer(text) if century in text else ():
            if not _SAID.search(text, max(0, found.start() - _AGE_BEFORE), found.start()):
                yield found


def _person(text: str, birth: re.Match[str], *, minor: bool) -> Iterator[Found]:
    """Whose birth it is, when the home stands there too."""
    first, last = around(text, birth.start(), birth.end())
    before = max(first, birth.start() - _NEAR)
    if _INITIALS.search(text, before, birth.start()):
        return
    found = (
        _beside(text, before, birth.start())
        or _named(text, birth.end())
        or _nearest(text, before, birth.start())
        or _behind(text, first, birth, last)
    )
    if found is None:
        return
    start, end, is_beside = found
    is_home = _HOME.search(text, birth.end(), last) or _AT_HOME.match(text, birth.end(), last)
    if is_beside and not is_home and text[birth.start() - 1 : birth.start()] == "(":
        is_home = _IN_BRACKETS.match(text, birth.end(), last)
    if is_beside and not is_home:
        is_home = _HOME_BEFORE.search(text, first, start)
    elif not is_home:
        is_home = _HOME.search(text, end, birth.start()) or _AT_HOME.match(text, end, birth.start())
    kind = Kind.PERSON if is_home else Kind.VICTIM if minor and is_beside else None
    if kind is None or _serves(text, start, end, first, last):
        return
    yield Found(start, end, kind, initial(text[start:end]))


def _beside(text: str, first: int, at: int) -> tuple[int, int, bool] | None:
    """The name that ends right before ``at``."""
    found = _BESIDE.search(text[first:at])
    if found is None:
        return None
    name = own(found[1])
    end = first + found.end(1)
    start = end - len(name)
    before = text[max(0, start - 24) : start]
    if not name or names_nobody(name, before) or _COMPARED.search(before):
        return None
    return start, end, True


_COMPARED = later(r"(?<!\w)(?:kém|hơn|cách)\s+$")
"""``kém Triệu Vy 8 tuổi`` tells nobody's age."""


def _named(text: str, at: int) -> tuple[int, int, bool] | None:
    """The name that ``at`` is said to be that of whom the age before is."""
    found = _CALLED.match(text, at)
    name = own(found[1]) if found else ""
    if found is None or not name or names_nobody(name, ""):
        return None
    return found.end(1) - len(name), found.end(1), True


def _behind(text: str, first: int, birth: re.Match[str], last: int) -> tuple[int, int, bool] | None:
    """The name that a sentence comes to after birth and home, with which it began."""
    if text[first : birth.start()].strip(' \n-–+*_(“"'):
        return None
    found = _AFTER_HOME.match(text, birth.end(), last)
    name = own(found[1]) if found else ""
    if found is None or not name or not has_family(name):
        return None
    start = found.end(1) - len(name)
    if names_nobody(name, text[max(0, start - 24) : start]):
        return None
    return start, found.end(1), False


_AFTER_HOME = later(
    rf"\s*,\s*(?=[^,]{{0,20}}(?:trú|ngụ|quê|ở\s))[^.;:()\n]{{4,70}}?,\s+"
    rf"(?:(?:ông|bà|anh|chị)\s+)?{MARKS}({NAME})(?=\s+[^\W\d_A-ZĐ])"
)
"""``Sinh năm 1990, trú tại xã Nam Cao, Nguyễn Văn Thiết sớm …``."""


def _nearest(text: str, first: int, at: int) -> tuple[int, int, bool] | None:
    """The last full name between ``first`` and ``at``: with a family name, no place's."""
    for found in reversed(list(_NAMES.finditer(text, first, at))):
        name = own(found[0])
        if not name or not has_family(name):
            continue
        start = found.end() - len(name)
        before = text[max(0, start - 24) : start]
        if names_nobody(name, before):
            if " " in name and _NAMED_BY.search(before):
                return None
            continue
        return start, found.end(), False
    return None


_NAMED_BY = later(
    r"(?<!\w)(?:ông|bà|anh|chị|em|cháu|bé|bị can|bị cáo|bị hại|đối tượng|nạn nhân)\s+[*_]*$",
    re.IGNORECASE,
)
"""Before a name that is masked: the birth is that person's."""


def _serves(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether the person named at ``start:end`` is named as one in office."""
    if _ACCUSED.search(text, first, last):
        return False
    return bool(
        _IN_OFFICE.search(text[max(first, start - 60) : start])
        or _OFFICE.match(text, end, last)
        or _APPOINTED.search(text, first, last)
    )


# --- tables -------------------------------------------------------------------------------

_ROWS = ("|", "<td")
"""What a row of a table has."""
_CELLS = later(r"\||</?t[dh][^>]*>")
_CELL_NAME = later(rf"\s*{MARKS}({NAME}){MARKS}\s*(?:\([^()]*\)\s*)?$")
_CELL_BIRTH = later(rf"\s*(?:(?:sinh(?: năm)?|SN|sn)[:.]?\s*)?(?:{_DAY}|\d{{1,2}}\s*tuổi)\s*$")
_CELL_HOME = later(rf"\s*{_PLACE}|.*,\s*{_PLACE}", re.IGNORECASE)
_HEAD_HOME = later(
    r"\s*(?:địa chỉ|nơi (?:ở|cư trú|thường trú)|chỗ ở|HKTT|hộ khẩu|quê|trú)", re.IGNORECASE
)
_HEAD_VICTIM = later(
    r"[^|]*(?:bị hại|nạn nhân|trẻ em|các cháu|học sinh|tên cháu|tên em)", re.IGNORECASE
)


def _in_rows(text: str) -> Iterator[Found]:
    """Names in rows of tables that give birth and home too, or in a column of victims."""
    if "|" not in text and ("<" not in text or "<td" not in text):
        return
    head: list[str] = []
    at = 0
    for row in text.split("\n"):
        if not any(mark in row for mark in _ROWS):
            head = []
        else:
            cells = _cells(row)
            head = head or [cell for _, cell in cells]
            for start, end, kind in _row(cells, head):
                yield Found(at + start, at + end, kind, initial(row[start:end]))
        at += len(row) + 1


def _cells(row: str) -> list[tuple[int, str]]:
    """Each cell of a row with where it begins."""
    cells, at = [], 0
    for mark in _CELLS.finditer(row):
        cells.append((at, row[at : mark.start()]))
        at = mark.end()
    return [*cells, (at, row[at:])]


def _row(cells: list[tuple[int, str]], head: list[str]) -> Iterator[tuple[int, int, Kind]]:
    named = [
        (place, at, found)
        for place, (at, cell) in enumerate(cells)
        if (found := _CELL_NAME.match(cell))
    ]
    if not named:
        return
    heads = head if len(head) == len(cells) else [""] * len(cells)
    born = any(_CELL_BIRTH.match(cell) for _, cell in cells)
    home = any(
        _CELL_HOME.match(cell) or (cell.strip() and _HEAD_HOME.match(said))
        for (_, cell), said in zip(cells, heads, strict=True)
    )
    for place, at, found in named:
        name = own(found[1])
        kind = Kind.PERSON if born and home else Kind.VICTIM
        if kind is Kind.VICTIM and not _HEAD_VICTIM.match(heads[place]):
            continue
        if name and has_family(name) and not names_nobody(name, ""):
            end = at + found.end(1)
            yield end - len(name), end, kind
            return
