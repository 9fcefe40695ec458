"""What an attachment is, and from that alone what the site publishes of it.

Addresses are slugs of the file's path, as of pictures: ``tep/2021/Kế hoạch 15.PDF`` is
``/tep/2021/ke-hoach-15.pdf``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.addresses import attachment_url
from plugins.attachments.kinds import KINDS, LISTED, MOST_BYTES, ending_of
from plugins.filenames import windows_fault
from plugins.model import Problem
from plugins.vietnamese import slugify


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """All that is decided from of an attachment."""

    path: str
    """``tep/2021/Kế hoạch.pdf``, relative to the content folder."""
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    published: str
    """The same of the copy that is published."""
    size: int
    """Of that copy, in bytes."""
    pages: int = 0
    """0 where nobody knows."""

    @property
    def url(self) -> str:
        """``/tep/2021/ke-hoach.pdf``."""
        return attachment_url(self.path)

    @property
    def word(self) -> str:
        """Its kind as readers are told: ``Word``."""
        return KINDS[ending_of(self.path)]


def problem(path: str, message: str, *, advice: bool = False) -> Problem:
    """A problem of the attachment at ``path`` in the content folder."""
    return Problem(
        path=f"content/{path}", line=1, message=message, severity="advice" if advice else "error"
    )


def too_large(path: str, size: int) -> Problem | None:
    """Why a file of ``size`` bytes is not even read; None when it is."""
    if size <= MOST_BYTES:
        return None
    message = (
        f"tệp nặng quá: {size / 1_000_000:.0f} MB, chỉ đăng đến {MOST_BYTES // 1_000_000} MB; hãy "
        "quét lại ở 200 dpi, nén PDF, hoặc chia thành nhiều tệp"
    )
    return problem(path, message)


def name_problems(path: str) -> Iterator[Problem]:
    """What is wrong with the name of the file at ``path``."""
    ending = ending_of(path)
    if ending not in KINDS:
        yield problem(path, f"không đăng được loại tệp {ending or 'không có đuôi'}; chỉ {LISTED}")
        return
    stem = path[: -len(ending)]
    if not all(slugify(part) for part in stem.split("/")):
        yield problem(
            path,
            "tên tệp cần có ít nhất một chữ cái hoặc chữ số để thành địa chỉ; hãy đổi tên, cả "
            f"trong bài, ví dụ ke-hoach-15{ending}",
        )
    elif attachment_url(path) != f"/{path}" and not windows_fault(path.rpartition("/")[2]):
        wanted = attachment_url(path).rpartition("/")[2]
        yield problem(
            path,
            f"độc giả tải về sẽ thấy tên «{wanted}»; muốn tên hai nơi như nhau thì đổi tên tệp "
            "thành tên ấy, cả trong bài dẫn tới tệp",
            advice=True,
        )


def check_attachments(specs: Iterable[Spec]) -> tuple[Problem, ...]:
    """A problem for every file whose address another one, earlier by path, has taken."""
    taken: dict[str, str] = {}
    problems = []
    for path in sorted({spec.path for spec in specs}):
        first = taken.setdefault(attachment_url(path), path)
        if first != path:
            message = (
                f"tệp này và «{first}» sẽ cùng địa chỉ {attachment_url(path)} trên trang; hãy đổi "
                "tên một trong hai tệp, cả trong bài dẫn tới tệp"
            )
            problems.append(problem(path, message))
    return tuple(problems)
