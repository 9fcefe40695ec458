"""``invoke new`` as the press officer meets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from desk.terminal import console
from desk.terminal.new_command import new
from plugins.model import Status
from plugins.posts import edit, read_manuscript
from plugins.registry.folder import read_agency
from plugins.vietnamese import VIETNAM
from tests.support.posts import agency, write_agency

NOW = datetime(2021, 3, 15, 8, 19, 41, tzinfo=VIETNAM)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A newsroom of the invented agency, without a post."""
    write_agency(tmp_path / "content")
    return tmp_path


def answers(monkeypatch: pytest.MonkeyPatch, *given: str) -> list[str]:
    """Answer questions with ``given`` in turn; the questions that were asked."""
    left: Iterator[str] = iter(given)
    asked: list[str] = []

    def answer(question: str, default: str = "") -> str:
        asked.append(f"{question} [{default}]" if default else question)
        given = next(left)
        if given == "^C":
            raise KeyboardInterrupt
        if given == "^D":
            raise EOFError
        return given or default

    monkeypatch.setattr(console, "answer", answer)
    return asked


def only(desk: Path) -> tuple[str, str]:
    folder = desk / "content"
    (file,) = folder.glob("tin-hoat-dong/**/*.md")
    return file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")


def nothing_written(desk: Path) -> bool:
    names = {file.name for file in (desk / "content").iterdir()}
    return names == {"registry"}


def test_options_alone_make_a_draft_with_the_registry_s_names(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = new(
        desk,
        title="Hội nghị: ba việc",
        author="việt hưng",
        department="phòng 15",
        unit="VKSND An Khê",
        interactive=False,
        now=NOW,
    )
    assert code == 0
    path, text = only(desk)
    assert path == "tin-hoat-dong/2021/hoi-nghi-ba-viec.md"
    assert text == (
        '---\ntitle: "Hội nghị: ba việc"\nauthor: Việt Hưng\n'
        "department: Phòng 15\nunits: [VKSND huyện An Khê]\nstatus: draft\n---\n\n"
    )
    said = capsys.readouterr().out
    assert "Đã tạo bản nháp: content/tin-hoat-dong/2021/hoi-nghi-ba-viec.md" in said
    assert "invoke serve" in said


def test_the_new_file_is_valid_as_soon_as_it_has_a_text(desk: Path) -> None:
    given = {"author": ["Minh Anh"], "department": "Phòng 8", "date": "2021-03-15 08:19"}
    new(desk, title="Hội nghị", **given, interactive=False, now=NOW)
    path, text = only(desk)
    manuscript, problems = read_manuscript(path, text)
    assert [p.message for p in problems] == ["bài chưa có nội dung ở dưới dòng ---"]
    manuscript, problems = read_manuscript(path, text + "Sáng nay, đơn vị họp.\n")
    assert problems == ()
    assert manuscript is not None
    post, problems = edit(manuscript, agency())
    assert problems == ()
    assert post is not None
    assert (post.authors, post.status) == (("minh-anh-phong-8",), Status.DRAFT)


def test_of_a_fresh_draft_only_its_missing_text_is_said(desk: Path) -> None:
    given = {"author": "Việt Hưng", "unit": "VKSND huyện An Khê", "date": "2021-03-15 08:19"}
    new(desk, title="Hội nghị", **given, interactive=False, now=NOW)
    manuscript, problems = read_manuscript(*only(desk))
    assert manuscript is not None
    found = [*problems, *edit(manuscript, agency())[1]]
    assert [(p.severity, "chưa có nội dung" in p.message) for p in found] == [("advice", True)]


def test_every_name_that_is_not_known_is_said_at_once_with_what_to_write(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = new(
        desk,
        title="Hội nghị",
        author="Viet Hung",
        department="Phòng 99",
        unit="VKSND huyện Thuy An",
        interactive=False,
        now=NOW,
    )
    assert code == 1
    assert nothing_written(desk)
    said = capsys.readouterr().err
    assert "--author: Chưa có tác giả «Viet Hung» trong sổ đăng ký. Có phải là:" in said
    assert "\n  1. Việt Hưng (Phòng 15)\n" in said
    assert "--department: Chưa có phòng «Phòng 99» trong sổ đăng ký.\nNếu là tên mới" in said
    assert '\n    name = "Phòng 99"\n' in said
    assert "--unit: Chưa có đơn vị «VKSND huyện Thuy An»" in said
    assert said.endswith("Chưa tạo bài nào.\n")


@pytest.mark.parametrize(
    ("typed", "date", "said"),
    [
        ("khu vực 1", "2025-08-01 08:00", "units: [VKSND khu vực 1]\n"),
        ("Khu vực 1 và An Khê", "2025-08-01 08:00", "units: [VKSND khu vực 1, VKSND huyện An Khê]"),
        ("khu vực 1", "2021-03-01 08:00", "đơn vị «khu vực 1» chưa hoạt động"),
        (
            "huyện Thụy An",
            "2025-08-01 08:00",
            "«huyện Thụy An» đã kết thúc ngày 30/6/2025; kế tục là",
        ),
        ("vực 2", "2025-08-01 08:00", "Chưa có đơn vị «vực 2»"),
        ("Vân An", "2025-08-01 08:00", "Chưa có đơn vị «Vân An»"),
        ("1", "2025-08-01 08:00", "Chưa có đơn vị «1»"),
    ],
)
def test_a_unit_is_known_by_the_end_of_its_name_where_no_other_ends_so(
    desk: Path, capsys: pytest.CaptureFixture[str], typed: str, date: str, said: str
) -> None:
    twins = "".join(
        f'\n[[unit]]\nid = "{n}"\nname = "{n} Vân An"\nparent = "tinh"\n' for n in ("ttr", "hat")
    )
    file = desk / "content/registry/units.toml"
    file.write_text(file.read_text("utf-8") + twins, "utf-8")
    given = {"title": "Hội nghị", "author": "Việt Hưng", "interactive": False, "now": NOW}
    code = new(desk, **given, unit=typed, date=date)
    assert said in (capsys.readouterr().err if code else only(desk)[1])


def test_a_department_that_has_ended_by_the_day_of_the_post_is_refused(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"title": "Hội nghị", "department": "Phòng 9", "interactive": False, "now": NOW}
    assert new(desk, **given, date="2023-01-01 08:00") == 1
    assert "kế tục là:\n  1. Phòng 8 (" in capsys.readouterr().err
    assert new(desk, **given, date="2022-01-01 08:00") == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"author": "Việt Hưng"}, "Thiếu tiêu đề"),
        ({"title": "Hội nghị"}, "Thiếu người ký"),
        ({"title": "A", "author": "Việt Hưng", "date": "10/3/2021"}, "hiểu được hai cách"),
        ({"title": "A", "author": "Việt Hưng", "date": "10/3/2021 15h sáng"}, "15 giờ không thể"),
    ],
)
def test_what_is_missing_or_unclear_is_said_and_nothing_is_made(
    desk: Path, options: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(desk, **options, interactive=False, now=NOW) == 2
    assert said in capsys.readouterr().err
    assert nothing_written(desk)


def test_an_address_is_never_given_twice(desk: Path) -> None:
    paths = set()
    for _ in range(5):
        new(desk, title="Họp giao ban", author="Việt Hưng", interactive=False, now=NOW)
        paths = set((desk / "content" / "tin-hoat-dong" / "2021").iterdir())
    assert len(paths) == 5


def test_questions_lead_to_the_same_file(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = answers(
        monkeypatch,
        "Hội nghị: ba việc",
        "2021-03-16 09:00",
        "viet hung",
        "1",
        "",
        "VKSND An Khê",
    )
    assert new(desk, interactive=True, now=NOW) == 0
    text = only(desk)[1]
    assert "date: 2021-03-16 09:00\nauthor: Việt Hưng\ndepartment: Phòng 15\n" in text
    assert "units: [VKSND huyện An Khê]\n" in text
    assert any("[Phòng 15]" in question for question in asked)
    said = capsys.readouterr().out
    assert "1. Việt Hưng (Phòng 15)" in said
    assert "→ VKSND huyện An Khê" in said


def test_a_namesake_is_chosen_by_number(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "Minh Anh", "1", "0", "")
    assert new(desk, title="Hội nghị", date="2021-03-16 09:00", interactive=True, now=NOW) == 0
    assert "author: minh-anh-an-khe\n" in only(desk)[1]


def test_a_namesake_is_shown_by_name_and_place(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "", "Minh Anh", "7", "2", "0", "")
    assert new(desk, title="Hội nghị", interactive=True, now=NOW) == 0
    assert "author: minh-anh-phong-8\n" in only(desk)[1]
    said = capsys.readouterr().out
    assert "  1. Minh Anh (VKSND huyện An Khê)\n  2. Minh Anh (Phòng 8)\n" in said
    assert "Danh sách chỉ có 2 tên." in said


@pytest.mark.parametrize(
    "typed", ["Việt Hưng, Nguyễn Văn Tư", "Việt Hưng; Nguyễn Văn Tư", "Việt Hưng và Nguyễn Văn Tư"]
)
@pytest.mark.parametrize("interactive", [True, False])
def test_two_names_are_two_however_they_are_joined(
    desk: Path, monkeypatch: pytest.MonkeyPatch, typed: str, *, interactive: bool
) -> None:
    answers(monkeypatch, "", "0", "")
    assert new(desk, title="A", author=typed, interactive=interactive, now=NOW) == 0
    assert "author: [Việt Hưng, Nguyễn Văn Tư]\n" in only(desk)[1]


def test_what_was_answered_is_shown_when_it_cannot_be_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "content" / "tin-hoat-dong").touch()
    answers(monkeypatch, "Hội nghị", "", "Việt Hưng", "", "")
    with pytest.raises(OSError, match="tin-hoat-dong"):
        new(desk, interactive=True, now=NOW)
    assert 'title: "Hội nghị"\nauthor: Việt Hưng\n' in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["Việt Hưng – Phòng 8", "Việt Hưng-P.8", "Việt Hưng - phòng 8"])
def test_a_byline_with_its_department_answers_both_questions(
    desk: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    asked = answers(monkeypatch, "", typed, "")
    assert new(desk, title="A", interactive=True, now=NOW) == 0
    assert "author: Việt Hưng\ndepartment: Phòng 8\n" in only(desk)[1]
    assert not any(question.startswith("Phòng") for question in asked)


def test_a_number_alone_is_the_department_of_that_number(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "", "15", "")
    assert new(desk, title="A", author="Việt Hưng", department="", interactive=True, now=NOW) == 0
    assert "department: Phòng 15\n" in only(desk)[1]


@pytest.mark.parametrize(
    ("typed", "shown"), [("viet hung", False), ("Việt Hùng", True), ("Nguyễn Văn Tú", True)]
)
def test_a_name_without_marks_is_no_new_name_but_one_with_others_may_be(
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    *,
    shown: bool,
) -> None:
    answers(monkeypatch, "", typed, "", "", "", "")
    assert new(desk, title="A", interactive=True, now=NOW) == 0
    said = capsys.readouterr().out
    assert "Có phải là:\n  1. " in said
    assert ("[[author]]" in said) == shown


def test_a_wrong_date_is_asked_again(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "Hội nghị", "khoảng 8h", "2h30 chiều 10/3/2021", "Việt Hưng", "", "")
    assert new(desk, interactive=True, now=NOW) == 0
    assert "date: 2021-03-10 14:30\n" in only(desk)[1]


def test_enter_skips_every_question_and_nothing_answered_is_lost(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "Hội nghị", *[""] * 5)
    assert new(desk, interactive=True, now=NOW) == 0
    path, text = only(desk)
    assert path == "tin-hoat-dong/2021/hoi-nghi.md"
    assert text == '---\ntitle: "Hội nghị"\nstatus: draft\n---\n\n'
    said = capsys.readouterr().out
    assert "Ngày đăng: chưa ghi" in said
    assert "Còn phải viết: người ký" in said


def test_a_title_left_for_later_stands_as_words_the_check_refuses(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, "", "", "", "Việt Hưng", "", "")
    assert new(desk, interactive=True, now=NOW) == 0
    path, text = only(desk)
    assert path == "tin-hoat-dong/2021/bai-15-03.md"
    _, problems = read_manuscript(path, f"{text}Nội dung.\n")
    assert ["vẫn là chữ mẫu" in p.message for p in problems if "title" in p.message] == [True]
    assert "Còn phải viết: tiêu đề" in capsys.readouterr().out


def test_a_department_that_has_ended_leads_to_who_carries_its_work_on(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"title": "Hội nghị", "date": "2023-01-01 08:00", "author": "Việt Hưng"}
    answers(monkeypatch, "Phòng 9", "1", "")
    assert new(desk, **given, interactive=True, now=NOW) == 0
    assert "department: Phòng 8\n" in only(desk)[1]
    said = capsys.readouterr().out
    assert "Phòng «Phòng 9» đã kết thúc ngày 31/12/2022; kế tục là:\n  1. Phòng 8 (VKSND" in said


def test_a_refused_name_is_left_empty_by_enter_after_any_number_of_tries(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tries = ["Phòng 99", *[f"Phòng {n}" for n in range(60, 72)], ""]
    answers(monkeypatch, "", *tries, "")
    given = {"title": "Hội nghị", "author": "Việt Hưng"}
    assert new(desk, **given, interactive=True, now=NOW) == 0
    assert "department" not in only(desk)[1]
    said = capsys.readouterr().out
    assert (
        "chép những dòng này vào cuối content/registry/departments.toml, lưu, rồi gõ lại:\n"
        '    [[department]]\n    id = "phong-99"\n    name = "Phòng 99"\n    unit = "tinh"\n'
    ) in said


@pytest.mark.parametrize(
    ("kind", "typed", "written"),
    [
        ("author", "Trần Bảo Long", "author: Trần Bảo Long\n"),
        ("department", "Phòng 99", "department: Phòng 99\n"),
        ("unit", "VKSND khu vực 9", "units: [VKSND khu vực 9]\n"),
    ],
)
def test_the_lines_to_add_are_right_and_what_is_added_meanwhile_counts(
    desk: Path, monkeypatch: pytest.MonkeyPatch, kind: str, typed: str, written: str
) -> None:
    given: dict[str, str] = {"title": "Hội nghị", "date": "2026-03-16 09:00", kind: typed}
    if kind != "author":
        given["author"] = "Việt Hưng"
    shown: list[str] = []
    monkeypatch.setattr(console, "say", lambda text="": shown.extend(text.split("\n")))

    def answer(question: str, default: str = "") -> str:
        if "gõ tên khác" not in question.lower():
            return default
        at = next(n for n, row in enumerate(shown) if row.startswith("Nếu là tên mới"))
        file = desk / shown[at].partition("cuối ")[2].partition(",")[0]
        rows = [row.strip() for row in shown[at + 1 :] if row.startswith("    ")]
        with file.open("a", encoding="utf-8") as registry:
            registry.write("\n".join(["", *rows, ""]))
        return typed

    monkeypatch.setattr(console, "answer", answer)
    assert new(desk, **given, interactive=True, now=NOW) == 0
    path, text = only(desk)
    assert written in text
    registry, problems, _ = read_agency(desk / "content")
    assert problems == ()
    assert registry is not None
    manuscript, _ = read_manuscript(path, f"{text}Nội dung.\n")
    assert manuscript is not None
    assert edit(manuscript, registry)[0] is not None


def test_an_option_that_is_not_known_is_asked_for_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "", "1", "", "")
    given = {"title": "Hội nghị", "author": "viet hung", "department": "Phòng 15"}
    assert new(desk, **given, interactive=True, now=NOW) == 0
    assert "author: Việt Hưng\ndepartment: Phòng 15\n" in only(desk)[1]


@pytest.mark.parametrize("stop", ["^C", "^D"])
@pytest.mark.parametrize("answered", range(1, 7))
def test_what_was_answered_is_kept_when_the_questions_end_early(
    desk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answered: int,
    stop: str,
) -> None:
    given = ["Hội nghị", "2021-03-16 09:00", "Việt Hưng, Minh Anh", "2", "Phòng 15", "VKSND An Khê"]
    lines = [
        'title: "Hội nghị"\n',
        "date: 2021-03-16 09:00\n",
        "author: Việt Hưng\n",
        "author: [Việt Hưng, minh-anh-phong-8]\n",
        "department: Phòng 15\n",
        "units: [VKSND huyện An Khê]\n",
    ]
    answers(monkeypatch, *given[:answered], stop)
    code = new(desk, interactive=True, now=NOW)
    assert code == (0 if answered == 6 else 130)
    path, text = only(desk)
    assert lines[answered - 1] in text
    assert "status: draft\n" in text
    said = capsys.readouterr().out
    assert f"Đã tạo bản nháp: content/{path}" in said
    assert ("những điều đã trả lời được giữ lại" in said) == (answered < 6)


@pytest.mark.parametrize("stop", ["^C", "^D"])
def test_without_an_answer_nothing_is_left_behind(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stop: str
) -> None:
    answers(monkeypatch, stop)
    assert new(desk, interactive=True, now=NOW) == 130
    assert nothing_written(desk)
    assert "không tạo bài" in capsys.readouterr().err


def test_a_photo_is_copied_beside_the_post_with_its_description(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk / "IMG_1.JPG"
    Image.new("RGB", (640, 400), (140, 30, 30)).save(file)
    answers(monkeypatch, "", "Bàn họp trước giờ khai mạc")
    code = new(
        desk,
        title="Hội nghị",
        author="Việt Hưng",
        department="Phòng 15",
        date="2021-03-15 08:00",
        photo=str(file),
        interactive=True,
        now=NOW,
    )
    assert code == 0
    assert "photo: anh/2021/hoi-nghi.jpg\nphoto_alt: " in only(desk)[1]
    copied = desk / "content" / "anh" / "2021" / "hoi-nghi.jpg"
    assert copied.read_bytes() == file.read_bytes()


def test_a_photo_without_a_description_is_asked_for_by_the_check(desk: Path) -> None:
    photo = desk / "content" / "anh" / "2021" / "a.jpg"
    photo.parent.mkdir(parents=True)
    Image.new("RGB", (640, 400), (140, 30, 30)).save(photo)
    given = {"title": "Hội nghị", "author": "Việt Hưng", "interactive": False, "now": NOW}
    assert new(desk, **given, photo="anh/2021/a.jpg") == 0
    path, text = only(desk)
    assert "photo: anh/2021/a.jpg\n" in text
    _, problems = read_manuscript(path, text + "Nội dung.\n")
    said = [p.message for p in problems if "photo_alt" in p.message]
    assert ["vẫn là chữ mẫu" in message for message in said] == [True]


@pytest.mark.parametrize("content", [None, b"GIF89a"])
def test_a_photo_that_cannot_be_used_is_refused(
    desk: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content:
        (desk / "a.gif").write_bytes(content)
    given = {"title": "Hội nghị", "author": "Việt Hưng", "interactive": False, "now": NOW}
    assert new(desk, **given, photo=str(desk / "a.gif")) == 1
    assert "--photo: " in capsys.readouterr().err
    assert nothing_written(desk)


def test_a_title_that_windows_keeps_for_itself_gets_another_file_name(desk: Path) -> None:
    assert new(desk, title="Con", author="Việt Hưng", date="15/3/2021 8:19", interactive=False) == 0
    assert only(desk)[0] == "tin-hoat-dong/2021/con-15-03.md"
