"""Where releases may go: a folder of their own, not one of the project's, nor a file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

from plugins.content_folder import CONTENT, SAMPLE, content_folder
from plugins.state_folder import STATE

PUBLIC: Final = "public"
"""The folder of releases where nothing else is said."""

_OWN_FOLDERS = (CONTENT, SAMPLE, "theme", "output", "plugins", "desk", "docs", "tests", STATE)


def target_fault(root: Path, value: str | Path) -> str:
    """Why no release of the project ``root`` can go to ``value``, in words; empty when it can.

    Whether the folder is there, and may be written to, is for whoever opens it.
    """
    if "\0" in str(value):
        return "đường dẫn có ký tự không hợp lệ"
    try:
        place = root / Path(value).expanduser()
    except RuntimeError:
        return f"«{value}»: máy này không có người dùng ấy"
    folder, project = Path(os.path.realpath(place)), Path(os.path.realpath(root))
    if project.is_relative_to(folder):
        return f"«{value}» chứa cả dự án; các bản công bố cần một thư mục riêng"
    own = (*(project / name for name in _OWN_FOLDERS), Path(os.path.realpath(content_folder(root))))
    if any(folder.is_relative_to(one) for one in own):
        return f"«{value}» là thư mục của dự án; các bản công bố cần thư mục riêng"
    return _in_the_way(place, str(value))


def _in_the_way(place: Path, shown: str) -> str:
    """What at ``place`` or above it, shown as ``shown``, is no folder, in words."""
    for one in (place, *place.parents):
        name = shown if one == place else str(one)
        try:
            status = one.stat()
        except OSError as error:
            if os.path.islink(one):  # noqa: PTH114 - no error of a name too long
                return f"«{name}» là liên kết không dẫn tới thư mục nào"
            if error.errno == errno.ENAMETOOLONG:
                return f"tên «{name}» quá dài"
            if error.errno in {errno.ENOENT, errno.ENOTDIR}:
                continue
            return f"không xem được «{name}» ({error.strerror})"
        if stat.S_ISDIR(status.st_mode):
            return ""
        inside = "" if one == place else ", nên bên trong không thể có thư mục nào"
        return f"«{name}» là một tệp, không phải thư mục{inside}"
    return ""
