"""What officers really write, and what comes of it: one file each, read and compared.

Beside ``x.md`` stands ``x.out``: the HTML, then what the officer is told.
``invoke test -- tests/unit/test_markup_cases.py --golden`` writes them anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.posts import BodyReader
from plugins.posts.summary import lede

CASES = Path(__file__).parent.parent / "fixtures" / "cases"
MARKUP = sorted(CASES.glob("*/*.md"))
READER = BodyReader()


def told(path: Path) -> str:
    body, problems = READER.read(path.read_text("utf-8"), path="tin-hoat-dong/2021/x.md")
    rows = [body.html]
    for problem in sorted(problems):
        strength = "lỗi" if problem.severity == "error" else "nhắc"
        rows.append(f"[{strength}] {problem.line}: {problem.message}")
        if problem.suggestion:
            mends = "Sửa" if problem.fixable else "Viết"
            rows.append("\n".join(f"    {mends}: {row}" for row in problem.suggestion.split("\n")))
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("path", MARKUP, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_officers_write_is_read_as_meant(path: Path, request: pytest.FixtureRequest) -> None:
    expected = path.with_suffix(".out")
    if request.config.getoption("--golden"):
        expected.write_text(told(path), encoding="utf-8")
    assert told(path) == expected.read_text("utf-8")


def test_there_are_cases() -> None:
    assert len(MARKUP) > 200


@pytest.mark.parametrize("name", ["a-dash", "b-star", "d-plus", "e-endash", "g-paren", "h-letters"])
def test_the_summary_is_the_sentence_and_not_the_items_with_it(name: str) -> None:
    text = (CASES / "01-list-no-blank" / f"{name}.md").read_text("utf-8")
    body, _ = READER.read(text, path="tin-hoat-dong/2021/x.md")
    assert lede(body.text) == "Đoàn yêu cầu ba việc:"
    assert len(body.text.split("\n")) == text.strip().count("\n") + 1 - text.count("\n\n")
