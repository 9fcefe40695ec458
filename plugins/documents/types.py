"""Types of official documents: their words, and the codes that stand for them in symbols.

Source: Nghị định 30/2020/NĐ-CP, annex III; the types of the law on legal
documents; what procuracies issue besides (kháng nghị, cáo trạng, kết luận).
"""

from __future__ import annotations

import re

from plugins.patterns import later
from plugins.vietnamese import sameness

_CODES = {
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy ủy quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
    "Thông tư liên tịch": "TTLT",
    "Nghị quyết liên tịch": "NQLT",
    "Thông tư liên ngành": "TTLN",
    "Thông tư": "TT",
    "Nghị định": "NĐ",
    "Văn bản hợp nhất": "VBHN",
    "Pháp lệnh": "PL",
    "Kết luận": "KL",
    "Kiến nghị": "KN",
    "Sắc lệnh": "SL",
    "Án lệ": "AL",
}
_UNCODED = (
    "Công văn",
    "Văn bản",
    "Luật",
    "Bộ luật",
    "Bản án",
    "Lệnh",
    "Kháng nghị",
    "Cáo trạng",
    "Yêu cầu",
    "Quy trình",
    "Thông tri",
)
BY_CODE = {code: word for word, code in _CODES.items()} | {"CV": "Công văn"}
_IN_CAPITALS = {code.lower(): code for code in BY_CODE}
CODES_OF: dict[str, tuple[str, ...]] = {word: (code,) for word, code in _CODES.items()} | {
    "Kháng nghị": ("KN",),
    "Cáo trạng": ("CT",),
    "Thông tri": ("TT",),
    "Quy định": ("QyĐ", "QĐ"),
    "Kết luận": ("KL", "BKL"),
    "Yêu cầu": ("YC",),
    "Lệnh": ("L",),
    "Công văn": ("CV",),
}
"""Which codes confirm a type that stands some words before the number."""
MIXED = frozenset({"TTg", "QĐi", *(code for code in BY_CODE if not code.isupper())})
"""Parts of symbols written with small letters too."""

STEMS = ("QĐ", "KH", "QC", "HD", "KL")
"""Codes that field offices lengthen: ``QCPH``, ``KHLN``, ``QĐXXST``."""

JOINT = frozenset({"TTLT", "TTLN", "NQLT", "QCPH", "QCLN", "HDLN", "KHLN", "KHPH"})
"""Codes of what several organs issue together: all of them stand in the symbol."""

LONGEST_CODE = 7

COURTS = later(r"(?:HS|DS|HC|KDTM|LĐ|HNGĐ|HN)(?:ST|PT|GĐT)?$")
"""Codes of judgments: ``35/2025/HSST``, ``12/2021/DS-ST``."""

DOCKET = later(r"(?:TL(?:ST|PT|GĐT|VA)?|HS(?:THA|VA))$")
"""Codes of cases and files in a register, which are no documents: ``25/2021/TLST-DS``."""

ABBREVIATED = {
    "NĐ": "Nghị định",
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "CV": "Công văn",
    "KH": "Kế hoạch",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "BLHS": "Bộ luật",
    "BLTTHS": "Bộ luật",
    "BLDS": "Bộ luật",
    "BLTTDS": "Bộ luật",
}

ALSO_VERBS = frozenset(
    {"Hướng dẫn", "Quy định", "Kết luận", "Kiến nghị", "Yêu cầu", "Thông báo", "Báo cáo"}
)
"""Words that govern a number some words away only when its code says so."""

SELDOM_BARE = ALSO_VERBS | {
    *("Luật", "Bộ luật", "Pháp lệnh", "Chương trình", "Đề án", "Dự án", "Phương án", "Biên bản"),
    *("Hợp đồng", "Văn bản", "Bản án", "Lệnh"),
}
"""After these a bare number without ``số`` is a document's only with its date."""

LAWS = frozenset(
    {"Nghị quyết", "Quyết định", "Chỉ thị", "Thông tư", "Nghị định", "Thông tư liên tịch"}
)
"""What is cited by number and year alone, with a hyphen too: ``Thông tư 08-2017``."""

TITLED = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Bản án"})
"""What has its title between its type and its number, a bare one too."""

TYPES = (*_CODES, *_UNCODED)
"""Every type there is, as official documents write it."""

_WORDS = (*TYPES, "Bản thoả thuận", "Giấy uỷ quyền")
EITHER = "|".join(word.replace(" ", r"\s+") for word in sorted(_WORDS, key=lambda w: (-len(w), w)))
"""Any type word, as alternatives of a pattern."""
WORD = later(
    rf"(?:(?<!\w)|(?-i:(?<=[^\W\d_A-ZĐ])(?=[A-ZĐ])))(?:{EITHER})(?!\w)",
    re.IGNORECASE,
)
"""A type word; its capital may be glued to the word before it."""
BY_WORDS = {word.casefold(): word for word in TYPES}
"""Types by their words in small letters, one space between."""
ENDS = frozenset(word.casefold().rsplit(" ", 1)[-1] for word in (*TYPES, *ABBREVIATED))
"""Last words of types, one of which stands right before a bare number."""
LONGEST_WORDS = 4
"""Words of the longest type."""
ALL_CODES = tuple({*(code for codes in CODES_OF.values() for code in codes), *BY_CODE})
SMALL_CODES = tuple(
    sorted(
        {code.lower() for code in (*_CODES.values(), "CV", "QCPH")}
        | {"vks[a-zđ]{0,8}", "tand[a-zđ]{0,6}", "qh\\d{1,2}", "ubtvqh\\d{1,2}"},
        key=lambda code: (-len(code), code),
    )
)
"""Patterns of the first part of a symbol that is believed in small letters too."""

_CANONICAL = {sameness(word): word for word in _WORDS[:-2]}


def canonical(word: str) -> str | None:
    """A type word as official documents write it: ``báo  cáo`` is ``Báo cáo``.

    ``None`` for what only looks like one: ``WORD`` takes a Turkish ``ı`` for an i.
    """
    return _CANONICAL.get(sameness(word))


def by_symbol(parts: tuple[str, ...]) -> tuple[str, bool]:
    """The type that the letters of a symbol tell, and whether a type code told it.

    A symbol without a type code is that of a công văn; one of the National
    Assembly may be a law or a resolution, which its letters do not tell.
    """
    if parts and parts[0].islower():
        parts = tuple(_IN_CAPITALS.get(part, part.upper()) for part in parts)
    for part in (parts[0], parts[-1]) if parts else ():
        if part in BY_CODE:
            return BY_CODE[part], True
    for part in parts[:1]:
        if COURTS.match(part):
            return "Bản án", True
        stem = next((s for s in STEMS if part.startswith(s)), None)
        if stem and len(part) <= LONGEST_CODE:
            return BY_CODE[stem], True
        if "QH" in part:
            return "Văn bản", False
    return "Công văn", False
