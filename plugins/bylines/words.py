"""The words bylines are made of: heads of units and departments, titles, labels, sources.

Gathered from bylines of procuracy sites. Patterns take text in NFC on one line.
"""

# ruff: noqa: SIM905 - a paragraph of words reads better than a column of strings

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from plugins.registry.organs import Organs, standard
from plugins.vietnamese import squeeze

_I = re.IGNORECASE


def _forms(words: Iterable[str]) -> str:
    """Any of ``words``, the longest first, with any white space, or none before capitals."""
    found = sorted({squeeze(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in found)


def _unit_heads(organs: Organs) -> str:
    """Heads of units; a head that says little (``Sở``) with what it may do."""
    parts = []
    for organ in organs.kinds:
        heads = [head for head in organ.heads if len(head) >= _SHORTEST or not head.isupper()]
        if organ.inside or not heads:
            continue
        if not organ.functions:
            parts.append(rf"(?:{_forms(heads)})")
        else:
            does = _forms(way for ways in organ.functions for way in ways)
            parts.append(rf"(?:{_forms(heads)})\s+(?:{does})")
        if organ.also:
            parts.append(f"(?:{_forms(organ.also)})")
    return "|".join(parts)


_SHORTEST = 3
"""Letters; ``CA`` is a head as well as a name."""


@lru_cache(maxsize=8)
def unit_of(organs: Organs) -> re.Pattern[str]:
    """Where the name of a unit begins."""
    short = _forms(h for o in organs.kinds for h in o.heads if h.isupper() and len(h) >= _SHORTEST)
    return re.compile(
        rf"(?<!\w)(?:(?:{short})(?:TC|CC|KV(?:\s?\d{{1,2}})?)?|{_unit_heads(organs)})"
        r"(?:(?!\w)|(?=T[PX][\s.]))",
        _I,
    )


UNIT = unit_of(standard())
"""Where the name of a unit begins, for the kinds of organ that all agencies know."""

BARE = frozenset(organ.short for organ in standard().kinds if organ.functions and not organ.inside)
"""Heads that, alone behind a department, are of the agency itself: ``Văn phòng Sở``."""

SHORT_HEADS = _forms(
    head for organ in standard().kinds for head in organ.heads if head.isupper() and " " not in head
)
"""Short forms of heads (``VKSND``), as alternatives of a pattern."""

GLUED = _forms(
    head
    for organ in standard().kinds
    for head in organ.heads
    if len(head) >= _SHORTEST and not organ.inside and not organ.functions
)
"""Heads that may be glued to the end of a name, as alternatives of a pattern."""

BEHIND = re.compile(
    "PVT|" + _forms(t for organ in standard().kinds for t in organ.people if t.isupper())
)
"""A shortened title or post that may stand behind a name."""


@lru_cache(maxsize=8)
def unit_words(organs: Organs) -> frozenset[str]:
    """Words of a unit's name written with a small letter."""
    names = (
        name
        for organ in organs.kinds
        for name in (*organ.heads, *organ.also, *organ.levels, *chain(*organ.functions))
    )
    return _UNIT_WORDS | {word.strip(",").casefold() for name in names for word in name.split()}


_UNIT_WORDS = frozenset(
    "tỉnh huyện quận thành phố thị xã tp tx khu vực kv cấp cao tối tại số nhân dân quân sự đảo "
    "nd các h q trung ương nghiệp vụ và phường xã trấn đặc khu".split()
)
UNIT_WORDS = unit_words(standard())

SURNAMES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn lâm trịnh "
    "đinh mai tô hà cao chu lưu tạ phùng vương quách thái trương lương tăng hứa kiều nghiêm thân "
    "triệu la lại đàm đậu khuất khổng lục mạc nông ninh tống từ viên quản doãn đồng giang".split()
)
"""Family names, in small letters: most people have one of these."""

_SHORT_LEVELS = "|".join(
    way + (r"\.?" if len(way) > 1 else r"\.")
    for level in standard().levels
    for way in level.written
    if way != "P"  # P. 8 is a department
)
LEVEL = re.compile(
    rf"(?:{_forms(level.name for level in standard().levels if level.omitted)}|khu vực"
    rf"|{_SHORT_LEVELS})(?=\s|\d|$)\s*",
    _I,
)

NUMBERED = re.compile(
    r"(?<![\w.])(?:(?:Phòng|Vụ|Cục|Tổ|Đội)\s?(?:số\s)?\d{1,3}[A-Za-z]?"
    r"|P\.?\s?\d{1,2}|Ph\.\s?\d{1,2}|V\d{1,2})(?!\w)",
    _I,
)
NAMED = re.compile(
    r"(?<![\w.])(?:(?-i:[Vv]ăn phòng|(?<!\w )(?:Văn Phòng|VĂN PHÒNG))|VP(?:TH)?"
    r"|(?:Phòng|Cục|Vụ)(?=\s[^\W\d_])(?!\s(?:Phòng|VKS|Viện))"
    r"|(?-i:[Tt]hanh tra|THANH TRA|(?<!\w )Thanh Tra)|Khiếu tố|Bộ phận|Tổ chức cán bộ"
    r"|(?:Tổ chức|Thống kê|Hành chính|Tham mưu)"
    r"(?=\s?[-–]\s?(?:Cán bộ|Tổng hợp|Quản trị|Công nghệ thông tin|CNTT))"
    r"|Chi đoàn|Đoàn thanh niên|Đoàn cơ sở|Công đoàn|Chi bộ|Đảng bộ|Tổ giúp việc)(?!\w)",
    _I,
)
"""Where the name of a department begins; ``Nguyễn Văn Phòng`` is a person."""

DEPARTMENT_WORDS = frozenset(
    "an án ban biên biệt bí bộ báo bồi cán cáo cao chấp chính chống chức chương chuyên cơ công "
    "cứu dân dục dưỡng dụng đảng đạo điều đoàn đua đào đội đối giam giáo giúp gia hành hình hiện "
    "học hội hôn hợp hướng huấn khen khiếu khoa kế kiểm kiến kinh kỹ lao luật lý lưu ma mật mưu "
    "nghiệp nghiên ngoại nhân nhũng niên ninh nội pháp phạm phòng phong phụ phần quan quản quốc "
    "quyền quyết kê khảo nghệ thí toán trữ "
    "giải đơn khiếu soát sát sơ sự số tác tài tạo tạm tập tật tham thanh thẩm theo thi thiếu thông "
    "thống thuật thưởng thư thương thực tin tố tội tổ tổng tra trẻ trật trị trung truy truyền "
    "tuyên túy tuý tư từ tự và vật vi vị việc viên vụ về xét xử xã tế động định cấp cung chế giữ "
    "của nại doanh mại những khác các hoạch trang thiết bị tương trợ".split()
)
"""Syllables of departments' names: they tell ``Thanh tra - Khiếu tố`` from two people."""

DEPARTMENT_PARTS = frozenset(
    {
        *("khiếu tố", "tổng hợp", "cán bộ", "hành chính", "kiểm tra", "tổ chức", "quản trị"),
        *("tài vụ", "công nghệ thông tin", "cntt"),
    }
)
"""Parts that stand after a dash, whatever their capitals."""

POST = re.compile(
    r"(?:(?:Quyền|Q\.|Nguyên)\s)?(?:Phó\s)?"
    r"(?:Viện trưởng|Vụ trưởng|Cục trưởng|Trưởng(?: phòng| ban)?|Chánh(?: văn phòng| thanh tra)?)"
    r"|Phó(?: phòng)?|(?:Phó )?(?:Bí thư|Giám đốc|Hiệu trưởng|Chủ tịch)|PVT|VT",
    _I,
)
"""A post, standing alone or in front of the department it leads."""

_PEOPLE = _forms(title for organ in standard().kinds for title in organ.people)
TITLE = re.compile(
    rf"(?:(?:{_PEOPLE})(?:\s?(?:TC|SC|CC)(?!\w))?"
    r"|CTV|BTV|PV(?=\s)|CV(?=\s)|LS\.?(?=\s)|NCS\.?(?=\s)|Chuyên viên(?:\s(?:chính|cao cấp))?"
    r"|Phóng viên|Cộng tác viên|Biên tập viên|Cán bộ|Công chức|Luật sư|Nhà báo|Kế toán|Văn thư"
    r"|Sinh viên|Học viên|(?:Cô|Thầy) giáo|Giáo viên"
    r"|Th\.?\s?s[ĩỹ]?\.?(?=\s|$|(?-i:[A-ZĐ]))|Thạc s[ĩỹ]|TS\.?(?=\s)|Tiến s[ĩỹ]|PGS\.?|GS\.?(?=\s)"
    r"|CN\.(?=\s)|Cử nhân|Đ/c\.?|Đ\.c\.?|Đồng chí|(?:Thiếu|Trung|Thượng|Đại)\s(?:úy|uý|tá|tướng)"
    r")(?!\w)[\s.,:]*|(?:" + POST.pattern + r")\s+(?=\S)",
    _I,
)
"""A title, rank or post in front of a name."""

LABEL = re.compile(
    r"(?:(?:Nhóm |Đồng )?Tác giả(?: bài viết| bài)?|T[/.]?G\.?"
    r"|Người (?:viết(?: bài)?|thực hiện|đưa tin|tổng hợp|đăng(?: tin| bài)?|gửi|soạn)"
    r"|(?:Được )?(?:[Đđ]ăng|[Vv]iết) bởi"
    r"|(?:Tin|Bài|Ảnh(?=\s?(?:,|-|–|/|&|\+|và)))(?: viết)?"
    r"(?:\s?(?:,|-|–|/|&|\+|và)?\s?(?:bài|ảnh|hình|tin|video))*"
    r"|Thực hiện|Biên tập|Biên soạn|Tổng hợp|Sưu tầm|Lược ghi|Viết bài|Nội dung|Đưa tin"
    r"|PV|CTV|TH|Phóng viên|Cộng tác viên)\s?:\s*"
    r"|(?:(?:Tin|Bài)\s?(?:,|và|-|–|&)?\s?ảnh|Tác giả(?: bài viết)?|(?:Được )?(?:Đăng|Viết) bởi)"
    r"\s+(?=(?-i:[A-ZĐ]))",
    _I,
)
"""What stands before the names."""

NOT_SIGNING = re.compile(
    r"\W*lưu\s*:|\W*lưu\s+(?:VT|HS|VP)\b"
    r"|\W*(?:tags?|từ kh[óo]a|từ khoá|chủ đề|chuyên mục|nơi nhận|kính gửi|người nhận)\s*:",
    _I,
)
"""What begins a line of a page's or a letter's own."""

PICTURES = re.compile(
    r"[\s,;|(–—-]*(?<!\w)(?:Ảnh|Hình ảnh|Hình|Video|Clip)\s?:\s*([^:]*)$"
    r"|\s*(?:\(|[-–;|]\s)\s?Ảnh\s+((?-i:[A-ZĐ])[^:()]*)\)?$",
    _I,
)
"""Who took the pictures: a credit, not an author."""

PICTURES_FIRST = re.compile(
    r"(?:Ảnh|Hình ảnh|Hình)\s?:\s*([^:;|–-]{2,40}?)\s*[;|,–-]\s*(?=(?:Bài|Tin)(?: viết)?\s?:)", _I
)
"""The same before the author: ``Ảnh: …; Bài: …``."""

SITE = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.)?[\w-]{2,40}(?:\.[\w-]{1,30}){0,3}"
    r"\.(?:vn|com|net|org|info|gov|edu)(?:/[^\s)]*)?(?!\w)",
    _I,
)
SOURCE = re.compile(r"(?:(?:Nguồn|Theo)(?: tin)?\s?:\s*|(?:Theo|Nguồn)\s+)(?=\S)", _I)
OF_ROOM = re.compile(r"(?<=\w)\s?[,–-]\s?(?:Phòng\s\d|P\.?\d)")
"""In what stands behind ``Nguồn tin:``: who sent it in, a colleague."""
PAPER = re.compile(
    r"(?:Báo|Tạp chí|Đài|Cổng|Trang tin|Trang thông tin|TTXVN|VTV\d?|VOV\d?|Vietnam\+|VnExpress"
    r"|VietnamNet|Bảo vệ pháp luật|BVPL|Kiểm sát online)(?!\w)"
)
"""Where a reprinted text comes from."""

_REMARK = (
    r"t/h|th|t\.h\.?|tổng hợp|biên tập|b/t|bt|st|s/t|sưu tầm|lược ghi|ghi|thực hiện"
    r"|(?:lược )?dịch|biên soạn|giới thiệu|đưa tin"
)
ASIDE = re.compile(
    rf"\s*\((?:{_REMARK})\)"
    r"|(?<=\w)(?<!ban)(?<!phòng)(?:\s|\s?[-–]\s?)"
    r"(?-i:tổng hợp|sưu tầm|st|biên tập|biên soạn|(?:lược )?ghi|ghi chép|thực hiện|giới thiệu"
    r"|(?:lược )?dịch)$"
    r"|(?<=\w)\s?[-–]\s?(?-i:TH|T/h)$",
    _I,
)
"""A remark that names no one."""

WORK = re.compile(
    r"(?!.*(?i:phòng|(?<!\w)(?:ban|tổ|vụ|cục|đội|bộ|khối)\s))(?P<who>.*\w)(?:\s|\s?[-–]\s?)"
    r"(?:Tổng hợp|Sưu tầm|Biên soạn|Thực hiện)"
)
"""The same with a capital, behind no word of a department (``Phòng Tham mưu – Tổng hợp``)."""

DATE = re.compile(
    r"[\s,(;–-]*(?P<day>ngày\s)?(?:\d{1,2}[:hg]\d{2}[\s,-]*)?(?:ngày\s)?"
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
    r"(?:\s\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s[AP]M)?)?\)?$",
    _I,
)

SHORTENED = {"phóng viên": "PV", "cộng tác viên": "CTV", "biên tập viên": "BTV"}
"""Signatures of no one in particular that are written short, as they are read."""
COLLECTIVE = frozenset(
    {"pv", "p.v", "ctv", "btv", "bbt", "ban biên tập", "nhóm pv", "nhóm phóng viên", *SHORTENED}
)
"""Signatures of no one in particular; beside a name, titles."""

INITIALS = re.compile(r"(?:[A-ZĐ]\.\s?){1,4}(?:[A-ZĐ]\.?)?|[A-ZĐ]{2,4}")

NOT_NAMES = frozenset(
    {
        "bài liên quan",
        "bài viết khác",
        "chia sẻ",
        "các tin khác",
        "facebook",
        "gửi email",
        "hết",
        "hội nghị",
        "in bài viết",
        "in trang",
        "lượt xem",
        "nguồn",
        "nơi nhận",
        "quay lại",
        "thông báo",
        "tin",
        "tin bài liên quan",
        "tin cùng chuyên mục",
        "tin hoạt động",
        "tin khác",
        "tin liên quan",
        "tin mới",
        "tin tức",
        "trang chủ",
        "trân trọng",
        "video",
        "việt nam",
        "văn bản mới",
        "xem thêm",
        "zalo",
        "ảnh",
    }
)
"""Lines that look like a name and are part of the page."""

HEADLINE_WORDS = frozenset(
    "hội nghị sơ kết tổng công tác kiểm sát thông báo kế hoạch quyết định chương trình phiên tòa "
    "toà rút kinh nghiệm tin tức hoạt động bản chỉ đạo lịch tuần năm ngành viện phát toàn cảnh "
    "quang chi bộ lễ tổ chức nhiệm vụ đảng đoàn của các về tại với trưởng phó".split()
)
"""Two of these in a line of capitals, and it is a heading, not a person."""
NEVER_IN_NAMES = frozenset("của các những về tại với trong cho để được khi".split())
"""Words that only join others: one of them, and it is no person."""

PROVINCES = frozenset(name.casefold() for name in standard().provinces)
"""Provinces before and after 1 July 2025: after a unit's name they belong to it."""

_PATTERNS = (UNIT, LEVEL, NUMBERED, NAMED, POST, TITLE, LABEL, PICTURES, DATE, ASIDE)
SMALL = (
    DEPARTMENT_WORDS
    | UNIT_WORDS
    | frozenset("và cùng thị văn sĩ sỹ úy uý tòa toà nhóm ban biên tập pv p.v ctv".split())
    | {
        word
        for pattern in _PATTERNS
        for run in re.findall(r"[^\W\d_]+", re.sub(r"\\[a-zA-Z]", " ", pattern.pattern))
        for word in (run.casefold(),)
    }
)
"""Every word that a byline may hold in small letters; another one, and the line is prose."""


@lru_cache(maxsize=8)
def small(organs: Organs) -> frozenset[str]:
    """``SMALL`` with the words of an agency's own kinds of organ."""
    return SMALL | unit_words(organs)
