"""Where a reader takes a post to: plain addresses, in which nothing of its title goes astray."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from plugins.model import Post
from plugins.pages.views import Link, Site
from plugins.patterns import later

_MAIL = later(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def share_links(site: Site, post: Post) -> tuple[Link, ...]:
    """Zalo, Facebook, e-mail, and a letter to the agency where it names an address."""
    address = site.url + post.url
    links = [
        Link(name="Zalo", url=f"https://zalo.me/share?url={quote(address, safe='')}"),
        Link(
            name="Facebook",
            url=f"https://www.facebook.com/sharer/sharer.php?u={quote(address, safe='')}",
        ),
        Link(name="Thư điện tử", url=_letter("", post.title, address)),
    ]
    if mail := mail_address(site.contact):
        body = f"{post.title}\r\n{address}\r\n\r\nChỗ cần sửa: "
        links.append(
            Link(name="Báo lỗi bài này", url=_letter(mail, f"Báo lỗi: {post.title}", body))
        )
    return tuple(links)


def mail_address(contact: Iterable[str]) -> str:
    """The first e-mail address in the lines of the footer; empty where there is none."""
    return next((found[0] for line in contact if (found := _MAIL.search(line))), "")


def _letter(to: str, subject: str, body: str) -> str:
    """RFC 6068."""
    subject, body = quote(subject, safe=""), quote(body, safe="")
    return f"mailto:{quote(to, safe='@')}?subject={subject}&body={body}"
