"""What no file can say alone: that every post has its page, every link an end, every file a use.

Pure: facts and expectations in, problems out. Linear in files and links.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from desk.verify.facts import Facts, FileKind
from plugins.addresses import (
    ATTACHMENT,
    FRONT,
    GONE_ENDING,
    NOT_FOUND,
    PLUGIN,
    POST,
    ROBOTS,
    SITEMAP,
    TEXTS,
    AddressTable,
    table_of,
    url_of,
)
from plugins.model import Post, Problem, StandingPage
from plugins.newsroom import Newsroom
from plugins.sections import ONE, folders_of
from plugins.vietnamese import squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the content says must be there, by file of the output."""

    pages: Mapping[str, str] = field(default_factory=dict)
    """Published posts and standing pages: file → title as written."""
    gone: frozenset[str] = frozenset()
    """Withdrawn posts."""
    marks: frozenset[str] = frozenset()
    """What tells a server, beside each of them, to answer 410."""
    redirects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Old addresses: file → files of the texts that had it: it leads to one, or shows them all."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Attachments of what readers can read: file → SHA-256 of its copy."""
    private_bytes: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of pictures and attachments that must not be there → path of the text they are of."""
    plugins: bool = False
    """Whether other plugins write files too."""
    sections: tuple[str, ...] = folders_of(ONE)
    """Folders of all sections, that of the default one first."""

    @property
    def unlinked(self) -> tuple[Collection[str], ...]:
        """What must be there though nothing leads to it."""
        return self.gone, self.marks, self.redirects

    @property
    def table(self) -> AddressTable:
        """The table of addresses that these sections make."""
        return table_of(self.sections)

    def is_theirs(self, path: str) -> bool:
        """Whether another plugin wrote the file ``path``."""
        return self.plugins and self.table.row_of(path, self.redirects) is PLUGIN


def expected(
    newsroom: Newsroom, private_bytes: Mapping[str, str], *, plugins: bool = False
) -> Expected:
    """What a site of ``newsroom`` must consist of, at least."""
    shown: tuple[Post | StandingPage, ...] = (*newsroom.published, *newsroom.standing)
    redirects: dict[str, tuple[str, ...]] = {}
    for text in (*shown, *newsroom.withdrawn):
        for alias in text.aliases:
            file, page = _file(alias), _page_of(text)
            others = redirects.get(file, ())
            redirects[file] = others if page in others else (*others, page)
    gone = frozenset(map(_page_of, newsroom.withdrawn))
    return Expected(
        pages={_page_of(text): text.title for text in shown},
        gone=gone,
        marks=frozenset(f"{file}{GONE_ENDING}" for file in gone),
        redirects=redirects,
        files={
            newsroom.attachments[path].url[1:]: newsroom.attachments[path].published
            for path in sorted(newsroom.public_attachments)
        },
        private_bytes=private_bytes,
        plugins=plugins,
        sections=newsroom.addresses.folders,
    )


def fingerprint(newsroom: Newsroom, private_bytes: Mapping[str, str]) -> bytes:
    """Equal for newsrooms of which the same is ``expected``."""
    made = hashlib.blake2b(repr(newsroom.addresses.folders).encode(), digest_size=16)
    for texts in (newsroom.published, newsroom.withdrawn, newsroom.standing):
        paths = [text.path for text in texts]
        made.update("\n".join(paths).encode() + b"\0")
        made.update(b"".join(map(newsroom.digests.__getitem__, paths)) + b"\0")
    made.update("\n".join(sorted(private_bytes)).encode())
    for path in sorted(newsroom.public_attachments):
        spec = newsroom.attachments[path]
        made.update(f"\0{path}\0{spec.published}".encode())
    return made.digest()


def _page_of(text: Post | StandingPage) -> str:
    return text.url[1:]


def _file(address: str) -> str:
    """The file that a server looks for when asked for an old address."""
    bare = re.sub("[?#].*", "", address) if "?" in address or "#" in address else address
    path = unquote(bare).lstrip("/")
    name = path.rpartition("/")[2]
    if name.endswith(".html") and len(name.encode()) <= _LONGEST_NAME:
        return path
    return f"{path.rstrip('/')}/index.html".lstrip("/")


_LONGEST_NAME = 200
"""Bytes of a file; a page of a longer name is a folder with an ``index.html``."""


def judge(facts: Sequence[Facts], wanted: Expected) -> list[Problem]:
    """Every problem of the output as a whole; those of single files are in their facts."""
    by_path = {one.path: one for one in facts}
    return [
        *_pages(by_path, wanted),
        *_strangers(by_path, wanted),
        *_links(by_path),
        *_uses(by_path),
        *_sitemaps(by_path),
        *search_problems([one for one in facts if one.kind is FileKind.SEARCH], wanted),
        *_private(facts, wanted),
        *_orphans(by_path, wanted),
    ]


def _problem(path: str, message: str, line: int = 1) -> Problem:
    return Problem(path=path, line=line, message=message)


NEEDED = tuple(row.file() for row in (FRONT, NOT_FOUND, ROBOTS, SITEMAP))


def _pages(by_path: Mapping[str, Facts], wanted: Expected) -> Iterator[Problem]:
    for file in NEEDED:
        if file not in by_path:
            yield _problem(file, "thiếu tệp này")
    for file, title in wanted.pages.items():
        yield from page_problems(file, title, by_path.get(file))
    for file in wanted.gone:
        yield from gone_problems(file, by_path.get(file))
    for file, digest in wanted.files.items():
        yield from attachment_problems(file, digest, by_path.get(file))
    for file in wanted.marks:
        if file not in by_path:
            yield _problem(file, "thiếu tệp đánh dấu bài đã gỡ, để máy chủ trả lời 410")
    for file, targets in wanted.redirects.items():
        yield from redirect_problems(file, targets, by_path.get(file))


def is_unwanted(facts: Facts, wanted: Expected) -> bool:
    """Whether the file is not what is wanted at its path."""
    path = facts.path
    title, copy = wanted.pages.get(path), wanted.files.get(path)
    targets = wanted.redirects.get(path)
    return (
        (title is not None and any(page_problems(path, title, facts)))
        or (copy is not None and any(attachment_problems(path, copy, facts)))
        or (path in wanted.gone and any(gone_problems(path, facts)))
        or (targets is not None and any(redirect_problems(path, targets, facts)))
    )


def page_problems(file: str, title: str, page: Facts | None) -> Iterator[Problem]:
    """What is wrong with the ``page`` at ``file``, which must be that of a text with ``title``."""
    title = squeeze(title)
    if page is None:
        yield _problem(file, f"thiếu trang của «{title}»")
    elif title not in page.heading:
        yield _problem(file, f"trang không mang tiêu đề «{title}» ở <h1>")
    elif not page.indexable or page.redirect:
        yield _problem(file, "trang bài viết lại chặn máy tìm kiếm hoặc chuyển hướng")


def attachment_problems(file: str, digest: str, found: Facts | None) -> Iterator[Problem]:
    """What is wrong with what was ``found`` at ``file``: an attachment's copy of ``digest``."""
    if found is None:
        yield _problem(file, "thiếu tệp đính kèm này")
    elif found.sha256 != digest:
        yield _problem(file, "tệp đính kèm không đúng từng byte với bản đã xem khi kiểm tra")


def gone_problems(file: str, page: Facts | None) -> Iterator[Problem]:
    """What is wrong with the ``page`` at ``file``, which must say that a post was withdrawn."""
    if page is None:
        yield _problem(file, "thiếu trang báo bài đã gỡ bỏ")
    elif page.indexable:
        yield _problem(file, "trang của bài đã gỡ bỏ vẫn mời máy tìm kiếm (thiếu noindex)")


def redirect_problems(file: str, targets: Sequence[str], page: Facts | None) -> Iterator[Problem]:
    """What is wrong with the ``page`` at ``file``, which must lead to its target, or to each."""
    if page is None:
        yield _problem(file, f"thiếu trang chuyển hướng tới {', '.join(targets)}")
    elif len(targets) > 1:
        missing = [target for target in targets if target not in page.links]
        if page.redirect or page.indexable:
            yield _problem(file, "địa chỉ cũ của nhiều tin phải là trang thường, có noindex")
        elif missing:
            yield _problem(file, f"địa chỉ cũ của nhiều tin không dẫn tới {', '.join(missing)}")
    elif not page.redirect or targets[0] not in page.links:
        yield _problem(file, f"địa chỉ cũ này không chuyển hướng tới {targets[0]}")


def _strangers(by_path: Mapping[str, Facts], wanted: Expected) -> Iterator[Problem]:
    for path in by_path:
        yield from stranger_problems(path, wanted)


def stranger_problems(path: str, wanted: Expected) -> Iterator[Problem]:
    """What is wrong with there being a file at ``path``."""
    known = path in wanted.pages or path in wanted.gone or path in wanted.redirects
    if not known and wanted.table.row_of(path) in TEXTS:
        yield _problem(path, "trang này không có bài nào được công bố tương ứng")
    if ATTACHMENT.serves(path) and path not in wanted.files:
        yield _problem(path, "tệp đính kèm này không bài nào được công bố dẫn tới")
    if path.endswith(GONE_ENDING) and path not in wanted.marks and not wanted.is_theirs(path):
        yield _problem(path, "đánh dấu là đã gỡ một bài không bị gỡ: máy chủ sẽ trả lời 410")


def _links(by_path: Mapping[str, Facts]) -> Iterator[Problem]:
    ids = {path: frozenset(one.ids) for path, one in by_path.items() if one.ids}
    nothing: frozenset[str] = frozenset()
    for path, one in by_path.items():
        for link, line in zip(one.links, one.lines, strict=True):
            if link in by_path:
                continue
            file, _, fragment = link.partition("#")
            if file not in by_path:
                yield _problem(path, f"liên kết hỏng: {url_of(file)}", line)
            elif fragment and fragment not in ids.get(file, nothing):
                message = f"liên kết tới chỗ không có: {url_of(file)}#{fragment}"
                yield _problem(path, message, line)
        if one.kind is FileKind.PAGE:
            yield from canonical_problems(one)


def canonical_problems(one: Facts) -> Iterator[Problem]:
    """What is wrong with the canonical address of the page ``one``."""
    if not one.canonical:
        yield _problem(one.path, "thiếu địa chỉ chính (canonical)")
    elif one.canonical != one.path and not one.redirect:
        yield _problem(one.path, f"địa chỉ chính (canonical) lại là {url_of(one.canonical)}")


def _uses(by_path: Mapping[str, Facts]) -> Iterator[Problem]:
    for path, one in by_path.items():
        for use in one.uses:
            picture = by_path.get(use.file)
            if picture is None or picture.kind is not FileKind.PICTURE or not picture.width:
                continue  # missing is a dangling link; a drawing has any size; broken is said there
            if use.width and use.width != picture.width:
                yield _problem(
                    path,
                    f"/{use.file} rộng {picture.width}, trang ghi {use.width}",
                    use.line,
                )
            if use.height and use.height != picture.height:
                yield _problem(
                    path, f"/{use.file} cao {picture.height}, trang ghi {use.height}", use.line
                )


def _sitemaps(by_path: Mapping[str, Facts]) -> Iterator[Problem]:
    files = sorted(by_path.values(), key=lambda one: one.path)
    indexed = {link for one in files if one.kind is FileKind.SITEMAP_INDEX for link in one.links}
    listed: dict[str, str] = {}
    for sitemap in files:
        if sitemap.kind is FileKind.SITEMAP:
            if sitemap.path not in indexed and sitemap.path != "sitemap.xml":
                yield _problem(sitemap.path, "sơ đồ trang này không có trong sitemap.xml")
            yield from _sitemap(sitemap, by_path, listed)
    for one in files:
        if is_indexable(one) and one.path not in listed:
            yield _problem(one.path, "trang này không có trong sơ đồ trang (sitemap)")


def _sitemap(
    sitemap: Facts, by_path: Mapping[str, Facts], listed: dict[str, str]
) -> Iterator[Problem]:
    """One sitemap; ``listed`` (file → sitemap that lists it) is added to."""
    for file, line in zip(sitemap.links, sitemap.lines, strict=True):
        page = by_path.get(file)
        if file in listed:
            message = f"{url_of(file)} đã có trong {listed[file]}"
            yield _problem(sitemap.path, message, line)
        elif page is not None and not is_indexable(page):
            message = f"{url_of(file)} không dành cho máy tìm kiếm"
            yield _problem(sitemap.path, message, line)
        listed.setdefault(file, sitemap.path)


def search_problems(indexes: Sequence[Facts], wanted: Expected) -> Iterator[Problem]:
    """What is wrong with what search knows: it must name each published post once, no other."""
    row_of = wanted.table.row_of
    left = {file for file in wanted.pages if row_of(file) is POST} if indexes else set()
    for index in sorted(indexes, key=lambda one: one.path):
        for file, line in zip(index.links, index.lines, strict=True):
            if file in left:
                left.remove(file)
            elif row_of(file) is not POST or file not in wanted.pages:
                message = f"trang tìm kiếm kể một tin không được công bố: {url_of(file)}"
                yield _problem(index.path, message, line)
            else:
                yield _problem(index.path, f"trang tìm kiếm kể hai lần: {url_of(file)}", line)
    for file in sorted(left):
        yield _problem(file, "trang tìm kiếm không biết tin này")


def is_indexable(one: Facts) -> bool:
    """Whether it is a page for search engines, which a sitemap must list."""
    return one.kind is FileKind.PAGE and one.indexable and not one.redirect


def _private(facts: Iterable[Facts], wanted: Expected) -> Iterator[Problem]:
    for one in facts:
        whose = wanted.private_bytes.get(one.sha256)
        if whose is not None:
            what = "tệp đính kèm" if ATTACHMENT.serves(one.path) else "ảnh"
            message = f"{what} này chỉ thuộc content/{whose}, độc giả không được thấy"
            yield Problem(path=one.path, line=1, message=message, about=PRIVATE)


PRIVATE = "ảnh"
"""What a problem is about that is none where a public text uses a file of the same bytes."""

ENTRANCES = frozenset({FRONT.file(), NOT_FOUND.file(), ROBOTS.file(), "favicon.ico"})


def _orphans(by_path: Mapping[str, Facts], wanted: Expected) -> Iterator[Problem]:
    """Files nothing leads to; old addresses and withdrawn posts are reached from elsewhere."""
    reached = set(ENTRANCES).union(*wanted.unlinked)
    for path, one in by_path.items():
        reached.update(file for link in one.links if (file := link.partition("#")[0]) != path)
    for path in by_path:
        if path not in reached and not wanted.is_theirs(path):
            yield _problem(path, "không trang nào dẫn tới tệp này")
