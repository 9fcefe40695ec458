"""Old addresses: each leads to the text that had it, or asks which of several was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from plugins.addresses import OLD, url_of
from plugins.model import Post, StandingPage
from plugins.pages.edition import Edition
from plugins.pages.keys import digest
from plugins.pages.page import Page, PageKind, Values
from plugins.pages.posts import GONE_TITLE
from plugins.pages.views import Link, Redirect, Site
from plugins.posts.old_addresses import file_of_old
from plugins.vietnamese import day

REDIRECT = PageKind(
    "redirect.html",
    (OLD,),
    example="/detail/954/VKSND-huyen-Thai-Thuy-ky-quy-che-phoi-hop.html",
    is_settled=True,
)
CHOICES = PageKind("choices.html", (OLD,), is_settled=True)


def pages(edition: Edition) -> Iterator[Page]:
    """A page at each old address: it leads on, or asks where the address was that of several."""
    newsroom, site = edition.newsroom, edition.site
    texts: tuple[Post | StandingPage, ...] = (
        *edition.posts,
        *newsroom.withdrawn,
        *newsroom.standing,
    )
    owners: dict[str, dict[str, Post | StandingPage]] = {}
    for text in texts:
        for alias in text.aliases:
            owners.setdefault(file_of_old(alias), {})[text.path] = text
    living = {text.url[1:] for text in texts} if owners else frozenset()
    for file, found in owners.items():
        if file in living:  # in a preview a draft may stand where another text once did
            continue
        if len(found) == 1:
            yield _redirect(site, file, *map(_target, found.values()))
        else:
            targets = map(_target, sorted(found.values(), key=_newest_first))
            yield _choices(site, file, tuple(targets))


def _newest_first(text: Post | StandingPage) -> tuple[float, str]:
    """Posts by date, then pages."""
    return (-text.date.timestamp() if isinstance(text, Post) else 0, text.path)


def _target(text: Post | StandingPage) -> Link:
    """Where ``text`` is now; of a withdrawn post nothing is said but the day."""
    if isinstance(text, StandingPage):
        return Link(name=text.title, url=text.url)
    return Link(
        name=GONE_TITLE if text.withdrawal else text.title,
        url=text.url,
        note=day(text.date),
    )


def _redirect(site: Site, file: str, target: Link) -> Page:
    def values() -> Values:
        about = "Trang này đã chuyển sang địa chỉ mới."
        meta = REDIRECT.meta(site, target.url, target.name, about, indexable=False)
        return {"page": meta, "redirect": Redirect(target=target.url, title=target.name)}

    return Page(REDIRECT, file, (("địa chỉ mới", digest(target.url, target.name)),), values)


def _choices(site: Site, file: str, targets: Sequence[Link]) -> Page:
    """An old address that told its texts apart by what no plain file can tell: by its query."""

    def values() -> Values:
        about = "Những tin từng đăng ở địa chỉ này và địa chỉ mới của mỗi tin."
        title = "Địa chỉ cũ của nhiều tin"
        meta = CHOICES.meta(site, quote(url_of(file)), title, about, indexable=False)
        return {"page": meta, "choices": targets}

    said = digest(*[(one.url, one.name, one.note) for one in targets])
    return Page(CHOICES, file, (("các địa chỉ mới", said),), values)
