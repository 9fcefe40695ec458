"""What every page says of the site: from typed settings and the registry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from plugins.addresses import ARCHIVE, AUTHORS, DEPARTMENTS, DOCUMENTS, NEWS, NEWS_FEED, UNITS, Row
from plugins.model import Name, Problem
from plugins.newsroom import Hold, Newsroom
from plugins.pages.views import Link, SectionLink, Site, ThemeAddresses
from plugins.sections import Sections
from plugins.setting_places import Places
from plugins.settings import check_settings, feed_host, origin
from plugins.vietnamese import nfc

INDEXES = (
    Link(name="Đơn vị", url=UNITS.at()),
    Link(name="Phòng", url=DEPARTMENTS.at()),
    Link(name="Tác giả", url=AUTHORS.at()),
    Link(name="Văn bản", url=DOCUMENTS.at()),
)
"""In the navigation, between the sections and the archive."""

_ARCHIVE = "Lưu trữ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of ``pelicanconf.py`` that are ours, checked."""

    name: str
    """The default section's."""
    title: str = ""
    """The whole site's, where it is another."""
    url: str
    """Origin of the published site, without a final slash."""
    feed_host: str
    """Host under which feeds and their entries have their identities, whatever ``url`` becomes."""
    agency: str
    """Id of the unit whose site this is."""
    responsible: str = ""
    contact: tuple[str, ...] = ()
    colour: str = ""
    """The agency's own; empty: the theme's."""
    emblem: str = ""
    """Its own emblem, below the content folder; empty: the theme's."""
    corrections_page: str = "trang/dinh-chinh.md"
    """Standing page that carries the ledger of corrections."""
    preview: bool = False
    """Drafts and scheduled posts are in, and marked: never for readers."""
    hold: Hold = field(default_factory=Hold)
    """What this one build leaves out, or takes as readers have it."""


def read_settings(
    raw: Mapping[str, Any],
    places: Places,
    *,
    units: Collection[str] | None = None,
) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Our settings out of Pelican's; every fault is a problem at its line.

    The agency must be one of ``units``, when they are given.
    """
    problems = tuple(
        problem
        for problem in check_settings(raw, places, units=units)
        if problem.severity == "error"
    )
    if problems:
        return None, problems
    return (
        Settings(
            name=nfc(raw["SITENAME"].strip()),
            title=nfc(raw.get("NEWSROOM_TITLE", "").strip()),
            url=origin(raw["SITEURL"]),
            feed_host=feed_host(raw),
            agency=raw["NEWSROOM_AGENCY"],
            responsible=nfc(raw.get("NEWSROOM_RESPONSIBLE", "")),
            contact=tuple(map(nfc, raw.get("NEWSROOM_CONTACT", ()))),
            colour=str(raw.get("NEWSROOM_COLOUR") or "").strip(),
            emblem=nfc(str(raw.get("NEWSROOM_EMBLEM") or "").strip()),
            corrections_page=raw.get("NEWSROOM_CORRECTIONS_PAGE") or "trang/dinh-chinh.md",
            preview=bool(raw.get("NEWSROOM_PREVIEW", False)),
            hold=raw.get("NEWSROOM_HOLD") or Hold(),
        ),
        (),
    )


def index_link(site: Site, row: Row, section: str = "") -> Link:
    """The index at ``row`` as breadcrumbs and its own heading call it.

    ``section``: of a section's own, its folder.
    """
    names = {link.url: link.name for link in (*site.navigation, *site.sections)}
    url = row.at(section=section)
    return Link(name=_ARCHIVE if row is ARCHIVE else names[url], url=url)


def on_site(site: Site) -> str:
    """``trên trang Tin hoạt động``; of a name that begins so, ``trên Trang tin điện tử``."""
    name = site.name
    return f"trên {name if name.casefold().startswith('trang ') else f'trang {name}'}"


def section_links(settings: Settings, sections: Sections) -> tuple[SectionLink, ...]:
    """Each section with its list, archive and feeds; the settings name the default one."""
    return tuple(
        SectionLink(
            name=one.name if place else settings.name,
            url=NEWS.at(section=one.folder),
            archive=ARCHIVE.at(section=one.folder),
            atom=NEWS_FEED.at(section=one.folder, feed="atom"),
            rss=NEWS_FEED.at(section=one.folder, feed="rss"),
        )
        for place, one in enumerate(sections)
    )


def agency_name(settings: Settings, newsroom: Newsroom) -> Name:
    """What the agency is called today, always in full too."""
    name = newsroom.registry.units[settings.agency].names[-1]
    return replace(name, full=name.full or name.text)


def build_site(settings: Settings, newsroom: Newsroom, theme: ThemeAddresses) -> Site:
    """The ``site`` value of every page: nothing in it grows with the archive."""
    agency = agency_name(settings, newsroom)
    sections = section_links(settings, newsroom.sections)
    shown = tuple(Link(name=one.name, url=one.url) for one in sections)
    return Site(
        name=settings.title or settings.name,
        agency=agency.full,
        agency_short=agency.text,
        url=settings.url,
        theme=theme,
        sections=sections,
        navigation=(*shown, *INDEXES, Link(name=_ARCHIVE, url=sections[0].archive)),
        standing=tuple(Link(name=page.title, url=page.url) for page in newsroom.standing),
        responsible=settings.responsible,
        contact=settings.contact,
        preview=settings.preview,
    )
