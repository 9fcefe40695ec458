"""A post's own page: the post, what stands around it, and what machines are told of it.

Posts come in sections, sixteen a year. ``_shown`` says what a post's page shows: the key of the
page and the digest of its section are made of that alone.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, Protocol
from zlib import crc32

from msgspec.structs import replace

from plugins import addresses
from plugins.addresses import DEPARTMENT
from plugins.documents import place_documents
from plugins.images import place_pictures
from plugins.model import Post
from plugins.pages.downloads import downloads
from plugins.pages.edition import (
    Edition,
    document_link,
    moment,
    note,
)
from plugins.pages.keys import NOTHING, digest, joined
from plugins.pages.page import Inputs, Page, PageKind, Section, Values
from plugins.pages.related import words
from plugins.pages.sharing import share_links
from plugins.pages.structured import author_type, jsonld, publisher
from plugins.pages.views import (
    Figure,
    Gone,
    Link,
    PageMeta,
    PostContext,
    PostView,
    Related,
    ShareImage,
    UnitTag,
)
from plugins.posts import standfirst
from plugins.related import Suggestion

POST = PageKind(
    "post.html",
    (addresses.POST,),
    above=(addresses.NEWS,),
    example="/tin-hoat-dong/2020/hien-mau-tinh-nguyen-mua-he.html",
)
GONE = PageKind(
    "gone.html",
    (addresses.POST,),
    above=(addresses.NEWS,),
    example="/tin-hoat-dong/2023/lich-tiep-cong-dan-thang-muoi.html",
    is_settled=True,
)

GONE_MARK = PageKind("gonemark.410", (addresses.GONE_MARK,))

GONE_TITLE = "Tin đã được gỡ bỏ"
NOTHING_ALIKE = "Chưa có tin cùng nội dung; đây là những tin gần ngày nhất."

EARLIER = 3
"""How many earlier posts by the author a post shows."""

SMALLEST = 200
"""Pixels each way; Facebook shows no smaller picture."""

SHARES = 16
"""Sections of a year's posts."""

_order = attrgetter("order")


class RelatedNews(Protocol):
    """Related news as a plan needs it: cheap to compare, decoded only for a page that is made."""

    def named(self, path: str) -> tuple[bytes, Sequence[str]]:
        """Of the list at ``path`` and its reasons the digest, and which posts it names."""

    def get(self, path: str) -> Sequence[Suggestion]:
        """The list at ``path``."""


class _Shown(NamedTuple):
    """What a post's page shows, digested."""

    post: Post
    digests: list[bytes]
    """Its own, of the post before, of the post after, of its list, and then:"""
    cited: int
    """where those of the posts in its list end, and of the documents it cites begin;"""
    earlier: int
    """where these end, and of its authors' earlier posts begin."""

    def inputs(self) -> Inputs:
        """By name."""
        of, cited, earlier = self.digests, self.cited, self.earlier
        return (
            ("bài viết", of[0]),
            ("tin liền trước", of[1]),
            ("tin liền sau", of[2]),
            ("tin liên quan", joined(of[3:cited])),
            ("văn bản", joined(of[cited:earlier])),
            ("tin trước của tác giả", joined(of[earlier:])),
        )


def pages(edition: Edition, related: RelatedNews) -> Iterator[Page | Section]:
    """Sections by the path alone, so that a post stays in its own whatever becomes of its date."""
    sections: dict[tuple[str, int], list[_Shown]] = {}
    for one in _shown(edition, related):
        path = one.post.path
        of = path.split("/", 2)[1], crc32(path.encode()) % SHARES
        sections.setdefault(of, []).append(one)
    for (year, share), posts in sections.items():
        shown = joined(chain.from_iterable([one.digests for one in posts]))
        make = partial(_pages, edition, related, posts)
        yield Section(f"tin/{year}/{share}", shown, make)
    for post in edition.newsroom.withdrawn:
        links = _onward(edition, post)
        own = ("bài viết", edition.post_digests[post.path]), ("đơn vị", digest(repr(links)))
        yield GONE.page(post.url, own, partial(_gone, edition, post, links))
        mark = addresses.GONE_MARK.at(**addresses.POST.parts(post.url))
        yield GONE_MARK.page(mark, (), dict)


def _shown(edition: Edition, related: RelatedNews) -> Iterator[_Shown]:
    """Of each post what its page shows: its key and the digest of its section come from this."""
    digests, cited = edition.post_digests, edition.documents.cited
    newest: dict[str, deque[bytes]] = defaultdict(lambda: deque(maxlen=EARLIER))
    beside = {
        folder: [NOTHING, *[digests[post.path] for post in posts], NOTHING]
        for folder, posts in edition.posts_in.items()
    }
    places = dict.fromkeys(beside, 0)
    for post in edition.posts:
        path, section = post.path, post.section
        own = beside[section]
        places[section] = place = places[section] + 1
        listed, named = related.named(path)
        shown = [own[place], own[place - 1], own[place + 1], listed]
        shown += [digests[one] for one in named]
        to_documents = len(shown)
        if documents := cited.get(path):
            shown += [one.spelling if one else b"\n" for one in documents]
        to_earlier = len(shown)
        for author in post.authors:
            theirs = newest[author]
            shown += theirs
            theirs.append(own[place])
        yield _Shown(post, shown, to_documents, to_earlier)


def _pages(edition: Edition, related: RelatedNews, posts: Sequence[_Shown]) -> Iterator[Page]:
    for one in posts:
        make = partial(_values, edition, related, one.post)
        yield POST.page(one.post.url, one.inputs(), make)


def _values(edition: Edition, related: RelatedNews, post: Post) -> Values:
    view = post_view(edition, post)
    return {
        "page": post_meta(edition, post, view),
        "post": view,
        "around": post_context(edition, post, related.get(post.path)),
    }


def post_view(edition: Edition, post: Post) -> PostView:
    """``post`` with every name as it was on its day."""
    registry = edition.newsroom.registry
    when = post.date.date()
    department = registry.departments[post.department] if post.department else None
    signing = department.unit if department else ""
    return PostView(
        url=post.url,
        title=post.title,
        standfirst=post.summary,
        date=edition.card(post).date,
        authors=tuple(edition.author_link(registry.authors[author]) for author in post.authors),
        department=Link(name=department.name_at(when).text, url=DEPARTMENT.at(id=department.id))
        if department
        else None,
        unit=Link(
            name=registry.units[signing].name_at(when).text,
            url=edition.unit_tag(signing, post.date).url,
        )
        if signing and signing != edition.settings.agency
        else None,
        source=post.source,
        figure=Figure(
            picture=edition.pictures[post.photo.path],
            alt=post.photo.alt,
            caption=post.photo.caption,
            credit=post.photo.credit,
        )
        if post.photo
        else None,
        html=_text(edition, post),
        units=tuple(edition.unit_tag(unit, post.date) for unit in post.units),
        notes=tuple(note(correction) for correction in post.corrections),
        documents=tuple(document_link(one) for one in edition.documents.cited_by(post)),
        mark=edition.mark(post),
        files=downloads(post, edition.newsroom.attachments),
        share=share_links(edition.site, post),
    )


def _text(edition: Edition, post: Post) -> str:
    """The text with its pictures, and each citation marked or leading to its document."""
    meant = edition.documents.cited.get(post.path, ())
    documents = {
        cited.start: document_link(document).url
        for cited, document in zip(post.cited, meant, strict=bool(meant))
        if cited.place == "text" and document
    }
    html = place_documents(edition.body(post).html, documents.get)
    return place_pictures(html, edition.pictures)


def post_context(edition: Edition, post: Post, suggestions: Sequence[Suggestion]) -> PostContext:
    """What stands around ``post``: nothing here changes when news is added far away in time."""
    place, registry = edition.place[post.path], edition.newsroom.registry
    posts = edition.posts_in[post.section]
    before = posts[place - 1] if place else None
    after = posts[place + 1] if place + 1 < len(posts) else None
    related = tuple(
        Related(
            card=edition.card(edition.by_path[suggestion.path]),
            reason=words(
                suggestion.reasons,
                lambda root: _lineage_name(edition, post, root),
                lambda department: registry.departments[department].name_at(post.date.date()).text,
            ),
        )
        for suggestion in suggestions
    )
    return PostContext(
        related=related,
        related_note=NOTHING_ALIKE if suggestions and all(_is_new(s) for s in suggestions) else "",
        earlier=tuple(edition.card(p) for p in _earlier(edition, post)),
        previous=edition.card(before) if before else None,
        next=edition.card(after) if after else None,
    )


def _is_new(suggestion: Suggestion) -> bool:
    return all(reason.kind == "mới" for reason in suggestion.reasons)


def _lineage_name(edition: Edition, post: Post, root: str) -> str:
    registry = edition.newsroom.registry
    for unit in post.units:
        if registry.root(unit) == root:
            return registry.units[unit].name_at(post.date.date()).text
    return registry.units[root].names[-1].text


def _earlier(edition: Edition, post: Post) -> list[Post]:
    """The author's earlier posts, newest first; of several authors, the newest of all theirs."""
    before: dict[str, Post] = {}
    for author in post.authors:
        theirs = edition.by_author[author]
        end = bisect_left(theirs, post.order, key=_order)
        before.update((p.path, p) for p in theirs[max(0, end - EARLIER) : end])
    return heapq.nlargest(EARLIER, before.values(), key=_order)


def post_meta(edition: Edition, post: Post, view: PostView) -> PageMeta:
    """Head, breadcrumb and structured data of a post's page, which shows ``view``."""
    about = standfirst(post)
    meta = POST.meta(
        edition.site,
        post.url,
        post.title,
        about,
        section=post.section,
        indexable=not view.mark,
    )
    photo = _photo(edition, post)
    return replace(
        meta,
        image=photo or meta.image,
        published=view.date.iso,
        modified=post.modified.isoformat() if post.corrections else "",
        authors=tuple([author.url for author in view.authors]),
        jsonld=jsonld(_news_article(edition, post, view, about, photo)),
    )


def _photo(edition: Edition, post: Post) -> ShareImage | None:
    """The photo of ``post`` as any browser is sent it, where it is large enough to be shown."""
    if not post.photo:
        return None
    photo = edition.pictures[post.photo.path].fallback
    if min(photo.width, photo.height) < SMALLEST:
        return None
    alt = post.photo.alt or post.title
    return ShareImage(url=photo.url, width=photo.width, height=photo.height, alt=alt)


def _news_article(
    edition: Edition, post: Post, view: PostView, about: str, photo: ShareImage | None
) -> dict[str, object]:
    """schema.org NewsArticle; corrections as CorrectionComment."""
    site = edition.site
    agency = publisher(site)

    def named(kind: str, one: Link | UnitTag) -> dict[str, str]:
        where = {"url": site.url + one.url} if one.url else {}
        return {"@type": kind, "name": one.name, **where}

    article: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": post.title,
        "description": about,
        "datePublished": view.date.iso,
        "dateModified": post.modified.isoformat(),
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "mainEntityOfPage": site.url + post.url,
        "articleSection": edition.sections[post.section].name,
        "author": [named(author_type(one.name), one) for one in view.authors] or [agency],
        "publisher": agency,
    }
    if photo:
        article["image"] = {
            "@type": "ImageObject",
            "url": site.url + photo.url,
            "width": photo.width,
            "height": photo.height,
        }
    if view.units:
        article["about"] = [named("GovernmentOrganization", unit) for unit in view.units]
    if view.documents:
        article["citation"] = [named("CreativeWork", one) for one in view.documents]
    if view.files:
        article["associatedMedia"] = [
            {
                "@type": "MediaObject",
                "name": one.name,
                "contentUrl": site.url + one.url,
                "encodingFormat": one.type,
            }
            for one in view.files
        ]
    if post.corrections:
        article["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": f"{correction.kind.capitalize()}: {correction.note}",
                "datePublished": correction.date.isoformat(),
            }
            for correction in post.corrections
        ]
    return article


def _onward(edition: Edition, post: Post) -> tuple[Link, ...]:
    """Where who looked for the withdrawn ``post`` may go on; other posts change nothing in it."""
    units = (edition.unit_tag(unit, post.date) for unit in post.units)
    return (
        Link(name="Tin mới nhất", url=addresses.NEWS.at(section=post.section)),
        *(Link(name=unit.name, url=unit.url) for unit in units),
        Link(name="Tất cả đơn vị", url=addresses.UNITS.at()),
    )


def _gone(edition: Edition, post: Post, links: tuple[Link, ...]) -> Values:
    """Why a post is gone, and nothing of what it said: no title of its own, no index."""
    withdrawal = post.withdrawal
    assert withdrawal is not None
    about = "Tin này đã được gỡ bỏ. Trang cho biết ngày và lý do."
    site, section = edition.site, post.section
    meta = GONE.meta(site, post.url, GONE_TITLE, about, section=section, indexable=False)
    return {"page": meta, "gone": Gone(date=moment(post.date), note=note(withdrawal), links=links)}
