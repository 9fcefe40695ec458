"""What is wrong with a picture, in the words the officer reads."""

from __future__ import annotations

from plugins.images.kinds import why_not
from plugins.model import Problem

MOST_BYTES = 100_000_000
"""Of a file: several times the largest photo, and little enough to be held in memory."""


class RefusedError(Exception):
    """Why a picture cannot be used, for an officer."""


def heavy(size: int) -> str:
    """Why a file of ``size`` bytes is too large to be read; empty when it is not."""
    if size <= MOST_BYTES:
        return ""
    return (
        f"Tệp ảnh nặng quá: {size // 1_000_000} MB, chỉ nhận đến {MOST_BYTES // 1_000_000} MB. "
        "Xin thu nhỏ còn khoảng 2400 điểm ảnh chiều rộng rồi lưu thành JPEG (.jpg)."
    )


BROKEN = (
    "Ảnh bị hỏng: dữ liệu trong tệp sai ở giữa, có lẽ do chép hay tải về bị lỗi. "
    "Xin chép lại từ ảnh gốc."
)
_EMPTY = "Tệp ảnh trống, có lẽ do chép dở dang. Xin chép lại từ ảnh gốc."
_UNKNOWN = (
    "Tệp này không phải là ảnh, hoặc đã hỏng ngay từ đầu. "
    "Nếu có ảnh gốc, xin lưu lại thành JPEG (.jpg)."
)
SEE_THROUGH = (
    "Ảnh trong suốt hoàn toàn, độc giả sẽ không thấy gì. "
    "Xin mở tệp gốc và lưu lại ảnh có nền, thành PNG (.png) hoặc JPEG (.jpg)."
)


def cut(missing: float | None) -> str:
    """How much of a picture is missing at its end, a share from 0 to 1; None when nobody knows."""
    share = ""
    if missing is not None and 0 < missing < 1:
        share = f", mất khoảng {max(1, round(missing * 100))}% phía dưới"
    return (
        f"Ảnh bị cắt ngang: tệp thiếu phần cuối{share}, có lẽ do chép hay tải về dở dang. "
        "Xin chép lại từ ảnh gốc."
    )


def problem(path: str, message: str, *, advice: bool = False) -> Problem:
    """A problem of the picture at ``path`` in the content folder."""
    return Problem(
        path=f"content/{path}", line=1, message=message, severity="advice" if advice else "error"
    )


def too_many(count: str, most: int) -> str:
    """That a picture has ``count`` pixels, more than ``most``."""
    return (
        f"Ảnh lớn quá: chỉ nhận tối đa {most // 1_000_000} triệu điểm ảnh, ảnh này có {count}. "
        "Xin thu nhỏ còn khoảng 2400 điểm ảnh chiều rộng rồi lưu lại."
    )


def no_picture(data: bytes) -> str:
    """Why ``data`` is no picture that can be used."""
    if not data.strip(b"\0 \t\r\n"):
        return _EMPTY
    return why_not(data) or _UNKNOWN
