"""What is ready for each kind of agency: ``kits/*.toml``, which nobody need program to add to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, convert

from plugins.vietnamese import slugify

_FOLDER: Final = Path(__file__).with_name("kits")
_COMMON: Final = "common.toml"


class KitUnit(Struct, frozen=True, kw_only=True, rename={"since": "from"}):
    """A unit that agencies of the kind may have."""

    name: str
    since: date | None = None


class KitPage(Struct, frozen=True, kw_only=True):
    """A standing page: ``${…}`` is what was answered, ``{{…}}`` a blank."""

    file: str
    title: str
    summary: str
    text: str


class Kit(Struct, frozen=True, kw_only=True):
    """What is ready for one kind of agency."""

    id: str
    name: str
    example: str
    """Name of an agency of the kind."""
    section: str
    emblem: str
    """A drawing beside the kits, by its name; empty: the theme's own."""
    called: tuple[str, ...] = ()
    """Other words for the kind, as addresses are written."""
    departments: tuple[str, ...] = ()
    units: tuple[KitUnit, ...] = ()
    pages: tuple[KitPage, ...] = ()


@cache
def kits() -> Mapping[str, Kit]:
    """Each kit by its kind."""
    found = (_kit(file) for file in sorted(_FOLDER.glob("*.toml")) if file.name != _COMMON)
    return {kit.id: kit for kit in found}


@cache
def common() -> Kit:
    """What is ready for any agency."""
    return _kit(_FOLDER / _COMMON)


def kit_of(kind: str) -> Kit:
    """The kit of ``kind``, or the common one."""
    return kits().get(kind, common())


def kind_of(typed: str) -> str:
    """The kind that ``typed`` means: a kit's id where it is one of its other words."""
    slug = slugify(typed)
    return next((kit.id for kit in kits().values() if slug in (kit.id, *kit.called)), slug)


def pages_of(kit: Kit) -> tuple[KitPage, ...]:
    """The standing pages of ``kit`` before those of any agency, but for those it has itself."""
    own = {page.file for page in kit.pages}
    shared = tuple(page for page in common().pages if page.file not in own)
    return (*kit.pages, *shared) if kit is not common() else kit.pages


def drawing(name: str) -> bytes:
    """The file ``name`` of an emblem that kits come with."""
    return (_FOLDER / name).read_bytes()


def _kit(file: Path) -> Kit:
    read: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return convert(read, Kit)
