"""How long a path may be: Windows takes 259 characters, unless longer ones are switched on."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

_WINDOWS = 259
_BESIDE = len(".4294967296.tmp")
"""What a name has more while its file is being written."""


def longest_path() -> int:
    """How many characters a path may have here; 0 where that is no matter."""
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415 - Windows alone needs it

    try:
        is_long = ctypes.WinDLL("ntdll").RtlAreLongPathsEnabled
    except (OSError, AttributeError):  # a Windows that has no long paths
        return _WINDOWS
    is_long.restype = ctypes.c_ubyte
    return 0 if is_long() else _WINDOWS


def too_long(folder: Path, files: Iterable[str]) -> str:
    """What to say when one of ``files`` could not be written below ``folder``; empty: all can."""
    limit = longest_path()
    longest = max(files, key=len, default="")
    length = len(str(folder.absolute())) + 1 + len(longest) + _BESIDE
    if not limit or length <= limit:
        return ""
    return (
        f"Đường dẫn quá dài đối với Windows: «{longest}» trong {folder} sẽ dài {length} ký tự, mà "
        f"Windows chỉ nhận {limit}. Hãy chuyển cả thư mục của trang tin tới chỗ có đường dẫn ngắn, "
        "ví dụ C:\\tin, rồi chạy lại."
    )
