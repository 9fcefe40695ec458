"""Where in a TOML file a key of the n-th table stands; ``tomllib`` does not say.

Reads lines only, so that it also works where the file is wrong. It knows the
TOML we ask for: ``[[unit]]`` headers, one key a line, arrays over several lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plugins.lines import rows

_HEADER = re.compile(r"\s*\[\[?\s*([\w-]+(?:\s*\.\s*[\w-]+)*)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*=""")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'[^']*'")
_COMMENT = re.compile(r"#.*")


@dataclass(slots=True)
class _Table:
    start: int
    keys: dict[str, int] = field(default_factory=dict)
    items: dict[str, list[int]] = field(default_factory=dict)


class Lines:
    """Lines, counted from 1, of the tables of one kind in one file."""

    def __init__(self, text: str, kind: str) -> None:
        self._rows = rows(text)
        self._tables: list[_Table] = []
        self._tops: dict[str, int] = {}
        table: _Table | None = None
        key: str | None = None
        for number, line in enumerate(self._rows, 1):
            if header := _HEADER.match(line):
                name = re.sub(r"\s", "", header[1])
                self._tops.setdefault(name, number)
                key = None
                if name == kind:
                    table = _Table(number)
                    self._tables.append(table)
                elif table is not None and name.startswith(kind + "."):
                    inner = name[len(kind) + 1 :]
                    table.keys.setdefault(inner, number)
                    table.items.setdefault(inner, []).append(number)
                else:
                    table = None
                continue
            if found := _KEY.match(line):
                key = found[1] or found[2] or found[3]
                if table is None:
                    self._tops.setdefault(key, number)
                else:
                    table.keys.setdefault(key, number)
            if table is not None and key is not None:
                opened = _COMMENT.sub("", _STRING.sub("", line)).count("{")
                table.items.setdefault(key, []).extend([number] * opened)

    def row(self, number: int) -> str:
        """Line ``number`` as written, without the space around it."""
        return self._rows[number - 1].strip() if number <= len(self._rows) else ""

    def top(self, key: str) -> int:
        """The line of a key or header at the top of the file; 1 when it is not found."""
        return self._tops.get(key, 1)

    def of(self, nth: int, key: str | None = None, item: int | None = None) -> int:
        """The line of ``key`` in table ``nth`` (from 0), or of its ``item``-th inline table.

        What is not found falls back to the key's line, then to the table's header.
        """
        if nth >= len(self._tables):
            return 1
        table = self._tables[nth]
        if key is None:
            return table.start
        items = table.items.get(key, [])
        if item is not None and item < len(items):
            return items[item]
        return table.keys.get(key, table.start)
