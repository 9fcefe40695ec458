"""Words that stand on every page as they are typed: what they may not hold, what is none."""

from __future__ import annotations

import re

from plugins.characters import CONTROL

BREAKS = re.compile(f"[\x09-\x0d\x1c-\x1f\x85\u2028\u2029]|{CONTROL.pattern}")
"""What breaks a line, or is seen by nobody."""

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+|#[xX][0-9a-fA-F]+);")

_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "đúng/sai"),
    ((int, float), "số"),
    ((list, tuple, set, frozenset), "danh sách"),
    (dict, "bảng"),
    (type(None), "giá trị trống (None)"),
)


def words_fault(text: str) -> str:
    """Why ``text`` cannot stand on every page as plain words; ``""`` when it can."""
    if BREAKS.search(text):
        return "có ký tự điều khiển hoặc xuống dòng bên trong"
    if found := _MARKUP.search(text):
        return f"chỉ nhận chữ thường; «{found[0]}» sẽ hiện ra đúng như đã gõ"
    return ""


def kind_of(value: object) -> str:
    """What ``value`` is, to one who wrote it: ``số``, ``danh sách``."""
    return next((words for types, words in _KINDS if isinstance(value, types)), "giá trị khác")
