"""The lines between ``---`` at the top of a file.

YAML, so that ordinary editors can write it, but read without YAML's guesses:
``no``, ``2021`` and ``08:19`` are text. Lines of the usual kinds are read here, all
others by ``nodes`` and, where YAML cannot read them, by ``slips``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from plugins import limits
from plugins.characters import forbidden
from plugins.layers import Layer, is_on
from plugins.patterns import later
from plugins.posts.reporter import Reporter
from plugins.posts.typed import Entry, Items, Record, Sheet, Typed
from plugins.vietnamese import LATIN

_DEEPEST = 200
"""Brackets and dashes that may open something: libyaml nests on the C stack, and it overflows."""

_FENCE = later(r"---[ \t]*")
_NEARLY_FENCE = later(r"(?:-{4,}|--|[–—]+-*|\.\.\.|===+|[ \t]+---)[ \t]*")
_FIELD = later(r"(?P<key>[A-Za-z_]+)[ \t]*:(?:[ \t].*)?")
_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACES = later(f"(?<=\\S)[ {_ODD}]*[{_ODD}][ {_ODD}]*|[{_ODD}]")


def split(text: str, keys: Collection[str], report: Reporter) -> Sheet | None:
    """``text`` cut at its ``---`` lines; None, with a problem, when that is not possible.

    ``keys`` are those that may stand at the left margin.
    """
    rows = text.split("\n")
    if not _FENCE.fullmatch(rows[0]):
        if _NEARLY_FENCE.fullmatch(rows[0]):
            report.wrong(1, "dòng đầu tệp phải là ba dấu gạch nối", "---", fixable=True)
        else:
            _no_head(rows[0], keys, report)
            return None
    end = _end(rows, report)
    head = rows[1:end]
    if sum(map(len, head)) + len(head) > limits.MOST_HEAD:
        report.wrong(1, limits.HEAD_TOO_LONG)
        return None
    entries = _usual(head) if is_on(Layer.HEADS) else None
    if entries is None:
        head = _with_plain_spaces(head)
        if any("\t" in row for row in head):
            head = _without_tabs(head, report)
        if _openings(head) > _DEEPEST:
            report.wrong(2, f"phần khai báo có hơn {_DEEPEST} dấu [ {{ - nên không đọc được")
            return None
        from plugins.posts.slips import read_entries  # noqa: PLC0415 - seldom needed, slow to load

        entries = read_entries(head, keys, report)
        _refuse_escapes(entries, report)
    return Sheet(
        entries=tuple(_within_limits(entry, report) for entry in entries),
        end=min(end + 1, len(rows)),
        body="\n".join(rows[end + 1 :]),
        body_line=min(end + 2, len(rows)),
    )


def _no_head(first: str, keys: Collection[str], report: Reporter) -> None:
    """Say that a text has no head, or that the line before its head is lacking."""
    found = _FIELD.fullmatch(first)
    if found and found["key"].lower() in keys:
        message = "phần khai báo phải mở đầu bằng dòng ---, trước dòng này"
        report.wrong(1, message, f"---\n{first}")
        return
    report.wrong(
        1,
        "tệp phải mở đầu bằng phần khai báo (title, date, author…) đặt giữa hai dòng ---; "
        "bài mới có sẵn phần ấy: invoke new",
    )


def _within_limits(entry: Entry, report: Reporter) -> Entry:
    """``entry`` with no more in its list or its value than may be read."""
    value = entry.value
    name = entry.key.text[:40]
    if isinstance(value, Items) and len(value.items) > limits.MOST_ITEMS:
        report.wrong(value.line, limits.too_many_items(name, len(value.items)))
        return replace(entry, value=replace(value, items=value.items[: limits.MOST_ITEMS]))
    if isinstance(value, Typed) and len(value.text) > limits.LONGEST_VALUE:
        report.wrong(value.line, limits.too_long_a_value(name, len(value.text)))
        text = value.text[: limits.LONGEST_VALUE]
        return replace(entry, value=Typed(text=text, line=value.line))
    return entry


def _refuse_escapes(entries: Iterable[Entry], report: Reporter) -> None:
    r"""Say what no page can hold and YAML has written in signs: ``"\ufffe"``."""
    values = [entry.value for entry in entries]
    while values:
        value = values.pop()
        if isinstance(value, Items):
            values += value.items
        elif isinstance(value, Record):
            values += [one for _, one in value.fields]
        elif value is not None and (code := forbidden(value.text)):
            report.wrong(
                value.line,
                f"dòng có mã của ký tự {code}, mà trang và bản tin không chứa được; hãy xóa",
            )


def _end(rows: list[str], report: Reporter) -> int:
    """Index of the closing line, or of where the body begins when it is missing."""
    for at, row in enumerate(rows):
        if at and row.startswith("---") and _FENCE.fullmatch(row):
            return at
    for at, row in enumerate(rows[1:], 1):
        if _NEARLY_FENCE.fullmatch(row):
            report.wrong(
                at + 1, "phần khai báo phải kết thúc bằng ba dấu gạch nối", "---", fixable=True
            )
            return at
    at = next((at for at, row in enumerate(rows[1:], 1) if not row.strip()), len(rows))
    said = "thiếu dòng --- kết thúc phần khai báo"
    report.wrong(min(at + 1, len(rows)), said, "---", added=at == len(rows))
    return at


def _openings(head: list[str]) -> int:
    text = "\n".join(head)
    return sum(text.count(mark) for mark in ("[", "{", "- ", "? "))


def _without_tabs(head: list[str], report: Reporter) -> list[str]:
    """A tab between words is a space; how far one at the margin indents, nobody knows."""
    cleaned = []
    for number, row in enumerate(head, 2):
        spaced = re.sub(r"[ ]*\t[ \t]*", lambda m: "  " if m.start() == 0 else " ", row).rstrip()
        if row[: len(row) - len(row.lstrip())].count("\t") and spaced.strip():
            report.wrong(
                number, "phần khai báo không dùng phím Tab, chỉ dùng dấu cách", spaced, fixable=True
            )
        cleaned.append(spaced)
    return cleaned


def _with_plain_spaces(head: list[str]) -> list[str]:
    return [row if row.isascii() else _ODD_SPACES.sub(" ", row) for row in head]


# --- lines as nearly all are, for which no YAML is needed ----------------------

# Only what YAML, and all that is said before it is asked, would take as it stands.
_PLAIN = rf"[{LATIN}0-9][{LATIN}0-9 ./()%+–“”‘’'\"-]*+(?<! )"
_IN_QUOTES = rf"\"[{LATIN}0-9 .,;:?/()%+°#'“”‘’«»…–—-]*+\""
_USUAL = later(
    rf"(?P<key>[a-z_]{{1,40}}):\ (?:(?P<typed>{_IN_QUOTES}"
    rf"|[{LATIN}0-9](?:[{LATIN}0-9 .,;?/()%+°'\"“”‘’«»…–—-]++|:(?=[^ ]))*+(?<! ))"
    rf"|\[(?P<items>(?:(?:{_IN_QUOTES}|{_PLAIN})(?:,[ ]?(?=[^\]])|(?=\])))*+)\])"
)
_ITEM = later(f"{_IN_QUOTES}|{_PLAIN}")


def _usual(head: list[str]) -> tuple[Entry, ...] | None:
    """What YAML would make of ``head``; None unless all its lines are of the usual kinds."""
    entries: list[Entry] = []
    for line, row in enumerate(head, 2):
        found = _USUAL.fullmatch(row)
        if found is None:
            return None
        typed = found["key"]
        key = Typed(text=typed, line=line, row=row, end=len(typed))
        value: Typed | Items
        if found["items"] is None:
            value = _as_typed(row, line, *found.span("typed"))
        else:
            items = _ITEM.finditer(row, *found.span("items"))
            value = Items(
                line=line, items=tuple(_as_typed(row, line, *item.span()) for item in items)
            )
        entries.append(Entry(key=key, value=value))
    return tuple(entries) if entries and _openings(head) <= _DEEPEST else None


def _as_typed(row: str, line: int, start: int, end: int) -> Typed:
    text = row[start + 1 : end - 1] if row[start] == '"' else row[start:end]
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        text = " ".join(text.split())
    return Typed(text=text, line=line, row=row, start=start, end=end)
