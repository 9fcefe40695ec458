"""TOML texts become a ``Registry``, or every mistake in them, each with the line to write.

This half reads single tables: syntax, keys, types, ids, dates of one entry.
What holds between entries is in ``rules``.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from plugins import limits
from plugins.lines import rows
from plugins.model import Author, Department, Name, OfficialDocument, Problem, Unit
from plugins.registry import rules
from plugins.registry.lines import Lines
from plugins.registry.matching import Registry
from plugins.registry.on_file import check_documents
from plugins.registry.organ_rules import check_organs
from plugins.registry.organs import Organ, with_own
from plugins.registry.rules import Entry
from plugins.registry.scalars import Values
from plugins.registry.syntax import UnreadableError, parsed
from plugins.registry.tables import NAMES, TABLES, Key, Table
from plugins.registry_files import UNITS
from plugins.vietnamese import nfc, slugify


def in_project(path: str) -> str:
    """``path`` of the content folder as officers see it, from the project's folder."""
    return f"content/{path}"


def read_registry(
    files: Mapping[str, str], *, lacking: bool = False
) -> tuple[Registry | None, tuple[Problem, ...]]:
    """The registry in ``files``, and everything wrong with it, in order of file and line.

    Keys of ``files`` are ``REGISTRY_FILES``, of which all but that of the units
    may be absent, values their text. ``None`` when anything is an error, or with ``lacking``:
    then there are files that cannot be read, and who is named in them nobody knows.
    """
    problems: list[Problem] = []
    known = [kind.path for kind in TABLES]
    for path in sorted(set(files) - set(known)):
        meant = difflib.get_close_matches(path, known, 1)
        problems.append(
            Problem(
                path=in_project(path),
                line=1,
                message="Thư mục registry chỉ gồm "
                + ", ".join(one.rpartition("/")[2] for one in known)
                + "."
                + (f" Có phải tệp này là {in_project(meant[0])} không?" if meant else ""),
            )
        )
    if UNITS not in files and not lacking:
        path = in_project(UNITS)
        missing = f"Chưa có tệp danh sách đơn vị {path}."
        problems.append(Problem(path=path, line=1, message=missing))
    read = {}
    for kind in TABLES:
        if kind.path in files:
            read[kind.name] = _File(kind, files[kind.path])
            problems.extend(read[kind.name].problems)
    entries = {kind.name: read[kind.name].entries if kind.name in read else [] for kind in TABLES}
    problems.extend(check_documents(entries["document"]))
    problems.extend(check_organs(entries["organ"]))
    organs = with_own(tuple(e.value for e in entries["organ"]))
    whole = not lacking and all(f.whole for f in read.values())
    problems.extend(
        rules.check(
            entries["unit"], entries["department"], entries["author"], organs=organs, whole=whole
        )
    )
    found = tuple(sorted(set(problems)))
    if lacking or any(p.severity == "error" for p in found):
        return None, found
    registry = Registry(
        units={e.value.id: e.value for e in entries["unit"]},
        departments={e.value.id: e.value for e in entries["department"]},
        authors={e.value.id: e.value for e in entries["author"]},
        documents=tuple(e.value for e in entries["document"]),
        organs=organs,
    )
    return registry, found


class _File:
    """One file as read: entries with the problems of each taken alone."""

    def __init__(self, kind: Table, text: str) -> None:
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
        self.lines = Lines(text, kind.name)
        try:
            data = parsed(text)
        except UnreadableError as error:
            self._say(error.line, error.message)
            return
        self.whole = True
        self._values = Values(self.lines, self._say)
        for key in data:
            if key != kind.name:
                self._stranger(key, (kind.name,), self.lines.top(key), header=True)
        tables = data.get(kind.name, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            self._say(
                self.lines.top(kind.name),
                f"Mỗi {kind.word} viết dưới một dòng [[{kind.name}]], hai dấu ngoặc vuông mỗi bên.",
                f"[[{kind.name}]]",
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
            good = self._values.read(nth, key, value, kind.keys[key])
            if good is None:
                entry.broken.add(key)
            else:
                kept[key] = good
        self._required(nth, table, entry)
        if "names" in kept and not self._values.in_order(nth, kept["names"]):
            entry.broken.add("names")
        entry.value = self._made(kept, self.lines.of(nth))
        if entry.value is not None:
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
                        NAMES.example,
                    )

    # --- values -----------------------------------------------------------------

    def _made(
        self, kept: Mapping[str, Any], line: int
    ) -> Unit | Department | Author | OfficialDocument | Organ | None:
        if self.kind.name == "document":
            whole = {"number", "date"} <= kept.keys()
            return OfficialDocument(**kept, line=line) if whole else None
        identifier = kept.get("id")
        if identifier is None:
            return None
        if self.kind.name == "organ":
            functions = tuple((one,) for one in kept.get("functions", ()))
            short = kept.get("short", identifier)
            return Organ(**{"short": short, "full": short, **kept, "functions": functions})
        if self.kind.name == "author":
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
        if self.kind.name == "department":
            return Department(unit=kept.get("unit", ""), **shared)
        return Unit(
            place=kept.get("place", ""),
            level=kept.get("level", ""),
            codes=kept.get("codes", ()),
            parent=kept.get("parent"),
            **shared,
        )


def _example(key: str, spec: Key, table: Mapping[str, Any]) -> str:
    name = table.get("name")
    if key == "id" and isinstance(name, str) and slugify(name):
        return f'id = "{slugify(name)}"'
    return spec.example
