"""A post's own page: the post, what stands around it, and what machines are told of it."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

import msgspec

from plugins.addresses import AUTHOR, DEPARTMENT, DOCUMENT, NEWS
from plugins.documents import place_documents
from plugins.images import place_pictures
from plugins.model import Post
from plugins.pages.edition import (
    Edition,
    document_link,
    moment,
    note,
)
from plugins.pages.views import (
    Figure,
    Gone,
    Link,
    PageMeta,
    PostContext,
    PostView,
    Related,
)
from plugins.posts import standfirst
from plugins.related import Suggestion, words

NOTHING_ALIKE = "Chưa có tin cùng nội dung; đây là những tin gần ngày nhất."

EARLIER = 3
"""How many earlier posts by the author a post shows."""

_order = attrgetter("order")


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
    )


def _text(edition: Edition, post: Post) -> str:
    """The text with its pictures, and each citation leading to its document."""
    meant = edition.documents.cited.get(post.path, ())
    documents = {
        cited.start: DOCUMENT.at(name=document.slug)
        for cited, document in zip(post.cited, meant, strict=bool(meant))
        if cited.place == "text" and document
    }
    html = place_documents(edition.body(post).html, lambda start: documents.get(start, ""))
    return place_pictures(html, edition.pictures)


def post_context(edition: Edition, post: Post, suggestions: Sequence[Suggestion]) -> PostContext:
    """What stands around ``post``: nothing here changes when news is added far away in time."""
    before, after = neighbours(edition, post)
    registry = edition.newsroom.registry
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
        earlier=tuple(edition.card(p) for p in earlier_by_author(edition, post)),
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


def neighbours(edition: Edition, post: Post) -> tuple[Post | None, Post | None]:
    """The posts just before and just after ``post``."""
    place, posts = edition.place[post.path], edition.posts
    return (
        posts[place - 1] if place else None,
        posts[place + 1] if place + 1 < len(posts) else None,
    )


def earlier_by_author(edition: Edition, post: Post) -> list[Post]:
    """The author's earlier posts, newest first; of several authors, the newest of all theirs."""
    before: dict[str, Post] = {}
    for author in post.authors:
        theirs = edition.by_author[author]
        end = bisect_left(theirs, post.order, key=_order)
        before.update((p.path, p) for p in theirs[max(0, end - EARLIER) : end])
    return heapq.nlargest(EARLIER, before.values(), key=_order)


def post_meta(edition: Edition, post: Post) -> PageMeta:
    """Head, breadcrumb and structured data of a post's page."""
    picture = edition.pictures.get(post.photo.path) if post.photo else None
    image = picture.fallback.url if picture else ""
    return PageMeta(
        kind="post",
        url=post.url,
        title=post.title,
        description=standfirst(post),
        section=NEWS.at(),
        breadcrumbs=breadcrumbs(Link(name=edition.site.name, url=NEWS.at())),
        indexable=not edition.mark(post),
        image=image,
        modified=post.modified.isoformat(),
        jsonld=jsonld(_news_article(edition, post, image)),
    )


def breadcrumbs(*links: Link) -> tuple[Link, ...]:
    """From the front page down."""
    return (Link(name="Trang đầu", url="/"), *links)


def _news_article(edition: Edition, post: Post, image: str) -> dict[str, object]:
    """schema.org NewsArticle; corrections as CorrectionComment."""
    site, registry = edition.site, edition.newsroom.registry
    publisher = {"@type": "GovernmentOrganization", "name": site.agency, "url": site.url + "/"}
    people = [
        {
            "@type": "Person",
            "name": registry.authors[author].name,
            "url": site.url + AUTHOR.at(id=author),
        }
        for author in post.authors
    ]
    article: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": post.title,
        "description": standfirst(post),
        "datePublished": edition.card(post).date.iso,
        "dateModified": post.modified.isoformat(),
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "mainEntityOfPage": site.url + post.url,
        "articleSection": site.name,
        "author": people or [publisher],
        "publisher": publisher,
    }
    if image:
        article["image"] = [site.url + image]
    if post.units:
        article["about"] = [
            {
                "@type": "GovernmentOrganization",
                "name": tag.name,
                "url": site.url + tag.url,
            }
            for tag in [edition.unit_tag(unit, post.date) for unit in post.units]
        ]
    if documents := edition.documents.cited_by(post):
        article["citation"] = [
            {
                "@type": "CreativeWork",
                "name": document.label,
                "url": site.url + DOCUMENT.at(name=document.slug),
            }
            for document in documents
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


def jsonld(value: dict[str, object]) -> str:
    """JSON that stays data inside a ``<script>``: no ``<``, ``>``, ``&`` (HTML 4.12.1.3)."""
    text = msgspec.json.encode(value).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def gone_view(post: Post) -> Gone:
    """Why a post is gone, and nothing of what it said."""
    withdrawal = post.withdrawal
    assert withdrawal is not None
    return Gone(date=moment(post.date), note=note(withdrawal))


def gone_meta(edition: Edition, post: Post) -> PageMeta:
    """Head of a withdrawn post's page: no title of its own, no index."""
    return PageMeta(
        kind="gone",
        url=post.url,
        title="Tin đã được gỡ bỏ",
        description="Tin này đã được gỡ bỏ. Trang cho biết ngày và lý do.",
        section=NEWS.at(),
        breadcrumbs=breadcrumbs(Link(name=edition.site.name, url=NEWS.at())),
        indexable=False,
        modified=post.modified.isoformat(),
    )
