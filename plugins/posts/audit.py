"""What the sanitiser will take out of a text, in words: it drops silently, an officer must know.

This only explains. Nothing is kept because it was not noticed here: nh3 decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

# Possessive throughout, so that no text, however crooked, makes the search go back.
_TAG = re.compile(
    r"""<(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:[^>"']++|"[^"]*+"|'[^']*+'|["'])*+)>?"""
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]++)(?:\s*+=\s*+(?P<value>"[^"]*+"|'[^']*+'|[^\s"'>]++))?+"""
)
_SCHEME = re.compile(r"([^/?#:]*):")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\ufeff]")
_SIMPLER = {"div": "", "span": "", "font": "", "center": "", "section": "", "article": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """One thing taken out, how to say so, and what to look for in the source."""

    message: str
    needles: tuple[str, ...]
    grave: bool = False
    """It takes the rest of the text with it."""


def dropped(
    html: str,
    tags: Collection[str],
    attributes: Mapping[str, Collection[str]],
    values: Mapping[str, Mapping[str, Collection[str]]],
    schemes: Collection[str],
    with_content: Collection[str],
) -> Iterator[Dropped]:
    """Everything in ``html`` (before it is sanitised) that the given allow-list refuses."""
    if "<!--" in html:
        html = re.sub(r"<!--.*?(?:--!?>|$)", "", html, flags=re.DOTALL)
    low = html.lower()
    for found in _TAG.finditer(html):
        name = found["name"].lower()
        if name not in tags:
            inside = name in with_content
            if inside and low.find(f"</{name}", found.end()) < 0 and low[found.end() :].strip():
                yield _swallowing(found["name"])
            else:
                yield _tag(found["name"], inside=inside)
            continue
        known = attributes.get(name, ())
        valued = values.get(name, {})
        for attribute in _ATTRIBUTE.finditer(found["rest"]):
            key = attribute["name"].lower()
            value = unescape((attribute["value"] or "").strip("\"'"))
            if key in ("href", "src") and key in known:
                if refusal := _refused(value, schemes):
                    yield Dropped(
                        message=refusal, needles=(value, value.partition(":")[0], f"<{name}")
                    )
            elif key not in known and value.lower() not in valued.get(key, ()):
                yield _attribute(attribute["name"], name)


def _swallowing(name: str) -> Dropped:
    return Dropped(
        message=f"thẻ <{name}> không có thẻ đóng </{name}>, nên phần bài phía sau bị mất; "
        "hãy xóa thẻ này",
        needles=(f"<{name}", name),
        grave=True,
    )


def _tag(name: str, *, inside: bool) -> Dropped:
    what = f"đã bỏ thẻ <{name}>"
    if inside:
        what += " và mọi thứ bên trong"
    elif name.lower() in _SIMPLER:
        what += ", chỉ giữ chữ bên trong"
    return Dropped(
        message=f"{what}; trong bài chỉ dùng Markdown và vài thẻ HTML đơn giản",
        needles=(f"<{name}", name),
    )


def _attribute(name: str, tag: str) -> Dropped:
    if name.lower().startswith("on"):
        why = "bài viết không được chạy mã"
    elif name.lower() == "style":
        why = "cách trình bày do giao diện quyết định"
    else:
        why = "thuộc tính này không dùng trong bài"
    return Dropped(
        message=f"đã bỏ {name}=… ở thẻ <{tag}>: {why}", needles=(f"{name}=", name, f"<{tag}")
    )


def _refused(value: str, schemes: Collection[str]) -> str:
    found = _SCHEME.match(_INVISIBLE.sub("", value))
    if found is None or found[1].lower() in schemes:
        return ""
    return (
        f"đã bỏ đường dẫn bắt đầu bằng «{found[1][:30]}:»; "
        "chỉ dùng https, http, mailto, tel và đường dẫn tới bài của ta"
    )
