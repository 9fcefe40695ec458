"""What each file of the registry may hold: its tables, their keys, an example of each key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plugins.registry_files import AUTHORS, DEPARTMENTS, DOCUMENTS, ORGANS, UNITS


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table."""

    kind: str
    """``text``, ``id``, ``texts``, ``ids``, ``codes``, ``day``, ``names``, ``ending``, ``number``,
    ``type``, ``link`` or ``file``."""
    example: str
    """What the officer may copy."""


_NAME = Key("text", 'name = "…"')
NAMES = Key(
    "names", 'names = [{ text = "…", until = 2010-05-31 }, { text = "…", from = 2010-06-01 }]'
)
_FULL = Key("text", 'full = "…"')
_ALIASES = Key("texts", 'aliases = ["…"]')
_FROM = Key("day", "from = 2010-06-01")
_UNTIL = Key("day", "until = 2025-06-30")
_ENDING = Key("ending", 'ending = "chấm dứt"')
_SUCCESSORS = Key("ids", 'successors = ["…"]')


@dataclass(frozen=True, slots=True)
class Table:
    """What a file may hold: tables of one name."""

    path: str
    name: str
    word: str
    """What readers call one entry."""
    keys: Mapping[str, Key]
    required: tuple[str, ...]


TABLES = (
    Table(
        UNITS,
        "unit",
        "đơn vị",
        {
            "id": Key("id", 'id = "…"'),
            "name": _NAME,
            "names": NAMES,
            "full": _FULL,
            "place": Key("text", 'place = "…"'),
            "level": Key("text", 'level = "huyện"'),
            "aliases": _ALIASES,
            "codes": Key("codes", 'codes = ["VKSTB"]'),
            "parent": Key("text", 'parent = "…"'),
            "from": _FROM,
            "until": _UNTIL,
            "ending": _ENDING,
            "successors": _SUCCESSORS,
        },
        ("id", "name"),
    ),
    Table(
        DEPARTMENTS,
        "department",
        "phòng",
        {
            "id": Key("id", 'id = "…"'),
            "name": _NAME,
            "names": NAMES,
            "full": _FULL,
            "unit": Key("text", 'unit = "…"'),
            "aliases": _ALIASES,
            "from": _FROM,
            "until": _UNTIL,
            "ending": _ENDING,
            "successors": _SUCCESSORS,
        },
        ("id", "name", "unit"),
    ),
    Table(
        AUTHORS,
        "author",
        "tác giả",
        {
            "id": Key("id", 'id = "…"'),
            "name": _NAME,
            "aliases": _ALIASES,
            "departments": Key("ids", 'departments = ["…"]'),
            "units": Key("ids", 'units = ["…"]'),
            "note": Key("text", 'note = "…"'),
            "from": _FROM,
            "until": _UNTIL,
        },
        ("id", "name"),
    ),
    Table(
        DOCUMENTS,
        "document",
        "văn bản",
        {
            "number": Key("number", 'number = "15/KH-VKSTB"'),
            "date": Key("day", "date = 2021-03-02"),
            "type": Key("type", 'type = "Kế hoạch"'),
            "title": Key("text", 'title = "…"'),
            "issuer": Key("text", 'issuer = "…"'),
            "link": Key("link", 'link = "https://…"'),
            "file": Key("file", 'file = "tep/2021/ke-hoach-15.pdf"'),
        },
        ("number", "date"),
    ),
    Table(
        ORGANS,
        "organ",
        "loại cơ quan",
        {
            "id": Key("id", 'id = "…"'),
            "short": Key("text", 'short = "UBND"'),
            "full": Key("text", 'full = "Ủy ban nhân dân"'),
            "written": Key("texts", 'written = ["UB nhân dân"]'),
            "levels": Key("texts", 'levels = ["xã", "phường"]'),
            "alone": Key("texts", 'alone = ["xã"]'),
            "functions": Key("texts", 'functions = ["Tư pháp"]'),
            "people": Key("texts", 'people = ["Thẩm phán"]'),
        },
        ("id", "short"),
    ),
)
