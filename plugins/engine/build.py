"""One build: read, check, enrich, plan, render, write. Knows files and Jinja, not Pelican."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import structs

from plugins.content import ContentCache, Effort, read_newsroom
from plugins.documents import catalogue
from plugins.engine.build_record import BuildRecord
from plugins.engine.candidates import candidates
from plugins.engine.output import Output
from plugins.engine.share import ShareError, ThemeFile, share_pictures
from plugins.engine.theme import Assets, assets
from plugins.images import (
    RECIPE,
    RenditionStore,
    SourceChangedError,
    Spec,
    picture,
    picture_bytes,
)
from plugins.images.faults import RefusedError
from plugins.look import EMBLEM, emblem_of
from plugins.model import Picture, Post, Problem, Rendition, StandingPage, Status
from plugins.newsroom import Newsroom
from plugins.pages.edition import Edition
from plugins.pages.keys import digest
from plugins.pages.page import Page, Section
from plugins.pages.plan import plan
from plugins.pages.post_digests import post_digests
from plugins.pages.posts import RelatedNews
from plugins.pages.site import Settings, agency_name, build_site, read_settings
from plugins.pages.views import ThemeAddresses
from plugins.posts.pictures import pictures_of, used_pictures
from plugins.related import Lists, Relations, Suggestion
from plugins.search import WholeTexts, WholeTextStore
from plugins.setting_places import Places
from plugins.settings import origins
from plugins.walking import Trace, Walk


class ProblemsError(Exception):
    """What was read cannot be published; ``problems`` says all of why."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(slots=True, kw_only=True)
class Stages:
    """How long each stage took, in seconds, in the order they ran."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time one stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An edition ready to be rendered, and what goes with it."""

    edition: Edition
    assets: Assets
    share: Sequence[ThemeFile]
    """The picture of each section."""
    lists: Lists
    """Related news of every post."""
    texts: WholeTexts
    """What search knows of whole texts."""
    specs: tuple[Spec, ...]
    """Pictures that readers will see, by path."""

    def pages(self, related: RelatedNews) -> Iterator[Page | Section]:
        """Every page, or section of pages; ``related`` is ``lists`` with what the record knows."""
        return plan(self.edition, related, self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was read and found sound, and the settings it is published with."""

    settings: Settings
    newsroom: Newsroom
    problems: tuple[Problem, ...]
    """What was said of the content: no error but of what is left out."""
    left_out: tuple[str, ...]
    effort: Effort
    trace: Trace


def read(
    content: Path,
    raw: Mapping[str, Any],
    memory: ContentCache,
    now: datetime,
    stages: Stages,
    walk: Walk | None = None,
    *,
    places: Places,
) -> Source:
    """Read and check ``content`` for the clock ``now``.

    ``walk``: ``content`` as it was looked through a moment ago, if it was.
    ``places``: where the settings ``raw`` stand.
    Raises ProblemsError with every problem of the settings and of the content.
    """
    with stages.stage("đọc và kiểm tra"):
        reading = read_newsroom(
            content,
            now,
            memory,
            walk,
            advise=False,
            hold=raw.get("NEWSROOM_HOLD"),
            show_faults=bool(raw.get("NEWSROOM_PREVIEW")),
            origins=origins((raw,)),
        )
        units = reading.registry.units if reading.registry is not None else None
        settings, problems = read_settings(raw, places, units=units)
        newsroom = reading.newsroom
        if settings is None or newsroom is None:
            raise ProblemsError((*problems, *reading.problems))
        if settings.preview:
            newsroom = _previewed(newsroom, reading.faulty)
    return Source(
        settings=settings,
        newsroom=newsroom,
        problems=reading.problems,
        left_out=reading.left_out,
        effort=reading.effort,
        trace=reading.trace,
    )


def _previewed(newsroom: Newsroom, faulty: Collection[str]) -> Newsroom:
    """``newsroom`` with drafts and ``faulty`` texts as they can be shown, whatever is wrong."""
    there = {post.path for post in newsroom.posts}

    def shown(post: Post) -> Post:
        if post.status is not Status.DRAFT and post.path not in faulty:
            return post
        return structs.replace(
            post,
            aliases=(),
            pin=tuple(path for path in post.pin if path in there and path != post.path),
            photo=post.photo if post.photo and post.photo.path in newsroom.pictures else None,
        )

    pages = tuple(
        structs.replace(page, aliases=()) if page.path in faulty else page
        for page in newsroom.pages
    )
    return replace(newsroom, posts=tuple(map(shown, newsroom.posts)), pages=pages)


def own_assets(theme: Path, content: Path, settings: Mapping[str, Any], places: Places) -> Assets:
    """The theme's files, in the agency's colour and with its emblem. Raises ProblemsError."""
    own, _ = read_settings(settings, places)
    if own is None:  # which is said when the content is read
        return assets(theme)
    try:
        return assets(theme, own.colour, emblem_of(content, own.emblem))
    except RefusedError as error:
        path, line = places.of(EMBLEM)
        said = f"{places.word(EMBLEM)}: {error}"
        raise ProblemsError((Problem(path=path, line=line, message=said),)) from error


def prepare(
    source: Source, made: Assets, relations: Relations, texts: WholeTextStore, stages: Stages
) -> Prepared:
    """Derive what the pages of ``source`` need; ``made`` are the theme's files."""
    settings, newsroom = source.settings, source.newsroom
    posts = newsroom.published
    if settings.preview:
        posts = tuple(p for p in newsroom.posts if p.withdrawal is None)
    with stages.stage("văn bản được viện dẫn"):
        cited = catalogue(posts, newsroom.registry.documents)
    with stages.stage("tin liên quan"):
        lists = relations.update(
            candidates(newsroom, posts, cited.labels), lambda path: newsroom.bodies(path).text
        )
    with stages.stage("tìm trong toàn văn"):
        words = texts.update(newsroom)
    specs, missing = _used(newsroom, settings, posts)
    agency = agency_name(settings, newsroom)
    images, share = share_pictures(
        settings, newsroom.sections, agency.full, made.share, made.pixels, made.tokens
    )
    addresses = ThemeAddresses(
        stylesheet=made.stylesheet,
        emblem=made.emblem,
        logo=made.logo,
        colour=made.colour,
        search_script=made.search_script,
        share=images,
    )
    edition = Edition(
        newsroom=newsroom,
        settings=settings,
        site=build_site(settings, newsroom, addresses),
        pictures={spec.path: picture(spec) for spec in specs} | missing,
        posts=posts,
        post_digests=post_digests(newsroom, marks=_marks(newsroom) if settings.preview else ()),
        documents=cited,
        bodies=newsroom.bodies,
    )
    return Prepared(
        edition=edition,
        assets=made,
        share=share,
        lists=lists,
        texts=words,
        specs=specs,
    )


def _marks(newsroom: Newsroom) -> Iterator[tuple[str, str]]:
    for post in (*newsroom.drafts, *newsroom.scheduled):
        yield post.path, f"{post.status} {post.date.isoformat()}"


def _used(
    newsroom: Newsroom, settings: Settings, posts: tuple[Post, ...]
) -> tuple[tuple[Spec, ...], dict[str, Picture]]:
    """Only the pictures of what readers may read: a draft's picture does not exist.

    In a preview of a draft a picture may be missing: then browsers show its description.
    """
    pages = newsroom.shown_pages(preview=settings.preview)
    texts: tuple[Post | StandingPage, ...] = (*posts, *pages)
    paths = {path for text in texts for path in pictures_of(text)}
    there = sorted(paths & newsroom.pictures.keys())
    missing = {
        path: Picture(path=path, fallback=Rendition(url=f"/{path}", width=480, height=270, mime=""))
        for path in paths - newsroom.pictures.keys()
    }
    return tuple(newsroom.pictures[path] for path in there), missing


@dataclass(frozen=True, slots=True)
class KnownLists:
    """The lists of a build, and from the record which posts each names."""

    lists: Lists
    record: BuildRecord

    def named(self, path: str) -> tuple[bytes, Sequence[str]]:
        """Of the list at ``path`` and its reasons the digest, and which posts it names.

        Decoded only when the list is new.
        """
        digest = self.lists.digest(path)
        paths = self.record.named(path, digest)
        if paths is None:
            paths = [suggestion.path for suggestion in self.lists.get(path)]
            self.record.note_named(path, digest, paths)
        return digest, paths

    def get(self, path: str) -> Sequence[Suggestion]:
        """The list at ``path``."""
        return self.lists.get(path)


def make_room(output: Output, record: BuildRecord, files: Sequence[str]) -> None:
    """Get ready to put ``files``, claimed already. Raises OutputError, OSError."""
    record.will_make([file for file in files if file not in output.stamps], output.files)
    output.make_room(files)


def _changed(
    edition: Edition, content: Path, specs: Sequence[Spec], error: SourceChangedError
) -> tuple[Problem, ...]:
    """Which of ``specs`` went or changed after they were read, where texts use them."""
    faults: dict[str, str] = {}
    for spec in specs:
        try:
            if sha256(picture_bytes(content, spec.path)).hexdigest() != spec.digest:
                faults[spec.path] = "tệp vừa thay đổi trong lúc dựng trang"
        except SourceChangedError:
            faults[spec.path] = "tệp vừa mất, hoặc máy không đọc được nữa, trong lúc dựng trang"
    pages = edition.newsroom.shown_pages(preview=edition.settings.preview)
    texts: tuple[Post | StandingPage, ...] = (*edition.posts, *pages)
    found = {
        Problem(
            path=f"content/{text.path}",
            line=line,
            message=f"ảnh {path}: {faults[path]}; xin chạy lại lệnh",
        )
        for text in texts
        for path, line in used_pictures(text)
        if path in faults
    }
    return tuple(sorted(found)) or (Problem(path=error.path, line=1, message=error.message),)


def put_pictures(
    prepared: Prepared, content: Path, store: RenditionStore, output: Output, record: BuildRecord
) -> list[str]:
    """Put every rendition and the theme's own files; those whose bytes were new.

    Pictures are looked at only when a rendition of theirs is not as it was made.
    Raises ProblemsError with every picture that is not any more what was read, or with those of
    the theme that are none.
    """
    lacking: list[tuple[Spec, bytes]] = []
    todo: list[str] = []
    for spec in prepared.specs:
        key = digest(spec.digest, str(RECIPE), repr(spec))
        published = prepared.edition.pictures[spec.path]
        files = [r.url.lstrip("/") for r in (published.fallback, *published.webp)]
        for file in files:
            output.claim(file)
        if not all(record.is_current(file, key, output.stamps) for file in files):
            lacking.append((spec, key))
            todo += files
    own: list[ThemeFile] = []
    themes = (
        ThemeFile(file, digest(data), partial(bytes, data))
        for file, data in prepared.assets.files.items()
    )
    for one in (*themes, *prepared.share):
        output.claim(one.file)
        if not record.is_current(one.file, one.key, output.stamps):
            own.append(one)
    make_room(output, record, [*todo, *(one.file for one in own)])
    wanted = [spec for spec, _ in lacking]
    try:
        made = store.get_many(wanted, lambda spec: picture_bytes(content, spec.path))
    except SourceChangedError as error:
        raise ProblemsError(_changed(prepared.edition, content, wanted, error)) from None
    rendered = (
        (url.lstrip("/"), key, path.read_bytes())
        for spec, key in lacking
        for url, path in made[spec.path].items()
    )
    written: list[str] = []
    for file, key, data in chain(rendered, _made(own)):
        put = output.put(file, data)
        record.note(file, key, put.stamp)
        output.stamps[file] = put.stamp
        if put.written:
            written.append(file)
    return written


def _made(files: Sequence[ThemeFile]) -> list[tuple[str, bytes, bytes]]:
    """Name, key and bytes of each. Raises ProblemsError with all that are no pictures."""
    made: list[tuple[str, bytes, bytes]] = []
    problems: list[Problem] = []
    for one in files:
        try:
            made.append((one.file, one.key, one.make()))
        except ShareError as error:
            problems.append(error.problem)
    if problems:
        raise ProblemsError(tuple(problems))
    return made
