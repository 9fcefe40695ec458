"""A file by its name as somebody wrote it; and what stands there, if no plain file, in words.

Never raises because of what is there; ``plain_file`` reads it.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from plugins.vietnamese import nfc


def on_disk(folder: Path, path: str) -> Path:
    """The file at ``path`` below ``folder``, whichever way the two write marks (NFC, NFD).

    The name as it is where there is none.
    """
    whole = folder / path
    if path.isascii() or whole.exists():
        return whole
    place = folder
    for name in path.split("/"):
        place = _child(place, name)
    return place


def as_on_disk(file: Path) -> Path:
    """``file``, as somebody typed it, by the name that it has on the disk."""
    top = Path(file.anchor)
    return on_disk(top, file.relative_to(top).as_posix())


def _child(folder: Path, name: str) -> Path:
    child = folder / name
    if name.isascii() or child.exists():
        return child
    try:
        return next((one for one in sorted(folder.iterdir()) if nfc(one.name) == nfc(name)), child)
    except OSError:
        return child


_KINDS = (
    (stat.S_ISFIFO, "ống dẫn (FIFO)"),
    (stat.S_ISSOCK, "ổ cắm (socket)"),
    (stat.S_ISCHR, "thiết bị"),
    (stat.S_ISBLK, "thiết bị"),
)


def what_instead(entry: os.DirEntry[str]) -> str:
    """What an entry is that is neither folder nor file."""
    if entry.is_symlink():
        try:
            mode = os.stat(entry.path).st_mode  # noqa: PTH116
        except OSError as error:
            return why_unreadable(error)
    else:
        mode = entry.stat(follow_symlinks=False).st_mode
    kind = next((word for is_it, word in _KINDS if is_it(mode)), "tệp đặc biệt")
    return f"đây là {kind} của máy, không phải tệp thường, nên không mở; hãy xóa hoặc chuyển đi"


_REASONS = {
    errno.ELOOP: "liên kết trỏ vòng vào chính nó, không dẫn tới tệp nào; hãy xóa liên kết này",
    errno.ENOENT: "liên kết dẫn tới một tệp không có; hãy xóa hoặc sửa liên kết này",
    errno.EACCES: "không có quyền đọc; hãy sửa quyền của tệp hoặc thư mục này",
    errno.EPERM: "không có quyền đọc; hãy sửa quyền của tệp hoặc thư mục này",
    errno.ENAMETOOLONG: "đường dẫn tới đây quá dài nên máy không đọc được; hãy đặt tên ngắn hơn",
    errno.EINVAL: "đây không phải tệp thường nên máy không mở; hãy xóa hoặc chuyển đi",
    errno.EIO: "ổ đĩa bị lỗi khi đọc; hãy chép tệp sang nơi khác hoặc báo kỹ thuật",
    errno.ENOTDIR: "liên kết dẫn tới một tệp không có; hãy xóa hoặc sửa liên kết này",
}


def why_unreadable(error: OSError) -> str:
    """Why something cannot be read, and what to do."""
    return _REASONS.get(
        error.errno or 0, "máy không đọc được; hãy kiểm tra ổ đĩa, hoặc chuyển đi nơi khác"
    )
