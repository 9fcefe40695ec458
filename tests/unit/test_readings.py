"""Sentences of our own, labelled before they were read: documents, bylines, units."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from plugins.bylines import find_byline, parse_byline
from plugins.documents import find_documents
from plugins.registry import Registry, read_registry
from plugins.units import find_units
from tests.support.sites import REGISTRY

FIXTURES = Path(__file__).parents[1] / "fixtures"
READINGS = FIXTURES / "readings"
LAST = "Phiên tòa kết thúc, các đơn vị đã tham gia góp ý và rút kinh nghiệm nghiêm túc."


def labelled(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((READINGS / f"{name}.json").read_text("utf-8"))
    return rows


@pytest.mark.parametrize("row", labelled("citations"), ids=lambda row: row["text"])
def test_a_sentence_cites_these_documents_and_no_other(row: dict[str, Any]) -> None:
    found = [
        [one.type, one.number, one.date.isoformat() if one.date else None]
        for one in find_documents(row["text"])
    ]
    assert found == row["documents"]


@cache
def registry_of(name: str) -> Registry:
    """The registry of the fixture newsroom, of an invented agency, or of a kind of organ."""
    folders = {"newsroom": REGISTRY, "agency": FIXTURES / "agency"}
    folder = folders.get(name, FIXTURES / "organs" / name / "registry")
    files = {f"registry/{file.name}": file.read_text("utf-8") for file in folder.glob("*.toml")}
    registry, _ = read_registry(files)
    assert registry is not None
    return registry


@pytest.mark.parametrize("row", labelled("units"), ids=lambda row: row["text"])
def test_a_sentence_names_these_units_and_no_other(row: dict[str, Any]) -> None:
    day = date.fromisoformat(row["day"])
    found = find_units(row["text"], registry_of(row["registry"]), day)
    assert [mention.unit_id for mention in found] == row["units"]


@pytest.mark.parametrize("row", labelled("bylines"), ids=lambda row: row["text"])
def test_a_last_line_is_signed_by_these_and_nobody_else(row: dict[str, Any]) -> None:
    read = parse_byline(row["text"])
    assert [list(read.authors), read.department, read.unit, read.source] == row["byline"]


@pytest.mark.parametrize(
    ("lines", "signed"),
    [
        (["Đỗ Mai", "Chuyên viên VKSND huyện Vũ Thư"], ("Đỗ Mai", None, "VKSND huyện Vũ Thư")),
        (
            ["TG: Đỗ Mai", "Kiểm tra viên Phòng 9 - VKSND tỉnh"],
            ("Đỗ Mai", "Phòng 9", "VKSND tỉnh"),
        ),
        (
            ["Đỗ Mai", "", "Kiểm sát viên sơ cấp, VKSND huyện Hưng Hà"],
            ("Đỗ Mai", None, "VKSND huyện Hưng Hà"),
        ),
        (["Đỗ Mai", "(VKSND huyện Hưng Hà)"], ("Đỗ Mai", None, "VKSND huyện Hưng Hà")),
        (["Đỗ Mai", "Phó Trưởng phòng 7"], ("Đỗ Mai", "Phòng 7", None)),
        (["Đỗ Mai ghi", "Ảnh: Hà My"], ("Đỗ Mai", None, None)),
    ],
)
def test_a_second_line_says_the_office(
    lines: list[str], signed: tuple[str, str | None, str | None]
) -> None:
    read, at, _ = find_byline([LAST, *lines])
    assert ((*read.authors, read.department, read.unit), at) == (signed, 1)


def test_an_office_alone_signs_nothing() -> None:
    read, at, _ = find_byline([LAST, "Chuyên viên VKSND huyện Vũ Thư"])
    assert (read.found, at) == (False, None)


def test_a_name_glued_to_the_end_has_its_office_below() -> None:
    read, at, rest = find_byline([f"{LAST}Đỗ Mai", "Chuyên viên VKSND huyện Vũ Thư"])
    assert (read.authors, read.unit, at, rest) == (
        ("Đỗ Mai",),
        "VKSND huyện Vũ Thư",
        0,
        LAST,
    )
