"""Numbers that lead to a person: identity papers, passports, accounts, telephones, plates.

What stands before a number says whose it is: an agency's own telephone, a treasury account, a
tax number, an amount are nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.patterns import later
from plugins.privacy.kinds import Found, Kind

_UNIT = r"\s?(?:đồng|VNĐ|VND|vnđ|đ(?!\w)|₫|USD|triệu|tỷ|tỉ|nghìn|m2|m²|ha(?!\w)|kg|lượt|%)"
_ENDS = rf"(?![\d/]|[.,-]\d|{_UNIT})"
_ANY = later(r"[0-9](?:[0-9][ \-]?[A-ZĐ]|(?:[ .\-)]?[0-9]){6})")
"""What is in each of them; in most news, nowhere."""

# The first digit stands before the look-behind, so that prose without digits costs nothing.
_TWELVE = later(rf"0(?<![\w/.,\-+]0)[0-9]{{2}}([ .\-]?)[0-9]{{3}}\1[0-9]{{3}}\1[0-9]{{3}}{_ENDS}")
_NINE = later(rf"[0-3](?<![\w/.,\-+][0-3])[0-9]{{8}}{_ENDS}")
_PAPER = later(
    r"(?:CCCD|CMND|CMTND|CMT|[Cc]ăn cước(?: công dân)?|CĂN CƯỚC|[Cc]hứng minh(?: nhân dân| thư)?"
    r"|GCMND"
    r"|[Đđ]ịnh danh(?: cá nhân)?)(?!\w)[^\d\n.;]{0,40}"
    r"([0-9](?:[ .\-]?[0-9]){11}|[0-9](?:[ .\-]?[0-9]){8})(?![\d/]|[.,-]\d)"
)
_PAPERS = ("CCCD", "CMND", "CMT", "ăn cước", "CĂN CƯỚC", "hứng minh", "ịnh danh")
"""Parts of such words, by which most texts are passed over."""
_PASSPORT = later(
    r"(?:[Hh]ộ chiếu|HỘ CHIẾU|[Pp]assport|PASSPORT)(?!\w)[^\d\n.;]{0,40}?((?<!\w)[A-Z]{0,2} "
    r"?[0-9]{6,9})(?![\d/])"
)
_PASSPORTS = ("ộ chiếu", "HỘ CHIẾU", "assport", "PASSPORT")
_LABELLED = ((_PAPER, _PAPERS, Kind.IDENTITY), (_PASSPORT, _PASSPORTS, Kind.PASSPORT))
_ACCOUNT = later(
    r"(?:[Tt]ài khoản|TÀI KHOẢN|STK|(?<!\w)TK)(?!\w)([^\d\n.;…]{0,80}?)"
    rf"((?<![\w.,])[0-9](?:[ .\-]?[0-9]|[A-Z]){{6,22}})(?![\w/]|[.,-]\d|{_UNIT})"
)
_ACCOUNTS = ("ài khoản", "TÀI KHOẢN", "TK")
_THOUSANDS = later(r"\d{1,3}(?:\.\d{3})+")
_ELSEWHERE = later(
    r"zalo|facebook|telegram|viber|mạng xã hội|định danh|email|điện thoại|tổng đài|hotline|đường "
    r"dây"
    r"|(?<!\w)(?:ĐT|SĐT|CCCD|CMND)(?!\w)|căn cước|chứng minh",
    re.IGNORECASE,
)
"""Between the word and the number: an account that no bank keeps, or another's number."""
_PUBLIC = later(
    r"kho bạc|KBNN|tạm giữ|tạm gửi|chi cục|cục thi hành|cơ quan|ủy ban|uỷ ban|mặt trận|chữ thập đỏ"
    r"|(?<!\w)quỹ(?!\w)|ngân sách|UBND|VKSND",
    re.IGNORECASE,
)
_MOBILE = r"[35789](?:[ .\-]?[0-9]){8}"
_FIXED = r"2[0-9]{1,2}(?:[ .\-]?[0-9]){7,8}"
_PHONES = (
    later(
        rf"0(?<![\d.,]0)(?:084[ .\-]?)?[ .\-]?(?:{_MOBILE}|{_FIXED})(?!\d|[.,]\d|/[A-ZĐ]|{_UNIT})"
    ),
    later(
        rf"84(?<![\d.,]84)[ )]{{0,2}}[.\-]?(?:\(0\))?[ ]?(?:{_MOBILE}|{_FIXED})(?!\d|[.,]\d"
        rf"|/[A-ZĐ]|{_UNIT})"
    ),
)
_PLATE = later(
    r"[1-9](?<![\w/.,\-][1-9])[0-9][ \-]?(?:[A-ZĐ]{1,2}[0-9]?)"
    r"(?P<gap>\s?[-–.]\s?| )?(?P<end>[0-9]{3}\.?[0-9]{2}|[0-9]{4})(?![\w/]|[.,\-]\d)"
)
_VEHICLE = later(r"(?:biển|BKS|BS|xe|ô tô|mô tô|(?<!\w)oto)(?!\w)[^.;\n]{0,40}$", re.IGNORECASE)
_ANOTHERS = later(
    r"(?:mã số thuế|MST|doanh nghiệp|biên lai|h[óo]a đơn|hoá đơn|vận đơn|seri|sê-ri|mã (?:hồ sơ"
    r"|đơn|số|vạch)"
    r"|số khung|số máy(?-i:(?= ?[A-Z]))|khung số|tọa độ|toạ độ|kinh doanh|giấy phép|bảo hiểm"
    r"|BHXH|BHYT|sổ đỏ"
    r"|thửa|chứng nhận|chứng chỉ|quyết định|công văn|văn bản|phiếu|hợp đồng|giao dịch|hồ sơ|số lô"
    r"|sản xuất|(?<!\w)mã(?!\w))[^.;\n\d]{0,30}$",
    re.IGNORECASE,
)
"""Before a number that is of a paper, a firm or a thing."""
_AGENCY = later(
    r"đường dây nóng|hotline|trực ban|tiếp (?:công )?dân|tổng đài|(?<!\w)fax|cơ quan|trụ sở|văn "
    r"phòng"
    r"|phòng \d|bộ phận|viện kiểm sát|viện KSND|VKS|tòa án|toà án|TAND|công an (?:tỉnh|huyện|xã"
    r"|phường|TP|thành)"
    r"|UBND|ủy ban|chi cục|(?<!\w)sở |thanh tra|một cửa|tin báo|tòa soạn|toà soạn|ban biên tập|tư "
    r"vấn"
    r"|trung tâm|bệnh viện|trạm y tế|trường|điều tra viên|cán bộ|đồng chí|(?<!\w)(?:đ/c|đội)(?!\w)"
    r"|trưởng phòng"
    r"|ngân hàng|công ty|bưu điện|ban quản lý|đơn vị|viện trưởng|chánh án|bí thư|chủ tịch|giám đốc"
    r"|kiểm sát viên|thẩm phán|trưởng công an|chánh thanh tra",
    re.IGNORECASE,
)
_OWNER = later(
    r"gia đình|(?<!\w)(?:nhà (?:riêng|ông|bà|anh|chị)"
    r"|(?-i:(?<![^\W\d_] )(?:Anh|Chị|Ông|Bà|Cháu|Em)|anh|chị|ông|bà|cháu|em|tôi))(?!\w)"
    r"|bị can|bị cáo|bị hại"
    r"|đối tượng|nạn nhân|thuê bao|(?<!\w)sim(?!\w)|zalo|nhắn tin|(?:dùng|sử dụng|từ|đến) số|gọi "
    r"(?:từ|đến|vào)"
    r"|giả danh|giả mạo|lừa|số (?:máy )?lạ|người dân|chủ (?:xe|nhà|nợ)",
    re.IGNORECASE,
)
_BEHIND = later(r"(?:\s?[/;,]\s?0[\d .-]{8,14}\d)?\s?[(–-]\s?[^()\n]{0,60}")
_LOOK = 90
"""Characters before a number that say whose it is."""
_SHOWN = 3
"""Digits that a masked number keeps."""
_MOBILE_STARTS = "35789"


def numbers(text: str) -> Iterator[Found]:
    """Every such number in ``text``."""
    if not _ANY.search(text):
        return
    yield from _papers(text)
    yield from _accounts(text)
    for pattern in _PHONES:
        for found in pattern.finditer(text):
            if _is_somebodys(text, found):
                yield _phone(text, found)
    for found in _PLATE.finditer(text):
        if _is_plate(text, found):
            yield _found(found, 0, Kind.PLATE)


def _papers(text: str) -> Iterator[Found]:
    for pattern, words, kind in _LABELLED:
        if any(word in text for word in words):
            for found in pattern.finditer(text):
                yield _found(found, 1, kind)
    for pattern in (_TWELVE, _NINE):
        for found in pattern.finditer(text):
            if not _ANOTHERS.search(_before(text, found.start())):
                yield _found(found, 0, Kind.IDENTITY)


def _before(text: str, at: int) -> str:
    """What of the same line stands before ``at``."""
    first = max(0, at - _LOOK)
    return text[max(text.rfind("\n", first, at) + 1, first) : at]


def _accounts(text: str) -> Iterator[Found]:
    if not any(word in text for word in _ACCOUNTS):
        return
    for found in _ACCOUNT.finditer(text):
        number, said = found[2], found[1]
        if sum(char.isdigit() for char in number) < 8:  # noqa: PLR2004 - shorter than any bank's
            continue
        if _THOUSANDS.fullmatch(number) and "số" not in said[-6:].casefold():
            continue
        around = text[max(0, found.start() - 60) : found.end() + 60]
        around = around.partition("\n")[0]
        if not _ELSEWHERE.search(said) and not _PUBLIC.search(around):
            yield _found(found, 2, Kind.ACCOUNT)


def _is_somebodys(text: str, phone: re.Match[str]) -> bool:
    """Whether a telephone is a person's: the nearer of the words before it tells."""
    before = _before(text, phone.start())
    if _ANOTHERS.search(before):
        return False
    agency = max((found.end() for found in _AGENCY.finditer(before)), default=-1)
    owner = max((found.end() for found in _OWNER.finditer(before)), default=-1)
    digits = re.sub(r"\D", "", phone[0])
    local = re.sub(r"^(?:00)?84|^0", "", digits)
    if local[:1] not in _MOBILE_STARTS:
        return owner > agency
    if owner > agency:
        return True
    behind = _BEHIND.match(text, phone.end())
    return agency < 0 and not (behind and _AGENCY.search(behind[0]))


def _phone(text: str, found: re.Match[str]) -> Found:
    """The number with what stands before its country's code."""
    start, end = found.span()
    lead = text[max(0, start - 2) : start]
    start -= (
        2 if lead == "(+" else 1 if lead[-1:] in {"+", "("} and found[0].startswith("84") else 0
    )
    return Found(start, end, Kind.PHONE, _starred(text[start:end]))


def _is_plate(text: str, found: re.Match[str]) -> bool:
    """Whether it is a plate for sure, or a vehicle is spoken of right before it."""
    gap, end = found["gap"], found["end"]
    marked = gap is not None and not gap.isspace()
    sure = (marked and len(end) > 4) or "." in end or (gap is None and len(end) > 4)  # noqa: PLR2004
    before = _before(text, found.start())
    return bool(_VEHICLE.search(before)) if not sure else not _ANOTHERS.search(before)


def _found(found: re.Match[str], group: int, kind: Kind) -> Found:
    number = found[group]
    return Found(found.start(group), found.end(group), kind, _starred(number))


def _starred(number: str) -> str:
    """All digits after the first three as ``x``: ``091x xxx xxx`` is told apart and not found."""
    digits = 0
    masked = ""
    for char in number:
        digits += char.isdigit()
        masked += "x" if char.isdigit() and digits > _SHOWN else char
    return masked
