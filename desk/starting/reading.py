"""Answers out of a TOML file or of options: every fault of each, at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from desk.starting import unit_list
from desk.starting.agency_answers import (
    KEYS,
    LISTS,
    READY,
    Answers,
    AuthorAnswer,
    DepartmentAnswer,
    EmblemAnswer,
    Given,
    Place,
    SectionAnswer,
    Spot,
    UnitAnswer,
)
from desk.starting.kits import kind_of
from desk.starting.workbook import ListError
from plugins import limits
from plugins.characters import forbidden
from plugins.lines import decode, rows
from plugins.model import Problem
from plugins.on_disk import as_on_disk, why_unreadable
from plugins.plain_file import read_plain
from plugins.posts.placeholders import is_placeholder, unfilled
from plugins.posts.wording import first_near
from plugins.registry.lines import Lines
from plugins.registry.scalars import read_day
from plugins.registry.syntax import UnreadableError, parsed
from plugins.vietnamese import fold, nfc, squeeze

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+|#[xX][0-9a-fA-F]+);")
_LONGEST = 200
"""Characters of one answer: a name, an address."""
_HEAVIEST = 20_000_000
"""Bytes of an emblem that are read."""
_MOST = 2_000
"""Entries of one list: more units than any province has."""
_EXAMPLES: Final = {
    "units": '[[units]]\nname = "khu vực 1"',
    "departments": '[[departments]]\nname = "Văn phòng"',
    "authors": '[[authors]]\nname = "Nguyễn Văn Mẫu"',
    "sections": '[[sections]]\nname = "Thông báo"',
}


def _unit(**said: Any) -> UnitAnswer:  # noqa: ANN401 - what a table holds
    return UnitAnswer(**{"since" if key == "from" else key: one for key, one in said.items()})


_MAKE: Final[Mapping[str, Callable[..., Any]]] = {
    "units": _unit,
    "departments": DepartmentAnswer,
    "authors": AuthorAnswer,
    "sections": SectionAnswer,
}


def from_toml(data: bytes, path: str, folder: Path) -> Given:
    """The answers in a file that officers know as ``path``; it names files from ``folder``."""
    decoded = decode(data)
    text = nfc(decoded.text.replace("\r\n", "\n"))
    fault = decoded.fault or limits.registry_too_large(len(data))
    if fault:
        return _unread(path, decoded.line, fault)
    try:
        values = parsed(text)
    except UnreadableError as error:
        return _unread(path, error.line, error.message)
    reader = _Reader(folder)
    where = _Toml(path, text)
    reader.places["", -1, ""] = (path, 1)
    for key, value in values.items():
        if key not in KEYS:
            reader.stranger(key, where.place(key))
            continue
        reader.places[key, -1, ""] = where.place(key)
        if key in LISTS:
            reader.entries(key, value, where.entry(key))
        elif key == "heads":
            reader.heads(value)
        else:
            reader.words(key, value)
    return reader.given()


def from_options(options: Mapping[str, str], folder: Path) -> Given:
    """The answers that were given as options; lists have commas, semicolons or lines between."""
    reader = _Reader(folder)
    for key, value in options.items():
        if not value.strip():
            continue
        reader.places[key, -1, ""] = (f"--{key}", 1)
        if key in LISTS or key == "heads":
            many = value if unit_list.is_file_name(value) or fold(value) == fold(READY) else ""
            names = [one for one in map(squeeze, re.split("[,;\n]", value)) if one]
            if key == "heads":
                reader.heads(names)
            else:
                place = reader.places[key, -1, ""]
                reader.entries(key, many or names, partial(_same, place))
        else:
            reader.words(key, value)
    return reader.given()


def _same(place: Place, _nth: int, _part: str) -> Place:
    return place


def _unread(path: str, line: int, message: str) -> Given:
    return Given(problems=(Problem(path=path, line=line, message=message),))


class _Toml:
    """Where things stand in a file of answers."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._rows = rows(text)
        self._top = Lines(text, "")

    def place(self, key: str) -> Place:
        return self._path, self._top.top(key)

    def entry(self, key: str) -> Callable[[int, str], Place]:
        """Gives the place of an entry of the list ``key``, and of a key in it."""
        lines = Lines(self._text, key)
        start = self._top.top(key)
        if self._rows[start - 1].lstrip().startswith("[["):
            return lambda nth, part: (self._path, lines.of(nth, part or None))
        items = list(self._items(start))
        return lambda nth, _part: (self._path, items[nth] if nth < len(items) else start)

    def _items(self, start: int) -> Iterator[int]:
        """The line of each item of a list that begins on line ``start``."""
        inside = False
        for number, row in enumerate(self._rows[start - 1 :], start):
            values = row if inside else row.partition("=")[2]
            inside = True
            plain = re.sub(r"#.*", "", re.sub(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'", '"', values))
            marks = plain.count("{") if "{" in plain or "=" in plain else plain.count('"')
            yield from [number] * marks
            if "]" in plain:
                return


class _Reader:
    """Takes answers one by one, and notes what is wrong with each."""

    def __init__(self, folder: Path) -> None:
        self.places: dict[Spot, Place] = {}
        self._folder = folder
        self._said: dict[str, Any] = {}
        self._problems: list[Problem] = []

    def given(self) -> Given:
        """All that was taken."""
        return Given(
            answers=Answers(**self._said),
            said=frozenset(key for key, nth, _ in self.places if nth < 0 and key),
            places=self.places,
            problems=tuple(self._problems),
        )

    def wrong(self, place: Place, message: str, write: str = "") -> None:
        """Note an error; ``write`` is the line to write."""
        path, line = place
        self._problems.append(Problem(path=path, line=line, message=message, suggestion=write))

    def stranger(self, key: str, place: Place) -> None:
        """A key that says nothing to anybody."""
        near = first_near(key, KEYS)
        meant = f"có lẽ là {near}" if near else f"chỉ có: {', '.join(KEYS)}"
        self.wrong(
            place, f"không có khóa nào tên «{key}»; {meant}", KEYS[near].example if near else ""
        )

    def words(self, key: str, value: object) -> None:
        """The answer to ``key``."""
        place = self.places[key, -1, ""]
        text = self._text(place, key, value, KEYS[key].example)
        if key == "emblem":
            self._emblem(place, text)
        elif text is not None:
            self._said[key] = kind_of(text) if key == "kind" else text
        if key == "kind" and text and not self._said[key]:
            self.wrong(place, f"kind: «{text}» chưa có chữ nào", KEYS[key].example)

    def _emblem(self, place: Place, name: str | None) -> None:
        if name is None:
            return
        try:
            data = read_plain(as_on_disk(self._folder / Path(name).expanduser()), _HEAVIEST)
        except FileNotFoundError:
            self.wrong(place, f"emblem: không có tệp «{name}»")
        except OSError as error:
            self.wrong(place, f"emblem: «{name}»: {why_unreadable(error)}")
        else:
            self._said["emblem"] = EmblemAnswer(name=name, data=data)

    def heads(self, value: object) -> None:
        """How the head of the agency's name is written."""
        place = self.places["heads", -1, ""]
        many = [value] if isinstance(value, str) else value
        if not isinstance(many, list) or not many:
            self.wrong(place, "heads: phải là danh sách chữ", KEYS["heads"].example)
            return
        texts = [self._text(place, "heads", one, KEYS["heads"].example) for one in many]
        self._said["heads"] = tuple(text for text in texts if text)

    def entries(self, key: str, value: object, at: Callable[[int, str], Place]) -> None:
        """The list ``key``: tables, names, a file's name, or what is ready."""
        place = self.places[key, -1, ""]
        if isinstance(value, str) and fold(squeeze(value)) in (fold(READY), "kit", "mau"):
            self._said[key] = (_MAKE[key](name=READY),)
            return
        if isinstance(value, str) and unit_list.is_file_name(value):
            try:
                listed = unit_list.read(self._folder, value)
            except ListError as error:
                self.wrong(place, f"{key}: {error}")
                return
            known = LISTS[key]
            value = [{k: v for k, v in row.said.items() if k in known} for row in listed]
            lines = [(row.path, row.line) for row in listed]
            at = lambda nth, _part: lines[nth]  # noqa: E731 - as the callers'
        if isinstance(value, str):
            value = [one for one in map(squeeze, re.split("[;\n]", value)) if one]
        if not isinstance(value, list):
            self.wrong(place, f"{key}: phải là danh sách", KEYS[key].example)
            return
        if len(value) > _MOST:
            self.wrong(place, f"{key}: có {len(value)} mục, nhiều hơn {_MOST}; xin xem lại tệp")
            return
        self._said[key] = tuple(self._entry(key, nth, one, at) for nth, one in enumerate(value))

    def _entry(self, key: str, nth: int, value: object, at: Callable[[int, str], Place]) -> object:
        """One entry, as far as it is sound; without a name it keeps its place all the same."""
        place = at(nth, "")
        self.places[key, nth, ""] = place
        table = {"name": value} if isinstance(value, str) else value
        if not isinstance(table, dict):
            self.wrong(place, f"{key}: mỗi mục là một tên hoặc một bảng", _EXAMPLES[key])
            return _MAKE[key](name="")
        said: dict[str, Any] = {"name": ""}
        for part, one in table.items():
            where = at(nth, part)
            self.places[key, nth, part] = where
            if part not in LISTS[key]:
                self._misplaced(key, part, where)
                continue
            read = (
                self._day(where, one)
                if part == "from"
                else self._text(where, part, one, f'{part} = "…"', optional=part != "name")
            )
            if read is not None:
                said[part] = read
        if "name" not in table:
            self.wrong(place, f"{key}: mục này thiếu name", _EXAMPLES[key])
        return _MAKE[key](**said)

    def _misplaced(self, key: str, part: str, place: Place) -> None:
        known = ", ".join(LISTS[key])
        if part in KEYS:
            said = f"khóa {part} đứng dưới [[{key}]] nên bị hiểu là của mục ấy; chuyển lên đầu tệp"
            self.wrong(place, said)
            return
        near = first_near(part, LISTS[key])
        self.wrong(
            place,
            f"{key}: không có khóa «{part}»; chỉ có: {known}",
            f'{near} = "…"' if near else "",
        )

    def _text(
        self, place: Place, key: str, value: object, example: str, *, optional: bool = False
    ) -> str | None:
        """``value`` as one line of words; None when it cannot be that, which is said."""
        if not isinstance(value, str):
            written = "" if isinstance(value, list | dict) else f'{key} = "{value}"'
            self.wrong(place, f"{key}: phải là chữ trong ngoặc kép", written or example)
            return None
        text = squeeze(value)
        if optional and not text:
            return ""
        fault = _fault(text)
        if fault:
            self.wrong(place, f"{key}: {fault}", example)
            return None
        return text

    def _day(self, place: Place, value: object) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        found = read_day(value) if isinstance(value, str) else None
        if found is None:
            self.wrong(place, f"from: «{value}» không phải một ngày", "from = 2025-07-01")
        return found


def _fault(text: str) -> str:
    """Why an answer cannot stand on pages; empty when it can."""
    code, markup = forbidden(text), _MARKUP.search(text)
    faults = (
        (not text, "đang để trống; chưa có thì bỏ cả dòng"),
        (len(text) > _LONGEST, f"dài {len(text)} ký tự, nhiều hơn {_LONGEST}"),
        (code, f"có ký tự {code}, mà trang không chứa được; hãy xóa"),
        (is_placeholder(text) or any(unfilled(text)), f"«{text}» còn là chỗ trống, chưa điền"),
        (markup, f"chỉ nhận chữ thường, không nhận «{markup[0] if markup else ''}»"),
        (not any(map(str.isalnum, text)), f"«{text}» chưa có chữ nào"),
    )
    return next((words for is_so, words in faults if is_so), "")
