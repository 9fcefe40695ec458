"""What keeps a registry file from being read at all: the line, and a plain sentence."""

from __future__ import annotations

import re

from plugins.lines import rows

_ENDLESS_NUMBER = re.compile("[0-9][0-9_]{999}")


def endless(text: str) -> tuple[int, str]:
    """The line of a number without end, or of brackets within brackets; and what it is."""
    lines = rows(text)
    for line, row in enumerate(lines, 1):
        if _ENDLESS_NUMBER.search(row):
            return line, "Số ở dòng này dài quá, không đọc được; mọi giá trị viết trong ngoặc kép."
    line = max(range(len(lines)), key=lambda at: lines[at].count("[") + lines[at].count("{")) + 1
    return line, "Dấu ngoặc ở dòng này lồng nhau quá sâu, không đọc được."


def syntax(said: str, text: str) -> tuple[int, str]:
    """What ``tomllib`` complains of in English, as a line and a plain sentence."""
    found = re.search(r"at line (\d+)", said)
    line = int(found[1]) if found else max(1, len(rows(text.rstrip("\r\n"))))
    if "overwrite" in said or "twice" in said:
        return line, "Khóa ở dòng này đã được viết một lần trong cùng mục; chỉ giữ một dòng."
    if "date" in said.lower():
        return line, "Ngày ở dòng này không có thật hoặc viết sai; viết năm-tháng-ngày: 2025-06-30."
    message = (
        "Từ dòng này tệp sai cú pháp TOML: kiểm tra dấu ngoặc kép, dấu phẩy, dấu bằng "
        "và dấu ngoặc vuông ở dòng này và dòng ngay trước."
    )
    return line, message
