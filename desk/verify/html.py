"""One HTML page, read as a browser would: what is wrong in it, and where it leads.

Every check yields problems and knows nothing of other pages. Sources: the HTML
Living Standard (ids, lang, alt, event handlers), WCAG 2.1 (1.1.1, 1.3.1, 3.1.1),
and the house: nothing from another origin, no script but JSON-LD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from desk.verify.facts import Facts, FileKind, Use, digest, follow
from plugins.model import Problem
from plugins.vietnamese import squeeze

_FOREIGN_ELEMENTS = frozenset({"iframe", "object", "embed", "base", "frame", "applet"})
_LOADED = frozenset({"img", "source", "video", "audio", "track", "input"})
"""Elements whose addresses are fetched with the page."""
_TELLING = _FOREIGN_ELEMENTS | {"h1", "script", "img", "meta", "link"}
"""Elements that matter even without an attribute that does."""
_DUMB = frozenset({"class", "lang", "rel", "aria-current", "aria-hidden", "datetime"})
"""Attributes that neither lead, nor speak, nor run."""
_SPOKEN = ("alt", "content", "title", "aria-label", "placeholder", "label", "summary")
"""Attributes that say something to people."""
_ABROAD = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead beside our own pages."""
_ADDRESSES = ("href", "src", "poster", "action", "formaction", "data", "ping")
_STOCK = (
    (b"proudly powered by", "dòng chữ của giao diện mẫu Pelican"),
    (b"theme/css/main.css", "kiểu dáng của giao diện mẫu Pelican"),
    (b"/drafts/", "địa chỉ bản nháp của Pelican"),
    (b"/category/", "địa chỉ mặc định của Pelican"),
    (b"/tag/", "địa chỉ mặc định của Pelican"),
    (b"/author/", "địa chỉ mặc định của Pelican"),
)
_LEFTOVERS = (
    b"{static}",
    b"{filename}",
    b"{attach}",
    b"{tag}",
    b"{category}",
    b"{author}",
    b"{index}",
)
_BRACES = (b"{{", b"{%", b"{#")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")


@dataclass(slots=True, kw_only=True)
class _Page:
    """A page being read."""

    path: str
    site: str
    problems: list[Problem] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    canonical: str = ""
    noindex: bool = False
    redirect: bool = False

    def wrong(self, line: int | None, message: str) -> None:
        self.problems.append(Problem(path=self.path, line=line or 1, message=message))

    def lead(self, address: str, line: int, *, resource: bool, absolute: bool = False) -> str:
        """Note where ``address`` leads and what is wrong with that; the own file, or empty."""
        found = follow(address, self.path, self.site)
        if found.scheme:
            if resource:
                if found.scheme != "data":
                    self.wrong(line, f"lấy tài nguyên từ nơi khác: {address}")
            elif found.scheme == "picture":
                self.wrong(line, f"ảnh chưa được đặt vào trang: {address}")
            elif found.scheme not in _ABROAD:
                self.wrong(line, f"liên kết không an toàn hoặc không mở được: {address}")
            return ""
        if absolute and not found.absolute:
            self.wrong(line, f"phải là địa chỉ đầy đủ, bắt đầu bằng {self.site}: {address}")
        self.links.setdefault(found.link, line)
        return found.file


def examine_html(path: str, data: bytes, site: str) -> tuple[Facts, str]:
    """The facts of a page, and all it says to people (text and alternatives), squeezed."""
    page = _Page(path=path, site=site)
    root = etree.HTML(data, parser=etree.HTMLParser(encoding="utf-8"))
    if root is None:
        page.wrong(1, "trang trống")
        return _facts(page, data), ""
    if root.get("lang", "").partition("-")[0] != "vi":
        page.wrong(root.sourceline, 'thẻ <html> thiếu lang="vi"')
    for element in root.iter(etree.Element):
        attributes = dict(element.items())
        if element.tag in _TELLING or not attributes.keys() <= _DUMB:
            _read(page, element, attributes)
    _check_headings(page)
    page.problems.extend(leftovers(path, data))
    page.said.append(etree.tostring(root, method="text", encoding="unicode"))
    return _facts(page, data), squeeze("\n".join(page.said))


def _facts(page: _Page, data: bytes) -> Facts:
    return Facts(
        path=page.path,
        kind=FileKind.PAGE,
        sha256=digest(data),
        size=len(data),
        problems=tuple(page.problems),
        links=tuple(page.links),
        lines=tuple(page.links.values()),
        uses=tuple(page.uses),
        ids=tuple(page.ids),
        heading=" ".join(page.headings),
        canonical=page.canonical,
        indexable=not page.noindex,
        redirect=page.redirect,
    )


def _read(page: _Page, element: Any, attributes: Mapping[str, str]) -> None:  # noqa: ANN401 - lxml has no types
    tag, line = element.tag, element.sourceline
    page.said.extend(attributes[name] for name in _SPOKEN if name in attributes)
    if handlers := [name for name in attributes if name.startswith("on")]:
        page.wrong(line, f"mã chạy trong thuộc tính {', '.join(handlers)}")
    if (identity := attributes.get("id")) is not None:
        _identity(page, identity, line)
    if tag in _FOREIGN_ELEMENTS:
        page.wrong(line, f"thẻ <{tag}> không được phép")
    elif tag == "h1":
        page.headings.append(squeeze("".join(element.itertext())))
    elif tag in _READERS:
        _READERS[tag](page, element, attributes, line)
    if tag not in {"link", "script"}:
        _addresses(page, attributes, line, resource=tag in _LOADED)


def _addresses(page: _Page, attributes: Mapping[str, str], line: int, *, resource: bool) -> None:
    for name in _ADDRESSES:
        if name in attributes:
            page.lead(attributes[name], line, resource=resource)
    if style := attributes.get("style"):
        for address in _STYLE_URL.findall(style):
            page.lead(address, line, resource=True)
    if srcset := attributes.get("srcset"):
        _srcset(page, srcset, line)


def _identity(page: _Page, identity: str, line: int) -> None:
    if identity in page.ids:
        page.wrong(line, f'id="{identity}" đã dùng ở dòng {page.ids[identity]}')
    elif not identity or re.search(r"\s", identity):
        page.wrong(line, f'id="{identity}" trống hoặc có dấu cách')
    page.ids.setdefault(identity, line)


def _link(page: _Page, _element: Any, attributes: Mapping[str, str], line: int) -> None:  # noqa: ANN401
    rel = set(attributes.get("rel", "").lower().split())
    address = attributes.get("href", "")
    abroad = bool(rel & {"canonical", "alternate", "prev", "next", "author", "license", "help"})
    file = page.lead(address, line, resource=not abroad, absolute="canonical" in rel)
    if "canonical" in rel:
        if page.canonical:
            page.wrong(line, "có hơn một địa chỉ chính (canonical)")
        elif not file:
            page.wrong(line, f"địa chỉ chính (canonical) không thuộc trang tin: {address}")
        page.canonical = file


def _meta(page: _Page, _element: Any, attributes: Mapping[str, str], line: int) -> None:  # noqa: ANN401
    content = attributes.get("content", "")
    if attributes.get("http-equiv", "").lower() == "refresh":
        target = _REFRESH.match(content)
        if target:
            page.redirect = True
            if not page.lead(target[1].strip(), line, resource=False):
                page.wrong(line, f"chuyển hướng ra ngoài trang tin: {content}")
    if attributes.get("name", "").lower() == "robots" and "noindex" in content.lower():
        page.noindex = True
    if attributes.get("property", "").lower() in {"og:url", "og:image"}:
        page.lead(content, line, resource=True, absolute=True)


def _image(page: _Page, _element: Any, attributes: Mapping[str, str], line: int) -> None:  # noqa: ANN401
    if "alt" not in attributes:
        page.wrong(line, "ảnh thiếu alt")
    size = []
    for name in ("width", "height"):
        written = attributes.get(name, "")
        if not (written.isascii() and written.isdecimal() and int(written)):
            page.wrong(line, f"ảnh thiếu {name}, trang sẽ giật khi ảnh hiện ra")
        size.append(int(written) if written.isascii() and written.isdecimal() else 0)
    found = follow(attributes.get("src", ""), page.path, page.site)
    if "src" not in attributes:
        page.wrong(line, "ảnh thiếu src")
    elif not found.scheme:
        page.uses.append(Use(file=found.file, width=size[0], height=size[1], line=line))


def _srcset(page: _Page, srcset: str, line: int) -> None:
    for candidate in srcset.split(","):
        address, _, descriptor = candidate.strip().partition(" ")
        file = page.lead(address, line, resource=True)
        width = descriptor.strip().removesuffix("w")
        if file and descriptor.strip().endswith("w") and width.isdecimal():
            page.uses.append(Use(file=file, width=int(width), height=0, line=line))


def _script(page: _Page, element: Any, attributes: Mapping[str, str], line: int) -> None:  # noqa: ANN401
    """JSON-LD is read for its words and addresses; any other script is a problem."""
    if attributes.get("type") != "application/ld+json" or "src" in attributes:
        page.wrong(line, "có <script>; trang chỉ được chứa JSON-LD")
        return
    try:
        words = list(_strings(json.loads(element.text or "")))
    except ValueError as error:
        page.wrong(line, f"JSON-LD hỏng: {error}")
        return
    page.said.extend(words)
    for word in words:
        if word == page.site or word.startswith(page.site + "/"):
            page.lead(word, line, resource=False)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)


_READERS: Mapping[str, Callable[[_Page, Any, Mapping[str, str], int], None]] = {
    "link": _link,
    "meta": _meta,
    "img": _image,
    "script": _script,
}


def _check_headings(page: _Page) -> None:
    if len(page.headings) != 1:
        page.wrong(1, f"trang phải có đúng một <h1>, đang có {len(page.headings)}")
    elif not page.headings[0]:
        page.wrong(1, "<h1> trống")


def leftovers(path: str, data: bytes) -> Iterator[Problem]:
    """What a template or Pelican's stock theme left in the text ``data``."""
    lowered = data.lower()
    for sign, what in _STOCK:
        if sign in lowered:
            yield _leftover(path, lowered, sign, f"còn sót {what}")
    if b"{" in data:
        for sign in (*_LEFTOVERS, *_BRACES):
            if sign in lowered:
                yield _leftover(path, lowered, sign, f"còn sót ký hiệu chưa xử lý {sign.decode()}")
    if b"picture:" in lowered:
        yield _leftover(path, lowered, b"picture:", "còn sót ký hiệu ảnh chưa xử lý picture:")


def _leftover(path: str, lowered: bytes, sign: bytes, message: str) -> Problem:
    line = lowered.count(b"\n", 0, lowered.find(sign)) + 1
    return Problem(path=path, line=line, message=message)
