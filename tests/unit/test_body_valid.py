"""What HTML has rules for: each is read so that the checker has nothing against it, or is said."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from desk.verify.markup import check_markup, find_nu
from plugins.model import Body, Problem
from plugins.posts import BodyReader

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "html-rules.json").read_text("utf-8"))
"""Bodies by the rule they try."""


def read(text: str) -> tuple[Body, tuple[Problem, ...]]:
    return BodyReader().read(text, path="tin-hoat-dong/2026/bai.md")


def is_said(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def test_html_is_valid_or_the_fault_is_said(tmp_path: Path) -> None:
    nu = find_nu()
    if nu is None:
        pytest.skip("no Nu checker")
    names = {}
    for number, (name, text) in enumerate(CASES.items()):
        body, problems = read(text)
        if is_said(problems):
            continue
        names[f"{number}.html"] = name
        head = '<!DOCTYPE html>\n<html lang="vi"><head><title>x</title></head><body><h1>x</h1>'
        (tmp_path / f"{number}.html").write_text(f"{head}{body.html}</body></html>\n", "utf-8")
    assert len(names) > 40
    refused = [p for p in check_markup(nu, tmp_path) if p.severity == "error"]
    assert [(names[p.path], p.message) for p in refused] == []


def test_the_mark_of_a_note_in_a_link_stands_behind_it() -> None:
    body, problems = read("[a[^1]](https://a.vn)\n\n[^1]: b")
    assert not is_said(problems)
    assert '>a</a><sup id="dan-1-1">' in body.html


def test_a_heading_in_the_head_of_a_column_is_strong() -> None:
    body, _ = read("<table><tr><th><h2>a</h2></th><td>b</td></tr></table>")
    assert "<strong>a</strong>" in body.html
    assert body.ids == ()


@pytest.mark.parametrize("start", ["a", " 5 ", "-5", "٣"])
def test_a_start_that_is_no_number_is_not_written(start: str) -> None:
    body, _ = read(f'<ol start="{start}"><li>x</li></ol>')
    assert "<ol>" in body.html


def test_marks_from_references_join_their_letters() -> None:
    body, problems = read("Chữ e&#769; và a&#x323;&#x302;.\n\n## Mục o&#768;")
    if not is_said(problems):
        assert unicodedata.is_normalized("NFC", body.html)
        assert "é" in body.html
