"""Links from texts to the site's own pages: each leads to one that will be there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from plugins.model import BodyLink, Post, Problem, Status
from plugins.pages.site import DOCUMENTS
from plugins.pages.site_addresses import SiteAddresses, Text, normal
from plugins.posts.addresses import NO_ATTACHMENTS
from plugins.posts.placeholders import BODY_ALT
from plugins.posts.wording import first_near

_PAGE_ID = "noi-dung"
"""The one place that every page of ours has (``layouts/base.html``)."""
_TEXT = re.compile(r"/((?:tin-hoat-dong/[0-9]{4}|trang)/[^/]+)\.html")
_PORTS = {"http": ":80", "https": ":443"}

_CLOSED = {
    "anh": "trỏ tới một tệp ảnh; hãy chèn ảnh vào bài thay vì dẫn tới nó",
    "tep": f"trỏ tới {NO_ATTACHMENTS}",
    "theme": "trỏ tới tệp của giao diện, là tệp đổi tên mỗi khi giao diện đổi; hãy bỏ đường dẫn",
    "registry": "trỏ tới sổ đăng ký, là tệp không đăng cho độc giả; hãy bỏ đường dẫn",
}
"""Rooms that no text may lead into, by the first part of an address, and why not."""
_VANISHING = (
    "dẫn tới trang của văn bản, là trang sẽ mất khi không còn tin nào dẫn văn bản ấy; "
    "chỉ cần ghi số, ký hiệu văn bản trong câu, trang tin tự đặt đường dẫn"
)


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why readers would not find an address, and what to write instead."""

    message: str
    suggestion: str = ""
    advice: bool = False


def site_links(site: SiteAddresses, origins: Collection[str] = ()) -> Iterator[Problem]:
    """A problem for each link of a text of ``site`` to an address that it will not have.

    ``origins`` are the site's own, as its settings have them: ``https://…``.
    """
    hosts = frozenset(filter(None, map(_host, origins)))
    texts: Iterable[Text] = (*site.posts, *site.pages)
    for text in texts:
        for link in text.body.links:
            if not link.is_to_text:
                fault = _own(site, text, link) if link.target[:1] == "/" else None
                if hosts and fault is None and _host(link.target) in hosts:
                    fault = _whole(site, text, link)
                if fault is not None:
                    yield _problem(text, link, fault)


def _host(address: str) -> str:
    """The host of an address in small letters, without the port that goes without saying."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme.lower(), ""))


def _problem(text: Text, link: BodyLink, fault: _Fault) -> Problem:
    plain = unquote(link.target)
    shown = plain if plain.isprintable() else link.target
    shown += f"#{link.fragment}" if link.fragment else ""
    return Problem(
        path=f"content/{text.path}",
        line=link.line,
        message=f"đường dẫn «{shown}» {fault.message}",
        suggestion=fault.suggestion,
        severity="advice" if fault.advice or text.status is Status.DRAFT else "error",
    )


def _own(site: SiteAddresses, text: Text, link: BodyLink) -> _Fault | None:
    """What is wrong with a link to ``/…`` that is no text's."""
    return _page(site, text, normal(link.target), link.fragment)


def _whole(site: SiteAddresses, text: Text, link: BodyLink) -> _Fault | None:
    """What is wrong with a link to an address of ours that is written with ``https://…``."""
    rest = re.sub(r"^[^/]*//[^/?]*", "", link.target)
    place = normal(rest or "/", folders=False)
    if found := _TEXT.fullmatch(place):
        return _text(site, text, f"{found[1]}.md", link.fragment)
    return _page(site, text, place, link.fragment)


def _page(site: SiteAddresses, text: Text, place: str, fragment: str) -> _Fault | None:
    room = place.split("/")[1]
    if room in _CLOSED:
        picture = f"![{BODY_ALT}]({place[1:]})" if room == "anh" else ""
        return _Fault(_CLOSED[room], picture)
    known = site.has(place, text)
    if known is False:
        meant = f"{place}/" if site.has(f"{place}/", text) else first_near(place, site.stable)
        return _Fault("không dẫn tới trang nào của trang tin; hãy xem lại địa chỉ", meant)
    if known and fragment and (fragment != _PAGE_ID or place.endswith((".xml", ".txt"))):
        return _Fault(f"có phần #{fragment}, nhưng trang ấy không có mục nào như vậy", place)
    if known and place.startswith(DOCUMENTS) and place != DOCUMENTS:
        return _Fault(_VANISHING, advice=True)
    return None


def _text(site: SiteAddresses, text: Text, path: str, fragment: str) -> _Fault | None:
    """As for a link to the text at ``path``, which is what should be written."""
    other = site.by_path.get(path)
    if other is None:
        if path in site.unsure:
            return None
        return _Fault("không dẫn tới bài hay trang nào", first_near(path, site.by_path))
    if not site.is_seen_with(other, text):
        return _Fault("dẫn tới bài độc giả chưa đọc được, nên sẽ làm lộ địa chỉ ấy")
    gone = isinstance(other, Post) and other.withdrawal is not None
    if fragment and (gone or fragment not in other.body.ids):
        return _Fault(f"có phần #{fragment}, nhưng bài ấy không có mục nào như vậy", path)
    return None
