"""One HTML page, read as a browser would: what is wrong in it, and where it leads.

Every check yields problems and knows nothing of other pages. Sources: the HTML
Living Standard (ids, lang, alt, event handlers), WCAG 2.1 (1.1.1, 1.3.1, 3.1.1),
and the house: nothing from another origin, no script but JSON-LD and a file of the theme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec import structs

from desk.verify import policy
from desk.verify.facts import Facts, FileKind, Use, digest, follow
from plugins.model import Problem
from plugins.numbers import whole
from plugins.vietnamese import squeeze

_FOREIGN_ELEMENTS = frozenset({"iframe", "object", "embed", "base", "frame", "applet"})
_LOADED = frozenset({"img", "source", "video", "audio", "track", "input"})
"""Elements whose addresses are fetched with the page."""
_TELLING = _FOREIGN_ELEMENTS | {"h1", "script", "img", "meta", "link"}
"""Elements that matter even without an attribute that does."""
HOLDING = frozenset({"h1", "script"})
"""Elements whose text matters beyond being said."""
DUMB = frozenset({"class", "lang", "rel", "aria-current", "aria-hidden", "datetime"})
"""Attributes that neither lead, nor speak, nor run."""
_SPOKEN = ("alt", "content", "title", "aria-label", "placeholder", "label", "summary")
"""Attributes that say something to people."""
_ABROAD = frozenset({"http", "https", "mailto", "tel"})
"""Where a link may lead beside our own pages."""
_ADDRESSES = ("href", "src", "poster", "action", "formaction", "data", "ping")
_LEFT = (
    (b"proudly powered by", "dòng chữ của giao diện mẫu Pelican"),
    (b'="/theme/css/main.css', "kiểu dáng của giao diện mẫu Pelican"),
    (b'="/drafts/', "địa chỉ bản nháp của Pelican"),
    (b'="/category/', "địa chỉ mặc định của Pelican"),
    (b'="/tag/', "địa chỉ mặc định của Pelican"),
    (b'="/author/', "địa chỉ mặc định của Pelican"),
    (b"{static}", "ký hiệu chưa xử lý {static}"),
    (b"{filename}", "ký hiệu chưa xử lý {filename}"),
    (b"{attach}", "ký hiệu chưa xử lý {attach}"),
    (b"{tag}", "ký hiệu chưa xử lý {tag}"),
    (b"{category}", "ký hiệu chưa xử lý {category}"),
    (b"{author}", "ký hiệu chưa xử lý {author}"),
    (b"{index}", "ký hiệu chưa xử lý {index}"),
    (b"{{", "ký hiệu chưa xử lý {{"),
    (b"{%", "ký hiệu chưa xử lý {%"),
    (b"{#", "ký hiệu chưa xử lý {#"),
    (b'src="picture:', "ký hiệu ảnh chưa xử lý picture:"),
)
"""What a template or Pelican's stock theme may leave in a text, in lower case, and what it is."""
# Each begins with a rare sign, which is found fast.
_LEFT_SLASH = re.compile(rb"/(?:(?:drafts|category|tag|author)/|css/main\.css)")
_LEFT_BRACE = re.compile(rb"\{(?:[{%#]|(?:static|filename|attach|tag|category|author|index)\})")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")


@dataclass(slots=True, kw_only=True)
class PageNotes:
    """What was noted of a page so far; see ``Facts``."""

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
    shared: Use | None = None
    """The picture that stands for the page elsewhere."""
    relative: bool = False
    """Whether an address in it depends on where the page stands."""

    def wrong(self, line: int | None, message: str) -> None:
        """Note a problem."""
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
        if not found.absolute and address[:1] not in {"/", "#"}:
            self.relative = True
        if absolute and not found.absolute:
            self.wrong(line, f"phải là địa chỉ đầy đủ, bắt đầu bằng {self.site}: {address}")
        self.links.setdefault(found.link, line)
        return found.file


def examine_html(path: str, data: bytes, site: str) -> tuple[Facts, str]:
    """The facts of a page, and all it says to people (text and alternatives), squeezed."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, rarely asked

    page = PageNotes(path=path, site=site)
    # Without huge_tree, what is nested deeper than 255 would go unread and unsaid.
    root = etree.HTML(data, parser=etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if root is None:
        page.wrong(1, "trang trống")
        return _facts(page, data), ""
    if root.get("lang", "").partition("-")[0] != "vi":
        page.wrong(root.sourceline, 'thẻ <html> thiếu lang="vi"')
    for element in root.iter(etree.Element):
        attributes = dict(element.items())
        if matters(element.tag, attributes):
            inside = "".join(element.itertext()) if element.tag in HOLDING else ""
            read_tag(page, element.tag, attributes, element.sourceline, inside)
    _check_headings(page)
    _check_policy(page, [(one.tag, one, one.sourceline) for one in root.iterfind("head/*")])
    if page.shared is None:
        page.wrong(1, "thiếu ảnh chia sẻ (og:image)")
    elif not (page.shared.width and page.shared.height):
        page.wrong(page.shared.line, "ảnh chia sẻ thiếu og:image:width hoặc og:image:height")
    else:
        page.uses.append(page.shared)
    page.problems.extend(leftovers(path, data))
    page.said.append(etree.tostring(root, method="text", encoding="unicode"))
    return _facts(page, data), squeeze("\n".join(page.said))


def _facts(page: PageNotes, data: bytes) -> Facts:
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


def matters(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether ``read_tag`` has anything to note of such a start tag."""
    return tag in _TELLING or not attributes.keys() <= DUMB


def read_tag(
    page: PageNotes, tag: str, attributes: Mapping[str, str], line: int, inside: str
) -> None:
    """Note one start tag, on ``line``; ``inside`` is all text in an element of ``HOLDING``."""
    page.said.extend(attributes[name] for name in _SPOKEN if name in attributes)
    if handlers := [name for name in attributes if name.startswith("on")]:
        page.wrong(line, f"mã chạy trong thuộc tính {', '.join(handlers)}")
    if (identity := attributes.get("id")) is not None:
        _identity(page, identity, line)
    if tag in _FOREIGN_ELEMENTS:
        page.wrong(line, f"thẻ <{tag}> không được phép")
    elif tag == "h1":
        page.headings.append(squeeze(inside))
    elif tag == "script":
        _script(page, inside, attributes, line)
    elif tag in _READERS:
        _READERS[tag](page, attributes, line)
    if tag not in {"link", "script"}:
        _addresses(page, attributes, line, resource=tag in _LOADED)


def _addresses(
    page: PageNotes, attributes: Mapping[str, str], line: int, *, resource: bool
) -> None:
    for name in _ADDRESSES:
        if name in attributes:
            page.lead(attributes[name], line, resource=resource)
    if style := attributes.get("style"):
        for address in _STYLE_URL.findall(style):
            page.lead(address, line, resource=True)
    if srcset := attributes.get("srcset"):
        _srcset(page, srcset, line)
    for name in _FETCHED:
        for addresses in attributes.get(name, "").split():
            for address in _counted(addresses):
                page.lead(address, line, resource=True)


_FETCHED = ("data-files", "data-closed", "data-present", "data-posts")
"""Attributes whose addresses a script fetches."""

_SERIES = re.compile(r"(.*)\{1\.\.([1-9][0-9]{0,5})\}(.*)")
"""All of a row that is counted: ``/tim-kiem/tu/{1..512}.json``."""


def _counted(addresses: str) -> Iterator[str]:
    series = _SERIES.fullmatch(addresses)
    if series is None:
        yield addresses
        return
    before, last, after = series.groups()
    yield from (f"{before}{number}{after}" for number in range(1, int(last) + 1))


def _identity(page: PageNotes, identity: str, line: int) -> None:
    if identity in page.ids:
        page.wrong(line, f'id="{identity}" đã dùng ở dòng {page.ids[identity]}')
    elif not identity or re.search(r"\s", identity):
        page.wrong(line, f'id="{identity}" trống hoặc có dấu cách')
    page.ids.setdefault(identity, line)


def _link(page: PageNotes, attributes: Mapping[str, str], line: int) -> None:
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


def _meta(page: PageNotes, attributes: Mapping[str, str], line: int) -> None:
    content = attributes.get("content", "")
    if attributes.get("http-equiv", "").lower() == "refresh":
        target = _REFRESH.match(content)
        if target:
            page.redirect = True
            if not page.lead(target[1].strip(), line, resource=False):
                page.wrong(line, f"chuyển hướng ra ngoài trang tin: {content}")
    if attributes.get("name", "").lower() == "robots" and "noindex" in content.lower():
        page.noindex = True
    match attributes.get("property", "").lower():
        case "og:url":
            page.lead(content, line, resource=True, absolute=True)
        case "og:image":
            file = page.lead(content, line, resource=True, absolute=True)
            page.shared = Use(file=file, width=0, height=0, line=line)
        case "og:image:width" | "og:image:height" as name if page.shared:
            side = {name.rpartition(":")[2]: whole(content) or 0}
            page.shared = structs.replace(page.shared, **side)


def _image(page: PageNotes, attributes: Mapping[str, str], line: int) -> None:
    if "alt" not in attributes:
        page.wrong(line, "ảnh thiếu alt")
    size = []
    for name in ("width", "height"):
        written = attributes.get(name, "")
        pixels = whole(written) or 0
        if not pixels:
            page.wrong(line, f"ảnh thiếu {name}, trang sẽ giật khi ảnh hiện ra")
        size.append(pixels)
    found = follow(attributes.get("src", ""), page.path, page.site)
    if "src" not in attributes:
        page.wrong(line, "ảnh thiếu src")
    elif not found.scheme:
        page.uses.append(Use(file=found.file, width=size[0], height=size[1], line=line))


def _srcset(page: PageNotes, srcset: str, line: int) -> None:
    for candidate in srcset.split(","):
        address, _, descriptor = candidate.strip().partition(" ")
        file = page.lead(address, line, resource=True)
        width = descriptor.strip().removesuffix("w")
        pixels = whole(width)
        if file and descriptor.strip().endswith("w") and pixels is not None:
            page.uses.append(Use(file=file, width=pixels, height=0, line=line))


def _script(page: PageNotes, inside: str, attributes: Mapping[str, str], line: int) -> None:
    """JSON-LD is read for its words and addresses; another is a file of the theme, or a problem."""
    if (
        _THEME_SCRIPT.fullmatch(attributes.get("src", ""))
        and ("defer" in attributes or attributes.get("type") == "module")
        and attributes.keys() <= {"src", "defer", "type"}
        and not inside.strip()
    ):
        page.lead(attributes["src"], line, resource=True)
        return
    if attributes.get("type") != "application/ld+json" or "src" in attributes:
        page.wrong(
            line,
            "có <script>; trang chỉ được chứa JSON-LD, hoặc một tệp của giao diện: "
            '<script src="/theme/….js" defer></script>',
        )
        return
    try:
        words = data_words(inside)
    except ValueError as error:
        page.wrong(line, f"JSON-LD hỏng: {error}")
        return
    if "\\" in inside:  # otherwise the text of the page says them as they are
        page.said.extend(word for _, word in words)
    for address in data_addresses(words, page.site):
        page.lead(address, line, resource=False)


def data_words(inside: str) -> list[tuple[str, str]]:
    """Every string of JSON-LD with the key it stands under. Raises ValueError where it is none."""
    return strings(msgspec.json.decode(inside))


def data_addresses(words: Sequence[tuple[str, str]], site: str) -> list[str]:
    """Those of ``words`` that are addresses of the site with origin ``site``."""
    below = f"{site}/"
    return [
        word
        for key, word in words
        if word.startswith(site)  # few do
        and (word == site or word.startswith(below))
        and key not in _WORDS_OF_JSON
    ]


_THEME_SCRIPT = re.compile(r"/theme/[a-z0-9.-]+\.js")
_WORDS_OF_JSON = frozenset({"name", "headline", "description"})
"""Keys of JSON-LD whose values are words, even if they look like an address."""


def strings(value: object) -> list[tuple[str, str]]:
    """Every string in a JSON value with the key it stands under, in the order they stand there."""
    found: list[tuple[str, str]] = []
    pending: list[tuple[str, object]] = [("", value)]
    while pending:
        key, one = pending.pop()
        if isinstance(one, str):
            found.append((key, one))
        elif isinstance(one, list):
            pending += [(key, item) for item in reversed(one)]
        elif isinstance(one, dict):
            pending += reversed(one.items())
    return found


_READERS: Mapping[str, Callable[[PageNotes, Mapping[str, str], int], None]] = {
    "link": _link,
    "meta": _meta,
    "img": _image,
}


def _check_headings(page: PageNotes) -> None:
    if len(page.headings) != 1:
        page.wrong(1, f"trang phải có đúng một <h1>, đang có {len(page.headings)}")
    elif not page.headings[0]:
        page.wrong(1, "<h1> trống")


def _check_policy(page: PageNotes, head: Sequence[tuple[str, Mapping[str, str], int]]) -> None:
    """A policy must hold before anything is fetched, and let in no more than the house does.

    ``head``: of each element in it its name, its attributes and its line.
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    for tag, attributes, line in head:
        if tag not in {"meta", "title"}:
            break
        if attributes.get("http-equiv", "").lower() == policy.NAME:
            found.append((line, policy.excess(attributes.get("content", ""), page.path)))
    if not found:
        page.wrong(1, "thiếu Content-Security-Policy ở đầu <head>, trước mọi thẻ lấy tài nguyên")
    elif all(excess for _, excess in found):
        line, excess = found[0]
        page.wrong(line, f"Content-Security-Policy cho phép quá mức: {', '.join(excess)}")


def leftovers(path: str, data: bytes) -> list[Problem]:
    """What a template or Pelican's stock theme left in the text ``data``.

    ``about`` is the sign, which is no fault where a public text says the same.
    """
    lowered = data.lower()
    if not (
        _LEFT_SLASH.search(lowered)
        or _LEFT_BRACE.search(lowered)
        or b"picture:" in lowered
        or b"proudly powered by" in lowered
    ):
        return []
    return [_leftover(path, lowered, *left) for left in _LEFT if left[0] in lowered]


def _leftover(path: str, lowered: bytes, sign: bytes, what: str) -> Problem:
    line = lowered.count(b"\n", 0, lowered.find(sign)) + 1
    return Problem(path=path, line=line, message=f"còn sót {what}", about=sign.decode())
