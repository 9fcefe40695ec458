"""The front page: the newest post with a photo, the newest headlines, the units."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from plugins.addresses import FRONT, NEWS
from plugins.pages.edition import Edition
from plugins.pages.keys import digest
from plugins.pages.owners import front_units
from plugins.pages.page import Page, PageKind, Values
from plugins.pages.structured import jsonld, publisher
from plugins.pages.views import Front, PageMeta
from plugins.vietnamese import long_date

HEADLINES = 15
"""Headlines on the front page, beside the lead."""

LEAD_WITHIN = 5
"""The lead is the newest post with a photo among this many newest, else the newest."""

HOME = PageKind("home.html", (FRONT,), example="/")


def pages(edition: Edition) -> Iterator[Page]:
    """One."""
    newest = tuple(reversed(edition.posts[-(HEADLINES + 1) :]))
    units = front_units(edition)

    def values() -> Values:
        lead = next((post for post in newest[:LEAD_WITHIN] if post.photo), None)
        lead = lead or (newest[0] if newest else None)
        rest = [post for post in newest if post is not lead][:HEADLINES]
        front = Front(
            edition=long_date(newest[0].date.date()) if newest else "",
            lead=edition.card(lead) if lead else None,
            days=edition.days(rest),
            units=units,
        )
        return {"page": _meta(edition), "front": front}

    inputs = (("tin mới nhất", edition.digest(newest)), ("đơn vị", digest(repr(units))))
    yield HOME.page(FRONT.at(), inputs, values)


def _meta(edition: Edition) -> PageMeta:
    site = edition.site
    title = f"{site.name} – {site.agency}"
    about = f"Tin hoạt động của {site.agency} và các đơn vị trực thuộc."
    return replace(
        HOME.meta(site, FRONT.at(), title, about, feeds=NEWS.at()),
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
