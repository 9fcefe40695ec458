"""What went wrong, in one Vietnamese sentence with what to do: for whoever shows it."""

from __future__ import annotations

import errno
import os
import platform
import sqlite3
import sys
import traceback
from datetime import datetime
from pathlib import Path

from plugins.content_folder import ContentFolderError
from plugins.state_folder import STATE


class RefusedError(RuntimeError):
    """Something stands in the way of an action; the message tells the officer what to do."""


def explain(error: Exception) -> str:
    """What the machine lacks or refuses, in one sentence with what to do; empty when unforeseen."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - errors are rare

    if isinstance(error, ModuleNotFoundError) and (error.name or "").split(".")[0] not in _OURS:
        return (
            f"Thiếu thư viện «{error.name}». "
            f"Hãy chạy: {sys.executable} -m pip install -r requirements/newsroom.txt"
        )
    if isinstance(error, MemoryError):
        return "Máy không đủ bộ nhớ. Hãy đóng bớt chương trình rồi chạy lại."
    if isinstance(error, ChildProcessError | BrokenExecutor):
        return (
            "Một tiến trình của lệnh bị máy dừng giữa chừng, thường vì thiếu bộ nhớ. Hãy đóng bớt "
            "chương trình rồi chạy lại."
        )
    if isinstance(error, sqlite3.Error):
        return _of_what_is_kept(str(error))
    if not isinstance(error, OSError):
        return str(error) if isinstance(error, RefusedError | ContentFolderError) else ""
    where = f" «{_file_of(error)}»" if error.filename else ""
    number = error.errno or 0
    if getattr(error, "winerror", None) in {32, 33}:
        number = errno.EBUSY
    if number in {errno.ENOTDIR, errno.EEXIST} and error.filename:
        where, reason = _in_the_way(Path(_file_of(error)))
    else:
        reason = _REASONS.get(number, "")
    return reason.format(where=where).strip() if reason else _any_other(error)


def _file_of(error: OSError) -> str:
    return os.fsdecode(error.filename) if isinstance(error.filename, bytes) else f"{error.filename}"


def _any_other(error: OSError) -> str:
    """What the system refused without a sentence of ours; empty of what it did not refuse."""
    if not error.errno:
        return ""
    where = f"«{_file_of(error)}»" if error.filename else "một tệp"
    return (
        f"Hệ điều hành không cho làm việc với {where} ({error.strerror}, lỗi số "
        f"{error.errno}). Hãy kiểm tra tệp và ổ đĩa ấy rồi chạy lại."
    )


def _in_the_way(path: Path) -> tuple[str, str]:
    """What stands where ``path`` needs a folder, and what to say of it; empty: nothing does."""
    for one in (path, *path.parents):
        if os.path.lexists(one) and not one.is_dir():
            return f"«{one}»", _NO_FOLDER if one.is_symlink() else _REASONS[errno.ENOTDIR]
    return "", ""


_NO_FOLDER = "{where} là liên kết không dẫn tới thư mục nào. Hãy xóa liên kết ấy rồi chạy lại."


def _of_what_is_kept(said: str) -> str:
    """What SQLite complains of, in Vietnamese: all it keeps can be made again."""
    if "full" in said:
        return _REASONS[errno.ENOSPC].format(where=" .newsroom")
    if "locked" in said:
        return "Một lệnh khác đang dùng thư mục .newsroom. Hãy đợi lệnh ấy xong rồi chạy lại."
    return (
        "Không đọc hoặc không ghi được thư mục .newsroom. Hãy kiểm tra quyền của thư mục, hoặc "
        "xóa thư mục .newsroom (máy tự làm lại, bài viết không mất) rồi chạy lại."
    )


_OURS = frozenset({"desk", "plugins", "bench"})
"""Packages of this checkout: one of them missing is a fault of ours, not a thing to install."""

_REASONS = {
    errno.ENOSPC: "Ổ đĩa đã đầy khi đang ghi{where}. Hãy xóa bớt tệp rồi chạy lại lệnh.",
    errno.EDQUOT: "Đã dùng hết dung lượng được cấp khi ghi{where}. Hãy xóa bớt tệp rồi chạy lại.",
    errno.EACCES: "Không có quyền đọc hoặc ghi{where}. Hãy kiểm tra quyền thư mục rồi chạy lại.",
    errno.EPERM: "Không có quyền thay đổi{where}. Hãy kiểm tra quyền của thư mục rồi chạy lại.",
    errno.EROFS: "Ổ đĩa chỉ cho đọc, không ghi được{where}. Hãy chọn nơi khác, rồi chạy lại.",
    errno.EBUSY: "Tệp{where} đang mở ở chương trình khác. Hãy đóng chương trình đó rồi chạy lại.",
    errno.ENAMETOOLONG: "Tên tệp{where} quá dài. Hãy đặt tên ngắn hơn rồi chạy lại.",
    errno.EMFILE: "Máy đang mở quá nhiều tệp. Hãy đóng bớt chương trình rồi chạy lại.",
    errno.ENFILE: "Máy đang mở quá nhiều tệp. Hãy đóng bớt chương trình rồi chạy lại.",
    errno.ENOTDIR: "{where} là một tệp, mà ở đó phải là thư mục. Hãy đổi tên tệp ấy rồi chạy lại.",
    errno.EEXIST: "{where} là một tệp, mà ở đó phải là thư mục. Hãy đổi tên tệp ấy rồi chạy lại.",
    errno.EISDIR: "{where} là một thư mục, mà ở đó phải là tệp. Hãy đổi tên thư mục rồi chạy lại.",
    errno.ENOENT: "Không thấy{where}: có thể vừa bị xóa, đổi tên, hoặc ổ đĩa chưa kết nối. "
    "Hãy kiểm tra rồi chạy lại.",
    errno.EIO: "Ổ đĩa bị lỗi khi đọc hoặc ghi{where}. Hãy chạy lại; còn lỗi thì báo kỹ thuật.",
    errno.ENOMEM: "Máy không đủ bộ nhớ. Hãy đóng bớt chương trình rồi chạy lại.",
    errno.EAGAIN: "Máy đang chạy quá nhiều chương trình. Hãy đóng bớt rồi chạy lại.",
    errno.ESTALE: "Ổ đĩa mạng chứa{where} vừa bị ngắt. Hãy kết nối lại rồi chạy lại.",
    errno.ETIMEDOUT: "Ổ đĩa mạng chứa{where} không trả lời. Hãy kiểm tra mạng rồi chạy lại.",
    errno.ELOOP: "{where} là liên kết trỏ vòng tròn. Hãy xóa liên kết ấy rồi chạy lại.",
}


def unforeseen(error: Exception, root: Path) -> str:
    """One sentence for the officer; the whole of ``error`` is saved under ``root``/.newsroom."""
    moment = datetime.now().astimezone()
    file = root / STATE / f"loi-{moment:%Y%m%d-%H%M%S}.txt"
    details = (
        f"{moment.isoformat()}\n{platform.platform()}, Python {platform.python_version()}\n"
        f"{' '.join(sys.argv)}\n\n{''.join(traceback.format_exception(error))}"
    )
    sentence = "Có lỗi ngoài dự kiến của chương trình, không phải do bài viết."
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(details, encoding="utf-8", errors="backslashreplace")
    except OSError:
        brief = "".join(traceback.format_exception_only(error)).strip()
        return f"{sentence} Xin báo cho người phụ trách kỹ thuật: {brief}"
    return f"{sentence} Chi tiết đã lưu ở {file}; xin gửi tệp này cho người phụ trách kỹ thuật."
