"""The mark-up of a picture: sizes for any screen, room kept before it arrives, loaded when near."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from plugins.model import Picture

BODY_SIZES = "(min-width: 46rem) 43rem, 100vw"
"""How wide a picture in a text is: the measure, or the whole of a narrow screen."""

# Possessive, so that no text, however crooked, makes the search go back.
_IMG = re.compile(r"""<img((?:\s++[^\s"'<>/=]++(?:="[^"]*+")?+)*+)\s*+/?+>""")
_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]++)="([^"]*+)\"""")


def html_picture(picture: Picture, *, alt: str, sizes: str, eager: bool = False) -> str:
    """``<picture>`` for ``picture``: ``alt`` plain (empty: decorative), ``sizes`` as in HTML.

    ``eager`` is for the one picture at the top of a page.
    """
    return _html(picture, alt=alt, sizes=sizes, eager=eager, title="")


def place_pictures(html: str, pictures: Mapping[str, Picture]) -> str:
    """``html`` with each ``<img src="picture:PATH" alt="…">`` made a ``<picture>``; linear.

    ``pictures`` by path; raises KeyError for a path it lacks, which the checks
    must have reported before. Attributes but ``alt`` and ``title`` are dropped.
    """

    def placed(found: re.Match[str]) -> str:
        attributes = {k: unescape(v) for k, v in _ATTRIBUTE.findall(found[1])}
        scheme, _, path = attributes.get("src", "").partition(":")
        if scheme != "picture":
            return found[0]
        return _html(
            pictures[path],
            alt=attributes.get("alt", ""),
            sizes=BODY_SIZES,
            eager=False,
            title=attributes.get("title", ""),
        )

    return _IMG.sub(placed, html) if "<img" in html else html


def _html(picture: Picture, *, alt: str, sizes: str, eager: bool, title: str) -> str:
    source = ""
    if picture.webp:
        srcset = ", ".join(f"{r.url} {r.width}w" for r in picture.webp)
        source = f'<source type="image/webp" srcset="{escape(srcset)}" sizes="{escape(sizes)}">'
    shown = picture.fallback
    named = f' title="{escape(title)}"' if title else ""
    loading = 'loading="eager" fetchpriority="high"' if eager else 'loading="lazy"'
    return (
        f'<picture>{source}<img src="{escape(shown.url)}" alt="{escape(alt)}"{named} '
        f'width="{shown.width}" height="{shown.height}" {loading} decoding="async"></picture>'
    )
