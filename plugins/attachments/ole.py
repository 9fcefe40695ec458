"""Word and Excel files of before 2007: what readers would find in them, and what is blanked.

Names are blanked where they lie, and nothing moves. Sources: [MS-DOC], [MS-XLS].
"""

# ruff: noqa: PLR2004 - the numbers are those of the standards named above

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence

from plugins.attachments import faults
from plugins.attachments.blanking import blank_folders, blank_links, blank_photos
from plugins.attachments.compound import Compound, Stream
from plugins.attachments.faults import BROKEN, LOCKED, RefusedError
from plugins.attachments.found import Found
from plugins.attachments.old_marks import marks

_MACROS = frozenset({"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"})
_WORD, _TABLES = "WordDocument", ("Workbook", "Book")
_LOCKED = frozenset({"EncryptedPackage", "EncryptionInfo"})

_PAIRS = 0x9A
"""Where in a Word file's head it says of each of its lists where that lies, and how long it is."""
_COMMENTS, _ASSOCIATED, _COMMENTERS, _REVISERS, _SAVED_BY = 4, 32, 36, 51, 71
"""Which of these lists are comments; strings beside the text; and people, three times."""
_LETTERS = 12
"""Where properties of letters lie."""
_DISPENSABLE = (27, 28, 29, 35, 44, 60, 70)
"""The printer, three times; where it was saved by itself; tables for letters; variables; to whom it
was sent round: all may be missing."""
_LINK = re.compile(
    rb"""HYPERLINK\s+"[^"\r]*\"|H\0Y\0P\0E\0R\0L\0I\0N\0K\0 \0(?:[^\r"].)*"\0(?:[^\r"].)*"\0""",
    re.DOTALL,
)
"""A field that leads elsewhere, in bytes and in UTF-16."""


def examine_ole(data: bytes) -> Found:
    """The file ``data``, a compound file. Raises RefusedError."""
    file = Compound(data)
    names = frozenset(file.names)
    if names & _LOCKED:
        raise RefusedError(LOCKED)
    found = Found()
    if names & _MACROS:
        found.wrong(faults.MACROS)
    if "\x01Ole10Native" in names:
        found.wrong(faults.PACKAGED)
    if main := file.called(_WORD):
        found.ending = ".doc"
        _word(file, main[0], found)
    elif main := file.called(*_TABLES):
        found.ending = ".xls"
        for stream in main:
            _table(file, stream, found)
        _blank_caches(file)
    if "Revision Log" in names:
        found.wrong(faults.tracked(1))
    signed = "_xmlsignatures" in names or "_signatures" in names
    if signed:
        found.tell(faults.signed(["tên người soạn, người sửa"]))
    else:
        _blank_beside(file)
        file.blank_properties()
        file.blank_unused()
    found.copy = data if signed else bytes(file.data)
    return found


def _blank_beside(file: Compound) -> None:
    """What stands beside the text: photos' own words, data of tools, who shared the file."""
    for stream in file.streams:
        data = bytearray(file.read(stream))
        if stream.name == "Item":
            data[:] = b"<a/>".ljust(len(data))[: len(data)]
        elif stream.name == "User Names":
            data[:] = bytes(len(data))
        elif stream.name not in _TABLES:
            blank_photos(data)
            blank_links(data)
        file.write(stream, bytes(data))


# --- Word ------------------------------------------------------------------------------


def _word(file: Compound, main: Stream, found: Found) -> None:
    head = file.read(main)
    if len(head) < _PAIRS + 8 or head[:2] != b"\xec\xa5":
        raise RefusedError(BROKEN)
    (flags,) = struct.unpack_from("<H", head, 0x0A)
    if flags & 0x0100:
        raise RefusedError(LOCKED)
    if flags & 0x0004:
        found.tell(faults.FAST_SAVED)
    tables = file.called("1Table" if flags & 0x0200 else "0Table")
    if not tables:
        raise RefusedError(BROKEN)
    table = bytearray(file.read(tables[0]))
    if comments := _pair(head, _COMMENTS)[1]:
        found.wrong(faults.commented(max(1, (comments - 4) // 34)))
    _tell_marks(head, bytes(table), found)
    if _pair(head, _COMMENTS)[1] == 0:
        _blank_owners(table, *_pair(head, _COMMENTERS))
    for which in (_ASSOCIATED, _REVISERS, _SAVED_BY):
        _blank_strings(table, *_pair(head, which))
    bare = bytearray(head)
    for which in _DISPENSABLE:
        start, length = _pair(head, which)
        if length and start + length <= len(table):
            table[start : start + length] = bytes(length)
            struct.pack_into("<L", bare, _PAIRS + 8 * which + 4, 0)
    file.write(main, _LINK.sub(lambda link: blank_folders(link[0]), bytes(bare)))
    file.write(tables[0], bytes(table))


def _tell_marks(head: bytes, table: bytes, found: Found) -> None:
    """Changes that are tracked, and words that hide."""
    tracked, hidden = marks(head, table, *_pair(head, _LETTERS))
    if tracked:
        found.wrong(faults.tracked(tracked))
    if hidden:
        found.tell(faults.hidden_words(hidden))


def _pair(head: bytes, which: int) -> tuple[int, int]:
    """Where in the table a list of the document begins, and how long it is; 0 when it is not."""
    place = _PAIRS + 8 * which
    if place + 8 > len(head):
        return 0, 0
    start, length = struct.unpack_from("<LL", head, place)
    return start, length


def _blank_strings(table: bytearray, start: int, length: int) -> None:
    """Blanks in place of every string of a list of strings (STTB); the list stays as long."""
    end = start + length
    if not length or end > len(table) or table[start : start + 2] != b"\xff\xff":
        return
    count, extra = struct.unpack_from("<HH", table, start + 2)
    place = start + 6
    for _ in range(count):
        if place + 2 > end:
            return
        (letters,) = struct.unpack_from("<H", table, place)
        place += 2
        if place + 2 * letters > end:
            return
        table[place : place + 2 * letters] = b" \0" * letters
        place += 2 * letters + extra


def _blank_owners(table: bytearray, start: int, length: int) -> None:
    """The same of names one behind the other, each after the count of its letters."""
    place, end = start, start + length
    while length and place + 2 <= end <= len(table):
        (letters,) = struct.unpack_from("<H", table, place)
        place += 2
        if place + 2 * letters > end:
            return
        table[place : place + 2 * letters] = b" \0" * letters
        place += 2 * letters


# --- Excel -----------------------------------------------------------------------------

_SHEET, _WRITER, _PASSWORD, _NOTE = 0x85, 0x5C, 0x2F, 0x1C
_SHARER, _REFRESHED, _PRINTER, _BOOK, _LINKED = 0x5B, 0xC6, 0x4D, 0x1AE, 0x1B8
_DRAWN, _GOES_ON = 0xEB, 0x3C
_BEGINS, _ROW, _COLUMNS = 0x809, 0x208, 0x7D
_CELLS = frozenset({0xFD, 0x203, 0x27E, 0xBD, 0x204, 0x06, 0x205, 0xD6})
"""Records of cells that hold something: texts, numbers, formulas."""


def _table(file: Compound, main: Stream, found: Found) -> None:
    data = bytearray(file.read(main))
    notes = 0
    for kind, place, length in _records(data):
        if kind == _PASSWORD:
            raise RefusedError(LOCKED)
        if kind == _SHEET and length >= 8:
            if data[place + 5] == 1:
                found.wrong(faults.OLD_MACROS)
        elif kind == _NOTE:
            notes += 1
        elif kind == _WRITER and length > 3:
            data[place : place + length] = b"\0\0\0" + b" " * (length - 3)
        elif kind == _BOOK and length > 6 and data[place + 5] == 1:
            found.tell(faults.OUTSIDE)
            _blank_folders(data, place + 5, place + length)
        else:
            _blank_names(data, kind, place, length)
    _blank_drawn(data)
    _tell_hidden(data, found)
    if notes:
        found.wrong(faults.commented(notes))
    file.write(main, bytes(data))


def _blank_names(data: bytearray, kind: int, place: int, length: int) -> None:
    """Blank in a record who shares the file, whose printer it had, in which folders links lead."""
    end = place + length
    if kind == _SHARER and length > 9:
        data[place + 9 : end] = _spaces(length - 9, wide=data[place + 8])
    elif kind == _PRINTER and length > 74:
        data[place + 2 : place + 66] = bytes(64)
        (size,) = struct.unpack_from("<H", data, place + 70)
        if 72 <= size <= length - 2:
            data[place + 2 + size : end] = bytes(length - 2 - size)
    elif kind == _LINKED:
        data[place:end] = blank_folders(bytes(data[place:end]))


def _spaces(length: int, *, wide: int) -> bytes:
    return (b" \0" * length)[:length] if wide & 1 else b" " * length


def _blank_folders(data: bytearray, place: int, end: int) -> None:
    """Dashes for the folders of a linked workbook's path, whose parts signs of their own divide."""
    wide = data[place - 1] & 1
    step = 2 if wide else 1
    letters = range(place, end - step + 1, step)
    last = max((at for at in letters if data[at] < 32), default=place)
    for at in letters:
        if at < last and data[at] >= 32:
            data[at] = 0x5F


def _blank_drawn(data: bytearray) -> None:
    """Blank what photos say, which long records cut into pieces."""
    pieces: list[tuple[int, int]] = []
    for kind, place, length in [*_records(data), (0, 0, 0)]:
        if kind == _DRAWN or (kind == _GOES_ON and pieces):
            pieces.append((place, length))
        elif pieces:
            whole = bytearray(b"".join(data[at : at + size] for at, size in pieces))
            blank_photos(whole)
            for at, size in pieces:
                data[at : at + size], whole = whole[:size], whole[size:]
            pieces = []


def _blank_caches(file: Compound) -> None:
    """Blank who refreshed a pivot table's numbers last; these lie in streams called by a number."""
    for stream in file.streams:
        if len(stream.name) == 4 and stream.name.isdigit():
            data = bytearray(file.read(stream))
            for kind, place, length in _records(data):
                if kind == _REFRESHED and length > 21:
                    data[place + 21 : place + length] = _spaces(length - 21, wide=data[place + 20])
            file.write(stream, bytes(data))


def _tell_hidden(data: bytearray, found: Found) -> None:
    """Tell of hidden sheets, and of sheets with a hidden row or column that holds something."""
    hidden, names, hiding = list[str](), dict[int, str](), dict[str, None]()
    sheet, columns = "", list[range]()
    for kind, place, length in _records(data):
        if kind == _SHEET and length >= 8:
            (begins,) = struct.unpack_from("<L", data, place)
            names[begins] = _sheet_name(bytes(data[place + 6 : place + length]))
            if data[place + 4] & 3 and data[place + 5] != 1:
                hidden.append(names[begins])
        elif kind == _BEGINS:
            sheet, columns = names.get(place - 4, ""), []
        elif kind == _COLUMNS and length >= 10 and data[place + 8] & 1:
            first, last = struct.unpack_from("<HH", data, place)
            columns.append(range(first, last + 1))
        elif _holds_hidden(data, kind, place, length, columns):
            hiding[sheet] = None
    if hidden:
        found.tell(faults.hidden_sheets(hidden))
    if hiding:
        found.tell(faults.hidden_cells(list(hiding)))


def _holds_hidden(
    data: bytearray, kind: int, place: int, length: int, columns: Sequence[range]
) -> bool:
    """Whether a record is a hidden row with cells, or a cell in one of the hidden ``columns``."""
    if kind == _ROW and length >= 14 and data[place + 12] & 0x20:
        first, behind = struct.unpack_from("<HH", data, place + 2)
        return bool(first < behind)
    if not columns or kind not in _CELLS or length < 4:
        return False
    (column,) = struct.unpack_from("<H", data, place + 2)
    return any(column in one for one in columns)


def _records(data: bytearray) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record of a workbook."""
    place = 0
    while place + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, place)
        if kind == 0 and length == 0:
            return
        if place + 4 + length > len(data):
            raise RefusedError(BROKEN)
        yield kind, place + 4, length
        place += 4 + length


def _sheet_name(data: bytes) -> str:
    """A name after the count of its letters and how wide they are."""
    count, wide = data[0], data[1] & 1
    return data[2 : 2 + count * (2 if wide else 1)].decode(
        "utf-16-le" if wide else "latin-1", "replace"
    )
