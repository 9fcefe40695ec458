"""The front matter of one text: which field each key is, and what is meant by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.posts.reporter import Reporter
from plugins.posts.typed import Entry, Items, Record, Sheet, Typed, Value
from plugins.posts.wording import first_near
from plugins.vietnamese import fold

_ADDRESS_KEYS = frozenset({"slug", "url", "save_as", "permalink"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key of the front matter, and all that is said of it anywhere."""

    key: str
    words: tuple[str, ...]
    """What officers call it, the first being its name."""
    rule: Callable[[Head, Field, Value], Any]
    """Gives what is meant by a value as typed, and says what is wrong with it."""
    help: str
    """What it is for, as the guide says it (Markdown)."""
    example: str
    """A line to copy, right as it stands."""
    shown: str = ""
    """Where readers meet it; empty: nowhere."""
    missing: object = ""
    """What is meant where nothing is written, or nothing that can be read."""
    required: str = ""
    """The line to write where it is missing; empty when it may be."""
    instead: str = ""
    """Of free words that readers see: what to write in place of words the program proposed."""
    sentence: bool = False
    """Whether it is a sentence of the officer's own, written in quotes."""
    part_of: str = ""
    """The key without which it says nothing."""
    in_pages: bool = False
    """Whether standing pages may say it too."""
    apart: bool = False
    """Whether ``Post`` has no attribute of this name that holds what the rule gives."""

    @property
    def name(self) -> str:
        """What officers call it, to begin a line with: ``Ngày giờ đăng``."""
        return self.words[0].capitalize()


class Head:
    """The fields of a front matter. What is wrong with its keys is said at once."""

    def __init__(
        self, path: str, sheet: Sheet, fields: Mapping[str, Field], report: Reporter
    ) -> None:
        """``path``: of the text, from the content folder; ``fields``: what it may say, by key."""
        self.path = path
        self.report = report
        self.entries: dict[str, Entry] = {}
        self.lines: dict[str, int] = {}
        """Line of each key, and of what rules add: ``pin:…``, ``ban:…`` and ``alias:…``."""
        self.doubled: set[str] = set()
        """Keys that are written more than once."""
        self._fields = fields
        self._said: dict[str, Any] = {}
        written = {entry.key.text for entry in sheet.entries}
        for entry in sheet.entries:
            self._enter(entry, written)

    def said(self, key: str) -> Any:  # noqa: ANN401 - what the rule of the field gives
        """What is meant by ``key``; read, and what is wrong said, when it is first asked for."""
        if key in self._said:
            return self._said[key]
        field, entry = self._fields[key], self.entries.get(key)
        said = field.missing
        if entry is None:
            if field.required:
                self.report.wrong(1, f"thiếu {key}", field.required, added=True)
        else:
            if entry.value is not None:
                said = field.rule(self, field, entry.value)
            if field.part_of and field.part_of not in self.entries:
                self.report.advise(entry.key.line, f"có {key} mà không có {field.part_of}")
        self._said[key] = said
        return said

    def _enter(self, entry: Entry, written: set[str]) -> None:
        key = entry.key.text
        if key not in self._fields:
            key = self._meant(entry.key, written)
            if not key:
                return
        if key in self.entries:
            first = self.entries[key].key.line
            self.doubled.add(key)
            message = f"{key} đã ghi ở dòng {first}; chỉ giữ một trong hai dòng"
            self.report.wrong(entry.key.line, message)
            return
        self.entries[key] = entry
        self.lines[key] = entry.key.line

    def _meant(self, typed: Typed, written: set[str]) -> str:
        """Says that a key is unknown; the key that was meant, when that is plain."""
        if typed.text.casefold() in _ADDRESS_KEYS:
            message = f"không dùng {typed.text}: địa chỉ của bài chính là tên tệp; hãy bỏ dòng này"
            self.report.wrong(typed.line, message)
            return ""
        folded = _plain(typed.text)
        by_fold = {_plain(key): key for key in self._fields}
        by_word = {_plain(word): key for key, one in self._fields.items() for word in one.words}
        meant = (by_word | by_fold).get(folded) or first_near(typed.text, self._fields)
        message = f"không có mục «{typed.text}» trong phần khai báo; "
        if not meant or meant in written or meant in self.entries:
            self.report.wrong(typed.line, f"{message}hãy bỏ dòng này")
            return ""
        row = typed.row[: typed.start] + meant + typed.row[typed.end :] if typed.row else ""
        certain = folded in by_fold
        self.report.wrong(typed.line, f"{message}có lẽ là {meant}", row, fixable=certain)
        return meant

    # --- what several rules ask ---

    def is_sentence(self, key: str) -> bool:
        """Whether the value of ``key`` is a sentence, in which any sign may stand."""
        return key in self._fields and self._fields[key].sentence

    def empty(self, key: str, line: int = 0, required: str = "") -> None:
        """Say that nothing stands behind ``key``; ``required``: the line to write."""
        may_go = "" if required else " hoặc bỏ hẳn dòng này"
        message = f"{key} để trống; hãy ghi giá trị{may_go}"
        self.report.wrong(line or self.entries[key].key.line, message, required)

    def listed(self, key: str, value: Value, message: str, offered: str = "") -> tuple[Value, ...]:
        """The items of a list; where ``value`` is none, ``message`` is said."""
        if isinstance(value, Items):
            return value.items
        if isinstance(value, Typed) and not value.text:
            self.empty(key)
        else:
            self.report.wrong(value.line, message, offered)
        return ()

    def texts(self, value: Value, message: str, offered: str = "") -> Iterator[Typed]:
        """Each line of text in ``value``, be it one or a list; of all else ``message`` is said."""
        for item in value.items if isinstance(value, Items) else (value,):
            if isinstance(item, Typed) and item.text:
                yield item
            else:
                self.report.wrong(item.line, message, offered)

    def record(self, record: Record, keys: tuple[str, ...], what: str) -> dict[str, Value]:
        """The values of ``record`` by key; ``what`` says in words what has these ``keys``."""
        found: dict[str, Value] = {}
        for key, value in record.fields:
            if key.text in found:
                self.report.wrong(key.line, f"{key.text} ghi hai lần trong một {what}")
            elif key.text in keys:
                found[key.text] = value
            else:
                near = first_near(key.text, keys)
                meant = f"có lẽ là {near}" if near else f"chỉ có {', '.join(keys)}"
                message = f"{what} không có mục «{key.text}»; {meant}"
                self.report.wrong(key.line, message, key.rewritten(near) if near else "")
                if near and near not in found:
                    found[near] = value
        return found


def _plain(word: str) -> str:
    return fold(word).replace("_", " ").replace("-", " ")
