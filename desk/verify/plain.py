"""The files that are neither page nor feed: styles, drawings, pictures, robots.txt."""

from __future__ import annotations

import re

from msgspec.structs import replace

from desk.verify.facts import Facts, FileKind, facts_of, follow, line_of
from desk.verify.pixels import baggage, measure
from plugins.model import Problem

_CSS_ADDRESS = re.compile(r"""(?:@import\s+(?:url\(\s*)?|url\(\s*)['"]?([^'")\s]+)""")
_SVG_FORBIDDEN = frozenset({"script", "foreignObject", "iframe", "image", "a", "style"})


def examine_style(path: str, data: bytes, text: str, site: str) -> Facts:
    """A stylesheet: what it loads must be ours and, unless ``data:``, a file of the site."""
    problems = []
    links: dict[str, int] = {}
    for found in _CSS_ADDRESS.finditer(text):
        line = line_of(text, found.start())
        lead = follow(found[1], path, site)
        if lead.scheme and lead.scheme != "data":
            problems.append(
                Problem(path=path, line=line, message=f"lấy tài nguyên từ nơi khác: {found[1]}")
            )
        elif not lead.scheme and not found[1].startswith("#"):
            links.setdefault(lead.link, line)
    return facts_of(path, FileKind.STYLE, data, problems, links)


def examine_drawing(path: str, data: bytes) -> Facts:
    """An SVG: shapes only, for it is a document that could carry script and load things."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, rarely asked

    problems = []

    def wrong(line: int | None, message: str) -> None:
        problems.append(Problem(path=path, line=line or 1, message=message))

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        wrong(error.lineno, f"SVG hỏng: {error.msg}")
    else:
        for element in root.iter(etree.Element):
            name = etree.QName(element).localname
            if name in _SVG_FORBIDDEN:
                wrong(element.sourceline, f"SVG không được chứa <{name}>")
            for attribute, value in element.attrib.items():
                local = etree.QName(attribute).localname.lower()
                if local.startswith("on"):
                    wrong(element.sourceline, f"mã chạy trong thuộc tính {local}")
                elif local == "href" and not value.startswith("#"):
                    wrong(element.sourceline, f"SVG không được dẫn ra ngoài: {value}")
    return facts_of(path, FileKind.DRAWING, data, problems)


def examine_picture(path: str, data: bytes) -> Facts:
    """A picture: whole, and nothing in it but pixels."""
    size = measure(data)
    problems = [
        Problem(path=path, line=1, message=f"ảnh còn mang thông tin ngoài hình: {name}")
        for name in dict.fromkeys(baggage(data))
    ]
    if size is None:
        problems.append(Problem(path=path, line=1, message="ảnh hỏng, không mở được"))
    width, height = size or (0, 0)
    found = facts_of(path, FileKind.PICTURE, data, problems)
    return replace(found, width=width, height=height)


def examine_mark(path: str, data: bytes) -> Facts:
    """What tells a server that a post was withdrawn: by its name alone, so it says nothing else."""
    problems = []
    if data != b"410 Gone\n":
        message = "tệp đánh dấu bài đã gỡ chỉ được ghi «410 Gone»"
        problems.append(Problem(path=path, line=1, message=message))
    return facts_of(path, FileKind.OTHER, data, problems)


def examine_robots(path: str, data: bytes, text: str, site: str) -> Facts:
    """``robots.txt``: lets readers' search engines in, and shows them the sitemap (RFC 9309)."""
    problems = []
    links: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        key, _, value = line.partition("#")[0].partition(":")
        match key.strip().lower():
            case "sitemap":
                lead = follow(value.strip(), path, site)
                if lead.scheme or not lead.absolute:
                    problems.append(
                        Problem(
                            path=path,
                            line=number,
                            message=f"sơ đồ trang phải là địa chỉ đầy đủ trên {site}",
                            suggestion=f"Sitemap: {site}/sitemap.xml",
                        )
                    )
                else:
                    links.setdefault(lead.link, number)
            case "disallow" if value.strip() == "/":
                problems.append(
                    Problem(path=path, line=number, message="chặn mọi máy tìm kiếm (Disallow: /)")
                )
    if not links:
        problems.append(
            Problem(
                path=path,
                line=1,
                message="không chỉ tới sơ đồ trang",
                suggestion=f"Sitemap: {site}/sitemap.xml",
            )
        )
    return facts_of(path, FileKind.ROBOTS, data, problems, links)
