"""The picture of each section, for where its pages are shared: drawn, or the agency's own.

``theme/share/<section>.jpg`` (or ``.png``) takes the place of what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from plugins.addresses import ARCHIVE, AUTHORS, DEPARTMENTS, DOCUMENTS, NEWS, THEME, UNITS, file_of
from plugins.images import share as picture
from plugins.leftovers import is_leftover
from plugins.pages.keys import digest
from plugins.pages.views import ShareImage, Site
from plugins.vietnamese import bind

FONT = "NotoSerif-SemiBold.ttf"
_OWN = (".jpg", ".png")
_SECTIONS = (
    ("chung", "", ()),
    ("tin-hoat-dong", "{}", (NEWS, ARCHIVE)),
    ("don-vi", "Đơn vị, phòng, tác giả", (UNITS, DEPARTMENTS, AUTHORS)),
    ("van-ban", "Văn bản", (DOCUMENTS,)),
)
"""Name of a picture, its title (empty: the agency's name; ``{}``: the site's), and the indexes of
what it stands for; the first is for all other pages."""
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


class ThemeFile(NamedTuple):
    """One file of the theme, or drawn with it, to write should its key have changed."""

    file: str
    key: bytes
    make: Callable[[], bytes]
    """Raises ValueError when the agency's own is no picture."""


def share_sources(theme: Path) -> dict[str, bytes]:
    """The font, and the agency's own pictures, by name."""
    paths = (theme / "share").iterdir()
    return {
        path.name: path.read_bytes()
        for path in sorted(paths)
        if path.suffix in {".ttf", *_OWN} and not is_leftover(path.name)
    }


def share_pictures(
    site: Site, sources: Mapping[str, bytes], emblem: bytes, tokens: str
) -> tuple[Mapping[str, ShareImage], Sequence[ThemeFile]]:
    """The picture for each section's address (empty for all others), and the files of them.

    ``tokens`` is the stylesheet whose colours are used. A file is named after what it is made
    of, so that nothing is drawn to know its name.
    """
    colours = dict(reversed(_COLOUR.findall(tokens)))  # the first of a name: the light scheme
    agency, common = _bound(site.agency), digest(emblem, sources[FONT], tokens)
    images: dict[str, ShareImage] = {}
    files = []
    for name, words, rows in _SECTIONS:
        title = words.format(site.name)
        own = next((name + end for end in _OWN if name + end in sources), "")
        card = picture.Card(
            title=_bound(title) or agency,
            agency=agency if title else "",
            host=urlsplit(site.url).netloc,
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
        alt = f"{title} – {site.agency}" if title else site.agency
        image = ShareImage(url=url, width=width, height=height, alt=alt)
        images |= dict.fromkeys([row.shape for row in rows] or [""], image)
    return images, files


def _bound(text: str) -> str:
    return bind(text).replace("nhân dân", "nhân\N{NO-BREAK SPACE}dân")


@lru_cache(len(_SECTIONS))
def _drawn(card: picture.Card) -> bytes:
    return picture.drawn(card)


def _fitted(name: str, source: bytes) -> bytes:
    try:
        return picture.fitted(source)
    except ValueError as error:
        message = f"theme/share/{name}: {error}; hãy thay bằng một ảnh JPEG hoặc PNG"
        raise ValueError(message) from error
