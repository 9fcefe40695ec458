"""Where a link or a picture in a text leads: our own files, our own addresses, or elsewhere.

Nothing here looks at a disk: what a path means follows from the path alone, and
whether something is there is asked of the whole set later (``checks``).
"""

from __future__ import annotations

import ipaddress
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from plugins.addresses import (
    ATTACHMENT,
    ATTACHMENTS,
    PICTURE,
    STANDING,
    attachment_url,
    text_url,
)
from plugins.numbers import whole
from plugins.patterns import later
from plugins.vietnamese import nfc

PAGES, PICTURES, FILES = (row.base.strip("/") for row in (STANDING, PICTURE, ATTACHMENT))
_ROOMS = (PAGES, PICTURES, FILES, "registry")
"""First segments that, as a section's folder does, make a path one from the content folder,
wherever it is written."""
_TEXT = later(rf"(?:(?P<section>[^/]+)/[0-9]{{4}}|{PAGES})/[^/]+\.md")

_SCHEME = later(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_DOMAIN = later(
    r"(?:www\.)?(?:[a-z0-9-]+\.)+(?:vn|com|org|net|info|gov|edu)(?:/.*)?", re.IGNORECASE
)
_IS_FILE = later(
    rf"^(?:{PICTURES}|theme|{FILES}|registry)/.*\.[^/]*$|\.(?:html|xml|txt|js|json|webmanifest)$"
)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = later(rf"(?=.{{1,253}}$)(?:{_LABEL}\.)*{_LABEL}\.?")
_MAIL = later(rf"[^\s@,;<>()\"]+@(?:{_LABEL}\.)+{_LABEL}")
_PHONE = later(r"\+?[0-9]{2,17}(?:;ext=[0-9]+)?")
_AUTHORITY = later(
    r"//(?:[^/?#@]*@)?(?P<host>\[[^/?#\]]*\]?|[^/?#:]*)(?::(?P<port>[^/?#]*))?(?=[/?#]|$)"
)
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What a link comes to. An empty ``href`` is no link: ``fault`` then says why."""

    href: str = ""
    """As it goes into the page, not yet escaped for HTML."""
    target: str = ""
    """``thong-bao/2021/slug.md`` when it leads to one of our texts."""
    file: str = ""
    """``tep/2021/ke-hoach.pdf`` when it leads to an attachment."""
    fragment: str = ""
    foreign: bool = False
    fault: str = ""
    suggestion: str = ""


def section_of(path: str) -> str:
    """The folder of the section that the post at ``path`` is of: ``thong-bao``."""
    return path.partition("/")[0]


def follow(href: str, path: str, sections: Sequence[str] = ()) -> Lead:
    """Where ``href``, written in the file ``path``, leads.

    A path is read from the content folder when it begins with one of its rooms,
    else from the folder of ``path``; it never leaves the content folder.
    ``sections``: the folders of all, the default one's first; without any, that of ``path``.
    """
    href = href.strip()
    if scheme := _SCHEME.match(href):
        foreign = scheme[0].lower() in ("http:", "https:")
        return unfollowed(href) or Lead(href=href, foreign=foreign)
    if "\\" in href:
        return Lead(
            fault=f"đường dẫn «{href}» dùng dấu \\; địa chỉ chỉ dùng dấu /",
            suggestion=href.replace("\\", "/"),
        )
    if href.startswith("//"):
        return follow(f"https:{href}", path, sections)
    place, _, fragment = href.partition("#")
    place, _, query = place.partition("?")
    place, fragment = nfc(unquote(place)), nfc(unquote(fragment))
    if not place:
        return Lead(href=f"#{fragment}", target=path, fragment=fragment)
    return _within(href, place, query, fragment, path, sections or (section_of(path),))


def unfollowed(href: str) -> Lead | None:
    """What is wrong with an address that has a scheme and that no browser can follow."""
    scheme = _SCHEME.match(href)
    fault = _unfollowed(scheme[0].lower(), href[scheme.end() :]) if scheme else None
    if fault is None:
        return None
    return Lead(fault=f"đường dẫn «{href}» {fault[0]}", suggestion=fault[1])


def _unfollowed(scheme: str, rest: str) -> tuple[str, str] | None:
    """Why no browser can follow an address with that scheme, and what was meant, if it shows."""
    if scheme == "mailto:":
        who = rest.partition("?")[0]
        if not all(_MAIL.fullmatch(one) for one in who.split(",")):
            bare = re.sub(r"\s+", "", who)
            meant = f"mailto:{bare}" if _MAIL.fullmatch(bare) else ""
            return "không phải một hòm thư (ví dụ mailto:ten@tinh.gov.vn)", meant
    elif scheme == "tel:":
        if not _PHONE.fullmatch(rest):
            return "không phải một số điện thoại (ví dụ tel:02273831000)", ""
    elif scheme in {"http:", "https:"}:
        return _unfollowed_host(scheme, rest)
    return None


def _unfollowed_host(scheme: str, rest: str) -> tuple[str, str] | None:
    found = _AUTHORITY.match(rest)
    host = found["host"] if found else ""
    if found is None or not host:
        return "không có tên trang sau //", ""
    port = found["port"]
    if port and not ((number := whole(port)) is not None and number <= _LAST_PORT):
        return f"có số cổng «{port}» không đúng", ""
    if _HOST.fullmatch(host) or _is_ipv6(host):
        return None
    meant = re.sub(r"[,;]", ".", re.sub(r"\s+|%20", "", host)).replace("..", ".")
    suggestion = f"{scheme}//{meant}{rest[found.end('host') :]}" if _HOST.fullmatch(meant) else ""
    return f"có tên trang «{host}» không đúng", suggestion


def _is_ipv6(host: str) -> bool:
    if not (host.startswith("[") and host.endswith("]")):
        return False
    try:
        ipaddress.IPv6Address(host[1:-1])
    except ValueError:
        return False
    return True


def _within(
    href: str, place: str, query: str, fragment: str, path: str, sections: Sequence[str]
) -> Lead:
    """The lead of a link without scheme or host."""
    inside = _inside(place, path, sections)
    if inside is None:
        return Lead(fault=f"đường dẫn «{href}» ra ngoài thư mục content/")
    hash_ = f"#{quote(fragment)}" if fragment else ""
    if inside.startswith(f"{FILES}/"):
        return _attachment(href, inside, fragment)
    bare = "." not in inside.rpartition("/")[2]
    text = f"{inside}.md" if bare else re.sub(r"\.html$", ".md", inside)
    if (found := _TEXT.fullmatch(text)) and found["section"] in (None, *sections):
        return Lead(href=address_of(text) + hash_, target=text, fragment=fragment)
    if place.startswith("/") and not inside.endswith(".md"):
        # No page of ours without an ending is a file; nor is an old address with one of its own.
        slash = "" if not inside or _IS_FILE.search(inside) else "/"
        query = f"?{query}" if query else ""
        return Lead(href=f"/{quote(inside)}{slash}{query}{hash_}")
    return _refused(href, place, inside, sections[0])


def _attachment(href: str, inside: str, fragment: str) -> Lead:
    """The lead of a link to a file of ``tep/``; a place in it (``#page=3``) stays."""
    ending = inside[inside.rfind(".") :].lower() if "." in inside.rpartition("/")[2] else ""
    if ending not in ATTACHMENTS:
        kinds = ", ".join(ATTACHMENTS)
        return Lead(
            fault=f"đường dẫn «{href}» trỏ tới một tệp không đăng được; tệp đính kèm chỉ gồm "
            f"{kinds}"
        )
    hash_ = f"#{quote(fragment, safe='=')}" if fragment else ""
    return Lead(href=quote(attachment_url(inside)) + hash_, file=inside)


def _refused(href: str, place: str, inside: str, section: str) -> Lead:
    if _DOMAIN.fullmatch(place):
        return Lead(
            fault=f"đường dẫn «{href}» thiếu https://, nên bị hiểu là một tệp của ta",
            suggestion=f"https://{href}",
        )
    if inside.startswith(f"{PICTURES}/") and inside.lower().endswith(tuple(ATTACHMENTS)):
        return Lead(
            fault=f"đường dẫn «{href}» trỏ tới một tệp đính kèm ở thư mục ảnh; hãy chuyển tệp ấy "
            f"sang content/{FILES}/",
            suggestion=FILES + inside.removeprefix(PICTURES),
        )
    if inside.startswith(f"{PICTURES}/"):
        return Lead(
            fault=f"đường dẫn «{href}» trỏ tới một ảnh; hãy chèn ảnh vào bài thay vì dẫn tới nó",
            suggestion=f"![mô tả ảnh]({inside})",
        )
    return Lead(
        fault=f"đường dẫn «{href}» không trỏ tới bài viết ({section}/<năm>/….md) "
        "hay trang (trang/….md) nào"
    )


def picture_path(src: str, path: str) -> tuple[str, str]:
    """The picture ``anh/…`` that ``src`` in the file ``path`` names; else ``""`` and why not."""
    src = src.strip()
    if re.match(r"[a-zA-Z]:[\\/]|file:", src):
        return "", (
            f"ảnh «{src}» đang ở trên máy của bạn; hãy chép vào content/anh/<năm>/ "
            "rồi ghi đường dẫn anh/<năm>/…"
        )
    if _SCHEME.match(src) or src.startswith("//"):
        return "", (
            f"ảnh «{src}» nằm ở trang khác; hãy tải về, để vào content/anh/<năm>/ "
            "rồi ghi đường dẫn anh/<năm>/…"
        )
    if "\\" in src:
        return "", f"đường dẫn ảnh «{src}» dùng dấu \\; hãy viết «{src.replace(chr(92), '/')}»"
    place = nfc(unquote(src.partition("#")[0].partition("?")[0]))
    inside = _inside(place, path)
    if inside is None:
        return "", f"đường dẫn ảnh «{src}» ra ngoài thư mục content/"
    if not inside.startswith(f"{PICTURES}/"):
        return "", f"ảnh «{src}» không ở trong thư mục anh/; ảnh phải ở content/anh/<năm>/"
    return inside, ""


def _inside(place: str, path: str, sections: Sequence[str] = ()) -> str | None:
    """``place`` from the content folder, or None when it leaves it."""
    rooted = place.startswith("/") or place.split("/", 1)[0] in (*_ROOMS, *sections)
    start = "" if rooted else posixpath.dirname(path)
    joined = posixpath.normpath(posixpath.join(start, place.lstrip("/")))
    if joined == ".." or joined.startswith("../"):
        return None
    return "" if joined == "." else joined


def address_of(path: str) -> str:
    """``/thong-bao/2021/slug.html`` for ``thong-bao/2021/slug.md``."""
    return quote(text_url(path))
