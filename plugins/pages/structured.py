"""What machines are told of the agency and of a page's place, in schema.org's words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from plugins.pages.views import Link, Site
from plugins.patterns import later
from plugins.registry.organs import standard

_OFFICE = later(
    r"p\.? ?v\b|(?:btv|bbt|văn phòng|phóng viên|biên tập viên|cộng tác viên|nhóm|phòng"
    r"|viện|cơ quan|tòa soạn|toà soạn|trang tin|ban (?:biên|tuyên|chỉ|quản|cán|chấp))\b"
)
"""How a byline begins that is an office's, in small letters."""


@lru_cache
def author_type(name: str) -> str:
    """``Organization`` for a byline that names no person: ``P.V``, ``Ban biên tập``."""
    organ = standard().parts(name).organ
    office = _OFFICE.match(name.lower()) or (organ and not organ.functions)
    return "Organization" if office else "Person"


def publisher(site: Site) -> dict[str, object]:
    """The agency."""
    return {
        "@type": "GovernmentOrganization",
        "name": site.agency,
        "url": site.url + "/",
        "logo": {"@type": "ImageObject", "url": site.url + site.theme.logo},
    }


def trail(site: Site, breadcrumbs: Sequence[Link], title: str) -> str:
    """The breadcrumb of the page ``title``, and that page at its end."""
    steps: list[dict[str, object]] = [
        {"name": link.name, "item": site.url + link.url} for link in breadcrumbs
    ]
    steps.append({"name": title})
    return jsonld(
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, **step}
                for place, step in enumerate(steps, 1)
            ],
        }
    )


def jsonld(value: dict[str, object]) -> str:
    """JSON that stays data inside a ``<script>``: no ``<``, ``>``, ``&`` (HTML 4.12.1.3)."""
    text = _encode(value).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


_encode = msgspec.json.Encoder().encode
