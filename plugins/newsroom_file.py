"""``content/newsroom.toml``: all that an agency says of its own site, in one place.

Whoever runs a settings file takes it over by ``with_own``, commands and Pelican alike; so
``pelicanconf.py`` and ``publishconf.py`` need say nothing of any agency's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from plugins.content_folder import CONTENT, NEWSROOM_FILE, content_folder
from plugins.first_version import is_handed_out
from plugins.lines import decode, rows
from plugins.model import Problem
from plugins.posts.wording import first_near
from plugins.registry.lines import Lines
from plugins.registry.syntax import UnreadableError, parsed
from plugins.vietnamese import nfc

PLACE: Final = f"{CONTENT}/{NEWSROOM_FILE}"
"""What it is called in all that is said of it."""

LARGEST: Final = 100_000
"""Characters of a file that is read: a hundred times what it needs."""

SECTIONS: Final = "sections"
SECTION_FOLDER: Final = "folder"
"""Keys of sections (``plugins/sections.py``), which are no settings: the content folder's own."""

TARGETS: Final = "target"
"""Key of the folder of releases, or of tables of targets (``plugins/targets.py``)."""

KEYS: Final[Mapping[str, str]] = {
    "section": "SITENAME",
    "title": "NEWSROOM_TITLE",
    "url": "SITEURL",
    "feed": "NEWSROOM_FEED_HOST",
    "agency": "NEWSROOM_AGENCY",
    "responsible": "NEWSROOM_RESPONSIBLE",
    "contact": "NEWSROOM_CONTACT",
    "colour": "NEWSROOM_COLOUR",
    "emblem": "NEWSROOM_EMBLEM",
    "corrections": "NEWSROOM_CORRECTIONS_PAGE",
    TARGETS: "NEWSROOM_TARGET",
    "keep": "NEWSROOM_KEEP_RELEASES",
}
"""What the file may say beside its sections, and the setting that each becomes."""

WORDS: Final[Mapping[str, str]] = {setting: key for key, setting in KEYS.items()}
"""Of each of these settings its key in the file."""


_ITEM = re.compile(r"""#.*|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,\[\]"'#]+""")


class NewsroomFileError(Exception):
    """The file is there and cannot be read; ``problem`` says at which line, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.path}:{problem.line}: {problem.message}")
        self.problem = problem


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsroomFile:
    """What stands in the file: its values, and of each key the line, and of each list's items."""

    values: Mapping[str, object]
    lines: Mapping[str, int]
    items: Mapping[str, tuple[int, ...]]
    last: int
    """Its last line that says something before its first table; 1 where none does."""
    tables: Lines
    """Where in each table of ``SECTIONS`` something stands."""
    targets: Lines
    """Where in each table of ``TARGETS``."""


def own_settings(conf: str) -> dict[str, object]:
    """What the newsroom of the settings file ``conf`` says of itself, by the settings' names.

    Nothing where it has no such file. Raises NewsroomFileError.
    """
    found = newsroom_file(Path(conf).resolve().parent)
    return _settings(found) if found else {}


def with_own(raw: Mapping[str, Any], content: Path) -> dict[str, Any]:
    """The settings ``raw`` of a settings file, with what the newsroom in ``content`` says itself.

    What the settings file gives goes before, unless it is what version 1.0 handed out.
    Raises NewsroomFileError.
    """
    found = own_file(content / NEWSROOM_FILE)
    if found is None:
        return dict(raw)
    given = {name: value for name, value in raw.items() if not is_handed_out(name, value)}
    return {**_settings(found), **given}


def _settings(found: NewsroomFile) -> dict[str, object]:
    values = {KEYS[key]: value for key, value in found.values.items() if key in KEYS}
    if isinstance(
        found.values.get(TARGETS), list | dict
    ):  # tables, which are no setting of Pelican's
        del values[KEYS[TARGETS]]
    return values


def newsroom_file(root: Path) -> NewsroomFile | None:
    """The file of the newsroom in ``root``; None where there is none. Raises NewsroomFileError."""
    return own_file(content_folder(root) / NEWSROOM_FILE)


def own_file(file: Path) -> NewsroomFile | None:
    """What stands in ``file``, a newsroom's own; None where it is not. Raises NewsroomFileError."""
    try:
        data = file.read_bytes() if file.is_file() else None
    except OSError as error:
        raise _fault(1, f"không đọc được tệp này ({error.strerror})") from None
    if data is None:
        return None
    decoded = decode(data)
    if decoded.fault:
        raise _fault(decoded.line or 1, decoded.fault)
    text = nfc(decoded.text.replace("\r\n", "\n"))
    if len(text) > LARGEST:
        raise _fault(1, "tệp này quá lớn, có lẽ không phải tệp thiết lập")
    try:
        values = parsed(text)
    except UnreadableError as error:
        raise _fault(error.line, error.message) from None
    tables = Lines(text, SECTIONS)
    there = {key: tables.top(key) for key in values}
    written = rows(text)
    top = written[: first_table(written)]
    last = max((n for n, row in enumerate(top, 1) if row.strip()), default=1)
    items = {
        key: _items(written, there[key], len(value))
        for key, value in values.items()
        if isinstance(value, list) and key not in {SECTIONS, TARGETS}
    }
    return NewsroomFile(
        values=values,
        lines=there,
        items=items,
        last=last,
        tables=tables,
        targets=Lines(text, TARGETS),
    )


def first_table(written: Sequence[str]) -> int:
    """Which of the rows, from 0, is the first of a table; their number where there is none.

    A key below it would be the table's.
    """
    return next((n for n, row in enumerate(written) if row.lstrip()[:1] == "["), len(written))


def readable(root: Path) -> NewsroomFile | None:
    """As ``newsroom_file``; None too where it cannot be read, as who runs the settings says."""
    try:
        return newsroom_file(root)
    except NewsroomFileError:
        return None


def strangers(found: NewsroomFile) -> tuple[Problem, ...]:
    """A problem for each key that says nothing to anybody."""
    return tuple(
        Problem(path=PLACE, line=found.lines[key], message=_stranger(key))
        for key in found.values
        if key not in _ALL
    )


_ALL = (*KEYS, SECTION_FOLDER, SECTIONS)


def _stranger(key: str) -> str:
    meant = first_near(key, _ALL)
    return f"không có khóa nào tên «{key}»; " + (
        f"có lẽ là {meant}" if meant else f"chỉ có: {', '.join(_ALL)}"
    )


def _items(written: list[str], start: int, count: int) -> tuple[int, ...]:
    """The line of each item of a list that begins on line ``start``."""
    found: list[int] = []
    for number, row in enumerate(written[start - 1 :], start):
        values = row if number > start else row.partition("=")[2]
        found += [number for item in _ITEM.finditer(values) if not item[0].startswith("#")]
        if len(found) >= count:
            break
    return tuple(found[:count])


def _fault(line: int, message: str) -> NewsroomFileError:
    return NewsroomFileError(Problem(path=PLACE, line=line, message=message))
