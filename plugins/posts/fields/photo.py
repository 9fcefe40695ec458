"""The picture of a post."""

from __future__ import annotations

import posixpath

from plugins.model import Photo
from plugins.posts.addresses import PICTURES, picture_path
from plugins.posts.fields.head import Field, Head
from plugins.posts.fields.texts import line
from plugins.posts.placeholders import PHOTO_ALT
from plugins.posts.typed import Typed, Value, in_quotes
from plugins.posts.wording import poor_alt


def photo(head: Head, field: Field, value: Value) -> Photo | None:
    """A file in ``content/anh/`` with words for those who cannot see it, or said to be decoration.

    The other keys that begin with ``photo_`` are read with it.
    """
    src = line(head, field.key, value)
    decorative, alt = head.said("photo_decorative"), head.said("photo_alt")
    caption, credit = head.said("photo_caption"), head.said("photo_credit")
    if not src:
        return None
    assert isinstance(value, Typed)
    picture = _picture(head, src, value)
    at = head.lines.get("photo_alt", head.lines["photo"])
    if decorative and alt:
        head.report.wrong(
            at,
            "ảnh ghi là trang trí (photo_decorative: true) thì photo_alt phải để trống; "
            "nếu ảnh có nội dung thì bỏ dòng photo_decorative",
            'photo_alt: ""',
        )
    elif not decorative and not alt:
        head.report.wrong(
            at,
            "ảnh chưa có lời mô tả (photo_alt) cho người không nhìn thấy; "
            'nếu ảnh chỉ để trang trí thì ghi photo_decorative: true và photo_alt: ""',
            f"photo_alt: {in_quotes(PHOTO_ALT)}",
            added="photo_alt" not in head.lines,
        )
    elif poor := poor_alt(alt) if alt else "":
        head.report.advise(at, poor)
    return Photo(path=picture, alt=alt, caption=caption, credit=credit) if picture else None


def _picture(head: Head, src: str, value: Typed) -> str:
    """The path of the picture; empty where it can be none."""
    straight = src.replace("\\", "/").lstrip("/").removeprefix("content/")
    if straight != src and straight.startswith(f"{PICTURES}/") and ".." not in straight:
        message = f"đường dẫn ảnh «{src}» phải bắt đầu bằng anh/ và chỉ dùng dấu /"
        head.report.wrong(value.line, message, value.rewritten(straight), fixable=True)
        return straight
    picture, fault = picture_path(src, head.path)
    if not fault and src.startswith(f"{PICTURES}/") and picture == src:
        return picture
    name = posixpath.basename(straight) or "ten-anh.jpg"
    year = head.path.split("/")[1] if head.path.count("/") > 1 else "<năm>"
    message = fault or f"đường dẫn ảnh «{src}» phải bắt đầu bằng anh/"
    head.report.wrong(value.line, message, value.rewritten(f"{PICTURES}/{year}/{name}"))
    return ""
