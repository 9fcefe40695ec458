"""What an agency answers before its newsroom begins: the values, and the keys they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from plugins.model import Problem

READY: Final = "có sẵn"
"""Answered to units or departments: those of the kit."""


class UnitAnswer(Struct, frozen=True, kw_only=True):
    """One unit, as typed."""

    name: str
    parent: str = ""
    since: date | None = None
    level: str = ""


class DepartmentAnswer(Struct, frozen=True, kw_only=True):
    """One department, as typed; without ``unit`` it is the agency's own."""

    name: str
    unit: str = ""


class AuthorAnswer(Struct, frozen=True, kw_only=True):
    """One author, as typed."""

    name: str
    department: str = ""
    unit: str = ""
    note: str = ""


class SectionAnswer(Struct, frozen=True, kw_only=True):
    """One section; without ``folder`` it is named after ``name``."""

    name: str
    folder: str = ""


class EmblemAnswer(Struct, frozen=True, kw_only=True):
    """The emblem's file, as it was when it was named; without a name there is none."""

    name: str = ""
    data: bytes = b""


class Answers(Struct, frozen=True, kw_only=True):
    """All that was answered; what was not is empty."""

    name: str = ""
    short: str = ""
    kind: str = ""
    section: str = ""
    url: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    responsible: str = ""
    colour: str = ""
    emblem: EmblemAnswer = EmblemAnswer()
    target: str = ""
    heads: tuple[str, ...] = ()
    units: tuple[UnitAnswer, ...] = ()
    departments: tuple[DepartmentAnswer, ...] = ()
    authors: tuple[AuthorAnswer, ...] = ()
    sections: tuple[SectionAnswer, ...] = ()


class Key(Struct, frozen=True, kw_only=True):
    """One key of the answers."""

    words: str
    """What it is called on the console and in what is said of it."""
    example: str
    """The line to write."""
    help: str


KEYS: Final[Mapping[str, Key]] = {
    "name": Key(
        words="Tên cơ quan",
        example='name = "VKSND tỉnh Hưng Yên"',
        help="như thường viết trong bài, hoặc viết đủ",
    ),
    "kind": Key(
        words="Loại cơ quan",
        example='kind = "vksnd"',
        help="vksnd: Viện kiểm sát; ubnd: UBND xã, phường; loại khác: chữ thường không dấu, "
        "ví dụ so",
    ),
    "short": Key(
        words="Tên viết gọn",
        example='short = "VKSND tỉnh Hưng Yên"',
        help="như viết trong bài, nếu ở trên ghi tên đầy đủ",
    ),
    "heads": Key(
        words="Cách viết phần đầu tên",
        example='heads = ["Ban Quản lý khu kinh tế", "BQL"]',
        help="chỉ khi máy không biết loại cơ quan: viết đủ, rồi những cách viết gọn",
    ),
    "section": Key(
        words="Tên chuyên mục",
        example='section = "Tin hoạt động"',
        help="đứng đầu mọi trang",
    ),
    "url": Key(
        words="Địa chỉ trang tin",
        example='url = "https://co-quan.example"',
        help="địa chỉ độc giả gõ; chưa có thì để trống, ghi trước khi đưa lên mạng",
    ),
    "address": Key(
        words="Địa chỉ trụ sở",
        example='address = "Số 1, đường Mẫu, phường Mẫu"',
        help="ở chân trang và trang Liên hệ",
    ),
    "phone": Key(words="Điện thoại", example='phone = "0123 456 789"', help="như trên"),
    "email": Key(words="Thư điện tử", example='email = "bientap@co-quan.example"', help="như trên"),
    "responsible": Key(
        words="Ai chịu trách nhiệm nội dung",
        example='responsible = "Ông Nguyễn Văn Mẫu, Chánh Văn phòng"',
        help="ở chân trang",
    ),
    "colour": Key(
        words="Màu",
        example='colour = "#8c1717"',
        help="màu của tiêu đề, đường kẻ: # và sáu chữ số; máy kiểm tra có đủ rõ để đọc không",
    ),
    "emblem": Key(
        words="Biểu trưng",
        example='emblem = "bieu-trung.svg"',
        help="tệp SVG hoặc PNG, nên vuông",
    ),
    "target": Key(
        words="Thư mục công bố",
        example='target = "public"',
        help="thư mục trên máy này nhận bản công bố",
    ),
    "sections": Key(
        words="Chuyên mục",
        example='sections = ["Tin hoạt động", "Thông báo"]',
        help="khi có nhiều chuyên mục",
    ),
    "units": Key(
        words="Đơn vị",
        example='units = ["khu vực 1", "khu vực 2"]',
        help="danh sách tên, tên một tệp .csv hay .xlsx, “có sẵn”, hoặc các mục [[units]]",
    ),
    "departments": Key(
        words="Phòng",
        example='departments = ["Văn phòng", "Phòng 1"]',
        help="danh sách tên, “có sẵn”, hoặc các mục [[departments]]",
    ),
    "authors": Key(
        words="Tác giả",
        example='authors = ["Nguyễn Văn Mẫu"]',
        help="như ký dưới bài: danh sách tên, hoặc các mục [[authors]]",
    ),
}
"""What may be answered, in the order in which it is asked."""

REQUIRED: Final = ("name", "kind")

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "units": ("name", "parent", "from", "level"),
    "departments": ("name", "unit"),
    "authors": ("name", "department", "unit", "note"),
    "sections": ("name", "folder"),
}
"""Keys whose values are tables, and the keys of those."""

Spot = tuple[str, int, str]
"""A key, which of its entries (from 0; -1: the key itself), and a key of that entry."""

Place = tuple[str, int]
"""A file as an officer knows it (``--name`` for an option), and a line from 1."""


class Given(Struct, frozen=True, kw_only=True):
    """What was answered, where, and what is wrong with it on its own."""

    answers: Answers = Answers()
    said: frozenset[str] = frozenset()
    """Keys that were answered, soundly or not."""
    places: Mapping[Spot, Place] = {}
    problems: tuple[Problem, ...] = ()

    def place(self, key: str, nth: int = -1, part: str = "") -> Place:
        """Where an answer stands; what is not written, where it belongs."""
        spots = ((key, nth, part), (key, nth, "name"), (key, nth, ""), (key, -1, ""))
        return next((self.places[one] for one in spots if one in self.places), self._first)

    @property
    def _first(self) -> Place:
        return self.places.get(("", -1, ""), ("--answers", 1))

    def over(self, other: Given) -> Given:
        """These answers, and those of ``other`` to what these do not say."""
        kept = {key: getattr(other.answers, key) for key in other.said - self.said}
        return Given(
            answers=replace(self.answers, **kept),
            said=self.said | other.said,
            places={**other.places, **self.places},
            problems=(*other.problems, *self.problems),
        )
