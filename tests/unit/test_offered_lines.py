"""What is offered, copied in the place of its line as the guide says, cures and breaks nothing.

Every suggestion of every broken text is pasted, each alone.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from plugins.content import read_newsroom
from plugins.lines import decode, rows_with_ends
from plugins.model import Problem
from plugins.vietnamese import VIETNAM
from tests.support.posts import write_agency

BROKEN = Path(__file__).parents[1] / "broken"
NOW = datetime(2026, 1, 1, 8, tzinfo=VIETNAM)
POST = "tin-hoat-dong/2021/kiem-tra.md"
CHOICE = "\n   hoặc: "
STILL = re.compile(
    "chữ mẫu|lời mẫu|không có tệp này|không có bài|Tệp ảnh trống|sổ đăng ký không có|bị gỡ bỏ"
)
"""What only an officer can go on with: words, a file, a name."""

HEAD = {
    "author": "author: Việt Hưng",
    "department": "department: Phòng 15",
    "units": "units: [VKSND huyện An Khê]",
}
BODY = "VKSND huyện An Khê và VKSND huyện Thụy An cùng làm việc."


def found(content: Path) -> list[Problem]:
    return list(read_newsroom(content, NOW).problems)


def pasted(content: Path, problem: Problem, offered: str) -> None:
    file = content / problem.path.removeprefix("content/")
    rows = [row for row, _ in rows_with_ends(decode(file.read_bytes()).text)]
    there = [rows[problem.line - 1]] if problem.added else []
    rows[problem.line - 1 : problem.line] = [*there, *offered.split("\n")]
    file.write_text("\n".join(rows), "utf-8")


def kind(problem: Problem) -> tuple[str, str]:
    return problem.path, re.sub(r"\d+", "0", problem.message)


def worse(content: Path, spare: Path) -> Iterator[str]:
    """Each line that did not cure what it was offered for, or broke something else."""
    first = found(content)
    before = Counter(map(kind, first))
    for problem in first:
        if problem.rename or not problem.suggestion or problem.severity == "answer":
            continue
        for offered in problem.suggestion.split(CHOICE):
            shutil.rmtree(spare, ignore_errors=True)
            shutil.copytree(content, spare)
            pasted(spare, problem, offered)
            now = found(spare)
            after = Counter(map(kind, now))
            if after[kind(problem)] >= before[kind(problem)]:
                yield f"not cured: {problem}"
            fresh = [p for p in now if p.severity == "error" and after[kind(p)] > before[kind(p)]]
            yield from (f"{problem}\n  broke: {p}" for p in fresh if not STILL.search(p.message))


@pytest.mark.parametrize(
    "folder",
    [*sorted(BROKEN.joinpath("newsroom").iterdir()), *sorted(BROKEN.joinpath("posts").iterdir())],
    ids=lambda folder: folder.name,
)
def test_no_line_that_is_offered_makes_anything_worse(folder: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    inside = content if folder.parent.name == "newsroom" else (content / POST).parent
    shutil.copytree(folder, inside, ignore=shutil.ignore_patterns("expected.txt"))
    write_agency(content)
    assert list(worse(content, tmp_path / "spare")) == []


@pytest.mark.parametrize(
    ("lines", "offered"),
    [
        ({"units": ""}, ["units: [VKSND huyện An Khê, VKSND huyện Thụy An]",
                         "units_ban: [VKSND huyện An Khê, VKSND huyện Thụy An]"]),
        ({}, ["units: [VKSND huyện An Khê, VKSND huyện Thụy An]",
              "units: [VKSND huyện An Khê]\nunits_ban: [VKSND huyện Thụy An]"]),
        ({"units": "units:\n  - VKSND huyện An Khê"}, ["  - VKSND huyện Thụy An"]),
        ({"units": "units: VKSND huyện An Khê\nunits_ban: [VKSND huyện Ba Tơ]"},
         ["units: [VKSND huyện An Khê, VKSND huyện Thụy An]"]),
        ({"x": "documents: 15/KH-VKSTB"}, ["documents: [{number: 15/KH-VKSTB}]"]),
        ({"x": "documents: [15/KH-VKSTB, {number: 2/A-B}]"},
         ["documents: [{number: 15/KH-VKSTB}, {number: 2/A-B}]"]),
        ({"x": "documents:\n  - 15/KH-VKSTB"}, ["  - {number: 15/KH-VKSTB}"]),
        ({"x": "related: [hop-giao-ban]"}, ["related: {pin: [hop-giao-ban], ban: []}"]),
        ({"x": "photo: [anh/2021/a.jpg, anh/2021/b.jpg]\nphoto_alt: Đoàn ngồi họp"},
         ["photo: anh/2021/a.jpg"]),
        ({"department": "department:\n  - Phòng 15\n  - Phòng 8"}, []),
        ({"x": "corrections: đã sửa"}, []),
        ({"x": "corrections: [{kind: đính chính, note: Sửa.}]"}, []),
        ({"author": "author = Việt Hưng"}, ["author: Việt Hưng"]),
        ({"author": "author: Việt Hưng và Nguyễn Văn Tư"}, ["author: [Việt Hưng, Nguyễn Văn Tư]"]),
    ],
)  # fmt: skip
def test_a_line_is_offered_whole_or_not_at_all(
    lines: dict[str, str], offered: list[str], tmp_path: Path
) -> None:
    content = tmp_path / "content"
    write_agency(content)
    head = "\n".join(filter(None, (HEAD | lines).values()))
    text = f"---\ntitle: Kiểm tra công tác\ndate: 2021-03-15 08:19\n{head}\n---\n{BODY}\n"
    (content / POST).parent.mkdir(parents=True)
    (content / POST).write_text(text, "utf-8")
    problems = found(content)
    said = [one for problem in problems for one in problem.suggestion.split(CHOICE)]
    assert [one for one in offered if one not in said] == []
    assert offered or not any(one.suggestion for one in problems if one.severity == "error")
    assert list(worse(content, tmp_path / "spare")) == []
