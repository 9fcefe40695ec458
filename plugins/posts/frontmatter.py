"""The lines between ``---`` at the top of a file, each value as typed and where it stands.

YAML, so that ordinary editors can write it, but read without YAML's guesses:
``no``, ``2021`` and ``08:19`` are text, and what YAML cannot read is explained
line by line with the line to write, so that one slip hides no other.

A post has dozens of these values, so they are msgspec's: made and kept at a
fifth of what the same frozen dataclasses cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from plugins import limits
from plugins.characters import forbidden
from plugins.model import Problem, Severity
from plugins.patterns import later
from plugins.posts.breaks import in_file
from plugins.vietnamese import LATIN, nfc, squeeze

PERSONAL_DATA = "thông tin cá nhân"
"""What a reminder is about that is no question and yet concerns a person."""

NO_DATE = "date"
"""What the problem is about when a post to be published has no date."""

_DEEPEST = 200
"""Brackets and dashes that may open something: libyaml nests on the C stack, and it overflows."""

_FENCE = later(r"---[ \t]*")
_NEARLY_FENCE = later(r"(?:-{4,}|--|[–—]+-*|\.\.\.|===+)[ \t]*")
_KEY = later(r"""(?P<key>[^\s#:\-\[\]{}"',&*!|>%@`?][^:]*?)[ \t]*:(?=\s|$)""")
_GLUED = later(r"(?P<key>[A-Za-z_]+):(?P<rest>\S.*)")
_INDENTED = later(r"[ \t]+(?P<key>[A-Za-z_]+)[ \t]*:(?=\s|$)")
_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACES = later(f"(?<=\\S)[ {_ODD}]*[{_ODD}][ {_ODD}]*|[{_ODD}]")
_REFERENCE = later(r"(?:^|[\s,\[{:?-])[&*!](?=\S)", re.MULTILINE)
_INDICATORS = "[]{}#&*!|>%@`,?\"'"
COMMENT = later(r"[ \t]+#")
_SPACE_SIGN = later(r'"(?:[^\\"]|\\[^tnrvfNLP_])*\\[tnrvfNLP_]')


class Typed(Struct, frozen=True, kw_only=True):
    """One value as an officer typed it, and where: enough to write its line anew."""

    text: str
    """NFC, on one line, ends bare."""
    line: int
    """In the file, from 1."""
    row: str = ""
    """The whole line; empty when the value goes over several."""
    start: int = 0
    end: int = 0
    """Where the value stands in ``row``, quotes included."""
    comment: str = ""
    """What YAML cut off behind ``#``."""

    def rewritten(self, text: str) -> str:
        """The line with ``text`` in place of this value."""
        if not self.row:
            return ""
        inside = self.row[: self.start].count("[") > self.row[: self.start].count("]")
        return self.row[: self.start] + quoted(text, flow=inside) + self.row[self.end :]

    @property
    def as_written(self) -> str:
        """``text`` in the form of Unicode in which it stands in ``row``, for names of files."""
        written = self.row[self.start : self.end].strip("\"'")
        return written if not written.isascii() and nfc(written) == self.text else self.text

    @property
    def hides_spaces(self) -> bool:
        r"""Whether YAML's signs for white space (``"\t"``) stand in it, now plain spaces."""
        return _SPACE_SIGN.match(self.row, self.start, self.end) is not None

    def runs_into(self, other: Typed) -> bool:
        """Whether a comma without a space is all between this and ``other``: maybe it was one."""
        return self.line == other.line and self.row[self.end : other.start] == ","

    def rewritten_with(self, other: Typed, text: str) -> str:
        """The line with ``text``, in quotes, in place of all from this to ``other``."""
        return self.row[: self.start] + in_quotes(text) + other.row[other.end :]


class Items(Struct, frozen=True, kw_only=True):
    """A list."""

    line: int
    items: tuple[Value, ...]


class Fields(Struct, frozen=True, kw_only=True):
    """Keys and values below a key."""

    line: int
    fields: tuple[tuple[Typed, Value], ...]


Value = Typed | Items | Fields


class Entry(Struct, frozen=True, kw_only=True):
    """A key at the left margin and what was typed for it; ``value`` is None when unreadable."""

    key: Typed
    value: Value | None


class Sheet(Struct, frozen=True, kw_only=True):
    """A file cut in two."""

    entries: tuple[Entry, ...]
    end: int
    """Line of the closing ``---``."""
    body: str
    body_line: int
    """First line of the body."""
    too_much: bool = False
    """Whether the body is left out: the text has more than may be read, which is said."""


def quoted(text: str, *, flow: bool = False) -> str:
    """``text`` as a YAML value, in quotes only where YAML would misread it."""
    bare = (
        text != ""
        and text[0] not in _INDICATORS
        and not text.startswith(("- ", "---"))
        and text not in {"-", "~", "..."}
        and ": " not in text
        and not text.endswith(":")
        and " #" not in text
        and not (flow and any(c in text for c in ",[]{}"))
    )
    return text if bare else in_quotes(text)


def in_quotes(text: str) -> str:
    """``text`` between double quotes, or single ones when it holds a double quote itself."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


class Reporter:
    """Collects problems of one file."""

    def __init__(self, path: str) -> None:
        self.path = f"content/{path}"
        self.problems: list[Problem] = []
        self.true: tuple[int, ...] = ()
        """Of each line as it is read, its number in the file; empty where they are the same."""

    def wrong(
        self, line: int, message: str, suggestion: str = "", *, fixable: bool = False
    ) -> None:
        """An error; ``fixable`` only when ``suggestion`` is the one right line."""
        self._say(line, message, suggestion, fixable=fixable)

    def advise(
        self, line: int, message: str, suggestion: str = "", *, fixable: bool = False
    ) -> None:
        """Advice, which stops nothing."""
        self._say(line, message, suggestion, severity="advice", fixable=fixable)

    def undated(self) -> None:
        """A post to be published has no date: the present one can be added below line 1."""
        said = "thiếu date (ngày giờ đăng); thêm một dòng dưới dòng ---"
        self._say(1, said, "date: 2021-03-15 08:19", about=NO_DATE, added=True)

    def remind_of_person(self, line: int, message: str, suggestion: str) -> None:
        """Advice about personal data of a kind that is not told precisely."""
        self._say(line, message, suggestion, severity="advice", about=PERSONAL_DATA)

    def question(self, line: int, message: str, about: str, suggestion: str) -> None:
        """A question about the personal data ``about``; ``suggestion`` is the line masked."""
        self._say(line, message, suggestion, severity="answer", about=about)

    def _say(
        self,
        line: int,
        message: str,
        suggestion: str,
        *,
        severity: Severity = "error",
        fixable: bool = False,
        about: str = "",
        added: bool = False,
    ) -> None:
        self.problems.append(
            Problem(
                path=self.path,
                line=self.at(line),
                message=message,
                suggestion=suggestion,
                severity=severity,
                fixable=fixable and bool(suggestion),
                about=about,
                added=added,
            )
        )

    def found(self, problems: Iterable[Problem]) -> None:
        """Add what another room found in the text as it is read."""
        self.problems.extend(in_file(tuple(problems), self.true))

    def at(self, line: int) -> int:
        """The number in the file of a line as it is read."""
        return self.true[min(max(line, 1), len(self.true)) - 1] if self.true else line

    @property
    def sound(self) -> bool:
        """Whether nothing wrong was found (questions and advice aside)."""
        return all(p.severity != "error" for p in self.problems)


def split(text: str, keys: tuple[str, ...], report: Reporter) -> Sheet | None:
    """``text`` cut at its ``---`` lines; None, with a problem, when that is not possible.

    ``keys`` are those that may stand at the left margin.
    """
    rows = text.split("\n")
    if not _FENCE.fullmatch(rows[0]):
        if _NEARLY_FENCE.fullmatch(rows[0]):
            report.wrong(1, "dòng đầu tệp phải là ba dấu gạch nối", "---", fixable=True)
        else:
            report.wrong(
                1,
                "tệp phải mở đầu bằng phần khai báo (title, date, author…) đặt giữa hai dòng ---",
                "---",
            )
            return None
    end = _end(rows, report)
    head = rows[1:end]
    if sum(map(len, head)) + len(head) > limits.MOST_HEAD:
        report.wrong(1, limits.HEAD_TOO_LONG)
        return None
    entries = _usual(head)
    if entries is None:
        head = _with_plain_spaces(head)
        if any("\t" in row for row in head):
            head = _without_tabs(head, report)
        if _openings(head) > _DEEPEST:
            report.wrong(2, f"phần khai báo có hơn {_DEEPEST} dấu [ {{ - nên không đọc được")
            return None
        entries = tuple(_entries(head, keys, report))
        _refuse_escapes(entries, report)
    return Sheet(
        entries=tuple(_within_limits(entry, report) for entry in entries),
        end=min(end + 1, len(rows)),
        body="\n".join(rows[end + 1 :]),
        body_line=min(end + 2, len(rows)),
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
        elif isinstance(value, Fields):
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
    report.wrong(min(at + 1, len(rows)), "thiếu dòng --- kết thúc phần khai báo", "---")
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


def _entries(head: list[str], keys: tuple[str, ...], report: Reporter) -> Iterator[Entry]:
    text = "\n".join(head)
    if not _REFERENCE.search(text):
        from plugins.posts.nodes import entries  # noqa: PLC0415 - seldom needed, slow to load

        found = entries(text, head, 2)
        if found is not None:
            yield from found
            return
    for start, rows in _chunks(head, keys, report):
        yield _alone(start, rows, report)


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


# --- when YAML cannot read the whole: entry by entry -------------------------


def _chunks(
    head: list[str], keys: tuple[str, ...], report: Reporter
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
    row: str, above: list[str], keys: tuple[str, ...], number: int, report: Reporter
) -> str | None:
    """``row`` if an entry begins there, with a slip at its beginning mended and said."""
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
    from plugins.posts.nodes import has_reference, only_value  # noqa: PLC0415 - as above

    if not (_REFERENCE.search(text) and has_reference(text)):
        read = only_value(text, rows, start)
        if read is not None:
            return Entry(key=key, value=read)
    below = [row for row in rows[1:] if row.strip() and not row.lstrip().startswith("#")]
    if value.startswith("[") and not below and value.count("[") > value.count("]"):
        mended = f"{name}: {value}]"
        certain = COMMENT.search(value) is None
        report.wrong(start, "danh sách thiếu dấu ] ở cuối", mended, fixable=certain)
        return Entry(key=replace(key, row=mended), value=_reread(mended, start))
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
    return Entry(key=replace(key, row=mended), value=_reread(mended, start))


def _reread(row: str, line: int) -> Value | None:
    from plugins.posts.nodes import only_value  # noqa: PLC0415 - as above

    return only_value(row, [row], line)


def _unquoted(value: str) -> str:
    """``value`` without a quote that was opened and never closed, or closed and never opened."""
    for quote in "\"'":
        if value.count(quote) == 1 and (value.startswith(quote) or value.endswith(quote)):
            return value.strip(quote).strip()
    return value


def _why(value: str) -> str:
    if value.startswith(('"', "'")):
        return (
            "dấu ngoặc kép mở đầu dòng phải bao trọn cả dòng; "
            "nếu nó thuộc về câu chữ thì đặt cả câu trong một cặp dấu khác"
        )
    if value[:1] in ("[", "{"):
        return f"chữ bắt đầu bằng dấu {value[0]} phải đặt trong ngoặc kép"
    if value[:1] and value[0] in _INDICATORS:
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
