"""What is taken out of an author's tags, in words: an officer must know.

This only explains. Nothing is kept because it was not noticed here: the sanitiser decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.posts.markup import tags

_SCHEME = re.compile(r"([^/?#:]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff]|%20")
_SIMPLER = tags.BOXES | {"span", "font", "s", "small", "big", "o:p"}


def taken_out(found: re.Match[str]) -> Iterator[str]:
    """Everything of one tag that the allow-list refuses."""
    name = found["name"].lower()
    if name not in tags.TAGS:
        if not found["close"]:
            yield _tag(found["name"])
        return
    if found["close"]:
        return
    known = tags.ATTRIBUTES.get(name, set())
    valued = tags.VALUES.get(name, {})
    for typed, value in tags.attributes(found["rest"]):
        key = typed.lower()
        if key not in known and value.lower() not in valued.get(key, ()):
            yield _attribute(typed, name)


def swallowing(name: str) -> str:
    """Why a tag that would take the rest of the text with it is an error."""
    return (
        f"thẻ <{name}> không có thẻ đóng </{name}>, nên phần bài phía sau bị mất; hãy xóa thẻ này"
    )


def _tag(name: str) -> str:
    what = f"đã bỏ thẻ <{name}>"
    if name.lower() in tags.WITH_CONTENT:
        what += " và mọi thứ bên trong"
    elif name.lower() in _SIMPLER:
        what += ", chỉ giữ chữ bên trong"
    return f"{what}; trong bài chỉ dùng Markdown và vài thẻ HTML đơn giản"


def _attribute(name: str, tag: str) -> str:
    if name.lower().startswith("on"):
        why = "bài viết không được chạy mã"
    elif name.lower() == "style":
        why = "cách trình bày do giao diện quyết định"
    else:
        why = "thuộc tính này không dùng trong bài"
    return f"đã bỏ {name}=… ở thẻ <{tag}>: {why}"


_SCRIPTS = frozenset({"javascript", "vbscript", "data"})


def refused_scheme(href: str) -> tuple[str, bool]:
    """Why an address with its scheme is no link here, empty when it may be one; if grave.

    Without a script nothing is missed; of any other scheme a reader loses the link.
    """
    found = _SCHEME.match(_INVISIBLE.sub("", href))
    if found is None or found[1].lower() in tags.SCHEMES:
        return "", False
    if len(found[1]) == 1 or found[1].lower() == "file":  # one letter is a drive of Windows
        return (
            f"đường dẫn «{href}» dẫn tới một tệp trên máy của bạn, người đọc không mở được; "
            "hãy dẫn tới nơi đã đăng tệp ấy (https://…) hoặc bỏ đường dẫn"
        ), True
    said = (
        f"đã bỏ đường dẫn bắt đầu bằng «{found[1][:30]}:»; "
        "chỉ dùng https, http, mailto, tel và đường dẫn tới bài của ta"
    )
    return said, found[1].lower() not in _SCRIPTS
