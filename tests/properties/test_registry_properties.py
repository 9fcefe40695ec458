"""The registry takes anything, and never lets one name slide into another."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.registry import Registry, read_registry
from tests.support.long import examples

FILES = {
    f"registry/{name}.toml": (
        Path(__file__).parents[1] / "fixtures" / "agency" / f"{name}.toml"
    ).read_text(encoding="utf-8")
    for name in ("units", "departments", "authors")
}
DAYS = st.dates(date(1960, 1, 1), date(2040, 1, 1))


@cache
def agency() -> Registry:
    registry, _ = read_registry(FILES)
    assert registry is not None
    return registry


@settings(max_examples=examples(15))
@given(st.dictionaries(st.sampled_from([*FILES, "registry/khac.toml"]), st.text(max_size=60)))
def test_any_files_give_a_registry_or_problems_and_never_an_exception(
    files: dict[str, str],
) -> None:
    registry, problems = read_registry(files)
    assert (registry is None) == any(p.severity == "error" for p in problems)


@settings(max_examples=examples(15))
@given(st.data())
def test_a_registry_with_any_line_lost_or_doubled_is_read_or_explained(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(FILES)))
    lines = FILES[path].splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place : place + 1] = data.draw(st.sampled_from([[], [lines[place]] * 2]))
    registry, problems = read_registry(FILES | {path: "\n".join(lines)})
    assert (registry is None) == bool(problems)
    for problem in problems:
        assert 1 <= problem.line <= FILES[problem.path.removeprefix("content/")].count("\n") + 2


@settings(max_examples=examples(20))
@given(st.text(max_size=40), DAYS)
def test_any_text_may_be_asked_for(text: str, day: date) -> None:
    registry = agency()
    for match in (
        registry.match_unit(text, day),
        registry.match_department(text, day),
        registry.match_author(text, day),
    ):
        filled = [bool(match.id), bool(match.candidates), bool(match.near)]
        assert sum(filled) <= 1


@settings(max_examples=examples(20))
@given(
    st.sampled_from(sorted(agency().units)),
    DAYS,
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from([" ", "  ", "\u00a0"]),
    st.sampled_from([str, str.upper, str.lower]),
)
def test_a_units_own_name_always_finds_it(
    unit_id: str, day: date, form: str, space: str, case: Callable[[str], str]
) -> None:
    unit = agency().units[unit_id]
    text = unit.name_at(day).text.replace(" ", space)
    text = unicodedata.normalize(form, case(text))
    alive = (unit.since or date.min) <= day <= (unit.until or date.max)
    match = agency().match_unit(text, day)
    assert match.id == unit_id
    assert match.ended is not alive
