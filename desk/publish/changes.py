"""What readers would see change between two releases, and which promised addresses they would lose.

Pure: two manifests (and, for the words to the officer, the newsroom) in, values out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import unquote

from desk.publish.manifest import TEXTS, TEXTS_EVER, Address, AddressKind, Entry, Manifest
from plugins.addresses import (
    ATTACHMENT,
    AUTHOR,
    DEPARTMENT,
    POST,
    UNIT,
    AddressTable,
    Kind,
    Row,
    attachment_url,
    path_of,
    text_url,
    url_of,
)
from plugins.content_folder import is_ours, paths_of_ours
from plugins.model import Post, Problem, StandingPage, Status
from plugins.newsroom import Newsroom
from plugins.newsroom_file import PLACE, SECTIONS
from plugins.posts.addresses import section_of
from plugins.posts.old_addresses import file_of_old, tail_of_old
from plugins.posts.pictures import used_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Paths that differ between two releases, each sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.new or self.changed or self.removed)

    def counts(self, table: AddressTable) -> tuple[tuple[Kind, int, int, int], ...]:
        """New, changed and removed files of each kind that has any, in the order of ``Kind``."""
        new, changed, removed = (
            Counter(table.row_of(path).kind for path in paths)
            for paths in (self.new, self.changed, self.removed)
        )
        counted = ((kind, new[kind], changed[kind], removed[kind]) for kind in Kind)
        return tuple(row for row in counted if any(row[1:]))


def compare(old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Changes:
    """What must be done to ``old`` to make it ``new``; linear."""
    differ = sorted(path for path, entry in new.items() if old.get(path) != entry)
    return Changes(
        new=tuple(path for path in differ if path not in old),
        changed=tuple(path for path in differ if path in old),
        removed=tuple(sorted(path for path in old if path not in new)),
    )


# --- posts, by title -----------------------------------------------------------


class Fate(StrEnum):
    """What happens to a post or page, as the table says it."""

    NEW = "mới"
    BACK = "hiện lại"
    EDITED = "sửa"
    WITHDRAWN = "gỡ bỏ"
    MOVED = "chuyển địa chỉ"
    LOST = "mất"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One post or page that readers will find otherwise than before."""

    fate: Fate
    title: str
    url: str


def events(old: Mapping[str, Address], new: Mapping[str, Address]) -> tuple[Event, ...]:
    """What happens to posts and standing pages, by address; redirects are only counted as files."""
    found = []
    differ = [url for url, address in new.items() if old.get(url) != address]
    differ += [url for url in old if url not in new]
    for url in sorted(differ, reverse=True):  # newest years first
        was, now = old.get(url), new.get(url)
        fate = _fate(was, now)
        if fate is not None:
            title = (now.title if now else "") or (was.title if was else "")
            found.append(Event(fate=fate, title=title, url=url))
    order = list(Fate)
    return tuple(sorted(found, key=lambda e: order.index(e.fate)))


def _fate(was: Address | None, now: Address | None) -> Fate | None:
    """What became of ``was``, which is not ``now``."""
    if now is None:
        return Fate.LOST if was and was.kind is not AddressKind.REDIRECT else None
    if was is None:
        return Fate.NEW if now.kind in TEXTS else None
    if now.kind is was.kind:
        return Fate.EDITED if now.kind in TEXTS else None
    if now.kind is AddressKind.GONE:
        return Fate.WITHDRAWN
    if now.kind is AddressKind.REDIRECT:
        return Fate.MOVED
    return Fate.BACK if was.kind is AddressKind.GONE else Fate.NEW


# --- promises ------------------------------------------------------------------


def promises(newsroom: Newsroom) -> dict[str, Address]:
    """Every address that a release of ``newsroom`` promises: posts, standing pages, old addresses.

    Lists, months and feeds are not among them: what they show is found elsewhere too.
    """
    found: dict[str, Address] = {}
    for post in newsroom.withdrawn:
        found[post.url] = Address(kind=AddressKind.GONE, digest=_digest(post, newsroom))
        found.update(dict.fromkeys(post.aliases, Address(kind=AddressKind.REDIRECT)))
    texts: tuple[Post | StandingPage, ...] = (*newsroom.published, *newsroom.standing)
    for text in texts:
        kind = AddressKind.POST if isinstance(text, Post) else AddressKind.STANDING
        found[text.url] = Address(kind=kind, title=text.title, digest=_digest(text, newsroom))
        if text.aliases:
            moved = Address(kind=AddressKind.REDIRECT, title=text.title)
            found.update(dict.fromkeys(text.aliases, moved))
    return found


def _digest(text: Post | StandingPage, newsroom: Newsroom) -> str:
    return newsroom.digests[text.path][:8].hex()


_REGISTRY = {UNIT: "units", DEPARTMENT: "departments", AUTHOR: "authors"}
"""Who end and do not vanish, by the table that has them."""


def lost(old: Manifest, files: Collection[str], newsroom: Newsroom) -> tuple[Problem, ...]:
    """A problem for each address of ``old`` that ``files`` would no longer serve.

    What a list sheds by itself is none; nor is the page of an author whose
    last post was withdrawn, for taking a post back must never be held up. A
    unit, department or author struck from the registry is: they end, they do
    not vanish. An attachment goes with the posts that led to it when these are
    withdrawn. Of a section that the newsroom does not say any more, that alone is told.
    """
    problems: list[Problem] = []
    missed = set()
    table = newsroom.addresses
    gone = _gone_sections(old, newsroom)
    hidden = {text.url: (text, key, why) for text, key, why in _hidden(newsroom)}
    kept = _kept(old, newsroom)
    ours = _titles_of_ours(old)
    for url, address in old.addresses.items():
        is_old = address.kind is AddressKind.REDIRECT
        if not is_old and url[1:] in files:  # nearly all: a text lies at its address
            continue
        file = file_of_old(url)
        if file in files and (not is_old or _answer(url) in kept):
            continue
        missed.add(file)
        # Our sample's text is nobody's promise; what a section had is told of the section.
        is_told = POST.serves(file) and section_of(file) in gone
        if is_told or is_ours(path_of(url), address.digest) or (is_old and address.title in ours):
            continue
        if url in hidden:
            problems.append(_lost_to_waiting(address, *hidden[url], newsroom.now))
        else:
            problems.append(_lost_promise(url, old.addresses, newsroom))
    for file in [file for file in old.files if file not in files]:
        # Old addresses are among ``missed``: what else no row has is of other plugins.
        row = table.row_of(file, missed)
        if file in missed or row.vanishes or section_of(file) in gone:
            continue
        if file_of_old(f"/{file}") not in files:
            problems += _lost_file(row, file, newsroom)
    problems.extend(_lost_section(*one) for one in gone.items())
    return tuple(sorted(problems))


def _lost_file(row: Row, file: str, newsroom: Newsroom) -> Iterator[Problem]:
    """What is to be said of a ``file`` that is promised and no text's own, when it goes."""
    if row is ATTACHMENT:
        yield from _lost_attachment(url_of(file), newsroom)
    elif row in _REGISTRY:
        yield from _lost_agency(row, url_of(file), newsroom)
    elif file.endswith((".html", ".xml")):
        message = (
            "địa chỉ này đang công bố nhưng bản mới không còn; xin báo người phụ trách kỹ thuật"
        )
        yield Problem(path=file, line=1, message=message)


def _titles_of_ours(old: Manifest) -> frozenset[str]:
    """Titles in ``old`` of our sample's texts alone: an old address tells whose it is by them."""
    there = old.addresses
    ours = {
        url: there[url].title
        for url in map(text_url, paths_of_ours())
        if url in there
        and there[url].kind is not AddressKind.REDIRECT
        and is_ours(path_of(url), there[url].digest)
    }
    if not ours:  # nearly all newsrooms
        return frozenset()
    texts = (url for url, one in there.items() if one.kind is not AddressKind.REDIRECT)
    return frozenset(ours.values()) - {there[url].title for url in texts if url not in ours} - {""}


def _gone_sections(old: Manifest, newsroom: Newsroom) -> dict[str, int]:
    """Folders of sections with posts in ``old`` that the newsroom does not say, and how many."""
    there = tuple(f"/{folder}/" for folder in newsroom.addresses.folders)
    return Counter(
        section_of(url[1:])
        for url, address in old.addresses.items()
        if not url.startswith(there)
        and address.kind in TEXTS_EVER
        and POST.serves(url[1:])
        and not is_ours(path_of(url), address.digest)
    )


def _lost_section(folder: str, count: int) -> Problem:
    return Problem(
        path=PLACE,
        line=1,
        message=f"chuyên mục có thư mục «{folder}» đang công bố {count} bài, nay không còn trong "
        "tệp này nên mọi địa chỉ của nó sẽ mất; hãy ghi lại chuyên mục ấy ở cuối tệp (chuyển bài "
        "sang chuyên mục khác thì ghi địa chỉ cũ vào aliases của từng bài)",
        suggestion=f'[[{SECTIONS}]]\nname = "…"\nfolder = "{folder}"',
    )


def _answer(url: str) -> tuple[str, str]:
    """What tells promises apart: the file that answers, and what a server takes off before."""
    return file_of_old(url), tail_of_old(url)


def _kept(old: Manifest, newsroom: Newsroom) -> frozenset[tuple[str, str]]:
    """What answers for a text of ``newsroom``; asked only where ``old`` has an old address.

    That a file is there is not enough for one: the page of another text may be in its place.
    """
    if not any(one.kind is AddressKind.REDIRECT for one in old.addresses.values()):
        return frozenset()
    texts: Iterable[_Waiting] = (
        *newsroom.published,
        *newsroom.standing,
        *newsroom.withdrawn,
    )
    return frozenset(_answer(url) for text in texts for url in (text.url, *text.aliases))


_Waiting = Post | StandingPage


def drafts_live(
    drafts: Iterable[_Waiting], addresses: Mapping[str, Address], now: datetime
) -> tuple[Problem, ...]:
    """A problem for each of ``drafts`` that stands at one of the ``addresses`` readers have."""
    found = []
    for text in drafts:
        address = addresses.get(text.url)
        if address is not None and address.kind is not AddressKind.REDIRECT:
            found.append(_lost_to_waiting(address, text, "status", "là bản nháp", now))
    return tuple(found)


def _hidden(newsroom: Newsroom) -> Iterator[tuple[_Waiting, str, str]]:
    """What is not public, with the key of its front matter that says so, and the same in words."""
    for post in newsroom.drafts:
        yield post, "status", "là bản nháp"
    for post in newsroom.scheduled:
        yield post, "date", f"hẹn đến {post.date:%H:%M} ngày {post.date:%d/%m/%Y}"
    for page in newsroom.pages:
        if page.status is Status.DRAFT:
            yield page, "status", "là bản nháp"


def _lost_to_waiting(
    address: Address, text: _Waiting, key: str, why: str, now: datetime
) -> Problem:
    what = "bài" if isinstance(text, Post) else "trang"
    message = f"{what} «{address.title}» đang công bố tại {text.url}, nay {why} nên địa chỉ sẽ mất"
    offered = "status: published"
    if isinstance(text, Post):
        message += "; muốn thôi công bố thì giữ bài như cũ và ghi thêm một dòng «gỡ bỏ»"
        can_be_copied = key == "status" and not text.corrections
        offered = withdrawal(now) if can_be_copied else ""
        if not can_be_copied:  # in the place of a date, or beside other corrections, it breaks them
            before = "ghi lại ngày giờ đăng như cũ" if key == "date" else "xóa dòng này"
            message += f": {before}, rồi chạy: invoke withdraw {text.path}"
    return Problem(
        path=f"content/{text.path}", line=text.line_of(key), message=message, suggestion=offered
    )


def _lost_promise(url: str, old: Mapping[str, Address], newsroom: Newsroom) -> Problem:
    address = old[url]
    if address.kind is AddressKind.REDIRECT:
        return _lost_old_address(url, address, newsroom)
    named = f" «{address.title}»" if address.title else ""
    texts: Iterable[_Waiting] = (*newsroom.published, *newsroom.standing) if named else ()
    moved = [text for text in texts if text.title == address.title and text.url not in old]
    if len(moved) == 1:
        said = (
            f"bài{named} đang công bố tại {url}, nay ở tệp này nên địa chỉ ấy sẽ mất; "
            "hãy trả tệp về chỗ cũ, hoặc ghi địa chỉ cũ vào aliases"
        )
        return _with_alias(moved[0], url, said)
    message = (
        f"bài{named} đang công bố tại {url}, nay không còn tệp; nếu xóa nhầm thì trả lại tệp, "
        "nếu muốn thôi công bố thì trả lại tệp và ghi một dòng «gỡ bỏ» vào corrections, "
        "nếu đã có bài thay thế thì ghi địa chỉ cũ vào bài ấy"
    )
    return Problem(
        path=f"content/{path_of(url)}", line=1, message=message, suggestion=f'aliases: ["{url}"]'
    )


def _lost_old_address(url: str, address: Address, newsroom: Newsroom) -> Problem:
    """At the line of the text that had it, where one is still called so."""
    named = f" «{address.title}»" if address.title else ""
    texts: Iterable[_Waiting] = (*newsroom.published, *newsroom.standing) if named else ()
    owners = [text for text in texts if text.title == address.title]
    said = (
        f"địa chỉ cũ {unquote(url)} đang dẫn tới bài{named}, nay không còn bài nào nhận địa chỉ này"
    )
    if len(owners) == 1:
        return _with_alias(owners[0], url, said)
    path = f"content/{path_of(url)}"
    return Problem(path=path, line=1, message=said, suggestion=f'aliases: ["{url}"]')


def _with_alias(text: _Waiting, url: str, message: str) -> Problem:
    """``message`` about ``text``, with the line that gives it the old address ``url`` too."""
    line = text.line_of("aliases")
    written = ", ".join(f'"{alias}"' for alias in (*text.aliases, url))
    return Problem(
        path=f"content/{text.path}",
        line=line,
        message=message,
        suggestion=f"aliases: [{written}]",
        added=line <= 1,
    )


def withdrawal(now: datetime) -> str:
    """The line that says a post is withdrawn ``now``."""
    return f'corrections: [{{date: {now:%Y-%m-%d %H:%M}, kind: gỡ bỏ, note: "lý do gỡ bỏ"}}]'


def _lost_attachment(url: str, newsroom: Newsroom) -> Iterator[Problem]:
    """At the line of a text that waits and leads to it, where there is one."""
    if any(attachment_url(one.file) == url for one in newsroom.registry.documents if one.file):
        return  # no post cites that document any more, as no address of a document is promised
    waiting = "content" + url, 1
    texts: Iterable[_Waiting] = (*newsroom.posts, *newsroom.pages)
    for text in texts:
        for path, line in used_files(text):
            if attachment_url(path) == url:
                if isinstance(text, Post) and text in newsroom.withdrawn:
                    return
                waiting = f"content/{text.path}", line
    yield Problem(
        path=waiting[0],
        line=waiting[1],
        message=f"tệp đính kèm {url} đang công bố, nay không bài nào độc giả đọc được dẫn tới nên "
        "địa chỉ sẽ mất; nếu bỏ nhầm thì ghi lại đường dẫn trong bài, tệp thay bằng bản mới thì "
        "giữ nguyên tên tệp",
    )


def _lost_agency(row: Row, url: str, newsroom: Newsroom) -> Iterator[Problem]:
    table, identity = _REGISTRY[row], row.parts(url)["id"]
    known: Collection[str] = getattr(newsroom.registry, table)
    if identity in known:
        return
    yield Problem(
        path=f"content/registry/{table}.toml",
        line=1,
        message=f"trang {url} đã công bố nhưng «{identity}» không còn trong sổ; "
        "đơn vị, phòng, tác giả thôi hoạt động thì ghi ngày kết thúc, không xóa",
        suggestion=f'id = "{identity}"  rồi thêm  until = {newsroom.now:%Y-%m-%d}',
    )
