"""Single values of a registry file: each understood, or what is wrong with it and what to write."""

from __future__ import annotations

import difflib
import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol
from urllib.parse import urlsplit

from msgspec.structs import replace

from plugins.addresses import ATTACHMENT, ATTACHMENTS
from plugins.characters import forbidden
from plugins.documents.spelling import normal_number
from plugins.documents.types import TYPES, canonical
from plugins.filenames import is_device
from plugins.model import Ending, Name
from plugins.registry.lines import Lines
from plugins.registry.tables import NAMES, Key
from plugins.vietnamese import day as shown
from plugins.vietnamese import nfc, slugify, squeeze

_NAME_KEYS = ("text", "full", "from", "until")
_ONE_MOMENT = re.compile(r"[a-z]+\s*=\s*[0-9T:.+Z -]+", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_CODE = re.compile(r"(?=.*[^\W\d_])[^\W_]+")
_LONGEST_ID = 100
"""Characters; an id is a folder of the site."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Say(Protocol):
    """Notes what is wrong in a line, and the line to write instead."""

    def __call__(
        self, line: int, message: str, suggestion: str = "", *, fixable: bool = False
    ) -> None:
        """Of line ``line``, from 1; ``fixable`` where ``suggestion`` is the one right answer."""


class Values:
    """Reads the values of one file; None stands for one that is wrong, which is said."""

    def __init__(self, lines: Lines, say: Say) -> None:
        self._lines = lines
        self._say = say
        self._faults = 0

    def read(self, nth: int, key: str, value: object, spec: Key) -> object:
        """The value of ``key`` in the table ``nth`` (from 0); None when it is wrong."""
        line = self._lines.of(nth, key)
        match spec.kind:
            case "id":
                return self._id(line, value)
            case "texts" | "ids" | "codes":
                texts = self._texts(line, key, value, spec)
                return self._codes(line, texts) if spec.kind == "codes" else texts
            case "day":
                return self._day(line, key, value)
            case "names":
                return self._dated_names(nth, value)
            case "ending":
                return self._ending(line, value)
            case _:
                text = self._text(line, key, value, spec.example)
                return text and self._of_document(line, spec.kind, text)

    def _wrong(
        self, line: int, message: str, suggestion: str = "", *, fixable: bool = False
    ) -> None:
        self._faults += 1
        self._say(line, message, suggestion, fixable=fixable)

    def _text(self, line: int, key: str, value: object, example: str) -> str | None:
        if not isinstance(value, str):
            written = (
                f'{key} = "{_shown(value)}"' if not isinstance(value, (list, dict)) else example
            )
            self._wrong(line, f"“{key}” phải là chữ, đặt trong dấu ngoặc kép.", written)
            return None
        if not squeeze(value):
            self._wrong(line, f"“{key}” đang để trống.", example)
            return None
        if code := forbidden(value):
            self._wrong(line, f"“{key}” có ký tự {code}, mà trang không chứa được; hãy xóa.")
            return None
        if not any(sign.isalnum() for sign in value):
            self._wrong(line, f"“{key}” chưa có chữ nào; hãy thay «{squeeze(value)}».", example)
            return None
        return nfc(squeeze(value))

    def _id(self, line: int, value: object) -> str | None:
        if isinstance(value, str) and _SLUG.fullmatch(value):
            if is_device(value):
                said = f"Mã “id” không thể là «{value}»: Windows giữ riêng tên ấy cho thiết bị."
                self._wrong(line, said, f'id = "{value}-1"')
                return None
            if len(value) <= _LONGEST_ID:
                return value
            short = value[:_LONGEST_ID].strip("-")
            said = f"Mã “id” dài quá {_LONGEST_ID} ký tự, không thành địa chỉ được."
            self._wrong(line, said, f'id = "{short}"')
            return None
        slug = slugify(_shown(value)) if not isinstance(value, (list, dict)) else ""
        self._wrong(
            line,
            "Mã “id” chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.",
            f'id = "{slug or "…"}"',
        )
        return None

    def _texts(self, line: int, key: str, value: object, spec: Key) -> tuple[str, ...] | None:
        if isinstance(value, list) and all(isinstance(v, str) and squeeze(v) for v in value):
            if code := forbidden("".join(value)):
                self._wrong(line, f"“{key}” có ký tự {code}, mà trang không chứa được; hãy xóa.")
                return None
            return tuple(nfc(squeeze(v)) for v in value)
        if isinstance(value, str) and squeeze(value):
            example = f'{key} = ["{squeeze(value)}"]'
        else:
            example = spec.example
        self._wrong(line, f"“{key}” phải là một danh sách chữ trong dấu ngoặc vuông.", example)
        return None

    def _codes(self, line: int, codes: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """Codes as they stand in symbols: one run of letters and digits each."""
        if codes is None or all(_CODE.fullmatch(code) for code in codes):
            return codes
        bare = dict.fromkeys(re.sub(r"[\W_]", "", code) for code in codes)
        quoted = ", ".join(f'"{code}"' for code in bare if _CODE.fullmatch(code))
        self._wrong(
            line,
            "“codes” là chữ viết tắt của đơn vị trong ký hiệu văn bản: mỗi mã viết liền, "
            "có chữ, không có dấu cách, dấu gạch.",
            f"codes = [{quoted or '…'}]",
        )
        return None

    def _day(self, line: int, key: str, value: object) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        found = value.date() if isinstance(value, datetime) else read_day(_shown(value))
        meant = f" (ở đây hiểu là ngày {shown(found)})" if found else ""
        self._wrong(
            line,
            f"“{key}” phải là ngày theo thứ tự năm-tháng-ngày, "
            f"không đặt trong dấu ngoặc kép{meant}.",
            f"{key} = {found.isoformat() if found else '2025-06-30'}",
            # Only a line that says nothing else: another value or a note beside it would be lost.
            fixable=isinstance(value, datetime)
            and _ONE_MOMENT.fullmatch(self._lines.row(line)) is not None,
        )
        return None

    def _ending(self, line: int, value: object) -> Ending | None:
        choices = [str(e) for e in Ending]
        if isinstance(value, str) and squeeze(value) in choices:
            return Ending(squeeze(value))
        meant = difflib.get_close_matches(_shown(value), choices, 1, 0.5)
        self._wrong(
            line,
            "“ending” chỉ nhận một trong ba giá trị: “sáp nhập”, “chia tách”, “chấm dứt”.",
            f'ending = "{meant[0] if meant else choices[-1]}"',
        )
        return None

    def _dated_names(self, nth: int, value: object) -> tuple[Name, ...] | None:
        line = self._lines.of(nth, "names")
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            self._wrong(line, "“names” phải là danh sách các tên có ngày.", NAMES.example)
            return None
        names: list[Name] = []
        good = True
        for i, item in enumerate(value):
            at = self._lines.of(nth, "names", i)
            before = self._faults
            for key in item:
                if key not in _NAME_KEYS:
                    self._wrong(
                        at,
                        f"Trong “names” không có khóa “{key}”. "
                        f"Các khóa được dùng: {', '.join(_NAME_KEYS)}.",
                        NAMES.example,
                    )
            if "text" not in item:
                self._wrong(at, "Tên trong “names” thiếu khóa “text”.", NAMES.example)
            text = self._text(at, "text", item["text"], 'text = "…"') if "text" in item else None
            full = self._text(at, "full", item["full"], 'full = "…"') if "full" in item else ""
            since = self._day(at, "from", item["from"]) if "from" in item else None
            until = self._day(at, "until", item["until"]) if "until" in item else None
            if self._faults > before:
                good = False
                continue
            names.append(Name(text=text or "", full=full or "", since=since, until=until))
        return tuple(names) if good else None

    def in_order(self, nth: int, names: tuple[Name, ...]) -> bool:
        """Whether each of ``names`` ends after it begins, and before the next begins."""
        before = self._faults
        for i, name in enumerate(names):
            if name.since and name.until and name.until < name.since:
                self._wrong(
                    self._lines.of(nth, "names", i),
                    f"Tên “{name.text}” kết thúc ngày {shown(name.until)}, "
                    f"trước ngày bắt đầu {shown(name.since)}.",
                    _written(replace(name, since=name.until, until=name.since)),
                )
        if self._faults > before:
            return False
        for i, (earlier, later) in enumerate(pairwise(names), 1):
            if earlier.until is None or later.since is None or later.since <= earlier.until:
                self._wrong(
                    self._lines.of(nth, "names", i),
                    f"Hai tên “{earlier.text}” và “{later.text}” chồng thời gian lên nhau: viết "
                    "tên cũ trước, có ngày “until”; tên mới sau, có ngày “from” muộn hơn ngày ấy.",
                    _apart(earlier, later),
                )
        return self._faults == before

    # --- of documents ---------------------------------------------------------

    def _of_document(self, line: int, kind: str, text: str) -> str | None:
        known = {
            "number": self._number,
            "type": self._type,
            "link": self._link,
            "file": self._file,
        }
        return known[kind](line, text) if kind in known else text

    def _number(self, line: int, text: str) -> str | None:
        normal = normal_number(text)
        if normal == text:
            return text
        self._wrong(
            line,
            f"“number” là số, ký hiệu văn bản, viết liền, ví dụ 15/KH-VKSTB; đang là «{text}».",
            f'number = "{normal or "15/KH-VKSTB"}"',
        )
        return None

    def _type(self, line: int, text: str) -> str | None:
        kind = canonical(text)
        if kind == text:
            return text
        near = kind or next(iter(difflib.get_close_matches(text, TYPES, 1)), "Kế hoạch")
        self._wrong(line, f"“type”: không có loại văn bản «{text}».", f'type = "{near}"')
        return None

    def _link(self, line: int, text: str) -> str | None:
        if is_web_address(text):
            return text
        self._wrong(
            line,
            f"“link” là địa chỉ nơi đăng văn bản, bắt đầu bằng https://; đang là «{text}».",
            f'link = "https://{text}"' if is_web_address(f"https://{text}") else "",
        )
        return None

    def _file(self, line: int, text: str) -> str | None:
        """The path of an attachment, from the content folder."""
        meant = text.replace("\\", "/").strip("/").removeprefix("content/")
        is_path = meant.startswith(ATTACHMENT.base[1:]) and ".." not in meant.split("/")
        is_kind = meant.lower().endswith(tuple(ATTACHMENTS))
        if is_path and is_kind and meant == text:
            return text
        if is_path and not is_kind:
            said = f"“file” là một tệp không đăng được; chỉ nhận {', '.join(ATTACHMENTS)}."
            self._wrong(line, said)
            return None
        self._wrong(
            line,
            f"“file” là đường dẫn tới tệp toàn văn trong content/tep/; đang là «{text}».",
            f'file = "{meant if is_path else "tep/<năm>/" + meant.rpartition("/")[2]}"',
        )
        return None


def is_web_address(text: str) -> bool:
    """Whether ``text`` is an address of the web with a host, as a browser takes it (RFC 3986)."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and "." in parts.netloc
        and not re.search(r"[\s<>\"{}|\\^`]", text)
    )


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
    return NAMES.example


def read_day(text: str) -> date | None:
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
