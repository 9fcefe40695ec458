"""The sections of a newsroom: what each is called, and the folder that is its address.

``content/newsroom.toml`` says them: ``section`` and ``folder`` of the default one, which comes
first, and a table ``[[sections]]`` of each other. Without it there is the default one alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from plugins.addresses import ROOMS, AddressTable, table_of
from plugins.content_folder import NEWSROOM_FILE
from plugins.filenames import is_device
from plugins.model import Problem
from plugins.newsroom_file import (
    KEYS,
    PLACE,
    SECTION_FOLDER,
    SECTIONS,
    NewsroomFile,
    NewsroomFileError,
    own_file,
)
from plugins.plain_words import kind_of, words_fault
from plugins.posts.wording import first_near
from plugins.vietnamese import nfc, slugify, squeeze

_KEYS = ("name", "folder")
_FOLDER = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")
_LONGEST_FOLDER = 60


class Section(NamedTuple):
    """One section of posts."""

    name: str
    folder: str
    """Below the content folder, and the beginning of its addresses: ``thong-bao``."""


Sections = tuple[Section, ...]
"""All of a newsroom, the default one first."""

DEFAULT: Final = Section("Tin hoạt động", "tin-hoat-dong")
"""The one section of a newsroom that says nothing of any."""

ONE: Final[Sections] = (DEFAULT,)


class Found(NamedTuple):
    """What a newsroom's file says of sections."""

    sections: Sections
    """Those that are sound."""
    problems: tuple[Problem, ...]


def folders_of(sections: Sections) -> tuple[str, ...]:
    """The folder of each."""
    return tuple(one.folder for one in sections)


def table_of_sections(sections: Sections) -> AddressTable:
    """The table of addresses of a newsroom that has these."""
    return table_of(folders_of(sections))


def sections_of(content: Path) -> Sections:
    """Those of the newsroom in ``content``, as far as they are sound."""
    return read_sections(content).sections


def read_sections(content: Path) -> Found:
    """What ``newsroom.toml`` in ``content`` says of sections, and what is wrong with that.

    That it cannot be read is said where the settings are.
    """
    try:
        file = own_file(content / NEWSROOM_FILE)
    except NewsroomFileError:
        file = None
    if file is None or not {"section", SECTION_FOLDER, SECTIONS} & file.values.keys():
        return Found(ONE, ())
    reading = _Reading(file)
    return Found(tuple(reading.sections()), tuple(reading.problems))


class _Reading:
    """One reading of a file, and what is wrong in it."""

    def __init__(self, file: NewsroomFile) -> None:
        self.problems: list[Problem] = []
        self._file = file

    def sections(self) -> Iterator[Section]:
        """Those that are sound, in the order of the file."""
        values = self._file.values
        name = values.get("section")
        folder, fault = DEFAULT.folder, ""
        if SECTION_FOLDER in values:
            fault = _folder_fault(values[SECTION_FOLDER])
            if fault:
                better = _free(_slug(values[SECTION_FOLDER]) or DEFAULT.folder, [])
                self._wrong(
                    self._file.lines[SECTION_FOLDER],
                    f"{SECTION_FOLDER}: {fault}",
                    f'{SECTION_FOLDER} = "{better}"',
                )
            else:
                folder = str(values[SECTION_FOLDER])
        first = Section(nfc(squeeze(name)) if isinstance(name, str) else DEFAULT.name, folder)
        yield first
        there = [first]
        for nth, table in enumerate(self._tables()):
            found = self._section(nth, table, there)
            if found is not None:
                there.append(found)
                yield found

    def _tables(self) -> list[Mapping[str, object]]:
        given = self._file.values.get(SECTIONS, [])
        if isinstance(given, list) and all(isinstance(one, dict) for one in given):
            return given
        self._wrong(
            self._file.lines[SECTIONS],
            f"{SECTIONS}: mỗi chuyên mục thêm là một bảng, không phải {kind_of(given)}",
            f'[[{SECTIONS}]]\nname = "Thông báo"',
        )
        return []

    def _section(
        self, nth: int, table: Mapping[str, object], there: list[Section]
    ) -> Section | None:
        """The section that ``table`` makes beside ``there``; None where something is wrong."""
        lines = self._file.tables
        before = len(self.problems)
        for key in table:
            if key not in _KEYS:
                self._wrong(lines.of(nth, key), _stranger(key))
        name = table.get("name")
        fault = _name_fault(name, there)
        if fault:
            self._wrong(lines.of(nth, "name"), f"name: {fault}", 'name = "Thông báo"')
            return None
        assert isinstance(name, str), "else it has a fault"
        folder = table.get("folder", _slug(name))
        if fault := _folder_fault(folder, there):
            better = f'folder = "{_free(_slug(folder) or _slug(name), there)}"'
            if "folder" in table:
                self._wrong(lines.of(nth, "folder"), f"folder: {fault}", better)
            else:
                better = f'name = "{squeeze(name)}"\n{better}'
                self._wrong(lines.of(nth, "name"), f"folder: {fault}", better)
        if len(self.problems) > before:
            return None
        return Section(nfc(squeeze(name)), str(folder))

    def _wrong(self, line: int, message: str, write: str = "") -> None:
        self.problems.append(Problem(path=PLACE, line=line, message=message, suggestion=write))


def _stranger(key: str) -> str:
    if key in KEYS or key == SECTION_FOLDER:
        return f"khóa «{key}» phải đứng trên dòng [[{SECTIONS}]] đầu tiên; hãy chuyển lên trên"
    meant = first_near(key, _KEYS)
    said = f"chuyên mục không có khóa nào tên «{key}»"
    return f"{said}; " + (f"có lẽ là {meant}" if meant else f"chỉ có: {', '.join(_KEYS)}")


def _name_fault(name: object, there: list[Section]) -> str:
    """Why a section beside those ``there`` cannot be called so; empty when it can."""
    if name is None:
        return "chuyên mục thiếu tên; hãy thêm dòng sau"
    if not isinstance(name, str):
        return f"phải là chữ trong ngoặc kép, không phải {kind_of(name)}"
    if fault := words_fault(name):
        return fault
    if not _slug(name).strip("0123456789-"):
        return f"«{name}» không có chữ cái nào, không làm tên chuyên mục được"
    if any(_slug(one.name) == _slug(name) for one in there):
        return f"đã có chuyên mục tên «{name}»"
    return ""


def _folder_fault(folder: object, there: list[Section] | None = None) -> str:
    """Why a section beside those ``there`` cannot have this folder; empty when it can."""
    if not isinstance(folder, str):
        return f"phải là chữ trong ngoặc kép, không phải {kind_of(folder)}"
    if not _FOLDER.fullmatch(folder) or len(folder) > _LONGEST_FOLDER or is_device(folder):
        return (
            f"«{folder}» là địa chỉ của chuyên mục, nên chỉ gồm chữ thường không dấu, số và dấu "
            f"gạch nối, bắt đầu bằng chữ, dài không quá {_LONGEST_FOLDER} ký tự"
        )
    if folder in ROOMS:
        return f"«{folder}» là địa chỉ dành cho phần khác của trang tin; hãy chọn tên khác"
    taken = next((one for one in there or () if one.folder == folder), None)
    return f"thư mục «{folder}» đã là của chuyên mục «{taken.name}»" if taken else ""


def _free(folder: str, there: list[Section]) -> str:
    """A folder like ``folder`` that is none of the site's nor of ``there``."""
    if not folder[:1].isalpha():
        folder = f"muc-{folder}".rstrip("-")
    taken = {*ROOMS, *folders_of(tuple(there))}
    if folder not in taken and not is_device(folder):
        return folder
    number = 2
    while f"{folder}-{number}" in taken:
        number += 1
    return f"{folder}-{number}"


def _slug(name: object) -> str:
    return slugify(name, limit=_LONGEST_FOLDER) if isinstance(name, str) else ""
