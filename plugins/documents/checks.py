"""What an officer should look at again among the citations of all posts: dates, types, symbols.

Advice only: each may be right as it stands, and an entry of ``documents`` in
the post's front matter says so for good (``Cited.sure``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plugins.documents.catalogue import number_key, the_one
from plugins.model import Cited, Post, Problem

Spoken = tuple[Post, Cited]

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
    index = _Index(posts, is_public)
    for post in posts:
        if post.path in index.concerned:
            yield from _of_post(post, index)


def _disputed(posts: Sequence[Post]) -> dict[str, str]:
    """Numbers as written of which more than one thing is said, each with its key.

    This reads every citation of every post at every build, most of which say
    what was said before: so one look at the first that said it.
    """
    first: dict[str, Cited] = {}
    first_alike: dict[str, Cited] = {}
    disputed: set[str] = set()
    for post in posts:
        for cited in post.cited:
            number = cited.number
            known = first.get(number)
            if known is None:
                if "/" not in number and "-" not in number:
                    continue  # a bare number tells too little to doubt it
                alike = first_alike.setdefault(_loosely(number_key(number)), cited)
                first[number] = known = alike
                if alike is cited:
                    continue
                if number != alike.number and number_key(number) != number_key(alike.number):
                    disputed.add(alike.number)
            if known.date != cited.date or known.type != cited.type:
                disputed.add(known.number)
    return {
        number: number_key(number) for number, known in first.items() if known.number in disputed
    }


def _loosely(key: str) -> str:
    """The letters and digits of a key."""
    return key.replace("/", "").replace("-", "").replace("đ", "d")


class _Index:
    """What the posts say of each number and symbol of which more than one thing is said."""

    def __init__(self, posts: Sequence[Post], is_public: Callable[[Post], bool]) -> None:
        self.keys = _disputed(posts)
        """Numbers as written, each with its key."""
        self.rules: dict[str, Sequence[Rule]] = {}
        """Number key → rules that may have something to say of it."""
        self.said: dict[str, dict[date | None, dict[str, dict[str, Spoken]]]] = {}
        """Number key → date → type → path → a citation; where more than a date is missing."""
        self.public: dict[str, Sequence[date]] = {}
        """Number key → dates known to readers, in order; where a date is missing."""
        self.concerned: set[str] = set()
        """Paths of posts of which a rule may have something to say."""
        spoken: dict[str, list[Spoken]] = {}
        for post in posts:
            for cited in post.cited:
                key = self.keys.get(cited.number)
                if key:
                    spoken.setdefault(key, []).append((post, cited))
        together: dict[str, list[str]] = {}
        for key in spoken:
            together.setdefault(_loosely(key), []).append(key)
        self._alike = {key: keys for keys in together.values() if len(keys) > 1 for key in keys}
        for key, those in spoken.items():
            self._take(key, those, is_public)

    def _take(self, key: str, those: list[Spoken], is_public: Callable[[Post], bool]) -> None:
        days: dict[date | None, set[str]] = {}
        for _, cited in those:
            days.setdefault(cited.date, set()).add(cited.type)
        rules: list[Rule] = []
        if len(days) > (2 if None in days else 1) and _any_slip(days):
            rules.append(_date)
        if any(len(types) > 1 for types in days.values()):
            rules.append(_type)
        if key in self._alike:
            rules.append(_symbol)
        if rules:
            said = self.said[key] = {}
            for post, cited in those:
                of_type = said.setdefault(cited.date, {}).setdefault(cited.type, {})
                of_type[post.path] = (post, cited)
                self.concerned.add(post.path)
        if None in days and len(days) > 1:
            public = {cited.date for post, cited in those if cited.date and is_public(post)}
            if public:
                self.public[key] = sorted(public)
                rules.append(_undated)
                self.concerned.update(post.path for post, cited in those if cited.date is None)
        if rules:
            self.rules[key] = rules

    def alike(self, key: str) -> list[str]:
        """Other keys of the same letters and digits."""
        return [one for one in self._alike.get(key, ()) if one != key]


def _any_slip(days: Iterable[date | None]) -> bool:
    """Whether any two of ``days`` are a ``_slip`` apart; linear."""
    seen: set[tuple[int, int]] = set()
    for day in days:
        if day is None:
            continue
        alike = {(day.year, int(day.month == _DECEMBER)), (day.day, day.month)}
        if not alike.isdisjoint(seen):
            return True
        seen |= alike
    return False


def _of_post(post: Post, index: _Index) -> Iterator[Problem]:
    told: set[tuple[str, str]] = set()
    for cited in post.cited:
        key = index.keys.get(cited.number, "")
        rules = index.rules.get(key)
        if cited.sure or not rules:
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


Rule = Callable[[Post, Cited, str, _Index], _Told | None]


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
    days = index.public[key]
    meant = the_one(days, post, key)
    if meant is None:
        return _unknown(post, cited, days)
    far = post.date.date() - meant > _LONG_AGO
    if far and not _WITH_YEAR.search(cited.number) and not _PARTY.match(cited.number):
        return _Told(
            f"«{cited.number}» ở đây không ghi ngày; máy hiểu là văn bản ngày {meant:%d/%m/%Y}, "
            "trước bài hơn một năm, mà số đánh lại từ đầu mỗi năm; nếu đúng thì ghi rõ",
            _entry(cited, meant),
        )
    return None


def _unknown(post: Post, cited: Cited, days: Sequence[date]) -> _Told:
    """No one of the ``days`` known can be that of a citation without a date."""
    known = ", ".join(f"{day:%d/%m/%Y}" for day in days)
    if len(days) > 1:
        near = sorted(days, key=lambda day: abs(post.date.date() - day))[:_OFFERED]
        return _Told(
            f"«{cited.number}» ở đây không ghi ngày, mà các tin đã đăng dẫn {len(days)} văn bản "
            f"mang số, ký hiệu này ({known}); hãy ghi ngày trong bài hoặc trong phần khai báo",
            "\n   hoặc: ".join(_entry(cited, day) for day in near),
        )
    return _Told(
        f"«{cited.number}» ở đây không ghi ngày; văn bản duy nhất mang số, ký hiệu này trong "
        f"các tin đã đăng là của ngày {known}, sau ngày đăng bài, nên để riêng; hãy ghi ngày",
        _entry(cited, post.date.date()),
    )


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
