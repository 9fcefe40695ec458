"""Search for readers: its page, an index a year, and what is known of whole texts.

One new post makes its own year's index again and shards of the present year; the page only when
a year is new, or when what has closed, or the number of shards, is another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec
from msgspec import Struct

from plugins.addresses import SEARCH, SEARCH_CLOSED, SEARCH_POSTS, SEARCH_PRESENT, SEARCH_YEAR, Row
from plugins.model import Department, Post, Unit
from plugins.pages.edition import Edition
from plugins.pages.keys import digest, joined
from plugins.pages.owners import namesakes, tell_apart
from plugins.pages.page import Page, PageKind, Section, Values
from plugins.pages.site import on_site
from plugins.pages.views import SectionLink
from plugins.search import (
    TOGETHER,
    Segment,
    WholeTexts,
    common_words,
    everyday_words,
    file_counts,
    search_posts,
    search_year,
)

ASKING = PageKind("search.html", (SEARCH,), above=(), example=SEARCH.at(), is_settled=True)
DATA = PageKind("search-data.json", (SEARCH_YEAR, SEARCH_CLOSED, SEARCH_PRESENT, SEARCH_POSTS))


class SearchFiles(Struct, frozen=True, kw_only=True):
    """What the script of search fetches."""

    years: tuple[str, ...]
    """The index of each year, the newest first."""
    closed: str
    """The shards of closed years: ``/tim-kiem/tu/{1..512}.json``; empty for none."""
    present: str
    """Those of the present year, and of a new one that has hardly begun."""
    posts: str
    """What answers show of posts of closed years, ``together`` to a file."""
    together: int
    everyday: tuple[str, ...]
    """Words that no shard tells of alone."""
    common: tuple[str, ...]
    """Words of which shards tell much; without diacritics, like those."""
    places: tuple[tuple[int, int], ...]
    """Each year but the newest, the oldest first, and how many posts have a place in it."""
    sections: str
    """Folder and name of each section, as JSON; empty where there is one."""
    apart: str
    """What tells those of one name apart among which answers are chosen, as JSON: pairs of the
    filter with the id, ``phong/phong-15``, and the unit or the note; empty where none are alike."""
    start: int
    """Places of all closed years: where those of ``present`` begin."""


def pages(edition: Edition, texts: WholeTexts) -> Iterator[Page | Section]:
    """The page, and each year of what readers may read: not what a preview shows beside it."""
    years: dict[int, list[Post]] = defaultdict(list)
    for post in (*texts.places.closed, *texts.places.present):
        years[post.date.year].append(post)
    public = [year for year, posts in years.items() if any(map(_is_public, posts))]
    files = _files(texts, public, edition)
    title, about = "Tìm kiếm", f"Tìm {on_site(edition.site)}."
    meta = ASKING.meta(edition.site, SEARCH.at(), title, about)
    cited = _oldest_cited((*texts.places.closed, *texts.places.present))
    inputs = (("các tệp", digest(repr(files))), ("văn bản làm ví dụ", digest(cited)))
    yield ASKING.page(meta.url, inputs, lambda: {"page": meta, "files": files, "document": cited})
    followed = ("ai kế tục ai", _followed(edition))
    for year in public:
        posts = tuple(years[year])
        inputs = (("tin trong năm", edition.digest(posts)), followed)
        yield DATA.page(SEARCH_YEAR.at(year=year), inputs, partial(_year, edition, posts))
    yield from _shards(SEARCH_PRESENT, texts.present)
    closed = joined((*texts.closed.digests, edition.digest(texts.places.closed)))
    yield Section("tìm kiếm/các năm trước", closed, partial(_closed, edition, texts))


def _oldest_cited(posts: Iterable[Post]) -> str:
    """Number of the document cited first in ``posts``, the oldest first: no new post changes it."""
    return next((cited.number for post in filter(_is_public, posts) for cited in post.cited), "")


def _files(texts: WholeTexts, years: Sequence[int], edition: Edition) -> SearchFiles:
    # Of the newest year, and of one after it in which all is withdrawn, the page says nothing:
    # a new post would change it.
    counts = Counter(post.date.year for part in texts.places for post in part)
    newest = max(years, default=0)
    of = file_counts(texts.places)
    return SearchFiles(
        years=tuple(SEARCH_YEAR.at(year=year) for year in sorted(years, reverse=True)),
        closed=_series(SEARCH_CLOSED, of.closed),
        present=_series(SEARCH_PRESENT, of.present),
        posts=_series(SEARCH_POSTS, of.posts),
        together=TOGETHER,
        everyday=everyday_words(),
        common=common_words(),
        places=tuple(sorted((year, n) for year, n in counts.items() if year < newest)),
        sections=_names(edition.sections),
        apart=_apart(edition),
        start=len(texts.places.closed),
    )


def _names(sections: Mapping[str, SectionLink]) -> str:
    """What the addresses of posts begin with, and what answers call it."""
    if len(sections) == 1:
        return ""
    return msgspec.json.encode({folder: one.name for folder, one in sections.items()}).decode()


def _apart(edition: Edition) -> str:
    """Of authors only those who have signed something readers can read."""
    registry = edition.newsroom.registry
    pairs = [(f"phong/{one}", unit) for one, unit in namesakes(edition).items()]
    pairs += [
        (f"tac-gia/{one}", tell_apart(edition, registry.authors[one]))
        for one in registry.authors
        if one in edition.by_author
        and not edition.by_author.keys().isdisjoint(registry.homonyms(one))
    ]
    return msgspec.json.encode(sorted(pairs)).decode() if pairs else ""


def _series(row: Row, count: int) -> str:
    """``/tim-kiem/tu/{1..512}.json``: all addresses of ``row``, as shells write such."""
    return row.at(number=f"{{1..{count}}}") if count else ""


def _closed(edition: Edition, texts: WholeTexts) -> Iterator[Page]:
    yield from _shards(SEARCH_CLOSED, texts.closed)
    posts = texts.places.closed
    for number, start in enumerate(range(0, len(posts), TOGETHER), 1):
        some = posts[start : start + TOGETHER]
        inputs = (("bài viết", edition.digest(some)),)
        yield DATA.page(SEARCH_POSTS.at(number=number), inputs, partial(_posts, edition, some))


def _shards(row: Row, segment: Segment) -> Iterator[Page]:
    for number, one in enumerate(segment.digests):
        inputs = (("từ trong bài", one),)
        yield DATA.page(row.at(number=number + 1), inputs, partial(_shard, segment, number))


def _shard(segment: Segment, number: int) -> Values:
    return {"data": segment.shard(number).decode()}


def _is_public(post: Post) -> bool:
    return post.withdrawal is None


def _year(edition: Edition, posts: Sequence[Post]) -> Values:
    index = search_year(posts, edition.newsroom.registry, edition.body, edition.heirs)
    return {"data": msgspec.json.encode(index).decode()}


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


def _posts(edition: Edition, posts: Sequence[Post]) -> Values:
    return {"data": msgspec.json.encode(search_posts(posts, edition.newsroom.registry)).decode()}
