"""The picture of each section, for where its pages are shared: drawn, or the agency's own.

``theme/share/<section>.jpg`` (or ``.png``) takes the place of what is drawn; ``share_problems``
says what is wrong with it before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from plugins.addresses import (
    AUTHORS,
    DEPARTMENTS,
    DOCUMENTS,
    PICTURES,
    THEME,
    UNITS,
    file_of,
)
from plugins.images import share as picture
from plugins.images.faults import RefusedError
from plugins.leftovers import is_leftover
from plugins.model import Problem
from plugins.pages.keys import digest
from plugins.pages.site import Settings, section_links
from plugins.pages.views import ShareImage
from plugins.sections import Sections, folders_of
from plugins.vietnamese import bind

FONT = "NotoSerif-SemiBold.ttf"
_OWN = (".jpg", ".png")
_COMMON = ("chung", "", ("",))
_OTHERS = (
    ("don-vi", "Đơn vị, phòng, tác giả", (UNITS.at(), DEPARTMENTS.at(), AUTHORS.at())),
    ("van-ban", "Văn bản", (DOCUMENTS.at(),)),
)
"""Name of a picture, its title (empty: the agency's name), and the indexes of what it stands for;
``_COMMON`` is for all other pages. Beside these each section of posts has one, named as its folder
is."""
_NAME = re.compile(r"[a-z0-9-]+")
_MOST = 32
"""Pictures drawn that are kept in memory."""
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


class ThemeFile(NamedTuple):
    """One file of the theme, or drawn with it, to write should its key have changed."""

    file: str
    key: bytes
    make: Callable[[], bytes]
    """Raises ShareError when the agency's own is no picture."""


class ShareError(Exception):
    """A picture of the agency's own that cannot be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


_FOLDER = "share"


def share_sources(theme: Path) -> dict[str, bytes]:
    """The font, and what may be the agency's own pictures, by name."""
    folder = theme / _FOLDER
    own = sorted(folder.iterdir()) if folder.is_dir() else []
    paths = (one for one in own if one.suffix in _OWN and _NAME.fullmatch(one.stem))
    return {path.name: path.read_bytes() for path in (folder / FONT, *paths) if path.is_file()}


def share_problems(theme: Path, sections: Sequence[str], shown: str = "theme") -> Iterator[Problem]:
    """What is wrong with the agency's own pictures in ``theme``, which officers know as ``shown``.

    An error of one with which no build comes to its end; a reminder of what readers see otherwise
    than it was meant, or never. ``sections``: the folders of all.
    """
    sources = share_sources(theme)
    names = (_COMMON[0], *sections, *(name for name, _, _ in _OTHERS))
    used = [own for name in names if (own := _own(name, sources))]
    folder = theme / _FOLDER
    for name in sorted(path.name for path in folder.iterdir()) if folder.is_dir() else ():
        place = f"{shown}/{_FOLDER}/{name}"
        if name in used:
            try:
                message = picture.size_reminder(sources[name])
            except RefusedError as error:
                yield Problem(path=place, line=1, message=str(error))
                continue
        else:
            message = "" if is_leftover(name) else _unused(name, names, sources)
        if message:
            yield Problem(path=place, line=1, message=message, severity="advice")


def _own(name: str, sources: Mapping[str, bytes]) -> str:
    return next((name + end for end in _OWN if name + end in sources), "")


def _unused(name: str, names: Sequence[str], sources: Mapping[str, bytes]) -> str:
    """Why no page shows the file ``name``; empty where nobody would think that one does."""
    stem, dot, end = name.rpartition(".")
    if stem in names and name in sources and (own := _own(stem, sources)):
        return f"không trang nào hiện ảnh này, vì đã có {own}; hãy xóa một tệp"
    if f"{dot}{end.lower()}" not in PICTURES:
        return ""
    return (
        f"không trang nào hiện tệp này: chỉ nhận tên {', '.join(names)}, "
        "đuôi .jpg hoặc .png (chữ thường); hãy đổi tên hoặc xóa tệp"
    )


def share_pictures(
    settings: Settings,
    sections: Sections,
    agency: str,
    sources: Mapping[str, bytes],
    emblem: bytes,
    tokens: str,
) -> tuple[Mapping[str, ShareImage], Sequence[ThemeFile]]:
    """The picture for each section's address (empty for all others), and the files of them.

    ``agency`` is its name in full, ``tokens`` the stylesheet whose colours are used. A file is
    named after what it is made of, so that nothing is drawn to know its name.
    """
    colours = dict(reversed(_COLOUR.findall(tokens)))  # the first of a name: the light scheme
    signed, common = _bound(agency), digest(emblem, sources[FONT], tokens)
    images: dict[str, ShareImage] = {}
    files = []
    news = [
        (folder, one.name, (one.url, one.archive))
        for folder, one in zip(folders_of(sections), section_links(settings, sections), strict=True)
    ]
    for name, title, urls in (_COMMON, *news, *_OTHERS):
        own = _own(name, sources)
        card = picture.Card(
            title=_bound(title) or signed,
            agency=signed if title else "",
            host=urlsplit(settings.url).netloc,
            emblem=emblem,
            font=sources[FONT],
            colours=tuple(colours.items()),
        )
        make = partial(_fitted, own, sources[own]) if own else partial(_drawn, card)
        made_of = sources[own] if own else digest(common, card.title, card.agency, card.host)
        key = digest(str(picture.RECIPE), made_of)
        url = THEME.at(path=f"{name}.{key.hex()[:12]}.jpg")
        files.append(ThemeFile(file_of(url), key, make))
        width, height = picture.SIZE
        alt = f"{title} – {agency}" if title else agency
        image = ShareImage(url=url, width=width, height=height, alt=alt)
        images |= dict.fromkeys(urls, image)
    return images, files


def _bound(text: str) -> str:
    return bind(text).replace("nhân dân", "nhân\N{NO-BREAK SPACE}dân")


@lru_cache(_MOST)
def _drawn(card: picture.Card) -> bytes:
    return picture.drawn(card)


def _fitted(name: str, source: bytes) -> bytes:
    try:
        return picture.fitted(source)
    except RefusedError as error:
        place = f"theme/{_FOLDER}/{name}"
        raise ShareError(Problem(path=place, line=1, message=str(error))) from error
