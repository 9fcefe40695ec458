"""Where a reader takes a post to: plain addresses, in which nothing of its title goes astray."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from plugins.model import Post
from plugins.pages.views import Link, Site
from plugins.patterns import later

_NO_LETTERS = later(r"[^\w.~-]+")
_MAIL = later(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def share_links(site: Site, post: Post) -> tuple[Link, ...]:
    """Zalo, Facebook, e-mail, and a letter to the agency where it names an address."""
    # Each is written so once: most of what the links of ten thousand posts take is that.
    address, title = _quoted(site.url + post.url), _quoted(post.title)
    links = [
        Link(name="Zalo", url=f"https://zalo.me/share?url={address}"),
        Link(name="Facebook", url=f"https://www.facebook.com/sharer/sharer.php?u={address}"),
        Link(name="Thư điện tử", url=f"mailto:?subject={title}&body={address}"),
    ]
    if mail := mail_address(site.contact):
        end = _quoted("\r\n")
        subject = _quoted("Báo lỗi: ") + title
        body = f"{title}{end}{address}{end}{end}{_quoted('Chỗ cần sửa: ')}"
        url = f"mailto:{quote(mail, safe='@')}?subject={subject}&body={body}"  # RFC 6068
        links.append(Link(name="Báo lỗi bài này", url=url))
    return tuple(links)


def mail_address(contact: Iterable[str]) -> str:
    """The first e-mail address in the lines of the footer; empty where there is none."""
    return next((found[0] for line in contact if (found := _MAIL.search(line))), "")


def _quoted(text: str) -> str:
    """``text`` within an address. Letters stay, which browsers encode (WHATWG URL, *opaque path*).

    Encoded here, the letters of a title would be a twentieth of its post's page.
    """
    return _NO_LETTERS.sub(lambda found: quote(found[0], safe=""), text)
