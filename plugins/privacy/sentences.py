"""Where the sentence around a place of a text begins and ends."""

from __future__ import annotations

from plugins.patterns import later
from plugins.privacy.names import UPPER

_LABELS = (
    r"(?:[-–+*•]\s*)?(?:Sinh (?:năm|ngày)|Năm sinh|Ngày sinh|SN|Nơi (?:ở|cư trú|thường trú|ĐK)|Chỗ "
    r"ở|Địa chỉ"
    r"|HKTT|ĐKHKTT|Trú (?:tại|quán)|Quê|Thường trú|Hiện (?:trú|ở)|Nghề nghiệp|Giới tính|Dân tộc|Số "
    r"CCCD|CCCD)"
)
"""A form goes on: ``Tên: …. Sinh năm: ….``, also on a line of its own."""
_END = later(
    rf"(?:\n(?!\s*{_LABELS})|[.!?…](?<!\bTP.)(?<!\bTp.)(?<!\bTX.)(?<!\b[{UPPER}].)(?<!\b[{UPPER}][hgrp].)(?<!\bĐT.)"
    rf"(?=[”\"')*_]*\s+[“\"(*_]*[{UPPER}0-9])(?!\s+{_LABELS}))"
)
"""A stop that ends a sentence: not that of ``TP.`` or of a masked name."""
_FAR = 320
"""Characters looked at on either side."""


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of ``text`` around ``start:end`` begins and ends."""
    first = max(0, start - _FAR)
    for before in _END.finditer(text, first, end):
        if before.end() > start:
            break
        first = before.end()
    behind = _END.search(text, end, end + _FAR)
    return first, behind.start() if behind else min(len(text), end + _FAR)
