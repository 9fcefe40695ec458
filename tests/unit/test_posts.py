"""A file becomes a post, or everything wrong with it is said in its lines."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from plugins.model import Body, Correction, CorrectionKind, Photo, Post, Problem, Status
from plugins.posts import edit, read_manuscript, read_standing, standfirst
from plugins.vietnamese import VIETNAM
from tests.support.posts import agency, said

BROKEN = Path(__file__).parents[1] / "broken" / "posts"
PATH = "tin-hoat-dong/2021/kiem-tra.md"

WHOLE = """---
title: "Kiểm tra việc triển khai công tác kiểm sát năm 2021"
date: 2021-03-15 08:19            # giờ Việt Nam
author: Việt Hưng
department: P.15
units: [VKSND huyện An Khê, Viện KSND huyện Thụy An]
photo: anh/2021/kiem-tra.jpg
photo_alt: Đoàn kiểm tra đọc sổ thụ lý
photo_caption: "Kiểm tra tại VKSND huyện An Khê, ngày 10/3/2021"
photo_credit: Phòng 15
summary: >
  Hai ngày 10 và 11/3/2021, các đoàn
  kiểm tra làm việc tại tám đơn vị.
status: published
sensitive: true
corrections:
  - date: 2021-03-16 09:00
    kind: đính chính
    note: "Sửa tên đơn vị: VKSND huyện An Khê."
related: {pin: [hop-giao-ban], ban: [tin-hoat-dong/2020/cu.md]}
aliases: [/detail/954/Kiem-tra.html]
---
Thực hiện Công văn số 609/VKSTC-VP tại VKSND các huyện An Khê, Thụy An.
"""


def post_of(text: str, path: str = PATH) -> Post:
    manuscript, problems = read_manuscript(path, text)
    assert [p for p in problems if p.severity == "error"] == []
    assert manuscript is not None
    post, problems = edit(manuscript, agency())
    assert [p for p in problems if p.severity == "error"] == []
    assert post is not None
    return post


def with_lines(*lines: str, body: str = "Đoàn kiểm tra làm việc.") -> str:
    head = ["title: Kiểm tra", "date: 2021-03-15 08:19", "author: Việt Hưng", *lines]
    return "\n".join(["---", *head, "---", body, ""])


# --- what is wrong -------------------------------------------------------------


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_a_broken_post_is_answered_with_every_fault_in_its_line(folder: Path) -> None:
    (file,) = folder.glob("*.md")
    name = unicodedata.normalize("NFC", file.name)
    told = said(f"tin-hoat-dong/2021/{name}", file.read_bytes().decode())
    assert told == (folder / "expected.txt").read_text(encoding="utf-8")
    assert told != ""


def test_one_file_with_ten_faults_has_all_ten_said() -> None:
    text = (BROKEN / "ten-faults" / "Hội nghị.md").read_text(encoding="utf-8")
    told = said("tin-hoat-dong/2021/Hội nghị.md", text)
    for fault in (
        "tên tệp là địa chỉ của bài",
        "câu có dấu hai chấm",
        "không có mục «titel»",
        "hiểu được hai cách",
        "không có tác giả nào tên «Trần Bảo Long»",
        "không có phòng nào tên «Phong 15»",
        "units có nhiều tên",
        "ảnh «hop.jpg» không ở trong thư mục anh/",
        "không nhận «Đăng»",
        "không dùng slug",
    ):
        assert fault in told


# --- what is right --------------------------------------------------------------


def test_a_whole_post_is_read_without_a_word() -> None:
    manuscript, problems = read_manuscript(PATH, WHOLE)
    assert problems == ()
    assert manuscript is not None
    assert manuscript.sound
    post, problems = edit(manuscript, agency())
    assert problems == ()
    assert post is not None
    assert post.title == "Kiểm tra việc triển khai công tác kiểm sát năm 2021"
    assert post.date == datetime(2021, 3, 15, 8, 19, tzinfo=VIETNAM)
    assert post.authors == ("viet-hung",)
    assert post.department == "phong-15"
    assert post.units == ("an-khe", "thuy-an")
    assert post.photo == Photo(
        path="anh/2021/kiem-tra.jpg",
        alt="Đoàn kiểm tra đọc sổ thụ lý",
        caption="Kiểm tra tại VKSND huyện An Khê, ngày 10/3/2021",
        credit="Phòng 15",
    )
    assert post.summary == "Hai ngày 10 và 11/3/2021, các đoàn kiểm tra làm việc tại tám đơn vị."
    assert post.status is Status.PUBLISHED
    assert post.sensitive
    assert post.corrections == (
        Correction(
            date=datetime(2021, 3, 16, 9, 0, tzinfo=VIETNAM),
            kind=CorrectionKind.CORRECTION,
            note="Sửa tên đơn vị: VKSND huyện An Khê.",
        ),
    )
    assert post.pin == ("tin-hoat-dong/2021/hop-giao-ban.md",)
    assert post.ban == ("tin-hoat-dong/2020/cu.md",)
    assert post.aliases == ("/detail/954/Kiem-tra.html",)
    assert post.line_of("units") == 6
    assert post.line_of("alias:/detail/954/Kiem-tra.html") == 21


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_windows_line_ends_and_byte_order_marks_are_no_mistake(ends: str, mark: str) -> None:
    manuscript, problems = read_manuscript(PATH, mark + WHOLE.replace("\n", ends))
    assert problems == ()
    assert manuscript == read_manuscript(PATH, WHOLE)[0]


def test_what_yaml_would_guess_stays_text() -> None:
    post = post_of(
        with_lines("source: no", "summary: 2021").replace("title: Kiểm tra", "title: 08:19")
    )
    assert (post.title, post.source, post.summary) == ("08:19", "no", "2021")


def test_marks_typed_apart_are_read_as_marks() -> None:
    apart = unicodedata.normalize("NFD", WHOLE)
    assert read_manuscript(PATH, apart)[1] == read_manuscript(PATH, WHOLE)[1]
    assert post_of(apart) == post_of(WHOLE)


def test_a_post_may_be_signed_by_a_department_alone_or_come_from_elsewhere() -> None:
    by_department = with_lines().replace("author: Việt Hưng", "department: Phòng 15")
    assert post_of(by_department).authors == ()
    reprint = with_lines().replace("author: Việt Hưng", "source: Báo Lam Giang")
    assert post_of(reprint).department is None


def test_homonyms_are_told_apart_by_department_or_unit() -> None:
    base = with_lines().replace("author: Việt Hưng", "author: Minh Anh\ndepartment: Phòng 8")
    assert post_of(base).authors == ("minh-anh-phong-8",)
    about = base.replace("department: Phòng 8", "units: VKSND huyện An Khê")
    assert post_of(about).authors == ("minh-anh-an-khe",)


def test_a_decorative_photo_needs_no_words() -> None:
    text = with_lines("photo: anh/2021/nen.jpg", 'photo_alt: ""', "photo_decorative: true")
    assert post_of(text).photo == Photo(path="anh/2021/nen.jpg", alt="")


def test_empty_lists_say_nothing_and_are_no_mistake() -> None:
    post = post_of(
        with_lines("corrections: []", "related: {pin: [], ban: []}", "aliases: []", "units: []")
    )
    assert (post.corrections, post.pin, post.ban, post.aliases, post.units) == ((),) * 5


def test_without_a_status_a_post_is_published_and_a_draft_says_so() -> None:
    assert post_of(with_lines()).status is Status.PUBLISHED
    assert post_of(with_lines("status: draft")).status is Status.DRAFT


def test_front_matter_reaches_a_post_through_its_known_keys_only() -> None:
    text = with_lines("save_as: ../x.html", "_get_content: x", "template: y")
    manuscript, problems = read_manuscript(PATH, text)
    assert len([p for p in problems if p.severity == "error"]) == 3
    assert manuscript is not None
    assert not manuscript.sound
    lines = manuscript.post.lines.split("\n")
    assert {row.partition(" ")[2] for row in lines} == {"title", "date", "author"}


def test_what_is_fixable_is_understood_when_it_is_written() -> None:
    _, problems = read_manuscript(PATH, with_lines('summary: "Bốn tại chỗ" và hơn thế'))
    (problem,) = problems
    assert problem.fixable
    post = post_of(with_lines(problem.suggestion))
    assert post.summary == '"Bốn tại chỗ" và hơn thế'


# --- standing pages --------------------------------------------------------------


def test_a_standing_page_is_read() -> None:
    page, problems = read_standing(
        "trang/gioi-thieu.md", "---\ntitle: Giới thiệu\nstatus: draft\n---\n## Địa chỉ\n"
    )
    assert problems == ()
    assert page is not None
    assert (page.title, page.status, page.body.ids) == (
        "Giới thiệu",
        Status.DRAFT,
        ("muc-dia-chi",),
    )


def test_a_standing_page_may_name_its_telephone() -> None:
    _, problems = read_standing(
        "trang/lien-he.md", "---\ntitle: Liên hệ\n---\nĐiện thoại: 0227 3831 234\n"
    )
    assert problems == ()


def test_a_standing_page_with_a_fault_is_read_so_that_all_else_can_be_said() -> None:
    page, problems = read_standing("trang/lien-he.md", "---\ndate: 2021\n---\nNội dung.\n")
    assert page is not None
    assert [p.severity for p in problems] == ["error", "error"]


def test_a_text_without_front_matter_is_none() -> None:
    assert read_standing("trang/lien-he.md", "Nội dung.\n")[0] is None


# --- personal data ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 15/KH-VKSTB ngày 02/3/2021, số tiền 150.000.000 đồng.",
        "Phạt 150000000 đồng; giai đoạn 2021-2025; 3/15/2021 8:19:41.",
        "Chị Hoa sinh năm 1980 đã nhận kết quả.",
        "Bị cáo Trần Văn B., sinh năm 1980, trú tại huyện An Khê.",
        "Nghị quyết số 33/2021/QH15; Quyết định 565/QĐ-VKSTC-C1; 17A-VKS.",
    ],
)
def test_ordinary_numbers_and_masked_names_are_not_called_personal_data(text: str) -> None:
    _, problems = read_manuscript(PATH, with_lines(body=text))
    assert problems == ()


def test_of_a_long_paragraph_only_what_is_around_the_place_is_shown() -> None:
    filler = "Đoàn kiểm tra ghi nhận nhiều cố gắng của các đơn vị trong năm qua. " * 4
    text = f"{filler}Liên hệ ông Hải, điện thoại 0912345678. {filler}".strip()
    _, (problem,) = read_manuscript(PATH, with_lines(body=text))
    assert "091xxxxxxx" in problem.suggestion
    assert len(problem.suggestion) < 120
    assert problem.suggestion.startswith("…")
    assert problem.suggestion.endswith("…")


# --- the standfirst ----------------------------------------------------------------


def bare_post(text: str, summary: str = "") -> Post:
    return Post(
        path=PATH,
        title="T",
        date=datetime(2021, 3, 15, tzinfo=VIETNAM),
        summary=summary,
        body=Body(html="", text=text),
    )


def test_the_officers_summary_stands_first() -> None:
    assert standfirst(bare_post("Câu một.", summary="Tóm tắt.")) == "Tóm tắt."


def test_else_the_first_sentences_do_and_headings_are_passed_over() -> None:
    sentence = "Trong hai ngày, đoàn kiểm tra làm việc tại VKSND TP. Lam Giang và bốn huyện. "
    text = f"Kết quả\n{(sentence * 4).strip()}"
    assert standfirst(bare_post(text)) == (sentence * 2).strip()


def test_a_long_sentence_is_cut_after_a_word() -> None:
    first = standfirst(bare_post("nghiêm túc thực hiện nhiệm vụ, " * 20 + "hết."))
    assert len(first) <= 220
    assert first.endswith("…")
    assert not first.endswith((" …", ",…"))
    assert first.removesuffix("…").split()[-1] in {"nghiêm", "túc", "thực", "hiện", "nhiệm", "vụ"}


def test_a_text_without_spaces_is_cut_too() -> None:
    assert len(standfirst(bare_post("x" * 500))) == 220


def test_a_problem_shows_its_place_and_the_line_to_write() -> None:
    _, problems = read_manuscript(PATH, with_lines("status: nháp"))
    assert problems == (
        Problem(
            path=f"content/{PATH}",
            line=5,
            message="status chỉ nhận draft (bản nháp) hoặc published (đăng), không nhận «nháp»",
            suggestion="status: draft",
            severity="advice",
            fixable=True,
        ),
    )
