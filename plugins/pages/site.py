"""What every page says of the site: from typed settings and the registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.model import Problem
from plugins.newsroom import Newsroom
from plugins.pages.views import Link, Site

NEWS = "/tin-hoat-dong/"
UNITS = "/don-vi/"
DEPARTMENTS = "/phong/"
AUTHORS = "/tac-gia/"
DOCUMENTS = "/van-ban/"
ARCHIVE = "/tin-hoat-dong/luu-tru/"

NAVIGATION = (
    Link(name="Tin hoạt động", url=NEWS),
    Link(name="Đơn vị", url=UNITS),
    Link(name="Phòng", url=DEPARTMENTS),
    Link(name="Tác giả", url=AUTHORS),
    Link(name="Văn bản", url=DOCUMENTS),
    Link(name="Lưu trữ", url=ARCHIVE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of ``pelicanconf.py`` that are ours, checked."""

    name: str
    url: str
    """Origin of the published site, without a final slash."""
    agency: str
    """Id of the unit whose site this is."""
    responsible: str = ""
    contact: tuple[str, ...] = ()
    corrections_page: str = "trang/dinh-chinh.md"
    """Standing page that carries the ledger of corrections."""
    preview: bool = False
    """Drafts and scheduled posts are in, and marked: never for readers."""


def read_settings(raw: Mapping[str, Any]) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Our settings out of Pelican's; every fault is a problem of ``pelicanconf.py``."""
    problems: list[Problem] = []

    def wrong(key: str, message: str, suggestion: str) -> None:
        problems.append(
            Problem(
                path="pelicanconf.py", line=1, message=f"{key}: {message}", suggestion=suggestion
            )
        )

    for key, example in (
        ("SITENAME", "Tin hoạt động"),
        ("SITEURL", "https://vksnd-thaibinh.example"),
        ("NEWSROOM_AGENCY", "tinh-thai-binh"),
    ):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            wrong(key, "phải là một chuỗi không rỗng", f'{key} = "{example}"')
    url = str(raw.get("SITEURL") or "")
    if url and not (url.startswith(("https://", "http://")) and not url.endswith("/")):
        wrong(
            "SITEURL",
            "phải bắt đầu bằng https:// và không có dấu / ở cuối",
            'SITEURL = "https://vksnd-thaibinh.example"',
        )
    contact = raw.get("NEWSROOM_CONTACT", ())
    if not isinstance(contact, list | tuple) or not all(isinstance(c, str) for c in contact):
        wrong("NEWSROOM_CONTACT", "phải là danh sách các dòng chữ", 'NEWSROOM_CONTACT = ["…"]')
    if problems:
        return None, tuple(problems)
    return (
        Settings(
            name=raw["SITENAME"],
            url=url,
            agency=raw["NEWSROOM_AGENCY"],
            responsible=str(raw.get("NEWSROOM_RESPONSIBLE", "")),
            contact=tuple(contact),
            corrections_page=str(raw.get("NEWSROOM_CORRECTIONS_PAGE", "trang/dinh-chinh.md")),
            preview=bool(raw.get("NEWSROOM_PREVIEW", False)),
        ),
        (),
    )


def check_agency(settings: Settings, newsroom: Newsroom) -> tuple[Problem, ...]:
    """The agency of the settings must be a unit of the registry."""
    if settings.agency in newsroom.registry.units:
        return ()
    known = ", ".join(sorted(newsroom.registry.units))
    return (
        Problem(
            path="pelicanconf.py",
            line=1,
            message=f"NEWSROOM_AGENCY: sổ đăng ký không có đơn vị «{settings.agency}»; có: {known}",
            suggestion='NEWSROOM_AGENCY = "…"',
        ),
    )


def build_site(settings: Settings, newsroom: Newsroom, *, stylesheet: str, emblem: str) -> Site:
    """The ``site`` value of every page: nothing in it grows with the archive."""
    agency = newsroom.registry.units[settings.agency].names[-1]
    return Site(
        name=settings.name,
        agency=agency.full or agency.text,
        agency_short=agency.text,
        url=settings.url,
        stylesheet=stylesheet,
        emblem=emblem,
        atom=NEWS + "atom.xml",
        rss=NEWS + "rss.xml",
        navigation=NAVIGATION,
        standing=tuple(Link(name=page.title, url=page.url) for page in newsroom.standing),
        responsible=settings.responsible,
        contact=settings.contact,
        preview=settings.preview,
    )
