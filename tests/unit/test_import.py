"""``invoke import`` as the press officer meets it."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from desk.terminal.import_command import import_file
from plugins.content import read_newsroom
from plugins.model import Post, Status
from plugins.posts import edit, read_manuscript
from plugins.registry import read_registry
from plugins.vietnamese import VIETNAM
from tests.support.posts import agency, write_agency
from tests.support.sites import REGISTRY, ROOT

PORTAL = ROOT / "tests" / "fixtures" / "portal"
SEED = PORTAL / "kiem-tra-nam-2021.txt"
NOW = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)

ARTICLE = """Tin hoạt động
{title}
{stamp}Sáng nay, VKSND huyện An Khê tổ chức hội nghị theo Kế hoạch số 15/KH-VKS ngày 02/3/2021.

Hội nghị thống nhất ba việc phải làm trong quý II.

{byline}

Tin liên quan
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A newsroom of the invented agency, without a post."""
    write_agency(tmp_path / "content")
    return tmp_path


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A newsroom of the fixture's agency, without a post."""
    shutil.copytree(REGISTRY, tmp_path / "content" / "registry")
    return tmp_path


def write(
    desk: Path,
    name: str = "bai.txt",
    *,
    title: str = "Hội nghị triển khai công tác quý II",
    stamp: str = "3/15/2021 8:19:41 AM",
    byline: str = "Việt Hưng - Phòng 15",
) -> Path:
    file = desk / "cu" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(ARTICLE.format(title=title, stamp=stamp, byline=byline), encoding="utf-8")
    return file


def posts(desk: Path) -> dict[str, str]:
    folder = desk / "content"
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.glob("tin-hoat-dong/**/*.md"))
    }


def only(desk: Path) -> tuple[str, str]:
    (found,) = posts(desk).items()
    return found


def post_of(path: str, text: str) -> Post:
    manuscript, problems = read_manuscript(path, text)
    assert manuscript is not None, problems
    post, more = edit(manuscript, agency())
    assert post is not None, more
    return post


# --- what is certain ---------------------------------------------------------------------


def test_the_seed_becomes_a_post_that_can_be_published_at_once(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(house, SEED, publish=True, now=NOW) == 0
    path, text = only(house)
    assert path.startswith("tin-hoat-dong/2021/vien-kiem-sat-nhan-dan-tinh-thai-binh-kiem-tra")
    assert len(Path(path).stem) <= 80
    registry = house / "content" / "registry"
    texts = {f"registry/{f.name}": f.read_text(encoding="utf-8") for f in registry.iterdir()}
    known, _ = read_registry(texts)
    manuscript, problems = read_manuscript(path, text)
    assert problems == ()
    assert known is not None
    assert manuscript is not None
    post, problems = edit(manuscript, known)
    assert problems == ()
    assert post is not None
    assert post.date == datetime(2021, 3, 15, 8, 19, 41, tzinfo=VIETNAM)
    assert (post.authors, post.department) == (("viet-hung",), "phong-15")
    assert post.units == ("tinh-thai-binh",)
    assert post.status is Status.PUBLISHED
    paragraphs = text.split("---\n", 2)[2].strip().split("\n\n")
    assert len(paragraphs) == 5
    assert paragraphs[0].startswith("Thực hiện Công văn số 609/VKSTC-VP ngày 23/02/2021")
    assert paragraphs[-1].endswith("trong thời gian tới.")
    newsroom = read_newsroom(house / "content", NOW).newsroom
    assert newsroom is not None
    assert [p.path for p in newsroom.published] == [path]
    said = capsys.readouterr().out
    assert "Thứ Hai, 15/3/2021, 08:19:41" in said
    assert "Việt Hưng – Phòng 15" in said
    assert "chưa chắc" not in said


def test_a_saved_page_brings_its_picture_and_its_old_address(house: Path) -> None:
    assert import_file(house, PORTAL / "Tap-huan.html", now=NOW) == 0
    path, text = only(house)
    picture = "anh/2020/tap-huan-cong-tac-lap-ho-so-nam-2020-1.jpg"
    assert path == "tin-hoat-dong/2020/tap-huan-cong-tac-lap-ho-so-nam-2020.md"
    assert "aliases: [/detail/1187/Tap-huan-cong-tac-ho-so.html]" in text
    assert f"![Hội trường trước giờ khai mạc lớp tập huấn]({picture}" in text
    original = PORTAL / "Tap-huan_files" / "IMG_0231.JPG"
    assert (house / "content" / picture).read_bytes() == original.read_bytes()
    assert [f.name for f in (house / "content" / "anh" / "2020").iterdir()] == [Path(picture).name]
    assert read_newsroom(house / "content", NOW).errors == ()


def test_the_byline_s_own_unit_is_among_the_units(house: Path) -> None:
    assert import_file(house, PORTAL / "word-loc.html", publish=True, now=NOW) == 0
    _, text = only(house)
    assert "author: Thùy Dương\nunits: [VKSND huyện Vũ Thư]\nstatus: published\n" in text


def test_names_are_written_as_the_registry_has_them(desk: Path) -> None:
    assert import_file(desk, write(desk, byline="VIỆT HƯNG– phòng 15 viện KSND tỉnh"), now=NOW) == 0
    _, text = only(desk)
    assert "author: Việt Hưng\ndepartment: Phòng 15\nunits: [VKSND huyện An Khê]\n" in text


def test_a_namesake_is_told_apart_by_the_department(desk: Path) -> None:
    assert import_file(desk, write(desk, byline="Minh Anh - Phòng 8"), now=NOW) == 0
    assert post_of(*only(desk)).authors == ("minh-anh-phong-8",)


def test_a_namesake_at_a_unit_is_written_so_that_the_check_understands_it(desk: Path) -> None:
    assert import_file(desk, write(desk, byline="Minh Anh - VKSND huyện An Khê"), now=NOW) == 0
    assert post_of(*only(desk)).authors == ("minh-anh-an-khe",)


# --- again ---------------------------------------------------------------------------------


def test_importing_again_changes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(desk)
    assert import_file(desk, file, now=NOW) == 0
    before = posts(desk)
    capsys.readouterr()
    assert import_file(desk, file, now=NOW) == 0
    assert posts(desk) == before
    assert "đã nhập trước đó" in capsys.readouterr().out


def test_a_post_mended_by_hand_is_never_overwritten(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(desk)
    import_file(desk, file, now=NOW)
    path, text = only(desk)
    mended = text.replace("ba việc", "bốn việc")
    (desk / "content" / path).write_text(mended, encoding="utf-8")
    assert import_file(desk, file, now=NOW) == 0
    assert only(desk) == (path, mended)
    assert "đã nhập trước đó" in capsys.readouterr().out


def test_a_source_mended_since_does_not_write_over_its_post(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(desk)
    import_file(desk, file, now=NOW)
    before = only(desk)
    file.write_text(file.read_text(encoding="utf-8").replace("ba việc", "bốn việc"), "utf-8")
    assert import_file(desk, file, now=NOW) == 1
    assert only(desk) == before
    assert "không ghi đè" in capsys.readouterr().out


def test_force_replaces_a_post_and_keeps_the_old_one(desk: Path) -> None:
    file = write(desk)
    import_file(desk, file, now=NOW)
    path, text = only(desk)
    mended = text.replace("ba việc", "bốn việc")
    (desk / "content" / path).write_text(mended, encoding="utf-8")
    assert import_file(desk, file, force=True, now=NOW) == 0
    assert only(desk) == (path, text)
    (kept,) = (desk / ".newsroom" / "ban-cu").rglob("*.md")
    assert kept.read_text(encoding="utf-8") == mended


def test_a_namesake_post_of_another_day_gets_an_address_of_its_own(desk: Path) -> None:
    files = [write(desk, "a.txt"), write(desk, "b.txt", stamp="4/16/2021 9:00:00 AM")]
    assert import_file(desk, files, now=NOW) == 0
    assert list(posts(desk)) == [
        "tin-hoat-dong/2021/hoi-nghi-trien-khai-cong-tac-quy-ii-16-04.md",
        "tin-hoat-dong/2021/hoi-nghi-trien-khai-cong-tac-quy-ii.md",
    ]
    before = posts(desk)
    assert import_file(desk, files, now=NOW) == 0
    assert posts(desk) == before


def test_a_dry_run_writes_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_file(desk, write(desk), dry_run=True, now=NOW) == 0
    assert posts(desk) == {}
    said = capsys.readouterr().out
    assert "chưa ghi gì" in said
    assert "bai.txt: sẽ nhập, bản nháp." in said


@pytest.mark.parametrize(
    ("asked", "status"), [({}, Status.DRAFT), ({"publish": True}, Status.PUBLISHED)]
)
def test_a_post_is_a_draft_unless_publishing_is_asked_for(
    desk: Path, asked: dict[str, bool], status: Status
) -> None:
    assert import_file(desk, write(desk), now=NOW, **asked) == 0
    assert post_of(*only(desk)).status is status


def test_what_is_doubtful_stays_a_draft_whatever_is_asked_for(desk: Path) -> None:
    import_file(desk, write(desk, byline=""), publish=True, now=NOW)
    assert post_of(*only(desk)).status is Status.DRAFT


def test_a_draft_and_no_draft_at_once_is_refused(desk: Path) -> None:
    assert import_file(desk, write(desk), draft=True, publish=True, now=NOW) == 2
    assert posts(desk) == {}


# --- what is not certain --------------------------------------------------------------------


def test_an_unknown_author_is_proposed_and_the_post_is_kept_as_a_draft(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(desk, byline="HÀ THU - Phòng 15")
    assert import_file(desk, file, now=NOW) == 0
    path, text = only(desk)
    assert "author: Hà Thu\ndepartment: Phòng 15\n" in text
    assert "status: draft\n" in text
    said = capsys.readouterr().out
    assert "chưa có tác giả «Hà Thu»" in said
    lines = '[[author]]\nid = "ha-thu"\nname = "Hà Thu"\ndepartments = ["phong-15"]\n'
    assert lines in said
    authors = desk / "content" / "registry" / "authors.toml"
    authors.write_text(authors.read_text(encoding="utf-8") + "\n" + lines, encoding="utf-8")
    assert read_newsroom(desk / "content", NOW).errors == ()
    assert import_file(desk, file, force=True, publish=True, now=NOW) == 0
    assert "status: published\n" in posts(desk)[path]


def test_a_look_alike_is_offered_with_the_line_to_write(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(desk, write(desk, byline="Viết Hưng - Phòng 15"), now=NOW) == 0
    said = capsys.readouterr().out
    assert "gần giống: Việt Hưng" in said
    assert "sửa thành: author: Việt Hưng\n" in said
    path, text = only(desk)
    line = text.split("\n").index("author: Viết Hưng") + 1
    assert f"content/{path}:{line}: chưa chắc: chưa có tác giả «Viết Hưng»" in said


def test_an_unknown_department_is_proposed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_file(desk, write(desk, byline="Việt Hưng - Phòng 16"), now=NOW) == 0
    assert "department: Phòng 16\n" in only(desk)[1]
    said = capsys.readouterr().out
    assert '[[department]]\nid = "phong-16"\nname = "Phòng 16"\nunit = "tinh"\n' in said


def test_namesakes_that_nothing_tells_apart_are_left_to_the_officer(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_file(desk, write(desk, byline="Minh Anh"), now=NOW)
    assert "author: Minh Anh\n" in only(desk)[1]
    assert "status: draft\n" in only(desk)[1]
    said = capsys.readouterr().out
    assert "minh-anh-phong-8 (Phòng 8)" in said
    assert "sửa thành: author: minh-anh-an-khe" in said


def test_an_unsigned_text_waits_for_a_decision(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_file(desk, write(desk, byline=""), now=NOW)
    text = only(desk)[1]
    assert "author: P.V\nunits: [VKSND huyện An Khê]\nstatus: draft\n" in text
    assert "bài không ký tên" in capsys.readouterr().out


def test_a_stamp_its_weekday_contradicts_keeps_the_post_a_draft(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_file(desk, write(desk, stamp="Thứ năm - 06/10/2021 05:25\n"), now=NOW) == 0
    assert "date: 2021-06-10 05:25\n" in only(desk)[1]
    assert "status: draft\n" in only(desk)[1]
    said = capsys.readouterr().out
    assert "mới là Thứ Năm" in said
    assert "sửa thành: date: 2021-10-06 05:25" in said


def test_a_day_that_has_not_come_keeps_the_post_a_draft(desk: Path) -> None:
    assert import_file(desk, write(desk, stamp="3/15/2031 8:19:41 AM"), now=NOW) == 0
    assert "status: draft\n" in only(desk)[1]


def test_without_a_stamp_nothing_is_written_unless_the_moment_is_given(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(desk, stamp="")
    assert import_file(desk, file, now=NOW) == 1
    assert posts(desk) == {}
    assert '--date "2021-03-15 08:19"' in capsys.readouterr().out
    assert import_file(desk, file, date="10/3/2021 12h đêm", now=NOW) == 2
    assert '--date "2021-03-10 00:00" hoặc --date "2021-03-11 00:00"' in capsys.readouterr().err
    assert import_file(desk, file, date="2021-03-15 08:19", now=NOW) == 0
    assert "date: 2021-03-15 08:19\n" in only(desk)[1]


def test_a_given_moment_is_read_day_first_and_how_is_said(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(desk, stamp="")
    assert import_file(desk, file, date="10/3/2021 2h30 chiều", now=NOW) == 0
    assert "date: 2021-03-10 14:30\n" in only(desk)[1]
    assert "hiểu là ngày 10 tháng 3 năm 2021" in capsys.readouterr().out


def test_a_unit_that_had_ended_is_not_written_but_said(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "VKSND huyện Thụy An bàn giao trụ sở"
    assert import_file(desk, write(desk, title=title, stamp="8/20/2025 8:00:00 AM"), now=NOW) == 0
    assert "units: [VKSND huyện An Khê]\n" in only(desk)[1]
    assert "nhắc VKSND huyện Thụy An" in capsys.readouterr().out


def page(desk: Path, picture: str) -> Path:
    file = desk / "cu" / "bai.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        "<html><head><meta charset=utf-8></head><body><h1>Hội nghị triển khai công tác</h1>"
        f"<p>15/3/2021 08:19</p>{picture}<p>Sáng nay, đơn vị tổ chức hội nghị.</p>"
        "<p>Việt Hưng - Phòng 15</p></body></html>",
        encoding="utf-8",
    )
    return file


def test_a_picture_that_was_not_saved_is_said(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = page(desk, "<img src='bai_files/a.jpg' alt='Bàn họp'>")
    assert import_file(desk, file, now=NOW) == 0
    assert "status: draft\n" in only(desk)[1]
    assert "không thấy tệp «bai_files/a.jpg»" in capsys.readouterr().out


def test_a_picture_without_words_waits_for_them(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = page(desk, "<p>Đoạn mở.</p><img src='bai_files/DSC_01.jpg' alt='DSC_01.jpg'>")
    folder = file.parent / "bai_files"
    folder.mkdir()
    Image.new("RGB", (640, 400), (140, 30, 30)).save(folder / "DSC_01.jpg")
    assert import_file(desk, file, now=NOW) == 0
    path, text = only(desk)
    assert "![mô tả ảnh](anh/2021/hoi-nghi-trien-khai-cong-tac-1.jpg)" in text
    assert "status: draft\n" in text
    number = next(n for n, row in enumerate(text.split("\n"), 1) if row.startswith("!["))
    said = capsys.readouterr().out
    assert f"content/{path}:{number}: chưa chắc: ảnh" in said
    assert f"content/{path}:{number}: lời mô tả ảnh còn là lời mẫu «mô tả ảnh»" in said


def test_a_picture_above_the_text_is_the_post_s_photo(desk: Path) -> None:
    file = page(desk, "<img src='bai_files/a.jpg' alt='Bàn họp trước giờ khai mạc'>")
    (file.parent / "bai_files").mkdir()
    Image.new("RGB", (640, 400), (140, 30, 30)).save(file.parent / "bai_files" / "a.jpg")
    assert import_file(desk, file, now=NOW) == 0
    photo = post_of(*only(desk)).photo
    assert photo is not None
    assert photo.alt == "Bàn họp trước giờ khai mạc"


@pytest.mark.parametrize("source", ["../../bi-mat.jpg", "/etc/hostname", "bai_files/../../x.jpg"])
def test_a_page_cannot_fetch_files_from_outside_its_folder(desk: Path, source: str) -> None:
    Image.new("RGB", (640, 400), (140, 30, 30)).save(desk / "bi-mat.jpg")
    Image.new("RGB", (640, 400), (140, 30, 30)).save(desk / "x.jpg")
    import_file(desk, page(desk, f"<img src='{source}' alt='Bàn họp'>"), now=NOW)
    assert not (desk / "content" / "anh").exists()


# --- many ------------------------------------------------------------------------------------


def test_a_folder_is_imported_whole_and_every_problem_is_said(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(desk, "a.txt")
    write(desk, "b.txt", title="Hội nghị khác", byline="Người Lạ - Phòng 15")
    (desk / "cu" / "c.txt").write_bytes(b"%PDF-1.4")
    (desk / "cu" / "d.docx").write_bytes(b"PK\x03\x04")
    (desk / "cu" / "e.xlsx").write_bytes(b"PK\x03\x04")
    page(desk, "")
    files = desk / "cu" / "bai_files"
    files.mkdir()
    (files / "khung.html").write_text("<p>Quảng cáo</p>", encoding="utf-8")
    assert import_file(desk, desk / "cu", now=NOW) == 1
    assert len(posts(desk)) == 3
    said = capsys.readouterr().out
    assert "đã nhập, bản nháp: 3; chưa nhập được: 2." in said
    assert "1 bài có chỗ chưa chắc" in said
    assert "đây là tệp PDF" in said
    assert "Người Lạ" in said
    assert "khung.html" not in said


def test_a_large_archive_does_not_bury_the_officer_in_notes(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [write(desk, f"{n:02}.txt", stamp=f"3/4/20{n:02} 8:19:41 AM") for n in range(25)]
    assert import_file(desk, files, now=NOW) == 0
    said = capsys.readouterr().out
    assert said.count("đọc theo kiểu Mỹ") == 20
    assert "… và 5 lời nhắc nữa" in said


@pytest.mark.parametrize("source", ["khong-co.txt", "rong"])
def test_a_wrong_source_is_answered_in_words(
    desk: Path, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "rong").mkdir()
    assert import_file(desk, desk / source, now=NOW) == 2
    assert "hông có tệp" in capsys.readouterr().err


def test_a_broken_registry_stops_the_import_before_anything_is_written(desk: Path) -> None:
    (desk / "content" / "registry" / "units.toml").write_text("[[unit]\n", encoding="utf-8")
    assert import_file(desk, write(desk), now=NOW) == 1
    assert posts(desk) == {}
