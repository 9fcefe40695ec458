"""Units, bylines and letters of agencies of other kinds, on sentences labelled by hand."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from plugins.bylines import parse_byline
from plugins.registry import Registry, read_registry
from plugins.registry.organs import standard
from plugins.units import find_units
from tests.fixtures.organs import sentences

FIXTURES = Path(__file__).parents[1] / "fixtures" / "organs"
TODAY = date(2026, 3, 1)


@cache
def agency(kind: str) -> Registry:
    files = {
        f"registry/{file.name}": file.read_text(encoding="utf-8")
        for file in (FIXTURES / kind / "registry").glob("*.toml")
    }
    registry, problems = read_registry(files)
    assert registry is not None, problems
    return registry


NAMED = [
    (kind, text, units)
    for kind, listed in (
        ("ubnd", sentences.UBND),
        ("so", sentences.SO),
        ("toa", sentences.TOA),
    )
    for text, units in listed
]
SIGNED = [
    (kind, *row)
    for kind, listed in (("ubnd", sentences.BYLINES_UBND), ("so", sentences.BYLINES_SO))
    for row in listed
]


@pytest.mark.parametrize(("kind", "text", "units"), NAMED, ids=[n[1] for n in NAMED])
def test_a_sentence_names_these_units(kind: str, text: str, units: list[str]) -> None:
    found = [mention.unit_id for mention in find_units(text, agency(kind))]
    assert list(dict.fromkeys(found)) == units


@pytest.mark.parametrize(
    ("kind", "line", "authors", "department", "unit"), SIGNED, ids=[s[1] for s in SIGNED]
)
def test_a_byline_is_read_as_signed(
    kind: str, line: str, authors: list[str], department: str | None, unit: str | None
) -> None:
    read = parse_byline(line, agency(kind), TODAY)
    assert (list(read.authors), read.department, read.unit) == (authors, department, unit)


OWN = {
    "registry/organs.toml": '[[organ]]\nid = "kho-bac"\nshort = "KBNN"\nfull = "Kho bạc Nhà nước"\n'
    'written = ["Kho bạc"]\nlevels = ["tỉnh", "khu vực"]\n',
    "registry/units.toml": '[[unit]]\nid = "khu-vuc-3"\nname = "KBNN khu vực 3"\n',
}


def test_an_agency_adds_a_kind_of_its_own() -> None:
    registry, problems = read_registry(OWN)
    assert registry is not None, problems
    (found,) = find_units("Sáng nay, Kho bạc Nhà nước khu vực 3 họp.", registry)
    assert (found.unit_id, found.text) == ("khu-vuc-3", "Kho bạc Nhà nước khu vực 3")
    assert parse_byline("Lan Anh – Kho bạc khu vực 3", registry, TODAY).unit == "Kho bạc khu vực 3"
    assert registry.organs.full_name("KBNN khu vực 3") == "Kho bạc Nhà nước khu vực 3"


LETTERS = {
    "UBND phường Trần Hưng Đạo": "Trần Hưng Đạo",
    "Sở Tư pháp tỉnh Lâm Giang": "Tư pháp",
    "Phòng Công chứng số 2": "Công chứng số 2",
    "VKSND khu vực 1": "khu vực 1",
    "TAND huyện An Khê": "An Khê",
    "Trạm Y tế xã Tân Tiến": "Y tế",
    "Đoàn TNCS Hồ Chí Minh xã Tân Tiến": "Tân Tiến",
    "Trường Mầm non Hoa Sen": "Mầm non Hoa Sen",
    "Thôn Đoài": "Thôn Đoài",
}


@pytest.mark.parametrize(("name", "under"), LETTERS.items())
def test_a_unit_stands_in_an_index_under_its_place_or_what_it_does(name: str, under: str) -> None:
    assert standard().sort_name(name) == under


def test_where_several_organs_are_of_one_place_they_stand_under_their_names() -> None:
    registry = agency("ubnd")
    names = {unit.id: registry.sort_name(unit) for unit in registry.units.values()}
    assert names["cong-an-xa"] == "Công an xã Tân Tiến"
    assert names["mam-non-hoa-sen"] == "Mầm non Hoa Sen"
    toa = agency("toa")
    assert toa.sort_name(toa.units["an-khe"]) == "An Khê"
