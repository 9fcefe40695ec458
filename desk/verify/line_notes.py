"""What lines and tags add to a page, each by itself, and what they add together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from desk.verify.facts import Use
from desk.verify.page_text import Odd


class Rest(NamedTuple):
    """What few tags and lines have: see ``Facts``."""

    uses: tuple[Use, ...] = ()
    places: tuple[str, ...] = ()
    """Fragments of the page itself that it leads to."""
    ids: tuple[str, ...] = ()
    heading: str = ""
    canonical: str = ""
    noindex: bool = False
    redirect: bool = False
    shared: str = ""
    """The picture that stands for the page elsewhere, and in other lines its size."""
    width: int = 0
    height: int = 0
    said: str = ""
    """By attributes and JSON-LD; nothing when no phrase is looked for."""
    written: str = ""
    """Tags in which words or addresses may stand that are neither said nor links."""
    open: bool = False
    """Whether a phrase may begin at the end of its text, to go on in the next line."""
    asking: bool = False
    """Whether a phrase may begin at the end of ``said``."""
    odd: bool = False


NOTHING = Rest()
Note = tuple[tuple[str, ...], Rest | None]
"""What a line or tag adds to the page it stands on: links, and the rest if there is any."""
Line = tuple[Note | None, str]
"""What is to note of a line, if there is anything, and what is between its tags."""


def shared_picture(rests: Iterable[tuple[int, Rest]]) -> Use:
    """The use of the one picture that stands for the page elsewhere."""
    found: Use | None = None
    for number, rest in rests:
        if rest.shared and not found:
            found = Use(file=rest.shared, width=0, height=0, line=number)
        elif rest.shared:
            raise Odd
        elif found and (rest.width or rest.height):
            width, height = rest.width or found.width, rest.height or found.height
            found = replace(found, width=width, height=height)
    if not (found and found.width and found.height):
        raise Odd
    return found


def both(one: Note, other: Note) -> Note:
    """What two tags of one line add together."""
    (links, a), (more, b) = one, other
    if a is None or b is None:
        return links + more, a or b
    if (a.heading and b.heading) or (a.canonical and b.canonical):
        raise Odd
    return links + more, Rest(
        uses=a.uses + b.uses,
        places=a.places + b.places,
        ids=a.ids + b.ids,
        heading=a.heading or b.heading,
        canonical=a.canonical or b.canonical,
        noindex=a.noindex or b.noindex,
        redirect=a.redirect or b.redirect,
        said=f"{a.said} {b.said}".strip(),
        written=f"{a.written} {b.written}".strip(),
        open=a.open or b.open,
        asking=a.asking or b.asking,
    )
