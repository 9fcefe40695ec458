"""A front matter that YAML cannot read as a whole, read entry by entry.

What YAML cannot read is explained line by line with the line to write and, if it is
certain what was meant, understood, so that one slip hides no other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import count

from msgspec.structs import replace

from plugins.patterns import later
from plugins.posts.nodes import COMMENT, entries, has_reference, only_value
from plugins.posts.reporter import Reporter
from plugins.posts.typed import INDICATORS, Entry, Typed, in_quotes
from plugins.vietnamese import squeeze

_KEY = later(r"""(?P<key>[^\s#:\-\[\]{}"',&*!|>%@`?][^:]*?)[ \t]*:(?=\s|$)""")
_GLUED = later(r"(?P<key>[A-Za-z_]+):(?P<rest>\S.*)")
_OTHER_SIGN = later(r"(?P<key>[A-Za-z_]+)[ \t]*(?P<sign>=|：)[ \t]*(?P<rest>\S.*)")
"""Another sign where the colon should be, as in settings or from a Chinese keyboard."""
_OPENING = later(r"(?:^|[^\"]*?[\s(])\"[^\s\"]")
"""A first quotation mark that begins something."""
_INDENTED = later(r"[ \t]+(?P<key>[A-Za-z_]+)[ \t]*:(?=\s|$)")
_REFERENCE = later(r"(?:^|[\s,\[{:?-])[&*!](?=\S)", re.MULTILINE)


def read_entries(head: list[str], keys: Collection[str], report: Reporter) -> tuple[Entry, ...]:
    """The entries of the lines ``head``, which begin in line 2; ``keys`` may begin one."""
    text = "\n".join(head)
    odd = _REFERENCE.search(text) or any(map(_OTHER_SIGN.fullmatch, head))
    found = None if odd else entries(text, head, 2)
    if found is not None:
        return tuple(found)
    return tuple(_alone(start, rows, report) for start, rows in _chunks(head, keys, report))


def _chunks(
    head: list[str], keys: Collection[str], report: Reporter
) -> Iterator[tuple[int, list[str]]]:
    """Each entry at the left margin with the lines below it, mended so far as is certain."""
    start, rows = 0, list[str]()
    for number, row in enumerate(head, 2):
        mended = _mended_start(row, rows, keys, number, report)
        if mended is not None:
            if rows:
                yield start, rows
            start, rows = number, [mended]
        elif rows and (
            not row.strip() or row[0] in " #" or row.startswith(("- ", "-\n", "]", "}"))
        ):
            rows.append(row)
        elif row.strip() and not row.lstrip().startswith("#"):
            report.wrong(
                number,
                f"không hiểu dòng «{row.strip()[:40]}»: mỗi dòng phải có dạng «tên: giá trị»",
            )
            if rows:
                rows.append("")  # what follows keeps its number
    if rows:
        yield start, rows


def _mended_start(
    row: str, above: list[str], keys: Collection[str], number: int, report: Reporter
) -> str | None:
    """``row`` if an entry begins there, with a slip at its beginning mended and said."""
    other = _OTHER_SIGN.fullmatch(row)
    if other and other["key"].lower() in keys:
        mended = f"{other['key']}: {other['rest']}"
        message = f"sau {other['key']} phải là dấu hai chấm, không phải «{other['sign']}»"
        report.wrong(number, message, mended, fixable=True)
        return mended
    if _KEY.match(row):
        return row
    glued = _GLUED.fullmatch(row)
    if glued and glued["key"].lower() in keys:
        mended = f"{glued['key']}: {glued['rest']}"
        report.wrong(number, "thiếu dấu cách sau dấu hai chấm", mended, fixable=True)
        return mended
    word, _, rest = row.partition(" ")
    if word.lower() in keys and rest:
        mended = f"{word}: {rest.strip()}"
        report.wrong(number, f"thiếu dấu hai chấm sau {word}", mended, fixable=True)
        return mended
    indented = _INDENTED.match(row)
    inside = above and above[0].startswith(("corrections", "related"))
    if indented and indented["key"].lower() in keys and not inside:
        mended = row.lstrip()
        report.wrong(number, f"{indented['key']} phải viết sát lề trái", mended, fixable=True)
        return mended
    return None


def _alone(start: int, rows: list[str], report: Reporter) -> Entry:
    """One entry read by itself; what YAML cannot read is explained and, if certain, understood."""
    found = _KEY.match(rows[0])
    assert found is not None
    name = found["key"].strip()
    key = Typed(
        text=squeeze(name), line=start, row=rows[0], start=found.start("key"), end=found.end("key")
    )
    value = rows[0][found.end() :].strip()
    text = "\n".join(rows)
    if not (_REFERENCE.search(text) and has_reference(text)):
        read = only_value(text, rows, start)
        if read is not None:
            return Entry(key=key, value=read)
    below = [row for row in rows[1:] if row.strip() and not row.lstrip().startswith("#")]
    if value.startswith("[") and not below and value.count("[") > value.count("]"):
        mended = f"{name}: {value}]"
        certain = COMMENT.search(value) is None
        report.wrong(start, "danh sách thiếu dấu ] ở cuối", mended, fixable=certain)
        return Entry(key=replace(key, row=mended), value=only_value(mended, [mended], start))
    if below:
        for number, row in zip(count(start), rows, strict=False):
            if said := _explained_below(row):
                report.wrong(number, said[0], said[1], fixable=COMMENT.search(row) is None)
                break
        else:
            report.wrong(start, f"không đọc được phần {name}; xem lại các dấu ngoặc và thụt lề")
        return Entry(key=key, value=None)
    mended = f"{name}: {in_quotes(_unquoted(value))}"
    report.wrong(start, _why(value), mended, fixable=COMMENT.search(value) is None)
    return Entry(key=replace(key, row=mended), value=only_value(mended, [mended], start))


def _unquoted(value: str) -> str:
    """``value`` without a quote that was opened and never closed, or closed and never opened.

    Nor with a pair around all of it, in which stands what YAML does not take.
    """
    if _is_in_quotes(value):
        return value[1:-1].strip()
    for quote in "\"'":
        if value.count(quote) == 1 and (value.startswith(quote) or value.endswith(quote)):
            return value.strip(quote).strip()
    return value


def _is_in_quotes(value: str) -> bool:
    """Whether a pair of double quotes is around all of ``value``: ``"Mở “Ngày” mới"``.

    Not where the first one ends before: ``"A" và "B"``.
    """
    inner = value[1:-1]
    is_around = len(value) > 1 and value[0] == value[-1] == '"'
    return is_around and ('"' not in inner or _OPENING.match(inner) is not None)


def _why(value: str) -> str:
    if _is_in_quotes(value):
        sign = '"' if '"' in value[1:-1] else "\\"
        return f"trong câu có dấu {sign} thì đặt cả câu trong một cặp dấu ' thay cho dấu \""
    if value.startswith(('"', "'")):
        return (
            "dấu ngoặc kép mở đầu dòng phải bao trọn cả dòng; "
            "nếu nó thuộc về câu chữ thì đặt cả câu trong một cặp dấu khác"
        )
    if value[:1] in ("[", "{"):
        return f"chữ bắt đầu bằng dấu {value[0]} phải đặt trong ngoặc kép"
    if value[:1] and value[0] in INDICATORS:
        return f"chữ bắt đầu bằng dấu {value[0]} phải đặt trong ngoặc kép"
    if ": " in value or value.endswith(":"):
        return "câu có dấu hai chấm phải đặt trong ngoặc kép"
    return "câu này có dấu mà máy hiểu nhầm, phải đặt trong ngoặc kép"


_BELOW = later(r"(?P<head>[ ]*(?:- +)?(?:[a-z_]+:[ ]+|-[ ]+))(?P<value>[^\s\"'].*)")


def _explained_below(row: str) -> tuple[str, str] | None:
    """Why a line within an entry cannot be read, and the line to write; None if it can."""
    found = _BELOW.fullmatch(row.rstrip())
    if found is None:
        return None
    value = found["value"]
    trouble = (
        ": " in value or value.endswith(":") or value[0] in "&*!%@`|>{" or value.count("[") == 1
    )
    if not trouble or value.startswith("["):
        return None
    return _why(value), found["head"] + in_quotes(value)
