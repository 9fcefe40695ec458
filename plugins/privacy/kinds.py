"""The kinds of personal data, and one place of it in a text."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What is looked for; the value says it to an officer, behind the words that were found."""

    PERSON = "có cả họ tên, năm sinh (hoặc tuổi) và nơi ở"
    VICTIM = "có vẻ là bị hại hoặc trẻ em được nêu đủ họ tên"
    IDENTITY = "giống số định danh hoặc số chứng minh nhân dân"
    PASSPORT = "giống số hộ chiếu"
    ACCOUNT = "giống số tài khoản"
    PHONE = "giống số điện thoại"
    PLATE = "giống biển số xe"


class Found(NamedTuple):
    """One place; ``mask`` is the text to write there instead."""

    start: int
    end: int
    kind: Kind
    mask: str
