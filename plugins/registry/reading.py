"""TOML texts become a ``Registry``, or every mistake in them, each with the line to write.

This half reads single tables: syntax, keys, types, ids, dates of one entry.
What holds between entries is in ``rules``.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from msgspec.structs import replace

from plugins import limits
from plugins.characters import forbidden
from plugins.lines import rows
from plugins.model import Author, Department, Ending, Name, Problem, Unit
from plugins.registry import rules
from plugins.registry.lines import Lines
from plugins.registry.matching import Registry
from plugins.registry.rules import Entry
from plugins.vietnamese import day as shown
from plugins.vietnamese import nfc, slugify, squeeze

UNITS: Final = "registry/units.toml"
DEPARTMENTS: Final = "registry/departments.toml"
AUTHORS: Final = "registry/authors.toml"


@dataclass(frozen=True, slots=True)
class _Key:
    kind: str
    """``text``, ``id``, ``texts``, ``ids``, ``codes``, ``day``, ``names`` or ``ending``."""
    example: str
    """What the officer may copy."""


_NAME = _Key("text", 'name = "…"')
_NAMES = _Key(
    "names", 'names = [{ text = "…", until = 2010-05-31 }, { text = "…", from = 2010-06-01 }]'
)
_FULL = _Key("text", 'full = "…"')
_ALIASES = _Key("texts", 'aliases = ["…"]')
_FROM = _Key("day", "from = 2010-06-01")
_UNTIL = _Key("day", "until = 2025-06-30")
_ENDING = _Key("ending", 'ending = "chấm dứt"')
_SUCCESSORS = _Key("ids", 'successors = ["…"]')


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a file may hold."""

    path: str
    table: str
    word: str
    """What readers call one entry."""
    keys: Mapping[str, _Key]
    required: tuple[str, ...]


_KINDS = (
    _Kind(
        UNITS,
        "unit",
        "đơn vị",
        {
            "id": _Key("id", 'id = "…"'),
            "name": _NAME,
            "names": _NAMES,
            "full": _FULL,
            "place": _Key("text", 'place = "…"'),
            "level": _Key("text", 'level = "huyện"'),
            "aliases": _ALIASES,
            "codes": _Key("codes", 'codes = ["VKSTB"]'),
            "parent": _Key("text", 'parent = "…"'),
            "from": _FROM,
            "until": _UNTIL,
            "ending": _ENDING,
            "successors": _SUCCESSORS,
        },
        ("id", "name"),
    ),
    _Kind(
        DEPARTMENTS,
        "department",
        "phòng",
        {
            "id": _Key("id", 'id = "…"'),
            "name": _NAME,
            "names": _NAMES,
            "full": _FULL,
            "unit": _Key("text", 'unit = "…"'),
            "aliases": _ALIASES,
            "from": _FROM,
            "until": _UNTIL,
            "ending": _ENDING,
            "successors": _SUCCESSORS,
        },
        ("id", "name", "unit"),
    ),
    _Kind(
        AUTHORS,
        "author",
        "tác giả",
        {
            "id": _Key("id", 'id = "…"'),
            "name": _NAME,
            "aliases": _ALIASES,
            "departments": _Key("ids", 'departments = ["…"]'),
            "units": _Key("ids", 'units = ["…"]'),
            "note": _Key("text", 'note = "…"'),
            "from": _FROM,
            "until": _UNTIL,
        },
        ("id", "name"),
    ),
)

_NAME_KEYS = ("text", "full", "from", "until")
_ONE_MOMENT = re.compile(r"[a-z]+\s*=\s*[0-9T:.+Z -]+", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_CODE = re.compile(r"(?=.*[^\W\d_])[^\W_]+")
_LONGEST_ID = 100
"""Characters; an id is a folder of the site."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def in_project(path: str) -> str:
    """``path`` of the content folder as officers see it, from the project's folder."""
    return f"content/{path}"


def read_registry(files: Mapping[str, str]) -> tuple[Registry | None, tuple[Problem, ...]]:
    """The registry in ``files``, and everything wrong with it, in order of file and line.

    Keys of ``files`` are paths in the content folder (``registry/units.toml``,
    ``registry/departments.toml``, ``registry/authors.toml``; the last two may
    be absent), values their text. ``None`` when anything is an error.
    """
    problems: list[Problem] = []
    known = [kind.path for kind in _KINDS]
    for path in sorted(set(files) - set(known)):
        meant = difflib.get_close_matches(path, known, 1)
        problems.append(
            Problem(
                path=in_project(path),
                line=1,
                message="Thư mục registry chỉ gồm units.toml, departments.toml và authors.toml."
                + (f" Có phải tệp này là {in_project(meant[0])} không?" if meant else ""),
            )
        )
    if UNITS not in files:
        path = in_project(UNITS)
        missing = f"Chưa có tệp danh sách đơn vị {path}."
        problems.append(Problem(path=path, line=1, message=missing))
    read = {}
    for kind in _KINDS:
        if kind.path in files:
            read[kind.table] = _File(kind, files[kind.path])
            problems.extend(read[kind.table].problems)
    entries = {
        kind.table: read[kind.table].entries if kind.table in read else [] for kind in _KINDS
    }
    whole = all(f.whole for f in read.values())
    problems.extend(
        rules.check(entries["unit"], entries["department"], entries["author"], whole=whole)
    )
    found = tuple(sorted(set(problems)))
    if any(p.severity == "error" for p in found):
        return None, found
    registry = Registry(
        units={e.value.id: e.value for e in entries["unit"]},
        departments={e.value.id: e.value for e in entries["department"]},
        authors={e.value.id: e.value for e in entries["author"]},
    )
    return registry, found


class _File:
    """One file as read: entries with the problems of each taken alone."""

    def __init__(self, kind: _Kind, text: str) -> None:
        self.kind = kind
        self.problems: list[Problem] = []
        self.entries: list[Entry] = []
        self.whole = False
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        self._check_form(text)
        if fault := limits.registry_too_large(len(text)):
            self._say(1, fault)
            return
        if marks := limits.too_many_marks(text):
            self._say(*marks)
            return
        text = nfc(text)
        self.lines = Lines(text, kind.table)
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self._say(*_syntax(str(error), text))
            return
        except (ValueError, RecursionError):  # thousands of digits, or brackets in brackets
            self._say(*_endless(text))
            return
        self.whole = True
        for key in data:
            if key != kind.table:
                self._stranger(key, (kind.table,), self.lines.top(key), header=True)
        tables = data.get(kind.table, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            self._say(
                self.lines.top(kind.table),
                f"Mỗi {kind.word} viết dưới một dòng [[{kind.table}]], "
                "hai dấu ngoặc vuông mỗi bên.",
                f"[[{kind.table}]]",
            )
            return
        for nth, table in enumerate(tables):
            self._table(nth, table)

    def _say(self, line: int, message: str, suggestion: str = "", *, fixable: bool = False) -> None:
        self.problems.append(
            Problem(
                path=in_project(self.kind.path),
                line=line,
                message=message,
                suggestion=suggestion,
                fixable=fixable,
            )
        )

    def _check_form(self, text: str) -> None:
        for number, line in enumerate(rows(text), 1):
            if line != nfc(line):
                self._say(
                    number,
                    "Dòng này gõ bằng dấu rời (Unicode tổ hợp); cần dấu liền (Unicode dựng sẵn).",
                    nfc(line).strip(),
                    fixable=True,
                )

    def _stranger(
        self, key: str, known: tuple[str, ...], line: int, *, header: bool = False
    ) -> None:
        shown = f"[[{key}]]" if header else f"“{key}”"
        meant = difflib.get_close_matches(key, known, 1, 0.5)
        if header:
            allowed = f"Tệp này chỉ gồm các mục [[{known[0]}]]."
            self._say(line, f"Không có mục {shown}. {allowed}", f"[[{known[0]}]]")
            return
        allowed = ", ".join(known)
        example = self.kind.keys[meant[0]].example if meant and meant[0] in self.kind.keys else ""
        self._say(line, f"Không có khóa {shown}. Các khóa được dùng: {allowed}.", example)

    def _table(self, nth: int, table: dict[str, Any]) -> None:
        kind = self.kind
        entry = Entry(path=in_project(kind.path), word=kind.word, nth=nth, lines=self.lines)
        kept: dict[str, Any] = {}
        for key, value in table.items():
            if key not in kind.keys:
                self._stranger(key, tuple(kind.keys), self.lines.of(nth, key))
                continue
            good = self._value(nth, key, value)
            if good is None:
                entry.broken.add(key)
            else:
                kept[key] = good
        self._required(nth, table, entry)
        self._names(nth, kept, entry)
        identifier = kept.get("id")
        if identifier is None:
            return
        entry.value = self._made(identifier, kept)
        self.entries.append(entry)

    def _required(self, nth: int, table: dict[str, Any], entry: Entry) -> None:
        keys = self.kind.keys
        for key in self.kind.required:
            if key in table or (key == "name" and "names" in table):
                continue
            entry.broken.add(key)
            line = self.lines.of(nth)
            self._say(
                line,
                f"Mục {self.kind.word} này thiếu khóa “{key}”.",
                f"{self.lines.row(line)}\n{_example(key, keys[key], table)}",
            )
        if "names" in table:
            for key in ("name", "full"):
                if key in table:
                    self._say(
                        self.lines.of(nth, key),
                        f"Đã có “names” thì không viết “{key}”; "
                        "đưa tên này vào “names” kèm ngày bắt đầu và kết thúc.",
                        _NAMES.example,
                    )

    # --- single values --------------------------------------------------------

    def _value(self, nth: int, key: str, value: object) -> object:
        spec = self.kind.keys[key]
        line = self.lines.of(nth, key)
        match spec.kind:
            case "text":
                return self._text(line, key, value, spec.example)
            case "id":
                return self._id(line, value)
            case "texts" | "ids":
                return self._texts(line, key, value, spec)
            case "codes":
                return self._codes(line, self._texts(line, key, value, spec))
            case _:
                return self._dated(nth, key, value, spec.kind)

    def _dated(self, nth: int, key: str, value: object, kind: str) -> object:
        line = self.lines.of(nth, key)
        if kind == "names":
            return self._dated_names(nth, value)
        return self._day(line, key, value) if kind == "day" else self._ending(line, value)

    def _text(self, line: int, key: str, value: object, example: str) -> str | None:
        if not isinstance(value, str):
            written = (
                f'{key} = "{_shown(value)}"' if not isinstance(value, (list, dict)) else example
            )
            self._say(line, f"“{key}” phải là chữ, đặt trong dấu ngoặc kép.", written)
            return None
        if not squeeze(value):
            self._say(line, f"“{key}” đang để trống.", example)
            return None
        if code := forbidden(value):
            self._say(line, f"“{key}” có ký tự {code}, mà trang không chứa được; hãy xóa.")
            return None
        if not any(sign.isalnum() for sign in value):
            self._say(line, f"“{key}” chưa có chữ nào; hãy thay «{squeeze(value)}».", example)
            return None
        return nfc(squeeze(value))

    def _id(self, line: int, value: object) -> str | None:
        if isinstance(value, str) and _SLUG.fullmatch(value):
            if len(value) <= _LONGEST_ID:
                return value
            short = value[:_LONGEST_ID].strip("-")
            said = f"Mã “id” dài quá {_LONGEST_ID} ký tự, không thành địa chỉ được."
            self._say(line, said, f'id = "{short}"')
            return None
        slug = slugify(_shown(value)) if not isinstance(value, (list, dict)) else ""
        self._say(
            line,
            "Mã “id” chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.",
            f'id = "{slug or "…"}"',
        )
        return None

    def _texts(self, line: int, key: str, value: object, spec: _Key) -> tuple[str, ...] | None:
        if isinstance(value, list) and all(isinstance(v, str) and squeeze(v) for v in value):
            if code := forbidden("".join(value)):
                self._say(line, f"“{key}” có ký tự {code}, mà trang không chứa được; hãy xóa.")
                return None
            return tuple(nfc(squeeze(v)) for v in value)
        if isinstance(value, str) and squeeze(value):
            example = f'{key} = ["{squeeze(value)}"]'
        else:
            example = spec.example
        self._say(line, f"“{key}” phải là một danh sách chữ trong dấu ngoặc vuông.", example)
        return None

    def _codes(self, line: int, codes: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """Codes as they stand in symbols: one run of letters and digits each."""
        if codes is None or all(_CODE.fullmatch(code) for code in codes):
            return codes
        bare = dict.fromkeys(re.sub(r"[\W_]", "", code) for code in codes)
        quoted = ", ".join(f'"{code}"' for code in bare if _CODE.fullmatch(code))
        self._say(
            line,
            "“codes” là chữ viết tắt của đơn vị trong ký hiệu văn bản: mỗi mã viết liền, "
            "có chữ, không có dấu cách, dấu gạch.",
            f"codes = [{quoted or '…'}]",
        )
        return None

    def _day(self, line: int, key: str, value: object) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        found = value.date() if isinstance(value, datetime) else _read_day(_shown(value))
        meant = f" (ở đây hiểu là ngày {shown(found)})" if found else ""
        self._say(
            line,
            f"“{key}” phải là ngày theo thứ tự năm-tháng-ngày, "
            f"không đặt trong dấu ngoặc kép{meant}.",
            f"{key} = {found.isoformat() if found else '2025-06-30'}",
            # Only a line that says nothing else: another value or a note beside it would be lost.
            fixable=isinstance(value, datetime)
            and _ONE_MOMENT.fullmatch(self.lines.row(line)) is not None,
        )
        return None

    def _ending(self, line: int, value: object) -> Ending | None:
        choices = [str(e) for e in Ending]
        if isinstance(value, str) and squeeze(value) in choices:
            return Ending(squeeze(value))
        meant = difflib.get_close_matches(_shown(value), choices, 1, 0.5)
        self._say(
            line,
            "“ending” chỉ nhận một trong ba giá trị: “sáp nhập”, “chia tách”, “chấm dứt”.",
            f'ending = "{meant[0] if meant else choices[-1]}"',
        )
        return None

    # --- names ------------------------------------------------------------------

    def _dated_names(self, nth: int, value: object) -> tuple[Name, ...] | None:
        line = self.lines.of(nth, "names")
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            self._say(line, "“names” phải là danh sách các tên có ngày.", _NAMES.example)
            return None
        names: list[Name] = []
        good = True
        for i, item in enumerate(value):
            at = self.lines.of(nth, "names", i)
            before = len(self.problems)
            for key in item:
                if key not in _NAME_KEYS:
                    self._say(
                        at,
                        f"Trong “names” không có khóa “{key}”. "
                        f"Các khóa được dùng: {', '.join(_NAME_KEYS)}.",
                        _NAMES.example,
                    )
            if "text" not in item:
                self._say(at, "Tên trong “names” thiếu khóa “text”.", _NAMES.example)
            text = self._text(at, "text", item["text"], 'text = "…"') if "text" in item else None
            full = self._text(at, "full", item["full"], 'full = "…"') if "full" in item else ""
            since = self._day(at, "from", item["from"]) if "from" in item else None
            until = self._day(at, "until", item["until"]) if "until" in item else None
            if len(self.problems) > before:
                good = False
                continue
            names.append(Name(text=text or "", full=full or "", since=since, until=until))
        return tuple(names) if good else None

    def _names(self, nth: int, kept: dict[str, Any], entry: Entry) -> None:
        if "names" not in kept:
            return
        names: tuple[Name, ...] = kept["names"]
        reversed_ = False
        for i, name in enumerate(names):
            if name.since and name.until and name.until < name.since:
                reversed_ = True
                self._say(
                    self.lines.of(nth, "names", i),
                    f"Tên “{name.text}” kết thúc ngày {shown(name.until)}, "
                    f"trước ngày bắt đầu {shown(name.since)}.",
                    _written(replace(name, since=name.until, until=name.since)),
                )
        if reversed_:
            entry.broken.add("names")
            return
        for i, (earlier, later) in enumerate(pairwise(names), 1):
            if earlier.until is None or later.since is None or later.since <= earlier.until:
                entry.broken.add("names")
                self._say(
                    self.lines.of(nth, "names", i),
                    f"Hai tên “{earlier.text}” và “{later.text}” chồng thời gian lên nhau: viết "
                    "tên cũ trước, có ngày “until”; tên mới sau, có ngày “from” muộn hơn ngày ấy.",
                    _apart(earlier, later),
                )

    # --- values -----------------------------------------------------------------

    def _made(self, identifier: str, kept: Mapping[str, Any]) -> Unit | Department | Author:
        if self.kind.table == "author":
            return Author(
                id=identifier,
                name=kept.get("name", identifier),
                aliases=kept.get("aliases", ()),
                departments=kept.get("departments", ()),
                units=kept.get("units", ()),
                note=kept.get("note", ""),
                since=kept.get("from"),
                until=kept.get("until"),
            )
        plain = (Name(text=kept.get("name", identifier), full=kept.get("full", "")),)
        shared: dict[str, Any] = {
            "id": identifier,
            "names": kept.get("names", plain),
            "aliases": kept.get("aliases", ()),
            "since": kept.get("from"),
            "until": kept.get("until"),
            "successors": kept.get("successors", ()),
            "ending": kept.get("ending"),
        }
        if self.kind.table == "department":
            return Department(unit=kept.get("unit", ""), **shared)
        return Unit(
            place=kept.get("place", ""),
            level=kept.get("level", ""),
            codes=kept.get("codes", ()),
            parent=kept.get("parent"),
            **shared,
        )


def _example(key: str, spec: _Key, table: Mapping[str, Any]) -> str:
    name = table.get("name")
    if key == "id" and isinstance(name, str) and slugify(name):
        return f'id = "{slugify(name)}"'
    return spec.example


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _written(name: Name) -> str:
    parts = [f'text = "{name.text}"']
    if name.full:
        parts.append(f'full = "{name.full}"')
    if name.since:
        parts.append(f"from = {name.since.isoformat()}")
    if name.until:
        parts.append(f"until = {name.until.isoformat()}")
    return f"{{ {', '.join(parts)} }}"


def _apart(earlier: Name, later: Name) -> str:
    """The pair with its dates set right, where one of them tells what the other must be."""
    if later.since and later.since > (earlier.since or date.min):
        before = replace(earlier, until=later.since - timedelta(days=1))
        return f"names = [{_written(before)}, {_written(later)}]"
    if earlier.until and earlier.until < date.max:
        after = replace(later, since=earlier.until + timedelta(days=1))
        return f"names = [{_written(earlier)}, {_written(after)}]"
    return _NAMES.example


def _read_day(text: str) -> date | None:
    """A day written year first, or day first as Vietnamese does; ``None`` when it is neither."""
    if found := _YEAR_FIRST.fullmatch(text.strip()):
        year, month, day = (int(p) for p in found.groups())
    elif found := _DAY_FIRST.fullmatch(text.strip()):
        day, month, year = (int(p) for p in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _endless(text: str) -> tuple[int, str]:
    """The line of a number without end, or of brackets within brackets; and what it is."""
    lines = rows(text)
    for line, row in enumerate(lines, 1):
        if _ENDLESS_NUMBER.search(row):
            return line, "Số ở dòng này dài quá, không đọc được; mọi giá trị viết trong ngoặc kép."
    line = max(range(len(lines)), key=lambda at: lines[at].count("[") + lines[at].count("{")) + 1
    return line, "Dấu ngoặc ở dòng này lồng nhau quá sâu, không đọc được."


_ENDLESS_NUMBER = re.compile("[0-9][0-9_]{999}")


def _syntax(said: str, text: str) -> tuple[int, str]:
    """What ``tomllib`` complains of in English, as a line and a plain sentence."""
    found = re.search(r"at line (\d+)", said)
    line = int(found[1]) if found else max(1, len(rows(text.rstrip("\r\n"))))
    if "overwrite" in said or "twice" in said:
        return line, "Khóa ở dòng này đã được viết một lần trong cùng mục; chỉ giữ một dòng."
    if "date" in said.lower():
        return line, "Ngày ở dòng này không có thật hoặc viết sai; viết năm-tháng-ngày: 2025-06-30."
    message = (
        "Từ dòng này tệp sai cú pháp TOML: kiểm tra dấu ngoặc kép, dấu phẩy, dấu bằng "
        "và dấu ngoặc vuông ở dòng này và dòng ngay trước."
    )
    return line, message
