"""The rules that need every post and page at once: addresses, links, pictures, pins, privacy.

Each rule is a generator over the same ``_Set``; none is quadratic in the number of posts.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote

from plugins.addresses import is_ours
from plugins.model import UNDATED, BodyLink, CorrectionKind, Post, Problem, StandingPage, Status
from plugins.numbers import whole
from plugins.posts.old_addresses import file_of_old, path_of_old, same_place, tail_of_old
from plugins.posts.pictures import used_pictures
from plugins.posts.wording import first_near
from plugins.vietnamese import day, fold, nfc, slugify

MOST_PINS = 5
"""Posts that may be pinned to one: more would push out everything found by likeness."""

_DROP = "hãy bỏ khỏi aliases"

_HELD = "đang được giữ lại, chưa đăng"

_CANDIDATES = 50
"""Look-alikes compared letter by letter for one missing path."""


@dataclass(frozen=True, slots=True)
class _Set:
    """The whole set, indexed once."""

    posts: Sequence[Post]
    pages: Sequence[StandingPage]
    pictures: Collection[str]
    now: datetime
    unread: Collection[str]
    held: Collection[str]
    by_path: dict[str, Post | StandingPage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for text in self.texts():
            self.by_path[text.path] = text

    def texts(self) -> Iterator[Post | StandingPage]:
        yield from self.posts
        yield from self.pages

    def is_public(self, text: Post | StandingPage) -> bool:
        """Whether readers may know of it by ``now``; a withdrawn post's address they may."""
        if text.status is not Status.PUBLISHED:
            return False
        return isinstance(text, StandingPage) or text.date <= self.now

    def hidden(self, text: Post | StandingPage) -> str:
        """In words, why readers cannot read it; empty when they can."""
        if text.path in self.held:
            return _HELD
        if text.status is Status.DRAFT:
            return "còn là bản nháp"
        if isinstance(text, Post) and text.date == UNDATED:
            return "chưa có ngày đăng"
        if isinstance(text, Post) and text.date > self.now:
            return f"hẹn đến {day(text.date)}, {text.date:%H:%M} mới đăng"
        if isinstance(text, Post) and text.withdrawal is not None:
            return "đã bị gỡ bỏ"
        return ""

    def outlives(self, text: Post | StandingPage, other: Post | StandingPage) -> bool:
        """Whether ``text`` is seen at a moment when ``other``, by its own front matter, is not."""
        if text.status is not Status.PUBLISHED:
            return False
        if other.status is not Status.PUBLISHED or other.path in self.held:
            return text.path not in self.held
        if isinstance(other, StandingPage):
            return False
        return other.date > self.now and (isinstance(text, StandingPage) or text.date < other.date)


def check_newsroom(
    posts: Sequence[Post],
    pages: Sequence[StandingPage],
    pictures: Collection[str],
    now: datetime,
    *,
    unread: Collection[str] = (),
    held: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Everything wrong between posts, pages and pictures, as readers would meet it at ``now``.

    ``pictures`` are the paths on disk, in NFC. ``unread`` are paths of posts and
    pages that are there but cannot be read at all: what leads to them is not
    called missing. ``held`` are paths of texts that will not be published now.
    What is wrong with a draft is advice.
    """
    newsroom = _Set(posts, pages, pictures, now, unread, held)
    rules: tuple[Callable[[_Set], Iterator[Problem]], ...] = (
        _addresses,
        _links,
        _pictures,
        _relations,
        _dates,
    )
    return tuple(problem for rule in rules for problem in rule(newsroom))


def _problem(
    text: Post | StandingPage,
    line: int,
    message: str,
    suggestion: str = "",
    *,
    advice: bool = False,
) -> Problem:
    return Problem(
        path=f"content/{text.path}",
        line=line,
        message=message,
        suggestion=suggestion,
        severity="advice" if advice or text.status is Status.DRAFT else "error",
    )


# --- addresses ----------------------------------------------------------------


def _addresses(newsroom: _Set) -> Iterator[Problem]:
    """No two texts at one address; no old address where something lives or will live."""
    living: dict[str, Post | StandingPage] = {}
    for text in newsroom.texts():
        other = living.setdefault(same_place(text.url), text)
        if other is not text:
            yield _problem(
                text,
                1,
                f"địa chỉ {text.url} trùng với content/{other.path}; hãy đổi tên một trong hai tệp",
            )
    old = _OldAddresses(living)
    # Drafts last: of two, the one that is not published is told.
    texts = sorted(newsroom.texts(), key=lambda text: text.status is Status.DRAFT)
    for text in texts:
        for alias in text.aliases:
            old.add(alias, text)
    for text in texts:
        for alias in text.aliases:
            if found := old.fault(alias, text):
                said, met = found
                yield _problem(
                    text,
                    text.line_of(f"alias:{alias}"),
                    f"địa chỉ cũ {unquote(alias)} {said}",
                    advice=met is not None and met.status is Status.DRAFT,
                )


_Owned = tuple[str, Post | StandingPage]
"""An old address, and the text that has it."""


class _OldAddresses:
    """All old addresses of a newsroom, and what each of them meets."""

    def __init__(self, living: Mapping[str, Post | StandingPage]) -> None:
        self._living = living
        self._files: dict[str, _Owned] = {}
        """By the path of the file that answers: the first that has it."""
        self._places: dict[str, _Owned] = {}
        """By place: the first there."""
        self._whole: dict[tuple[str, str], _Owned] = {}
        """By place and what follows it."""

    def add(self, alias: str, text: Post | StandingPage) -> None:
        """Note that ``text`` has ``alias``."""
        owned, place = (alias, text), same_place(path_of_old(alias))
        self._files.setdefault(nfc(file_of_old(alias).casefold()), owned)
        self._places.setdefault(place, owned)
        self._whole.setdefault((place, tail_of_old(alias)), owned)

    def fault(
        self, alias: str, text: Post | StandingPage
    ) -> tuple[str, Post | StandingPage | None] | None:
        """What is wrong with ``alias`` of ``text``, and the other text that it meets, if any."""
        path, tail = path_of_old(alias), tail_of_old(alias)
        place = same_place(path)
        ignored = f" (máy chủ bỏ qua phần «{unquote(tail)}»)" if tail else ""
        if (owner := self._living.get(place)) is not None:
            whose = "chính bài này" if owner is text else f"content/{owner.path}"
            return f"đang là địa chỉ của {whose}{ignored}; hãy bỏ khỏi aliases", owner
        if is_ours(place):
            return f"là địa chỉ do trang tự tạo{ignored}; hãy bỏ khỏi aliases", None
        return self._inside_a_file(path) or self._shared(alias, place, tail, text)

    def _inside_a_file(self, path: str) -> tuple[str, Post | StandingPage | None] | None:
        """A file stands where ``path`` needs a folder: below it nothing can be served."""
        parts = path.strip("/").split("/")
        for count in range(1, len(parts)):
            above = "/" + "/".join(parts[:count])
            place = same_place(above)
            if place in self._living:
                owner = self._living[place]
                return f"nằm bên trong {above}, địa chỉ của content/{owner.path}; {_DROP}", owner
            if "." in parts[count - 1] and is_ours(place):
                return f"nằm bên trong {above}, một tệp của trang tin; {_DROP}", None
            if (owned := self._files.get(nfc(above[1:].casefold()))) is not None:
                said = f"nằm bên trong {unquote(owned[0])}, địa chỉ cũ ghi ở {_at(*owned)}"
                return f"{said}; hãy bỏ một trong hai khỏi aliases", owned[1]
        return None

    def _shared(
        self, alias: str, place: str, tail: str, text: Post | StandingPage
    ) -> tuple[str, Post | StandingPage | None] | None:
        """Another has the very address, or one that is the same but for how it is written."""
        first, owner = self._places[place]
        if file_of_old(first) != file_of_old(alias):
            said = (
                f"đã được ghi ở {_at(first, owner)} là {unquote(first)}: chỉ khác chữ hoa, chữ "
                "thường, dạng dấu hay dấu / ở cuối, trên Windows và máy Mac là một; "
                "hãy bỏ một trong hai"
            )
            return said, owner
        same, owner = self._whole[place, tail]
        if owner is not text:
            said = f"đã được ghi ở {_at(same, owner)}; một địa chỉ chỉ dẫn về một nơi"
            return said, owner
        return None


def _at(alias: str, text: Post | StandingPage) -> str:
    return f"content/{text.path}:{text.line_of(f'alias:{alias}')}"


# --- links --------------------------------------------------------------------


def _links(newsroom: _Set) -> Iterator[Problem]:
    """Every link to a text of ours leads to one that readers can read, and to a place in it."""
    near = _Near(lambda: newsroom.by_path)
    for text in newsroom.texts():
        for link in text.body.links:
            if link.is_to_text:
                yield from _link(newsroom, text, link, near)


def _link(
    newsroom: _Set, text: Post | StandingPage, link: BodyLink, near: _Near
) -> Iterator[Problem]:
    target = newsroom.by_path.get(link.target)
    if target is None:
        if link.target in newsroom.held and text.path not in newsroom.held:
            yield _problem(text, link.line, f"đường dẫn tới {link.target}, bài {_HELD}")
        elif link.target not in newsroom.unread:
            found = near.of(link.target)
            yield _problem(
                text,
                link.line,
                f"đường dẫn tới {link.target}, nhưng không có bài hay trang này",
                found,
            )
        return
    if newsroom.outlives(text, target):
        yield _problem(
            text,
            link.line,
            f"đường dẫn tới {link.target}, bài {newsroom.hidden(target)}; "
            "bài này đăng trước sẽ làm lộ địa chỉ ấy",
        )
    elif isinstance(target, Post) and target.withdrawal is not None:
        yield _problem(
            text, link.line, f"đường dẫn tới {link.target}, bài đã bị gỡ bỏ", advice=True
        )
    gone = isinstance(target, Post) and target.withdrawal is not None
    if link.fragment and (gone or link.fragment not in target.body.ids):
        found = "" if gone else first_near(link.fragment, target.body.ids)
        yield _problem(
            text,
            link.line,
            f"trong {link.target} không có mục nào mang địa chỉ #{link.fragment}",
            f"{link.target}#{found}" if found else "",
        )


# --- pictures -----------------------------------------------------------------


def _pictures(newsroom: _Set) -> Iterator[Problem]:
    """Every picture that is used is there, under exactly that name."""
    near = _Near(lambda: newsroom.pictures)
    for text in newsroom.texts():
        for path, line in used_pictures(text):
            if path in newsroom.pictures:
                continue
            found = near.of(path)
            why = "không có tệp này"
            if found and fold(found) == fold(path):
                why = "tên tệp khác chữ hoa, chữ thường hoặc dấu"
            yield _problem(text, line, f"ảnh {path}: {why}", found)


# --- pins and bans ------------------------------------------------------------


def _relations(newsroom: _Set) -> Iterator[Problem]:
    """Pins lead to what readers can read; pins and bans name other posts, and not the same."""
    near = _Near(lambda: (post.path for post in newsroom.posts))
    for post in newsroom.posts:
        if len(post.pin) > MOST_PINS:
            yield _problem(
                post,
                post.line_of("related"),
                f"ghim {len(post.pin)} bài; chỉ ghim được nhiều nhất {MOST_PINS}",
            )
        for path in post.pin:
            if path in post.ban:
                yield _problem(
                    post, post.line_of(f"pin:{path}"), f"{path} vừa ghim (pin) vừa chặn (ban)"
                )
        for key, paths in (("pin", post.pin), ("ban", post.ban)):
            for path in paths:
                yield from _relation(newsroom, post, key, path, near)


def _relation(newsroom: _Set, post: Post, key: str, path: str, near: _Near) -> Iterator[Problem]:
    line = post.line_of(f"{key}:{path}")
    if path == post.path:
        yield _problem(post, line, f"{key} ghi chính bài này")
        return
    target = newsroom.by_path.get(path)
    if target is None:
        if path in newsroom.held and key == "pin" and post.path not in newsroom.held:
            yield _problem(post, line, f"pin: {path} {_HELD}")
        elif path not in newsroom.unread:
            yield _problem(post, line, f"{key}: không có bài {path}", near.of(path))
        return
    if key == "ban":
        if target.status is Status.DRAFT and post.status is Status.PUBLISHED:
            yield _problem(
                post, line, f"ban: {path} còn là bản nháp nên chưa cần chặn", advice=True
            )
        return
    assert isinstance(target, Post)
    if target.withdrawal is not None:
        yield _problem(post, line, f"pin: {path} đã bị gỡ bỏ")
    elif newsroom.outlives(post, target):
        yield _problem(
            post,
            line,
            f"pin: {path} {newsroom.hidden(target)}; bài này đăng trước nên không ghim được",
        )


# --- dates --------------------------------------------------------------------


def _dates(newsroom: _Set) -> Iterator[Problem]:
    """Dates that are possible but seldom meant."""
    for post in newsroom.posts:
        folder = post.path.split("/")[1]
        year = whole(folder)
        if post.date != UNDATED and year is not None and abs(year - post.date.year) > 1:
            yield _problem(
                post,
                post.line_of("date"),
                f"bài ở thư mục năm {folder} nhưng ghi ngày {day(post.date)}; xem lại năm",
                advice=True,
            )
        if newsroom.is_public(post):
            for correction in post.corrections:
                if correction.date > newsroom.now:
                    what = "gỡ bỏ" if correction.kind is CorrectionKind.WITHDRAWAL else "sửa"
                    yield _problem(
                        post,
                        post.line_of("corrections"),
                        f"lần {what} ghi ngày {day(correction.date)}, chưa tới",
                        advice=True,
                    )


# --- what was probably meant ----------------------------------------------------


class _Near:
    """Finds the path most like a missing one: by shared words first, then letter by letter.

    Nothing is indexed until something is missing.
    """

    def __init__(self, paths: Callable[[], Iterable[str]]) -> None:
        self._paths = paths
        self._all: list[str] = []
        self._by_word: dict[str, list[str]] = {}
        self._by_fold: dict[str, str] = {}

    def of(self, path: str) -> str:
        if not self._all:
            self._index()
        if same := self._by_fold.get(fold(path)):
            return same
        stems: dict[str, list[str]] = defaultdict(list)
        for known in self._candidates(path):
            stems[_stem(known)].append(known)
        found = difflib.get_close_matches(_stem(path), stems, n=1, cutoff=0.7)
        return stems[found[0]][0] if found else ""

    def _index(self) -> None:
        self._all = sorted(self._paths())
        for known in self._all:
            self._by_fold.setdefault(fold(known), known)
            for word in _stem(known).split("-"):
                self._by_word.setdefault(word, []).append(known)

    def _candidates(self, path: str) -> Sequence[str]:
        """Few enough to be compared: all of a small set, else those sharing the rarest words."""
        if len(self._all) <= _CANDIDATES:
            return self._all
        shared: dict[str, float] = defaultdict(float)
        lists = (self._by_word.get(word, []) for word in set(_stem(path).split("-")))
        for paths in sorted(lists, key=len):
            if len(shared) > _CANDIDATES:
                break
            for known in paths[: _CANDIDATES * 20]:
                shared[known] += 1 / len(paths)
        return sorted(shared, key=lambda p: (-shared[p], p))[:_CANDIDATES]


def _stem(path: str) -> str:
    """``hop-giao-ban`` for ``tin-hoat-dong/2021/Hop giao ban.md``."""
    return slugify(path.rsplit("/", 1)[-1].rpartition(".")[0])
