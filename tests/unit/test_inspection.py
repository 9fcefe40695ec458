"""``invoke inspect``: what is understood of a line, a post, an old page."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from desk.terminal.inspect_command import inspect
from tests.support.posts import write_agency
from tests.support.sites import REGISTRY, ROOT

PORTAL = ROOT / "tests" / "fixtures" / "portal"
KEYS = ["authors", "department", "unit", "source", "units", "documents", "warnings"]

POST = """---
title: "Hội nghị của VKSND huyện An Khê"
date: 2021-03-15 08:19
author: {author}
department: Phòng 15
units: [VKSND huyện An Khê]
---

Thực hiện Kế hoạch số 15/KH-VKS ngày 02/3/2021, VKSND huyện Thụy An cùng dự hội nghị.
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsroom of the invented agency with two posts."""
    monkeypatch.setenv("NEWSROOM_NOW", "2026-06-01 08:00")
    write_agency(tmp_path / "content")
    folder = tmp_path / "content" / "tin-hoat-dong" / "2021"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(POST.format(author="Việt Hưng"), encoding="utf-8")
    (folder / "b.md").write_text(
        POST.format(author="Việt Hưng").replace("Hội nghị của", "Phiên họp tại"), encoding="utf-8"
    )
    return tmp_path


def stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8"))


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_byline_is_answered_in_the_agreed_shape(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, "Việt Hưng- Phòng 15 Viện kiểm sát nhân dân tỉnh  \n")
    assert inspect(desk, text=True, json=True) == 0
    seen = told(capsys)
    assert list(seen) == KEYS
    assert seen["authors"] == ["Việt Hưng"]
    assert seen["department"] == "Phòng 15"
    assert seen["unit"] == "Viện kiểm sát nhân dân tỉnh"
    assert (seen["source"], seen["documents"], seen["warnings"]) == (None, [], [])


def test_a_sentence_is_no_byline_but_names_units_and_documents(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sentence = (
        "Thực hiện Kế hoạch số 15/KH-VKS ngày 02/3/2021, Viện KSND các huyện An Khê và Thuỵ An "
        "tổ chức hội nghị."
    )
    stdin(monkeypatch, sentence)
    assert inspect(desk, text=True, json=True) == 0
    seen = told(capsys)
    assert seen["authors"] == []
    assert seen["units"] == ["an-khe", "thuy-an"]
    (document,) = seen["documents"]
    assert document == {
        "type": "Kế hoạch",
        "number": "15/KH-VKS",
        "date": "2021-03-02",
        "text": "Kế hoạch số 15/KH-VKS ngày 02/3/2021",
        "start": 10,
        "end": 46,
    }
    assert sentence[10:46] == document["text"]


def test_every_line_is_answered_with_one_line_of_json(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, "Văn Tiến\n\nVKSND huyện An Khê họp.\nP.V")
    assert inspect(desk, lines=True) == 0
    seen = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(one) for one in seen] == [KEYS] * 4
    assert [one["authors"] for one in seen] == [["Văn Tiến"], [], [], ["P.V"]]
    assert seen[2]["units"] == ["an-khe"]


def test_a_line_is_answered_before_the_next_one_comes(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[int] = []
    out = io.StringIO()

    class Slow(io.BytesIO):
        def __next__(self) -> bytes:
            answered.append(out.getvalue().count("\n"))
            return super().__next__()

    slow = Slow(b"P.V\nP.V\nP.V\n")
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": slow})())
    monkeypatch.setattr(sys, "stdout", out)
    assert inspect(desk, lines=True) == 0
    assert answered == [0, 1, 2, 3]


def test_lines_may_come_from_a_file_and_text_from_the_command_line(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk / "cau.txt"
    file.write_text("P.V\nVăn Tiến\n", encoding="utf-8")
    assert inspect(desk, lines=str(file)) == 0
    assert capsys.readouterr().out.count("\n") == 2
    assert inspect(desk, text="P.V", json=True) == 0
    assert told(capsys)["authors"] == ["P.V"]


def test_a_post_is_shown_with_its_related_news_and_why(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert inspect(desk, file="content/tin-hoat-dong/2021/a.md", json=True) == 0
    seen = told(capsys)
    assert list(seen)[: len(KEYS)] == KEYS
    assert seen["authors"] == ["Việt Hưng"]
    assert (seen["department"], seen["unit"]) == ("Phòng 15", "VKSND tỉnh Lam Giang")
    assert seen["units"] == ["an-khe"]
    assert seen["documents"][0]["number"] == "15/KH-VKS"
    assert seen["summary"].startswith("Thực hiện Kế hoạch")
    (related,) = seen["related"]
    assert related["path"] == "tin-hoat-dong/2021/b.md"
    assert related["reason"]
    (said,) = seen["warnings"]
    assert said.startswith("dòng 6: bài nhắc tới VKSND huyện Thụy An nhưng units chưa ghi")


def test_a_draft_is_shown_with_the_news_it_would_stand_beside(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk / "content" / "tin-hoat-dong" / "2021" / "a.md"
    text = file.read_text(encoding="utf-8").replace("units:", "status: draft\nunits:")
    file.write_text(text, encoding="utf-8")
    assert inspect(desk, file=file, json=True) == 0
    seen = told(capsys)
    assert [one["path"] for one in seen["related"]] == ["tin-hoat-dong/2021/b.md"]
    assert any("chưa được đăng" in warning for warning in seen["warnings"])


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (POST.format(author="Không Có Ai"), "a name nobody knows"),
        (POST.format(author="Việt Hưng").replace("2021-03-15 08:19", "ngày nào đó"), "a date"),
        ("không phải bài viết", "no front matter"),
    ],
)
def test_what_is_wrong_with_another_post_hides_no_related_news(
    desk: Path, capsys: pytest.CaptureFixture[str], broken: str, why: str
) -> None:
    (desk / "content" / "tin-hoat-dong" / "2021" / "c.md").write_text(broken, encoding="utf-8")
    assert inspect(desk, file="content/tin-hoat-dong/2021/a.md", json=True) == 0, why
    seen = told(capsys)
    assert seen["related"][0]["path"] == "tin-hoat-dong/2021/b.md"


def test_a_post_with_mistakes_is_shown_as_far_as_it_goes(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = desk / "content" / "tin-hoat-dong" / "2021" / "a.md"
    file.write_text(POST.format(author="Viet Hung"), encoding="utf-8")
    assert inspect(desk, file=file, json=True) == 0
    seen = told(capsys)
    assert seen["authors"] == ["Viet Hung"]
    assert any("dòng 4: " in warning for warning in seen["warnings"])


def test_an_old_page_shows_what_importing_it_would_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSROOM_NOW", "2026-06-01 08:00")
    shutil.copytree(REGISTRY, tmp_path / "content" / "registry")
    assert inspect(tmp_path, file=PORTAL / "kiem-tra-nam-2021.txt", json=True) == 0
    seen = told(capsys)
    assert list(seen)[: len(KEYS)] == KEYS
    assert seen["authors"] == ["Việt Hưng"]
    assert seen["date"] == "2021-03-15T08:19:41+07:00"
    assert [one["number"] for one in seen["documents"]] == [
        "609/VKSTC-VP",
        "15/KH-VKSTB",
        "54/TB-VKSTB",
    ]
    assert not (tmp_path / "content" / "tin-hoat-dong").exists()


def test_people_are_shown_words_and_not_json(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert inspect(desk, file="content/tin-hoat-dong/2021/a.md") == 0
    said = capsys.readouterr().out
    assert "Ngày đăng:      Thứ Hai, 15/3/2021, 08:19" in said
    assert "Văn bản:        Kế hoạch số 15/KH-VKS ngày 2/3/2021" in said
    assert "Tin liên quan:  Phiên họp tại VKSND huyện An Khê (" in said


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"text": True, "lines": True},
        {"file": "a.md", "text": True},
        {"file": "khong-co.md"},
        {"lines": "khong-co.txt"},
    ],
)
def test_wrong_use_is_answered_in_words(
    desk: Path, options: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert inspect(desk, **options) == 2
    assert capsys.readouterr().err


def test_a_file_that_is_no_post_is_refused(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "ghi-chu.md").write_text("Ghi chú", encoding="utf-8")
    assert inspect(desk, file=desk / "ghi-chu.md", json=True) == 1
    assert "chỉ xem được bài viết" in capsys.readouterr().out
