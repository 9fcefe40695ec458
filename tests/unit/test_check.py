"""The officer checks the content: all that is wrong at once, and what is certain mended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from desk.mending import Mender
from desk.terminal.check_command import check
from plugins.model import Body, BodyLink, BodyPicture, Post, Problem, StandingPage, Status
from plugins.posts import check_newsroom
from plugins.sections import ONE, table_of_sections
from plugins.vietnamese import VIETNAM
from tests.support.posts import write_agency

BROKEN = Path(__file__).parents[1] / "broken" / "newsroom"
TABLE = table_of_sections(ONE)
NOW = datetime(2026, 1, 1, 8, tzinfo=VIETNAM)
POST = "tin-hoat-dong/2021/kiem-tra.md"

GOOD = """---
title: Kiểm tra công tác kiểm sát
date: 2021-03-15 08:19
author: Việt Hưng
department: Phòng 15
---
Đoàn kiểm tra làm việc trong hai ngày.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_agency(tmp_path / "content")
    return tmp_path


@pytest.fixture
def write(root: Path) -> Callable[..., Path]:
    def put(text: str, path: str = POST) -> Path:
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    return put


# --- the whole content -----------------------------------------------------------


@pytest.mark.parametrize("folder", sorted(BROKEN.iterdir()), ids=lambda folder: folder.name)
def test_a_broken_newsroom_is_told_exactly_this(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder, tmp_path / "content", ignore=shutil.ignore_patterns("expected.txt"))
    write_agency(tmp_path / "content")
    code = check(tmp_path, now=NOW)
    told = capsys.readouterr().out
    assert told == (folder / "expected.txt").read_text(encoding="utf-8")
    assert code == (1 if "Phải sửa trước khi đăng:" in told else 0)


def test_a_sound_newsroom_is_told_what_was_read(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write(GOOD)
    assert check(root, now=NOW) == 0
    assert (
        capsys.readouterr().out
        == "Đã đọc 1 bài, 0 trang, 0 ảnh: 0 lỗi, 0 phải trả lời, 0 lời nhắc.\n"
    )


def test_advice_comes_after_errors_and_stops_nothing(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write(GOOD + "\n# Kết quả\n")
    assert check(root, now=NOW) == 0
    write(GOOD.replace("title:", "titel:") + "\n# Kết quả\n", "tin-hoat-dong/2021/a.md")
    capsys.readouterr()
    assert check(root, now=NOW) == 1
    told = capsys.readouterr().out
    assert told.index("không có mục «titel»") < told.index("Lời nhắc, không cản việc đăng:")
    assert told.endswith("1 lỗi, 0 phải trả lời, 2 lời nhắc.\n")


def test_a_fault_in_the_registry_is_told_by_where_its_file_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "content" / "registry" / "units.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"ba-to"', '"Ba Tơ"'))
    assert check(root, now=NOW) == 1
    assert "content/registry/units.toml:29: " in capsys.readouterr().out


def test_checking_again_says_the_same_again(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write(GOOD.replace("status", "statu") + "\n# Kết quả <script>x</script>\n")
    check(root, now=NOW)
    first = capsys.readouterr().out
    check(root, now=NOW)
    assert capsys.readouterr().out == first


def test_findings_for_other_programs_are_one_object_a_line_and_nothing_else(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write(GOOD.replace("author: Việt Hưng\n", "author: Việt hưng\n"))
    write(GOOD.replace("date: 2021-03-15 08:19\n", ""), "tin-hoat-dong/2021/khac.md")
    assert check(root, json=True, now=NOW) == 1
    said = capsys.readouterr()
    assert said.err == ""
    found = [json.loads(line) for line in said.out.splitlines()]
    assert [one["strength"] for one in found] == ["loi", "nhac"]
    assert found[0]["path"] == "content/tin-hoat-dong/2021/khac.md"
    assert found[1] == {
        "path": f"content/{POST}",
        "line": 4,
        "strength": "nhac",
        "message": "«Việt hưng» được hiểu là «Việt Hưng»; nên viết đúng như trong sổ đăng ký",
        "suggestion": "author: Việt Hưng",
    }


def test_reminders_alone_are_no_failure_and_nothing_found_is_nothing_said(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write(GOOD.replace("author: Việt Hưng\n", "author: Việt hưng\n"))
    assert check(root, json=True, now=NOW) == 0
    assert '"nhac"' in capsys.readouterr().out
    assert check(root, fix=True, json=True, now=NOW) == 0
    assert capsys.readouterr().out == ""


def test_the_registry_s_mistakes_are_shown_where_an_officer_finds_the_file(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write(GOOD)
    file = root / "content" / "registry" / "units.toml"
    file.write_text(file.read_text("utf-8").replace('id = "tinh"', 'ma = "tinh"'), "utf-8")
    assert check(root, now=NOW) == 1
    told = capsys.readouterr().out
    assert "\ncontent/registry/units.toml:2: " in told
    assert "\nregistry/" not in told


# --- mending ---------------------------------------------------------------------


def test_fix_writes_the_certain_lines_and_leaves_every_other_byte(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    odd = "Dòng cuối   \r\nkhông xuống dòng"
    file = write(
        "\ufeff---\r\ntitle: Hội nghị: tổng kết\r\ndate: 3/15/2021 08:19\nauthor: việt  hưng"
        f"   # người viết\r\nstatus: nháp\r\n---\r\n{odd}"
    )
    assert check(root, fix=True, now=NOW) == 0
    assert file.read_bytes().decode() == (
        '\ufeff---\r\ntitle: "Hội nghị: tổng kết"\r\ndate: 2021-03-15 08:19\nauthor: Việt Hưng'
        f"   # người viết\r\nstatus: draft\r\n---\r\n{odd}"
    )
    told = capsys.readouterr().out
    assert f'Đã sửa content/{POST}:2\n    thành: title: "Hội nghị: tổng kết"' in told
    assert "Đã sửa 4 dòng." in told
    assert told.endswith("0 lỗi, 0 phải trả lời, 0 lời nhắc.\n")


def test_fix_leaves_what_an_officer_must_decide(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    text = GOOD.replace("2021-03-15 08:19", "10/03/2021")
    file = write(text)
    assert check(root, fix=True, now=NOW) == 1
    assert file.read_text(encoding="utf-8") == text
    assert "Không có dòng nào máy tự sửa được." in capsys.readouterr().out


def test_fix_goes_on_until_nothing_certain_is_left(
    root: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(GOOD.replace("title: Kiểm tra công tác kiểm sát", "  Title: Hội nghị: tổng kết"))
    check(root, fix=True, now=NOW)
    first = file.read_text(encoding="utf-8").split("\n")[1]
    told = capsys.readouterr().out
    assert first == 'title: "Hội nghị: tổng kết"'
    assert told.endswith("0 lỗi, 0 phải trả lời, 0 lời nhắc.\n")


def test_mending_leaves_no_half_written_file_behind(
    root: Path, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(GOOD)
    problem = Problem(
        path=f"content/{POST}", line=5, message="", suggestion="status: draft", fixable=True
    )

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", no_space)
    with pytest.raises(OSError, match="No space"):
        Mender(root, NOW).mend([problem])
    assert file.read_text(encoding="utf-8") == GOOD
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_a_registry_line_is_mended_in_its_file(root: Path) -> None:
    file = root / "content" / "registry" / "authors.toml"
    problem = Problem(
        path="content/registry/authors.toml", line=2, message="", suggestion="# một", fixable=True
    )
    assert [p.path for p in Mender(root, NOW).mend([problem])] == ["content/registry/authors.toml"]
    assert file.read_text(encoding="utf-8").split("\n")[1] == "# một"


# --- rules over the set, one by one -------------------------------------------------


def post(path: str = POST, **more: object) -> Post:
    made = Post(
        path=path,
        title="T",
        date=datetime(2021, 3, 15, 8, 19, tzinfo=VIETNAM),
        body=Body(html="<p>x</p>", text="x"),
    )
    return replace(made, **more)


def linking(*links: BodyLink) -> Body:
    return Body(html="", text="x", links=links)


def told(*posts: Post, pages: tuple[StandingPage, ...] = (), **more: object) -> list[str]:
    found = check_newsroom(posts, pages, more.pop("pictures", ()), NOW, TABLE, **more)
    return [p.message for p in found]


def test_a_link_to_a_post_with_faults_of_its_own_is_not_called_missing() -> None:
    other = "tin-hoat-dong/2021/khac.md"
    one = post(body=linking(BodyLink(target=other, fragment="", line=9)), pin=(other,))
    assert len(told(one)) == 2
    assert told(one, unread={other}) == []


def test_two_addresses_that_differ_in_case_only_are_one() -> None:
    (message,) = told(post(), post("tin-hoat-dong/2021/KIEM-TRA.md"))
    assert "trùng với" in message


def test_a_scheduled_post_may_link_to_one_that_comes_before_it() -> None:
    later = "tin-hoat-dong/2026/sau.md"
    sooner = post("tin-hoat-dong/2026/truoc.md", date=NOW + timedelta(days=1))
    last = post(
        later,
        date=NOW + timedelta(days=2),
        body=linking(BodyLink(target=sooner.path, fragment="", line=9)),
        pin=(sooner.path,),
    )
    assert told(sooner, last) == []
    back = replace(sooner, body=linking(BodyLink(target=later, fragment="", line=9)))
    assert len(told(back, last)) == 1


def test_a_page_is_linked_by_path_and_heading() -> None:
    page = StandingPage(
        path="trang/lien-he.md", title="L", body=Body(html="", text="x", ids=("muc-dia-chi",))
    )
    right = BodyLink(target=page.path, fragment="muc-dia-chi", line=9)
    assert told(post(body=linking(right)), pages=(page,)) == []
    draft = replace(page, status=Status.DRAFT)
    assert len(told(post(body=linking(right)), pages=(draft,))) == 1


def test_a_picture_that_is_there_needs_no_word() -> None:
    body = Body(html="", text="x", pictures=(BodyPicture(path="anh/2021/a.jpg", line=9),))
    assert told(post(body=body), pictures={"anh/2021/a.jpg"}) == []
    assert len(told(post(body=body), pictures={"anh/2021/b.jpg"})) == 1


def test_the_look_alike_of_a_missing_post_is_found_among_many() -> None:
    archive = [post(f"tin-hoat-dong/2021/hop-giao-ban-thang-{n}.md") for n in range(3000)]
    target = "tin-hoat-dong/2021/so-ket-chuyen-de-an-dan-su.md"
    wrong = post(
        body=linking(BodyLink(target=target.replace("an-dan", "an-dam"), fragment="", line=9))
    )
    problems = check_newsroom([*archive, post(target), wrong], (), (), NOW, TABLE)
    assert [p.suggestion for p in problems] == [target]


def test_five_pins_are_enough_and_allowed() -> None:
    others = [post(f"tin-hoat-dong/2021/bai-{n}.md") for n in range(5)]
    assert told(*others, post(pin=tuple(o.path for o in others))) == []


def test_a_post_dated_in_the_year_beside_its_folder_is_in_order() -> None:
    assert told(post(date=datetime(2022, 1, 2, tzinfo=VIETNAM))) == []
    assert len(told(post(date=datetime(2023, 1, 2, tzinfo=VIETNAM)))) == 1
