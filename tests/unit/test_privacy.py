"""Personal data: each kind fires and stays silent; what an officer answered is asked no more."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk import files
from desk.actions.correct import Published, find, take_back, with_note
from desk.publish.manifest import Address, AddressKind
from desk.publish.questions import OpenQuestion, open_questions, write_answer, write_date
from plugins.content import read_newsroom
from plugins.model import CorrectionKind, Problem
from plugins.posts import read_manuscript, read_standing
from plugins.posts.placeholders import WHY
from plugins.privacy import Kind, personal_data
from tests.support import small_newsroom as small
from tests.support.masking import masked

PATH = "tin-hoat-dong/2026/bai.md"
NUMBER = "001203004567"
HOME = "trú tại thôn Mẫu"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (f"Ông Nguyễn Văn Bình, sinh năm 1980, {HOME}.", "Nguyễn Văn Bình"),
        ("Nguyễn Văn Bình (SN 1980, trú tại xã A) nhận kết quả.", "Nguyễn Văn Bình"),
        ("Nguyễn Văn Bình, sinh ngày 01/02/1980, HKTT: thôn Mẫu.", "Nguyễn Văn Bình"),
        ("Bị cáo Vũ Đức Cảnh (42 tuổi, trú tại Hưng Hà).", "Vũ Đức Cảnh"),
        ("Anh Trần Văn Nam (1980, trú tại phường B).", "Trần Văn Nam"),
        (f"Trần Thị Hoa, {HOME}, sinh năm 1990.", "Trần Thị Hoa"),
        (f"NGUYỄN VĂN BÌNH, sinh năm 1980, {HOME}.", "NGUYỄN VĂN BÌNH"),
        (f"**Nguyễn Văn Bình**, sinh năm 1980, {HOME}.", "Nguyễn Văn Bình"),
        (f"Ông *Nguyễn Văn Bình*, {HOME}, sinh năm 1980.", "Nguyễn Văn Bình"),
        ("Bị hại là chị Trần Thị Hoa.", "Trần Thị Hoa"),
        ("Nạn nhân **Nguyễn Thị Lan** bị thương.", "Nguyễn Thị Lan"),
        ("Gia đình cháu Lê Minh Khôi.", "Lê Minh Khôi"),
        ("Con trai Nguyễn Văn Tú đang học lớp 3.", "Nguyễn Văn Tú"),
        ("Em Nguyễn Thị Mai, sinh năm 2012, học lớp 8.", "Nguyễn Thị Mai"),
        (f"Người nộp đơn có số {NUMBER}.", NUMBER),
        ("Chứng minh nhân dân số 151 234 567.", "151 234 567"),
        ("Số căn cước công dân: 001.203.004.567.", "001.203.004.567"),
        ("CMND 151234567 do công an tỉnh cấp.", "151234567"),
    ],
)
def test_a_precise_kind_is_asked_about(text: str, about: str) -> None:
    assert [one.about for one in personal_data(text)] == [about]


@pytest.mark.parametrize(
    "text",
    [
        f"Nguyễn Văn B., sinh năm 1980, {HOME}.",
        f"Tô Văn Ch, sinh năm 1980, {HOME}.",
        "Ông Nguyễn Văn Bình, sinh năm 1980, phát biểu.",
        f"Ông Nguyễn Văn Bình, {HOME}, phát biểu.",
        "Bị hại Nguyễn Văn A đã nhận lại tài sản.",
        "Trẻ em Việt Nam được bảo vệ; trẻ em Thái Bình đến trường.",
        "Cháu ngoan Bác Hồ; nạn nhân Hà Nội.",
        "Phạt 123456789 đồng; Quyết định số 123456789/QĐ.",
        "Ngày 15/03/2021, từ 2021-2025; số tiền 1.234.567.890 đồng.",
    ],
)
def test_what_names_nobody_is_not_asked_about(text: str) -> None:
    assert list(personal_data(text)) == []


READINGS = Path(__file__).parents[1] / "fixtures" / "readings" / "privacy.json"
LABELLED: list[dict[str, Any]] = json.loads(READINGS.read_text("utf-8"))


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: row["text"])
def test_a_labelled_sentence_is_asked_about_this_and_nothing_else(row: dict[str, Any]) -> None:
    assert [one.about for one in personal_data(row["text"])] == row["about"]


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: row["text"])
def test_nothing_is_found_in_what_was_masked(row: dict[str, Any]) -> None:
    hidden = masked(row["text"])
    assert list(personal_data(hidden)) == []
    assert not any(about in hidden for about in row["about"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Ông Nguyễn Văn Bình, sinh năm 1980, {HOME}.", Kind.PERSON),
        ("Bị hại là chị Trần Thị Hoa.", Kind.VICTIM),
        (f"Số {NUMBER}.", Kind.IDENTITY),
        ("Hộ chiếu số B1234567.", Kind.PASSPORT),
        ("Tài khoản số 19034567890123.", Kind.ACCOUNT),
        ("Gọi 0912 345 678.", Kind.PHONE),
        ("Xe 17B1-123.45 dừng.", Kind.PLATE),
    ],
)
def test_each_kind_is_told(text: str, kind: Kind) -> None:
    assert [one.kind for one in personal_data(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            "Họ và tên: Trần Viết Sơn\nNăm sinh: 1969\nNơi ở: phường Phú Khánh",
            ["Trần Viết Sơn"],
        ),
        (
            "- Họ tên: Trần Viết Sơn.\n- Sinh năm: 1969.\n- Chỗ ở: phường Phú Khánh.",
            ["Trần Viết Sơn"],
        ),
        (
            "Các bị hại gồm:\n\n- Nguyễn Văn Lâm;\n- Trần Thị Sen;\n- Vũ Đức Mậu.",
            ["Nguyễn Văn Lâm", "Trần Thị Sen", "Vũ Đức Mậu"],
        ),
        (
            "Bị hại:\n1. Nguyễn Văn Lâm (SN 1980)\n2. Trần Thị Sen",
            ["Nguyễn Văn Lâm", "Trần Thị Sen"],
        ),
        (
            "| Họ tên | Năm sinh | Nơi ở |\n|---|---|---|\n| Đỗ Văn Lập | 1985 | Vũ Thư |",
            ["Đỗ Văn Lập"],
        ),
        ("| TT | Bị hại |\n|---|---|\n| 1 | Đỗ Văn Lập |\n| 2 | H.T.N |", ["Đỗ Văn Lập"]),
        (
            "<table>\n<tr><td>Đỗ Văn Lập</td><td>1985</td><td>xã Vũ Hội</td></tr>\n</table>",
            ["Đỗ Văn Lập"],
        ),
        ("| Đơn vị | Số vụ |\n|---|---|\n| Hưng Hà | 1985 |", []),
        ("| Kiểm sát viên | Quê |\n|---|---|\n| Đỗ Văn Lập | xã Vũ Hội |", []),
        ("![Bé gái Vũ Ngọc Hân nhận quà](anh/2021/a.jpg)", ["Vũ Ngọc Hân"]),
        ('![Trao quà](anh/2021/a.jpg "Cháu Vũ Ngọc Hân nhận quà")', ["Vũ Ngọc Hân"]),
        ("Ông Trần Viết Sơn\nphát biểu. Sinh năm 1969, ông trú tại xã Vũ Hội.", []),
    ],
)
def test_forms_lists_tables_and_pictures_are_read(text: str, about: list[str]) -> None:
    assert [one.about for one in personal_data(text)] == about


@pytest.mark.parametrize("text", ["Gọi 0912 345 678.", "Xe 17B1-123.45 dừng.", "STK 12345678901."])
def test_every_kind_is_asked_about(text: str) -> None:
    _, problems = read_manuscript(PATH, post(text))
    assert [p.severity for p in problems] == ["answer"]


def test_an_agencys_own_page_gives_its_telephone() -> None:
    page = "---\ntitle: A\n---\nGọi 0912 345 678.\n"
    assert read_standing("trang/a.md", page)[1] == ()


@pytest.mark.parametrize(
    "line",
    [
        'title: "Bé gái Vũ Ngọc Hân được cứu"',
        'summary: "Bé gái Vũ Ngọc Hân được cứu."',
        'photo_alt: "Bé gái Vũ Ngọc Hân ngồi trên ghế"',
        'photo_caption: "Bé gái Vũ Ngọc Hân."',
        'photo_credit: "Gia đình cháu Vũ Ngọc Hân"',
        'source: "Gia đình cháu Vũ Ngọc Hân"',
        'corrections: [{date: 2026-03-19 09:00, kind: đính chính, note: "Cháu Vũ Ngọc Hân."}]',
    ],
)
def test_every_field_that_readers_see_is_looked_over(line: str) -> None:
    photo = () if line.startswith("title") else ("photo: anh/2026/a.jpg",)
    alt = () if "alt" in line else ('photo_alt: "Một căn nhà hai tầng"',)
    text = post("Nội dung.", *photo, *(alt if photo else ()), line)
    if line.startswith("title"):
        text = post("Nội dung.").replace("title: Bài", line).replace('title: "Bài"', line)
    _, problems = read_manuscript(PATH, text)
    found = [(p.about, text.splitlines()[p.line - 1]) for p in problems if p.severity == "answer"]
    assert found == [("Vũ Ngọc Hân", line)]


# --- the field ---------------------------------------------------------------------------


def post(body: str, *extra: str) -> str:
    return small.post("Bài", "2026-03-19 08:00", body, *extra)


ANSWERED = f'{{text: "{NUMBER}", by: Việt Hưng, on: 2026-03-19, why: "số giả"}}'


def said(*extra: str, body: str = f"Số {NUMBER} trong hồ sơ.") -> list[tuple[str, str]]:
    _, problems = read_manuscript(PATH, post(body, *extra))
    return [(p.severity, p.message) for p in problems]


def test_an_answer_is_asked_no_more() -> None:
    assert [severity for severity, _ in said()] == ["answer"]
    assert said(f"privacy: [{ANSWERED}]") == []
    standing = f"---\ntitle: A\nprivacy: [{ANSWERED}]\n---\nSố {NUMBER}.\n"
    assert read_standing("trang/a.md", standing)[1] == ()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (f'{{text: "{NUMBER}", by: A}}', "câu trả lời về thông tin cá nhân thiếu on, why"),
        (f'{{text: "{NUMBER}", by: "", on: 2026-03-19, why: "x"}}', "thiếu by"),
        (f'{{text: "{NUMBER}", by: A, on: 2026-03-19, why: "{WHY}"}}', "vẫn là chữ mẫu"),
        (f'{{text: "{NUMBER}", by: A, on: hôm qua, why: "số giả"}}', "hôm qua"),
        ("thế thôi", "mỗi câu trả lời gồm text, by, on và why"),
    ],
)
def test_an_answer_that_lacks_something_is_none(answer: str, message: str) -> None:
    found = said(f"privacy: [{answer}]")
    assert any(severity == "error" and message in words for severity, words in found), found
    assert any(severity == "answer" for severity, _ in found)


def test_an_answer_whose_words_are_gone_is_reminded_of() -> None:
    assert said(f"privacy: [{ANSWERED}]", body="Không còn số nào.") == [
        (
            "advice",
            f"privacy trả lời về «{NUMBER}» nhưng bài không còn chữ ấy; có thể bỏ mục này",
        )
    ]


def test_in_a_draft_it_is_a_reminder() -> None:
    assert {severity for severity, _ in said("status: draft")} == {"advice"}


# --- which questions are open ------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small.make(tmp_path)
    small.write(root, PATH, post(f"Số {NUMBER} trong hồ sơ."))
    return root


def opened(root: Path, was: Address | None, has: set[str]) -> tuple[OpenQuestion, ...]:
    reading = read_newsroom(root / "content", small.NOW)
    assert reading.newsroom is not None
    url = f"/{PATH.removesuffix('.md')}.html"
    old = {url: was} if was else {}
    return open_questions(reading.problems, reading.newsroom, old, lambda *_: has)


def address(root: Path, kind: AddressKind = AddressKind.POST, digest: str = "") -> Address:
    newsroom = read_newsroom(root / "content", small.NOW).newsroom
    assert newsroom is not None
    return Address(kind=kind, digest=digest or newsroom.digests[PATH][:8].hex())


def test_a_text_readers_do_not_have_is_asked_about(root: Path) -> None:
    (one,) = opened(root, None, set())
    assert (one.path, one.title, one.live, one.waiting) == (PATH, "Bài", False, False)
    (one,) = opened(root, address(root, AddressKind.GONE), set())
    assert not one.live


def test_a_live_text_is_asked_about_what_is_new_in_it_alone(root: Path) -> None:
    assert opened(root, address(root), set()) == ()
    (one,) = opened(root, address(root, digest="0" * 16), {"151234567"})
    assert one.live
    assert opened(root, address(root, digest="0" * 16), {NUMBER}) == ()


# --- writing answers, dates, corrections ----------------------------------------------------------


def answered(file: Path, about: str = NUMBER) -> str:
    return write_answer(
        file, PATH, about, by="Lê, Thị “Hoa”", why='theo "mẫu" số 1', on=date(2026, 3, 20)
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_answer_is_written_and_read_back(root: Path, end: str, mark: str) -> None:
    file = root / "content" / PATH
    text = file.read_text("utf-8")
    file.write_bytes(f"{mark}{text}".replace("\n", end).encode())

    assert answered(file) == ""

    assert opened(root, None, set()) == ()
    after = file.read_bytes().decode()
    assert after.startswith(f"{mark}---{end}title:")
    line = next(row for row in after.split(end) if row.startswith("privacy:"))
    assert after.replace(f"{line}{end}", "") == f"{mark}{text}".replace("\n", end)


def test_two_answers_stand_in_one_list(root: Path) -> None:
    file = root / "content" / PATH
    file.write_text(post(f"Số {NUMBER} và số 151234567."), "utf-8")
    assert answered(file) == answered(file, "151234567") == ""
    assert file.read_text("utf-8").count("privacy:") == 1
    assert opened(root, None, set()) == ()


def test_an_answer_that_cannot_be_written_is_given_to_the_officer(root: Path) -> None:
    file = root / "content" / PATH
    file.write_text(post(f"Số {NUMBER}.", "privacy: để sau"), "utf-8")
    before = file.read_bytes()
    assert "hãy tự ghi vào phần khai báo: privacy: [{text:" in answered(file)
    assert file.read_bytes() == before


def test_a_date_is_written_into_a_file_of_any_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    for encoding in ("utf-8", "utf-16"):
        file.write_bytes("---\ntitle: Bài\n---\nNội dung.\n".encode(encoding))
        write_date(file, "date: 2026-03-20 08:00")
        assert file.read_text("utf-8-sig") == (
            "---\ntitle: Bài\ndate: 2026-03-20 08:00\n---\nNội dung.\n"
        )
    file.write_text("không có phần khai báo", "utf-8")
    with pytest.raises(ValueError, match="no end"):
        write_date(file, "date: 2026-03-20 08:00")


PUBLISHED = tuple(
    Published(path=path, title=title)
    for path, title in (
        ("tin-hoat-dong/2025/so-ket.md", "Sơ kết công tác năm 2025"),
        ("tin-hoat-dong/2026/so-ket.md", "Sơ kết công tác năm 2026"),
        ("tin-hoat-dong/2026/tiep-dan.md", "Lịch tiếp công dân"),
    )
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tiep-dan", [2]),
        ("tiep-dan.md", [2]),
        ("content/tin-hoat-dong/2026/tiep-dan.md", [2]),
        ("content\\tin-hoat-dong\\2026\\tiep-dan.md", [2]),
        ("https://vksnd.example/tin-hoat-dong/2026/tiep-dan.html#muc-1", [2]),
        ("/tin-hoat-dong/2025/so-ket.html", [0]),
        ("so-ket", [0, 1]),
        ("lich tiep cong", [2]),
        ("LỊCH TIẾP", [2]),
        ("2026", [1]),
        ("không có", []),
        ("", []),
    ],
)
def test_a_post_is_found_by_whatever_an_officer_calls_it(typed: str, found: list[int]) -> None:
    assert find(typed, PUBLISHED) == tuple(PUBLISHED[number] for number in found)


def proposed(
    root: Path, text: str, note: str = 'Đúng là "ngày 6".'
) -> tuple[Path, bytes, list[str]]:
    file = root / "content" / PATH
    file.write_bytes(text.encode())
    change = with_note(file, PATH, CorrectionKind.CORRECTION, note, small.NOW)
    if not change.problems:
        files.write(change.file, change.after)
        assert take_back(change)
        files.write(change.file, change.after)
    return file, change.before, [p.message for p in change.problems]


def test_a_correction_is_added_below_those_before(root: Path) -> None:
    earlier = "corrections:\n  - date: 2026-03-19 09:00\n    kind: cập nhật\n    note: Thêm ảnh."
    file, _, problems = proposed(root, post("Nội dung.", earlier))
    assert problems == []
    read, _ = read_manuscript(PATH, file.read_text("utf-8"))
    assert read is not None
    assert [c.note for c in read.post.corrections] == ["Thêm ảnh.", 'Đúng là "ngày 6".']
    assert read.post.corrections[-1].date == small.NOW


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (post("Nội dung.", "corrections: chưa có"), "máy không ghi thêm được vào corrections"),
        (post("Nội dung.", "summary: [a"), ""),
        (post("Nội dung.").replace("date: 2026-03-19", "date: 2026-03-29"), "trước khi bài"),
        ("Không có phần khai báo.\n", "máy không ghi thêm được"),
    ],
)
def test_what_cannot_be_written_surely_is_not_written(root: Path, text: str, message: str) -> None:
    file, before, problems = proposed(root, text)
    assert any(message in said for said in problems)
    assert file.read_bytes() == before


def test_the_question_says_what_to_write_instead() -> None:
    _, problems = read_manuscript(PATH, post(f"Số {NUMBER} trong hồ sơ."))
    assert problems == (
        Problem(
            path=f"content/{PATH}",
            line=6,
            message=f"«{NUMBER}» giống số định danh hoặc số chứng minh nhân dân: "
            "che bớt, hoặc trả lời",
            suggestion="Số 001xxxxxxxxx trong hồ sơ.",
            severity="answer",
            about=NUMBER,
        ),
    )
