"""What an officer should look at again among the citations of all posts: dates, types, symbols.

Advice only: each may be right as it stands, and an entry of ``documents`` in
the post's front matter says so for good (``Cited.sure``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plugins.documents.catalogue import key_of, number_key, the_one
from plugins.model import Cited, Post, Problem

Spoken = tuple[Post, Cited]

_LOOSE = str.maketrans({"đ": "d", "/": None, "-": None})
_WITH_YEAR = re.compile(r"[/-](?:19|20)\d\d(?!\d)")
_PARTY = re.compile(r"\d+-")
_LONG_AGO = timedelta(days=366)
_DECEMBER = 12
_OFFERED = 3
_ANY_TYPE = "Văn bản"
"""Says of no type that it is another."""


def check_citations(posts: Sequence[Post], is_public: Callable[[Post], bool]) -> Iterator[Problem]:
    """Advice about what ``posts`` (oldest first) cite; ``is_public`` as readers see them. Linear.

    Told are posts whose citation differs by a likely slip from one of another
    post: the same number and symbol with another date that can hardly be a
    second document, or on the same date with another type or other marks; and
    posts that date no document where dates decide which one it is.
    """
    index = _Index()
    for post in posts:
        public = is_public(post)
        for cited in post.cited:
            index.take(post, cited, public=public)
    doubtful = index.doubtful()
    for post in posts:
        if post.cited and not doubtful.isdisjoint(number_key(one.number) for one in post.cited):
            yield from _of_post(post, index, doubtful)


class _Index:
    """What the posts say of each number and symbol."""

    def __init__(self) -> None:
        self.said: dict[str, dict[date | None, dict[str, dict[str, Spoken]]]] = {}
        """Number key → date → type → path → a citation."""
        self.public: dict[str, set[date]] = {}
        """Number key → dates known to readers."""
        self._by_letters: dict[str, list[str]] = {}

    def take(self, post: Post, cited: Cited, *, public: bool) -> None:
        key = key_of(cited)
        if not key or " " in key:  # a bare number tells too little to doubt it
            return
        days = self.said.setdefault(key, {})
        days.setdefault(cited.date, {}).setdefault(cited.type, {})[post.path] = (post, cited)
        if public and cited.date is not None:
            self.public.setdefault(key, set()).add(cited.date)

    def doubtful(self) -> set[str]:
        """Keys of which more than one thing is said."""
        found: set[str] = set()
        loose: dict[str, str] = {}
        for key, days in self.said.items():
            if len(days) > 1 or any(len(types) > 1 for types in days.values()):
                found.add(key)
            other = loose.setdefault(key.translate(_LOOSE), key)
            if other != key:
                found |= {key, other}
        return found

    def alike(self, key: str) -> list[str]:
        """Other keys of the same letters and digits."""
        if not self._by_letters:
            for one in self.said:
                self._by_letters.setdefault(one.translate(_LOOSE), []).append(one)
        return [one for one in self._by_letters[key.translate(_LOOSE)] if one != key]


def _of_post(post: Post, index: _Index, doubtful: Collection[str]) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    rules = (_date, _type, _symbol, _undated)
    for cited in post.cited:
        key = key_of(cited)
        if cited.sure or key not in doubtful:
            continue
        for rule in rules:
            found = rule(post, cited, key, index)
            if found and (key, rule.__name__) not in told:
                told.add((key, rule.__name__))
                yield Problem(
                    path=f"content/{post.path}",
                    line=cited.line,
                    message=found.message,
                    suggestion=found.suggestion,
                    severity="advice",
                )
                break


@dataclass(frozen=True, slots=True)
class _Told:
    message: str
    suggestion: str


def _yields(mine: Collection[str], theirs: Collection[str], post: Post, other: Post) -> bool:
    """Whether the side of ``post`` is the one to look at again: fewer posts, else the later."""
    if len(mine) != len(theirs):
        return len(mine) < len(theirs)
    return post.order > other.order


def _paths(types: Iterable[Iterable[str]]) -> set[str]:
    return {path for paths in types for path in paths}


def _date(post: Post, cited: Cited, key: str, index: _Index) -> _Told | None:
    """The same number and symbol on another day that can hardly be a second document's."""
    if cited.date is None:
        return None
    days = index.said[key]
    mine = _paths(days[cited.date].values())
    for day, types in days.items():
        if day is None or not _slip(cited.date, day):
            continue
        theirs = _paths(types.values())
        other = _first(types.values())
        if other is not post and _yields(mine, theirs - {post.path}, post, other):
            return _Told(
                f"«{cited.number}» ở đây ghi ngày {cited.date:%d/%m/%Y}, ở content/{other.path} "
                f"ghi ngày {day:%d/%m/%Y}; nếu là một văn bản thì sửa lại ngày, nếu đúng là "
                "hai văn bản thì thêm vào phần khai báo",
                _entry(cited, cited.date),
            )
    return None


def _slip(one: date, other: date) -> bool:
    """Whether two dates of one number are likely one: numbers begin again every year.

    Procedural documents count from December on, so one in December and one
    before may be two.
    """
    if one == other:
        return False
    if one.year == other.year:
        return (one.month == _DECEMBER) == (other.month == _DECEMBER)
    return (one.day, one.month) == (other.day, other.month)


def _type(post: Post, cited: Cited, key: str, index: _Index) -> _Told | None:
    """The same number, symbol and day under another type."""
    if cited.date is None or cited.type == _ANY_TYPE:
        return None
    types = index.said[key][cited.date]
    for kind, theirs in types.items():
        if kind in {cited.type, _ANY_TYPE}:
            continue
        other = _first((theirs,))
        if other is not post and _yields(types[cited.type], theirs, post, other):
            return _Told(
                f"«{cited.number}» ngày {cited.date:%d/%m/%Y} ở đây gọi là {cited.type}, "
                f"ở content/{other.path} gọi là {kind}; hãy xem lại loại văn bản, nếu ở đây đúng "
                "thì thêm vào phần khai báo",
                _entry(cited, cited.date, kind=cited.type),
            )
    return None


def _symbol(post: Post, cited: Cited, key: str, index: _Index) -> _Told | None:
    """The same letters and digits on the same day, with other marks between."""
    for similar in index.alike(key):
        types = index.said[similar].get(cited.date)
        if types is None:
            continue
        mine = _paths(index.said[key][cited.date].values())
        other = _first(types.values())
        if other is not post and _yields(mine, _paths(types.values()), post, other):
            written = next(iter(next(iter(types.values())).values()))[1].number
            return _Told(
                f"số, ký hiệu «{cited.number}» ở content/{other.path} viết là «{written}»; nếu là "
                "một văn bản thì viết như nhau, nếu không thì thêm vào phần khai báo",
                _entry(cited, cited.date),
            )
    return None


def _undated(post: Post, cited: Cited, key: str, index: _Index) -> _Told | None:
    """A document without a date, where the date decides which one it is."""
    if cited.date is not None:
        return None
    days = sorted(index.public.get(key, ()))
    if not days:
        return None
    known = ", ".join(f"{day:%d/%m/%Y}" for day in days)
    near = sorted(days, key=lambda day: abs(post.date.date() - day))[:_OFFERED]
    entries = "\n   hoặc: ".join(_entry(cited, day) for day in near)
    meant = the_one(days, post, key)
    if meant is None and len(days) > 1:
        return _Told(
            f"«{cited.number}» ở đây không ghi ngày, mà các tin đã đăng dẫn {len(days)} văn bản "
            f"mang số, ký hiệu này ({known}); hãy ghi ngày trong bài hoặc trong phần khai báo",
            entries,
        )
    if meant is None:
        return _Told(
            f"«{cited.number}» ở đây không ghi ngày; văn bản duy nhất mang số, ký hiệu này trong "
            f"các tin đã đăng là của ngày {known}, sau ngày đăng bài, nên để riêng; hãy ghi ngày",
            _entry(cited, post.date.date()),
        )
    far = post.date.date() - meant > _LONG_AGO
    if far and not _WITH_YEAR.search(cited.number) and not _PARTY.match(cited.number):
        return _Told(
            f"«{cited.number}» ở đây không ghi ngày; máy hiểu là văn bản ngày {meant:%d/%m/%Y}, "
            "trước bài hơn một năm, mà số đánh lại từ đầu mỗi năm; nếu đúng thì ghi rõ",
            _entry(cited, meant),
        )
    return None


def _first(types: Iterable[dict[str, Spoken]]) -> Post:
    return min((spoken[0] for paths in types for spoken in paths.values()), key=lambda p: p.order)


def _entry(cited: Cited, day: date | None, *, kind: str = "") -> str:
    """The line of front matter that says which document it is."""
    parts = [f"number: {cited.number}"]
    if kind:
        parts.append(f"type: {kind}")
    if day:
        parts.append(f"date: {day.isoformat()}")
    return f"documents: [{{{', '.join(parts)}}}]"
