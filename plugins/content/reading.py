"""From a content folder to a newsroom, or to every problem in it.

Of what ``plugins.walking`` found it decides nothing: each text goes to
the room that understands it, and what all of them object to comes back at once.
With a ``ContentCache`` a file of known bytes is not parsed again; what comes back
is the same with one and without.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from plugins.content.cache import ContentCache
from plugins.content.reader import ContentReader, Effort
from plugins.documents.checks import check_citations
from plugins.model import UNDATED, UNREAD, Post, Problem, StandingPage, Status
from plugins.newsroom import Hold, Newsroom, is_public
from plugins.pages.site_addresses import SiteAddresses
from plugins.pages.site_links import site_links
from plugins.posts import check_newsroom
from plugins.posts.reporter import NO_DATE
from plugins.registry import Registry
from plugins.sections import table_of_sections
from plugins.walking import Trace, Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading.

    ``newsroom`` is None when a problem is an error of a text that is not left out.
    """

    newsroom: Newsroom | None
    problems: tuple[Problem, ...]
    registry: Registry | None = None
    """None when it could not be read."""
    pages: tuple[StandingPage, ...] = ()
    """Those that could be read."""
    left_out: tuple[str, ...] = ()
    """Paths of texts that are not drafts and yet not in ``newsroom``: held, or wrong.

    Not those that by their name or place are no texts (``unread``)."""
    faulty: frozenset[str] = frozenset()
    """Paths of texts with errors of their own or of their pictures."""
    drafts: tuple[Post | StandingPage, ...] = ()
    """What says of itself that it is not ready, whatever else is wrong."""
    effort: Effort = field(default=Effort(), compare=False)
    trace: Trace = field(default=Trace(digest=b"", fresh=()), compare=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before anything is built."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def unread(self) -> tuple[str, ...]:
        """Files and folders, from the project's folder, of which nothing goes to readers."""
        return unread(self.problems)


def unread(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Files and folders that ``problems`` name of which nothing goes to readers."""
    return tuple(sorted({problem.path for problem in problems if problem.about == UNREAD}))


def read_newsroom(  # noqa: PLR0913 - all but the first are said by name
    content: Path,
    now: datetime,
    cache: ContentCache | None = None,
    walk: Walk | None = None,
    *,
    advise: bool = True,
    compare: bool = True,
    hold: Hold | None = None,
    past_faults: bool = False,
    show_faults: bool = False,
    origins: Collection[str] = (),
) -> Reading:
    """Read all of ``content`` as it stands for the clock ``now`` (aware).

    Without ``advise`` what is only advice about many posts together is not looked for.
    Without ``compare`` not even errors are looked for that only several texts together show.
    ``walk``: what was seen of the folder a moment ago, if it was looked through already.
    With ``past_faults`` texts with errors, and whatever leads to them, are left
    out of the newsroom instead of there being none; with ``show_faults``, for a
    preview, they are in it as far as they can be. The registry must be sound.
    ``origins``: ``https://…`` of the site itself, to know links to it that are written whole.
    """
    walk = walk or Walk(content)
    table = table_of_sections(walk.sections)
    hold = hold or Hold()
    reader = ContentReader(walk, cache or ContentCache(None), dict(hold.live))
    registry = reader.registry()
    reader.read(walk.texts, registry)
    there = {file.path: file for file in walk.pictures}
    specs = reader.pictures(there)
    attachments = {file.path: file for file in walk.attachments}
    attached = reader.attachments(attachments, registry)
    posts = sorted(reader.posts.values(), key=lambda post: post.order)
    pages = sorted(reader.pages.values(), key=lambda page: page.path)
    held = hold.out & reader.texts
    misplaced = walk.misplaced.keys()
    unread = reader.texts - reader.posts.keys() - reader.pages.keys() - misplaced
    unsure = unread | reader.faulty(reader.problems)

    def between(held: AbstractSet[str]) -> tuple[Problem, ...]:
        if not compare:
            return ()
        held = held | misplaced
        site = SiteAddresses(
            posts=posts,
            pages=pages,
            registry=registry,
            now=now,
            table=table,
            unsure=unsure - held,
            held=held,
        )
        found = check_newsroom(
            posts, pages, there, now, table, unread=unread, held=held, attachments=attachments
        )
        return (*found, *site_links(site, origins))

    found = [*reader.problems, *between(held)]
    first = faulty = reader.faulty(found) - held
    while past_faults and faulty - held - _NO_TEXT:
        held |= faulty - _NO_TEXT
        more = between(held)
        found += more
        faulty = reader.faulty(more)
    texts: tuple[Post | StandingPage, ...] = (*posts, *pages)
    away = [text for text in texts if text.path in held]
    if away:
        posts = [post for post in posts if post.path not in held]
        pages = [page for page in pages if page.path not in held]
    if advise and compare:
        found += advice(posts, now)
    problems = [_with_moment(one, now) for one in reader.with_lines(set(found))]
    if posts and posts[-1].date == UNDATED:
        posts = sorted((_dated(post, now) for post in posts), key=lambda post: post.order)
    reader.cache.keep()
    newsroom = None
    if registry is not None and (past_faults or show_faults or not faulty):
        newsroom = Newsroom(
            registry=registry,
            posts=tuple(posts),
            pages=tuple(pages),
            pictures=specs,
            attachments=attached,
            digests=reader.digests,
            post_digests=reader.post_digests,
            bodies=reader.cache.body,
            now=now,
            sections=walk.sections,
            held=tuple(away),
        )
    return Reading(
        newsroom=newsroom,
        problems=tuple(problems),
        registry=registry,
        pages=tuple(pages),
        left_out=tuple(sorted(held)),
        faulty=first - _NO_TEXT,
        drafts=tuple(text for text in texts if text.status is Status.DRAFT),
        effort=reader.effort,
        trace=walk.traced(reader.registry_files, reader.read_as),
    )


def advice(posts: Sequence[Post], now: datetime) -> tuple[Problem, ...]:
    """What is only advice about many posts together."""
    return tuple(
        check_citations(posts, lambda post: is_public(post, now) and post.withdrawal is None)
    )


_NO_TEXT = frozenset({""})
"""Who is at fault when no text is: the registry."""


def _dated(post: Post, now: datetime) -> Post:
    """``post``; one that has no date that can be read is shown, in a preview, as of now."""
    if post.date != UNDATED:
        return post
    return replace(post, date=now.replace(second=0, microsecond=0))


def _with_moment(problem: Problem, now: datetime) -> Problem:
    """``problem`` with the present moment in its line to write, if a date is what is missing.

    An officer who has lines mended has it written too.
    """
    if problem.about != NO_DATE or problem.severity == "answer":
        return problem
    line = f"date: {now.year:04}-{now:%m-%d %H:%M}"
    return replace(problem, suggestion=line, fixable=problem.severity == "error")
