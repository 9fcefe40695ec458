"""Feeds of a list: Atom (RFC 4287) and RSS 2.0.

A feed carries the newest posts in full, with corrections first; a withdrawn
post keeps its entry and says why it is gone, so that readers' programs replace
the text they hold. Atom carries the text in full, RSS its summary; what was
corrected stands first in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from email.utils import format_datetime
from functools import partial
from html import escape
from urllib.parse import quote

from markupsafe import escape as markup

from plugins.addresses import DEPARTMENT_FEED, FEEDS, NEWS_FEED, UNIT_FEED, feed_of, type_of
from plugins.documents import without_documents
from plugins.images import place_pictures
from plugins.listings import FEED_LENGTH
from plugins.model import Correction, Post
from plugins.pages.edition import Edition
from plugins.pages.keys import digest
from plugins.pages.machine_views import Enclosure, Feed, FeedEntry
from plugins.pages.page import Page, PageKind, Values
from plugins.pages.posts import GONE_TITLE
from plugins.posts import standfirst
from plugins.posts.pictures import files_of
from plugins.vietnamese import day

ATOM, RSS = (
    PageKind(f"feeds/{form}.xml", (NEWS_FEED, UNIT_FEED, DEPARTMENT_FEED)) for form in FEEDS
)

FIRST_YEAR = "2019"
"""Year of the ``tag:`` URIs of feeds themselves: any year the host name was ours, for ever."""

NEVER = "1970-01-01T07:00:00+07:00"
"""``updated`` of a feed without entries, which Atom requires all the same."""

_ROOTED = re.compile(r'(\s(?:href|src)=")(/(?!/))')
_FRAGMENT = re.compile(r'(\shref=")#')
_SRCSET = re.compile(r'\ssrcset="([^"]*)"')


def absolute(html: str, origin: str, url: str) -> str:
    """``html`` of the page at ``url`` with whole addresses, for readers outside the site.

    Its own fragments (footnotes) lead to the page itself.
    """

    def srcset(match: re.Match[str]) -> str:
        entries = (entry.strip() for entry in match.group(1).split(","))
        return ' srcset="{}"'.format(
            ", ".join(origin + e if e.startswith("/") else e for e in entries)
        )

    html = _FRAGMENT.sub(rf"\g<1>{origin}{url}#", html)
    return _SRCSET.sub(srcset, _ROOTED.sub(rf"\g<1>{origin}\g<2>", html))


def feed_pages(edition: Edition, posts: Sequence[Post], title: str, home: str) -> Iterator[Page]:
    """The feeds of the list at ``home``: the newest of its ``posts``, withdrawn ones among them."""
    newest, full = posts[-FEED_LENGTH:], f"{title} – {edition.site.agency_short}"
    inputs = (
        ("tin mới nhất", edition.digest(newest)),
        ("tên gọi và mã", digest(full, edition.settings.feed_host)),
    )
    for kind in (ATOM, RSS):
        url = feed_of(home, kind.name.rpartition("/")[2])
        yield kind.page(url, inputs, partial(_feed, edition, newest, full, home, url))


def _feed(edition: Edition, posts: Sequence[Post], title: str, home: str, url: str) -> Values:
    """The feed at ``url`` of ``posts``, oldest first, that follows the list at ``home``."""
    origin = edition.site.url
    updated = max((post.modified for post in posts), default=None)
    made = Feed(
        id=_tag(edition.settings.feed_host, home),
        title=title,
        subtitle=edition.site.agency,
        home=origin + home,
        self_url=origin + url,
        updated=updated.isoformat() if updated else NEVER,
        updated_rfc822=format_datetime(updated) if updated else "",
        entries=tuple(_entry(edition, post) for post in reversed(posts)),
    )
    return {"feed": made}


def _entry(edition: Edition, post: Post) -> FeedEntry:
    found = edition.entries.get(post.path)
    if found is None:
        found = edition.entries[post.path] = _new_entry(edition, post)
    return found


def _new_entry(edition: Edition, post: Post) -> FeedEntry:
    origin = edition.site.url
    registry = edition.newsroom.registry
    when = post.date.date()
    if post.withdrawal is not None:
        html = description = _notes((post.withdrawal,))
        authors: tuple[str, ...] = ()
        categories: tuple[str, ...] = ()
        title, summary = GONE_TITLE, post.withdrawal.note
    else:
        figure = ""
        if post.photo is not None:
            image = f'<img src="picture:{escape(post.photo.path)}" alt="{escape(post.photo.alt)}">'
            caption = escape(post.photo.caption)
            figure = f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
        words = without_documents(edition.body(post).html)
        body = place_pictures(figure + words, edition.pictures)
        notes = _notes(post.corrections)
        html = absolute(notes + body, origin, post.url)
        authors = tuple(registry.authors[author].name for author in post.authors)
        categories = tuple(registry.units[unit].name_at(when).text for unit in post.units)
        title, summary = post.title, standfirst(post)
        # Without notes it is plain text, which is HTML once escaped.
        description = f"{notes}<p>{markup(summary)}</p>" if notes else str(markup(summary))
    return FeedEntry(
        id=_tag(edition.settings.feed_host, post.url),
        url=origin + post.url,
        title=title,
        published=post.date.isoformat(),
        updated=post.modified.isoformat(),
        published_rfc822=format_datetime(post.date),
        authors=authors or (edition.site.agency,),
        categories=categories,
        summary=summary,
        description=description,
        html=html,
        enclosures=_enclosures(edition, post) if post.withdrawal is None else (),
    )


def _enclosures(edition: Edition, post: Post) -> tuple[Enclosure, ...]:
    known, origin = edition.newsroom.attachments, edition.site.url
    used = [known[path] for path in dict.fromkeys(files_of(post)) if path in known]
    return tuple(
        Enclosure(url=origin + spec.url, type=type_of(spec.url), size=spec.size) for spec in used
    )


def _notes(corrections: Iterable[Correction]) -> str:
    return "".join(
        f"<p><strong>{c.kind.capitalize()} ngày {day(c.date)}:</strong> {escape(c.note)}</p>"
        for c in corrections
    )


def _tag(host: str, path: str) -> str:
    """A ``tag:`` URI (RFC 4151): the folder year in the path outlives a corrected date.

    ``host`` is a setting of its own, so that a site that moves keeps its identities.
    """
    year = re.search(r"/(\d{4})/", path)
    taken = year.group(1) if year else FIRST_YEAR
    return f"tag:{host},{taken}:{quote(path)}"
