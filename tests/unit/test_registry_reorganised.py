"""A unit is followed by another: new entries leave older posts alone, and every mend is right."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.model import Problem
from plugins.registry import Match, Registry, read_registry

BEFORE, AFTER = date(2021, 3, 15), date(2026, 11, 28)

FILES = {
    "registry/units.toml": """
[[unit]]
id = "tinh-cu"
name = "VKSND tỉnh Lam Giang"
place = "Lam Giang"
level = "tỉnh"
until = 2025-06-30
ending = "sáp nhập"
successors = ["tinh-moi"]

[[unit]]
id = "an-khe"
name = "VKSND huyện An Khê"
place = "An Khê"
level = "huyện"
parent = "tinh-cu"
until = 2025-06-30
ending = "chấm dứt"

[[unit]]
id = "tinh-moi"
name = "VKSND tỉnh Đông Lâm"
place = "Đông Lâm"
level = "tỉnh"
""",
    "registry/departments.toml": """
[[department]]
id = "phong-15"
name = "Phòng 15"
unit = "tinh-cu"
until = 2025-06-30
ending = "chấm dứt"
""",
    "registry/authors.toml": "",
}

DEPARTMENTS, UNITS = "registry/departments.toml", "registry/units.toml"


def added(path: str, *rows: str) -> dict[str, str]:
    return FILES | {path: FILES[path] + "\n".join(["", *rows, ""])}


def sound(files: dict[str, str]) -> Registry:
    registry, problems = read_registry(files)
    assert [str(problem) for problem in problems] == []
    assert registry is not None
    return registry


def follow(files: dict[str, str], problem: Problem) -> dict[str, str]:
    """``files`` with the first thing a problem offers written where it says."""
    path = problem.path.removeprefix("content/")
    rows = files[path].split("\n")
    rows[problem.line - 1 : problem.line] = problem.suggestion.split("\n   hoặc: ")[0].split("\n")
    return files | {path: "\n".join(rows)}


def mended(files: dict[str, str]) -> dict[str, str]:
    for _ in range(5):
        _, problems = read_registry(files)
        offered = [problem for problem in problems if problem.suggestion]
        if not offered:
            break
        files = follow(files, offered[0])
    return files


@pytest.mark.parametrize("since", ["", "from = 2025-07-01"])
def test_a_department_of_the_successor_leaves_older_posts_with_the_old_one(since: str) -> None:
    rows = ("[[department]]", 'id = "moi-phong-15"', 'name = "Phòng 15"', 'unit = "tinh-moi"')
    registry = sound(added(DEPARTMENTS, *rows, since))
    assert registry.match_department("Phòng 15", BEFORE) == Match(id="phong-15")
    assert registry.match_department("P.15", AFTER) == Match(id="moi-phong-15")
    assert registry.match_department("Phòng 15", BEFORE, "tinh-cu") == Match(id="phong-15")


def test_two_that_are_said_to_have_been_there_together_are_told_apart_by_id() -> None:
    rows = ("[[department]]", 'id = "moi-phong-15"', 'name = "Phòng 15"', 'unit = "tinh-moi"')
    registry = sound(added(DEPARTMENTS, *rows, "from = 2000-01-01"))
    found = registry.match_department("Phòng 15", BEFORE)
    assert set(found.candidates) == {"phong-15", "moi-phong-15"}


def test_a_unit_below_the_successor_does_not_make_the_province_of_older_posts_unclear() -> None:
    rows = ("[[unit]]", 'id = "khu-vuc-1"', 'name = "VKSND khu vực 1"', 'parent = "tinh-moi"')
    registry = sound(added(UNITS, *rows))
    assert registry.match_unit("VKSND tỉnh", BEFORE) == Match(id="tinh-cu")
    assert registry.match_unit("VKSND tỉnh", AFTER) == Match(id="tinh-moi")
    assert registry.match_unit("VKSND khu vực 1", AFTER) == Match(id="khu-vuc-1")


@pytest.mark.parametrize(
    "rows",
    [
        ('id = "phong-15"', 'name = "Phòng 15"', 'unit = "tinh-moi"'),
        ('id = "phong-15-moi"', 'name = "Phòng 15"', 'unit = "tinh-cu"'),
        ('id = "phong-15-moi"', 'name = "Phòng 15"', 'unit = "tinh-cu"', "from = 2025-07-01"),
        ('id = "phong-15"', 'name = "Phòng 15"', 'unit = "tinh-cu"'),
        ('id = "phong-15-moi"', 'name = "Phòng 15"', 'unit = "tinh-mới"'),
    ],
)
def test_a_department_put_in_the_wrong_place_is_led_to_the_right_one(rows: tuple[str, ...]) -> None:
    registry = sound(mended(added(DEPARTMENTS, "[[department]]", *rows)))
    new = registry.match_department("Phòng 15", AFTER)
    assert new.id is not None
    assert registry.departments[new.id].unit == "tinh-moi"
    assert registry.match_department("Phòng 15", BEFORE) == Match(id="phong-15")


def test_a_department_that_was_forgotten_is_closed_with_its_unit() -> None:
    rows = ("[[department]]", 'id = "phong-8"', 'name = "Phòng 8"', 'unit = "tinh-cu"')
    files = added(DEPARTMENTS, *rows)
    (problem,) = read_registry(files)[1]
    assert problem.suggestion.endswith('\n   hoặc: unit = "tinh-moi"')
    registry = sound(mended(files))
    assert registry.match_department("Phòng 8", BEFORE) == Match(id="phong-8")
    assert registry.match_department("Phòng 8", AFTER).ended


def test_a_new_unit_of_an_old_name_gets_its_first_day() -> None:
    rows = ("[[unit]]", 'id = "an-khe-moi"', 'name = "VKSND huyện An Khê"', 'parent = "tinh-moi"')
    registry = sound(mended(added(UNITS, *rows)))
    assert registry.match_unit("VKSND huyện An Khê", BEFORE) == Match(id="an-khe")
    assert registry.match_unit("VKSND huyện An Khê", AFTER) == Match(id="an-khe-moi")


def test_a_line_may_be_added_beside_a_list_over_several_lines() -> None:
    rows = ("[[unit]]", 'id = "a"', 'name = "VKSND huyện A"', "successors = [", ' "tinh-moi",', "]")
    files = mended(added(UNITS, *rows))
    assert "until = 2025-06-30\nending" in files[UNITS].replace("successors = [", "")
    sound(files)


@pytest.mark.parametrize("words", ["…", "...", "?"])
def test_a_name_without_a_letter_is_no_name(words: str) -> None:
    rows = ("[[unit]]", 'id = "a"', f'name = "{words}"')
    (problem,) = read_registry(added(UNITS, *rows))[1]
    assert problem.message == f"“name” chưa có chữ nào; hãy thay «{words}»."
