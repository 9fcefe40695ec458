"""Links from texts to the site's own pages: each leads to one that will be there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from plugins.addresses import ATTACHMENT, DOCUMENT_YEAR, PICTURE, TEXTS, path_of
from plugins.model import BodyLink, Post, Problem, Status
from plugins.pages.site_addresses import SiteAddresses, Text, normal
from plugins.posts.placeholders import BODY_ALT
from plugins.posts.wording import first_near
from plugins.registry.reading import in_project
from plugins.registry_files import DOCUMENTS

_PAGE_ID = "noi-dung"
"""The one place that every page of ours has (``layouts/base.html``)."""
_PORTS = {"http": ":80", "https": ":443"}

_CLOSED = {
    "registry": "trỏ tới sổ đăng ký, là tệp không đăng cho độc giả; hãy bỏ đường dẫn",
}
"""Rooms of the content folder that are not published at all, and why no text may lead there."""


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
    for document in site.registry.documents if site.registry and hosts else ():
        if _host(document.link) in hosts:
            said = '“link” dẫn về chính trang tin này; toàn văn là tệp thì ghi file = "tep/…"'
            yield Problem(path=in_project(DOCUMENTS), line=document.line, message=said)


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
        within=_place(link) if fault.suggestion else "",
        severity="advice" if fault.advice or text.status is Status.DRAFT else "error",
    )


def _place(link: BodyLink) -> str:
    return f"{link.target}#{link.fragment}" if link.fragment else link.target


def _own(site: SiteAddresses, text: Text, link: BodyLink) -> _Fault | None:
    """What is wrong with a link to ``/…`` that is no text's."""
    return _page(site, text, normal(link.target), link.fragment)


def _whole(site: SiteAddresses, text: Text, link: BodyLink) -> _Fault | None:
    """What is wrong with a link to an address of ours that is written with ``https://…``."""
    rest = re.sub(r"^[^/]*//[^/?]*", "", link.target)
    place = normal(rest or "/", folders=False)
    if site.table.row_at(place) in TEXTS:
        return _text(site, text, path_of(place), link.fragment)
    return _page(site, text, place, link.fragment)


def _page(site: SiteAddresses, text: Text, place: str, fragment: str) -> _Fault | None:
    row = site.table.row_at(place)
    if fault := row.no_link or _CLOSED.get(place.split("/")[1]):
        return _Fault(fault, f"![{BODY_ALT}]({place[1:]})" if row is PICTURE else "")
    if row is ATTACHMENT:  # only a link to the file itself brings the file along
        return _Fault("là địa chỉ của tệp đính kèm; hãy ghi đường dẫn tới tệp", place[1:])
    known = site.has(place, text)
    if known is False:
        meant = f"{place}/" if site.has(f"{place}/", text) else first_near(place, site.stable)
        return _Fault("không dẫn tới trang nào của trang tin; hãy xem lại địa chỉ", meant)
    if known and fragment and not _has_part(site, text, place, fragment):
        return _Fault(f"có phần #{fragment}, nhưng trang ấy không có mục nào như vậy", place)
    return _Fault(row.unsteady, advice=True) if known and row.unsteady else None


def _has_part(site: SiteAddresses, text: Text, place: str, fragment: str) -> bool:
    if fragment == _PAGE_ID:
        return not place.endswith((".xml", ".txt"))
    return (
        site.table.row_at(place) is DOCUMENT_YEAR and site.has(f"{place}#{fragment}", text) is True
    )


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
