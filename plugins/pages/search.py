"""Search for readers: its page, and an index a year that the page's script reads.

One new post makes its own year's index again, and the page only when a year is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

import msgspec

from plugins.addresses import SEARCH, SEARCH_YEAR
from plugins.model import Department, Post, Unit
from plugins.pages.edition import Edition
from plugins.pages.keys import digest
from plugins.pages.page import Page, PageKind, Values
from plugins.search import search_year

ASKING = PageKind("search.html", (SEARCH,), above=(), example=SEARCH.at())
YEAR = PageKind("search-year.json", (SEARCH_YEAR,))


def pages(edition: Edition) -> Iterator[Page]:
    """The page, and each year of what readers may read: not what a preview shows beside it."""
    years: dict[int, list[Post]] = defaultdict(list)
    for post in reversed(edition.posts):
        if not (edition.settings.preview and edition.mark(post)):
            years[post.date.year].append(post)
    files = tuple(SEARCH_YEAR.at(year=year) for year in years)
    title, about = "Tìm kiếm", f"Tìm trên trang {edition.site.name}."
    meta = ASKING.meta(edition.site, SEARCH.at(), title, about)
    cited = _oldest_cited(chain.from_iterable(map(reversed, reversed(years.values()))))
    inputs = (("các năm", digest(*files)), ("văn bản làm ví dụ", digest(cited)))
    yield ASKING.page(meta.url, inputs, lambda: {"page": meta, "files": files, "document": cited})
    followed = ("ai kế tục ai", _followed(edition))
    for url, posts in zip(files, years.values(), strict=True):
        inputs = (("tin trong năm", edition.digest(posts)), followed)
        yield YEAR.page(url, inputs, partial(_index, edition, posts))


def _oldest_cited(posts: Iterable[Post]) -> str:
    """Number of the document cited first in ``posts``, the oldest first: no new post changes it."""
    return next((cited.number for post in posts for cited in post.cited), "")


def _index(edition: Edition, posts: Sequence[Post]) -> Values:
    index = search_year(posts, edition.newsroom.registry, edition.body, edition.heirs)
    return {"index": msgspec.json.encode(index).decode()}


def _followed(edition: Edition) -> bytes:
    """Digest of whose work came to whom, and of what they are called."""
    registry = edition.newsroom.registry
    known: Mapping[str, Unit | Department] = {**registry.departments, **registry.units}
    pairs = (
        (one, [(heir, known[heir].names[-1].text) for heir in heirs])
        for one, heirs in edition.heirs.items()
        if len(heirs) > 1
    )
    return digest(repr(list(pairs)))
