"""Full names of people: what they look like, what only looks like one, and how one is masked.

Masked as procuracies do themselves: ``ông Nguyễn Văn A.``
"""

from __future__ import annotations

import re

from plugins.patterns import later

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_WORD = rf"[{UPPER}](?:['’][{UPPER}])?[^\W\d_]*"
NAME = rf"{_WORD}(?:[ \u00a0]+(?:{_WORD}|(?:thị|văn)(?=[ \u00a0][{UPPER}]))){{1,4}}"
MARKS = "[*_]{0,3}"
"""Of Markdown, around a name in bold or italic."""

_TITLE = later(
    r"(?:(?:Ông|Bà|Anh|Chị|Em|Cháu|Cô|Chú|Bác|Bé|Bị cáo|Bị can|Bị hại|Nạn nhân|Đối tượng|Đồng chí)"
    r"\s)+",
    re.IGNORECASE,
)
_FAMILY_NAMES = (
    "an âu bạch bàn bành bế bùi cà cầm cao châu chu chử cù cung cứ đàm đặng đào đậu điêu điểu đinh "
    "đỗ doãn đoàn đồng dương giàng giáp hà hàn hạng hầu hồ hoàng hứa huỳnh kha khổng khuất kiều "
    "kim "
    "la lã lại lâm lê liêu lò lộc lù lục lư lương lường lưu lý ly ma mã mạc mai mạnh mùa mông "
    "nghiêm "
    "ngô ngọc ngụy nguyễn nhâm nhữ ninh nông ông phạm phan phàn phí phó phù phùng phương quách "
    "quản "
    "quàng sầm sình sùng tạ tăng tẩn thạch thái thân thẩm thang thào thiều tiêu tô tôn tòng tống "
    "trần "
    "triệu trịnh trương từ ứng văn vàng vi viên võ vũ vương vừ xa "
    "trưng diệp giang khúc khương lữ mẫn nhan tào tưởng ung "
)
FAMILIES = frozenset(_FAMILY_NAMES.split())
"""What a Vietnamese full name begins with; ``Trẻ em Việt Nam`` names nobody."""
_MIDDLE = frozenset({"Văn", "VĂN", "Thị", "THỊ"})
"""Behind another word these are middle names, and that is a family name: ``Bì Văn Hiền``."""
_WORDS_OF_PLACES = "phố chợ đường trường khu làng cầu xã phường thôn xóm hội đền chùa nhà sông núi"
_OF_PLACES = frozenset(_WORDS_OF_PLACES.split())
"""``Phố Văn Miếu``."""
_PLACE_NAMES = (
    "an giang|an khê|bạch long|cao bằng|cao lãnh|đông anh|đông hà|đông hưng|đồng hới|đồng nai|"
    "đồng tháp|đồng xoài|hà đông|hà giang|hà nam|hà nội|hà tĩnh|hàn quốc|kim bảng|kim bôi|"
    "kim động|la gi|lai châu|lâm đồng|lương tài|lý nhân|lý sơn|mạo khê|ninh bình|ninh thuận|"
    "phù cừ|phù yên|thái bình|thái lan|thái nguyên|thái thụy|thạch hà|thạch thất|từ liêm|từ sơn|"
    "văn giang|văn lâm|vũ thư|vàng danh|hồ chí minh|tôn đức thắng|chu văn an"
)
_PLACES = frozenset(_PLACE_NAMES.split("|"))
"""Places and famous names that begin like a family name: nobody is named by them."""
_NOT_BEFORE = later(
    r"(?<!\w)(?:quê|ở|tại|trú|ngụ|thôn|xóm|xã|phường|huyện|quận|tỉnh|phố|đường|ngõ|tổ|khu|ấp|bản"
    r"|làng|thị trấn|trấn"
    r"|TT|TX"
    r"|TP\.?|Tp\.?|thành phố|đô thị|KĐT|trường|THCS|THPT|THCS&THPT|tiểu học|mầm non|TH|học|đại học"
    r"|quỹ|giải"
    r"|chợ|cầu|chùa|đền|hồ|sông|núi|cụm|công ty|TNHH|chủ tịch|vua|đội|đoàn|liên đội|nhà hàng"
    r"|cửa hàng)"
    r"\s+(?:số\s)?[“\"]?$",
    re.IGNORECASE,
)
"""Words right before what is then a place's, a school's or a firm's name."""
_MASKED = later(
    r"(?:[^\W\d_]|qu|gi|[^aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ\W\d_]{2,3})",
    re.IGNORECASE,
)
"""A given name of one letter, or of letters without a vowel: ``Nguyễn Văn H``, ``Tô Văn Ch``."""
_DEPUTY_OF = frozenset(
    {"viện", "chủ", "chánh", "bí", "giám", "trưởng", "tổng", "hiệu", "cục", "thủ"}
)
"""What makes an office of ``Phó``, which is a family name too: ``Phó Viện trưởng``."""
_BORN = frozenset({"sinh", "năm "})
"""How a line of capitals goes on behind a name."""
_SHORTEST = 2
"""Words of a full name."""
_LONGEST = 5


def own(text: str) -> str:
    """The end of ``text``, capitalised words, that is a full name in it; empty when none is.

    In a line of capitals more than the name is capitalised: it begins with a family name.
    """
    if text[:4].casefold() in _BORN:
        return ""
    title = _TITLE.match(text)
    name = text[title.end() :] if title else text
    words = name.split()
    for at, word in enumerate(words[: 1 - _SHORTEST]):
        first = at - 1 if at and word in _MIDDLE else at
        if first < at or (word[0].isupper() and word.casefold() in FAMILIES):
            return name[len(name) - len(name.split(None, first)[-1]) :] if first else name
    return name if _SHORTEST <= len(words) <= _LONGEST else ""


def has_family(name: str) -> bool:
    """Whether ``name`` begins with a family name, known or told by ``Văn`` or ``Thị`` behind it."""
    first, *rest = name.split(None, 2)
    if first.casefold() in FAMILIES:
        return True
    return len(rest) > 1 and rest[0] in _MIDDLE and first.casefold() not in _OF_PLACES


def names_nobody(name: str, before: str) -> bool:
    """Whether ``name`` is masked, or a place's or a school's; ``before``: what stands there."""
    words = name.split()
    if len(words) < _SHORTEST or " ".join(words).casefold() in _PLACES:
        return True
    if len(words) == _SHORTEST and words[-1].casefold() in {"văn", "thị"}:
        return True
    if words[0].casefold() == "phó" and words[1].casefold() in _DEPUTY_OF:
        return True
    return bool(_MASKED.fullmatch(words[-1]) or _NOT_BEFORE.search(before))


def initial(name: str) -> str:
    """``Nguyễn Văn Bình`` as ``Nguyễn Văn B.``, with its full stop."""
    *family, given = name.split()
    return " ".join([*family, f"{given[0]}."])
