"""Where a reader takes a post to: plain addresses, in which nothing of its title goes astray."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from plugins.model import Post
from plugins.pages.views import Link, Site
from plugins.patterns import later

_MAIL = later(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def share_links(site: Site, post: Post) -> tuple[Link, ...]:
    """Zalo, Facebook, e-mail, and a letter to the agency where it names an address."""
    address = site.url + post.url
    # A colon and a slash stand for themselves in a query (RFC 3986, 3.4), not in a letter's.
    url = address.translate(_IN_QUERY)
    title, text = post.title.translate(_IN_LETTER), address.translate(_IN_LETTER)
    links = [
        Link(name="Zalo", url=f"https://zalo.me/share?url={url}"),
        Link(name="Facebook", url=f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        Link(name="Thư điện tử", url=f"mailto:?subject={title}&body={text}"),
    ]
    if mail := mail_address(site.contact):
        to = quote(mail, safe="@")
        letter = f"mailto:{to}?subject={_REPORT}{title}&body={text}{_ASKED}"  # RFC 6068
        links.append(Link(name="Báo lỗi bài này", url=letter))
    return tuple(links)


@lru_cache
def mail_address(contact: tuple[str, ...]) -> str:
    """The first e-mail address in the lines of the footer; empty where there is none."""
    return next((found[0] for line in contact if (found := _MAIL.search(line))), "")


class _Quoted(dict[int, str]):
    """For ``str.translate``: each sign as it stands within an address, made once.

    Letters stay, which browsers encode (WHATWG URL, *opaque path*): encoded here,
    those of a title would be a twentieth of its post's page.
    """

    def __init__(self, plain: str) -> None:
        """``plain``: signs that stand for themselves beside letters and digits."""
        super().__init__()
        self._plain = plain

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        stays = sign.isalnum() or sign in self._plain
        self[code] = found = sign if stays else quote(sign, safe="")
        return found


_IN_LETTER = _Quoted("_.~-")
_IN_QUERY = _Quoted("_.~-:/")
_REPORT = "Báo lỗi: ".translate(_IN_LETTER)
_ASKED = "\r\n\r\nChỗ cần sửa: ".translate(_IN_LETTER)
