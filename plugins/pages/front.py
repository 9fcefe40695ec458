"""The front page: of the default section the newest post with a photo and the newest headlines.

Of each other section its newest headlines; the units.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from plugins.addresses import FRONT
from plugins.pages.edition import Edition
from plugins.pages.keys import digest, joined
from plugins.pages.owners import front_units
from plugins.pages.page import Inputs, Page, PageKind, Values
from plugins.pages.structured import jsonld, publisher
from plugins.pages.views import Front, FrontSection, Link, PageMeta
from plugins.vietnamese import long_date

HEADLINES = 15
"""Headlines on the front page, beside the lead."""

LEAD_WITHIN = 5
"""The lead is the newest post with a photo among this many newest, else the newest."""

OF_ANOTHER = 5
"""Headlines of each other section."""

HOME = PageKind("home.html", (FRONT,), example="/")


def pages(edition: Edition) -> Iterator[Page]:
    """One."""
    first, *others = edition.posts_in.values()
    newest = tuple(reversed(first[-(HEADLINES + 1) :]))
    beside = [
        (link, posts[-OF_ANOTHER:][::-1])
        for link, posts in zip(edition.site.sections[1:], others, strict=True)
        if posts
    ]
    units = front_units(edition)

    def values() -> Values:
        lead = next((post for post in newest[:LEAD_WITHIN] if post.photo), None)
        lead = lead or (newest[0] if newest else None)
        rest = [post for post in newest if post is not lead][:HEADLINES]
        last = max((of[0].date for of in (newest, *(of for _, of in beside)) if of), default=None)
        front = Front(
            edition=long_date(last.date()) if last else "",
            lead=edition.card(lead) if lead else None,
            days=edition.days(rest),
            units=units,
            sections=tuple(
                FrontSection(
                    link=Link(name=link.name, url=link.url),
                    cards=tuple(edition.card(post) for post in posts),
                )
                for link, posts in beside
            ),
        )
        return {"page": _meta(edition), "front": front}

    inputs: Inputs = (("tin mới nhất", edition.digest(newest)), ("đơn vị", digest(repr(units))))
    if beside:
        shown = [edition.digest(posts) for _, posts in beside]
        inputs += (("chuyên mục khác", joined(shown)),)
    yield HOME.page(FRONT.at(), inputs, values)


def _meta(edition: Edition) -> PageMeta:
    site = edition.site
    title = f"{site.name} – {site.agency}"
    about = f"{site.sections[0].name} của {site.agency} và các đơn vị trực thuộc."
    return replace(
        HOME.meta(
            site,
            FRONT.at(),
            title,
            about,
            feeds=site.sections[0].url,
            feeds_name=site.sections[0].name,
        ),
        jsonld=jsonld(
            {
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": f"{site.name} – {site.agency_short}",
                "url": site.url + "/",
                "inLanguage": "vi",
                "publisher": publisher(site),
            }
        ),
    )
